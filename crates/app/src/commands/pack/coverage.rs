//! `rettesnor pack coverage`.

use super::Desk;
use crate::commands::print;
use anyhow::Result;
use rulebook::coverage::{Coverage, coverage};

/// Says how much is carried out and tested; whether every clause is accounted for.
pub fn run(desk: &Desk, named: &[String]) -> Result<bool> {
    let mut good = true;
    let mut all = Vec::new();
    for id in desk.chosen(named)? {
        match desk.load(&id) {
            Some(book) => all.push(coverage(&book, &desk.files)),
            None => good = false,
        }
    }
    good &= all.iter().all(Coverage::complete);
    if desk.json {
        desk.print_json(&all)?;
        return Ok(good);
    }
    for found in &all {
        print(&told(desk, found));
    }
    if all.len() > 1 {
        let accounted: usize = all.iter().map(Coverage::accounted).sum();
        let clauses: usize = all.iter().map(|c| c.clauses.len()).sum();
        print(&desk.speech.say(
            "pack-covered",
            &[
                ("accounted", &accounted.to_string()),
                ("clauses", &clauses.to_string()),
            ],
        ));
    }
    Ok(good)
}

fn told(desk: &Desk, found: &Coverage) -> String {
    let speech = &desk.speech;
    let mut out = format!("{} – {}", found.pack, found.title.get(speech.locale));
    let mut line = |text: String| {
        out.push_str("\n  ");
        out.push_str(&text);
    };
    line(speech.say(
        "pack-covered",
        &[
            ("accounted", &found.accounted().to_string()),
            ("clauses", &found.clauses.len().to_string()),
        ],
    ));
    let by_status: Vec<_> = found
        .by_status()
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(s, n)| format!("{n} {}", speech.word("pack-status", s.as_str())))
        .collect();
    line(by_status.join(", "));
    let (duties, kept) = found.duties();
    let percent = kept.saturating_mul(100).checked_div(duties).unwrap_or(100);
    line(speech.say(
        "pack-duties",
        &[
            ("kept", &kept.to_string()),
            ("duties", &duties.to_string()),
            ("percent", &percent.to_string()),
        ],
    ));
    let (leaves, seen) = found.leaves();
    line(speech.say(
        "pack-leaves",
        &[("seen", &seen.to_string()), ("leaves", &leaves.to_string())],
    ));
    let passed = found.scenarios.saturating_sub(found.failures.len());
    line(speech.say(
        "pack-tested-all",
        &[
            ("scenarios", &found.scenarios.to_string()),
            ("passed", &passed.to_string()),
        ],
    ));
    line(speech.say("pack-lessons", &[("lessons", &found.lessons().to_string())]));
    for failure in &found.failures {
        line(super::say::failure(speech, failure));
    }
    for clause in found.clauses.iter().filter(|c| !c.gaps.is_empty()) {
        let gaps = speech.words("pack-gap", clause.gaps.iter().map(|g| g.as_str()));
        line(format!("{}: {gaps}", clause.id));
        for leaf in clause.leaves.iter().filter(|l| !l.whole()) {
            let said = speech.say(
                "pack-leaf",
                &[
                    ("leaf", &leaf.leaf),
                    ("yes", &leaf.true_seen.to_string()),
                    ("no", &leaf.false_seen.to_string()),
                    ("unknown", &leaf.unknown_seen.to_string()),
                ],
            );
            line(format!("  {said}"));
        }
    }
    out
}
