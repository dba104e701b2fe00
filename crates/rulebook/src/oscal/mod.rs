//! Export as OSCAL 1.2 JSON: a guideline as a catalog of controls, the state of compliance as assessment results.
//! <https://pages.nist.gov/OSCAL-Reference/models/>

mod catalog;
mod results;

pub use catalog::catalog;
pub use results::{Assessment, ClauseState, assessment_results};

use jiff::tz::TimeZone;
use model::Millis;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Version of OSCAL that is written.
const VERSION: &str = "1.2.1";
/// Names the properties that OSCAL does not have.
const NAMESPACE: &str = "urn:rettesnor:oscal";

/// A name-based identifier: the same names give the same. Version 5 in form; the hash is SHA-256, cut.
fn uuid(names: &[&str]) -> String {
    let mut hash = Sha256::new();
    for name in names {
        hash.update(name.as_bytes());
        hash.update([0]);
    }
    let digest: String = hex::encode(hash.finalize()).chars().take(32).collect();
    let mut out = String::with_capacity(36);
    for (i, c) in digest.chars().enumerate() {
        if [8, 12, 16, 20].contains(&i) {
            out.push('-');
        }
        out.push(match i {
            12 => '5',
            16 => 'a',
            _ => c,
        });
    }
    out
}

/// A clause's id as OSCAL allows it: letters, digits, `.`, `-` and `_`, beginning with a letter.
fn token(id: &str) -> String {
    let plain: String = id
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || ".-_".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    if plain.starts_with(char::is_alphabetic) {
        plain
    } else {
        format!("_{plain}")
    }
}

/// One line without spaces around it, as OSCAL's strings are; `-` when nothing is left.
fn line(text: &str) -> String {
    let one = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if one.is_empty() { "-".to_owned() } else { one }
}

fn property(name: &str, value: &str) -> Value {
    json!({ "name": name, "ns": NAMESPACE, "value": line(value) })
}

fn time(at: Millis) -> String {
    let at = at.timestamp().to_zoned(TimeZone::UTC);
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn metadata(title: &str, version: &str, at: Millis) -> Value {
    json!({
        "title": line(title),
        "last-modified": time(at),
        "version": line(version),
        "oscal-version": VERSION,
    })
}
