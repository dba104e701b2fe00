//! One revision's life on one channel.

use crate::{ChannelId, Millis, MunicipalityId, PostId, PublicationId, RevisionId};
use serde::{Deserialize, Serialize};

crate::states! {
    /// Life of a publication. Persisted before every call to the network.
    PublicationState {
        /// Waits for its time.
        Scheduled = "scheduled" => [Prepared, Held, Expired, Cancelled, Failed],
        /// The key that makes a second call harmless is chosen and stored; media may be uploaded.
        Prepared = "prepared" => [Sending, Held, Expired, Cancelled, Failed],
        /// The final call is under way.
        Sending = "sending" => [Published, Unknown, Failed, Prepared],
        /// The answer was lost: the network is asked what it has before anything else.
        Unknown = "unknown" => [Published, Prepared, Failed],
        /// On the network, with its address there.
        Published = "published" => [Removed],
        /// Refused by the network or given up; says why.
        Failed = "failed" => [Scheduled, Unknown, Cancelled],
        /// Stopped by a crisis; only a person sends it on.
        Held = "held" => [Scheduled, Cancelled, Expired],
        /// Its time went by while it was held or the server was down too long.
        Expired = "expired" => [Scheduled, Cancelled],
        /// Taken back before it was sent.
        Cancelled = "cancelled" => [],
        /// Was on the network and is no longer.
        Removed = "removed" => [],
    }
}

/// One revision on one channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// Id.
    pub id: PublicationId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// Post.
    pub post: PostId,
    /// Revision, unique together with `channel`.
    pub revision: RevisionId,
    /// Channel.
    pub channel: ChannelId,
    /// State.
    pub state: PublicationState,
    /// When it shall be sent.
    pub due_at: Millis,
    /// Key chosen by us before the first call (AT Protocol record key, Mastodon idempotency key).
    pub key: String,
    /// Name on the network once known (AT URI, status id).
    pub remote_id: String,
    /// Content id that replies must quote, where the network has one (AT Protocol CID).
    pub remote_cid: String,
    /// Public address once known.
    pub url: String,
    /// Stable key of the last problem; empty when none.
    pub problem: String,
    /// How often the network was asked.
    pub attempts: i64,
    /// When the network confirmed it.
    pub published_at: Option<Millis>,
    /// Optimistic version.
    pub version: i64,
}
