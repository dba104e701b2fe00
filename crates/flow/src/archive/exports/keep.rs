//! What becomes of exports: listed, fetched, removed by hand, after a fortnight, and when something in them is disposed of.

use super::stage::names;
use super::{KEPT_MS, blocking, disk, shelf, workshop};
use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result};
use model::archive::RecordKind;
use model::export::{Export, ExportState};
use model::person::Permission;
use model::{ExportId, Id as _, MunicipalityId};
use serde_json::json;
use std::fs;
use std::io;
use std::path::PathBuf;
use store::{Cursor, Page};

/// An export that can be handed out.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// The export.
    pub export: Export,
    /// Where its file lies.
    pub path: PathBuf,
    /// Name under which to hand it out.
    pub name: String,
}

/// A page of the municipality's exports, last asked first.
///
/// # Errors
/// `NotAllowed`.
pub async fn list(flow: &Flow, actor: &Actor, after: Option<&Cursor>, limit: usize) -> Result<Page<Export>> {
    actor.must(Permission::ExportArchive)?;
    let read = flow.store().read().await?;
    Ok(read.exports(&actor.municipality.id, after, limit).await?)
}

/// The file of a finished export; that it was fetched is journalled first.
///
/// # Errors
/// `NotAllowed`; `NotFound` also for one that is not ready or was removed.
pub async fn fetch(flow: &Flow, actor: &Actor, id: &ExportId) -> Result<Fetched> {
    actor.must(Permission::ExportArchive)?;
    let municipality = &actor.municipality;
    let export = flow.store().read().await?.export(&municipality.id, id).await?;
    let path = shelf(flow, &export)?;
    if export.state != ExportState::Ready || !path.exists() {
        return Err(Error::NotFound);
    }
    note(flow, Some(actor), &export, "export.fetched").await?;
    let day: String = export.asked_at.rfc3339().chars().take(10).collect();
    Ok(Fetched {
        name: format!(
            "{}-{day}-{}.{}",
            municipality.slug,
            export.format.as_str(),
            export.format.ending()
        ),
        export,
        path,
    })
}

/// Destroys the file of an export, finished or not.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Conflict`.
pub async fn remove(flow: &Flow, actor: &Actor, id: &ExportId) -> Result<()> {
    actor.must(Permission::ExportArchive)?;
    let read = flow.store().read().await?;
    let export = read.export(&actor.municipality.id, id).await?;
    drop(read);
    if export.state == ExportState::Removed {
        return clear(flow, &export).await;
    }
    destroy(flow, export).await?;
    let export = flow
        .store()
        .read()
        .await?
        .export(&actor.municipality.id, id)
        .await?;
    note(flow, Some(actor), &export, "export.removed").await
}

/// Destroys every export kept here, finished or not: to be called when content is disposed of, since it may be in any of
/// them. How many there were.
///
/// # Errors
/// The database; a file that cannot be removed.
pub async fn forget(flow: &Flow, municipality: &MunicipalityId) -> Result<usize> {
    let mut found = Vec::new();
    for state in [ExportState::Making, ExportState::Ready] {
        found.extend(flow.store().read().await?.exports_in(municipality, state).await?);
    }
    let count = found.len();
    for export in found {
        destroy(flow, export.clone()).await?;
        note(flow, None, &export, "export.removed").await?;
    }
    leftovers(flow, municipality).await?;
    Ok(count)
}

/// Removes files whose row says that they are gone: the disk may have refused, or the server been stopped, in between.
async fn leftovers(flow: &Flow, municipality: &MunicipalityId) -> Result<()> {
    let Ok(folder) = flow.exports().map(std::path::Path::to_owned) else {
        return Ok(());
    };
    for name in blocking(move || names(&folder).map_err(|e| disk(&e))).await? {
        let Some(Ok(id)) = name.split('.').next().map(ExportId::parse) else {
            continue;
        };
        // Several municipalities and nodes share the folder: only what a row of ours calls removed goes.
        match flow.store().read().await?.export(municipality, &id).await {
            Ok(export) if export.state == ExportState::Removed => clear(flow, &export).await?,
            Ok(_) | Err(store::StoreError::NotFound(_)) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Ok(())
}

/// Destroys what is older than a fortnight, and what an earlier call left behind.
///
/// # Errors
/// As [`forget`].
pub(crate) async fn sweep(flow: &Flow, municipality: &MunicipalityId) -> Result<()> {
    let before = flow.source().now().plus(-KEPT_MS);
    let ready = flow.store().read().await?;
    let ready = ready.exports_in(municipality, ExportState::Ready).await?;
    for export in ready {
        if export.ended_at.is_some_and(|at| at < before) {
            destroy(flow, export.clone()).await?;
            note(flow, None, &export, "export.removed").await?;
        }
    }
    leftovers(flow, municipality).await
}

/// The row first, so that nobody is offered a file that is half gone.
async fn destroy(flow: &Flow, mut export: Export) -> Result<()> {
    export.state = export.state.go(ExportState::Removed)?;
    export.ended_at = Some(flow.source().now());
    let tx = flow.store().begin().await?;
    tx.update_export(&mut export).await?;
    tx.commit().await?;
    clear(flow, &export).await
}

/// Removes what the row says is not needed any more: the workshop of what is not being made, the file of what was removed.
/// A job that was at work while somebody removed its export comes by here too.
pub(super) async fn clear(flow: &Flow, export: &Export) -> Result<()> {
    let (file, folder) = (shelf(flow, export)?, workshop(flow, export)?);
    let removed = export.state == ExportState::Removed;
    blocking(move || {
        let mut gone = vec![fs::remove_dir_all(folder)];
        if removed {
            gone.push(fs::remove_file(file));
        }
        let mut failed = gone.into_iter().filter_map(io::Result::err);
        match failed.find(|e| e.kind() != io::ErrorKind::NotFound) {
            Some(error) => Err(disk(&error)),
            None => Ok(()),
        }
    })
    .await
}

async fn note(flow: &Flow, actor: Option<&Actor>, export: &Export, kind: &str) -> Result<()> {
    let data = json!({ "export": export.id, "format": export.format, "digest": export.digest });
    let id = &export.municipality;
    let mut event = Event::new(RecordKind::Municipality, id.as_str(), kind, data);
    if let Some(actor) = actor {
        event = event.by(actor);
    }
    let tx = flow.store().begin().await?;
    journal::write(flow, &*tx, id, vec![event]).await?;
    tx.commit().await?;
    Ok(())
}
