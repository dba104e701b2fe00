//! What a job does about a network that did not do as asked.

use super::JobEnd;
use crate::{Flow, Result};
use model::Millis;
use model::channel::Channel;
use networks::CallError;
use store::{Poll, Tx};

/// To be tried again, later each time.
pub(super) fn retry(e: &CallError) -> JobEnd {
    JobEnd::Retry {
        problem: e.key(),
        detail: e.to_string(),
    }
}

/// To be tried again, at the time that the network names where it names one (an hour at most).
pub(super) fn later(flow: &Flow, e: &CallError, after_s: Option<u64>) -> JobEnd {
    let Some(seconds) = after_s else { return retry(e) };
    let ms = i64::try_from(seconds.clamp(1, 3600)).map_or(Millis::HOUR, |s| s * Millis::SECOND);
    JobEnd::Again(flow.source().now().plus(ms))
}

/// Writes down what is wrong with a channel, for its page.
pub(super) async fn note_health(tx: &dyn Tx, channel: &Channel, e: &CallError) -> Result<()> {
    let now = tx.channel(&channel.municipality, &channel.id).await?;
    let poll = Poll {
        polled_at: None,
        cursor: now.cursor,
        health: e.key().to_owned(),
    };
    tx.note_poll(&channel.municipality, &channel.id, &poll).await?;
    Ok(())
}
