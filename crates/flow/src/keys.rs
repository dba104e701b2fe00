//! The ring of keys that wrap records' keys: taking it from its file, and changing it.

use crate::{Error, Flow, Result};
use ledger::{KeyRing, LedgerError, RecordKey};
use model::archive::Record;
use std::sync::Arc;
use store::{Engine, KeyFile, Tx};

/// Setting with the name of the key that wraps now, so that a lost or old file is found out before anything is written.
const SETTING: &str = "record-keys-id";
/// Records wrapped anew in one transaction.
const CHUNK: usize = 500;

impl Flow {
    /// Takes the ring from its file; where there has never been one, makes it if `make`. Call it before anything is read or
    /// written.
    ///
    /// # Errors
    /// `Refused` (`record-keys-missing`, `record-keys-old`): the file is not the one that belongs to the database; the disk.
    pub async fn with_key_file(mut self, file: Arc<dyn KeyFile>, make: bool) -> Result<Self> {
        self.key_file = Some(file);
        let known = self.store().read().await?.setting(SETTING).await?;
        match (self.ring()?, known) {
            (Some(ring), known) => {
                // A ring with a newer key than the database knows comes from a crash while it was changed.
                if known.is_some_and(|known| !ring.has(&known)) {
                    return Err(Error::refused("record-keys-old"));
                }
                self.parts.master.take_ring(&ring);
            }
            (None, Some(_)) => return Err(Error::refused("record-keys-missing")),
            (None, None) if !make => {}
            (None, None) => {
                let mut ring = KeyRing::default();
                ring.add(self.source(), &self.parts.master);
                self.keep_ring(&ring)?;
                self.note_wrapping().await?;
            }
        }
        Ok(self)
    }

    /// The ring as it lies in its file.
    fn ring(&self) -> Result<Option<KeyRing>> {
        let Some(file) = &self.key_file else {
            return Ok(None);
        };
        let text = file.read()?;
        Ok(text
            .map(|text| KeyRing::parse(&self.parts.master, &text))
            .transpose()?)
    }

    fn keep_ring(&self, ring: &KeyRing) -> Result<()> {
        let file = self
            .key_file
            .as_ref()
            .ok_or_else(|| Error::refused("record-keys-missing"))?;
        file.replace(&ring.text())?;
        self.parts.master.take_ring(ring);
        Ok(())
    }

    async fn note_wrapping(&self) -> Result<()> {
        let tx = self.store().begin().await?;
        tx.put_setting(SETTING, &hex::encode(self.parts.master.wrapping_id()))
            .await?;
        Ok(tx.commit().await?)
    }

    /// The key of a record. Another node may have changed the ring meanwhile: then the file is read again.
    pub(crate) fn key_of(&self, record: &Record) -> Result<RecordKey> {
        match self.parts.master.unwrap(record) {
            Err(LedgerError::WrongKey { .. }) if self.key_file.is_some() => {
                if let Some(ring) = self.ring()? {
                    self.parts.master.take_ring(&ring);
                }
                Ok(self.parts.master.unwrap(record)?)
            }
            found => Ok(found?),
        }
    }

    /// Sees to it that a new record is wrapped by the key that wraps now, also when another node has changed it. Inside a
    /// transaction that has locked the log: [`rotate`] waits for those.
    pub(crate) async fn settle_wrapping(&self, tx: &dyn Tx) -> Result<()> {
        if self.key_file.is_none() || self.store().engine() == Engine::Sqlite {
            return Ok(());
        }
        let known = tx.setting(SETTING).await?;
        let changed = known.is_some_and(|known| known != hex::encode(self.parts.master.wrapping_id()));
        if changed && let Some(ring) = self.ring()? {
            self.parts.master.take_ring(&ring);
        }
        Ok(())
    }
}

/// Wraps the keys of all records anew by a fresh key; the name of the one that wrapped before. It stays in the ring, so
/// that backups can be read, until [`forget_old`]. Done again after a crash it makes one key more, which harms nobody.
pub(crate) async fn rotate(flow: &Flow) -> Result<String> {
    let old = hex::encode(flow.parts.master.wrapping_id());
    let mut ring = flow
        .ring()?
        .ok_or_else(|| Error::refused("record-keys-missing"))?;
    ring.add(flow.source(), &flow.parts.master);
    flow.keep_ring(&ring)?;
    flow.note_wrapping().await?;
    wrap_anew(flow).await?;
    Ok(old)
}

/// Wraps what is not yet wrapped by the key that wraps now.
async fn wrap_anew(flow: &Flow) -> Result<()> {
    // A transaction that began before the key was changed may still be writing a record; it holds its log.
    for municipality in flow.store().read().await?.municipalities().await? {
        let tx = flow.store().begin().await?;
        tx.lock_log(&municipality.id).await?;
        tx.commit().await?;
    }
    let wrapping = flow.parts.master.wrapping_id();
    let mut after = String::new();
    loop {
        let tx = flow.store().begin().await?;
        let records = tx.wrapped_otherwise(&wrapping, &after, CHUNK).await?;
        let Some(last) = records.last() else {
            return Ok(());
        };
        after = last.id.to_string();
        for record in &records {
            let key = flow.key_of(record)?;
            let new = flow.parts.master.wrap(flow.source(), record, &key);
            let old = record.key_wrapped.as_deref().unwrap_or_default();
            tx.rekey_record(&record.id, old, &new).await?;
        }
        tx.commit().await?;
    }
}

/// Destroys the key named `old` and all before it. What is wrapped by them in backups is lost for ever.
pub(crate) async fn forget_old(flow: &Flow, old: &str) -> Result<()> {
    wrap_anew(flow).await?;
    let mut ring = flow
        .ring()?
        .ok_or_else(|| Error::refused("record-keys-missing"))?;
    if ring.drop_up_to(old) {
        flow.keep_ring(&ring)?;
    }
    Ok(())
}
