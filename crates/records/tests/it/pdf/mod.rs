//! PDF/A: what the pages say, what the file may not hold, and what independent programs think of it.

mod peers;
mod redaction;
mod sample;

use flate2::read::ZlibDecoder;
use image::GenericImageView as _;
use records::pdf::{Block, Picture};
use sample::{labels, picture, png, thread, with_attachments, write};
use std::io::Read as _;

/// Dictionary and unpacked bytes of each stream, found without a table of contents, as somebody would who looks for
/// what was forgotten.
pub fn streams(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let find = |from: usize, what: &[u8]| {
        file[from..]
            .windows(what.len())
            .position(|w| w == what)
            .map(|at| from + at)
    };
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(start) = find(at, b">>\nstream\n").map(|start| start + 3) {
        let head = file[..start].windows(4).rposition(|w| w == b"obj\n").unwrap();
        let head = String::from_utf8_lossy(&file[head..start]).into_owned();
        let length: usize = head
            .split("/Length ")
            .nth(1)
            .unwrap()
            .split(|c: char| !c.is_ascii_digit())
            .next()
            .unwrap()
            .parse()
            .unwrap();
        let bytes = &file[start + 7..start + 7 + length];
        let plain = if head.contains("/FlateDecode") {
            let mut plain = Vec::new();
            ZlibDecoder::new(bytes).read_to_end(&mut plain).unwrap();
            plain
        } else {
            bytes.to_vec()
        };
        found.push((head, plain));
        at = start + 7 + length;
    }
    found
}

fn text(file: &[u8]) -> String {
    String::from_utf8_lossy(file).into_owned()
}

#[test]
fn the_file_is_built_as_pdf_a_wants_it() {
    for (document, part) in [(thread(), 2), (with_attachments(), 3)] {
        let file = write(&document);
        let raw = text(&file);
        assert!(raw.starts_with("%PDF-1.7\n%"));
        assert!(
            file[10..14].iter().all(|b| *b >= 128),
            "a comment of four high bytes follows"
        );
        assert!(raw.trim_end().ends_with("%%EOF"));
        assert_eq!(raw.matches("%%EOF").count(), 1, "one revision");
        for needed in [
            "/ID [",
            "/Type /OutputIntent",
            "/S /GTS_PDFA1",
            "/DestOutputProfile",
            "/Marked true",
            "/Lang (nb)",
            "/StructTreeRoot",
            "/ParentTree",
            "/DisplayDocTitle true",
            "/ToUnicode",
            "/CIDToGIDMap /Identity",
            "/FontFile2",
        ] {
            assert!(raw.contains(needed), "{needed}");
        }
        for forbidden in [
            "/Encrypt",
            "/JavaScript",
            "/JS",
            "/Launch",
            "/OpenAction",
            "/AA ",
            "/SMask",
            "/LZWDecode",
            "/Annots",
            "/Interpolate true",
            "/XFA",
            "/Alternates",
            "/TR ",
        ] {
            assert!(!raw.contains(forbidden), "{forbidden}");
        }
        let trailer = raw.rsplit("trailer").next().unwrap();
        assert!(!trailer.contains("/Info"), "no second place for metadata");
        let streams = streams(&file);
        let (head, xmp) = streams
            .iter()
            .find(|(head, _)| head.contains("/Type /Metadata"))
            .unwrap();
        assert!(!head.contains("/Filter"), "readable as it is");
        let xmp = text(xmp);
        assert!(xmp.contains(&format!(
            "<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>B<"
        )));
        assert!(xmp.contains("Tråd: &lt;brøyting&gt; &amp; strøing"), "{xmp}");
        assert!(xmp.contains("<xmp:CreateDate>2025-10-09T08:53:20.000Z<"));
        let (_, profile) = streams.iter().find(|(head, _)| head.contains("/N 3")).unwrap();
        assert_eq!(&profile[36..40], b"acsp");
        assert_eq!(profile[..4], u32::try_from(profile.len()).unwrap().to_be_bytes());
    }
    assert!(text(&write(&with_attachments())).contains("/AFRelationship /Source"));
}

#[test]
fn the_same_document_gives_the_same_file() {
    assert!(write(&thread()) == write(&thread()));
    let mut other = thread();
    other.blocks.pop();
    let id = |file: &[u8]| {
        text(file)
            .split("/ID [")
            .nth(1)
            .unwrap()
            .chars()
            .take(40)
            .collect::<String>()
    };
    assert_ne!(id(&write(&thread())), id(&write(&other)));
}

#[test]
fn every_mark_is_in_the_tree_and_pictures_say_what_they_show() {
    let file = write(&thread());
    let raw = text(&file);
    let marks: usize = streams(&file)
        .iter()
        .filter(|(head, _)| !head.contains("/Type") && !head.contains("/Length1") && !head.contains("/N 3"))
        .map(|(_, content)| text(content).matches("/MCID").count())
        .sum();
    assert!(marks > 160, "{marks}");
    assert_eq!(raw.matches("/Type /MCR").count(), marks);
    assert_eq!(raw.matches("/S /Figure").count(), 1);
    assert!(
        raw.contains("/Alt <FEFF0045006E") || raw.contains("/Alt (En r"),
        "{raw:.0}"
    );
    assert_eq!(raw.matches("/S /H2").count(), 2);
    assert_eq!(raw.matches("/S /H3").count(), 40);
}

#[test]
fn pictures_are_made_anew_no_larger_than_needed_and_without_what_came_along() {
    let mut document = thread();
    let mut content = png(&picture(1500, 500));
    // A comment in the picture's file, as cameras and programs leave them.
    content.extend_from_slice(b"GPS 59.91 10.75 Kari");
    document.blocks = vec![
        Block::Picture(Picture {
            content,
            alt: "x".into(),
            boxes: Vec::new(),
            caption: "".into(),
        }),
        Block::Picture(Picture {
            content: b"no picture".to_vec(),
            alt: "En video".into(),
            boxes: Vec::new(),
            caption: "".into(),
        }),
    ];
    let file = write(&document);
    let streams = streams(&file);
    let pictures: Vec<_> = streams
        .iter()
        .filter(|(head, _)| head.contains("/Subtype /Image"))
        .collect();
    assert_eq!(pictures.len(), 1, "what cannot be read is named by words");
    assert!(!text(&pictures[0].1).contains("GPS"));
    let read = image::load_from_memory(&pictures[0].1).unwrap();
    assert_eq!(read.dimensions(), (1350, 450));
}

#[test]
fn a_document_without_title_or_language_is_refused() {
    let refused = |change: &dyn Fn(&mut records::pdf::Document)| {
        let mut document = thread();
        change(&mut document);
        records::pdf::write(&document, &labels(), &mut Vec::new())
            .unwrap_err()
            .key()
    };
    assert_eq!(refused(&|d| d.title = " ".into()), "export-value-unfit");
    assert_eq!(refused(&|d| d.lang = "nb)/JS".to_owned()), "export-value-unfit");
    let mut twice = with_attachments();
    twice.attachments[1].name = twice.attachments[0].name.clone();
    assert!(records::pdf::write(&twice, &labels(), &mut Vec::new()).is_err());
}
