//! The guideline at work to take along: a spreadsheet, and OSCAL.

use super::show::line;
use super::words::Words;
use crate::{Page, Signed, Web, WebError};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use flow::guideline::Origin;
use serde_json::Value;

/// Where the catalog is found, seen from the assessment results.
const CATALOG: &str = "catalog.json";

/// Columns in order.
const COLUMNS: [&str; 20] = [
    "id",
    "origin",
    "section",
    "title",
    "says",
    "modality",
    "status",
    "does",
    "asked",
    "applied",
    "passed",
    "warned",
    "unanswered",
    "stopped",
    "waived",
    "done",
    "open",
    "overdue",
    "hidden",
    "gaps",
];

pub(crate) async fn csv(State(web): State<Web>, page: Page, me: Signed) -> Result<Response, WebError> {
    let found = flow::guideline::at_work(&web.flow, &me).await?;
    let words = Words::of(&page);
    let columns: Vec<_> = COLUMNS
        .iter()
        .map(|c| words.plain(&format!("column-{c}")))
        .collect();
    let rows: Vec<Vec<String>> = found
        .clauses
        .iter()
        .map(|clause| {
            let told = line(words, clause);
            let proof = clause.proof.clone().unwrap_or_default();
            let (counts, number) = (proof.counts, |n: i64| n.to_string());
            let origin = match clause.origin {
                Origin::Own => "guideline-group-own",
                Origin::Base => "guideline-group-base",
                Origin::Advice => "guideline-group-advice",
            };
            let does = told.doing.iter().map(|d| match d.advised {
                true => format!("{} {}", words.plain("guideline-beyond"), d.text),
                false => d.text.clone(),
            });
            vec![
                told.id.clone(),
                words.plain(origin),
                told.section.clone(),
                told.title.clone(),
                told.says.clone(),
                words.plain(&format!("modality-{}", told.modality)),
                words.plain(&format!("clause-status-{}", told.status)),
                does.collect::<Vec<_>>().join(" "),
                number(counts.asked),
                number(counts.applied),
                number(counts.passed),
                number(counts.warned),
                number(counts.unanswered),
                number(counts.stopped),
                number(counts.waived),
                number(proof.done),
                number(proof.open),
                number(proof.overdue),
                number(proof.hidden),
                told.gaps.join(" "),
            ]
        })
        .collect();
    let bytes = flow::guideline::spreadsheet(&columns, &rows)?;
    let name = format!("{}-guideline.csv", me.municipality.slug);
    Ok(file("text/csv; charset=utf-8", &name, bytes))
}

pub(crate) async fn catalog(State(web): State<Web>, me: Signed) -> Result<Response, WebError> {
    let catalog = flow::guideline::catalog(&web.flow, &me).await?;
    Ok(json(&format!("{}-catalog.json", me.municipality.slug), &catalog))
}

pub(crate) async fn results(State(web): State<Web>, me: Signed) -> Result<Response, WebError> {
    let results = flow::guideline::assessment_results(&web.flow, &me, CATALOG).await?;
    let name = format!("{}-assessment-results.json", me.municipality.slug);
    Ok(json(&name, &results))
}

fn json(name: &str, value: &Value) -> Response {
    file("application/json", name, format!("{value:#}").into_bytes())
}

fn file(kind: &str, name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    (headers, bytes).into_response()
}
