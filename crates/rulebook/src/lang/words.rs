//! A condition in words, for people: facts by their labels, values by theirs.

use super::eval::{Condition, Node};
use super::parse::Op;
use crate::effect::Asked;
use crate::vocabulary::{self, Entry, Label, NO, Type, YES};
use crate::{AnswerKind, Value};
use model::Locale;
use std::collections::BTreeMap;

const fn l(nb: &'static str, nn: &'static str, sv: &'static str, en: &'static str) -> Label {
    Label { nb, nn, sv, en }
}

const AND: Label = l("og", "og", "och", "and");
const OR: Label = l("eller", "eller", "eller", "or");
const NOT: Label = l("ikke", "ikkje", "inte", "not");
const IS: Label = l("er", "er", "är", "is");
const IS_NOT: Label = l("er ikke", "er ikkje", "är inte", "is not");
const ONE_OF: Label = l("er en av", "er ein av", "är något av", "is one of");
const LESS: Label = l("er mindre enn", "er mindre enn", "är mindre än", "is less than");
const AT_MOST: Label = l("er høyst", "er høgst", "är högst", "is at most");
const MORE: Label = l("er mer enn", "er meir enn", "är mer än", "is more than");
const AT_LEAST: Label = l("er minst", "er minst", "är minst", "is at least");
const EMPTY: Label = l("er tomt", "er tomt", "är tomt", "is empty");
const FILLED: Label = l("er fylt ut", "er fylt ut", "är ifyllt", "is filled in");
const EACH: Label = l("for hvert av", "for kvart av", "för varje av", "for each of");
const ANY: Label = l(
    "for minst ett av",
    "for minst eitt av",
    "för minst ett av",
    "for at least one of",
);
const LENGTH: Label = l("lengden av", "lengda av", "längden av", "the length of");
const COUNT: Label = l("antallet", "talet på", "antalet", "the number of");

impl Condition {
    /// The condition in `locale`. `declared`: the questions that packs declare.
    pub(crate) fn in_words(&self, declared: &BTreeMap<String, Asked>, locale: Locale) -> String {
        Teller { declared, locale }.tell(&self.node, None)
    }

    /// Names of the facts that it reads; a field of an element as `post.media[].alt`.
    pub(crate) fn facts(&self) -> Vec<String> {
        let mut out = Vec::new();
        named(&self.node, "", &mut out);
        out
    }
}

fn named(node: &Node, list: &str, out: &mut Vec<String>) {
    let name = match node {
        Node::Fixed(_) => return,
        Node::Fact { name, .. } => name.clone(),
        Node::Field { name, .. } => format!("{list}[].{name}"),
        Node::Not(inner) | Node::Size(inner) | Node::In(inner, _) => return named(inner, list, out),
        Node::And(l, r) | Node::Or(l, r) | Node::Compare(_, l, r) => {
            named(l, list, out);
            return named(r, list, out);
        }
        Node::Each { list, body, .. } => return named(body, list, out),
    };
    if !out.contains(&name) {
        out.push(name);
    }
}

struct Teller<'a> {
    declared: &'a BTreeMap<String, Asked>,
    locale: Locale,
}

impl Teller<'_> {
    fn say(&self, label: Label) -> &'static str {
        label.get(self.locale)
    }

    fn tell(&self, node: &Node, list: Option<&str>) -> String {
        match node {
            Node::Not(inner) => format!("{} {}", self.say(NOT), self.within(inner, list)),
            Node::And(l, r) => format!(
                "{} {} {}",
                self.beside(l, false, list),
                self.say(AND),
                self.beside(r, false, list)
            ),
            Node::Or(l, r) => format!(
                "{} {} {}",
                self.beside(l, true, list),
                self.say(OR),
                self.beside(r, true, list)
            ),
            Node::Each { all, list, body } => format!(
                "{} {}: {}",
                self.say(if *all { EACH } else { ANY }),
                self.label(list, None),
                self.within(body, Some(list))
            ),
            Node::Compare(op, l, r) => self.compare(*op, l, r, list),
            Node::In(inner, values) => {
                let values: Vec<_> = values.iter().map(|v| self.value(v, inner, list)).collect();
                format!(
                    "{} {} {}",
                    self.tell(inner, list),
                    self.say(ONE_OF),
                    values.join(", ")
                )
            }
            Node::Size(inner) => {
                let of = matches!(&**inner, Node::Fact { name, .. } if vocabulary::find(name).is_some_and(|e| matches!(e.kind, Type::List(_))));
                format!(
                    "{} {}",
                    self.say(if of { COUNT } else { LENGTH }),
                    self.tell(inner, list)
                )
            }
            Node::Fact { name, .. } => self.label(name, None),
            Node::Field { name, .. } => self.label(list.unwrap_or_default(), Some(name)),
            Node::Fixed(value) => self.value(value, node, list),
        }
    }

    /// One side of `and` or `or`: in parentheses when it is the other of the two.
    fn beside(&self, node: &Node, or: bool, list: Option<&str>) -> String {
        let text = self.tell(node, list);
        match node {
            Node::And(..) if or => format!("({text})"),
            Node::Or(..) if !or => format!("({text})"),
            Node::Each { .. } => format!("({text})"),
            _ => text,
        }
    }

    /// In parentheses when it is more than one thing.
    fn within(&self, node: &Node, list: Option<&str>) -> String {
        let text = self.tell(node, list);
        match node {
            Node::And(..) | Node::Or(..) | Node::Each { .. } => format!("({text})"),
            _ => text,
        }
    }

    fn compare(&self, op: Op, l: &Node, r: &Node, list: Option<&str>) -> String {
        let left = self.tell(l, list);
        if matches!(r, Node::Fixed(Value::Text(t)) if t.is_empty()) {
            return format!("{left} {}", self.say(if op == Op::Eq { EMPTY } else { FILLED }));
        }
        let word = match op {
            Op::Eq => IS,
            Op::Ne => IS_NOT,
            Op::Lt => LESS,
            Op::Le => AT_MOST,
            Op::Gt => MORE,
            Op::Ge => AT_LEAST,
        };
        let right = match r {
            Node::Fixed(value) => self.value(value, l, list),
            other => self.tell(other, list),
        };
        format!("{left} {} {right}", self.say(word))
    }

    /// The label of a fact or of a field of a list's elements, in quotation marks.
    fn label(&self, name: &str, field: Option<&str>) -> String {
        let found = entry(name, field).map(|e| e.label.get(self.locale).to_owned());
        let asked = || {
            self.declared
                .get(name)
                .map(|a| a.label.get(self.locale).to_owned())
        };
        let text = found.or_else(asked).unwrap_or_else(|| name.to_owned());
        match self.locale {
            Locale::Nb | Locale::Nn => format!("«{text}»"),
            Locale::Sv => format!("”{text}”"),
            Locale::En => format!("“{text}”"),
        }
    }

    /// A value that stands beside `of`: a word of an enumeration by its label.
    fn value(&self, value: &Value, of: &Node, list: Option<&str>) -> String {
        let word = match value {
            Value::Bool(b) => return self.say(if *b { YES } else { NO }).to_owned(),
            Value::Int(i) => return i.to_string(),
            Value::Text(word) => word,
            Value::List(_) | Value::Map(_) => return String::new(),
        };
        let kind = match of {
            Node::Fact { name, .. } => {
                if let Some(AnswerKind::Choice(choices)) = self.declared.get(name).map(|a| &a.answer)
                    && let Some(choice) = choices.iter().find(|c| c.word == *word)
                {
                    return choice.label.get(self.locale).to_owned();
                }
                entry(name, None)
            }
            Node::Field { name, .. } => entry(list.unwrap_or_default(), Some(name)),
            _ => None,
        };
        let known = match kind.map(|e| e.kind) {
            Some(Type::Word(words)) => words.iter().find(|w| w.word == word),
            _ => None,
        };
        known.map_or_else(|| word.clone(), |w| w.label.get(self.locale).to_owned())
    }
}

fn entry(name: &str, field: Option<&str>) -> Option<&'static Entry> {
    let found = vocabulary::find(name)?;
    match (field, found.kind) {
        (Some(field), Type::List(fields)) => fields.iter().find(|f| f.name == field),
        (Some(_), _) => None,
        (None, _) => Some(found),
    }
}
