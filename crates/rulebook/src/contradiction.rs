//! Clauses that cannot both be kept, with nothing said about which gives way.
//!
//! When it is certain that two clauses apply together (same event, same `when`, a day on which both are in force) they
//! are an error of the pack. When it depends on the case, the pair is remembered, and a decision in which both apply
//! says `conflict` for both. Nothing is guessed: what the product adds by itself (product defaults, controls beyond the
//! text) contradicts nobody, and a stricter and a milder clause do not contradict each other.

use crate::clause::{Clause, Part};
use crate::effect::OnFail;
use crate::lang::{Bound, Condition};
use crate::pack::{PackProblem, Problems};

/// Two parts of two clauses, by their places, that cannot both be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Contrary {
    pub(crate) one: (usize, usize),
    pub(crate) other: (usize, usize),
}

/// Notes the certain contradictions, and returns those that depend on the case.
pub(crate) fn find(clauses: &[Clause], problems: &Problems) -> Vec<Contrary> {
    let mut out = Vec::new();
    for (i, a) in clauses.iter().enumerate() {
        for (j, b) in clauses.iter().enumerate().skip(i.saturating_add(1)) {
            if !a.meets(b) || gives_way(a, b) {
                continue;
            }
            for (k, p) in a.parts.iter().enumerate() {
                for (l, q) in b.parts.iter().enumerate() {
                    let Some(what) = contrary((a, p), (b, q)) else {
                        continue;
                    };
                    if p.when == q.when {
                        report(a, b, what, problems);
                    } else if what.can_depend() {
                        out.push(Contrary {
                            one: (i, k),
                            other: (j, l),
                        });
                    }
                }
            }
        }
    }
    out
}

/// What two parts are at odds about.
#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    Crisis,
    Deadline,
    Order,
    Route,
    Keep,
    Gate(String),
}

impl What {
    /// Whether two that apply only in some cases are at odds there. Of two times to answer the earlier binds, and of
    /// two times of keeping the longer: a special case is no contradiction to the rule.
    fn can_depend(&self) -> bool {
        matches!(self, Self::Order | Self::Route | Self::Gate(_))
    }

    fn expected(&self) -> String {
        let what = match self {
            Self::Crisis => "one rule on crises",
            Self::Deadline => "one time to answer",
            Self::Order => "approval in one order",
            Self::Route => "one place for a matter",
            Self::Keep => "one time of keeping",
            Self::Gate(fact) => return format!("not contrary things of {fact}; {MEND}"),
        };
        format!("{what}; {MEND}")
    }
}

const MEND: &str = "let one replace the other, or say `overrides`";

fn report(a: &Clause, b: &Clause, what: What, problems: &Problems) {
    problems.add(PackProblem {
        key: "contradiction",
        file: b.place.file.clone(),
        line: b.place.line,
        column: b.place.column,
        subject: format!("{}, {}", a.id, b.id),
        expected: what.expected(),
        nearest: None,
    });
}

fn gives_way(a: &Clause, b: &Clause) -> bool {
    let over = |x: &Clause, y: &Clause| x.overrides.iter().any(|o| o.clause == y.id);
    over(a, b) || over(b, a)
}

fn contrary((a, p): (&Clause, &Part), (b, q): (&Clause, &Part)) -> Option<What> {
    // Two rules on crises are at odds whoever makes them: only one can be in force.
    if p.effect.mode().is_some() && q.effect.mode().is_some() {
        return Some(What::Crisis);
    }
    let advice = |c: &Clause, p: &Part| c.product_default || p.beyond_text || c.measure;
    if advice(a, p) || advice(b, q) || !p.applies_to.iter().any(|e| q.applies_to.contains(e)) {
        return None;
    }
    if let (Some((days, hours, holding)), Some((d, h, holds))) = (p.effect.deadline(), q.effect.deadline()) {
        let differ = (days, hours) != (d, h) && holding == holds && a.modality == b.modality;
        return differ.then_some(What::Deadline);
    }
    if let (Some((matter, route)), Some((m, r))) = (p.effect.route(), q.effect.route()) {
        return (matter == m && route != r).then_some(What::Route);
    }
    if let (Some(x), Some(y)) = (p.effect.retain(), q.effect.retain()) {
        let differ = (x.keep, x.then) != (y.keep, y.then) && a.modality == b.modality;
        return (x.of == y.of && differ).then_some(What::Keep);
    }
    if crossed(p.effect.chain(), q.effect.chain()) {
        return Some(What::Order);
    }
    gates(p, q)
}

/// Whether two chains want the same two roles in contrary order.
fn crossed<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    let place = |x: &T| b.iter().position(|y| y == x);
    let places: Vec<usize> = a.iter().filter_map(place).collect();
    places.windows(2).any(|pair| pair.first() > pair.last())
}

/// Two gates that both block, of which one wants of a fact what the other forbids.
fn gates(p: &Part, q: &Part) -> Option<What> {
    let blocks = |part: &Part| part.kind == "gate" && part.effect.on_fail() == Some(OnFail::Block);
    if !blocks(p) || !blocks(q) {
        return None;
    }
    let wants = |part: &Part| -> Vec<Bound> { part.require.iter().flat_map(Condition::bounds).collect() };
    let theirs = wants(q);
    wants(p)
        .iter()
        .find(|bound| theirs.iter().any(|other| bound.excludes(other)))
        .map(|bound| What::Gate(bound.fact.clone()))
}
