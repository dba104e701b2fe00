//! Waivers: who is excused from which clause.

use crate::{Cursor, Page, Result};
use async_trait::async_trait;
use model::waiver::{Waiver, WaiverSubject, WaiverUse};
use model::{Millis, MunicipalityId, WaiverId};

/// Which waivers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WaiverFilter {
    /// From this clause.
    pub clause: Option<String>,
    /// For this.
    pub subject: Option<(WaiverSubject, String)>,
}

/// Reads waivers.
#[async_trait]
pub trait WaiverRead {
    /// One by id.
    async fn waiver(&self, municipality: &MunicipalityId, id: &WaiverId) -> Result<Waiver>;
    /// A page, newest first.
    async fn waivers(
        &self,
        municipality: &MunicipalityId,
        filter: &WaiverFilter,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Waiver>>;
    /// All that are given and whose time is not over at `now`.
    async fn waivers_in_force(&self, municipality: &MunicipalityId, now: Millis) -> Result<Vec<Waiver>>;
    /// Those given since `since` whose time is over at `now` and that nothing ever used, oldest first.
    async fn waivers_never_used(
        &self,
        municipality: &MunicipalityId,
        since: Millis,
        now: Millis,
    ) -> Result<Vec<Waiver>>;
}

/// Writes waivers.
#[async_trait]
pub trait WaiverWrite {
    /// Adds one.
    async fn insert_waiver(&self, waiver: &Waiver) -> Result<()>;
    /// Changes its state, who decided, and when it ended.
    async fn update_waiver(&self, waiver: &mut Waiver) -> Result<()>;
    /// Notes that decisions of a municipality used waivers.
    async fn insert_waiver_uses(&self, municipality: &MunicipalityId, uses: &[WaiverUse]) -> Result<()>;
}
