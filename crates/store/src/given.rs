//! What people have answered when the guideline asked, about things that have no other place for it.

use crate::Result;
use async_trait::async_trait;
use model::MunicipalityId;
use std::collections::BTreeMap;

model::words! {
    /// What an answer is about.
    GivenOf {
        /// Our answer to an item.
        Answer = "answer",
        /// A decision to hide or restore an item.
        Moderation = "moderation",
        /// A publication.
        Publication = "publication",
        /// A crisis.
        Crisis = "crisis",
        /// A person.
        Person = "person",
        /// The municipality itself.
        Municipality = "municipality",
    }
}

/// Reads answers.
#[async_trait]
pub trait GivenRead {
    /// All that was answered about one thing, by the name of the fact; empty when nothing was.
    async fn given(
        &self,
        municipality: &MunicipalityId,
        of: GivenOf,
        subject: &str,
    ) -> Result<BTreeMap<String, String>>;
}

/// Writes answers.
#[async_trait]
pub trait GivenWrite {
    /// Puts these answers in the place of all that was answered about one thing before.
    async fn put_given(
        &self,
        municipality: &MunicipalityId,
        of: GivenOf,
        subject: &str,
        answers: &BTreeMap<String, String>,
    ) -> Result<()>;
}
