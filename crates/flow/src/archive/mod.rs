//! Records: reading them opened, exporting, proving.
mod export;
mod read;
mod verify;
pub use export::export_warc;
pub use read::{history, media_bytes, Event, History};
pub use verify::verify;
