//! Names of archived things that have no address on the web.

use model::{
    Id,
    archive::{Part, Record},
};
use std::fmt::Write as _;

/// `urn:uuid:` with the 128 bits of one of our ids: the same id always gives the same name, and back.
#[must_use]
pub fn uuid(id: &impl Id) -> String {
    let bits = ulid::Ulid::from_string(id.as_str()).map_or(0, |ulid| ulid.0);
    let part = |from: u32, digits: u32| (bits >> from) & ((1 << (4 * digits)) - 1);
    format!(
        "urn:uuid:{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        part(96, 8),
        part(80, 4),
        part(64, 4),
        part(48, 4),
        part(0, 12)
    )
}

/// `rettesnor:<municipality>/<record>/<entry>/<part name>`.
#[must_use]
pub fn part(record: &Record, part: &Part) -> String {
    below(entry(record, &part.entry), &part.name)
}

/// `rettesnor:<municipality>/<record>/<entry>`.
#[must_use]
pub fn entry(record: &Record, entry: &model::EntryId) -> String {
    format!("rettesnor:{}/{}/{entry}", record.municipality, record.id)
}

/// `<base>/archive/records/<record>/<entry>/<part name>`.
#[must_use]
pub fn part_under(base: &str, record: &Record, part: &Part) -> String {
    below(entry_under(base, record, &part.entry), &part.name)
}

/// `<base>/archive/records/<record>/<entry>`.
#[must_use]
pub fn entry_under(base: &str, record: &Record, entry: &model::EntryId) -> String {
    format!("{base}/archive/records/{}/{entry}", record.id)
}

/// The URI with a name below it, percent-encoded.
fn below(mut uri: String, name: &str) -> String {
    uri.push('/');
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}
