//! A municipality's rules: its pack with all it extends, compiled.

use crate::clause::Clause;
use crate::decision::{AnswerKind, PackRef};
use crate::effect::{Asked, CrisisEffect, GroundStrength, Grounds};
use crate::lang::{Kind, Names, Subject};
use crate::pack::{self, Context, MAX_CLAUSES, PackProblem, Problems, Table};
use crate::{Event, FactSource, Facts, Obligation, Value, vocabulary};
use model::Texts;
use model::person::Role;
use std::collections::BTreeMap;

/// Rules in force, ready to be asked. Immutable, and cheap to share.
#[derive(Debug)]
pub struct Rulebook {
    pub(crate) packs: Vec<(PackRef, Texts)>,
    pub(crate) clauses: Vec<Clause>,
    pub(crate) declared: BTreeMap<String, Asked>,
    pub(crate) digest: String,
    pub(crate) zone: jiff::tz::TimeZone,
}

/// A question that the pack asks before a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Fact that the answer becomes; the key under which it is stored.
    pub name: String,
    /// The question.
    pub label: Texts,
    /// How it is answered.
    pub kind: AnswerKind,
    /// Clause that asks.
    pub clause: String,
    /// Whether the answer is known already.
    pub answered: bool,
}

/// A ground on which an item may be hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// As a moderation decision stores it: `clause`, or `clause#letter`. The value of the fact `moderation.ground`.
    pub id: String,
    /// Clause.
    pub clause: String,
    /// Letter in the clause's list; may be empty.
    pub letter: String,
    /// Name of the ground.
    pub title: Texts,
    /// What the clause says.
    pub says: Texts,
    /// Strength.
    pub strength: GroundStrength,
    /// Evidence is committed before the network is asked.
    pub save_first: bool,
    /// Least length of the reason, in characters.
    pub reason_min: usize,
    /// The author is told, where the network allows.
    pub notice: bool,
    /// The author is told where to complain.
    pub complaint: bool,
    /// The document has no such ground; the product has.
    pub product_default: bool,
}

/// What a crisis does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrisisRule {
    /// Clause.
    pub clause: String,
    /// Its name.
    pub title: Texts,
    /// What it says.
    pub says: Texts,
    /// What is held.
    pub effect: CrisisEffect,
    /// Who may declare and end a crisis.
    pub declare: Vec<Role>,
    /// Who may release what is held.
    pub release: Vec<Role>,
    /// The document is silent; the product is not.
    pub product_default: bool,
}

/// Names that conditions may use: facts of the vocabulary, answers to declared questions, parameters.
struct Known<'a> {
    declared: &'a BTreeMap<String, Asked>,
    params: &'a BTreeMap<String, Value>,
}

impl Names for Known<'_> {
    fn subject(&self, name: &str) -> Option<Subject> {
        if let Some(param) = name.strip_prefix("params.") {
            return self.params.get(param).cloned().map(Subject::Fixed);
        }
        if let Some(entry) = vocabulary::find(name) {
            return Some(Subject::Fact(Kind::of(entry.kind)));
        }
        self.declared.get(name).map(|asked| Subject::Fact(asked.kind()))
    }

    fn nearest(&self, name: &str) -> Option<String> {
        let params: Vec<_> = self.params.keys().map(|p| format!("params.{p}")).collect();
        let names = vocabulary::FACTS.iter().map(|f| f.name);
        let declared = self.declared.keys().map(String::as_str);
        crate::lang::nearest(
            name,
            names.chain(declared).chain(params.iter().map(String::as_str)),
        )
    }
}

impl Rulebook {
    /// Reads the pack `pack_id` and all it extends out of `files`: pairs of path (`…/ID/pack.toml`,
    /// `…/ID/clauses/*.toml`) and text. Files of other packs are not looked at, and nothing is read from disk.
    ///
    /// # Errors
    /// Every [`PackProblem`] found (at most 100), each with file, line, column and what was expected.
    pub fn load<P: AsRef<str>, T: AsRef<str>>(
        files: &[(P, T)],
        pack_id: &str,
    ) -> Result<Self, Vec<PackProblem>> {
        let problems = Problems::default();
        let (packs, params) = pack::gather(files, pack_id, &problems);
        let declared = declared(&packs, &params, &problems);
        let names = Known {
            declared: &declared,
            params: &params,
        };
        let context = Context {
            problems: &problems,
            params: &params,
        };
        let mut clauses: Vec<Clause> = Vec::new();
        for pack in &packs {
            let roots: Vec<_> = pack
                .clauses
                .iter()
                .map(|document| Table::root(&context, document))
                .collect();
            for root in &roots {
                pack::apply_adjustments(root, &mut clauses, &names);
            }
            for root in &roots {
                for table in root.tables("clause") {
                    let Some(clause) = pack::read_clause(&table, &pack.header.id, &names) else {
                        continue;
                    };
                    if clauses.iter().any(|c| c.id == clause.id) {
                        table.problem(
                            "duplicate-id",
                            &table.place("id"),
                            &*clause.id,
                            "an id that no other clause has",
                        );
                    }
                    if clauses.len() >= MAX_CLAUSES {
                        table.problem(
                            "too-many-clauses",
                            &table.place("id"),
                            &*clause.id,
                            format!("at most {MAX_CLAUSES}"),
                        );
                        break;
                    }
                    clauses.push(clause);
                }
                root.close();
            }
        }
        contradictions(&clauses, &problems);
        if problems.any() {
            return Err(problems.take());
        }
        let sweden = packs.last().is_some_and(|p| p.header.jurisdiction == "SE");
        let zone = if sweden { "Europe/Stockholm" } else { "Europe/Oslo" };
        Ok(Self {
            digest: pack::digest(&packs),
            packs: packs
                .iter()
                .rev()
                .map(|p| {
                    (
                        PackRef {
                            id: p.header.id.clone(),
                            version: p.header.version.clone(),
                        },
                        p.header.title.clone(),
                    )
                })
                .collect(),
            zone: jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC),
            clauses,
            declared,
        })
    }

    /// Id of the municipality's pack.
    #[must_use]
    pub fn id(&self) -> &str {
        self.packs.first().map_or("", |(pack, _)| pack.id.as_str())
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> Texts {
        self.packs
            .first()
            .map(|(_, title)| title.clone())
            .unwrap_or_default()
    }

    /// The packs that take part, the municipality's own first.
    #[must_use]
    pub fn packs(&self) -> Vec<PackRef> {
        self.packs.iter().map(|(pack, _)| pack.clone()).collect()
    }

    /// Hex SHA-256 of the packs' canonical content.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// All clauses, those of the packs that are extended first.
    #[must_use]
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// The clause of that id.
    #[must_use]
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.clauses.iter().find(|c| c.id == id)
    }

    /// Every ground for moderation, in the order of the packs.
    #[must_use]
    pub fn grounds(&self) -> Vec<Ground> {
        let mut out = Vec::new();
        for clause in &self.clauses {
            let Some(grounds) = clause.effect.grounds() else {
                continue;
            };
            for (letter, title) in &grounds.list {
                out.push(Ground {
                    id: Grounds::id(&clause.id, letter),
                    clause: clause.id.clone(),
                    letter: letter.clone(),
                    title: title.clone(),
                    says: clause.says.clone(),
                    strength: grounds.strength,
                    save_first: grounds.save_first,
                    reason_min: usize::try_from(grounds.reason_min).unwrap_or(usize::MAX),
                    notice: grounds.notice,
                    complaint: grounds.complaint,
                    product_default: clause.product_default,
                });
            }
        }
        out
    }

    /// The rule on crises; `None` when no pack has one (then nothing is held).
    #[must_use]
    pub fn crisis_rule(&self) -> Option<CrisisRule> {
        self.clauses.iter().find_map(|clause| {
            let mode = clause.effect.mode()?;
            Some(CrisisRule {
                clause: clause.id.clone(),
                title: clause.title.clone(),
                says: clause.says.clone(),
                effect: mode.holds,
                declare: mode.declare.clone(),
                release: mode.release.clone(),
                product_default: clause.product_default,
            })
        })
    }

    /// The questions and fields that the packs put at `event`, those answered too, so that a form can show all.
    /// Questions that a gate raises about unknown facts come with the decision, as [`Obligation::Ask`].
    #[must_use]
    pub fn questions(&self, event: Event, facts: &Facts) -> Vec<Question> {
        let mut out: Vec<Question> = Vec::new();
        for clause in self.clauses.iter().filter(|c| c.applies_to.contains(&event)) {
            for asked in clause.effect.asked() {
                if out.iter().all(|q| q.name != asked.name) {
                    out.push(Question {
                        name: asked.name.clone(),
                        label: asked.label.clone(),
                        kind: asked.answer.clone(),
                        clause: clause.id.clone(),
                        answered: facts.get(&asked.name).is_some(),
                    });
                }
            }
        }
        out
    }

    /// Puts stored answers (fact name → `yes`, `no`, a word, a number or text) into `facts` as what the author said.
    /// Also takes fields of elements, `post.media[ID].written_consent`: set the list before. An answer that does
    /// not fit its question, or whose name is not known, is left out and so stays unknown. What only registers and
    /// detectors know ([`vocabulary::Entry::said`]) cannot be answered, and what they have said is not overwritten.
    pub fn answer(&self, facts: &mut Facts, answers: &BTreeMap<String, String>) {
        for (name, text) in answers {
            if let Some((list, rest)) = name.split_once('[') {
                let Some((element, field)) = rest.split_once("].") else {
                    continue;
                };
                let Some((_, Some(entry))) = vocabulary::find_read(name) else {
                    continue;
                };
                if entry.said
                    && let Some(value) = typed(&Kind::of(entry.kind), text)
                {
                    facts.set_element(list, element, field, value);
                }
                continue;
            }
            let kind = match (self.declared.get(name), vocabulary::find(name)) {
                (Some(asked), _) => asked.kind(),
                (None, Some(entry)) if entry.said => Kind::of(entry.kind),
                (None, _) => continue,
            };
            if facts.get(name).is_some_and(|f| f.source != FactSource::Author) {
                continue;
            }
            if let Some(value) = typed(&kind, text) {
                facts.set(name, value, FactSource::Author);
            }
        }
    }

    /// How the fact `name` is asked for: its label and how it is answered; `None` for a name that is not known or
    /// that nobody is asked about. `facts` tell which picture a question is about.
    #[must_use]
    pub fn question_about(&self, name: &str, facts: &Facts) -> Option<(Texts, AnswerKind)> {
        match self.ask(name, "", facts)? {
            Obligation::Ask { label, kind, .. } => Some((label, kind)),
            _ => None,
        }
    }

    /// The question about a fact that a clause found unknown.
    pub(crate) fn ask(&self, name: &str, clause: &str, facts: &Facts) -> Option<Obligation> {
        let (label, kind) = match self.declared.get(name) {
            Some(asked) => (asked.label.clone(), asked.answer.clone()),
            None => {
                let (entry, field) = vocabulary::find_read(name)?;
                let entry = field.unwrap_or(entry);
                if !entry.said {
                    return None;
                }
                (
                    vocabulary::label(name, facts)?,
                    crate::effect::answer_kind(entry.kind)?,
                )
            }
        };
        Some(Obligation::Ask {
            name: name.to_owned(),
            label,
            kind,
            clause: clause.to_owned(),
        })
    }
}

/// An answer's text as a value of `kind`.
fn typed(kind: &Kind, text: &str) -> Option<Value> {
    let value = match kind {
        Kind::Bool => Value::Bool(match text {
            "yes" | "true" => true,
            "no" | "false" => false,
            _ => return None,
        }),
        Kind::Int => Value::Int(text.trim().parse().ok()?),
        Kind::Text | Kind::Word(_) => Value::Text(text.to_owned()),
        Kind::List(_) => return None,
    };
    kind.admits(&value).then_some(value)
}

/// The questions and fields that clauses of all packs declare, so that any condition may read their answers.
fn declared(
    packs: &[pack::Pack<'_>],
    params: &BTreeMap<String, Value>,
    problems: &Problems,
) -> BTreeMap<String, Asked> {
    let nothing = BTreeMap::new();
    let names = Known {
        declared: &nothing,
        params,
    };
    // What is wrong in these tables is noted when the clauses are read; here only the names are wanted.
    let quiet = Problems::default();
    let context = Context {
        problems: &quiet,
        params,
    };
    let loud = Context { problems, params };
    let mut out: BTreeMap<String, Asked> = BTreeMap::new();
    for document in packs.iter().flat_map(|p| &p.clauses) {
        let root = Table::root(&context, document);
        for clause in root.tables("clause") {
            let Some(table) = clause.table("effect") else {
                continue;
            };
            let kind = crate::effect::KINDS
                .iter()
                .find(|k| table.text("kind").is_some_and(|w| w == k.name));
            let Some(effect) = kind
                .filter(|k| ["ask", "register"].contains(&k.name))
                .and_then(|k| (k.read)(&table, &names))
            else {
                continue;
            };
            for asked in effect
                .asked()
                .iter()
                .filter(|a| vocabulary::find(&a.name).is_none())
            {
                if out
                    .get(&asked.name)
                    .is_some_and(|other| other.kind() != asked.kind())
                {
                    let root = Table::root(&loud, document);
                    root.problem(
                        "duplicate-id",
                        &root.place("clause"),
                        &*asked.name,
                        "one type for one question",
                    );
                }
                out.insert(asked.name.clone(), asked.clone());
            }
        }
    }
    out
}

/// Clauses that cannot both hold: two rules on crises.
fn contradictions(clauses: &[Clause], problems: &Problems) {
    let modes: Vec<_> = clauses
        .iter()
        .filter(|c| c.effect.mode().is_some())
        .map(|c| c.id.clone())
        .collect();
    if modes.len() > 1 {
        problems.add(PackProblem {
            key: "contradiction",
            file: String::new(),
            line: 0,
            column: 0,
            subject: modes.join(", "),
            expected: "one rule on crises; let one replace the other".to_owned(),
            nearest: None,
        });
    }
}
