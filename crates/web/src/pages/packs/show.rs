//! `/packs/{id}`: one version: what is wrong with it, what it changes and for whom, its way into force.

use super::desk::{Desk, revision};
use super::list::tone;
use super::troubles::{TroubleRow, sample_troubles, troubles};
use crate::{FieldErrors, Fields, Input, View, WebError};
use axum::response::Response;
use flow::approvals::Verdict;
use flow::packs::{Acknowledgers, Adoption, Changed};
use model::Id as _;
use model::pack::PackState;
use serde::Serialize;

/// A file of the version.
#[derive(Debug, Serialize)]
pub struct FileRow {
    /// Name inside the pack.
    pub name: String,
    /// Clauses in it: place from 0, id, title.
    pub clauses: Vec<(usize, String, String)>,
}

/// The page.
#[derive(Debug, Serialize)]
pub struct PackView {
    /// Id.
    pub id: String,
    /// Pack and version.
    pub name: String,
    /// What it was begun from.
    pub base: String,
    /// Word of the state.
    pub state: &'static str,
    /// Its colour.
    pub tone: &'static str,
    /// Revision that the page shows.
    pub revision: i64,
    /// What exactly is decided.
    pub digest: String,
    /// Steps so far: text key, who, when in milliseconds.
    pub steps: Vec<(&'static str, String, i64)>,
    /// What the approver wrote.
    pub note: String,
    /// Body, case number and first day of the adoption; `None` before.
    pub adopted: Option<(String, String, String)>,
    /// What to mend.
    pub troubles: Vec<TroubleRow>,
    /// How many things there are to mend, errors first.
    pub found: (usize, usize),
    /// Scenarios that were run, and those that failed.
    pub tests: (usize, usize),
    /// Whether it may be submitted as it is.
    pub sound: bool,
    /// Its own files.
    pub files: Vec<FileRow>,
    /// Clauses that differ from the guideline in force; `None` when the version does not load.
    pub changes: Option<Vec<Changed>>,
    /// Active people whom a changed clause binds.
    pub people: usize,
    /// Who is to acknowledge the version.
    pub acknowledgers: Vec<Acknowledgers>,
    /// Word of the guideline in force, to compare with.
    pub mine: String,
    /// Whether the reader may write in it, decide it, enter its adoption, take it back.
    pub may: [bool; 4],
    /// Adoption as typed.
    pub body: String,
    /// Case number as typed.
    pub case_ref: String,
    /// Day as typed.
    pub valid_from: String,
    /// Note as typed.
    pub typed: String,
    /// What is wrong with a form.
    pub errors: FieldErrors,
}

impl View for PackView {
    const TEMPLATE: &'static str = "packs/show.html";
    fn samples() -> Vec<Self> {
        let changed = |what| Changed {
            clause: "batsfjord/2-1".to_owned(),
            section: "2".to_owned(),
            title: "Frist for svar".to_owned(),
            what,
            keys: vec!["says", "effect"],
            before: "Svar innen tre dager.".to_owned(),
            after: "Svar innen to dager.".to_owned(),
            people: 4,
        };
        let view = |state: PackState, sound: bool, may: [bool; 4]| Self {
            id: "p".to_owned(),
            name: "batsfjord 2027.1".to_owned(),
            base: "batsfjord@2026.1.0".to_owned(),
            state: state.as_str(),
            tone: tone(state.as_str()),
            revision: 3,
            digest: "0f".repeat(32),
            steps: vec![
                (
                    "ownpack-step-started",
                    "Kari Nordmann".to_owned(),
                    1_795_348_800_000,
                ),
                (
                    "ownpack-step-submitted",
                    "Kari Nordmann".to_owned(),
                    1_795_348_900_000,
                ),
                (
                    "ownpack-step-approved",
                    "Ola Nordmann".to_owned(),
                    1_795_349_000_000,
                ),
                (
                    "ownpack-step-adopted",
                    "Kari Nordmann".to_owned(),
                    1_795_349_100_000,
                ),
            ],
            note: "Fint.".to_owned(),
            adopted: (state == PackState::Adopted).then(|| {
                (
                    "Kommunestyret".to_owned(),
                    "27/4".to_owned(),
                    "2027-01-01".to_owned(),
                )
            }),
            troubles: if sound { Vec::new() } else { sample_troubles() },
            found: if sound { (0, 0) } else { (1, 1) },
            tests: (120, usize::from(!sound)),
            sound,
            files: vec![FileRow {
                name: "clauses/main.toml".to_owned(),
                clauses: vec![(0, "2-1".to_owned(), "Frist for svar".to_owned())],
            }],
            changes: sound.then(|| vec![changed("added"), changed("removed"), changed("changed")]),
            people: 4,
            acknowledgers: [true, false]
                .map(|changed| Acknowledgers {
                    clauses: if changed {
                        vec!["Frist for svar".to_owned()]
                    } else {
                        Vec::new()
                    },
                    people: vec!["Kari Nordmann".to_owned(), "Ola Nordmann".to_owned()],
                    missing: if changed {
                        vec!["Ola Nordmann".to_owned()]
                    } else {
                        Vec::new()
                    },
                })
                .to_vec(),
            mine: "batsfjord".to_owned(),
            may,
            body: String::new(),
            case_ref: String::new(),
            valid_from: String::new(),
            typed: String::new(),
            errors: if sound {
                FieldErrors::default()
            } else {
                crate::samples::faults(&["body", "valid_from"])
            },
        };
        let mut same = view(PackState::Draft, true, [true, false, false, false]);
        same.changes = Some(Vec::new());
        same.acknowledgers = Vec::new();
        vec![
            view(PackState::Draft, false, [true, false, false, false]),
            same,
            view(PackState::Submitted, true, [false, true, false, true]),
            view(PackState::Approved, true, [false, false, true, true]),
            view(PackState::Adopted, true, [false; 4]),
            view(PackState::Discarded, true, [false; 4]),
        ]
    }
}

pub(crate) async fn show(desk: Desk) -> Result<Response, WebError> {
    let shown = view(&desk, &Fields::default(), FieldErrors::default()).await?;
    desk.page.view(&shown)
}

pub(crate) async fn submit(desk: Desk, Input(fields): Input<Fields>) -> Result<Response, WebError> {
    let done = flow::packs::submit(&desk.web.flow, &desk.me, &desk.version, revision(&fields)).await;
    desk.after(done, &desk.at(""), "ownpack-submitted")
}

pub(crate) async fn take_back(desk: Desk) -> Result<Response, WebError> {
    let done = flow::packs::take_back(&desk.web.flow, &desk.me, &desk.version).await;
    desk.after(done, &desk.at(""), "ownpack-taken-back")
}

pub(crate) async fn discard(desk: Desk) -> Result<Response, WebError> {
    let done = flow::packs::discard(&desk.web.flow, &desk.me, &desk.version).await;
    desk.after(done, "/packs", "ownpack-discarded")
}

pub(crate) async fn decide(desk: Desk, Input(fields): Input<Fields>) -> Result<Response, WebError> {
    let (verdict, said) = match fields.get("verdict") {
        "approve" => (Verdict::Approve, "ownpack-approved"),
        _ => (Verdict::Return, "ownpack-returned"),
    };
    let note = fields.get("note").replace("\r\n", "\n");
    let (flow, digest) = (&desk.web.flow, fields.get("digest"));
    let done = flow::packs::decide(flow, &desk.me, &desk.version, digest, verdict, &note).await;
    again(&desk, &fields, done, said).await
}

pub(crate) async fn adopt(desk: Desk, Input(fields): Input<Fields>) -> Result<Response, WebError> {
    let form = Adoption {
        body: fields.get("body").to_owned(),
        case_ref: fields.get("case_ref").to_owned(),
        valid_from: fields.get("valid_from").to_owned(),
    };
    let done = flow::packs::adopt(&desk.web.flow, &desk.me, &desk.version, &form).await;
    again(&desk, &fields, done, "ownpack-adopted").await
}

/// The page of the version after a form on it: what was done, or the form again with what is wrong.
async fn again(
    desk: &Desk,
    fields: &Fields,
    done: flow::Result<()>,
    said: &str,
) -> Result<Response, WebError> {
    let Err(error) = done else {
        return Ok(desk.done("", said));
    };
    let errors = FieldErrors::of(&desk.page, error)?;
    let shown = view(desk, fields, errors.clone()).await?;
    desk.page.form(&shown, &errors)
}

async fn view(desk: &Desk, fields: &Fields, errors: FieldErrors) -> Result<PackView, WebError> {
    let open = desk.open().await?;
    let force = flow::packs::force(&desk.web.flow, &desk.me).await?;
    let v = &open.version;
    let changes = match v.state {
        PackState::Discarded => None,
        _ => flow::packs::changes(&desk.web.flow, &desk.me, &desk.version).await?,
    };
    let name = |p: &Option<model::PersonId>| {
        p.as_ref()
            .and_then(|p| open.names.get(p.as_str()).cloned())
            .unwrap_or_default()
    };
    let started = Some(v.started_by.clone());
    let steps = [
        ("ownpack-step-started", &started, Some(v.started_at)),
        ("ownpack-step-submitted", &v.submitted_by, v.submitted_at),
        ("ownpack-step-approved", &v.approved_by, v.approved_at),
        ("ownpack-step-adopted", &v.adopted_by, v.adopted_at),
    ];
    let prefix = format!("{}/", v.pack);
    let errors_found = open
        .checked
        .troubles
        .iter()
        .filter(|t| t.severity == "error")
        .count();
    Ok(PackView {
        id: v.id.as_str().to_owned(),
        name: super::desk::name(&open),
        base: v.base.clone(),
        state: v.state.as_str(),
        tone: tone(v.state.as_str()),
        revision: v.revision,
        digest: v.digest.clone(),
        steps: steps
            .into_iter()
            .filter_map(|(key, who, at)| Some((key, name(who), at?.0)))
            .collect(),
        note: v.note.clone(),
        adopted: v
            .valid_from
            .clone()
            .map(|from| (v.body.clone(), v.case_ref.clone(), from)),
        troubles: troubles(&desk.page, &open, &open.checked.troubles),
        found: (
            errors_found,
            open.checked.troubles.len().saturating_sub(errors_found),
        ),
        tests: (open.checked.ran, open.checked.failed),
        sound: open.checked.is_sound(),
        files: open
            .files
            .iter()
            .map(|f| FileRow {
                name: f.path.strip_prefix(&prefix).unwrap_or(&f.path).to_owned(),
                clauses: flow::packs::titles(&f.text, desk.page.locale()),
            })
            .collect(),
        people: changes.as_ref().map_or(0, |c| c.people),
        acknowledgers: changes
            .as_ref()
            .map(|c| c.acknowledgers.clone())
            .unwrap_or_default(),
        changes: changes.map(|c| c.clauses),
        mine: force.own.unwrap_or(force.pack),
        may: [
            open.may_write,
            open.may_decide,
            open.may_adopt,
            desk.me.person.may(model::person::Permission::WritePack)
                && matches!(v.state, PackState::Submitted | PackState::Approved),
        ],
        body: fields.get("body").to_owned(),
        case_ref: fields.get("case_ref").to_owned(),
        valid_from: fields.get("valid_from").to_owned(),
        typed: fields.get("note").to_owned(),
        errors,
    })
}
