//! Duties, and who has acknowledged which guideline.

use crate::{Cursor, Page, Result};
use async_trait::async_trait;
use model::duty::{Acknowledgement, Duty, DutyState, DutySubject};
use model::person::Role;
use model::{DutyId, Millis, MunicipalityId, PersonId};

/// Which duties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DutyFilter {
    /// In one of these states; empty is any.
    pub states: Vec<DutyState>,
    /// Those that fall to this person, who has these roles.
    pub of: Option<(PersonId, Vec<Role>)>,
    /// That this clause asks for.
    pub clause: Option<String>,
    /// About this.
    pub subject: Option<(DutySubject, String)>,
    /// Due at this instant or later.
    pub due_from: Option<Millis>,
    /// Due before this instant (give "now" for what is overdue).
    pub due_before: Option<Millis>,
    /// Last due first, for looking back.
    pub newest_first: bool,
}

/// How many open duties fall to a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DutyCounts {
    /// Open, the overdue ones too.
    pub open: i64,
    /// Open and past their time.
    pub overdue: i64,
}

/// Reads duties.
#[async_trait]
pub trait DutyRead {
    /// One by id.
    async fn duty(&self, municipality: &MunicipalityId, id: &DutyId) -> Result<Duty>;
    /// A page, first due first unless the filter says otherwise.
    async fn duties(
        &self,
        municipality: &MunicipalityId,
        filter: &DutyFilter,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Duty>>;
    /// How many open duties fall to a person with these roles.
    async fn duty_counts(
        &self,
        municipality: &MunicipalityId,
        person: &PersonId,
        roles: &[Role],
        now: Millis,
    ) -> Result<DutyCounts>;
    /// When a duty about this was last done; `None` when never. Notices do not count: seeing is not looking after.
    async fn duty_last_done(
        &self,
        municipality: &MunicipalityId,
        subject: DutySubject,
        subject_id: &str,
    ) -> Result<Option<Millis>>;
    /// The acknowledgement of exactly these packs by a person.
    async fn acknowledgement(
        &self,
        municipality: &MunicipalityId,
        person: &PersonId,
        digest: &str,
    ) -> Result<Option<Acknowledgement>>;
    /// Everybody's acknowledgements of exactly these packs, oldest first.
    async fn acknowledgements(
        &self,
        municipality: &MunicipalityId,
        digest: &str,
    ) -> Result<Vec<Acknowledgement>>;
    /// All that a person has acknowledged, newest first.
    async fn acknowledgements_of(
        &self,
        municipality: &MunicipalityId,
        person: &PersonId,
    ) -> Result<Vec<Acknowledgement>>;
}

/// Writes duties.
#[async_trait]
pub trait DutyWrite {
    /// Adds one; `false`, and nothing is added, when the same is there already, in whatever state.
    async fn insert_duty(&self, duty: &Duty) -> Result<bool>;
    /// Changes state, steps and proof of one.
    async fn update_duty(&self, duty: &mut Duty) -> Result<()>;
    /// Adds an acknowledgement; `false` when there is one of the same packs by the same person.
    async fn insert_acknowledgement(&self, acknowledgement: &Acknowledgement) -> Result<bool>;
}
