//! What a channel's network has against what we hold: asked every morning and when somebody wants to know, kept by day,
//! and each gap named until it is settled or gone.

mod ask;
mod compare;
mod keep;
mod settle;
mod theirs;

pub use ask::{Overview, ask_now, overview};
pub(crate) use keep::run;
pub use settle::{Settled, settle};
