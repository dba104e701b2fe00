//! `GET /guideline`: every clause and what the system does for it.

use crate::access::{Access, Route};
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::State;
use axum::response::Response;
use flow::guideline::ClauseView;
use model::person::Permission;
use serde::Serialize;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get(
        "/guideline",
        Access::May(Permission::SeeGuideline),
        show,
    )]
}

/// The page.
#[derive(Debug, Serialize)]
pub struct GuidelineView {
    /// Title of the guideline.
    pub title: String,
    /// Digest of the pack in force.
    pub digest: String,
    /// The document's own clauses.
    pub clauses: Vec<ClauseView>,
    /// What the product advises where the document is silent.
    pub defaults: Vec<ClauseView>,
}

impl View for GuidelineView {
    const TEMPLATE: &'static str = "guideline/show.html";
    fn samples() -> Vec<Self> {
        let clause = |modality: &str, status: &str, product_default| ClauseView {
            id: "batsfjord/4.3".to_owned(),
            section: if product_default {
                String::new()
            } else {
                "4.3".to_owned()
            },
            title: "Kreditering".to_owned(),
            says: "Fotografen skal krediteres.".to_owned(),
            modality: modality.to_owned(),
            status: status.to_owned(),
            control: "gate".to_owned(),
            product_default,
        };
        let modalities = ["must", "must-not", "should", "should-not", "may", "informative"];
        let statuses = [
            "automated",
            "attested",
            "manual",
            "taught",
            "protected",
            "informative",
        ];
        let clauses = modalities
            .iter()
            .zip(statuses)
            .map(|(m, s)| clause(m, s, false))
            .collect();
        let view = |clauses, defaults| Self {
            title: "Båtsfjord".to_owned(),
            digest: "0f".repeat(32),
            clauses,
            defaults,
        };
        vec![
            view(clauses, vec![clause("should", "automated", true)]),
            view(Vec::new(), Vec::new()),
        ]
    }
}

async fn show(State(web): State<Web>, page: Page, me: Signed) -> Result<Response, WebError> {
    let (title, digest, clauses) = flow::guideline::clauses(&web.flow, &me)?;
    let (defaults, clauses) = clauses.into_iter().partition(|c| c.product_default);
    page.view(&GuidelineView {
        title,
        digest,
        clauses,
        defaults,
    })
}
