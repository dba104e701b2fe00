//! Requests for access to what the municipality keeps (innsyn, utlämnande), and what was chosen for the answer.

use crate::{MediaId, Millis, MunicipalityId, PersonId, RequestId, RequestItemId};
use serde::{Deserialize, Serialize};

crate::words! {
    /// How a request came in.
    RequestWay {
        /// The public page.
        Page = "page",
        /// E-mail, entered by hand.
        Email = "email",
        /// Letter, entered by hand.
        Letter = "letter",
        /// At the desk or by telephone, entered by hand.
        Oral = "oral",
    }
}

crate::states! {
    /// Life of a request.
    RequestState {
        /// Nobody has begun.
        Received = "received" => [Working],
        /// Being searched, selected and reviewed.
        Working = "working" => [Ready],
        /// Reviewed; waits for a second person.
        Ready = "ready" => [Working, Confirmed],
        /// A second person has confirmed exactly what goes out.
        Confirmed = "confirmed" => [Working, Sent],
        /// Answered.
        Sent = "sent" => [Appealed, Closed],
        /// The answer is appealed.
        Appealed = "appealed" => [Working, Closed],
        /// Over, appeal included.
        Closed = "closed" => [Appealed],
    }
}

crate::words! {
    /// What the answer comes to.
    RequestOutcome {
        /// Everything chosen is given in full.
        Full = "full",
        /// Parts are withheld.
        Partial = "partial",
        /// Everything chosen is withheld.
        Refused = "refused",
        /// There was nothing.
        Nothing = "nothing",
    }
}

crate::words! {
    /// What is done with one thing.
    RequestVerdict {
        /// Not reviewed.
        Open = "open",
        /// Given, without what is marked.
        Give = "give",
        /// Withheld altogether, on a ground.
        Withhold = "withhold",
    }
}

crate::words! {
    /// What one thing is.
    RequestItemKind {
        /// A revision of a post.
        Revision = "revision",
        /// A version of an item; its subject is the item's id, a dot and the version's number.
        Version = "version",
        /// An answer of ours.
        Answer = "answer",
        /// The reason of a moderation decision.
        Moderation = "moderation",
        /// The note of an approval.
        Approval = "approval",
        /// What stood on our account and was not made here; its subject is the journal's entry.
        Outside = "outside",
    }
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Id.
    pub id: RequestId,
    /// Of whom it is asked.
    pub municipality: MunicipalityId,
    /// Number in the municipality, from 1: its reference.
    pub number: i64,
    /// How it came in.
    pub way: RequestWay,
    /// Who asks; empty, since nobody has to say.
    pub asker: String,
    /// Where the answer goes; may be empty.
    pub contact: String,
    /// What is asked for.
    pub text: String,
    /// Language of the asker.
    pub lang: String,
    /// When it reached the municipality.
    pub received_at: Millis,
    /// When an answer, or word of why it takes longer, is due.
    pub due_at: Millis,
    /// State.
    pub state: RequestState,
    /// Who entered it; `None` for the public page.
    pub entered_by: Option<PersonId>,
    /// When the asker was told why it takes longer.
    pub holding_at: Option<Millis>,
    /// What the answer comes to; `None` until it is ready.
    pub outcome: Option<RequestOutcome>,
    /// The answer in words.
    pub answer: String,
    /// Who says that the review is done.
    pub ready_by: Option<PersonId>,
    /// Who confirmed it: another.
    pub confirmed_by: Option<PersonId>,
    /// Digest of exactly what was confirmed.
    pub digest: String,
    /// When the answer went out.
    pub sent_at: Option<Millis>,
    /// What the appeal says; empty when there is none.
    pub appeal: String,
    /// When it was appealed.
    pub appealed_at: Option<Millis>,
    /// When it was over.
    pub closed_at: Option<Millis>,
    /// Optimistic version.
    pub version: i64,
}

/// Words of a text that are withheld.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// Id of the legal ground.
    pub ground: String,
}

/// A box over a part of a picture, in thousandths of its width and height.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverBox {
    /// Which picture.
    pub media: MediaId,
    /// Left edge.
    pub left: u32,
    /// Upper edge.
    pub top: u32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
    /// Id of the legal ground.
    pub ground: String,
}

/// One thing chosen for the answer. It names the thing and says what is done with it; what the thing says stays where
/// it is, untouched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestItem {
    /// Id.
    pub id: RequestItemId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// For which request.
    pub request: RequestId,
    /// What it is.
    pub kind: RequestItemKind,
    /// Id of the thing.
    pub subject: String,
    /// When it was written.
    pub at: Millis,
    /// What is done with it.
    pub verdict: RequestVerdict,
    /// Ground for withholding all of it; empty otherwise.
    pub ground: String,
    /// Ground for withholding who wrote it; empty when that is given.
    pub author_ground: String,
    /// Words withheld, in order, not overlapping.
    pub marks: Vec<Mark>,
    /// Parts of pictures withheld.
    pub boxes: Vec<CoverBox>,
    /// Salted digest of the text that was reviewed, so that marks are never laid on another text.
    pub guard: String,
    /// Who reviewed it.
    pub reviewed_by: Option<PersonId>,
    /// When.
    pub reviewed_at: Option<Millis>,
    /// Optimistic version.
    pub version: i64,
}
