//! What clauses do, one kind a file. To add a kind: add its file with a `read` function, and its line in [`KINDS`].

mod acknowledge;
mod advice;
mod approve;
mod ask;
mod cadence;
mod check;
mod consequence;
mod deadline;
mod decide;
mod does;
mod duty;
mod gate;
mod grounds;
mod house_rule;
mod label;
mod mode;
mod notify;
mod period;
mod procedure;
mod record;
mod redirect;
mod register;
mod report;
mod responses;
mod retain;
mod season;
mod task;
mod watch;

pub(crate) use ask::{Asked, answer_kind};
pub use does::{Does, Falls};
pub use grounds::GroundStrength;
pub(crate) use grounds::Grounds;
pub use mode::CrisisEffect;
pub(crate) use mode::Mode;
pub use period::{Every, Window};
pub(crate) use responses::{OnFail, OnUnknown, Responses};
pub(crate) use retain::Retain;
pub(crate) use season::Season;
pub use season::SeasonName;

use crate::lang::{Env, Names, Truth};
use crate::pack::Table;
use crate::{Event, Matter, Obligation, Outcome};
use jiff::civil::Date;
use model::Texts;
use model::municipality::Country;
use model::person::Role;
use std::fmt::Debug;

/// A kind of effect in the table of kinds.
pub(crate) struct Kind {
    /// As packs write it.
    pub(crate) name: &'static str,
    /// Reads its keys from the table `effect`.
    pub(crate) read: fn(&Table<'_>, &dyn Names) -> Option<Box<dyn Effect>>,
    /// Whether a clause of private capacity may carry it: only what informs, never what checks.
    pub(crate) private: bool,
    /// Whether `require` means anything to it; `Some(true)`: it must be there.
    pub(crate) require: Option<bool>,
    /// Events it can answer to; empty: any.
    pub(crate) events: &'static [Event],
    /// Whether it is only said and shown, so that it needs no event.
    pub(crate) stated: bool,
}

const POSTS: &[Event] = &[Event::PostCheck, Event::PostSubmit, Event::PostPublish];
const BY_CALENDAR: &[Event] = &[Event::ScheduleDay, Event::ChannelReview];

/// Every kind.
#[rustfmt::skip]
pub(crate) const KINDS: &[Kind] = &[
    Kind { name: "advice", read: advice::read, private: true, require: None, events: &[], stated: true },
    Kind { name: "teach", read: advice::read, private: true, require: None, events: &[], stated: true },
    Kind { name: "house-rule", read: house_rule::read, private: false, require: None, events: &[], stated: true },
    Kind { name: "consequence", read: consequence::read, private: false, require: None, events: &[], stated: true },
    Kind { name: "gate", read: gate::read, private: false, require: Some(true), events: &[], stated: false },
    Kind { name: "check", read: check::read, private: false, require: None, events: &[], stated: false },
    Kind { name: "ask", read: ask::read, private: false, require: None, events: &[], stated: false },
    Kind { name: "decide", read: decide::read, private: false, require: None, events: &[], stated: false },
    Kind { name: "approve", read: approve::read, private: false, require: None, events: &[Event::ChannelApply, Event::ChannelActivate, Event::PostSubmit], stated: false },
    Kind { name: "notify", read: notify::read, private: false, require: None, events: &[], stated: false },
    Kind { name: "register", read: register::read, private: false, require: None, events: &[Event::ChannelApply, Event::ChannelActivate, Event::ChannelReview], stated: false },
    Kind { name: "deadline", read: deadline::read, private: false, require: None, events: &[Event::ItemReceived], stated: false },
    Kind { name: "redirect", read: redirect::read, private: false, require: None, events: &[Event::ItemReceived, Event::ItemAnswer], stated: false },
    Kind { name: "grounds", read: grounds::read, private: false, require: None, events: &[Event::ModerationHide], stated: false },
    Kind { name: "mode", read: mode::read, private: false, require: Some(false), events: &[Event::PostPublish, Event::PostSubmit, Event::PostCheck, Event::CrisisDeclare], stated: false },
    Kind { name: "label", read: label::read, private: false, require: Some(false), events: POSTS, stated: false },
    Kind { name: "task", read: task::read, private: false, require: None, events: &[], stated: false },
    Kind { name: "procedure", read: procedure::read, private: false, require: None, events: &[], stated: false },
    Kind { name: "record", read: record::read, private: false, require: None, events: &[], stated: false },
    Kind { name: "report", read: report::read, private: false, require: None, events: &[], stated: false },
    Kind { name: "watch", read: watch::read, private: false, require: None, events: BY_CALENDAR, stated: false },
    Kind { name: "cadence", read: cadence::read, private: false, require: None, events: &[Event::ChannelReview, Event::PostCheck, Event::PostSubmit], stated: false },
    Kind { name: "acknowledge", read: acknowledge::read, private: false, require: None, events: &[Event::PersonRole, Event::GuidelineAdopt, Event::PostCheck, Event::PostSubmit, Event::PostPublish, Event::ItemAnswer], stated: false },
    Kind { name: "retain", read: retain::read, private: false, require: None, events: &[Event::PostPublish, Event::ItemReceived, Event::ModerationHide], stated: false },
];

/// Whether a kind answers to something that happens, or to the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Recurs {
    /// To any event that it can answer to.
    Either,
    /// A duty that follows from an event; at an event of the calendar it needs `when`, or it would fall every day.
    OnEvent,
    /// A duty that only `schedule.day` and `channel.review` can bring up.
    ByCalendar,
}

/// What is stated and never done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stated {
    /// What visitors keep to.
    HouseRule,
    /// What breaking the guideline may lead to.
    Consequence,
}

/// Where an effect answers.
pub(crate) struct Site<'s, 'f> {
    /// Id of the clause.
    pub(crate) clause: &'s str,
    /// What is asked about.
    pub(crate) event: Event,
    /// Facts, and the list of those that were read.
    pub(crate) env: &'s mut Env<'f>,
    /// Whether `require` holds; true when there is none.
    pub(crate) met: Truth,
    /// Whether there is a `require`.
    pub(crate) required: bool,
    /// Name of the clause.
    pub(crate) title: &'s Texts,
    /// The document does not ask for this.
    pub(crate) advised: bool,
    /// The day, by local time.
    pub(crate) day: Date,
    /// What follows.
    pub(crate) obligations: &'s mut Vec<Obligation>,
}

/// What a clause does once its `when` holds.
pub(crate) trait Effect: Debug + Send + Sync {
    /// Answers, and adds what follows.
    fn apply<'f>(&'f self, site: &mut Site<'_, 'f>) -> Outcome;

    /// What it does, as its pack says.
    fn does(&self) -> Does;

    /// Whether it says anything on this day at all; asked before `when` is.
    fn concerns(&self, _: Date, _: Country) -> bool {
        true
    }

    /// How it stands to the calendar.
    fn recurs(&self) -> Recurs {
        Recurs::Either
    }

    /// What it answers to failure and to what is unknown, when that can be made stricter by an extending pack.
    fn responses(&mut self) -> Option<&mut Responses> {
        None
    }

    /// What it answers to failure.
    fn on_fail(&self) -> Option<OnFail> {
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

    /// What it does in a season of the year.
    fn season(&self) -> Option<&Season> {
        None
    }

    /// How long it keeps something.
    fn retain(&self) -> Option<&Retain> {
        None
    }

    /// Who approves, in order; empty when anybody of them is enough.
    fn chain(&self) -> &[Role] {
        &[]
    }

    /// Time to answer: working days, hours, and whether a holding reply meets it.
    fn deadline(&self) -> Option<(Option<u32>, Option<u32>, bool)> {
        None
    }

    /// Where a matter is sent.
    fn route(&self) -> Option<(Matter, &Texts)> {
        None
    }

    /// What it states.
    fn stated(&self) -> Option<(Stated, &Texts)> {
        None
    }
}
