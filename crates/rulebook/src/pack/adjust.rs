//! What a pack does to clauses of the packs it extends: `replaces` of a clause, and `[[adjust]]`.
//! A locked clause can only be made stricter.

use super::Table;
use crate::clause::Clause;
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
    match clauses.iter().position(|c| c.id == id) {
        None => unknown(table, id, span, clauses),
        Some(place) if clauses.get(place).is_some_and(|c| c.locked) => {
            table.problem(
                "loosened-lock",
                span,
                id,
                "to leave a locked clause in force; it can only be made stricter",
            );
        }
        Some(place) => {
            clauses.remove(place);
        }
    }
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
    let off = table.boolean("off").unwrap_or(false);
    let on_fail = table.word("on_fail", OnFail::parse, &OnFail::ALL);
    let on_unknown = table.word("on_unknown", OnUnknown::parse, &OnUnknown::ALL);
    let also = table.condition("require_also", names);
    let span = table.place("clause");
    if off {
        return remove(table, &id, &span, clauses);
    }
    let Some(clause) = clauses.iter_mut().find(|c| c.id == id) else {
        return unknown(table, &id, &span, clauses);
    };
    let locked = clause.locked;
    if also.is_some() && clause.require.is_empty() {
        table.problem(
            "useless-require",
            &table.place("require_also"),
            clause.kind,
            "a clause that has `require`",
        );
    }
    clause.require.extend(also);
    if on_fail.is_none() && on_unknown.is_none() {
        return;
    }
    let Some(responses) = clause.effect.responses() else {
        table.problem(
            "unknown-key",
            &table.place("on_fail"),
            clause.kind,
            "a kind that has on_fail and on_unknown",
        );
        return;
    };
    if let Some(new) = on_fail {
        if locked && new < responses.on_fail {
            table.problem(
                "loosened-lock",
                &table.place("on_fail"),
                &*id,
                "an answer at least as strict as the locked one",
            );
        }
        responses.on_fail = new;
    }
    if let Some(new) = on_unknown {
        if locked && new < responses.on_unknown {
            table.problem(
                "loosened-lock",
                &table.place("on_unknown"),
                &*id,
                "an answer at least as strict as the locked one",
            );
        }
        responses.on_unknown = new;
    }
}
