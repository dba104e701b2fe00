//! One `[[clause]]` table to one [`Clause`].

use super::{MAX_PARTS, Table};
use crate::clause::{Capacity, Clause, LegalBasis, Modality, Override, Part, Place, Status, WaiverRule};
use crate::effect::{KINDS, Kind, Recurs};
use crate::lang::Names;
use crate::{Event, effect};
use model::Texts;
use model::person::Role;

macro_rules! all {
    ($words:ty) => {
        &<$words>::ALL.iter().map(|w| w.as_str()).collect::<Vec<_>>()
    };
}

/// Reads a clause of `pack`. Problems are noted; `None` when too much is wrong to go on with the others' checks.
pub(crate) fn read_clause(table: &Table<'_>, pack: &str, names: &dyn Names) -> Option<Clause> {
    table.context.used();
    let local = local_id(table);
    let title = table.need_texts("title", true);
    let says = table.need_texts("says", false);
    let section = table.text("section").unwrap_or_default();
    let modality = word(table, "modality", Modality::parse, all!(Modality));
    let status = word(table, "status", Status::parse, all!(Status));
    let (binds, capacity) = binds(table);
    let evidence = table.texts("evidence", false);
    let manual_reason = table.texts("manual_reason", false);
    if status == Some(Status::Manual) && !table.has("manual_reason") {
        table.missing("manual_reason", "why nothing in the product holds it");
    }
    let (why, fix) = explain(table);
    let waiver = read_waiver(table);
    let overrides = table
        .tables("overrides")
        .iter()
        .map(|o| {
            let found = Override {
                clause: o.need("clause"),
                reason: o.need("reason"),
            };
            o.close();
            found
        })
        .collect();
    let measure = table.boolean("measure").unwrap_or(false);
    let product_default = table.boolean("product_default").unwrap_or(false);
    let locked = table.boolean("locked").unwrap_or(false);
    let off = table.boolean("off").unwrap_or(false);
    let (valid_from, valid_to) = (table.date("valid_from"), table.date("valid_to"));
    table.ordered("valid_from", "valid_to");
    table.strings("replaces");
    let basis = basis(table);
    let private = capacity == Some(Capacity::Private);
    let own = read_part(table, names, private, None);
    let mut parts: Vec<_> = own.into_iter().collect();
    let whole = !parts.is_empty();
    let also = table.tables("also");
    if also.len() >= MAX_PARTS {
        table.problem(
            "out-of-range",
            &table.place("also"),
            also.len().to_string(),
            format!("at most {MAX_PARTS} effects in a clause"),
        );
    }
    for part in also.iter().take(MAX_PARTS) {
        let beyond = part.boolean("beyond_text").unwrap_or(false);
        parts.extend(read_part(part, names, private, Some(beyond)));
        part.close();
    }
    if why.0.is_empty()
        && !table.has("explain")
        && parts
            .iter()
            .any(|p| !p.applies_to.is_empty() && p.why.0.is_empty())
    {
        table.missing("explain", "a table with `why` and `fix`");
    }
    table.close();
    let mut applies_to: Vec<Event> = Vec::new();
    for event in parts.iter().flat_map(|p| &p.applies_to) {
        if !applies_to.contains(event) {
            applies_to.push(*event);
        }
    }
    let (file, line, column) = table.spot("id");
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
        manual_reason,
        evidence,
        basis,
        why,
        fix,
        may_waive: waiver.as_ref().map(|w| w.allowed_by.clone()).unwrap_or_default(),
        waiver,
        measure,
        overrides,
        product_default,
        locked,
        off,
        valid_from,
        valid_to,
        kind: parts.first().filter(|_| whole)?.kind,
        parts,
        params: table.context.used(),
        place: Place { file, line, column },
    })
}

fn local_id(table: &Table<'_>) -> String {
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
    local
}

fn binds(table: &Table<'_>) -> (Vec<String>, Option<Capacity>) {
    let Some(binds) = table.table("binds") else {
        table.missing("binds", "a table with `capacity`");
        return (Vec::new(), None);
    };
    let roles = binds.strings("roles").into_iter().map(|(r, _)| r).collect();
    let capacity = word(&binds, "capacity", Capacity::parse, all!(Capacity));
    binds.close();
    (roles, capacity)
}

fn basis(table: &Table<'_>) -> Vec<LegalBasis> {
    table
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
        .collect()
}

/// `explain.why` and `explain.fix`; empty when there is no such table.
fn explain(table: &Table<'_>) -> (Texts, Texts) {
    let Some(explain) = table.table("explain") else {
        return Default::default();
    };
    let texts = (explain.need_texts("why", true), explain.need_texts("fix", true));
    explain.close();
    texts
}

/// The table `waiver`.
pub(super) fn read_waiver(table: &Table<'_>) -> Option<WaiverRule> {
    let waiver = table.table("waiver")?;
    let rule = WaiverRule {
        allowed_by: waiver.words("allowed_by", Role::parse, all!(Role)),
        max_days: waiver.count("max_days", 1, 3_660),
        reason_min: waiver.count("reason_min", 1, 1_000).unwrap_or(20),
    };
    if rule.allowed_by.is_empty() {
        waiver.missing("allowed_by", "at least one role");
    }
    waiver.close();
    Some(rule)
}

/// Reads `applies_to`, `when`, `require` and `effect`: of the clause itself, or of a table under `also`, which says
/// whether it goes `beyond` the text and may explain itself.
fn read_part(table: &Table<'_>, names: &dyn Names, private: bool, beyond: Option<bool>) -> Option<Part> {
    let applies_to = table.words("applies_to", Event::parse, all!(Event));
    let when = table.condition("when", names);
    let require: Vec<_> = table.condition("require", names).into_iter().collect();
    let (why, fix) = if beyond.is_some() {
        explain(table)
    } else {
        Default::default()
    };
    if !table.has("effect") {
        table.missing("effect", "a table with `kind`");
    }
    let effect_table = table.table("effect")?;
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
    let found = (kind.read)(&effect_table, names);
    effect_table.close();
    if private && !kind.private {
        effect_table.problem(
            "private-clause-checked",
            &effect_table.place("kind"),
            word.as_str(),
            "advice or teach: what people say for themselves may be taught about, never gated, checked or timed",
        );
    }
    let required = !require.is_empty() || table.has("require");
    let crisis = found.as_ref().is_some_and(|e| e.mode().is_some());
    match (kind.require, required) {
        (Some(true), false) => table.missing("require", "a condition"),
        (want, true) if want.is_none() || crisis => table.problem(
            "useless-require",
            &table.place("require"),
            word.as_str(),
            "no `require`: this kind does not read it",
        ),
        _ => {}
    }
    let found = found?;
    events(table, kind, &*found, &applies_to, when.is_some());
    Some(Part {
        kind: kind.name,
        applies_to,
        beyond_text: beyond.unwrap_or(false),
        why,
        fix,
        when,
        require,
        effect: found,
    })
}

/// Whether the kind can answer to the events.
fn events(table: &Table<'_>, kind: &Kind, effect: &dyn effect::Effect, applies_to: &[Event], when: bool) {
    if !table.has("applies_to") && !kind.stated {
        table.missing("applies_to", "at least one event");
    }
    let by_calendar = [Event::ScheduleDay, Event::ChannelReview];
    for event in applies_to {
        let at_event = |expected: String| {
            table.problem(
                "control-at-event",
                &table.place("applies_to"),
                event.as_str(),
                expected,
            );
        };
        if !kind.events.is_empty() && !kind.events.contains(event) {
            let expected: Vec<_> = kind.events.iter().map(|e| e.as_str()).collect();
            at_event(expected.join(", "));
            continue;
        }
        let calendar = by_calendar.contains(event);
        match effect.recurs() {
            Recurs::ByCalendar if !calendar => {
                at_event("schedule.day or channel.review: it recurs".to_owned());
            }
            Recurs::OnEvent if calendar && !when => {
                at_event("`every` or `when`: otherwise it would fall every day".to_owned());
            }
            _ => {}
        }
    }
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
