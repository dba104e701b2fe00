//! Writes in a draft, file by file.

use super::files::{is_path_of, within_bounds};
use crate::{Actor, Error, FieldError, Flow, Result};
use model::PackVersionId;
use model::pack::{PackFile, PackState, PackVersion};
use model::person::Permission;
use store::Tx;
use toml_edit::DocumentMut;

/// The draft with its own files, for somebody who may write in it and has seen its latest revision.
pub(super) async fn draft(
    tx: &dyn Tx,
    actor: &Actor,
    id: &PackVersionId,
    revision: i64,
) -> Result<(PackVersion, Vec<PackFile>)> {
    actor.must(Permission::WritePack)?;
    let version = tx.pack_version(&actor.municipality.id, id).await?;
    if version.state != PackState::Draft {
        return Err(Error::refused("pack-frozen"));
    }
    if version.revision != revision {
        return Err(Error::Conflict);
    }
    let files = tx.pack_files(&actor.municipality.id, id).await?;
    Ok((version, files))
}

/// Notes who wrote, and what `pack.toml` now says the version is.
pub(super) async fn changed(
    flow: &Flow,
    tx: &dyn Tx,
    actor: &Actor,
    version: &mut PackVersion,
    files: &[PackFile],
) -> Result<()> {
    version.changed_by = actor.person.id.clone();
    version.changed_at = flow.source().now();
    let path = format!("{}/pack.toml", version.pack);
    let stated = files
        .iter()
        .find(|f| f.path == path)
        .and_then(|f| f.text.parse::<DocumentMut>().ok())
        .and_then(|d| Some(d.get("pack")?.get("version")?.as_str()?.to_owned()));
    if let Some(stated) = stated {
        version.version = stated.chars().take(40).collect();
    }
    tx.update_pack_version(version).await?;
    Ok(())
}

/// Puts files in a draft, each over the one of its path; line ends become plain. What they say may be wrong: it is a draft,
/// and the check tells. Returns the draft's new revision.
///
/// # Errors
/// `NotAllowed`, `NotFound`; `Conflict` when somebody wrote since `revision`; `Refused("pack-frozen")`; `Invalid`
/// (`file-too-large`, `too-many-files`, `pack-too-large`, `pack-path`).
pub async fn write(
    flow: &Flow,
    actor: &Actor,
    id: &PackVersionId,
    revision: i64,
    new: Vec<(String, String)>,
) -> Result<i64> {
    let tx = flow.store().begin().await?;
    let (mut version, mut files) = draft(&*tx, actor, id, revision).await?;
    let new: Vec<PackFile> = new
        .into_iter()
        .map(|(path, text)| PackFile {
            path,
            text: text.replace("\r\n", "\n"),
            shipped: false,
        })
        .collect();
    for file in &new {
        match files.iter_mut().find(|f| f.path == file.path) {
            Some(old) => old.text.clone_from(&file.text),
            None => files.push(file.clone()),
        }
    }
    within_bounds(&version.pack, &files)?;
    for file in &new {
        tx.put_pack_file(&version.municipality, &version.id, file).await?;
    }
    changed(flow, &*tx, actor, &mut version, &files).await?;
    tx.commit().await?;
    Ok(version.revision)
}

/// Takes a file out of a draft; `pack.toml` stays.
///
/// # Errors
/// As [`write`]; `Invalid` (`pack-path`).
pub async fn remove(
    flow: &Flow,
    actor: &Actor,
    id: &PackVersionId,
    revision: i64,
    path: &str,
) -> Result<i64> {
    let tx = flow.store().begin().await?;
    let (mut version, files) = draft(&*tx, actor, id, revision).await?;
    if !is_path_of(&version.pack, path) || path.ends_with("/pack.toml") {
        return Err(Error::Invalid(vec![
            FieldError::new("path", "pack-path").with("path", path),
        ]));
    }
    tx.remove_pack_file(&version.municipality, &version.id, path)
        .await?;
    changed(flow, &*tx, actor, &mut version, &files).await?;
    tx.commit().await?;
    Ok(version.revision)
}
