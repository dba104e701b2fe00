-- What a municipality has set for its detectors: names, words, numbers; JSON.

ALTER TABLE municipalities ADD COLUMN detectors TEXT NOT NULL DEFAULT '{}';
