//! Gives a draft up.

use super::start::note;
use crate::{Actor, Flow, Result};
use model::PackVersionId;
use model::pack::PackState;
use model::person::Permission;

/// Gives a draft up. Its files stay, for the record.
///
/// # Errors
/// `NotAllowed`, `NotFound`; the state machine's when it is no draft.
pub async fn discard(flow: &Flow, actor: &Actor, id: &PackVersionId) -> Result<()> {
    actor.must(Permission::WritePack)?;
    let tx = flow.store().begin().await?;
    let mut version = tx.pack_version(&actor.municipality.id, id).await?;
    version.state = version.state.go(PackState::Discarded)?;
    tx.update_pack_version(&mut version).await?;
    note(flow, &*tx, actor, &version, "pack.discarded").await?;
    tx.commit().await?;
    Ok(())
}
