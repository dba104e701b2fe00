//! `/requests/{id}/choose`: searching, and choosing what the request is about.

use crate::pages::common::{self, PAGE};
use crate::{FieldErrors, Fields, Flash, Input, Page, Signed, View, Web, WebError};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use flow::archive::{self, Wanted};
use flow::requests;
use model::RequestId;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use store::{Cursor, SearchKind};

/// The page.
#[derive(Debug, Serialize)]
pub struct ChooseView {
    /// Id of the request.
    pub id: String,
    /// Number of the request.
    pub number: i64,
    /// What is asked for.
    pub text: String,
    /// What is looked for.
    pub q: String,
    /// What was found.
    pub hits: Vec<Row>,
    /// How many there are.
    pub total: u64,
    /// Where the next page begins.
    pub next: Option<String>,
    /// What is wrong with the search.
    pub errors: FieldErrors,
}

/// A hit.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Kind and id.
    pub name: String,
    /// Word of its kind.
    pub kind: &'static str,
    /// When it was written.
    pub at: i64,
    /// Text with what was found marked.
    pub snippet: Vec<(String, bool)>,
    /// Whether it is chosen already.
    pub chosen: bool,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    after: String,
}

pub(super) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let id: RequestId = common::id(&id)?;
    let reviewed = requests::one(&web.flow, &me, &id).await?;
    let chosen: HashSet<String> = reviewed.things.iter().map(|t| t.item.subject.clone()).collect();
    let mut view = ChooseView {
        id: id.to_string(),
        number: reviewed.request.number,
        text: reviewed.request.text,
        q: asked.q.trim().chars().take(200).collect(),
        hits: Vec::new(),
        total: 0,
        next: None,
        errors: FieldErrors::default(),
    };
    if view.q.is_empty() {
        return page.view(&view);
    }
    let wanted = Wanted {
        q: view.q.clone(),
        ..Wanted::default()
    };
    match archive::find(
        &web.flow,
        &me,
        &wanted,
        Cursor::parse(&asked.after).as_ref(),
        PAGE,
    )
    .await
    {
        Ok(found) => {
            let row = |h: store::Hit| Row {
                name: format!("{}:{}", h.kind.as_str(), h.subject),
                kind: h.kind.as_str(),
                at: h.at.0,
                // Of an item its newest version is chosen; its number is not among what a hit tells.
                chosen: chosen.contains(&h.subject)
                    || (h.kind == SearchKind::Item
                        && chosen.iter().any(|c| c.starts_with(&format!("{}.", h.subject)))),
                snippet: h.snippet.into_iter().map(|p| (p.text, p.hit)).collect(),
            };
            view.total = found.facets.total;
            view.next = found.next.map(|c| c.to_string());
            view.hits = found.hits.into_iter().map(row).collect();
        }
        Err(error) => {
            let wrong = FieldErrors::of(&page, error)?;
            // Here all is typed into one field.
            for error in wrong.list {
                view.errors.add("q", error.key.trim_start_matches("error-"));
            }
        }
    }
    page.form(&view, &view.errors)
}

pub(super) async fn choose(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let id: RequestId = common::id(&id)?;
    let done = if fields.get("all").is_empty() {
        let named = |name: &str| {
            let (kind, subject) = name.split_once(':')?;
            Some((SearchKind::parse(kind)?, subject.to_owned()))
        };
        let things: Vec<_> = fields.all("thing").into_iter().filter_map(named).collect();
        requests::add(&web.flow, &me, &id, &things).await
    } else {
        let wanted = Wanted {
            q: fields.get("q").to_owned(),
            ..Wanted::default()
        };
        requests::add_found(&web.flow, &me, &id, &wanted).await
    };
    let to = format!("/requests/{id}");
    match done {
        Ok(count) => {
            let flash = Flash::success("request-things-chosen").with("count", count);
            Ok(page.redirect_with(&to, &flash))
        }
        other => common::after(&page, other, &to, "request-things-chosen"),
    }
}

impl View for ChooseView {
    const TEMPLATE: &'static str = "requests/choose.html";
    fn samples() -> Vec<Self> {
        let row = |chosen, kind: &SearchKind| Row {
            name: format!("{}:01ARZ3NDEKTSV4RRFFQ69G5FT0", kind.as_str()),
            kind: kind.as_str(),
            at: 1_795_348_800_000,
            snippet: vec![
                ("Når åpner ".to_owned(), false),
                ("svømmehallen".to_owned(), true),
            ],
            chosen,
        };
        let view = |q: &str, hits, next, errors| Self {
            id: "01ARZ3NDEKTSV4RRFFQ69G5FR0".to_owned(),
            number: 7,
            text: "Alt om svømmehallen i mai".to_owned(),
            q: q.to_owned(),
            hits,
            total: 7,
            next,
            errors,
        };
        let hits: Vec<Row> = SearchKind::ALL
            .iter()
            .map(|k| row(*k == SearchKind::Item, k))
            .collect();
        let mut wrong = FieldErrors::default();
        wrong.add("q", "search-date-wrong");
        vec![
            view("hall", hits, Some("1_A".to_owned()), FieldErrors::default()),
            view("", Vec::new(), None, FieldErrors::default()),
            view("finnes ikke", Vec::new(), None, FieldErrors::default()),
            view("fra:x", Vec::new(), None, wrong),
        ]
    }
}
