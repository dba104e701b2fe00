//! Pictures, made anew: boxes painted over, no metadata, no larger than a page can show.

use super::input::Picture;
use crate::ExportError;
use image::{DynamicImage, ImageDecoder as _, ImageReader, Limits, Rgb, RgbImage, codecs::jpeg::JpegEncoder};
use std::io::Cursor;

/// Longest side in pixels: 200 dots an inch over the width of the text.
const LONGEST: u32 = 1350;
/// Most memory that a picture may take while it is read.
const MEMORY: u64 = 256 * 1024 * 1024;
/// Quality of the JPEG.
const QUALITY: u8 = 88;

/// A picture as it goes into the file.
pub(super) struct Made {
    pub(super) jpeg: Vec<u8>,
    pub(super) width: u16,
    pub(super) height: u16,
}

/// Makes a picture anew. `None` when it cannot be read and there is nothing to be painted over.
pub(super) fn make(picture: &Picture) -> Result<Option<Made>, ExportError> {
    let Some(read) = read(&picture.content) else {
        return if picture.boxes.is_empty() {
            Ok(None)
        } else {
            Err(ExportError::unfit("picture", "boxes"))
        };
    };
    let mut pixels = flat(&read);
    for area in &picture.boxes {
        let right = area.x.saturating_add(area.width).min(pixels.width());
        let lower = area.y.saturating_add(area.height).min(pixels.height());
        for y in area.y..lower {
            for x in area.x..right {
                pixels.put_pixel(x, y, Rgb([0, 0, 0]));
            }
        }
    }
    let mut read = DynamicImage::ImageRgb8(pixels);
    if read.width().max(read.height()) > LONGEST {
        read = read.resize(LONGEST, LONGEST, image::imageops::FilterType::Triangle);
    }
    let mut jpeg = Vec::new();
    if read
        .write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY))
        .is_err()
    {
        return Err(ExportError::unfit("picture", "jpeg"));
    }
    Ok(Some(Made {
        jpeg,
        width: u16::try_from(read.width()).unwrap_or(u16::MAX),
        height: u16::try_from(read.height()).unwrap_or(u16::MAX),
    }))
}

fn read(content: &[u8]) -> Option<DynamicImage> {
    let mut reader = ImageReader::new(Cursor::new(content))
        .with_guessed_format()
        .ok()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let turned = decoder.orientation().ok()?;
    let mut read = DynamicImage::from_decoder(decoder).ok()?;
    read.apply_orientation(turned);
    Some(read)
}

/// The pixels on white, where they are seen through.
fn flat(read: &DynamicImage) -> RgbImage {
    let pixels = read.to_rgba8();
    RgbImage::from_fn(pixels.width(), pixels.height(), |x, y| {
        let [r, g, b, a] = pixels.get_pixel(x, y).0;
        let over = |c: u8| {
            let sum = u16::from(c) * u16::from(a) + 255 * (255 - u16::from(a));
            u8::try_from(sum / 255).unwrap_or(u8::MAX)
        };
        Rgb([over(r), over(g), over(b)])
    })
}
