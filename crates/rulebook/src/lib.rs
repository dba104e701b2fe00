//! Packs, clauses, conditions, controls and decisions; pure and synchronous.
//!
//! A *pack* is a guideline as data (TOML). [`Rulebook::load`] reads a pack with all it extends, checks every name
//! and type, and compiles the conditions. [`Rulebook::decide`] then says, for one event and the facts known about
//! it, what each clause makes of it and which obligations follow. The language of conditions is described in
//! `docs/rules/language.md`.

mod about;
pub mod card;
mod clause;
mod contradiction;
pub mod coverage;
mod decide;
mod decision;
pub mod diff;
mod effect;
mod event;
mod explain;
mod facts;
mod files;
mod lang;
pub mod lint;
mod load;
mod names;
pub mod oscal;
mod pack;
mod rulebook;
pub mod scenario;
pub mod skeleton;
pub mod vocabulary;

pub use about::Told;
pub use clause::{Capacity, Clause, LegalBasis, Modality, Override, Part, Place, Status, WaiverRule};
pub use decision::{
    AnswerKind, Choice, ClauseDecision, Decision, Due, DutyKind, EvidenceKind, FactRead, Keep, Matter,
    Obligation, Outcome, PackRef, Per, RecordOf, Replay, RetainOf, RetainThen, WaiverInForce,
};
pub use effect::{CrisisEffect, Does, Every, Falls, GroundStrength, SeasonName, Window};
pub use event::Event;
pub use explain::Explanation;
pub use facts::{Fact, FactSource, Facts, Value, media_value};
pub use lang::VERSION as LANGUAGE_VERSION;
pub use pack::{About, Lesson, PackProblem};
pub use rulebook::{CrisisRule, Ground, Question, Rulebook, SeasonRule, Statement};
