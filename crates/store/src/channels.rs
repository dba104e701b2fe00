//! The register of official channels.

use crate::Result;
use async_trait::async_trait;
use model::channel::{Channel, ChannelState};
use model::{ChannelId, Millis, MunicipalityId};

/// What a poll of a channel's network found out about the channel itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poll {
    /// When replies were last read with success; `None` leaves it as it is.
    pub polled_at: Option<Millis>,
    /// Where the next poll begins.
    pub cursor: String,
    /// Key of the failure; empty when well.
    pub health: String,
}

/// Reads channels.
#[async_trait]
pub trait ChannelRead {
    /// One by id.
    async fn channel(&self, municipality: &MunicipalityId, id: &ChannelId) -> Result<Channel>;
    /// All, by name.
    async fn channels(&self, municipality: &MunicipalityId) -> Result<Vec<Channel>>;
    /// Those in one of `states`, by name.
    async fn channels_in(
        &self,
        municipality: &MunicipalityId,
        states: &[ChannelState],
    ) -> Result<Vec<Channel>>;
    /// Those on the public list: in use or being wound down, by network and name.
    async fn public_channels(&self, municipality: &MunicipalityId) -> Result<Vec<Channel>>;
}

/// Writes channels.
#[async_trait]
pub trait ChannelWrite {
    /// Adds one.
    async fn insert_channel(&self, channel: &Channel) -> Result<()>;
    /// Changes all but what polls write (`polled_at`, `cursor`, `health`).
    async fn update_channel(&self, channel: &mut Channel) -> Result<()>;
    /// Writes what a poll found out. The version stays, so a person's edit under way is not disturbed.
    async fn note_poll(&self, municipality: &MunicipalityId, id: &ChannelId, poll: &Poll) -> Result<()>;
}
