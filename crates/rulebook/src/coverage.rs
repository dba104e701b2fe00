//! How much of a guideline is carried out and tested: clauses by status, duties that the product keeps, and for every
//! leaf of every condition whether its clause's scenarios have seen it true, false and unknown.

use crate::clause::{Capacity, Clause, Modality, Part, Status};
use crate::lang::{Condition, Truth};
use crate::scenario::{self, Case, Failure};
use crate::{Event, Rulebook, files};
use model::Texts;
use serde::Serialize;

/// Coverage of one pack's own clauses; those of the packs that it extends are theirs to cover.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Pack.
    pub pack: String,
    /// Its title.
    pub title: Texts,
    /// Every clause of the pack, in its order.
    pub clauses: Vec<ClauseCoverage>,
    /// Scenarios that were run.
    pub scenarios: usize,
    /// Those that did not come out as they say, with their file.
    pub failures: Vec<FailedScenario>,
}

/// A scenario that failed, or a file of scenarios that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FailedScenario {
    /// File as it was given.
    pub file: String,
    /// From 1 in the file; 0 when the file cannot be read.
    pub number: usize,
    /// Clause.
    pub clause: String,
    /// What was expected and what came.
    pub what: String,
}

/// Coverage of one clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClauseCoverage {
    /// Clause id.
    pub id: String,
    /// Name.
    pub title: Texts,
    /// How it is carried out.
    pub status: Status,
    /// Whether it is a duty: the guideline's own (not the product's default), `must`, `must-not`, `should` or
    /// `should-not`, in official or governance capacity.
    pub duty: bool,
    /// Scenarios that name it.
    pub scenarios: usize,
    /// Lessons that name it.
    pub lessons: usize,
    /// Leaves of its conditions.
    pub leaves: Vec<LeafCoverage>,
    /// What it lacks.
    pub gaps: Vec<Gap>,
}

/// How often the clause's scenarios saw a leaf come out true, false and unknown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeafCoverage {
    /// As conditions are written.
    pub leaf: String,
    /// Times true.
    pub true_seen: usize,
    /// Times false.
    pub false_seen: usize,
    /// Times unknown.
    pub unknown_seen: usize,
}

impl LeafCoverage {
    /// Seen all three ways.
    #[must_use]
    pub fn whole(&self) -> bool {
        self.true_seen > 0 && self.false_seen > 0 && self.unknown_seen > 0
    }
}

model::words! {
    /// What a clause lacks to be accounted for.
    Gap {
        /// It answers to events, and no scenario names it.
        NoScenario = "no-scenario",
        /// It is taught, and no lesson names it.
        NoLesson = "no-lesson",
        /// It is manual, and nobody says why.
        NoManualReason = "no-manual-reason",
        /// A leaf of its conditions is not seen true, false and unknown in its scenarios.
        Leaf = "leaf",
    }
}

impl Coverage {
    /// How many clauses have each status.
    #[must_use]
    pub fn by_status(&self) -> Vec<(Status, usize)> {
        Status::ALL
            .iter()
            .map(|s| (*s, self.clauses.iter().filter(|c| c.status == *s).count()))
            .collect()
    }

    /// Duties, and how many of them the product does, checks, or keeps somebody's word on.
    #[must_use]
    pub fn duties(&self) -> (usize, usize) {
        let duties: Vec<_> = self.clauses.iter().filter(|c| c.duty).collect();
        let kept = duties
            .iter()
            .filter(|c| matches!(c.status, Status::Automated | Status::Attested));
        (duties.len(), kept.count())
    }

    /// Leaves, and how many of them were seen all three ways.
    #[must_use]
    pub fn leaves(&self) -> (usize, usize) {
        let leaves: Vec<_> = self.clauses.iter().flat_map(|c| &c.leaves).collect();
        (leaves.len(), leaves.iter().filter(|l| l.whole()).count())
    }

    /// Clauses that lack nothing.
    #[must_use]
    pub fn accounted(&self) -> usize {
        self.clauses.iter().filter(|c| c.gaps.is_empty()).count()
    }

    /// Lessons.
    #[must_use]
    pub fn lessons(&self) -> usize {
        self.clauses.iter().map(|c| c.lessons).sum()
    }

    /// Every clause accounted for, and every scenario as it says.
    #[must_use]
    pub fn complete(&self) -> bool {
        self.failures.is_empty() && self.accounted() == self.clauses.len()
    }
}

/// Runs the scenarios of `rulebook`'s own pack (`…/ID/tests/*.toml` of `files`), counts its lessons
/// (`…/ID/lessons/*.toml`), and says what is covered.
#[must_use]
pub fn coverage<P: AsRef<str>, T: AsRef<str>>(rulebook: &Rulebook, files: &[(P, T)]) -> Coverage {
    let pack = rulebook.id();
    let mut cases: Vec<Case> = Vec::new();
    let mut failures = Vec::new();
    for (file, text) in files::of_pack(files, pack, "tests") {
        let report = scenario::run(rulebook, text);
        cases.extend(report.cases);
        let failed = |f: Failure| FailedScenario {
            file: file.to_owned(),
            number: f.number,
            clause: f.clause,
            what: f.what,
        };
        failures.extend(report.failures.into_iter().map(failed));
    }
    let mut lessons: Vec<String> = Vec::new();
    for (file, text) in files::of_pack(files, pack, "lessons") {
        match taught(text) {
            Ok(named) => lessons.extend(named),
            Err(what) => failures.push(FailedScenario {
                file: file.to_owned(),
                number: 0,
                clause: String::new(),
                what,
            }),
        }
    }
    Coverage {
        pack: pack.to_owned(),
        title: rulebook.title(),
        clauses: rulebook
            .clauses()
            .iter()
            .filter(|c| c.pack == pack)
            .map(|clause| of_clause(clause, &cases, &lessons))
            .collect(),
        scenarios: cases.len(),
        failures,
    }
}

/// Clauses that the lessons of a file are about.
fn taught(text: &str) -> Result<Vec<String>, String> {
    #[derive(serde::Deserialize)]
    struct File {
        lesson: Vec<Lesson>,
    }
    #[derive(serde::Deserialize)]
    struct Lesson {
        clause: String,
    }
    let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
    Ok(file.lesson.into_iter().map(|l| l.clause).collect())
}

/// The conditions of a clause, each with the events at which it is asked.
fn conditions(clause: &Clause) -> Vec<(&[Event], &Condition)> {
    fn of(part: &Part) -> impl Iterator<Item = (&[Event], &Condition)> {
        let all = part.when.iter().chain(&part.require);
        all.map(|condition| (part.applies_to.as_slice(), condition))
    }
    clause.parts.iter().flat_map(of).collect()
}

fn of_clause(clause: &Clause, cases: &[Case], lessons: &[String]) -> ClauseCoverage {
    let cases: Vec<_> = cases.iter().filter(|c| c.clause == clause.id).collect();
    let lessons = lessons.iter().filter(|l| **l == clause.id).count();
    let mut leaves: Vec<LeafCoverage> = Vec::new();
    for (events, condition) in conditions(clause) {
        for leaf in condition.leaves() {
            let text = leaf.text();
            let seen = cases
                .iter()
                .filter(|c| events.contains(&c.event))
                .flat_map(|c| leaf.seen(&c.facts));
            let place = leaves.iter().position(|l| l.leaf == text).unwrap_or_else(|| {
                leaves.push(LeafCoverage {
                    leaf: text,
                    true_seen: 0,
                    false_seen: 0,
                    unknown_seen: 0,
                });
                leaves.len().saturating_sub(1)
            });
            let Some(found) = leaves.get_mut(place) else {
                continue;
            };
            for truth in seen {
                let count = match truth {
                    Truth::True => &mut found.true_seen,
                    Truth::False => &mut found.false_seen,
                    Truth::Unknown => &mut found.unknown_seen,
                };
                *count = count.saturating_add(1);
            }
        }
    }
    let mut gaps = Vec::new();
    let mut lacks = |gap, lacking: bool| {
        if lacking {
            gaps.push(gap);
        }
    };
    let answers = !clause.applies_to.is_empty();
    lacks(Gap::NoScenario, answers && cases.is_empty());
    let taught = clause.parts.iter().any(|p| p.kind == "teach");
    lacks(Gap::NoLesson, taught && lessons == 0);
    let silent = clause.manual_reason.0.is_empty();
    lacks(Gap::NoManualReason, clause.status == Status::Manual && silent);
    lacks(Gap::Leaf, leaves.iter().any(|l| !l.whole()));
    ClauseCoverage {
        id: clause.id.clone(),
        title: clause.title.clone(),
        status: clause.status,
        duty: !clause.product_default
            && !matches!(clause.modality, Modality::May | Modality::Informative)
            && matches!(
                clause.capacity,
                Capacity::Official | Capacity::Governance | Capacity::Any
            ),
        scenarios: cases.len(),
        lessons,
        leaves,
        gaps,
    }
}
