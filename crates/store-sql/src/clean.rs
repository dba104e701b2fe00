//! Making the files of a database forget what was deleted.
//!
//! Deleting a row does not remove its bytes: pages keep them until they are used again, the write-ahead log keeps the
//! statements, full-text segments keep the words. Here each of these is written anew without them.

use crate::error::error;
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Row as _, SqlSafeStr as _, SqlitePool};
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
/// Whether this program may do all that it takes: empty the log, see its files, and write the planner's statistics anew, which
/// is for the database's owner.
const MAY: &str = "SELECT (CASE WHEN pg_has_role(current_user, 'pg_checkpoint', 'MEMBER') \
     AND has_function_privilege('pg_switch_wal()', 'EXECUTE') AND has_function_privilege('pg_ls_waldir()', 'EXECUTE') \
     AND pg_has_role(current_user, d.datdba, 'USAGE') THEN 1 ELSE 0 END)::bigint AS n \
     FROM pg_database d WHERE d.datname = current_database()";
/// What the planner knows of columns of tables that are empty now, which looking at a table does not renew: giving a column
/// the type it has drops it. Columns that triggers compare cannot be given one; they hold ids and salted commitments.
const FORGET: &str = "SELECT format('ALTER TABLE %I ALTER COLUMN %I TYPE %s', c.relname, a.attname, \
     format_type(a.atttypid, a.atttypmod)) AS sql FROM pg_stats s \
     JOIN pg_class c ON c.relname = s.tablename AND c.relnamespace = current_schema()::regnamespace \
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = s.attname \
     WHERE s.schemaname = current_schema() AND c.relkind = 'r' AND c.reltuples = 0 AND NOT EXISTS \
     (SELECT 1 FROM pg_depend d WHERE d.refobjid = c.oid AND d.refobjsubid = a.attnum \
     AND d.refclassid = 'pg_class'::regclass AND d.classid = 'pg_trigger'::regclass)";
const STATISTICS: &str = "VACUUM (FULL) pg_catalog.pg_statistic";
/// Something that is in the log and nowhere else, so that a segment is not empty when it is ended.
const MARK: &str = "SELECT pg_logical_emit_message(false, 'rettesnor', '')";
const SWITCH: &str = "SELECT pg_switch_wal()";
const CHECKPOINT: &str = "CHECKPOINT";
const SEGMENT: &str = "SELECT pg_walfile_name(pg_current_wal_insert_lsn()) AS name";
const SEGMENTS: &str = "SELECT COUNT(*) AS n FROM pg_ls_waldir()";
/// Segments before one, in any timeline.
const OLDER: &str = "SELECT COUNT(*) AS n FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}' \
     AND substr(name, 9, 16) < substr($1, 9, 16)";

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

/// Cleans PostgreSQL: every table is written anew with its indexes, and so is what the planner knows of what is in it; then
/// the write-ahead log is begun anew, as far as the role of this program may.
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
        run(&mut conn, format!("VACUUM (FULL, ANALYZE) {name}")).await?;
    }
    if count(&mut conn, MAY).await? == 0 {
        return Ok(Cleaned::LogWaits);
    }
    for row in sqlx::query(FORGET).fetch_all(&mut *conn).await.map_err(error)? {
        run(&mut conn, row.try_get("sql").map_err(error)?).await?;
    }
    run(&mut conn, STATISTICS.to_owned()).await?;
    log(&mut conn).await
}

/// Begins the write-ahead log anew. A server removes old segments, or keeps them under the names of coming ones with all
/// that they hold: so as many are gone through as there are files, each nothing but zeros after its first lines.
async fn log(conn: &mut PgConnection) -> Result<Cleaned> {
    // The first checkpoint removes the files of tables written anew, the second the segments before the switch.
    for sql in [CHECKPOINT, SWITCH, MARK] {
        run(conn, sql.to_owned()).await?;
    }
    let first: String = sqlx::query(SEGMENT)
        .fetch_one(&mut *conn)
        .await
        .and_then(|row| row.try_get("name"))
        .map_err(error)?;
    run(conn, CHECKPOINT.to_owned()).await?;
    for _ in 0..count(conn, SEGMENTS).await? {
        run(conn, MARK.to_owned()).await?;
        run(conn, SWITCH.to_owned()).await?;
    }
    run(conn, CHECKPOINT.to_owned()).await?;
    // An archive that is behind, a replica's slot or a setting may hold segments back.
    let older: i64 = sqlx::query(OLDER)
        .bind(first)
        .fetch_one(&mut *conn)
        .await
        .and_then(|row| row.try_get("n"))
        .map_err(error)?;
    Ok(if older == 0 {
        Cleaned::Clean
    } else {
        Cleaned::LogWaits
    })
}

async fn run(conn: &mut PgConnection, sql: String) -> Result<()> {
    let done = sqlx::raw_sql(AssertSqlSafe(sql).into_sql_str())
        .execute(conn)
        .await;
    done.map(drop).map_err(error)
}

async fn count(conn: &mut PgConnection, sql: &'static str) -> Result<i64> {
    let row = sqlx::query(sql).fetch_one(conn).await;
    row.and_then(|row| row.try_get("n")).map_err(error)
}
