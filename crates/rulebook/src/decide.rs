//! Asking the rulebook.

use crate::clause::Clause;
use crate::decision::{ClauseDecision, Decision, Matter, Obligation, Outcome, Replay};
use crate::effect::Site;
use crate::lang::{Env, Truth};
use crate::{Event, Facts, Rulebook};
use model::{Millis, Texts};

impl Rulebook {
    /// What the clauses in force at `at` make of `event`, given `facts`. Pure: the same arguments give the same
    /// answer.
    #[must_use]
    pub fn decide(&self, event: Event, facts: &Facts, at: Millis) -> Decision {
        let day = at.timestamp().to_zoned(self.zone.clone()).date().to_string();
        let mut clauses = Vec::new();
        let mut obligations = Vec::new();
        for clause in self
            .clauses
            .iter()
            .filter(|c| c.applies_to.contains(&event) && c.in_force(&day))
        {
            clauses.push(self.one(clause, event, facts, &mut obligations));
        }
        conflicts(&mut clauses, &obligations);
        if event == Event::ModerationHide && clauses.iter().all(|c| c.outcome == Outcome::NotApplicable) {
            // A ground that no clause has is no ground.
            clauses.iter_mut().for_each(|c| c.outcome = Outcome::Block);
        }
        let read: Vec<&str> = clauses
            .iter()
            .flat_map(|c| &c.facts)
            .map(|f| f.name.split('[').next().unwrap_or_default())
            .collect();
        Decision {
            event,
            at,
            packs: self.packs(),
            digest: self.digest.clone(),
            language: crate::LANGUAGE_VERSION,
            outcome: clauses
                .iter()
                .map(|c| c.outcome)
                .max()
                .unwrap_or(Outcome::Pass)
                .max(Outcome::Pass),
            facts: facts.keep(|name| read.contains(&name)),
            clauses,
            obligations,
        }
    }

    fn one(
        &self,
        clause: &Clause,
        event: Event,
        facts: &Facts,
        obligations: &mut Vec<Obligation>,
    ) -> ClauseDecision {
        let mut env = Env::new(facts);
        let applies = clause
            .when
            .as_ref()
            .map_or(Truth::True, |when| when.run(&mut env));
        let outcome = if applies == Truth::False {
            Outcome::NotApplicable
        } else {
            let mark = env.reads.0.len();
            let met = required(clause, &mut env);
            match (applies, met) {
                // Whether it applies or not, what it requires holds.
                (Truth::Unknown, Truth::True) if !clause.require.is_empty() => {
                    env.reads.settle(0);
                    Outcome::Pass
                }
                (Truth::Unknown, _) => {
                    env.reads.0.truncate(mark);
                    clause.effect.on_unknown()
                }
                _ => clause.effect.apply(&mut Site {
                    clause: &clause.id,
                    event,
                    env: &mut env,
                    met,
                    obligations,
                }),
            }
        };
        let missing: Vec<_> = env
            .reads
            .0
            .iter()
            .filter(|f| f.value.is_none())
            .map(|f| f.name.clone())
            .collect();
        if outcome == Outcome::Ask {
            for name in &missing {
                let asked = |o: &Obligation| matches!(o, Obligation::Ask { name: n, .. } | Obligation::Register { name: n, .. } if n == name);
                if !obligations.iter().any(asked) {
                    obligations.extend(self.ask(name, &clause.id, facts));
                }
            }
        }
        ClauseDecision {
            clause: clause.id.clone(),
            pack: clause.pack.clone(),
            outcome,
            facts: env.reads.0,
            missing,
        }
    }

    /// Recomputes a stored decision from its own facts and time.
    #[must_use]
    pub fn replay(&self, stored: &Decision) -> Replay {
        let decision = self.decide(stored.event, &stored.facts, stored.at);
        Replay {
            same_rules: decision.digest == stored.digest && decision.language == stored.language,
            same_answer: decision.outcome == stored.outcome
                && decision.clauses == stored.clauses
                && decision.obligations == stored.obligations,
            decision,
        }
    }
}

/// Whether all that the clause requires holds: false when one part is false, else unknown when one is unknown.
fn required<'f>(clause: &'f Clause, env: &mut Env<'f>) -> Truth {
    let mut met = Truth::True;
    for condition in &clause.require {
        match condition.run(env) {
            Truth::False => met = Truth::False,
            Truth::Unknown if met == Truth::True => met = Truth::Unknown,
            _ => {}
        }
    }
    met
}

/// Two clauses that send the same matter to different places contradict each other: both say so.
fn conflicts(clauses: &mut [ClauseDecision], obligations: &[Obligation]) {
    let routes: Vec<(Matter, &Texts, &String)> = obligations
        .iter()
        .filter_map(|o| match o {
            Obligation::Route {
                matter,
                route,
                clause,
            } => Some((*matter, route, clause)),
            _ => None,
        })
        .collect();
    for (i, (matter, route, clause)) in routes.iter().enumerate() {
        let contrary = routes
            .iter()
            .enumerate()
            .any(|(j, (m, r, _))| i != j && m == matter && r != route);
        if contrary && let Some(found) = clauses.iter_mut().find(|c| c.clause == **clause) {
            found.outcome = Outcome::Conflict;
        }
    }
}
