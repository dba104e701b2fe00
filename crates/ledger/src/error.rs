//! What can go wrong, with stable keys.

/// An error of the ledger. [`LedgerError::key`] is the stable name that interface and API use.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// The text is not 32 bytes in hex or base64.
    #[error("a key is 32 bytes, written as 64 hex digits or as base64")]
    BadKey,
    /// Sealed with another key-encryption key.
    #[error("sealed with key {sealed_with}, this is key {this}")]
    WrongKey {
        /// Id of the key that sealed it, 16 hex digits; public.
        sealed_with: String,
        /// Id of the key at hand, 16 hex digits.
        this: String,
    },
    /// The sealed bytes, or what they are bound to, were changed.
    #[error("sealed bytes are damaged or belong elsewhere")]
    Damaged,
    /// The record's key is gone: its payload was lawfully erased.
    #[error("the record was erased")]
    Erased,
    /// An entry kind with characters other than `a-z A-Z 0-9 . - _ /`, or of no or more than 120 characters.
    #[error("not an entry kind: {0:?}")]
    BadKind(String),
    /// Part names must be 1 to 100 characters without white space and differ within an entry.
    #[error("not a part name, or used twice: {0:?}")]
    BadPartName(String),
    /// Size and frontier of a log do not fit together.
    #[error("size and frontier of the log do not fit together")]
    BadLogState,
    /// Not a signed note of the expected shape, or its key name is not allowed.
    #[error("not a checkpoint: {0}")]
    BadNote(&'static str),
    /// No signature of the expected key, or it does not verify.
    #[error("the checkpoint is not signed by {0}")]
    BadSignature(String),
    /// A proof does not lead to the root.
    #[error("the proof does not lead to the root")]
    BadProof,
    /// A position or size outside the log.
    #[error("outside the log")]
    OutOfRange,
}

impl LedgerError {
    /// Stable kebab-case key.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::BadKey => "bad-key",
            Self::WrongKey { .. } => "wrong-key",
            Self::Damaged => "sealed-damaged",
            Self::Erased => "record-erased",
            Self::BadKind(_) => "bad-entry-kind",
            Self::BadPartName(_) => "bad-part-name",
            Self::BadLogState => "bad-log-state",
            Self::BadNote(_) => "bad-checkpoint",
            Self::BadSignature(_) => "bad-checkpoint-signature",
            Self::BadProof => "bad-proof",
            Self::OutOfRange => "outside-log",
        }
    }
}
