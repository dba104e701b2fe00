//! `rettesnor pack diff A B`.

use super::Desk;
use crate::commands::print;
use anyhow::Result;
use rulebook::Rulebook;
use rulebook::diff::{Cell, Change, Diff, Side, Topic, What, diff};

/// Compares two packs. Success whether they differ or not: a difference is no fault.
pub fn run(desk: &Desk, a: &str, b: &str) -> Result<bool> {
    let (Some((left, _)), Some((right, _))) = (desk.named(a)?, desk.named(b)?) else {
        return Ok(false);
    };
    let found = diff(&left, &right, desk.now);
    if desk.json {
        desk.print_json(&found)?;
    } else {
        print(&told(desk, &found, [&left, &right]));
    }
    Ok(true)
}

fn told(desk: &Desk, found: &Diff, books: [&Rulebook; 2]) -> String {
    let [of_left, of_right] = books;
    let speech = &desk.speech;
    let [left, right] = &found.sides;
    let name = |side: &Side| format!("{} {}", side.id, side.version);
    let mut out = vec![speech.say(
        "pack-diff-head",
        &[("left", &name(left)), ("right", &name(right))],
    )];
    for row in &found.topics {
        let [a, b] = &row.cells;
        if a.is_empty() && b.is_empty() {
            continue;
        }
        out.push(String::new());
        let topic = speech.word("pack-topic", row.topic.as_str());
        if row.same {
            out.push(format!("{topic}: {}", speech.say("pack-diff-same", &[])));
        } else {
            out.push(topic);
        }
        let sides = if row.same {
            vec![(left, of_left, a)]
        } else {
            vec![(left, of_left, a), (right, of_right, b)]
        };
        for (side, book, cells) in sides {
            if cells.is_empty() {
                out.push(format!(
                    "  {:<12} {}",
                    side.id,
                    speech.say("pack-diff-nothing", &[])
                ));
            }
            for cell in cells {
                out.push(format!(
                    "  {:<12} {}",
                    side.id,
                    cell_told(desk, book, row.topic, cell)
                ));
            }
        }
    }
    if !found.params.is_empty() {
        out.extend([String::new(), speech.say("pack-diff-params", &[])]);
        for param in &found.params {
            let [a, b] = &param.values;
            out.push(format!(
                "  {}: {} → {}",
                param.label.get(speech.locale),
                speech.sentences().named(&flow::packs::value(a.as_ref())),
                speech.sentences().named(&flow::packs::value(b.as_ref()))
            ));
        }
    }
    if !found.clauses.is_empty() {
        out.extend([String::new(), speech.say("pack-diff-clauses", &[])]);
        for row in &found.clauses {
            let change = match row.change {
                Change::Changed => speech.say("pack-change-changed", &[("keys", &row.keys.join(", "))]),
                other => speech.word("pack-change", other.as_str()),
            };
            out.push(format!(
                "  {} {}: {change}",
                row.clause,
                row.title.get(speech.locale)
            ));
        }
    }
    out.push(String::new());
    for (side, count) in found.sides.iter().zip(found.only).filter(|(_, n)| *n > 0) {
        out.push(speech.say(
            "pack-diff-only",
            &[("side", &side.id), ("count", &count.to_string())],
        ));
    }
    out.join("\n")
}

fn cell_told(desk: &Desk, book: &Rulebook, topic: Topic, cell: &Cell) -> String {
    let speech = &desk.speech;
    let told = flow::packs::told(book, topic, cell, speech.locale);
    let mut said = if told.is_empty() {
        cell.says.get(speech.locale).to_owned()
    } else {
        speech.sentences().say(&told)
    };
    if let What::Ground { .. } = cell.matter {
        said = format!("{}: {said}", cell.title.get(speech.locale));
    }
    if let Some(when) = &cell.when {
        let when = speech.say("pack-when", &[("condition", when.get(speech.locale))]);
        said.push_str(&format!(" ({when})"));
    }
    said.push_str(&format!(" [{}", cell.clause));
    if cell.product_default {
        said.push_str(&format!(", {}", speech.say("pack-diff-default", &[])));
    }
    said.push(']');
    said
}
