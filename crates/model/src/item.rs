//! What others write to us.

use crate::{AnswerId, ChannelId, ItemId, Millis, MunicipalityId, PersonId, PublicationId};
use serde::{Deserialize, Serialize};

crate::states! {
    /// How far we have come with an item.
    ItemState {
        /// Nobody has looked at it.
        New = "new" => [Claimed, Answered, Closed],
        /// Somebody has taken it.
        Claimed = "claimed" => [New, Answered, Closed],
        /// Answered in the municipality's name.
        Answered = "answered" => [Claimed, Closed, New],
        /// Needs no more (no answer needed, moderated, routed on), with a reason.
        Closed = "closed" => [Claimed, New],
    }
}

crate::states! {
    /// Whether others can see the item on the network.
    Visibility {
        /// As its author left it.
        Visible = "visible" => [Hiding, Gone],
        /// We have asked the network to hide it.
        Hiding = "hiding" => [Hidden, Visible, Gone],
        /// Hidden, and re-read to be so.
        Hidden = "hidden" => [Restoring, Gone],
        /// We have asked the network to show it again.
        Restoring = "restoring" => [Visible, Hidden, Gone],
        /// Its author or the network removed it; we keep what we received.
        Gone = "gone" => [Visible],
    }
}

crate::words! {
    /// Where an item should go.
    Route {
        /// To those who answer for the channel.
        Ordinary = "ordinary",
        /// A question about somebody's case: to the ordinary case channels.
        Case = "case",
        /// To the political level.
        Political = "political",
    }
}

/// A comment, reply or mention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Id.
    pub id: ItemId,
    /// Whose inbox.
    pub municipality: MunicipalityId,
    /// Channel it came in on.
    pub channel: ChannelId,
    /// Name on the network; unique together with `channel`.
    pub remote_id: String,
    /// Content id, where the network has one.
    pub remote_cid: String,
    /// What it answers, on the network.
    pub parent_remote_id: String,
    /// Our publication whose thread it is in, when known.
    pub publication: Option<PublicationId>,
    /// Author's name on the network (DID, account id).
    pub author_remote_id: String,
    /// Author's handle.
    pub author_handle: String,
    /// Author's display name; may be empty.
    pub author_name: String,
    /// Text of the newest version, plain.
    pub text: String,
    /// Public address; may be empty.
    pub url: String,
    /// When its author wrote it, as the network says.
    pub written_at: Millis,
    /// When we received it.
    pub received_at: Millis,
    /// When an answer is due; `None` when the guideline has no deadline.
    pub due_at: Option<Millis>,
    /// Clause that set the deadline; empty when none.
    pub due_clause: String,
    /// State.
    pub state: ItemState,
    /// Visibility.
    pub visibility: Visibility,
    /// Route.
    pub route: Route,
    /// Findings and suggestions as JSON (list of [`FindingNote`]).
    pub findings: Vec<FindingNote>,
    /// Who has taken it.
    pub claimed_by: Option<PersonId>,
    /// Why it was closed; empty otherwise.
    pub closed_reason: String,
    /// Number of versions seen, from 1.
    pub versions: i64,
    /// Optimistic version.
    pub version: i64,
}

/// A detector's finding as stored with an item or shown beside a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingNote {
    /// Stable code, e.g. "TXT001".
    pub code: String,
    /// Stable name, e.g. "national-identity-number-no".
    pub name: String,
    /// `hint`, `warning` or `severe`.
    pub severity: String,
    /// First character of what was found.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// What a network tells of an item, before we know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncomingItem {
    /// Name on the network.
    pub remote_id: String,
    /// Content id, where the network has one.
    pub remote_cid: String,
    /// What it answers.
    pub parent_remote_id: String,
    /// First post of the thread.
    pub root_remote_id: String,
    /// Author's name on the network.
    pub author_remote_id: String,
    /// Handle.
    pub author_handle: String,
    /// Display name; may be empty.
    pub author_name: String,
    /// Plain text, already freed of markup.
    pub text: String,
    /// Public address; may be empty.
    pub url: String,
    /// When it was written, as the network says.
    pub written_at: Millis,
    /// The network's own JSON, byte for byte as received for this item.
    pub raw: String,
    /// Whether the network says it is gone.
    pub gone: bool,
}

/// Our answer to an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Id.
    pub id: AnswerId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// To which item.
    pub item: ItemId,
    /// Text.
    pub text: String,
    /// Life on the network: the same machine as a post's.
    pub state: crate::publication::PublicationState,
    /// Key chosen before the first call.
    pub key: String,
    /// Name on the network once known.
    pub remote_id: String,
    /// Public address once known.
    pub url: String,
    /// Stable key of the last problem; empty when none.
    pub problem: String,
    /// Who answered.
    pub author: PersonId,
    /// When it was written.
    pub created_at: Millis,
    /// When the network confirmed it.
    pub published_at: Option<Millis>,
    /// Optimistic version.
    pub version: i64,
}
