-- A municipality's own guideline packs: versions, their files, and those that were adopted.

CREATE TABLE pack_versions (
  id TEXT NOT NULL PRIMARY KEY,
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  pack TEXT NOT NULL,
  version TEXT NOT NULL,
  base TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'approved', 'adopted', 'discarded')),
  digest TEXT NOT NULL,
  started_by TEXT NOT NULL REFERENCES people (id),
  started_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL REFERENCES people (id),
  changed_at INTEGER NOT NULL,
  submitted_by TEXT REFERENCES people (id),
  submitted_at INTEGER,
  approved_by TEXT REFERENCES people (id),
  approved_at INTEGER,
  note TEXT NOT NULL,
  body TEXT NOT NULL,
  case_ref TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  adopted_by TEXT REFERENCES people (id),
  adopted_at INTEGER,
  revision INTEGER NOT NULL
) STRICT;
CREATE INDEX pack_versions_by_start ON pack_versions (municipality, started_at, id);
CREATE INDEX pack_versions_by_digest ON pack_versions (municipality, digest);

CREATE TABLE pack_files (
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  pack_version TEXT NOT NULL REFERENCES pack_versions (id),
  path TEXT NOT NULL,
  text TEXT NOT NULL,
  shipped INTEGER NOT NULL,
  PRIMARY KEY (pack_version, path)
) STRICT;

ALTER TABLE municipalities ADD COLUMN own_packs TEXT NOT NULL DEFAULT '[]';
