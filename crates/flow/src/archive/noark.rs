//! Makes an export that is a Noark 5.5 extraction in a DIAS package.

use super::exports::{Choosing, PACKAGE, SAVE_EVERY, blocking, come_so_far, disk, unwritten};
use super::{facts, open, read::heading};
use crate::{Error, Flow, Result};
use jiff::tz::TimeZone;
use ledger::{LedgerError, RecordKey};
use model::archive::{Entry, Record, RecordKind};
use model::export::{Export, ExportProgress};
use model::municipality::Municipality;
use model::{Id as _, Millis};
use records::ExportError;
use records::dias::{self, Package};
use records::noark::codes::{
    CorrespondentKind, JournalKind, Restriction, ShieldedDocument, ShieldedMetadata, Variant,
};
use records::noark::{
    Archive, Change, Class, Classification, Correspondent, Document, File, Folder, Journal, Kind,
    Registration, Series, Shielding, Writer, id,
};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;
use store::{Cursor, RecordFilter};

/// Records read at a time.
const PAGE: usize = 100;
const SOFTWARE: &str = "Rettesnor";
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Text of a locale key in the municipality's language.
type Words<'a> = &'a (dyn Fn(&str) -> String + Send + Sync);

/// An extraction at work.
struct Making<'a> {
    flow: &'a Flow,
    municipality: &'a Municipality,
    zone: TimeZone,
    choosing: Choosing,
    writer: Writer,
    /// Entries that are in it.
    entries: i64,
}

/// Makes the extraction of an export below `workshop`, checks it like somebody else's, and packs it into the folder
/// [`PACKAGE`] when nothing is wrong with it: `<uuid>.tar` and, beside it, `<uuid>.xml`. One entry is in memory at a time,
/// and the texts of one record. After a stop it is begun anew.
///
/// What is not public: records of cases, and of the municipality's own people, as a whole; the author of a comment that
/// was hidden. Titles say what happened and never quote anybody.
///
/// # Errors
/// `Ledger`; `Conflict` when the export was removed meanwhile; `DiskFull`, `ReadOnly`; `Refused("export-failed")` when it cannot be
/// written or does not pass its own check.
pub(super) async fn extract(
    flow: &Flow,
    export: &mut Export,
    municipality: &Municipality,
    workshop: &Path,
) -> Result<()> {
    let (staging, package) = (workshop.join("extraction"), workshop.join(PACKAGE));
    let (old, new) = (workshop.to_owned(), package.clone());
    blocking(move || {
        match std::fs::remove_dir_all(&old) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(disk(&error)),
            _ => {}
        }
        let mut folder = std::fs::DirBuilder::new();
        folder
            .recursive(true)
            .mode(0o700)
            .create(&new)
            .map_err(|e| disk(&e))
    })
    .await?;
    export.progress = ExportProgress::default();
    let zone = model::calendar::zone(municipality.country);
    let opened = stage(flow, export, municipality, &zone, &staging).await?;
    let package_id = id("package", export.id.as_str());
    let package_of = Package {
        id: package_id.clone(),
        label: format!(
            "{}: {}",
            municipality.name,
            flow.word(municipality, "noark-archive")
        ),
        organisation: municipality.name.clone(),
        system: (SOFTWARE.to_owned(), VERSION.to_owned()),
        standard: ("Noark5".to_owned(), "5.5".to_owned()),
        agreement: export.choice.handover.agreement.clone(),
        receiver: export.choice.handover.receiver.clone(),
        period: (opened, export.asked_at),
        created: export.asked_at,
        zone,
    };
    blocking(move || {
        let wrong = records::noark::check(&staging).map_err(|e| disk(&e))?;
        if let Some(first) = wrong.first() {
            tracing::error!(
                count = wrong.len(),
                ?first,
                "an extraction does not pass its check"
            );
            return Err(Error::refused("export-failed"));
        }
        pack(&staging, &package.join(package_id), &package_of).map_err(unwritten)?;
        std::fs::remove_dir_all(&staging).map_err(|e| disk(&e))
    })
    .await
}

/// Makes the extraction in `staging`; when the first of its records was opened.
async fn stage(
    flow: &Flow,
    export: &mut Export,
    municipality: &Municipality,
    zone: &TimeZone,
    staging: &Path,
) -> Result<Millis> {
    let (now, size) = (export.asked_at, export.size);
    let mut opened = now;
    for kind in RecordKind::ALL {
        let mut after = None;
        while let Some(page) = records_of(flow, municipality, *kind, &mut after).await? {
            opened = page.iter().map(|r| r.opened_at).fold(opened, Millis::min);
        }
    }
    let word = |key: &str| flow.word(municipality, key);
    let archive = Archive {
        id: id("archive", municipality.id.as_str()),
        title: word("noark-archive"),
        by: SOFTWARE.to_owned(),
        creator_id: municipality.org_number.clone(),
        creator: municipality.name.clone(),
        system: format!("{SOFTWARE} {VERSION}"),
        zone: zone.clone(),
        opened,
        closed: now,
    };
    let mut making = Making {
        flow,
        municipality,
        zone: zone.clone(),
        choosing: Choosing::new(export, municipality)?,
        writer: Writer::create(staging, archive, flow.noark_schemas()).map_err(unwritten)?,
        entries: 0,
    };
    let series = Series {
        id: id("series", municipality.id.as_str()),
        title: word("noark-series"),
        description: String::new(),
        opened,
        closed: now,
        classification: Some(Classification {
            id: id("classification", municipality.id.as_str()),
            kind: String::new(),
            title: word("noark-classification"),
        }),
    };
    making.writer.series(series).map_err(unwritten)?;
    let mut saved = 0;
    let mut seen = 0;
    let class_of = |kind: RecordKind| Class {
        id: id("class", &format!("{}/{}", municipality.id, kind.as_str())),
        code: kind.as_str().to_owned(),
        title: word(&format!("archive-kind-{}", kind.as_str())),
        created: opened,
    };
    for kind in RecordKind::ALL {
        let mut class = Some(class_of(*kind));
        let mut after = None;
        while let Some(records) = records_of(flow, municipality, *kind, &mut after).await? {
            for record in records {
                let read = flow.store().read().await?;
                let mut entries = read.entries_of(&record.municipality, &record.id).await?;
                // What is journalled from now on is in the next extraction.
                entries.retain(|entry| entry.seq < size);
                seen += i64::try_from(entries.len()).unwrap_or(0);
                let mut chosen = Vec::with_capacity(entries.len());
                for entry in entries {
                    if making.choosing.of(flow, &*read, export, &entry).await?.is_some() {
                        chosen.push(entry);
                    }
                }
                drop(read);
                if !chosen.is_empty() {
                    if let Some(class) = class.take() {
                        making.writer.class(class).map_err(unwritten)?;
                    }
                    making.one(&record, chosen).await?;
                }
                if seen - saved >= SAVE_EVERY || seen >= size {
                    saved = seen;
                    (export.progress.seq, export.progress.entries) = (seen, making.entries);
                    come_so_far(flow, export).await?;
                }
            }
        }
    }
    if making.entries == 0 {
        // A classification has at least one class, also where nothing is in it.
        let class = class_of(RecordKind::Municipality);
        making.writer.class(class).map_err(unwritten)?;
    }
    let writer = making.writer;
    blocking(move || writer.finish().map_err(unwritten)).await?;
    Ok(opened)
}

/// Packs what is staged. The description comes last: where it is, the package is whole.
fn pack(staging: &Path, to: &Path, package: &Package) -> std::result::Result<(), ExportError> {
    let tar = std::fs::File::create_new(to.with_extension("tar"))?;
    let packed = dias::write(staging, package, std::io::BufWriter::new(&tar))?;
    tar.sync_all()?;
    let info = std::fs::File::create_new(to.with_extension("xml"))?;
    dias::info(package, &packed, std::io::BufWriter::new(&info))?;
    Ok(info.sync_all()?)
}

/// The next page of records of a kind; `None` after the last. `after` begins and ends as `None`.
async fn records_of(
    flow: &Flow,
    municipality: &Municipality,
    kind: RecordKind,
    after: &mut Option<Option<Cursor>>,
) -> Result<Option<Vec<Record>>> {
    let from = match after {
        Some(None) => return Ok(None),
        Some(Some(cursor)) => Some(cursor.clone()),
        None => None,
    };
    let read = flow.store().read().await?;
    let filter = RecordFilter { kind: Some(kind) };
    let page = read
        .records(&municipality.id, &filter, from.as_ref(), PAGE)
        .await?;
    *after = Some(page.next);
    Ok(Some(page.items))
}

/// An entry with its parts: name, media type, bytes.
struct Opened {
    entry: Entry,
    data: Value,
    parts: Vec<(model::PartId, String, String, Option<Vec<u8>>)>,
}

async fn opened(flow: &Flow, record: &Record, key: Option<&RecordKey>, entry: Entry) -> Result<Opened> {
    let read = flow.store().read().await?;
    let mut found = Opened {
        parts: Vec::new(),
        data: Value::Null,
        entry,
    };
    for part in read.parts_of(&record.municipality, &found.entry.id).await? {
        // Nothing is left of an entry that alone was erased.
        let gone = part.sealed.is_empty() && part.blob.is_empty();
        let content = match key.filter(|_| !gone) {
            Some(key) => Some(open::part(flow, key, &part).await?),
            None => None,
        };
        if let Some(content) = content.as_ref().filter(|_| part.name == "data") {
            found.data = serde_json::from_slice(content).map_err(|_| LedgerError::Damaged)?;
        }
        found.parts.push((part.id, part.name, part.content_type, content));
    }
    Ok(found)
}

/// What is known of a record before its folder is written.
#[derive(Default)]
struct Glance {
    title: String,
    responsible: String,
    /// Items that were hidden.
    hidden: BTreeSet<String>,
}

fn text<'a>(data: &'a Value, place: &str) -> &'a str {
    data.pointer(place).and_then(Value::as_str).unwrap_or_default()
}

impl Making<'_> {
    /// Writes one record as a folder with a registration for each entry.
    async fn one(&mut self, record: &Record, entries: Vec<Entry>) -> Result<()> {
        let Some(first) = entries.first().cloned() else {
            return Ok(());
        };
        let (flow, municipality) = (self.flow, self.municipality);
        let key = open::key(flow, record)?;
        self.entries += i64::try_from(entries.len()).unwrap_or(0);
        let last = entries.last().map_or(first.at, |entry| entry.at);
        let mut glance = Glance::default();
        for entry in &entries {
            let data = opened(flow, record, key.as_ref(), entry.clone()).await?.data;
            // A comment's own words are no title: they may be hidden, or name somebody.
            if let Some(title) = heading(record.kind, &data).filter(|_| record.kind != RecordKind::Item) {
                glance.title = title;
            }
            if glance.responsible.is_empty() {
                glance.responsible = text(&data, "/actor/name").to_owned();
            }
            if entry.kind == "moderation.decided" && text(&data, "/act") == "hide" {
                glance.hidden.insert(text(&data, "/item").to_owned());
            }
        }
        let words = |key: &str| flow.word(municipality, key);
        let kind = words(&format!("archive-kind-{}", record.kind.as_str()));
        let year = first.at.timestamp().to_zoned(self.zone.clone()).year();
        let sequence = number(first.seq);
        let secret = matches!(record.kind, RecordKind::Case | RecordKind::Municipality);
        let folder = Folder {
            id: id("record", record.id.as_str()),
            number: format!("{year}/{sequence}"),
            year,
            sequence,
            title: if glance.title.is_empty() {
                kind.clone()
            } else {
                glance.title
            },
            public_title: if secret {
                format!("{kind} *****")
            } else {
                String::new()
            },
            description: String::new(),
            opened: first.at,
            closed: last,
            by: SOFTWARE.to_owned(),
            unit: municipality.name.clone(),
            responsible: if glance.responsible.is_empty() {
                SOFTWARE.to_owned()
            } else {
                glance.responsible
            },
            parties: Vec::new(),
            remarks: Vec::new(),
            shielding: secret.then(|| shielding(&words, vec![ShieldedMetadata::All])),
            retention: None,
            fields: vec![
                ("record".to_owned(), record.id.to_string()),
                ("subject".to_owned(), record.subject.clone()),
            ],
        };
        self.writer.folder(folder).map_err(unwritten)?;
        let mut seen: HashMap<String, (String, String)> = HashMap::new();
        for (place, entry) in entries.into_iter().enumerate() {
            let open = opened(flow, record, key.as_ref(), entry).await?;
            let item = text(&open.data, "/item").to_owned();
            let said = facts::text(&open.data);
            let shield = !item.is_empty() && glance.hidden.contains(&item);
            let of = registration(
                &words,
                open,
                shield,
                (u64::try_from(place).unwrap_or(0) + 1, last),
                &self.zone,
            );
            self.writer.registration(&of).map_err(unwritten)?;
            if item.is_empty() || !matches!(of.kind, Kind::Journal(_)) || said.is_empty() {
                continue;
            }
            if let Some((id, old)) = seen.get(&item).filter(|(_, old)| *old != said) {
                let change = Change {
                    of: id.clone(),
                    field: "beskrivelse".to_owned(),
                    at: of.created,
                    by: of.by.clone(),
                    old: old.clone(),
                    new: said.clone(),
                };
                self.writer.change(&change).map_err(unwritten)?;
            }
            seen.insert(item, (of.id, said));
        }
        Ok(())
    }
}

/// One entry as a registration.
fn registration(
    words: Words<'_>,
    open: Opened,
    shield: bool,
    (place, last): (u64, Millis),
    zone: &TimeZone,
) -> Registration {
    let Opened { entry, data, parts } = open;
    let known = format!("event-{}", entry.kind.replace('.', "-"));
    let by = match text(&data, "/actor/name") {
        "" => SOFTWARE.to_owned(),
        name => name.to_owned(),
    };
    let correspondence = match entry.kind.as_str() {
        "item.received" | "item.edited" => {
            let name = [text(&data, "/author/name"), text(&data, "/author/handle")];
            let name = name.into_iter().find(|name| !name.is_empty()).map(str::to_owned);
            let name = name.unwrap_or_else(|| words("noark-unknown"));
            Some((JournalKind::Incoming, CorrespondentKind::Sender, name))
        }
        "post.published" | "answer.published" => Some((
            JournalKind::Outgoing,
            CorrespondentKind::Receiver,
            words("noark-public"),
        )),
        _ => None,
    };
    let kind = match correspondence {
        Some((kind, who, name)) => Kind::Journal(Journal {
            kind,
            year: entry.at.timestamp().to_zoned(zone.clone()).year(),
            sequence: number(entry.seq),
            number: place,
            received: (kind == JournalKind::Incoming).then_some(entry.at),
            sent: (kind == JournalKind::Outgoing).then_some(entry.at),
            correspondents: vec![Correspondent { kind: who, name }],
        }),
        None => Kind::Note,
    };
    let title = words(&known);
    let documents = parts
        .into_iter()
        .map(|(part, name, mime, content)| Document {
            id: id("part", part.as_str()),
            kind: words("noark-document"),
            title: name,
            created: entry.at,
            by: by.clone(),
            destroyed: content.is_none().then(|| (last, SOFTWARE.to_owned())),
            // An empty file says no more than none, and no archive takes it.
            files: content
                .filter(|content| !content.is_empty())
                .map(|content| File {
                    variant: Variant::Archive,
                    mime,
                    content,
                    converted_from: String::new(),
                })
                .into_iter()
                .collect(),
        })
        .filter(|document| document.destroyed.is_some() || !document.files.is_empty());
    Registration {
        id: id("entry", entry.id.as_str()),
        title: if title == known {
            words("event-other")
        } else {
            title
        },
        public_title: String::new(),
        description: facts::text(&data),
        created: entry.at,
        archived: entry.at,
        authors: Vec::new(),
        shielding: shield.then(|| shielding(words, vec![ShieldedMetadata::Sender])),
        retention: None,
        fields: vec![
            ("entry".to_owned(), entry.id.to_string()),
            ("kind".to_owned(), entry.kind.clone()),
            ("position".to_owned(), entry.seq.to_string()),
            ("leaf".to_owned(), hex::encode(&entry.leaf)),
        ],
        documents: documents.collect(),
        kind,
        by,
    }
}

fn shielding(words: Words<'_>, metadata: Vec<ShieldedMetadata>) -> Shielding {
    Shielding {
        restriction: Restriction::NotPublic,
        ground: words("noark-ground"),
        metadata,
        document: Some(ShieldedDocument::Whole),
        until: None,
    }
}

/// Positions count from 0, numbers in a journal from 1.
fn number(seq: i64) -> u64 {
    u64::try_from(seq).unwrap_or(0) + 1
}
