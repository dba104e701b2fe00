//! People, their credentials and invitations.

use crate::Result;
use async_trait::async_trait;
use model::person::{Credentials, Person, Role};
use model::{Millis, MunicipalityId, PersonId};

/// A link by which a person sets password and second factor. The token is only in the link; here is its SHA-256.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Hex SHA-256 of the token.
    pub token_hash: String,
    /// For whom.
    pub person: PersonId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// When it was made.
    pub created_at: Millis,
    /// When it ends.
    pub expires_at: Millis,
    /// When it was used.
    pub used_at: Option<Millis>,
}

/// Reads people.
#[async_trait]
pub trait PeopleRead {
    /// One by id.
    async fn person(&self, municipality: &MunicipalityId, id: &PersonId) -> Result<Person>;
    /// All, by name.
    async fn people(&self, municipality: &MunicipalityId) -> Result<Vec<Person>>;
    /// Those with `role` who may sign in, by name.
    async fn people_with_role(&self, municipality: &MunicipalityId, role: Role) -> Result<Vec<Person>>;
    /// One by e-mail (lower case), in the whole installation.
    async fn person_by_email(&self, email: &str) -> Result<Option<Person>>;
    /// What proves who a person is.
    async fn credentials(&self, municipality: &MunicipalityId, person: &PersonId) -> Result<Credentials>;
    /// Hashes of the recovery codes not yet used.
    async fn recovery_codes(&self, municipality: &MunicipalityId, person: &PersonId) -> Result<Vec<String>>;
    /// An invitation by the hash of its token, used or not, in the whole installation.
    async fn invitation(&self, token_hash: &str) -> Result<Option<Invitation>>;
}

/// Writes people.
#[async_trait]
pub trait PeopleWrite {
    /// Adds one without credentials. [`crate::StoreError::Duplicate`] for an e-mail in use.
    async fn insert_person(&self, person: &Person) -> Result<()>;
    /// Changes one, roles included.
    async fn update_person(&self, person: &mut Person) -> Result<()>;
    /// Replaces a person's credentials.
    async fn put_credentials(
        &self,
        municipality: &MunicipalityId,
        person: &PersonId,
        credentials: &Credentials,
    ) -> Result<()>;
    /// Takes a TOTP time step as used; `false` when it, or a later one, was used before.
    async fn use_totp_step(
        &self,
        municipality: &MunicipalityId,
        person: &PersonId,
        step: i64,
    ) -> Result<bool>;
    /// Replaces all recovery codes by these hashes.
    async fn put_recovery_codes(
        &self,
        municipality: &MunicipalityId,
        person: &PersonId,
        hashes: &[String],
    ) -> Result<()>;
    /// Uses up a recovery code; `false` when there is none such left.
    async fn use_recovery_code(
        &self,
        municipality: &MunicipalityId,
        person: &PersonId,
        hash: &str,
    ) -> Result<bool>;
    /// Adds an invitation; earlier ones of the same person stop working.
    async fn insert_invitation(&self, invitation: &Invitation) -> Result<()>;
    /// Uses up an invitation; `false` when it was used, has ended at `now`, or is none.
    async fn use_invitation(&self, token_hash: &str, now: Millis) -> Result<bool>;
}
