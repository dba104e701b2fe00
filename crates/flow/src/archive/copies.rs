//! Whether the working copies (revisions, items, pictures) say what the journal says.

use crate::{Flow, Result, approvals};
use ledger::verify::{Place, Problem, Row};
use ledger::{RecordKey, open_part};
use model::archive::Record;
use model::post::Revision;
use model::{Id as _, MunicipalityId, RecordId};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::{HashMap, HashSet};
use store::{Cursor, InboxFilter, PostFilter, StoreError};

/// Rows read at a time.
const CHUNK: usize = 256;

/// What the journal says, gathered while it is read.
#[derive(Default)]
pub(super) struct Copies {
    /// Entries before this position were read back from an export and have no working copies.
    from: i64,
    keys: HashMap<RecordId, RecordKey>,
    /// Digest of each frozen revision.
    revisions: HashMap<String, String>,
    /// SHA-256 of the newest text of each item.
    items: HashMap<String, [u8; 32]>,
}

impl Copies {
    /// Copies of what was written from this position of the log on.
    pub(super) fn since(from: i64) -> Self {
        Self {
            from,
            ..Self::default()
        }
    }

    /// Takes records. Those that do not open are the verifier's to name.
    pub(super) fn records(&mut self, flow: &Flow, batch: &[Record]) {
        self.keys.extend(
            batch
                .iter()
                .filter_map(|r| Some((r.id.clone(), flow.key_of(r).ok()?))),
        );
    }

    /// Takes entries in order.
    pub(super) fn entries(&mut self, batch: &[Row]) {
        for row in batch.iter().filter(|row| row.entry.seq >= self.from) {
            let data = match row.entry.kind.as_str() {
                "post.submitted" | "item.received" | "item.edited" => self.data(row),
                _ => None,
            };
            let Some(data) = data else { continue };
            let text = |name: &str| data.get(name).and_then(Value::as_str);
            if let (Some(revision), Some(digest)) = (text("revision"), text("digest")) {
                self.revisions.insert(revision.to_owned(), digest.to_owned());
            } else if let (Some(item), Some(said)) = (text("item"), text("text")) {
                self.items.insert(item.to_owned(), Sha256::digest(said).into());
            }
        }
    }

    fn data(&self, row: &Row) -> Option<Value> {
        let held = row.parts.iter().find(|h| h.part.name == "data")?;
        let sealed = held.blob.as_deref().unwrap_or(&held.part.sealed);
        let content = open_part(self.keys.get(&row.entry.record)?, &held.part, sealed).ok()?;
        serde_json::from_slice(&content).ok()
    }

    /// Compares with the working copies.
    pub(super) async fn compare(
        mut self,
        flow: &Flow,
        municipality: &MunicipalityId,
    ) -> Result<Vec<Problem>> {
        let mut problems = Vec::new();
        self.posts(flow, municipality, &mut problems).await?;
        self.inbox(flow, municipality, &mut problems).await?;
        // What was taken out above is there; what is left has lost its copy.
        let lost = self.revisions.keys().map(|id| format!("revision {id}"));
        let lost = lost.chain(self.items.keys().map(|id| format!("item {id}")));
        problems.extend(lost.map(|place| Problem {
            place: Place::Copy(place),
            key: "copy-missing",
        }));
        Ok(problems)
    }

    async fn posts(
        &mut self,
        flow: &Flow,
        municipality: &MunicipalityId,
        problems: &mut Vec<Problem>,
    ) -> Result<()> {
        let read = flow.store().read().await?;
        let mut pictures = HashSet::new();
        let mut after: Option<Cursor> = None;
        loop {
            let page = match read
                .posts(municipality, &PostFilter::default(), after.as_ref(), CHUNK)
                .await
            {
                Err(StoreError::Corrupt { table, id, .. }) => {
                    problems.push(problem(format!("{table} {id}"), "row-unreadable"));
                    return Ok(());
                }
                page => page?,
            };
            for post in &page.items {
                let revisions = match read.revisions_of(municipality, &post.id).await {
                    Err(StoreError::Corrupt { table, id, .. }) => {
                        problems.push(problem(format!("{table} {id}"), "row-unreadable"));
                        continue;
                    }
                    revisions => revisions?,
                };
                for revision in &revisions {
                    let said = self.revisions.remove(revision.id.as_str());
                    if let Some(key) = differs(revision, said.as_deref())? {
                        problems.push(problem(format!("revision {}", revision.id), key));
                    }
                    pictures.extend(revision.content.media.iter().map(|m| m.blob.clone()));
                }
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        drop(read);
        for name in pictures {
            match flow.blobs().get(&name).await {
                Ok(_) => {}
                Err(StoreError::NotFound(_)) => problems.push(Problem {
                    place: Place::Blob(name),
                    key: "blob-missing",
                }),
                Err(StoreError::Corrupt { .. }) => problems.push(Problem {
                    place: Place::Blob(name),
                    key: "blob-damaged",
                }),
                Err(other) => return Err(other.into()),
            }
        }
        Ok(())
    }

    async fn inbox(
        &mut self,
        flow: &Flow,
        municipality: &MunicipalityId,
        problems: &mut Vec<Problem>,
    ) -> Result<()> {
        let read = flow.store().read().await?;
        let mut after: Option<Cursor> = None;
        loop {
            let page = match read
                .inbox(municipality, &InboxFilter::default(), after.as_ref(), CHUNK)
                .await
            {
                Err(StoreError::Corrupt { table, id, .. }) => {
                    problems.push(problem(format!("{table} {id}"), "row-unreadable"));
                    return Ok(());
                }
                page => page?,
            };
            for item in &page.items {
                let now: [u8; 32] = Sha256::digest(&item.text).into();
                match self.items.remove(item.id.as_str()) {
                    Some(said) if said == now => {}
                    Some(_) => problems.push(problem(format!("item {}", item.id), "copy-differs")),
                    None => problems.push(problem(format!("item {}", item.id), "copy-without-record")),
                }
            }
            after = page.next;
            if after.is_none() {
                return Ok(());
            }
        }
    }
}

/// What is wrong with a revision, beside the digest that the journal says.
fn differs(revision: &Revision, said: Option<&str>) -> Result<Option<&'static str>> {
    let content = approvals::digest(&revision.content)?;
    Ok(match said {
        None => Some("copy-without-record"),
        Some(said) if said != content || revision.digest != content => Some("copy-differs"),
        Some(_) => None,
    })
}

fn problem(place: String, key: &'static str) -> Problem {
    Problem {
        place: Place::Copy(place),
        key,
    }
}
