//! `rettesnor pack test`.

use super::Desk;
use crate::commands::print;
use anyhow::Result;
use rulebook::coverage::{FailedScenario, coverage};
use serde::Serialize;

#[derive(Serialize)]
struct Tested {
    pack: String,
    scenarios: usize,
    passed: usize,
    failures: Vec<FailedScenario>,
}

/// Runs the scenarios; whether all came out as they say.
pub fn run(desk: &Desk, named: &[String]) -> Result<bool> {
    let mut good = true;
    let mut all = Vec::new();
    for id in desk.chosen(named)? {
        let Some(book) = desk.load(&id) else {
            good = false;
            continue;
        };
        let found = coverage(&book, &desk.files);
        // One scenario may fail in several ways.
        let mut failed: Vec<_> = found.failures.iter().map(|f| (&f.file, f.number)).collect();
        failed.dedup();
        all.push(Tested {
            pack: id,
            scenarios: found.scenarios,
            passed: found.scenarios.saturating_sub(failed.len()),
            failures: found.failures,
        });
    }
    good &= all.iter().all(|t| t.failures.is_empty());
    if desk.json {
        desk.print_json(&all)?;
        return Ok(good);
    }
    let count = |key: &str, id: &str, scenarios: usize, passed: usize| {
        let (scenarios, passed) = (scenarios.to_string(), passed.to_string());
        let places = [("id", id), ("scenarios", &*scenarios), ("passed", &*passed)];
        print(&desk.speech.say(key, &places));
    };
    for tested in &all {
        for failure in &tested.failures {
            print(&super::say::failure(&desk.speech, failure));
        }
        count("pack-tested", &tested.pack, tested.scenarios, tested.passed);
    }
    if all.len() > 1 {
        let sum = |of: fn(&Tested) -> usize| all.iter().map(of).sum();
        count("pack-tested-all", "", sum(|t| t.scenarios), sum(|t| t.passed));
    }
    Ok(good)
}
