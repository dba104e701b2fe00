//! A clause on one card: what it says, when it is asked, its conditions in words, what it does, its law, its tests.

use crate::clause::{Capacity, Clause, Modality, Part, Status};
use crate::effect::{OnFail, Site};
use crate::lang::{Condition, Env, Truth};
use crate::{Event, Facts, Obligation, Outcome, Place, Rulebook, files, scenario};
use jiff::civil::Date;
use model::person::Role;
use model::{Locale, Texts};
use serde::Serialize;

/// Everything about a clause that people want to see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Card {
    /// Clause id.
    pub clause: String,
    /// Title of the pack that it is in.
    pub pack: Texts,
    /// Where in the document; empty for what no document says.
    pub section: String,
    /// Name.
    pub title: Texts,
    /// What it says.
    pub says: Texts,
    /// Strength.
    pub modality: Modality,
    /// Capacity.
    pub capacity: Capacity,
    /// Whom it binds, in the document's words.
    pub roles: Vec<String>,
    /// How it is carried out.
    pub status: Status,
    /// Why nothing in the product holds it.
    pub manual_reason: Texts,
    /// What the product keeps as proof.
    pub evidence: Texts,
    /// Law and guidance, and whether somebody has checked the reference.
    pub basis: Vec<(String, bool)>,
    /// Who may excuse from it.
    pub may_waive: Vec<Role>,
    /// The document does not ask for it; the product does.
    pub product_default: bool,
    /// A local pack may only make it stricter.
    pub locked: bool,
    /// First day in force, ISO.
    pub valid_from: Option<String>,
    /// Last day in force, ISO.
    pub valid_to: Option<String>,
    /// What it does: its own effect, then the further ones.
    pub parts: Vec<PartCard>,
    /// Its scenarios.
    pub scenarios: Vec<ScenarioLine>,
    /// Situations of its lessons.
    pub lessons: Vec<Texts>,
    /// File, line and column.
    pub place: (String, usize, usize),
}

/// One effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartCard {
    /// Kind of effect.
    pub kind: String,
    /// When it is asked.
    pub events: Vec<Event>,
    /// The document does not ask for this control; the product advises it.
    pub beyond_text: bool,
    /// When it concerns the matter; `None`: always.
    pub when: Option<Texts>,
    /// What must hold.
    pub require: Vec<Texts>,
    /// What follows when it does not.
    pub on_fail: Option<Outcome>,
    /// What it gives people to do when it applies and nothing else is known.
    pub creates: Vec<Obligation>,
    /// Why it stops or asks.
    pub why: Texts,
    /// What mends it.
    pub fix: Texts,
}

/// A scenario in a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScenarioLine {
    /// Event.
    pub event: Event,
    /// The situation; may be empty.
    pub note: String,
    /// What must come out.
    pub expect: Outcome,
}

impl Rulebook {
    /// The card of a clause, as it is on `day` (ISO). `files`: those with the pack's scenarios. `None` when there is no
    /// such clause.
    #[must_use]
    pub fn card<P: AsRef<str>, T: AsRef<str>>(
        &self,
        clause: &str,
        files: &[(P, T)],
        day: &str,
    ) -> Option<Card> {
        let rule = self.clause(clause)?;
        let mut scenarios = Vec::new();
        for (_, text) in files::of_pack(files, &rule.pack, "tests") {
            let report = scenario::run(self, text);
            let both = report.cases.into_iter().zip(report.ran);
            scenarios.extend(
                both.filter(|(case, _)| case.clause == clause)
                    .map(|(case, (_, expect))| ScenarioLine {
                        event: case.event,
                        note: case.note,
                        expect,
                    }),
            );
        }
        let Place { file, line, column } = rule.place.clone();
        Some(Card {
            clause: rule.id.clone(),
            pack: self
                .about
                .iter()
                .find(|a| a.id == rule.pack)
                .map(|a| a.title.clone())
                .unwrap_or_default(),
            section: rule.section.clone(),
            title: rule.title.clone(),
            says: rule.says.clone(),
            modality: rule.modality,
            capacity: rule.capacity,
            roles: rule.binds.clone(),
            status: rule.status,
            manual_reason: rule.manual_reason.clone(),
            evidence: rule.evidence.clone(),
            basis: rule.basis.iter().map(|b| (b.law.clone(), b.verified)).collect(),
            may_waive: rule.may_waive.clone(),
            product_default: rule.product_default,
            locked: rule.locked,
            valid_from: rule.valid_from.clone(),
            valid_to: rule.valid_to.clone(),
            parts: rule
                .parts
                .iter()
                .enumerate()
                .map(|(place, part)| self.part_card(rule, place, part, day))
                .collect(),
            scenarios,
            lessons: self
                .lessons
                .iter()
                .filter(|l| l.clause == clause)
                .map(|l| l.situation.clone())
                .collect(),
            place: (file, line, column),
        })
    }

    fn part_card(&self, clause: &Clause, place: usize, part: &Part, day: &str) -> PartCard {
        let (why, fix) = clause.explained(place);
        PartCard {
            kind: part.kind.to_owned(),
            events: part.applies_to.clone(),
            beyond_text: part.beyond_text,
            when: part.when.as_ref().map(|c| self.words(c)),
            require: part.require.iter().map(|c| self.words(c)).collect(),
            on_fail: part.effect.on_fail().map(OnFail::outcome),
            creates: self.creates(clause, part, day),
            why: why.clone(),
            fix: fix.clone(),
        }
    }

    /// A condition in the four languages.
    pub(crate) fn words(&self, condition: &Condition) -> Texts {
        Texts(
            Locale::ALL
                .into_iter()
                .map(|l| (l, condition.in_words(&self.declared, l)))
                .collect(),
        )
    }

    /// What a part gives people to do at its first event, when it applies and nothing else is known.
    pub(crate) fn creates(&self, clause: &Clause, part: &Part, day: &str) -> Vec<Obligation> {
        let (Some(event), Ok(date)) = (part.applies_to.first(), day.parse::<Date>()) else {
            return Vec::new();
        };
        let nothing = Facts::new();
        let mut obligations = Vec::new();
        part.effect.apply(&mut Site {
            clause: &clause.id,
            title: &clause.title,
            event: *event,
            env: &mut Env::new(&nothing),
            met: Truth::Unknown,
            required: !part.require.is_empty(),
            advised: clause.product_default || part.beyond_text,
            day: date,
            obligations: &mut obligations,
        });
        obligations
    }
}
