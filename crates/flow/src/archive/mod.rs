//! Records: reading them opened, exporting, proving.
mod copies;
mod copy;
mod export;
mod facts;
mod find;
mod open;
mod public;
mod read;
mod verify;
pub use copy::copy;
mod wanted;
pub use export::export_warc;
pub use facts::FACTS;
pub use find::{Found, drop_search, find, keep_search, kept_searches, rebuild_search};
pub use public::{PublicLog, public_log, public_tile};
pub use read::{Event, History, history, media_bytes, sees_case};
pub use verify::verify;
pub use wanted::Wanted;
