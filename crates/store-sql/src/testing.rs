//! Databases for tests, of this crate and of others.

use crate::conn::Conn;
use crate::db::{Db, OpenError, Options, Target};
use crate::value::Value;
use crate::{POSTGRES_STATEMENTS, SQLITE_STATEMENTS, STATEMENTS, inbox, search};
use model::MunicipalityId;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use store::{Engine, InboxFilter, SearchFilter, Store as _};

/// Names the PostgreSQL database in which tests make their schemas.
pub const URL_VARIABLE: &str = "TEST_DATABASE_URL";
/// With the value `required`, tests fail when a peer they need is not there.
pub const PEERS_VARIABLE: &str = "RETTESNOR_PEERS";

/// Databases and schemas made by this process.
static COUNT: AtomicU32 = AtomicU32::new(0);

fn options() -> Options {
    Options {
        connections: 4,
        durable: false,
        ..Options::default()
    }
}

/// SQLite in `folder`. Commits do not wait for the disk.
///
/// # Errors
/// See [`Db::open`].
pub async fn sqlite(folder: &Path) -> Result<Db, OpenError> {
    Db::open(&Target::Folder(folder.to_owned()), &options()).await
}

/// PostgreSQL at `url`, in a new schema of its own.
///
/// # Errors
/// See [`Db::open`].
pub async fn postgres_schema(url: &str) -> Result<Db, OpenError> {
    let connect: PgConnectOptions = url.parse().map_err(|_| OpenError::BadUrl)?;
    let schema = format!(
        "test_{}_{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    );
    let mut conn = PgConnection::connect_with(&connect).await?;
    // Process ids come again.
    let sql = format!(
        "SET client_min_messages = warning; DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}"
    );
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut conn).await?;
    conn.close().await?;
    Db::postgres(connect.options([("search_path", schema)]), &options()).await
}

/// PostgreSQL at `url`, in a new database of its own: for tests that nobody else may read beside.
///
/// # Errors
/// See [`Db::open`].
pub async fn postgres_alone(url: &str) -> Result<Db, OpenError> {
    let name = format!(
        "alone_{}_{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    );
    run_alone(url, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
    run_alone(url, &format!("CREATE DATABASE {name}")).await?;
    let connect: PgConnectOptions = url.parse().map_err(|_| OpenError::BadUrl)?;
    Db::postgres(connect.database(&name), &options()).await
}

/// Runs any statement outside of a transaction, in a session of its own.
///
/// # Errors
/// [`OpenError::BadUrl`]; the database.
pub async fn run_alone(url: &str, sql: &str) -> Result<(), OpenError> {
    let connect: PgConnectOptions = url.parse().map_err(|_| OpenError::BadUrl)?;
    let mut conn = PgConnection::connect_with(&connect).await?;
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
        .execute(&mut conn)
        .await?;
    Ok(conn.close().await?)
}

/// The address in [`URL_VARIABLE`]; `None` when there is none and none is required.
///
/// # Errors
/// [`OpenError::BadUrl`] when there is no address but [`PEERS_VARIABLE`] requires one.
pub fn postgres_url() -> Result<Option<String>, OpenError> {
    match std::env::var(URL_VARIABLE) {
        Ok(url) => Ok(Some(url)),
        Err(_) if std::env::var(PEERS_VARIABLE).is_ok_and(|v| v == "required") => Err(OpenError::BadUrl),
        Err(_) => Ok(None),
    }
}

/// As [`postgres_schema`], at the address in [`URL_VARIABLE`]; `None` when there is none and none is required.
///
/// # Errors
/// See [`postgres_url`] and [`Db::open`].
pub async fn postgres() -> Result<Option<Db>, OpenError> {
    match postgres_url()? {
        Some(url) => postgres_schema(&url).await.map(Some),
        None => Ok(None),
    }
}

/// Lets an SQLite database grow to `pages` of 4 KiB and no further, or by as much as it likes with `None`: a disk that is
/// full. Never less than it has already.
///
/// # Errors
/// The database.
pub async fn limit_size(db: &Db, pages: Option<u32>) -> store::Result<()> {
    let mut conn = db.writing().await?;
    let sql = format!("PRAGMA max_page_count = {}", pages.unwrap_or(u32::MAX - 1));
    conn.all_built(sql, Vec::new()).await?;
    conn.commit().await
}

/// Prepares every fixed statement; how many there are.
///
/// # Errors
/// What the database says of the first bad one, and the statement.
pub async fn prepare_all(db: &Db) -> Result<usize, String> {
    let of_engine = match db.engine() {
        Engine::Sqlite => SQLITE_STATEMENTS,
        Engine::Postgres => POSTGRES_STATEMENTS,
    };
    let mut conn: Conn = db.reading().await.map_err(|e| e.to_string())?;
    let mut count = 0;
    for &sql in STATEMENTS.iter().chain(of_engine).copied().flatten() {
        conn.prepare(sql).await.map_err(|e| format!("{e}: {sql}"))?;
        count += 1;
    }
    Ok(count)
}

/// Runs any statement, as somebody at the database's own console would; how many rows it changed.
///
/// # Errors
/// The database.
pub async fn run(db: &Db, sql: &str) -> store::Result<u64> {
    let mut conn = db.writing().await?;
    let changed = conn.run_built(sql.to_owned(), Vec::new()).await?;
    conn.commit().await?;
    Ok(changed)
}

/// Puts texts into the index as comments that came in at these times, with nothing else of them in the database.
///
/// # Errors
/// The database.
pub async fn fill_search(
    db: &Db,
    municipality: &MunicipalityId,
    texts: &[(model::Millis, String)],
) -> store::Result<()> {
    let mut conn = db.writing().await?;
    search::fill(&mut conn, municipality, texts).await?;
    conn.commit().await
}

/// How the database would carry out a search, in its own words; nothing when there is no word to look for.
///
/// # Errors
/// The database.
pub async fn plan_of_search(
    db: &Db,
    municipality: &MunicipalityId,
    filter: &SearchFilter,
) -> store::Result<String> {
    let mut conn = db.reading().await?;
    let Some((sql, values)) = search::page(municipality, filter, None, 25, conn.is_pg()) else {
        return Ok(String::new());
    };
    plan(&mut conn, sql, values).await
}

/// How the database would make a page of the inbox, in its own words.
///
/// # Errors
/// The database.
pub async fn plan_of_inbox(
    db: &Db,
    municipality: &MunicipalityId,
    filter: &InboxFilter,
) -> store::Result<String> {
    let mut conn = db.reading().await?;
    let (sql, values) = inbox::page(municipality, filter, None, 25, conn.is_pg());
    plan(&mut conn, sql, values).await
}

async fn plan(conn: &mut Conn, sql: String, values: Vec<Value>) -> store::Result<String> {
    let (explain, column) = if conn.is_pg() {
        ("EXPLAIN", "QUERY PLAN")
    } else {
        ("EXPLAIN QUERY PLAN", "detail")
    };
    let rows = conn.all_built(format!("{explain} {sql}"), values).await?;
    Ok(rows
        .iter()
        .map(|row| row.text(column))
        .collect::<store::Result<Vec<_>>>()?
        .join("\n"))
}
