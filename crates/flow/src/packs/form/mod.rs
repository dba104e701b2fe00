//! A clause as a form: which fields there are by the kind of its effect, their values out of the file's text, and back into it
//! so that comments, order and everything the form does not show stay as they are.

mod fill;
mod list;
mod shape;

use crate::{Error, Result};
pub use fill::Given;
pub(super) use list::tables;
pub use list::{Change, relisted};
use model::Locale;
use model::person::Role;
use rulebook::Event;
use serde::Serialize;
use shape::{Item as Items, KINDS, Shape, of_clause, of_item};
use toml_edit::{DocumentMut, Item, TableLike};

/// A field of the form, or where a list of tables or one of them begins or ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Name in the form and place in the clause: `explain.why.nb`, `effect.on_fail`, `effect.steps.0.role`.
    pub name: String,
    /// What it is for, as a text key without its prefix: `explain-why`, `effect-on-fail`.
    pub key: String,
    /// `line`, `area`, `word`, `words`, `number`, `flag`, `date`, `condition`; `list`, `item`, `more` and `kind` for
    /// what begins, `item-end`, `more-end` and `list-end` for what ends.
    pub kind: &'static str,
    /// Language of a text; empty for others.
    pub lang: &'static str,
    /// Value as typed; of a list how many tables it has, of a table its place in the file's text.
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
    let mut form = Form {
        languages,
        out: Vec::new(),
    };
    form.table(clause, "", &of_clause(kind));
    Some(form.out)
}

struct Form<'a> {
    languages: &'a [Locale],
    out: Vec<Field>,
}

/// A field that is shown at once.
fn plain(name: String, key: &str, kind: &'static str, value: String) -> Field {
    Field {
        name,
        key: key.replace(['.', '_'], "-"),
        kind,
        lang: "",
        value,
        words: Vec::new(),
        shown: true,
    }
}

impl Form<'_> {
    fn push(&mut self, name: String, key: &str, kind: &'static str, value: String) {
        self.out.push(plain(name, key, kind, value));
    }

    fn choice(
        &mut self,
        name: String,
        key: &str,
        kind: &'static str,
        value: String,
        words: Vec<&'static str>,
    ) {
        self.out.push(Field {
            words,
            ..plain(name, key, kind, value)
        });
    }

    fn table(&mut self, table: &dyn TableLike, prefix: &str, described: &[(String, Shape)]) {
        for (name, shape) in described {
            self.field(table, prefix, name, *shape);
        }
    }

    fn field(&mut self, table: &dyn TableLike, prefix: &str, name: &str, shape: Shape) {
        let item = at(table, name);
        let full = format!("{prefix}{name}");
        let text = || item.and_then(Item::as_str).unwrap_or_default().to_owned();
        let list = || {
            let words = item.and_then(Item::as_array).into_iter().flatten();
            let words: Vec<_> = words.filter_map(|v| v.as_str()).collect();
            words.join(" ")
        };
        let bare = || {
            item.and_then(Item::as_value)
                .map(|v| v.clone().decorated("", "").to_string())
        };
        match shape {
            Shape::Texts => {
                for locale in Locale::ALL {
                    let tag = locale.tag();
                    let value = at(table, &format!("{name}.{tag}")).and_then(Item::as_str);
                    let kind = if ["title", "label"].contains(&name) {
                        "line"
                    } else {
                        "area"
                    };
                    let shown = self.languages.contains(&locale);
                    let value = value.unwrap_or_default().to_owned();
                    self.out.push(Field {
                        lang: tag,
                        shown,
                        ..plain(format!("{full}.{tag}"), name, kind, value)
                    });
                }
            }
            Shape::Line => self.push(full, name, "line", text()),
            Shape::Condition => self.push(full, name, "condition", text()),
            Shape::Word(words) => self.choice(full, name, "word", text(), words.to_vec()),
            Shape::Words => self.push(full, name, "line", list()),
            Shape::Role => self.choice(full, name, "word", text(), roles()),
            Shape::Roles => self.choice(full, name, "words", list(), roles()),
            Shape::Events => self.choice(full, name, "words", list(), events()),
            Shape::Flag | Shape::On => {
                let on = item.and_then(Item::as_bool).unwrap_or(shape == Shape::On);
                let value = if on { "yes" } else { "" };
                self.push(full, name, "flag", value.to_owned());
            }
            Shape::Number | Shape::Date => {
                let value = if item.is_some_and(|i| i.is_str()) {
                    Some(text())
                } else {
                    bare()
                };
                let kind = if shape == Shape::Date { "date" } else { "number" };
                self.push(full, name, kind, value.unwrap_or_default());
            }
            Shape::List(items) => self.list(item, &full, name, items),
        }
    }

    fn list(&mut self, item: Option<&Item>, full: &str, name: &str, items: Items) {
        let tables = item.map(list::tables).unwrap_or_default();
        self.push(full.to_owned(), name, "list", tables.len().to_string());
        for (place, table) in tables.into_iter().enumerate() {
            let prefix = format!("{full}.{place}");
            self.push(prefix.clone(), name, "item", place.to_string());
            let kind = at(table, "effect.kind")
                .and_then(Item::as_str)
                .unwrap_or_default();
            if items == Items::Part {
                let name = format!("{prefix}.effect.kind");
                self.choice(name, "effect-kind", "kind", kind.to_owned(), kinds());
            }
            let from = self.out.len();
            self.table(table, &format!("{prefix}."), &of_item(items, kind));
            // Other languages come last, folded away.
            let (shown, folded): (Vec<_>, Vec<_>) = self.out.drain(from..).partition(|f| f.shown);
            self.out.extend(shown);
            if !folded.is_empty() {
                self.push(prefix.clone(), name, "more", String::new());
                self.out
                    .extend(folded.into_iter().map(|f| Field { shown: true, ..f }));
                self.push(prefix.clone(), name, "more-end", String::new());
            }
            self.push(prefix, name, "item-end", place.to_string());
        }
        self.push(full.to_owned(), name, "list-end", String::new());
    }
}

/// What stands at a path of keys.
fn at<'a>(table: &'a dyn TableLike, path: &str) -> Option<&'a Item> {
    let mut parts = path.split('.');
    let mut item = table.get(parts.next()?)?;
    for part in parts {
        item = item.as_table_like()?.get(part)?;
    }
    Some(item)
}

/// The file's text with the form's values in the clause at `place`. A value that did not change leaves its line as it was; an
/// empty one takes its key away, and so does a table of a list in which nothing is filled in.
///
/// # Errors
/// `Invalid` with `number-unreadable` or `date-unreadable` for the fields whose value cannot be read;
/// `Refused("pack-file-unreadable")` when the file itself cannot be.
pub fn filled(text: &str, place: usize, kind: &str, given: &Given) -> Result<String> {
    let (text, wrong) = fill::whole(text, place, kind, given, false)?;
    if wrong.is_empty() {
        Ok(text)
    } else {
        Err(Error::Invalid(wrong))
    }
}

/// The same as it is typed just now: with tables in which nothing is filled in yet, and without the values that cannot be read.
///
/// # Errors
/// `Refused("pack-file-unreadable")`.
pub fn typed(text: &str, place: usize, kind: &str, given: &Given) -> Result<String> {
    fill::whole(text, place, kind, given, true).map(|(text, _)| text)
}

/// Every event.
#[must_use]
pub fn events() -> Vec<&'static str> {
    Event::ALL.iter().map(|e| e.as_str()).collect()
}

fn roles() -> Vec<&'static str> {
    Role::ALL.iter().map(|r| r.as_str()).collect()
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
mod tests;
