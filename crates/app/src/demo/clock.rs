//! A clock that starts weeks ago and is walked to now, so that the demo's past is dated in the past.

use model::municipality::{Country, OfficeHours};
use model::{Clock, Millis, Random, Source, calendar};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The walking clock, with the randomness of `real`.
pub struct Walking {
    at: AtomicI64,
    real: Source,
}

impl Walking {
    /// Stands at `start`.
    pub fn new(start: Millis, real: Source) -> Arc<Self> {
        Arc::new(Self {
            at: AtomicI64::new(start.0),
            real,
        })
    }

    /// As what workflows take.
    pub fn source(self: &Arc<Self>) -> Source {
        Source::new(self.clone(), self.clone())
    }

    /// Goes forward to `to`, never back and never past the real now.
    pub fn walk(&self, to: Millis) {
        let to = to.min(self.real.now());
        self.at.fetch_max(to.0, Ordering::SeqCst);
    }
}

impl Clock for Walking {
    fn now(&self) -> Millis {
        Millis(self.at.load(Ordering::SeqCst))
    }
}

impl Random for Walking {
    fn fill(&self, buf: &mut [u8]) {
        for chunk in buf.chunks_mut(32) {
            let bytes: [u8; 32] = self.real.bytes();
            for (to, from) in chunk.iter_mut().zip(bytes) {
                *to = from;
            }
        }
    }
}

/// Local time `time` of the working day that lies `days` before the day of `now` (negative: after it), in Norway.
/// Day 0 is the day of `now` itself, working day or not.
pub fn working_day(now: Millis, days: i64, time: jiff::civil::Time) -> Millis {
    let zone = calendar::zone(Country::Norway);
    let mut date = now.timestamp().to_zoned(zone.clone()).date();
    let mut left = days.abs();
    while left > 0 {
        let next = if days > 0 {
            date.yesterday()
        } else {
            date.tomorrow()
        };
        let Ok(next) = next else { break };
        date = next;
        if calendar::is_business_day(date, Country::Norway, &OfficeHours::default()) {
            left -= 1;
        }
    }
    date.to_datetime(time)
        .to_zoned(zone)
        .map_or(now, |at| at.timestamp().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::clock::Fixed;

    #[test]
    fn it_walks_forward_only_and_never_past_now() {
        let real = Fixed::new(Millis(1_000), 1);
        let clock = Walking::new(Millis(10), real.source());
        clock.walk(Millis(500));
        clock.walk(Millis(400));
        assert_eq!(clock.now(), Millis(500));
        clock.walk(Millis(9_000));
        assert_eq!(clock.now(), Millis(1_000));
    }

    #[test]
    fn weekends_are_no_working_days() {
        // Monday 23 November 2026, 12.00 in Norway.
        let monday: jiff::Timestamp = "2026-11-23T11:00:00Z".parse().unwrap();
        let at = |days| working_day(monday.into(), days, jiff::civil::time(9, 0, 0, 0)).rfc3339();
        assert_eq!(at(1), "2026-11-20T08:00:00.000Z");
        assert_eq!(at(0), "2026-11-23T08:00:00.000Z");
        assert_eq!(at(-5), "2026-11-30T08:00:00.000Z");
    }
}
