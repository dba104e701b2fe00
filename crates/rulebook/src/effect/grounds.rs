//! `grounds`: the grounds on which a comment may be hidden, and what must be done with it: evidence first, a
//! reason in words, notice to the author, a way to complain.

use super::{Does, Effect, Site};
use crate::lang::{Kind, Names};
use crate::pack::Table;
use crate::{Outcome, Value};
use model::{Locale, Texts};

model::words! {
    /// How strongly a ground speaks.
    GroundStrength {
        /// What meets the ground is removed.
        Must = "must",
        /// Removed only in extraordinary cases.
        Exceptional = "exceptional",
        /// May be removed.
        May = "may",
    }
}

/// Grounds of one clause.
#[derive(Debug)]
pub(crate) struct Grounds {
    pub(crate) strength: GroundStrength,
    pub(crate) save_first: bool,
    pub(crate) reason_min: u32,
    pub(crate) notice: bool,
    pub(crate) complaint: bool,
    /// Letter and name of each; one without a letter when the clause is one ground.
    pub(crate) list: Vec<(String, Texts)>,
}

impl Grounds {
    /// The letter of the ground that a waiver gives; no pack's own ground has it.
    pub(crate) const EXCEPTION: &'static str = "waiver";

    /// Id of the ground that a waiver of the clause gives.
    pub(crate) fn exception(clause: &str) -> String {
        Self::id(clause, Self::EXCEPTION)
    }

    /// What that ground is, in a line.
    pub(crate) fn exception_title() -> Texts {
        let said = [
            (Locale::Nb, "Unntak som er innvilget for denne kommentaren"),
            (Locale::Nn, "Unntak som er gjeve for denne kommentaren"),
            (Locale::Sv, "Undantag som har beviljats för den här kommentaren"),
            (Locale::En, "An exception granted for this comment"),
        ];
        Texts(said.map(|(locale, text)| (locale, text.to_owned())).into())
    }

    /// Id of a ground, as a moderation decision stores it: the clause, and its letter where it has one.
    pub(crate) fn id(clause: &str, letter: &str) -> String {
        if letter.is_empty() {
            clause.to_owned()
        } else {
            format!("{clause}#{letter}")
        }
    }
}

impl Effect for Grounds {
    fn does(&self) -> Does {
        Does::Grounds {
            strength: self.strength,
            save_first: self.save_first,
            reason_min: self.reason_min,
            notice: self.notice,
            complaint: self.complaint,
            list: self.list.clone(),
        }
    }

    fn apply<'f>(&'f self, site: &mut Site<'_, 'f>) -> Outcome {
        let ours = match site.env.fact("moderation.ground", &Kind::Text) {
            None => return Outcome::Ask,
            Some(Value::Text(ground)) => self
                .list
                .iter()
                .any(|(letter, _)| Self::id(site.clause, letter) == *ground),
            Some(_) => false,
        };
        if !ours {
            return Outcome::NotApplicable;
        }
        let mut outcome = Outcome::Pass;
        if self.save_first {
            outcome = outcome.max(match site.env.fact("moderation.evidence_saved", &Kind::Bool) {
                Some(Value::Bool(true)) => Outcome::Pass,
                _ => Outcome::Block,
            });
        }
        if self.reason_min > 0 {
            outcome = outcome.max(match site.env.fact("moderation.reason_length", &Kind::Int) {
                Some(Value::Int(n)) if *n >= i64::from(self.reason_min) => Outcome::Pass,
                Some(_) => Outcome::Block,
                None => Outcome::Ask,
            });
        }
        outcome
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(self)
    }
}

pub(super) fn read(table: &Table<'_>, _: &dyn Names) -> Option<Box<dyn Effect>> {
    let words: Vec<_> = GroundStrength::ALL.iter().map(|m| m.as_str()).collect();
    if !table.has("strength") {
        table.missing("strength", &words.join(", "));
    }
    let strength = table.word("strength", GroundStrength::parse, &words);
    let mut list: Vec<(String, Texts)> = Vec::new();
    for ground in table.tables("grounds") {
        let letter = ground.text("letter").unwrap_or_default();
        if letter == Grounds::EXCEPTION || list.iter().any(|(other, _)| *other == letter) {
            ground.problem(
                "duplicate-id",
                &ground.place("letter"),
                &*letter,
                "a letter of its own for each ground",
            );
        }
        list.push((letter, ground.need_texts("title", true)));
        ground.close();
    }
    if list.is_empty() {
        table.missing("grounds", "at least one ground");
    }
    Some(Box::new(Grounds {
        strength: strength?,
        save_first: table.boolean("save_first").unwrap_or(true),
        reason_min: table.count("reason_min", 0, 1_000).unwrap_or(20),
        notice: table.boolean("notice").unwrap_or(true),
        complaint: table.boolean("complaint").unwrap_or(true),
        list,
    }))
}
