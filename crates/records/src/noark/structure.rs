//! arkivstruktur.xml: the elements, in the order that the schema wants.

use super::{
    Dates, FIELDS_NAMESPACE,
    codes::{ArchiveStatus, CaseStatus, DocumentRole, DocumentStatus, JournalStatus, Medium, SeriesStatus},
    input::{
        Archive, Class, Classification, Document, File, Folder, Kind, Registration, Remark, Retention, Series,
    },
    input::{Party, Shielding},
    namespace, needed,
    xml::{Fixity, Xml},
};
use crate::ExportError;
use model::Millis;
use std::io::Write;

type Result<T = ()> = std::result::Result<T, ExportError>;

pub(super) fn open_archive<W: Write>(xml: &mut Xml<W>, archive: &Archive, dates: &Dates) -> Result {
    let namespace = namespace("arkivstruktur");
    let location = format!("{namespace} arkivstruktur.xsd");
    xml.open_with(
        "arkiv",
        &[
            ("xmlns", &namespace),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("xsi:schemaLocation", &location),
        ],
    )?;
    xml.text("systemID", needed("systemID", &archive.id)?)?;
    xml.text("tittel", needed("tittel", &archive.title)?)?;
    xml.text("arkivstatus", ArchiveStatus::Closed.as_str())?;
    xml.text("dokumentmedium", Medium::Electronic.as_str())?;
    created(xml, dates, archive.opened, &archive.by)?;
    closed(xml, dates, archive.closed, &archive.by)?;
    creator(xml, archive)
}

/// Who made the archive; the journals begin with it too.
pub(super) fn creator<W: Write>(xml: &mut Xml<W>, archive: &Archive) -> Result {
    xml.open("arkivskaper")?;
    xml.text("arkivskaperID", needed("arkivskaperID", &archive.creator_id)?)?;
    xml.text("arkivskaperNavn", needed("arkivskaperNavn", &archive.creator)?)?;
    Ok(xml.close("arkivskaper")?)
}

pub(super) fn open_series<W: Write>(xml: &mut Xml<W>, series: &Series, by: &str, dates: &Dates) -> Result {
    xml.open("arkivdel")?;
    xml.text("systemID", needed("systemID", &series.id)?)?;
    xml.text("tittel", needed("tittel", &series.title)?)?;
    xml.maybe("beskrivelse", &series.description)?;
    xml.text("arkivdelstatus", SeriesStatus::Closed.as_str())?;
    created(xml, dates, series.opened, by)?;
    closed(xml, dates, series.closed, by)?;
    xml.text("arkivperiodeStartDato", &dates.day(series.opened))?;
    Ok(xml.text("arkivperiodeSluttDato", &dates.day(series.closed))?)
}

pub(super) fn open_classification<W: Write>(
    xml: &mut Xml<W>,
    system: &Classification,
    at: Millis,
    by: &str,
    dates: &Dates,
) -> Result {
    xml.open("klassifikasjonssystem")?;
    xml.text("systemID", needed("systemID", &system.id)?)?;
    xml.maybe("klassifikasjonstype", &system.kind)?;
    xml.text("tittel", needed("tittel", &system.title)?)?;
    created(xml, dates, at, by)
}

pub(super) fn open_class<W: Write>(xml: &mut Xml<W>, class: &Class, by: &str, dates: &Dates) -> Result {
    xml.open("klasse")?;
    xml.text("systemID", needed("systemID", &class.id)?)?;
    xml.text("klasseID", needed("klasseID", &class.code)?)?;
    xml.text("tittel", needed("tittel", &class.title)?)?;
    created(xml, dates, class.created, by)
}

pub(super) fn open_folder<W: Write>(
    xml: &mut Xml<W>,
    folder: &Folder,
    series: &str,
    dates: &Dates,
) -> Result {
    xml.open_with("mappe", &[("xsi:type", "saksmappe")])?;
    xml.text("systemID", needed("systemID", &folder.id)?)?;
    xml.text("mappeID", needed("mappeID", &folder.number)?)?;
    xml.text("tittel", needed("tittel", &folder.title)?)?;
    xml.maybe("offentligTittel", &folder.public_title)?;
    xml.maybe("beskrivelse", &folder.description)?;
    xml.text("dokumentmedium", Medium::Electronic.as_str())?;
    created(xml, dates, folder.opened, &folder.by)?;
    closed(xml, dates, folder.closed, &folder.by)?;
    xml.text("referanseArkivdel", series)?;
    fields(xml, &folder.fields)?;
    for party in &folder.parties {
        party_element(xml, party)?;
    }
    remarks(xml, &folder.remarks, dates)?;
    retention(xml, folder.retention.as_ref())?;
    shielding(xml, folder.shielding.as_ref())
}

/// What a saksmappe has after its registrations.
pub(super) fn close_folder<W: Write>(xml: &mut Xml<W>, folder: &Folder, dates: &Dates) -> Result {
    xml.text("saksaar", &folder.year.to_string())?;
    xml.text("sakssekvensnummer", &folder.sequence.to_string())?;
    xml.text("saksdato", &dates.day(folder.opened))?;
    xml.text("administrativEnhet", needed("administrativEnhet", &folder.unit)?)?;
    xml.text("saksansvarlig", needed("saksansvarlig", &folder.responsible)?)?;
    xml.text("saksstatus", CaseStatus::Closed.as_str())?;
    Ok(xml.close("mappe")?)
}

fn party_element<W: Write>(xml: &mut Xml<W>, party: &Party) -> Result {
    xml.open("part")?;
    xml.text("partNavn", needed("partNavn", &party.name)?)?;
    xml.text("partRolle", needed("partRolle", &party.role)?)?;
    Ok(xml.close("part")?)
}

/// The beginning of a registration, up to its documents.
pub(super) fn open_registration<W: Write>(xml: &mut Xml<W>, of: &Registration, dates: &Dates) -> Result {
    let kind = match of.kind {
        Kind::Journal(_) => "journalpost",
        Kind::Note => "arkivnotat",
    };
    xml.open_with("registrering", &[("xsi:type", kind)])?;
    xml.text("systemID", needed("systemID", &of.id)?)?;
    created(xml, dates, of.created, &of.by)?;
    xml.text("arkivertDato", &dates.time(of.archived))?;
    xml.text("arkivertAv", needed("arkivertAv", &of.by)?)?;
    retention(xml, of.retention.as_ref())?;
    shielding(xml, of.shielding.as_ref())
}

pub(super) fn open_document<W: Write>(
    xml: &mut Xml<W>,
    of: &Document,
    number: usize,
    dates: &Dates,
) -> Result {
    let role = if number == 1 {
        DocumentRole::Main
    } else {
        DocumentRole::Attachment
    };
    xml.open("dokumentbeskrivelse")?;
    xml.text("systemID", needed("systemID", &of.id)?)?;
    xml.text("dokumenttype", needed("dokumenttype", &of.kind)?)?;
    xml.text("dokumentstatus", DocumentStatus::Final.as_str())?;
    xml.text("tittel", needed("tittel", &of.title)?)?;
    created(xml, dates, of.created, &of.by)?;
    xml.text("tilknyttetRegistreringSom", role.as_str())?;
    xml.text("dokumentnummer", &number.to_string())?;
    xml.text("tilknyttetDato", &dates.time(of.created))?;
    xml.text("tilknyttetAv", &of.by)?;
    if let Some((at, by)) = &of.destroyed {
        xml.open("utfoertKassasjon")?;
        xml.text("kassertDato", &dates.time(*at))?;
        xml.text("kassertAv", needed("kassertAv", by)?)?;
        xml.close("utfoertKassasjon")?;
    }
    Ok(())
}

/// A file of a document: `place` is where it lies, `number` its version.
pub(super) fn object<W: Write>(
    xml: &mut Xml<W>,
    of: (&Document, &File),
    (id, number): (&str, usize),
    (place, fixity): (&str, &Fixity),
    dates: &Dates,
) -> Result {
    let (document, file) = of;
    xml.open("dokumentobjekt")?;
    xml.text("systemID", id)?;
    xml.text("versjonsnummer", &number.to_string())?;
    xml.text("variantformat", file.variant.as_str())?;
    xml.text("format", super::format(&file.mime).pronom)?;
    xml.maybe("formatDetaljer", &file.mime)?;
    created(xml, dates, document.created, &document.by)?;
    xml.text("referanseDokumentfil", place)?;
    xml.text("sjekksum", &fixity.sha256)?;
    xml.text("sjekksumAlgoritme", "SHA-256")?;
    xml.text("filstoerrelse", &fixity.bytes.to_string())?;
    if !file.converted_from.is_empty() {
        xml.open("konvertering")?;
        xml.text("konvertertDato", &dates.time(document.created))?;
        xml.text("konvertertAv", &document.by)?;
        xml.text("konvertertFraFormat", super::format(&file.converted_from).pronom)?;
        xml.text("konvertertTilFormat", super::format(&file.mime).pronom)?;
        xml.close("konvertering")?;
    }
    Ok(xml.close("dokumentobjekt")?)
}

/// The rest of a registration, after its documents.
pub(super) fn close_registration<W: Write>(xml: &mut Xml<W>, of: &Registration, dates: &Dates) -> Result {
    xml.text("tittel", needed("tittel", &of.title)?)?;
    xml.maybe("offentligTittel", &of.public_title)?;
    xml.maybe("beskrivelse", &of.description)?;
    for author in &of.authors {
        xml.text("forfatter", needed("forfatter", author)?)?;
    }
    xml.text("dokumentmedium", Medium::Electronic.as_str())?;
    fields(xml, &of.fields)?;
    let attachments = of.documents.len().saturating_sub(1).to_string();
    match &of.kind {
        Kind::Journal(journal) => {
            for correspondent in &journal.correspondents {
                xml.open("korrespondansepart")?;
                xml.text("korrespondanseparttype", correspondent.kind.as_str())?;
                let name = needed("korrespondansepartNavn", &correspondent.name)?;
                xml.text("korrespondansepartNavn", name)?;
                xml.close("korrespondansepart")?;
            }
            xml.text("journalaar", &journal.year.to_string())?;
            xml.text("journalsekvensnummer", &journal.sequence.to_string())?;
            xml.text("journalpostnummer", &journal.number.to_string())?;
            xml.text("journalposttype", journal.kind.as_str())?;
            xml.text("journalstatus", JournalStatus::Archived.as_str())?;
            xml.text("journaldato", &dates.day(of.created))?;
            xml.text("dokumentetsDato", &dates.day(of.created))?;
            if let Some(at) = journal.received {
                xml.text("mottattDato", &dates.time(at))?;
            }
            if let Some(at) = journal.sent {
                xml.text("sendtDato", &dates.time(at))?;
            }
        }
        Kind::Note => xml.text("dokumentetsDato", &dates.day(of.created))?,
    }
    xml.text("antallVedlegg", &attachments)?;
    Ok(xml.close("registrering")?)
}

fn created<W: Write>(xml: &mut Xml<W>, dates: &Dates, at: Millis, by: &str) -> Result {
    xml.text("opprettetDato", &dates.time(at))?;
    Ok(xml.text("opprettetAv", needed("opprettetAv", by)?)?)
}

fn closed<W: Write>(xml: &mut Xml<W>, dates: &Dates, at: Millis, by: &str) -> Result {
    xml.text("avsluttetDato", &dates.time(at))?;
    Ok(xml.text("avsluttetAv", needed("avsluttetAv", by)?)?)
}

fn fields<W: Write>(xml: &mut Xml<W>, fields: &[(String, String)]) -> Result {
    if fields.is_empty() {
        return Ok(());
    }
    xml.open("virksomhetsspesifikkeMetadata")?;
    xml.open_with("r:fields", &[("xmlns:r", FIELDS_NAMESPACE)])?;
    for (name, value) in fields {
        xml.text_with("r:field", &[("name", name)], value)?;
    }
    xml.close("r:fields")?;
    Ok(xml.close("virksomhetsspesifikkeMetadata")?)
}

fn remarks<W: Write>(xml: &mut Xml<W>, remarks: &[Remark], dates: &Dates) -> Result {
    for remark in remarks {
        xml.open("merknad")?;
        xml.text("merknadstekst", needed("merknadstekst", &remark.text)?)?;
        xml.text("merknadsdato", &dates.time(remark.at))?;
        xml.text("merknadRegistrertAv", needed("merknadRegistrertAv", &remark.by)?)?;
        xml.close("merknad")?;
    }
    Ok(())
}

fn retention<W: Write>(xml: &mut Xml<W>, retention: Option<&Retention>) -> Result {
    let Some(retention) = retention else { return Ok(()) };
    xml.open("kassasjon")?;
    xml.text("kassasjonsvedtak", retention.decision.as_str())?;
    xml.maybe("kassasjonshjemmel", &retention.ground)?;
    xml.text("bevaringstid", &retention.years.to_string())?;
    xml.text("kassasjonsdato", &retention.due.to_string())?;
    Ok(xml.close("kassasjon")?)
}

fn shielding<W: Write>(xml: &mut Xml<W>, shielding: Option<&Shielding>) -> Result {
    let Some(shielding) = shielding else { return Ok(()) };
    xml.open("skjerming")?;
    xml.text("tilgangsrestriksjon", shielding.restriction.as_str())?;
    xml.text(
        "skjermingshjemmel",
        needed("skjermingshjemmel", &shielding.ground)?,
    )?;
    if shielding.metadata.is_empty() {
        return Err(ExportError::unfit("skjermingMetadata", ""));
    }
    for metadata in &shielding.metadata {
        xml.text("skjermingMetadata", metadata.as_str())?;
    }
    if let Some(document) = shielding.document {
        xml.text("skjermingDokument", document.as_str())?;
    }
    if let Some(until) = shielding.until {
        xml.text("skjermingOpphoererDato", &until.to_string())?;
    }
    Ok(xml.close("skjerming")?)
}
