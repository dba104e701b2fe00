-- Exports may be Noark 5 extractions.
CREATE TABLE exports_new (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  asked_by TEXT NOT NULL REFERENCES people (id),
  asked_at INTEGER NOT NULL,
  format TEXT NOT NULL CHECK (format IN ('bagit', 'eark', 'noark', 'wacz', 'warc', 'csv', 'jsonl')),
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
INSERT INTO exports_new (id, municipality, asked_by, asked_at, format, choice, state, size, progress, problem, bytes, digest, ended_at, version)
  SELECT id, municipality, asked_by, asked_at, format, choice, state, size, progress, problem, bytes, digest, ended_at, version FROM exports;
DROP TABLE exports;
ALTER TABLE exports_new RENAME TO exports;
CREATE INDEX exports_by_time ON exports (municipality, asked_at, id);
