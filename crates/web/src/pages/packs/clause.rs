//! `/packs/{id}/clause`: one clause as a form, generated from what its kind of effect holds.

use super::show::{TroubleRow, sample_troubles, troubles};
use crate::pages::common::id;
use crate::{FieldErrors, Fields, Flash, Input, Page, Signed, View, Web, WebError};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use flow::packs::{Field, Trouble};
use model::{Id as _, PackVersionId};
use serde::Serialize;
use std::collections::BTreeMap;

/// The page.
#[derive(Debug, Serialize)]
pub struct ClauseForm {
    /// The version.
    pub id: String,
    /// Pack and version.
    pub version: String,
    /// Revision that was read.
    pub revision: i64,
    /// File inside the pack.
    pub name: String,
    /// Place of the clause in it, from 0.
    pub place: usize,
    /// Clause id.
    pub clause: String,
    /// Title in the reader's language.
    pub title: String,
    /// Kind of effect that the form is for.
    pub kind: String,
    /// Every kind.
    pub kinds: Vec<&'static str>,
    /// Fields in order.
    pub fields: Vec<Field>,
    /// Facts that conditions may read: name and what people read.
    pub facts: Vec<(&'static str, String)>,
    /// Whether the reader may write.
    pub may_write: bool,
    /// What is wrong with this clause.
    pub troubles: Vec<TroubleRow>,
    /// How many things are wrong elsewhere in the version.
    pub elsewhere: usize,
    /// Scenarios that were run, and those that failed.
    pub tests: (usize, usize),
    /// Whether the version may be submitted as it is.
    pub sound: bool,
    /// What is wrong with the form.
    pub errors: FieldErrors,
}

impl View for ClauseForm {
    const TEMPLATE: &'static str = "packs/clause.html";
    fn samples() -> Vec<Self> {
        const FILE: &str = "[[clause]]\nid = \"2-1\"\n";
        let view = |kind: &str, may_write, errors| Self {
            id: "p".to_owned(),
            version: "batsfjord 2027.1".to_owned(),
            revision: 3,
            name: "clauses/main.toml".to_owned(),
            place: 0,
            clause: "2-1".to_owned(),
            title: "Frist for svar".to_owned(),
            kind: kind.to_owned(),
            kinds: flow::packs::kinds(),
            fields: flow::packs::fields(FILE, 0, kind, &[model::Locale::Nb]).unwrap_or_default(),
            facts: flow::packs::facts(model::Locale::Nb),
            may_write,
            troubles: if may_write { sample_troubles() } else { Vec::new() },
            elsewhere: usize::from(may_write),
            tests: (120, usize::from(may_write)),
            sound: !may_write,
            errors,
        };
        let mut all: Vec<_> = flow::packs::kinds()
            .into_iter()
            .map(|kind| view(kind, true, FieldErrors::default()))
            .collect();
        all.push(view(
            "deadline",
            true,
            crate::samples::faults(&["effect.hours", "require"]),
        ));
        all.push(view("gate", false, FieldErrors::default()));
        all
    }
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(version): Path<String>,
    Query(fields): Query<Fields>,
) -> Result<Response, WebError> {
    page.view(
        &view(
            &web,
            &page,
            &me,
            &id(&version)?,
            &fields,
            false,
            FieldErrors::default(),
        )
        .await?,
    )
}

pub(crate) async fn check(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(version): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    page.fragment(
        &view(
            &web,
            &page,
            &me,
            &id(&version)?,
            &fields,
            true,
            FieldErrors::default(),
        )
        .await?,
        "says",
    )
}

pub(crate) async fn save(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(version): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let version: PackVersionId = id(&version)?;
    let then = fields.get("then");
    if then == "check" {
        return page.view(&view(&web, &page, &me, &version, &fields, true, FieldErrors::default()).await?);
    }
    let open = flow::packs::open(&web.flow, &me, &version).await?;
    let name = fields.get("name");
    let path = format!("{}/{name}", open.version.pack);
    let kept = open.files.iter().find(|f| f.path == path);
    let kept = kept.ok_or_else(WebError::not_found)?;
    let place: usize = fields.get("place").parse().unwrap_or_default();
    let mut to = format!("/packs/{version}/clause?name={name}&place={place}");
    let new = match then {
        "remove" => {
            to = format!("/packs/{version}");
            Ok(flow::packs::moved(&kept.text, place, true).ok_or_else(WebError::not_found)?)
        }
        "up" => {
            to = format!("/packs/{version}");
            Ok(flow::packs::moved(&kept.text, place, false).ok_or_else(WebError::not_found)?)
        }
        "add" => {
            let count = flow::packs::titles(&kept.text, page.locale()).len();
            to = format!("/packs/{version}/clause?name={name}&place={count}");
            Ok(flow::packs::with_new_clause(
                &kept.text,
                fields.get("clause").trim(),
            ))
        }
        _ => flow::packs::filled(&kept.text, place, fields.get("kind"), &given(&fields)),
    };
    let revision = fields.get("revision").parse().unwrap_or_default();
    let done = match new {
        Ok(text) => flow::packs::write(&web.flow, &me, &version, revision, vec![(path, text)]).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => Ok(page.redirect_with(&to, &Flash::success("ownpack-saved"))),
        Err(error) => {
            let errors = FieldErrors::of(&page, error)?;
            let shown = view(&web, &page, &me, &version, &fields, true, errors.clone()).await?;
            page.form(&shown, &errors)
        }
    }
}

/// The form's own fields.
fn given(fields: &Fields) -> BTreeMap<String, Vec<String>> {
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in &fields.0 {
        if let Some(name) = name.strip_prefix("c.") {
            out.entry(name.to_owned()).or_default().push(value.clone());
        }
    }
    out
}

async fn view(
    web: &Web,
    page: &Page,
    me: &Signed,
    version: &PackVersionId,
    fields: &Fields,
    typed: bool,
    mut errors: FieldErrors,
) -> Result<ClauseForm, WebError> {
    let open = flow::packs::open(&web.flow, me, version).await?;
    let v = open.version;
    let name = fields.get("name").to_owned();
    let path = format!("{}/{name}", v.pack);
    let place: usize = fields.get("place").parse().unwrap_or_default();
    let kept = open.files.iter().find(|f| f.path == path);
    let kept = kept.ok_or_else(WebError::not_found)?.text.clone();
    let kind = fields.get("kind").to_owned();
    let languages = &me.municipality.languages;
    let (mut text, mut checked) = (kept.clone(), open.checked);
    if typed {
        match flow::packs::filled(&kept, place, &kind, &given(fields)) {
            Ok(new) => {
                text = new;
                checked = flow::packs::check_with(&web.flow, me, &v.pack, open.files, &path, &text).await?;
            }
            // The fields that cannot be read keep what was typed.
            Err(error) if errors.is_empty() => errors = FieldErrors::of(page, error)?,
            Err(_) => {}
        }
    }
    let mut shown = flow::packs::fields(&text, place, &kind, languages).ok_or_else(WebError::not_found)?;
    if typed {
        for field in &mut shown {
            if let Some(values) = given(fields).get(&field.name) {
                field.value = values.join(" ").trim().to_owned();
            }
        }
    }
    let (first, last) = flow::packs::lines(&text, place).unwrap_or((0, 0));
    let (here, elsewhere): (Vec<Trouble>, Vec<Trouble>) = checked
        .troubles
        .iter()
        .cloned()
        .partition(|t| t.file == path && (first..=last).contains(&t.line));
    let (_, clause, title) = flow::packs::titles(&text, page.locale())
        .into_iter()
        .nth(place)
        .ok_or_else(WebError::not_found)?;
    let own = flow::packs::kind_of(&text, place).unwrap_or_default();
    Ok(ClauseForm {
        id: v.id.as_str().to_owned(),
        version: format!("{} {}", v.pack, v.version),
        revision: if typed {
            fields.get("revision").parse().unwrap_or_default()
        } else {
            v.revision
        },
        name,
        place,
        clause,
        title,
        kind: if kind.is_empty() { own } else { kind },
        kinds: flow::packs::kinds(),
        fields: shown,
        facts: flow::packs::facts(page.locale()),
        may_write: open.may_write,
        troubles: troubles(page, v.id.as_str(), &v.pack, &here),
        elsewhere: elsewhere.iter().filter(|t| t.severity == "error").count(),
        tests: (checked.ran, checked.failed),
        sound: checked.is_sound(),
        errors,
    })
}
