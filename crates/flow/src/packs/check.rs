//! What is wrong with a draft: what does not load, what lint finds, which scenarios fail.

use super::files::whole;
use super::force;
use crate::{Actor, Error, Flow, Result};
use model::Millis;
use model::municipality::Municipality;
use model::pack::PackFile;
use model::person::Permission;
use rulebook::{PackProblem, Rulebook, lint, scenario};
use serde::Serialize;
use std::sync::Arc;

/// One thing to mend, where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trouble {
    /// Stable key: `error-<key>` of the locales for what does not load, `lint-<name>` for what lint finds, `test-failed`.
    pub key: String,
    /// `error`, `warning` or `hint`.
    pub severity: &'static str,
    /// File.
    pub file: String,
    /// From 1; 0 when it is of no one place.
    pub line: usize,
    /// From 1; 0 when it is of no one place.
    pub column: usize,
    /// Clause that it is about; empty when it is about none.
    pub clause: String,
    /// What was found, in the pack's own words; may be empty.
    pub subject: String,
    /// What was expected; may be empty.
    pub expected: String,
    /// The known name most like an unknown one.
    pub nearest: Option<String>,
}

/// What a check showed.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Gravest first, then by place.
    pub troubles: Vec<Trouble>,
    /// Scenarios that were run.
    pub ran: usize,
    /// Those that failed.
    pub failed: usize,
    /// The rulebook, when the draft loads.
    pub book: Option<Arc<Rulebook>>,
}

impl Checked {
    /// Whether it may be submitted: it loads, lint has no errors and every scenario passes.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.book.is_some() && self.troubles.iter().all(|t| t.severity != "error")
    }
}

/// Checks a draft's own files with the shipped packs that they extend. Nothing is stored.
///
/// # Errors
/// Internal.
pub async fn check(
    flow: &Flow,
    municipality: &Municipality,
    pack: &str,
    own: &[PackFile],
) -> Result<Checked> {
    let files = whole(flow, own);
    let (pack, today) = (pack.to_owned(), force::today(flow, municipality));
    tokio::task::spawn_blocking(move || look(&files, &pack, &today))
        .await
        .map_err(|e| Error::Internal(e.to_string()))
}

/// Checks a version's files with one of them as it is typed just now.
///
/// # Errors
/// `NotAllowed`; internal.
pub async fn check_with(
    flow: &Flow,
    actor: &Actor,
    pack: &str,
    mut own: Vec<PackFile>,
    path: &str,
    text: &str,
) -> Result<Checked> {
    actor.must(Permission::SeePacks)?;
    match own.iter_mut().find(|f| f.path == path) {
        Some(file) => text.clone_into(&mut file.text),
        None => own.push(PackFile {
            path: path.to_owned(),
            text: text.to_owned(),
            shipped: false,
        }),
    }
    check(flow, &actor.municipality, pack, &own).await
}

fn look(files: &[(String, String)], pack: &str, today: &str) -> Checked {
    let book = match Rulebook::load(files, pack) {
        Ok(book) => book,
        Err(problems) => {
            return Checked {
                troubles: problems.into_iter().map(problem).collect(),
                ..Checked::default()
            };
        }
    };
    let mut troubles: Vec<_> = lint::lint(&book, files, today).into_iter().map(finding).collect();
    let (mut ran, mut failed) = (0_usize, 0_usize);
    let prefix = format!("{pack}/tests/");
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with(&prefix)) {
        let report = scenario::run(&book, text);
        ran = ran.saturating_add(report.ran.len());
        failed = failed.saturating_add(report.failures.len());
        troubles.extend(report.failures.into_iter().map(|f| Trouble {
            key: "test-failed".to_owned(),
            severity: "error",
            file: path.clone(),
            line: line_of_scenario(text, f.number),
            column: 0,
            clause: f.clause,
            subject: f.what,
            expected: String::new(),
            nearest: None,
        }));
    }
    troubles.sort_by_key(|t| match t.severity {
        "error" => 0,
        "warning" => 1,
        _ => 2,
    });
    Checked {
        troubles,
        ran,
        failed,
        book: Some(Arc::new(book)),
    }
}

/// Line of the scenario of that number, from 1; 0 when the file cannot be read as scenarios.
fn line_of_scenario(text: &str, number: usize) -> usize {
    let heads = text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.trim() == "[[scenario]]");
    match number.checked_sub(1) {
        Some(before) => heads
            .map(|(i, _)| i.saturating_add(1))
            .nth(before)
            .unwrap_or_default(),
        None => 0,
    }
}

fn problem(p: PackProblem) -> Trouble {
    Trouble {
        key: format!("error-{}", p.key),
        severity: "error",
        file: p.file,
        line: p.line,
        column: p.column,
        clause: String::new(),
        subject: p.subject,
        expected: p.expected,
        nearest: p.nearest,
    }
}

fn finding(l: lint::Lint) -> Trouble {
    Trouble {
        key: format!("lint-{}", l.name),
        severity: l.severity.as_str(),
        file: l.file,
        line: l.line,
        column: l.column,
        clause: l.clause,
        subject: l.detail,
        expected: String::new(),
        nearest: None,
    }
}

/// The rulebook of an adopted or shipped set of files at a time, for comparing; `None` when it does not load.
pub(super) fn quiet(files: &[(String, String)], pack: &str) -> Option<Rulebook> {
    Rulebook::load(files, pack).ok()
}

/// Noon of a day in UTC: inside that day in both countries.
pub(super) fn noon(day: &str) -> Option<Millis> {
    format!("{day}T12:00:00Z")
        .parse::<jiff::Timestamp>()
        .ok()
        .map(Millis::from)
}
