//! `GET /guidelines/{pack}/scenarios`: a guideline's scenarios, run just now.

use super::Head;
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::packs::Ran;
use serde::Serialize;

/// Scenarios of one clause.
#[derive(Debug, Serialize)]
pub struct OfClause {
    /// Id.
    pub clause: String,
    /// Its title.
    pub title: String,
    /// In the order of the files.
    pub scenarios: Vec<Ran>,
}

/// The page.
#[derive(Debug, Serialize)]
pub struct ScenariosView {
    /// What stands on top.
    pub head: Head,
    /// Tag of the language that situations are written in.
    pub lang: String,
    /// How many were run.
    pub ran: usize,
    /// How many of them failed.
    pub failed: usize,
    /// By clause; those with a failure first.
    pub clauses: Vec<OfClause>,
}

impl View for ScenariosView {
    const TEMPLATE: &'static str = "guidelines/scenarios.html";
    fn samples() -> Vec<Self> {
        let ran = |expect, failed: &str| Ran {
            clause: "batsfjord/4.3-3".to_owned(),
            event: if failed.is_empty() { "post.submit" } else { "" },
            note: "Et bilde uten fotograf".to_owned(),
            expect,
            failed: failed.to_owned(),
        };
        vec![Self {
            head: super::sample_head("scenarios"),
            lang: "nb".to_owned(),
            ran: 4,
            failed: 1,
            clauses: vec![OfClause {
                clause: "batsfjord/4.3-3".to_owned(),
                title: "Fotografen skal krediteres".to_owned(),
                scenarios: vec![
                    ran("block", ""),
                    ran("pass", ""),
                    ran("", "expected block, came pass"),
                ],
            }],
        }]
    }
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(word): Path<String>,
) -> Result<Response, WebError> {
    let (volume, ran) = flow::packs::scenarios(&web.flow, &me, &word).await?;
    let (all, failed) = (ran.len(), ran.iter().filter(|r| !r.failed.is_empty()).count());
    let mut clauses: Vec<OfClause> = Vec::new();
    for one in ran {
        match clauses.iter_mut().find(|c| c.clause == one.clause) {
            Some(of) => of.scenarios.push(one),
            None => clauses.push(OfClause {
                title: volume
                    .book
                    .clause(&one.clause)
                    .map(|c| c.title.get(page.locale()).to_owned())
                    .unwrap_or_default(),
                clause: one.clause.clone(),
                scenarios: vec![one],
            }),
        }
    }
    clauses.sort_by_key(|c| c.scenarios.iter().all(|s| s.failed.is_empty()));
    let lang = volume.book.about().first().map(|a| a.notes_lang.clone());
    page.view(&ScenariosView {
        lang: lang.unwrap_or_default(),
        ran: all,
        failed,
        clauses,
        head: Head {
            about: volume.about,
            page: "scenarios",
        },
    })
}
