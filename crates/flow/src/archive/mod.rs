//! Records: reading them opened, exporting, proving.
mod copies;
mod copy;
mod export;
mod facts;
mod open;
mod public;
mod read;
mod verify;
pub use copy::copy;
pub use export::export_warc;
pub use facts::FACTS;
pub use public::{PublicLog, public_log, public_tile};
pub use read::{Event, History, history, media_bytes, sees_case};
pub use verify::verify;
