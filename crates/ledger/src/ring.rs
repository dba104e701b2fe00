//! The keys that wrap records' keys, so that all of them can be changed at once.
//!
//! A disposed record's key is gone from the database, but not from copies of it: backups, old pages, the write-ahead log.
//! There it lies wrapped. So after a disposal the keys that stay are wrapped anew by a fresh key, and the old one is
//! destroyed: what is left in old copies cannot be opened by anybody. The ring is a small text outside the database,
//! sealed by the key-encryption key:
//!
//! ```text
//! rettesnor/record-keys/v1
//! <milliseconds when made> <hex of the sealed key>
//! ```
//! The last line wraps; the others only unwrap, until they are destroyed.

use crate::{LedgerError, MasterKey};
use model::{Millis, Source};
use std::fmt::Write as _;
use zeroize::Zeroizing;

const HEADING: &str = "rettesnor/record-keys/v1";
const PURPOSE: &str = "record-wrapping-key";

struct Link {
    made_at: Millis,
    key: Zeroizing<[u8; 32]>,
    sealed: String,
}

/// Keys that wrap records' keys, oldest first.
#[derive(Default)]
pub struct KeyRing {
    links: Vec<Link>,
}

impl KeyRing {
    /// Reads a ring.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`], [`LedgerError::WrongKey`].
    pub fn parse(master: &MasterKey, text: &str) -> Result<Self, LedgerError> {
        let mut lines = text.lines();
        if lines.next() != Some(HEADING) {
            return Err(LedgerError::Damaged);
        }
        let mut links = Vec::new();
        for line in lines {
            let (at, sealed) = line.split_once(' ').ok_or(LedgerError::Damaged)?;
            let bytes = hex::decode(sealed).map_err(|_| LedgerError::Damaged)?;
            let plain = master.open(PURPOSE, at, &bytes)?;
            let key = <[u8; 32]>::try_from(plain.as_slice()).map_err(|_| LedgerError::Damaged)?;
            links.push(Link {
                made_at: Millis(at.parse().map_err(|_| LedgerError::Damaged)?),
                key: Zeroizing::new(key),
                sealed: sealed.to_owned(),
            });
        }
        if links.is_empty() {
            return Err(LedgerError::Damaged);
        }
        Ok(Self { links })
    }

    /// The ring as [`KeyRing::parse`] reads it.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = format!("{HEADING}\n");
        for link in &self.links {
            // Writing into a text does not fail.
            let _written = writeln!(out, "{} {}", link.made_at.0, link.sealed);
        }
        out
    }

    /// Adds a fresh key, which wraps from then on.
    pub fn add(&mut self, source: &Source, master: &MasterKey) {
        let key = Zeroizing::new(source.bytes::<32>());
        let made_at = source.now();
        let sealed = master.seal(source, PURPOSE, &made_at.0.to_string(), key.as_slice());
        self.links.push(Link {
            made_at,
            key,
            sealed: hex::encode(sealed),
        });
    }

    /// Drops the key with this name (hex) and all before it; whether any was. The last one, which wraps, is never dropped.
    pub fn drop_up_to(&mut self, id: &str) -> bool {
        let named = |link: &Link| hex::encode(crate::keys::name(&link.key)) == id;
        let Some(place) = self.links.iter().position(named) else {
            return false;
        };
        let before = self.links.len();
        self.links.drain(..(place + 1).min(before.saturating_sub(1)));
        self.links.len() < before
    }

    /// Whether the key with this name (hex) is in it.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.links
            .iter()
            .any(|link| hex::encode(crate::keys::name(&link.key)) == id)
    }

    /// Number of keys.
    #[must_use]
    pub fn len(&self) -> usize {
        self.links.len()
    }

    /// Whether there is none, which only a new ring has.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.links.is_empty()
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &[u8; 32]> {
        self.links.iter().map(|link| &*link.key)
    }
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KeyRing({} keys)", self.links.len())
    }
}
