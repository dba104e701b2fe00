//! Opens the connector of an account, and keeps it so that its session is used again.

use crate::bluesky::Bluesky;
use crate::mastodon::Mastodon;
use crate::practice::{Board, Practice};
use crate::{CallError, Connector, Credentials, Http};
use model::Source;
use model::channel::Network;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

type Key = (Network, String, String);

/// All networks.
pub struct Networks {
    http: Http,
    source: Source,
    board: Arc<dyn Board>,
    open: Mutex<HashMap<Key, (Credentials, Arc<dyn Connector>)>>,
}

impl Networks {
    /// `board` carries the practice network.
    pub fn new(http: Http, source: Source, board: Arc<dyn Board>) -> Self {
        Self {
            http,
            source,
            board,
            open: Mutex::default(),
        }
    }

    /// The connector of one account. `server` is a base address such as `https://bsky.social`, empty for
    /// practice. No call is made. The same arguments give the same connector, with its session.
    ///
    /// # Errors
    /// [`CallError::AddressRefused`] when `server` is no https address (http is allowed together with
    /// private addresses, for tests).
    pub fn open(
        &self,
        network: Network,
        server: &str,
        credentials: &Credentials,
    ) -> Result<Arc<dyn Connector>, CallError> {
        let key = (
            network,
            server.to_owned(),
            // One Mastodon server may hold several channels, which only the token tells apart.
            match network {
                Network::Mastodon => credentials.secret.reveal().to_owned(),
                Network::Bluesky | Network::Practice => credentials.identifier.clone(),
            },
        );
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, connector)) = open.get(&key)
            && known == credentials
        {
            return Ok(connector.clone());
        }
        let connector: Arc<dyn Connector> = match network {
            Network::Bluesky => Arc::new(Bluesky::new(
                self.http.clone(),
                self.source.clone(),
                server,
                credentials.clone(),
            )?),
            Network::Mastodon => Arc::new(Mastodon::new(self.http.clone(), server, credentials.clone())?),
            Network::Practice => Arc::new(Practice::new(self.board.clone(), &credentials.identifier)),
        };
        open.insert(key, (credentials.clone(), connector.clone()));
        Ok(connector)
    }
}

impl std::fmt::Debug for Networks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Networks")
    }
}
