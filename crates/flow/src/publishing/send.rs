//! One step of sending, the same for posts and for answers: a key first, then the call, then certainty.

use crate::{Flow, Result};
use bytes::Bytes;
use model::Millis;
use model::post::Content;
use networks::{Advice, CallError, Connector, Image, Outgoing, Remote};

/// What came of asking the network.
#[derive(Debug)]
pub(crate) enum Sent {
    /// It is there.
    Published(Remote),
    /// Nobody knows: the network must be asked what it has before anything else.
    Unknown(CallError),
    /// It is certainly not there; may be sent again with the same key, after so many seconds when the network says so.
    NotYet(CallError, Option<u64>),
    /// It is not there and trying again by itself would be wrong.
    Refused(CallError),
}

/// Makes the final call. State `sending` must be committed before.
pub(crate) async fn send(connector: &dyn Connector, out: &Outgoing, key: &str) -> Sent {
    match connector.publish(out, key).await {
        Ok(remote) => Sent::Published(remote),
        Err(e) => sort(e),
    }
}

/// Asks the network what it has under the key. `None` means that it certainly has nothing.
pub(crate) async fn reconcile(
    connector: &dyn Connector,
    out: &Outgoing,
    key: &str,
) -> std::result::Result<Option<Remote>, CallError> {
    connector.find(out, key).await
}

fn sort(e: CallError) -> Sent {
    match e.advice() {
        Advice::Reconcile => Sent::Unknown(e),
        Advice::Retry(after) => Sent::NotYet(e, after),
        Advice::Reconnect | Advice::GiveUp => Sent::Refused(e),
    }
}

/// A frozen post as the network gets it.
///
/// # Errors
/// A picture's bytes are missing or damaged in the blob store.
pub(crate) async fn outgoing(flow: &Flow, content: &Content, at: Millis) -> Result<Outgoing> {
    let mut images = Vec::with_capacity(content.media.len());
    for media in &content.media {
        images.push(Image {
            bytes: Bytes::from(flow.blobs().get(&media.blob).await?),
            mime: media.mime.clone(),
            alt: media.note.alt.clone(),
            width: u32::try_from(media.width).unwrap_or(0),
            height: u32::try_from(media.height).unwrap_or(0),
        });
    }
    Ok(Outgoing {
        text: content.text.clone(),
        link: content.link.clone(),
        lang: content.lang.clone(),
        images,
        at,
        reply: None,
    })
}
