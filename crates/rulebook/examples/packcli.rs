//! `packcli test ROOT ID…`: loads packs below a folder, runs their scenarios, and says what is not covered. For
//! somebody who writes a pack and wants an answer while the rest of the product is not built.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool that speaks on the terminal"
)]

use rulebook::Rulebook;
use rulebook::coverage::{Gap, coverage};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [verb, root, ids @ ..] = arguments.as_slice() else {
        eprintln!("packcli test ROOT ID…");
        return ExitCode::FAILURE;
    };
    let mut files = Vec::new();
    if verb != "test" || walk(Path::new(root), &mut files).is_err() {
        eprintln!("packcli test ROOT ID…: no such command, or {root} cannot be read");
        return ExitCode::FAILURE;
    }
    let broken = ids.iter().filter(|id| !test(&files, id)).count();
    if broken == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn walk(folder: &Path, out: &mut Vec<(String, String)>) -> std::io::Result<()> {
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

fn test(files: &[(String, String)], id: &str) -> bool {
    let book = match Rulebook::load(files, id) {
        Ok(book) => book,
        Err(problems) => {
            for problem in problems {
                println!("{problem}");
            }
            return false;
        }
    };
    let found = coverage(&book, files);
    for failure in &found.failures {
        println!(
            "{}: scenario {} ({}): {}",
            failure.file, failure.number, failure.clause, failure.what
        );
    }
    for clause in &found.clauses {
        for gap in clause.gaps.iter().filter(|g| **g != Gap::Leaf) {
            println!("{}: {}", clause.id, gap.as_str());
        }
        for leaf in clause.leaves.iter().filter(|l| !l.whole()) {
            println!(
                "{}: `{}` seen true {}, false {}, unknown {} times",
                clause.id, leaf.leaf, leaf.true_seen, leaf.false_seen, leaf.unknown_seen
            );
        }
    }
    let status: Vec<_> = found
        .by_status()
        .into_iter()
        .map(|(s, n)| format!("{n} {}", s.as_str()))
        .collect();
    let ((duties, kept), (leaves, seen)) = (found.duties(), found.leaves());
    println!(
        "{id}: {} clauses ({}); {} without gaps; {kept} of {duties} duties automated or attested; \
         {} scenarios, {} faults; {} lessons; {seen} of {leaves} leaves seen true, false and unknown",
        found.clauses.len(),
        status.join(", "),
        found.accounted(),
        found.scenarios,
        found.failures.len(),
        found.lessons(),
    );
    found.complete()
}
