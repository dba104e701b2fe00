//! Pieces of statements for lists: pages by keyset, lists of ids, lists of states.

use crate::value::{Value, count};
use std::collections::BTreeSet;
use store::Cursor;

/// Most values in one `IN (…)`.
const MOST: usize = 512;

/// One more than a page holds, so that it shows whether there is a next one.
pub(crate) fn one_more(limit: usize) -> Value {
    count(limit.saturating_add(1))
}

/// Parameters of `(key, id) < ($2, $3)`.
pub(crate) fn newest_first(after: Option<&Cursor>) -> [Value; 2] {
    bound(after, i64::MAX)
}

/// Parameters of `(key, id) > ($2, $3)`.
pub(crate) fn oldest_first(after: Option<&Cursor>) -> [Value; 2] {
    bound(after, i64::MIN)
}

fn bound(after: Option<&Cursor>, open: i64) -> [Value; 2] {
    after.map_or_else(
        || [open.into(), "".into()],
        |c| [c.at.into(), c.id.clone().into()],
    )
}

/// `$first, $first+1, …`
pub(crate) fn places(first: usize, count: usize) -> String {
    (first..first.saturating_add(count))
        .map(|n| format!("${n}"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Ids or other names in ascending order without doubles, in chunks for `IN (…)`. Chunks are filled up with their last
/// one to the next power of two, so that few different statements are prepared.
pub(crate) fn chunks<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<Vec<Value>> {
    let names: Vec<&str> = BTreeSet::from_iter(names).into_iter().collect();
    let fill = |chunk: &[&str]| {
        let mut values: Vec<Value> = chunk.iter().map(|&name| name.into()).collect();
        if let Some(last) = values.last().cloned() {
            values.resize(values.len().next_power_of_two(), last);
        }
        values
    };
    names.chunks(MOST).map(fill).collect()
}

/// Words for a fixed number of places in `IN (…)`: the rest is filled with the empty word, which no row has.
pub(crate) fn words<const N: usize>(words: impl IntoIterator<Item = &'static str>) -> [Value; N] {
    let mut words = words.into_iter();
    std::array::from_fn(|_| words.next().unwrap_or_default().into())
}

/// In which direction a list goes.
#[derive(Clone, Copy)]
pub(crate) enum Order {
    NewestFirst,
    OldestFirst,
}

/// The rows of `table` in one of `states`, sorted by `key` and id, by merging one index range for each state: the cost
/// does not grow with the table. Parameters: `$1` municipality, `$2` and `$3` bound, `$4` limit, then those of `and`.
pub(crate) fn merged(table: &str, key: &str, order: Order, states: &[&'static str], and: &str) -> String {
    let (than, to) = match order {
        Order::NewestFirst => ("<", "DESC"),
        Order::OldestFirst => (">", "ASC"),
    };
    let range = |state: &&'static str| {
        format!(
            "SELECT * FROM (SELECT * FROM {table} WHERE municipality = $1 AND state = '{state}' AND ({key}, id) {than} \
             ($2, $3){and} ORDER BY {key} {to}, id {to} LIMIT $4) AS s_{state}"
        )
    };
    // A state named twice must not bring its rows twice.
    let states = BTreeSet::from_iter(states);
    let ranges = states
        .into_iter()
        .map(range)
        .collect::<Vec<_>>()
        .join(" UNION ALL ");
    format!("{ranges} ORDER BY {key} {to}, id {to} LIMIT $4")
}
