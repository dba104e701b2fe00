-- Cases: what somebody reports or asks; each has a record of its own.

CREATE TABLE cases (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  kind TEXT NOT NULL CHECK (kind IN ('advice', 'correction', 'privacy', 'account', 'threat', 'speech-limit', 'private-enquiry', 'complaint', 'access-request', 'media-enquiry', 'other')),
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  link TEXT NOT NULL,
  reason TEXT NOT NULL,
  answers TEXT NOT NULL,
  opened_by TEXT NOT NULL REFERENCES people (id),
  opened_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  outcome TEXT NOT NULL,
  closed_by TEXT REFERENCES people (id),
  closed_at INTEGER,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX cases_by_state ON cases (municipality, state, opened_at, id);

CREATE TABLE case_notes (
  case_id TEXT NOT NULL REFERENCES cases (id),
  number INTEGER NOT NULL,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  written_by TEXT NOT NULL REFERENCES people (id),
  at INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (case_id, number)
) STRICT;

-- SQLite cannot change a CHECK: the table is made anew (foreign keys are off while migrating, and checked at the end).
CREATE TABLE records_new (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  kind TEXT NOT NULL CHECK (kind IN ('post', 'channel', 'municipality', 'item', 'case')),
  subject TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  key_wrapped BLOB,
  UNIQUE (municipality, kind, subject)
) STRICT;
INSERT INTO records_new SELECT id, municipality, kind, subject, opened_at, key_wrapped FROM records;
DROP TABLE records;
ALTER TABLE records_new RENAME TO records;
CREATE INDEX records_by_time ON records (municipality, opened_at, id);
