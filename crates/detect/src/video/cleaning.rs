//! Takes out of a file what is no picture and no sound. No byte moves: a box that goes becomes `free` and holds zeros.

use super::VideoProblem;
use super::boxes::{self, Kind, Place};
use super::layout::{self, TOP};
use super::quicktime::{self, Sound};
use super::samples::Marked;
use super::told::Told;
use super::track::{self, Role};
use model::picture::Traits;

/// A file that is being cleaned.
pub(super) struct Cleaning {
    /// The file.
    pub bytes: Vec<u8>,
    /// What was taken out.
    told: Told,
    /// Where the boxes of tracks that go begin, in order.
    dropped: Vec<usize>,
}

/// What the boxes that hold boxes keep: what is needed to show and to hear. All others of theirs go.
fn kept(kind: &Kind) -> Option<&'static [&'static Kind]> {
    Some(match kind {
        b"moov" => &[b"mvhd", b"trak", b"mvex", b"iods"],
        b"trak" => &[b"tkhd", b"edts", b"mdia"],
        b"edts" => &[b"elst"],
        b"mdia" => &[b"mdhd", b"hdlr", b"minf", b"elng"],
        b"minf" => &[b"vmhd", b"smhd", b"hdlr", b"dinf", b"stbl"],
        b"dinf" => &[b"dref"],
        b"stbl" => &[
            b"stsd", b"stts", b"ctts", b"cslg", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"stss",
            b"stps", b"sdtp", b"sbgp", b"sgpd", b"subs", b"stdp", b"padb", b"stsh",
        ],
        b"mvex" => &[b"mehd", b"trex", b"leva"],
        b"moof" => &[b"mfhd", b"traf"],
        b"traf" => &[b"tfhd", b"tfdt", b"trun", b"sbgp", b"sgpd", b"subs", b"sdtp"],
        b"mfra" => &[b"tfra", b"mfro"],
        _ => return None,
    })
}

/// Boxes beside the description of a codec that tell nothing a player needs.
const BESIDE_CODEC: &[&Kind] = &[b"udta", b"meta", b"uuid", b"free", b"skip", b"wide", b"XMP_"];

impl Cleaning {
    /// Begins; the tracks whose boxes begin at `dropped`, in order, are to go.
    pub(super) fn new(bytes: Vec<u8>, dropped: Vec<usize>) -> Self {
        Self {
            bytes,
            told: Told::default(),
            dropped,
        }
    }

    /// Overwrites what in the file's data belongs to no sample that stays.
    pub(super) fn keep(&mut self, marked: &Marked, data: &[(usize, usize)]) {
        for &(from, to) in data {
            let any = marked.wipe_rest(&mut self.bytes, from, to);
            let told = any && self.dropped.is_empty();
            self.told.words.extend(told.then_some("video-metadata"));
        }
    }

    /// Overwrites samples that stay with nobody: what was cut away.
    pub(super) fn cut(&mut self, needed: &Marked, data: &[(usize, usize)]) {
        for &(from, to) in data {
            let any = needed.wipe_rest(&mut self.bytes, from, to);
            self.told.words.extend(any.then_some("cut-away"));
        }
    }

    /// The clean file, the words for what was taken out, sorted, and what it told.
    pub(super) fn done(mut self) -> (Vec<u8>, Vec<String>, Traits) {
        let (credit, origin, manifest) = self.told.credit_origin_manifest();
        let words = self.told.words.into_iter().map(String::from);
        let traits = Traits {
            credit,
            origin,
            manifest,
            ..Traits::default()
        };
        (self.bytes, words.collect(), traits)
    }

    /// Cleans every box, and cuts off what stands behind the last one.
    ///
    /// # Errors
    /// [`VideoProblem::Unreadable`] when boxes do not nest.
    pub(super) fn run(&mut self, end: usize) -> Result<(), VideoProblem> {
        let mut at = 0;
        while at < end
            && let Some(place) = layout::top(&self.bytes, at, true)?
        {
            if TOP.contains(&&place.kind) {
                self.clean(place)?;
            } else {
                self.free(place);
            }
            at = place.end;
        }
        let behind = self.bytes.get(end..).unwrap_or_default();
        let any = behind.iter().any(|&byte| byte != 0);
        self.told.words.extend(any.then_some("appended"));
        self.bytes.truncate(end);
        Ok(())
    }

    /// Cleans a box that stays. How deep it goes is how deep [`kept`] goes.
    fn clean(&mut self, place: Place) -> Result<(), VideoProblem> {
        match &place.kind {
            b"mvhd" | b"tkhd" | b"mdhd" => self.times(place),
            b"ftyp" => quicktime::rename(&mut self.bytes, place),
            // Its version and its type stay.
            b"hdlr" if place.end - place.body >= 12 => {
                self.wipe(place.body + 4, place.body + 8);
                self.wipe(place.body + 12, place.end);
            }
            b"dref" => self.sources(place)?,
            b"stsd" => self.descriptions(place)?,
            kind => {
                if let Some(kept) = kept(kind) {
                    self.inside(place, kept)?;
                }
            }
        }
        Ok(())
    }

    fn inside(&mut self, outer: Place, kept: &[&Kind]) -> Result<(), VideoProblem> {
        let mut at = outer.body;
        while let Some(place) = boxes::next(&self.bytes, at, outer.end)? {
            if self.dropped.binary_search(&place.start).is_ok() {
                let is_sound = track::role(&self.bytes, place)? == Role::Sound;
                let word = if is_sound { "sound-track" } else { "metadata-track" };
                self.told.words.insert(word);
                self.free(place);
            } else if kept.contains(&&place.kind) {
                self.clean(place)?;
            } else {
                self.free(place);
            }
            at = place.end;
        }
        Ok(())
    }

    /// Takes a box out: what it tells is read first. One that held nothing but zeros is not told.
    fn free(&mut self, place: Place) {
        let body = self.bytes.get(place.body..place.end).unwrap_or_default();
        if body.iter().any(|&byte| byte != 0) {
            let track = place.kind == *b"trak";
            let own = matches!(&place.kind, b"uuid" | b"XMP_");
            self.told
                .words
                .extend((!own && !track).then_some("video-metadata"));
            self.told.read(&place.kind, body);
        }
        self.wipe(place.body, place.end);
        self.rename(place, *b"free");
    }

    fn rename(&mut self, place: Place, to: Kind) {
        if let Some(kind) = self.bytes.get_mut(place.start + 4..place.start + 8) {
            kind.copy_from_slice(&to);
        }
    }

    /// Overwrites with zeros; whether there was anything else.
    fn wipe(&mut self, from: usize, to: usize) -> bool {
        let bytes = self.bytes.get_mut(from..to).unwrap_or_default();
        let any = bytes.iter().any(|&byte| byte != 0);
        bytes.fill(0);
        any
    }

    /// When the film, the track or its samples were made and changed.
    fn times(&mut self, place: Place) {
        let width = if place.version(&self.bytes) == Some(1) {
            8
        } else {
            4
        };
        let to = place.body + 4 + 2 * width;
        let any = self.wipe(place.body + 4, to.min(place.end));
        self.told.words.extend(any.then_some("taken-at"));
    }

    /// Where samples come from: this file, so that no path is needed.
    fn sources(&mut self, place: Place) -> Result<(), VideoProblem> {
        let mut at = place.body + 8;
        while let Some(entry) = boxes::next(&self.bytes, at, place.end)? {
            let any = self.wipe((entry.body + 4).min(entry.end), entry.end);
            self.told.words.extend(any.then_some("video-metadata"));
            // QuickTime has a name of its own for a place on the same disk.
            if entry.kind == *b"alis" {
                self.rename(entry, *b"url ");
            }
            at = entry.end;
        }
        Ok(())
    }

    /// How samples are coded: the codec's own settings stay, the program's name goes.
    fn descriptions(&mut self, place: Place) -> Result<(), VideoProblem> {
        let mut at = place.body + 8;
        while let Some(entry) = boxes::next(&self.bytes, at, place.end)? {
            let sound = matches!(&entry.kind, b"mp4a" | b"Opus");
            let mut inner = entry.body + if sound { 28 } else { 78 };
            if inner > entry.end {
                return Err(VideoProblem::Unreadable);
            }
            if !sound {
                // The program's maker, and its name.
                self.wipe(entry.body + 8, entry.body + 24);
                self.wipe(entry.body + 42, entry.body + 74);
            } else if quicktime::sound(&self.bytes, place, entry) == Sound::QuickTime {
                quicktime::describe_as_mp4(&mut self.bytes, entry)?;
            }
            while let Some(place) = boxes::next(&self.bytes, inner, entry.end)? {
                if BESIDE_CODEC.contains(&&place.kind) {
                    self.free(place);
                }
                inner = place.end;
            }
            at = entry.end;
        }
        Ok(())
    }
}
