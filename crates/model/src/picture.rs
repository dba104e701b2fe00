//! What was seen in a picture's file before its metadata went, and in its pixels.

use serde::{Deserialize, Serialize};

/// What a picture's file said and what a look at its pixels showed. The author cannot change it; it goes into the frozen
/// revision with the author's own words, so that a decision can be recomputed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Traits {
    /// Photographer or credit line from IPTC, XMP or EXIF, as a proposal; empty when the file names nobody.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub credit: String,
    /// How the picture came to be: a word of IPTC's list of digital source types, such as "trainedAlgorithmicMedia";
    /// empty when the file does not say. Nobody's signature was checked.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub origin: String,
    /// The program that wrote the C2PA manifest, as the manifest says; empty when there was none. Its signature was not checked.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub manifest: String,
    /// Where faces were found, in pixels of the kept picture or video; `None` when nobody looked. Nothing that could tell
    /// one face from another is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub faces: Option<Vec<Area>>,
    /// The words recognised in the picture, in reading order; `None` when nobody looked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<Vec<PictureWord>>,
    /// Why there are no words, or in a video no faces, although somebody shall look for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<Reading>,
    /// What a video's file says of it; `None` for a picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clip: Option<Clip>,
    /// How faces were looked for in a video: those of `faces` are on the still with the most. `None` when nobody looked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stills: Option<Stills>,
}

/// Still pictures of a video that somebody looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stills {
    /// How many, evenly over the video.
    pub looked: u32,
    /// On how many of them faces were.
    pub with_faces: u32,
    /// Where most faces were, in milliseconds from the video's beginning; 0 when none were.
    pub most_at: i64,
}

/// What a video's file says of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clip {
    /// How long it is, in milliseconds.
    pub millis: i64,
    /// Whether it has a track of sound.
    pub sound: bool,
    /// Milliseconds that somebody cut away and that are still in the file, because what is shown is made of them; 0 when none.
    #[serde(default, skip_serializing_if = "is_none")]
    pub hidden: i64,
}

/// What is not there is not written: revisions that were frozen before stay as they are.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde wants it")]
fn is_none(millis: &i64) -> bool {
    *millis == 0
}

crate::words! {
    /// Where reading the words in a picture, or looking at a video's stills, stands.
    Reading {
        /// It is to be done.
        Waiting = "waiting",
        /// It could not be done.
        Failed = "failed",
    }
}

impl Traits {
    /// Whether nothing was seen and nobody looked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A part of a picture, in pixels of the kept picture, from its upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// First column.
    pub left: u32,
    /// First row.
    pub top: u32,
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
}

/// A word that was recognised in a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureWord {
    /// What it says.
    pub text: String,
    /// Number of its line, from 1; words of one line follow each other.
    pub line: u32,
    /// How sure the recogniser is, in percent.
    pub sure: u8,
    /// Where it stands.
    pub area: Area,
    /// Contrast of letters and ground as WCAG 2.1 counts it, in hundredths: 100 (none) to 2100; `None` when not measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contrast: Option<u16>,
}
