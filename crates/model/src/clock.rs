//! Time and randomness come in as parameters, so that tests decide both.

use crate::Id;
use serde::{Deserialize, Serialize};

/// An instant: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Millis(pub i64);

impl Millis {
    /// One second, minute, hour and day in milliseconds.
    pub const SECOND: i64 = 1_000;
    /// Sixty seconds.
    pub const MINUTE: i64 = 60_000;
    /// Sixty minutes.
    pub const HOUR: i64 = 3_600_000;
    /// Twenty-four hours (not always a calendar day: see [`crate::municipality::Calendar`]).
    pub const DAY: i64 = 86_400_000;

    /// This instant moved by `ms` milliseconds, held at the ends of the range.
    #[must_use]
    pub fn plus(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// The same instant for the date library; the epoch when out of its range (years −9999 to 9999).
    #[must_use]
    pub fn timestamp(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }

    /// RFC 3339 in UTC with milliseconds, as journals and exports write it.
    #[must_use]
    pub fn rfc3339(self) -> String {
        format!("{:.3}", self.timestamp())
    }
}

impl From<jiff::Timestamp> for Millis {
    fn from(t: jiff::Timestamp) -> Self {
        Self(t.as_millisecond())
    }
}

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> Millis;
}

/// Fills a buffer with bytes nobody can guess.
pub trait Random: Send + Sync {
    /// Fills all of `buf`.
    fn fill(&self, buf: &mut [u8]);
}

/// Clock and randomness together, and the ids made of both.
#[derive(Clone)]
pub struct Source {
    clock: std::sync::Arc<dyn Clock>,
    random: std::sync::Arc<dyn Random>,
}

impl Source {
    /// Joins a clock and a source of randomness.
    #[must_use]
    pub fn new(clock: std::sync::Arc<dyn Clock>, random: std::sync::Arc<dyn Random>) -> Self {
        Self { clock, random }
    }

    /// Now, in UTC.
    #[must_use]
    pub fn now(&self) -> Millis {
        self.clock.now()
    }

    /// `N` unguessable bytes.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut buf = [0; N];
        self.random.fill(&mut buf);
        buf
    }

    /// A fresh id of any kind.
    #[must_use]
    pub fn id<T: Id>(&self) -> T {
        let ms = u64::try_from(self.now().0).unwrap_or(0);
        T::from_ulid(ulid::Ulid::from_parts(
            ms,
            u128::from_le_bytes(self.bytes::<16>()),
        ))
    }
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Source")
    }
}

/// A clock that stands where it was put, and randomness that repeats: for tests and for the demo.
#[derive(Debug)]
pub struct Fixed {
    now: std::sync::atomic::AtomicI64,
    seed: std::sync::atomic::AtomicU64,
}

impl Fixed {
    /// Stands at `now`; the same `seed` gives the same bytes in the same order.
    #[must_use]
    pub fn new(now: Millis, seed: u64) -> std::sync::Arc<Self> {
        std::sync::Arc::new(Self {
            now: std::sync::atomic::AtomicI64::new(now.0),
            seed: std::sync::atomic::AtomicU64::new(seed),
        })
    }

    /// Both halves as a [`Source`].
    #[must_use]
    pub fn source(self: &std::sync::Arc<Self>) -> Source {
        Source::new(self.clone(), self.clone())
    }

    /// Puts the clock at `now`, also backwards.
    pub fn set(&self, now: Millis) {
        self.now.store(now.0, std::sync::atomic::Ordering::SeqCst);
    }

    /// Moves the clock by `ms`.
    pub fn advance(&self, ms: i64) {
        self.now.fetch_add(ms, std::sync::atomic::Ordering::SeqCst);
    }
}

impl Clock for Fixed {
    fn now(&self) -> Millis {
        Millis(self.now.load(std::sync::atomic::Ordering::SeqCst))
    }
}

impl Random for Fixed {
    fn fill(&self, buf: &mut [u8]) {
        // splitmix64: well spread and short; never used where secrecy matters.
        for chunk in buf.chunks_mut(8) {
            let mut z = self
                .seed
                .fetch_add(0x9E37_79B9_7F4A_7C15, std::sync::atomic::Ordering::SeqCst)
                .wrapping_add(0x9E37_79B9_7F4A_7C15);
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^= z >> 31;
            for (to, from) in chunk.iter_mut().zip(z.to_le_bytes()) {
                *to = from;
            }
        }
    }
}
