//! Parameters: values that a municipality would change, with the days from which they are others.

use super::problem::{PackProblem, Problems};
use super::{MAX_CHANGES, Pack, Table};
use crate::Value;
use model::Texts;
use std::collections::{BTreeMap, BTreeSet};

/// A value from the beginning, and those that follow it, each from a day on (ISO, ascending).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dated {
    pub(crate) first: Value,
    pub(crate) changes: Vec<(String, Value)>,
}

impl Dated {
    /// The value on `day`; before all changes without a day.
    pub(crate) fn on(&self, day: Option<&str>) -> &Value {
        let changed = |(from, _): &&(String, Value)| day.is_some_and(|day| from.as_str() <= day);
        self.changes
            .iter()
            .take_while(changed)
            .last()
            .map_or(&self.first, |(_, value)| value)
    }

    fn values(&self) -> impl Iterator<Item = &Value> {
        std::iter::once(&self.first).chain(self.changes.iter().map(|(_, v)| v))
    }

    /// Reads `value` and `[[change]]` of `table`.
    pub(super) fn read(table: &Table<'_>) -> Option<Self> {
        if !table.has("value") {
            table.missing("value", "a text, a whole number, true or false");
        }
        let first = table.value("value");
        let mut changes: Vec<(String, Value)> = Vec::new();
        for change in table.tables("change") {
            for key in ["from", "value"] {
                if !change.has(key) {
                    change.missing(key, "a day such as 2027-01-01, and the value from that day");
                }
            }
            let (from, value) = (change.date("from"), change.value("value"));
            change.close();
            let (Some(from), Some(value)) = (from, value) else {
                continue;
            };
            if changes.last().is_some_and(|(before, _)| *before >= from) {
                change.problem(
                    "dates-overlap",
                    &change.place("from"),
                    &*from,
                    "a day after that of the change before",
                );
            }
            if first
                .as_ref()
                .is_some_and(|f| std::mem::discriminant(f) != std::mem::discriminant(&value))
            {
                change.problem(
                    "wrong-type",
                    &change.place("value"),
                    "value",
                    "a value of the same type as the first",
                );
            }
            if changes.len() >= MAX_CHANGES {
                change.problem(
                    "out-of-range",
                    &change.place("from"),
                    "change",
                    format!("at most {MAX_CHANGES} changes"),
                );
                break;
            }
            changes.push((from, value));
        }
        Some(Self {
            first: first?,
            changes,
        })
    }
}

/// A parameter of a pack.
#[derive(Clone, Debug)]
pub(crate) struct Param {
    pub(crate) label: Texts,
    pub(crate) value: Dated,
    pub(super) bound: Bound,
    pub(super) place: PackProblem,
}

/// How a pack that extends may change a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Free,
    AtMost,
    AtLeast,
    Fixed,
}

impl Bound {
    pub(super) const ALL: [&'static str; 4] = ["free", "at-most", "at-least", "fixed"];

    pub(super) fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "free" => Self::Free,
            "at-most" => Self::AtMost,
            "at-least" => Self::AtLeast,
            "fixed" => Self::Fixed,
            _ => return None,
        })
    }

    fn admits(self, old: &Value, new: &Value) -> bool {
        match (self, old, new) {
            (Self::Free, ..) => true,
            (Self::AtMost, Value::Int(o), Value::Int(n)) => n <= o,
            (Self::AtLeast, Value::Int(o), Value::Int(n)) => n >= o,
            _ => old == new,
        }
    }

    /// The same at every time: neither value may be looser on any day.
    fn admits_always(self, old: &Dated, new: &Dated) -> bool {
        let days: BTreeSet<&str> = old
            .changes
            .iter()
            .chain(&new.changes)
            .map(|(d, _)| d.as_str())
            .collect();
        std::iter::once(None)
            .chain(days.into_iter().map(Some))
            .all(|day| self.admits(old.on(day), new.on(day)))
    }
}

/// All parameters of a pack with what it extends.
#[derive(Clone, Debug, Default)]
pub(crate) struct Params(pub(crate) BTreeMap<String, Param>);

impl Params {
    /// Their values on `day`; before all changes without a day.
    pub(crate) fn on(&self, day: Option<&str>) -> BTreeMap<String, Value> {
        self.0
            .iter()
            .map(|(name, param)| (name.clone(), param.value.on(day).clone()))
            .collect()
    }

    /// Every day on which one of them changes.
    pub(crate) fn days(&self) -> BTreeSet<String> {
        self.0
            .values()
            .flat_map(|p| p.value.changes.iter().map(|(from, _)| from.clone()))
            .collect()
    }

    /// Of all packs, bases first, then what extending packs set.
    pub(super) fn of(packs: &[Pack<'_>], problems: &Problems) -> Self {
        let mut known: BTreeMap<String, Param> = BTreeMap::new();
        for pack in packs {
            for (name, value, place) in pack.extends.iter().flat_map(|e| &e.set) {
                let fail = |key, expected: String, nearest| {
                    problems.add(PackProblem {
                        key,
                        subject: name.clone(),
                        expected,
                        nearest,
                        ..place.clone()
                    });
                };
                let Some(old) = known.get_mut(name) else {
                    let near = crate::lang::nearest(name, known.keys().map(String::as_str));
                    fail(
                        "unknown-parameter",
                        "a parameter of a pack that this one extends".to_owned(),
                        near,
                    );
                    continue;
                };
                let typed = |v: &Value| std::mem::discriminant(&old.value.first) == std::mem::discriminant(v);
                if !value.values().all(typed) {
                    fail(
                        "wrong-type",
                        format!("a value like: {}", plain(&old.value.first)),
                        None,
                    );
                } else if !old.bound.admits_always(&old.value, value) {
                    fail(
                        "loosened-lock",
                        format!(
                            "a value on every day at least as strict as: {}",
                            plain(&old.value.first)
                        ),
                        None,
                    );
                } else {
                    old.value = value.clone();
                }
            }
            for (name, param) in &pack.params {
                if known.insert(name.clone(), param.clone()).is_some() {
                    problems.add(PackProblem {
                        key: "duplicate-id",
                        subject: name.clone(),
                        expected: "a name that no extended pack has".to_owned(),
                        ..param.place.clone()
                    });
                }
            }
        }
        Self(known)
    }
}

/// A value as people write it.
fn plain(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Int(n) => n.to_string(),
        Value::Bool(on) => on.to_string(),
        other => format!("{other:?}"),
    }
}
