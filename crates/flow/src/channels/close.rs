//! Closes a channel.

use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result, duties};
use model::archive::RecordKind;
use model::channel::ChannelState;
use model::person::Permission;
use model::publication::PublicationState;
use model::{ChannelId, Id as _};
use serde_json::json;

/// States of a publication that waits: nothing of it is on the network or may be.
const WAITING: &[PublicationState] = &[
    PublicationState::Scheduled,
    PublicationState::Prepared,
    PublicationState::Held,
    PublicationState::Expired,
];

/// Closes: off the public list as active, its history stays; what waits for sending on it is cancelled, and the
/// credentials are forgotten. What is just being sent is confirmed first: close again then.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`, `Invalid` (`required` for the reason), `Refused("channel-sending")`, `Stopped`.
pub async fn close(flow: &Flow, actor: &Actor, channel: &ChannelId, reason: &str) -> Result<()> {
    actor.must(Permission::ConnectChannel)?;
    let municipality = &actor.municipality.id;
    let reason = reason.trim();
    let tx = flow.store().begin().await?;
    let mut channel = tx.channel(municipality, channel).await?;
    if reason.is_empty() {
        return Err(Error::field("reason", "required"));
    }
    channel.state = channel.state.go(ChannelState::Closed)?;
    let under_way = tx
        .publications_in(
            municipality,
            &[PublicationState::Sending, PublicationState::Unknown],
        )
        .await?;
    if under_way.iter().any(|p| p.channel == channel.id) {
        return Err(Error::refused("channel-sending"));
    }
    let mut events = Vec::new();
    let waiting = tx.publications_in(municipality, WAITING).await?;
    let mut waiting: Vec<_> = waiting.into_iter().filter(|p| p.channel == channel.id).collect();
    for publication in &mut waiting {
        publication.state = publication.state.go(PublicationState::Cancelled)?;
        tx.update_publication(publication).await?;
    }
    for publication in &waiting {
        let data = json!({ "publication": publication.id, "channel": channel.name, "reason": reason });
        events.push(
            Event::new(
                RecordKind::Post,
                publication.post.as_str(),
                "publication.cancelled",
                data,
            )
            .by(actor),
        );
    }
    channel.secret_sealed = None;
    tx.update_channel(&mut channel).await?;
    let data = json!({ "name": channel.name, "reason": reason, "cancelled": waiting.len() });
    events.push(Event::new(RecordKind::Channel, channel.id.as_str(), "channel.closed", data).by(actor));
    duties::closing(flow, &*tx, actor, &channel).await?;
    journal::write(flow, &*tx, municipality, events).await?;
    tx.commit().await?;
    Ok(())
}
