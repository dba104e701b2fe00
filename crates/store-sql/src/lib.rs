//! The one implementation of the repositories, for SQLite and PostgreSQL, and the blob store.

mod archive;
mod bulk;
mod decisions;
mod inbox;
mod inbox_write;
mod log;
mod search;
mod conn;
mod error;
mod municipalities;
mod session;
mod settings;
mod value;
