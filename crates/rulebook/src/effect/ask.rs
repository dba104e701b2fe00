//! `ask`: questions before a step, with the answers as facts.

use super::{Does, Effect, Responses, Site};
use crate::decision::{AnswerKind, Choice};
use crate::lang::{Kind, Names};
use crate::pack::Table;
use crate::vocabulary::{self, Type};
use crate::{Obligation, Outcome, Value};
use model::Texts;
use model::person::Role;

/// A question or a field of the register.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) name: String,
    pub(crate) label: Texts,
    pub(crate) answer: AnswerKind,
    /// The answer that must be given for the step to go on.
    pub(super) must_be: Option<Value>,
    /// Least length of a text, in characters.
    pub(crate) least: usize,
    /// Shown on the public list.
    pub(crate) public: bool,
    /// Who answers; empty: whoever takes the step.
    pub(crate) roles: Vec<Role>,
}

impl Asked {
    /// Type of the fact that the answer becomes.
    pub(crate) fn kind(&self) -> Kind {
        match &self.answer {
            AnswerKind::YesNo => Kind::Bool,
            AnswerKind::Text => Kind::Text,
            AnswerKind::Number => Kind::Int,
            AnswerKind::Choice(choices) => Kind::Word(choices.iter().map(|c| c.word.clone()).collect()),
        }
    }
}

#[derive(Debug)]
struct Ask {
    questions: Vec<Asked>,
    responses: Responses,
}

impl Effect for Ask {
    fn does(&self) -> Does {
        Does::Asks {
            questions: self.questions.iter().map(|q| q.label.clone()).collect(),
            on_fail: self.responses.on_fail.outcome(),
        }
    }

    fn apply<'f>(&'f self, site: &mut Site<'_, 'f>) -> Outcome {
        let mut outcome = Outcome::Pass;
        for question in &self.questions {
            let found = match site.env.fact(&question.name, &question.kind()) {
                None => {
                    site.obligations.push(Obligation::Ask {
                        name: question.name.clone(),
                        label: question.label.clone(),
                        kind: question.answer.clone(),
                        clause: site.clause.to_owned(),
                    });
                    self.responses.on_unknown.outcome()
                }
                Some(Value::Text(t)) if t.trim().is_empty() => self.responses.on_fail.outcome(),
                Some(answer) if question.must_be.as_ref().is_some_and(|wanted| wanted != answer) => {
                    self.responses.on_fail.outcome()
                }
                Some(_) => Outcome::Pass,
            };
            outcome = outcome.max(found);
        }
        outcome
    }

    fn responses(&mut self) -> Option<&mut Responses> {
        Some(&mut self.responses)
    }

    fn on_unknown(&self) -> Outcome {
        self.responses.on_unknown.outcome()
    }

    fn asked(&self) -> &[Asked] {
        &self.questions
    }
}

pub(super) fn read(table: &Table<'_>, _: &dyn Names) -> Option<Box<dyn Effect>> {
    let questions: Vec<_> = table.tables("questions").iter().filter_map(question).collect();
    if questions.is_empty() {
        table.missing("questions", "at least one question");
    }
    Some(Box::new(Ask {
        questions,
        responses: Responses::read(table),
    }))
}

/// Reads `name`, and for a name that the vocabulary does not have also `label`, `answer` and `choices`.
pub(super) fn question(table: &Table<'_>) -> Option<Asked> {
    let name = table.need("name");
    let mut asked = named(table, "name", &name)?;
    if vocabulary::find(&name).is_some_and(|entry| !entry.said) {
        table.problem(
            "not-a-question",
            &table.place("name"),
            &*name,
            "a fact that a person may say",
        );
    }
    asked.must_be = match (table.text("must_be"), &asked.answer) {
        (None, _) => None,
        (Some(word), AnswerKind::YesNo) if word == "yes" || word == "no" => Some(Value::Bool(word == "yes")),
        (Some(word), AnswerKind::Choice(choices)) if choices.iter().any(|c| c.word == word) => {
            Some(Value::Text(word))
        }
        (Some(word), _) => {
            table.problem(
                "unknown-word",
                &table.place("must_be"),
                word,
                "yes, no, or a word of the choices",
            );
            None
        }
    };
    table.close();
    Some(asked)
}

/// The question or field `name`: from the vocabulary, or declared here as `AREA.answers.NAME`.
pub(super) fn named(table: &Table<'_>, key: &str, name: &str) -> Option<Asked> {
    if let Some(entry) = vocabulary::find(name) {
        let answer = answer_kind(entry.kind);
        if answer.is_none() {
            table.problem(
                "not-a-question",
                &table.place(key),
                name,
                "a fact that is not a list",
            );
        }
        let label = if table.has("label") {
            table.need_texts("label", true)
        } else {
            entry.label.texts()
        };
        return Some(Asked {
            name: name.to_owned(),
            label,
            answer: answer?,
            must_be: None,
            least: 0,
            public: false,
            roles: Vec::new(),
        });
    }
    if !declarable(name) {
        let near = crate::lang::nearest(name, vocabulary::FACTS.iter().map(|f| f.name));
        table.near(
            "unknown-fact",
            &table.place(key),
            name,
            "a fact of the vocabulary, or AREA.answers.NAME",
            near,
        );
        return None;
    }
    let answer = match table
        .word("answer", |w| KINDS.contains(&w).then(|| w.to_owned()), &KINDS)?
        .as_str()
    {
        "text" => AnswerKind::Text,
        "number" => AnswerKind::Number,
        "choice" => AnswerKind::Choice(
            table
                .tables("choices")
                .iter()
                .map(|c| {
                    let choice = Choice {
                        word: c.need("word"),
                        label: c.need_texts("label", true),
                    };
                    c.close();
                    choice
                })
                .collect(),
        ),
        _ => AnswerKind::YesNo,
    };
    Some(Asked {
        name: name.to_owned(),
        label: table.need_texts("label", true),
        answer,
        must_be: None,
        least: 0,
        public: false,
        roles: Vec::new(),
    })
}

/// Whether a pack may declare a fact of this name: `AREA.answers.NAME`.
pub(super) fn declarable(name: &str) -> bool {
    let mut parts = name.split('.');
    parts.next().is_some_and(|area| vocabulary::AREAS.contains(&area))
        && parts.next() == Some("answers")
        && parts.next().is_some_and(|n| {
            !n.is_empty()
                && n.chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        })
        && parts.next().is_none()
}

const KINDS: [&str; 4] = ["yes-no", "text", "number", "choice"];

/// How a fact of the vocabulary is asked for; `None` for lists.
pub(crate) fn answer_kind(kind: Type) -> Option<AnswerKind> {
    Some(match kind {
        Type::Bool => AnswerKind::YesNo,
        Type::Int => AnswerKind::Number,
        Type::Text => AnswerKind::Text,
        Type::Word(words) => AnswerKind::Choice(
            words
                .iter()
                .map(|w| Choice {
                    word: w.word.to_owned(),
                    label: w.label.texts(),
                })
                .collect(),
        ),
        Type::List(_) => return None,
    })
}
