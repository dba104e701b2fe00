//! Leaves, Merkle log, checkpoints, proofs, salted commitments and sealed payloads; pure.
//!
//! Every event of a municipality is one [`model::archive::Entry`]. Its payload lies in sealed parts, each
//! encrypted with the key of its record; the entry itself holds only a salted commitment to them. The leaf of
//! an entry ([`leaf`]) goes into an RFC 6962 Merkle log ([`merkle`]), whose size and root are stated in
//! signed checkpoints ([`note`]). Erasing a record means deleting its key: content and salt are gone at once,
//! the commitment becomes a random string, and all proofs still hold. The format is described byte by byte in
//! `docs/operate/ledger.md`.

pub mod attest;
pub mod commit;
pub mod copy;
pub mod entry;
mod error;
pub mod keys;
pub mod leaf;
pub mod merkle;
pub mod note;
pub mod part;
mod ring;
pub mod stamp;
pub mod tile;
pub mod verify;
pub mod witness;

pub use entry::{NewPart, SealedEntry, seal_entry};
pub use error::LedgerError;
pub use keys::{MasterKey, RecordKey};
pub use part::{open_part, open_salted, reseal};
pub use ring::KeyRing;

/// 32 bytes of SHA-256.
pub type Hash = [u8; 32];
