//! The jobs that carry the workflows on, and their runner. One file a kind: it takes the job to its end or says when
//! to try again. A job may run more than once (a lease can end while it works), so each first looks at what is.

mod answer;
mod checkpoint;
mod dispose;
mod duties;
mod end;
mod escalate;
mod moderate;
mod outbound;
mod poll;
mod publish;
mod rebuild_search;
mod recurring;
mod registry;
mod restart;
mod runner;
mod stamp;
mod sweep;
mod tally;
mod trouble;
mod witness;

pub(crate) use end::JobEnd;
pub(crate) use poll::taken_back;
pub use recurring::ensure_recurring;
pub(crate) use recurring::{promise, promise_recurring};
pub use restart::restart;
pub use runner::{Runner, run_due};
