//! One connection of either database, and the five ways to run a statement on it.

use crate::error::error;
use crate::value::{Row, Value};
use sqlx::pool::PoolConnection;
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, Database, Encode, Executor as _, Postgres, Sqlite, Transaction, Type};
use store::Result;

/// A connection that reads, or a transaction that is undone when dropped.
pub(crate) enum Conn {
    SqliteRead(PoolConnection<Sqlite>),
    SqliteTx(Transaction<'static, Sqlite>),
    PgRead(PoolConnection<Postgres>),
    PgTx(Transaction<'static, Postgres>),
}

/// Runs `$body` with `$c` bound to the plain connection and `$row` to the row's wrapper.
macro_rules! on {
    ($conn:expr, |$c:ident, $row:ident| $body:expr) => {
        match $conn {
            Conn::SqliteRead(c) => {
                let ($c, $row) = (&mut **c, Row::Sqlite);
                $body
            }
            Conn::SqliteTx(c) => {
                let ($c, $row) = (&mut **c, Row::Sqlite);
                $body
            }
            Conn::PgRead(c) => {
                let ($c, $row) = (&mut **c, Row::Pg);
                $body
            }
            Conn::PgTx(c) => {
                let ($c, $row) = (&mut **c, Row::Pg);
                $body
            }
        }
    };
}

impl Conn {
    /// Whether this is PostgreSQL, for the few statements that differ.
    pub(crate) fn is_pg(&self) -> bool {
        matches!(self, Self::PgRead(_) | Self::PgTx(_))
    }

    /// All rows.
    pub(crate) async fn all(&mut self, sql: &'static str, args: Vec<Value>) -> Result<Vec<Row>> {
        on!(self, |c, row| {
            let rows = bound(sqlx::query(sql), args).fetch_all(c).await.map_err(error)?;
            Ok(rows.into_iter().map(row).collect())
        })
    }

    /// All rows of a statement put together at run time from fixed pieces; values only ever go through `args`.
    ///
    /// PostgreSQL plans it anew each time: what it plans for any values looks for the commonest word as for the rarest,
    /// which at a million texts takes seconds instead of milliseconds.
    pub(crate) async fn all_built(&mut self, sql: String, args: Vec<Value>) -> Result<Vec<Row>> {
        let keep = !self.is_pg();
        on!(self, |c, row| {
            let rows = bound(sqlx::query(AssertSqlSafe(sql)), args)
                .persistent(keep)
                .fetch_all(c)
                .await
                .map_err(error)?;
            Ok(rows.into_iter().map(row).collect())
        })
    }

    /// The first row, if any.
    pub(crate) async fn opt(&mut self, sql: &'static str, args: Vec<Value>) -> Result<Option<Row>> {
        on!(self, |c, row| Ok(bound(sqlx::query(sql), args)
            .fetch_optional(c)
            .await
            .map_err(error)?
            .map(row)))
    }

    /// Number of rows changed.
    pub(crate) async fn run(&mut self, sql: &'static str, args: Vec<Value>) -> Result<u64> {
        on!(self, |c, _row| Ok(bound(sqlx::query(sql), args)
            .execute(c)
            .await
            .map_err(error)?
            .rows_affected()))
    }

    /// Number of rows changed by a statement put together at run time, as in [`Conn::all_built`].
    pub(crate) async fn run_built(&mut self, sql: String, args: Vec<Value>) -> Result<u64> {
        on!(self, |c, _row| {
            Ok(bound(sqlx::query(AssertSqlSafe(sql)), args)
                .execute(c)
                .await
                .map_err(error)?
                .rows_affected())
        })
    }

    /// Prepares a statement without running it, for the test of all statements.
    pub(crate) async fn prepare(&mut self, sql: &'static str) -> Result<()> {
        on!(self, |c, _row| c
            .prepare(sqlx::SqlStr::from_static(sql))
            .await
            .map(|_| ())
            .map_err(error))
    }

    /// Makes a transaction last; does nothing for a reading connection.
    pub(crate) async fn commit(self) -> Result<()> {
        match self {
            Self::SqliteTx(tx) => tx.commit().await.map_err(error),
            Self::PgTx(tx) => tx.commit().await.map_err(error),
            Self::SqliteRead(_) | Self::PgRead(_) => Ok(()),
        }
    }
}

fn bound<'q, DB>(mut query: Query<'q, DB, DB::Arguments>, args: Vec<Value>) -> Query<'q, DB, DB::Arguments>
where
    DB: Database,
    Option<String>: Encode<'q, DB> + Type<DB>,
    Option<i64>: Encode<'q, DB> + Type<DB>,
    Option<Vec<u8>>: Encode<'q, DB> + Type<DB>,
{
    for arg in args {
        query = match arg {
            Value::Text(v) => query.bind(v),
            Value::Int(v) => query.bind(v),
            Value::Bytes(v) => query.bind(v),
        };
    }
    query
}
