//! A decision in words.

use crate::decision::Decision;
use crate::vocabulary::{self, EMPTY, NO, Type, UNKNOWN, YES};
use crate::{AnswerKind, FactRead, Rulebook, Value};
use model::Locale;
use model::person::Role;

/// Why a clause came out as it did, in one language.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Explanation {
    /// Clause id.
    pub clause: String,
    /// Where in the document.
    pub section: String,
    /// Name of the clause.
    pub title: String,
    /// What it says.
    pub says: String,
    /// Why it stopped, asked or warned.
    pub why: String,
    /// The facts that decided: label and value in words.
    pub facts: Vec<(String, String)>,
    /// What mends it.
    pub fix: String,
    /// Who may excuse from it.
    pub who_may_waive: Vec<Role>,
    /// Title of the pack that the clause is in.
    pub pack: String,
    /// Law and guidance behind it.
    pub basis: Vec<String>,
    /// The document does not ask for this; the product does, or advises it.
    pub product_default: bool,
    /// Parameters that it reads: label and value on the day of the decision.
    pub params: Vec<(String, String)>,
    /// Waiver that excused from it.
    pub waiver: Option<String>,
    /// Clause to which it gave way.
    pub overridden_by: Option<String>,
    /// Clauses that it contradicts.
    pub against: Vec<String>,
    /// Only measured: it stops nothing yet.
    pub measured: bool,
}

impl Rulebook {
    /// Explains what `clause` made of `decision`; `None` when the rulebook has no such clause.
    #[must_use]
    pub fn explain(&self, decision: &Decision, clause: &str, locale: Locale) -> Option<Explanation> {
        let day = self.day(decision.at).to_string();
        let found = decision.clauses.iter().find(|c| c.clause == clause);
        let era = self.era(&day)?;
        let mut versions = era.clauses.iter().filter(|c| c.id == clause);
        let rule = versions
            .clone()
            .find(|c| c.in_force(&day))
            .or_else(|| versions.next())?;
        let facts = found.map(|c| c.facts.as_slice()).unwrap_or_default();
        let part = found.map_or(0, |c| c.part);
        let (why, fix) = rule.explained(part);
        let beyond = rule.parts.get(part).is_some_and(|p| p.beyond_text);
        Some(Explanation {
            clause: rule.id.clone(),
            section: rule.section.clone(),
            title: rule.title.get(locale).to_owned(),
            says: rule.says.get(locale).to_owned(),
            why: why.get(locale).to_owned(),
            facts: facts
                .iter()
                .map(|fact| self.in_words(decision, fact, locale))
                .collect(),
            fix: fix.get(locale).to_owned(),
            who_may_waive: rule.may_waive.clone(),
            pack: self
                .about
                .iter()
                .find(|about| about.id == rule.pack)
                .map(|about| about.title.get(locale).to_owned())
                .unwrap_or_default(),
            basis: rule.basis.iter().map(|b| b.law.clone()).collect(),
            product_default: rule.product_default || beyond,
            params: rule
                .params
                .iter()
                .filter_map(|name| {
                    let label = self.labels.get(name)?.get(locale).to_owned();
                    Some((label, plain(Some(era.params.get(name)?), locale)))
                })
                .collect(),
            waiver: found.and_then(|c| c.waiver.clone()),
            overridden_by: found.and_then(|c| c.overridden_by.clone()),
            against: found.map(|c| c.against.clone()).unwrap_or_default(),
            measured: rule.measure,
        })
    }

    fn in_words(&self, decision: &Decision, fact: &FactRead, locale: Locale) -> (String, String) {
        if let Some(asked) = self.declared.get(&fact.name) {
            let value = match (&fact.value, &asked.answer) {
                (Some(Value::Text(word)), AnswerKind::Choice(choices)) => choices
                    .iter()
                    .find(|c| c.word == *word)
                    .map_or_else(|| word.clone(), |c| c.label.get(locale).to_owned()),
                (value, _) => plain(value.as_ref(), locale),
            };
            return (asked.label.get(locale).to_owned(), value);
        }
        let Some((entry, field)) = vocabulary::find_read(&fact.name) else {
            return (fact.name.clone(), plain(fact.value.as_ref(), locale));
        };
        let label = vocabulary::label(&fact.name, &decision.facts)
            .map_or_else(|| fact.name.clone(), |texts| texts.get(locale).to_owned());
        let value = match (&fact.value, field.unwrap_or(entry).kind) {
            (Some(Value::Text(word)), Type::Word(words)) => words
                .iter()
                .find(|w| w.word == word)
                .map_or_else(|| word.clone(), |w| w.label.get(locale).to_owned()),
            (value, _) => plain(value.as_ref(), locale),
        };
        (label, value)
    }
}

fn plain(value: Option<&Value>, locale: Locale) -> String {
    match value {
        None => UNKNOWN.get(locale).to_owned(),
        Some(Value::Bool(b)) => if *b { YES } else { NO }.get(locale).to_owned(),
        Some(Value::Int(i)) => i.to_string(),
        Some(Value::Text(t)) if t.is_empty() => EMPTY.get(locale).to_owned(),
        Some(Value::Text(t)) => t.clone(),
        Some(Value::List(items)) => items.len().to_string(),
        Some(Value::Map(fields)) => fields.len().to_string(),
    }
}
