//! Writing posts.
mod check;
mod create;
mod media;
mod save;
mod submit;
mod withdraw;
pub use check::{check, ChannelLength, Checked};
pub use create::create;
pub use media::{add_media, note_media, remove_media};
pub use save::{save, Draft};
pub use submit::submit;
pub use withdraw::{reopen, withdraw};
