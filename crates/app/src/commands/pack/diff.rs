//! `rettesnor pack diff A B`.

use super::Desk;
use crate::commands::print;
use anyhow::Result;
use rulebook::diff::{Cell, Change, Diff, Side, What, diff};
use rulebook::{Outcome, Value};

/// Compares two packs. Success whether they differ or not: a difference is no fault.
pub fn run(desk: &Desk, a: &str, b: &str) -> Result<bool> {
    let (Some((left, _)), Some((right, _))) = (desk.named(a)?, desk.named(b)?) else {
        return Ok(false);
    };
    let found = diff(&left, &right, desk.now);
    if desk.json {
        desk.print_json(&found)?;
    } else {
        print(&told(desk, &found));
    }
    Ok(true)
}

fn told(desk: &Desk, found: &Diff) -> String {
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
            vec![(left, a)]
        } else {
            vec![(left, a), (right, b)]
        };
        for (side, cells) in sides {
            if cells.is_empty() {
                out.push(format!(
                    "  {:<12} {}",
                    side.id,
                    speech.say("pack-diff-nothing", &[])
                ));
            }
            for cell in cells {
                out.push(format!("  {:<12} {}", side.id, cell_told(desk, cell)));
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
                value(a.as_ref()),
                value(b.as_ref())
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

fn value(value: Option<&Value>) -> String {
    match value {
        Some(Value::Text(t)) => t.clone(),
        Some(Value::Int(i)) => i.to_string(),
        Some(Value::Bool(b)) => b.to_string(),
        _ => "–".to_owned(),
    }
}

fn cell_told(desk: &Desk, cell: &Cell) -> String {
    let speech = &desk.speech;
    let mut said = match &cell.matter {
        What::Approval { roles } if roles.is_empty() => speech.say("pack-does-approve-nobody", &[]),
        What::Approval { roles } => {
            let in_order: Vec<_> = roles.iter().map(|r| speech.word("role", r.as_str())).collect();
            speech.say("pack-does-approve", &[("roles", &in_order.join(" → "))])
        }
        What::Time {
            business_days,
            hours,
            holding_reply,
        } => super::say::time(speech, *business_days, *hours, *holding_reply),
        What::Ground {
            strength,
            save_first,
            reason_min,
            notice,
            complaint,
        } => {
            let mut kept = Vec::new();
            if *save_first {
                kept.push(speech.say("pack-safeguard-save", &[]));
            }
            if *reason_min > 0 {
                let count = reason_min.to_string();
                kept.push(speech.say("pack-safeguard-reason", &[("count", &count)]));
            }
            if *notice {
                kept.push(speech.say("pack-safeguard-notice", &[]));
            }
            if *complaint {
                kept.push(speech.say("pack-safeguard-complaint", &[]));
            }
            if kept.is_empty() {
                kept.push(speech.say("pack-safeguard-none", &[]));
            }
            let places = [
                ("strength", speech.word("pack-strength", strength.as_str())),
                ("safeguards", kept.join(", ")),
            ];
            let places = places.each_ref().map(|(name, text)| (*name, text.as_str()));
            format!(
                "{}: {}",
                cell.title.get(speech.locale),
                speech.say("pack-does-ground", &places)
            )
        }
        What::Crisis {
            holds,
            declare,
            release,
        } => speech.say(
            "pack-does-crisis",
            &[
                ("holds", &speech.word("pack-crisis", holds)),
                ("declare", &super::say::roles(speech, declare)),
                ("release", &super::say::roles(speech, release)),
            ],
        ),
        What::Demand { on_fail, require } => {
            let all: Vec<_> = require.iter().map(|t| t.get(speech.locale)).collect();
            let outcome = on_fail.map_or("", Outcome::as_str);
            format!("{}: {}", speech.word("pack-outcome", outcome), all.join("; "))
        }
        // What depends on facts is told by the clause itself.
        What::Creates { obligations } if obligations.is_empty() => cell.says.get(speech.locale).to_owned(),
        What::Creates { obligations } => obligations
            .iter()
            .map(|o| super::say::obligation(speech, o))
            .collect::<Vec<_>>()
            .join("; "),
    };
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
