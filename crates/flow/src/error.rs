//! What can go wrong, as keys. The key is the message id `error-<key>` and the API's `code`.

use model::state::NoSuchStep;

/// Result of a verb.
pub type Result<T> = std::result::Result<T, Error>;

/// One field of a form that cannot be taken as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field in the form.
    pub field: String,
    /// Key of the message.
    pub key: &'static str,
    /// Parameters of the message.
    pub params: Vec<(&'static str, String)>,
}

impl FieldError {
    /// A field's error without parameters.
    #[must_use]
    pub fn new(field: &str, key: &'static str) -> Self {
        Self {
            field: field.to_owned(),
            key,
            params: Vec::new(),
        }
    }

    /// Adds a parameter of the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.params.push((name, value.to_string()));
        self
    }
}

/// Why a verb did not do what it was asked. State is as before in every case.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or it belongs to another municipality (the two are not told apart).
    #[error("not found")]
    NotFound,
    /// The actor lacks the permission.
    #[error("not allowed")]
    NotAllowed,
    /// Somebody changed it in between.
    #[error("changed by somebody else")]
    Conflict,
    /// The form needs mending.
    #[error("invalid: {0:?}")]
    Invalid(Vec<FieldError>),
    /// A rule or the state of things says no; the key says which.
    #[error("refused: {key}")]
    Refused {
        /// Key of the message.
        key: &'static str,
        /// Parameters of the message.
        params: Vec<(&'static str, String)>,
    },
    /// The guideline says no; what it says is in the points.
    #[error("stopped by the guideline")]
    Stopped(Vec<crate::rules::Point>),
    /// The state machine has no such step.
    #[error(transparent)]
    Step(#[from] NoSuchStep),
    /// The database or the disk.
    #[error(transparent)]
    Store(store::StoreError),
    /// Keys, seals, the log.
    #[error(transparent)]
    Ledger(#[from] ledger::LedgerError),
    /// A network said no or did not answer.
    #[error(transparent)]
    Network(#[from] networks::CallError),
    /// A fault of ours; the text is for the log, never for a page.
    #[error("internal: {0}")]
    Internal(String),
}

impl From<store::StoreError> for Error {
    fn from(error: store::StoreError) -> Self {
        match error {
            store::StoreError::NotFound(_) => Self::NotFound,
            store::StoreError::Conflict(_) => Self::Conflict,
            other => Self::Store(other),
        }
    }
}

impl Error {
    /// A refusal without parameters.
    #[must_use]
    pub fn refused(key: &'static str) -> Self {
        Self::Refused {
            key,
            params: Vec::new(),
        }
    }

    /// A form with one wrong field.
    #[must_use]
    pub fn field(field: &str, key: &'static str) -> Self {
        Self::Invalid(vec![FieldError::new(field, key)])
    }

    /// Stable key of the message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::NotAllowed => "not-allowed",
            Self::Conflict => "conflict",
            Self::Invalid(_) => "invalid",
            Self::Refused { key, .. } => key,
            Self::Stopped(_) => "stopped-by-guideline",
            Self::Step(_) => "no-such-step",
            Self::Store(e) => e.key(),
            Self::Ledger(e) => e.key(),
            Self::Network(e) => e.key(),
            Self::Internal(_) => "internal",
        }
    }

    /// Parameters of the message.
    #[must_use]
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Refused { params, .. } => params.clone(),
            Self::Step(e) => vec![("from", e.from.to_owned()), ("to", e.to.to_owned())],
            _ => Vec::new(),
        }
    }
}
