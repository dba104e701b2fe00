//! Whether the working copies (revisions, publications, items, answers, moderation decisions, pictures) say what the journal
//! says; decisions and duties are compared beside.

use super::decided::Decided;
use super::said::{Said, answer_fits, moderation_fits, publication_fits, words};
use crate::{Flow, Result, approvals};
use ledger::verify::{Place, Problem, Row};
use ledger::{RecordKey, open_part};
use model::archive::Record;
use model::item::Item;
use model::post::{Post, Revision};
use model::{Id as _, ItemId, MunicipalityId, PostId, RecordId};
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use store::{Cursor, InboxFilter, PostFilter, Read, StoreError};

/// Rows read at a time.
const CHUNK: usize = 256;

/// What the journal says, gathered while it is read.
#[derive(Default)]
pub(super) struct Copies {
    /// Entries before this position were read back from an export and have no working copies.
    from: i64,
    keys: HashMap<RecordId, RecordKey>,
    said: Said,
    decided: Decided,
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
        self.decided.records(batch);
        self.keys.extend(
            batch
                .iter()
                .filter_map(|r| Some((r.id.clone(), flow.key_of(r).ok()?))),
        );
    }

    /// Takes entries in order.
    pub(super) fn entries(&mut self, batch: &[Row]) {
        for row in batch.iter().filter(|row| row.entry.seq >= self.from) {
            let kind = row.entry.kind.as_str();
            let (copied, decided) = (Said::is_in(kind), Decided::is_in(kind));
            if (copied || decided)
                && let Some(data) = self.data(row)
            {
                match copied {
                    true => self.said.take(kind, &data),
                    false => self.decided.take(&row.entry.id, &row.entry.record, kind, &data),
                }
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
        self.moderations(flow, municipality, &mut problems).await?;
        let keys = &self.keys;
        let open = |record: &RecordId| keys.contains_key(record);
        self.decided
            .compare(flow, municipality, &open, &mut problems)
            .await?;
        // What was taken out above is there; what is left has lost its copy.
        let left = self.said.left().chain(self.decided.left());
        problems.extend(left.map(|place| problem(place, "copy-missing")));
        Ok(problems)
    }

    async fn posts(
        &mut self,
        flow: &Flow,
        municipality: &MunicipalityId,
        problems: &mut Vec<Problem>,
    ) -> Result<()> {
        let read = flow.store().read().await?;
        let (mut pictures, every) = (HashSet::new(), PostFilter::default());
        let mut after: Option<Cursor> = None;
        loop {
            let page = read.posts(municipality, &every, after.as_ref(), CHUNK).await;
            let Some(page) = readable(page, problems)? else {
                return Ok(());
            };
            self.publications(&*read, municipality, &page.items, problems)
                .await?;
            for post in &page.items {
                let revisions = read.revisions_of(municipality, &post.id).await;
                let Some(revisions) = readable(revisions, problems)? else {
                    continue;
                };
                for revision in &revisions {
                    let said = self.said.revisions.remove(revision.id.as_str());
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
        let every = InboxFilter::default();
        let mut after: Option<Cursor> = None;
        loop {
            let page = read.inbox(municipality, &every, after.as_ref(), CHUNK).await;
            let Some(page) = readable(page, problems)? else {
                return Ok(());
            };
            self.answers(&*read, municipality, &page.items, problems).await?;
            for item in &page.items {
                let said = self.said.items.remove(item.id.as_str());
                let fits = said.map(|(text, seen)| text == words(&[&item.text]) && seen == item.visibility);
                problems.extend(wrong("item", item.id.as_str(), fits));
            }
            after = page.next;
            if after.is_none() {
                return Ok(());
            }
        }
    }

    async fn publications(
        &mut self,
        read: &dyn Read,
        municipality: &MunicipalityId,
        posts: &[Post],
        problems: &mut Vec<Problem>,
    ) -> Result<()> {
        let posts: Vec<PostId> = posts.iter().map(|p| p.id.clone()).collect();
        let Some(found) = readable(read.publications_of(municipality, &posts).await, problems)? else {
            return Ok(());
        };
        for p in &found {
            let said = self.said.published.remove(p.id.as_str());
            // What never was out has not been said yet.
            if said.is_some() || p.published_at.is_some() {
                let fits = said.map(|said| publication_fits(p, said));
                problems.extend(wrong("publication", p.id.as_str(), fits));
            }
        }
        Ok(())
    }

    async fn answers(
        &mut self,
        read: &dyn Read,
        municipality: &MunicipalityId,
        items: &[Item],
        problems: &mut Vec<Problem>,
    ) -> Result<()> {
        let items: Vec<ItemId> = items.iter().map(|i| i.id.clone()).collect();
        let Some(found) = readable(read.answers_of(municipality, &items).await, problems)? else {
            return Ok(());
        };
        for a in &found {
            let said = self.said.answers.remove(a.id.as_str());
            let fits = said.map(|said| answer_fits(a, said));
            problems.extend(wrong("answer", a.id.as_str(), fits));
        }
        Ok(())
    }

    async fn moderations(
        &mut self,
        flow: &Flow,
        municipality: &MunicipalityId,
        problems: &mut Vec<Problem>,
    ) -> Result<()> {
        let read = flow.store().read().await?;
        let mut after: Option<Cursor> = None;
        loop {
            let page = read.moderations(municipality, &[], after.as_ref(), CHUNK).await;
            let Some(page) = readable(page, problems)? else {
                return Ok(());
            };
            for m in &page.items {
                let said = self.said.moderations.remove(m.id.as_str());
                let fits = said.map(|said| moderation_fits(m, said));
                problems.extend(wrong("moderation", m.id.as_str(), fits));
            }
            after = page.next;
            if after.is_none() {
                return Ok(());
            }
        }
    }
}

/// What was read; a row that is none that was ever written becomes a problem.
pub(super) fn readable<T>(found: store::Result<T>, problems: &mut Vec<Problem>) -> Result<Option<T>> {
    match found {
        Err(StoreError::Corrupt { table, id, .. }) => {
            problems.push(problem(format!("{table} {id}"), "row-unreadable"));
            Ok(None)
        }
        found => Ok(Some(found?)),
    }
}

/// What is wrong with a row of which the journal says something, if anything is.
pub(super) fn wrong(table: &str, id: &str, fits: Option<bool>) -> Option<Problem> {
    let key = match fits {
        Some(true) => return None,
        Some(false) => "copy-differs",
        None => "copy-without-record",
    };
    Some(problem(format!("{table} {id}"), key))
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
