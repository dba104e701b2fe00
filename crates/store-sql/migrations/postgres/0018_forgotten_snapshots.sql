-- A snapshot can be erased by itself: when, and by which disposal. A request to erase can be about one.
ALTER TABLE snapshots DROP CONSTRAINT snapshots_state_check;
ALTER TABLE snapshots ADD CONSTRAINT snapshots_state_check CHECK (state IN ('making', 'kept', 'failed', 'erased'));
ALTER TABLE snapshots ADD COLUMN erased_at BIGINT;
ALTER TABLE snapshots ADD COLUMN disposal TEXT REFERENCES disposals (id);
CREATE INDEX snapshots_by_entry ON snapshots (municipality, entry);

ALTER TABLE erasures ADD COLUMN snapshot TEXT REFERENCES snapshots (id);
