//! What became of the guideline's clauses: counts by clause, and who has gone through the lessons.

use crate::Result;
use async_trait::async_trait;
use model::archive::StoredDecision;
use model::{DecisionId, Millis, MunicipalityId, PersonId};

/// How often a clause came out in one way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tally {
    /// Clause id.
    pub clause: String,
    /// Word of the outcome.
    pub outcome: String,
    /// `advised`: the product's advice, which the document does not ask for; `measured`: only measured; else empty.
    pub mark: String,
    /// How often.
    pub n: i64,
}

/// The same of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayTally {
    /// Local day, ISO.
    pub day: String,
    /// What.
    pub tally: Tally,
    /// The day's last decision that came out so.
    pub latest: DecisionId,
    /// When that was.
    pub latest_at: Millis,
}

/// What became of the duties that a clause asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DutyTally {
    /// Clause id.
    pub clause: String,
    /// Whether they only tell somebody something.
    pub notice: bool,
    /// Done since then.
    pub done: i64,
    /// Skipped since then, with a reason.
    pub skipped: i64,
    /// Lapsed since then.
    pub lapsed: i64,
    /// Open now, the overdue ones too.
    pub open: i64,
    /// Open and past their time.
    pub overdue: i64,
}

/// What became of the approvals that a clause asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApprovalTally {
    /// Clause id.
    pub clause: String,
    /// Approved since then.
    pub approved: i64,
    /// Sent back since then.
    pub returned: i64,
    /// Open now.
    pub open: i64,
}

/// Reads counts.
#[async_trait]
pub trait GuidelineRead {
    /// Counts of all clauses in the twelve months from `day` (ISO, local) on, by clause.
    async fn tallies(&self, municipality: &MunicipalityId, day: &str) -> Result<Vec<Tally>>;
    /// Counts of one clause by day, newest first.
    async fn tallies_of(
        &self,
        municipality: &MunicipalityId,
        clause: &str,
        limit: usize,
    ) -> Result<Vec<DayTally>>;
    /// Decisions that are not counted yet, oldest first.
    async fn untallied(&self, municipality: &MunicipalityId, limit: usize) -> Result<Vec<StoredDecision>>;
    /// Duties by clause: those settled at `since` or later, and those that are open.
    async fn duty_tallies(
        &self,
        municipality: &MunicipalityId,
        since: Millis,
        now: Millis,
    ) -> Result<Vec<DutyTally>>;
    /// Approvals by clause: those decided at `since` or later, and those that are open.
    async fn approval_tallies(
        &self,
        municipality: &MunicipalityId,
        since: Millis,
    ) -> Result<Vec<ApprovalTally>>;
    /// How often something was hidden at `since` or later, by ground.
    async fn ground_tallies(
        &self,
        municipality: &MunicipalityId,
        since: Millis,
    ) -> Result<Vec<(String, i64)>>;
    /// Items whose time to answer has passed, by the clause that gave it.
    async fn overdue_tallies(&self, municipality: &MunicipalityId, now: Millis)
    -> Result<Vec<(String, i64)>>;
    /// Who has gone through the lessons of exactly these packs, and when; oldest first.
    async fn lessons_taken(
        &self,
        municipality: &MunicipalityId,
        digest: &str,
    ) -> Result<Vec<(PersonId, Millis)>>;
}

/// Writes counts.
#[async_trait]
pub trait GuidelineWrite {
    /// Adds to the counts what `decisions` came to. [`crate::StoreError::Conflict`] when one of them is counted already;
    /// then undo all of it.
    async fn tally(
        &self,
        municipality: &MunicipalityId,
        counted: &[DayTally],
        decisions: &[DecisionId],
    ) -> Result<()>;
    /// Notes that somebody has gone through the lessons; `false` when it is noted already.
    async fn insert_lessons_taken(
        &self,
        municipality: &MunicipalityId,
        person: &PersonId,
        digest: &str,
        at: Millis,
    ) -> Result<bool>;
}
