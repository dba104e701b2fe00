//! arkivuttrekk.xml: what the extraction consists of, as ADDML 8.3.

use super::{
    Dates, FIELDS_SCHEMA, LISTING_SCHEMA, SCHEMAS,
    input::Archive,
    write::Counts,
    xml::{Digesting, Fixity, Xml},
};
use crate::ExportError;
use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

const NAMESPACE: &str = "http://www.arkivverket.no/standarder/addml";

/// A file of the extraction with how often its elements occur.
pub(super) struct Listed {
    /// Without `.xml`.
    pub(super) name: &'static str,
    pub(super) fixity: Fixity,
    pub(super) occurrences: Vec<(&'static str, u64)>,
}

/// What is true of the whole extraction.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Traits {
    pub(super) shielded: bool,
    pub(super) destroyed: bool,
    pub(super) to_destroy: bool,
    pub(super) fields: bool,
}

pub(super) fn write(
    folder: &Path,
    archive: &Archive,
    dates: &Dates,
    (files, traits, counts): (&[Listed], Traits, Counts),
    schemas: &BTreeMap<String, Fixity>,
) -> Result<(), ExportError> {
    let file = File::create_new(folder.join("arkivuttrekk.xml"))?;
    let mut xml = Xml::document(Digesting::new(BufWriter::new(file)))?;
    xml.open_with(
        "addml",
        &[
            ("xmlns", NAMESPACE),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("xsi:schemaLocation", &format!("{NAMESPACE} {LISTING_SCHEMA}")),
            ("name", "Noark 5-arkivuttrekk"),
        ],
    )?;
    xml.open("dataset")?;
    xml.text("description", "Noark 5-arkivuttrekk")?;
    reference(&mut xml, archive, dates)?;
    xml.open("dataObjects")?;
    xml.open_with("dataObject", &[("name", "Noark 5-arkivuttrekk")])?;
    whole(&mut xml, traits, counts)?;
    xml.open("dataObjects")?;
    for file in files {
        xml.open_with("dataObject", &[("name", file.name)])?;
        xml.open("properties")?;
        file_property(&mut xml, &format!("{}.xml", file.name), Some(&file.fixity))?;
        let standard = SCHEMAS.iter().find(|(of, _)| *of == file.name);
        for (at, schema) in standard
            .map_or(&[][..], |(_, schemas)| *schemas)
            .iter()
            .enumerate()
        {
            schema_property(&mut xml, schema, schemas.get(*schema), at == 0)?;
        }
        if file.name == "arkivstruktur" && traits.fields {
            schema_property(&mut xml, FIELDS_SCHEMA.0, schemas.get(FIELDS_SCHEMA.0), false)?;
        }
        xml.open_with("property", &[("name", "info")])?;
        xml.open("properties")?;
        for (element, count) in &file.occurrences {
            xml.open_with("property", &[("name", "numberOfOccurrences")])?;
            xml.text("value", element)?;
            xml.open("properties")?;
            property(&mut xml, "elementPath", None, &format!("//{element}"))?;
            property(&mut xml, "value", Some("integer"), &count.to_string())?;
            xml.close("properties")?;
            xml.close("property")?;
        }
        xml.close("properties")?;
        xml.close("property")?;
        xml.close("properties")?;
        xml.close("dataObject")?;
    }
    for name in ["dataObjects", "dataObject", "dataObjects", "dataset", "addml"] {
        xml.close(name)?;
    }
    let (file, _) = xml.finish()?.finish();
    file.into_inner()
        .map_err(io::IntoInnerError::into_error)?
        .sync_all()?;
    Ok(())
}

fn reference<W: Write>(xml: &mut Xml<W>, archive: &Archive, dates: &Dates) -> io::Result<()> {
    let element = |xml: &mut Xml<W>, name: &str, value: &str| {
        xml.open_with("additionalElement", &[("name", name)])?;
        xml.text("value", value)?;
        xml.close("additionalElement")
    };
    xml.open("reference")?;
    xml.open("context")?;
    xml.open("additionalElements")?;
    xml.open_with("additionalElement", &[("name", "recordCreators")])?;
    xml.open("additionalElements")?;
    element(xml, "recordCreator", &archive.creator)?;
    xml.close("additionalElements")?;
    xml.close("additionalElement")?;
    element(xml, "systemType", "Sakarkiv (Noark-5)")?;
    element(xml, "systemName", &archive.system)?;
    element(xml, "archive", &archive.title)?;
    xml.close("additionalElements")?;
    xml.close("context")?;
    xml.open("content")?;
    xml.open("additionalElements")?;
    xml.open_with("additionalElement", &[("name", "archivalPeriod")])?;
    xml.open("properties")?;
    property(xml, "startDate", None, &dates.day(archive.opened))?;
    property(xml, "endDate", None, &dates.day(archive.closed))?;
    for name in [
        "properties",
        "additionalElement",
        "additionalElements",
        "content",
        "reference",
    ] {
        xml.close(name)?;
    }
    Ok(())
}

fn whole<W: Write>(xml: &mut Xml<W>, traits: Traits, counts: Counts) -> io::Result<()> {
    let yes = |is: bool| if is { "true" } else { "false" };
    xml.open("properties")?;
    xml.open_with("property", &[("name", "info")])?;
    xml.open("properties")?;
    versioned(xml, "type", "Noark 5", "5.5")?;
    xml.open_with("property", &[("name", "additionalInfo")])?;
    xml.open("properties")?;
    xml.open_with("property", &[("name", "periode")])?;
    xml.open("properties")?;
    // Every folder lies in one extraction as a whole.
    property(xml, "inngaaendeSkille", None, "skarp")?;
    property(xml, "utgaaendeSkille", None, "skarp")?;
    xml.close("properties")?;
    xml.close("property")?;
    let boolean = Some("boolean");
    property(
        xml,
        "inneholderSkjermetInformasjon",
        boolean,
        yes(traits.shielded),
    )?;
    property(
        xml,
        "omfatterDokumenterSomErKassert",
        boolean,
        yes(traits.destroyed),
    )?;
    property(
        xml,
        "inneholderDokumenterSomSkalKasseres",
        boolean,
        yes(traits.to_destroy),
    )?;
    property(
        xml,
        "inneholderVirksomhetsspesifikkeMetadata",
        boolean,
        yes(traits.fields),
    )?;
    property(
        xml,
        "antallDokumentfiler",
        Some("integer"),
        &counts.files.to_string(),
    )?;
    for name in ["properties", "property", "properties", "property", "properties"] {
        xml.close(name)?;
    }
    Ok(())
}

fn property<W: Write>(xml: &mut Xml<W>, name: &str, kind: Option<&str>, value: &str) -> io::Result<()> {
    match kind {
        Some(kind) => xml.open_with("property", &[("name", name), ("dataType", kind)])?,
        None => xml.open_with("property", &[("name", name)])?,
    }
    xml.text("value", value)?;
    xml.close("property")
}

fn versioned<W: Write>(xml: &mut Xml<W>, name: &str, value: &str, version: &str) -> io::Result<()> {
    xml.open_with("property", &[("name", name)])?;
    xml.text("value", value)?;
    xml.open("properties")?;
    property(xml, "version", None, version)?;
    xml.close("properties")?;
    xml.close("property")
}

fn file_property<W: Write>(xml: &mut Xml<W>, name: &str, fixity: Option<&Fixity>) -> io::Result<()> {
    xml.open_with("property", &[("name", "file")])?;
    xml.open("properties")?;
    property(xml, "name", None, name)?;
    versioned(xml, "format", "XML", "1.0")?;
    if let Some(fixity) = fixity {
        xml.open_with("property", &[("name", "checksum")])?;
        xml.open("properties")?;
        property(xml, "algorithm", None, "SHA-256")?;
        property(xml, "value", None, &fixity.sha256)?;
        xml.close("properties")?;
        xml.close("property")?;
    }
    xml.close("properties")?;
    xml.close("property")
}

/// A schema that lies beside; one that was not given is not listed.
fn schema_property<W: Write>(
    xml: &mut Xml<W>,
    name: &str,
    fixity: Option<&Fixity>,
    main: bool,
) -> io::Result<()> {
    let Some(fixity) = fixity else { return Ok(()) };
    xml.open_with("property", &[("name", "schema")])?;
    if main {
        xml.text("value", "main")?;
    }
    xml.open("properties")?;
    file_property(xml, name, Some(fixity))?;
    versioned(xml, "type", "XML Schema", "1.0")?;
    xml.close("properties")?;
    xml.close("property")
}
