//! What the rulebook answers: outcomes, obligations, and all that is needed to answer the same again.

use crate::{Event, Facts, Value, facts::FactSource};
use model::person::Role;
use model::{Millis, Texts};
use serde::{Deserialize, Serialize};

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
