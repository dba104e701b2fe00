//! Lists of tables in the form: steps, questions, choices, grounds, further effects. They come, go and change places with
//! buttons of the form; nothing is stored until it is saved.

use super::fill::{Filling, Given, of_kind};
use super::shape::{Item as Items, of_item};
use toml_edit::{Array, ArrayOfTables, Item, Table, TableLike, Value};

/// Most tables of a list in the form.
const MOST: usize = 64;

/// The tables of a list, however it is written.
pub(in crate::packs) fn tables(list: &Item) -> Vec<&dyn TableLike> {
    match list {
        Item::ArrayOfTables(all) => all.iter().map(like).collect(),
        _ => {
            let values = list.as_array().into_iter().flatten();
            values.filter_map(|v| v.as_inline_table().map(like)).collect()
        }
    }
}

fn table_mut(list: &mut Item, place: usize) -> Option<&mut dyn TableLike> {
    match list {
        Item::ArrayOfTables(all) => all.get_mut(place).map(like_mut),
        _ => {
            let value = list.as_array_mut()?.get_mut(place)?;
            value.as_inline_table_mut().map(like_mut)
        }
    }
}

/// Fills the list `name` of a table with what was typed. One whose tables are the same ones in the same order stays as it is
/// written but for the values that changed.
pub(super) fn fill(
    filling: &mut Filling<'_>,
    table: &mut dyn TableLike,
    prefix: &str,
    name: &str,
    items: Items,
) {
    let full = format!("{prefix}{name}");
    let one = |key: &str| filling.given.get(key).and_then(|v| v.first());
    let Some(count) = one(&full).and_then(|n| n.parse::<usize>().ok()) else {
        return;
    };
    let given: Vec<(usize, Option<usize>)> = (0..count.min(MOST))
        .filter(|place| filling.blanks || !blank(filling.given, &format!("{full}.{place}.")))
        .map(|place| {
            (
                place,
                one(&format!("{full}.{place}.was")).and_then(|w| w.parse().ok()),
            )
        })
        .collect();
    let (mut path, mut last) = (Vec::new(), name);
    if let Some((before, after)) = name.rsplit_once('.') {
        path.push(before);
        last = after;
    }
    let mut table = table;
    for part in path {
        let Some(inner) = table.get_mut(part).and_then(Item::as_table_like_mut) else {
            return;
        };
        table = inner;
    }
    let before = table.get(last).map(|l| tables(l).len()).unwrap_or_default();
    let in_place = given.iter().enumerate().all(|(i, (_, was))| *was == Some(i));
    if in_place && given.len() == before {
        let Some(list) = table.get_mut(last) else { return };
        for (i, (place, _)) in given.into_iter().enumerate() {
            if let Some(inner) = table_mut(list, i) {
                item(filling, inner, &format!("{full}.{place}."), items);
            }
        }
        return;
    }
    let mut made: Vec<Table> = Vec::with_capacity(given.len());
    for (place, was) in given {
        let old = table
            .get(last)
            .and_then(|list| tables(list).get(was?).map(|t| copied(*t)));
        let mut new = old.unwrap_or_default();
        item(filling, &mut new, &format!("{full}.{place}."), items);
        made.push(new);
    }
    let headed = match table.get(last) {
        Some(old) => old.is_array_of_tables(),
        None => items == Items::Part,
    };
    if made.is_empty() {
        table.remove(last);
    } else if headed {
        table.insert(
            last,
            Item::ArrayOfTables(made.into_iter().collect::<ArrayOfTables>()),
        );
    } else {
        let mut list = Array::new();
        for one in made {
            let mut value = Value::InlineTable(one.into_inline_table());
            value.decor_mut().set_prefix("\n  ");
            value.decor_mut().set_suffix("");
            list.push_formatted(value);
        }
        list.set_trailing("\n");
        list.set_trailing_comma(true);
        table.insert(last, Item::Value(Value::Array(list)));
    }
}

/// One table of a list.
fn item(filling: &mut Filling<'_>, table: &mut dyn TableLike, prefix: &str, items: Items) {
    let mut kind = String::new();
    if items == Items::Part {
        let given = filling.given.get(&format!("{prefix}effect.kind"));
        kind = of_kind(table, given.and_then(|v| v.first()).map_or("", String::as_str));
    }
    filling.table(table, prefix, &of_item(items, &kind));
}

/// A copy that can stand anywhere: what has heads of its own inside is written in line.
fn copied(table: &dyn TableLike) -> Table {
    let mut out = Table::new();
    for (key, item) in table.iter() {
        let mut item = item.clone();
        item.make_value();
        out.insert(key, item);
    }
    out
}

/// Whether nothing is filled in under a prefix. Where a table was, and how many tables its lists have, fills in nothing.
fn blank(given: &Given, prefix: &str) -> bool {
    let counts = |name: &str| {
        given
            .keys()
            .any(|k| k.starts_with(&format!("{name}.")) && k.ends_with(".was"))
    };
    given
        .range(prefix.to_owned()..)
        .take_while(|(name, _)| name.starts_with(prefix))
        .filter(|(name, values)| {
            let zero = values.first().is_some_and(|v| v == "0");
            !name.ends_with(".was") && !zero && !counts(name)
        })
        .all(|(_, values)| values.iter().all(|v| v.trim().is_empty()))
}

/// What a button of a list does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// One more table at the end of the list of that name.
    Add(String),
    /// This table goes.
    Drop(String, usize),
    /// This table comes one place earlier.
    Up(String, usize),
}

impl Change {
    /// Reads the value of a button: `list:add:NAME`, `list:drop:NAME.PLACE`, `list:up:NAME.PLACE`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let (what, name) = word.strip_prefix("list:")?.split_once(':')?;
        if what == "add" {
            return Some(Self::Add(name.to_owned()));
        }
        let (list, place) = name.rsplit_once('.')?;
        let (list, place) = (list.to_owned(), place.parse().ok()?);
        match what {
            "drop" => Some(Self::Drop(list, place)),
            "up" => Some(Self::Up(list, place)),
            _ => None,
        }
    }
}

/// What was typed, with a change to one of its lists.
#[must_use]
pub fn relisted(given: &Given, change: &Change) -> Given {
    let (Change::Add(list) | Change::Drop(list, _) | Change::Up(list, _)) = change;
    let count = given.get(list).and_then(|v| v.first());
    let count: usize = count.and_then(|n| n.parse().ok()).unwrap_or_default();
    let mut order: Vec<Option<usize>> = (0..count.min(MOST)).map(Some).collect();
    match change {
        Change::Add(_) if order.len() < MOST => order.push(None),
        Change::Drop(_, place) if *place < order.len() => _ = order.remove(*place),
        Change::Up(_, place) if *place > 0 && *place < order.len() => {
            order.swap(*place, place.saturating_sub(1));
        }
        _ => {}
    }
    let inside = format!("{list}.");
    let mut out: Given = given
        .iter()
        .filter(|(name, _)| !name.starts_with(&inside))
        .map(|(name, values)| (name.clone(), values.clone()))
        .collect();
    out.insert(list.clone(), vec![order.len().to_string()]);
    for (new, old) in order.into_iter().enumerate() {
        let Some(old) = old else { continue };
        let prefix = format!("{inside}{old}.");
        for (name, values) in given.range(prefix.clone()..) {
            let Some(rest) = name.strip_prefix(&prefix) else {
                break;
            };
            out.insert(format!("{inside}{new}.{rest}"), values.clone());
        }
    }
    out
}

/// A table of either form.
fn like<T: TableLike>(table: &T) -> &dyn TableLike {
    table
}

fn like_mut<T: TableLike>(table: &mut T) -> &mut dyn TableLike {
    table
}
