//! Jobs that come back by themselves, and promising work.

use crate::{Flow, Result, duties};
use model::channel::ChannelState;
use model::{Id as _, Millis, MunicipalityId};
use store::{Engine, NewJob, Tx};

/// Kinds that are tried again without end: those that are promised anew for ever, and those on whose end a person waits
/// (they stop by themselves once the network has said no or a post is too late).
pub(crate) const RECURRING: &[&str] = &[
    "checkpoint",
    "sweep",
    "duties",
    "poll",
    "reconcile",
    "publicise",
    "publish",
    "answer",
    "moderate",
    "tally",
    "stamp",
    "witness",
    "dispose",
];

/// What is always promised for a municipality.
const OF_MUNICIPALITY: [&str; 4] = ["checkpoint", "sweep", "duties", "tally"];

/// What is promised besides, where there is somebody to ask.
fn asking(flow: &Flow) -> Vec<&'static str> {
    let Some(outside) = flow.outside() else {
        return Vec::new();
    };
    let stamp = outside.authority.as_ref().map(|_| "stamp");
    let witness = outside.witnesses.first().map(|_| "witness");
    stamp.into_iter().chain(witness).collect()
}

/// Promises a job in the caller's transaction.
pub(crate) async fn promise(
    flow: &Flow,
    tx: &dyn Tx,
    municipality: &MunicipalityId,
    kind: &str,
    subject: &str,
    run_at: Millis,
) -> Result<()> {
    let job = NewJob {
        id: flow.source().id(),
        municipality: municipality.clone(),
        kind: kind.to_owned(),
        subject: subject.to_owned(),
        run_at,
        created_at: flow.source().now(),
    };
    tx.enqueue(&job).await?;
    Ok(())
}

/// Promises what must always be promised for a municipality: its checkpoints, the sweeping, the duties of each day, and
/// counting what clauses came to.
pub(crate) async fn promise_recurring(flow: &Flow, tx: &dyn Tx, municipality: &MunicipalityId) -> Result<()> {
    let now = flow.source().now();
    for kind in OF_MUNICIPALITY.into_iter().chain(asking(flow)) {
        promise(flow, tx, municipality, kind, municipality.as_str(), now).await?;
    }
    Ok(())
}

/// Promises the recurring jobs that are missing: of every municipality, and the reading of replies of every connected
/// channel. Call it when the server starts. On the embedded database, which one process has for itself, jobs that were
/// under way when an earlier process ended are taken again at once; on PostgreSQL their leases end.
///
/// # Errors
/// The database.
pub async fn ensure_recurring(flow: &Flow) -> Result<()> {
    let tx = flow.store().begin().await?;
    let now = flow.source().now();
    if flow.store().engine() == Engine::Sqlite {
        tx.release_jobs().await?;
    }
    for municipality in tx.municipalities().await? {
        let mut wanted = OF_MUNICIPALITY
            .map(|kind| (kind, municipality.id.as_str().to_owned()))
            .to_vec();
        wanted.extend(
            asking(flow)
                .into_iter()
                .map(|kind| (kind, municipality.id.as_str().to_owned())),
        );
        let channels = tx
            .channels_in(&municipality.id, &[ChannelState::Active, ChannelState::Closing])
            .await?;
        let morning = duties::next_morning(&municipality, now);
        for channel in channels {
            let subject = channel.id.as_str().to_owned();
            if tx
                .pending_job(&municipality.id, "reconcile", &subject)
                .await?
                .is_none()
            {
                promise(flow, &*tx, &municipality.id, "reconcile", &subject, morning).await?;
            }
            wanted.push(("poll", subject));
        }
        for (kind, subject) in wanted {
            if tx.pending_job(&municipality.id, kind, &subject).await?.is_none() {
                promise(flow, &*tx, &municipality.id, kind, &subject, now).await?;
            }
        }
    }
    tx.commit().await?;
    flow.wake();
    Ok(())
}
