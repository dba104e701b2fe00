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
    /// The document does not ask for this; the product does.
    pub product_default: bool,
}

impl Rulebook {
    /// Explains what `clause` made of `decision`; `None` when the rulebook has no such clause.
    #[must_use]
    pub fn explain(&self, decision: &Decision, clause: &str, locale: Locale) -> Option<Explanation> {
        let rule = self.clause(clause)?;
        let facts = decision
            .clauses
            .iter()
            .find(|c| c.clause == clause)
            .map(|c| c.facts.as_slice())
            .unwrap_or_default();
        Some(Explanation {
            clause: rule.id.clone(),
            section: rule.section.clone(),
            title: rule.title.get(locale).to_owned(),
            says: rule.says.get(locale).to_owned(),
            why: rule.why.get(locale).to_owned(),
            facts: facts
                .iter()
                .map(|fact| self.in_words(decision, fact, locale))
                .collect(),
            fix: rule.fix.get(locale).to_owned(),
            who_may_waive: rule.may_waive.clone(),
            pack: self
                .packs
                .iter()
                .find(|(p, _)| p.id == rule.pack)
                .map(|(_, t)| t.get(locale).to_owned())
                .unwrap_or_default(),
            basis: rule.basis.iter().map(|b| b.law.clone()).collect(),
            product_default: rule.product_default,
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
