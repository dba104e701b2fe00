//! Connects an approved channel to its network.

use crate::context::CHANNEL_SECRET;
use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result, jobs};
use model::archive::RecordKind;
use model::channel::{ChannelState, Network};
use model::person::Permission;
use model::{ChannelId, Id as _};
use networks::CallError;
use serde_json::json;
use zeroize::Zeroizing;

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

impl std::fmt::Debug for Connect {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connect")
            .field("server", &self.server)
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}

/// Signs in to the network with what was given, and makes the channel active: from then on it is on the public list,
/// replies are read, posts can go out. A channel in use can be connected anew, with other credentials.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Conflict`, `Step`, `Invalid` (`required`), `Network` (wrong password, server not
/// reached), `Refused` with `private-address-refused`. The channel stays as it was.
pub async fn connect(flow: &Flow, actor: &Actor, channel: &ChannelId, form: Connect) -> Result<()> {
    actor.must(Permission::ConnectChannel)?;
    let municipality = &actor.municipality.id;
    let mut channel = flow.store().read().await?.channel(municipality, channel).await?;
    if channel.version != form.version {
        return Err(Error::Conflict);
    }
    if channel.state != ChannelState::Active {
        channel.state = channel.state.go(ChannelState::Active)?;
    }
    let practice = channel.network == Network::Practice;
    let (server, account) = (
        form.server.trim().trim_end_matches('/').to_owned(),
        form.account.trim().to_owned(),
    );
    let secret = Zeroizing::new(form.secret.trim().to_owned());
    if !practice {
        let needed = [("server", server.is_empty()), ("secret", secret.is_empty())];
        let missing: Vec<_> = needed.iter().filter(|(_, empty)| *empty).collect();
        if !missing.is_empty() {
            return Err(Error::Invalid(
                missing
                    .iter()
                    .map(|(field, _)| crate::FieldError::new(field, "required"))
                    .collect(),
            ));
        }
        let opened = json!({ "server": server, "account": account, "secret": *secret });
        let opened = Zeroizing::new(opened.to_string());
        channel.secret_sealed = Some(flow.parts.master.seal(
            flow.source(),
            CHANNEL_SECRET,
            channel.id.as_str(),
            opened.as_bytes(),
        ));
        channel.server = server;
    }
    // The network is asked before the transaction: nothing slow belongs inside one.
    let connector = flow.connector(&channel).map_err(refused)?;
    let found = connector.connect().await.map_err(|error| refused(error.into()))?;
    channel.handle = found.handle;
    channel.url = found.url;
    let tx = flow.store().begin().await?;
    tx.update_channel(&mut channel)
        .await
        .map_err(|error| match error {
            store::StoreError::Conflict(_) => Error::Conflict,
            other => other.into(),
        })?;
    let poll = store::Poll {
        polled_at: channel.polled_at,
        cursor: channel.cursor.clone(),
        health: String::new(),
    };
    tx.note_poll(municipality, &channel.id, &poll).await?;
    let data = json!({
        "network": channel.network, "name": channel.name, "server": channel.server, "handle": channel.handle,
        "url": channel.url, "remote_id": found.remote_id,
    });
    let event = Event::new(
        RecordKind::Channel,
        channel.id.as_str(),
        "channel.connected",
        data,
    )
    .by(actor);
    journal::write(flow, &*tx, municipality, vec![event]).await?;
    jobs::promise(
        flow,
        &*tx,
        municipality,
        "poll",
        channel.id.as_str(),
        flow.source().now(),
    )
    .await?;
    tx.commit().await?;
    flow.wake();
    Ok(())
}

/// An address that may not be called is the form's fault, not the network's.
fn refused(error: Error) -> Error {
    match error {
        Error::Network(CallError::AddressRefused(_)) => Error::refused("private-address-refused"),
        other => other,
    }
}
