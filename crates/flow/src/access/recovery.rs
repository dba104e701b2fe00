//! Recovery codes: ten, each once, for those who have lost the authenticator.
//!
//! A code has about 59 bits, few enough to be searched by who has stolen the database. So what is stored is an
//! HMAC-SHA-256 under a pepper that lies in the database only sealed by the key-encryption key: without that key, which
//! lies elsewhere, the stored values tell nothing. A slow hash would cost ten times argon2id at each use and help less.

use crate::{Error, Flow, Result};
use hmac::{Hmac, KeyInit as _, Mac as _};
use model::{Id as _, PersonId};
use sha2::Sha256;
use store::Tx;
use zeroize::Zeroizing;

/// Letters and digits that are not taken for one another: no 0 1 I L O, no U; 30 of them.
const ALPHABET: &[u8] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How many codes.
const CODES: usize = 10;
/// Characters of a code, in groups of four.
const LENGTH: usize = 12;
const SETTING: &str = "recovery-pepper";
const PURPOSE: &str = "recovery-pepper";
const OWNER: &str = "installation";

/// Ten fresh codes such as `7KQM-W2HD-9XTP`, and replaces the stored ones.
pub(super) async fn replace(flow: &Flow, tx: &dyn Tx, person: &model::person::Person) -> Result<Vec<String>> {
    let pepper = pepper(flow, tx).await?;
    let codes: Vec<String> = (0..CODES).map(|_| code(flow)).collect();
    let hashes = codes
        .iter()
        .map(|code| hash(&pepper, &person.id, code))
        .collect::<Result<Vec<_>>>()?;
    tx.put_recovery_codes(&person.municipality, &person.id, &hashes)
        .await?;
    Ok(codes)
}

/// Uses up a code; `false` when it is none of the person's.
pub(super) async fn take(
    flow: &Flow,
    tx: &dyn Tx,
    person: &model::person::Person,
    code: &str,
) -> Result<bool> {
    let pepper = pepper(flow, tx).await?;
    let hash = hash(&pepper, &person.id, code)?;
    Ok(tx
        .use_recovery_code(&person.municipality, &person.id, &hash)
        .await?)
}

/// Whether a typed text has the length of a recovery code.
pub(super) fn looks_like(code: &str) -> bool {
    normal(code).len() == LENGTH
}

/// Upper case, without hyphens and spaces.
fn normal(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

fn code(flow: &Flow) -> String {
    let mut out = String::with_capacity(LENGTH + 2);
    let mut letters = 0;
    while letters < LENGTH {
        let [byte] = flow.source().bytes::<1>();
        // 240 is the largest multiple of 30 in a byte; what lies above would favour the first letters.
        if byte < 240
            && let Some(letter) = ALPHABET.get(usize::from(byte) % ALPHABET.len())
        {
            if letters > 0 && letters % 4 == 0 {
                out.push('-');
            }
            out.push(char::from(*letter));
            letters += 1;
        }
    }
    out
}

fn hash(pepper: &[u8], person: &PersonId, code: &str) -> Result<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(pepper).map_err(|e| Error::Internal(e.to_string()))?;
    mac.update(person.as_str().as_bytes());
    mac.update(normal(code).as_bytes());
    Ok(hex::encode(mac.finalize().into_bytes()))
}

/// The installation's pepper; made when the first codes are.
async fn pepper(flow: &Flow, tx: &dyn Tx) -> Result<Zeroizing<Vec<u8>>> {
    if let Some(sealed) = tx.setting(SETTING).await? {
        let sealed = hex::decode(sealed).map_err(|_| ledger::LedgerError::Damaged)?;
        return Ok(flow.parts.master.open(PURPOSE, OWNER, &sealed)?);
    }
    let pepper = Zeroizing::new(flow.source().bytes::<32>().to_vec());
    let sealed = flow.parts.master.seal(flow.source(), PURPOSE, OWNER, &pepper);
    tx.put_setting(SETTING, &hex::encode(sealed)).await?;
    Ok(pepper)
}
