//! Migrations: numbered texts for each database, carried out once and recorded with a checksum.

use crate::db::OpenError;
use crate::error::error;
use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, PgConnection, Row as _, SqlSafeStr as _, SqliteConnection};
use store::StoreError;

macro_rules! migrations {
    ($($name:literal),+ $(,)?) => {
        const SQLITE: &[(&str, &str)] = &[$(($name, include_str!(concat!("../migrations/sqlite/", $name, ".sql")))),+];
        const POSTGRES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../migrations/postgres/", $name, ".sql")))),+];
    };
}

migrations!(
    "0001_tables",
    "0002_search",
    "0003_append_only",
    "0004_duties",
    "0005_cases",
    "0006_given",
    "0007_packs",
    "0008_tallies",
    "0009_waivers",
    "0010_retention",
    "0011_search_and_requests",
    "0012_detectors",
    "0013_exports",
    "0014_temporary",
    "0015_places",
    "0016_noark",
    "0017_search",
    "0018_forgotten_snapshots",
    "0019_links_searched",
    "0020_pairs_searched"
);

/// Holds other nodes back while one migrates; any number that nobody else uses.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7241830566)";
const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_migrations (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, \
     checksum TEXT NOT NULL)";
const DONE: &str = "SELECT number, checksum FROM schema_migrations ORDER BY number";
const NOTE: &str = "INSERT INTO schema_migrations (number, name, checksum) VALUES ($1, $2, $3)";
const KEPT: &str = "SELECT (SELECT COUNT(*) FROM municipalities) + (SELECT COUNT(*) FROM settings) AS n";

/// What became of a database.
pub(crate) struct Migrated {
    /// Whether nothing was ever kept in it.
    pub(crate) new: bool,
}

struct Step {
    number: i64,
    name: &'static str,
    text: &'static str,
    checksum: String,
}

fn steps(all: &'static [(&'static str, &'static str)]) -> Vec<Step> {
    let step = |&(name, text): &(&'static str, &'static str)| Step {
        number: name.split('_').next().and_then(|n| n.parse().ok()).unwrap_or(0),
        name,
        text,
        checksum: hex::encode(Sha256::digest(text.as_bytes())),
    };
    all.iter().map(step).collect()
}

/// The steps that are still to be done.
fn missing(steps: Vec<Step>, done: &[(i64, String)]) -> Result<Vec<Step>, OpenError> {
    let known = steps.last().map_or(0, |s| s.number);
    if let Some(&(found, _)) = done.last().filter(|(number, _)| *number > known) {
        return Err(OpenError::SchemaNewer { found, known });
    }
    for (number, checksum) in done {
        if !steps
            .iter()
            .any(|s| s.number == *number && s.checksum == *checksum)
        {
            return Err(OpenError::MigrationChanged { number: *number });
        }
    }
    Ok(steps
        .into_iter()
        .filter(|s| !done.iter().any(|(number, _)| *number == s.number))
        .collect())
}

/// Carries out all that is missing, in one transaction begun by `$begin` and not committed yet.
macro_rules! migrate {
    ($conn:ident, $begin:expr, $all:ident) => {{
        for sql in $begin {
            sqlx::raw_sql(*sql).execute(&mut *$conn).await?;
        }
        let done = sqlx::query(DONE).fetch_all(&mut *$conn).await?;
        let done = done
            .iter()
            .map(|row| Ok((row.try_get("number")?, row.try_get("checksum")?)));
        let done = done.collect::<Result<Vec<(i64, String)>, sqlx::Error>>()?;
        for step in missing(steps($all), &done)? {
            sqlx::raw_sql(AssertSqlSafe(step.text).into_sql_str())
                .execute(&mut *$conn)
                .await
                .map_err(|e| StoreError::Other(format!("migration {}: {}", step.name, error(e))))?;
            sqlx::query(NOTE)
                .bind(step.number)
                .bind(step.name)
                .bind(&step.checksum)
                .execute(&mut *$conn)
                .await?;
            tracing::info!(migration = step.name, "schema changed");
        }
        let kept: i64 = sqlx::query(KEPT).fetch_one(&mut *$conn).await?.try_get("n")?;
        Migrated { new: kept == 0 }
    }};
}

/// Migrates SQLite. On an error the connection must be closed, which undoes everything; it must be closed afterwards in any
/// case, since foreign keys are off on it.
pub(crate) async fn sqlite(conn: &mut SqliteConnection) -> Result<Migrated, OpenError> {
    // A table that others refer to can only be made anew while nobody looks; at the end all must agree again.
    sqlx::raw_sql("PRAGMA foreign_keys = OFF")
        .execute(&mut *conn)
        .await?;
    let migrated = migrate!(conn, &["BEGIN IMMEDIATE", TABLE], SQLITE);
    let lost = sqlx::query("PRAGMA foreign_key_check")
        .fetch_all(&mut *conn)
        .await?;
    if let Some(row) = lost.first() {
        let table: String = row.try_get(0)?;
        return Err(StoreError::Other(format!("after migrating, rows of {table} refer to nothing")).into());
    }
    sqlx::raw_sql("COMMIT").execute(&mut *conn).await?;
    Ok(migrated)
}

/// Migrates PostgreSQL. On an error the connection must be closed, which undoes everything.
pub(crate) async fn postgres(conn: &mut PgConnection) -> Result<Migrated, OpenError> {
    let migrated = migrate!(conn, &["BEGIN", LOCK, TABLE], POSTGRES);
    sqlx::raw_sql("COMMIT").execute(&mut *conn).await?;
    Ok(migrated)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{SQLITE, missing, steps};
    use crate::db::OpenError;
    use sqlx::{AssertSqlSafe, Connection as _, Row as _, SqlSafeStr as _, SqliteConnection};

    fn done(up_to: usize) -> Vec<(i64, String)> {
        steps(SQLITE)
            .into_iter()
            .take(up_to)
            .map(|s| (s.number, s.checksum))
            .collect()
    }

    #[test]
    fn only_what_is_missing_is_done() {
        assert_eq!(missing(steps(SQLITE), &done(1)).unwrap().len(), SQLITE.len() - 1);
        assert!(missing(steps(SQLITE), &done(SQLITE.len())).unwrap().is_empty());
    }

    /// A table that is made anew keeps its rows, and those that refer to them.
    #[tokio::test]
    async fn what_was_kept_is_kept() {
        let mut conn = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        sqlx::raw_sql(super::TABLE).execute(&mut conn).await.unwrap();
        for step in steps(SQLITE).into_iter().take(4) {
            sqlx::raw_sql(AssertSqlSafe(step.text).into_sql_str())
                .execute(&mut conn)
                .await
                .unwrap();
            sqlx::query(super::NOTE)
                .bind(step.number)
                .bind(step.name)
                .bind(&step.checksum)
                .execute(&mut conn)
                .await
                .unwrap();
        }
        let rows = "PRAGMA foreign_keys = OFF;
            INSERT INTO records VALUES ('r', 'm', 'post', 'p', 1, x'01');
            INSERT INTO entries (id, municipality, seq, record, kind, at, commitment, leaf) \
                VALUES ('e', 'm', 0, 'r', 'post.submitted', 1, x'02', x'03');
            PRAGMA foreign_keys = ON";
        sqlx::raw_sql(rows).execute(&mut conn).await.unwrap();
        let refused = super::sqlite(&mut conn).await.err().unwrap().to_string();
        assert!(
            refused.contains("refer to nothing"),
            "there is no municipality m: {refused}"
        );
        sqlx::raw_sql("ROLLBACK").execute(&mut conn).await.unwrap();
        let municipality = "INSERT INTO municipalities (id, name, slug, org_number, country, languages, office_hours, website, \
            pack, created_at, version) VALUES ('m', 'M', 'm', '1', 'NO', '[]', '{}', '', 'andoy', 1, 1)";
        sqlx::raw_sql(municipality).execute(&mut conn).await.unwrap();
        super::sqlite(&mut conn).await.unwrap();
        let kept = "SELECT r.subject FROM entries e JOIN records r ON r.id = e.record WHERE e.id = 'e'";
        let subject: String = sqlx::query(kept).fetch_one(&mut conn).await.unwrap().get(0);
        assert_eq!(subject, "p");
        let orphan = "PRAGMA foreign_keys = ON; INSERT INTO entries (id, municipality, seq, record, kind, at, commitment, leaf) \
            VALUES ('f', 'm', 1, 'nothing', 'post.submitted', 1, x'02', x'03')";
        assert!(
            sqlx::raw_sql(orphan).execute(&mut conn).await.is_err(),
            "the new table is referred to"
        );
    }

    #[test]
    fn a_changed_text_is_an_error() {
        let mut done = done(2);
        done.last_mut().unwrap().1.push('0');
        assert!(matches!(
            missing(steps(SQLITE), &done),
            Err(OpenError::MigrationChanged { number: 2 })
        ));
    }

    #[test]
    fn a_newer_schema_is_an_error() {
        let mut done = done(SQLITE.len());
        done.push((99, String::new()));
        assert!(matches!(
            missing(steps(SQLITE), &done),
            Err(OpenError::SchemaNewer { found: 99, .. })
        ));
    }
}
