-- Full-text search anew. What is searched for is made by the program: words in lower case with accents folded, with their
-- places; names (.w), Norwegian and Swedish stems (.s) and what fields say (.f) without.

DROP TABLE search_docs;

CREATE TABLE search_docs (
  doc BIGINT NOT NULL, -- time of writing in milliseconds times 2^21, and 21 bits more: the order of hits
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  kind TEXT NOT NULL CHECK (kind IN ('revision', 'item', 'version', 'answer', 'moderation', 'approval')),
  subject TEXT NOT NULL,
  about TEXT NOT NULL CHECK (about IN ('post', 'item', 'channel')),
  parent TEXT NOT NULL,
  at BIGINT NOT NULL,
  text TEXT NOT NULL,
  channels TEXT NOT NULL,
  states TEXT NOT NULL,
  image BIGINT NOT NULL CHECK (image IN (0, 1)),
  hidden BIGINT NOT NULL CHECK (hidden IN (0, 1)),
  deleted BIGINT NOT NULL CHECK (deleted IN (0, 1)),
  terms TSVECTOR NOT NULL,
  UNIQUE (kind, subject)
);
CREATE INDEX search_docs_newest ON search_docs (municipality, doc, subject);
CREATE INDEX search_docs_parent ON search_docs (municipality, parent);
CREATE INDEX search_docs_terms ON search_docs USING gin (terms);

CREATE TABLE saved_searches (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  person TEXT NOT NULL REFERENCES people (id),
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (person, name)
);

-- The old index is gone; a job makes the new one from the rows.
INSERT INTO jobs (id, municipality, kind, subject, state, run_at, again_at, lease_until, worker, attempts, problem, detail, created_at)
  SELECT id, id, 'search.rebuild', id, 'ready', 0, NULL, 0, '', 0, '', '', 0 FROM municipalities;

-- Requests for access: asking, selecting, reviewing, answering.
CREATE TABLE requests (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  number BIGINT NOT NULL,
  way TEXT NOT NULL CHECK (way IN ('page', 'email', 'letter', 'oral')),
  asker TEXT NOT NULL,
  contact TEXT NOT NULL,
  text TEXT NOT NULL,
  lang TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('received', 'working', 'ready', 'confirmed', 'sent', 'appealed', 'closed')),
  entered_by TEXT,
  holding_at BIGINT,
  outcome TEXT NOT NULL CHECK (outcome IN ('', 'full', 'partial', 'refused', 'nothing')),
  answer TEXT NOT NULL,
  ready_by TEXT,
  confirmed_by TEXT,
  digest TEXT NOT NULL,
  sent_at BIGINT,
  appeal TEXT NOT NULL,
  appealed_at BIGINT,
  closed_at BIGINT,
  version BIGINT NOT NULL,
  UNIQUE (municipality, number)
);
CREATE INDEX requests_by_state ON requests (municipality, state, due_at, id);

CREATE TABLE request_items (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  request TEXT NOT NULL REFERENCES requests (id),
  kind TEXT NOT NULL CHECK (kind IN ('revision', 'version', 'answer', 'moderation', 'approval')),
  subject TEXT NOT NULL,
  at BIGINT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('open', 'give', 'withhold')),
  ground TEXT NOT NULL,
  author_ground TEXT NOT NULL,
  marks TEXT NOT NULL,
  boxes TEXT NOT NULL,
  guard TEXT NOT NULL,
  reviewed_by TEXT,
  reviewed_at BIGINT,
  version BIGINT NOT NULL,
  UNIQUE (request, kind, subject)
);
CREATE INDEX request_items_by_time ON request_items (request, at, id);
