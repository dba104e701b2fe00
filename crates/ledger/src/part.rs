//! Sealing and opening one part of a payload.

use crate::{
    Hash, LedgerError, RecordKey, commit,
    keys::{NONCE, decrypt, encrypt, put},
};
use model::{Id as _, Source, archive::Part};
use zeroize::Zeroizing;

const SALT: usize = 32;

/// Seals `content` for `part` (whose id, entry, name and content type are set) and sets its commitment.
/// Returns `nonce ‖ AEAD(record key, salt ‖ content)`.
pub(crate) fn seal(source: &Source, key: &RecordKey, part: &mut Part, content: &[u8]) -> Vec<u8> {
    let salt = Zeroizing::new(source.bytes::<SALT>());
    part.commitment = commit::part(&salt, &part.name, content).to_vec();
    bytes(source, key, part, &salt, content)
}

/// `nonce ‖ AEAD(record key, salt ‖ content)`.
fn bytes(source: &Source, key: &RecordKey, part: &Part, salt: &[u8; SALT], content: &[u8]) -> Vec<u8> {
    let mut plain = Zeroizing::new(Vec::with_capacity(SALT + content.len()));
    plain.extend_from_slice(salt.as_slice());
    plain.extend_from_slice(content);
    let nonce = source.bytes::<NONCE>();
    let mut out = Vec::with_capacity(NONCE + plain.len() + 16);
    out.extend_from_slice(&nonce);
    out.extend(encrypt(&key.cipher(), nonce, &bound(part), &plain));
    out
}

/// Opens a part: `sealed` is `part.sealed`, or the bytes of the blob `part.blob`. Checks the commitment too.
///
/// # Errors
/// [`LedgerError::Damaged`] when a byte, or the part's id, entry, name, content type or commitment, was changed.
pub fn open_part(key: &RecordKey, part: &Part, sealed: &[u8]) -> Result<Vec<u8>, LedgerError> {
    let opened = open(key, part, sealed)?;
    if opened.commitment.as_slice() != part.commitment {
        return Err(LedgerError::Damaged);
    }
    Ok(opened.into_content())
}

/// Opens a part as [`open_part`] does and gives the salt of its commitment too: with both, whoever has neither database
/// nor key can check that the ledger committed to the content.
///
/// # Errors
/// As [`open_part`].
pub fn open_salted(
    key: &RecordKey,
    part: &Part,
    sealed: &[u8],
) -> Result<([u8; SALT], Vec<u8>), LedgerError> {
    let opened = open(key, part, sealed)?;
    if opened.commitment.as_slice() != part.commitment {
        return Err(LedgerError::Damaged);
    }
    let (salt, content) = opened
        .plain
        .split_first_chunk::<SALT>()
        .ok_or(LedgerError::Damaged)?;
    Ok((*salt, content.to_vec()))
}

/// Seals content anew, with another key, under the salt that `part.commitment` was made with: so an archive moves to
/// another installation and keeps its ledger. The same bytes as those of [`crate::seal_entry`] but for nonce and key.
///
/// # Errors
/// [`LedgerError::Damaged`] when salt and content do not give the part's commitment.
pub fn reseal(
    source: &Source,
    key: &RecordKey,
    part: &Part,
    salt: &[u8; SALT],
    content: &[u8],
) -> Result<Vec<u8>, LedgerError> {
    if commit::part(salt, &part.name, content).as_slice() != part.commitment {
        return Err(LedgerError::Damaged);
    }
    Ok(bytes(source, key, part, salt, content))
}

/// What was sealed, and the commitment that follows from it.
pub(crate) struct Opened {
    plain: Vec<u8>,
    pub(crate) commitment: Hash,
}

impl Opened {
    pub(crate) fn into_content(mut self) -> Vec<u8> {
        self.plain.drain(..SALT);
        self.plain
    }

    pub(crate) fn content_bytes(&self) -> u64 {
        u64::try_from(self.plain.len().saturating_sub(SALT)).unwrap_or(u64::MAX)
    }
}

pub(crate) fn open(key: &RecordKey, part: &Part, sealed: &[u8]) -> Result<Opened, LedgerError> {
    let plain = decrypt(&key.cipher(), &bound(part), sealed)?;
    let (salt, content) = plain.split_first_chunk::<SALT>().ok_or(LedgerError::Damaged)?;
    let commitment = commit::part(salt, &part.name, content);
    Ok(Opened { plain, commitment })
}

fn bound(part: &Part) -> Vec<u8> {
    let mut out = Vec::with_capacity(160);
    put(&mut out, b"rettesnor/sealed-part/v1");
    put(&mut out, part.id.as_str().as_bytes());
    put(&mut out, part.entry.as_str().as_bytes());
    put(&mut out, part.name.as_bytes());
    put(&mut out, part.content_type.as_bytes());
    out
}
