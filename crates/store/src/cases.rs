//! Cases: what somebody reports or asks.

use crate::{Cursor, Page, Result};
use async_trait::async_trait;
use model::case::{Case, CaseKind, CaseNote, CaseState};
use model::{CaseId, MunicipalityId, PersonId};

/// Which cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFilter {
    /// In this state.
    pub state: CaseState,
    /// Of one of these kinds, whoever opened them …
    pub kinds: Vec<CaseKind>,
    /// … or opened by this person.
    pub opened_by: PersonId,
}

/// Reads cases.
#[async_trait]
pub trait CaseRead {
    /// One by id.
    async fn case(&self, municipality: &MunicipalityId, id: &CaseId) -> Result<Case>;
    /// A page, newest first.
    async fn cases(
        &self,
        municipality: &MunicipalityId,
        filter: &CaseFilter,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Case>>;
    /// What was written in a case, in order.
    async fn case_notes(&self, municipality: &MunicipalityId, case: &CaseId) -> Result<Vec<CaseNote>>;
}

/// Writes cases.
#[async_trait]
pub trait CaseWrite {
    /// Opens one.
    async fn insert_case(&self, case: &Case) -> Result<()>;
    /// Changes state, outcome, reason and answers of one.
    async fn update_case(&self, case: &mut Case) -> Result<()>;
    /// Adds a note. [`crate::StoreError::Duplicate`] when its place is taken.
    async fn insert_case_note(&self, municipality: &MunicipalityId, note: &CaseNote) -> Result<()>;
}
