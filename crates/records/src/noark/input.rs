//! What goes into an extraction: plain data, no matter where it came from.
//!
//! Ids are UUIDs in text form ([`super::id`] makes them). Instants become dates in the archive's time zone. Texts that
//! may be missing are empty.

use super::codes::{
    CorrespondentKind, JournalKind, Restriction, RetentionDecision, ShieldedDocument, ShieldedMetadata,
    Variant,
};
use jiff::{civil::Date, tz::TimeZone};
use model::Millis;

/// The archive as a whole, and who hands it over.
#[derive(Clone, Debug)]
pub struct Archive {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Name of who or what made the entries when nobody else is named, e.g. the program.
    pub by: String,
    /// Organisation number.
    pub creator_id: String,
    /// Name of the organisation.
    pub creator: String,
    /// Program that kept the archive.
    pub system: String,
    /// Time zone of all dates.
    pub zone: TimeZone,
    /// Beginning of the period.
    pub opened: Millis,
    /// End of the period; statuses are those of a closed archive.
    pub closed: Millis,
}

/// A part of the archive (arkivdel).
#[derive(Clone, Debug)]
pub struct Series {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Description; may be empty.
    pub description: String,
    /// Opened.
    pub opened: Millis,
    /// Closed.
    pub closed: Millis,
    /// Classification of its folders; without it, folders lie in the series itself.
    pub classification: Option<Classification>,
}

/// A classification system (klassifikasjonssystem).
#[derive(Clone, Debug)]
pub struct Classification {
    /// Id.
    pub id: String,
    /// Kind (M086 has no fixed list), e.g. "Objektbasert"; may be empty.
    pub kind: String,
    /// Title.
    pub title: String,
}

/// A class (klasse).
#[derive(Clone, Debug)]
pub struct Class {
    /// Id.
    pub id: String,
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Made.
    pub created: Millis,
}

/// What is not public about a folder or a registration.
#[derive(Clone, Debug)]
pub struct Shielding {
    /// Restriction.
    pub restriction: Restriction,
    /// Legal ground.
    pub ground: String,
    /// Metadata that the public journal may not show; at least one.
    pub metadata: Vec<ShieldedMetadata>,
    /// Whether the documents are shielded, and how much of them.
    pub document: Option<ShieldedDocument>,
    /// When it ends.
    pub until: Option<Date>,
}

/// What is to happen when time is over.
#[derive(Clone, Debug)]
pub struct Retention {
    /// What.
    pub decision: RetentionDecision,
    /// Legal ground; may be empty.
    pub ground: String,
    /// Years.
    pub years: u16,
    /// Day on which it is to happen.
    pub due: Date,
}

/// A note beside a folder or registration.
#[derive(Clone, Debug)]
pub struct Remark {
    /// Text.
    pub text: String,
    /// When.
    pub at: Millis,
    /// Who.
    pub by: String,
}

/// A party of a case (part).
#[derive(Clone, Debug)]
pub struct Party {
    /// Name.
    pub name: String,
    /// Role.
    pub role: String,
}

/// A case with its registrations (saksmappe).
#[derive(Clone, Debug)]
pub struct Folder {
    /// Id.
    pub id: String,
    /// Number as people write it (mappeID); unique.
    pub number: String,
    /// Year of `sequence`.
    pub year: i16,
    /// Number in the year.
    pub sequence: u64,
    /// Title.
    pub title: String,
    /// Title without what is not public; empty when the title itself is public.
    pub public_title: String,
    /// Description; may be empty.
    pub description: String,
    /// Opened.
    pub opened: Millis,
    /// Closed.
    pub closed: Millis,
    /// Who made it.
    pub by: String,
    /// Unit that has it.
    pub unit: String,
    /// Person or role that answers for it.
    pub responsible: String,
    /// Parties.
    pub parties: Vec<Party>,
    /// Notes.
    pub remarks: Vec<Remark>,
    /// What is not public.
    pub shielding: Option<Shielding>,
    /// What is to happen with it.
    pub retention: Option<Retention>,
    /// Fields of our own: name and value.
    pub fields: Vec<(String, String)>,
}

/// Which kind of registration.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Correspondence, in the journals (journalpost).
    Journal(Journal),
    /// Everything else that is kept with the case (arkivnotat).
    Note,
}

/// What a journal entry has besides.
#[derive(Clone, Debug)]
pub struct Journal {
    /// Kind.
    pub kind: JournalKind,
    /// Year of `sequence`.
    pub year: i16,
    /// Number in the year's journal; unique, growing with time.
    pub sequence: u64,
    /// Number in the folder, from 1.
    pub number: u64,
    /// When it was received, if it was.
    pub received: Option<Millis>,
    /// When it was sent, if it was.
    pub sent: Option<Millis>,
    /// Who wrote it and whom to; at least one.
    pub correspondents: Vec<Correspondent>,
}

/// Somebody who wrote or was written to.
#[derive(Clone, Debug)]
pub struct Correspondent {
    /// Which.
    pub kind: CorrespondentKind,
    /// Name.
    pub name: String,
}

/// Something in a folder, with its documents (registrering).
#[derive(Clone, Debug)]
pub struct Registration {
    /// Id.
    pub id: String,
    /// Kind.
    pub kind: Kind,
    /// Title.
    pub title: String,
    /// Title without what is not public; empty when the title itself is public.
    pub public_title: String,
    /// Description; may be empty.
    pub description: String,
    /// When what it is about happened.
    pub created: Millis,
    /// Who made it.
    pub by: String,
    /// When it was archived.
    pub archived: Millis,
    /// Authors.
    pub authors: Vec<String>,
    /// What is not public; when it has none, the folder's counts.
    pub shielding: Option<Shielding>,
    /// What is to happen with it; when it has none, the folder's counts.
    pub retention: Option<Retention>,
    /// Fields of our own: name and value.
    pub fields: Vec<(String, String)>,
    /// Documents; the first is the main one.
    pub documents: Vec<Document>,
}

/// A document (dokumentbeskrivelse).
#[derive(Clone, Debug)]
pub struct Document {
    /// Id.
    pub id: String,
    /// Kind in words (M083 has no fixed list).
    pub kind: String,
    /// Title.
    pub title: String,
    /// Made.
    pub created: Millis,
    /// By whom.
    pub by: String,
    /// When its content was lawfully destroyed and by whom; then it has no files.
    pub destroyed: Option<(Millis, String)>,
    /// Its files.
    pub files: Vec<File>,
}

/// A file (dokumentobjekt).
#[derive(Clone, Debug)]
pub struct File {
    /// Variant; [`Variant::Production`] is refused.
    pub variant: Variant,
    /// Media type.
    pub mime: String,
    /// The bytes.
    pub content: Vec<u8>,
    /// Media type before it was converted to one that archives accept; empty when it was not.
    pub converted_from: String,
}

/// A change of something registered (endring).
#[derive(Clone, Debug)]
pub struct Change {
    /// Id of what was changed.
    pub of: String,
    /// Name of the element that was changed.
    pub field: String,
    /// When.
    pub at: Millis,
    /// By whom.
    pub by: String,
    /// Before.
    pub old: String,
    /// After.
    pub new: String,
}
