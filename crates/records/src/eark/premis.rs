//! PREMIS 3: the package and its files as objects, how it came to be as an event, and who did it as agents.

use super::{DATA, Package, media_type};
use crate::ExportError;
use crate::container::Held;
use crate::noark::xml::Xml;

type Written = Result<(), ExportError>;

pub(super) fn document(package: &Package, data: &[Held]) -> Result<Vec<u8>, ExportError> {
    let mut xml = Xml::document(Vec::new())?;
    xml.open_with(
        "premis",
        &[
            ("xmlns", "http://www.loc.gov/premis/v3"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("version", "3.0"),
        ],
    )?;
    let representation = format!("{}/{}", package.name, DATA.trim_end_matches("/data/"));
    for (kind, id) in [
        ("intellectualEntity", package.name.as_str()),
        ("representation", &representation),
    ] {
        xml.open_with("object", &[("xsi:type", kind)])?;
        identifier(&mut xml, "object", id)?;
        xml.close("object")?;
    }
    for held in data {
        file(&mut xml, held)?;
    }
    xml.open("event")?;
    identifier(&mut xml, "event", &format!("{}/event-1", package.name))?;
    xml.text("eventType", "information package creation")?;
    xml.text("eventDateTime", &package.time())?;
    identifier(&mut xml, "linkingAgent", "rettesnor")?;
    identifier(&mut xml, "linkingObject", &package.name)?;
    xml.close("event")?;
    let version = concat!("Rettesnor ", env!("CARGO_PKG_VERSION"));
    for (id, name, kind) in [
        ("rettesnor", version, "software"),
        (&package.org_number, &package.organisation, "organization"),
    ] {
        xml.open("agent")?;
        identifier(&mut xml, "agent", id)?;
        xml.text("agentName", name)?;
        xml.text("agentType", kind)?;
        xml.close("agent")?;
    }
    xml.close("premis")?;
    Ok(xml.finish()?)
}

fn file(xml: &mut Xml<Vec<u8>>, held: &Held) -> Written {
    xml.open_with("object", &[("xsi:type", "file")])?;
    identifier(xml, "object", &held.path)?;
    xml.open("objectCharacteristics")?;
    xml.open("fixity")?;
    xml.text("messageDigestAlgorithm", "SHA-256")?;
    xml.text("messageDigest", &held.sha256)?;
    xml.close("fixity")?;
    xml.text("size", &held.size.to_string())?;
    xml.open("format")?;
    xml.open("formatDesignation")?;
    xml.text("formatName", media_type(&held.path))?;
    xml.close("formatDesignation")?;
    xml.close("format")?;
    xml.close("objectCharacteristics")?;
    xml.close("object")?;
    Ok(())
}

fn identifier(xml: &mut Xml<Vec<u8>>, of: &str, value: &str) -> Written {
    let name = format!("{of}Identifier");
    xml.open(&name)?;
    xml.text(&format!("{name}Type"), "local")?;
    xml.text(&format!("{name}Value"), value)?;
    xml.close(&name)?;
    Ok(())
}
