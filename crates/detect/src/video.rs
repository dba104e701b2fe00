//! Videos from outside: recognised by content, never decoded. The file's boxes are read within limits, what it says of the
//! place, the time and the camera is overwritten, and everything that shows or sounds stays where it was.

mod boxes;
mod cleaning;
mod edits;
mod fragments;
mod layout;
mod quicktime;
mod samples;
mod shorten;
mod times;
mod told;
mod track;

use boxes::Place;
use cleaning::Cleaning;
use edits::Needed;
use layout::Layout;
use model::picture::{Clip, Traits};
use samples::Marked;
use shorten::Shortened;
use track::{Role, Track};

/// What an uploaded video is kept and sent as.
pub const MIME: &str = "video/mp4";

/// What a video may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub max_bytes: usize,
    /// Milliseconds.
    pub max_millis: i64,
    /// Pixels of the longer side.
    pub max_side: u32,
}

impl Default for Limits {
    /// 50 MB, an hour, 4,096 pixels a side: a clip for social media from a phone, and what a small server can hold in
    /// memory while it reads it. Networks take less ([`crate::media`] tells which).
    fn default() -> Self {
        Self {
            max_bytes: 50_000_000,
            max_millis: 3_600_000,
            max_side: 4_096,
        }
    }
}

/// A video fit to keep and publish.
#[derive(Clone, Debug, PartialEq)]
pub struct Video {
    /// The file, as long as it was or shorter; samples of picture and sound that are shown lie where they lay.
    pub bytes: Vec<u8>,
    /// Width in pixels, upright.
    pub width: u32,
    /// Height in pixels, upright.
    pub height: u32,
    /// What the file held besides: "gps", "camera", "taken-at", "credit", "xmp", "ai-mark", "content-credentials", "appended"
    /// (bytes after its end) as for pictures; "video-metadata" (other boxes, and bytes in no track), "metadata-track" (tracks
    /// that are neither picture nor sound), "sound-track" (a second sound that is not read everywhere), "cut-away" (picture and
    /// sound that no edit shows); sorted.
    pub removed: Vec<String>,
    /// What its file said: its length, whether it has sound, credit and origin. Nobody has looked at the picture.
    pub traits: Traits,
}

/// Why a video is refused. The message is the stable key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VideoProblem {
    /// Damaged, cut off, or without a picture.
    #[error("video-unreadable")]
    Unreadable,
    /// Neither MP4 nor QuickTime, or picture or sound are coded in a way that networks and browsers do not all read.
    #[error("video-type-not-allowed")]
    TypeNotAllowed,
    /// It lasts too long.
    #[error("video-too-long")]
    TooLong {
        /// Its length in whole seconds, rounded up.
        seconds: i64,
        /// The limit in whole seconds.
        limit: i64,
    },
    /// Too many pixels a side.
    #[error("video-too-large")]
    TooLarge {
        /// Pixels of its longer side.
        side: u32,
        /// The limit.
        limit: u32,
    },
    /// The file has too many bytes.
    #[error("video-too-many-bytes")]
    TooManyBytes {
        /// Its size.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// A fragmented file with a track that is neither picture nor sound: what it holds lies between them.
    #[error("video-metadata-not-removable")]
    MetadataNotRemovable,
}

impl VideoProblem {
    /// Stable key, also the locale message `error-<key>`.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Unreadable => "video-unreadable",
            Self::TypeNotAllowed => "video-type-not-allowed",
            Self::TooLong { .. } => "video-too-long",
            Self::TooLarge { .. } => "video-too-large",
            Self::TooManyBytes { .. } => "video-too-many-bytes",
            Self::MetadataNotRemovable => "video-metadata-not-removable",
        }
    }
}

/// Brands of files in the same form that hold pictures: HEIF, AVIF and Canon's raw pictures.
const PICTURES: &[&[u8]] = &[
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"mif2", b"msf1",
    b"avif", b"avis", b"crx ",
];

/// Whether the bytes begin as a video does: an ISO base media file whose brand is not one of pictures. So one field can take
/// both pictures and videos.
#[must_use]
pub fn is_video(bytes: &[u8]) -> bool {
    bytes.get(4..8) == Some(b"ftyp") && bytes.get(8..12).is_some_and(|brand| !PICTURES.contains(&brand))
}

/// Most tracks of a file; a phone writes three to six.
const TRACKS_MAX: usize = 64;

/// Milliseconds that nobody is shown and that are nothing to tell: a picture or two.
const HIDDEN_MIN: i64 = 100;

/// Makes a video from the bytes of an upload. The type is told by content, never by name. No sample of picture or sound that is
/// shown is changed or moved, so what an encoder writes into the picture's own stream, such as the settings of x264 in a unit of
/// "user data", stays. What an edit on the telephone hides goes, except for the pictures that the first shown one is made of
/// ([`Clip::hidden`]), in files without fragments. A film of QuickTime, as telephones write it, whose picture and sound MP4
/// allows is made MP4: its brand and the description of its sound are written anew in the
/// room they had. What in the file's data belongs to no sample of picture or sound is overwritten, in files without fragments.
///
/// # Errors
/// [`VideoProblem`]. Time and memory are linear in the file's size, whatever its tables claim.
pub fn inspect_and_clean(bytes: Vec<u8>, limits: &Limits) -> Result<Video, VideoProblem> {
    if bytes.len() > limits.max_bytes {
        return Err(VideoProblem::TooManyBytes {
            bytes: bytes.len(),
            limit: limits.max_bytes,
        });
    }
    if !is_video(&bytes) {
        return Err(VideoProblem::TypeNotAllowed);
    }
    let layout = Layout::read(&bytes)?;
    let extends = boxes::only(&bytes, layout.moov.body, layout.moov.end, b"mvex")?;
    let fragments = layout.fragments || extends.is_some();
    let (tracks, dropped) = tracks(&bytes, layout.moov)?;
    if fragments && !dropped.is_empty() {
        return Err(VideoProblem::MetadataNotRemovable);
    }
    let picture = tracks.iter().find(|track| track.role == Role::Picture);
    let (width, height) = picture.ok_or(VideoProblem::Unreadable)?.size;
    let side = tracks.iter().map(|track| track.side).max().unwrap_or_default();
    if side > limits.max_side {
        return Err(VideoProblem::TooLarge {
            side,
            limit: limits.max_side,
        });
    }
    let scale = scale(&bytes, layout.moov)?;
    let mut clip = Clip {
        millis: length(&bytes, &layout, extends, &tracks, scale)?,
        // Some programs write a track of sound without any.
        sound: tracks
            .iter()
            .any(|track| track.role == Role::Sound && (fragments || track.length > 0)),
        hidden: 0,
    };
    if clip.millis > limits.max_millis {
        return Err(VideoProblem::TooLong {
            seconds: clip.millis / 1_000 + i64::from(clip.millis % 1_000 > 0),
            limit: limits.max_millis / 1_000,
        });
    }
    let mut cleaning = Cleaning::new(bytes, dropped);
    if !fragments {
        clip.hidden = keep(&mut cleaning, &tracks, &layout, scale)?;
    }
    cleaning.run(layout.end)?;
    let (bytes, removed, told) = cleaning.done();
    Ok(Video {
        bytes,
        width,
        height,
        removed,
        traits: Traits {
            clip: Some(clip),
            ..told
        },
    })
}

/// Overwrites what in the file's data belongs to no sample, then samples that no edit needs, and takes these out of the tables.
/// Milliseconds that stay although no edit shows them: a picture is made of those before it.
fn keep(cleaning: &mut Cleaning, tracks: &[Track], layout: &Layout, scale: u64) -> Result<i64, VideoProblem> {
    let bytes = &cleaning.bytes;
    let mut all = Marked::none(bytes.len());
    let mut some = Marked::none(bytes.len());
    let mut cut = Vec::new();
    let mut hidden = 0;
    for track in tracks {
        let samples = all.mark_samples(bytes, track.tables, layout)?;
        if track.role == Role::Picture && samples == 0 {
            return Err(VideoProblem::Unreadable);
        }
        let needed = Needed::read(bytes, track, samples, scale)?;
        let mut stays = needed.as_ref().map_or(0, |needed| needed.hidden);
        let shorter = match needed {
            // Without edits that last, the length of what is shown is that of the samples.
            Some(needed) if !needed.is_all(samples) && millis(track.edited, scale) > 0 => {
                let shorter = Shortened::read(bytes, track, &needed.rows, samples)?;
                if shorter.is_some() {
                    some.mark_some(bytes, track.tables, &needed.rows)?;
                } else {
                    stays = stays.saturating_add(needed.away);
                }
                shorter
            }
            Some(needed) => {
                stays = stays.saturating_add(needed.away);
                None
            }
            None => None,
        };
        match shorter {
            Some(shorter) => cut.push((shorter, track)),
            None => drop(some.mark_samples(bytes, track.tables, layout)?),
        }
        hidden = hidden.max(millis(stays, track.timescale));
    }
    cleaning.keep(&all, &layout.data);
    cleaning.cut(&some, &layout.data);
    for (shorter, track) in cut {
        shorter.write(&mut cleaning.bytes, track)?;
    }
    Ok(if hidden > HIDDEN_MIN { hidden } else { 0 })
}

/// The tracks of picture and sound, and where the boxes of the others begin, in order. Sound that is not read everywhere is among
/// these when there is other sound.
fn tracks(bytes: &[u8], moov: Place) -> Result<(Vec<Track>, Vec<usize>), VideoProblem> {
    let (mut tracks, mut others) = (Vec::new(), Vec::new());
    let mut foreign = false;
    let mut at = moov.body;
    while let Some(place) = boxes::next(bytes, at, moov.end)? {
        if place.kind == *b"trak" {
            match track::role(bytes, place)? {
                Role::Other => others.push(place.start),
                role => match Track::read(bytes, place, role) {
                    // Telephones write a second sound, from all sides, in a coding of their own.
                    Err(VideoProblem::TypeNotAllowed) if role == Role::Sound => {
                        foreign = true;
                        others.push(place.start);
                    }
                    read => tracks.push(read?),
                },
            }
            if tracks.len() + others.len() > TRACKS_MAX {
                return Err(VideoProblem::Unreadable);
            }
        }
        at = place.end;
    }
    if foreign && tracks.iter().all(|track| track.role != Role::Sound) {
        return Err(VideoProblem::TypeNotAllowed);
    }
    Ok((tracks, others))
}

/// Units of the film's own times in a second; not 0.
fn scale(bytes: &[u8], moov: Place) -> Result<u64, VideoProblem> {
    let header = boxes::only(bytes, moov.body, moov.end, b"mvhd")?;
    let header = header.ok_or(VideoProblem::Unreadable)?;
    let at = if header.version(bytes) == Some(1) { 20 } else { 12 };
    let scale = header.number(bytes, at, 4).filter(|&scale| scale > 0);
    scale.ok_or(VideoProblem::Unreadable)
}

/// Milliseconds of the longest track: what its edits show, or all its samples.
fn length(
    bytes: &[u8],
    layout: &Layout,
    extends: Option<Place>,
    tracks: &[Track],
    scale: u64,
) -> Result<i64, VideoProblem> {
    let sums = fragments::lengths(bytes, layout.end, extends, tracks)?;
    let lengths = tracks.iter().zip(sums).map(|(track, sum)| {
        let all = millis(track.length.saturating_add(sum.length), track.timescale);
        let shown = millis(track.edited, scale);
        // In fragments an edit says where the track begins.
        if shown > 0 && sum.length == 0 { shown } else { all }
    });
    let longest = lengths.max().unwrap_or_default();
    let longest = match longest {
        0 => millis(fragments::told(bytes, extends)?, scale),
        known => known,
    };
    if longest > 0 {
        Ok(longest)
    } else {
        Err(VideoProblem::Unreadable)
    }
}

fn millis(units: u64, scale: u64) -> i64 {
    let millis = u128::from(units) * 1_000 / u128::from(scale.max(1));
    i64::try_from(millis).unwrap_or(i64::MAX)
}
