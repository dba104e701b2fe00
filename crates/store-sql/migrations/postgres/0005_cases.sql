-- Cases: what somebody reports or asks; each has a record of its own.

CREATE TABLE cases (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  kind TEXT NOT NULL CHECK (kind IN ('advice', 'correction', 'privacy', 'account', 'threat', 'speech-limit', 'private-enquiry', 'complaint', 'access-request', 'media-enquiry', 'other')),
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  link TEXT NOT NULL,
  reason TEXT NOT NULL,
  answers TEXT NOT NULL,
  opened_by TEXT NOT NULL REFERENCES people (id),
  opened_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  outcome TEXT NOT NULL,
  closed_by TEXT REFERENCES people (id),
  closed_at BIGINT,
  version BIGINT NOT NULL
);
CREATE INDEX cases_by_state ON cases (municipality, state, opened_at, id);

CREATE TABLE case_notes (
  case_id TEXT NOT NULL REFERENCES cases (id),
  number BIGINT NOT NULL,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  written_by TEXT NOT NULL REFERENCES people (id),
  at BIGINT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (case_id, number)
);

ALTER TABLE records DROP CONSTRAINT records_kind_check;
ALTER TABLE records ADD CONSTRAINT records_kind_check CHECK (kind IN ('post', 'channel', 'municipality', 'item', 'case'));
