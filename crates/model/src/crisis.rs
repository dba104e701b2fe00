//! A declared crisis.

use crate::{CrisisId, Millis, MunicipalityId, PersonId};
use serde::{Deserialize, Serialize};

/// A crisis from declaration to end. While one is open, nothing due is sent; what was held is never sent by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crisis {
    /// Id.
    pub id: CrisisId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// What has happened, in a line.
    pub title: String,
    /// Clause it rests on; empty where the guideline is silent (product default).
    pub clause: String,
    /// Who declared it.
    pub declared_by: PersonId,
    /// When.
    pub declared_at: Millis,
    /// Who ended it.
    pub ended_by: Option<PersonId>,
    /// When.
    pub ended_at: Option<Millis>,
    /// Optimistic version.
    pub version: i64,
}
