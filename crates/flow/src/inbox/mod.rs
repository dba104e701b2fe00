//! What others write, and our answers.
mod answer;
mod close;
mod escalate;
pub(crate) mod facts;
mod handle;
mod ingest;
mod referral;
mod send_again;
mod thread;
pub use answer::{answer, check_answer, referral};
pub use close::{close, closing};
pub(crate) use escalate::escalate;
pub use handle::{claim, release};
pub(crate) use ingest::foreign;
pub use ingest::{Ingested, ingest};
pub use send_again::send_again;
pub(crate) use thread::{record_of, root_of, settle_item};
