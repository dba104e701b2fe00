//! What the shell itself asks of the workflows: whose installation this is, and who has come.

use crate::error::WebError;
use async_trait::async_trait;
use model::municipality::Municipality;
use model::person::{Person, Session};
use model::{Locale, PersonId};

/// What the frame of every page shows a signed-in person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notices {
    /// Approval steps that wait for this person.
    pub approvals_waiting: u32,
    /// Items in the inbox that nobody has answered or closed.
    pub inbox_open: u32,
    /// Name of the crisis that is declared now.
    pub crisis: Option<String>,
}

/// The shell's door to the workflows.
#[async_trait]
pub trait Gate: Send + Sync {
    /// The municipality, `None` until the installation is set up.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn municipality(&self) -> Result<Option<Municipality>, WebError>;

    /// The live session with this hex SHA-256 of the cookie's token, and whose it is. An expired session, or one of
    /// a person who is no longer active, is `None`.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn session(&self, token_hash: &str) -> Result<Option<(Session, Person)>, WebError>;

    /// What the frame shows `person`.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn notices(&self, person: &Person) -> Result<Notices, WebError>;

    /// Remembers the language that a person chose.
    ///
    /// # Errors
    /// When the store cannot be written.
    async fn choose_locale(&self, person: &PersonId, locale: Locale) -> Result<(), WebError>;

    /// Whether the store answers: for the health check.
    ///
    /// # Errors
    /// When it does not.
    async fn healthy(&self) -> Result<(), WebError>;
}
