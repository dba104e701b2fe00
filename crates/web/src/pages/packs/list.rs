//! `/packs`: what is in force, the municipality's own versions, and beginning a new one.

use crate::{FieldErrors, Fields, Flash, Input, Page, Signed, View, Web, WebError};
use axum::extract::State;
use axum::response::Response;
use flow::packs::{Choice, Force, Start};
use model::Id as _;
use model::pack::PackState;
use model::person::Permission;
use serde::Serialize;

/// One version.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Id.
    pub id: String,
    /// Pack and version.
    pub name: String,
    /// What it was begun from.
    pub base: String,
    /// Word of the state.
    pub state: &'static str,
    /// Who wrote in it last.
    pub by: String,
    /// When, in milliseconds.
    pub at: i64,
    /// First day in force, ISO; empty before it is adopted.
    pub from: String,
}

/// The page.
#[derive(Debug, Serialize)]
pub struct PacksView {
    /// What is in force.
    pub force: Force,
    /// Versions of one's own whose files are damaged, by pack and version.
    pub broken: Vec<String>,
    /// Newest first.
    pub versions: Vec<Row>,
    /// Whether the reader may begin one.
    pub may_write: bool,
    /// What it may be begun from.
    pub choices: Vec<Choice>,
    /// Chosen.
    pub from: String,
    /// Id as typed.
    pub pack: String,
    /// What is wrong.
    pub errors: FieldErrors,
}

/// Tone of a state.
pub(super) fn tone(state: &str) -> &'static str {
    match state {
        "adopted" => "success",
        "submitted" | "approved" => "info",
        _ => "neutral",
    }
}

impl View for PacksView {
    const TEMPLATE: &'static str = "packs/list.html";
    fn samples() -> Vec<Self> {
        let force = |own: Option<&str>, broken: Vec<String>, next| Force {
            pack: "batsfjord".to_owned(),
            version: "2026.1.0".to_owned(),
            title: "Retningslinjer for sosiale medier, Båtsfjord kommune".to_owned(),
            own: own.map(str::to_owned),
            broken,
            next,
        };
        let row = |state: &PackState| Row {
            id: "p".to_owned(),
            name: "batsfjord 2027.1".to_owned(),
            base: "batsfjord@2026.1.0".to_owned(),
            state: state.as_str(),
            by: "Kari Nordmann".to_owned(),
            at: 1_795_348_800_000,
            from: if *state == PackState::Adopted {
                "2027-01-01".to_owned()
            } else {
                String::new()
            },
        };
        let choice = |word: &str, kind| Choice {
            word: word.to_owned(),
            kind,
            title: "Retningslinjer, Båtsfjord kommune".to_owned(),
            id: "batsfjord".to_owned(),
        };
        let choices = vec![
            choice("in-force", "in-force"),
            choice("andoy", "guideline"),
            choice("no-base", "base"),
        ];
        vec![
            Self {
                force: force(None, Vec::new(), None),
                broken: Vec::new(),
                versions: Vec::new(),
                may_write: true,
                choices: choices.clone(),
                from: String::new(),
                pack: String::new(),
                errors: crate::samples::faults(&["from", "id"]),
            },
            Self {
                force: force(
                    Some("p"),
                    vec!["q".to_owned()],
                    Some(("r".to_owned(), "2027-01-01".to_owned())),
                ),
                broken: vec!["batsfjord 2027.2".to_owned()],
                versions: PackState::ALL.iter().map(row).collect(),
                may_write: false,
                choices: Vec::new(),
                from: String::new(),
                pack: String::new(),
                errors: FieldErrors::default(),
            },
        ]
    }
}

pub(crate) async fn show(State(web): State<Web>, page: Page, me: Signed) -> Result<Response, WebError> {
    page.view(&view(&web, &me, &Fields::default(), FieldErrors::default()).await?)
}

pub(crate) async fn start(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let form = Start {
        from: fields.get("from").to_owned(),
        id: fields.get("id").to_owned(),
    };
    match flow::packs::start(&web.flow, &me, &form).await {
        Ok(id) => Ok(page.redirect_with(&format!("/packs/{id}"), &Flash::success("ownpack-started"))),
        Err(error) => {
            let errors = FieldErrors::of(&page, error)?;
            page.form(&view(&web, &me, &fields, errors.clone()).await?, &errors)
        }
    }
}

async fn view(web: &Web, me: &Signed, fields: &Fields, errors: FieldErrors) -> Result<PacksView, WebError> {
    let listed = flow::packs::list(&web.flow, me).await?;
    let may_write = me.person.may(Permission::WritePack);
    let choices = if may_write {
        flow::packs::choices(&web.flow, me).await?
    } else {
        Vec::new()
    };
    let name = |v: &model::pack::PackVersion| format!("{} {}", v.pack, v.version);
    let broken = listed
        .versions
        .iter()
        .filter(|v| listed.force.broken.iter().any(|id| id == v.id.as_str()))
        .map(name)
        .collect();
    let row = |v: &model::pack::PackVersion| Row {
        id: v.id.as_str().to_owned(),
        name: name(v),
        base: v.base.clone(),
        state: v.state.as_str(),
        by: listed
            .names
            .get(v.changed_by.as_str())
            .cloned()
            .unwrap_or_default(),
        at: v.changed_at.0,
        from: v.valid_from.clone().unwrap_or_default(),
    };
    Ok(PacksView {
        versions: listed.versions.iter().map(row).collect(),
        force: listed.force,
        broken,
        may_write,
        choices,
        from: fields.get("from").to_owned(),
        pack: fields.get("id").to_owned(),
        errors,
    })
}
