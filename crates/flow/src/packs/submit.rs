//! Freezes a draft for another person to approve.

use super::files::extended;
use super::start::note;
use super::write::draft;
use super::{check, force};
use crate::{Actor, Error, Flow, Result};
use model::PackVersionId;
use model::pack::PackState;
use model::person::Permission;

/// Freezes a draft with the bases that it extends, as they are now, so that its decisions can be recomputed for ever.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Conflict`; `Refused` with `pack-frozen`, or `pack-faulty` when it does not load, lint has errors
/// or a scenario fails.
pub async fn submit(flow: &Flow, actor: &Actor, id: &PackVersionId, revision: i64) -> Result<()> {
    actor.must(Permission::WritePack)?;
    let read = flow.store().read().await?;
    let version = read.pack_version(&actor.municipality.id, id).await?;
    let own = read.pack_files(&actor.municipality.id, id).await?;
    drop(read);
    let checked = check(flow, &actor.municipality, &version.pack, &own).await?;
    let Some(book) = checked.book.clone().filter(|_| checked.is_sound()) else {
        return Err(Error::refused("pack-faulty"));
    };
    let bases = extended(flow, &own, &book);
    let tx = flow.store().begin().await?;
    // The same revision as was looked at, or somebody wrote in between.
    let (mut version, mut files) = draft(&*tx, actor, id, revision).await?;
    for base in &bases {
        tx.put_pack_file(&version.municipality, id, base).await?;
    }
    files.extend(bases);
    // What is frozen must be whole by itself.
    match force::load(&files, &version.pack) {
        Ok(alone) if alone.digest() == book.digest() => {}
        _ => return Err(Error::refused("pack-faulty")),
    }
    version.state = version.state.go(PackState::Submitted)?;
    version.digest = book.digest().to_owned();
    version.submitted_by = Some(actor.person.id.clone());
    version.submitted_at = Some(flow.source().now());
    version.note.clear();
    tx.update_pack_version(&mut version).await?;
    note(flow, &*tx, actor, &version, "pack.submitted").await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a submitted or approved version back, to write in it again.
///
/// # Errors
/// `NotAllowed`, `NotFound`; the state machine's when it is adopted.
pub async fn take_back(flow: &Flow, actor: &Actor, id: &PackVersionId) -> Result<()> {
    actor.must(Permission::WritePack)?;
    let tx = flow.store().begin().await?;
    let mut version = tx.pack_version(&actor.municipality.id, id).await?;
    back(&*tx, &mut version).await?;
    tx.update_pack_version(&mut version).await?;
    note(flow, &*tx, actor, &version, "pack.taken-back").await?;
    tx.commit().await?;
    Ok(())
}

/// Makes a frozen version a draft again: without the bases that were frozen with it.
pub(super) async fn back(tx: &dyn store::Tx, version: &mut model::pack::PackVersion) -> Result<()> {
    version.state = version.state.go(PackState::Draft)?;
    version.digest.clear();
    version.submitted_by = None;
    version.submitted_at = None;
    version.approved_by = None;
    version.approved_at = None;
    let files = tx.pack_files(&version.municipality, &version.id).await?;
    for file in files.iter().filter(|f| f.shipped) {
        tx.remove_pack_file(&version.municipality, &version.id, &file.path)
            .await?;
    }
    Ok(())
}
