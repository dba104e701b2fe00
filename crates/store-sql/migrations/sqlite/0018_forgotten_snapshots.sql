-- A snapshot can be erased by itself: when, and by which disposal. A request to erase can be about one.
CREATE TABLE snapshots_new (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  channel TEXT NOT NULL REFERENCES channels (id),
  asked_by TEXT REFERENCES people (id),
  asked_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('making', 'kept', 'failed', 'erased')),
  origin TEXT NOT NULL CHECK (origin IN ('page', 'own')),
  url TEXT NOT NULL,
  problem TEXT NOT NULL,
  entry TEXT REFERENCES entries (id),
  bytes INTEGER NOT NULL,
  ended_at INTEGER,
  erased_at INTEGER,
  disposal TEXT REFERENCES disposals (id),
  version INTEGER NOT NULL
) STRICT;
INSERT INTO snapshots_new (id, municipality, channel, asked_by, asked_at, state, origin, url, problem, entry, bytes, ended_at, version)
  SELECT id, municipality, channel, asked_by, asked_at, state, origin, url, problem, entry, bytes, ended_at, version FROM snapshots;
DROP TABLE snapshots;
ALTER TABLE snapshots_new RENAME TO snapshots;
CREATE INDEX snapshots_by_time ON snapshots (municipality, channel, asked_at, id);
CREATE INDEX snapshots_by_entry ON snapshots (municipality, entry);

ALTER TABLE erasures ADD COLUMN snapshot TEXT REFERENCES snapshots (id);
