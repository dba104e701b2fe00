-- Full-text search anew. What is searched for is made by the program: words in lower case with accents folded (words, who),
-- their Norwegian and Swedish stems (stems), and what fields say (fields). The tokenizer only splits at spaces; the index
-- keeps no text; the text for snippets is in search_docs. A row's number is its place in time, so that hits come newest
-- first without being sorted.

DROP TABLE search_terms;
DROP TABLE search_docs;

CREATE TABLE search_docs (
  doc INTEGER NOT NULL PRIMARY KEY, -- time of writing in milliseconds times 2^21, and 21 bits more: the order of hits
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  kind TEXT NOT NULL CHECK (kind IN ('revision', 'item', 'version', 'answer', 'moderation', 'approval')),
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
CREATE INDEX search_docs_newest ON search_docs (municipality, doc, subject);
CREATE INDEX search_docs_parent ON search_docs (municipality, parent);
CREATE VIRTUAL TABLE search_terms USING fts5 (words, who, stems, fields, content='', contentless_delete=1, tokenize='ascii');

CREATE TABLE saved_searches (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  person TEXT NOT NULL REFERENCES people (id),
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (person, name)
) STRICT;

-- The old index is gone; a job makes the new one from the rows.
INSERT INTO jobs (id, municipality, kind, subject, state, run_at, again_at, lease_until, worker, attempts, problem, detail, created_at)
  SELECT id, id, 'search.rebuild', id, 'ready', 0, NULL, 0, '', 0, '', '', 0 FROM municipalities;

-- Requests for access: asking, selecting, reviewing, answering.
CREATE TABLE requests (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  number INTEGER NOT NULL,
  way TEXT NOT NULL CHECK (way IN ('page', 'email', 'letter', 'oral')),
  asker TEXT NOT NULL,
  contact TEXT NOT NULL,
  text TEXT NOT NULL,
  lang TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('received', 'working', 'ready', 'confirmed', 'sent', 'appealed', 'closed')),
  entered_by TEXT,
  holding_at INTEGER,
  outcome TEXT NOT NULL CHECK (outcome IN ('', 'full', 'partial', 'refused', 'nothing')),
  answer TEXT NOT NULL,
  ready_by TEXT,
  confirmed_by TEXT,
  digest TEXT NOT NULL,
  sent_at INTEGER,
  appeal TEXT NOT NULL,
  appealed_at INTEGER,
  closed_at INTEGER,
  version INTEGER NOT NULL,
  UNIQUE (municipality, number)
) STRICT;
CREATE INDEX requests_by_state ON requests (municipality, state, due_at, id);

CREATE TABLE request_items (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  request TEXT NOT NULL REFERENCES requests (id),
  kind TEXT NOT NULL CHECK (kind IN ('revision', 'version', 'answer', 'moderation', 'approval')),
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
CREATE INDEX request_items_by_time ON request_items (request, at, id);
