//! Steps of approval.

use crate::Result;
use async_trait::async_trait;
use model::approval::{Approval, ApprovalSubject};
use model::person::Role;
use model::{ApprovalId, MunicipalityId, PersonId};

/// Reads approvals.
#[async_trait]
pub trait ApprovalRead {
    /// One step by id.
    async fn approval(&self, municipality: &MunicipalityId, id: &ApprovalId) -> Result<Approval>;
    /// All steps ever asked for about a subject, oldest round first, then by step.
    async fn approvals_of(
        &self,
        municipality: &MunicipalityId,
        subject: ApprovalSubject,
        subject_id: &str,
    ) -> Result<Vec<Approval>>;
    /// All steps with ids above `after`, by id, at most `limit`.
    async fn approvals_after(
        &self,
        municipality: &MunicipalityId,
        after: &str,
        limit: usize,
    ) -> Result<Vec<Approval>>;
    /// Open steps that somebody with one of `roles` may decide and that `not_asked_by` did not ask for, oldest first.
    async fn open_approvals(
        &self,
        municipality: &MunicipalityId,
        roles: &[Role],
        not_asked_by: &PersonId,
    ) -> Result<Vec<Approval>>;
}

/// Writes approvals.
#[async_trait]
pub trait ApprovalWrite {
    /// Adds one step.
    async fn insert_approval(&self, approval: &Approval) -> Result<()>;
    /// Changes one step.
    async fn update_approval(&self, approval: &mut Approval) -> Result<()>;
}
