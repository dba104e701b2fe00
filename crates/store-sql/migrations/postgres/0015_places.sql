-- What the networks have against what we hold, by channel and day; pictures of channels' pages; what is shown to everybody.

CREATE TABLE reconciliations (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  channel TEXT NOT NULL REFERENCES channels (id),
  day TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  since BIGINT NOT NULL,
  cut BIGINT NOT NULL CHECK (cut IN (0, 1)),
  posts BIGINT NOT NULL,
  comments BIGINT NOT NULL,
  gaps BIGINT NOT NULL,
  problem TEXT NOT NULL,
  UNIQUE (channel, day)
);

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
  at BIGINT,
  found_at BIGINT NOT NULL,
  settled BIGINT NOT NULL CHECK (settled IN (0, 1)),
  UNIQUE (channel, kind, subject)
);
CREATE INDEX gaps_by_about ON gaps (municipality, about);

CREATE TABLE snapshots (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  channel TEXT NOT NULL REFERENCES channels (id),
  asked_by TEXT REFERENCES people (id),
  asked_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('making', 'kept', 'failed')),
  origin TEXT NOT NULL CHECK (origin IN ('page', 'own')),
  url TEXT NOT NULL,
  problem TEXT NOT NULL,
  entry TEXT REFERENCES entries (id),
  bytes BIGINT NOT NULL,
  ended_at BIGINT,
  version BIGINT NOT NULL
);
CREATE INDEX snapshots_by_time ON snapshots (municipality, channel, asked_at, id);

CREATE TABLE public_versions (
  publication TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  post TEXT NOT NULL,
  revision TEXT NOT NULL,
  channel TEXT NOT NULL,
  entry TEXT NOT NULL REFERENCES entries (id),
  published_at BIGINT NOT NULL
);
CREATE INDEX public_versions_by_post ON public_versions (municipality, post, published_at);
CREATE INDEX public_versions_by_revision ON public_versions (municipality, revision);
