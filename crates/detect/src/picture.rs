//! Pictures from outside: recognised by content, decoded within limits, turned upright, written anew without metadata,
//! which is read before.

pub(crate) mod c2pa;
mod cbor;
mod container;
mod contrast;
mod cover;
mod faces;
mod iptc;
pub(crate) mod metadata;
pub(crate) mod xmp;

pub use contrast::measure as measure_contrast;
pub use cover::{Area, cover};
pub use faces::{faces, faces_in_grey};

use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader};
use model::picture::Traits;
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
    /// Bytes of the file that is written: a larger picture is made smaller until it fits.
    pub max_written: usize,
}

impl Default for Limits {
    /// 25 MB, 40 megapixels, 12,000 pixels a side, 384 MiB: above what cameras of phones make, below what hurts a small
    /// server. 2 MB written: what the strictest network (Bluesky) takes.
    fn default() -> Self {
        Self {
            max_bytes: 25_000_000,
            max_pixels: 40_000_000,
            max_side: 12_000,
            max_memory: 384 << 20,
            max_written: 2_000_000,
        }
    }
}

/// A picture fit to keep and publish.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The new file; it holds pixels and nothing else.
    pub bytes: Vec<u8>,
    /// The pixels as they were written, for those who look at them.
    pub pixels: DynamicImage,
    /// `image/jpeg`, or `image/png` when it has transparency.
    pub mime: &'static str,
    /// Width in pixels, upright.
    pub width: u32,
    /// Height in pixels, upright.
    pub height: u32,
    /// What the file held besides: "gps", "camera", "serial", "taken-at", "credit", "exif", "xmp", "iptc", "ai-mark",
    /// "content-credentials", "colour-profile", "animation", "appended" (bytes after the picture's end), "resolution"
    /// (it was made smaller to be taken by every network); sorted.
    pub removed: Vec<String>,
    /// What its metadata said of the picture: credit and origin. Nobody has looked at the pixels.
    pub traits: Traits,
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
    let parts = container::parts(bytes, format);
    // The decoder would fill what is missing with grey.
    if parts.overlong || (format == ImageFormat::Jpeg && !parts.ended) {
        return Err(PictureProblem::Unreadable);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let (mut removed, traits) = metadata::read(&mut decoder, &parts, bytes, format);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| problem(&error, size, limits))?;
    image.apply_orientation(orientation);
    let before = (image.width(), image.height());
    let (image, bytes, mime) =
        fit(image, limits.max_written).map_err(|error| problem(&error, size, limits))?;
    if (image.width(), image.height()) != before {
        removed.push("resolution".to_owned());
        removed.sort_unstable();
    }
    Ok(Picture {
        bytes,
        mime,
        width: image.width(),
        height: image.height(),
        removed,
        traits,
        pixels: image,
    })
}

/// The pixels of a picture that was written here.
///
/// # Errors
/// [`PictureProblem`], as for any picture.
pub fn decode(kept: &[u8], limits: &Limits) -> Result<DynamicImage, PictureProblem> {
    let format = image::guess_format(kept).map_err(|_| PictureProblem::TypeNotAllowed)?;
    let mut reader = ImageReader::with_format(Cursor::new(kept), format);
    reader.limits(decoder_limits(limits));
    reader.decode().map_err(|error| problem(&error, (0, 0), limits))
}

/// Side that networks show at the most; a larger picture is made this large when its file is too heavy.
const SIDE_SHOWN: u32 = 2_560;

/// Writes the picture so that its file has `most` bytes, smaller by a fifth of its sides each time it does not.
fn fit(mut image: DynamicImage, most: usize) -> Result<(DynamicImage, Vec<u8>, &'static str), ImageError> {
    loop {
        let (bytes, mime) = encode(&image)?;
        let side = image.width().max(image.height());
        if bytes.len() <= most || side < 200 {
            return Ok((image, bytes, mime));
        }
        let side = SIDE_SHOWN.min(side / 5 * 4);
        image = image.resize(side, side, FilterType::Triangle);
    }
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

/// The pixels of a kept picture.
///
/// # Errors
/// [`PictureProblem::Unreadable`] when the bytes are not what [`inspect_and_reencode`] wrote.
pub fn pixels(bytes: &[u8]) -> Result<DynamicImage, PictureProblem> {
    image::load_from_memory(bytes).map_err(|_| PictureProblem::Unreadable)
}

/// The picture in grey as PNG, with at most `side` pixels on its longer side, for a program that reads the words in it; and
/// its width. `None` when it cannot be written.
#[must_use]
pub fn page(picture: &DynamicImage, side: u32) -> Option<(Vec<u8>, u32)> {
    let mut grey = DynamicImage::ImageLuma8(picture.to_luma8());
    if grey.width().max(grey.height()) > side {
        grey = grey.resize(side, side, FilterType::Triangle);
    }
    let mut bytes = Vec::new();
    grey.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
        .ok()?;
    Some((bytes, grey.width()))
}

/// Whether a digital source type means that AI made the picture or changed it.
#[must_use]
pub fn is_ai(origin: &str) -> bool {
    matches!(
        origin,
        "trainedAlgorithmicMedia" | "compositeWithTrainedAlgorithmicMedia"
    )
}

/// The last word of a digital source type's address; empty when it is none.
fn origin_word(address: &str) -> String {
    let word = address.trim().rsplit('/').next().unwrap_or_default();
    let fits = word.len() <= 60 && word.chars().all(|c| c.is_ascii_alphanumeric());
    if fits { word.to_owned() } else { String::new() }
}

/// A text from a file as it may be shown: in one line, without signs that cannot be seen, not longer than `most` characters.
pub(crate) fn clean(text: &str, most: usize) -> String {
    let seen: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffd}'))
        .collect();
    let line = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(most).collect::<String>().trim_end().to_owned()
}
