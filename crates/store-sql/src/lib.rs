//! The one implementation of the repositories, for SQLite and PostgreSQL, and the blob store.

mod conn;
mod error;
mod municipalities;
mod session;
mod settings;
mod value;
