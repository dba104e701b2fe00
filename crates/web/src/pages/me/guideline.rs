//! `/me/guideline`: the guideline in force as it binds the reader, and saying that one knows it.

use crate::pages::common::after;
use crate::{Fields, Input, Page, Signed, View, Web, WebError};
use axum::extract::State;
use axum::response::Response;
use flow::duties::{Binding, Guideline};
use serde::Serialize;

/// The page.
#[derive(Debug, Serialize)]
pub struct AcknowledgeView {
    /// The guideline.
    pub guideline: Guideline,
}

impl View for AcknowledgeView {
    const TEMPLATE: &'static str = "me/guideline.html";
    fn samples() -> Vec<Self> {
        let clause = |modality: &str, capacity: &str| Binding {
            id: "batsfjord/4.3".to_owned(),
            section: "4.3".to_owned(),
            title: "Den som eier kanalen, svarer".to_owned(),
            says: "Henvendelser skal besvares innen én arbeidsdag.".to_owned(),
            modality: modality.to_owned(),
            capacity: capacity.to_owned(),
        };
        let view = |acknowledged: bool, earlier: bool, clauses| Self {
            guideline: Guideline {
                title: "Retningslinjer for sosiale medier, Båtsfjord kommune".to_owned(),
                version: "2023.1.0".to_owned(),
                digest: "0f".repeat(32),
                acknowledged_at: acknowledged.then_some(1_795_348_800_000),
                earlier: earlier.then(|| ("2019.1.0".to_owned(), 1_695_348_800_000)),
                due_at: (!acknowledged).then_some(1_796_348_800_000),
                clauses,
            },
        };
        let all = vec![
            clause("must", "official"),
            clause("should-not", "private"),
            clause("may", "any"),
            clause("informative", "governance"),
        ];
        vec![
            view(false, true, all.clone()),
            view(true, false, all),
            view(false, false, Vec::new()),
        ]
    }
}

pub(crate) async fn show(State(web): State<Web>, page: Page, me: Signed) -> Result<Response, WebError> {
    let guideline = flow::duties::guideline(&web.flow, &me).await?;
    page.view(&AcknowledgeView { guideline })
}

pub(crate) async fn submit(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let done = flow::duties::acknowledge(&web.flow, &me, fields.get("digest")).await;
    after(&page, done, "/me/guideline", "guideline-acknowledged")
}
