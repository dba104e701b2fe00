//! Records: reading them opened, exporting, proving.
mod copies;
mod export;
mod facts;
mod open;
mod read;
mod verify;
pub use export::export_warc;
pub use facts::FACTS;
pub use read::{Event, History, history, media_bytes};
pub use verify::verify;
