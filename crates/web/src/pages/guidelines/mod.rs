//! The shelf of guidelines: each with its clauses, its coverage, what lint says and its scenarios, and two beside each other.

pub mod card;
pub mod compare;
pub mod coverage;
pub mod list;
pub mod notes;
pub mod read;
pub mod scenarios;

use crate::access::{Access, Route};
use flow::packs::Shelved;
use model::person::Permission as P;
use serde::Serialize;

pub(crate) fn routes() -> Vec<Route> {
    let see = Access::May(P::SeeGuideline);
    vec![
        Route::get("/guidelines", see, list::show),
        Route::get("/guidelines/compare", see, compare::show),
        Route::get("/guidelines/{pack}", see, read::show),
        Route::get("/guidelines/{pack}/clauses/{of}/{clause}", see, card::show),
        Route::get("/guidelines/{pack}/coverage", see, coverage::show),
        Route::get("/guidelines/{pack}/notes", see, notes::show),
        Route::get("/guidelines/{pack}/scenarios", see, scenarios::show),
    ]
}

/// What stands on top of every page of one guideline.
#[derive(Clone, Debug, Serialize)]
pub struct Head {
    /// Its row of the shelf.
    #[serde(flatten)]
    pub about: Shelved,
    /// Page: `clauses`, `coverage`, `notes` or `scenarios`.
    pub page: &'static str,
}

/// A row for samples.
pub(crate) fn sample(kind: &'static str, in_force: bool) -> Shelved {
    Shelved {
        word: "batsfjord".to_owned(),
        kind,
        title: "Retningslinjer for sosiale medier, Båtsfjord kommune".to_owned(),
        version: "2023.1.0".to_owned(),
        pack: "batsfjord".to_owned(),
        clauses: if kind == "own" { 0 } else { 72 },
        extends: vec!["no-base".to_owned()],
        in_force,
        state: if kind == "own" { "draft" } else { "" },
    }
}

fn sample_head(page: &'static str) -> Head {
    Head {
        about: sample("guideline", true),
        page,
    }
}
