//! Checks packs in a folder: `packcli test ROOT ID|--all` prints what is wrong with a pack, which of its scenarios do
//! not come out as they say, what its tests and lessons leave out, and what the lint finds.
#![allow(missing_docs, clippy::print_stdout)]

use rulebook::Rulebook;
use rulebook::coverage::{Gap, coverage};
use rulebook::lint::{Severity, lint, questions_before_a_plain_post};
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
    let asked = questions_before_a_plain_post(&book);
    println!(
        "questions before a plain post: {} {}",
        asked.len(),
        asked.join(" ")
    );
    let lints = lint(&book, files, "2026-11-22");
    for l in lints.iter().filter(|l| l.severity > Severity::Hint) {
        println!(
            "{}:{}: {} {} {}: {} {}",
            l.file,
            l.line,
            l.severity.as_str(),
            l.code,
            l.name,
            l.clause,
            l.detail
        );
    }
    found.complete() && lints.iter().all(|l| l.severity < Severity::Error)
}
