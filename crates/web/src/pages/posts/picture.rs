//! A picture in the composer: what is said of it, and what was found about it beside the fields that mend it.

use super::compose::{Asked, about, question};
use super::form::Composed;
use crate::Signed;
use crate::pages::common::{self, ClauseName};
use flow::posts::{PictureChecked, PictureFinding};
use flow::rules::{Book, Question};
use model::Id as _;
use model::picture::{Area, Reading};
use model::post::{Basis, Media, MediaNote};
use serde::Serialize;

/// A picture with what is said of it.
#[derive(Debug, Serialize)]
pub struct PictureForm {
    /// Id.
    pub id: String,
    /// Number on the page, from 1.
    pub number: usize,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
    /// Kilobytes.
    pub kilobytes: i64,
    /// Words for the metadata that was removed.
    pub removed: Vec<String>,
    /// Alternative text.
    pub alt: String,
    /// Photographer or source.
    pub credit: String,
    /// `yes`, `no` or empty.
    pub permission: &'static str,
    /// Word of the ground.
    pub basis: &'static str,
    /// `yes`, `no` or empty.
    pub ai: &'static str,
    /// What was found and is not mended yet.
    pub found: Vec<PictureFound>,
    /// Where faces are, in its pixels, of a video on one of its stills; `None` when nobody looked.
    pub faces: Option<Vec<Area>>,
    /// Whether nobody has said yet on what ground people in it may be shown.
    pub ask_ground: bool,
    /// Whether nobody looked for faces although the detector is on.
    pub blind_faces: bool,
    /// Whether nobody has read the words in it although a detector wants them.
    pub blind_words: bool,
    /// `waiting` while the words are still being read, or a video's stills looked at, `failed` when it could not be; else empty.
    pub reading: &'static str,
    /// The program that wrote the file's history; empty when it had none.
    pub history: String,
    /// What a video has besides; `None` for a picture.
    pub video: Option<VideoForm>,
    /// Questions about this picture.
    pub questions: Vec<Asked>,
}

/// What a video has that a picture has not.
#[derive(Debug, Serialize)]
pub struct VideoForm {
    /// Minutes and seconds, as "1:05".
    pub length: String,
    /// Megabytes, rounded up.
    pub megabytes: i64,
    /// Whether it has a track of sound.
    pub sound: bool,
    /// What its captions say; empty when there are none.
    pub captions: String,
    /// What is said of it without captions.
    pub speech: &'static str,
    /// How faces were looked for in it; `None` when nobody did.
    pub stills: Option<StillsForm>,
}

/// Still pictures of a video that were looked at.
#[derive(Debug, Serialize)]
pub struct StillsForm {
    /// How many.
    pub looked: u32,
    /// On how many of them faces were.
    pub with_faces: u32,
    /// Where most faces were, as "0:12".
    pub most_at: String,
}

fn minutes(seconds: i64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

fn video(media: &Media, note: &MediaNote) -> VideoForm {
    let clip = note.seen.clip.unwrap_or_default();
    VideoForm {
        // A clip of half a second is no clip of none.
        length: minutes((clip.millis + 999) / 1_000),
        megabytes: (media.size + 999_999) / 1_000_000,
        sound: clip.sound,
        captions: note.spoken(),
        speech: note.speech.as_str(),
        stills: note.seen.stills.map(|stills| StillsForm {
            looked: stills.looked,
            with_faces: stills.with_faces,
            most_at: minutes(stills.most_at / 1_000),
        }),
    }
}

/// A finding about a picture.
#[derive(Debug, Serialize)]
pub struct PictureFound {
    /// Name of the detector; `finding-<name>` says what it is.
    pub name: String,
    /// `hint`, `warning` or `severe`.
    pub severity: String,
    /// Which kind, where there are kinds.
    pub kind: String,
    /// What the file or the picture says; empty when nothing is proposed.
    pub says: String,
    /// What a button mends: `credit`, `ai`, `alt`, or empty.
    pub fix: &'static str,
    /// The clause that it matters to.
    pub clause: Option<ClauseName>,
}

fn found(book: Option<&Book>, me: &Signed, finding: &PictureFinding) -> PictureFound {
    PictureFound {
        fix: match finding.name.as_str() {
            "credit-in-file" => "credit",
            "ai-made-picture" => "ai",
            "text-in-picture" => "alt",
            _ => "",
        },
        clause: common::clause(book, me, &finding.clause),
        name: finding.name.clone(),
        severity: finding.severity.clone(),
        kind: finding.kind.clone(),
        says: finding.instead.clone(),
    }
}

/// The form of a picture with what was found about it.
pub(super) fn form(
    book: Option<&Book>,
    me: &Signed,
    n: usize,
    media: &Media,
    form: Option<&Composed>,
    questions: &[Question],
    checked: &[PictureChecked],
) -> PictureForm {
    let note = form
        .and_then(|f| f.note(media))
        .unwrap_or_else(|| media.note.clone());
    let word = |said: Option<bool>| said.map_or("", |yes| if yes { "yes" } else { "no" });
    let checked = checked.iter().find(|c| c.id == media.id);
    let findings = checked.map_or(&[][..], |c| &c.findings);
    let blind = |name: &str| checked.is_some_and(|c| c.not_looked.iter().any(|n| n == name));
    PictureForm {
        found: findings
            .iter()
            .filter(|f| !f.done)
            .map(|f| found(book, me, f))
            .collect(),
        faces: note.seen.faces.clone(),
        ask_ground: note.basis == Basis::Unknown,
        blind_faces: blind("faces"),
        blind_words: blind("text-in-picture"),
        reading: note.seen.reading.map_or("", Reading::as_str),
        history: note.seen.manifest.clone(),
        video: media.is_video().then(|| video(media, &note)),
        id: media.id.as_str().to_owned(),
        number: n + 1,
        width: media.width,
        height: media.height,
        kilobytes: (media.size + 999) / 1000,
        removed: media.removed.clone(),
        permission: word(note.permission),
        basis: note.basis.as_str(),
        ai: word(note.ai),
        alt: note.alt,
        credit: note.credit,
        questions: questions
            .iter()
            .filter(|q| about(q) == Some(media.id.as_str()))
            .map(|q| question(book, me, q))
            .collect(),
    }
}

/// A picture with all that can be said of it (number 1), one with nothing (2), one that is being read (3), one that could
/// not be (4); the second is a video with captions, the third one without.
pub(super) fn sample(number: usize, questions: Vec<Asked>) -> PictureForm {
    let full = number == 1;
    let one = |name: &str, severity: &str, kind: &str, says: &str, fix: &'static str| PictureFound {
        name: name.to_owned(),
        severity: severity.to_owned(),
        kind: kind.to_owned(),
        says: says.to_owned(),
        fix,
        clause: (fix == "ai").then(|| ClauseName {
            section: "4.6".to_owned(),
            title: "Bruk av KI skal merkes".to_owned(),
        }),
    };
    let area = |left| Area {
        left,
        top: 300,
        width: 260,
        height: 260,
    };
    PictureForm {
        id: format!("01ARZ3NDEKTSV4RRFFQ69G5FC{}", number - 1),
        number,
        width: 1600,
        height: 1067,
        kilobytes: 312,
        removed: [
            "gps",
            "camera",
            "serial",
            "taken-at",
            "credit",
            "exif",
            "content-credentials",
        ]
        .iter()
        .filter(|_| full)
        .map(|&r| r.to_owned())
        .collect(),
        alt: "To barn i svømmehallen".to_owned(),
        credit: "Ola Nordmann".to_owned(),
        permission: "yes",
        basis: "consent",
        ai: "",
        found: if full {
            vec![
                one("faces", "hint", "2", "", ""),
                one("credit-in-file", "hint", "", "Kari Nordmann / NTB", "credit"),
                one("ai-made-picture", "warning", "edited", "", "ai"),
                one("text-in-picture", "warning", "", "Åpent hus lørdag kl. 12", "alt"),
                one("missing-alt-text", "severe", "", "", ""),
                one("useless-alt-text", "warning", "", "", ""),
                one("missing-credit", "warning", "", "", ""),
                one("picture-too-small", "hint", "", "", ""),
                one("long-alt-text", "hint", "", "", ""),
                one("small-for-network", "warning", "mastodon", "", ""),
                one("licence-plate", "warning", "", "", ""),
                one("low-contrast-text", "hint", "", "", ""),
                one("ratio-for-network", "hint", "bluesky", "", ""),
                one("personal-data-in-picture", "warning", "phone-number", "", ""),
                one("personal-data-in-words", "warning", "email-address", "", ""),
                one("missing-captions", "severe", "", "", ""),
                one("captions-not-shown", "warning", "mastodon", "", ""),
                one("captions-end-early", "hint", "", "", ""),
                one("long-for-network", "warning", "bluesky", "", ""),
                one("cut-away-footage", "warning", "3", "", ""),
            ]
        } else if number == 2 {
            vec![one("faces", "hint", "3", "", "")]
        } else {
            Vec::new()
        },
        faces: full.then(|| vec![area(300), area(900)]),
        ask_ground: full,
        blind_faces: !full,
        blind_words: !full,
        reading: match number {
            3 => "waiting",
            4 => "failed",
            _ => "",
        },
        history: if full {
            "Adobe_Firefly".to_owned()
        } else {
            String::new()
        },
        video: matches!(number, 2 | 3).then(|| VideoForm {
            length: "1:05".to_owned(),
            megabytes: 12,
            sound: number == 3,
            captions: if number == 2 {
                "Velkommen til Nordvik.".to_owned()
            } else {
                String::new()
            },
            speech: "unknown",
            stills: (number == 2).then(|| StillsForm {
                looked: 30,
                with_faces: 4,
                most_at: "0:12".to_owned(),
            }),
        }),
        questions,
    }
}
