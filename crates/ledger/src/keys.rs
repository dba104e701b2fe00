//! The key-encryption key, the records' keys, and the envelope in which secrets are stored.
//!
//! An envelope is `1 ‖ key id (8) ‖ nonce (24) ‖ XChaCha20-Poly1305(plain)`; it is bound to a purpose and an
//! owner, so that one secret cannot be put in another's place.

use crate::LedgerError;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::{Aead as _, Payload},
};
use hmac::{Hmac, Mac as _};
use model::{Id as _, RecordId, Source, archive::Record};
use sha2::Sha256;
use std::sync::{Arc, PoisonError, RwLock};
use zeroize::{Zeroize as _, Zeroizing};

const VERSION: u8 = 1;
const HEAD: usize = 1 + 8;
pub(crate) const NONCE: usize = 24;
const RECORD_KEY: &str = "record-key";

/// HMAC-SHA256 over the concatenated pieces.
pub(crate) fn hmac(key: &[u8; 32], pieces: &[&[u8]]) -> crate::Hash {
    // RFC 2104 pads a short key with zeros to the block's 64 bytes; given so, it cannot be refused.
    let mut block = Zeroizing::new([0_u8; 64]);
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    let block: &[u8; 64] = &block;
    let mut mac = <Hmac<Sha256> as KeyInit>::new(block.into());
    for piece in pieces {
        mac.update(piece);
    }
    mac.finalize().into_bytes().into()
}

/// Length as eight big-endian bytes, then the bytes: keeps neighbouring fields apart.
pub(crate) fn put(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
    out.extend_from_slice(bytes);
}

/// A key that seals envelopes, and its public name.
#[derive(Clone)]
struct Sealer {
    cipher: XChaCha20Poly1305,
    id: [u8; 8],
}

impl Sealer {
    fn new(bytes: &[u8; 32]) -> Self {
        let mut sealing = hmac(bytes, &[b"rettesnor/seal/v1"]);
        let cipher = XChaCha20Poly1305::new(&sealing.into());
        sealing.zeroize();
        Self {
            cipher,
            id: name(bytes),
        }
    }

    fn seal(&self, source: &Source, purpose: &str, owner: &str, plain: &[u8]) -> Vec<u8> {
        let nonce = source.bytes::<NONCE>();
        let mut out = Vec::with_capacity(HEAD + NONCE + plain.len() + 16);
        out.push(VERSION);
        out.extend_from_slice(&self.id);
        out.extend_from_slice(&nonce);
        out.extend(encrypt(&self.cipher, nonce, &bound(purpose, owner), plain));
        out
    }

    fn open(&self, purpose: &str, owner: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, LedgerError> {
        let (id, rest) = split(sealed)?;
        if id != self.id {
            return Err(LedgerError::WrongKey {
                sealed_with: hex::encode(id),
                this: hex::encode(self.id),
            });
        }
        decrypt(&self.cipher, &bound(purpose, owner), rest).map(Zeroizing::new)
    }
}

/// Public name of a key.
pub(crate) fn name(bytes: &[u8; 32]) -> [u8; 8] {
    let mut id = [0; 8];
    for (to, from) in id.iter_mut().zip(hmac(bytes, &[b"rettesnor/key-id/v1"])) {
        *to = from;
    }
    id
}

/// Name of the key that sealed an envelope, and what comes after it.
fn split(sealed: &[u8]) -> Result<(&[u8], &[u8]), LedgerError> {
    let (head, rest) = sealed.split_at_checked(HEAD).ok_or(LedgerError::Damaged)?;
    match head.split_first() {
        Some((version, id)) if *version == VERSION => Ok((id, rest)),
        _ => Err(LedgerError::Damaged),
    }
}

/// The key-encryption key of an installation: 32 bytes that lie outside the database. It seals secrets (credentials of
/// channels, second factors, the log's signing key) and the keys that wrap the records' keys ([`crate::KeyRing`]); where
/// there is no such ring, it wraps the records' keys itself. Clones share the ring.
#[derive(Clone)]
pub struct MasterKey {
    sealer: Sealer,
    marking: Arc<Zeroizing<[u8; 32]>>,
    ring: Arc<RwLock<Vec<Sealer>>>,
}

impl MasterKey {
    /// Takes 32 unguessable bytes.
    #[must_use]
    pub fn new(mut bytes: [u8; 32]) -> Self {
        let sealer = Sealer::new(&bytes);
        let marking = Arc::new(Zeroizing::new(hmac(&bytes, &[b"rettesnor/mark/v1"])));
        bytes.zeroize();
        Self {
            sealer,
            marking,
            ring: Arc::default(),
        }
    }

    /// Reads 64 hex digits or base64 of 32 bytes, with white space around it allowed.
    ///
    /// # Errors
    /// [`LedgerError::BadKey`].
    pub fn parse(text: &str) -> Result<Self, LedgerError> {
        let text = text.trim();
        let bytes = Zeroizing::new(if text.len() == 64 {
            hex::decode(text).map_err(|_| LedgerError::BadKey)?
        } else {
            STANDARD.decode(text).map_err(|_| LedgerError::BadKey)?
        });
        let array = <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| LedgerError::BadKey)?;
        Ok(Self::new(array))
    }

    /// A fresh key as the 64 hex digits that [`MasterKey::parse`] reads, for the key file.
    #[must_use]
    pub fn generate(source: &Source) -> Zeroizing<String> {
        let bytes = Zeroizing::new(source.bytes::<32>());
        Zeroizing::new(hex::encode(bytes.as_slice()))
    }

    /// The key's public name, 16 hex digits: the same for the same key, telling nothing about it. Store it at
    /// set-up and compare it at start to refuse a wrong key before anything is done.
    #[must_use]
    pub fn id(&self) -> String {
        hex::encode(self.sealer.id)
    }

    /// Seals `plain` for one purpose ("channel-credential", "totp", …) and one owner (an id).
    #[must_use]
    pub fn seal(&self, source: &Source, purpose: &str, owner: &str, plain: &[u8]) -> Vec<u8> {
        self.sealer.seal(source, purpose, owner, plain)
    }

    /// Opens what [`MasterKey::seal`] sealed for the same purpose and owner.
    ///
    /// # Errors
    /// [`LedgerError::WrongKey`] when another key sealed it, [`LedgerError::Damaged`] when bytes, purpose or owner differ.
    pub fn open(&self, purpose: &str, owner: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, LedgerError> {
        self.sealer.open(purpose, owner, sealed)
    }

    /// Takes other keys for wrapping records' keys; the last one wraps from now on.
    pub fn take_ring(&self, ring: &crate::KeyRing) {
        let sealers = ring.keys().map(Sealer::new).collect();
        *self.ring.write().unwrap_or_else(PoisonError::into_inner) = sealers;
    }

    /// Name of the key that wraps records' keys now.
    #[must_use]
    pub fn wrapping_id(&self) -> [u8; 8] {
        self.wrapping().id
    }

    fn wrapping(&self) -> Sealer {
        let ring = self.ring.read().unwrap_or_else(PoisonError::into_inner);
        ring.last().unwrap_or(&self.sealer).clone()
    }

    /// A mark that stands for `text`: always the same, and nobody without this key can guess what it stands for.
    #[must_use]
    pub fn mark(&self, purpose: &str, text: &str) -> String {
        hex::encode(hmac(&self.marking, &[&bound(purpose, text)]))
    }

    /// Wraps a record's key. The envelope is bound to the record's municipality, kind, subject and opening time,
    /// so that none of these can be changed afterwards.
    #[must_use]
    pub fn wrap(&self, source: &Source, record: &Record, key: &RecordKey) -> Vec<u8> {
        let sealer = self.wrapping();
        sealer.seal(source, RECORD_KEY, &owner(record), key.bytes.as_slice())
    }

    /// Unwraps the key of a record.
    ///
    /// # Errors
    /// [`LedgerError::Erased`], [`LedgerError::WrongKey`], [`LedgerError::Damaged`].
    pub fn unwrap(&self, record: &Record) -> Result<RecordKey, LedgerError> {
        let wrapped = record.key_wrapped.as_deref().ok_or(LedgerError::Erased)?;
        let (id, _) = split(wrapped)?;
        let sealer = {
            let ring = self.ring.read().unwrap_or_else(PoisonError::into_inner);
            ring.iter().find(|s| s.id == id).unwrap_or(&self.sealer).clone()
        };
        let bytes = sealer.open(RECORD_KEY, &owner(record), wrapped)?;
        let array = <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| LedgerError::Damaged)?;
        Ok(RecordKey::new(record.id.clone(), array))
    }
}

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MasterKey({})", self.id())
    }
}

/// The key of one record. Destroying all copies of it (wrapped ones too) erases the record's payload.
#[derive(Clone)]
pub struct RecordKey {
    record: RecordId,
    bytes: Zeroizing<[u8; 32]>,
}

impl RecordKey {
    fn new(record: RecordId, bytes: [u8; 32]) -> Self {
        Self {
            record,
            bytes: Zeroizing::new(bytes),
        }
    }

    /// A fresh key for a new record.
    #[must_use]
    pub fn generate(source: &Source, record: &RecordId) -> Self {
        Self::new(record.clone(), source.bytes::<32>())
    }

    /// Whose key it is.
    #[must_use]
    pub fn record(&self) -> &RecordId {
        &self.record
    }

    pub(crate) fn cipher(&self) -> XChaCha20Poly1305 {
        let key: &[u8; 32] = &self.bytes;
        XChaCha20Poly1305::new(key.into())
    }
}

impl std::fmt::Debug for RecordKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RecordKey({})", self.record)
    }
}

fn owner(record: &Record) -> String {
    format!(
        "{}/{}/{}/{}/{}",
        record.municipality,
        record.id.as_str(),
        record.kind.as_str(),
        record.opened_at.0,
        record.subject
    )
}

fn bound(purpose: &str, owner: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(40 + purpose.len() + owner.len());
    put(&mut out, b"rettesnor/envelope/v1");
    put(&mut out, purpose.as_bytes());
    put(&mut out, owner.as_bytes());
    out
}

pub(crate) fn encrypt(cipher: &XChaCha20Poly1305, nonce: [u8; NONCE], aad: &[u8], msg: &[u8]) -> Vec<u8> {
    // Fails only above 256 GiB, far over what a request or a picture can be.
    cipher
        .encrypt(&nonce.into(), Payload { msg, aad })
        .unwrap_or_default()
}

/// Opens `nonce ‖ ciphertext`.
pub(crate) fn decrypt(cipher: &XChaCha20Poly1305, aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>, LedgerError> {
    let (nonce, msg) = sealed.split_first_chunk::<NONCE>().ok_or(LedgerError::Damaged)?;
    cipher
        .decrypt(&(*nonce).into(), Payload { msg, aad })
        .map_err(|_| LedgerError::Damaged)
}
