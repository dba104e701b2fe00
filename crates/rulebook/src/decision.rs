//! What the rulebook answers: outcomes, obligations, and all that is needed to answer the same again.

use crate::{Event, Facts, Value, facts::FactSource};
use model::person::Role;
use model::{Millis, Texts};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

model::words! {
    /// What a clause makes of an event, mildest first; the overall outcome is the last in this order that occurs.
    /// *Ask* is graver than *require-approval*: what is not answered cannot be put before an approver.
    Outcome {
        /// The clause applies to the event, and its condition says that this is not such a case.
        NotApplicable = "not-applicable",
        /// As it should be.
        Pass = "pass",
        /// Not as it should be, and excused by a waiver in force.
        Waived = "waived",
        /// Not as it should be; the step may be taken all the same.
        Warn = "warn",
        /// The step waits for approval.
        RequireApproval = "require-approval",
        /// Something must be answered first.
        Ask = "ask",
        /// The step may not be taken.
        Block = "block",
        /// Two clauses demand contrary things; both are named.
        Conflict = "conflict",
    }
}

model::words! {
    /// What an enquiry is about when it is sent elsewhere.
    Matter {
        /// A question on somebody's case.
        Case = "case",
        /// A political question.
        Political = "political",
    }
}

model::words! {
    /// What somebody is to do.
    DutyKind {
        /// A thing to do.
        Task = "task",
        /// Look at the channel.
        Watch = "watch",
        /// Steps in order.
        Procedure = "procedure",
        /// Keep a copy.
        Record = "record",
        /// Tell those it concerns.
        Report = "report",
        /// Read the guideline and say so.
        Acknowledge = "acknowledge",
        /// Post more, or decide what becomes of the channel.
        Cadence = "cadence",
        /// Give notice to the one it concerns.
        Notice = "notice",
    }
}

model::words! {
    /// What must be given to call a duty done.
    EvidenceKind {
        /// A few words.
        Note = "note",
        /// Where it can be seen.
        Link = "link",
        /// Nothing.
        None = "none",
    }
}

model::words! {
    /// What a duty is about; with the clause and the period it tells one duty from another.
    Per {
        /// The municipality as a whole.
        Municipality = "municipality",
        /// One channel.
        Channel = "channel",
        /// One post.
        Post = "post",
        /// One item of the inbox.
        Item = "item",
        /// One person.
        Person = "person",
        /// One case.
        Case = "case",
    }
}

model::words! {
    /// What a record holds.
    RecordOf {
        /// A whole channel as it looks.
        Snapshot = "snapshot",
        /// What proves that something was there.
        Evidence = "evidence",
        /// A correspondence.
        Correspondence = "correspondence",
        /// A channel's profile.
        Profile = "profile",
    }
}

model::words! {
    /// What is kept.
    RetainOf {
        /// Published posts.
        Post = "post",
        /// Items of the inbox.
        Item = "item",
        /// Private messages.
        Message = "message",
        /// Evidence of what was hidden.
        Evidence = "evidence",
        /// Snapshots of channels.
        Snapshot = "snapshot",
    }
}

model::words! {
    /// What happens when the time of keeping is over.
    RetainThen {
        /// It is disposed of.
        Dispose = "dispose",
        /// Somebody looks at it and decides.
        Review = "review",
        /// It is deposited with an archive.
        Deposit = "deposit",
    }
}

/// When a duty falls due, counted from the event unless it is a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Due {
    /// Hours by the clock.
    Hours(u32),
    /// Days by the calendar.
    Days(u32),
    /// Working days by the municipality's calendar.
    BusinessDays(u32),
    /// At the end of this day (ISO), by local time.
    On(String),
}

/// How long something is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Keep {
    /// Days.
    Days(u32),
    /// Calendar months.
    Months(u32),
    /// Calendar years.
    Years(u32),
    /// Until somebody weeds it out.
    UntilWeeded,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerKind {
    /// `yes` or `no`.
    YesNo,
    /// Free text.
    Text,
    /// A whole number.
    Number,
    /// One of these words.
    Choice(Vec<Choice>),
}

/// One answer to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The word that is stored.
    pub word: String,
    /// What people read.
    pub label: Texts,
}

/// What must be done because of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "obligation", rename_all = "kebab-case")]
pub enum Obligation {
    /// Somebody with `role`, not the one who asks, approves as step `step` (from 1, without gaps).
    Approve {
        /// Order.
        step: u32,
        /// Who.
        role: Role,
        /// Steps of the same number, each with `any`: one of them is enough.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        any: bool,
        /// Why.
        clause: String,
    },
    /// Those with `role` are told; nobody waits for them.
    Notify {
        /// Who.
        role: Role,
        /// Why.
        clause: String,
    },
    /// A question. The answer is stored under `name` and given back through [`crate::Rulebook::answer`].
    Ask {
        /// Fact that the answer becomes, e.g. `channel.answers.need` or `post.media[ID].written_consent`.
        name: String,
        /// The question.
        label: Texts,
        /// How it is answered.
        kind: AnswerKind,
        /// Why.
        clause: String,
    },
    /// A field of the register must be filled.
    Register {
        /// Fact of the field, e.g. `channel.purpose`.
        name: String,
        /// What the field is called.
        label: Texts,
        /// Whether it is shown on the public list.
        public: bool,
        /// Why.
        clause: String,
    },
    /// An answer is due. Exactly one of `business_days` and `hours` is set.
    Deadline {
        /// Working days by the municipality's calendar.
        business_days: Option<u32>,
        /// Hours by the clock.
        hours: Option<u32>,
        /// Whether a first reply that says when the answer comes meets the time.
        holding_reply: bool,
        /// The clock stands still on days that are not working days.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pause_weekend: bool,
        /// Who is told when the time has passed.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        escalate_to: Vec<Role>,
        /// Why.
        clause: String,
    },
    /// The enquiry is referred elsewhere.
    Route {
        /// What it is about.
        matter: Matter,
        /// Where to, as the sender may be told.
        route: Texts,
        /// Why.
        clause: String,
    },
    /// Nothing is sent until somebody releases it by hand.
    Hold {
        /// Why.
        clause: String,
    },
    /// The post must carry this text.
    Label {
        /// The text.
        text: Texts,
        /// Why.
        clause: String,
    },
    /// Somebody is to do something. One duty is told from another by `clause`, `period` and what it is about (`per`):
    /// asked again on the next day, the rulebook names the same duty again until its period is over.
    Duty {
        /// What sort.
        kind: DutyKind,
        /// Who: anybody with one of these roles; for `acknowledge` everybody with one of them.
        roles: Vec<Role>,
        /// What is to be done.
        what: Texts,
        /// Its steps, in order; empty when it has none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        steps: Vec<Texts>,
        /// What must be given to call it done.
        evidence: EvidenceKind,
        /// When it must be done.
        due: Due,
        /// For a recurring duty, which time: `2026`, `2026-H1`, `2026-Q2`, `2026-04`, `2026-W14`, `2026-04-01`, and
        /// `2026-04-01.2` for the second watch of a day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        period: Option<String>,
        /// What it is about.
        per: Per,
        /// What a record holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<RecordOf>,
        /// How saved files are named; empty when it is not said.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        naming: String,
        /// To whom it is reported.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        to: Vec<Role>,
        /// Closing the channel is proposed: it has been silent too long.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        closes: bool,
        /// The document does not ask for it; the product advises it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        advised: bool,
        /// Why.
        clause: String,
    },
    /// Something is kept for a time.
    Retain {
        /// What.
        of: RetainOf,
        /// How long.
        keep: Keep,
        /// And then.
        then: RetainThen,
        /// Body and number of the decision on it; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        decision: String,
        /// Why.
        clause: String,
    },
}

/// A pack that took part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackRef {
    /// Id.
    pub id: String,
    /// Version as the pack states it.
    pub version: String,
}

/// One fact that a clause read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactRead {
    /// Name; a field of a list element as `post.media[ID].alt`.
    pub name: String,
    /// Value; of a list only its length. `None`: unknown.
    pub value: Option<Value>,
    /// From where; `None` when unknown.
    pub source: Option<FactSource>,
}

/// What one clause made of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClauseDecision {
    /// Clause id, e.g. `batsfjord/4.3-3`.
    pub clause: String,
    /// Pack that the clause is in.
    pub pack: String,
    /// Outcome.
    pub outcome: Outcome,
    /// Facts that decided, in the order they were read.
    pub facts: Vec<FactRead>,
    /// Names of facts that were wanted and unknown.
    pub missing: Vec<String>,
    /// Which of the clause's parts was gravest, from 0: its own effect, then those under `also`.
    #[serde(default, skip_serializing_if = "none")]
    pub part: usize,
    /// The outcome is the product's advice: the document does not ask for the control that came out so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub advised: bool,
    /// The clause is only measured: its outcome counts as a pass, and nothing follows from it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub measured: bool,
    /// Id of the waiver that excused from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiver: Option<String>,
    /// Clause to which it gave way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overridden_by: Option<String>,
    /// Clauses that it contradicts, when the outcome is a conflict.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub against: Vec<String>,
}

fn none(part: &usize) -> bool {
    *part == 0
}

/// A waiver that somebody has been given and that has not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaiverInForce {
    /// Clause that it excuses from.
    pub clause: String,
    /// Its own id, kept in the decision that uses it.
    pub id: String,
}

/// The rulebook's answer. Can be stored, and recomputed with [`crate::Rulebook::replay`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What was asked about.
    pub event: Event,
    /// When.
    pub at: Millis,
    /// The municipality's pack first, then those it extends.
    pub packs: Vec<PackRef>,
    /// Hex SHA-256 of the packs' canonical content.
    pub digest: String,
    /// Version of the condition language's semantics.
    pub language: u32,
    /// The gravest outcome of all clauses.
    pub outcome: Outcome,
    /// Every clause that the event concerns.
    pub clauses: Vec<ClauseDecision>,
    /// What follows.
    pub obligations: Vec<Obligation>,
    /// Values, on that day, of the parameters that these clauses read.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, Value>,
    /// The known facts that any clause read, whole, so that the decision can be recomputed.
    pub facts: Facts,
}

/// What recomputing a stored decision showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replay {
    /// Whether the same packs (by digest) and the same language answered.
    pub same_rules: bool,
    /// Whether outcome, clauses and obligations are the same.
    pub same_answer: bool,
    /// Today's answer to the stored facts at the stored time.
    pub decision: Decision,
}
