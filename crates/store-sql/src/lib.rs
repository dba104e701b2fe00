//! The one implementation of the repositories, for SQLite and PostgreSQL, and the blob store.
