//! METS: what the package is, and every file of it with size and digest.

use super::{Package, media_type};
use crate::ExportError;
use crate::container::Held;
use crate::noark::xml::Xml;

/// The files in their groups.
pub(super) struct Groups<'a> {
    pub(super) dc: &'a Held,
    pub(super) premis: &'a Held,
    pub(super) fixed: &'a [Held],
    pub(super) data: &'a [Held],
}

/// No specification of content types knows social media (E-ARK CITS), so it is "other" everywhere.
const CONTENT: [(&str, &str); 2] = [
    ("csip:CONTENTINFORMATIONTYPE", "OTHER"),
    ("csip:OTHERCONTENTINFORMATIONTYPE", "Social media records"),
];

type Written = Result<(), ExportError>;

pub(super) fn document(package: &Package, groups: &Groups<'_>) -> Result<Vec<u8>, ExportError> {
    let mut xml = Xml::document(Vec::new())?;
    let mut root = vec![
        ("xmlns", "http://www.loc.gov/METS/"),
        ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
        ("xmlns:csip", "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        (
            "xsi:schemaLocation",
            "http://www.loc.gov/METS/ schemas/mets.xsd https://DILCIS.eu/XML/METS/CSIPExtensionMETS \
             schemas/DILCISExtensionMETS.xsd",
        ),
        ("OBJID", &package.name),
        ("LABEL", &package.title),
        ("TYPE", "Other"),
        ("csip:OTHERTYPE", "Social media"),
        ("PROFILE", "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"),
    ];
    root.extend(CONTENT);
    xml.open_with("mets", &root)?;
    header(&mut xml, package)?;
    let time = package.time();
    let described = [("ID", "dmd-1"), ("CREATED", time.as_str()), ("STATUS", "CURRENT")];
    xml.open_with("dmdSec", &described)?;
    metadata(&mut xml, &time, groups.dc, "DC")?;
    xml.close("dmdSec")?;
    xml.open("amdSec")?;
    let preserved = [
        ("ID", "premis-1"),
        ("STATUS", "CURRENT"),
        ("CREATED", time.as_str()),
    ];
    xml.open_with("digiprovMD", &preserved)?;
    metadata(&mut xml, &time, groups.premis, "PREMIS")?;
    xml.close("digiprovMD")?;
    xml.close("amdSec")?;
    xml.open_with("fileSec", &[("ID", "files")])?;
    let mut number = 0;
    let (documents, schemas): (Vec<_>, Vec<_>) = groups
        .fixed
        .iter()
        .partition(|h| h.path.starts_with("documentation/"));
    let data: Vec<_> = groups.data.iter().collect();
    for (usage, id, held) in [
        ("Documentation", "documentation", documents),
        ("Schemas", "schemas", schemas),
        ("Representations/rep1", "rep1", data),
    ] {
        let mut attributes = vec![("USE", usage), ("ID", id)];
        attributes.extend(CONTENT);
        xml.open_with("fileGrp", &attributes)?;
        for held in held {
            number += 1;
            let (id, size) = (format!("file-{number}"), held.size.to_string());
            let mut attributes = vec![("ID", id.as_str())];
            attributes.extend(fixity(held, &size, &time));
            xml.open_with("file", &attributes)?;
            let mut place = LOCATION.to_vec();
            place.push(("xlink:href", &held.path));
            xml.empty("FLocat", &place)?;
            xml.close("file")?;
        }
        xml.close("fileGrp")?;
    }
    xml.close("fileSec")?;
    structure(&mut xml, package)?;
    xml.close("mets")?;
    Ok(xml.finish()?)
}

const LOCATION: [(&str, &str); 2] = [("LOCTYPE", "URL"), ("xlink:type", "simple")];

fn header(xml: &mut Xml<Vec<u8>>, package: &Package) -> Written {
    let time = package.time();
    xml.open_with(
        "metsHdr",
        &[
            ("CREATEDATE", time.as_str()),
            ("LASTMODDATE", &time),
            ("csip:OAISPACKAGETYPE", "SIP"),
        ],
    )?;
    let software = [("ROLE", "CREATOR"), ("TYPE", "OTHER"), ("OTHERTYPE", "SOFTWARE")];
    agent(
        xml,
        &software,
        "Rettesnor",
        Some(("SOFTWARE VERSION", env!("CARGO_PKG_VERSION"))),
    )?;
    let archivist = [("ROLE", "ARCHIVIST"), ("TYPE", "ORGANIZATION")];
    let number = ("IDENTIFICATIONCODE", package.org_number.as_str());
    agent(xml, &archivist, &package.organisation, Some(number))?;
    if !package.receiver.is_empty() {
        let receiver = [("ROLE", "PRESERVATION"), ("TYPE", "ORGANIZATION")];
        agent(xml, &receiver, &package.receiver, None)?;
    }
    if !package.agreement.is_empty() {
        let kind = [("TYPE", "SUBMISSIONAGREEMENT")];
        xml.text_with("altRecordID", &kind, &package.agreement)?;
    }
    xml.close("metsHdr")?;
    Ok(())
}

fn agent(
    xml: &mut Xml<Vec<u8>>,
    attributes: &[(&str, &str)],
    name: &str,
    note: Option<(&str, &str)>,
) -> Written {
    xml.open_with("agent", attributes)?;
    xml.text("name", name)?;
    if let Some((kind, text)) = note {
        xml.text_with("note", &[("csip:NOTETYPE", kind)], text)?;
    }
    xml.close("agent")?;
    Ok(())
}

fn metadata(xml: &mut Xml<Vec<u8>>, time: &str, held: &Held, kind: &str) -> Written {
    let size = held.size.to_string();
    let mut attributes = LOCATION.to_vec();
    attributes.extend([("xlink:href", held.path.as_str()), ("MDTYPE", kind)]);
    attributes.extend(fixity(held, &size, time));
    xml.empty("mdRef", &attributes)?;
    Ok(())
}

fn fixity<'a>(held: &'a Held, size: &'a str, time: &'a str) -> [(&'static str, &'a str); 5] {
    [
        ("MIMETYPE", media_type(&held.path)),
        ("SIZE", size),
        ("CREATED", time),
        ("CHECKSUM", &held.sha256),
        ("CHECKSUMTYPE", "SHA-256"),
    ]
}

fn structure(xml: &mut Xml<Vec<u8>>, package: &Package) -> Written {
    let map = [("ID", "csip"), ("TYPE", "PHYSICAL"), ("LABEL", "CSIP")];
    xml.open_with("structMap", &map)?;
    xml.open_with("div", &[("ID", "div-0"), ("LABEL", &package.name)])?;
    xml.empty(
        "div",
        &[
            ("ID", "div-1"),
            ("LABEL", "Metadata"),
            ("ADMID", "premis-1"),
            ("DMDID", "dmd-1"),
        ],
    )?;
    for (div, label, group) in [
        ("div-2", "Documentation", "documentation"),
        ("div-3", "Schemas", "schemas"),
        ("div-4", "Representations", "rep1"),
    ] {
        xml.open_with("div", &[("ID", div), ("LABEL", label)])?;
        xml.empty("fptr", &[("FILEID", group)])?;
        xml.close("div")?;
    }
    xml.close("div")?;
    xml.close("structMap")?;
    Ok(())
}
