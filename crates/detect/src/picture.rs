//! Pictures from outside: recognised by content, decoded within limits, turned upright, written anew without metadata.

mod cover;

pub use cover::{Area, cover};

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader};
use std::io::Cursor;

/// What a picture may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub max_bytes: usize,
    /// Pixels, width × height.
    pub max_pixels: u64,
    /// Pixels of the longer side.
    pub max_side: u32,
    /// Bytes the decoder may take.
    pub max_memory: u64,
}

impl Default for Limits {
    /// 25 MB, 40 megapixels, 12,000 pixels a side, 384 MiB: above what cameras of phones make, below what hurts a small server.
    fn default() -> Self {
        Self {
            max_bytes: 25_000_000,
            max_pixels: 40_000_000,
            max_side: 12_000,
            max_memory: 384 << 20,
        }
    }
}

/// A picture fit to keep and publish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The new file; it holds pixels and nothing else.
    pub bytes: Vec<u8>,
    /// `image/jpeg`, or `image/png` when it has transparency.
    pub mime: &'static str,
    /// Width in pixels, upright.
    pub width: u32,
    /// Height in pixels, upright.
    pub height: u32,
    /// What the file held besides: "gps", "camera", "taken-at", "credit", "exif", "xmp", "iptc", "ai-mark",
    /// "colour-profile", "animation"; sorted.
    pub removed: Vec<String>,
}

/// Why a picture is refused. The message is the stable key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureProblem {
    /// Damaged, cut off, or not what it pretends to be.
    #[error("picture-unreadable")]
    Unreadable,
    /// Too many pixels, or decoding would take too much memory.
    #[error("picture-too-large")]
    TooLarge {
        /// Its size in whole megapixels, rounded up.
        megapixels: u64,
        /// The limit in whole megapixels.
        limit: u64,
    },
    /// Neither JPEG, PNG, WebP nor GIF.
    #[error("picture-type-not-allowed")]
    TypeNotAllowed,
    /// The file has too many bytes.
    #[error("picture-too-many-bytes")]
    TooManyBytes {
        /// Its size.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
}

impl PictureProblem {
    /// Stable key, also the locale message `error-<key>`.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Unreadable => "picture-unreadable",
            Self::TooLarge { .. } => "picture-too-large",
            Self::TypeNotAllowed => "picture-type-not-allowed",
            Self::TooManyBytes { .. } => "picture-too-many-bytes",
        }
    }
}

/// Quality of the JPEG written, 1–100.
const QUALITY: u8 = 88;

/// Makes a picture from the bytes of an upload. The type is told by content, never by name; of an animation the first
/// frame is kept and "animation" is reported as removed; what follows the picture in the file is dropped.
///
/// # Errors
/// [`PictureProblem`]; sizes are refused from the header, before pixels are allocated.
pub fn inspect_and_reencode(bytes: &[u8], limits: &Limits) -> Result<Picture, PictureProblem> {
    if bytes.len() > limits.max_bytes {
        return Err(PictureProblem::TooManyBytes {
            bytes: bytes.len(),
            limit: limits.max_bytes,
        });
    }
    let format = image::guess_format(bytes)
        .ok()
        .filter(|format| {
            matches!(
                format,
                ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP | ImageFormat::Gif
            )
        })
        .ok_or(PictureProblem::TypeNotAllowed)?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(decoder_limits(limits));
    let mut decoder = reader
        .into_decoder()
        .map_err(|error| problem(&error, (0, 0), limits))?;
    let size = decoder.dimensions();
    if size.0.max(size.1) > limits.max_side || u64::from(size.0) * u64::from(size.1) > limits.max_pixels {
        return Err(too_large(size, limits));
    }
    if decoder.total_bytes() > limits.max_memory {
        return Err(too_large(size, limits));
    }
    if format == ImageFormat::Jpeg && is_cut_off(bytes) {
        return Err(PictureProblem::Unreadable);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let removed = removed(&mut decoder, bytes, format);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| problem(&error, size, limits))?;
    image.apply_orientation(orientation);
    let (bytes, mime) = encode(&image).map_err(|error| problem(&error, size, limits))?;
    Ok(Picture {
        bytes,
        mime,
        width: image.width(),
        height: image.height(),
        removed,
    })
}

/// Whether a JPEG lacks its end: no end marker after the last scan begins. The decoder would fill the rest with grey.
fn is_cut_off(jpeg: &[u8]) -> bool {
    let scan = jpeg.windows(2).rposition(|pair| pair == [0xff, 0xda]);
    let end = jpeg.windows(2).rposition(|pair| pair == [0xff, 0xd9]);
    end <= scan
}

fn decoder_limits(limits: &Limits) -> image::Limits {
    let mut decoder = image::Limits::default();
    decoder.max_alloc = Some(limits.max_memory);
    decoder
}

fn too_large((width, height): (u32, u32), limits: &Limits) -> PictureProblem {
    let pixels = u64::from(width) * u64::from(height);
    PictureProblem::TooLarge {
        megapixels: pixels.div_ceil(1_000_000),
        limit: limits.max_pixels / 1_000_000,
    }
}

fn problem(error: &ImageError, size: (u32, u32), limits: &Limits) -> PictureProblem {
    match error {
        ImageError::Limits(_) => too_large(size, limits),
        _ => PictureProblem::Unreadable,
    }
}

fn encode(image: &DynamicImage) -> Result<(Vec<u8>, &'static str), ImageError> {
    let mut bytes = Vec::new();
    if image.color().has_alpha() {
        DynamicImage::from(image.to_rgba8()).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)?;
        return Ok((bytes, "image/png"));
    }
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    image.to_rgb8().write_with_encoder(encoder)?;
    Ok((bytes, "image/jpeg"))
}

/// Names what the file holds besides its pixels.
fn removed(decoder: &mut impl ImageDecoder, bytes: &[u8], format: ImageFormat) -> Vec<String> {
    let mut words: Vec<&str> = Vec::new();
    if let Ok(Some(raw)) = decoder.exif_metadata() {
        words.push("exif");
        words.extend(exif_words(raw));
    }
    if let Ok(Some(raw)) = decoder.xmp_metadata() {
        let xmp = String::from_utf8_lossy(&raw);
        let has = |names: &[&str]| names.iter().any(|name| xmp.contains(name));
        words.push("xmp");
        words.extend(has(&["photoshop:Credit", "dc:creator", "dc:rights"]).then_some("credit"));
        words.extend(has(&["exif:GPS", "photoshop:City"]).then_some("gps"));
        // IPTC DigitalSourceType: trainedAlgorithmicMedia, compositeWithTrainedAlgorithmicMedia.
        words.extend(has(&["rainedAlgorithmicMedia"]).then_some("ai-mark"));
    }
    if let Ok(Some(_)) = decoder.iptc_metadata() {
        words.push("iptc");
    }
    if let Ok(Some(_)) = decoder.icc_profile() {
        words.push("colour-profile");
    }
    if is_animated(bytes, format) {
        words.push("animation");
    }
    words.sort_unstable();
    words.dedup();
    words.into_iter().map(String::from).collect()
}

fn exif_words(raw: Vec<u8>) -> Vec<&'static str> {
    let Ok(exif) = exif::Reader::new().read_raw(raw) else {
        return Vec::new();
    };
    exif.fields()
        .filter_map(|field| match field.tag {
            tag if tag.context() == exif::Context::Gps => Some("gps"),
            exif::Tag::Make | exif::Tag::Model | exif::Tag::BodySerialNumber | exif::Tag::LensModel => {
                Some("camera")
            }
            exif::Tag::DateTime | exif::Tag::DateTimeOriginal | exif::Tag::DateTimeDigitized => {
                Some("taken-at")
            }
            exif::Tag::Artist | exif::Tag::Copyright => Some("credit"),
            _ => None,
        })
        .collect()
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
