//! `pack.toml`, and the packs that a pack extends.

use super::problem::{self, PackProblem, Problems};
use super::{Context, Document, MAX_CHAIN, MAX_FILES, Table};
use crate::Value;
use model::Texts;
use std::collections::BTreeMap;

/// What `pack.toml` says.
#[derive(Debug)]
pub(crate) struct Header {
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) title: Texts,
    pub(crate) jurisdiction: String,
}

/// A pack's files, parsed.
#[derive(Debug)]
pub(crate) struct Pack<'a> {
    /// Path of the folder with a slash at the end.
    pub(crate) folder: &'a str,
    pub(crate) header: Header,
    pub(crate) document: Document<'a>,
    pub(crate) clauses: Vec<Document<'a>>,
    pub(crate) extends: Vec<Extends>,
    params: BTreeMap<String, Param>,
}

#[derive(Debug)]
pub(crate) struct Extends {
    id: String,
    set: Vec<(String, Value, PackProblem)>,
    place: PackProblem,
}

#[derive(Clone, Debug)]
struct Param {
    value: Value,
    bound: Bound,
    place: PackProblem,
}

/// How a pack that extends may change a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    Free,
    AtMost,
    AtLeast,
    Fixed,
}

impl Bound {
    const ALL: [&'static str; 4] = ["free", "at-most", "at-least", "fixed"];

    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "free" => Self::Free,
            "at-most" => Self::AtMost,
            "at-least" => Self::AtLeast,
            "fixed" => Self::Fixed,
            _ => return None,
        })
    }

    fn admits(self, old: &Value, new: &Value) -> bool {
        match (self, old, new) {
            (Self::Free, ..) => true,
            (Self::AtMost, Value::Int(o), Value::Int(n)) => n <= o,
            (Self::AtLeast, Value::Int(o), Value::Int(n)) => n >= o,
            _ => old == new,
        }
    }
}

/// The pack `id` and all it extends, bases first, with the values of their parameters.
pub(crate) fn gather<'a, P: AsRef<str>, T: AsRef<str>>(
    files: &'a [(P, T)],
    id: &str,
    problems: &Problems,
) -> (Vec<Pack<'a>>, BTreeMap<String, Value>) {
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
    let params = parameters(&packs, problems);
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
) -> (Header, Vec<Extends>, BTreeMap<String, Param>) {
    let none = BTreeMap::new();
    let context = Context {
        problems,
        params: &none,
    };
    let root = Table::root(&context, document);
    let place = |span| problem::at("", document.file, document.text, &span, "", "");
    let mut header = Header {
        id: id.to_owned(),
        version: String::new(),
        title: Texts::default(),
        jurisdiction: String::new(),
    };
    if let Some(pack) = root.table("pack") {
        let stated = pack.need("id");
        if stated != id {
            pack.problem(
                "pack-id",
                &pack.place("id"),
                stated,
                format!("the name of the folder, {id}"),
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
        for optional in ["lang", "adopted_by", "case_ref", "supersedes", "note"] {
            pack.text(optional);
        }
        for date in ["adopted_on", "revised_on", "valid_from", "valid_to", "review_by"] {
            pack.date(date);
        }
        pack.close();
    } else {
        root.missing("pack", "a table [pack]");
    }
    let mut extends = Vec::new();
    for entry in root.tables("extends") {
        let set = entry
            .values("set")
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
        table.need_texts("label", true);
        let bound = table
            .word("bound", Bound::parse, &Bound::ALL)
            .unwrap_or(Bound::Free);
        if !table.has("value") {
            table.missing("value", "a text, a whole number, true or false");
        }
        if let Some(value) = table.value("value") {
            params.insert(
                name,
                Param {
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

/// Values of all parameters, bases first, then what extending packs set.
fn parameters(packs: &[Pack<'_>], problems: &Problems) -> BTreeMap<String, Value> {
    let mut known: BTreeMap<String, Param> = BTreeMap::new();
    for pack in packs {
        for (name, value, place) in pack.extends.iter().flat_map(|e| &e.set) {
            let fail = |key, expected: String, nearest| {
                problems.add(PackProblem {
                    key,
                    subject: name.clone(),
                    expected,
                    nearest,
                    ..place.clone()
                });
            };
            let Some(old) = known.get_mut(name) else {
                let near = crate::lang::nearest(name, known.keys().map(String::as_str));
                fail(
                    "unknown-parameter",
                    "a parameter of a pack that this one extends".to_owned(),
                    near,
                );
                continue;
            };
            if std::mem::discriminant(&old.value) != std::mem::discriminant(value) {
                fail("wrong-type", format!("a value like {:?}", old.value), None);
            } else if !old.bound.admits(&old.value, value) {
                fail(
                    "loosened-lock",
                    format!("a value at least as strict as {:?}", old.value),
                    None,
                );
            } else {
                old.value = value.clone();
            }
        }
        for (name, param) in &pack.params {
            if known.insert(name.clone(), param.clone()).is_some() {
                problems.add(PackProblem {
                    key: "duplicate-id",
                    subject: name.clone(),
                    expected: "a name that no extended pack has".to_owned(),
                    ..param.place.clone()
                });
            }
        }
    }
    known
        .into_iter()
        .map(|(name, param)| (name, param.value))
        .collect()
}
