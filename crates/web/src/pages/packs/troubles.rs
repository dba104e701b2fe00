//! What is to be mended in a version, in the reader's words and with the way to it.

use crate::Page;
use crate::pages::guideline::words::Words;
use flow::packs::{Open, Trouble};
use model::Id as _;
use serde::Serialize;
use std::collections::BTreeMap;

/// Something to mend.
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
    /// Where it can be mended as text; `None` when it is in no file of the version.
    pub href: Option<String>,
    /// The clause that it is in: where its form is, and its name; `None` when it is in none of the version's own.
    pub clause: Option<(String, String)>,
    /// What was found.
    pub subject: String,
    /// What was expected.
    pub expected: String,
    /// The known name most like an unknown one; empty when there is none.
    pub nearest: String,
}

/// Most things to mend that a page tells at once.
const MOST: usize = 40;

/// What a check showed.
pub(super) fn troubles(page: &Page, open: &Open, found: &[Trouble]) -> Vec<TroubleRow> {
    let version = open.version.id.as_str();
    let prefix = format!("{}/", open.version.pack);
    let words = Words::of(page);
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
            clause: of_clause(page, open, t),
            subject: if t.key.starts_with("lint-") {
                String::new()
            } else {
                t.subject.chars().take(300).collect()
            },
            expected: words.expected(&t.expected).chars().take(300).collect(),
            nearest: t.nearest.clone().unwrap_or_default(),
        }
    };
    found.iter().take(MOST).map(row).collect()
}

/// The clause that something to mend is in: by its id, or by its line in a file of clauses.
fn of_clause(page: &Page, open: &Open, trouble: &Trouble) -> Option<(String, String)> {
    let prefix = format!("{}/", open.version.pack);
    let own = trouble.clause.strip_prefix(&prefix).unwrap_or_default();
    open.files.iter().find_map(|file| {
        let name = file
            .path
            .strip_prefix(&prefix)
            .filter(|n| n.starts_with("clauses/"))?;
        let all = flow::packs::titles(&file.text, page.locale());
        let (place, id, title) = all.into_iter().find(|(place, id, _)| {
            let lines = flow::packs::lines(&file.text, *place);
            let here = file.path == trouble.file
                && lines.is_some_and(|(first, last)| (first..=last).contains(&trouble.line));
            if own.is_empty() { here } else { id == own }
        })?;
        let href = format!("/packs/{}/clause?name={name}&place={place}", open.version.id);
        Some((href, if title.is_empty() { id } else { title }))
    })
}

/// Some of each kind, for samples.
pub(super) fn sample_troubles() -> Vec<TroubleRow> {
    let row = |what: &str, severity, nearest: &str| TroubleRow {
        what: what.to_owned(),
        todo: None,
        params: BTreeMap::from([("detail".to_owned(), "må".to_owned())]),
        severity,
        file: "clauses/main.toml".to_owned(),
        line: 12,
        href: Some("/packs/p/file?name=clauses/main.toml#line-12".to_owned()),
        clause: (severity != "error").then(|| {
            let href = "/packs/p/clause?name=clauses/main.toml&place=0";
            (href.to_owned(), "Frist for svar".to_owned())
        }),
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
