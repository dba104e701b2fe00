//! `/packs/{id}/clause`: one clause as a form, generated from what its kind of effect holds.

use super::desk::{Desk, revision};
use super::troubles::{TroubleRow, sample_troubles, troubles};
use crate::{FieldErrors, Fields, Input, View, WebError};
use axum::extract::Query;
use axum::response::Response;
use flow::packs::{Change, Field, Given, Trouble};
use serde::Serialize;

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
        const FILE: &str = "[[clause]]\nid = \"2-1\"\n[[clause.also]]\neffect = { kind = \"ask\", questions = [{ name = \"x\", \
            choices = [{ word = \"a\" }, { word = \"b\" }] }, { name = \"y\" }] }\n";
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

pub(crate) async fn show(desk: Desk, Query(fields): Query<Fields>) -> Result<Response, WebError> {
    if fields.get("name").is_empty() {
        return Ok(desk.page.redirect(&format!("/packs/{}", desk.version)));
    }
    desk.page
        .view(&view(&desk, &fields, None, FieldErrors::default()).await?)
}

pub(crate) async fn check(desk: Desk, Input(fields): Input<Fields>) -> Result<Response, WebError> {
    let typed = given(&fields);
    let shown = view(&desk, &fields, Some(&typed), FieldErrors::default()).await?;
    desk.page.fragment(&shown, "says")
}

pub(crate) async fn save(desk: Desk, Input(fields): Input<Fields>) -> Result<Response, WebError> {
    let (then, mut typed) = (fields.get("then"), given(&fields));
    let change = Change::parse(then);
    if let Some(change) = &change {
        typed = flow::packs::relisted(&typed, change);
    }
    if change.is_some() || then == "check" {
        return desk
            .page
            .view(&view(&desk, &fields, Some(&typed), FieldErrors::default()).await?);
    }
    let open = desk.open().await?;
    let name = fields.get("name");
    let path = format!("{}/{name}", open.version.pack);
    let kept = open.files.iter().find(|f| f.path == path);
    let kept = kept.ok_or_else(WebError::not_found)?;
    let place: usize = fields.get("place").parse().unwrap_or_default();
    let here = |place: usize| format!("/clause?name={name}&place={place}");
    let moved = |away| flow::packs::moved(&kept.text, place, away).ok_or_else(WebError::not_found);
    let (to, new) = match then {
        "remove" => (String::new(), Ok(moved(true)?)),
        "up" => (String::new(), Ok(moved(false)?)),
        "add" => {
            let last = flow::packs::titles(&kept.text, desk.page.locale()).len();
            let id = fields.get("clause").trim();
            (here(last), Ok(flow::packs::with_new_clause(&kept.text, id)))
        }
        _ => {
            let filled = flow::packs::filled(&kept.text, place, fields.get("kind"), &typed);
            (here(place), filled)
        }
    };
    let done = match new {
        Ok(text) => desk.write(&fields, path, text).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => Ok(desk.done(&to, "ownpack-saved")),
        Err(error) => {
            let errors = FieldErrors::of(&desk.page, error)?;
            let shown = view(&desk, &fields, Some(&typed), errors.clone()).await?;
            desk.page.form(&shown, &errors)
        }
    }
}

/// The form's own fields.
pub(super) fn given(fields: &Fields) -> Given {
    let mut out = Given::new();
    for (name, value) in &fields.0 {
        if let Some(name) = name.strip_prefix("c.") {
            out.entry(name.to_owned()).or_default().push(value.clone());
        }
    }
    out
}

async fn view(
    desk: &Desk,
    fields: &Fields,
    typed: Option<&Given>,
    mut errors: FieldErrors,
) -> Result<ClauseForm, WebError> {
    let page = &desk.page;
    let open = desk.open().await?;
    let name = fields.get("name").to_owned();
    let path = format!("{}/{name}", open.version.pack);
    let place: usize = fields.get("place").parse().unwrap_or_default();
    let kept = open.files.iter().find(|f| f.path == path);
    let kept = kept.ok_or_else(WebError::not_found)?.text.clone();
    let kind = fields.get("kind").to_owned();
    let languages = &desk.me.municipality.languages;
    let (mut text, mut checked) = (kept.clone(), open.checked.clone());
    if let Some(given) = typed {
        if let (Err(error), true) = (flow::packs::filled(&kept, place, &kind, given), errors.is_empty()) {
            errors = FieldErrors::of(page, error)?;
        }
        if let Ok(new) = flow::packs::typed(&kept, place, &kind, given) {
            checked = desk.check(&open, &path, &new).await?;
            text = new;
        }
    }
    let mut shown = flow::packs::fields(&text, place, &kind, languages).ok_or_else(WebError::not_found)?;
    for field in &mut shown {
        let was = format!("{}.was", field.name);
        match (typed, field.kind) {
            (None, _) | (_, "list" | "item-end" | "list-end" | "more" | "more-end") => {}
            // Where the table stands in what is stored, not in what is typed; nowhere when it is new.
            (Some(given), "item") => {
                field.value = given.get(&was).map(|v| v.join("")).unwrap_or_default();
            }
            // What cannot be read is kept as it was typed.
            (Some(given), _) => {
                if let Some(values) = given.get(&field.name) {
                    field.value = values.join(" ").trim().to_owned();
                }
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
        id: desk.version.to_string(),
        version: super::desk::name(&open),
        revision: match typed {
            Some(_) => revision(fields),
            None => open.version.revision,
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
        troubles: troubles(page, &open, &here),
        elsewhere: elsewhere.iter().filter(|t| t.severity == "error").count(),
        tests: (checked.ran, checked.failed),
        sound: checked.is_sound(),
        errors,
    })
}
