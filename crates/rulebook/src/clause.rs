//! One numbered duty of a guideline.

use crate::Event;
use crate::effect::Effect;
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

/// A clause, checked and compiled.
#[derive(Debug)]
pub struct Clause {
    /// `pack/local`, e.g. `batsfjord/4.3-3`.
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
    /// When it is asked; empty for a clause that is only taught or shown.
    pub applies_to: Vec<Event>,
    /// How it is carried out.
    pub status: Status,
    /// Law and guidance behind it.
    pub basis: Vec<LegalBasis>,
    /// Why it stopped or asked.
    pub why: Texts,
    /// What mends it.
    pub fix: Texts,
    /// Who may excuse from it.
    pub may_waive: Vec<Role>,
    /// The document does not ask for this; the product does, and says so.
    pub product_default: bool,
    /// A local pack may only make it stricter.
    pub locked: bool,
    /// First day in force, ISO.
    pub valid_from: Option<String>,
    /// Last day in force, ISO.
    pub valid_to: Option<String>,
    /// Kind of effect, e.g. `gate`.
    pub kind: &'static str,
    pub(crate) when: Option<Condition>,
    pub(crate) require: Vec<Condition>,
    pub(crate) effect: Box<dyn Effect>,
}

impl Clause {
    /// Whether the clause is in force on `day` (ISO date).
    #[must_use]
    pub fn in_force(&self, day: &str) -> bool {
        self.valid_from.as_deref().is_none_or(|from| from <= day)
            && self.valid_to.as_deref().is_none_or(|to| day <= to)
    }
}
