-- What the networks have against what we hold, by channel and day; pictures of channels' pages; what is shown to everybody.

CREATE TABLE reconciliations (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  channel TEXT NOT NULL REFERENCES channels (id),
  day TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  since INTEGER NOT NULL,
  cut INTEGER NOT NULL CHECK (cut IN (0, 1)),
  posts INTEGER NOT NULL,
  comments INTEGER NOT NULL,
  gaps INTEGER NOT NULL,
  problem TEXT NOT NULL,
  UNIQUE (channel, day)
) STRICT;

CREATE TABLE gaps (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  channel TEXT NOT NULL REFERENCES channels (id),
  kind TEXT NOT NULL CHECK (kind IN ('post-outside', 'answer-outside', 'post-gone', 'answer-gone', 'post-changed',
    'comment-missing', 'comment-changed', 'comment-gone')),
  subject TEXT NOT NULL,
  about TEXT NOT NULL,
  url TEXT NOT NULL,
  mark TEXT NOT NULL,
  at INTEGER,
  found_at INTEGER NOT NULL,
  settled INTEGER NOT NULL CHECK (settled IN (0, 1)),
  UNIQUE (channel, kind, subject)
) STRICT;
CREATE INDEX gaps_by_about ON gaps (municipality, about);

CREATE TABLE snapshots (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  channel TEXT NOT NULL REFERENCES channels (id),
  asked_by TEXT REFERENCES people (id),
  asked_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('making', 'kept', 'failed')),
  origin TEXT NOT NULL CHECK (origin IN ('page', 'own')),
  url TEXT NOT NULL,
  problem TEXT NOT NULL,
  entry TEXT REFERENCES entries (id),
  bytes INTEGER NOT NULL,
  ended_at INTEGER,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX snapshots_by_time ON snapshots (municipality, channel, asked_at, id);

CREATE TABLE public_versions (
  publication TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  post TEXT NOT NULL,
  revision TEXT NOT NULL,
  channel TEXT NOT NULL,
  entry TEXT NOT NULL REFERENCES entries (id),
  published_at INTEGER NOT NULL
) STRICT;
CREATE INDEX public_versions_by_post ON public_versions (municipality, post, published_at);
CREATE INDEX public_versions_by_revision ON public_versions (municipality, revision);
