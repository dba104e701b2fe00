//! What a picture's file holds besides its pixels, read before it is thrown away.

use super::container::Parts;
use super::{c2pa, clean, iptc, is_ai, origin_word, xmp};
use image::{ImageDecoder, ImageFormat};
use model::picture::Traits;
use std::io::Cursor;

/// Longest credit that is proposed, in characters.
const CREDIT_MAX: usize = 200;

/// What the EXIF block tells.
#[derive(Default)]
struct Exif {
    words: Vec<&'static str>,
    artist: String,
    copyright: String,
}

/// Words for what the file holds, sorted, and what it says of the picture.
pub(super) fn read(
    decoder: &mut impl ImageDecoder,
    parts: &Parts,
    bytes: &[u8],
    format: ImageFormat,
) -> (Vec<String>, Traits) {
    let mut words: Vec<&str> = Vec::new();
    let mut exif = Exif::default();
    if let Ok(Some(raw)) = decoder.exif_metadata() {
        words.push("exif");
        exif = read_exif(raw);
        words.append(&mut exif.words);
    }
    let mut xmp = xmp::Xmp::default();
    if let Ok(Some(raw)) = decoder.xmp_metadata() {
        words.push("xmp");
        xmp = xmp::read(&raw);
        words.extend(xmp.place.then_some("gps"));
    }
    let iptc = iptc::read(&parts.photoshop);
    if iptc != iptc::Iptc::default() {
        words.push("iptc");
        words.extend(iptc.place.then_some("gps"));
    }
    let manifest = c2pa::read(&parts.manifest);
    words.extend((!parts.manifest.is_empty()).then_some("content-credentials"));
    words.extend((parts.appended > 0).then_some("appended"));
    if let Ok(Some(_)) = decoder.icc_profile() {
        words.push("colour-profile");
    }
    if is_animated(bytes, format) {
        words.push("animation");
    }
    let named = |key: &str| {
        let text = parts.texts.iter().find(|(keyword, _)| keyword == key);
        text.map_or("", |(_, text)| text.as_str())
    };
    let credit = credit(
        &[&xmp.creator, &iptc.creator, &exif.artist, named("Author")],
        &[&xmp.credit, &iptc.credit],
        &[&xmp.rights, &iptc.rights, &exif.copyright, &iptc.source],
    );
    let origin = origin(&xmp, manifest.as_ref(), &parts.texts);
    words.extend((!credit.is_empty()).then_some("credit"));
    words.extend(is_ai(&origin).then_some("ai-mark"));
    words.sort_unstable();
    words.dedup();
    let traits = Traits {
        credit,
        origin,
        manifest: manifest.map_or_else(String::new, generator),
        ..Traits::default()
    };
    (words.into_iter().map(String::from).collect(), traits)
}

/// The program that wrote a manifest, "?" when it does not say.
pub(crate) fn generator(manifest: c2pa::Manifest) -> String {
    if manifest.generator.is_empty() {
        "?".to_owned()
    } else {
        manifest.generator
    }
}

/// Who is to be named: photographer and credit line where the line does not name the photographer already; otherwise the
/// one there is; otherwise the notice of copyright.
pub(crate) fn credit(creators: &[&str], lines: &[&str], rights: &[&str]) -> String {
    let first = |names: &[&str]| {
        let tidy = names.iter().map(|name| clean(name, CREDIT_MAX));
        tidy.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
    };
    let (creator, line) = (first(creators), first(lines));
    let whole = match (creator.is_empty(), line.is_empty()) {
        (true, true) => first(rights),
        (true, false) => line,
        (false, true) => creator,
        (false, false) if line.to_lowercase().contains(&creator.to_lowercase()) => line,
        (false, false) => format!("{creator} / {line}"),
    };
    clean(&whole, CREDIT_MAX)
}

/// How the picture came to be. A word that means AI wins over one that does not; among manifests the newest.
pub(crate) fn origin(
    xmp: &xmp::Xmp,
    manifest: Option<&c2pa::Manifest>,
    texts: &[(String, String)],
) -> String {
    let mut said = vec![origin_word(&xmp.source_type)];
    said.extend(
        manifest
            .into_iter()
            .flat_map(|m| m.source_types.iter().rev().cloned()),
    );
    // What Stable Diffusion's most used interfaces write beside a picture: the settings it was made with.
    let settings = texts.iter().any(|(keyword, text)| {
        keyword == "parameters" && text.contains("Steps: ") && text.contains("Sampler: ")
    });
    said.extend(settings.then(|| "trainedAlgorithmicMedia".to_owned()));
    let mut said = said.into_iter().filter(|word| !word.is_empty());
    let mut first = None;
    let ai = said.find(|word| {
        first.get_or_insert_with(|| word.clone());
        is_ai(word)
    });
    ai.or(first).unwrap_or_default()
}

fn read_exif(raw: Vec<u8>) -> Exif {
    let mut read = Exif::default();
    let Ok(exif) = exif::Reader::new().read_raw(raw) else {
        return read;
    };
    for field in exif.fields() {
        let text = || match &field.value {
            exif::Value::Ascii(lines) => {
                let lines = lines.iter().map(|line| String::from_utf8_lossy(line));
                lines.collect::<Vec<_>>().join(" ")
            }
            _ => String::new(),
        };
        let word = match field.tag {
            tag if tag.context() == exif::Context::Gps => "gps",
            exif::Tag::Make | exif::Tag::Model | exif::Tag::LensModel => "camera",
            exif::Tag::BodySerialNumber
            | exif::Tag::LensSerialNumber
            | exif::Tag::CameraOwnerName
            | exif::Tag::ImageUniqueID => "serial",
            exif::Tag::DateTime | exif::Tag::DateTimeOriginal | exif::Tag::DateTimeDigitized => "taken-at",
            exif::Tag::Artist => {
                read.artist = text();
                continue;
            }
            exif::Tag::Copyright => {
                read.copyright = text();
                continue;
            }
            _ => continue,
        };
        read.words.push(word);
    }
    read
}

/// Whether there is more than one frame. Only headers are read.
fn is_animated(bytes: &[u8], format: ImageFormat) -> bool {
    let reader = Cursor::new(bytes);
    match format {
        ImageFormat::Png => image::codecs::png::PngDecoder::new(reader)
            .is_ok_and(|decoder| decoder.is_apng().unwrap_or(false)),
        ImageFormat::WebP => {
            image::codecs::webp::WebPDecoder::new(reader).is_ok_and(|decoder| decoder.has_animation())
        }
        ImageFormat::Gif => gif_frames(bytes) > 1,
        _ => false,
    }
}

/// Counts the frames of a GIF, up to two, by walking its blocks (GIF89a §§15–27).
fn gif_frames(bytes: &[u8]) -> usize {
    let byte = |at: usize| bytes.get(at).copied().map_or(0, usize::from);
    let table = |flags: usize| {
        if flags & 0x80 == 0 {
            0
        } else {
            3 << ((flags & 7) + 1)
        }
    };
    let skip_blocks = |mut at: usize| {
        while byte(at) != 0 {
            at += byte(at) + 1;
        }
        at + 1
    };
    let mut at = 13 + table(byte(10));
    let mut frames = 0;
    while frames < 2 {
        match byte(at) {
            0x2c => {
                frames += 1;
                at = skip_blocks(at + 10 + table(byte(at + 9)) + 1);
            }
            0x21 => at = skip_blocks(at + 2),
            _ => break,
        }
    }
    frames
}
