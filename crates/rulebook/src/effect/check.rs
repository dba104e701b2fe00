//! `check`: a name follows a pattern, or holds another name.

use super::{Does, Effect, Responses, Site};
use crate::lang::{Kind, Names, Subject, Truth};
use crate::pack::Table;
use crate::{Outcome, Value};

#[derive(Debug)]
struct Check {
    fact: String,
    rule: Rule,
    responses: Responses,
}

#[derive(Debug)]
enum Rule {
    /// Parts in order; `*` stands for one or more characters.
    Pattern(String),
    /// Name of the fact whose text must occur.
    Contains(String),
}

impl Check {
    fn truth(&self, site: &mut Site<'_, '_>) -> Truth {
        let Some(Value::Text(name)) = site.env.fact(&self.fact, &Kind::Text) else {
            return Truth::Unknown;
        };
        match &self.rule {
            Rule::Pattern(pattern) => matches(&fold(pattern), &fold(name)).into(),
            Rule::Contains(other) => match site.env.fact(other, &Kind::Text) {
                Some(Value::Text(part)) => fold(name).contains(&fold(part)).into(),
                _ => Truth::Unknown,
            },
        }
    }
}

/// Small letters without diacritics, with one dot for each run of separators: networks differ in what a name may
/// hold, so "Andøy kommune: kultur", "andoy_kommune_kultur" and "andoy.kommune.kultur" are the same name.
fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.trim().chars().flat_map(char::to_lowercase) {
        match c {
            'å' | 'ä' | 'á' | 'à' => out.push('a'),
            'æ' => out.push_str("ae"),
            'ø' | 'ö' | 'ó' => out.push('o'),
            'é' | 'è' => out.push('e'),
            'ü' => out.push('u'),
            c if c.is_alphanumeric() || c == '*' => out.push(c),
            _ if out.ends_with('.') => {}
            _ => out.push('.'),
        }
    }
    out.trim_matches('.').to_owned()
}

/// Whether `name` is `pattern` with each `*` replaced by one or more characters.
fn matches(pattern: &str, name: &str) -> bool {
    let Some((head, tail)) = pattern.split_once('*') else {
        return pattern == name;
    };
    let Some(rest) = name.strip_prefix(head) else {
        return false;
    };
    rest.char_indices().any(|(i, c)| {
        rest.get(i.saturating_add(c.len_utf8())..)
            .is_some_and(|end| matches(tail, end))
    })
}

impl Effect for Check {
    fn does(&self) -> Does {
        Does::Names {
            pattern: match &self.rule {
                Rule::Pattern(pattern) => Some(pattern.clone()),
                Rule::Contains(_) => None,
            },
            on_fail: self.responses.on_fail.outcome(),
        }
    }

    fn apply<'f>(&'f self, site: &mut Site<'_, 'f>) -> Outcome {
        let truth = self.truth(site);
        self.responses.outcome(truth)
    }

    fn responses(&mut self) -> Option<&mut Responses> {
        Some(&mut self.responses)
    }

    fn on_unknown(&self) -> Outcome {
        self.responses.on_unknown.outcome()
    }
}

pub(super) fn read(table: &Table<'_>, names: &dyn Names) -> Option<Box<dyn Effect>> {
    let fact = text_fact(table, "fact", names);
    let responses = Responses::read(table);
    let rule = match (table.text("pattern"), table.has("contains")) {
        (Some(pattern), false) if pattern.matches('*').count() <= 3 => Rule::Pattern(pattern),
        (None, true) => Rule::Contains(text_fact(table, "contains", names)?),
        _ => {
            table.missing(
                "pattern",
                "exactly one of pattern (with at most three *) and contains",
            );
            return None;
        }
    };
    Some(Box::new(Check {
        fact: fact?,
        rule,
        responses,
    }))
}

fn text_fact(table: &Table<'_>, key: &'static str, names: &dyn Names) -> Option<String> {
    let name = table.need(key);
    if matches!(names.subject(&name), Some(Subject::Fact(Kind::Text))) {
        return Some(name);
    }
    table.near(
        "unknown-fact",
        &table.place(key),
        &*name,
        "a fact that is a text",
        names.nearest(&name),
    );
    None
}
