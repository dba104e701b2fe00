-- What was taken in from outside is found by the search, and can be chosen for a request.
CREATE TABLE search_docs_new (
  doc INTEGER NOT NULL PRIMARY KEY, -- time of writing in milliseconds times 2^21, and 21 bits more: the order of hits
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  kind TEXT NOT NULL CHECK (kind IN ('revision', 'item', 'version', 'answer', 'moderation', 'approval', 'outside')),
  subject TEXT NOT NULL,
  about TEXT NOT NULL CHECK (about IN ('post', 'item', 'channel')),
  parent TEXT NOT NULL,
  at INTEGER NOT NULL,
  text TEXT NOT NULL,
  channels TEXT NOT NULL,
  states TEXT NOT NULL,
  image INTEGER NOT NULL CHECK (image IN (0, 1)),
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
  UNIQUE (kind, subject)
) STRICT;
INSERT INTO search_docs_new (doc, municipality, kind, subject, about, parent, at, text, channels, states, image, hidden, deleted)
  SELECT doc, municipality, kind, subject, about, parent, at, text, channels, states, image, hidden, deleted FROM search_docs;
DROP TABLE search_docs;
ALTER TABLE search_docs_new RENAME TO search_docs;
CREATE INDEX search_docs_newest ON search_docs (municipality, doc, subject);
CREATE INDEX search_docs_parent ON search_docs (municipality, parent);

CREATE TABLE request_items_new (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  request TEXT NOT NULL REFERENCES requests (id),
  kind TEXT NOT NULL CHECK (kind IN ('revision', 'version', 'answer', 'moderation', 'approval', 'outside')),
  subject TEXT NOT NULL,
  at INTEGER NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('open', 'give', 'withhold')),
  ground TEXT NOT NULL,
  author_ground TEXT NOT NULL,
  marks TEXT NOT NULL,
  boxes TEXT NOT NULL,
  guard TEXT NOT NULL,
  reviewed_by TEXT,
  reviewed_at INTEGER,
  version INTEGER NOT NULL,
  UNIQUE (request, kind, subject)
) STRICT;
INSERT INTO request_items_new (id, municipality, request, kind, subject, at, verdict, ground, author_ground, marks, boxes, guard, reviewed_by, reviewed_at, version)
  SELECT id, municipality, request, kind, subject, at, verdict, ground, author_ground, marks, boxes, guard, reviewed_by, reviewed_at, version FROM request_items;
DROP TABLE request_items;
ALTER TABLE request_items_new RENAME TO request_items;
CREATE INDEX request_items_by_time ON request_items (request, at, id);

-- What was taken in before is in no index yet: a job makes it anew.
INSERT INTO jobs (id, municipality, kind, subject, state, run_at, again_at, lease_until, worker, attempts, problem, detail, created_at)
  SELECT substr(id, 1, 22) || '0017', id, 'search.rebuild', id, 'ready', 0, NULL, 0, '', 0, '', '', 0 FROM municipalities WHERE true
  ON CONFLICT DO NOTHING;
