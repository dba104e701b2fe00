//! How a channel stands against its network, for its page; and asking now.

use crate::{Actor, Error, Flow, Result, jobs};
use model::channel::{Channel, ChannelState};
use model::person::Permission;
use model::reconciliation::{Gap, Reconciliation};
use model::{ChannelId, Id as _};

/// Days that are shown.
const DAYS: usize = 60;

/// How a channel stands.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The channel.
    pub channel: Channel,
    /// Days, newest first.
    pub days: Vec<Reconciliation>,
    /// What is open, in the order found.
    pub open: Vec<Gap>,
    /// What somebody has settled and still differs.
    pub settled: usize,
    /// Whether the network is being asked now.
    pub asking: bool,
}

/// How a channel stands.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn overview(flow: &Flow, actor: &Actor, channel: &ChannelId) -> Result<Overview> {
    actor.must(Permission::SeeChannels)?;
    let whose = &actor.municipality.id;
    let read = flow.store().read().await?;
    let channel = read.channel(whose, channel).await?;
    let (settled, open): (Vec<_>, Vec<_>) = read
        .gaps(whose, &channel.id)
        .await?
        .into_iter()
        .partition(|g| g.settled);
    let now = flow.source().now();
    let job = read.pending_job(whose, "reconcile", channel.id.as_str()).await?;
    Ok(Overview {
        days: read.reconciliations(whose, &channel.id, DAYS).await?,
        open,
        settled: settled.len(),
        asking: job.is_some_and(|job| job.run_at <= now),
        channel,
    })
}

/// Has the network asked now, besides every morning.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Refused("channel-not-active")`.
pub async fn ask_now(flow: &Flow, actor: &Actor, channel: &ChannelId) -> Result<()> {
    actor.must(Permission::ConnectChannel)?;
    let whose = &actor.municipality.id;
    let tx = flow.store().begin().await?;
    let channel = tx.channel(whose, channel).await?;
    if !matches!(channel.state, ChannelState::Active | ChannelState::Closing) {
        return Err(Error::refused("channel-not-active"));
    }
    let now = flow.source().now();
    jobs::promise(flow, &*tx, whose, "reconcile", channel.id.as_str(), now).await?;
    tx.commit().await?;
    flow.wake();
    Ok(())
}
