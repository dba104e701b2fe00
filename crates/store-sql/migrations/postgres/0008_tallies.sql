-- What clauses came to, counted by day; decisions that are still to be counted; who has gone through the lessons.

CREATE TABLE clause_tallies (
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  day TEXT NOT NULL, -- local
  clause TEXT NOT NULL,
  outcome TEXT NOT NULL,
  mark TEXT NOT NULL CHECK (mark IN ('', 'advised', 'measured')),
  n BIGINT NOT NULL,
  latest TEXT NOT NULL,
  latest_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, day, clause, outcome, mark)
);
CREATE INDEX clause_tallies_by_clause ON clause_tallies (municipality, clause, day);

CREATE TABLE untallied (
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  decision TEXT NOT NULL REFERENCES decisions (id),
  PRIMARY KEY (municipality, decision)
);
INSERT INTO untallied SELECT municipality, id FROM decisions;

CREATE TABLE lessons_taken (
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  person TEXT NOT NULL REFERENCES people (id),
  digest TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (municipality, person, digest)
);

CREATE INDEX duties_by_done ON duties (municipality, done_at);
CREATE INDEX approvals_by_decided ON approvals (municipality, decided_at);
