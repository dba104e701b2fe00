//! Shows a hidden comment again.

use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result, jobs};
use model::item::Visibility;
use model::moderation::{Moderation, ModerationAct, ModerationState};
use model::person::Permission;
use model::{Id as _, ItemId, ModerationId};
use serde_json::json;

/// Decides to restore, with a reason. The evidence of the decision to hide stays.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`, `Invalid` (`required`).
pub async fn restore(flow: &Flow, actor: &Actor, item: &ItemId, reason: &str) -> Result<ModerationId> {
    actor.must(Permission::Moderate)?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::field("reason", "required"));
    }
    let municipality = &actor.municipality.id;
    let tx = flow.store().begin().await?;
    let mut item = tx.item(municipality, item).await?;
    item.visibility = item.visibility.go(Visibility::Restoring)?;
    let earlier = tx.moderations_of(municipality, &item.id).await?;
    let Some(hidden) = earlier.into_iter().rev().find(|m| m.act == ModerationAct::Hide) else {
        return Err(Error::NotFound);
    };
    tx.update_item(&mut item).await?;
    let moderation = Moderation {
        id: flow.source().id(),
        municipality: municipality.clone(),
        item: item.id.clone(),
        act: ModerationAct::Restore,
        ground: String::new(),
        reason: reason.to_owned(),
        evidence: hidden.evidence,
        state: ModerationState::Decided,
        means: hidden.means,
        problem: String::new(),
        decided_by: actor.person.id.clone(),
        decided_at: flow.source().now(),
        confirmed_at: None,
        version: 1,
    };
    tx.insert_moderation(&moderation).await?;
    let (record, subject) = crate::inbox::record_of(&*tx, &item).await?;
    let data = json!({ "moderation": moderation.id, "item": item.id, "act": moderation.act, "reason": reason, "hidden_by": hidden.id });
    journal::write(
        flow,
        &*tx,
        municipality,
        vec![Event::new(record, &subject, "moderation.decided", data).by(actor)],
    )
    .await?;
    jobs::promise(
        flow,
        &*tx,
        municipality,
        "moderate",
        moderation.id.as_str(),
        moderation.decided_at,
    )
    .await?;
    tx.commit().await?;
    flow.wake();
    Ok(moderation.id)
}
