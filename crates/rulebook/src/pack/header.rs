//! `pack.toml`, and the packs that a pack extends.

use super::params::{Bound, Dated, Param, Params};
use super::problem::{self, PackProblem, Problems};
use super::{Context, Document, MAX_CHAIN, MAX_FILE, MAX_FILES, MAX_TOTAL, Table};
use model::{Locale, Texts};
use std::collections::BTreeMap;

/// What `pack.toml` says of the pack itself. Its dates are information: which pack is in force is decided when a
/// municipality adopts it, and a clause lapses only by dates of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Id, the name of its folder.
    pub id: String,
    /// Version as the pack states it.
    pub version: String,
    /// Title.
    pub title: Texts,
    /// `NO` or `SE`.
    pub jurisdiction: String,
    /// Tag of the document's language; may be empty.
    pub lang: String,
    /// Tag of the language of the scenarios' notes; the document's when it is not stated.
    pub notes_lang: String,
    /// Body that adopted it; may be empty.
    pub adopted_by: String,
    /// Number of the case; may be empty.
    pub case_ref: String,
    /// `ID@VERSION` of the pack that it replaces; may be empty.
    pub supersedes: String,
    /// Day of adoption, ISO.
    pub adopted_on: Option<String>,
    /// Day of the last revision, ISO.
    pub revised_on: Option<String>,
    /// First day, ISO.
    pub valid_from: Option<String>,
    /// Last day, ISO.
    pub valid_to: Option<String>,
    /// Day by which somebody must look at it again, ISO.
    pub review_by: Option<String>,
    /// Beginnings of the clauses' sections in the order of the document, for a document whose sections no number orders; a
    /// section belongs to the longest of them that it begins with.
    pub outline: Vec<String>,
}

/// A pack's files, parsed.
#[derive(Debug)]
pub(crate) struct Pack<'a> {
    /// Path of the folder with a slash at the end.
    pub(crate) folder: &'a str,
    pub(crate) header: About,
    pub(crate) document: Document<'a>,
    pub(crate) clauses: Vec<Document<'a>>,
    pub(crate) extends: Vec<Extends>,
    pub(super) params: BTreeMap<String, Param>,
}

#[derive(Debug)]
pub(crate) struct Extends {
    id: String,
    pub(super) set: Vec<(String, Dated, PackProblem)>,
    place: PackProblem,
}

/// The pack `id` and all it extends, bases first, with the values of their parameters.
pub(crate) fn gather<'a, P: AsRef<str>, T: AsRef<str>>(
    files: &'a [(P, T)],
    id: &str,
    problems: &Problems,
) -> (Vec<Pack<'a>>, Params) {
    let mut packs = Vec::new();
    let mut chain = Vec::new();
    let place = PackProblem {
        key: "unknown-pack",
        file: String::new(),
        line: 0,
        column: 0,
        subject: id.to_owned(),
        expected: String::new(),
        nearest: None,
    };
    collect(files, id, &place, &mut chain, &mut packs, problems);
    let params = Params::of(&packs, problems);
    (packs, params)
}

fn collect<'a, P: AsRef<str>, T: AsRef<str>>(
    files: &'a [(P, T)],
    id: &str,
    place: &PackProblem,
    chain: &mut Vec<String>,
    packs: &mut Vec<Pack<'a>>,
    problems: &Problems,
) {
    let fail = |key: &'static str, subject: String, expected: String, nearest: Option<String>| {
        problems.add(PackProblem {
            key,
            subject,
            expected,
            nearest,
            ..place.clone()
        });
    };
    if chain.iter().any(|c| c == id) {
        let mut path = chain.clone();
        path.push(id.to_owned());
        return fail(
            "cyclic-extends",
            path.join(" → "),
            "packs that do not extend one another in a circle".to_owned(),
            None,
        );
    }
    if chain.len() >= MAX_CHAIN {
        return fail(
            "extends-too-long",
            id.to_owned(),
            format!("at most {MAX_CHAIN} packs in a row"),
            None,
        );
    }
    if packs.iter().any(|p| p.header.id == id) {
        return;
    }
    let known = || {
        files
            .iter()
            .filter_map(|(path, _)| folder_of(path.as_ref()))
            .map(last_name)
    };
    let Some((path, text)) = files
        .iter()
        .find(|(p, _)| folder_of(p.as_ref()).is_some_and(|f| last_name(f) == id))
    else {
        return fail(
            "unknown-pack",
            id.to_owned(),
            known().collect::<Vec<_>>().join(", "),
            crate::lang::nearest(id, known()),
        );
    };
    let folder = folder_of(path.as_ref()).unwrap_or_default();
    let Some(document) = Document::parse(path.as_ref(), text.as_ref(), problems) else {
        return;
    };
    let (header, extends, params) = read(&document, id, problems);
    let mut names: Vec<_> = files
        .iter()
        .map(|(p, t)| (p.as_ref(), t.as_ref()))
        .filter(|(p, _)| {
            p.strip_prefix(folder)
                .is_some_and(|rest| rest.starts_with("clauses/") && rest.ends_with(".toml"))
        })
        .collect();
    names.sort_unstable();
    // A file that is too large by itself is told of by itself.
    let total: usize = names
        .iter()
        .map(|(_, t)| t.len())
        .filter(|n| *n <= MAX_FILE)
        .sum();
    if total > MAX_TOTAL {
        return fail(
            "pack-too-large",
            total.to_string(),
            format!("at most {MAX_TOTAL} bytes of clauses"),
            None,
        );
    }
    if names.len() > MAX_FILES {
        return fail(
            "too-many-files",
            names.len().to_string(),
            format!("at most {MAX_FILES} files of clauses"),
            None,
        );
    }
    let clauses = names
        .into_iter()
        .filter_map(|(p, t)| Document::parse(p, t, problems))
        .collect();
    chain.push(id.to_owned());
    for base in &extends {
        collect(files, &base.id, &base.place, chain, packs, problems);
    }
    chain.pop();
    packs.push(Pack {
        folder,
        header,
        document,
        clauses,
        extends,
        params,
    });
}

/// `packs/x/` of `packs/x/pack.toml`.
fn folder_of(path: &str) -> Option<&str> {
    path.strip_suffix("pack.toml")
        .filter(|folder| folder.ends_with('/'))
}

fn last_name(folder: &str) -> &str {
    folder
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default()
}

fn read(
    document: &Document<'_>,
    id: &str,
    problems: &Problems,
) -> (About, Vec<Extends>, BTreeMap<String, Param>) {
    let none = BTreeMap::new();
    let context = Context::new(problems, &none);
    let root = Table::root(&context, document);
    let place = |span| problem::at("", document.file, document.text, &span, "", "");
    let mut header = About {
        id: id.to_owned(),
        ..About::default()
    };
    if let Some(pack) = root.table("pack") {
        let stated = pack.need("id");
        if stated != id {
            pack.problem(
                "pack-id",
                &pack.place("id"),
                stated,
                format!("the name of the folder: {id}"),
            );
        }
        if pack.integer("format", 1, 1).is_none() && !pack.has("format") {
            pack.missing("format", "1");
        }
        header.version = pack.need("version");
        header.title = pack.need_texts("title", true);
        header.jurisdiction = pack
            .word(
                "jurisdiction",
                |w| ["NO", "SE"].contains(&w).then(|| w.to_owned()),
                &["NO", "SE"],
            )
            .unwrap_or_default();
        let text = |key| pack.text(key).unwrap_or_default();
        text("note");
        let language = |key| {
            let known = |w: &str| Locale::ALL.iter().any(|l| l.tag() == w).then(|| w.to_owned());
            pack.word(key, known, &Locale::ALL.map(Locale::tag))
        };
        header.lang = language("lang").unwrap_or_default();
        header.notes_lang = language("notes_lang").unwrap_or_else(|| header.lang.clone());
        header.adopted_by = text("adopted_by");
        header.case_ref = text("case_ref");
        header.supersedes = text("supersedes");
        if !header.supersedes.is_empty() && !header.supersedes.contains('@') {
            pack.problem(
                "wrong-type",
                &pack.place("supersedes"),
                &*header.supersedes,
                "ID@VERSION of the pack that it replaces",
            );
        }
        header.adopted_on = pack.date("adopted_on");
        header.revised_on = pack.date("revised_on");
        header.valid_from = pack.date("valid_from");
        header.valid_to = pack.date("valid_to");
        header.review_by = pack.date("review_by");
        header.outline = pack
            .strings("outline")
            .into_iter()
            .map(|(entry, _)| entry)
            .collect();
        pack.ordered("valid_from", "valid_to");
        pack.close();
    } else {
        root.missing("pack", "a table [pack]");
    }
    let mut extends = Vec::new();
    for entry in root.tables("extends") {
        let set = entry
            .dated("set")
            .into_iter()
            .map(|(name, value, span)| (name, value, place(span)))
            .collect();
        extends.push(Extends {
            id: entry.need("id"),
            set,
            place: place(entry.place("id")),
        });
        entry.close();
    }
    let mut params = BTreeMap::new();
    for (name, table) in root.named("params") {
        let label = table.need_texts("label", true);
        let bound = table
            .word("bound", Bound::parse, &Bound::ALL)
            .unwrap_or(Bound::Free);
        if let Some(value) = Dated::read(&table) {
            params.insert(
                name,
                Param {
                    label,
                    value,
                    bound,
                    place: place(table.place("value")),
                },
            );
        }
        table.close();
    }
    root.close();
    (header, extends, params)
}
