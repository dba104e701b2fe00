//! The networks of an installation: from a channel and its opened secret to a connector.

use crate::Connectors;
use crate::practice;
use model::channel::{Channel, Network};
use networks::{CallError, Connector, Credentials, Networks};
use serde::Deserialize;
use std::sync::Arc;

/// All networks that ship with the product.
pub struct NetworkConnectors(Networks);

/// A channel's secret as [`crate::channels::connect`] seals it.
#[derive(Deserialize)]
struct Opened {
    account: String,
    secret: String,
}

impl NetworkConnectors {
    /// Wraps the networks.
    #[must_use]
    pub fn new(networks: Networks) -> Self {
        Self(networks)
    }
}

impl Connectors for NetworkConnectors {
    fn connector(&self, channel: &Channel, secret: Option<&str>) -> Result<Arc<dyn Connector>, CallError> {
        let credentials = match (channel.network, secret) {
            (Network::Practice, _) => Credentials::new(practice::account(channel), ""),
            (_, Some(text)) => {
                let opened: Opened = serde_json::from_str(text)
                    .map_err(|_| CallError::Expired("credentials of another form".to_owned()))?;
                Credentials::new(opened.account, opened.secret)
            }
            // Not connected yet: enough to count lengths, refused by every call.
            (_, None) => Credentials::default(),
        };
        let server = if channel.server.is_empty() {
            default_server(channel.network)
        } else {
            &channel.server
        };
        self.0.open(channel.network, server, &credentials)
    }

    fn offered(&self) -> Vec<Network> {
        Network::ALL.to_vec()
    }
}

/// The server that a channel is counted by before it is connected.
fn default_server(network: Network) -> &'static str {
    match network {
        Network::Bluesky => "https://bsky.social",
        Network::Mastodon => "https://mastodon.social",
        Network::Practice => "",
    }
}
