-- Rules on how long records are kept, what holds them back, disposals, and requests to erase.

CREATE TABLE retention_rules (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  title TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('post', 'item', 'case')),
  channel TEXT REFERENCES channels (id),
  tag TEXT NOT NULL,
  term TEXT NOT NULL,
  counted_from TEXT NOT NULL CHECK (counted_from IN ('opened', 'last-event')),
  then_what TEXT NOT NULL CHECK (then_what IN ('dispose', 'review', 'deposit')),
  law TEXT NOT NULL,
  ruling TEXT NOT NULL,
  active BIGINT NOT NULL CHECK (active IN (0, 1)),
  changed_by TEXT NOT NULL REFERENCES people (id),
  changed_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX retention_rules_by_title ON retention_rules (municipality, title, id);

CREATE TABLE record_tags (
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  record TEXT NOT NULL REFERENCES records (id),
  tag TEXT NOT NULL,
  PRIMARY KEY (municipality, record, tag)
);

CREATE TABLE holds (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  record TEXT REFERENCES records (id),
  channel TEXT REFERENCES channels (id),
  from_at BIGINT,
  to_at BIGINT,
  cause TEXT NOT NULL CHECK (cause IN ('by-hand', 'access-request', 'complaint', 'crisis')),
  cause_of TEXT NOT NULL,
  reason TEXT NOT NULL,
  placed_by TEXT REFERENCES people (id),
  placed_at BIGINT NOT NULL,
  until_at BIGINT,
  released_at BIGINT,
  released_by TEXT REFERENCES people (id),
  release_reason TEXT NOT NULL
);
CREATE INDEX holds_standing ON holds (municipality, placed_at, id) WHERE released_at IS NULL;
CREATE INDEX holds_by_cause ON holds (municipality, cause, cause_of);

CREATE TABLE disposals (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  cause TEXT NOT NULL CHECK (cause IN ('retention', 'erasure')),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'approved', 'erased', 'rotating', 'done', 'rejected')),
  proposed_by TEXT REFERENCES people (id),
  proposed_at BIGINT NOT NULL,
  decided_by TEXT REFERENCES people (id),
  decided_at BIGINT,
  note TEXT NOT NULL,
  entry TEXT REFERENCES entries (id),
  done_at BIGINT,
  log_cleaned TEXT NOT NULL CHECK (log_cleaned IN ('', 'clean', 'waiting')),
  old_key TEXT NOT NULL,
  key_goes_at BIGINT,
  version BIGINT NOT NULL
);
CREATE INDEX disposals_by_time ON disposals (municipality, proposed_at, id);

-- Names nothing of what the records said; kept for ever as the protocol.
CREATE TABLE disposal_items (
  disposal TEXT NOT NULL REFERENCES disposals (id),
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  record TEXT NOT NULL REFERENCES records (id),
  entry TEXT NOT NULL, -- empty when the whole record goes
  kind TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  ended_at BIGINT NOT NULL,
  rule TEXT NOT NULL,
  law TEXT NOT NULL,
  ruling TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'review', 'left-out', 'erased')),
  why TEXT NOT NULL,
  PRIMARY KEY (disposal, record, entry)
);

CREATE TABLE erasures (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  who_sealed BYTEA NOT NULL,
  asked_at BIGINT NOT NULL,
  entered_by TEXT NOT NULL REFERENCES people (id),
  state TEXT NOT NULL CHECK (state IN ('open', 'granted', 'refused')),
  decided_by TEXT REFERENCES people (id),
  decided_at BIGINT,
  disposal TEXT REFERENCES disposals (id),
  kept TEXT NOT NULL,
  reason TEXT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX erasures_by_time ON erasures (municipality, asked_at, id);

-- Files that a committed disposal has yet to remove from the blob store.
CREATE TABLE blob_removals (
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  blob TEXT NOT NULL,
  PRIMARY KEY (municipality, blob)
);

-- Keyed marks of what was erased here while it may still stand on the network, so that it is not read in again.
CREATE TABLE forgotten (
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  channel TEXT NOT NULL REFERENCES channels (id),
  mark TEXT NOT NULL,
  PRIMARY KEY (municipality, channel, mark)
);

-- What a part commits to stays; how it is sealed may change: it is erased, or sealed anew under another key. Whether what is
-- sealed is still what was committed to, verifying tells.
DROP TRIGGER parts_keep ON parts;
CREATE TRIGGER parts_keep BEFORE UPDATE ON parts FOR EACH ROW
WHEN (NOT (
  new.id = old.id AND new.municipality = old.municipality AND new.entry = old.entry AND new.position = old.position
  AND new.name = old.name AND new.content_type = old.content_type AND new.commitment = old.commitment
))
EXECUTE FUNCTION refuse_change();
CREATE TRIGGER disposals_stay BEFORE DELETE ON disposals FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What is said never goes into the planner's statistics, where it would outlive its row.
ALTER TABLE posts ALTER COLUMN text SET STATISTICS 0, ALTER COLUMN link SET STATISTICS 0, ALTER COLUMN answers SET STATISTICS 0;
ALTER TABLE revisions ALTER COLUMN content SET STATISTICS 0;
ALTER TABLE items ALTER COLUMN text SET STATISTICS 0, ALTER COLUMN author_name SET STATISTICS 0, ALTER COLUMN author_handle SET STATISTICS 0, ALTER COLUMN author_remote_id SET STATISTICS 0, ALTER COLUMN url SET STATISTICS 0, ALTER COLUMN findings SET STATISTICS 0;
ALTER TABLE item_versions ALTER COLUMN text SET STATISTICS 0, ALTER COLUMN findings SET STATISTICS 0;
ALTER TABLE answers ALTER COLUMN text SET STATISTICS 0, ALTER COLUMN problem SET STATISTICS 0;
ALTER TABLE moderations ALTER COLUMN reason SET STATISTICS 0;
ALTER TABLE approvals ALTER COLUMN title SET STATISTICS 0, ALTER COLUMN note SET STATISTICS 0;
ALTER TABLE cases ALTER COLUMN title SET STATISTICS 0, ALTER COLUMN text SET STATISTICS 0, ALTER COLUMN link SET STATISTICS 0, ALTER COLUMN reason SET STATISTICS 0, ALTER COLUMN answers SET STATISTICS 0, ALTER COLUMN outcome SET STATISTICS 0;
ALTER TABLE case_notes ALTER COLUMN text SET STATISTICS 0;
ALTER TABLE decisions ALTER COLUMN json SET STATISTICS 0;
ALTER TABLE duties ALTER COLUMN about SET STATISTICS 0, ALTER COLUMN note SET STATISTICS 0, ALTER COLUMN link SET STATISTICS 0, ALTER COLUMN reason SET STATISTICS 0;
ALTER TABLE given ALTER COLUMN answers SET STATISTICS 0;
ALTER TABLE search_docs ALTER COLUMN text SET STATISTICS 0, ALTER COLUMN terms SET STATISTICS 0;
ALTER TABLE media ALTER COLUMN note SET STATISTICS 0;
ALTER TABLE records ALTER COLUMN key_wrapped SET STATISTICS 0;
ALTER TABLE parts ALTER COLUMN sealed SET STATISTICS 0;
ALTER TABLE erasures ALTER COLUMN who_sealed SET STATISTICS 0, ALTER COLUMN reason SET STATISTICS 0;
