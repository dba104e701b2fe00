//! What may go wrong with storage, each with a stable key.

/// Result of storage.
pub type Result<T> = std::result::Result<T, StoreError>;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No such row in that municipality.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// Somebody else changed the row since it was read (or a job's lease went to another worker).
    #[error("{0} was changed meanwhile")]
    Conflict(&'static str),
    /// A row with that unique value exists.
    #[error("{what} exists already")]
    Duplicate {
        /// Table that has it: `people`, `crises` …
        what: String,
    },
    /// The disk, or the quota, is full.
    #[error("the disk is full")]
    DiskFull,
    /// The disk of the database server is full.
    #[error("the disk of the database server is full")]
    DatabaseFull,
    /// The file or the database may not be written.
    #[error("storage is read-only")]
    ReadOnly,
    /// Others hold what is needed; trying again may help.
    #[error("storage is busy")]
    Busy,
    /// The database cannot be reached.
    #[error("storage cannot be reached: {0}")]
    Unavailable(String),
    /// A stored value is not one that was ever written here.
    #[error("{table} {id}: bad {what}")]
    Corrupt {
        /// Table.
        table: &'static str,
        /// Row, or the whole database when empty.
        id: String,
        /// Column or what is wrong.
        what: String,
    },
    /// The value cannot be stored (breaks a rule of the table).
    #[error("refused by the database: {0}")]
    Refused(String),
    /// Anything else; the text is for the log.
    #[error("storage failed: {0}")]
    Other(String),
}

impl StoreError {
    /// Stable key: the API's code and the locale's message (`error-<key>`).
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "not-found",
            Self::Conflict(_) => "changed-meanwhile",
            Self::Duplicate { .. } => "exists-already",
            Self::DiskFull => "disk-full",
            Self::DatabaseFull => "database-full",
            Self::ReadOnly => "storage-read-only",
            Self::Busy => "storage-busy",
            Self::Unavailable(_) => "storage-unavailable",
            Self::Corrupt { .. } => "storage-corrupt",
            Self::Refused(_) => "storage-refused",
            Self::Other(_) => "storage-failed",
        }
    }

    /// Whether the same call may succeed a moment later.
    #[must_use]
    pub fn passes(&self) -> bool {
        matches!(self, Self::Busy | Self::Unavailable(_))
    }
}
