//! The proof of a public version: what is shown, the salt that commits to it, the leaf, its way up the tree, and a signed
//! checkpoint. Whoever has it needs neither us nor our programs: `docs/operate/ledger.md` says how.

use super::read::{PublicHome, public_post};
use crate::archive::{open, proof};
use crate::{Error, Flow, Result};
use base64::Engine as _;
use ledger::{commit, leaf};
use model::EntryId;
use model::archive::Part;

/// A proof as files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicProof {
    /// What is shown, byte for byte as the log commits to it (`content.json`).
    pub content: Vec<u8>,
    /// Salt and what else the commitment is made of, as JSON (`commitment.json`).
    pub commitment: String,
    /// The leaf (`leaf.txt`).
    pub leaf: Vec<u8>,
    /// Position, way up the tree and checkpoint, as c2sp.org/tlog-proof writes it (`proof.txt`).
    pub proof: String,
}

/// The proof of a version that is shown.
///
/// # Errors
/// `NotFound` for what is not shown; `Refused("proof-not-signed")` until the next checkpoint, which covers it.
pub async fn public_proof(flow: &Flow, home: &PublicHome, entry: &EntryId) -> Result<PublicProof> {
    let whose = &home.municipality.id;
    let read = flow.store().read().await?;
    let version = read.public_entry(whose, entry).await?.ok_or(Error::NotFound)?;
    drop(read);
    let shown = public_post(flow, home, &version.post).await?;
    if shown.versions.iter().all(|v| v.entry != *entry) {
        return Err(Error::NotFound);
    }
    let read = flow.store().read().await?;
    let row = read.entry(whose, entry).await?;
    let record = read.record(whose, &row.record).await?;
    let parts = read.parts_of(whose, entry).await?;
    let checkpoint = read.latest_checkpoint(whose).await?;
    drop(read);
    let checkpoint = checkpoint
        .filter(|c| c.size > row.seq)
        .ok_or_else(|| Error::refused("proof-not-signed"))?;
    let (Some(key), [part]) = (open::key(flow, &record)?, parts.as_slice()) else {
        return Err(Error::NotFound);
    };
    let sealed = open::sealed(flow, part).await?;
    let (salt, content) = ledger::open_salted(&key, part, &sealed)?;
    let path = proof::inclusion(flow, whose, row.seq, checkpoint.size).await?;
    let signed = crate::archive::public_log(flow, &home.municipality.slug).await?;
    // The one with the lines of witnesses, when it is the same.
    let note = signed.checkpoint.filter(|c| c.size == checkpoint.size);
    let note = note.map_or(checkpoint.note, |c| c.note);
    let base64 = |hash: &ledger::Hash| base64::engine::general_purpose::STANDARD.encode(hash);
    let mut text = format!("c2sp.org/tlog-proof@v1\nindex {}\n", row.seq);
    for hash in &path {
        text.push_str(&base64(hash));
        text.push('\n');
    }
    text.push('\n');
    text.push_str(&note);
    let commitment = told(part, &salt, &commit::record(&record));
    Ok(PublicProof {
        content,
        commitment: serde_json::to_string_pretty(&commitment).map_err(|e| Error::Internal(e.to_string()))?,
        leaf: leaf::bytes(&row),
        proof: text,
    })
}

fn told(part: &Part, salt: &[u8; 32], record: &ledger::Hash) -> serde_json::Value {
    serde_json::json!({
        "salt": hex::encode(salt),
        "record_digest": hex::encode(record),
        "part": { "id": part.id, "name": part.name, "content_type": part.content_type,
            "commitment": hex::encode(&part.commitment) },
    })
}
