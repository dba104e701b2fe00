//! Two cases: one whose parties and title are not public, and one that is.

use jiff::{civil::date, tz::TimeZone};
use model::Millis;
use records::{
    ExportError,
    noark::{
        Archive, Change, Class, Classification, Correspondent, Counts, Document, File, Folder, Journal, Kind,
        Party, Registration, Remark, Retention, Series, Shielding, Writer,
        codes::{
            CorrespondentKind as C, JournalKind, Restriction, RetentionDecision, ShieldedDocument,
            ShieldedMetadata, Variant,
        },
        id,
    },
};
use std::path::{Path, PathBuf};

const T: Millis = Millis(1_760_000_000_000);

pub struct Sample {
    pub archive: Archive,
    pub series: Series,
    pub class: Option<Class>,
    pub folders: Vec<(Folder, Vec<Registration>)>,
    pub changes: Vec<Change>,
    pub schemas: Option<PathBuf>,
}

/// Where the standard's schemas are, when they are.
pub fn schemas() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/schemas/noark5");
    beside.join("arkivstruktur.xsd").is_file().then_some(beside)
}

impl Sample {
    pub fn write(&self, folder: &Path) -> Counts {
        self.try_write(folder).unwrap()
    }

    pub fn try_write(&self, folder: &Path) -> Result<Counts, ExportError> {
        let mut writer = Writer::create(folder, self.archive.clone(), self.schemas.as_deref())?;
        writer.series(self.series.clone())?;
        if let Some(class) = &self.class {
            writer.class(class.clone())?;
        }
        for (folder, registrations) in &self.folders {
            writer.folder(folder.clone())?;
            for registration in registrations {
                writer.registration(registration)?;
            }
        }
        for change in &self.changes {
            writer.change(change)?;
        }
        writer.finish()
    }
}

pub fn archive() -> Archive {
    Archive {
        id: id("archive", "sample"),
        title: "Sosiale medier".to_owned(),
        by: "Rettesnor".to_owned(),
        creator_id: "974760673".to_owned(),
        creator: "Eksempel kommune".to_owned(),
        system: "Rettesnor 0.1".to_owned(),
        zone: TimeZone::get("Europe/Oslo").unwrap(),
        opened: Millis(T.0 - Millis::DAY),
        closed: Millis(T.0 + 90 * Millis::DAY),
    }
}

impl Default for Sample {
    fn default() -> Self {
        let archive = archive();
        let series = Series {
            id: id("series", "sample"),
            title: "Innlegg og kommentarer".to_owned(),
            description: String::new(),
            opened: archive.opened,
            closed: archive.closed,
            classification: Some(Classification {
                id: id("classification", "sample"),
                kind: "Objektbasert".to_owned(),
                title: "Kanaler".to_owned(),
            }),
        };
        let class = Class {
            id: id("class", "sample"),
            code: "facebook/eksempel".to_owned(),
            title: "Eksempel kommune på Facebook".to_owned(),
            created: archive.opened,
        };
        let mut secret = folder(1, "Barnevernssak", "Sak om *****");
        secret.shielding = Some(shielding(
            vec![ShieldedMetadata::FolderTitleWords, ShieldedMetadata::Parties],
            None,
        ));
        secret.parties.push(Party {
            name: "Kari Nordmann".to_owned(),
            role: "Klient".to_owned(),
        });
        let mut letter = registration(
            1,
            1,
            JournalKind::Incoming,
            "Sykdom hos Kari Nordmann",
            "Kari Nordmann",
        );
        letter.public_title = "Henvendelse om *****".to_owned();
        letter.shielding = Some(shielding(
            vec![ShieldedMetadata::TitleWords, ShieldedMetadata::Sender],
            Some(ShieldedDocument::Parts),
        ));
        letter.documents[0].files.push(File {
            variant: Variant::Redacted,
            mime: "application/json".to_owned(),
            content: br#"{"text":"****"}"#.to_vec(),
            converted_from: String::new(),
        });
        let mut gone = registration(1, 2, JournalKind::Outgoing, "Svar", "Ola Public");
        gone.documents.push(Document {
            destroyed: Some((Millis(T.0 + Millis::HOUR), "Arkivar".to_owned())),
            files: Vec::new(),
            ..document("gone", "Bilde")
        });
        let mut public = folder(2, "Brøyting", "");
        public.retention = Some(Retention {
            decision: RetentionDecision::Destroy,
            ground: "Vedtak 12/2024".to_owned(),
            years: 5,
            due: date(2030, 10, 9),
        });
        public
            .fields
            .push(("record".to_owned(), "01JD0000000000000000000001".to_owned()));
        public.remarks.push(Remark {
            text: "Hei & takk, <b>æøå</b> \u{1}".to_owned(),
            at: T,
            by: "Redaktør".to_owned(),
        });
        let question = registration(
            2,
            3,
            JournalKind::Incoming,
            "Når kommer brøytebilen?",
            "Ola Public",
        );
        let mut note = registration(2, 4, JournalKind::Internal, "Skjult: hets", "Ola Public");
        note.kind = Kind::Note;
        note.authors.push("Moderator".to_owned());
        note.documents.push(Document {
            files: vec![File {
                variant: Variant::Archive,
                mime: "image/png".to_owned(),
                content: vec![1, 2, 3],
                converted_from: "image/webp".to_owned(),
            }],
            ..document("picture", "Bilde")
        });
        Self {
            changes: vec![Change {
                of: letter.id.clone(),
                field: "offentligTittel".to_owned(),
                at: T,
                by: "Arkivar".to_owned(),
                old: "Sykdom hos Kari Nordmann".to_owned(),
                new: "Henvendelse om *****".to_owned(),
            }],
            folders: vec![(secret, vec![letter, gone]), (public, vec![question, note])],
            archive,
            series,
            class: Some(class),
            schemas: None,
        }
    }
}

fn shielding(metadata: Vec<ShieldedMetadata>, document: Option<ShieldedDocument>) -> Shielding {
    Shielding {
        restriction: Restriction::NotPublic,
        ground: "Offl. § 13 jf. fvl. § 13".to_owned(),
        metadata,
        document,
        until: Some(date(2085, 1, 1)),
    }
}

fn folder(sequence: u64, title: &str, public_title: &str) -> Folder {
    Folder {
        id: id("folder", &sequence.to_string()),
        number: format!("2025/{sequence}"),
        year: 2025,
        sequence,
        title: title.to_owned(),
        public_title: public_title.to_owned(),
        description: String::new(),
        opened: T,
        closed: Millis(T.0 + Millis::DAY),
        by: "Rettesnor".to_owned(),
        unit: "Kommunikasjon".to_owned(),
        responsible: "Redaktør".to_owned(),
        parties: Vec::new(),
        remarks: Vec::new(),
        shielding: None,
        retention: None,
        fields: Vec::new(),
    }
}

fn registration(folder: u64, n: u64, kind: JournalKind, title: &str, who: &str) -> Registration {
    Registration {
        id: id("registration", &format!("{folder}/{n}")),
        kind: Kind::Journal(Journal {
            kind,
            year: 2025,
            sequence: n,
            number: n,
            received: Some(T),
            sent: None,
            correspondents: vec![Correspondent {
                kind: if kind == JournalKind::Outgoing {
                    C::Receiver
                } else {
                    C::Sender
                },
                name: who.to_owned(),
            }],
        }),
        title: title.to_owned(),
        public_title: String::new(),
        description: String::new(),
        created: Millis(T.0 + i64::try_from(n).unwrap() * Millis::MINUTE),
        by: "Rettesnor".to_owned(),
        archived: Millis(T.0 + Millis::HOUR),
        authors: Vec::new(),
        shielding: None,
        retention: None,
        fields: vec![("leaf".to_owned(), "ab12".to_owned())],
        documents: vec![Document {
            files: vec![File {
                variant: Variant::Archive,
                mime: "application/json".to_owned(),
                content: format!("{{\"n\":{n}}}").into_bytes(),
                converted_from: String::new(),
            }],
            ..document(&n.to_string(), title)
        }],
    }
}

fn document(of: &str, title: &str) -> Document {
    Document {
        id: id("document", of),
        kind: "Melding".to_owned(),
        title: title.to_owned(),
        created: T,
        by: "Rettesnor".to_owned(),
        destroyed: None,
        files: Vec::new(),
    }
}
