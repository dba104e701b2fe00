//! BagIt 1.0 (RFC 8493) with SHA-256, in a ZIP file.

use crate::ExportError;
use crate::container::{Container, Files, Held};
use crate::parcel::{BadPackage, Limits, Parcel, is_safe};
use model::Millis;
use std::collections::{BTreeMap, HashSet};
use std::io::{Read, Seek, Write};

const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
const DECLARATION_FILE: &str = "bagit.txt";
const INFO_FILE: &str = "bag-info.txt";
const MANIFEST: &str = "manifest-sha256.txt";
const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";

/// Writes a bag named `name` with these files as its payload. `info` are lines of `bag-info.txt`; the payload's
/// octets and number of files, the date and the software are added.
///
/// # Errors
/// [`ExportError`].
pub fn write<W: Write + Seek>(
    out: W,
    name: &str,
    at: Millis,
    info: &[(&str, &str)],
    payload: &dyn Files,
) -> Result<W, ExportError> {
    let mut bag = Container::new(out, name, at);
    let mut held = Vec::new();
    for path in payload.paths() {
        held.push(bag.add(&format!("data/{path}"), &mut *payload.open(&path)?)?);
    }
    let octets: u64 = held.iter().map(|h| h.size).sum();
    let mut lines = String::new();
    let date = at.rfc3339().chars().take(10).collect::<String>();
    let oxum = format!("{octets}.{}", held.len());
    let own = [
        (
            "Bag-Software-Agent",
            concat!("rettesnor/", env!("CARGO_PKG_VERSION")),
        ),
        ("Bagging-Date", &date),
        ("Payload-Oxum", &oxum),
    ];
    for (label, value) in info.iter().chain(&own) {
        // A line break would begin another tag.
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        lines.push_str(&format!("{label}: {value}\n"));
    }
    let manifest = listed(&held);
    let mut tags = Vec::new();
    for (path, text) in [
        (DECLARATION_FILE, DECLARATION),
        (INFO_FILE, &lines),
        (MANIFEST, &manifest),
    ] {
        tags.push(bag.add(path, &mut text.as_bytes())?);
    }
    bag.add(TAG_MANIFEST, &mut listed(&tags).as_bytes())?;
    bag.finish()
}

fn listed(held: &[Held]) -> String {
    let line = |h: &Held| {
        let path = h
            .path
            .replace('%', "%25")
            .replace('\n', "%0A")
            .replace('\r', "%0D");
        format!("{}  {path}\n", h.sha256)
    };
    held.iter().map(line).collect()
}

/// A bag in which everything is as its manifests say.
pub struct Bag<R: Read + Seek> {
    parcel: Parcel<R>,
    /// Tags of `bag-info.txt` in order.
    pub info: Vec<(String, String)>,
}

impl<R: Read + Seek> Bag<R> {
    /// Name of its folder.
    #[must_use]
    pub fn name(&self) -> &str {
        self.parcel.root()
    }

    /// Paths of the payload, below `data/`, in order.
    #[must_use]
    pub fn payload(&self) -> Vec<String> {
        let paths = self.parcel.files().keys();
        paths
            .filter_map(|p| p.strip_prefix("data/").map(str::to_owned))
            .collect()
    }

    /// Opens a file of the payload.
    ///
    /// # Errors
    /// `package-file-missing`, `package-damaged`.
    pub fn file(&mut self, path: &str) -> Result<impl Read + use<'_, R>, BadPackage> {
        self.parcel.file(&format!("data/{path}"))
    }

    /// A small file of the payload as text.
    ///
    /// # Errors
    /// As [`Bag::file`]; `package-file-too-large`, `package-not-utf8`.
    pub fn text(&mut self, path: &str) -> Result<String, BadPackage> {
        self.parcel.text(&format!("data/{path}"))
    }
}

/// Reads a bag and checks all of it: every file is listed once, is there, and has its digest; nothing else is there.
///
/// # Errors
/// Those of [`Parcel::open`] and: `bag-declaration` (not BagIt 1.0 in UTF-8), `bag-manifest-missing`, `bag-manifest-line`,
/// `bag-manifest-path` (unsafe, or not of the payload), `bag-listed-twice`, `bag-file-missing`, `bag-file-unlisted`,
/// `bag-digest-differs`, `bag-info-line`, `bag-oxum-differs`, `bag-fetch` (files that lie elsewhere are not fetched).
pub fn read<R: Read + Seek>(reader: R, limits: Limits) -> Result<Bag<R>, BadPackage> {
    let mut parcel = Parcel::open(reader, limits)?;
    let there = |parcel: &Parcel<R>, path: &str| parcel.files().contains_key(path);
    if !there(&parcel, DECLARATION_FILE)
        || parcel.text(DECLARATION_FILE)?.trim_end() != DECLARATION.trim_end()
    {
        return Err(BadPackage::new("bag-declaration", DECLARATION_FILE));
    }
    if there(&parcel, "fetch.txt") {
        return Err(BadPackage::new("bag-fetch", "fetch.txt"));
    }
    for manifest in [MANIFEST, TAG_MANIFEST] {
        if !there(&parcel, manifest) {
            return Err(BadPackage::new("bag-manifest-missing", manifest));
        }
    }
    let payload = manifest(&parcel.text(MANIFEST)?, MANIFEST)?;
    let tags = manifest(&parcel.text(TAG_MANIFEST)?, TAG_MANIFEST)?;
    for (listed, of_payload) in [(&payload, true), (&tags, false)] {
        for path in listed.keys() {
            if path.starts_with("data/") != of_payload {
                return Err(BadPackage::new("bag-manifest-path", path));
            }
            if !there(&parcel, path) {
                return Err(BadPackage::new("bag-file-missing", path));
            }
        }
    }
    let unlisted = parcel
        .files()
        .keys()
        .find(|p| !payload.contains_key(*p) && !tags.contains_key(*p) && *p != TAG_MANIFEST);
    if let Some(path) = unlisted {
        return Err(BadPackage::new("bag-file-unlisted", path));
    }
    let mut octets = 0;
    for (path, digest) in tags.iter().chain(&payload) {
        let (size, found) = parcel.digest(path)?;
        if found != *digest {
            return Err(BadPackage::new("bag-digest-differs", path));
        }
        if payload.contains_key(path) {
            octets += size;
        }
    }
    let info = if there(&parcel, INFO_FILE) {
        tag_lines(&parcel.text(INFO_FILE)?)?
    } else {
        Vec::new()
    };
    let oxum = format!("{octets}.{}", payload.len());
    if let Some((_, said)) = info
        .iter()
        .find(|(label, said)| label == "Payload-Oxum" && *said != oxum)
    {
        return Err(BadPackage::new("bag-oxum-differs", said));
    }
    Ok(Bag { parcel, info })
}

/// Path and digest of each line.
fn manifest(text: &str, name: &str) -> Result<BTreeMap<String, String>, BadPackage> {
    let mut listed = BTreeMap::new();
    let mut folded = HashSet::new();
    for line in text.lines() {
        let wrong = || BadPackage::new("bag-manifest-line", &format!("{name}: {line}"));
        let (digest, path) = line.split_once(' ').ok_or_else(wrong)?;
        let hex = digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit());
        let path = path.trim_start_matches([' ', '*']);
        let path = path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%");
        if !hex || path.is_empty() {
            return Err(wrong());
        }
        if !is_safe(&path) {
            return Err(BadPackage::new("bag-manifest-path", &path));
        }
        if !folded.insert(path.to_lowercase()) {
            return Err(BadPackage::new("bag-listed-twice", &path));
        }
        listed.insert(path, digest.to_ascii_lowercase());
    }
    Ok(listed)
}

fn tag_lines(text: &str) -> Result<Vec<(String, String)>, BadPackage> {
    let mut tags: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if let (Some(more), Some((_, value))) = (line.strip_prefix([' ', '\t']), tags.last_mut()) {
            value.push(' ');
            value.push_str(more.trim());
            continue;
        }
        let (label, value) = line
            .split_once(':')
            .ok_or_else(|| BadPackage::new("bag-info-line", line))?;
        tags.push((label.trim().to_owned(), value.trim().to_owned()));
    }
    Ok(tags)
}
