//! A record as a document that anyone can read: PDF/A of a thread, a case, a channel.

use super::{history, open};
use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result};
use model::archive::RecordKind;
use model::person::Permission;
use model::{Id as _, Millis, RecordId};
use records::pdf::{Area, Attachment, Block, Document, Labels, Picture, Redaction, Relation, Text};
use serde_json::json;
use std::collections::BTreeMap;

/// Texts and times in the reader's language.
pub struct PdfWords<'a> {
    /// Text of a locale key: `event-…`, `fact-…`, `archive-kind-…`, and the keys `pdf-…`.
    pub text: &'a (dyn Fn(&str) -> String + Send + Sync),
    /// An instant as people write it.
    pub time: &'a (dyn Fn(Millis) -> String + Send + Sync),
    /// Language as BCP 47.
    pub lang: &'a str,
}

/// What is not public of a record, by position in the log. With anything in it, the document has no heading from the
/// record's own words, and no data goes along.
#[derive(Clone, Debug, Default)]
pub struct Cuts {
    /// By position and place: `actor`, `text`, or a fact's label key.
    pub texts: BTreeMap<(i64, String), Vec<Redaction>>,
    /// Boxes by position and name of the part.
    pub pictures: BTreeMap<(i64, String), Vec<Area>>,
    /// Pictures that are left out as a whole.
    pub without: Vec<(i64, String)>,
}

impl Cuts {
    fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.pictures.is_empty() && self.without.is_empty()
    }

    fn text(&self, seq: i64, place: &str, content: String) -> Text {
        let cuts = self
            .texts
            .get(&(seq, place.to_owned()))
            .cloned()
            .unwrap_or_default();
        Text::redacted(content, cuts)
    }
}

/// Writes a record as PDF/A: every event with who, when and what, its pictures, its position in the ledger and the digest
/// of its leaf. With `data`, what the journal keeps of each event goes along as files (PDF/A-3), else it is PDF/A-2.
/// Written to memory, since it goes out only when all of it is made. The export is journalled first.
///
/// # Errors
/// `NotAllowed` (seeing the archive, and exporting it), `NotFound`, `Ledger`, `Refused("export-failed")`,
/// `Refused("export-redacted-data")` when data is asked for of a redacted record.
pub async fn record_pdf(
    flow: &Flow,
    actor: &Actor,
    record: &RecordId,
    words: &PdfWords<'_>,
    cuts: &Cuts,
    data: bool,
) -> Result<Vec<u8>> {
    actor.must(Permission::ExportArchive)?;
    if data && !cuts.is_empty() {
        return Err(Error::refused("export-redacted-data"));
    }
    let shown = history(flow, actor, record).await?;
    let municipality = &actor.municipality;
    let tx = flow.store().begin().await?;
    let event = json!({ "records": 1, "ids": [record.as_str()], "format": "PDF/A" });
    let subject = municipality.id.as_str();
    let event = Event::new(RecordKind::Municipality, subject, "archive.exported", event).by(actor);
    journal::write(flow, &*tx, &municipality.id, vec![event]).await?;
    tx.commit().await?;

    let (text, time) = (words.text, words.time);
    let kind = text(&format!("archive-kind-{}", shown.record.kind.as_str()));
    let first = shown.events.first().map_or(shown.record.opened_at, |e| e.at);
    let last = shown.events.last().map_or(first, |e| e.at);
    let mut blocks = vec![
        Block::Fact(text("pdf-municipality"), municipality.name.as_str().into()),
        Block::Fact(text("pdf-record"), format!("{kind}, {record}").into()),
        Block::Fact(
            text("pdf-period"),
            format!("{} – {}", time(first), time(last)).into(),
        ),
        Block::Fact(text("pdf-made"), time(flow.source().now()).into()),
        Block::Rule,
    ];
    let mut attachments = Vec::new();
    let read = flow.store().read().await?;
    let entries = read.entries_of(&municipality.id, record).await?;
    drop(read);
    let key = open::key(flow, &shown.record)?;
    for (event, entry) in shown.events.into_iter().zip(entries) {
        let known = format!("event-{}", event.kind.replace('.', "-"));
        let name = text(&known);
        let name = if name == known { text("event-other") } else { name };
        blocks.push(Block::Heading(2, name.into()));
        blocks.push(Block::Fact(text("pdf-at"), time(event.at).into()));
        if !event.actor.is_empty() {
            blocks.push(Block::Fact(
                text("pdf-by"),
                cuts.text(event.seq, "actor", event.actor),
            ));
        }
        for (label, value) in event.facts {
            let value = cuts.text(event.seq, &label, value);
            blocks.push(Block::Fact(text(&label), value));
        }
        if event.erased {
            blocks.push(Block::Paragraph(text("pdf-erased").into()));
        }
        if !event.text.is_empty() {
            blocks.push(Block::Paragraph(cuts.text(event.seq, "text", event.text)));
        }
        let read = flow.store().read().await?;
        let parts = read.parts_of(&municipality.id, &entry.id).await?;
        drop(read);
        for part in parts {
            let place = (event.seq, part.name.clone());
            let picture = part.content_type.starts_with("image/") && !cuts.without.contains(&place);
            // Nothing is left of an entry that alone was erased.
            let gone = part.sealed.is_empty() && part.blob.is_empty();
            let Some(key) = key.as_ref().filter(|_| !gone && (picture || data)) else {
                continue;
            };
            let content = open::part(flow, key, &part).await?;
            if picture {
                blocks.push(Block::Picture(Picture {
                    content: content.clone(),
                    alt: text("pdf-picture").into(),
                    boxes: cuts.pictures.get(&place).cloned().unwrap_or_default(),
                    caption: Text::default(),
                }));
            }
            if data {
                let ending = records::noark::format(&part.content_type).extension;
                attachments.push(Attachment {
                    name: format!("{:06}-{}.{ending}", event.seq, part.name.replace('/', "-")),
                    mime: part.content_type,
                    description: part.name,
                    relation: Relation::Source,
                    content,
                });
            }
        }
        let position = text("pdf-position");
        blocks.push(Block::Small(
            format!("{position} {}, {}", event.seq, event.leaf).into(),
        ));
    }
    let title = match shown.title.as_str() {
        "" => kind,
        _ if !cuts.is_empty() => kind,
        title => format!("{kind}: {title}"),
    };
    let document = Document {
        title: title.into(),
        author: municipality.name.clone(),
        producer: concat!("Rettesnor ", env!("CARGO_PKG_VERSION")).to_owned(),
        lang: words.lang.to_owned(),
        created: flow.source().now(),
        blocks,
        attachments,
    };
    let labels = Labels {
        page: text("pdf-page"),
        unreadable: text("pdf-unreadable"),
    };
    let mut out = Vec::new();
    records::pdf::write(&document, &labels, &mut out).map_err(|error| {
        tracing::warn!(%error, "a document could not be written");
        Error::refused("export-failed")
    })?;
    Ok(out)
}
