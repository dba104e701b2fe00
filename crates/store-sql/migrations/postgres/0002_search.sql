-- Full-text search. Terms are made by the program (lower case, accents folded) and stored as they are.

CREATE TABLE search_docs (
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  kind TEXT NOT NULL CHECK (kind IN ('revision', 'item')),
  subject TEXT NOT NULL,
  parent TEXT NOT NULL,
  at BIGINT NOT NULL,
  text TEXT NOT NULL,
  terms TSVECTOR NOT NULL,
  UNIQUE (kind, subject)
);
CREATE INDEX search_docs_terms ON search_docs USING gin (terms);
