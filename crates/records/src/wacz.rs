//! WACZ 1.1.1: a WARC file with its index and its pages in a ZIP file, which a player opens as it is.

use crate::ExportError;
use crate::container::Container;
use model::Millis;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::io::{Read, Seek, Write};

/// Name of the WARC file inside, which the index says.
pub const WARC: &str = "data.warc.gz";

/// First line of the list of pages.
pub const PAGES_HEAD: &str = "{\"format\":\"json-pages-1.0\",\"id\":\"pages\",\"title\":\"All Pages\"}\n";

#[derive(Serialize)]
struct DataPackage<'a> {
    profile: &'static str,
    wacz_version: &'static str,
    title: &'a str,
    created: String,
    software: &'static str,
    resources: Vec<Resource>,
}

#[derive(Serialize)]
struct Resource {
    name: String,
    path: String,
    hash: String,
    bytes: u64,
}

#[derive(Serialize)]
struct Digest {
    path: &'static str,
    hash: String,
}

/// Puts a WACZ file together from a WARC file ([`crate::warc::Writer`] with gzip, an index and a base), its sorted CDXJ index
/// ([`crate::warc::cdx`], file name [`WARC`]) and its list of pages (one [`crate::warc::Page`] a line as JSON, after [`PAGES_HEAD`]).
///
/// # Errors
/// [`ExportError`].
pub fn write<W: Write + Seek>(
    out: W,
    at: Millis,
    title: &str,
    warc: &mut dyn Read,
    index: &mut dyn Read,
    pages: &mut dyn Read,
) -> Result<W, ExportError> {
    let mut zip = Container::new(out, "", at);
    let held = [
        zip.add(&format!("archive/{WARC}"), warc)?,
        zip.add("indexes/index.cdx", index)?,
        zip.add("pages/pages.jsonl", pages)?,
    ];
    let resource = |held: crate::container::Held| Resource {
        name: held.path.rsplit('/').next().unwrap_or_default().to_owned(),
        hash: format!("sha256:{}", held.sha256),
        bytes: held.size,
        path: held.path,
    };
    let package = serde_json::to_vec(&DataPackage {
        profile: "data-package",
        wacz_version: "1.1.1",
        title,
        created: at.rfc3339(),
        software: concat!("rettesnor/", env!("CARGO_PKG_VERSION")),
        resources: held.map(resource).into(),
    })?;
    zip.add("datapackage.json", &mut package.as_slice())?;
    let digest = serde_json::to_vec(&Digest {
        path: "datapackage.json",
        hash: format!("sha256:{}", hex::encode(Sha256::digest(&package))),
    })?;
    zip.add("datapackage-digest.json", &mut digest.as_slice())?;
    zip.finish()
}
