//! Cases: what somebody reports, asks about or wants to limit, and how it was handled.

use crate::person::{Person, Role};
use crate::{CaseId, Millis, MunicipalityId, PersonId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

crate::words! {
    /// What a case is about. The word is the fact `case.kind` of the rulebook.
    CaseKind {
        /// Somebody asks what is right.
        Advice = "advice",
        /// Something wrong was published.
        Correction = "correction",
        /// Personal data or confidential matter came out.
        Privacy = "privacy",
        /// An account is lost, broken into or imitated.
        Account = "account",
        /// Somebody was threatened or harassed.
        Threat = "threat",
        /// The employer wants to limit, or react to, what somebody has said.
        SpeechLimit = "speech-limit",
        /// An enquiry reached somebody on a private account.
        PrivateEnquiry = "private-enquiry",
        /// A complaint, for instance about a comment that was hidden.
        Complaint = "complaint",
        /// Somebody asks to see what the municipality holds.
        AccessRequest = "access-request",
        /// A journalist asks.
        MediaEnquiry = "media-enquiry",
        /// Anything else.
        Other = "other",
    }
}

impl CaseKind {
    /// Who handles it, beside whoever opened it. A limit on somebody's speech is no matter for the web editor.
    #[must_use]
    pub fn handlers(self) -> &'static [Role] {
        use Role as R;
        match self {
            Self::Advice | Self::Other => &[R::Editor, R::Leader],
            Self::Correction | Self::Complaint => &[R::Editor, R::Moderator, R::Leader],
            Self::Privacy => &[R::PrivacyOfficer, R::Editor, R::It],
            Self::Account => &[R::It, R::Editor],
            Self::Threat => &[R::Leader, R::Moderator, R::CrisisLead],
            Self::SpeechLimit => &[R::Director, R::Leader, R::PrivacyOfficer],
            Self::PrivateEnquiry | Self::AccessRequest => &[R::Archivist, R::Editor],
            Self::MediaEnquiry => &[R::Director, R::Leader, R::Editor],
        }
    }
}

crate::states! {
    /// Life of a case.
    CaseState {
        /// Somebody is to handle it.
        Open = "open" => [Closed],
        /// Handled, with an answer.
        Closed = "closed" => [Open],
    }
}

/// One case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Id.
    pub id: CaseId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// What it is about.
    pub kind: CaseKind,
    /// In a line.
    pub title: String,
    /// What has happened, or what is asked.
    pub text: String,
    /// Address of what it is about; may be empty.
    pub link: String,
    /// Why, where the guideline asks for reasons: the reasons of whoever wants to limit an utterance. May be empty.
    pub reason: String,
    /// Answers to the pack's questions.
    pub answers: BTreeMap<String, String>,
    /// Who opened it.
    pub opened_by: PersonId,
    /// When.
    pub opened_at: Millis,
    /// State.
    pub state: CaseState,
    /// What was answered or decided; empty while it was never closed.
    pub outcome: String,
    /// Who closed it.
    pub closed_by: Option<PersonId>,
    /// When.
    pub closed_at: Option<Millis>,
    /// Optimistic version.
    pub version: i64,
}

impl Case {
    /// Whether a person may see it: whoever opened it, and those who handle its kind.
    #[must_use]
    pub fn is_seen_by(&self, person: &Person) -> bool {
        self.opened_by == person.id || self.is_handled_by(person)
    }

    /// Whether a person may note, close and reopen it. Nobody handles her own case alone where it limits somebody else's
    /// speech: there it takes another person than the one who opened it.
    #[must_use]
    pub fn is_handled_by(&self, person: &Person) -> bool {
        let own = self.opened_by == person.id && self.kind == CaseKind::SpeechLimit;
        !own && self.kind.handlers().iter().any(|role| person.is(*role))
    }
}

/// What somebody wrote in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseNote {
    /// Case.
    pub case: CaseId,
    /// Place among the case's notes, from 1.
    pub number: i64,
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Millis,
    /// What.
    pub text: String,
}
