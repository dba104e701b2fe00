//! `/settings/words`: names, words and numbers of the detectors.

use crate::{FieldErrors, Fields, Flash, Input, Page, Signed, View, Web, WebError};
use axum::extract::State;
use axum::response::Response;
use flow::detectors::{self, Options, Reader};
use serde::Serialize;
use std::collections::BTreeMap;

/// A number that can be set.
#[derive(Debug, Serialize)]
pub struct Parameter {
    /// Name of the field: `parameters.CODE.name`.
    pub field: String,
    /// Locale key of its label.
    pub label: String,
    /// What is set, as typed; empty: the default.
    pub value: String,
    /// What holds when nothing is set.
    pub default: i64,
    /// Least.
    pub least: i64,
    /// Most.
    pub most: i64,
}

/// A detector.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Stable code.
    pub code: &'static str,
    /// Locale key of its name.
    pub key: String,
    /// Word of its severity.
    pub severity: &'static str,
    /// Whether it is switched on.
    pub on: bool,
    /// Locked clauses that read what it finds: it is asked whatever is set.
    pub readers: Vec<Reader>,
    /// More words, a line each; `None` when it has no list.
    pub words: Option<String>,
    /// Its numbers.
    pub parameters: Vec<Parameter>,
}

/// The page.
#[derive(Debug, Serialize)]
pub struct WordsView {
    /// Version that the next change is based on.
    pub version: i64,
    /// Officials who may be named, a line each.
    pub officials: String,
    /// Words of crises, a line each.
    pub crisis_topics: String,
    /// Whether only those count.
    pub own_crisis_topics_only: bool,
    /// Own domains, a line each.
    pub own_domains: String,
    /// Services that shorten addresses, a line each.
    pub shorteners: String,
    /// Every detector.
    pub detectors: Vec<Row>,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for WordsView {
    const TEMPLATE: &'static str = "settings/words.html";
    fn samples() -> Vec<Self> {
        let reader = Reader {
            clause: "no-base/national-identity-number".to_owned(),
            title: "Ingen fødselsnummer i innlegg".to_owned(),
        };
        let locked = BTreeMap::from([("TXT001", vec![reader.clone()]), ("TXT010", vec![reader])]);
        let empty = view(1, &Options::default(), &BTreeMap::new(), FieldErrors::default());
        let options = Options {
            off: vec!["TXT054".to_owned(), "TXT001".to_owned()],
            officials: vec!["Kari Nordmann".to_owned()],
            own_crisis_topics_only: true,
            words: BTreeMap::from([("TXT045".to_owned(), "- faen".to_owned())]),
            ..Options::default()
        };
        let wrong = crate::samples::faults(&["own_domains", "words"]);
        vec![empty, view(2, &options, &locked, wrong)]
    }
}

pub(super) async fn show(State(web): State<Web>, page: Page, me: Signed) -> Result<Response, WebError> {
    let set = detectors::options(&me.municipality);
    let locked = detectors::locked(&web.flow, &me).await?;
    page.view(&view(
        me.municipality.version,
        &set,
        &locked,
        FieldErrors::default(),
    ))
}

pub(super) async fn submit(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let version = fields.get("version").parse().unwrap_or(0);
    let (options, mut unread) = options(&fields);
    let done = if unread.is_empty() {
        detectors::set(&web.flow, &me, version, options.clone()).await
    } else {
        Err(flow::Error::Invalid(std::mem::take(&mut unread)))
    };
    match done {
        Ok(()) => Ok(page.redirect_with("/settings/words", &Flash::success("words-saved"))),
        Err(error) => {
            let errors = FieldErrors::of(&page, error)?;
            let locked = detectors::locked(&web.flow, &me).await?;
            page.form(&view(version, &options, &locked, errors.clone()), &errors)
        }
    }
}

/// What the form says, and numbers that cannot be read.
fn options(fields: &Fields) -> (Options, Vec<flow::FieldError>) {
    let lines = |name: &str| -> Vec<String> {
        let lines = fields.get(name).lines().map(str::trim);
        lines.filter(|l| !l.is_empty()).map(str::to_owned).collect()
    };
    let on = fields.all("on");
    let mut wrong = Vec::new();
    let mut options = Options {
        officials: lines("officials"),
        crisis_topics: lines("crisis_topics"),
        own_crisis_topics_only: fields.get("own_crisis_topics_only") == "yes",
        own_domains: lines("own_domains"),
        shorteners: lines("shorteners"),
        ..Options::default()
    };
    for detector in detectors::all() {
        if !on.contains(&detector.code) {
            options.off.push(detector.code.to_owned());
        }
        let words = lines(&format!("words.{}", detector.code)).join("\n");
        if !words.is_empty() {
            options.words.insert(detector.code.to_owned(), words);
        }
        for (name, ..) in detector.parameters {
            let name = format!("{}.{name}", detector.code);
            let field = format!("parameters.{name}");
            match (fields.get(&field).trim(), fields.get(&field).trim().parse()) {
                ("", _) => {}
                (_, Ok(value)) => {
                    options.parameters.insert(name, value);
                }
                (typed, Err(_)) => {
                    wrong.push(flow::FieldError::new(&field, "value-out-of-range").with("what", typed));
                }
            }
        }
    }
    (options, wrong)
}

fn view(
    version: i64,
    set: &Options,
    locked: &BTreeMap<&'static str, Vec<Reader>>,
    errors: FieldErrors,
) -> WordsView {
    let rows = detectors::all().into_iter().map(|d| Row {
        key: format!("finding-{}", d.name),
        severity: d.severity,
        on: !set.off.iter().any(|code| code == d.code),
        readers: locked.get(d.code).cloned().unwrap_or_default(),
        words: d
            .has_words
            .then(|| set.words.get(d.code).cloned().unwrap_or_default()),
        parameters: d
            .parameters
            .into_iter()
            .map(|(name, default, least, most)| Parameter {
                field: format!("parameters.{}.{name}", d.code),
                label: format!("parameter-{name}"),
                value: set
                    .parameters
                    .get(&format!("{}.{name}", d.code))
                    .map(ToString::to_string)
                    .unwrap_or_default(),
                default,
                least,
                most,
            })
            .collect(),
        code: d.code,
    });
    WordsView {
        version,
        officials: set.officials.join("\n"),
        crisis_topics: set.crisis_topics.join("\n"),
        own_crisis_topics_only: set.own_crisis_topics_only,
        own_domains: set.own_domains.join("\n"),
        shorteners: set.shorteners.join("\n"),
        detectors: rows.collect(),
        errors,
    }
}
