//! `GET /guidelines/{pack}/notes`: what lint says of a guideline: what is unwise or unlawful in it.

use super::Head;
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;
use std::collections::BTreeMap;

/// A finding.
#[derive(Debug, Serialize)]
pub struct NoteRow {
    /// Name of the rule; its texts are `lint-<name>` and `lint-<name>-todo`.
    pub name: &'static str,
    /// Its code.
    pub code: &'static str,
    /// `error`, `warning` or `hint`.
    pub severity: &'static str,
    /// Clause; empty when it is about the whole.
    pub clause: String,
    /// The clause's title.
    pub title: String,
    /// What the texts name.
    pub params: BTreeMap<String, String>,
}

/// The page.
#[derive(Debug, Serialize)]
pub struct NotesView {
    /// What stands on top.
    pub head: Head,
    /// Gravest first.
    pub notes: Vec<NoteRow>,
}

impl View for NotesView {
    const TEMPLATE: &'static str = "guidelines/notes.html";
    fn samples() -> Vec<Self> {
        let row = |severity, clause: &str| NoteRow {
            name: "modality-word",
            code: "LNT021",
            severity,
            clause: clause.to_owned(),
            title: "Fotografen skal krediteres".to_owned(),
            params: BTreeMap::from([("detail".to_owned(), "må".to_owned())]),
        };
        let view = |notes| Self {
            head: super::sample_head("notes"),
            notes,
        };
        vec![
            view(vec![
                row("error", "batsfjord/4.3-3"),
                row("warning", "batsfjord/4.3-3"),
                row("hint", ""),
            ]),
            view(Vec::new()),
        ]
    }
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(word): Path<String>,
) -> Result<Response, WebError> {
    let (volume, found) = flow::packs::notes(&web.flow, &me, &word).await?;
    let title = |id: &str| {
        let clause = volume.book.clause(id);
        clause
            .map(|c| c.title.get(page.locale()).to_owned())
            .unwrap_or_default()
    };
    let notes = found.into_iter().map(|l| NoteRow {
        name: l.name,
        code: l.code,
        severity: l.severity.as_str(),
        title: title(&l.clause),
        clause: l.clause,
        params: BTreeMap::from([("detail".to_owned(), l.detail)]),
    });
    page.view(&NotesView {
        notes: notes.collect(),
        head: Head {
            about: volume.about,
            page: "notes",
        },
    })
}
