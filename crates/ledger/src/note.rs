//! Checkpoints: C2SP signed notes that state a log's size and root (c2sp.org/tlog-checkpoint, c2sp.org/signed-note).
//!
//! The note's body is the origin, the size, the root in base64 and, as an extension line, `at ` with the time
//! in RFC 3339; then an empty line and one line per signature.

use crate::{Hash, LedgerError, MasterKey, merkle};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use model::{
    Id as _, Millis, MunicipalityId, Source,
    archive::{Checkpoint, LogState},
};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

const ED25519: u8 = 1;
const PURPOSE: &str = "log-key";
/// Begins a signature line.
pub(crate) const DASH: &str = "\u{2014} ";

/// The name of a municipality's log, which is also the name of its key.
#[must_use]
pub fn origin(municipality: &MunicipalityId) -> String {
    format!("rettesnor/{}", municipality.as_str())
}

/// The key that signs a municipality's checkpoints.
#[derive(Clone)]
pub struct LogKey {
    municipality: MunicipalityId,
    key: SigningKey,
}

impl LogKey {
    /// A fresh key.
    #[must_use]
    pub fn generate(source: &Source, municipality: &MunicipalityId) -> Self {
        Self::from_seed(municipality, &source.bytes::<32>())
    }

    fn from_seed(municipality: &MunicipalityId, seed: &[u8; 32]) -> Self {
        Self {
            municipality: municipality.clone(),
            key: SigningKey::from_bytes(seed),
        }
    }

    /// The key sealed for storing.
    #[must_use]
    pub fn seal(&self, source: &Source, master: &MasterKey) -> Vec<u8> {
        let seed = Zeroizing::new(self.key.to_bytes());
        master.seal(source, PURPOSE, self.municipality.as_str(), seed.as_slice())
    }

    /// Opens a stored key.
    ///
    /// # Errors
    /// [`LedgerError::WrongKey`], [`LedgerError::Damaged`].
    pub fn open(
        master: &MasterKey,
        municipality: &MunicipalityId,
        sealed: &[u8],
    ) -> Result<Self, LedgerError> {
        let seed = master.open(PURPOSE, municipality.as_str(), sealed)?;
        let seed = <&[u8; 32]>::try_from(seed.as_slice()).map_err(|_| LedgerError::Damaged)?;
        Ok(Self::from_seed(municipality, seed))
    }

    /// The public half, to be published: with it anybody can check the checkpoints.
    #[must_use]
    pub fn verifier(&self) -> Verifier {
        Verifier {
            name: origin(&self.municipality),
            key: self.key.verifying_key(),
        }
    }

    /// Signs the log's state.
    ///
    /// # Errors
    /// [`LedgerError::BadLogState`].
    pub fn checkpoint(&self, log: &LogState, at: Millis) -> Result<Checkpoint, LedgerError> {
        let root = merkle::root(log)?;
        let verifier = self.verifier();
        let body = body(&verifier.name, log.size, &root, at);
        let signature = self.key.sign(body.as_bytes());
        let mut signed = verifier.id().to_vec();
        signed.extend_from_slice(&signature.to_bytes());
        let note = format!("{body}\n{DASH}{} {}\n", verifier.name, STANDARD.encode(signed));
        Ok(Checkpoint {
            municipality: self.municipality.clone(),
            size: log.size,
            root: root.to_vec(),
            note,
            at,
        })
    }
}

impl std::fmt::Debug for LogKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LogKey({})", self.verifier().vkey())
    }
}

/// What a checkpoint says, once its signature was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Number of leaves.
    pub size: i64,
    /// Root of these leaves.
    pub root: Hash,
    /// RFC 3339 time of signing.
    pub at: String,
}

/// Public key of a log with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verifier {
    name: String,
    key: VerifyingKey,
}

impl Verifier {
    /// Reads `name+id+key` as c2sp.org/signed-note writes it.
    ///
    /// # Errors
    /// [`LedgerError::BadNote`].
    pub fn parse(vkey: &str) -> Result<Self, LedgerError> {
        let bad = LedgerError::BadNote("not a verifier key");
        let mut pieces = vkey.trim().splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (pieces.next(), pieces.next(), pieces.next()) else {
            return Err(bad);
        };
        if name.is_empty() || name.contains(char::is_whitespace) {
            return Err(bad);
        }
        let bytes = STANDARD.decode(key).map_err(|_| bad.clone())?;
        let Some((&ED25519, point)) = bytes.split_first() else {
            return Err(bad);
        };
        let point = <&[u8; 32]>::try_from(point).map_err(|_| bad.clone())?;
        let key = VerifyingKey::from_bytes(point).map_err(|_| bad.clone())?;
        let verifier = Self {
            name: name.to_owned(),
            key,
        };
        if hex::encode(verifier.id()) == id {
            Ok(verifier)
        } else {
            Err(bad)
        }
    }

    /// `name+id+key`, the text to publish.
    #[must_use]
    pub fn vkey(&self) -> String {
        let mut key = vec![ED25519];
        key.extend_from_slice(self.key.as_bytes());
        format!(
            "{}+{}+{}",
            self.name,
            hex::encode(self.id()),
            STANDARD.encode(key)
        )
    }

    /// The log's origin.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// First four bytes of `SHA-256(name ‖ LF ‖ algorithm ‖ key)`.
    fn id(&self) -> [u8; 4] {
        let mut sha = Sha256::new();
        sha.update(self.name.as_bytes());
        sha.update([b'\n', ED25519]);
        sha.update(self.key.as_bytes());
        let [a, b, c, d, ..]: Hash = sha.finalize().into();
        [a, b, c, d]
    }

    /// Checks a note and gives what it states. Every signature line must be by this key: lines of others could be
    /// changed unseen.
    ///
    /// # Errors
    /// [`LedgerError::BadNote`], [`LedgerError::BadSignature`].
    pub fn open(&self, note: &str) -> Result<Statement, LedgerError> {
        let (text, signatures) = note
            .split_once("\n\n")
            .ok_or(LedgerError::BadNote("no signature"))?;
        let signed_text = format!("{text}\n");
        let unsigned = || LedgerError::BadSignature(self.name.clone());
        if signatures.is_empty() || !signatures.ends_with('\n') {
            return Err(unsigned());
        }
        for line in signatures.trim_end_matches('\n').split('\n') {
            let (name, encoded) = line
                .strip_prefix(DASH)
                .and_then(|l| l.split_once(' '))
                .ok_or_else(unsigned)?;
            let bytes = STANDARD.decode(encoded).map_err(|_| unsigned())?;
            let (id, signature) = bytes.split_first_chunk::<4>().ok_or_else(unsigned)?;
            let signature = Signature::from_slice(signature).map_err(|_| unsigned())?;
            if name != self.name || *id != self.id() {
                return Err(unsigned());
            }
            self.key
                .verify_strict(signed_text.as_bytes(), &signature)
                .map_err(|_| unsigned())?;
        }
        let bad = || LedgerError::BadNote("body");
        let mut lines = text.split('\n');
        let (Some(name), Some(size), Some(root), Some(at), None) = (
            lines.next(),
            lines.next(),
            lines.next(),
            lines.next(),
            lines.next(),
        ) else {
            return Err(bad());
        };
        let root = STANDARD.decode(root).map_err(|_| bad())?;
        let statement = Statement {
            size: size.parse().map_err(|_| bad())?,
            root: <Hash>::try_from(root.as_slice()).map_err(|_| bad())?,
            at: at.strip_prefix("at ").ok_or_else(bad)?.to_owned(),
        };
        if name == self.name {
            Ok(statement)
        } else {
            Err(bad())
        }
    }

    /// Checks a stored checkpoint: the signature, and that every column says what the note says.
    ///
    /// # Errors
    /// [`LedgerError::BadNote`], [`LedgerError::BadSignature`].
    pub fn check(&self, stored: &Checkpoint) -> Result<Statement, LedgerError> {
        let statement = self.open(&stored.note)?;
        let same = statement.size == stored.size
            && statement.root.as_slice() == stored.root
            && statement.at == stored.at.rfc3339()
            && origin(&stored.municipality) == self.name;
        if same {
            Ok(statement)
        } else {
            Err(LedgerError::BadNote("columns differ from the note"))
        }
    }
}

fn body(origin: &str, size: i64, root: &Hash, at: Millis) -> String {
    format!(
        "{origin}\n{size}\n{}\nat {}\n",
        STANDARD.encode(root),
        at.rfc3339()
    )
}
