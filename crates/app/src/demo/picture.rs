//! Draws the demo's pictures: flat landscapes made of polygons, so that nobody's photographs are needed.

use anyhow::{Context, Result, bail};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{FilterType, resize};
use image::{Rgb, RgbImage};

/// Size of a picture; shapes are given in these units.
const SIZE: (i64, i64) = (1200, 800);
/// Drawn this many times larger and then made smaller, so that edges are smooth.
const FINER: i64 = 2;

type Colour = [u8; 3];
type Point = (i64, i64);

/// The picture of a scene as JPEG.
///
/// # Errors
/// A scene that nobody has drawn.
pub fn draw(scene: &str) -> Result<Vec<u8>> {
    let mut canvas = Canvas::new()?;
    match scene {
        "fjord" => fjord(&mut canvas),
        "harbour" => harbour(&mut canvas),
        "aurora" => aurora(&mut canvas),
        "library" => library(&mut canvas),
        "road" => road(&mut canvas),
        "tap" => tap(&mut canvas),
        other => bail!("no scene {other}"),
    }
    canvas.jpeg()
}

fn fjord(c: &mut Canvas) {
    c.gradient(0, 470, [247, 205, 160], [252, 236, 214]);
    c.disc((820, 330), 62, [255, 246, 226]);
    c.polygon(
        &[
            (0, 470),
            (0, 300),
            (150, 210),
            (260, 280),
            (400, 180),
            (560, 320),
            (700, 470),
        ],
        [142, 160, 178],
    );
    c.polygon(
        &[
            (400, 180),
            (330, 229),
            (372, 240),
            (398, 222),
            (440, 248),
            (470, 241),
        ],
        [232, 238, 242],
    );
    c.polygon(
        &[
            (520, 470),
            (760, 350),
            (900, 270),
            (1010, 330),
            (1200, 250),
            (1200, 470),
        ],
        [110, 132, 154],
    );
    c.polygon(
        &[
            (900, 270),
            (858, 294),
            (884, 306),
            (905, 296),
            (938, 310),
            (955, 300),
        ],
        [226, 233, 238],
    );
    c.gradient(470, 800, [122, 164, 182], [48, 92, 116]);
    c.polygon(&[(770, 470), (870, 470), (900, 800), (740, 800)], [158, 178, 178]);
    c.polygon(
        &[(0, 800), (0, 610), (180, 570), (330, 640), (470, 700), (560, 800)],
        [52, 74, 66],
    );
    for (x, y) in [
        (40, 600),
        (95, 592),
        (150, 578),
        (205, 584),
        (262, 612),
        (330, 648),
    ] {
        c.polygon(&[(x - 22, y), (x, y - 92), (x + 22, y)], [36, 56, 50]);
    }
}

fn harbour(c: &mut Canvas) {
    c.gradient(0, 430, [150, 196, 222], [226, 240, 244]);
    c.polygon(
        &[
            (0, 430),
            (0, 330),
            (220, 250),
            (420, 340),
            (640, 240),
            (860, 330),
            (1060, 270),
            (1200, 330),
            (1200, 430),
        ],
        [128, 152, 150],
    );
    c.gradient(430, 800, [92, 142, 160], [40, 84, 106]);
    c.polygon(&[(0, 560), (0, 500), (1200, 470), (1200, 530)], [122, 104, 88]);
    let houses = [
        (60, 170, [168, 52, 44]),
        (250, 150, [206, 156, 66]),
        (420, 190, [232, 228, 214]),
        (640, 160, [168, 52, 44]),
        (830, 150, [64, 98, 116]),
        (1010, 150, [206, 156, 66]),
    ];
    for (x, wide, colour) in houses {
        let (top, foot) = (390 - wide / 5, 512);
        c.polygon(&[(x, foot), (x, top), (x + wide, top), (x + wide, foot)], colour);
        c.polygon(
            &[(x - 12, top), (x + wide / 2, top - 74), (x + wide + 12, top)],
            [66, 62, 64],
        );
        for step in [0, 1] {
            let left = x + 26 + step * (wide - 86);
            c.polygon(
                &[
                    (left, top + 34),
                    (left + 34, top + 34),
                    (left + 34, top + 78),
                    (left, top + 78),
                ],
                [246, 240, 220],
            );
        }
    }
    for (x, y, colour) in [
        (230, 640, [196, 60, 48]),
        (640, 700, [240, 240, 236]),
        (930, 620, [46, 94, 140]),
    ] {
        c.polygon(
            &[(x, y), (x + 190, y), (x + 150, y + 52), (x + 30, y + 52)],
            colour,
        );
        c.polygon(
            &[(x + 80, y - 46), (x + 140, y - 46), (x + 140, y), (x + 80, y)],
            [250, 248, 240],
        );
        c.polygon(
            &[(x + 62, y - 128), (x + 67, y - 128), (x + 67, y), (x + 62, y)],
            [70, 60, 54],
        );
    }
}

fn aurora(c: &mut Canvas) {
    c.gradient(0, 620, [10, 18, 44], [34, 58, 88]);
    for n in 0..70 {
        let (x, y) = ((n * 577 + 91) % SIZE.0, (n * 331 + 17) % 500);
        c.disc((x, y), 1 + n % 2, [214, 226, 240]);
    }
    for (start, lean, strength) in [(120, 220, 150), (420, 260, 120), (760, 180, 95)] {
        for step in 0_i64..46 {
            let x = start + step * 9;
            let wave = (step % 14 - 7).abs() * 9;
            let top = 70 + wave + step * lean / 90;
            c.curtain(x, top, top + 250 - wave, [92, 232, 162], strength);
        }
    }
    c.polygon(
        &[
            (0, 620),
            (0, 500),
            (170, 430),
            (340, 520),
            (520, 420),
            (720, 540),
            (930, 450),
            (1200, 560),
            (1200, 620),
        ],
        [18, 28, 46],
    );
    c.gradient(620, 800, [206, 216, 228], [168, 184, 202]);
    c.polygon(
        &[(820, 640), (820, 560), (900, 500), (980, 560), (980, 640)],
        [120, 40, 38],
    );
    c.polygon(
        &[
            (806, 566),
            (900, 488),
            (994, 566),
            (980, 566),
            (900, 506),
            (820, 566),
        ],
        [226, 232, 240],
    );
    c.polygon(&[(872, 580), (928, 580), (928, 622), (872, 622)], [250, 212, 120]);
}

fn library(c: &mut Canvas) {
    c.gradient(0, 800, [240, 226, 204], [226, 206, 178]);
    let colours: [Colour; 6] = [
        [150, 54, 48],
        [44, 92, 110],
        [206, 160, 74],
        [86, 112, 84],
        [112, 72, 104],
        [222, 208, 184],
    ];
    for shelf in 0..3 {
        let floor = 250 + shelf * 220;
        c.polygon(
            &[(70, floor), (780, floor), (780, floor + 18), (70, floor + 18)],
            [120, 84, 56],
        );
        let mut x = 84;
        for (n, colour) in (0..).zip(colours.iter().cycle()) {
            let (wide, tall) = (26 + (n * 7 + shelf * 5) % 19, 120 + (n * 29 + shelf * 31) % 62);
            if x + wide > 768 {
                break;
            }
            c.polygon(
                &[
                    (x, floor),
                    (x, floor - tall),
                    (x + wide, floor - tall),
                    (x + wide, floor),
                ],
                *colour,
            );
            c.polygon(
                &[
                    (x + 5, floor - tall + 22),
                    (x + wide - 5, floor - tall + 22),
                    (x + wide - 5, floor - tall + 28),
                    (x + 5, floor - tall + 28),
                ],
                [244, 232, 206],
            );
            x += wide + 3;
        }
    }
    c.polygon(&[(50, 60), (74, 60), (74, 720), (50, 720)], [104, 72, 48]);
    c.polygon(&[(776, 60), (800, 60), (800, 720), (776, 720)], [104, 72, 48]);
    c.polygon(&[(0, 720), (1200, 720), (1200, 800), (0, 800)], [142, 102, 70]);
    c.polygon(
        &[(1006, 300), (1014, 300), (1014, 720), (1006, 720)],
        [72, 66, 62],
    );
    c.polygon(
        &[(930, 320), (968, 210), (1052, 210), (1090, 320)],
        [236, 180, 84],
    );
    c.polygon(
        &[
            (860, 720),
            (860, 600),
            (900, 560),
            (1110, 560),
            (1150, 600),
            (1150, 720),
        ],
        [62, 104, 104],
    );
    c.polygon(
        &[
            (894, 640),
            (894, 480),
            (930, 450),
            (1080, 450),
            (1116, 480),
            (1116, 640),
        ],
        [82, 128, 124],
    );
}

fn road(c: &mut Canvas) {
    c.gradient(0, 400, [176, 196, 212], [228, 234, 238]);
    c.polygon(
        &[
            (0, 400),
            (0, 300),
            (240, 220),
            (460, 310),
            (700, 200),
            (960, 320),
            (1200, 250),
            (1200, 400),
        ],
        [214, 224, 232],
    );
    c.polygon(
        &[
            (240, 220),
            (120, 260),
            (200, 280),
            (250, 262),
            (330, 300),
            (380, 277),
        ],
        [244, 248, 250],
    );
    c.gradient(400, 800, [238, 243, 246], [214, 224, 232]);
    c.polygon(&[(560, 400), (640, 400), (980, 800), (220, 800)], [104, 110, 118]);
    for (y, half, tall) in [(440, 3, 26), (510, 5, 40), (610, 8, 60), (730, 12, 70)] {
        c.polygon(
            &[
                (600 - half, y),
                (600 + half, y),
                (600 + half + 2, y + tall),
                (600 - half - 2, y + tall),
            ],
            [242, 226, 150],
        );
    }
    for (x, y, tall) in [
        (470, 460, 70),
        (380, 560, 110),
        (250, 700, 170),
        (730, 460, 70),
        (830, 560, 110),
        (960, 700, 170),
    ] {
        c.polygon(
            &[(x - 4, y), (x + 4, y), (x + 4, y - tall), (x - 4, y - tall)],
            [206, 58, 44],
        );
    }
    c.polygon(
        &[(640, 560), (640, 440), (700, 410), (790, 410), (790, 560)],
        [232, 132, 36],
    );
    c.polygon(&[(654, 490), (654, 446), (702, 424), (702, 490)], [60, 76, 92]);
    c.polygon(&[(560, 580), (590, 500), (650, 510), (650, 586)], [206, 168, 52]);
    c.disc((676, 566), 26, [40, 42, 46]);
    c.disc((762, 566), 26, [40, 42, 46]);
}

fn tap(c: &mut Canvas) {
    c.gradient(0, 800, [214, 232, 238], [240, 246, 248]);
    c.polygon(&[(0, 640), (1200, 640), (1200, 800), (0, 800)], [188, 204, 210]);
    let steel = [126, 142, 152];
    c.polygon(
        &[
            (250, 640),
            (250, 210),
            (330, 140),
            (620, 140),
            (690, 210),
            (690, 300),
            (600, 300),
            (600, 230),
            (340, 230),
            (340, 640),
        ],
        steel,
    );
    c.polygon(&[(400, 140), (400, 92), (540, 92), (540, 140)], [104, 118, 128]);
    c.polygon(&[(360, 92), (360, 66), (580, 66), (580, 92)], steel);
    c.polygon(&[(626, 300), (664, 300), (656, 560), (634, 560)], [96, 170, 206]);
    c.polygon(&[(540, 640), (556, 470), (736, 470), (752, 640)], [236, 244, 247]);
    c.polygon(&[(546, 640), (556, 540), (736, 540), (746, 640)], [112, 182, 214]);
}

/// A picture being drawn.
struct Canvas(RgbImage);

impl Canvas {
    fn new() -> Result<Self> {
        let side = |units: i64| u32::try_from(units * FINER).context("size");
        Ok(Self(RgbImage::new(side(SIZE.0)?, side(SIZE.1)?)))
    }

    /// Colours one row of fine pixels from `from` up to `to`.
    fn row(&mut self, y: i64, from: i64, to: i64, colour: Colour) {
        let Ok(y) = u32::try_from(y) else { return };
        let (from, to) = (from.max(0), to.min(SIZE.0 * FINER));
        for x in from..to {
            if let Ok(x) = u32::try_from(x)
                && let Some(pixel) = self.0.get_pixel_mut_checked(x, y)
            {
                *pixel = Rgb(colour);
            }
        }
    }

    /// Fills the rows `from..to` with colours from `top` to `bottom`.
    fn gradient(&mut self, from: i64, to: i64, top: Colour, bottom: Colour) {
        let rows = (to - from) * FINER;
        for y in 0..rows {
            self.row(from * FINER + y, 0, SIZE.0 * FINER, mix(top, bottom, y, rows));
        }
    }

    /// Fills a polygon, by the even-odd rule.
    fn polygon(&mut self, points: &[Point], colour: Colour) {
        let fine: Vec<Point> = points.iter().map(|(x, y)| (x * FINER, y * FINER)).collect();
        let (Some(top), Some(bottom)) = (fine.iter().map(|p| p.1).min(), fine.iter().map(|p| p.1).max())
        else {
            return;
        };
        for y in top.max(0)..bottom.min(SIZE.1 * FINER) {
            let mut cuts: Vec<i64> = fine
                .iter()
                .zip(fine.iter().cycle().skip(1))
                .filter(|(a, b)| (a.1 <= y) != (b.1 <= y))
                .map(|(a, b)| a.0 + (b.0 - a.0) * (y - a.1) / (b.1 - a.1))
                .collect();
            cuts.sort_unstable();
            for pair in cuts.chunks_exact(2) {
                if let [from, to] = pair {
                    self.row(y, *from, *to, colour);
                }
            }
        }
    }

    fn disc(&mut self, centre: Point, radius: i64, colour: Colour) {
        let (x, y, r) = (centre.0 * FINER, centre.1 * FINER, radius * FINER);
        for dy in -r..=r {
            let half = (r * r - dy * dy).isqrt();
            self.row(y + dy, x - half, x + half, colour);
        }
    }

    /// A strip of light, brightest in its lower third.
    fn curtain(&mut self, x: i64, top: i64, bottom: i64, colour: Colour, strength: i64) {
        let rows = (bottom - top) * FINER;
        for y in 0..rows {
            let third = rows * 2 / 3;
            let glow = if y < third {
                strength * y / third
            } else {
                strength * (rows - y) / (rows - third)
            };
            for dx in 0..9 * FINER {
                let (Ok(px), Ok(py)) = (u32::try_from(x * FINER + dx), u32::try_from(top * FINER + y)) else {
                    continue;
                };
                if let Some(pixel) = self.0.get_pixel_mut_checked(px, py) {
                    *pixel = Rgb(mix(pixel.0, colour, glow, 255));
                }
            }
        }
    }

    fn jpeg(self) -> Result<Vec<u8>> {
        let (wide, tall) = (u32::try_from(SIZE.0)?, u32::try_from(SIZE.1)?);
        let small = resize(&self.0, wide, tall, FilterType::Triangle);
        let mut out = Vec::new();
        JpegEncoder::new_with_quality(&mut out, 88)
            .encode_image(&small)
            .context("cannot encode a picture")?;
        Ok(out)
    }
}

/// `part`/`whole` of the way from `a` to `b`.
fn mix(a: Colour, b: Colour, part: i64, whole: i64) -> Colour {
    let one = |a: u8, b: u8| {
        let (a, b) = (i64::from(a), i64::from(b));
        u8::try_from(a + (b - a) * part / whole.max(1)).unwrap_or(u8::MAX)
    };
    let ([ar, ag, ab], [br, bg, bb]) = (a, b);
    [one(ar, br), one(ag, bg), one(ab, bb)]
}
