//! Contrast of recognised words and what they stand on.

use image::{GenericImageView as _, RgbImage};
use model::picture::PictureWord;

/// Measures each word's contrast in the picture it was recognised in.
///
/// The pixels of its box fall into two heaps by brightness, parted where the heaps differ most (Otsu's threshold); the
/// contrast is that of the heaps' means. Letters thinner than a pixel and grounds of many colours make it too small.
pub fn measure(image: &RgbImage, words: &mut [PictureWord]) {
    for word in words {
        word.contrast = contrast(image, word);
    }
}

/// Least pixels of a box that can be measured.
const PIXELS_MIN: u64 = 40;

fn contrast(image: &RgbImage, word: &PictureWord) -> Option<u16> {
    let area = word.area;
    let width = area.width.min(image.width().checked_sub(area.left)?);
    let height = area.height.min(image.height().checked_sub(area.top)?);
    // Brightness by 256 steps: how many pixels have it, and the sum of their relative luminance.
    let mut heaps = [(0u64, 0f64); 256];
    let view = image.view(area.left, area.top, width, height);
    for (_, _, pixel) in view.pixels() {
        let light = luminance(pixel.0);
        // Steps are even to the eye, not to physics.
        let step = pixel.0.iter().map(|&c| u32::from(c)).zip([54u32, 183, 19]);
        let step = step.map(|(c, weight)| c * weight).sum::<u32>() / 256;
        if let Some(heap) = heaps.get_mut(usize::try_from(step).ok()?) {
            heap.0 += 1;
            heap.1 += light;
        }
    }
    let (dark, light) = part(&heaps)?;
    let ratio = (light + 0.05) / (dark + 0.05) * 100.0;
    // From 100 to 2,100 by the formula.
    format!("{ratio:.0}").parse().ok()
}

/// Mean luminance of the dark and of the light heap.
fn part(heaps: &[(u64, f64); 256]) -> Option<(f64, f64)> {
    let whole: u64 = heaps.iter().map(|heap| heap.0).sum();
    if whole < PIXELS_MIN {
        return None;
    }
    let float = |n: u64| u32::try_from(n).map_or(f64::from(u32::MAX), f64::from);
    let all: f64 = (0u64..).zip(heaps).map(|(step, heap)| float(step * heap.0)).sum();
    let light_all: f64 = heaps.iter().map(|heap| heap.1).sum();
    let (mut below, mut steps, mut light, mut best) = (0u64, 0f64, 0f64, None::<(f64, f64, f64)>);
    for (step, heap) in (0u64..).zip(heaps) {
        below += heap.0;
        steps += float(step * heap.0);
        light += heap.1;
        let above = whole - below;
        if below == 0 || above == 0 {
            continue;
        }
        let apart = steps / float(below) - (all - steps) / float(above);
        let weight = float(below) * float(above) * apart * apart;
        if best.is_none_or(|(most, _, _)| weight > most) {
            best = Some((weight, light / float(below), (light_all - light) / float(above)));
        }
    }
    // One heap only: all pixels are alike.
    let (_, dark, bright) = best.unwrap_or((0.0, light_all / float(whole), light_all / float(whole)));
    Some((dark, bright))
}

/// Relative luminance, 0 to 1 (WCAG 2.1, "relative luminance").
fn luminance([red, green, blue]: [u8; 3]) -> f64 {
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.040_45 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}
