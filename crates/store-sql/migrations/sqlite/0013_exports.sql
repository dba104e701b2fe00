-- Exports from the archive: what was asked for, how far it has come, and what its file is.

CREATE TABLE exports (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  asked_by TEXT NOT NULL REFERENCES people (id),
  asked_at INTEGER NOT NULL,
  format TEXT NOT NULL CHECK (format IN ('bagit', 'eark', 'wacz', 'warc', 'csv', 'jsonl')),
  choice TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('making', 'ready', 'removed')),
  size INTEGER NOT NULL,
  progress TEXT NOT NULL,
  problem TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  digest TEXT NOT NULL,
  ended_at INTEGER,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX exports_by_time ON exports (municipality, asked_at, id);
