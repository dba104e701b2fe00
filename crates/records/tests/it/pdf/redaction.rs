//! Nothing that was taken out can be found again.

use super::{
    sample::{SECRETS, labels, picture, png, redaction, secret, thread, write},
    streams,
};
use image::Rgb;
use proptest::prelude::*;
use records::pdf::{Area, Block, Picture, Redaction, Text};
use std::collections::BTreeMap;

/// What a file says when all its streams are unpacked and each glyph is read as the file itself says it should be.
pub fn readable(file: &[u8]) -> String {
    let streams = streams(file);
    let mut all = String::from_utf8_lossy(file).into_owned();
    let mut maps: Vec<BTreeMap<u16, String>> = Vec::new();
    for (_, bytes) in &streams {
        let text = String::from_utf8_lossy(bytes).into_owned();
        all.push_str(&text);
        all.push_str(&utf16(bytes));
        if text.contains("beginbfchar") {
            maps.push(meaning(&text));
        }
    }
    all.push_str(&utf16(file));
    for string in all.clone().split("<FEFF").skip(1) {
        all.push_str(&utf16(
            &hex::decode(string.split('>').next().unwrap()).unwrap_or_default(),
        ));
    }
    // Every content read with every font, since who looks for secrets tries that too.
    for (_, bytes) in &streams {
        for glyphs in shown(bytes) {
            for map in &maps {
                all.extend(glyphs.chunks(2).map(|g| {
                    let glyph = u16::from_be_bytes([g[0], *g.get(1).unwrap_or(&0)]);
                    map.get(&glyph).cloned().unwrap_or_default()
                }));
            }
            all.push(' ');
        }
    }
    all
}

fn utf16(bytes: &[u8]) -> String {
    let units = |from: usize| -> String {
        let units: Vec<u16> = bytes[from..]
            .chunks_exact(2)
            .map(|b| u16::from_be_bytes([b[0], b[1]]))
            .collect();
        String::from_utf16_lossy(&units)
    };
    if bytes.len() < 2 {
        String::new()
    } else {
        units(0) + &units(1)
    }
}

fn meaning(cmap: &str) -> BTreeMap<u16, String> {
    let mut map = BTreeMap::new();
    for line in cmap.lines() {
        let parts: Vec<&str> = line.split(['<', '>']).collect();
        if let [_, glyph, _, value, _] = parts.as_slice()
            && glyph.len() == 4
        {
            let units: Vec<u16> = hex::decode(value)
                .unwrap()
                .chunks_exact(2)
                .map(|b| u16::from_be_bytes([b[0], b[1]]))
                .collect();
            map.insert(
                u16::from_str_radix(glyph, 16).unwrap(),
                String::from_utf16_lossy(&units),
            );
        }
    }
    map
}

/// The strings of a content stream, escapes undone.
fn shown(content: &[u8]) -> Vec<Vec<u8>> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < content.len() {
        if content[at] == b'(' {
            let (string, end) = literal(content, at + 1);
            found.push(string);
            at = end;
        } else if content[at] == b'<' {
            let end = content[at..]
                .iter()
                .position(|b| *b == b'>')
                .map_or(content.len(), |e| at + e);
            if let Ok(string) = hex::decode(&content[at + 1..end]) {
                found.push(string);
            }
            at = end;
        }
        at += 1;
    }
    found
}

/// A string in parentheses, and where it ends.
fn literal(content: &[u8], mut at: usize) -> (Vec<u8>, usize) {
    let (mut string, mut depth) = (Vec::new(), 1);
    while let Some(byte) = content.get(at).copied() {
        at += 1;
        match byte {
            b'\\' => {
                let digits = content[at..]
                    .iter()
                    .take(3)
                    .take_while(|b| b.is_ascii_digit())
                    .count();
                if digits > 0 {
                    let octal = std::str::from_utf8(&content[at..at + digits]).unwrap();
                    string.push(u8::from_str_radix(octal, 8).unwrap());
                    at += digits;
                } else {
                    string.push(match content[at] {
                        b'n' => b'\n',
                        b'r' => b'\r',
                        b't' => b'\t',
                        b'b' => 8,
                        b'f' => 12,
                        other => other,
                    });
                    at += 1;
                }
                continue;
            }
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        string.push(byte);
    }
    (string, at - 1)
}

#[test]
fn no_redacted_text_is_anywhere_in_the_file() {
    // The way of reading finds what is there.
    let open = readable(&write(&thread()));
    for there in [
        "Kommentar 7 fra Ola Nordmann",
        "Vegen er åpen igjen.",
        "Tråd: <brøyting>",
        "Side 1 av",
        "En rød og gul veg",
    ] {
        assert!(open.contains(there), "{there}");
    }
    let all = readable(&write(&secret()));
    for secret in SECRETS {
        assert!(!all.contains(secret), "{secret}");
    }
    assert!(
        all.contains("Jeg heter ▇▇▇▇▇ [offl. § 13] (▇▇▇▇▇ [offl. § 13]) og er ▇▇▇▇▇ [offl. § 13]. Svar meg.")
    );
    // Letters that only the secrets hold are not even in the fonts.
    assert!(
        !all.contains("beginbfchar") || !all.contains("<0032>"),
        "the digit 2"
    );
}

#[test]
fn a_redaction_tells_nothing_of_its_length() {
    let file = |name: &str| {
        let mut document = secret();
        let content = format!("Fra {name} i dag");
        let text = Text::redacted(content.clone(), vec![redaction(&content, name, "§")]);
        document.blocks = vec![Block::Paragraph(text)];
        write(&document)
    };
    assert!(file("Bo") == file("Maximilian-Alexander von und zu Hemmelig"));
}

#[test]
fn overlapping_and_impossible_redactions_take_all_that_they_name() {
    let cut = |from, to, ground: &str| Redaction {
        from,
        to,
        ground: ground.to_owned(),
    };
    let shown = |content: &str, redactions| Text::redacted(content, redactions).shown();
    assert_eq!(
        shown("Kari Nordmann bor her", vec![cut(5, 13, "b"), cut(0, 6, "a")]),
        "▇▇▇▇▇ [b; a] bor her".replace("b; a", "a; b")
    );
    assert_eq!(shown("abc", vec![cut(1, 99, "")]), "a▇▇▇▇▇");
    assert_eq!(shown("abc", vec![cut(2, 1, "")]), "abc");
    assert_eq!(shown("abc", vec![cut(9, 12, "")]), "abc");
    // A letter and its accent, a family, a flag: whole.
    assert_eq!(shown("e\u{301}x", vec![cut(0, 1, "")]), "▇▇▇▇▇x");
    assert_eq!(shown("👨\u{200d}👩\u{200d}👧!", vec![cut(2, 3, "")]), "▇▇▇▇▇!");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_shown_holds_no_redacted_letter(content in "[a-m ]{1,60}", from in 0_usize..60, length in 1_usize..30) {
        // Letters of the second half of the alphabet stand for what is secret.
        let secret: String = content.chars().enumerate().map(|(at, c)| {
            if at >= from && at < from + length { 'z' } else { c }
        }).collect();
        let cut = Redaction { from, to: from + length, ground: String::new() };
        let shown = Text::redacted(secret.clone(), vec![cut]).shown();
        prop_assert!(!shown.contains('z'));
        prop_assert_eq!(shown.replace('▇', ""), secret.replace('z', ""));
    }
}

#[test]
fn boxes_are_painted_over_in_the_pixels() {
    let mut secret = picture(600, 400);
    for y in 100..140 {
        for x in 200..360 {
            secret.put_pixel(x, y, Rgb([0, 0, 255]));
        }
    }
    let area = Area {
        x: 200,
        y: 100,
        width: 160,
        height: 40,
    };
    let mut document = thread();
    let shown = |boxes: Vec<Area>, content: Vec<u8>| Picture {
        content,
        alt: "x".into(),
        boxes,
        caption: "".into(),
    };
    document.blocks = vec![Block::Picture(shown(vec![area], png(&secret)))];
    let file = write(&document);
    let streams = streams(&file);
    let pictures: Vec<_> = streams
        .iter()
        .filter(|(head, _)| head.contains("/Subtype /Image"))
        .collect();
    assert_eq!(pictures.len(), 1, "no thumbnail, no original, no mask");
    let read = image::load_from_memory(&pictures[0].1).unwrap().to_rgb8();
    assert_eq!(read.dimensions(), (600, 400));
    for (x, y, pixel) in read.enumerate_pixels() {
        let [r, _, b] = pixel.0;
        assert!(b < 140 || r > 100, "blue at {x} {y}: {pixel:?}");
        if (204..356).contains(&x) && (104..136).contains(&y) {
            assert!(pixel.0.iter().all(|c| *c < 40), "{x} {y}: {pixel:?}");
        }
    }
    // Boxes in what cannot be read cannot be painted: better no document.
    document.blocks = vec![Block::Picture(shown(vec![area], b"no picture".to_vec()))];
    let refused = records::pdf::write(&document, &labels(), &mut Vec::new()).unwrap_err();
    assert_eq!(refused.key(), "export-value-unfit");
    // One that reaches over the edge paints what there is.
    let over = Area {
        x: 590,
        y: 0,
        width: u32::MAX,
        height: u32::MAX,
    };
    document.blocks = vec![Block::Picture(shown(vec![over], png(&secret)))];
    write(&document);
}

/// Boxes are in the picture as it is shown, also when its file says that it is to be turned.
#[test]
fn a_turned_picture_is_painted_where_it_is_seen() {
    let plain = picture(80, 40);
    let mut jpeg = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 95)
        .encode_image(&plain)
        .unwrap();
    // Exif: orientation 6, turn by 90 degrees clockwise.
    let exif = b"\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    jpeg.splice(2..2, exif.iter().copied());
    let mut document = thread();
    document.blocks = vec![Block::Picture(Picture {
        content: jpeg,
        alt: "x".into(),
        boxes: vec![Area {
            x: 0,
            y: 60,
            width: 40,
            height: 20,
        }],
        caption: "".into(),
    })];
    let file = write(&document);
    let streams = streams(&file);
    let (_, bytes) = streams
        .iter()
        .find(|(head, _)| head.contains("/Subtype /Image"))
        .unwrap();
    let read = image::load_from_memory(bytes).unwrap().to_rgb8();
    assert_eq!(read.dimensions(), (40, 80), "turned");
    assert!(read.get_pixel(20, 70).0.iter().all(|c| *c < 30), "painted below");
    assert!(read.get_pixel(20, 10).0[0] > 180, "not above");
    assert!(!bytes.windows(4).any(|w| w == b"Exif"));
}
