//! What a C2PA manifest store says of how a picture came to be. No signature is checked: anybody can write such a
//! manifest, and a true one can be taken off, so what it says is a hint and its absence says nothing.

use super::cbor::{self, Value};
use super::container::number32;

/// What the manifests say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Manifest {
    /// The program that made the newest claim, as it names itself.
    pub generator: String,
    /// Words of IPTC's digital source types that its actions name, in order.
    pub source_types: Vec<String>,
}

/// Deepest nesting of boxes.
const DEPTH_MAX: usize = 12;
/// Most boxes that are looked at.
const BOXES_MAX: usize = 4_000;

/// Reads a manifest store, a JUMBF box (ISO/IEC 19566-5); `None` when it holds no claim.
pub(crate) fn read(store: &[u8]) -> Option<Manifest> {
    let mut walk = Walk {
        manifest: None,
        left: BOXES_MAX,
    };
    walk.boxes(store, "", DEPTH_MAX);
    walk.manifest
}

struct Walk {
    manifest: Option<Manifest>,
    left: usize,
}

impl Walk {
    /// The boxes that stand one after the other in `bytes`, inside a box called `label`.
    fn boxes(&mut self, bytes: &[u8], label: &str, depth: usize) {
        let mut rest = bytes;
        let mut label = label.to_owned();
        while self.left > 0
            && let Some((kind, body, after)) = next(rest)
        {
            self.left -= 1;
            match kind {
                b"jumb" if depth > 0 => self.boxes(body, "", depth - 1),
                b"jumd" => label = described(body),
                b"cbor" => self.value(&label, body),
                _ => {}
            }
            rest = after;
        }
    }

    fn value(&mut self, label: &str, body: &[u8]) {
        let claim = label.starts_with("c2pa.claim");
        if !claim && !label.starts_with("c2pa.actions") {
            return;
        }
        let Some(value) = cbor::read(body) else { return };
        let manifest = self.manifest.get_or_insert_default();
        if claim {
            // Of several manifests the last is the active one (C2PA 2.1, 11.1.4.2).
            let name = generator(&value);
            if !name.is_empty() {
                manifest.generator = name;
            }
            return;
        }
        for action in value.field("actions").map_or(&[][..], Value::entries) {
            if let Some(address) = action.field("digitalSourceType").and_then(Value::text) {
                manifest.source_types.push(super::origin_word(address));
            }
        }
    }
}

/// The first box of `bytes`: its kind, what it holds, and what follows it.
pub(crate) fn next(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let kind = bytes.get(4..8)?;
    let (head, size) = match number32(bytes, 0)? {
        0 => (8, bytes.len()),
        1 => (16, number32(bytes, 12).filter(|_| number32(bytes, 8) == Some(0))?),
        size => (8, size),
    };
    Some((kind, bytes.get(head..size)?, bytes.get(size..)?))
}

/// The label in a description box: 16 bytes of kind, a byte that tells what follows, the label up to a zero.
fn described(body: &[u8]) -> String {
    let rest = body.get(17..).unwrap_or_default();
    let label = rest.split(|&byte| byte == 0).next().unwrap_or_default();
    String::from_utf8_lossy(label).into_owned()
}

/// The program's name: `claim_generator_info` has it in words, `claim_generator` as a user agent.
fn generator(claim: &Value<'_>) -> String {
    let info = claim.field("claim_generator_info");
    let info = info.map(|info| info.entries().first().unwrap_or(info));
    let name = info.and_then(|info| info.field("name")).and_then(Value::text);
    let agent = claim.field("claim_generator").and_then(Value::text);
    let agent = agent.and_then(|agent| agent.split(['/', ' ']).next());
    super::clean(name.or(agent).unwrap_or_default(), 80)
}
