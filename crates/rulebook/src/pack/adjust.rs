//! What a pack does to clauses of the packs it extends: `replaces` of a clause, and `[[adjust]]`.
//! A locked clause can only be made stricter.

use super::Table;
use super::clauses::read_waiver;
use crate::clause::{Clause, Part};
use crate::effect::{OnFail, OnUnknown};
use crate::lang::Names;

/// Applies `root`'s `[[clause]] replaces` and `[[adjust]]` to `clauses`, those of the packs read before.
pub(crate) fn apply(root: &Table<'_>, clauses: &mut Vec<Clause>, names: &dyn Names) {
    for table in root.tables("clause") {
        for (id, span) in table.strings("replaces") {
            remove(&table, &id, &span, clauses);
        }
    }
    for table in root.tables("adjust") {
        adjust(&table, clauses, names);
        table.close();
    }
}

fn remove(table: &Table<'_>, id: &str, span: &std::ops::Range<usize>, clauses: &mut Vec<Clause>) {
    if clauses.iter().all(|c| c.id != id) {
        unknown(table, id, span, clauses);
    } else if clauses.iter().any(|c| c.id == id && c.locked) {
        loosened(
            table,
            span,
            id,
            "to leave a locked clause in force; it can only be made stricter",
        );
    } else {
        clauses.retain(|c| c.id != id);
    }
}

fn loosened(table: &Table<'_>, span: &std::ops::Range<usize>, id: &str, expected: &str) {
    table.problem("loosened-lock", span, id, expected);
}

fn unknown(table: &Table<'_>, id: &str, span: &std::ops::Range<usize>, clauses: &[Clause]) {
    let near = crate::lang::nearest(id, clauses.iter().map(|c| c.id.as_str()));
    table.near(
        "unknown-clause",
        span,
        id,
        "a clause of a pack that this one extends",
        near,
    );
}

fn adjust(table: &Table<'_>, clauses: &mut Vec<Clause>, names: &dyn Names) {
    let id = table.need("clause");
    table.need("reason");
    let off = table.boolean("off");
    let measure = table.boolean("measure").unwrap_or(false);
    let waiver = read_waiver(table);
    let on_fail = table.word("on_fail", OnFail::parse, &OnFail::ALL);
    let on_unknown = table.word("on_unknown", OnUnknown::parse, &OnUnknown::ALL);
    let also = table.condition("require_also", names);
    let place = table.count("part", 1, 16).unwrap_or(1);
    let span = table.place("clause");
    if off == Some(true) {
        return remove(table, &id, &span, clauses);
    }
    if clauses.iter().all(|c| c.id != id) {
        return unknown(table, &id, &span, clauses);
    }
    for clause in clauses.iter_mut().filter(|c| c.id == id) {
        let locked = clause.locked;
        if measure && locked {
            loosened(
                table,
                &table.place("measure"),
                &id,
                "a locked clause to be enforced, not only measured",
            );
        }
        if waiver.is_some() && locked {
            loosened(
                table,
                &table.place("waiver"),
                &id,
                "nobody to be excused from a locked clause",
            );
        }
        clause.off &= off.is_none();
        clause.measure |= measure;
        if let Some(rule) = &waiver {
            clause.may_waive.clone_from(&rule.allowed_by);
            clause.waiver = Some(rule.clone());
        }
        let index = usize::try_from(place).unwrap_or(1).saturating_sub(1);
        let Some(part) = clause.parts.get_mut(index) else {
            table.problem(
                "out-of-range",
                &table.place("part"),
                format!("part: {place}"),
                "a part of the clause: 1 is its own effect, 2 the first under `also`",
            );
            continue;
        };
        if let Some(also) = &also {
            if part.require.is_empty() {
                table.problem(
                    "useless-require",
                    &table.place("require_also"),
                    part.kind,
                    "a clause that has `require`",
                );
            }
            part.require.push(also.clone());
        }
        stricter(table, &id, locked, part, on_fail, on_unknown);
    }
}

fn stricter(
    table: &Table<'_>,
    id: &str,
    locked: bool,
    part: &mut Part,
    on_fail: Option<OnFail>,
    on_unknown: Option<OnUnknown>,
) {
    if on_fail.is_none() && on_unknown.is_none() {
        return;
    }
    let Some(responses) = part.effect.responses() else {
        table.problem(
            "unknown-key",
            &table.place("on_fail"),
            part.kind,
            "a kind that has on_fail and on_unknown",
        );
        return;
    };
    let expected = "an answer at least as strict as the locked one";
    if let Some(new) = on_fail {
        if locked && new < responses.on_fail {
            loosened(table, &table.place("on_fail"), id, expected);
        }
        responses.on_fail = new;
    }
    if let Some(new) = on_unknown {
        if locked && new < responses.on_unknown {
            loosened(table, &table.place("on_unknown"), id, expected);
        }
        responses.on_unknown = new;
    }
}
