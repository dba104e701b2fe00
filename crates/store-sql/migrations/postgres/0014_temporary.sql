-- Whether somebody is there for a while only.

ALTER TABLE people ADD COLUMN temporary BIGINT NOT NULL DEFAULT 0 CHECK (temporary IN (0, 1));
