//! `decide`: one of several options is chosen, with a reason in words that is kept.

use super::approve::roles;
use super::ask::{Asked, declarable};
use super::{Does, Effect, Site};
use crate::decision::{AnswerKind, Choice};
use crate::lang::Names;
use crate::pack::Table;
use crate::vocabulary::Label;
use crate::{Obligation, Outcome, Value};
use model::person::Role;

/// What the field for the reason is called.
const REASON: Label = Label {
    nb: "Begrunnelse",
    nn: "Grunngjeving",
    sv: "Motivering",
    en: "Reason",
};

#[derive(Debug)]
struct Decide {
    /// The choice, and its reason.
    asked: [Asked; 2],
    reason_min: usize,
}

impl Effect for Decide {
    fn does(&self) -> Does {
        let [choice, _] = &self.asked;
        Does::Decides {
            question: choice.label.clone(),
            reason_min: self.reason_min,
            roles: choice.roles.clone(),
        }
    }

    fn apply<'f>(&'f self, site: &mut Site<'_, 'f>) -> Outcome {
        let mut outcome = Outcome::Pass;
        for field in &self.asked {
            let found = match site.env.fact(&field.name, &field.kind()) {
                None => {
                    site.obligations.push(Obligation::Ask {
                        name: field.name.clone(),
                        label: field.label.clone(),
                        kind: field.answer.clone(),
                        clause: site.clause.to_owned(),
                    });
                    Outcome::Ask
                }
                Some(Value::Text(reason))
                    if field.answer == AnswerKind::Text
                        && reason.trim().chars().count() < self.reason_min =>
                {
                    Outcome::Block
                }
                Some(_) => Outcome::Pass,
            };
            outcome = outcome.max(found);
        }
        outcome
    }

    fn asked(&self) -> &[Asked] {
        &self.asked
    }
}

pub(super) fn read(table: &Table<'_>, _: &dyn Names) -> Option<Box<dyn Effect>> {
    let name = table.need("field");
    let who = table.words("roles", Role::parse, &roles());
    let reason_min = table.count("reason_min", 1, 1_000).unwrap_or(20);
    let mut options: Vec<Choice> = Vec::new();
    for option in table.tables("options") {
        let choice = Choice {
            word: option.need("word"),
            label: option.need_texts("label", true),
        };
        if options.iter().any(|o| o.word == choice.word) {
            option.problem(
                "duplicate-id",
                &option.place("word"),
                &*choice.word,
                "a word of its own for each option",
            );
        }
        options.push(choice);
        option.close();
    }
    if options.len() < 2 {
        table.missing("options", "at least two options");
    }
    let label = table.texts("label", true);
    let reason_label = table.texts("reason_label", true);
    if !declarable(&name) {
        table.problem(
            "unknown-fact",
            &table.place("field"),
            &*name,
            "a name such as case.answers.NAME",
        );
        return None;
    }
    let reason_min = usize::try_from(reason_min).unwrap_or(usize::MAX);
    let asked = |name: String, label, answer| Asked {
        name,
        label,
        least: if answer == AnswerKind::Text { reason_min } else { 0 },
        answer,
        must_be: None,
        public: false,
        roles: who.clone(),
    };
    let reason_name = format!("{name}_reason");
    Some(Box::new(Decide {
        asked: [
            asked(name, label, AnswerKind::Choice(options)),
            asked(
                reason_name,
                if reason_label.0.is_empty() {
                    REASON.texts()
                } else {
                    reason_label
                },
                AnswerKind::Text,
            ),
        ],
        reason_min,
    }))
}
