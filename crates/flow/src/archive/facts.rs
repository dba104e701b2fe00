//! What an event's data says to a reader: a list of facts and a main text.

use serde_json::Value;
use std::collections::HashMap;

/// Places in the data of events that are shown, in order, with their locale keys. What is not here (ids, digests of
/// inner things) is in the export alone.
pub const FACTS: &[(&str, &str)] = &[
    ("title", "fact-title"),
    ("name", "fact-name"),
    ("number", "fact-number"),
    ("verdict", "fact-verdict"),
    ("step", "fact-step"),
    ("role", "fact-role"),
    ("clause", "fact-clause"),
    ("ground", "fact-ground"),
    ("act", "fact-act"),
    ("means", "fact-means"),
    ("mode", "fact-mode"),
    ("outcome", "fact-outcome"),
    ("network", "fact-network"),
    ("channel", "fact-channel"),
    ("channels", "fact-channels"),
    ("content/channels", "fact-channels"),
    ("content/link", "fact-link"),
    ("content/lang", "fact-language"),
    ("purpose", "fact-purpose"),
    ("audience", "fact-audience"),
    ("unit", "fact-unit"),
    ("responsible", "fact-responsible"),
    ("administrators", "fact-administrators"),
    ("author/name", "fact-author"),
    ("author/handle", "fact-handle"),
    ("handle", "fact-handle"),
    ("url", "fact-url"),
    ("server", "fact-server"),
    ("written_at", "fact-written-at"),
    ("due", "fact-due"),
    ("route", "fact-route"),
    ("problem", "fact-problem"),
    ("attempts", "fact-attempts"),
    ("held", "fact-held"),
    ("cancelled", "fact-cancelled"),
    ("email", "fact-email"),
    ("roles", "fact-roles"),
    ("state", "fact-state"),
    ("left", "fact-codes-left"),
    ("org_number", "fact-org-number"),
    ("country", "fact-country"),
    ("languages", "fact-languages"),
    ("website", "fact-website"),
    ("pack", "fact-pack"),
    ("administrator", "fact-administrator"),
    ("job", "fact-job"),
    ("records", "fact-records"),
    ("digest", "fact-digest"),
    ("day", "fact-day"),
    ("posts", "fact-posts"),
    ("comments", "fact-comments"),
    ("gaps", "fact-gaps"),
];

/// Places of the main text, the first that is there.
const TEXTS: &[&str] = &["text", "content/text", "reason", "note"];

/// The facts of an event; `names` are people and channels by id.
pub(super) fn of(data: &Value, names: &HashMap<String, String>) -> Vec<(String, String)> {
    let shown = FACTS.iter().filter_map(|(place, label)| {
        let text = words(data.pointer(&format!("/{place}"))?, names)?;
        Some(((*label).to_owned(), text))
    });
    shown.collect()
}

/// The main text of an event; empty when it has none.
pub(super) fn text(data: &Value) -> String {
    let versions = data
        .get("versions")
        .and_then(Value::as_array)
        .and_then(|v| v.last())
        .and_then(|v| v.get("text"));
    let places = TEXTS
        .iter()
        .filter_map(|place| data.pointer(&format!("/{place}")))
        .chain(versions);
    places
        .filter_map(Value::as_str)
        .find(|t| !t.is_empty())
        .unwrap_or_default()
        .to_owned()
}

/// A value in words; nothing for what is empty, for objects, and for ids that have no name.
fn words(value: &Value, names: &HashMap<String, String>) -> Option<String> {
    match value {
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => match names.get(text) {
            Some(name) => Some(name.clone()),
            None if is_id(text) => None,
            None => Some(text.clone()),
        },
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().filter_map(|item| words(item, names)).collect();
            if items.is_empty() {
                None
            } else {
                Some(items.join(", "))
            }
        }
        Value::Null | Value::Object(_) => None,
    }
}

fn is_id(text: &str) -> bool {
    use model::Id as _;
    text.len() == 26 && model::PersonId::parse(text).is_ok()
}
