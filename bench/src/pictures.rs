//! Taking a picture in and looking for faces in it: processor time of one thread.

use crate::stats::{Spread, verdict};
use ::detect::picture::{Limits, faces, inspect_and_reencode};
use image::{DynamicImage, GenericImage as _, Rgb, RgbImage, imageops::FilterType};
use rustix::time::{ClockId, clock_gettime};

const ROUNDS: usize = 5;
/// What a telephone's camera makes.
const SIZE: (u32, u32) = (4_000, 3_000);
const ACROSS: u32 = 4;
const DOWN: u32 = 3;

pub fn run() {
    println!(
        "Pictures of {} megapixels, one thread",
        SIZE.0 * SIZE.1 / 1_000_000
    );
    let wall = wall();
    let mut file = std::io::Cursor::new(Vec::new());
    wall.write_to(&mut file, image::ImageFormat::Jpeg).unwrap();
    let file = file.into_inner();
    let (mut taken, mut looked, mut per_megapixel, mut found) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for round in 0..=ROUNDS {
        let start = processor();
        let picture = inspect_and_reencode(&file, &Limits::default()).unwrap();
        let took = processor() - start;
        let start = processor();
        found = faces(&picture.pixels).unwrap().len();
        let look = processor() - start;
        // The first round warms up and reads the model.
        if round > 0 {
            taken.push(took * 1_000.0);
            looked.push(look * 1_000.0);
            // It looks at 1,024 pixels of the longer side.
            let examined = 1_024.0 * 1_024.0 * f64::from(SIZE.1) / f64::from(SIZE.0) / 1e6;
            per_megapixel.push(look * 1_000.0 / examined);
        }
    }
    println!(
        "  decoded, turned, written anew ({} kB in): {}",
        file.len() / 1_000,
        Spread::of(&taken).show("ms", 0)
    );
    println!(
        "  looked at for faces, {found} of {} found: {}",
        ACROSS * DOWN,
        Spread::of(&looked).show("ms", 0)
    );
    verdict(
        "looking for faces, a megapixel of what is looked at",
        &per_megapixel,
        0,
        "ms",
        "<= 600",
        |ms| ms <= 600.0,
    );
    println!(
        "    load: {}",
        std::fs::read_to_string("/proc/loadavg")
            .unwrap_or_default()
            .trim()
    );
}

/// A portrait (NASA, public domain) many times over on a plain wall.
fn wall() -> DynamicImage {
    let portrait = include_bytes!("../../crates/detect/tests/pictures/astronaut.jpg");
    let portrait = image::load_from_memory(portrait).unwrap();
    let large = portrait.resize(700, 700, FilterType::Triangle).to_rgb8();
    let mut wall = RgbImage::from_pixel(SIZE.0, SIZE.1, Rgb([120, 130, 140]));
    for n in 0..ACROSS * DOWN {
        let (x, y) = (n % ACROSS * 1_000 + 100, n / ACROSS * 1_000 + 100);
        wall.copy_from(&large, x, y).unwrap();
    }
    wall.into()
}

/// Seconds of processor time of this thread, so that other work on the machine counts for little.
fn processor() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}
