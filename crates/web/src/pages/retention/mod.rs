//! How long records are kept, what holds them back, what is disposed of, and requests to erase.

mod disposal;
mod erasure;
mod hold;
mod overview;
mod rule;

pub use disposal::DisposalView;
pub use erasure::{EnterView, ErasureView};
pub use hold::{HoldView, ReleaseView};
pub use overview::RetentionView;
pub use rule::RuleView;

use crate::access::{Access, Route};
use crate::{FieldErrors, Fields};
use model::person::Permission as P;
use model::retention::Ruling;
use serde::Serialize;

pub(crate) fn routes() -> Vec<Route> {
    let (see, manage, decide) = (
        Access::May(P::SeeRetention),
        Access::May(P::ManageRetention),
        Access::May(P::Dispose),
    );
    vec![
        Route::get("/retention", see, overview::show),
        Route::post("/retention/propose", manage, overview::propose),
        Route::post("/retention/two-persons", decide, overview::two_persons),
        Route::get("/retention/rules/new", manage, rule::new),
        Route::post("/retention/rules/new", manage, rule::write),
        Route::get("/retention/rules/{id}", manage, rule::show),
        Route::post("/retention/rules/{id}", manage, rule::change),
        Route::get("/retention/holds/new", manage, hold::new),
        Route::post("/retention/holds/new", manage, hold::place),
        Route::get("/retention/holds/{id}", manage, hold::show),
        Route::post("/retention/holds/{id}", manage, hold::release),
        Route::post("/retention/records/{id}/tag", manage, hold::tag),
        Route::get("/retention/disposals/{id}", see, disposal::show),
        Route::post("/retention/disposals/{id}/approve", decide, disposal::approve),
        Route::post("/retention/disposals/{id}/reject", decide, disposal::reject),
        Route::get("/retention/erasures/new", manage, erasure::new),
        Route::post("/retention/erasures/new", manage, erasure::enter),
        Route::get("/retention/erasures/{id}", manage, erasure::show),
        Route::post("/retention/erasures/{id}/grant", decide, erasure::grant),
        Route::post("/retention/erasures/{id}/refuse", decide, erasure::refuse),
    ]
}

/// A choice in a form.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

/// The decision that a form names.
fn ruling(fields: &Fields) -> Ruling {
    Ruling {
        body: fields.get("body").trim().to_owned(),
        date: fields.get("date").trim().to_owned(),
        number: fields.get("number").trim().to_owned(),
    }
}

/// A decision for pages that are drawn to be looked at.
pub(super) fn sample_ruling() -> Ruling {
    Ruling {
        body: "Kommunestyret".to_owned(),
        date: "2026-01-15".to_owned(),
        number: "26/7".to_owned(),
    }
}

/// A refusal of a verb becomes the form again; `errors` of nothing otherwise.
fn none() -> FieldErrors {
    FieldErrors::default()
}
