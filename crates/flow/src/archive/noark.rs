//! Exports the archive as a Noark 5.5 extraction in a DIAS package.

use super::{facts, open, read::heading};
use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result};
use jiff::tz::TimeZone;
use ledger::LedgerError;
use model::archive::{Entry, Record, RecordKind};
use model::person::Permission;
use model::{Id as _, Millis, RecordId};
use records::ExportError;
use records::dias::{self, Package};
use records::noark::codes::{
    CorrespondentKind, JournalKind, Restriction, ShieldedDocument, ShieldedMetadata, Variant,
};
use records::noark::{
    Archive, Change, Class, Classification, Correspondent, Counts, Document, File, Folder, Journal, Kind,
    Registration, Series, Shielding, Writer, id,
};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use store::{Cursor, RecordFilter};

/// Records read at a time.
const PAGE: usize = 100;
const SOFTWARE: &str = "Rettesnor";
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Text of a locale key in the municipality's language.
pub type Words<'a> = &'a (dyn Fn(&str) -> String + Send + Sync);

/// What an extraction needs besides the archive itself.
pub struct NoarkOrder<'a> {
    /// Texts: `archive-kind-…`, `event-…`, and the keys `noark-…`.
    pub words: Words<'a>,
    /// Where the standard's schemas are, when they are to go along.
    pub schemas: Option<&'a Path>,
    /// Agreement with the receiving archive; may be empty.
    pub agreement: &'a str,
    /// Who takes it over; may be empty.
    pub receiver: &'a str,
}

/// What was written.
#[derive(Clone, Debug)]
pub struct NoarkPackage {
    /// The package.
    pub tar: PathBuf,
    /// Its description with the package's digest.
    pub info: PathBuf,
    /// What it holds.
    pub counts: Counts,
}

/// Writes all records into `folder` as `<uuid>.tar` and `<uuid>.xml`. The extraction is made beside them, checked like
/// somebody else's, packed only when nothing is wrong with it, and removed. One entry is in memory at a time, and the
/// texts of one record. The export is journalled before anything is written.
///
/// What is not public: records of cases, and of the municipality's own people, as a whole; the author of a comment that
/// was hidden. Titles say what happened and never quote anybody.
///
/// # Errors
/// `NotAllowed`, `Ledger`, `Refused("export-failed")` when it cannot be written or does not pass its own check.
pub async fn export_noark(
    flow: &Flow,
    actor: &Actor,
    order: &NoarkOrder<'_>,
    folder: &Path,
) -> Result<NoarkPackage> {
    actor.must(Permission::ExportArchive)?;
    let municipality = &actor.municipality;
    let tx = flow.store().begin().await?;
    let data = json!({ "records": "all", "format": "Noark 5.5" });
    let subject = municipality.id.as_str();
    let event = Event::new(RecordKind::Municipality, subject, "archive.exported", data).by(actor);
    journal::write(flow, &*tx, &municipality.id, vec![event]).await?;
    tx.commit().await?;

    let now = flow.source().now();
    let package_id = id("package", flow.source().id::<RecordId>().as_str());
    let staging = folder.join(format!("{package_id}.part"));
    let made = stage(flow, actor, order, &staging, (&package_id, now)).await;
    let cleared = std::fs::remove_dir_all(&staging);
    let (tar, info) = (staging.with_extension("tar"), staging.with_extension("xml"));
    if made.is_err() {
        // Without its description a package counts for nothing; it goes too, as far as the disk lets it.
        let _gone = (std::fs::remove_file(&tar), std::fs::remove_file(&info));
    }
    let counts = made?;
    cleared.map_err(|e| failed(e.into()))?;
    Ok(NoarkPackage { tar, info, counts })
}

/// Makes the extraction in `staging`, checks it, and packs it beside.
async fn stage(
    flow: &Flow,
    actor: &Actor,
    order: &NoarkOrder<'_>,
    staging: &Path,
    (package_id, now): (&str, Millis),
) -> Result<Counts> {
    let municipality = &actor.municipality;
    let zone = TimeZone::get(municipality.country.zone()).unwrap_or(TimeZone::UTC);
    let mut kinds = Vec::new();
    let mut opened = now;
    for kind in RecordKind::ALL {
        let mut after = None;
        let mut any = false;
        while let Some(page) = records_of(flow, actor, *kind, &mut after).await? {
            any |= !page.is_empty();
            opened = page.iter().map(|r| r.opened_at).fold(opened, Millis::min);
        }
        kinds.extend(any.then_some(*kind));
    }
    let words = order.words;
    let archive = Archive {
        id: id("archive", municipality.id.as_str()),
        title: words("noark-archive"),
        by: SOFTWARE.to_owned(),
        creator_id: municipality.org_number.clone(),
        creator: municipality.name.clone(),
        system: format!("{SOFTWARE} {VERSION}"),
        zone: zone.clone(),
        opened,
        closed: now,
    };
    let mut writer = Writer::create(staging, archive, order.schemas).map_err(failed)?;
    writer
        .series(Series {
            id: id("series", municipality.id.as_str()),
            title: words("noark-series"),
            description: String::new(),
            opened,
            closed: now,
            classification: Some(Classification {
                id: id("classification", municipality.id.as_str()),
                kind: String::new(),
                title: words("noark-classification"),
            }),
        })
        .map_err(failed)?;
    for kind in kinds {
        writer
            .class(Class {
                id: id("class", &format!("{}/{}", municipality.id, kind.as_str())),
                code: kind.as_str().to_owned(),
                title: words(&format!("archive-kind-{}", kind.as_str())),
                created: opened,
            })
            .map_err(failed)?;
        let mut after = None;
        while let Some(records) = records_of(flow, actor, kind, &mut after).await? {
            for record in records {
                one(flow, actor, order, &mut writer, &record, &zone, now).await?;
            }
        }
    }
    let counts = writer.finish().map_err(failed)?;
    let wrong = records::noark::check(staging).map_err(|e| failed(e.into()))?;
    if let Some(first) = wrong.first() {
        tracing::error!(
            count = wrong.len(),
            ?first,
            "an extraction does not pass its check"
        );
        return Err(Error::refused("export-failed"));
    }
    let package = Package {
        id: package_id.to_owned(),
        label: format!("{}: {}", municipality.name, words("noark-archive")),
        organisation: municipality.name.clone(),
        system: (SOFTWARE.to_owned(), VERSION.to_owned()),
        standard: ("Noark5".to_owned(), "5.5".to_owned()),
        agreement: order.agreement.to_owned(),
        receiver: order.receiver.to_owned(),
        period: (opened, now),
        created: now,
        zone,
    };
    pack(staging, &package).map_err(failed)?;
    Ok(counts)
}

/// Packs what is staged. The description comes last: where it is, the package is whole.
fn pack(staging: &Path, package: &Package) -> std::result::Result<(), ExportError> {
    let tar = std::fs::File::create_new(staging.with_extension("tar"))?;
    let packed = dias::write(staging, package, std::io::BufWriter::new(&tar))?;
    tar.sync_all()?;
    let info = std::fs::File::create_new(staging.with_extension("xml"))?;
    dias::info(package, &packed, std::io::BufWriter::new(&info))?;
    Ok(info.sync_all()?)
}

/// The next page of records of a kind; `None` after the last. `after` begins and ends as `None`.
async fn records_of(
    flow: &Flow,
    actor: &Actor,
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
        .records(&actor.municipality.id, &filter, from.as_ref(), PAGE)
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

async fn opened(flow: &Flow, record: &Record, entry: Entry) -> Result<Opened> {
    let key = open::key(flow, record)?;
    let read = flow.store().read().await?;
    let mut found = Opened {
        parts: Vec::new(),
        data: Value::Null,
        entry,
    };
    for part in read.parts_of(&record.municipality, &found.entry.id).await? {
        // Nothing is left of an entry that alone was erased.
        let gone = part.sealed.is_empty() && part.blob.is_empty();
        let content = match key.as_ref().filter(|_| !gone) {
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

/// Writes one record as a folder with a registration for each entry.
async fn one(
    flow: &Flow,
    actor: &Actor,
    order: &NoarkOrder<'_>,
    writer: &mut Writer,
    record: &Record,
    zone: &TimeZone,
    now: Millis,
) -> Result<()> {
    let read = flow.store().read().await?;
    let mut entries = read.entries_of(&record.municipality, &record.id).await?;
    drop(read);
    // What is journalled from now on is in the next extraction.
    entries.retain(|entry| entry.at <= now);
    let Some(first) = entries.first().cloned() else {
        return Ok(());
    };
    let last = entries.last().map_or(first.at, |entry| entry.at);
    let mut glance = Glance::default();
    for entry in &entries {
        let data = opened(flow, record, entry.clone()).await?.data;
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
    let words = order.words;
    let kind = words(&format!("archive-kind-{}", record.kind.as_str()));
    let year = first.at.timestamp().to_zoned(zone.clone()).year();
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
        unit: actor.municipality.name.clone(),
        responsible: if glance.responsible.is_empty() {
            SOFTWARE.to_owned()
        } else {
            glance.responsible
        },
        parties: Vec::new(),
        remarks: Vec::new(),
        shielding: secret.then(|| shielding(words, vec![ShieldedMetadata::All])),
        retention: None,
        fields: vec![
            ("record".to_owned(), record.id.to_string()),
            ("subject".to_owned(), record.subject.clone()),
        ],
    };
    writer.folder(folder).map_err(failed)?;
    let mut seen: HashMap<String, (String, String)> = HashMap::new();
    for (place, entry) in entries.into_iter().enumerate() {
        let open = opened(flow, record, entry).await?;
        let item = text(&open.data, "/item").to_owned();
        let said = facts::text(&open.data);
        let shield = !item.is_empty() && glance.hidden.contains(&item);
        let of = registration(
            order,
            open,
            shield,
            (u64::try_from(place).unwrap_or(0) + 1, last),
            zone,
        );
        writer.registration(&of).map_err(failed)?;
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
            writer.change(&change).map_err(failed)?;
        }
        seen.insert(item, (of.id, said));
    }
    Ok(())
}

/// One entry as a registration.
fn registration(
    order: &NoarkOrder<'_>,
    open: Opened,
    shield: bool,
    (place, last): (u64, Millis),
    zone: &TimeZone,
) -> Registration {
    let words = order.words;
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

fn failed(error: ExportError) -> Error {
    tracing::warn!(%error, "an extraction could not be written");
    Error::refused("export-failed")
}
