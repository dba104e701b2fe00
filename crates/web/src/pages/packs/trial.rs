//! `GET /packs/{id}/try`: what a version decides of made-up facts, beside what the guideline in force decides.

use super::desk::Desk;
use crate::{FieldErrors, Fields, View, WebError};
use axum::extract::Query;
use axum::response::Response;
use flow::packs::{Trial, Tried};
use serde::Serialize;

/// The page.
#[derive(Debug, Serialize)]
pub struct TrialView {
    /// The version.
    pub id: String,
    /// Pack and version.
    pub version: String,
    /// Every event.
    pub events: Vec<&'static str>,
    /// Chosen.
    pub event: String,
    /// Facts as typed.
    pub facts: String,
    /// What came out; `None` before anything is tried.
    pub trial: Option<Trial>,
    /// Whether it was tried and one of the two does not load.
    pub broken: bool,
    /// Facts that there are: name and what people read.
    pub known: Vec<(&'static str, String)>,
    /// What is wrong with the form.
    pub errors: FieldErrors,
}

impl View for TrialView {
    const TEMPLATE: &'static str = "packs/try.html";
    fn samples() -> Vec<Self> {
        let outcomes = [
            "pass",
            "warn",
            "ask",
            "require-approval",
            "block",
            "waived",
            "conflict",
            "not-applicable",
            "",
        ];
        let tried = |draft: &&'static str| Tried {
            clause: "batsfjord/2-1".to_owned(),
            title: "Frist for svar".to_owned(),
            draft,
            now: "pass",
        };
        let view = |trial, broken, errors| Self {
            id: "p".to_owned(),
            version: "batsfjord 2027.1".to_owned(),
            events: flow::packs::events(),
            event: "post.submit".to_owned(),
            facts: "\"post.has_media\" = true".to_owned(),
            trial,
            broken,
            known: flow::packs::facts(model::Locale::Nb),
            errors,
        };
        let trial = Trial {
            draft: "block",
            now: "pass",
            clauses: outcomes.iter().map(tried).collect(),
        };
        let none = Trial {
            draft: "pass",
            now: "pass",
            clauses: Vec::new(),
        };
        vec![
            view(None, false, crate::samples::faults(&["event", "facts"])),
            view(Some(trial), false, FieldErrors::default()),
            view(Some(none), false, FieldErrors::default()),
            view(None, true, FieldErrors::default()),
        ]
    }
}

pub(crate) async fn show(desk: Desk, Query(fields): Query<Fields>) -> Result<Response, WebError> {
    let open = desk.open().await?;
    let (event, facts) = (fields.get("event").to_owned(), fields.get("facts").to_owned());
    let (mut trial, mut errors) = (None, FieldErrors::default());
    if !event.is_empty() {
        match flow::packs::trial(&desk.web.flow, &desk.me, &desk.version, &event, &facts).await {
            Ok(found) => trial = found,
            Err(error) => errors = FieldErrors::of(&desk.page, error)?,
        }
    }
    let shown = TrialView {
        id: desk.version.to_string(),
        version: super::desk::name(&open),
        events: flow::packs::events(),
        broken: !event.is_empty() && trial.is_none() && errors.is_empty(),
        event,
        facts,
        trial,
        known: flow::packs::facts(desk.page.locale()),
        errors: errors.clone(),
    };
    desk.page.form(&shown, &errors)
}
