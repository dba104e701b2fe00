//! Which clauses speak of what a detector finds.

use crate::effect::CrisisEffect;
use crate::{Clause, Part, Rulebook, Value};
use model::Millis;
use std::collections::BTreeMap;

/// The fact by which a rule on crises that holds only some posts tells them from others.
const TOPIC: &str = "post.topic_crisis";

/// What a detector tells the rules.
#[derive(Clone, Debug, Default)]
pub struct Told<'d> {
    /// Its finding as an element of a list of findings (`code`, `name`, `severity`); `None` when no list holds it.
    pub finding: Option<BTreeMap<String, Value>>,
    /// The facts that it decides; a field of a list's element as `post.media[].faces`.
    pub facts: &'d [&'d str],
}

impl<'d> Told<'d> {
    /// A finding in a text.
    #[must_use]
    pub fn finding(code: &str, name: &str, severity: &str) -> Self {
        let fields = [("code", code), ("name", name), ("severity", severity)];
        let fields = fields.map(|(field, word)| (field.to_owned(), Value::from(word)));
        Self {
            finding: Some(BTreeMap::from(fields)),
            facts: &[],
        }
    }

    /// The same detector, which decides these facts too.
    #[must_use]
    pub fn with_facts(self, facts: &'d [&'d str]) -> Self {
        Self { facts, ..self }
    }
}

impl Rulebook {
    /// Whether a condition of the clause comes out otherwise for what the detector tells.
    #[must_use]
    pub fn asks_for(&self, clause: &str, told: &Told<'_>) -> bool {
        self.clause(clause).is_some_and(|clause| reads(clause, told))
    }

    /// The locked clauses in force at `at` that read what the detector tells: without it they would never hold.
    #[must_use]
    pub fn locked_on(&self, told: &Told<'_>, at: Millis) -> Vec<&Clause> {
        self.clauses_at(at)
            .filter(|clause| clause.locked && !clause.off && reads(clause, told))
            .collect()
    }
}

fn reads(clause: &Clause, told: &Told<'_>) -> bool {
    clause.parts.iter().any(|part| {
        let mut conditions = part.when.iter().chain(&part.require);
        let by_topic = told.facts.contains(&TOPIC) && tells_topics_apart(part);
        by_topic
            || conditions.any(|condition| {
                let heeded = told.finding.as_ref().is_some_and(|f| condition.heeds(f));
                heeded || condition.facts().iter().any(|f| told.facts.contains(&f.as_str()))
            })
    })
}

fn tells_topics_apart(part: &Part) -> bool {
    let mode = part.effect.mode();
    mode.is_some_and(|m| matches!(m.holds, CrisisEffect::Topic | CrisisEffect::Decide))
}
