//! Files that are made to hurt: each is refused with a reason or becomes a plain picture, within bounded time.

use crate::picture::{crc, file, read, two_colours, with_segment};
use crate::spent::Spent;
use detect::picture::PictureProblem;
use image::codecs::gif::GifEncoder;
use image::{Frame, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use std::time::Duration;

/// In seconds; a busy machine and a build without optimisation are slow, endless loops are slower.
const LIMIT: Duration = Duration::from_secs(20);

fn within<T>(work: impl FnOnce() -> T) -> T {
    let begun = Spent::now();
    let done = work();
    assert!(begun.elapsed() < LIMIT, "took {:?}", begun.elapsed());
    done
}

fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    let sum = crc(&[kind, body].concat()).to_be_bytes();
    [&length[..], kind, body, &sum].concat()
}

fn zipped(byte: u8, count: usize) -> Vec<u8> {
    use std::io::Write as _;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let block = vec![byte; 1 << 16];
    for _ in 0..count >> 16 {
        encoder.write_all(&block).unwrap();
    }
    encoder.finish().unwrap()
}

fn png(width: u32, height: u32, chunks: &[Vec<u8>]) -> Vec<u8> {
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([8, 2, 0, 0, 0]);
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    out.extend(chunk(b"IHDR", &header));
    out.extend(chunks.concat());
    out.extend(chunk(b"IEND", &[]));
    out
}

#[test]
fn a_bomb_of_few_bytes_and_many_pixels_is_refused_from_its_header() {
    let bomb = png(12_000, 12_000, &[chunk(b"IDAT", &zipped(0, 12_000 * 36_001))]);
    assert!(bomb.len() < 5_000_000, "of 432 million bytes");
    let answer = within(|| read(&bomb));
    assert!(
        matches!(answer, Err(PictureProblem::TooLarge { megapixels: 144, .. })),
        "{:?}",
        answer.map(|p| p.mime)
    );
}

#[test]
fn data_for_more_pixels_than_announced_is_not_unpacked() {
    let bomb = png(10, 10, &[chunk(b"IDAT", &zipped(0, 300 << 20))]);
    let picture = within(|| read(&bomb));
    assert!(picture.is_ok_and(|picture| (picture.width, picture.height) == (10, 10)));
}

#[test]
fn a_text_that_unpacks_to_gigabytes_is_not_unpacked() {
    let mut body = b"XML:com.adobe.xmp\0\x01\0\0\0".to_vec();
    body.extend(zipped(b'a', 1 << 28));
    let pixels = chunk(b"IDAT", &zipped(0, 1 << 16));
    let bomb = png(10, 10, &[chunk(b"iTXt", &body), pixels]);
    let answer = within(|| read(&bomb));
    assert!(answer.is_ok() || answer == Err(PictureProblem::Unreadable));
    let mut body = b"icc\0\0".to_vec();
    body.extend(zipped(b'a', 1 << 28));
    let bomb = png(
        10,
        10,
        &[chunk(b"iCCP", &body), chunk(b"IDAT", &zipped(0, 1 << 16))],
    );
    assert!(within(|| read(&bomb)).is_ok());
}

/// Found by the fuzzer: the decoder of WebP takes the four gigabytes that the chunk announces before it reads them.
#[test]
fn a_chunk_that_says_it_is_longer_than_the_file_takes_no_memory() {
    let webp = file(&two_colours(40, 20), ImageFormat::WebP);
    let mut overlong = webp.clone();
    overlong.extend(b"EXIF\x32\xff\xff\xff\0\0\0\0MM\0*");
    let size = u32::try_from(overlong.len() - 8).unwrap().to_le_bytes();
    overlong[4..8].copy_from_slice(&size);
    assert_eq!(read(&overlong).unwrap_err(), PictureProblem::Unreadable);
    assert!(read(&webp).is_ok());
}

#[test]
fn ten_megabytes_of_junk_around_a_picture_are_dropped() {
    let mut tiny = file(&two_colours(20, 20), ImageFormat::Png);
    let junk: Vec<u8> = (0..100_000).flat_map(|_| chunk(b"juNk", &[7; 90])).collect();
    assert!(junk.len() > 10_000_000);
    let end = tiny.split_off(33);
    let stuffed = [tiny, junk, end].concat();
    let picture = within(|| read(&stuffed)).unwrap();
    assert!(picture.bytes.len() < 5_000);
    let mut jpeg = file(&two_colours(20, 20), ImageFormat::Jpeg);
    let comments = with_segment(&[0xff, 0xd8], 0xfe, b"", &[b'x'; 60_000])
        .split_off(2)
        .repeat(170);
    let end = jpeg.split_off(2);
    let stuffed = [jpeg, comments, end].concat();
    assert!(stuffed.len() > 10_000_000);
    let picture = within(|| read(&stuffed)).unwrap();
    assert!(picture.bytes.len() < 5_000);
}

#[test]
fn of_ten_thousand_frames_one_is_decoded() {
    let mut gif = Vec::new();
    let mut encoder = GifEncoder::new(&mut gif);
    for n in 0..10_000u32 {
        let [_, _, high, low] = n.to_be_bytes();
        let pixels = RgbaImage::from_pixel(8, 8, Rgba([high, low, 0, 255]));
        encoder.encode_frame(Frame::new(pixels)).unwrap();
    }
    drop(encoder);
    let picture = within(|| read(&gif)).unwrap();
    assert_eq!(picture.removed, ["animation"]);
    assert_eq!((picture.width, picture.height), (8, 8));
}

#[test]
fn a_file_that_is_two_things_at_once_becomes_one() {
    let archive = b"PK\x03\x04\x14\0\0\0\0\0secret.txtPK\x01\x02PK\x05\x06";
    let page = b"<html><body><script>alert(1)</script></body></html>";
    let jpeg = file(&two_colours(20, 20), ImageFormat::Jpeg);
    let behind = [&jpeg[..], archive].concat();
    let inside = with_segment(&jpeg, 0xfe, b"*/=1;/*", page);
    let gif = [&file(&two_colours(20, 20), ImageFormat::Gif)[..], page].concat();
    for polyglot in [&behind, &inside, &gif] {
        let picture = within(|| read(polyglot)).unwrap();
        for needle in [&b"PK\x03\x04"[..], b"secret", b"<script"] {
            assert!(!picture.bytes.windows(needle.len()).any(|part| part == needle));
        }
    }
    assert_eq!(read(&behind).unwrap().removed, ["appended"]);
    // A page that begins as a page is no picture, whatever comes after.
    assert_eq!(
        read(&[&page[..], &jpeg].concat()).map(|picture| picture.mime),
        Err(PictureProblem::TypeNotAllowed)
    );
}

/// Phones hide a film behind the picture; bytes in it may look like the beginning of another picture.
#[test]
fn a_film_behind_a_picture_is_no_reason_to_refuse_it() {
    let jpeg = file(&two_colours(20, 20), ImageFormat::Jpeg);
    let film = b"\0\0\0\x18ftypmp42\xff\xd8\xff\xda\0\x0c and on without an end";
    let picture = read(&[&jpeg[..], film].concat()).unwrap();
    assert_eq!(picture.removed, ["appended"]);
    // A file that does not even begin as a picture is none.
    let stray = [&jpeg[..2], &b"\0\0"[..], &jpeg[2..jpeg.len() - 2]].concat();
    assert_eq!(
        read(&stray).map(|picture| picture.mime),
        Err(PictureProblem::TypeNotAllowed)
    );
}

#[test]
fn a_picture_too_heavy_for_networks_is_made_smaller_and_says_so() {
    let mut state = 1u32;
    let noise = RgbImage::from_fn(2_200, 1_400, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [a, b, c, _] = state.to_be_bytes();
        Rgb([a, b, c])
    });
    let heavy = file(&noise.into(), ImageFormat::Jpeg);
    assert!(heavy.len() > 2_000_000);
    let picture = within(|| read(&heavy)).unwrap();
    assert!(picture.bytes.len() <= 2_000_000);
    assert_eq!(picture.removed, ["resolution"]);
    assert!(
        picture.width < 2_200
            && (picture.pixels.width(), picture.pixels.height()) == (picture.width, picture.height)
    );
    let ratio = f64::from(picture.width) / f64::from(picture.height);
    assert!((ratio - 2_200.0 / 1_400.0).abs() < 0.01, "{ratio}");
}
