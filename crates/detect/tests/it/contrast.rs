//! The contrast of words is what WCAG counts.

use detect::picture::measure_contrast;
use image::{Rgb, RgbImage};
use model::picture::{Area, PictureWord};

/// The contrast of bars of one colour on another.
fn contrast(letters: [u8; 3], ground: [u8; 3]) -> Option<u16> {
    let image = RgbImage::from_fn(100, 60, |x, y| {
        let bar = (20..80).contains(&x) && (20..40).contains(&y) && x % 6 < 2;
        Rgb(if bar { letters } else { ground })
    });
    let mut words = [PictureWord {
        text: "Hei".to_owned(),
        area: Area {
            left: 20,
            top: 18,
            width: 60,
            height: 24,
        },
        ..PictureWord::default()
    }];
    measure_contrast(&image, &mut words);
    words[0].contrast
}

#[test]
fn known_pairs_have_their_known_contrast() {
    assert_eq!(contrast([0; 3], [255; 3]), Some(2_100));
    assert_eq!(contrast([255; 3], [0; 3]), Some(2_100));
    // #767676 on white is the lightest grey that passes: 4.54.
    assert_eq!(contrast([0x76; 3], [255; 3]), Some(454));
    assert_eq!(contrast([255, 0, 0], [255; 3]), Some(400));
    assert_eq!(contrast([90; 3], [90; 3]), Some(100));
}

#[test]
fn a_box_outside_the_picture_is_not_measured() {
    let image = RgbImage::from_pixel(10, 10, Rgb([1, 2, 3]));
    let area = |left, width| PictureWord {
        area: Area {
            left,
            top: 0,
            width,
            height: 10,
        },
        ..PictureWord::default()
    };
    let mut words = [area(11, 5), area(9, 50), area(0, 0), area(u32::MAX, u32::MAX)];
    measure_contrast(&image, &mut words);
    assert!(words.iter().all(|word| word.contrast.is_none()), "{words:?}");
}
