//! The XML that a package adds: METS and PREMIS.

use super::Package;
use crate::noark::xml::{Fixity, Xml};
use std::io::{self, Write};

const XLINK: &str = "http://www.w3.org/1999/xlink";
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// A METS document that lists files.
pub(super) struct Mets<W: Write> {
    xml: Xml<W>,
    created: String,
    files: u64,
}

impl<W: Write> Mets<W> {
    pub(super) fn new(out: W, package: &Package) -> io::Result<Self> {
        let mut xml = Xml::document(out)?;
        let created = package.time(package.created);
        xml.open_with(
            "mets:mets",
            &[
                ("xmlns:mets", "http://www.loc.gov/METS/"),
                ("xmlns:xlink", XLINK),
                ("xmlns:xsi", XSI),
                (
                    "xsi:schemaLocation",
                    "http://www.loc.gov/METS/ http://schema.arkivverket.no/METS/mets.xsd",
                ),
                ("OBJID", &format!("UUID:{}", package.id)),
                ("LABEL", &package.label),
                ("TYPE", "SIP"),
                ("PROFILE", "http://xml.ra.se/METS/RA_METS_eARD.xml"),
            ],
        )?;
        xml.open_with(
            "mets:metsHdr",
            &[("CREATEDATE", &created), ("RECORDSTATUS", "NEW")],
        )?;
        agents(&mut xml, package)?;
        let record = |xml: &mut Xml<W>, kind: &str, value: &str| {
            if value.is_empty() {
                return Ok(());
            }
            xml.text_with("mets:altRecordID", &[("TYPE", kind)], value)
        };
        record(&mut xml, "SUBMISSIONAGREEMENT", &package.agreement)?;
        record(&mut xml, "STARTDATE", &package.day(package.period.0))?;
        record(&mut xml, "ENDDATE", &package.day(package.period.1))?;
        xml.close("mets:metsHdr")?;
        xml.open("mets:fileSec")?;
        xml.open_with("mets:fileGrp", &[("ID", "fileGroup001"), ("USE", "FILES")])?;
        Ok(Self {
            xml,
            created,
            files: 0,
        })
    }

    pub(super) fn file(&mut self, place: &str, mime: &str, fixity: &Fixity) -> io::Result<()> {
        self.files += 1;
        let xml = &mut self.xml;
        xml.open_with(
            "mets:file",
            &[
                ("ID", &format!("fileId_{}", self.files)),
                ("MIMETYPE", mime),
                ("SIZE", &fixity.bytes.to_string()),
                ("CREATED", &self.created),
                ("CHECKSUM", &fixity.sha256),
                ("CHECKSUMTYPE", "SHA-256"),
                ("USE", "Datafile"),
            ],
        )?;
        xml.empty(
            "mets:FLocat",
            &[
                ("LOCTYPE", "URL"),
                ("xlink:type", "simple"),
                ("xlink:href", &format!("file:{place}")),
            ],
        )?;
        xml.close("mets:file")
    }

    pub(super) fn finish(mut self) -> io::Result<W> {
        self.xml.close("mets:fileGrp")?;
        self.xml.close("mets:fileSec")?;
        self.xml.open("mets:structMap")?;
        self.xml.empty("mets:div", &[])?;
        self.xml.close("mets:structMap")?;
        self.xml.close("mets:mets")?;
        self.xml.finish()
    }
}

fn agents<W: Write>(xml: &mut Xml<W>, package: &Package) -> io::Result<()> {
    let agent = |xml: &mut Xml<W>, attributes: &[(&str, &str)], name: &str, notes: &[&str]| {
        xml.open_with("mets:agent", attributes)?;
        xml.text("mets:name", name)?;
        for note in notes {
            xml.text("mets:note", note)?;
        }
        xml.close("mets:agent")
    };
    let organisation = package.organisation.as_str();
    let software = ("TYPE", "OTHER");
    let (name, version) = &package.system;
    agent(
        xml,
        &[("ROLE", "ARCHIVIST"), ("TYPE", "ORGANIZATION")],
        organisation,
        &[],
    )?;
    let submitter = [
        ("ROLE", "OTHER"),
        ("OTHERROLE", "SUBMITTER"),
        ("TYPE", "ORGANIZATION"),
    ];
    agent(xml, &submitter, organisation, &[])?;
    let kept = [("ROLE", "ARCHIVIST"), software, ("OTHERTYPE", "SOFTWARE")];
    let (standard, edition) = &package.standard;
    let notes = [
        version,
        standard,
        edition,
        "notescontent:Version,Type,TypeVersion",
    ];
    agent(xml, &kept, name, &notes)?;
    let made = [("ROLE", "CREATOR"), software, ("OTHERTYPE", "SOFTWARE")];
    agent(xml, &made, name, &[version, "notescontent:Version"])?;
    if !package.receiver.is_empty() {
        agent(
            xml,
            &[("ROLE", "PRESERVATION"), ("TYPE", "ORGANIZATION")],
            &package.receiver,
            &[],
        )?;
    }
    Ok(())
}

/// A PREMIS document: objects first, then events.
pub(super) struct Premis<W: Write> {
    xml: Xml<W>,
}

impl<W: Write> Premis<W> {
    pub(super) fn new(out: W) -> io::Result<Self> {
        let mut xml = Xml::document(out)?;
        let namespaces = [
            ("xmlns:premis", "http://arkivverket.no/standarder/PREMIS"),
            ("xmlns:xlink", XLINK),
            ("xmlns:xsi", XSI),
            ("version", "2.0"),
        ];
        xml.open_with("premis:premis", &namespaces)?;
        Ok(Self { xml })
    }

    /// A file; `name` is its place, or the package's id.
    pub(super) fn object(&mut self, name: &str, format: &str, fixity: Option<&Fixity>) -> io::Result<()> {
        let xml = &mut self.xml;
        xml.open_with("premis:object", &[("xsi:type", "premis:file")])?;
        identifier(xml, "object", name)?;
        xml.open("premis:preservationLevel")?;
        xml.text("premis:preservationLevelValue", "full")?;
        xml.close("premis:preservationLevel")?;
        xml.open("premis:objectCharacteristics")?;
        xml.text("premis:compositionLevel", "0")?;
        if let Some(fixity) = fixity {
            xml.open("premis:fixity")?;
            xml.text("premis:messageDigestAlgorithm", "SHA-256")?;
            xml.text("premis:messageDigest", &fixity.sha256)?;
            xml.close("premis:fixity")?;
            xml.text("premis:size", &fixity.bytes.to_string())?;
        }
        xml.open("premis:format")?;
        xml.open("premis:formatDesignation")?;
        xml.text("premis:formatName", format)?;
        xml.close("premis:formatDesignation")?;
        xml.close("premis:format")?;
        xml.close("premis:objectCharacteristics")?;
        xml.close("premis:object")
    }

    /// Something that was done to `object`.
    pub(super) fn event(
        &mut self,
        id: &str,
        kind: &str,
        at: &str,
        detail: &str,
        object: &str,
    ) -> io::Result<()> {
        let xml = &mut self.xml;
        xml.open("premis:event")?;
        identifier(xml, "event", id)?;
        xml.text("premis:eventType", kind)?;
        xml.text("premis:eventDateTime", at)?;
        xml.text("premis:eventDetail", detail)?;
        xml.open("premis:eventOutcomeInformation")?;
        xml.text("premis:eventOutcome", "0")?;
        xml.close("premis:eventOutcomeInformation")?;
        identifier(xml, "linkingObject", object)?;
        xml.close("premis:event")
    }

    pub(super) fn finish(mut self) -> io::Result<W> {
        self.xml.close("premis:premis")?;
        self.xml.finish()
    }
}

fn identifier<W: Write>(xml: &mut Xml<W>, of: &str, value: &str) -> io::Result<()> {
    xml.open(&format!("premis:{of}Identifier"))?;
    xml.text(&format!("premis:{of}IdentifierType"), "NO/RA")?;
    xml.text(&format!("premis:{of}IdentifierValue"), value)?;
    xml.close(&format!("premis:{of}Identifier"))
}
