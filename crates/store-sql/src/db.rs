//! Opens a database, and hands out sessions on it.

use crate::conn::Conn;
use crate::error::{error, io_error};
use crate::migrate::{self, Migrated};
use crate::session::Session;
use async_trait::async_trait;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection as _, Executor as _, PgConnection, PgPool, SqliteConnection, SqlitePool};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;
use store::{Cleaned, Engine, Read, Store, StoreError, Tx};

/// Name of the embedded database's file in the data folder.
pub const FILE: &str = "rettesnor.db";

/// Statements that a connection keeps prepared; more than there are texts.
const STATEMENTS: usize = 512;

/// PostgreSQL takes a page read out of order for four times as dear as the next one, as on turning disks, and so reads ten
/// thousand texts in order where its index would have named two thousand. For disks without heads its manual (20.7.2) advises less.
const NEAR: &str = "SET random_page_cost = 1.1";

/// Takes the lock at once: a transaction that only becomes a writing one later cannot wait for it.
const WRITE: &str = "BEGIN IMMEDIATE";

/// Where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// SQLite, in the file [`FILE`] of this data folder. Both are made when missing.
    Folder(PathBuf),
    /// PostgreSQL: `postgres://user:password@host/database`.
    Postgres(String),
}

impl Target {
    /// The database that a configuration means: `url` when there is one, otherwise the data folder.
    #[must_use]
    pub fn new(folder: &Path, url: Option<&str>) -> Self {
        url.map_or_else(
            || Self::Folder(folder.to_owned()),
            |url| Self::Postgres(url.to_owned()),
        )
    }
}

/// How to open a database.
#[derive(Clone, Debug)]
pub struct Options {
    /// Reading connections on SQLite; all connections on PostgreSQL.
    pub connections: u32,
    /// How long a session waits for a connection.
    pub patience: Duration,
    /// Whether a commit waits until the disk has it. `false` is for tests.
    pub durable: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            connections: 8,
            patience: Duration::from_secs(30),
            durable: true,
        }
    }
}

/// Why a database was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address is not one of PostgreSQL. What it says is left out: it may hold a password.
    #[error("not an address of PostgreSQL; expected postgres://user:password@host/database")]
    BadUrl,
    /// A newer version of the program wrote the database. Nothing was changed.
    #[error("the database has schema {found}, this program knows schemas up to {known}: use a newer program")]
    SchemaNewer {
        /// Schema of the database.
        found: i64,
        /// Newest schema known.
        known: i64,
    },
    /// A migration that was carried out is not the one in this program. Nothing was changed.
    #[error("schema {number} of the database was made by another text than this program's")]
    MigrationChanged {
        /// Its number.
        number: i64,
    },
    /// Anything else.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl OpenError {
    /// Stable key, see [`StoreError::key`].
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::BadUrl => "database-url-bad",
            Self::SchemaNewer { .. } => "schema-newer",
            Self::MigrationChanged { .. } => "migration-changed",
            Self::Store(e) => e.key(),
        }
    }
}

impl From<sqlx::Error> for OpenError {
    fn from(e: sqlx::Error) -> Self {
        Self::Store(error(e))
    }
}

enum Pools {
    /// One connection writes, so that writers queue here and not in the file's lock.
    Sqlite {
        reading: SqlitePool,
        writing: SqlitePool,
    },
    Postgres(PgPool),
}

/// An open database. Clones nothing: keep it in an `Arc`.
pub struct Db {
    pools: Pools,
    new: bool,
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Db")
            .field("engine", &self.engine())
            .finish_non_exhaustive()
    }
}

impl Db {
    /// Opens a database and brings its schema up to date.
    ///
    /// # Errors
    /// [`OpenError`]; then nothing was changed but for migrations that succeeded.
    pub async fn open(target: &Target, options: &Options) -> Result<Self, OpenError> {
        match target {
            Target::Folder(folder) => Self::sqlite(folder, options).await,
            Target::Postgres(url) => {
                let connect: PgConnectOptions = url.parse().map_err(|_| OpenError::BadUrl)?;
                Self::postgres(connect, options).await
            }
        }
    }

    async fn sqlite(folder: &Path, options: &Options) -> Result<Self, OpenError> {
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(|e| io_error(&e))?;
        // Made here, since SQLite would let everybody on the machine read it; its own files beside it take after it.
        let file = folder.join(FILE);
        let made = std::fs::OpenOptions::new()
            .append(true)
            .create(true)
            .mode(0o600)
            .open(&file);
        made.map_err(|e| io_error(&e))?;
        let connect = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(if options.durable {
                SqliteSynchronous::Full
            } else {
                SqliteSynchronous::Off
            })
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .statement_cache_capacity(STATEMENTS)
            // 32 MiB for each connection.
            .pragma("cache_size", "-32768")
            .pragma("temp_store", "memory")
            // What is deleted is overwritten at once; what that cannot reach, cleaning does.
            .pragma("secure_delete", "on");
        let mut alone = SqliteConnection::connect_with(&connect).await?;
        let migrated = migrate::sqlite(&mut alone).await;
        alone.close().await?;
        let Migrated { new } = migrated?;
        let pool = || {
            SqlitePoolOptions::new()
                // A file does not go away as a server does, and asking costs as much as a statement.
                .test_before_acquire(false)
                .acquire_timeout(options.patience)
                .idle_timeout(None)
                .max_lifetime(None)
        };
        let writing = pool()
            .min_connections(1)
            .max_connections(1)
            .connect_with(connect.clone())
            .await?;
        let reading = connect.create_if_missing(false).pragma("query_only", "on");
        let reading = pool()
            .max_connections(options.connections.max(1))
            .connect_with(reading)
            .await?;
        Ok(Self {
            pools: Pools::Sqlite { reading, writing },
            new,
        })
    }

    pub(crate) async fn postgres(connect: PgConnectOptions, options: &Options) -> Result<Self, OpenError> {
        let mut connect = connect
            .application_name("rettesnor")
            .statement_cache_capacity(STATEMENTS);
        if !options.durable {
            connect = connect.options([("synchronous_commit", "off")]);
        }
        let mut alone = PgConnection::connect_with(&connect).await?;
        let migrated = migrate::postgres(&mut alone).await;
        alone.close().await?;
        let Migrated { new } = migrated?;
        let pool = PgPoolOptions::new()
            .acquire_timeout(options.patience)
            .max_connections(options.connections.max(2))
            .after_connect(|conn, _| Box::pin(async move { conn.execute(NEAR).await.map(drop) }))
            .connect_with(connect)
            .await?;
        Ok(Self {
            pools: Pools::Postgres(pool),
            new,
        })
    }

    /// Whether nothing was ever kept in it, so that a key-encryption key may be made for it.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.new
    }

    /// Closes all connections, after the sessions under way have ended.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { reading, writing } => {
                reading.close().await;
                writing.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }

    pub(crate) async fn reading(&self) -> store::Result<Conn> {
        Ok(match &self.pools {
            Pools::Sqlite { reading, .. } => Conn::SqliteRead(reading.acquire().await.map_err(error)?),
            Pools::Postgres(pool) => Conn::PgRead(pool.acquire().await.map_err(error)?),
        })
    }

    pub(crate) async fn writing(&self) -> store::Result<Conn> {
        Ok(match &self.pools {
            Pools::Sqlite { writing, .. } => {
                let begun = match writing.begin_with(WRITE).await {
                    // On a full disk SQLite undoes the transaction by itself, which the driver does not notice: it would
                    // believe in it for ever. Another connection knows of none.
                    Err(sqlx::Error::InvalidSavePointStatement) => {
                        writing
                            .acquire()
                            .await
                            .map_err(error)?
                            .close()
                            .await
                            .map_err(error)?;
                        writing.begin_with(WRITE).await
                    }
                    begun => begun,
                };
                Conn::SqliteTx(begun.map_err(error)?)
            }
            Pools::Postgres(pool) => Conn::PgTx(pool.begin().await.map_err(error)?),
        })
    }
}

#[async_trait]
impl Store for Db {
    async fn read(&self) -> store::Result<Box<dyn Read>> {
        Ok(Box::new(Session::new(self.reading().await?)))
    }

    async fn begin(&self) -> store::Result<Box<dyn Tx>> {
        Ok(Box::new(Session::new(self.writing().await?)))
    }

    async fn damage(&self) -> store::Result<Vec<String>> {
        let mut conn = self.reading().await?;
        if conn.is_pg() {
            return Ok(Vec::new());
        }
        let rows = conn.all("PRAGMA integrity_check(100)", Vec::new()).await?;
        let lines = rows
            .iter()
            .map(|row| row.text("integrity_check"))
            .collect::<store::Result<Vec<_>>>()?;
        Ok(lines.into_iter().filter(|line| line != "ok").collect())
    }

    async fn clean(&self) -> store::Result<Cleaned> {
        match &self.pools {
            Pools::Sqlite { writing, .. } => crate::clean::sqlite(writing).await,
            Pools::Postgres(pool) => crate::clean::postgres(pool).await,
        }
    }

    fn engine(&self) -> Engine {
        match self.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Db, Options, Target};
    use crate::conn::Conn;

    /// 2 is FULL: the log is forced to the disk at each commit (sqlite.org/pragma.html#pragma_synchronous).
    #[tokio::test]
    async fn a_commit_waits_for_the_disk_and_foreign_keys_are_checked() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Target::Folder(folder.path().to_owned()), &Options::default())
            .await
            .unwrap();
        let mut conn: Conn = db.writing().await.unwrap();
        let mut pragma = async |sql, column| {
            conn.opt(sql, Vec::new())
                .await
                .unwrap()
                .unwrap()
                .int(column)
                .unwrap()
        };
        assert_eq!(pragma("PRAGMA synchronous", "synchronous").await, 2);
        assert_eq!(pragma("PRAGMA foreign_keys", "foreign_keys").await, 1);
        let mode = conn
            .opt("PRAGMA journal_mode", Vec::new())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(mode.text("journal_mode").unwrap(), "wal");
        let mut reader = db.reading().await.unwrap();
        assert!(
            reader.run("DELETE FROM settings", Vec::new()).await.is_err(),
            "a reading session never writes"
        );
    }
}
