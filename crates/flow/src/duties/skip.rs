//! Leaves a duty undone, and says why.

use super::see::settle;
use crate::{Actor, Error, FieldError, Flow, Result};
use model::DutyId;
use model::duty::{ACKNOWLEDGE, DutyState};
use model::person::Permission;
use serde_json::json;

/// A reason shorter than this explains nothing to who looks at it a year later.
const REASON_MIN: usize = 10;
/// Longest reason, in characters.
const REASON_MAX: usize = 2_000;

/// Skips a duty that falls to the actor; who manages people may skip everybody's, so that nothing waits for ever for a
/// role that nobody has.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`, `Refused("duty-by-acknowledging")`, `Invalid` for `reason` (`required`,
/// `duty-reason-short` under ten characters, `text-too-long`).
pub async fn skip(flow: &Flow, actor: &Actor, duty: &DutyId, reason: &str) -> Result<()> {
    actor.must(Permission::DoDuties)?;
    let tx = flow.store().begin().await?;
    let mut duty = tx.duty(&actor.municipality.id, duty).await?;
    if !duty.falls_to(&actor.person) {
        actor.must(Permission::ManagePeople)?;
    }
    if duty.kind == ACKNOWLEDGE {
        return Err(Error::refused("duty-by-acknowledging"));
    }
    let reason = reason.trim();
    let length = reason.chars().count();
    let wrong = match length {
        0 => Some("required"),
        n if n < REASON_MIN => Some("duty-reason-short"),
        n if n > REASON_MAX => Some("text-too-long"),
        _ => None,
    };
    if let Some(key) = wrong {
        return Err(Error::Invalid(vec![FieldError::new("reason", key)]));
    }
    reason.clone_into(&mut duty.reason);
    let more = json!({ "reason": reason });
    settle(
        flow,
        actor,
        &*tx,
        &mut duty,
        DutyState::Skipped,
        "duty.skipped",
        more,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
