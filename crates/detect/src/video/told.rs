//! What the boxes that are taken out tell of the video, read before they are overwritten. Whatever is damaged is left out.

use super::boxes::Kind;
use crate::picture::{c2pa, clean, is_ai, metadata, xmp};
use std::collections::BTreeSet;

/// What was told.
#[derive(Default)]
pub(super) struct Told {
    /// Words for what there was.
    pub words: BTreeSet<&'static str>,
    xmp: xmp::Xmp,
    manifest: Option<c2pa::Manifest>,
    author: String,
    rights: String,
}

/// Deepest nesting of boxes.
const DEPTH_MAX: usize = 6;
/// Most keys of a list that are remembered.
const KEYS_MAX: usize = 200;
/// Most bytes of a text that are read.
const TEXT_MAX: usize = 2_000;
/// XMP in a `uuid` box (ISO 16684-3).
const XMP: [u8; 16] = *b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac";
/// A C2PA manifest store in a `uuid` box (C2PA 2.1, A.5).
const C2PA: [u8; 16] = *b"\xd8\xfe\xc3\xd6\x1b\x0e\x48\x3c\x92\x97\x58\x28\x87\x7e\xc4\x81";

/// What a box or a key of metadata is about.
#[derive(Clone, Copy, PartialEq)]
enum About {
    Place,
    Camera,
    Time,
    Author,
    Rights,
}

impl Told {
    /// Reads a box that is taken out, its kind and its body.
    pub(super) fn read(&mut self, kind: &Kind, body: &[u8]) {
        self.one(kind, body, &mut Vec::new(), DEPTH_MAX);
    }

    fn one<'a>(&mut self, kind: &[u8], body: &'a [u8], keys: &mut Vec<&'a [u8]>, depth: usize) {
        match kind {
            b"uuid" => self.of_its_own_kind(body),
            b"XMP_" => self.packet(body),
            // Of ISO it has a version first, of QuickTime it has none.
            b"meta" => {
                let body = body.strip_prefix(&[0; 4]).unwrap_or(body);
                self.all(body, keys, depth);
            }
            b"udta" | b"ilst" | b"trak" | b"mdia" | b"minf" | b"stbl" => self.all(body, keys, depth),
            b"keys" => *keys = names(body),
            b"stsd" => {
                let place = body.windows(13).any(|name| name == b"location.ISO6");
                self.words.extend(place.then_some("gps"));
            }
            b"prft" => self.about(About::Time, body),
            _ => {
                if let Some(about) = by_kind(kind).or_else(|| by_key(kind, keys)) {
                    self.about(about, body);
                }
            }
        }
    }

    fn all<'a>(&mut self, bytes: &'a [u8], keys: &mut Vec<&'a [u8]>, depth: usize) {
        let mut rest = bytes;
        while depth > 0
            && let Some((kind, body, after)) = c2pa::next(rest)
            && after.len() < rest.len()
        {
            self.one(kind, body, keys, depth - 1);
            rest = after;
        }
    }

    fn about(&mut self, about: About, body: &[u8]) {
        match about {
            About::Place => self.words.extend(Some("gps")),
            About::Camera => self.words.extend(Some("camera")),
            About::Time => self.words.extend(Some("taken-at")),
            About::Author if self.author.is_empty() => self.author = text(body),
            About::Rights if self.rights.is_empty() => self.rights = text(body),
            About::Author | About::Rights => {}
        }
    }

    fn of_its_own_kind(&mut self, body: &[u8]) {
        if let Some(packet) = body.strip_prefix(&XMP) {
            self.packet(packet);
        } else if let Some(rest) = body.strip_prefix(&C2PA) {
            self.words.insert("content-credentials");
            // Version, the purpose up to a zero, the place of another box.
            let rest = rest.get(4..).unwrap_or_default();
            let purpose = rest.iter().position(|&byte| byte == 0).unwrap_or(rest.len());
            let store = rest.get(purpose + 9..).unwrap_or_default();
            self.manifest = c2pa::read(store).or(self.manifest.take());
        } else {
            self.words.insert("video-metadata");
        }
    }

    fn packet(&mut self, packet: &[u8]) {
        self.words.insert("xmp");
        self.xmp = xmp::read(packet);
        self.words.extend(self.xmp.place.then_some("gps"));
    }

    /// Who is to be named, how the video came to be, and which program says so; adds the words for them.
    pub(super) fn credit_origin_manifest(&mut self) -> (String, String, String) {
        let credit = metadata::credit(
            &[&self.xmp.creator, &self.author],
            &[&self.xmp.credit],
            &[&self.xmp.rights, &self.rights],
        );
        let origin = metadata::origin(&self.xmp, self.manifest.as_ref(), &[]);
        self.words.extend((!credit.is_empty()).then_some("credit"));
        self.words.extend(is_ai(&origin).then_some("ai-mark"));
        let manifest = self.manifest.take().map_or_else(String::new, metadata::generator);
        (credit, origin, manifest)
    }
}

/// Boxes of QuickTime, 3GPP, and cameras.
fn by_kind(kind: &[u8]) -> Option<About> {
    Some(match kind {
        b"\xa9xyz" | b"loci" | b"gps " | b"GPMF" => About::Place,
        b"\xa9mak" | b"\xa9mod" | b"manu" | b"modl" | b"CAME" | b"FIRM" | b"LENS" => About::Camera,
        b"\xa9day" | b"date" => About::Time,
        b"\xa9ART" | b"\xa9aut" | b"\xa9prf" | b"auth" | b"perf" => About::Author,
        b"\xa9cpy" | b"cprt" => About::Rights,
        _ => return None,
    })
}

/// An entry of a list with named keys: its kind is the number of its key, from 1.
fn by_key(kind: &[u8], keys: &[&[u8]]) -> Option<About> {
    let number = u32::from_be_bytes(kind.try_into().ok()?);
    let key = keys.get(usize::try_from(number.checked_sub(1)?).ok()?)?;
    let key = String::from_utf8_lossy(key).to_lowercase();
    let last = key.rsplit('.').next().unwrap_or_default();
    Some(match last {
        _ if key.contains("location") => About::Place,
        "make" | "model" | "software" => About::Camera,
        "creationdate" | "date" | "creation_time" => About::Time,
        "author" | "artist" => About::Author,
        "copyright" => About::Rights,
        _ => return None,
    })
}

/// The names of a list of keys: a version, their count, then each as a box of its namespace.
fn names(body: &[u8]) -> Vec<&[u8]> {
    let mut rest = body.get(8..).unwrap_or_default();
    let mut names = Vec::new();
    while names.len() < KEYS_MAX
        && let Some((_, name, after)) = c2pa::next(rest)
        && after.len() < rest.len()
    {
        names.push(name);
        rest = after;
    }
    names
}

/// The text of a value: in a box `data`, behind its kind and language; of QuickTime behind its length and language; of 3GPP
/// behind version and language.
fn text(body: &[u8]) -> String {
    let text = match c2pa::next(body) {
        Some((b"data", value, _)) => value.get(8..),
        _ if body.starts_with(&[0; 4]) => body.get(6..),
        _ => body.get(4..),
    };
    let text = text.unwrap_or_default();
    let text = text.get(..text.len().min(TEXT_MAX)).unwrap_or_default();
    clean(&String::from_utf8_lossy(text), 200)
}
