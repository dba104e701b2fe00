//! The one implementation of the repositories, for SQLite and PostgreSQL, and the blob store.

mod approvals;
mod archive;
mod blobs;
mod bulk;
mod cases;
mod channels;
mod clean;
mod conn;
mod crises;
mod db;
mod decisions;
mod disposal;
mod duties;
mod error;
mod exports;
mod forget;
mod given;
mod guideline;
mod inbox;
mod inbox_write;
mod jobs;
mod keys;
mod lists;
mod log;
mod migrate;
mod moderation;
mod municipalities;
mod packs;
mod people;
mod posts;
mod practice;
mod public;
mod publications;
mod reconciliation;
mod requests;
mod retention;
mod search;
mod session;
mod sessions;
mod settings;
mod snapshots;
pub mod testing;
mod value;
mod waivers;

pub use blobs::DiskBlobs;
pub use db::{Db, FILE, OpenError, Options, Target};
pub use keys::DiskKeyFile;

/// Every fixed statement, by file.
const STATEMENTS: &[&[&str]] = &[
    approvals::STATEMENTS,
    archive::STATEMENTS,
    channels::STATEMENTS,
    crises::STATEMENTS,
    decisions::STATEMENTS,
    disposal::STATEMENTS,
    forget::STATEMENTS,
    forget::POST,
    forget::CASE,
    cases::STATEMENTS,
    duties::STATEMENTS,
    exports::STATEMENTS,
    guideline::STATEMENTS,
    given::STATEMENTS,
    inbox::STATEMENTS,
    inbox_write::STATEMENTS,
    jobs::STATEMENTS,
    log::STATEMENTS,
    moderation::STATEMENTS,
    municipalities::STATEMENTS,
    packs::STATEMENTS,
    people::STATEMENTS,
    posts::STATEMENTS,
    practice::STATEMENTS,
    public::STATEMENTS,
    publications::STATEMENTS,
    reconciliation::STATEMENTS,
    requests::STATEMENTS,
    retention::STATEMENTS,
    search::STATEMENTS,
    sessions::STATEMENTS,
    settings::STATEMENTS,
    snapshots::STATEMENTS,
    waivers::STATEMENTS,
];

/// Those for SQLite alone.
const SQLITE_STATEMENTS: &[&[&str]] = &[jobs::STATEMENTS_SQLITE, search::STATEMENTS_SQLITE];

/// Those for PostgreSQL alone.
const POSTGRES_STATEMENTS: &[&[&str]] = &[jobs::STATEMENTS_PG];
