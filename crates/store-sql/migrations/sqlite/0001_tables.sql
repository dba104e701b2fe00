-- Ids are ULIDs as text, instants UTC milliseconds, states text, JSON text that SQL never looks into.
-- Every row names its municipality.

CREATE TABLE settings (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE municipalities (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  org_number TEXT NOT NULL,
  country TEXT NOT NULL CHECK (country IN ('NO', 'SE')),
  languages TEXT NOT NULL,
  office_hours TEXT NOT NULL,
  website TEXT NOT NULL,
  pack TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;

CREATE TABLE people (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE,
  unit TEXT NOT NULL,
  roles TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'disabled')),
  locale TEXT,
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  password_hash TEXT,
  totp_sealed BLOB,
  totp_step INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX people_by_name ON people (municipality, name, id);

CREATE TABLE recovery_codes (
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  person TEXT NOT NULL REFERENCES people (id),
  hash TEXT NOT NULL,
  PRIMARY KEY (person, hash)
) STRICT;

CREATE TABLE invitations (
  token_hash TEXT NOT NULL PRIMARY KEY,
  person TEXT NOT NULL REFERENCES people (id),
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;
CREATE INDEX invitations_by_person ON invitations (person);

CREATE TABLE sessions (
  token_hash TEXT NOT NULL PRIMARY KEY,
  person TEXT NOT NULL REFERENCES people (id),
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  csrf TEXT NOT NULL,
  complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_person ON sessions (person);
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE login_attempts (
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  success INTEGER NOT NULL CHECK (success IN (0, 1))
) STRICT;
CREATE INDEX login_attempts_by_key ON login_attempts (key, at);
CREATE INDEX login_attempts_by_time ON login_attempts (at);

CREATE TABLE channels (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  network TEXT NOT NULL CHECK (network IN ('bluesky', 'mastodon', 'practice')),
  name TEXT NOT NULL,
  handle TEXT NOT NULL,
  url TEXT NOT NULL,
  purpose TEXT NOT NULL,
  audience TEXT NOT NULL,
  unit TEXT NOT NULL,
  responsible TEXT NOT NULL,
  administrators TEXT NOT NULL,
  answers TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('requested', 'refused', 'approved', 'active', 'closing', 'closed')),
  server TEXT NOT NULL,
  secret_sealed BLOB,
  health TEXT NOT NULL,
  polled_at INTEGER,
  cursor TEXT NOT NULL,
  applied_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX channels_by_name ON channels (municipality, name, id);

CREATE TABLE approvals (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  subject TEXT NOT NULL CHECK (subject IN ('channel', 'post')),
  subject_id TEXT NOT NULL,
  title TEXT NOT NULL,
  digest TEXT NOT NULL,
  step INTEGER NOT NULL,
  role TEXT NOT NULL,
  clause TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'open', 'approved', 'returned', 'cancelled')),
  asked_by TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  decided_by TEXT,
  decided_at INTEGER,
  note TEXT NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX approvals_by_subject ON approvals (municipality, subject, subject_id);
CREATE INDEX approvals_open ON approvals (municipality, asked_at, id) WHERE state = 'open';

CREATE TABLE posts (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  text TEXT NOT NULL,
  link TEXT NOT NULL,
  channels TEXT NOT NULL,
  answers TEXT NOT NULL,
  lang TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'approved', 'scheduled', 'done', 'withdrawn')),
  revision TEXT,
  author TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX posts_by_state ON posts (municipality, state, changed_at, id);

CREATE TABLE media (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  post TEXT NOT NULL REFERENCES posts (id),
  position INTEGER NOT NULL,
  blob TEXT NOT NULL,
  mime TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  size INTEGER NOT NULL,
  removed TEXT NOT NULL,
  note TEXT NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX media_by_post ON media (post, position, id);

CREATE TABLE revisions (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  post TEXT NOT NULL REFERENCES posts (id),
  number INTEGER NOT NULL,
  digest TEXT NOT NULL,
  content TEXT NOT NULL,
  decision TEXT NOT NULL,
  submitted_by TEXT NOT NULL,
  submitted_at INTEGER NOT NULL,
  UNIQUE (post, number)
) STRICT;

CREATE TABLE publications (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  post TEXT NOT NULL REFERENCES posts (id),
  revision TEXT NOT NULL REFERENCES revisions (id),
  channel TEXT NOT NULL REFERENCES channels (id),
  state TEXT NOT NULL CHECK (state IN ('scheduled', 'prepared', 'sending', 'unknown', 'published', 'failed', 'held', 'expired', 'cancelled', 'removed')),
  due_at INTEGER NOT NULL,
  key TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  remote_cid TEXT NOT NULL,
  url TEXT NOT NULL,
  problem TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  published_at INTEGER,
  version INTEGER NOT NULL,
  UNIQUE (revision, channel)
) STRICT;
CREATE INDEX publications_by_post ON publications (post, due_at, id);
CREATE INDEX publications_by_state ON publications (municipality, state, due_at, id);
CREATE INDEX publications_by_remote ON publications (channel, remote_id) WHERE remote_id <> '';
CREATE INDEX publications_by_channel ON publications (channel, published_at) WHERE state = 'published';

CREATE TABLE items (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  channel TEXT NOT NULL REFERENCES channels (id),
  remote_id TEXT NOT NULL,
  remote_cid TEXT NOT NULL,
  parent_remote_id TEXT NOT NULL,
  publication TEXT,
  author_remote_id TEXT NOT NULL,
  author_handle TEXT NOT NULL,
  author_name TEXT NOT NULL,
  text TEXT NOT NULL,
  url TEXT NOT NULL,
  written_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  due_at INTEGER,
  due_key INTEGER NOT NULL, -- due_at, or the greatest number when there is no deadline
  due_clause TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('new', 'claimed', 'answered', 'closed')),
  visibility TEXT NOT NULL CHECK (visibility IN ('visible', 'hiding', 'hidden', 'restoring', 'gone')),
  route TEXT NOT NULL CHECK (route IN ('ordinary', 'case', 'political')),
  findings TEXT NOT NULL,
  claimed_by TEXT,
  closed_reason TEXT NOT NULL,
  versions INTEGER NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE (channel, remote_id)
) STRICT;
CREATE INDEX items_by_due ON items (municipality, state, due_key, id);
CREATE INDEX items_by_publication ON items (publication, written_at, id) WHERE publication IS NOT NULL;

CREATE TABLE item_versions (
  item TEXT NOT NULL REFERENCES items (id),
  number INTEGER NOT NULL,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  text TEXT NOT NULL,
  remote_cid TEXT NOT NULL,
  findings TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  PRIMARY KEY (item, number)
) STRICT;

-- Kept by the same statements that change items, so that the inbox never counts.
CREATE TABLE inbox_counts (
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  state TEXT NOT NULL CHECK (state IN ('new', 'claimed', 'answered', 'closed')),
  n INTEGER NOT NULL,
  PRIMARY KEY (municipality, state)
) STRICT;

CREATE TABLE answers (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  item TEXT NOT NULL REFERENCES items (id),
  text TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('scheduled', 'prepared', 'sending', 'unknown', 'published', 'failed', 'held', 'expired', 'cancelled', 'removed')),
  key TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  url TEXT NOT NULL,
  problem TEXT NOT NULL,
  author TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  published_at INTEGER,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX answers_by_item ON answers (item, created_at, id);
CREATE INDEX answers_by_state ON answers (municipality, state, created_at, id);
CREATE INDEX answers_by_remote ON answers (municipality, remote_id) WHERE remote_id <> '';

CREATE TABLE moderations (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  item TEXT NOT NULL REFERENCES items (id),
  act TEXT NOT NULL CHECK (act IN ('hide', 'restore')),
  ground TEXT NOT NULL,
  reason TEXT NOT NULL,
  evidence TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('decided', 'sent', 'confirmed', 'failed')),
  means TEXT NOT NULL,
  problem TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at INTEGER NOT NULL,
  confirmed_at INTEGER,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX moderations_by_item ON moderations (item, decided_at, id);
CREATE INDEX moderations_by_time ON moderations (municipality, decided_at, id);

CREATE TABLE crises (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  title TEXT NOT NULL,
  clause TEXT NOT NULL,
  declared_by TEXT NOT NULL,
  declared_at INTEGER NOT NULL,
  ended_by TEXT,
  ended_at INTEGER,
  version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX crises_open ON crises (municipality) WHERE ended_at IS NULL;
CREATE INDEX crises_by_time ON crises (municipality, declared_at, id);

CREATE TABLE jobs (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('ready', 'running', 'done', 'failed')),
  run_at INTEGER NOT NULL,
  again_at INTEGER, -- promised anew while it runs
  lease_until INTEGER NOT NULL,
  worker TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  problem TEXT NOT NULL,
  detail TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX jobs_pending ON jobs (municipality, kind, subject) WHERE state IN ('ready', 'running');
CREATE INDEX jobs_ready ON jobs (run_at, id) WHERE state = 'ready';
CREATE INDEX jobs_running ON jobs (lease_until, id) WHERE state = 'running';
CREATE INDEX jobs_by_state ON jobs (municipality, state, created_at, id);
CREATE INDEX jobs_done ON jobs (created_at) WHERE state = 'done';

CREATE TABLE records (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  kind TEXT NOT NULL CHECK (kind IN ('post', 'channel', 'municipality', 'item')),
  subject TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  key_wrapped BLOB,
  UNIQUE (municipality, kind, subject)
) STRICT;
CREATE INDEX records_by_time ON records (municipality, opened_at, id);

CREATE TABLE entries (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  seq INTEGER NOT NULL,
  record TEXT NOT NULL REFERENCES records (id),
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  commitment BLOB NOT NULL,
  leaf BLOB NOT NULL,
  UNIQUE (municipality, seq)
) STRICT;
CREATE INDEX entries_by_record ON entries (record, seq);

CREATE TABLE parts (
  id TEXT NOT NULL,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  entry TEXT NOT NULL REFERENCES entries (id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  commitment BLOB NOT NULL,
  sealed BLOB NOT NULL,
  blob TEXT NOT NULL,
  PRIMARY KEY (entry, position)
) STRICT;

CREATE TABLE log_states (
  municipality TEXT NOT NULL PRIMARY KEY REFERENCES municipalities (id),
  size INTEGER NOT NULL,
  frontier BLOB NOT NULL,
  key_sealed BLOB
) STRICT;

CREATE TABLE checkpoints (
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  size INTEGER NOT NULL,
  root BLOB NOT NULL,
  note TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (municipality, size)
) STRICT;

CREATE TABLE tiles (
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  level INTEGER NOT NULL,
  number INTEGER NOT NULL,
  hashes BLOB NOT NULL,
  PRIMARY KEY (municipality, level, number)
) STRICT;

CREATE TABLE decisions (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  event TEXT NOT NULL,
  subject TEXT NOT NULL,
  outcome TEXT NOT NULL,
  pack_digest TEXT NOT NULL,
  json TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX decisions_by_subject ON decisions (municipality, subject, at, id);

CREATE TABLE practice_posts (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  channel TEXT NOT NULL REFERENCES channels (id),
  text TEXT NOT NULL,
  link TEXT NOT NULL,
  lang TEXT NOT NULL,
  pictures TEXT NOT NULL,
  key TEXT NOT NULL,
  removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
  created_at INTEGER NOT NULL,
  UNIQUE (channel, key)
) STRICT;
CREATE INDEX practice_posts_by_time ON practice_posts (municipality, created_at, id);

CREATE TABLE practice_comments (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  channel TEXT NOT NULL REFERENCES channels (id),
  post TEXT NOT NULL REFERENCES practice_posts (id),
  parent TEXT,
  author TEXT NOT NULL,
  official INTEGER NOT NULL CHECK (official IN (0, 1)),
  text TEXT NOT NULL,
  key TEXT NOT NULL,
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX practice_comments_by_key ON practice_comments (post, key) WHERE key <> '';
CREATE INDEX practice_comments_by_post ON practice_comments (post, created_at, id);
CREATE INDEX practice_comments_by_change ON practice_comments (channel, changed_at, id);
