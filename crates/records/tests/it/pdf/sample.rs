//! A thread with a post, a picture, comments and a decision.

use image::{ImageFormat, Rgb, RgbImage};
use model::Millis;
use records::pdf::{Attachment, Block, Document, Labels, Picture, Redaction, Relation, Text};
use std::io::Cursor;

pub fn labels() -> Labels {
    Labels {
        page: "Side {page} av {pages}".to_owned(),
        unreadable: "(bildet kan ikke vises)".to_owned(),
    }
}

pub fn write(document: &Document) -> Vec<u8> {
    let mut out = Vec::new();
    records::pdf::write(document, &labels(), &mut out).unwrap();
    out
}

/// Stripes that no other picture here has.
pub fn picture(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        if (x / 20 + y / 20) % 2 == 0 {
            Rgb([220, 40, 40])
        } else {
            Rgb([240, 240, 80])
        }
    })
}

pub fn png(picture: &RgbImage) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, ImageFormat::Png).unwrap();
    out.into_inner()
}

pub fn redaction(content: &str, part: &str, ground: &str) -> Redaction {
    let at = content.find(part).unwrap();
    let from = content[..at].chars().count();
    Redaction {
        from,
        to: from + part.chars().count(),
        ground: ground.to_owned(),
    }
}

pub fn thread() -> Document {
    let mut blocks = vec![
        Block::Fact("Kommune".to_owned(), "Eksempel kommune".into()),
        Block::Fact("Periode".to_owned(), "1. oktober – 9. oktober 2025".into()),
        Block::Rule,
        Block::Heading(2, "Innlegg".into()),
        Block::Fact(
            "Skrevet".to_owned(),
            "9. oktober 2025 kl. 10:53 av Redaktør".into(),
        ),
        Block::Paragraph("Vegen er åpen igjen.\n\nTakk til brøytebilen! 🚜😀\u{fe0f} Ðe̋ \u{10900}".into()),
        Block::Picture(Picture {
            content: png(&picture(640, 400)),
            alt: "En rød og gul veg".into(),
            boxes: Vec::new(),
            caption: "Foto: Kommunen".into(),
        }),
        Block::Heading(2, "Kommentarer".into()),
    ];
    for n in 1..=40 {
        blocks.push(Block::Heading(
            3,
            format!("Kommentar {n} fra Ola Nordmann").into(),
        ));
        blocks.push(Block::Fact("Tilstand".to_owned(), "skjult, grunn § 4 b".into()));
        let long = "Dette er en lang kommentar om brøyting, strøing og alt som hører vinteren til. "
            .repeat(n % 7 + 1);
        blocks.push(Block::Paragraph(long.into()));
        blocks.push(Block::Small(
            format!("Plass {n} i hovedboka, {}", "ab".repeat(32)).into(),
        ));
    }
    blocks.push(Block::Paragraph("a".repeat(400).into()));
    Document {
        title: "Tråd: <brøyting> & strøing".into(),
        author: "Eksempel kommune".to_owned(),
        producer: "Rettesnor 0.1".to_owned(),
        lang: "nb".to_owned(),
        created: Millis(1_760_000_000_000),
        blocks,
        attachments: Vec::new(),
    }
}

pub fn with_attachments() -> Document {
    let mut document = thread();
    document.attachments = vec![
        Attachment {
            name: "tråd.json".to_owned(),
            mime: "application/json".to_owned(),
            description: "Tråden som data".to_owned(),
            relation: Relation::Data,
            content: br#"{"comments":40}"#.to_vec(),
        },
        Attachment {
            name: "bilde.png".to_owned(),
            mime: "image/png".to_owned(),
            description: "Bildet".to_owned(),
            relation: Relation::Source,
            content: png(&picture(40, 40)),
        },
    ];
    document
}

/// Every secret that [`secret`] takes out.
pub const SECRETS: &[&str] = &[
    "Kari Hemmelig",
    "Hemmelig",
    "01019912345",
    "psykisk syk",
    "Storgata 13",
];

/// A document with things that are not public in every place that holds text.
pub fn secret() -> Document {
    let mut document = thread();
    let text = |content: &str, parts: &[&str]| {
        let redactions = parts
            .iter()
            .map(|part| redaction(content, part, "offl. § 13"))
            .collect();
        Text::redacted(content, redactions)
    };
    document.title = text("Klage fra Kari Hemmelig", &["Kari Hemmelig"]);
    document.blocks = vec![
        Block::Heading(2, text("Om Kari Hemmelig", &["Kari Hemmelig"])),
        Block::Fact(
            "Avsender".to_owned(),
            text("Kari Hemmelig, Storgata 13", &["Kari Hemmelig", "Storgata 13"]),
        ),
        Block::Paragraph(text(
            "Jeg heter Kari Hemmelig (01019912345) og er psykisk syk. Svar meg.",
            &["Kari Hemmelig", "01019912345", "psykisk syk"],
        )),
        Block::Small(text("Kari Hemmelig", &["Kari Hemmelig"])),
    ];
    document
}
