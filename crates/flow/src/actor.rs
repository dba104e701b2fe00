//! Who is asking.

use crate::{Error, Result};
use model::Locale;
use model::municipality::Municipality;
use model::person::{Permission, Person};

/// A signed-in person with her municipality and the language she reads.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The person.
    pub person: Person,
    /// Her municipality.
    pub municipality: Municipality,
    /// Language for explanations.
    pub locale: Locale,
}

impl Actor {
    /// Goes on only when the actor has `permission`.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] otherwise.
    pub fn must(&self, permission: Permission) -> Result<()> {
        if self.person.may(permission) {
            Ok(())
        } else {
            Err(Error::NotAllowed)
        }
    }
}
