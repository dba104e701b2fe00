-- Waivers: who is excused from which clause, for what, until when; and each decision that used one.

CREATE TABLE waivers (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  clause TEXT NOT NULL,
  subject TEXT NOT NULL CHECK (subject IN ('post', 'item', 'channel', 'municipality')),
  subject_id TEXT NOT NULL,
  category TEXT NOT NULL CHECK (category IN ('mitigated', 'accepted')),
  reason TEXT NOT NULL,
  ends_at INTEGER NOT NULL,
  about TEXT NOT NULL,
  asked_by TEXT NOT NULL REFERENCES people (id),
  asked_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'granted', 'refused', 'withdrawn', 'ended')),
  decided_by TEXT REFERENCES people (id),
  decided_at INTEGER,
  ended_at INTEGER,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX waivers_by_time ON waivers (municipality, asked_at, id);
CREATE INDEX waivers_granted ON waivers (municipality, ends_at) WHERE state = 'granted';

CREATE TABLE waiver_uses (
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  waiver TEXT NOT NULL REFERENCES waivers (id),
  decision TEXT NOT NULL REFERENCES decisions (id),
  at INTEGER NOT NULL,
  PRIMARY KEY (waiver, decision)
) STRICT;

-- SQLite cannot change a CHECK: the table is made anew.
CREATE TABLE approvals_new (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  subject TEXT NOT NULL CHECK (subject IN ('channel', 'post', 'waiver')),
  subject_id TEXT NOT NULL,
  title TEXT NOT NULL,
  digest TEXT NOT NULL,
  step INTEGER NOT NULL,
  role TEXT NOT NULL,
  clause TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'open', 'approved', 'returned', 'cancelled')),
  asked_by TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  decided_by TEXT,
  decided_at INTEGER,
  note TEXT NOT NULL,
  version INTEGER NOT NULL
) STRICT;
INSERT INTO approvals_new SELECT id, municipality, subject, subject_id, title, digest, step, role, clause, state,
  asked_by, asked_at, decided_by, decided_at, note, version FROM approvals;
DROP TABLE approvals;
ALTER TABLE approvals_new RENAME TO approvals;
CREATE INDEX approvals_by_subject ON approvals (municipality, subject, subject_id);
CREATE INDEX approvals_open ON approvals (municipality, asked_at, id) WHERE state = 'open';
CREATE INDEX approvals_by_decided ON approvals (municipality, decided_at);
