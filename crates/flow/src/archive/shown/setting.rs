//! What a municipality has decided to show.

use crate::journal::{self, Event};
use crate::{Actor, Flow, Result, jobs};
use model::archive::RecordKind;
use model::person::Permission;
use model::public::PublicArchive;
use model::{Id as _, MunicipalityId};
use serde_json::json;

/// What was decided; nothing is shown before anything was.
pub(super) async fn decided(
    read: &(impl store::Read + ?Sized),
    municipality: &MunicipalityId,
) -> Result<PublicArchive> {
    let kept = read.setting(&name(municipality)).await?;
    Ok(kept
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default())
}

fn name(municipality: &MunicipalityId) -> String {
    format!("public-archive:{municipality}")
}

/// Whether a municipality shows anything.
///
/// # Errors
/// The database.
pub async fn has_public_archive(flow: &Flow, municipality: &MunicipalityId) -> Result<bool> {
    let read = flow.store().read().await?;
    Ok(decided(&*read, municipality).await?.on)
}

/// What the actor's municipality shows.
///
/// # Errors
/// `NotAllowed`.
pub async fn public_archive(flow: &Flow, actor: &Actor) -> Result<PublicArchive> {
    actor.must(Permission::ManageSettings)?;
    let read = flow.store().read().await?;
    decided(&*read, &actor.municipality.id).await
}

/// Decides what is shown. What was shown before is no longer shown at once when it is turned off.
///
/// # Errors
/// `NotAllowed`.
pub async fn set_public_archive(flow: &Flow, actor: &Actor, wanted: PublicArchive) -> Result<()> {
    actor.must(Permission::ManageSettings)?;
    let whose = &actor.municipality.id;
    let text = serde_json::to_string(&wanted).map_err(|e| crate::Error::Internal(e.to_string()))?;
    let tx = flow.store().begin().await?;
    if decided(&*tx, whose).await? == wanted {
        return Ok(());
    }
    tx.put_setting(&name(whose), &text).await?;
    let data = json!({ "public_archive": wanted.on, "removed_shown": wanted.removed });
    let kind = "municipality.public-archive";
    let event = Event::new(RecordKind::Municipality, whose.as_str(), kind, data).by(actor);
    journal::write(flow, &*tx, whose, vec![event]).await?;
    if wanted.on {
        let now = flow.source().now();
        jobs::promise(flow, &*tx, whose, "publicise", whose.as_str(), now).await?;
    }
    tx.commit().await?;
    flow.wake();
    Ok(())
}
