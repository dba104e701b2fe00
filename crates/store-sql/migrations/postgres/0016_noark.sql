-- Exports may be Noark 5 extractions.
ALTER TABLE exports DROP CONSTRAINT exports_format_check;
ALTER TABLE exports ADD CONSTRAINT exports_format_check
  CHECK (format IN ('bagit', 'eark', 'noark', 'wacz', 'warc', 'csv', 'jsonl'));
