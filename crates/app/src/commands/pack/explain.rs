//! `rettesnor pack explain CLAUSE`.

use super::Desk;
use crate::commands::print;
use crate::packs;
use anyhow::{Result, anyhow};
use rulebook::card::{Card, PartCard};

/// Shows a clause.
pub fn run(desk: &Desk, clause: &str, within: Option<&String>) -> Result<bool> {
    let missing = || anyhow!("{}", desk.speech.say("pack-no-clause", &[("clause", clause)]));
    let own = clause.split('/').next().unwrap_or_default();
    if within.is_none() && !packs::ids(&desk.files).contains(&own) {
        return Err(missing());
    }
    let Some((book, files)) = desk.named(within.map_or(own, String::as_str))? else {
        return Ok(false);
    };
    let card = book.card(clause, &files, &desk.day()).ok_or_else(missing)?;
    if desk.json {
        desk.print_json(&card)?;
    } else {
        print(&told(desk, &card));
    }
    Ok(true)
}

fn told(desk: &Desk, card: &Card) -> String {
    let speech = &desk.speech;
    let say = |key: &str, name: &str, value: &str| speech.say(key, &[(name, value)]);
    let text = |texts: &model::Texts| texts.get(speech.locale).to_owned();
    let mut out = vec![
        format!("{} – {}", card.clause, text(&card.title)),
        text(&card.says),
        format!(
            "{} · {} · {}",
            text(&card.pack),
            speech.word("pack-modality", card.modality.as_str()),
            speech.word("pack-status", card.status.as_str())
        ),
    ];
    let mut some = |key: &str, name: &str, value: &str| {
        if !value.is_empty() {
            out.push(say(key, name, value));
        }
    };
    some("pack-section", "section", &card.section);
    some("pack-manual-reason", "text", &text(&card.manual_reason));
    some("pack-evidence", "text", &text(&card.evidence));
    let who = super::say::roles(speech, &card.may_waive);
    some("pack-waiver", "roles", &who);
    for (law, verified) in &card.basis {
        let key = if *verified {
            "pack-law"
        } else {
            "pack-law-unverified"
        };
        some(key, "law", law);
    }
    if card.product_default {
        out.push(speech.say("pack-by-product", &[]));
    }
    if card.locked {
        out.push(speech.say("pack-locked", &[]));
    }
    for part in &card.parts {
        out.push(String::new());
        out.extend(part_told(desk, part));
    }
    out.push(String::new());
    for line in &card.scenarios {
        out.push(speech.say(
            "pack-scenario",
            &[
                ("event", line.event.as_str()),
                ("note", if line.note.is_empty() { "–" } else { &line.note }),
                ("outcome", &speech.word("pack-outcome", line.expect.as_str())),
            ],
        ));
    }
    for situation in &card.lessons {
        out.push(say("pack-lesson", "text", &text(situation)));
    }
    let (file, line, column) = &card.place;
    out.push(format!("{file}:{line}:{column}"));
    out.join("\n")
}

fn part_told(desk: &Desk, part: &PartCard) -> Vec<String> {
    let speech = &desk.speech;
    let mut out = vec![speech.say("pack-does", &[("kind", &part.kind)])];
    if part.beyond_text {
        out.push(speech.say("pack-beyond-text", &[]));
    }
    let mut some = |key: &str, name: &str, value: &str| {
        if !value.is_empty() {
            out.push(format!("  {}", speech.say(key, &[(name, value)])));
        }
    };
    let events: Vec<_> = part.events.iter().map(|e| e.as_str()).collect();
    some("pack-asked-at", "events", &events.join(", "));
    if let Some(when) = &part.when {
        some("pack-when", "condition", when.get(speech.locale));
    }
    for condition in &part.require {
        some("pack-require", "condition", condition.get(speech.locale));
    }
    if let Some(outcome) = part.on_fail {
        some(
            "pack-on-fail",
            "outcome",
            &speech.word("pack-outcome", outcome.as_str()),
        );
    }
    some("pack-why", "text", part.why.get(speech.locale));
    some("pack-fix", "text", part.fix.get(speech.locale));
    out.extend(
        part.creates
            .iter()
            .map(|o| format!("  → {}", super::say::obligation(speech, o))),
    );
    out
}
