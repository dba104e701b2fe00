//! Whether a disposal wants another person than the one who proposed it.

use crate::journal::{self, Event};
use crate::{Actor, Flow, Result};
use model::archive::RecordKind;
use model::person::Permission;
use model::{Id as _, MunicipalityId};
use serde_json::json;

fn setting(municipality: &MunicipalityId) -> String {
    format!("retention-two-persons.{municipality}")
}

/// Whether whoever proposed a disposal may not approve it.
///
/// # Errors
/// The database.
pub async fn is_wanted(read: &(impl store::Read + ?Sized), municipality: &MunicipalityId) -> Result<bool> {
    Ok(read.setting(&setting(municipality)).await?.as_deref() == Some("yes"))
}

/// Says whether two persons are wanted, as the municipality's guideline or delegation has it.
///
/// # Errors
/// `NotAllowed`; the database.
pub async fn want(flow: &Flow, actor: &Actor, two: bool) -> Result<()> {
    actor.must(Permission::Dispose)?;
    let municipality = &actor.municipality.id;
    let tx = flow.store().begin().await?;
    if is_wanted(&*tx, municipality).await? == two {
        return Ok(());
    }
    tx.put_setting(&setting(municipality), if two { "yes" } else { "no" })
        .await?;
    let data = json!({ "two_persons": two });
    let subject = municipality.as_str();
    let event = Event::new(RecordKind::Municipality, subject, "retention.two-persons", data).by(actor);
    journal::write(flow, &*tx, municipality, vec![event]).await?;
    tx.commit().await?;
    Ok(())
}
