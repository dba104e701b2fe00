//! Duties: dated tasks that clauses create, and the proof that they were done.

use crate::person::{Person, Role};
use crate::{DecisionId, DutyId, Millis, MunicipalityId, PersonId, Texts};
use serde::{Deserialize, Serialize};

crate::words! {
    /// What a duty is about.
    DutySubject {
        /// The municipality itself.
        Municipality = "municipality",
        /// A channel.
        Channel = "channel",
        /// A person: somebody who came, got other roles or left.
        Person = "person",
        /// A post.
        Post = "post",
        /// Something others wrote to us.
        Item = "item",
        /// A case.
        Case = "case",
    }
}

crate::words! {
    /// What must be given to call a duty done.
    DutyEvidence {
        /// A note in words.
        Note = "note",
        /// An address where the result can be seen.
        Link = "link",
        /// Nothing.
        None = "none",
    }
}

crate::states! {
    /// Life of a duty.
    DutyState {
        /// To be done.
        Open = "open" => [Done, Skipped, Lapsed],
        /// Done, by a person, with what the clause asks as proof.
        Done = "done" => [],
        /// Left undone by a person who says why.
        Skipped = "skipped" => [],
        /// No longer to be done: what it was about is gone, or its time has passed for good.
        Lapsed = "lapsed" => [],
    }
}

/// The kind of a duty that only tells somebody something; seeing it is doing it.
pub const NOTIFY: &str = "notify";
/// The kind of a duty that is done by acknowledging the guideline in force.
pub const ACKNOWLEDGE: &str = "acknowledge";
/// The kind of a duty to look at a channel; it cannot be made up for later.
pub const WATCH: &str = "watch";

/// The roles in which duties fall to a person: her own, *elected* for the mayor, and *employee* for whoever works for the
/// municipality, which is everybody but those who are elected and nothing else.
#[must_use]
pub fn roles_of(person: &Person) -> Vec<Role> {
    let mut roles = person.roles.clone();
    if !person.is(Role::Employee) && roles.iter().any(|role| !role.is_elected()) {
        roles.push(Role::Employee);
    }
    if !person.is(Role::Elected) && person.is_elected() {
        roles.push(Role::Elected);
    }
    roles
}

/// One step of a duty with an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyStep {
    /// What is to be done.
    pub what: Texts,
    /// When it was done.
    pub done_at: Option<Millis>,
    /// By whom.
    pub done_by: Option<PersonId>,
}

/// One duty. Unique by municipality, clause, kind, subject, period and part, so that whoever finds twice that it is to be
/// done makes one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// Id.
    pub id: DutyId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// Kind of the effect: `task`, `watch`, `procedure`, `record`, `report`, `acknowledge`, `cadence`, `notice`, `notify` …
    pub kind: String,
    /// Clause that asks for it, e.g. `batsfjord/4.3-6`.
    pub clause: String,
    /// Hex digest of the packs that said so.
    pub pack_digest: String,
    /// Decision it follows from, when that is stored.
    pub decision: Option<DecisionId>,
    /// Kind of what it is about.
    pub subject: DutySubject,
    /// Id of what it is about.
    pub subject_id: String,
    /// Name of what it is about as it was then; may be empty.
    pub about: String,
    /// Which time it is asked for: "2026", "2026-H1", "2026-Q2", "2026-04", "2026-W14", "2026-04-01"; of a duty that
    /// follows from something that happened the local date, of an acknowledgement the digest of the packs.
    pub period: String,
    /// Place among the duties that one clause asks for at the same time, from 0.
    pub part: i64,
    /// The one person who is to do it; `None`: anybody with one of the roles.
    pub person: Option<PersonId>,
    /// Who does it.
    pub roles: Vec<Role>,
    /// What is to be done.
    pub what: Texts,
    /// Steps in order; empty when it has none.
    pub steps: Vec<DutyStep>,
    /// What a record holds: `snapshot`, `evidence`, `correspondence`, `profile`; empty for other kinds.
    pub record_of: String,
    /// Form of the names of saved files; empty when the clause gives none.
    pub naming: String,
    /// To whom it is reported.
    pub report_to: Vec<Role>,
    /// What must be given to call it done.
    pub evidence: DutyEvidence,
    /// When it was opened.
    pub opened_at: Millis,
    /// When it is due.
    pub due_at: Millis,
    /// State.
    pub state: DutyState,
    /// Why it was skipped (a person's words) or lapsed (a key); empty otherwise.
    pub reason: String,
    /// What was noted when it was done.
    pub note: String,
    /// Where the result can be seen.
    pub link: String,
    /// Who did or skipped it.
    pub done_by: Option<PersonId>,
    /// When it was done, skipped or lapsed.
    pub done_at: Option<Millis>,
    /// Optimistic version.
    pub version: i64,
}

impl Duty {
    /// Whether it falls to this person: named, or with one of the roles when nobody is named.
    #[must_use]
    pub fn falls_to(&self, person: &Person) -> bool {
        match &self.person {
            Some(named) => *named == person.id,
            None => roles_of(person).iter().any(|role| self.roles.contains(role)),
        }
    }

    /// Whether it is open and its time has passed.
    #[must_use]
    pub fn is_overdue(&self, now: Millis) -> bool {
        self.state == DutyState::Open && self.due_at < now
    }
}

/// Somebody has said that she knows a version of the guideline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledgement {
    /// Whose.
    pub municipality: MunicipalityId,
    /// Who.
    pub person: PersonId,
    /// Id of the municipality's pack.
    pub pack: String,
    /// Its version as it states it.
    pub pack_version: String,
    /// Hex digest of that pack with all it extends: what exactly was acknowledged.
    pub digest: String,
    /// When.
    pub at: Millis,
}
