//! What the journal says of decisions and duties, gathered while it is read: by the id of the row that must say it too.

use super::said::{Words, words};
use model::archive::Record;
use model::{EntryId, Id as _, RecordId};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// What is said of one row.
pub(super) struct Row {
    /// Of which table.
    pub(super) table: &'static str,
    /// What does not change afterwards.
    pub(super) facts: Words,
    /// How far it has come.
    pub(super) state: &'static str,
    /// What was said when it came there.
    pub(super) end: Words,
}

/// What is said of a hold.
pub(super) const HOLD: &[&str] = &["cause", "of", "reason", "channel", "from", "to", "until"];
/// What was said of a hold when entries did not tell its times yet.
pub(super) const HOLD_BEFORE: &[&str] = &["cause", "of", "reason", "channel", "until"];
/// What is said of a rule on retention.
pub(super) const RULE: &[&str] = &[
    "title", "of", "channel", "tag", "term", "from", "then", "law", "ruling", "active",
];
/// What is said of a disposal when it is decided on.
pub(super) const DISPOSAL: &[&str] = &["cause", "proposed_by", "note"];
/// What is said of a request to erase when it is answered.
pub(super) const ERASURE: &[&str] = &["disposal", "kept"];
/// What is said of a waiver.
pub(super) const WAIVER: &[&str] = &["terms", "about"];
/// What is said of a step of approval.
pub(super) const APPROVAL: &[&str] = &["verdict", "step", "role", "clause", "title", "digest", "note"];
/// What is said of a request for access.
pub(super) const REQUEST: &[&str] = &["number", "way", "asker", "contact", "text", "received_at", "due"];
/// What is said of a duty.
pub(super) const DUTY: &[&str] = &[
    "kind",
    "clause",
    "subject",
    "subject_id",
    "about",
    "period",
    "person",
    "roles",
    "due",
    "decision",
    "pack",
];
/// What is said of a duty that ends.
pub(super) const ENDED: &[&str] = &["note", "link", "reason"];

/// What was said so far.
#[derive(Default)]
pub(super) struct Decided {
    pub(super) rows: HashMap<String, Row>,
    /// The municipality's own records: what is said in them is of no record of its own.
    own: HashSet<RecordId>,
    /// Requests for access by their record.
    requests: HashMap<RecordId, String>,
    /// Rows whose entries say less than they would now: holds without times, duties that a snapshot did without whoever asked
    /// for it.
    pub(super) older: HashSet<String>,
    /// How many entries on approvals do not name their rows, as none did once: so many rows may be without.
    nameless: usize,
}

impl Decided {
    /// Takes records.
    pub(super) fn records(&mut self, batch: &[Record]) {
        let own = batch
            .iter()
            .filter(|r| r.kind == model::archive::RecordKind::Municipality);
        self.own.extend(own.map(|r| r.id.clone()));
    }

    /// Whether entries of this kind say something of such rows.
    pub(super) fn is_in(kind: &str) -> bool {
        const TABLES: &[&str] = &[
            "hold.",
            "retention.rule-",
            "disposal.",
            "erasure.",
            "waiver.",
            "approval.decided",
            "request.",
            "duty.",
        ];
        TABLES.iter().any(|table| kind.starts_with(table))
    }

    /// The record that a hold is said to cover; empty where it covers more than one.
    pub(super) fn record<'a>(&self, id: &'a RecordId) -> &'a str {
        if self.own.contains(id) { "" } else { id.as_str() }
    }

    /// Takes what an entry of such a kind says; in the order of the journal.
    pub(super) fn take(&mut self, entry: &EntryId, record: &RecordId, kind: &str, data: &Value) {
        let (table, event) = kind.split_once('.').unwrap_or((kind, ""));
        let id = |name: &str| text(data, name);
        let who = actor(data);
        match (table, event) {
            ("hold", "placed") => {
                let older = data.get("from").is_none();
                let fields = if older { HOLD_BEFORE } else { HOLD };
                self.older.extend(older.then(|| id("hold")));
                let facts = facts(data, fields, &[&who, self.record(record)]);
                self.open("hold", id("hold"), facts, "standing");
            }
            ("hold", "released") => {
                let end = facts(data, &["reason"], &[&who]);
                self.go(&id("hold"), "released", end);
            }
            ("retention", _) => {
                self.open("retention rule", id("rule"), facts(data, RULE, &[&who]), "");
            }
            ("disposal", "decided") => {
                let facts = facts(data, DISPOSAL, &[&who, entry.as_str()]);
                self.open("disposal", id("disposal"), facts, "approved");
            }
            ("disposal", "rejected") => {
                let facts = facts(data, &["note"], &[&who]);
                self.open("disposal", id("disposal"), facts, "rejected");
            }
            ("disposal", "done") => {
                self.go(&id("disposal"), "done", facts(data, &["protocol"], &[]));
            }
            ("erasure", "asked") => {
                let facts = facts(data, &["snapshot"], &[&who]);
                self.open("request to erase", id("erasure"), facts, "open");
            }
            ("erasure", "granted") => self.go(&id("erasure"), "granted", facts(data, ERASURE, &[&who])),
            ("erasure", "refused") => self.go(&id("erasure"), "refused", facts(data, ERASURE, &[&who])),
            ("waiver", "asked") => {
                self.open("waiver", id("waiver"), facts(data, WAIVER, &[&who]), "asked");
            }
            ("waiver", "granted") => self.go(&id("of"), "granted", words(&[&who])),
            ("waiver", "refused") => self.go(&id("of"), "refused", words(&[&who])),
            ("waiver", "withdrawn") => self.state(&id("waiver"), "withdrawn"),
            ("waiver", "ended") => self.state(&id("waiver"), "ended"),
            ("approval", _) if id("approval").is_empty() => self.nameless += 1,
            ("approval", _) => {
                let facts = facts(data, APPROVAL, &[&who]);
                self.open("approval", id("approval"), facts, "decided");
            }
            ("request", _) => self.request(record, event, data, &who),
            ("duty", "opened") => self.open("duty", id("duty"), facts(data, DUTY, &[]), "open"),
            ("duty", "done" | "seen") => {
                let older = data.get("snapshot").is_some() && data.get("done_by").is_none();
                self.older.extend(older.then(|| id("duty")));
                self.go(&id("duty"), "done", facts(data, ENDED, &[&who]));
            }
            ("duty", "skipped") => self.go(&id("duty"), "skipped", facts(data, ENDED, &[&who])),
            ("duty", "lapsed") => self.go(&id("duty"), "lapsed", facts(data, ENDED, &[&who])),
            _ => {}
        }
    }

    /// What is said of a request for access. Work on it begins, and is taken up again, without a word.
    fn request(&mut self, record: &RecordId, event: &str, data: &Value, who: &str) {
        if event == "received" {
            let id = text(data, "request");
            self.requests.insert(record.clone(), id.clone());
            self.open("request", id, facts(data, REQUEST, &[who]), "received");
            return;
        }
        let Some(id) = self.requests.get(record).cloned() else {
            return;
        };
        let before = self
            .rows
            .get(&id)
            .map_or_else(String::new, |row| hex::encode(row.end));
        match event {
            "ready" => self.go(
                &id,
                "ready",
                ready(&text(data, "outcome"), &text(data, "digest"), who),
            ),
            "confirmed" => self.go(&id, "confirmed", words(&[&before, who])),
            "answered" => self.go(&id, "sent", words(&[&before, &text(data, "text")])),
            "returned" => self.state(&id, "working"),
            "appealed" => self.state(&id, "appealed"),
            "closed" => self.state(&id, "closed"),
            _ => {}
        }
    }

    fn open(&mut self, table: &'static str, id: String, facts: Words, state: &'static str) {
        let end = words(&[]);
        let row = Row {
            table,
            facts,
            state,
            end,
        };
        self.rows.insert(id, row);
    }

    fn go(&mut self, id: &str, state: &'static str, end: Words) {
        if let Some(row) = self.rows.get_mut(id) {
            (row.state, row.end) = (state, end);
        }
    }

    fn state(&mut self, id: &str, state: &'static str) {
        if let Some(row) = self.rows.get_mut(id) {
            row.state = state;
        }
    }

    /// Whether a row that no entry names may have one that names none; each counts once.
    pub(super) fn may_be_nameless(&mut self) -> bool {
        let some = self.nameless > 0;
        self.nameless = self.nameless.saturating_sub(1);
        some
    }

    /// What has no row any more: with its table and id.
    pub(super) fn left(&self) -> impl Iterator<Item = String> {
        self.rows.iter().map(|(id, row)| format!("{} {id}", row.table))
    }
}

/// What is ready to be handed out, and who says so.
pub(super) fn ready(outcome: &str, digest: &str, who: &str) -> Words {
    words(&[outcome, digest, who])
}

/// These fields of what was said, or of a row told in the same way, and more.
pub(super) fn facts(data: &Value, fields: &[&str], more: &[&str]) -> Words {
    let said: Vec<String> = fields.iter().map(|field| text(data, field)).collect();
    let all: Vec<&str> = said
        .iter()
        .map(String::as_str)
        .chain(more.iter().copied())
        .collect();
    words(&all)
}

/// A field as text; what is not there is empty.
fn text(data: &Value, field: &str) -> String {
    match data.get(field) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

/// Who did it; empty for the product.
fn actor(data: &Value) -> String {
    let of = data
        .get("actor")
        .and_then(|a| a.get("id"))
        .and_then(Value::as_str);
    of.map_or_else(|| text(data, "done_by"), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// What entries said before they named every row and told every time.
    #[test]
    fn entries_of_before_excuse_as_many_rows_and_no_more() {
        let mut decided = Decided::default();
        let entry = EntryId::parse("01JD0000000000000000000001").unwrap();
        let record = RecordId::parse("01JD0000000000000000000002").unwrap();
        let mut take = |kind, data: &Value| decided.take(&entry, &record, kind, data);
        take("approval.decided", &json!({ "verdict": "approved", "step": 1 }));
        take(
            "approval.decided",
            &json!({ "approval": "A", "verdict": "approved" }),
        );
        take(
            "hold.placed",
            &json!({ "hold": "H", "cause": "crisis", "until": null }),
        );
        take(
            "hold.placed",
            &json!({ "hold": "I", "cause": "crisis", "from": null, "to": null }),
        );
        take("duty.done", &json!({ "duty": "D", "snapshot": "S" }));
        take(
            "duty.done",
            &json!({ "duty": "E", "snapshot": "S", "done_by": "P" }),
        );
        take("duty.done", &json!({ "duty": "F", "note": "written" }));
        assert!(decided.may_be_nameless());
        assert!(!decided.may_be_nameless());
        assert!(decided.rows.contains_key("A"));
        assert_eq!(decided.older, HashSet::from(["H".to_owned(), "D".to_owned()]));
    }
}
