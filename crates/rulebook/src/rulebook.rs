//! A municipality's rules: its pack with all it extends, compiled.

use crate::clause::{Clause, Part};
use crate::decision::{AnswerKind, Matter, PackRef};
use crate::effect::{Asked, CrisisEffect, GroundStrength, Grounds, SeasonName, Stated, Window};
use crate::lang::{Condition, Env, Kind, Truth};
use crate::load::Era;
use crate::pack::{About, Lesson};
use crate::{Event, FactSource, Facts, Obligation, Value, vocabulary};
use jiff::civil::Date;
use model::municipality::Country;
use model::person::Role;
use model::{Millis, Texts};
use std::collections::BTreeMap;

/// Rules in force, ready to be asked. Immutable, and cheap to share.
#[derive(Debug)]
pub struct Rulebook {
    /// The municipality's own pack first.
    pub(crate) about: Vec<About>,
    /// In order of time.
    pub(crate) eras: Vec<Era>,
    pub(crate) declared: BTreeMap<String, Asked>,
    pub(crate) lessons: Vec<Lesson>,
    pub(crate) labels: BTreeMap<String, Texts>,
    pub(crate) digest: String,
    pub(crate) zone: jiff::tz::TimeZone,
    pub(crate) country: Country,
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
    /// Least length of a text, in characters; 0 when any will do.
    pub least: usize,
    /// Who answers; empty: whoever takes the step.
    pub roles: Vec<Role>,
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

/// What the guideline states to everybody: a house rule, or what breaking it may lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Clause.
    pub clause: String,
    /// Its name.
    pub title: Texts,
    /// What is stated.
    pub text: Texts,
    /// The document does not state it; the product does.
    pub product_default: bool,
}

/// A season of the year with rules of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeasonRule {
    /// Clause.
    pub clause: String,
    /// Its name.
    pub title: Texts,
    /// Which season.
    pub name: SeasonName,
    /// When.
    pub windows: Vec<Window>,
    /// What holds then.
    pub text: Texts,
    /// What it is about, in the pack's words; empty: everything.
    pub topics: Vec<String>,
}

impl Rulebook {
    /// Id of the municipality's pack.
    #[must_use]
    pub fn id(&self) -> &str {
        self.about.first().map_or("", |about| about.id.as_str())
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> Texts {
        self.about
            .first()
            .map(|about| about.title.clone())
            .unwrap_or_default()
    }

    /// The packs that take part, the municipality's own first.
    #[must_use]
    pub fn packs(&self) -> Vec<PackRef> {
        self.about
            .iter()
            .map(|about| PackRef {
                id: about.id.clone(),
                version: about.version.clone(),
            })
            .collect()
    }

    /// What the packs say of themselves, the municipality's own first.
    #[must_use]
    pub fn about(&self) -> &[About] {
        &self.about
    }

    /// Hex SHA-256 of the packs' canonical content.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// All clauses, those of the packs that are extended first, with the parameters' first values: before any day
    /// from which one of them is another. Versions of a clause that are in force at different times are all there.
    #[must_use]
    pub fn clauses(&self) -> &[Clause] {
        self.eras
            .first()
            .map(|era| era.clauses.as_slice())
            .unwrap_or_default()
    }

    /// The clauses in force at `at`, with the parameters' values of that day.
    pub fn clauses_at(&self, at: Millis) -> impl Iterator<Item = &Clause> {
        let day = self.day(at).to_string();
        let clauses = self.era(&day).map(|era| era.clauses.as_slice());
        clauses
            .unwrap_or_default()
            .iter()
            .filter(move |c| c.in_force(&day))
    }

    /// The clause of that id; of several versions the first.
    #[must_use]
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.clauses().iter().find(|c| c.id == id)
    }

    /// Lessons of the packs, where their files were given to [`Rulebook::load`].
    #[must_use]
    pub fn lessons(&self) -> &[Lesson] {
        &self.lessons
    }

    /// Label of each parameter.
    #[must_use]
    pub fn parameter_label(&self, name: &str) -> Option<&Texts> {
        self.labels.get(name)
    }

    /// Values of the parameters at `at`.
    #[must_use]
    pub fn parameters(&self, at: Millis) -> BTreeMap<String, Value> {
        self.era(&self.day(at).to_string())
            .map(|era| era.params.clone())
            .unwrap_or_default()
    }

    /// What visitors of the municipality's channels are told to keep to.
    #[must_use]
    pub fn house_rules(&self) -> Vec<Statement> {
        self.stated(Stated::HouseRule)
    }

    /// What breaking the guideline may lead to. Never done by the product.
    #[must_use]
    pub fn consequences(&self) -> Vec<Statement> {
        self.stated(Stated::Consequence)
    }

    fn stated(&self, wanted: Stated) -> Vec<Statement> {
        let mut out = Vec::new();
        for (clause, part) in self.parts() {
            if let Some((_, text)) = part.effect.stated().filter(|(kind, _)| *kind == wanted) {
                out.push(Statement {
                    clause: clause.id.clone(),
                    title: clause.title.clone(),
                    text: text.clone(),
                    product_default: clause.product_default || part.beyond_text,
                });
            }
        }
        out
    }

    /// Seasons with rules of their own.
    #[must_use]
    pub fn seasons(&self) -> Vec<SeasonRule> {
        self.parts()
            .filter_map(|(clause, part)| {
                let season = part.effect.season()?;
                Some(SeasonRule {
                    clause: clause.id.clone(),
                    title: clause.title.clone(),
                    name: season.name,
                    windows: season.windows.clone(),
                    text: season.text.clone(),
                    topics: season.topics.clone(),
                })
            })
            .collect()
    }

    fn parts(&self) -> impl Iterator<Item = (&Clause, &Part)> {
        self.clauses()
            .iter()
            .flat_map(|clause| clause.parts.iter().map(move |part| (clause, part)))
    }

    /// The local day of `at`.
    #[must_use]
    pub fn day(&self, at: Millis) -> Date {
        at.timestamp().to_zoned(self.zone.clone()).date()
    }

    /// The rules as they are compiled for `day` (ISO).
    pub(crate) fn era(&self, day: &str) -> Option<&Era> {
        self.eras
            .iter()
            .take_while(|era| era.from.as_deref().is_none_or(|from| from <= day))
            .last()
    }

    /// Every ground for moderation, in the order of the packs.
    #[must_use]
    pub fn grounds(&self) -> Vec<Ground> {
        let mut out = Vec::new();
        for (clause, part) in self.parts() {
            let Some(grounds) = part.effect.grounds() else {
                continue;
            };
            let own = grounds.list.iter();
            out.extend(own.map(|(letter, title)| ground(clause, part, grounds, letter, title.clone())));
        }
        out
    }

    /// Where the packs refer what is about `matter`, as whoever asks may be told.
    #[must_use]
    pub fn routes(&self, matter: Matter) -> Vec<&Texts> {
        self.parts()
            .filter_map(|(_, part)| part.effect.route())
            .filter(|(of, _)| *of == matter)
            .map(|(_, route)| route)
            .collect()
    }

    /// The grounds that no clause lists: for every clause with grounds that somebody may excuse from, the one on which
    /// a comment is hidden all the same while a waiver of that clause is in force for it.
    #[must_use]
    pub fn exceptional_grounds(&self) -> Vec<Ground> {
        let mut out: Vec<Ground> = Vec::new();
        for (clause, part) in self.parts() {
            let Some(grounds) = part.effect.grounds().filter(|_| clause.waiver.is_some()) else {
                continue;
            };
            out.push(Ground {
                strength: GroundStrength::Exceptional,
                ..ground(
                    clause,
                    part,
                    grounds,
                    Grounds::EXCEPTION,
                    Grounds::exception_title(),
                )
            });
        }
        out
    }

    /// The rule on crises; `None` when no pack has one (then nothing is held).
    #[must_use]
    pub fn crisis_rule(&self) -> Option<CrisisRule> {
        self.parts().find_map(|(clause, part)| {
            let mode = part.effect.mode()?;
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

    /// The questions and fields that the packs put at `event`, those answered too, so that a form can show all. What is
    /// not known to concern the case is left out: nobody is asked about graphics in a post without pictures, and whether
    /// a question follows is asked before it.
    /// Questions that a gate raises about unknown facts come with the decision, as [`Obligation::Ask`].
    #[must_use]
    pub fn questions(&self, event: Event, facts: &Facts) -> Vec<Question> {
        let mut out: Vec<Question> = Vec::new();
        let concerned = |part: &Part| {
            let holds = |when: &Condition| when.run(&mut Env::new(facts)) == Truth::True;
            part.applies_to.contains(&event) && part.when.as_ref().is_none_or(holds)
        };
        for (clause, part) in self.parts().filter(|(_, part)| concerned(part)) {
            for asked in part.effect.asked() {
                if out.iter().all(|q| q.name != asked.name) {
                    out.push(Question {
                        name: asked.name.clone(),
                        label: asked.label.clone(),
                        kind: asked.answer.clone(),
                        clause: clause.id.clone(),
                        least: asked.least,
                        roles: asked.roles.clone(),
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

/// A ground of a clause as everybody sees it.
fn ground(clause: &Clause, part: &Part, grounds: &Grounds, letter: &str, title: Texts) -> Ground {
    Ground {
        id: Grounds::id(&clause.id, letter),
        clause: clause.id.clone(),
        letter: letter.to_owned(),
        title,
        says: clause.says.clone(),
        strength: grounds.strength,
        save_first: grounds.save_first,
        reason_min: usize::try_from(grounds.reason_min).unwrap_or(usize::MAX),
        notice: grounds.notice,
        complaint: grounds.complaint,
        product_default: clause.product_default || part.beyond_text,
    }
}
