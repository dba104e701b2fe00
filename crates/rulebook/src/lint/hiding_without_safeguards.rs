//! A ground for hiding without evidence, reason, notice or a way to complain.

use super::desk::Desk;
use super::{Lint, Rule, Severity};

/// See `hiding_without_safeguards.md`.
pub(super) static RULE: Rule = Rule {
    code: "LNT005",
    name: "hiding-without-safeguards",
    severity: Severity::Error,
    page: include_str!("hiding_without_safeguards.md"),
    look,
};

fn look(desk: &Desk<'_>, out: &mut Vec<Lint>) {
    for sheet in &desk.sheets {
        for part in sheet.parts.iter().filter(|p| p.kind == "grounds") {
            let effect = &part.effect;
            let lacking = [
                ("save_first", effect.boolean("save_first") == Some(false)),
                ("reason_min", effect.count("reason_min", 0, 1_000) == Some(0)),
                ("notice", effect.boolean("notice") == Some(false)),
                ("complaint", effect.boolean("complaint") == Some(false)),
            ];
            for (key, _) in lacking.into_iter().filter(|(_, lacks)| *lacks) {
                out.push(sheet.lint_part(part, &RULE, key, key));
            }
        }
    }
}
