-- The index holds words in twos, for phrases. What was written before is in the index without them: a job makes it anew.
INSERT INTO jobs (id, municipality, kind, subject, state, run_at, again_at, lease_until, worker, attempts, problem, detail, created_at)
  SELECT substr(id, 1, 22) || '0020', id, 'search.rebuild', id, 'ready', 0, NULL, 0, '', 0, '', '', 0 FROM municipalities WHERE true
  ON CONFLICT DO NOTHING;
