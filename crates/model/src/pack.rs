//! A municipality's own guideline packs: drafts, versions, and which of them are adopted from which day.

use crate::{Millis, MunicipalityId, PackVersionId, PersonId};
use serde::{Deserialize, Serialize};

crate::states! {
    /// Life of a version of a municipality's own pack.
    PackState {
        /// Being written.
        Draft = "draft" => [Submitted, Discarded],
        /// Frozen, waiting for another person.
        Submitted = "submitted" => [Draft, Approved],
        /// Approved, waiting for the body that adopts it.
        Approved = "approved" => [Draft, Adopted],
        /// Adopted; in force from its day until a newer one's.
        Adopted = "adopted" => [],
        /// Given up.
        Discarded = "discarded" => [],
    }
}

/// A version of a municipality's own pack, without its files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackVersion {
    /// Id.
    pub id: PackVersionId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// Id of the pack, e.g. "batsfjord".
    pub pack: String,
    /// Version as `pack.toml` states it; may be empty while it is being written.
    pub version: String,
    /// `ID@VERSION` of what it was started from.
    pub base: String,
    /// State.
    pub state: PackState,
    /// Digest of the rules, as decisions name it; empty before it was submitted.
    pub digest: String,
    /// Who began it.
    pub started_by: PersonId,
    /// When.
    pub started_at: Millis,
    /// Who wrote in it last.
    pub changed_by: PersonId,
    /// When.
    pub changed_at: Millis,
    /// Who submitted it.
    pub submitted_by: Option<PersonId>,
    /// When.
    pub submitted_at: Option<Millis>,
    /// Who approved it.
    pub approved_by: Option<PersonId>,
    /// When.
    pub approved_at: Option<Millis>,
    /// What the approver wrote, at approval or at return; may be empty.
    pub note: String,
    /// Body that adopted it; empty before.
    pub body: String,
    /// Number of the case; may be empty.
    pub case_ref: String,
    /// First day in force, ISO; `None` before it is adopted.
    pub valid_from: Option<String>,
    /// Who entered the adoption.
    pub adopted_by: Option<PersonId>,
    /// When.
    pub adopted_at: Option<Millis>,
    /// Optimistic version of the row and of its files together.
    pub revision: i64,
}

/// A file of a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackFile {
    /// Path from the packs' folder: `ID/pack.toml`, `ID/clauses/NAME.toml`, `ID/tests/NAME.toml`, `ID/lessons/NAME.toml`.
    pub path: String,
    /// Text.
    pub text: String,
    /// Of a pack that it extends, as that was when it was submitted.
    pub shipped: bool,
}

/// A version that was adopted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adopted {
    /// First day in force, ISO.
    pub from: String,
    /// Which.
    pub version: PackVersionId,
}

/// The adopted versions whose day has come on `day` (ISO), newest first. Of two from the same day the one that was adopted
/// last comes first.
pub fn in_force<'a>(adopted: &'a [Adopted], day: &str) -> Vec<&'a Adopted> {
    let mut out: Vec<_> = adopted.iter().filter(|a| a.from.as_str() <= day).rev().collect();
    // A stable sort: of equal days the later entry stays first.
    out.sort_by(|a, b| b.from.cmp(&a.from));
    out
}
