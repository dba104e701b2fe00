//! Writing the journal: each event is one leaf, its payload sealed with the record's key.
