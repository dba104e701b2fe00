//! How a run of a job ended.

use crate::{Error, Result};
use model::Millis;

/// How a run of a job ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum JobEnd {
    /// Nothing more to do.
    Done,
    /// Done for now; the same again at this time.
    Again(Millis),
    /// Did not work; to be tried again, later each time.
    Retry {
        /// Stable key, shown to people.
        problem: &'static str,
        /// For IT; no secrets, no personal data.
        detail: String,
    },
    /// Will not work; a person decides.
    Fail {
        /// Stable key, shown to people.
        problem: &'static str,
        /// For IT; no secrets, no personal data.
        detail: String,
    },
}

impl JobEnd {
    /// The end of a run that stopped with `error`.
    pub(crate) fn of(error: &Error) -> Self {
        let (problem, detail) = (error.key(), error.to_string());
        match error {
            // What is missing, forbidden or not of the right form does not mend itself.
            Error::NotFound | Error::NotAllowed | Error::Invalid(_) | Error::Stopped(_) => {
                Self::Fail { problem, detail }
            }
            _ => Self::Retry { problem, detail },
        }
    }
}

impl From<Result<Self>> for JobEnd {
    fn from(result: Result<Self>) -> Self {
        result.unwrap_or_else(|error| Self::of(&error))
    }
}
