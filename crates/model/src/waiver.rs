//! Waivers: somebody is excused from a clause, for a reason and for a time.

use crate::{Millis, MunicipalityId, PersonId, WaiverId};
use serde::{Deserialize, Serialize};

crate::words! {
    /// What a waiver is for.
    WaiverSubject {
        /// One post.
        Post = "post",
        /// The answer to one message.
        Item = "item",
        /// One channel.
        Channel = "channel",
        /// Everything that the municipality does.
        Municipality = "municipality",
    }
}

crate::words! {
    /// Why a clause need not be kept.
    WaiverCategory {
        /// Its purpose is met in another way.
        Mitigated = "mitigated",
        /// Its purpose is not met, and that is accepted this time.
        Accepted = "accepted",
    }
}

crate::states! {
    /// Life of a waiver. That its time is over is no state: see [`Waiver::is_in_force`].
    WaiverState {
        /// Somebody is to decide.
        Asked = "asked" => [Granted, Refused, Withdrawn],
        /// Given.
        Granted = "granted" => [Ended],
        /// Not given.
        Refused = "refused" => [],
        /// The one who asked no longer wants it.
        Withdrawn = "withdrawn" => [],
        /// Ended before its time.
        Ended = "ended" => [],
    }
}

/// What is asked for: exactly this is approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaiverTerms {
    /// Clause id, e.g. "batsfjord/4.3-10".
    pub clause: String,
    /// What it is for.
    pub subject: WaiverSubject,
    /// Id of the post, the message or the channel; of the municipality when it is for everything.
    pub subject_id: String,
    /// Why the clause need not be kept.
    pub category: WaiverCategory,
    /// Reason, in words.
    pub reason: String,
    /// From then on it excuses nobody.
    pub ends_at: Millis,
}

/// One waiver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// Id.
    pub id: WaiverId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// What is asked for.
    pub terms: WaiverTerms,
    /// The first words of the post or the message, or the channel's name: for lists.
    pub about: String,
    /// Who asked.
    pub asked_by: PersonId,
    /// When.
    pub asked_at: Millis,
    /// State.
    pub state: WaiverState,
    /// Who gave or refused it.
    pub decided_by: Option<PersonId>,
    /// When.
    pub decided_at: Option<Millis>,
    /// When it was ended before its time, or withdrawn.
    pub ended_at: Option<Millis>,
    /// How many decisions it excused from the clause.
    pub uses: i64,
    /// The latest of them.
    pub used_at: Option<Millis>,
    /// Optimistic version.
    pub version: i64,
}

impl Waiver {
    /// Whether it excuses at `now`.
    #[must_use]
    pub fn is_in_force(&self, now: Millis) -> bool {
        self.state == WaiverState::Granted && now < self.terms.ends_at
    }

    /// Whether it was given, its time is over, and nothing ever needed it: then the rule or the waiver was not understood.
    #[must_use]
    pub fn was_never_used(&self, now: Millis) -> bool {
        let given = matches!(self.state, WaiverState::Granted | WaiverState::Ended);
        given && !self.is_in_force(now) && self.uses == 0
    }
}

/// A decision that a waiver excused from its clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaiverUse {
    /// Waiver.
    pub waiver: WaiverId,
    /// Decision.
    pub decision: crate::DecisionId,
    /// When.
    pub at: Millis,
}
