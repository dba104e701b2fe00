//! The code lists of Noark 5.5. The schemas hold none of these values, so the types here do.
//!
//! Source: the metadata catalogue of the standard, number given with each list.

model::words! {
    /// M082 journalposttype.
    JournalKind {
        /// Somebody wrote to us.
        Incoming = "Inngående dokument",
        /// We wrote to others.
        Outgoing = "Utgående dokument",
        /// Written inside the organisation, to be acted upon.
        InternalForAction = "Organinternt dokument for oppfølging",
        /// Written inside the organisation, for the file.
        Internal = "Organinternt dokument uten oppfølging",
        /// A case put before a board.
        Proposal = "Saksframlegg",
    }
}

model::words! {
    /// M053 journalstatus.
    JournalStatus {
        /// Entered in the journal.
        Entered = "Journalført",
        /// Sent.
        Dispatched = "Ekspedert",
        /// Finally archived.
        Archived = "Arkivert",
        /// Taken out.
        Void = "Utgår",
    }
}

model::words! {
    /// M052 saksstatus.
    CaseStatus {
        /// Being handled.
        Open = "Under behandling",
        /// Closed.
        Closed = "Avsluttet",
        /// Taken out.
        Void = "Utgår",
    }
}

model::words! {
    /// M050 arkivstatus.
    ArchiveStatus {
        /// In use.
        Open = "Opprettet",
        /// Closed.
        Closed = "Avsluttet",
    }
}

model::words! {
    /// M051 arkivdelstatus.
    SeriesStatus {
        /// In use.
        Active = "Aktiv periode",
        /// Both the old and the new are in use.
        Overlapping = "Overlappingsperiode",
        /// Closed.
        Closed = "Avsluttet periode",
        /// Holds what has no use any more.
        Idle = "Uaktuelle mapper",
    }
}

model::words! {
    /// M054 dokumentstatus.
    DocumentStatus {
        /// Being written.
        Draft = "Dokumentet er under redigering",
        /// Finished.
        Final = "Dokumentet er ferdigstilt",
    }
}

model::words! {
    /// M300 dokumentmedium.
    Medium {
        /// Paper.
        Physical = "Fysisk arkiv",
        /// Files.
        Electronic = "Elektronisk arkiv",
        /// Both.
        Mixed = "Blandet fysisk og elektronisk arkiv",
    }
}

model::words! {
    /// M087 korrespondanseparttype.
    CorrespondentKind {
        /// Wrote it.
        Sender = "Avsender",
        /// It was written to.
        Receiver = "Mottaker",
        /// Gets a copy.
        CopyReceiver = "Kopimottaker",
        /// One of a group that it was written to.
        GroupReceiver = "Gruppemottaker",
        /// Wrote it, inside the organisation.
        InternalSender = "Intern avsender",
        /// It was written to, inside the organisation.
        InternalReceiver = "Intern mottaker",
    }
}

impl CorrespondentKind {
    /// Whether the name is that of somebody who wrote, as opposed to somebody written to.
    #[must_use]
    pub fn writes(self) -> bool {
        matches!(self, Self::Sender | Self::InternalSender)
    }
}

model::words! {
    /// M217 tilknyttetRegistreringSom.
    DocumentRole {
        /// The document itself.
        Main = "Hoveddokument",
        /// Attached to it.
        Attachment = "Vedlegg",
    }
}

model::words! {
    /// M700 variantformat.
    Variant {
        /// As it was made; not part of an extraction.
        Production = "Produksjonsformat",
        /// As it is kept.
        Archive = "Arkivformat",
        /// With what is not public taken out.
        Redacted = "Dokument hvor deler av innholdet er skjermet",
    }
}

model::words! {
    /// M450 kassasjonsvedtak.
    RetentionDecision {
        /// Kept for ever.
        Keep = "Bevares",
        /// Destroyed when the time is over.
        Destroy = "Kasseres",
        /// Decided when the time is over.
        DecideLater = "Vurderes senere",
    }
}

model::words! {
    /// M089 slettingstype.
    DeletionKind {
        /// The file as it was made.
        Production = "Sletting av produksjonsformat",
        /// An older version.
        Version = "Sletting av tidligere versjon",
        /// A redacted variant.
        Redacted = "Sletting av variant med sladdet informasjon",
    }
}

model::words! {
    /// M500 tilgangsrestriksjon; the first is the one that the standard demands.
    Restriction {
        /// Exempt from public access.
        NotPublic = "Unntatt offentlighet",
        /// About an employee.
        Personnel = "Personalsaker",
        /// About somebody whom the municipality helps.
        Client = "Klientsaker",
    }
}

model::words! {
    /// M502 skjermingMetadata: what the public journal may not show.
    ShieldedMetadata {
        /// The class' code.
        ClassCode = "Skjerming klasseID",
        /// The class' title.
        ClassTitle = "Skjerming tittel klasse",
        /// The folder's title after its first line.
        FolderTitleRest = "Skjerming tittel mappe - unntatt første linje",
        /// Words of the folder's title.
        FolderTitleWords = "Skjerming tittel mappe - utvalgte ord",
        /// Names of the case's parties.
        Parties = "Skjerming navn part i sak",
        /// The registration's title after its first line.
        TitleRest = "Skjerming tittel registrering - unntatt første linje",
        /// Words of the registration's title.
        TitleWords = "Skjerming tittel registrering - utvalgte ord",
        /// Name of who wrote.
        Sender = "Skjerming navn avsender",
        /// Name of who was written to.
        Receiver = "Skjerming navn mottaker",
        /// The document's title.
        DocumentTitle = "Skjerming tittel dokumentbeskrivelse",
        /// Remarks.
        Remarks = "Skjerming merknadstekst",
        /// All of these, until somebody has decided.
        All = "Midlertidig skjerming",
    }
}

model::words! {
    /// M503 skjermingDokument.
    ShieldedDocument {
        /// All of it.
        Whole = "Skjerming av hele dokumentet",
        /// Parts of it; a redacted variant is there.
        Parts = "Skjerming av deler av dokumentet",
    }
}

/// Whether `value` is in the code list of the element `name`; `None` when the element has no fixed list.
#[must_use]
pub fn allows(name: &str, value: &str) -> Option<bool> {
    Some(match name {
        "journalposttype" => JournalKind::parse(value).is_some(),
        "journalstatus" => JournalStatus::parse(value).is_some(),
        "saksstatus" => CaseStatus::parse(value).is_some(),
        "arkivstatus" => ArchiveStatus::parse(value).is_some(),
        "arkivdelstatus" => SeriesStatus::parse(value).is_some(),
        "dokumentstatus" => DocumentStatus::parse(value).is_some(),
        "dokumentmedium" => Medium::parse(value).is_some(),
        "korrespondanseparttype" => CorrespondentKind::parse(value).is_some(),
        "tilknyttetRegistreringSom" => DocumentRole::parse(value).is_some(),
        "variantformat" => Variant::parse(value).is_some(),
        "kassasjonsvedtak" => RetentionDecision::parse(value).is_some(),
        "slettingstype" => DeletionKind::parse(value).is_some(),
        "tilgangsrestriksjon" => Restriction::parse(value).is_some(),
        "skjermingMetadata" => ShieldedMetadata::parse(value).is_some(),
        "skjermingDokument" => ShieldedDocument::parse(value).is_some(),
        "sjekksumAlgoritme" => value == "SHA-256",
        _ => return None,
    })
}

/// Whether an extraction may hold this value of a status; what is handed over is finished. `true` for other elements.
#[must_use]
pub fn is_final(name: &str, value: &str) -> bool {
    match name {
        "arkivstatus" => value == ArchiveStatus::Closed.as_str(),
        "arkivdelstatus" => value == SeriesStatus::Closed.as_str(),
        "saksstatus" => [CaseStatus::Closed.as_str(), CaseStatus::Void.as_str()].contains(&value),
        "journalstatus" => [JournalStatus::Archived.as_str(), JournalStatus::Void.as_str()].contains(&value),
        "dokumentstatus" => value == DocumentStatus::Final.as_str(),
        "variantformat" => value != Variant::Production.as_str(),
        _ => true,
    }
}
