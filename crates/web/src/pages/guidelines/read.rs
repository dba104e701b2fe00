//! `GET /guidelines/{pack}`: a guideline's clauses and what the system does for each.

use super::Head;
use crate::pages::guideline::show::{ClauseLine, line};
use crate::pages::guideline::words::Words;
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;

/// The page.
#[derive(Debug, Serialize)]
pub struct ReadView {
    /// What stands on top.
    pub head: Head,
    /// Word of the one in force.
    pub mine: String,
    /// Clauses of its own document.
    pub own: Vec<ClauseLine>,
    /// Those of the packs that it extends.
    pub base: Vec<ClauseLine>,
}

impl View for ReadView {
    const TEMPLATE: &'static str = "guidelines/read.html";
    fn samples() -> Vec<Self> {
        let line = crate::pages::guideline::show::sample_line;
        vec![
            Self {
                head: super::sample_head("clauses"),
                mine: "andoy".to_owned(),
                own: vec![line(true), line(false)],
                base: vec![line(true)],
            },
            Self {
                head: super::sample_head("clauses"),
                mine: "batsfjord".to_owned(),
                own: Vec::new(),
                base: Vec::new(),
            },
        ]
    }
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(word): Path<String>,
) -> Result<Response, WebError> {
    let found = flow::packs::read(&web.flow, &me, &word).await?;
    let shelf = flow::packs::shelf(&web.flow, &me).await?;
    let words = Words::of(&page);
    let (own, base): (Vec<_>, Vec<_>) = found
        .clauses
        .iter()
        .partition(|c| c.id.split('/').next() == Some(found.about.pack.as_str()));
    let lines =
        |list: Vec<&flow::guideline::ClauseAtWork>| list.into_iter().map(|c| line(words, c)).collect();
    page.view(&ReadView {
        own: lines(own),
        base: lines(base),
        mine: shelf
            .into_iter()
            .find(|s| s.in_force)
            .map(|s| s.word)
            .unwrap_or_default(),
        head: Head {
            about: found.about,
            page: "clauses",
        },
    })
}
