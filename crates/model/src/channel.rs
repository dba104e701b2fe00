//! Official channels and their register.

use crate::{ChannelId, Millis, MunicipalityId, PersonId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

crate::words! {
    /// A network that a channel lives on.
    Network {
        /// Bluesky and other services of the AT Protocol.
        Bluesky = "bluesky",
        /// Any server with the Mastodon API.
        Mastodon = "mastodon",
        /// The built-in practice network.
        Practice = "practice",
    }
}

crate::states! {
    /// Life of a channel.
    ChannelState {
        /// Applied for; approval under way.
        Requested = "requested" => [Approved, Refused],
        /// Approval refused; the application stays in the register.
        Refused = "refused" => [Requested],
        /// Approved, not yet connected to the network.
        Approved = "approved" => [Active, Closed],
        /// In use and on the public list.
        Active = "active" => [Closing, Closed],
        /// Being wound down: nothing new is published, comments are still answered.
        Closing = "closing" => [Active, Closed],
        /// Closed; history stays.
        Closed = "closed" => [],
    }
}

/// An official account on a network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    /// Id.
    pub id: ChannelId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// Network.
    pub network: Network,
    /// Name shown on the network.
    pub name: String,
    /// Handle, e.g. "batsfjord.example.social"; may be empty until connected.
    pub handle: String,
    /// Public address; may be empty until connected.
    pub url: String,
    /// What the channel is for.
    pub purpose: String,
    /// Whom it is for.
    pub audience: String,
    /// Unit that owns it.
    pub unit: String,
    /// Who is responsible.
    pub responsible: PersonId,
    /// Who administers it on the network.
    pub administrators: Vec<PersonId>,
    /// Answers to the questions and fields that the pack asks for (clause id or field name → answer).
    pub answers: BTreeMap<String, String>,
    /// State.
    pub state: ChannelState,
    /// Base address of the server, e.g. "https://bsky.social"; empty for practice.
    pub server: String,
    /// Sealed credentials of the network; never shown, never logged.
    #[serde(skip)]
    pub secret_sealed: Option<Vec<u8>>,
    /// Key of the last failure to reach or sign in to the network; empty when well.
    pub health: String,
    /// When replies were last read with success.
    pub polled_at: Option<Millis>,
    /// Where the next poll begins, as the connector understands it.
    pub cursor: String,
    /// Who applied.
    pub applied_by: PersonId,
    /// When.
    pub created_at: Millis,
    /// Optimistic version.
    pub version: i64,
}
