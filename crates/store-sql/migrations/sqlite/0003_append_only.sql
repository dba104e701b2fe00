-- What is in the journal stays. The one exception is erasing the content of a part, which keeps its commitment.

CREATE TRIGGER entries_keep BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'append-only: entries'); END;
CREATE TRIGGER entries_stay BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'append-only: entries'); END;
CREATE TRIGGER parts_keep BEFORE UPDATE ON parts
WHEN NOT (
  new.sealed = x'' AND new.blob = '' AND new.id = old.id AND new.municipality = old.municipality AND new.entry = old.entry
  AND new.position = old.position AND new.name = old.name AND new.content_type = old.content_type
  AND new.commitment = old.commitment
)
BEGIN SELECT RAISE(ABORT, 'append-only: parts'); END;
CREATE TRIGGER parts_stay BEFORE DELETE ON parts BEGIN SELECT RAISE(ABORT, 'append-only: parts'); END;
CREATE TRIGGER checkpoints_keep BEFORE UPDATE ON checkpoints BEGIN SELECT RAISE(ABORT, 'append-only: checkpoints'); END;
CREATE TRIGGER checkpoints_stay BEFORE DELETE ON checkpoints BEGIN SELECT RAISE(ABORT, 'append-only: checkpoints'); END;
CREATE TRIGGER tiles_keep BEFORE UPDATE ON tiles BEGIN SELECT RAISE(ABORT, 'append-only: tiles'); END;
CREATE TRIGGER tiles_stay BEFORE DELETE ON tiles BEGIN SELECT RAISE(ABORT, 'append-only: tiles'); END;
CREATE TRIGGER revisions_keep BEFORE UPDATE ON revisions BEGIN SELECT RAISE(ABORT, 'append-only: revisions'); END;
