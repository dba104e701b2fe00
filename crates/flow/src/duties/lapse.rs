//! Duties whose cause is gone.

use super::open::told;
use super::see::record;
use crate::journal::{self, Event};
use crate::{Flow, Result};
use model::MunicipalityId;
use model::duty::{Duty, DutyState, DutySubject};
use serde_json::json;
use store::{DutyFilter, Tx};

/// Duties taken in one look.
const AT_ONCE: usize = 200;

/// Lapses every open duty about something that is gone, in the caller's transaction. `reason` is a key: `channel-closed`,
/// `person-left`.
///
/// # Errors
/// The database.
pub(crate) async fn lapse_about(
    flow: &Flow,
    tx: &dyn Tx,
    municipality: &MunicipalityId,
    about: (DutySubject, &str),
    reason: &'static str,
) -> Result<()> {
    let filter = DutyFilter {
        subject: Some((about.0, about.1.to_owned())),
        ..DutyFilter::default()
    };
    lapse_where(flow, tx, municipality, filter, reason, |_| true).await?;
    Ok(())
}

/// Lapses the open duties of a filter that `gone` says are; how many.
pub(super) async fn lapse_where(
    flow: &Flow,
    tx: &dyn Tx,
    municipality: &MunicipalityId,
    mut filter: DutyFilter,
    reason: &'static str,
    gone: impl Fn(&Duty) -> bool + Send,
) -> Result<usize> {
    filter.states = vec![DutyState::Open];
    let mut lapsed = 0;
    let mut after = None;
    loop {
        let page = tx.duties(municipality, &filter, after.as_ref(), AT_ONCE).await?;
        for mut duty in page.items.into_iter().filter(|d| gone(d)) {
            duty.state = duty.state.go(DutyState::Lapsed)?;
            reason.clone_into(&mut duty.reason);
            duty.done_at = Some(flow.source().now());
            tx.update_duty(&mut duty).await?;
            let (kind, subject) = record(tx, &duty).await?;
            let mut data = told(&duty);
            if let Some(data) = data.as_object_mut() {
                data.insert("reason".to_owned(), json!(reason));
            }
            let event = Event::new(kind, &subject, "duty.lapsed", data);
            journal::write(flow, tx, municipality, vec![event]).await?;
            lapsed += 1;
        }
        if page.next.is_none() {
            return Ok(lapsed);
        }
        after = page.next;
    }
}
