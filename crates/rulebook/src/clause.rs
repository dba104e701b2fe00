//! One numbered duty of a guideline.

use crate::Event;
use crate::effect::{Does, Effect};
use crate::lang::Condition;
use model::Texts;
use model::person::Role;

model::words! {
    /// How strongly a clause speaks.
    Modality {
        /// Duty.
        Must = "must",
        /// Ban.
        MustNot = "must-not",
        /// Expectation.
        Should = "should",
        /// Advice against.
        ShouldNot = "should-not",
        /// Leave.
        May = "may",
        /// Background, purpose, definition.
        Informative = "informative",
    }
}

model::words! {
    /// In which capacity a clause binds people. `private` clauses may only be taught.
    Capacity {
        /// When one acts for the municipality.
        Official = "official",
        /// When one speaks for oneself: protected speech.
        Private = "private",
        /// How the municipality governs its channels.
        Governance = "governance",
        /// Both official and private; nothing is ever asked of the private part.
        Any = "any",
    }
}

model::words! {
    /// How the product carries a clause out.
    Status {
        /// The product does or checks it.
        Automated = "automated",
        /// A person confirms it, and the product keeps the answer.
        Attested = "attested",
        /// A person does it, outside the product.
        Manual = "manual",
        /// It is taught.
        Taught = "taught",
        /// Speech that nobody may check.
        Protected = "protected",
        /// Makes no duty.
        Informative = "informative",
    }
}

/// Where a rule has its ground outside the guideline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegalBasis {
    /// Act and section, or the guidance.
    pub law: String,
    /// Whether the reference has been checked; unverified ones are shown as such.
    pub verified: bool,
}

/// On which terms somebody may excuse from a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaiverRule {
    /// Who may.
    pub allowed_by: Vec<Role>,
    /// Longest time, in days; `None`: a waiver says its own end.
    pub max_days: Option<u32>,
    /// Least length of the reason, in characters.
    pub reason_min: u32,
}

/// A clause that gives way to another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// Id of the clause that gives way.
    pub clause: String,
    /// Why.
    pub reason: String,
}

/// Where a clause stands in the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// File as it was given.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// A clause, checked and compiled.
#[derive(Debug)]
pub struct Clause {
    /// `pack/local`, e.g. `batsfjord/4.3-3`. Versions of a clause share it; they are in force at different times.
    pub id: String,
    /// Pack that the clause is in.
    pub pack: String,
    /// Short name.
    pub title: Texts,
    /// What it says, restated.
    pub says: Texts,
    /// Where in the document.
    pub section: String,
    /// Strength.
    pub modality: Modality,
    /// Whom it binds, in the pack's words: roles, and `channel-owner` for those who have a channel. Empty: everybody.
    pub binds: Vec<String>,
    /// Capacity.
    pub capacity: Capacity,
    /// When it is asked: all events of its parts. Empty for a clause that is only taught or shown.
    pub applies_to: Vec<Event>,
    /// How it is carried out.
    pub status: Status,
    /// Why nothing in the product holds it; for status `manual`.
    pub manual_reason: Texts,
    /// What the product keeps as proof.
    pub evidence: Texts,
    /// Law and guidance behind it.
    pub basis: Vec<LegalBasis>,
    /// Why it stopped or asked.
    pub why: Texts,
    /// What mends it.
    pub fix: Texts,
    /// Who may excuse from it.
    pub may_waive: Vec<Role>,
    /// On which terms; `None`: nobody may.
    pub waiver: Option<WaiverRule>,
    /// Evaluated and shown, and stops nothing yet.
    pub measure: bool,
    /// Clauses that give way where this one applies.
    pub overrides: Vec<Override>,
    /// The document does not ask for this; the product does, and says so.
    pub product_default: bool,
    /// A local pack may only make it stricter.
    pub locked: bool,
    /// In force only where a pack that extends this one turns it on.
    pub off: bool,
    /// First day in force, ISO.
    pub valid_from: Option<String>,
    /// Last day in force, ISO.
    pub valid_to: Option<String>,
    /// Kind of its first effect, e.g. `gate`.
    pub kind: &'static str,
    /// What it does: its own effect, then those under `also`.
    pub parts: Vec<Part>,
    /// Parameters that it reads.
    pub params: Vec<String>,
    /// Where it stands.
    pub place: Place,
}

/// One effect of a clause, with its own events and conditions.
#[derive(Debug)]
pub struct Part {
    /// Kind of effect.
    pub kind: &'static str,
    /// When it is asked.
    pub applies_to: Vec<Event>,
    /// The document does not ask for this control; the product advises it.
    pub beyond_text: bool,
    /// Why it stopped or asked, where that differs from the clause's.
    pub why: Texts,
    /// What mends it, where that differs from the clause's.
    pub fix: Texts,
    pub(crate) when: Option<Condition>,
    pub(crate) require: Vec<Condition>,
    pub(crate) effect: Box<dyn Effect>,
}

impl Part {
    /// What it does, as its pack says.
    #[must_use]
    pub fn does(&self) -> Does {
        self.effect.does()
    }
}

impl Clause {
    /// Whether the clause is in force on `day` (ISO date).
    #[must_use]
    pub fn in_force(&self, day: &str) -> bool {
        self.valid_from.as_deref().is_none_or(|from| from <= day)
            && self.valid_to.as_deref().is_none_or(|to| day <= to)
    }

    /// Whether there is a day on which both are in force.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        let before =
            |to: &Option<String>, from: &Option<String>| matches!((to, from), (Some(t), Some(f)) if t < f);
        !before(&self.valid_to, &other.valid_from) && !before(&other.valid_to, &self.valid_from)
    }

    /// Its own words for why and what mends it, or those of one of its parts.
    pub(crate) fn explained(&self, part: usize) -> (&Texts, &Texts) {
        let own = |texts: fn(&Part) -> &Texts| self.parts.get(part).map(texts).filter(|t| !t.0.is_empty());
        (
            own(|p| &p.why).unwrap_or(&self.why),
            own(|p| &p.fix).unwrap_or(&self.fix),
        )
    }
}
