//! Files of packs: which belong together, and copies under another id.

use crate::{Error, FieldError, Flow, Result};
use model::pack::PackFile;
use rulebook::Rulebook;

/// First folder of a path.
pub(super) fn folder(path: &str) -> &str {
    path.split('/').next().unwrap_or_default()
}

/// Whether a path is one that a pack of this id may have: `ID/pack.toml`, or a `.toml` file in one of its three folders.
pub(super) fn is_path_of(pack: &str, path: &str) -> bool {
    let Some(rest) = path.strip_prefix(pack).and_then(|r| r.strip_prefix('/')) else {
        return false;
    };
    let plain = |name: &str| {
        name.strip_suffix(".toml").is_some_and(|n| {
            !n.is_empty()
                && n.len() <= 60
                && n.chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c))
        })
    };
    match rest.split_once('/') {
        None => rest == "pack.toml",
        Some((folder, name)) => ["clauses", "tests", "lessons"].contains(&folder) && plain(name),
    }
}

/// Whether a text can be a pack's id: what can be a folder's name on every disk.
pub(super) fn is_id(text: &str) -> bool {
    (2..=40).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// The version's files with the shipped ones that they may extend. A pack of the municipality's own hides the shipped one of
/// the same id.
pub(super) fn whole(flow: &Flow, own: &[PackFile]) -> Vec<(String, String)> {
    let mut out: Vec<_> = own.iter().map(|f| (f.path.clone(), f.text.clone())).collect();
    let hidden = |path: &str| own.iter().any(|f| folder(&f.path) == folder(path));
    let shipped = flow.pack_files().iter().filter(|(path, _)| !hidden(path));
    out.extend(shipped.cloned());
    out
}

/// The shipped files of the packs that a rulebook extends, as they are now.
pub(super) fn extended(flow: &Flow, own: &[PackFile], book: &Rulebook) -> Vec<PackFile> {
    let packs = book.packs();
    let mine = |path: &str| own.iter().any(|f| folder(&f.path) == folder(path));
    flow.pack_files()
        .iter()
        .filter(|(path, _)| !mine(path) && packs.iter().any(|p| p.id == folder(path)))
        .map(|(path, text)| PackFile {
            path: path.clone(),
            text: text.clone(),
            shipped: true,
        })
        .collect()
}

/// Ids of the shipped packs.
pub(super) fn shipped_ids(flow: &Flow) -> impl Iterator<Item = &str> {
    flow.pack_files()
        .iter()
        .filter_map(|(path, _)| path.strip_suffix("/pack.toml"))
}

/// A shipped pack's own files.
pub(super) fn shipped(flow: &Flow, pack: &str) -> Vec<PackFile> {
    flow.pack_files()
        .iter()
        .filter(|(path, _)| folder(path) == pack)
        .map(|(path, text)| PackFile {
            path: path.clone(),
            text: text.clone(),
            shipped: false,
        })
        .collect()
}

/// Files under another id: folders, and the clauses' ids wherever a file names them.
pub(super) fn renamed(files: Vec<PackFile>, from: &str, to: &str) -> Vec<PackFile> {
    if from == to {
        return files;
    }
    let (quoted, single) = (format!("\"{from}/"), format!("'{from}/"));
    files
        .into_iter()
        .map(|f| PackFile {
            path: format!("{to}{}", f.path.strip_prefix(from).unwrap_or(&f.path)),
            text: f
                .text
                .replace(&quoted, &format!("\"{to}/"))
                .replace(&single, &format!("'{to}/")),
            shipped: f.shipped,
        })
        .collect()
}

/// What of a set of files is more than a pack may have, at the file's own field.
///
/// # Errors
/// `Invalid` with `file-too-large`, `too-many-files`, `pack-too-large`, `pack-path`.
pub(super) fn within_bounds(pack: &str, own: &[PackFile]) -> Result<()> {
    let mut wrong = Vec::new();
    for f in own {
        if !is_path_of(pack, &f.path) {
            wrong.push(
                FieldError::new("path", "pack-path")
                    .with("path", f.path.chars().take(80).collect::<String>()),
            );
        } else if f.text.len() > super::MAX_FILE {
            wrong.push(FieldError::new("text", "file-too-large").with("path", &f.path));
        }
    }
    if own.len() > super::MAX_FILES {
        wrong.push(FieldError::new("text", "too-many-files"));
    }
    // A file that is too large by itself is told of by itself.
    let sizes = own.iter().map(|f| f.text.len()).filter(|n| *n <= super::MAX_FILE);
    if sizes.sum::<usize>() > super::MAX_TOTAL {
        wrong.push(FieldError::new("text", "pack-too-large"));
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(wrong))
    }
}
