//! Writing posts.
mod check;
mod create;
mod facts;
mod media;
mod save;
mod settle;
mod submit;
mod withdraw;
pub use check::{ChannelLength, Checked, Standing, check, weigh};
pub(crate) use check::{lengths, must_fit, outgoing};
pub use create::create;
pub(crate) use facts::{about_crisis, of_reply as facts_of_reply};
pub use media::{add_media, note_media, remove_media};
pub use save::{Draft, save};
pub(crate) use settle::{blocked_at_sending, settle};
pub use submit::submit;
pub(crate) use submit::title;
pub use withdraw::{reopen, withdraw};
