use detect::picture::{Limits, Picture, PictureProblem, inspect_and_reencode};
use image::codecs::gif::GifEncoder;
use image::{DynamicImage, Frame, GenericImageView, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use std::io::Cursor;

/// Red on the left, blue on the right.
pub fn two_colours(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 {
            Rgb([255, 0, 0])
        } else {
            Rgb([0, 0, 255])
        }
    })
    .into()
}

pub fn file(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    image.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

pub fn read(bytes: &[u8]) -> Result<Picture, PictureProblem> {
    inspect_and_reencode(bytes, &Limits::default())
}

fn pixels(picture: &Picture) -> DynamicImage {
    image::load_from_memory(&picture.bytes).unwrap()
}

/// A TIFF block: camera make, orientation, artist, and a GPS directory with a latitude.
fn exif(orientation: u16) -> Vec<u8> {
    let mut tiff = b"II\x2a\x00\x08\x00\x00\x00\x04\x00".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        let mut bytes = Vec::new();
        bytes.extend(tag.to_le_bytes());
        bytes.extend(kind.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value);
        bytes
    };
    let short = orientation.to_le_bytes();
    tiff.extend(entry(0x010f, 2, 4, *b"Cam\0"));
    tiff.extend(entry(0x0112, 3, 1, [short[0], short[1], 0, 0]));
    tiff.extend(entry(0x013b, 2, 4, *b"Ola\0"));
    tiff.extend(entry(0x8825, 4, 1, 62u32.to_le_bytes()));
    tiff.extend([0; 4]);
    assert_eq!(tiff.len(), 62);
    tiff.extend(2u16.to_le_bytes());
    tiff.extend(entry(1, 2, 2, *b"N\0\0\0"));
    tiff.extend(entry(2, 5, 3, 92u32.to_le_bytes()));
    tiff.extend([0; 4]);
    for number in [69u32, 1, 18, 1, 0, 1] {
        tiff.extend(number.to_le_bytes());
    }
    tiff
}

/// Puts a segment behind the first two bytes of a JPEG.
pub fn with_segment(jpeg: &[u8], marker: u8, head: &[u8], body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(2 + head.len() + body.len()).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, marker], &length, head, body, &jpeg[2..]].concat()
}

fn words(picture: &Picture) -> Vec<&str> {
    picture.removed.iter().map(String::as_str).collect()
}

#[test]
fn metadata_goes_is_named_and_the_picture_stands_upright() {
    let jpeg = file(&two_colours(64, 32), ImageFormat::Jpeg);
    let jpeg = with_segment(&jpeg, 0xe1, b"Exif\0\0", &exif(6));
    let before = exif::Reader::new()
        .read_from_container(&mut Cursor::new(&jpeg))
        .unwrap();
    assert!(
        before.fields().any(|field| field.tag == exif::Tag::GPSLatitude),
        "the test file must hold a place"
    );

    let picture = read(&jpeg).unwrap();
    assert_eq!(words(&picture), ["camera", "credit", "exif", "gps"]);
    assert_eq!(
        (picture.width, picture.height, picture.mime),
        (32, 64, "image/jpeg"),
        "turned by 90°"
    );
    let after = exif::Reader::new()
        .read_from_container(&mut Cursor::new(&picture.bytes))
        .map(|_| ());
    assert!(matches!(after, Err(exif::Error::NotFound(_))), "{after:?}");
    for needle in [&b"Exif"[..], b"Cam", b"Ola", b"http://ns.adobe.com"] {
        assert!(!picture.bytes.windows(needle.len()).any(|window| window == needle));
    }
    let top = pixels(&picture).get_pixel(16, 4);
    assert!(
        top[0] > 200 && top[2] < 60,
        "red, left before, is on top after turning: {top:?}"
    );
}

#[test]
fn xmp_credit_and_ai_mark_are_named() {
    let xmp = br#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><photoshop:Credit>Ola</photoshop:Credit>
        <Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType></x:xmpmeta>"#;
    let jpeg = with_segment(
        &file(&two_colours(8, 8), ImageFormat::Jpeg),
        0xe1,
        b"http://ns.adobe.com/xap/1.0/\0",
        xmp,
    );
    assert_eq!(words(&read(&jpeg).unwrap()), ["ai-mark", "credit", "xmp"]);
}

#[test]
fn types_are_told_by_content_and_written_as_jpeg_or_png() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let picture = read(&file(&two_colours(40, 20), format)).unwrap();
        assert_eq!(
            (picture.mime, picture.width, picture.height),
            ("image/jpeg", 40, 20),
            "{format:?}"
        );
        assert_eq!(image::guess_format(&picture.bytes).unwrap(), ImageFormat::Jpeg);
        assert!(picture.removed.is_empty());
    }
    let glass = RgbaImage::from_pixel(10, 10, Rgba([1, 2, 3, 100])).into();
    let picture = read(&file(&glass, ImageFormat::Png)).unwrap();
    assert_eq!(picture.mime, "image/png");
    assert_eq!(pixels(&picture).get_pixel(5, 5), Rgba([1, 2, 3, 100]));
    let deep = DynamicImage::ImageRgb16(two_colours(10, 10).to_rgb16());
    assert_eq!(read(&file(&deep, ImageFormat::Png)).unwrap().mime, "image/jpeg");
}

#[test]
fn a_picture_cut_off_is_unreadable() {
    let noisy = DynamicImage::from(RgbImage::from_fn(200, 200, |x, y| {
        Rgb([(x * 7 % 256) as u8, (y * 13 % 256) as u8, (x * y % 256) as u8])
    }));
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let whole = file(&noisy, format);
        for part in [12, 30, whole.len() / 2] {
            let cut = read(&whole[..part]).map(|picture| picture.mime);
            assert_eq!(cut, Err(PictureProblem::Unreadable), "{format:?} cut at {part}");
        }
    }
}

#[test]
fn two_hundred_megapixels_are_refused_from_the_header() {
    // Signature, IHDR of 20,000 × 10,000 in 16-bit RGBA, an empty IDAT: 1.6 GB if it were allocated.
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8; 4], data: &[u8]| {
        png.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        png.extend(kind);
        png.extend(data);
        png.extend(crc(&[kind, data].concat()).to_be_bytes());
    };
    let mut header = Vec::new();
    header.extend(20_000u32.to_be_bytes());
    header.extend(10_000u32.to_be_bytes());
    header.extend([16, 6, 0, 0, 0]);
    chunk(b"IHDR", &header);
    chunk(b"IDAT", &[]);
    let begun = std::time::Instant::now();
    assert_eq!(
        read(&png),
        Err(PictureProblem::TooLarge {
            megapixels: 200,
            limit: 40
        })
    );
    assert!(begun.elapsed().as_millis() < 500);
}

pub fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                crc >> 1 ^ 0xedb8_8320
            } else {
                crc >> 1
            }
        })
    })
}

#[test]
fn each_limit_holds() {
    let png = file(&two_colours(100, 10), ImageFormat::Png);
    let with = |limits| inspect_and_reencode(&png, &limits);
    assert!(with(Limits::default()).is_ok());
    assert!(matches!(
        with(Limits {
            max_side: 99,
            ..Limits::default()
        }),
        Err(PictureProblem::TooLarge { .. })
    ));
    assert!(matches!(
        with(Limits {
            max_pixels: 999,
            ..Limits::default()
        }),
        Err(PictureProblem::TooLarge { .. })
    ));
    assert!(matches!(
        with(Limits {
            max_memory: 1_000,
            ..Limits::default()
        }),
        Err(PictureProblem::TooLarge { .. })
    ));
    let many = with(Limits {
        max_bytes: 50,
        ..Limits::default()
    });
    assert_eq!(
        many,
        Err(PictureProblem::TooManyBytes {
            bytes: png.len(),
            limit: 50
        })
    );
}

#[test]
fn what_is_no_picture_is_refused() {
    for bytes in [
        &b""[..],
        b"Hei",
        b"<html><script>alert(1)</script></html>",
        b"%PDF-1.7",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"BM\x00\x00",
    ] {
        assert_eq!(read(bytes), Err(PictureProblem::TypeNotAllowed), "{bytes:?}");
    }
}

#[test]
fn a_page_hidden_behind_a_picture_is_gone() {
    let page = b"<html><script>alert(1)</script></html>";
    let polyglot = [file(&two_colours(20, 20), ImageFormat::Png), page.to_vec()].concat();
    let picture = read(&polyglot).unwrap();
    assert!(!picture.bytes.windows(7).any(|window| window == b"<script"));
}

#[test]
fn of_an_animation_the_first_frame_is_kept_and_it_says_so() {
    let gif = |colours: &[[u8; 4]]| {
        let mut bytes = Vec::new();
        let mut encoder = GifEncoder::new(&mut bytes);
        encoder
            .encode_frames(
                colours
                    .iter()
                    .map(|c| Frame::new(RgbaImage::from_pixel(12, 12, Rgba(*c)))),
            )
            .unwrap();
        drop(encoder);
        bytes
    };
    let picture = read(&gif(&[[255, 0, 0, 255], [0, 255, 0, 255], [0, 0, 255, 255]])).unwrap();
    assert_eq!(words(&picture), ["animation"]);
    assert!(pixels(&picture).get_pixel(6, 6)[0] > 200);
    assert!(read(&gif(&[[255, 0, 0, 255]])).unwrap().removed.is_empty());
}

#[test]
fn noise_never_panics() {
    let files = [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Gif,
    ]
    .map(|f| file(&two_colours(16, 16), f));
    let mut state = 1u64;
    for whole in &files {
        for _ in 0..200 {
            let mut bytes = whole.clone();
            for _ in 0..4 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let place = (state >> 33) as usize % bytes.len();
                bytes[place] = (state >> 20) as u8;
            }
            if let Err(problem) = read(&bytes) {
                assert_eq!(problem.key(), problem.to_string());
            }
        }
    }
}
