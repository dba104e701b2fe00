//! What clauses do, one kind a file. To add a kind: add its file with a `read` function, and its line in [`KINDS`].

mod advice;
mod approve;
mod ask;
mod check;
mod deadline;
mod gate;
mod grounds;
mod label;
mod mode;
mod notify;
mod redirect;
mod register;
mod responses;

pub(crate) use ask::{Asked, answer_kind};
pub use grounds::GroundStrength;
pub(crate) use grounds::Grounds;
pub use mode::CrisisEffect;
pub(crate) use mode::Mode;
pub(crate) use responses::{OnFail, OnUnknown, Responses};

use crate::lang::{Env, Names, Truth};
use crate::pack::Table;
use crate::{Event, Obligation, Outcome};
use std::fmt::Debug;

/// A kind of effect in the table of kinds.
pub(crate) struct Kind {
    /// As packs write it.
    pub(crate) name: &'static str,
    /// Reads its keys from the table `effect`.
    pub(crate) read: fn(&Table<'_>, &dyn Names) -> Option<Box<dyn Effect>>,
    /// Whether a clause of private capacity may carry it: only what informs, never what checks.
    pub(crate) private: bool,
    /// Whether the clause's `require` means anything to it; `Some(true)`: it must be there.
    pub(crate) require: Option<bool>,
    /// Beginning of the events it can answer to; empty: any, or none at all.
    pub(crate) events: &'static [Event],
}

/// Every kind.
#[rustfmt::skip]
pub(crate) const KINDS: &[Kind] = &[
    Kind { name: "advice", read: advice::read, private: true, require: None, events: &[] },
    Kind { name: "teach", read: advice::read, private: true, require: None, events: &[] },
    Kind { name: "gate", read: gate::read, private: false, require: Some(true), events: &[] },
    Kind { name: "ask", read: ask::read, private: false, require: None, events: &[] },
    Kind { name: "approve", read: approve::read, private: false, require: None, events: &[Event::ChannelApply, Event::ChannelActivate, Event::PostSubmit] },
    Kind { name: "notify", read: notify::read, private: false, require: None, events: &[] },
    Kind { name: "register", read: register::read, private: false, require: None, events: &[Event::ChannelApply, Event::ChannelActivate] },
    Kind { name: "deadline", read: deadline::read, private: false, require: None, events: &[Event::ItemReceived] },
    Kind { name: "redirect", read: redirect::read, private: false, require: None, events: &[Event::ItemReceived, Event::ItemAnswer] },
    Kind { name: "grounds", read: grounds::read, private: false, require: None, events: &[Event::ModerationHide] },
    Kind { name: "mode", read: mode::read, private: false, require: None, events: &[Event::PostPublish, Event::PostSubmit, Event::PostCheck, Event::CrisisDeclare] },
    Kind { name: "check", read: check::read, private: false, require: None, events: &[] },
    Kind { name: "label", read: label::read, private: false, require: Some(false), events: &[Event::PostCheck, Event::PostSubmit, Event::PostPublish] },
];

/// Where an effect answers.
pub(crate) struct Site<'s, 'f> {
    /// Id of the clause.
    pub(crate) clause: &'s str,
    /// What is asked about.
    pub(crate) event: Event,
    /// Facts, and the list of those that were read.
    pub(crate) env: &'s mut Env<'f>,
    /// Whether the clause's `require` holds; true when it has none.
    pub(crate) met: Truth,
    /// What follows.
    pub(crate) obligations: &'s mut Vec<Obligation>,
}

/// What a clause does once its `when` holds.
pub(crate) trait Effect: Debug + Send + Sync {
    /// Answers, and adds what follows.
    fn apply<'f>(&'f self, site: &mut Site<'_, 'f>) -> Outcome;

    /// What it answers to failure and to what is unknown, when that can be made stricter by an extending pack.
    fn responses(&mut self) -> Option<&mut Responses> {
        None
    }

    /// What it answers when `when` itself is unknown.
    fn on_unknown(&self) -> Outcome {
        Outcome::Ask
    }

    /// Questions and fields that it puts to people.
    fn asked(&self) -> &[Asked] {
        &[]
    }

    /// Grounds for moderation.
    fn grounds(&self) -> Option<&Grounds> {
        None
    }

    /// What it does in a crisis.
    fn mode(&self) -> Option<&Mode> {
        None
    }
}
