//! A whole version as one zip: to take along, and to put in place of a draft's files.

use super::files::{folder, is_path_of, renamed, within_bounds};
use super::write::{changed, draft};
use super::{Checked, MAX_FILE, MAX_FILES, MAX_TOTAL, check};
use crate::{Actor, Error, FieldError, Flow, Result};
use model::PackVersionId;
use model::pack::PackFile;
use model::person::Permission;
use std::io::{Cursor, Read as _, Write as _};
use toml_edit::DocumentMut;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Most bytes of a zip that is read.
pub const MAX_ZIP: usize = 4 * 1024 * 1024;

/// A version's own files as a zip, and its file name.
///
/// # Errors
/// `NotAllowed`, `NotFound`; the database.
pub async fn zipped(flow: &Flow, actor: &Actor, id: &PackVersionId) -> Result<(String, Vec<u8>)> {
    actor.must(Permission::SeePacks)?;
    let read = flow.store().read().await?;
    let version = read.pack_version(&actor.municipality.id, id).await?;
    let mut files = read.pack_files(&actor.municipality.id, id).await?;
    drop(read);
    files.retain(|f| !f.shipped);
    let failed = |e: zip::result::ZipError| Error::Internal(e.to_string());
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for file in &files {
        out.start_file(file.path.as_str(), SimpleFileOptions::default())
            .map_err(failed)?;
        out.write_all(file.text.as_bytes())
            .map_err(|e| Error::Internal(e.to_string()))?;
    }
    let bytes = out.finish().map_err(failed)?.into_inner();
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || ".-".contains(c) {
            c
        } else {
            '-'
        }
    };
    let number: String = version.version.chars().map(plain).collect();
    Ok((format!("{}-{number}.zip", version.pack), bytes))
}

/// What became of a zip.
#[derive(Debug)]
pub enum Taken {
    /// Its files are the draft's now.
    Stored,
    /// The pack in it does not load; the draft is as it was.
    Faulty(Box<Checked>),
}

/// Puts the files of a zip in place of a draft's own. The pack may stand in a folder of any name or in none, and may have
/// another id: it gets the draft's. A pack that does not load is not taken.
///
/// # Errors
/// `NotAllowed`, `NotFound`; `Conflict` when somebody wrote since `revision`; `Refused("pack-frozen")`; `Invalid` for `file`
/// (`zip-unreadable`, `zip-too-large`, `zip-no-pack`, `file-not-text`, and those of [`super::write`]).
pub async fn take_zip(
    flow: &Flow,
    actor: &Actor,
    id: &PackVersionId,
    revision: i64,
    bytes: Vec<u8>,
) -> Result<Taken> {
    let tx = flow.store().begin().await?;
    let (version, _) = draft(&*tx, actor, id, revision).await?;
    drop(tx);
    let pack = version.pack.clone();
    let new = tokio::task::spawn_blocking(move || unzipped(&bytes, &pack))
        .await
        .map_err(|e| Error::Internal(e.to_string()))??;
    let checked = check(flow, &actor.municipality, &version.pack, &new).await?;
    if checked.book.is_none() {
        return Ok(Taken::Faulty(Box::new(checked)));
    }
    let tx = flow.store().begin().await?;
    let (mut version, old) = draft(&*tx, actor, id, revision).await?;
    for file in old.iter().filter(|o| new.iter().all(|n| n.path != o.path)) {
        tx.remove_pack_file(&version.municipality, id, &file.path).await?;
    }
    for file in &new {
        tx.put_pack_file(&version.municipality, id, file).await?;
    }
    changed(flow, &*tx, actor, &mut version, &new).await?;
    tx.commit().await?;
    Ok(Taken::Stored)
}

/// The files of a zip under a pack's id. Nothing is read beyond the bounds, whatever the zip says of its sizes.
fn unzipped(bytes: &[u8], pack: &str) -> Result<Vec<PackFile>> {
    let wrong = |key| Error::field("file", key);
    if bytes.len() > MAX_ZIP {
        return Err(wrong("zip-too-large"));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| wrong("zip-unreadable"))?;
    // Folders and what file managers add count too, within reason.
    if archive.len() > MAX_FILES.saturating_mul(4) {
        return Err(wrong("too-many-files"));
    }
    let mut found: Vec<(String, String)> = Vec::new();
    let mut total = 0_usize;
    for n in 0..archive.len() {
        let mut entry = archive.by_index(n).map_err(|_| wrong("zip-unreadable"))?;
        let named = entry.name().map(|n| n.replace('\\', "/"));
        let path = named.map_err(|_| wrong("zip-unreadable"))?;
        let last = path.rsplit('/').next().unwrap_or_default();
        if entry.is_dir() || path.starts_with("__MACOSX/") || last.starts_with('.') {
            continue;
        }
        let named = |key| {
            let path: String = path.chars().take(80).collect();
            Error::Invalid(vec![FieldError::new("file", key).with("path", path)])
        };
        let mut text = Vec::new();
        let most = u64::try_from(MAX_FILE).unwrap_or(u64::MAX).saturating_add(1);
        entry
            .by_ref()
            .take(most)
            .read_to_end(&mut text)
            .map_err(|_| wrong("zip-unreadable"))?;
        total = total.saturating_add(text.len());
        if text.len() > MAX_FILE {
            return Err(named("file-too-large"));
        }
        if total > MAX_TOTAL {
            return Err(wrong("pack-too-large"));
        }
        let text = String::from_utf8(text).map_err(|_| named("file-not-text"))?;
        found.push((path, text));
    }
    let header = found
        .iter()
        .find(|(path, _)| path == "pack.toml" || path.ends_with("/pack.toml"));
    let (path, header) = header.ok_or_else(|| wrong("zip-no-pack"))?;
    let root = path.strip_suffix("pack.toml").unwrap_or_default().to_owned();
    let stated = header
        .parse::<DocumentMut>()
        .ok()
        .and_then(|d| Some(d.get("pack")?.get("id")?.as_str()?.to_owned()));
    let from = stated.unwrap_or_else(|| pack.to_owned());
    let mut files = Vec::with_capacity(found.len());
    for (path, text) in found {
        let inside = path.strip_prefix(&root).unwrap_or(&path);
        let whole = format!("{from}/{inside}");
        if !path.starts_with(&root) || !is_path_of(&from, &whole) {
            let path: String = path.chars().take(80).collect();
            return Err(Error::Invalid(vec![
                FieldError::new("file", "pack-path").with("path", path),
            ]));
        }
        files.push(PackFile {
            path: whole,
            text: text.replace("\r\n", "\n"),
            shipped: false,
        });
    }
    let mut files = renamed(files, &from, pack);
    for file in files.iter_mut().filter(|f| f.path == format!("{pack}/pack.toml")) {
        if let Ok(mut document) = file.text.parse::<DocumentMut>()
            && from != pack
            && folder(&file.path) == pack
            && let Some(stated) = document.get_mut("pack").and_then(|p| p.get_mut("id"))
        {
            *stated = toml_edit::value(pack);
            file.text = document.to_string();
        }
    }
    within_bounds(pack, &files).map_err(|error| match error {
        Error::Invalid(all) => Error::Invalid(
            all.into_iter()
                .map(|f| FieldError {
                    field: "file".to_owned(),
                    ..f
                })
                .collect(),
        ),
        other => other,
    })?;
    Ok(files)
}
