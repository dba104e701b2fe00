//! Reads an archive back into an empty installation.

use super::exports::{About, FORM};
use crate::{Error, Flow, Result, jobs, journal, people};
use ledger::{RecordKey, leaf, merkle, note, reseal, tile};
use model::RecordId;
use model::archive::{LogState, Part, Record};
use model::municipality::Municipality;
use records::bagit::{self, Bag};
use records::parcel::{BadPackage, Limits};
use records::{OpenEntry, jsonl};
use serde::Deserialize;
use std::collections::HashMap;
use std::io::{Read, Seek};
use store::Tx;

/// What was read back.
#[derive(Clone, Debug)]
pub struct Restored {
    /// Whose archive it is.
    pub municipality: Municipality,
    /// Records.
    pub records: usize,
    /// Entries of the log.
    pub entries: i64,
    /// Root of the log, hex: the same as before.
    pub root: String,
    /// Checkpoints of the old log that were found to state it.
    pub checkpoints: usize,
    /// Token of the administrator's invitation, where one was wanted.
    pub invitation: Option<String>,
}

/// Entries written at a time.
const BATCH: usize = 256;

/// The setting that says up to which position a municipality's log was read back: what came before has no working copies.
pub(super) fn setting(municipality: &model::MunicipalityId) -> String {
    format!("restored/{municipality}")
}

/// Reads a package of the whole archive in its own form (an export as `bagit`), checks all of it, and writes records, entries
/// and log as they were, sealed with new keys. All of it or nothing: it is one transaction. The log goes on with a signing
/// key of its own; checkpoints of the old one are checked against the package's key and stay in the package. Nobody is in it who
/// could sign in: `administrator`, an e-mail address, is invited as the first.
///
/// # Errors
/// `Invalid` when that is no e-mail address. `Refused` with the key of what is wrong with the package ([`bagit::read`], [`jsonl::read`]), or `restore-not-empty` (there is a
/// municipality already), `restore-form` (another form), `restore-part` (not the whole archive), `restore-sequence` (an entry is missing
/// or in the wrong place), `restore-root-differs`, `restore-checkpoint-differs`; the database.
pub async fn restore<R: Read + Seek + Send + 'static>(
    flow: &Flow,
    package: R,
    administrator: Option<&str>,
) -> Result<Restored> {
    let wanted = administrator.map(people::form::email).transpose();
    let administrator = wanted.map_err(|key| Error::field("administrator", key))?;
    let read = move || bagit::read(package, Limits::default()).map_err(refused);
    let mut bag = tokio::task::spawn_blocking(read)
        .await
        .map_err(|e| Error::Internal(e.to_string()))??;
    let about: About = serde_json::from_str(&bag.text("archive.json").map_err(refused)?)
        .map_err(|_| Error::refused("restore-form"))?;
    if about.form != FORM {
        return Err(Error::refused("restore-form"));
    }
    if !about.chosen.is_everything() || about.entries != about.size {
        return Err(Error::refused("restore-part"));
    }
    let tx = flow.store().begin().await?;
    if !tx.municipalities().await?.is_empty() {
        return Err(Error::refused("restore-not-empty"));
    }
    let whose = &about.municipality;
    tx.insert_municipality(whose).await?;
    journal::begin_log(flow, &*tx, &whose.id).await?;
    flow.settle_wrapping(&*tx).await?;
    let mut taking = Taking {
        flow,
        tx: &*tx,
        records: HashMap::new(),
        disposed: Vec::new(),
        log: LogState::default(),
        tree: merkle::Tree::new(),
    };
    let paths: Vec<String> = bag.payload();
    for path in paths.iter().filter(|p| p.starts_with("entries/")) {
        let text = bag.text(path).map_err(refused)?;
        let lines: Vec<&str> = text.lines().collect();
        for batch in lines.chunks(BATCH) {
            let mut entries = Vec::with_capacity(batch.len());
            for line in batch {
                let mut file = |path: &str| bytes(&mut bag, path);
                entries.push(jsonl::read(line, &whose.id, &mut file).map_err(refused)?);
            }
            taking.take(entries).await?;
        }
    }
    let root = hex::encode(merkle::root(&taking.log)?);
    if taking.log.size != about.size || root != about.root {
        return Err(Error::refused("restore-root-differs"));
    }
    let checkpoints = checkpoints(&mut bag, &taking.tree)?;
    for record in &taking.disposed {
        tx.erase_record(&whose.id, record).await?;
    }
    tx.put_log_state(&whose.id, &taking.log).await?;
    tx.put_setting(&setting(&whose.id), &about.size.to_string())
        .await?;
    jobs::promise_recurring(flow, &*tx, &whose.id).await?;
    let invitation = match administrator {
        Some(email) => Some(people::invite_first(flow, &*tx, whose, email).await?),
        None => None,
    };
    let restored = Restored {
        records: taking.records.len(),
        entries: about.size,
        municipality: about.municipality.clone(),
        root,
        checkpoints,
        invitation,
    };
    tx.commit().await?;
    Ok(restored)
}

fn bytes<R: Read + Seek>(bag: &mut Bag<R>, path: &str) -> std::result::Result<Vec<u8>, BadPackage> {
    let mut bytes = Vec::new();
    let read = bag.file(path)?.read_to_end(&mut bytes);
    match read {
        Ok(_) => Ok(bytes),
        Err(_) => Err(BadPackage {
            key: "package-damaged",
            at: path.to_owned(),
        }),
    }
}

fn refused(bad: BadPackage) -> Error {
    Error::Refused {
        key: bad.key,
        params: vec![("at", bad.at)],
    }
}

#[derive(Deserialize)]
struct Stated {
    note: String,
}

/// Every checkpoint in the package is signed by the package's key and states the log that was read; how many. Those that
/// were made after the export was asked for state a longer log and are passed by.
fn checkpoints<R: Read + Seek>(bag: &mut Bag<R>, tree: &merkle::Tree) -> Result<usize> {
    let key = note::Verifier::parse(bag.text("log/key").map_err(refused)?.trim())?;
    let mut count = 0;
    for line in bag.text("log/checkpoints").map_err(refused)?.lines() {
        let stated: Stated =
            serde_json::from_str(line).map_err(|_| Error::refused("restore-checkpoint-differs"))?;
        let statement = key.open(&stated.note)?;
        let size = u64::try_from(statement.size).unwrap_or(u64::MAX);
        if size > tree.size() {
            continue;
        }
        if tree.root_at(size)? != statement.root {
            return Err(Error::refused("restore-checkpoint-differs"));
        }
        count += 1;
    }
    Ok(count)
}

struct Taking<'a> {
    flow: &'a Flow,
    tx: &'a dyn Tx,
    /// Each record with its new key.
    records: HashMap<RecordId, RecordKey>,
    /// Records that were disposed of: their new keys, which seal nothing, are destroyed at the end.
    disposed: Vec<RecordId>,
    log: LogState,
    tree: merkle::Tree,
}

impl Taking<'_> {
    async fn take(&mut self, batch: Vec<(Record, OpenEntry)>) -> Result<()> {
        let (mut entries, mut parts, mut completed) = (Vec::new(), Vec::new(), Vec::new());
        let mut of = None;
        for (record, open) in batch {
            if open.entry.seq != self.log.size {
                return Err(Error::refused("restore-sequence"));
            }
            let hash = open.entry.leaf.as_slice();
            let hash: ledger::Hash = hash.try_into().map_err(|_| Error::refused("restore-sequence"))?;
            self.tree.push(hash);
            self.log = merkle::append(&self.log, hash)?;
            completed.extend(tile::completed_by(self.log.size));
            if !self.records.contains_key(&record.id) {
                self.open(&record).await?;
            }
            let key = self.records.get(&record.id).cloned();
            for part in open.parts {
                parts.push(self.seal(key.as_ref(), part).await?);
            }
            if leaf::disposal_decision(&open.entry.kind).is_some() {
                self.disposed.push(record.id);
            }
            of = Some(open.entry.municipality.clone());
            entries.push(open.entry);
        }
        self.tx.append_entries(&entries, &parts).await?;
        if let Some(of) = of {
            for (level, number) in completed {
                journal::complete_tile(self.tx, &of, level, number).await?;
            }
        }
        Ok(())
    }

    /// Opens a record that is seen first.
    async fn open(&mut self, record: &Record) -> Result<()> {
        let source = self.flow.source();
        let mut record = record.clone();
        let key = RecordKey::generate(source, &record.id);
        record.key_wrapped = Some(self.flow.parts.master.wrap(source, &record, &key));
        self.tx.insert_record(&record).await?;
        self.records.insert(record.id, key);
        Ok(())
    }

    /// Seals a part anew, under the salt that the ledger committed to.
    async fn seal(&self, key: Option<&RecordKey>, open: records::OpenPart) -> Result<Part> {
        let mut part = open.part;
        let sealed = match (key, &open.salt, &open.content) {
            // It alone was erased, or its record was.
            (_, None, None) => return Ok(part),
            (Some(key), Some(salt), Some(content)) => reseal(self.flow.source(), key, &part, salt, content)?,
            _ => return Err(Error::refused("restore-sequence")),
        };
        if open.content.is_some_and(|c| c.len() >= ledger::entry::BLOB_FROM) {
            part.blob = self.flow.blobs().put(&sealed).await?;
        } else {
            part.sealed = sealed;
        }
        Ok(part)
    }
}
