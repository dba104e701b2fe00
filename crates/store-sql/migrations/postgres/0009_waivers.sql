-- Waivers: who is excused from which clause, for what, until when; and each decision that used one.

CREATE TABLE waivers (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  clause TEXT NOT NULL,
  subject TEXT NOT NULL CHECK (subject IN ('post', 'item', 'channel', 'municipality')),
  subject_id TEXT NOT NULL,
  category TEXT NOT NULL CHECK (category IN ('mitigated', 'accepted')),
  reason TEXT NOT NULL,
  ends_at BIGINT NOT NULL,
  about TEXT NOT NULL,
  asked_by TEXT NOT NULL REFERENCES people (id),
  asked_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'granted', 'refused', 'withdrawn', 'ended')),
  decided_by TEXT REFERENCES people (id),
  decided_at BIGINT,
  ended_at BIGINT,
  version BIGINT NOT NULL
);
CREATE INDEX waivers_by_time ON waivers (municipality, asked_at, id);
CREATE INDEX waivers_granted ON waivers (municipality, ends_at) WHERE state = 'granted';

CREATE TABLE waiver_uses (
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  waiver TEXT NOT NULL REFERENCES waivers (id),
  decision TEXT NOT NULL REFERENCES decisions (id),
  at BIGINT NOT NULL,
  PRIMARY KEY (waiver, decision)
);

ALTER TABLE approvals DROP CONSTRAINT approvals_subject_check;
ALTER TABLE approvals ADD CONSTRAINT approvals_subject_check CHECK (subject IN ('channel', 'post', 'waiver'));
