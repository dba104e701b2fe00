//! Lessons: what a clause that is taught is taught with.

use super::{Context, Document, MAX_FILE, MAX_FILES, MAX_TOTAL, Pack, Problems, Table};
use crate::clause::{Clause, Status};
use crate::files;
use model::Texts;
use std::collections::BTreeMap;

/// A situation, what one might do in it, and what is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Clause that it teaches.
    pub clause: String,
    /// What has happened.
    pub situation: Texts,
    /// What one might do: two to four.
    pub options: Vec<Texts>,
    /// Place of the right one, from 1.
    pub right: usize,
    /// Why it is right.
    pub why: Texts,
}

/// The lessons of `packs` among `files`, in the order of their files.
pub(crate) fn read<P: AsRef<str>, T: AsRef<str>>(
    files: &[(P, T)],
    packs: &[Pack<'_>],
    clauses: &[Clause],
    problems: &Problems,
) -> Vec<Lesson> {
    let none = BTreeMap::new();
    let context = Context::new(problems, &none);
    let mut out = Vec::new();
    for pack in packs {
        let found = files::of_pack(files, &pack.header.id, "lessons");
        let total: usize = found
            .iter()
            .map(|(_, text)| text.len())
            .filter(|n| *n <= MAX_FILE)
            .sum();
        if found.len() > MAX_FILES || total > MAX_TOTAL {
            let root = Table::root(&context, &pack.document);
            root.problem(
                "pack-too-large",
                &root.place("pack"),
                format!("{total}"),
                format!("at most {MAX_FILES} files and {MAX_TOTAL} bytes of lessons"),
            );
            continue;
        }
        for (file, text) in found {
            let Some(document) = Document::parse(file, text, problems) else {
                continue;
            };
            let root = Table::root(&context, &document);
            for table in root.tables("lesson") {
                if problems.full() {
                    return out;
                }
                out.extend(lesson(&table, clauses));
                table.close();
            }
            root.close();
        }
    }
    out
}

fn lesson(table: &Table<'_>, clauses: &[Clause]) -> Option<Lesson> {
    let clause = table.need("clause");
    match clauses.iter().find(|c| c.id == clause) {
        None => {
            let near = crate::lang::nearest(&clause, clauses.iter().map(|c| c.id.as_str()));
            table.near(
                "unknown-clause",
                &table.place("clause"),
                &*clause,
                "a clause of the pack",
                near,
            );
        }
        Some(c) if c.status != Status::Taught && c.parts.iter().all(|p| p.kind != "teach") => {
            table.problem(
                "lesson-not-taught",
                &table.place("clause"),
                &*clause,
                "a clause with the effect `teach`",
            );
        }
        Some(_) => {}
    }
    let situation = table.need_texts("situation", false);
    let options = table.text_list("options");
    if !(2..=4).contains(&options.len()) {
        table.problem(
            "out-of-range",
            &table.place("options"),
            options.len().to_string(),
            "2 to 4 options",
        );
    }
    if !table.has("right") {
        table.missing("right", "the place of the right option, from 1");
    }
    let most = i64::try_from(options.len()).unwrap_or(4).max(1);
    let right = table.integer("right", 1, most);
    Some(Lesson {
        clause,
        situation,
        right: usize::try_from(right?).ok()?,
        why: table.need_texts("why", false),
        options,
    })
}
