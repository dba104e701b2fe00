//! Checks packs in a folder: `packcli test ROOT ID|--all` prints what is wrong with a pack, which of its scenarios do
//! not come out as they say, and what its tests and lessons leave out.
#![allow(missing_docs, clippy::print_stdout)]

use rulebook::coverage::{Gap, coverage};
use rulebook::lint::{Severity, lint};
use rulebook::{Event, FactSource, Facts, Obligation, Rulebook, Value};
use std::path::Path;
use std::process::ExitCode;

type Files = Vec<(String, String)>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [command, root, id] = arguments.as_slice() else {
        println!("packcli test ROOT ID|--all");
        return ExitCode::FAILURE;
    };
    let mut files = Vec::new();
    if command != "test" || walk(Path::new(root), &mut files).is_err() {
        println!("packcli test ROOT ID|--all; ROOT is a folder that can be read");
        return ExitCode::FAILURE;
    }
    files.sort();
    let ids: Vec<&str> = if id == "--all" {
        let named = |(path, _): &'_ (String, String)| -> Option<usize> {
            path.strip_suffix("/pack.toml").map(str::len)
        };
        files
            .iter()
            .filter_map(|file| file.0.get(..named(file)?))
            .filter_map(|folder| folder.rsplit('/').next())
            .collect()
    } else {
        vec![id.as_str()]
    };
    let mut good = true;
    for id in ids {
        good &= test(&files, id);
    }
    if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn walk(folder: &Path, out: &mut Files) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, out)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            out.push((path.display().to_string(), std::fs::read_to_string(&path)?));
        }
    }
    Ok(())
}

/// Prints all that is wrong with a pack; whether nothing is.
fn test(files: &Files, id: &str) -> bool {
    println!("== {id}");
    let book = match Rulebook::load(files, id) {
        Ok(book) => book,
        Err(problems) => {
            for p in &problems {
                println!("{p}");
            }
            println!("{} problems; nothing was run", problems.len());
            return false;
        }
    };
    let found = coverage(&book, files);
    for f in &found.failures {
        println!("{} scenario {} ({}): {}", f.file, f.number, f.clause, f.what);
    }
    for clause in &found.clauses {
        let gaps: Vec<_> = clause.gaps.iter().map(|g| g.as_str()).collect();
        if !gaps.is_empty() {
            println!("{}: {}", clause.id, gaps.join(", "));
        }
        for leaf in clause.leaves.iter().filter(|l| !l.whole()) {
            let lacking = [
                ("true", leaf.true_seen),
                ("false", leaf.false_seen),
                ("unknown", leaf.unknown_seen),
            ];
            let lacking: Vec<_> = lacking.iter().filter(|(_, n)| *n == 0).map(|(w, _)| *w).collect();
            println!("    never {}: {}", lacking.join(", never "), leaf.leaf);
        }
    }
    let statuses: Vec<_> = found
        .by_status()
        .into_iter()
        .map(|(status, n)| format!("{} {n}", status.as_str()))
        .collect();
    let (duties, kept) = found.duties();
    let (leaves, whole) = found.leaves();
    let gap = |wanted: Gap| found.clauses.iter().filter(|c| c.gaps.contains(&wanted)).count();
    println!("{} clauses: {}", found.clauses.len(), statuses.join(", "));
    println!(
        "duties {duties}, automated or attested {kept}; leaves {leaves}, seen all three ways {whole}; clauses without scenario {}, taught without lesson {}",
        gap(Gap::NoScenario),
        gap(Gap::NoLesson)
    );
    println!(
        "{} scenarios, {} failures, {} lessons; {} of {} clauses accounted for",
        found.scenarios,
        found.failures.len(),
        found.lessons(),
        found.accounted(),
        found.clauses.len()
    );
    let asked = plain_post(&book);
    println!(
        "questions before a plain post: {} {}",
        asked.len(),
        asked.join(" ")
    );
    found.complete() && lints.iter().all(|l| l.severity < Severity::Error)
}

/// What is asked before a plain text post goes for approval.
fn plain_post(book: &Rulebook) -> Vec<String> {
    let known = |facts: Facts, names: &[&str], value: bool| {
        names.iter().fold(facts, |facts, name| {
            facts.with(*name, value, FactSource::Register)
        })
    };
    let facts = Facts::new()
        .with("post.media", Vec::<Value>::new(), FactSource::Register)
        .with("post.findings", Vec::<Value>::new(), FactSource::Register)
        .with("post.text_length", 200_i64, FactSource::Register)
        .with("author.kind", "employee", FactSource::Register)
        .with("channel.posts_7_days", 2_i64, FactSource::Register)
        .with("channel.network", "mastodon", FactSource::Register);
    let facts = known(
        facts,
        &[
            "post.has_media",
            "post.is_reply",
            "post.link_present",
            "post.link_own_website",
            "post.ai_label",
            "post.correction_marked",
            "post.released_in_crisis",
            "crisis.active",
            "author.elected",
        ],
        false,
    );
    let facts = known(facts, &["author.acknowledged", "author.mandated"], true);
    let at = model::Millis(1_772_452_800_000);
    let mut asked: Vec<String> = book
        .decide(Event::PostSubmit, &facts, at)
        .obligations
        .into_iter()
        .filter_map(|o| match o {
            Obligation::Ask { name, .. } => Some(name),
            _ => None,
        })
        .collect();
    asked.dedup();
    asked
}
