//! IPTC's record (IIM 4.2) inside Photoshop resources.

use super::container::{number16, number32};

/// What the record says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Iptc {
    /// By-line (2:80).
    pub creator: String,
    /// Credit (2:110).
    pub credit: String,
    /// Source (2:115).
    pub source: String,
    /// Copyright notice (2:116).
    pub rights: String,
    /// Whether a city or a place in it is named (2:90, 2:92).
    pub place: bool,
}

/// The resource that holds the record.
const IPTC: usize = 0x0404;

/// Reads the record; what is damaged is left out.
pub(super) fn read(photoshop: &[u8]) -> Iptc {
    let mut iptc = Iptc::default();
    let mut at = 0;
    while let (Some(b"8BIM"), Some(id)) = (photoshop.get(at..at + 4), number16(photoshop, at + 4)) {
        // A name with its length before it, filled up to an even number of bytes.
        let name = photoshop.get(at + 6).map_or(0, |&length| usize::from(length)) + 1;
        let head = at + 6 + name + name % 2;
        let Some(size) = number32(photoshop, head) else {
            break;
        };
        let Some(body) = photoshop.get(head + 4..(head + 4).saturating_add(size)) else {
            break;
        };
        if id == IPTC {
            record(body, &mut iptc);
        }
        at = head + 4 + size + size % 2;
    }
    iptc
}

/// Datasets: `1c`, record, number, length, value.
fn record(body: &[u8], iptc: &mut Iptc) {
    let mut at = 0;
    while let Some(&[0x1c, record, number]) = body.get(at..at + 3) {
        // Longer ones have the first bit set; none of these do.
        let Some(length) = number16(body, at + 3).filter(|length| *length < 0x8000) else {
            return;
        };
        let Some(value) = body.get(at + 5..at + 5 + length) else {
            return;
        };
        at += 5 + length;
        let kept = match (record, number) {
            (2, 80) => &mut iptc.creator,
            (2, 110) => &mut iptc.credit,
            (2, 115) => &mut iptc.source,
            (2, 116) => &mut iptc.rights,
            (2, 90 | 92) => {
                iptc.place = true;
                continue;
            }
            _ => continue,
        };
        if kept.is_empty() {
            *kept = text(value);
        }
    }
}

/// UTF-8, as every program writes today; otherwise Latin-1, as they did before.
fn text(value: &[u8]) -> String {
    std::str::from_utf8(value).map_or_else(
        |_| value.iter().map(|&byte| char::from(byte)).collect(),
        str::to_owned,
    )
}
