//! Records: reading them opened, exporting, proving.
mod export;
mod read;
mod verify;
pub use export::export_warc;
pub use read::{Event, History, history, media_bytes};
pub use verify::verify;
