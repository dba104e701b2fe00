//! Where faces are in a picture: how many and where, and nothing that could tell one from another.

use image::imageops::thumbnail;
use image::{DynamicImage, GrayImage};
use model::picture::Area;
use std::sync::LazyLock;

/// The detector of SeetaFace (BSD 2-clause, `models/`): a cascade for upright faces seen from the front and half from the side.
static MODEL: LazyLock<Option<rustface::Model>> = LazyLock::new(|| {
    let file: &[u8] = include_bytes!("../../models/seeta_fd_frontal_v1.0.bin");
    rustface::read_model(file).ok()
});

/// Longer side of what is looked at, in pixels: the time grows with the area, and a megapixel takes about half a second.
const SIDE: u32 = 1_024;
/// Smallest face that is looked for, in pixels of that: one that is smaller is seldom found and hardly recognisable.
const FACE_MIN: u32 = 24;
/// Score from which on a window counts as a face.
const SCORE_MIN: f64 = 2.0;
/// Most faces that are told.
const FACES_MAX: usize = 200;

/// The faces in a picture, from left to right, in its pixels; `None` when the model cannot be read.
#[must_use]
pub fn faces(image: &DynamicImage) -> Option<Vec<Area>> {
    faces_of(image.to_luma8())
}

/// The same of a grey picture, a byte for each pixel; `None` also when there are not as many bytes as pixels.
#[must_use]
pub fn faces_in_grey(width: u32, height: u32, pixels: Vec<u8>) -> Option<Vec<Area>> {
    faces_of(GrayImage::from_raw(width, height, pixels)?)
}

fn faces_of(image: GrayImage) -> Option<Vec<Area>> {
    let model = MODEL.as_ref()?;
    let (width, height) = image.dimensions();
    let mut small = image;
    let longer = u64::from(width.max(height));
    if longer > u64::from(SIDE) {
        let part = |side: u32| u32::try_from(u64::from(side) * u64::from(SIDE) / longer).unwrap_or(SIDE);
        small = thumbnail(&small, part(width).max(1), part(height).max(1));
    }
    if small.width().min(small.height()) < FACE_MIN {
        return Some(Vec::new());
    }
    let mut detector = rustface::create_detector_with_model(model.clone());
    detector.set_min_face_size(FACE_MIN);
    detector.set_score_thresh(SCORE_MIN);
    detector.set_pyramid_scale_factor(0.8);
    detector.set_slide_window_step(4, 4);
    let data = rustface::ImageData::new(small.as_raw(), small.width(), small.height());
    let back = |value: i64, whole: u32, part: u32| {
        let scaled = value.max(0) * i64::from(whole) / i64::from(part.max(1));
        u32::try_from(scaled).unwrap_or(whole).min(whole)
    };
    let mut faces: Vec<Area> = detector
        .detect(&data)
        .iter()
        .take(FACES_MAX)
        .map(|face| {
            let seen = face.bbox();
            let (x, y) = (i64::from(seen.x()), i64::from(seen.y()));
            let left = back(x, width, small.width());
            let top = back(y, height, small.height());
            let right = back(x + i64::from(seen.width()), width, small.width());
            let bottom = back(y + i64::from(seen.height()), height, small.height());
            Area {
                left,
                top,
                width: right - left,
                height: bottom - top,
            }
        })
        .collect();
    faces.sort_by_key(|face| (face.left, face.top));
    Some(faces)
}
