//! Opening a database: new, again, newer than the program, changed, broken; and who waits for whom.

use crate::both::source;
use crate::rows;
use std::path::Path;
use std::time::Duration;
use store::{Engine, Store as _, StoreError};
use store_sql::{Db, FILE, OpenError, Options, Target};

async fn open(folder: &Path) -> Result<Db, OpenError> {
    Db::open(&Target::Folder(folder.to_owned()), &Options::default()).await
}

/// Runs a statement on the file behind the program's back.
async fn meddle(folder: &Path, sql: &'static str) {
    use sqlx::Connection as _;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.join(FILE));
    let mut conn = sqlx::SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::raw_sql(sql).execute(&mut conn).await.unwrap();
    conn.close().await.unwrap();
}

#[tokio::test]
async fn a_folder_is_new_until_something_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("made/when/missing");
    let db = open(&folder).await.unwrap();
    assert!(db.is_new());
    assert_eq!(db.engine(), Engine::Sqlite);
    db.close().await;
    let db = open(&folder).await.unwrap();
    assert!(db.is_new(), "nothing was kept yet");
    let kept = rows::municipality(&source(), "Vardø");
    let tx = db.begin().await.unwrap();
    tx.insert_municipality(&kept).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    let db = open(&folder).await.unwrap();
    assert!(!db.is_new());
    assert_eq!(
        db.read().await.unwrap().municipality(&kept.id).await.unwrap(),
        kept
    );
}

#[tokio::test]
async fn what_is_kept_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let outer = tempfile::tempdir().unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    // A folder that was there already, as an operator makes it.
    let made = outer.path().join("made");
    std::fs::create_dir(&made).unwrap();
    std::fs::set_permissions(&made, std::fs::Permissions::from_mode(0o755)).unwrap();
    for folder in [made, outer.path().join("missing")] {
        let db = open(&folder).await.unwrap();
        let tx = db.begin().await.unwrap();
        tx.insert_municipality(&rows::municipality(&source(), "Vardø"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let files: Vec<_> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|f| f.unwrap().path())
            .collect();
        assert!(files.len() >= 2, "the database and its log: {files:?}");
        for file in files {
            assert_eq!(mode(&file), 0o600, "{}", file.display());
        }
        db.close().await;
    }
    assert_eq!(mode(&outer.path().join("missing")), 0o700);
}

#[tokio::test]
async fn a_newer_schema_is_refused_with_its_key() {
    let folder = tempfile::tempdir().unwrap();
    open(folder.path()).await.unwrap().close().await;
    meddle(
        folder.path(),
        "INSERT INTO schema_migrations (number, name, checksum) VALUES (9999, 'later', 'x')",
    )
    .await;
    let error = open(folder.path()).await.unwrap_err();
    assert_eq!(error.key(), "schema-newer");
    assert!(error.to_string().contains("9999"), "{error}");
}

#[tokio::test]
async fn a_changed_migration_is_refused_with_its_key() {
    let folder = tempfile::tempdir().unwrap();
    open(folder.path()).await.unwrap().close().await;
    meddle(
        folder.path(),
        "UPDATE schema_migrations SET checksum = 'x' WHERE number = 2",
    )
    .await;
    let error = open(folder.path()).await.unwrap_err();
    assert!(
        matches!(error, OpenError::MigrationChanged { number: 2 }),
        "{error:?}"
    );
    assert_eq!(error.key(), "migration-changed");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let text = "This is no database, but somebody's letter. ".repeat(100);
    std::fs::write(folder.path().join(FILE), &text).unwrap();
    let error = open(folder.path()).await.unwrap_err();
    assert_eq!(error.key(), "storage-corrupt", "{error}");
    assert_eq!(std::fs::read_to_string(folder.path().join(FILE)).unwrap(), text);
}

#[tokio::test]
async fn an_address_that_is_none_is_told_without_repeating_it() {
    let target = Target::new(Path::new("/nowhere"), Some("mysql://me:secret@host:x/db"));
    let error = Db::open(&target, &Options::default()).await.unwrap_err();
    assert_eq!(error.key(), "database-url-bad");
    assert!(!error.to_string().contains("secret"));
}

#[tokio::test]
async fn a_server_that_is_away_is_told() {
    let target = Target::new(Path::new("/nowhere"), Some("postgres://me@127.0.0.1:1/db"));
    let error = Db::open(&target, &Options::default()).await.unwrap_err();
    assert_eq!(error.key(), "storage-unavailable", "{error}");
}

both! {
    async fn a_reader_sees_what_is_committed_and_waits_for_nobody(db: TestDb) {
        let tx = db.writing().await;
        tx.put_setting("a", "1").await.unwrap();
        let read = db.reading().await;
        assert_eq!(read.setting("a").await.unwrap(), None);
        tx.commit().await.unwrap();
        assert_eq!(read.setting("a").await.unwrap().as_deref(), Some("1"));
    }

    async fn writers_take_turns_and_lose_nothing(db: TestDb) {
        let db = std::sync::Arc::new(db);
        let mut writers = tokio::task::JoinSet::new();
        for n in 0..30 {
            let db = db.clone();
            writers.spawn(async move {
                let tx = db.writing().await;
                tx.put_setting(&format!("key{n}"), "value").await.unwrap();
                tokio::task::yield_now().await;
                tx.commit().await.unwrap();
            });
        }
        writers.join_all().await;
        let read = db.reading().await;
        for n in 0..30 {
            assert!(read.setting(&format!("key{n}")).await.unwrap().is_some());
        }
    }

    async fn a_value_the_table_does_not_allow_is_refused(db: TestDb) {
        let tx = db.writing().await;
        let mut orphan = rows::person(&db.source, &db.home, "Orphan");
        orphan.municipality = db.id();
        let refused = tx.insert_person(&orphan).await.unwrap_err();
        assert!(matches!(refused, StoreError::Refused(_)), "{refused:?}");
        drop(tx);
        assert_eq!(db.reading().await.people(&db.home).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_writer_that_waits_too_long_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        patience: Duration::from_millis(50),
        ..Options::default()
    };
    let db = Db::open(&Target::Folder(folder.path().to_owned()), &options)
        .await
        .unwrap();
    let first = db.begin().await.unwrap();
    let second = db
        .begin()
        .await
        .err()
        .expect("the first has the only writing connection");
    assert!(matches!(second, StoreError::Busy));
    assert!(second.passes());
    drop(first);
    db.begin().await.unwrap();
}
