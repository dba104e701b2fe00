//! Duties that a snapshot in the archive does.

use super::open::told;
use super::see::record;
use crate::journal::{self, Event};
use crate::{Flow, Result};
use model::Id as _;
use model::duty::{DutyState, DutySubject};
use model::snapshot::Snapshot;
use serde_json::json;
use store::{DutyFilter, Tx};

/// Open duties about one channel that are looked at: far more than there are.
const AT_ONCE: usize = 200;

/// What a duty's record is of when a snapshot does it.
pub(crate) const SNAPSHOT: &str = "snapshot";

/// Ends the open duties that ask for a snapshot of this channel, in the caller's transaction; the proof is where it is kept.
///
/// # Errors
/// The database.
pub(crate) async fn snapshot_kept(flow: &Flow, tx: &dyn Tx, snapshot: &Snapshot, link: &str) -> Result<()> {
    let filter = DutyFilter {
        states: vec![DutyState::Open],
        subject: Some((DutySubject::Channel, snapshot.channel.as_str().to_owned())),
        ..DutyFilter::default()
    };
    let open = tx.duties(&snapshot.municipality, &filter, None, AT_ONCE).await?;
    for mut duty in open.items.into_iter().filter(|d| d.record_of == SNAPSHOT) {
        duty.state = duty.state.go(DutyState::Done)?;
        link.clone_into(&mut duty.link);
        duty.done_by.clone_from(&snapshot.asked_by);
        duty.done_at = Some(flow.source().now());
        tx.update_duty(&mut duty).await?;
        let (kind, subject) = record(tx, &duty).await?;
        let mut data = told(&duty);
        if let Some(data) = data.as_object_mut() {
            data.insert("link".to_owned(), json!(link));
            data.insert("done_by".to_owned(), json!(duty.done_by));
            data.insert("snapshot".to_owned(), json!(snapshot.id));
        }
        let event = Event::new(kind, &subject, "duty.done", data);
        journal::write(flow, tx, &duty.municipality, vec![event]).await?;
    }
    Ok(())
}
