//! `/packs/{id}`: one version: what is wrong with it, what it changes and for whom, its way into force.

use super::list::tone;
use crate::pages::common::{after, id};
use crate::{FieldErrors, Fields, Flash, Input, Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::approvals::Verdict;
use flow::packs::{Adoption, Changed, Trouble};
use model::pack::PackState;
use model::{Id as _, PackVersionId};
use serde::Serialize;
use std::collections::BTreeMap;

/// Something to mend, in the reader's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TroubleRow {
    /// Text key of what is wrong.
    pub what: String,
    /// Text key of what to do; `None` when what is wrong says it.
    pub todo: Option<String>,
    /// What the texts name.
    pub params: BTreeMap<String, String>,
    /// `error`, `warning` or `hint`.
    pub severity: &'static str,
    /// File inside the pack.
    pub file: String,
    /// From 1; 0 when it is of no one place.
    pub line: usize,
    /// Where it can be mended; `None` when it is in no file of the version.
    pub href: Option<String>,
    /// What was found.
    pub subject: String,
    /// What was expected.
    pub expected: String,
    /// The known name most like an unknown one; empty when there is none.
    pub nearest: String,
}

/// Most things to mend that a page tells at once.
const MOST: usize = 40;

/// What a check showed, in the reader's words; `version` is where it is mended.
pub(super) fn troubles(page: &Page, version: &str, pack: &str, found: &[Trouble]) -> Vec<TroubleRow> {
    let prefix = format!("{pack}/");
    let row = |t: &Trouble| {
        let known = |key: String| page.texts().has(&key).then_some(key);
        let inside = t.file.strip_prefix(&prefix);
        TroubleRow {
            what: known(t.key.clone()).unwrap_or_else(|| "ownpack-trouble".to_owned()),
            todo: known(format!("{}-todo", t.key)),
            params: BTreeMap::from([
                ("detail".to_owned(), t.subject.clone()),
                ("path".to_owned(), t.file.clone()),
                ("clause".to_owned(), t.clause.clone()),
            ]),
            severity: t.severity,
            file: inside.unwrap_or(&t.file).to_owned(),
            line: t.line,
            href: inside.map(|file| format!("/packs/{version}/file?name={file}#line-{}", t.line)),
            subject: if t.key.starts_with("lint-") {
                String::new()
            } else {
                t.subject.chars().take(300).collect()
            },
            expected: t.expected.chars().take(300).collect(),
            nearest: t.nearest.clone().unwrap_or_default(),
        }
    };
    found.iter().take(MOST).map(row).collect()
}

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

pub(super) fn sample_troubles() -> Vec<TroubleRow> {
    let row = |what: &str, severity, nearest: &str| TroubleRow {
        what: what.to_owned(),
        todo: None,
        params: BTreeMap::from([("detail".to_owned(), "må".to_owned())]),
        severity,
        file: "clauses/main.toml".to_owned(),
        line: 12,
        href: Some("/packs/p/file?name=clauses/main.toml#line-12".to_owned()),
        subject: "post.has_medai".to_owned(),
        expected: String::new(),
        nearest: nearest.to_owned(),
    };
    vec![
        row("error-unknown-fact", "error", "post.has_media"),
        row("lint-modality-word", "warning", ""),
        row("ownpack-trouble", "hint", ""),
        row("test-failed", "error", ""),
    ]
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(version): Path<String>,
) -> Result<Response, WebError> {
    let fields = Fields::default();
    page.view(&view(&web, &page, &me, &id(&version)?, &fields, FieldErrors::default()).await?)
}

pub(crate) async fn submit(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(version): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let version: PackVersionId = id(&version)?;
    let revision = fields.get("revision").parse().unwrap_or_default();
    let done = flow::packs::submit(&web.flow, &me, &version, revision).await;
    after(&page, done, &format!("/packs/{version}"), "ownpack-submitted")
}

pub(crate) async fn take_back(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(version): Path<String>,
) -> Result<Response, WebError> {
    let version: PackVersionId = id(&version)?;
    let done = flow::packs::take_back(&web.flow, &me, &version).await;
    after(&page, done, &format!("/packs/{version}"), "ownpack-taken-back")
}

pub(crate) async fn discard(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(version): Path<String>,
) -> Result<Response, WebError> {
    let version: PackVersionId = id(&version)?;
    let done = flow::packs::discard(&web.flow, &me, &version).await;
    after(&page, done, "/packs", "ownpack-discarded")
}

pub(crate) async fn decide(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(version): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let version: PackVersionId = id(&version)?;
    let (verdict, said) = match fields.get("verdict") {
        "approve" => (Verdict::Approve, "ownpack-approved"),
        _ => (Verdict::Return, "ownpack-returned"),
    };
    let note = fields.get("note").replace("\r\n", "\n");
    let done = flow::packs::decide(&web.flow, &me, &version, fields.get("digest"), verdict, &note).await;
    match done {
        Ok(()) => Ok(page.redirect_with(&format!("/packs/{version}"), &Flash::success(said))),
        Err(error) => again(&web, &page, &me, &version, &fields, error).await,
    }
}

pub(crate) async fn adopt(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(version): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let version: PackVersionId = id(&version)?;
    let form = Adoption {
        body: fields.get("body").to_owned(),
        case_ref: fields.get("case_ref").to_owned(),
        valid_from: fields.get("valid_from").to_owned(),
    };
    match flow::packs::adopt(&web.flow, &me, &version, &form).await {
        Ok(()) => Ok(page.redirect_with(&format!("/packs/{version}"), &Flash::success("ownpack-adopted"))),
        Err(error) => again(&web, &page, &me, &version, &fields, error).await,
    }
}

async fn again(
    web: &Web,
    page: &Page,
    me: &Signed,
    version: &PackVersionId,
    fields: &Fields,
    error: flow::Error,
) -> Result<Response, WebError> {
    let errors = FieldErrors::of(page, error)?;
    page.form(
        &view(web, page, me, version, fields, errors.clone()).await?,
        &errors,
    )
}

async fn view(
    web: &Web,
    page: &Page,
    me: &Signed,
    version: &PackVersionId,
    fields: &Fields,
    errors: FieldErrors,
) -> Result<PackView, WebError> {
    let open = flow::packs::open(&web.flow, me, version).await?;
    let v = &open.version;
    let changes = match v.state {
        PackState::Adopted | PackState::Discarded => None,
        _ => flow::packs::changes(&web.flow, me, version).await?,
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
        name: format!("{} {}", v.pack, v.version),
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
        troubles: troubles(page, v.id.as_str(), &v.pack, &open.checked.troubles),
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
                clauses: flow::packs::titles(&f.text, page.locale()),
            })
            .collect(),
        people: changes.as_ref().map_or(0, |c| c.people),
        changes: changes.map(|c| c.clauses),
        may: [
            open.may_write,
            open.may_decide,
            open.may_adopt,
            me.person.may(model::person::Permission::WritePack)
                && matches!(v.state, PackState::Submitted | PackState::Approved),
        ],
        body: fields.get("body").to_owned(),
        case_ref: fields.get("case_ref").to_owned(),
        valid_from: fields.get("valid_from").to_owned(),
        typed: fields.get("note").to_owned(),
        errors,
    })
}
