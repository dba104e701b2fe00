//! The machine's clock and randomness: the only place that asks for them.

use model::{Clock, Millis, Random, Source};
use std::sync::Arc;

struct System;

impl Clock for System {
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    fn now(&self) -> Millis {
        jiff::Timestamp::now().into()
    }
}

impl Random for System {
    #[expect(clippy::disallowed_methods, reason = "this is the randomness")]
    fn fill(&self, buf: &mut [u8]) {
        // The kernel's generator fails only where the system is broken; going on with guessable bytes would be worse.
        if getrandom::fill(buf).is_err() {
            std::process::abort();
        }
    }
}

/// Clock and randomness of the machine.
#[must_use]
pub fn source() -> Source {
    let system = Arc::new(System);
    Source::new(system.clone(), system)
}
