//! Connects an approved channel to its network.
use crate::{Actor, Error, Flow, Result};
use model::ChannelId;

/// The form. The secret is sealed before it is stored and never shown again.
#[derive(Clone)]
pub struct Connect {
    /// Server, e.g. "https://bsky.social"; empty for practice.
    pub server: String,
    /// Handle or user name; empty where the token tells.
    pub account: String,
    /// App password or access token; empty for practice.
    pub secret: String,
    /// Version the form was made from.
    pub version: i64,
}

/// Signs in to the network with what was given, and makes the channel active: from then on it is on the public list,
/// replies are read, posts can go out.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Conflict`, `Step`, `Network` (wrong password, server not reached), `Refused` with
/// `private-address-refused`.
pub async fn connect(flow: &Flow, actor: &Actor, channel: &ChannelId, form: Connect) -> Result<()> {
    let _ = (flow, actor, channel, form);
    Err(Error::Internal("connect".into()))
}
