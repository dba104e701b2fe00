//! Text and media detectors, one per file; bytes in, findings out.
