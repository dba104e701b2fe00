//! The form's values into a file's text.

use super::at;
use super::list;
use super::shape::{Shape, of_clause};
use crate::{Error, FieldError, Result};
use model::Locale;
use std::collections::BTreeMap;
use toml_edit::{DocumentMut, InlineTable, Item, TableLike, Value};

/// What was typed, by the name of the field; a field of several boxes has several values.
pub type Given = BTreeMap<String, Vec<String>>;

/// How a table is filled.
pub(super) struct Filling<'a> {
    pub(super) given: &'a Given,
    /// Whether tables in which nothing is filled in stay.
    pub(super) blanks: bool,
    pub(super) wrong: Vec<FieldError>,
}

/// The file's text with the form's values in the clause at `place`, and what could not be read of them.
pub(super) fn whole(
    text: &str,
    place: usize,
    kind: &str,
    given: &Given,
    blanks: bool,
) -> Result<(String, Vec<FieldError>)> {
    let unreadable = || Error::refused("pack-file-unreadable");
    let mut document = text.parse::<DocumentMut>().map_err(|_| unreadable())?;
    let clause = document
        .get_mut("clause")
        .and_then(Item::as_array_of_tables_mut)
        .and_then(|a| a.get_mut(place))
        .ok_or_else(unreadable)?;
    let kind = of_kind(clause, kind);
    let mut filling = Filling {
        given,
        blanks,
        wrong: Vec::new(),
    };
    filling.table(clause, "", &of_clause(&kind));
    Ok((document.to_string(), filling.wrong))
}

/// Gives a table an effect of `kind`, a fresh one when it is another than before; which kind it then has.
pub(super) fn of_kind(table: &mut dyn TableLike, kind: &str) -> String {
    let before = at(table, "effect.kind")
        .and_then(Item::as_str)
        .unwrap_or_default();
    if kind.is_empty() || kind == before {
        return before.to_owned();
    }
    let mut fresh = InlineTable::new();
    fresh.insert("kind", kind.into());
    table.insert("effect", Item::Value(Value::InlineTable(fresh)));
    kind.to_owned()
}

impl Filling<'_> {
    pub(super) fn table(&mut self, table: &mut dyn TableLike, prefix: &str, described: &[(String, Shape)]) {
        for (name, shape) in described {
            match shape {
                Shape::List(items) => list::fill(self, table, prefix, name, *items),
                Shape::Texts => {
                    for locale in Locale::ALL {
                        self.one(table, prefix, &format!("{name}.{}", locale.tag()), *shape);
                    }
                }
                _ => self.one(table, prefix, name, *shape),
            }
        }
    }

    fn one(&mut self, table: &mut dyn TableLike, prefix: &str, name: &str, shape: Shape) {
        let full = format!("{prefix}{name}");
        let Some(values) = self.given.get(&full) else {
            return;
        };
        // A box that is ticked unless the text says otherwise.
        if shape == Shape::On {
            let ticked = values.iter().any(|v| !v.trim().is_empty());
            if !ticked || at(table, name).is_some() {
                put(table, name, Some(ticked.into()));
            }
            return;
        }
        match value(shape, values) {
            Ok(new) => put(table, name, new),
            Err(key) => self.wrong.push(FieldError::new(&full, key)),
        }
    }
}

/// A field's value as TOML; `None` when nothing was given.
fn value(shape: Shape, given: &[String]) -> std::result::Result<Option<Value>, &'static str> {
    let first = given
        .first()
        .map(|v| v.trim().replace("\r\n", "\n"))
        .unwrap_or_default();
    let words = || {
        given
            .iter()
            .flat_map(|v| v.split_whitespace())
            .map(Value::from)
            .collect::<toml_edit::Array>()
    };
    Ok(match shape {
        Shape::Words | Shape::Roles | Shape::Events => {
            let list = words();
            (!list.is_empty()).then_some(Value::Array(list))
        }
        // The box comes after an empty field of the same name, which tells that it is on the form.
        Shape::Flag => given.iter().any(|v| !v.trim().is_empty()).then(|| true.into()),
        _ if first.is_empty() => None,
        Shape::Number if first.starts_with("params.") => Some(first.into()),
        Shape::Number => Some(first.parse::<i64>().map_err(|_| "number-unreadable")?.into()),
        Shape::Date => {
            let day: toml_edit::Datetime = first.parse().map_err(|_| "date-unreadable")?;
            Some(day.into())
        }
        _ => Some(first.into()),
    })
}

/// Puts a value at its place, or takes the key away. What is the same stays as it is written.
fn put(table: &mut dyn TableLike, path: &str, new: Option<Value>) {
    let bare = |v: &Value| v.clone().decorated("", "").to_string();
    match (&new, at(table, path)) {
        (None, None) => return,
        // Tables under their own heads are not the form's.
        (_, Some(old)) if old.as_value().is_none() => return,
        (Some(new), Some(old))
            if old
                .as_value()
                .is_some_and(|v| same(v, new) || bare(v) == bare(new)) =>
        {
            return;
        }
        // A box that is not ticked says the same as no box.
        (None, Some(old)) if old.as_bool() == Some(false) => return,
        _ => {}
    }
    let mut parts: Vec<&str> = path.split('.').collect();
    let Some(last) = parts.pop() else { return };
    let mut table = table;
    for part in parts {
        // What is no table there becomes one: the value that it was is given up for the new one.
        if !table.get(part).is_some_and(Item::is_table_like) {
            if new.is_none() {
                return;
            }
            table.insert(part, Item::Value(Value::InlineTable(InlineTable::new())));
        }
        let Some(inner) = table.get_mut(part).and_then(Item::as_table_like_mut) else {
            return;
        };
        table = inner;
    }
    match new {
        None => {
            table.remove(last);
        }
        Some(mut new) => match table.get_mut(last).and_then(Item::as_value_mut) {
            Some(old) => {
                *new.decor_mut() = old.decor().clone();
                *old = new;
            }
            None => {
                table.insert(last, Item::Value(new));
            }
        },
    }
}

/// Whether two values say the same, however they are written.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(x, y)| same(x, y))
        }
        _ => match (a.as_str(), b.as_str()) {
            (Some(a), Some(b)) => a == b,
            _ => false,
        },
    }
}
