//! One `[[clause]]` table to one [`Clause`].

use super::Table;
use crate::Event;
use crate::clause::{Capacity, Clause, LegalBasis, Modality, Status};
use crate::effect::KINDS;
use crate::lang::Names;
use model::person::Role;

macro_rules! all {
    ($words:ty) => {
        &<$words>::ALL.iter().map(|w| w.as_str()).collect::<Vec<_>>()
    };
}

/// Reads a clause of `pack`. Problems are noted; `None` when too much is wrong to go on with the others' checks.
pub(crate) fn read_clause(table: &Table<'_>, pack: &str, names: &dyn Names) -> Option<Clause> {
    let local = table.need("id");
    if local.is_empty()
        || !local
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-._".contains(c))
    {
        table.problem(
            "clause-id",
            &table.place("id"),
            &*local,
            "letters, digits, `-`, `.` and `_`",
        );
    }
    let title = table.need_texts("title", true);
    let says = table.need_texts("says", false);
    let section = table.text("section").unwrap_or_default();
    let modality = word(table, "modality", Modality::parse, all!(Modality));
    let status = word(table, "status", Status::parse, all!(Status));
    let (binds, capacity) = match table.table("binds") {
        None => {
            table.missing("binds", "a table with `capacity`");
            (Vec::new(), None)
        }
        Some(binds) => {
            let roles = binds.strings("roles").into_iter().map(|(role, _)| role).collect();
            let capacity = word(&binds, "capacity", Capacity::parse, all!(Capacity));
            binds.close();
            (roles, capacity)
        }
    };
    let applies_to = table.words("applies_to", Event::parse, all!(Event));
    let when = table.condition("when", names);
    let require: Vec<_> = table.condition("require", names).into_iter().collect();
    let basis = table
        .tables("basis")
        .iter()
        .map(|b| {
            let basis = LegalBasis {
                law: b.need("law"),
                verified: b.boolean("verified").unwrap_or(true),
            };
            b.close();
            basis
        })
        .collect();
    let (why, fix) = match table.table("explain") {
        Some(explain) => {
            let texts = (explain.need_texts("why", true), explain.need_texts("fix", true));
            explain.close();
            texts
        }
        None => {
            if !applies_to.is_empty() {
                table.missing("explain", "a table with `why` and `fix`");
            }
            Default::default()
        }
    };
    let may_waive = match table.table("waiver") {
        Some(waiver) => {
            let roles = waiver.words("allowed_by", Role::parse, all!(Role));
            waiver.close();
            roles
        }
        None => Vec::new(),
    };
    let product_default = table.boolean("product_default").unwrap_or(false);
    let locked = table.boolean("locked").unwrap_or(false);
    let (valid_from, valid_to) = (table.date("valid_from"), table.date("valid_to"));
    if let (Some(from), Some(to)) = (&valid_from, &valid_to)
        && from > to
    {
        table.problem(
            "dates-overlap",
            &table.place("valid_to"),
            &**to,
            format!("a day not before {from}"),
        );
    }
    table.strings("replaces");
    let effect_table = table.table("effect");
    if !table.has("effect") {
        table.missing("effect", "a table with `kind`");
    }
    table.close();
    let effect_table = effect_table?;
    let kind_names: Vec<_> = KINDS.iter().map(|k| k.name).collect();
    if !effect_table.has("kind") {
        effect_table.missing("kind", &kind_names.join(", "));
    }
    let word = effect_table.text("kind")?;
    let Some(kind) = KINDS.iter().find(|k| k.name == word) else {
        let near = crate::lang::nearest(&word, kind_names.iter().copied());
        effect_table.near(
            "unknown-control",
            &effect_table.place("kind"),
            word,
            kind_names.join(", "),
            near,
        );
        return None;
    };
    let effect = (kind.read)(&effect_table, names);
    effect_table.close();
    if capacity == Some(Capacity::Private) && !kind.private {
        effect_table.problem(
            "private-clause-checked",
            &effect_table.place("kind"),
            word.as_str(),
            "advice or teach: what people say for themselves may be taught about, never gated, checked or timed",
        );
    }
    match (kind.require, require.is_empty() && !table.has("require")) {
        (Some(true), true) => table.missing("require", "a condition"),
        (None, false) => table.problem(
            "useless-require",
            &table.place("require"),
            word.as_str(),
            "no `require`: this kind does not read it",
        ),
        _ => {}
    }
    for event in &applies_to {
        if !kind.events.is_empty() && !kind.events.contains(event) {
            let expected: Vec<_> = kind.events.iter().map(|e| e.as_str()).collect();
            table.problem(
                "control-at-event",
                &table.place("applies_to"),
                event.as_str(),
                expected.join(", "),
            );
        }
    }
    if table.strings("applies_to").is_empty() && !kind.private {
        table.missing("applies_to", "at least one event");
    }
    Some(Clause {
        id: format!("{pack}/{local}"),
        pack: pack.to_owned(),
        title,
        says,
        section,
        modality: modality?,
        binds,
        capacity: capacity?,
        applies_to,
        status: status?,
        basis,
        why,
        fix,
        may_waive,
        product_default,
        locked,
        valid_from,
        valid_to,
        kind: kind.name,
        when,
        require,
        effect: effect?,
    })
}

/// A word that must be there.
fn word<T>(
    table: &Table<'_>,
    key: &'static str,
    parse: impl Fn(&str) -> Option<T>,
    all: &[&str],
) -> Option<T> {
    if !table.has(key) {
        table.missing(key, &all.join(", "));
    }
    table.word(key, parse, all)
}
