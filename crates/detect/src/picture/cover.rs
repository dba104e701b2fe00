//! Boxes over parts of a picture, in its pixels.

use super::{Limits, Picture, PictureProblem, decode, encode, problem};
use image::{DynamicImage, Rgba};
use model::picture::Traits;

/// A part of a picture, in thousandths of its width and height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Left edge.
    pub left: u32,
    /// Upper edge.
    pub top: u32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// Writes a picture anew with these areas black. Edges are moved outwards to whole pixels, so that nothing of what is
/// covered shows; the new file holds pixels and nothing else.
///
/// # Errors
/// [`PictureProblem`], as for any picture.
pub fn cover(bytes: &[u8], areas: &[Area], limits: &Limits) -> Result<Picture, PictureProblem> {
    let decoded = decode(bytes, limits)?;
    let alpha = decoded.color().has_alpha();
    let mut pixels = decoded.to_rgba8();
    let (width, height) = pixels.dimensions();
    for area in areas {
        let (left, right) = edges(area.left, area.width, width);
        let (top, bottom) = edges(area.top, area.height, height);
        for y in top..bottom {
            for x in left..right {
                pixels.put_pixel(x, y, Rgba([0, 0, 0, 255]));
            }
        }
    }
    let whole = DynamicImage::from(pixels);
    let image = if alpha {
        whole
    } else {
        DynamicImage::from(whole.to_rgb8())
    };
    let (bytes, mime) = encode(&image).map_err(|error| problem(&error, (width, height), limits))?;
    Ok(Picture {
        bytes,
        mime,
        width,
        height,
        removed: Vec::new(),
        traits: Traits::default(),
        pixels: image,
    })
}

/// First pixel and the one after the last of a stretch in thousandths of `whole`.
fn edges(from: u32, size: u32, whole: u32) -> (u32, u32) {
    let part = |thousandths: u32| u64::from(thousandths.min(1_000)) * u64::from(whole);
    let first = part(from) / 1_000;
    let end = part(from.saturating_add(size)).div_ceil(1_000);
    (
        u32::try_from(first).unwrap_or(whole),
        u32::try_from(end).unwrap_or(whole).min(whole),
    )
}
