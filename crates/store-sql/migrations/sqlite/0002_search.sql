-- Full-text search. Terms are made by the program (lower case, accents folded), so the tokenizer only splits at spaces.
-- The index keeps no text; the text for snippets is in search_docs.

CREATE TABLE search_docs (
  doc INTEGER NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  kind TEXT NOT NULL CHECK (kind IN ('revision', 'item')),
  subject TEXT NOT NULL,
  parent TEXT NOT NULL,
  at INTEGER NOT NULL,
  text TEXT NOT NULL,
  UNIQUE (kind, subject)
) STRICT;

CREATE VIRTUAL TABLE search_terms USING fts5 (terms, content='', contentless_delete=1, detail=none, tokenize='ascii');
