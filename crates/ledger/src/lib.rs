//! Leaves, Merkle log, checkpoints, proofs, salted commitments and sealed payloads; pure.
