//! A clause as a form: which fields there are by the kind of its effect, their values out of the file's text, and back into it
//! so that comments, order and everything the form does not show stay as they are.

use crate::{Error, FieldError, Result};
use model::Locale;
use model::person::Role;
use rulebook::Event;
use serde::Serialize;
use std::collections::BTreeMap;
use toml_edit::{DocumentMut, Item, Table, Value};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// A text in four languages.
    Texts,
    /// One line.
    Line,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Words, one after the other.
    Words,
    /// Roles.
    Roles,
    /// Events.
    Events,
    /// A whole number, or `params.NAME`.
    Number,
    /// Yes or not there.
    Flag,
    /// A day.
    Date,
    /// A condition.
    Condition,
    /// A value as the file has it: lists of tables.
    Raw,
}

const ON_FAIL: &[&str] = &["warn", "ask", "block"];
const ON_UNKNOWN: &[&str] = &["ask", "pass", "warn", "block"];
const EVERY: &[&str] = &["day", "week", "month", "quarter", "half-year", "year"];

/// Fields of a clause outside its effect, in the order of the form.
const CLAUSE: &[(&str, Shape)] = &[
    ("title", Shape::Texts),
    ("says", Shape::Texts),
    ("section", Shape::Line),
    (
        "modality",
        Shape::Word(&["must", "must-not", "should", "should-not", "may", "informative"]),
    ),
    (
        "binds.capacity",
        Shape::Word(&["official", "private", "governance", "any"]),
    ),
    ("binds.roles", Shape::Words),
    (
        "status",
        Shape::Word(&[
            "automated",
            "attested",
            "manual",
            "taught",
            "protected",
            "informative",
        ]),
    ),
    ("applies_to", Shape::Events),
    ("when", Shape::Condition),
    ("require", Shape::Condition),
    ("explain.why", Shape::Texts),
    ("explain.fix", Shape::Texts),
    ("evidence", Shape::Texts),
    ("manual_reason", Shape::Texts),
    ("measure", Shape::Flag),
    ("valid_from", Shape::Date),
    ("valid_to", Shape::Date),
    ("waiver.allowed_by", Shape::Roles),
    ("waiver.max_days", Shape::Number),
    ("waiver.reason_min", Shape::Number),
    ("also", Shape::Raw),
];

const DUTY: &[(&str, Shape)] = &[
    ("roles", Shape::Roles),
    ("what", Shape::Texts),
    ("within_hours", Shape::Number),
    ("within_days", Shape::Number),
    ("within_business_days", Shape::Number),
    ("every", Shape::Word(EVERY)),
    ("windows", Shape::Words),
    ("evidence", Shape::Word(&["note", "link", "none"])),
];
const RESPONSES: &[(&str, Shape)] = &[
    ("on_fail", Shape::Word(ON_FAIL)),
    ("on_unknown", Shape::Word(ON_UNKNOWN)),
];

/// The fields of each kind of effect; `Rulebook::load` refuses others.
#[rustfmt::skip]
const KINDS: &[(&str, &[&[(&str, Shape)]])] = &[
    ("advice", &[]),
    ("teach", &[]),
    ("house-rule", &[&[("text", Shape::Texts)]]),
    ("consequence", &[&[("text", Shape::Texts)]]),
    ("gate", &[RESPONSES]),
    ("check", &[&[("fact", Shape::Line), ("pattern", Shape::Line), ("contains", Shape::Raw)], RESPONSES]),
    ("ask", &[&[("questions", Shape::Raw)], RESPONSES]),
    ("decide", &[&[("field", Shape::Line), ("label", Shape::Texts), ("reason_label", Shape::Texts), ("options", Shape::Raw), ("reason_min", Shape::Number), ("roles", Shape::Roles)], RESPONSES]),
    ("approve", &[&[("steps", Shape::Raw), ("any", Shape::Flag), ("copy_to", Shape::Roles)]]),
    ("notify", &[&[("roles", Shape::Roles)]]),
    ("register", &[&[("field", Shape::Line), ("label", Shape::Texts), ("answer", Shape::Word(&["text", "yes-no", "number", "choice"])), ("choices", Shape::Raw), ("public", Shape::Flag)], RESPONSES]),
    ("deadline", &[&[("business_days", Shape::Number), ("hours", Shape::Number), ("holding_reply", Shape::Flag), ("pause", Shape::Word(&["weekend"])), ("escalate_to", Shape::Roles)]]),
    ("redirect", &[&[("matter", Shape::Line), ("route", Shape::Texts)]]),
    ("grounds", &[&[("strength", Shape::Word(&["must", "may", "exceptional"])), ("grounds", Shape::Raw), ("save_first", Shape::Flag), ("reason_min", Shape::Number), ("notice", Shape::Flag), ("complaint", Shape::Flag)]]),
    ("mode", &[&[("name", Shape::Word(&["crisis", "election", "holiday"])), ("holds", Shape::Line), ("declare", Shape::Roles), ("release", Shape::Roles), ("windows", Shape::Words), ("text", Shape::Texts), ("topics", Shape::Words)], RESPONSES]),
    ("label", &[&[("text", Shape::Texts)], RESPONSES]),
    ("task", &[DUTY]),
    ("procedure", &[DUTY, &[("steps", Shape::Raw), ("naming", Shape::Line)]]),
    ("record", &[DUTY, &[("of", Shape::Word(&["snapshot", "evidence", "correspondence", "profile"])), ("naming", Shape::Line)]]),
    ("report", &[DUTY, &[("to", Shape::Roles)]]),
    ("watch", &[DUTY, &[("times_per_day", Shape::Number), ("days", Shape::Word(&["working", "all"]))]]),
    ("cadence", &[&[("per", Shape::Word(&["day", "week", "month"])), ("at_least", Shape::Number), ("at_most", Shape::Number), ("networks", Shape::Words), ("then", Shape::Word(&["close"])), ("after_days", Shape::Number)], DUTY]),
    ("acknowledge", &[&[("on_fail", Shape::Word(ON_FAIL))], DUTY]),
    ("retain", &[&[("of", Shape::Word(&["post", "item", "message", "evidence", "snapshot"])), ("keep", Shape::Raw), ("then", Shape::Word(&["dispose", "review", "deposit"])), ("decision", Shape::Line)]]),
];

/// A field of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Name in the form and place in the clause: `explain.why.nb`, `effect.on_fail`.
    pub name: String,
    /// What it is for, as a text key without its prefix: `explain-why`, `effect-on-fail`.
    pub key: String,
    /// `line`, `area`, `word`, `words`, `number`, `flag`, `date`, `condition` or `raw`.
    pub kind: &'static str,
    /// Language of a text; empty for others.
    pub lang: &'static str,
    /// Value as typed.
    pub value: String,
    /// Words that there are, for `word` and `words`; empty when any may be typed.
    pub words: Vec<&'static str>,
    /// Whether it is shown at once: what has a value, and the municipality's own languages.
    pub shown: bool,
}

/// The kinds of effect that a clause may have.
#[must_use]
pub fn kinds() -> Vec<&'static str> {
    KINDS.iter().map(|(name, _)| *name).collect()
}

/// Kind of the effect of the clause at `place`.
#[must_use]
pub fn kind_of(text: &str, place: usize) -> Option<String> {
    let document = text.parse::<DocumentMut>().ok()?;
    let clause = document.get("clause")?.as_array_of_tables()?.get(place)?;
    at(clause, "effect.kind")
        .and_then(Item::as_str)
        .map(str::to_owned)
}

/// The form of the clause at `place` as the text has it, for an effect of `kind` (its own when empty). `None` when the file
/// cannot be read or has no such clause.
#[must_use]
pub fn fields(text: &str, place: usize, kind: &str, languages: &[Locale]) -> Option<Vec<Field>> {
    let document = text.parse::<DocumentMut>().ok()?;
    let clause = document.get("clause")?.as_array_of_tables()?.get(place)?;
    let own = at(clause, "effect.kind")
        .and_then(Item::as_str)
        .unwrap_or_default();
    let kind = if kind.is_empty() { own } else { kind };
    let mut out = Vec::new();
    for (name, shape) in described(kind) {
        let item = at(clause, &name);
        let key = name.replace(['.', '_'], "-");
        let plain = |kind, value: String, words: Vec<&'static str>| Field {
            shown: true,
            name: name.clone(),
            key: key.clone(),
            kind,
            lang: "",
            value,
            words,
        };
        let text_of = || item.and_then(Item::as_str).unwrap_or_default().to_owned();
        let list = || {
            let items = item.and_then(Item::as_array).map(|a| {
                a.iter()
                    .filter_map(|v| v.as_str().map(str::to_owned))
                    .collect::<Vec<_>>()
            });
            items.unwrap_or_default().join(" ")
        };
        match shape {
            Shape::Texts => {
                for locale in Locale::ALL {
                    let value = at(clause, &format!("{name}.{}", locale.tag()))
                        .and_then(Item::as_str)
                        .unwrap_or_default()
                        .to_owned();
                    out.push(Field {
                        shown: languages.contains(&locale),
                        name: format!("{name}.{}", locale.tag()),
                        key: key.clone(),
                        kind: if name == "title" { "line" } else { "area" },
                        lang: locale.tag(),
                        value,
                        words: Vec::new(),
                    });
                }
            }
            Shape::Line => out.push(plain("line", text_of(), Vec::new())),
            Shape::Condition => out.push(plain("condition", text_of(), Vec::new())),
            Shape::Word(words) => out.push(plain("word", text_of(), words.to_vec())),
            Shape::Words => out.push(plain("line", list(), Vec::new())),
            Shape::Roles => {
                let roles = Role::ALL.iter().map(|r| r.as_str()).collect();
                out.push(plain("words", list(), roles));
            }
            Shape::Events => {
                let events = Event::ALL.iter().map(|e| e.as_str()).collect();
                out.push(plain("words", list(), events));
            }
            Shape::Flag => {
                let on = item.and_then(Item::as_bool).unwrap_or(false);
                out.push(plain(
                    "flag",
                    if on { "yes".to_owned() } else { String::new() },
                    Vec::new(),
                ));
            }
            Shape::Number | Shape::Date => {
                let shown = item.and_then(Item::as_value).map(|v| match v.as_str() {
                    Some(text) => text.to_owned(),
                    None => v.clone().decorated("", "").to_string(),
                });
                let kind = if shape == Shape::Date { "date" } else { "number" };
                out.push(plain(kind, shown.unwrap_or_default(), Vec::new()));
            }
            Shape::Raw => {
                // Tables under their own heads are changed in the file's text.
                let shown = item
                    .and_then(Item::as_value)
                    .map(|v| v.clone().decorated("", "").to_string());
                if item.is_none() || shown.is_some() {
                    let mut field = plain("raw", shown.unwrap_or_default(), Vec::new());
                    field.shown = !field.value.is_empty() || name != "also";
                    out.push(field);
                }
            }
        }
    }
    Some(out)
}

/// Every field that a clause with this kind of effect has.
fn described(kind: &str) -> Vec<(String, Shape)> {
    let mut out: Vec<(String, Shape)> = CLAUSE.iter().map(|(n, s)| ((*n).to_owned(), *s)).collect();
    for (name, shape) in KINDS
        .iter()
        .filter(|(name, _)| *name == kind)
        .flat_map(|(_, groups)| groups.iter().flat_map(|g| g.iter()))
    {
        let name = format!("effect.{name}");
        if out.iter().all(|(n, _)| *n != name) {
            out.push((name, *shape));
        }
    }
    out
}

fn at<'a>(clause: &'a Table, path: &str) -> Option<&'a Item> {
    let mut parts = path.split('.');
    let mut item = clause.get(parts.next()?)?;
    for part in parts {
        item = item.as_table_like()?.get(part)?;
    }
    Some(item)
}

/// The file's text with the form's values in the clause at `place`. A value that did not change leaves its line as it was; an
/// empty one takes its key away.
///
/// # Errors
/// `Invalid` with `toml-unreadable` for the fields whose value cannot be read; `Refused("pack-file-unreadable")` when the file
/// itself cannot be.
pub fn filled(text: &str, place: usize, kind: &str, given: &BTreeMap<String, Vec<String>>) -> Result<String> {
    let unreadable = || Error::refused("pack-file-unreadable");
    let mut document = text.parse::<DocumentMut>().map_err(|_| unreadable())?;
    let clause = document
        .get_mut("clause")
        .and_then(Item::as_array_of_tables_mut)
        .and_then(|a| a.get_mut(place))
        .ok_or_else(unreadable)?;
    let before = at(clause, "effect.kind")
        .and_then(Item::as_str)
        .unwrap_or_default()
        .to_owned();
    if !kind.is_empty() && kind != before {
        let mut fresh = toml_edit::InlineTable::new();
        fresh.insert("kind", kind.into());
        clause.insert("effect", Item::Value(Value::InlineTable(fresh)));
    }
    let kind = if kind.is_empty() { before } else { kind.to_owned() };
    let mut wrong = Vec::new();
    for (name, shape) in described(&kind) {
        let names: Vec<String> = match shape {
            Shape::Texts => Locale::ALL
                .iter()
                .map(|l| format!("{name}.{}", l.tag()))
                .collect(),
            _ => vec![name],
        };
        for name in names {
            let Some(values) = given.get(&name) else { continue };
            match value(shape, values) {
                Ok(new) => put(clause, &name, new),
                Err(key) => wrong.push(FieldError::new(&name, key)),
            }
        }
    }
    if wrong.is_empty() {
        Ok(document.to_string())
    } else {
        Err(Error::Invalid(wrong))
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
        _ if first.is_empty() => None,
        Shape::Texts | Shape::Line | Shape::Word(_) | Shape::Condition => Some(first.into()),
        Shape::Flag => Some(true.into()),
        Shape::Number if first.starts_with("params.") => Some(first.into()),
        Shape::Number => Some(first.parse::<i64>().map_err(|_| "number-unreadable")?.into()),
        Shape::Date => {
            let day: toml_edit::Datetime = first.parse().map_err(|_| "date-unreadable")?;
            Some(day.into())
        }
        Shape::Raw => Some(first.parse::<Value>().map_err(|_| "toml-unreadable")?),
    })
}

/// Puts a value at its place, or takes the key away. What is the same stays as it is written.
fn put(clause: &mut Table, path: &str, new: Option<Value>) {
    let bare = |v: &Value| v.clone().decorated("", "").to_string();
    let old = at(clause, path);
    match (&new, old) {
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
        _ => {}
    }
    let mut parts: Vec<&str> = path.split('.').collect();
    let Some(last) = parts.pop() else { return };
    let mut table: &mut dyn toml_edit::TableLike = clause;
    for part in parts {
        if !table.contains_key(part) {
            if new.is_none() {
                return;
            }
            table.insert(
                part,
                Item::Value(Value::InlineTable(toml_edit::InlineTable::new())),
            );
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

/// Every event.
#[must_use]
pub fn events() -> Vec<&'static str> {
    Event::ALL.iter().map(|e| e.as_str()).collect()
}

/// Names of facts that conditions may read, with what people read.
#[must_use]
pub fn facts(locale: Locale) -> Vec<(&'static str, String)> {
    rulebook::vocabulary::FACTS
        .iter()
        .map(|f| (f.name, f.label.get(locale).to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::{Capacity, Modality, Status};

    #[test]
    fn the_words_of_the_form_are_those_of_the_rulebook() {
        let of = |name: &str| {
            CLAUSE
                .iter()
                .find(|(n, _)| *n == name)
                .map(|(_, shape)| match shape {
                    Shape::Word(words) => words.to_vec(),
                    _ => Vec::new(),
                })
                .unwrap_or_default()
        };
        let modalities: Vec<_> = Modality::ALL.iter().map(|w| w.as_str()).collect();
        let capacities: Vec<_> = Capacity::ALL.iter().map(|w| w.as_str()).collect();
        let statuses: Vec<_> = Status::ALL.iter().map(|w| w.as_str()).collect();
        assert_eq!(of("modality"), modalities);
        assert_eq!(of("binds.capacity"), capacities);
        assert_eq!(of("status"), statuses);
    }

    const FILE: &str = "# The office's own.\n\n[[clause]]\nid = \"1\" # stays\ntitle = { nb = \"A\", en = \"A\" }\nmodality = \"must\"\n\
        applies_to = [\n  \"post.submit\", # why\n]\nrequire = \"post.has_media\"\neffect = { kind = \"gate\", on_fail = \"warn\" }\n";

    fn given(pairs: &[(&str, &str)]) -> BTreeMap<String, Vec<String>> {
        pairs
            .iter()
            .map(|(n, v)| ((*n).to_owned(), vec![(*v).to_owned()]))
            .collect()
    }

    #[test]
    fn what_the_form_does_not_change_stays_as_it_is_written() {
        let all = fields(FILE, 0, "", &Locale::ALL).unwrap_or_default();
        let same: BTreeMap<_, _> = all.into_iter().map(|f| (f.name, vec![f.value])).collect();
        assert_eq!(filled(FILE, 0, "gate", &same).unwrap_or_default(), FILE);
        let new = filled(
            FILE,
            0,
            "gate",
            &given(&[("effect.on_fail", "block"), ("title.nb", "B")]),
        );
        let expected = FILE
            .replace("\"warn\"", "\"block\"")
            .replace("nb = \"A\"", "nb = \"B\"");
        assert_eq!(new.unwrap_or_default(), expected);
    }

    #[test]
    fn a_new_kind_brings_its_own_fields() {
        let text = filled(
            FILE,
            0,
            "deadline",
            &given(&[("effect.hours", "24"), ("require", "")]),
        )
        .unwrap_or_default();
        assert!(
            text.contains("effect = { kind = \"deadline\"") && text.contains("hours = 24"),
            "{text}"
        );
        assert!(!text.contains("require"), "{text}");
        let told = filled(FILE, 0, "deadline", &given(&[("effect.hours", "soon")]));
        assert!(matches!(told, Err(Error::Invalid(f)) if f.iter().any(|f| f.field == "effect.hours")));
    }
}
