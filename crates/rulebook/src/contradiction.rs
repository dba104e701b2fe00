//! Clauses that cannot both be kept, with nothing said about which gives way.
//!
//! When it is certain that two clauses apply together (same event, same `when`, a day on which both are in force) they
//! are an error of the pack. When it depends on the case, the pair is remembered, and a decision in which both apply
//! says `conflict` for both. Nothing is guessed: what the product adds by itself (product defaults, controls beyond the
//! text, clauses that are only measured) contradicts nobody, and a stricter and a milder clause do not contradict each
//! other.

use crate::Matter;
use crate::clause::{Clause, Part};
use crate::effect::{OnFail, Retain};
use crate::lang::{Bound, Condition};
use crate::pack::{PackProblem, Problems};
use model::Texts;
use model::person::Role;

/// Two parts of two clauses, by their places, that cannot both be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Contrary {
    pub(crate) one: (usize, usize),
    pub(crate) other: (usize, usize),
}

/// Most comparisons: a pack for which they are not enough is not one that people could keep to.
const MOST: usize = 4_000_000;

/// What a part holds that another one could contradict.
enum Stance<'c> {
    Crisis,
    Deadline((Option<u32>, Option<u32>, bool)),
    Order(&'c [Role]),
    Route(Matter, &'c Texts),
    Keep(&'c Retain),
    Gate(Vec<Bound>),
}

/// A part that takes a stance.
struct Held<'c> {
    place: (usize, usize),
    clause: &'c Clause,
    part: &'c Part,
    stance: Stance<'c>,
}

/// Notes the certain contradictions, and returns those that depend on the case.
pub(crate) fn find(clauses: &[Clause], problems: &Problems) -> Vec<Contrary> {
    let mut held = Vec::new();
    for (i, clause) in clauses.iter().enumerate() {
        for (k, part) in clause.parts.iter().enumerate() {
            held.extend(stance(clause, part).map(|stance| Held {
                place: (i, k),
                clause,
                part,
                stance,
            }));
        }
    }
    let mut out = Vec::new();
    let mut left = MOST;
    for (i, a) in held.iter().enumerate() {
        for b in held.iter().skip(i.saturating_add(1)) {
            left = left.saturating_sub(a.stance.size().saturating_mul(b.stance.size()));
            if left == 0 {
                report(
                    a.clause,
                    b.clause,
                    "fewer and shorter conditions".to_owned(),
                    problems,
                );
                return out;
            }
            if a.place.0 == b.place.0 || !a.clause.meets(b.clause) || gives_way(a.clause, b.clause) {
                continue;
            }
            let Some(expected) = contrary(a, b) else {
                continue;
            };
            if a.part.when == b.part.when {
                report(a.clause, b.clause, expected, problems);
            } else if a.stance.can_depend() {
                out.push(Contrary {
                    one: a.place,
                    other: b.place,
                });
            }
        }
    }
    out
}

fn stance<'c>(clause: &Clause, part: &'c Part) -> Option<Stance<'c>> {
    // Two rules on crises are at odds whoever makes them: only one can be in force.
    if part.effect.mode().is_some() {
        return Some(Stance::Crisis);
    }
    if clause.product_default || part.beyond_text || clause.measure {
        return None;
    }
    if let Some(deadline) = part.effect.deadline() {
        return Some(Stance::Deadline(deadline));
    }
    if let Some((matter, route)) = part.effect.route() {
        return Some(Stance::Route(matter, route));
    }
    if let Some(retain) = part.effect.retain() {
        return Some(Stance::Keep(retain));
    }
    if part.effect.chain().len() > 1 {
        return Some(Stance::Order(part.effect.chain()));
    }
    let blocks = part.kind == "gate" && part.effect.on_fail() == Some(OnFail::Block);
    blocks.then(|| Stance::Gate(part.require.iter().flat_map(Condition::bounds).collect()))
}

impl Stance<'_> {
    /// Whether two that apply only in some cases are at odds there. Of two times to answer the earlier binds, and of
    /// two times of keeping the longer: a special case is no contradiction to the rule.
    fn can_depend(&self) -> bool {
        matches!(self, Self::Order(_) | Self::Route(..) | Self::Gate(_))
    }

    /// How much there is to compare.
    fn size(&self) -> usize {
        match self {
            Self::Gate(bounds) => bounds.len().saturating_add(1),
            Self::Order(roles) => roles.len(),
            _ => 1,
        }
    }
}

/// What would be right instead, when the two are at odds.
fn contrary(a: &Held<'_>, b: &Held<'_>) -> Option<String> {
    let crisis = matches!(a.stance, Stance::Crisis);
    if !crisis && !a.part.applies_to.iter().any(|e| b.part.applies_to.contains(e)) {
        return None;
    }
    let equal = a.clause.modality == b.clause.modality;
    let (odds, what) = match (&a.stance, &b.stance) {
        (Stance::Crisis, Stance::Crisis) => (true, "one rule on crises".to_owned()),
        (Stance::Deadline(x), Stance::Deadline(y)) => {
            // A first reply and the answer itself have times of their own.
            (equal && x.2 == y.2 && x != y, "one time to answer".to_owned())
        }
        (Stance::Route(matter, route), Stance::Route(m, r)) => {
            (matter == m && route != r, "one place for a matter".to_owned())
        }
        (Stance::Keep(x), Stance::Keep(y)) => (
            equal && x.of == y.of && (x.keep, x.then) != (y.keep, y.then),
            "one time of keeping".to_owned(),
        ),
        (Stance::Order(x), Stance::Order(y)) => (crossed(x, y), "approval in one order".to_owned()),
        (Stance::Gate(x), Stance::Gate(y)) => {
            let odds = x.iter().find(|bound| y.iter().any(|other| bound.excludes(other)));
            let fact = odds.map_or("", |bound| bound.fact.as_str());
            (odds.is_some(), format!("not contrary things of {fact}"))
        }
        _ => return None,
    };
    odds.then(|| format!("{what}; let one replace the other, or say `overrides`"))
}

fn report(a: &Clause, b: &Clause, expected: String, problems: &Problems) {
    problems.add(PackProblem {
        key: "contradiction",
        file: b.place.file.clone(),
        line: b.place.line,
        column: b.place.column,
        subject: format!("{}, {}", a.id, b.id),
        expected,
        nearest: None,
    });
}

fn gives_way(a: &Clause, b: &Clause) -> bool {
    let over = |x: &Clause, y: &Clause| x.overrides.iter().any(|o| o.clause == y.id);
    over(a, b) || over(b, a)
}

/// Whether two chains want the same two roles in contrary order.
fn crossed(a: &[Role], b: &[Role]) -> bool {
    let places: Vec<usize> = a
        .iter()
        .filter_map(|role| b.iter().position(|other| other == role))
        .collect();
    places.windows(2).any(|pair| pair.first() > pair.last())
}
