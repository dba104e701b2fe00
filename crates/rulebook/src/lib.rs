//! Packs, clauses, conditions, controls and decisions; pure and synchronous.
