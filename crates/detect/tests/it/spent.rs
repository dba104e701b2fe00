//! Processor time of this thread: a bound on it holds on a busy machine too.

use std::time::Duration;

/// What the thread had spent when it was made.
pub struct Spent(Duration);

impl Spent {
    pub fn now() -> Self {
        Self(spent())
    }

    pub fn elapsed(&self) -> Duration {
        spent().saturating_sub(self.0)
    }
}

/// The first number is nanoseconds on a processor; brought up to date a few hundred times a second.
fn spent() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(stat.split(' ').next().unwrap().parse().unwrap())
}
