//! Faces in a picture of one person, in one of three, and in pictures of nobody.

use detect::picture::faces;
use image::{DynamicImage, GenericImage, Rgb, RgbImage, imageops};

fn astronaut() -> DynamicImage {
    image::load_from_memory(include_bytes!("../pictures/astronaut.jpg")).unwrap()
}

#[test]
fn one_face_is_found_where_it_is() {
    let found = faces(&astronaut()).unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
    let middle = (
        found[0].left + found[0].width / 2,
        found[0].top + found[0].height / 2,
    );
    // The face is around (130, 110) of 288 × 288.
    assert!(
        (100..160).contains(&middle.0) && (80..150).contains(&middle.1),
        "{middle:?}"
    );
    assert!((60..150).contains(&found[0].width));
}

#[test]
fn in_a_large_picture_the_boxes_lie_in_its_own_pixels() {
    let portrait = astronaut();
    let mut wall = DynamicImage::from(RgbImage::from_pixel(3_000, 1_200, Rgb([120, 130, 140])));
    let large = portrait.resize(600, 600, imageops::FilterType::Triangle);
    for left in [100, 1_100, 2_200] {
        wall.copy_from(&large.to_rgba8(), left, 300).unwrap();
    }
    let found = faces(&wall).unwrap();
    assert_eq!(found.len(), 3, "{found:?}");
    for (face, left) in found.iter().zip([100, 1_100, 2_200]) {
        let middle = face.left + face.width / 2;
        assert!((left + 200..left + 350).contains(&middle), "{face:?}");
        assert!(face.left + face.width <= 3_000 && face.top + face.height <= 1_200);
    }
}

#[test]
fn where_nobody_is_nobody_is_found() {
    let stripes = RgbImage::from_fn(800, 600, |x, y| {
        Rgb([
            (x % 256) as u8,
            (y % 256) as u8,
            ((x / 40 + y / 40) % 2 * 255) as u8,
        ])
    });
    assert_eq!(faces(&stripes.into()), Some(Vec::new()));
    for (width, height) in [(1, 1), (23, 4_000), (4_000, 24), (24, 24), (3_000, 20)] {
        let plain = RgbImage::from_pixel(width, height, Rgb([90, 90, 90]));
        assert_eq!(faces(&plain.into()), Some(Vec::new()), "{width} × {height}");
    }
}
