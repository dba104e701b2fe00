//! `GET /guidelines/{pack}/coverage`: how much of a guideline is carried out and tested.

use super::Head;
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;

/// A leaf of a condition, and how often the scenarios saw it come out each way.
#[derive(Debug, Serialize)]
pub struct LeafRow {
    /// As conditions are written.
    pub leaf: String,
    /// Times true, false and unknown.
    pub seen: [usize; 3],
}

/// A clause.
#[derive(Debug, Serialize)]
pub struct ClauseRow {
    /// Id.
    pub id: String,
    /// Name.
    pub title: String,
    /// Word of how it is carried out.
    pub status: &'static str,
    /// Scenarios that name it.
    pub scenarios: usize,
    /// Lessons that name it.
    pub lessons: usize,
    /// Leaves seen all three ways, and all leaves.
    pub leaves: [usize; 2],
    /// Leaves that were not.
    pub unseen: Vec<LeafRow>,
    /// Words of what it lacks.
    pub gaps: Vec<&'static str>,
}

/// The page.
#[derive(Debug, Serialize)]
pub struct CoverageView {
    /// What stands on top.
    pub head: Head,
    /// Clauses accounted for.
    pub accounted: usize,
    /// How many clauses have each status; those that none has are left out.
    pub statuses: Vec<(&'static str, usize)>,
    /// Duties that the system does, checks or keeps somebody's word on; all duties; per cent.
    pub duties: [usize; 3],
    /// Leaves seen all three ways, and all.
    pub leaves: [usize; 2],
    /// Scenarios that passed, and all.
    pub scenarios: [usize; 2],
    /// Lessons.
    pub lessons: usize,
    /// Every clause; those that lack something first.
    pub clauses: Vec<ClauseRow>,
}

impl View for CoverageView {
    const TEMPLATE: &'static str = "guidelines/coverage.html";
    fn samples() -> Vec<Self> {
        let row = |gaps: &[&'static str]| ClauseRow {
            id: "batsfjord/4.3-3".to_owned(),
            title: "Fotografen skal krediteres".to_owned(),
            status: "automated",
            scenarios: 3,
            lessons: 0,
            leaves: [usize::from(gaps.is_empty()), 1],
            unseen: if gaps.is_empty() {
                Vec::new()
            } else {
                vec![LeafRow {
                    leaf: "post.has_media".to_owned(),
                    seen: [2, 1, 0],
                }]
            },
            gaps: gaps.to_vec(),
        };
        let statuses = crate::pages::guideline::show::STATUSES;
        vec![Self {
            head: super::sample_head("coverage"),
            accounted: 1,
            statuses: statuses.into_iter().zip(1..).collect(),
            duties: [5, 10, 50],
            leaves: [1, 2],
            scenarios: [5, 6],
            lessons: 3,
            clauses: vec![
                row(&["no-scenario", "no-lesson", "no-manual-reason", "leaf"]),
                row(&[]),
            ],
        }]
    }
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(word): Path<String>,
) -> Result<Response, WebError> {
    let (volume, found) = flow::packs::covered(&web.flow, &me, &word).await?;
    let (duties, kept) = found.duties();
    let (leaves, seen) = found.leaves();
    let statuses = found.by_status().into_iter().filter(|(_, n)| *n > 0);
    let mut clauses: Vec<_> = found
        .clauses
        .iter()
        .map(|c| ClauseRow {
            id: c.id.clone(),
            title: c.title.get(page.locale()).to_owned(),
            status: c.status.as_str(),
            scenarios: c.scenarios,
            lessons: c.lessons,
            leaves: [c.leaves.iter().filter(|l| l.whole()).count(), c.leaves.len()],
            unseen: c
                .leaves
                .iter()
                .filter(|l| !l.whole())
                .map(|l| LeafRow {
                    leaf: l.leaf.clone(),
                    seen: [l.true_seen, l.false_seen, l.unknown_seen],
                })
                .collect(),
            gaps: c.gaps.iter().map(|g| g.as_str()).collect(),
        })
        .collect();
    clauses.sort_by_key(|c| c.gaps.is_empty());
    // One scenario may fail in several ways.
    let mut failed: Vec<_> = found.failures.iter().map(|f| (&f.file, f.number)).collect();
    failed.dedup();
    page.view(&CoverageView {
        accounted: found.accounted(),
        statuses: statuses.map(|(s, n)| (s.as_str(), n)).collect(),
        duties: [
            kept,
            duties,
            kept.saturating_mul(100).checked_div(duties).unwrap_or(100),
        ],
        leaves: [seen, leaves],
        scenarios: [found.scenarios.saturating_sub(failed.len()), found.scenarios],
        lessons: found.lessons(),
        clauses,
        head: Head {
            about: volume.about,
            page: "coverage",
        },
    })
}
