-- A post is found by the link beside its text, too. What was written before is in the index without it: a job makes it anew.
INSERT INTO jobs (id, municipality, kind, subject, state, run_at, again_at, lease_until, worker, attempts, problem, detail, created_at)
  SELECT substr(id, 1, 22) || '0019', id, 'search.rebuild', id, 'ready', 0, NULL, 0, '', 0, '', '', 0 FROM municipalities
  ON CONFLICT DO NOTHING;
