//! The values that a municipality would change, as a form: those that the draft's own `pack.toml` declares, and those of the
//! packs that it extends.

use super::form::Given;
use super::form::tables;
use crate::{Actor, Error, FieldError, Flow, Result};
use model::Locale;
use rulebook::{Rulebook, Value as Plain};
use serde::Serialize;
use std::sync::Arc;
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, Value};

/// Most days from which a value is another one.
const MOST: usize = 16;

/// A value in the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ValueField {
    /// Name, as conditions read it after `params.`.
    pub name: String,
    /// What people read, with its unit.
    pub label: String,
    /// `number`, `flag` or `text`.
    pub kind: &'static str,
    /// Title of the pack that it comes from; empty for the draft's own.
    pub of: String,
    /// Value as typed; empty when the pack's own holds.
    pub value: String,
    /// The value of the pack that it comes from; empty for the draft's own.
    pub default: String,
    /// `free`, `at-most`, `at-least` or `fixed`; empty when it is not said here.
    pub bound: String,
    /// First day and value of each change.
    pub changes: Vec<(String, String)>,
}

/// The values of a draft by its `pack.toml`; `None` when that cannot be read.
///
/// # Errors
/// Internal.
pub async fn values(flow: &Flow, actor: &Actor, text: &str) -> Result<Option<Vec<ValueField>>> {
    let Ok(document) = text.parse::<DocumentMut>() else {
        return Ok(None);
    };
    let mut books = Vec::new();
    for id in extended(&document) {
        if let Some(book) = super::shelf::shipped_book(flow, &id).await? {
            books.push((id, book));
        }
    }
    Ok(Some(shown(flow, actor, &document, &books)))
}

/// Ids of the packs that are extended.
fn extended(document: &DocumentMut) -> Vec<String> {
    let id = |base: &dyn TableLike| base.get("id").and_then(Item::as_str).map(str::to_owned);
    bases(document).into_iter().filter_map(id).collect()
}

fn shown(
    flow: &Flow,
    actor: &Actor,
    document: &DocumentMut,
    books: &[(String, Arc<Rulebook>)],
) -> Vec<ValueField> {
    let mut out = Vec::new();
    let own = document.get("params").and_then(Item::as_table_like);
    for (name, item) in own.into_iter().flat_map(TableLike::iter) {
        let Some(table) = item.as_table_like() else {
            continue;
        };
        let (kind, value, changes) = read(table);
        out.push(ValueField {
            name: name.to_owned(),
            label: label(table, actor.locale).unwrap_or_else(|| name.to_owned()),
            kind,
            of: String::new(),
            value,
            default: String::new(),
            bound: table
                .get("bound")
                .and_then(Item::as_str)
                .unwrap_or("free")
                .to_owned(),
            changes,
        });
    }
    let now = flow.source().now();
    for base in bases(document) {
        let id = base.get("id").and_then(Item::as_str).unwrap_or_default();
        let Some((_, book)) = books.iter().find(|(known, _)| known == id) else {
            continue;
        };
        let set = base.get("set").and_then(Item::as_table_like);
        for (name, default) in book.parameters(now) {
            let (kind, default) = plain(&default);
            let given = set.and_then(|s| s.get(&name));
            let (value, changes) = match given.and_then(Item::as_table_like) {
                Some(table) => {
                    let (_, value, changes) = read(table);
                    (value, changes)
                }
                None => (given.map(bare).unwrap_or_default(), Vec::new()),
            };
            out.push(ValueField {
                label: book
                    .parameter_label(&name)
                    .map(|l| l.get(actor.locale).to_owned())
                    .unwrap_or_default(),
                name,
                kind,
                of: book.title().get(actor.locale).to_owned(),
                value,
                default,
                bound: String::new(),
                changes,
            });
        }
    }
    out
}

fn bases(document: &DocumentMut) -> Vec<&dyn TableLike> {
    document.get("extends").map(tables).unwrap_or_default()
}

fn label(table: &dyn TableLike, locale: Locale) -> Option<String> {
    let label = table.get("label")?.as_table_like()?;
    let in_order = std::iter::once(locale).chain(Locale::ALL);
    in_order
        .filter_map(|l| label.get(l.tag())?.as_str())
        .map(str::to_owned)
        .next()
}

fn plain(value: &Plain) -> (&'static str, String) {
    match value {
        Plain::Int(n) => ("number", n.to_string()),
        Plain::Bool(on) => ("flag", if *on { "yes" } else { "no" }.to_owned()),
        Plain::Text(text) => ("text", text.clone()),
        Plain::List(_) | Plain::Map(_) => ("text", String::new()),
    }
}

/// Kind, value and changes of a table with `value` and `change`.
fn read(table: &dyn TableLike) -> (&'static str, String, Vec<(String, String)>) {
    let value = table.get("value");
    let kind = match value {
        Some(v) if v.is_integer() => "number",
        Some(v) if v.is_bool() => "flag",
        _ => "text",
    };
    let changes = table.get("change").map(super::form::tables).unwrap_or_default();
    let change = |t: &dyn TableLike| {
        (
            t.get("from").map(bare).unwrap_or_default(),
            t.get("value").map(bare).unwrap_or_default(),
        )
    };
    (
        kind,
        value.map(bare).unwrap_or_default(),
        changes.into_iter().map(change).collect(),
    )
}

/// A plain value as it is typed.
fn bare(item: &Item) -> String {
    match item.as_value() {
        Some(Value::String(text)) => text.value().clone(),
        Some(Value::Boolean(on)) => if *on.value() { "yes" } else { "no" }.to_owned(),
        Some(value) => value.clone().decorated("", "").to_string(),
        None => String::new(),
    }
}

/// The text of `pack.toml` with the values that were typed: `NAME`, and `NAME.change` how many changes, `NAME.change.N.from` and
/// `NAME.change.N.value`. What did not change stays as it is written; an empty value of a base means the base's own.
///
/// # Errors
/// `Invalid` with `number-unreadable`, `date-unreadable`, `required` at the field; `Refused("pack-file-unreadable")`.
pub fn valued(known: &[ValueField], text: &str, given: &Given) -> Result<String> {
    let unreadable = || Error::refused("pack-file-unreadable");
    let mut document = text.parse::<DocumentMut>().map_err(|_| unreadable())?;
    let mut wrong = Vec::new();
    for field in known {
        let Some(new) = typed(field, given, &mut wrong) else {
            continue;
        };
        // What is said already stays as it is written.
        if said(&new) == (field.value.clone(), field.changes.clone()) {
            continue;
        }
        if field.of.is_empty() {
            let table = document
                .get_mut("params")
                .and_then(|p| p.as_table_like_mut()?.get_mut(&field.name)?.as_table_like_mut())
                .ok_or_else(unreadable)?;
            let (value, changes) = new;
            match value {
                Some(value) => set(table, "value", value),
                None => wrong.push(FieldError::new(&field.name, "required")),
            }
            put_changes(table, changes);
        } else {
            base_value(&mut document, &field.name, new);
        }
    }
    if wrong.is_empty() {
        Ok(document.to_string())
    } else {
        Err(Error::Invalid(wrong))
    }
}

type Typed = (Option<Value>, Vec<(toml_edit::Datetime, Value)>);

fn said((value, changes): &Typed) -> (String, Vec<(String, String)>) {
    let shown = |v: &Value| bare(&Item::Value(v.clone()));
    (
        value.as_ref().map(shown).unwrap_or_default(),
        changes
            .iter()
            .map(|(day, v)| (day.to_string(), shown(v)))
            .collect(),
    )
}

/// What was typed of a value; `None` when the form did not have it or it cannot be read.
fn typed(field: &ValueField, given: &Given, wrong: &mut Vec<FieldError>) -> Option<Typed> {
    let one = |name: &str| {
        given
            .get(name)
            .and_then(|v| v.last())
            .map(|v| v.trim().to_owned())
    };
    let first = one(&field.name)?;
    let before = wrong.len();
    let value = |name: &str, text: &str, wrong: &mut Vec<FieldError>| -> Option<Value> {
        match field.kind {
            _ if text.is_empty() => None,
            "number" => {
                let number = text.parse::<i64>();
                if number.is_err() {
                    wrong.push(FieldError::new(name, "number-unreadable"));
                }
                number.ok().map(Value::from)
            }
            "flag" => Some(Value::from(text == "yes")),
            _ => Some(Value::from(text)),
        }
    };
    let new = value(&field.name, &first, wrong);
    let count = one(&format!("{}.change", field.name)).and_then(|n| n.parse::<usize>().ok());
    let mut changes = Vec::new();
    for n in 0..count.unwrap_or_default().min(MOST) {
        let (from, then) = (
            format!("{}.change.{n}.from", field.name),
            format!("{}.change.{n}.value", field.name),
        );
        let (day, text) = (one(&from).unwrap_or_default(), one(&then).unwrap_or_default());
        if day.is_empty() && text.is_empty() {
            continue;
        }
        let Ok(day) = day.parse::<toml_edit::Datetime>() else {
            wrong.push(FieldError::new(&from, "date-unreadable"));
            continue;
        };
        match value(&then, &text, wrong) {
            Some(value) => changes.push((day, value)),
            None if text.is_empty() => wrong.push(FieldError::new(&then, "required")),
            None => {}
        }
    }
    if !changes.is_empty() && new.is_none() {
        wrong.push(FieldError::new(&field.name, "required"));
    }
    (wrong.len() == before).then_some((new, changes))
}

fn set(table: &mut dyn TableLike, key: &str, mut value: Value) {
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        None => {
            table.insert(key, Item::Value(value));
        }
    }
}

fn put_changes(table: &mut dyn TableLike, changes: Vec<(toml_edit::Datetime, Value)>) {
    if changes.is_empty() {
        table.remove("change");
        return;
    }
    let one = |(from, value): (toml_edit::Datetime, Value)| {
        let mut change = InlineTable::new();
        change.insert("from", from.into());
        change.insert("value", value);
        Value::InlineTable(change)
    };
    let list: Array = changes.into_iter().map(one).collect();
    table.insert("change", Item::Value(Value::Array(list)));
}

/// Puts a base's value under `set` of the first pack that is extended.
fn base_value(document: &mut DocumentMut, name: &str, (value, changes): Typed) {
    let Some(base) = document
        .get_mut("extends")
        .and_then(Item::as_array_of_tables_mut)
        .and_then(|all| all.get_mut(0))
    else {
        return;
    };
    let Some(value) = value else {
        if let Some(set) = base.get_mut("set").and_then(Item::as_table_like_mut) {
            set.remove(name);
            if set.is_empty() {
                base.remove("set");
            }
        }
        return;
    };
    if !base.contains_key("set") {
        base.insert("set", Item::Value(Value::InlineTable(InlineTable::new())));
    }
    let Some(table) = base.get_mut("set").and_then(Item::as_table_like_mut) else {
        return;
    };
    if changes.is_empty() {
        table.remove(name);
        table.insert(name, Item::Value(value));
        return;
    }
    let mut dated = Table::new();
    dated.insert("value", Item::Value(value));
    put_changes(&mut dated, changes);
    table.remove(name);
    table.insert(name, Item::Value(Value::InlineTable(dated.into_inline_table())));
}
