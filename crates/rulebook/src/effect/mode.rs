//! `mode`: what a declared crisis does to what is about to be published, and who declares and releases. A mode with
//! another name is a season of the year.

use super::approve::roles;
use super::season::{self, SeasonName};
use super::{Does, Effect, Site};
use crate::lang::{Kind, Names};
use crate::pack::Table;
use crate::{Event, Obligation, Outcome, Value};
use model::person::Role;

model::words! {
    /// What a crisis holds back.
    CrisisEffect {
        /// Everything goes through the crisis group.
        AllViaGroup = "all-via-group",
        /// Only what is about the crisis.
        Topic = "topic",
        /// What is decided for each crisis (`crisis.holds`); everything, until that is decided.
        Decide = "decide",
    }
}

/// A clause on crises.
#[derive(Debug)]
pub(crate) struct Mode {
    pub(crate) holds: CrisisEffect,
    pub(crate) declare: Vec<Role>,
    pub(crate) release: Vec<Role>,
}

impl Effect for Mode {
    fn does(&self) -> Does {
        Does::Crisis {
            holds: self.holds,
            declare: self.declare.clone(),
            release: self.release.clone(),
        }
    }

    fn apply<'f>(&'f self, site: &mut Site<'_, 'f>) -> Outcome {
        if site.event == Event::CrisisDeclare {
            return Outcome::Pass;
        }
        let mut truth = |name| match site.env.fact(name, &Kind::Bool) {
            Some(Value::Bool(b)) => Some(*b),
            _ => None,
        };
        match truth("crisis.active") {
            Some(false) => return Outcome::NotApplicable,
            None => return Outcome::Ask,
            Some(true) => {}
        }
        let mut holds = self.holds;
        if holds == CrisisEffect::Decide {
            let word = Kind::Text;
            match site.env.fact("crisis.holds", &word) {
                Some(Value::Text(word)) if word == "nothing" => return Outcome::NotApplicable,
                Some(Value::Text(word)) if word == "topic" => holds = CrisisEffect::Topic,
                _ => {}
            }
        }
        let mut truth = |name| match site.env.fact(name, &Kind::Bool) {
            Some(Value::Bool(b)) => Some(*b),
            _ => None,
        };
        if holds == CrisisEffect::Topic && truth("post.topic_crisis") == Some(false) {
            return Outcome::NotApplicable;
        }
        if truth("post.released_in_crisis") == Some(true) {
            return Outcome::Pass;
        }
        if site.event != Event::PostPublish {
            return Outcome::Warn;
        }
        site.obligations.push(Obligation::Hold {
            clause: site.clause.to_owned(),
        });
        Outcome::Block
    }

    fn mode(&self) -> Option<&Mode> {
        Some(self)
    }
}

pub(super) fn read(table: &Table<'_>, _: &dyn Names) -> Option<Box<dyn Effect>> {
    let names: Vec<_> = std::iter::once("crisis")
        .chain(SeasonName::ALL.iter().map(|n| n.as_str()))
        .collect();
    let name = table.word("name", |w| names.contains(&w).then(|| w.to_owned()), &names);
    if let Some(season) = name.as_deref().and_then(SeasonName::parse) {
        return season::read(table, season);
    }
    let words: Vec<_> = CrisisEffect::ALL.iter().map(|m| m.as_str()).collect();
    if !table.has("holds") {
        table.missing("holds", &words.join(", "));
    }
    let holds = table.word("holds", CrisisEffect::parse, &words);
    let declare = table.words("declare", Role::parse, &roles());
    let release = table.words("release", Role::parse, &roles());
    if declare.is_empty() || release.is_empty() {
        table.missing(
            if declare.is_empty() { "declare" } else { "release" },
            "at least one role",
        );
    }
    Some(Box::new(Mode {
        holds: holds?,
        declare,
        release,
    }))
}
