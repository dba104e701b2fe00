//! Witnesses: others who saw a checkpoint and say so (c2sp.org/tlog-cosignature, c2sp.org/tlog-witness).
//!
//! A witness signs a checkpoint only after a proof that it continues the last one it signed. Whoever trusts a witness need
//! not trust the log not to show different histories to different people.

use crate::note::{self, Statement};
use crate::{Hash, LedgerError};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest as _, Sha256};

/// Algorithm byte of a cosignature with a time.
const COSIGNATURE: u8 = 4;

/// Public key of a witness with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    name: String,
    key: VerifyingKey,
}

impl Witness {
    /// Reads `name+id+key`, where the key begins with the algorithm byte of cosignatures.
    ///
    /// # Errors
    /// [`LedgerError::BadNote`].
    pub fn parse(vkey: &str) -> Result<Self, LedgerError> {
        let bad = LedgerError::BadNote("not a witness key");
        let mut pieces = vkey.trim().splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (pieces.next(), pieces.next(), pieces.next()) else {
            return Err(bad);
        };
        let bytes = STANDARD.decode(key).map_err(|_| bad.clone())?;
        let Some((&COSIGNATURE, point)) = bytes.split_first() else {
            return Err(bad);
        };
        let point = <&[u8; 32]>::try_from(point).map_err(|_| bad.clone())?;
        let witness = Self {
            name: name.to_owned(),
            key: VerifyingKey::from_bytes(point).map_err(|_| bad.clone())?,
        };
        let fits = !name.is_empty() && !name.contains(char::is_whitespace);
        if fits && hex::encode(witness.id()) == id {
            Ok(witness)
        } else {
            Err(bad)
        }
    }

    /// The witness's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// First four bytes of `SHA-256(name ‖ LF ‖ algorithm ‖ key)`, which tells keys of one name apart.
    #[must_use]
    pub fn id(&self) -> [u8; 4] {
        let mut sha = Sha256::new();
        sha.update(self.name.as_bytes());
        sha.update([b'\n', COSIGNATURE]);
        sha.update(self.key.as_bytes());
        let [a, b, c, d, ..]: Hash = sha.finalize().into();
        [a, b, c, d]
    }

    /// Checks a signature line over the body of a checkpoint. Gives the time it states, in seconds since 1970; `None` when
    /// the line is another's.
    fn check(&self, body: &str, name: &str, signed: &[u8]) -> Option<Result<u64, LedgerError>> {
        let (id, rest) = signed.split_first_chunk::<4>()?;
        if name != self.name || *id != self.id() {
            return None;
        }
        let wrong = || LedgerError::BadSignature(self.name.clone());
        let Some((time, signature)) = rest.split_first_chunk::<8>() else {
            return Some(Err(wrong()));
        };
        let time = u64::from_be_bytes(*time);
        let Ok(signature) = Signature::from_slice(signature) else {
            return Some(Err(wrong()));
        };
        let text = format!("cosignature/v1\ntime {time}\n{body}");
        let verified = self.key.verify_strict(text.as_bytes(), &signature);
        Some(verified.map(|()| time).map_err(|_| wrong()))
    }
}

/// A cosignature that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosignature {
    /// Name of the witness.
    pub witness: String,
    /// When it saw the checkpoint, in seconds since 1970.
    pub time: u64,
}

/// A checkpoint with the signatures of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosigned {
    /// What the log states.
    pub statement: Statement,
    /// Who confirms it.
    pub cosignatures: Vec<Cosignature>,
    /// Lines by keys that are not known here.
    pub unknown: u64,
}

/// Checks a checkpoint of `log` with lines of witnesses: the log's own line must be there, and each line by one of
/// `witnesses` must verify. Lines of others prove nothing and are counted.
///
/// # Errors
/// [`LedgerError::BadNote`], [`LedgerError::BadSignature`].
pub fn open(text: &str, log: &note::Verifier, witnesses: &[Witness]) -> Result<Cosigned, LedgerError> {
    let (body, lines) = text
        .split_once("\n\n")
        .ok_or(LedgerError::BadNote("no signature"))?;
    let body = format!("{body}\n");
    let mut own = format!("{body}\n");
    let mut cosigned = (Vec::new(), 0);
    for line in lines.split_inclusive('\n') {
        let (name, signed) = parts(line).ok_or(LedgerError::BadNote("signature line"))?;
        let mut checked = witnesses.iter().filter_map(|w| w.check(&body, name, &signed));
        match checked.next() {
            Some(time) => cosigned.0.push(Cosignature {
                witness: name.to_owned(),
                time: time?,
            }),
            None if name == log.name() => own.push_str(line),
            None => cosigned.1 += 1,
        }
    }
    Ok(Cosigned {
        statement: log.open(&own)?,
        cosignatures: cosigned.0,
        unknown: cosigned.1,
    })
}

/// Name and signature of a line.
fn parts(line: &str) -> Option<(&str, Vec<u8>)> {
    let (name, encoded) = line
        .strip_suffix('\n')?
        .strip_prefix(note::DASH)?
        .split_once(' ')?;
    Some((name, STANDARD.decode(encoded).ok()?))
}

/// Body of the request to `<witness>/add-checkpoint`: the size it last signed, the proof from there, the checkpoint.
#[must_use]
pub fn add_checkpoint(old: u64, proof: &[Hash], checkpoint: &str) -> String {
    let mut out = format!("old {old}\n");
    for hash in proof {
        out.push_str(&STANDARD.encode(hash));
        out.push('\n');
    }
    out.push('\n');
    out.push_str(checkpoint);
    out
}

/// The checkpoint with the lines that `witness` answered, when one of them is its own and verifies.
///
/// # Errors
/// [`LedgerError::BadSignature`] when none is, [`LedgerError::BadNote`] for what are not signature lines.
pub fn cosign(
    checkpoint: &str,
    answer: &str,
    log: &note::Verifier,
    witness: &Witness,
) -> Result<String, LedgerError> {
    // Other lines of the answer are not taken: nobody here can check them.
    let own = |line: &&str| {
        parts(line).is_some_and(|(name, signed)| name == witness.name && signed.starts_with(&witness.id()))
    };
    let lines: String = answer.split_inclusive('\n').filter(own).collect();
    let note = format!("{checkpoint}{lines}");
    let cosigned = open(&note, log, std::slice::from_ref(witness))?;
    if cosigned.cosignatures.is_empty() {
        return Err(LedgerError::BadSignature(witness.name.clone()));
    }
    Ok(note)
}
