//! Detectors that read what is said of a picture or a video: by its author, by its file, by those who looked at its pixels.

mod ai_made_picture;
mod appended_data;
mod camera_data;
mod captions_end_early;
mod captions_not_shown;
mod content_credentials;
mod credit_in_file;
mod cut_away_footage;
mod device_number;
mod faces;
mod licence_plate;
mod long_alt_text;
mod long_for_network;
mod low_contrast_text;
mod missing_alt_text;
mod missing_captions;
mod missing_credit;
mod personal;
mod personal_data_in_picture;
mod personal_data_in_words;
mod picture_too_small;
mod position_in_picture;
mod ratio_for_network;
mod small_for_network;
mod text_in_picture;
mod useless_alt_text;

pub use personal::is_about_a_person;

use crate::text::Settings;
use crate::{Confidence, Finding, Rule, Span};
use model::picture::PictureWord;
use model::post::MediaNote;

/// A picture or a video as its detectors see it.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// What the author and the file said, and what a look at the pixels showed.
    pub note: &'a MediaNote,
    /// Width in pixels.
    pub width: i64,
    /// Height in pixels.
    pub height: i64,
    /// Words for what was taken out of the file (`picture::Picture::removed`, `video::Video::removed`).
    pub removed: &'a [String],
    /// Words of the networks that it shall go to.
    pub networks: &'a [&'a str],
}

/// A detector that reads what is said of one picture.
pub trait MediaDetector: Sync {
    /// Its code, name, severity and page.
    fn rule(&self) -> &'static Rule;

    /// Whether somebody looked for what it judges. When nobody did, that it finds nothing says nothing.
    fn looked(&self, _seen: &Seen<'_>) -> bool {
        true
    }

    /// What is wrong.
    fn find(&self, seen: &Seen<'_>, settings: &Settings) -> Vec<Finding>;
}

/// Every media detector.
pub static DETECTORS: &[&dyn MediaDetector] = &[
    &missing_alt_text::MissingAltText,
    &useless_alt_text::UselessAltText,
    &missing_credit::MissingCredit,
    &picture_too_small::PictureTooSmall,
    &long_alt_text::LongAltText,
    &position_in_picture::PositionInPicture,
    &device_number::DeviceNumber,
    &camera_data::CameraData,
    &appended_data::AppendedData,
    &faces::Faces,
    &credit_in_file::CreditInFile,
    &ai_made_picture::AiMadePicture,
    &content_credentials::ContentCredentials,
    &small_for_network::SmallForNetwork,
    &ratio_for_network::RatioForNetwork,
    &text_in_picture::TextInPicture,
    &licence_plate::LicencePlate,
    &personal_data_in_picture::PersonalDataInPicture,
    &low_contrast_text::LowContrastText,
    &missing_captions::MissingCaptions,
    &captions_not_shown::CaptionsNotShown,
    &captions_end_early::CaptionsEndEarly,
    &long_for_network::LongForNetwork,
    &personal_data_in_words::PersonalDataInWords,
    &cut_away_footage::CutAwayFootage,
];

/// Everything the detectors find about one picture, in the order of [`DETECTORS`].
#[must_use]
pub fn scan(seen: &Seen<'_>, settings: &Settings) -> Vec<Finding> {
    let found = on(settings).flat_map(|detector| detector.find(seen, settings));
    found.collect()
}

/// The rules of detectors that are on and could not judge this picture, because nobody looked for what they judge.
#[must_use]
pub fn not_looked(seen: &Seen<'_>, settings: &Settings) -> Vec<&'static Rule> {
    let blind = on(settings).filter(|detector| !detector.looked(seen));
    blind.map(|detector| detector.rule()).collect()
}

fn on(settings: &Settings) -> impl Iterator<Item = &'static dyn MediaDetector> {
    let off = &settings.options().off;
    let is_on = |detector: &&dyn MediaDetector| !off.iter().any(|code| code == detector.rule().code);
    DETECTORS.iter().copied().filter(is_on)
}

/// A finding that lies nowhere in the alt text.
fn whole(rule: &Rule, confidence: Confidence) -> Finding {
    let nowhere = Span { start: 0, end: 0 };
    rule.finding(confidence, nowhere, nowhere)
}

/// Percent from which on a recognised word is taken for read.
const SURE: u8 = 60;

/// The recognised words that are sure enough; none when nobody looked.
fn legible<'a>(seen: &Seen<'a>) -> impl Iterator<Item = &'a PictureWord> {
    let words = seen.note.seen.words.as_deref().unwrap_or_default();
    words.iter().filter(|word| word.sure >= SURE)
}
