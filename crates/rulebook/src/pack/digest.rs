//! The fingerprint of packs: SHA-256 over canonical JSON of what the files say, so that comments, order of keys
//! and line ends do not matter, and every value does.

use super::Pack;
use sha2::{Digest, Sha256};
use toml::de::{DeTable, DeValue};

/// Hex digest of the packs, each file under its path inside the pack, in order of path.
pub(crate) fn digest(packs: &[Pack<'_>]) -> String {
    let mut out = String::from("[");
    for pack in packs {
        out.push_str(&quote(&pack.header.id));
        out.push(':');
        let mut files: Vec<_> = pack
            .clauses
            .iter()
            .chain([&pack.document])
            .map(|d| (d.file.strip_prefix(pack.folder).unwrap_or(d.file), d))
            .collect();
        files.sort_by_key(|(path, _)| *path);
        for (path, document) in files {
            out.push_str(&quote(path));
            out.push(':');
            table(document.root.get_ref(), &mut out);
            out.push(',');
        }
    }
    out.push(']');
    hex::encode(Sha256::digest(out.as_bytes()))
}

fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn table(table_: &DeTable<'_>, out: &mut String) {
    let mut keys: Vec<_> = table_.iter().collect();
    keys.sort_by(|a, b| a.0.get_ref().cmp(b.0.get_ref()));
    out.push('{');
    for (i, (key, item)) in keys.into_iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        out.push_str(&quote(key.get_ref()));
        out.push(':');
        value(item.get_ref(), out);
    }
    out.push('}');
}

fn value(item: &DeValue<'_>, out: &mut String) {
    match item {
        DeValue::String(s) => out.push_str(&quote(s)),
        DeValue::Integer(i) => out.push_str(
            &i64::from_str_radix(i.as_str(), i.radix()).map_or_else(|_| quote(i.as_str()), |n| n.to_string()),
        ),
        DeValue::Float(f) => out.push_str(&quote(f.as_str())),
        DeValue::Boolean(b) => out.push_str(if *b { "true" } else { "false" }),
        DeValue::Datetime(d) => out.push_str(&quote(&d.to_string())),
        DeValue::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                value(item.get_ref(), out);
            }
            out.push(']');
        }
        DeValue::Table(t) => table(t, out),
    }
}
