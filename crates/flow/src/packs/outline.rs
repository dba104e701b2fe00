//! The clauses of a file: their titles and places, and how they come, go and change places.

use model::{Locale, Texts};
use toml_edit::{DocumentMut, Item, Table, Value};

/// Place from 0, id and title of each clause of a file; nothing when it cannot be read.
#[must_use]
pub fn titles(text: &str, locale: Locale) -> Vec<(usize, String, String)> {
    let Ok(document) = text.parse::<DocumentMut>() else {
        return Vec::new();
    };
    let Some(clauses) = document.get("clause").and_then(Item::as_array_of_tables) else {
        return Vec::new();
    };
    let title = |c: &Table| {
        let all = c
            .get("title")
            .and_then(Item::as_table_like)
            .map(|t| {
                t.iter()
                    .filter_map(|(k, v)| Some((tagged(k)?, v.as_str()?.to_owned())))
                    .collect()
            })
            .unwrap_or_default();
        Texts(all).get(locale).to_owned()
    };
    let id = |c: &Table| c.get("id").and_then(Item::as_str).unwrap_or_default().to_owned();
    clauses
        .iter()
        .enumerate()
        .map(|(i, c)| (i, id(c), title(c)))
        .collect()
}

fn tagged(tag: &str) -> Option<Locale> {
    Locale::ALL.into_iter().find(|l| l.tag() == tag)
}

/// First and last line of the clause at `place`, from 1.
#[must_use]
pub fn lines(text: &str, place: usize) -> Option<(usize, usize)> {
    let heads: Vec<usize> = text
        .lines()
        .enumerate()
        .filter(|(_, l)| l.trim() == "[[clause]]")
        .map(|(i, _)| i.saturating_add(1))
        .collect();
    let first = *heads.get(place)?;
    let last = heads
        .get(place.saturating_add(1))
        .map_or(usize::MAX, |next| next.saturating_sub(1));
    Some((first, last))
}

/// A new clause at the end of a file's text, with what every clause needs.
#[must_use]
pub fn with_new_clause(text: &str, id: &str) -> String {
    let four = "{ nb = \"\", nn = \"\", sv = \"\", en = \"\" }";
    format!(
        "{}\n\n[[clause]]\nid = {}\ntitle = {four}\nsays = {four}\nmodality = \"should\"\nbinds = {{ roles = [], capacity = \"official\" }}\n\
         status = \"informative\"\neffect = {{ kind = \"advice\" }}\n",
        text.trim_end(),
        Value::from(id),
    )
}

/// The file's text without the clause at `place`, or with it one place earlier.
#[must_use]
pub fn moved(text: &str, place: usize, away: bool) -> Option<String> {
    let mut document = text.parse::<DocumentMut>().ok()?;
    let clauses = document.get_mut("clause")?.as_array_of_tables_mut()?;
    if away {
        clauses.get(place)?;
        clauses.remove(place);
        return Some(document.to_string());
    }
    let before = place.checked_sub(1)?;
    let (earlier, later) = (clauses.get(before)?.clone(), clauses.get(place)?.clone());
    let (first, second) = (earlier.position(), later.position());
    *clauses.get_mut(before)? = later;
    *clauses.get_mut(place)? = earlier;
    clauses.get_mut(before)?.set_position(first);
    clauses.get_mut(place)?.set_position(second);
    Some(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# The office's own.\n\n[[clause]]\nid = \"1\" # stays\ntitle = { nb = \"A\", en = \"A\" }\nmodality = \"must\"\n\
        applies_to = [\n  \"post.submit\", # why\n]\nrequire = \"post.has_media\"\neffect = { kind = \"gate\", on_fail = \"warn\" }\n";

    #[test]
    fn clauses_come_go_and_change_places() {
        let two = with_new_clause(FILE, "2");
        let ids = |text: &str| {
            titles(text, Locale::En)
                .into_iter()
                .map(|(_, id, _)| id)
                .collect::<Vec<_>>()
        };
        assert_eq!(ids(&two), ["1", "2"]);
        assert_eq!(ids(&moved(&two, 1, false).unwrap_or_default()), ["2", "1"]);
        assert_eq!(ids(&moved(&two, 0, true).unwrap_or_default()), ["2"]);
        assert_eq!(moved(&two, 0, false), None);
        assert!(lines(&two, 1).is_some_and(|(first, _)| first > 5));
    }
}
