-- Duties that clauses create, and who has acknowledged which guideline.

CREATE TABLE duties (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  kind TEXT NOT NULL,
  clause TEXT NOT NULL,
  pack_digest TEXT NOT NULL,
  decision TEXT,
  subject TEXT NOT NULL CHECK (subject IN ('municipality', 'channel', 'person', 'post', 'item', 'case')),
  subject_id TEXT NOT NULL,
  about TEXT NOT NULL,
  period TEXT NOT NULL,
  part INTEGER NOT NULL,
  person TEXT,
  roles TEXT NOT NULL, -- words between spaces, so that one can be looked for
  what TEXT NOT NULL,
  steps TEXT NOT NULL,
  record_of TEXT NOT NULL,
  naming TEXT NOT NULL,
  report_to TEXT NOT NULL,
  evidence TEXT NOT NULL CHECK (evidence IN ('note', 'link', 'none')),
  opened_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'skipped', 'lapsed')),
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  link TEXT NOT NULL,
  done_by TEXT,
  done_at INTEGER,
  version INTEGER NOT NULL,
  UNIQUE (municipality, clause, kind, subject, subject_id, period, part)
) STRICT;
CREATE INDEX duties_by_due ON duties (municipality, state, due_at, id);
CREATE INDEX duties_by_subject ON duties (municipality, subject_id, due_at, id);

CREATE TABLE acknowledgements (
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  person TEXT NOT NULL REFERENCES people (id),
  pack TEXT NOT NULL,
  pack_version TEXT NOT NULL,
  digest TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (municipality, person, digest)
) STRICT;
CREATE INDEX acknowledgements_by_digest ON acknowledgements (municipality, digest, at);
