//! The two journals. Their head counts the entries, so the entries are kept in a file until the end.

use super::{
    Dates,
    codes::ShieldedMetadata as S,
    input::{Archive, Class, Folder, Journal, Registration, Shielding},
    namespace,
    structure::creator,
    xml::{Digesting, Fixity, Xml},
};
use crate::ExportError;
use model::Millis;
use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Seek as _, Write},
    path::Path,
};

/// What stands in place of a name that is not public.
const MASKED: &str = "*****";

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// For the organisation: everything.
    Running,
    /// For everybody: what is public.
    Public,
}

impl Which {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Running => "loependeJournal",
            Self::Public => "offentligJournal",
        }
    }
}

/// A journal while its entries come in.
pub(super) struct Spool {
    which: Which,
    body: Xml<BufWriter<File>>,
    count: u64,
    span: Option<(Millis, Millis)>,
}

/// An entry with what it lies in.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    pub(super) class: Option<&'a Class>,
    pub(super) folder: &'a Folder,
    pub(super) registration: &'a Registration,
    pub(super) journal: &'a Journal,
    pub(super) series: &'a str,
}

impl Spool {
    /// Entries are kept in a file without a name in `folder`, gone when this is.
    pub(super) fn new(which: Which, folder: &Path) -> io::Result<Self> {
        Ok(Self {
            which,
            body: Xml::fragment(BufWriter::new(tempfile::tempfile_in(folder)?)),
            count: 0,
            span: None,
        })
    }

    pub(super) fn add(&mut self, entry: Entry<'_>, dates: &Dates) -> Result<(), ExportError> {
        let Entry {
            class,
            folder,
            registration: of,
            ..
        } = entry;
        let at = of.created;
        let (from, to) = self.span.unwrap_or((at, at));
        self.span = Some((from.min(at), to.max(at)));
        self.count += 1;
        let xml = &mut self.body;
        xml.open("journalregistrering")?;
        if let Some(class) = class {
            xml.open("klasse")?;
            xml.text("klasseID", &class.code)?;
            xml.text("tittel", &class.title)?;
            xml.close("klasse")?;
        }
        let own = of.shielding.as_ref().or(folder.shielding.as_ref());
        xml.open("saksmappe")?;
        xml.text("mappeID", &folder.number)?;
        xml.text("saksaar", &folder.year.to_string())?;
        xml.text("sakssekvensnummer", &folder.sequence.to_string())?;
        match self.which {
            Which::Running => {
                xml.text("tittel", &folder.title)?;
                xml.maybe("offentligTittel", &folder.public_title)?;
                shown(
                    xml,
                    folder.shielding.as_ref(),
                    &[S::FolderTitleRest, S::FolderTitleWords],
                )?;
            }
            Which::Public => {
                let hidden = hides(
                    folder.shielding.as_ref(),
                    &[S::FolderTitleRest, S::FolderTitleWords],
                );
                xml.text(
                    "offentligTittel",
                    public(&folder.title, &folder.public_title, hidden)?,
                )?;
            }
        }
        xml.text("administrativEnhet", &folder.unit)?;
        xml.text("saksansvarlig", &folder.responsible)?;
        if self.which == Which::Running {
            xml.text("referanseArkivdel", entry.series)?;
        } else if let Some(shielding) = &folder.shielding {
            xml.text("tilgangsrestriksjon", shielding.restriction.as_str())?;
            xml.text("skjermingshjemmel", &shielding.ground)?;
        }
        xml.close("saksmappe")?;
        post(xml, self.which, entry, own, dates)?;
        Ok(xml.close("journalregistrering")?)
    }

    /// Writes the file; nothing when the journal has no entry, which the schema does not allow.
    pub(super) fn finish(
        self,
        folder: &Path,
        archive: &Archive,
        dates: &Dates,
    ) -> Result<Option<(Fixity, u64)>, ExportError> {
        let Some((from, to)) = self.span else {
            return Ok(None);
        };
        let mut body = self
            .body
            .finish()?
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        body.rewind()?;
        let name = self.which.name();
        let file = File::create_new(folder.join(format!("{name}.xml")))?;
        let mut xml = Xml::document(Digesting::new(BufWriter::new(file)))?;
        xml.open_with(name, &[("xmlns", &namespace(name))])?;
        xml.open("journalhode")?;
        xml.text("journalStartDato", &dates.day(from))?;
        xml.text("journalSluttDato", &dates.day(to))?;
        xml.text("antallJournalposter", &self.count.to_string())?;
        creator(&mut xml, archive)?;
        xml.close("journalhode")?;
        xml.raw().write_all(b"\n")?;
        io::copy(&mut BufReader::new(body), xml.raw())?;
        xml.close(name)?;
        let (file, fixity) = xml.finish()?.finish();
        file.into_inner()
            .map_err(io::IntoInnerError::into_error)?
            .sync_all()?;
        Ok(Some((fixity, self.count)))
    }
}

fn post<W: Write>(
    xml: &mut Xml<W>,
    which: Which,
    entry: Entry<'_>,
    own: Option<&Shielding>,
    dates: &Dates,
) -> Result<(), ExportError> {
    let (of, journal) = (entry.registration, entry.journal);
    let titles = [S::TitleRest, S::TitleWords];
    xml.open("journalpost")?;
    xml.text("systemID", &of.id)?;
    xml.text("journalaar", &journal.year.to_string())?;
    xml.text("journalsekvensnummer", &journal.sequence.to_string())?;
    xml.text("journalpostnummer", &journal.number.to_string())?;
    match which {
        Which::Running => {
            xml.text("tittel", &of.title)?;
            xml.maybe("offentligTittel", &of.public_title)?;
            shown(xml, own, &titles)?;
        }
        Which::Public => {
            let title = public(&of.title, &of.public_title, hides(own, &titles))?;
            xml.text("offentligTittel", title)?;
        }
    }
    xml.text("journaldato", &dates.day(of.created))?;
    xml.text("dokumentetsDato", &dates.day(of.created))?;
    if which == Which::Running {
        xml.text("antallVedlegg", &of.documents.len().saturating_sub(1).to_string())?;
    }
    if let Some(shielding) = own {
        xml.text("tilgangsrestriksjon", shielding.restriction.as_str())?;
        xml.text("skjermingshjemmel", &shielding.ground)?;
    }
    for correspondent in &journal.correspondents {
        let names = if correspondent.kind.writes() {
            S::Sender
        } else {
            S::Receiver
        };
        xml.open("korrespondansepart")?;
        xml.text("korrespondanseparttype", correspondent.kind.as_str())?;
        if which == Which::Public && hides(own, &[names]) {
            xml.text("korrespondansepartNavn", MASKED)?;
        } else {
            xml.text("korrespondansepartNavn", &correspondent.name)?;
            if which == Which::Running {
                shown(xml, own, &[names])?;
            }
        }
        xml.close("korrespondansepart")?;
    }
    Ok(xml.close("journalpost")?)
}

/// Whether any of these may not be shown.
fn hides(shielding: Option<&Shielding>, any: &[S]) -> bool {
    shielding.is_some_and(|s| s.metadata.iter().any(|m| *m == S::All || any.contains(m)))
}

/// Says in the running journal which of these the public one hides.
fn shown<W: Write>(xml: &mut Xml<W>, shielding: Option<&Shielding>, any: &[S]) -> io::Result<()> {
    let metadata = shielding.and_then(|s| s.metadata.iter().find(|m| **m == S::All || any.contains(m)));
    metadata.map_or(Ok(()), |m| xml.text("skjermingMetadata", m.as_str()))
}

/// The title that everybody may read. A hidden title needs a public one that differs; there is no guessing.
fn public<'a>(title: &'a str, public: &'a str, hidden: bool) -> Result<&'a str, ExportError> {
    match (hidden, public.is_empty()) {
        (true, true) => Err(ExportError::unfit("offentligTittel", "")),
        (true, false) if public == title => Err(ExportError::unfit("offentligTittel", public)),
        (_, false) => Ok(public),
        (false, true) => Ok(title),
    }
}
