-- What is in the journal stays. The one exception is erasing the content of a part, which keeps its commitment.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME; END $$;

CREATE TRIGGER entries_keep BEFORE UPDATE OR DELETE ON entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER parts_keep BEFORE UPDATE ON parts FOR EACH ROW
WHEN (NOT (
  new.sealed = '\x' AND new.blob = '' AND new.id = old.id AND new.municipality = old.municipality AND new.entry = old.entry
  AND new.position = old.position AND new.name = old.name AND new.content_type = old.content_type
  AND new.commitment = old.commitment
))
EXECUTE FUNCTION refuse_change();
CREATE TRIGGER parts_stay BEFORE DELETE ON parts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER checkpoints_keep BEFORE UPDATE OR DELETE ON checkpoints FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tiles_keep BEFORE UPDATE OR DELETE ON tiles FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER revisions_keep BEFORE UPDATE ON revisions FOR EACH ROW EXECUTE FUNCTION refuse_change();
