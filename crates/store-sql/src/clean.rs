//! Making the files of a database forget what was deleted.
//!
//! Deleting a row does not remove its bytes: pages keep them until they are used again, the write-ahead log keeps the
//! statements, full-text segments keep the words. Here each of these is written anew without them.

use crate::error::error;
use sqlx::{AssertSqlSafe, PgPool, Row as _, SqlSafeStr as _, SqlitePool};
use store::{Cleaned, Result};

/// Full-text indexes that an SQLite database has, whatever they are called.
const FTS: &str = "SELECT name FROM sqlite_master WHERE type = 'table' AND lower(sql) LIKE 'create virtual table%using fts5%'";

/// PostgreSQL's tables that may have held what was deleted: all of ours that have held anything.
const TABLES: &str = "SELECT quote_ident(c.relname) AS name FROM pg_class c \
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND (pg_relation_size(c.oid) > 0 \
     OR (c.reltoastrelid <> 0 AND pg_relation_size(c.reltoastrelid) > 0)) ORDER BY 1";
/// Sessions of this database that may still see rows deleted before now.
const READERS: &str = "SELECT COUNT(*) AS n FROM pg_stat_activity WHERE datname = current_database() \
     AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL \
     AND age(backend_xmin) > age($1::text::xid)";
const NOW_XID: &str = "SELECT (pg_current_xact_id()::text::numeric % 4294967296)::text AS xid";
/// Whether the log may be made to start anew, and whether old segments are removed instead of kept for use again.
const MAY: &str = "SELECT (CASE WHEN pg_has_role(current_user, 'pg_checkpoint', 'MEMBER') \
     AND has_function_privilege('pg_switch_wal()', 'EXECUTE') \
     AND current_setting('wal_recycle') = 'off' THEN 1 ELSE 0 END)::bigint AS may";

/// Cleans SQLite: search segments merged, the file written anew, the write-ahead log cut to nothing.
pub(crate) async fn sqlite(writing: &SqlitePool) -> Result<Cleaned> {
    let mut conn = writing.acquire().await.map_err(error)?;
    let indexes = sqlx::query(FTS).fetch_all(&mut *conn).await.map_err(error)?;
    for row in indexes {
        let name: String = row.try_get("name").map_err(error)?;
        let sql = format!("INSERT INTO \"{name}\" (\"{name}\") VALUES ('optimize')");
        sqlx::raw_sql(AssertSqlSafe(sql).into_sql_str())
            .execute(&mut *conn)
            .await
            .map_err(error)?;
    }
    // The copy that VACUUM makes goes to a file of its own that has no name, not to memory: it is as large as the database.
    let vacuum = "PRAGMA temp_store = default; VACUUM; PRAGMA temp_store = memory";
    sqlx::raw_sql(vacuum).execute(&mut *conn).await.map_err(error)?;
    let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
        .fetch_one(&mut *conn)
        .await
        .map_err(error)?;
    let busy: i64 = row.try_get(0).map_err(error)?;
    Ok(if busy == 0 { Cleaned::Clean } else { Cleaned::Busy })
}

/// Cleans PostgreSQL: every table is written anew with its indexes, then the write-ahead log is begun anew, as far as the
/// role of this program may.
pub(crate) async fn postgres(pool: &PgPool) -> Result<Cleaned> {
    let mut conn = pool.acquire().await.map_err(error)?;
    let now: String = sqlx::query(NOW_XID)
        .fetch_one(&mut *conn)
        .await
        .and_then(|row| row.try_get("xid"))
        .map_err(error)?;
    let readers: i64 = sqlx::query(READERS)
        .bind(now)
        .fetch_one(&mut *conn)
        .await
        .and_then(|row| row.try_get("n"))
        .map_err(error)?;
    if readers > 0 {
        return Ok(Cleaned::Busy);
    }
    let tables = sqlx::query(TABLES).fetch_all(&mut *conn).await.map_err(error)?;
    for row in tables {
        let name: String = row.try_get("name").map_err(error)?;
        sqlx::raw_sql(AssertSqlSafe(format!("VACUUM (FULL) {name}")).into_sql_str())
            .execute(&mut *conn)
            .await
            .map_err(error)?;
    }
    let may: i64 = sqlx::query(MAY)
        .fetch_one(&mut *conn)
        .await
        .and_then(|row| row.try_get("may"))
        .map_err(error)?;
    if may == 0 {
        return Ok(Cleaned::LogWaits);
    }
    // The first removes files of tables written anew; the segments before the switch go with the second.
    for sql in ["CHECKPOINT", "SELECT pg_switch_wal()", "CHECKPOINT"] {
        sqlx::raw_sql(AssertSqlSafe(sql).into_sql_str())
            .execute(&mut *conn)
            .await
            .map_err(error)?;
    }
    Ok(Cleaned::Clean)
}
