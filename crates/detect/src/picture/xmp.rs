//! The few properties of an XMP packet (ISO 16684-1) that matter here.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// What the packet says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Xmp {
    /// First of `dc:creator`.
    pub creator: String,
    /// `photoshop:Credit`.
    pub credit: String,
    /// `dc:rights`.
    pub rights: String,
    /// `Iptc4xmpExt:DigitalSourceType`, an address.
    pub source_type: String,
    /// Whether a position or a place is named.
    pub place: bool,
}

/// Most bytes of a packet that are read: a JPEG segment holds fewer, and nothing needed here stands later.
const PACKET_MAX: usize = 1_000_000;
/// Most bytes of one value.
const VALUE_MAX: usize = 2_000;
/// Deepest nesting that is followed.
const DEPTH_MAX: usize = 64;

/// A property's value: its first one, where it is a list.
#[derive(Default)]
struct Value {
    text: String,
    closed: bool,
}

/// Reads a packet; what is no XML from some place on is read up to there. Properties stand as attributes or as elements,
/// their text perhaps inside a list (`rdf:Seq`, `rdf:Alt`).
pub(crate) fn read(packet: &[u8]) -> Xmp {
    let packet = packet.get(..packet.len().min(PACKET_MAX)).unwrap_or_default();
    let text = String::from_utf8_lossy(packet);
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut open: Vec<String> = Vec::new();
    let mut found = Found::default();
    while open.len() < DEPTH_MAX {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                found.attributes(&start);
                open.push(start.local_name().as_ref().to_owned());
            }
            Ok(Event::Empty(start)) => found.attributes(&start),
            Ok(Event::End(_)) => {
                found.close(&open);
                open.pop();
            }
            Ok(Event::Text(text)) => found.put(&open, &text),
            Ok(Event::GeneralRef(entity)) => found.put(&open, &sign(&entity)),
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    let text = |value: Value| value.text.trim().to_owned();
    Xmp {
        creator: text(found.creator),
        credit: text(found.credit),
        rights: text(found.rights),
        source_type: text(found.source_type),
        place: found.place,
    }
}

fn sign(entity: &BytesRef<'_>) -> String {
    if let Ok(Some(sign)) = entity.resolve_char_ref() {
        return sign.to_string();
    }
    resolve_predefined_entity(entity).unwrap_or_default().to_owned()
}

#[derive(Default)]
struct Found {
    creator: Value,
    credit: Value,
    rights: Value,
    source_type: Value,
    place: bool,
}

impl Found {
    fn attributes(&mut self, start: &BytesStart<'_>) {
        for attribute in start.attributes().with_checks(false).flatten() {
            let property = [attribute.key.local_name().as_ref().to_owned()];
            let value = attribute.normalized_value(XmlVersion::default());
            self.put(&property, &value.unwrap_or_default());
            self.close(&property);
        }
    }

    /// The property that the innermost elements belong to: itself, a list in it, or an entry of that list.
    fn of(&mut self, open: &[String]) -> Option<&mut Value> {
        for property in open.iter().rev().take(3) {
            match property.as_str() {
                "creator" => return Some(&mut self.creator),
                "Credit" => return Some(&mut self.credit),
                "rights" => return Some(&mut self.rights),
                "DigitalSourceType" => return Some(&mut self.source_type),
                _ => {}
            }
        }
        None
    }

    fn put(&mut self, open: &[String], text: &str) {
        let inner = open.last().map_or("", String::as_str);
        if matches!(inner, "GPSLatitude" | "GPSLongitude" | "City" | "Location") {
            self.place |= !text.trim().is_empty();
        }
        if let Some(value) = self.of(open)
            && !value.closed
            && value.text.len() + text.len() <= VALUE_MAX
        {
            value.text.push_str(text);
        }
    }

    /// An element ends: what its property has by now is its value.
    fn close(&mut self, open: &[String]) {
        if let Some(value) = self.of(open) {
            value.closed = !value.text.trim().is_empty();
        }
    }
}
