//! Asking the rulebook.

use crate::clause::{Clause, Part};
use crate::contradiction::Contrary;
use crate::decision::{ClauseDecision, Decision, FactRead, Obligation, Outcome, Replay, WaiverInForce};
use crate::effect::{Grounds, Site};
use crate::lang::{Env, Truth};
use crate::{Event, Facts, Rulebook, Value};
use jiff::civil::Date;
use model::Millis;

/// What is asked.
struct Asking<'f> {
    event: Event,
    facts: &'f Facts,
    date: Date,
    waivers: &'f [WaiverInForce],
}

/// What a part of a clause came to.
struct Found {
    part: usize,
    outcome: Outcome,
    reads: Vec<FactRead>,
}

impl Rulebook {
    /// What the clauses in force at `at` make of `event`, given `facts`. Pure: the same arguments give the same
    /// answer.
    #[must_use]
    pub fn decide(&self, event: Event, facts: &Facts, at: Millis) -> Decision {
        self.decide_with(event, facts, at, &[])
    }

    /// The same with waivers that are in force at `at`. What a clause would ask, warn about, block, or give somebody
    /// to do is excused when the clause says that it may be; the decision names the waiver.
    #[must_use]
    pub fn decide_with(
        &self,
        event: Event,
        facts: &Facts,
        at: Millis,
        waivers: &[WaiverInForce],
    ) -> Decision {
        let date = self.day(at);
        let day = date.to_string();
        let asking = Asking {
            event,
            facts,
            date,
            waivers,
        };
        let (all, contrary) = self
            .era(&day)
            .map(|era| (era.clauses.as_slice(), era.contrary.as_slice()))
            .unwrap_or_default();
        let concerned: Vec<(usize, &Clause)> = all
            .iter()
            .enumerate()
            .filter(|(_, c)| c.applies_to.contains(&event) && c.in_force(&day))
            .collect();
        let given_way = self.given_way(&concerned, &asking);
        let mut clauses = Vec::with_capacity(concerned.len());
        let mut obligations = Vec::new();
        let mut applying: Vec<(usize, usize)> = Vec::new();
        for (place, clause) in &concerned {
            let way = given_way.iter().find(|(to, _)| *to == clause.id);
            if let Some((_, by)) = way {
                clauses.push(ClauseDecision {
                    overridden_by: Some((*by).to_owned()),
                    ..blank(clause)
                });
                continue;
            }
            let (decision, found) = self.one(clause, &asking, &mut obligations);
            let applies = found.iter().filter(|f| f.outcome != Outcome::NotApplicable);
            applying.extend(applies.map(|f| (*place, f.part)));
            clauses.push(decision);
        }
        conflicts(&mut clauses, all, contrary, &applying);
        if event == Event::ModerationHide {
            groundless(&mut clauses, &concerned, all, &applying, &asking);
        }
        let read: Vec<&str> = clauses
            .iter()
            .flat_map(|c| &c.facts)
            .map(|f| f.name.split('[').next().unwrap_or_default())
            .collect();
        let outcome = clauses
            .iter()
            .filter(|c| !c.measured)
            .map(|c| c.outcome)
            .max()
            .unwrap_or(Outcome::Pass)
            .max(Outcome::Pass);
        Decision {
            event,
            at,
            packs: self.packs(),
            digest: self.digest.clone(),
            language: crate::LANGUAGE_VERSION,
            outcome,
            facts: facts.keep(|name| read.contains(&name)),
            params: self.read_params(&day, &concerned),
            clauses,
            obligations,
        }
    }

    fn read_params(
        &self,
        day: &str,
        concerned: &[(usize, &Clause)],
    ) -> std::collections::BTreeMap<String, crate::Value> {
        let Some(era) = self.era(day) else {
            return Default::default();
        };
        concerned
            .iter()
            .flat_map(|(_, c)| &c.params)
            .filter_map(|name| Some((name.clone(), era.params.get(name)?.clone())))
            .collect()
    }

    /// Clauses that give way, each with the one that it gives way to: one that applies, and is not only measured.
    fn given_way<'c>(
        &self,
        concerned: &[(usize, &'c Clause)],
        asking: &Asking<'_>,
    ) -> Vec<(&'c str, &'c str)> {
        let mut out = Vec::new();
        for (_, clause) in concerned
            .iter()
            .filter(|(_, c)| !c.overrides.is_empty() && !c.measure)
        {
            let mut env = Env::new(asking.facts);
            let applies = clause.parts.iter().any(|p| {
                self.concerns(p, asking)
                    && p.when
                        .as_ref()
                        .is_none_or(|when| when.run(&mut env) == Truth::True)
            });
            if applies {
                let named = clause
                    .overrides
                    .iter()
                    .map(|o| (o.clause.as_str(), clause.id.as_str()));
                out.extend(named);
            }
        }
        out
    }

    fn concerns(&self, part: &Part, asking: &Asking<'_>) -> bool {
        part.applies_to.contains(&asking.event) && part.effect.concerns(asking.date, self.country)
    }

    /// What one clause makes of it, and each of its parts.
    fn one(
        &self,
        clause: &Clause,
        asking: &Asking<'_>,
        obligations: &mut Vec<Obligation>,
    ) -> (ClauseDecision, Vec<Found>) {
        let mark = obligations.len();
        let mut found: Vec<Found> = Vec::new();
        for (place, part) in clause.parts.iter().enumerate() {
            if part.applies_to.contains(&asking.event) {
                let (outcome, reads) = self.part(clause, part, asking, obligations);
                found.push(Found {
                    part: place,
                    outcome,
                    reads,
                });
            }
        }
        let mut decision = blank(clause);
        // Of parts that are equally grave the first; what the document asks for goes before advice.
        for asked in [true, false] {
            for part in &found {
                let beyond = clause.parts.get(part.part).is_some_and(|p| p.beyond_text);
                if beyond != asked && part.outcome > decision.outcome {
                    decision.outcome = part.outcome;
                    decision.part = part.part;
                    decision.advised = beyond;
                }
            }
        }
        for read in found.iter_mut().flat_map(|f| std::mem::take(&mut f.reads)) {
            if decision.facts.iter().all(|f| f.name != read.name) {
                decision.facts.push(read);
            }
        }
        decision.missing = decision
            .facts
            .iter()
            .filter(|f| f.value.is_none())
            .map(|f| f.name.clone())
            .collect();
        if clause.measure {
            decision.measured = true;
            obligations.truncate(mark);
        } else if let Some(waiver) = waiver(clause, asking.waivers) {
            let own = obligations.get(mark..).unwrap_or_default();
            if decision.outcome > Outcome::Waived || own.iter().any(gives_work) {
                decision.outcome = Outcome::Waived;
                decision.waiver = Some(waiver.to_owned());
                obligations.truncate(mark);
            }
        }
        (decision, found)
    }

    fn part(
        &self,
        clause: &Clause,
        part: &Part,
        asking: &Asking<'_>,
        obligations: &mut Vec<Obligation>,
    ) -> (Outcome, Vec<FactRead>) {
        if !part.effect.concerns(asking.date, self.country) {
            return (Outcome::NotApplicable, Vec::new());
        }
        let mut env = Env::new(asking.facts);
        let applies = part.when.as_ref().map_or(Truth::True, |when| when.run(&mut env));
        let outcome = if applies == Truth::False {
            Outcome::NotApplicable
        } else {
            let mark = env.reads.0.len();
            let met = required(part, &mut env);
            match (applies, met) {
                // Whether it applies or not, what it requires holds.
                (Truth::Unknown, Truth::True) if !part.require.is_empty() => {
                    env.reads.settle(0);
                    Outcome::Pass
                }
                (Truth::Unknown, _) => {
                    env.reads.0.truncate(mark);
                    part.effect.on_unknown()
                }
                _ => part.effect.apply(&mut Site {
                    clause: &clause.id,
                    title: &clause.title,
                    event: asking.event,
                    env: &mut env,
                    met,
                    required: !part.require.is_empty(),
                    advised: clause.product_default || part.beyond_text,
                    day: asking.date,
                    obligations,
                }),
            }
        };
        if outcome == Outcome::Ask {
            for read in env.reads.0.iter().filter(|r| r.value.is_none()) {
                let asked = |o: &Obligation| matches!(o, Obligation::Ask { name, .. } | Obligation::Register { name, .. } if *name == read.name);
                if !obligations.iter().any(asked) {
                    obligations.extend(self.ask(&read.name, &clause.id, asking.facts));
                }
            }
        }
        (outcome, env.reads.0)
    }

    /// Recomputes a stored decision from its own facts, time and waivers.
    #[must_use]
    pub fn replay(&self, stored: &Decision) -> Replay {
        let used = stored.clauses.iter().filter_map(|c| {
            Some(WaiverInForce {
                clause: c.clause.clone(),
                id: c.waiver.clone()?,
            })
        });
        let waivers: Vec<_> = used.collect();
        let decision = self.decide_with(stored.event, &stored.facts, stored.at, &waivers);
        Replay {
            same_rules: decision.digest == stored.digest && decision.language == stored.language,
            same_answer: decision.outcome == stored.outcome
                && decision.clauses == stored.clauses
                && decision.obligations == stored.obligations,
            decision,
        }
    }
}

/// A decision on a clause about which nothing is found.
fn blank(clause: &Clause) -> ClauseDecision {
    ClauseDecision {
        clause: clause.id.clone(),
        pack: clause.pack.clone(),
        outcome: Outcome::NotApplicable,
        facts: Vec::new(),
        missing: Vec::new(),
        part: 0,
        advised: false,
        measured: false,
        waiver: None,
        overridden_by: None,
        against: Vec::new(),
    }
}

/// The waiver that excuses from `clause`, when it may be excused from.
fn waiver<'w>(clause: &Clause, waivers: &'w [WaiverInForce]) -> Option<&'w str> {
    clause.waiver.as_ref()?;
    waivers
        .iter()
        .find(|w| w.clause == clause.id)
        .map(|w| w.id.as_str())
}

/// Whether somebody has something to do because of it.
fn gives_work(obligation: &Obligation) -> bool {
    matches!(
        obligation,
        Obligation::Duty { .. } | Obligation::Deadline { .. } | Obligation::Approve { .. }
    )
}

/// Whether all that the part requires holds: false when one condition is false, else unknown when one is unknown.
fn required<'f>(part: &'f Part, env: &mut Env<'f>) -> Truth {
    let mut met = Truth::True;
    for condition in &part.require {
        match condition.run(env) {
            Truth::False => met = Truth::False,
            Truth::Unknown if met == Truth::True => met = Truth::Unknown,
            _ => {}
        }
    }
    met
}

/// Clauses that contradict each other and both apply: both say so, and name the other.
fn conflicts(
    clauses: &mut [ClauseDecision],
    all: &[Clause],
    contrary: &[Contrary],
    applying: &[(usize, usize)],
) {
    for pair in contrary {
        if !applying.contains(&pair.one) || !applying.contains(&pair.other) {
            continue;
        }
        let id = |place: usize| all.get(place).map(|c| c.id.clone()).unwrap_or_default();
        let (one, other) = (id(pair.one.0), id(pair.other.0));
        // Whoever is excused from one of them can keep the other.
        if clauses
            .iter()
            .any(|c| c.waiver.is_some() && (c.clause == one || c.clause == other))
        {
            continue;
        }
        for (own, against) in [(&one, &other), (&other, &one)] {
            if let Some(found) = clauses.iter_mut().find(|c| c.clause == *own) {
                found.outcome = Outcome::Conflict;
                if !found.against.contains(against) {
                    found.against.push(against.clone());
                }
            }
        }
    }
}

/// A ground that no clause has is no ground: all clauses with grounds say so. Unless it is the exception that a waiver in
/// force gives from one of them.
fn groundless(
    clauses: &mut [ClauseDecision],
    concerned: &[(usize, &Clause)],
    all: &[Clause],
    applying: &[(usize, usize)],
    asking: &Asking<'_>,
) {
    let met = applying.iter().any(|(place, part)| {
        let part = all.get(*place).and_then(|c| c.parts.get(*part));
        part.is_some_and(|p| p.effect.grounds().is_some())
    });
    if met {
        return;
    }
    let ground = match asking.facts.get("moderation.ground").map(|f| &f.value) {
        Some(Value::Text(ground)) => ground.as_str(),
        _ => "",
    };
    let own: Vec<(&mut ClauseDecision, &Clause)> = clauses
        .iter_mut()
        .zip(concerned.iter().map(|(_, clause)| *clause))
        .filter(|(_, clause)| clause.parts.iter().any(|p| p.effect.grounds().is_some()))
        .filter(|(decision, _)| decision.overridden_by.is_none())
        .collect();
    let given = own.iter().find_map(|(_, clause)| {
        let named = ground == Grounds::exception(&clause.id);
        Some((
            clause.id.clone(),
            waiver(clause, asking.waivers).filter(|_| named)?.to_owned(),
        ))
    });
    for (decision, clause) in own {
        match &given {
            None => decision.outcome = Outcome::Block,
            Some((by, waiver)) if *by == clause.id => {
                decision.outcome = Outcome::Waived;
                decision.waiver = Some(waiver.clone());
            }
            Some(_) => {}
        }
    }
}
