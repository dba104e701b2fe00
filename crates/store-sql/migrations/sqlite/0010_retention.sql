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
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  changed_by TEXT NOT NULL REFERENCES people (id),
  changed_at INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX retention_rules_by_title ON retention_rules (municipality, title, id);

CREATE TABLE record_tags (
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  record TEXT NOT NULL REFERENCES records (id),
  tag TEXT NOT NULL,
  PRIMARY KEY (municipality, record, tag)
) STRICT;

CREATE TABLE holds (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  record TEXT REFERENCES records (id),
  channel TEXT REFERENCES channels (id),
  from_at INTEGER,
  to_at INTEGER,
  cause TEXT NOT NULL CHECK (cause IN ('by-hand', 'access-request', 'complaint', 'crisis')),
  cause_of TEXT NOT NULL,
  reason TEXT NOT NULL,
  placed_by TEXT REFERENCES people (id),
  placed_at INTEGER NOT NULL,
  until_at INTEGER,
  released_at INTEGER,
  released_by TEXT REFERENCES people (id),
  release_reason TEXT NOT NULL
) STRICT;
CREATE INDEX holds_standing ON holds (municipality, placed_at, id) WHERE released_at IS NULL;
CREATE INDEX holds_by_cause ON holds (municipality, cause, cause_of);

CREATE TABLE disposals (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  cause TEXT NOT NULL CHECK (cause IN ('retention', 'erasure')),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'approved', 'erased', 'rotating', 'done', 'rejected')),
  proposed_by TEXT REFERENCES people (id),
  proposed_at INTEGER NOT NULL,
  decided_by TEXT REFERENCES people (id),
  decided_at INTEGER,
  note TEXT NOT NULL,
  entry TEXT REFERENCES entries (id),
  done_at INTEGER,
  log_cleaned TEXT NOT NULL CHECK (log_cleaned IN ('', 'clean', 'waiting')),
  old_key TEXT NOT NULL,
  key_goes_at INTEGER,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX disposals_by_time ON disposals (municipality, proposed_at, id);

-- Names nothing of what the records said; kept for ever as the protocol.
CREATE TABLE disposal_items (
  disposal TEXT NOT NULL REFERENCES disposals (id),
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  record TEXT NOT NULL REFERENCES records (id),
  entry TEXT NOT NULL, -- empty when the whole record goes
  kind TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  rule TEXT NOT NULL,
  law TEXT NOT NULL,
  ruling TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'review', 'left-out', 'erased')),
  why TEXT NOT NULL,
  PRIMARY KEY (disposal, record, entry)
) STRICT;

CREATE TABLE erasures (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  who_sealed BLOB NOT NULL,
  asked_at INTEGER NOT NULL,
  entered_by TEXT NOT NULL REFERENCES people (id),
  state TEXT NOT NULL CHECK (state IN ('open', 'granted', 'refused')),
  decided_by TEXT REFERENCES people (id),
  decided_at INTEGER,
  disposal TEXT REFERENCES disposals (id),
  kept TEXT NOT NULL,
  reason TEXT NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX erasures_by_time ON erasures (municipality, asked_at, id);

-- Files that a committed disposal has yet to remove from the blob store.
CREATE TABLE blob_removals (
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  blob TEXT NOT NULL,
  PRIMARY KEY (municipality, blob)
) STRICT;

-- Keyed marks of what was erased here while it may still stand on the network, so that it is not read in again.
CREATE TABLE forgotten (
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  channel TEXT NOT NULL REFERENCES channels (id),
  mark TEXT NOT NULL,
  PRIMARY KEY (municipality, channel, mark)
) STRICT;

-- What a part commits to stays; how it is sealed may change: it is erased, or sealed anew under another key. Whether what is
-- sealed is still what was committed to, verifying tells.
DROP TRIGGER parts_keep;
CREATE TRIGGER parts_keep BEFORE UPDATE ON parts
WHEN NOT (
  new.id = old.id AND new.municipality = old.municipality AND new.entry = old.entry AND new.position = old.position
  AND new.name = old.name AND new.content_type = old.content_type AND new.commitment = old.commitment
)
BEGIN SELECT RAISE(ABORT, 'append-only: parts'); END;
CREATE TRIGGER disposals_stay BEFORE DELETE ON disposals BEGIN SELECT RAISE(ABORT, 'append-only: disposals'); END;
