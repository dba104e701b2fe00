//! Two rulebooks side by side: two versions of one guideline, or two municipalities. First by what matters to people,
//! whatever the clauses are called; then clause by clause.

use crate::clause::{Clause, Part};
use crate::effect::OnFail;
use crate::{Event, GroundStrength, Modality, Obligation, Outcome, Rulebook, Value};
use model::person::Role;
use model::{Millis, Texts};
use serde::Serialize;

model::words! {
    /// What people ask when they compare guidelines.
    Topic {
        /// Who approves a new channel.
        ChannelApproval = "channel-approval",
        /// Who approves a post.
        PostApproval = "post-approval",
        /// How long an answer may take.
        ReplyTime = "reply-time",
        /// What may be hidden, and what must be done then.
        Grounds = "grounds",
        /// What a crisis does.
        Crisis = "crisis",
        /// What a picture of a person needs.
        Consent = "consent",
        /// What a picture's maker is owed.
        Credit = "credit",
        /// What must be labelled.
        Labels = "labels",
        /// How often somebody looks.
        Watch = "watch",
        /// How much is published.
        Cadence = "cadence",
        /// What is kept, and how long.
        Retention = "retention",
    }
}

/// The comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// Id, version and title of each side.
    pub sides: [Side; 2],
    /// Every topic, in the order of [`Topic`].
    pub topics: Vec<TopicRow>,
    /// Parameters that differ.
    pub params: Vec<ParamRow>,
    /// Clauses that differ. Of two versions of one guideline all; of two municipalities those of the bases that they
    /// share, since clauses of different documents are not the same clause.
    pub clauses: Vec<ClauseRow>,
    /// How many clauses each side's own document has that the other has not.
    pub only: [usize; 2],
}

/// One side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Pack.
    pub id: String,
    /// Version.
    pub version: String,
    /// Title.
    pub title: Texts,
}

/// A topic with what each side has on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TopicRow {
    /// Topic.
    pub topic: Topic,
    /// What each side has.
    pub cells: [Vec<Cell>; 2],
    /// Whether both come to the same, whatever the clauses are called.
    pub same: bool,
}

/// What one clause has on a topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Clause.
    pub clause: String,
    /// Its name, or a ground's.
    pub title: Texts,
    /// What the clause says.
    pub says: Texts,
    /// The document is silent; the product is not.
    pub product_default: bool,
    /// Strength.
    pub modality: Modality,
    /// When it concerns the matter; `None`: always.
    pub when: Option<Texts>,
    /// What it comes to.
    pub matter: What,
}

/// What a clause comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum What {
    /// These approve.
    Approval {
        /// Who, in order.
        roles: Vec<Role>,
        /// One of them is enough, whoever it is.
        any: bool,
    },
    /// Time to answer.
    Time {
        /// Working days.
        business_days: Option<u32>,
        /// Hours.
        hours: Option<u32>,
        /// A first reply meets it.
        holding_reply: bool,
    },
    /// A ground for hiding.
    Ground {
        /// Strength.
        strength: GroundStrength,
        /// Evidence first.
        save_first: bool,
        /// Least reason, in characters.
        reason_min: usize,
        /// The author is told.
        notice: bool,
        /// And may complain.
        complaint: bool,
    },
    /// What a crisis does.
    Crisis {
        /// What is held, as its word.
        holds: String,
        /// Who declares.
        declare: Vec<Role>,
        /// Who releases.
        release: Vec<Role>,
    },
    /// Something must hold.
    Demand {
        /// What follows when it does not.
        on_fail: Option<Outcome>,
        /// What must hold.
        require: Vec<Texts>,
    },
    /// Something is given people to do, or kept.
    Creates {
        /// What.
        obligations: Vec<Obligation>,
    },
}

/// A parameter that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ParamRow {
    /// Name.
    pub name: String,
    /// What people read.
    pub label: Texts,
    /// Value on each side; `None`: that side has no such parameter.
    pub values: [Option<Value>; 2],
}

/// A clause that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClauseRow {
    /// Clause id.
    pub clause: String,
    /// Its name.
    pub title: Texts,
    /// What happened to it, from the first side to the second.
    pub change: Change,
    /// What of it differs, as keys of a pack.
    pub keys: Vec<&'static str>,
}

model::words! {
    /// What happened to a clause.
    Change {
        /// Only the second side has it.
        Added = "added",
        /// Only the first side has it.
        Removed = "removed",
        /// Both have it, and not alike.
        Changed = "changed",
    }
}

/// Compares `a` with `b` as they are at `at`.
#[must_use]
pub fn diff(a: &Rulebook, b: &Rulebook, at: Millis) -> Diff {
    let topics = Topic::ALL
        .iter()
        .map(|topic| {
            let cells = [cells(a, *topic, at), cells(b, *topic, at)];
            TopicRow {
                topic: *topic,
                same: alike(&cells),
                cells,
            }
        })
        .collect();
    Diff {
        sides: [side(a), side(b)],
        topics,
        params: params(a, b, at),
        clauses: clauses(a, b, at),
        only: [only(a, b, at), only(b, a, at)],
    }
}

fn side(book: &Rulebook) -> Side {
    let about = book.about.first();
    Side {
        id: book.id().to_owned(),
        version: about.map(|a| a.version.clone()).unwrap_or_default(),
        title: book.title(),
    }
}

/// Whether both sides come to the same, in any order.
fn alike(cells: &[Vec<Cell>; 2]) -> bool {
    let [a, b] = cells;
    let same = |x: &Cell, y: &Cell| x.when == y.when && bare(&x.matter) == bare(&y.matter);
    a.len() == b.len()
        && a.iter().all(|x| b.iter().any(|y| same(x, y)))
        && b.iter().all(|y| a.iter().any(|x| same(x, y)))
}

/// The matter as data without the names of clauses.
fn bare(matter: &What) -> serde_json::Value {
    let mut value = serde_json::to_value(matter).unwrap_or_default();
    if let Some(list) = value.get_mut("obligations").and_then(|o| o.as_array_mut()) {
        for one in list.iter_mut().filter_map(|o| o.as_object_mut()) {
            one.remove("clause");
            one.remove("what");
        }
    }
    value
}

fn cells(book: &Rulebook, topic: Topic, at: Millis) -> Vec<Cell> {
    let day = book.day(at).to_string();
    let mut out = Vec::new();
    match topic {
        Topic::Grounds => {
            for g in book.grounds() {
                let Some(clause) = book.clause(&g.clause) else {
                    continue;
                };
                out.push(Cell {
                    clause: g.id,
                    title: g.title,
                    says: g.says,
                    product_default: g.product_default,
                    modality: clause.modality,
                    when: None,
                    matter: What::Ground {
                        strength: g.strength,
                        save_first: g.save_first,
                        reason_min: g.reason_min,
                        notice: g.notice,
                        complaint: g.complaint,
                    },
                });
            }
        }
        Topic::Crisis => {
            if let Some(rule) = book.crisis_rule()
                && let Some(clause) = book.clause(&rule.clause)
            {
                out.push(Cell {
                    clause: rule.clause,
                    title: rule.title,
                    says: rule.says,
                    product_default: rule.product_default,
                    modality: clause.modality,
                    when: None,
                    matter: What::Crisis {
                        holds: rule.effect.as_str().to_owned(),
                        declare: rule.declare,
                        release: rule.release,
                    },
                });
            }
        }
        _ => {
            for clause in book.clauses_at(at) {
                for part in &clause.parts {
                    if let Some(matter) = matter(book, clause, part, topic, &day) {
                        out.push(Cell {
                            clause: clause.id.clone(),
                            title: clause.title.clone(),
                            says: clause.says.clone(),
                            product_default: clause.product_default || part.beyond_text,
                            modality: clause.modality,
                            when: part.when.as_ref().map(|c| book.words(c)),
                            matter,
                        });
                    }
                }
            }
        }
    }
    out
}

/// What a part of a clause comes to under a topic; `None` when it has nothing on it.
fn matter(book: &Rulebook, clause: &Clause, part: &Part, topic: Topic, day: &str) -> Option<What> {
    let at = |events: &[Event]| part.applies_to.iter().any(|e| events.contains(e));
    let creates = || What::Creates {
        obligations: book.creates(clause, part, day),
    };
    let approval = || {
        let step = |o: &Obligation| match o {
            Obligation::Approve { role, any, .. } => Some((*role, *any)),
            _ => None,
        };
        let steps: Vec<_> = book.creates(clause, part, day).iter().filter_map(step).collect();
        What::Approval {
            any: steps.iter().any(|(_, any)| *any),
            roles: steps.into_iter().map(|(role, _)| role).collect(),
        }
    };
    match topic {
        Topic::ChannelApproval => {
            (part.kind == "approve" && at(&[Event::ChannelApply, Event::ChannelActivate])).then(approval)
        }
        Topic::PostApproval => (part.kind == "approve" && at(&[Event::PostSubmit])).then(approval),
        Topic::ReplyTime => part
            .effect
            .deadline()
            .map(|(business_days, hours, holding_reply)| What::Time {
                business_days,
                hours,
                holding_reply,
            }),
        Topic::Labels => (part.kind == "label").then(creates),
        Topic::Watch => (part.kind == "watch").then(creates),
        Topic::Cadence => (part.kind == "cadence").then(creates),
        Topic::Retention => (part.kind == "retain").then(creates),
        Topic::Consent => demands(
            book,
            part,
            &[
                "basis",
                "written_consent",
                "guardian_consent",
                "person_identifiable",
            ],
        ),
        Topic::Credit => demands(book, part, &["credit", "permission"]),
        Topic::Grounds | Topic::Crisis => None,
    }
}

/// What a part demands of those fields of a picture.
fn demands(book: &Rulebook, part: &Part, fields: &[&str]) -> Option<What> {
    let about = |name: &String| {
        name.strip_prefix("post.media[].")
            .is_some_and(|field| fields.contains(&field))
    };
    let named = part.require.iter().any(|c| c.facts().iter().any(about));
    named.then(|| What::Demand {
        on_fail: part.effect.on_fail().map(OnFail::outcome),
        require: part.require.iter().map(|c| book.words(c)).collect(),
    })
}

fn params(a: &Rulebook, b: &Rulebook, at: Millis) -> Vec<ParamRow> {
    let (left, right) = (a.parameters(at), b.parameters(at));
    let mut names: Vec<&String> = left.keys().chain(right.keys()).collect();
    names.sort();
    names.dedup();
    names
        .into_iter()
        .filter(|name| left.get(*name) != right.get(*name))
        .map(|name| ParamRow {
            name: name.clone(),
            label: a
                .parameter_label(name)
                .or_else(|| b.parameter_label(name))
                .cloned()
                .unwrap_or_default(),
            values: [left.get(name).cloned(), right.get(name).cloned()],
        })
        .collect()
}

/// Whether a clause of `a` could be in `b` too: of two versions of one guideline every clause, of two municipalities
/// those of the bases.
fn comparable(clause: &Clause, a: &Rulebook, b: &Rulebook) -> bool {
    a.id() == b.id() || (clause.pack != a.id() && b.about.iter().any(|about| about.id == clause.pack))
}

fn clauses(a: &Rulebook, b: &Rulebook, at: Millis) -> Vec<ClauseRow> {
    let mut out = Vec::new();
    let row = |clause: &Clause, change, keys| ClauseRow {
        clause: clause.id.clone(),
        title: clause.title.clone(),
        change,
        keys,
    };
    for old in a.clauses_at(at).filter(|c| comparable(c, a, b)) {
        match b.clauses_at(at).find(|c| c.id == old.id) {
            None => out.push(row(old, Change::Removed, Vec::new())),
            Some(new) => {
                let keys = differing(a, old, b, new, at);
                if !keys.is_empty() {
                    out.push(row(new, Change::Changed, keys));
                }
            }
        }
    }
    for new in b.clauses_at(at).filter(|c| comparable(c, b, a)) {
        if a.clauses_at(at).all(|c| c.id != new.id) {
            out.push(row(new, Change::Added, Vec::new()));
        }
    }
    out
}

/// Keys under which two clauses of the same id differ.
fn differing(a: &Rulebook, old: &Clause, b: &Rulebook, new: &Clause, at: Millis) -> Vec<&'static str> {
    let day = a.day(at).to_string();
    let conditions = |book: &Rulebook, c: &Clause, require: bool| -> Vec<Vec<Texts>> {
        let of = |p: &Part| -> Vec<Texts> {
            let chosen: Vec<_> = if require {
                p.require.iter().collect()
            } else {
                p.when.iter().collect()
            };
            chosen.into_iter().map(|c| book.words(c)).collect()
        };
        c.parts.iter().map(of).collect()
    };
    let effects = |book: &Rulebook, c: &Clause| -> Vec<_> {
        c.parts
            .iter()
            .map(|p| (p.kind, p.effect.on_fail(), book.creates(c, p, &day)))
            .collect()
    };
    let events = |c: &Clause| -> Vec<_> { c.parts.iter().map(|p| p.applies_to.clone()).collect() };
    let pairs = [
        ("title", old.title != new.title),
        ("says", old.says != new.says),
        ("section", old.section != new.section),
        ("modality", old.modality != new.modality),
        ("binds", (old.capacity, &old.binds) != (new.capacity, &new.binds)),
        ("status", old.status != new.status),
        ("applies_to", events(old) != events(new)),
        ("when", conditions(a, old, false) != conditions(b, new, false)),
        ("require", conditions(a, old, true) != conditions(b, new, true)),
        ("effect", effects(a, old) != effects(b, new)),
        ("basis", old.basis != new.basis),
        ("waiver", old.waiver != new.waiver),
        ("evidence", old.evidence != new.evidence),
    ];
    pairs
        .into_iter()
        .filter(|(_, differs)| *differs)
        .map(|(key, _)| key)
        .collect()
}

/// How many clauses of `a`'s own document `b` has not.
fn only(a: &Rulebook, b: &Rulebook, at: Millis) -> usize {
    let own = a.clauses_at(at).filter(|c| c.pack == a.id());
    own.filter(|c| b.clauses_at(at).all(|other| other.id != c.id))
        .count()
}
