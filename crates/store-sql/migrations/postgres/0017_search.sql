-- What was taken in from outside is found by the search, and can be chosen for a request.
ALTER TABLE search_docs DROP CONSTRAINT search_docs_kind_check;
ALTER TABLE search_docs ADD CONSTRAINT search_docs_kind_check
  CHECK (kind IN ('revision', 'item', 'version', 'answer', 'moderation', 'approval', 'outside'));
ALTER TABLE request_items DROP CONSTRAINT request_items_kind_check;
ALTER TABLE request_items ADD CONSTRAINT request_items_kind_check
  CHECK (kind IN ('revision', 'version', 'answer', 'moderation', 'approval', 'outside'));

-- What was taken in before is in no index yet: a job makes it anew.
INSERT INTO jobs (id, municipality, kind, subject, state, run_at, again_at, lease_until, worker, attempts, problem, detail, created_at)
  SELECT substr(id, 1, 22) || '0017', id, 'search.rebuild', id, 'ready', 0, NULL, 0, '', 0, '', '', 0 FROM municipalities
  ON CONFLICT DO NOTHING;

-- Words are counted finely. Of a word that is not among those counted PostgreSQL assumes that it is not rare, and looks for it
-- from the newest text on instead of in the index: at a million texts 400 ms instead of one.
ALTER TABLE search_docs ALTER COLUMN terms SET STATISTICS 1000;
