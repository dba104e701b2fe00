//! One changed byte anywhere in what is kept makes `verify` fail and name the place.

use crate::program::verify;
use crate::town::{self, Town};
use flow::Flow;
use model::Millis;
use model::clock::Fixed;
use model::item::IncomingItem;
use model::post::{Basis, MediaNote};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, Column as _, Connection as _, Row as _, ValueRef as _};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use store_sql::{FILE, Options};
use tempfile::TempDir;

/// Comments: enough for a full tile of the log (256 leaves).
const COMMENTS: usize = 270;

/// A data folder with posts, a picture, comments, a checkpoint and a tile; closed.
async fn archive() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let options = Options {
        durable: false,
        ..Options::default()
    };
    let (flow, db) = town::open(&data, None, "http://127.0.0.1:1", &options).await;
    let town = Town::found(flow).await;
    let root = town.publish("Åpent møte om skolen torsdag klokka 18.").await;
    let (post, mut draft) = town.draft("Slik blir den nye skolen.").await;
    let picture = flow::posts::add_media(&town.flow, &town.actor("editor"), &post, noise())
        .await
        .unwrap();
    let note = MediaNote {
        alt: "Et mønster av prikker".into(),
        credit: "Foto: Båtsfjord kommune".into(),
        permission: Some(true),
        basis: Basis::NoPerson,
        ai: Some(false),
        ..MediaNote::default()
    };
    flow::posts::note_media(&town.flow, &town.actor("editor"), &picture.id, note)
        .await
        .unwrap();
    town.answer(&post, &mut draft).await;
    town.publish_draft(&post, draft).await;
    comments(&town.flow, &town, &root).await;
    flow::journal::checkpoint(&town.flow, &town.municipality.id)
        .await
        .unwrap()
        .unwrap();
    drop(town);
    db.close().await;
    folder
}

async fn comments(flow: &Flow, town: &Town, root: &str) {
    let read = flow.store().read().await.unwrap();
    let channel = read.channel(&town.municipality.id, &town.channel).await.unwrap();
    drop(read);
    let comment = |n: usize| IncomingItem {
        remote_id: format!("c{n}"),
        remote_cid: String::new(),
        parent_remote_id: root.to_owned(),
        root_remote_id: root.to_owned(),
        author_remote_id: format!("visitor:{n}"),
        author_handle: String::new(),
        author_name: format!("Innbygger {n}"),
        text: format!("Når åpner svømmehallen igjen? ({n})"),
        url: String::new(),
        written_at: flow.source().now(),
        raw: format!("{{\"id\":\"c{n}\"}}"),
        gone: false,
    };
    let page = (0..COMMENTS).map(comment).collect();
    flow::inbox::ingest(flow, &town.municipality, &channel, page, "0")
        .await
        .unwrap();
}

/// A picture that no compression makes small, so that it becomes a blob.
fn noise() -> Vec<u8> {
    let source = Fixed::new(Millis(0), 3).source();
    let picture = image::RgbImage::from_fn(500, 400, |_, _| image::Rgb(source.bytes::<3>()));
    let mut out = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut out, image::ImageFormat::Png).unwrap();
    out.into_inner()
}

fn copy(from: &Path) -> TempDir {
    let to = tempfile::tempdir().unwrap();
    for file in files(from) {
        let target = to.path().join("data").join(file.strip_prefix(from).unwrap());
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::copy(&file, target).unwrap();
    }
    to
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            out.extend(files(&path))
        } else {
            out.push(path)
        }
    }
    out
}

async fn connect(data: &Path) -> SqliteConnection {
    SqliteConnection::connect_with(
        &SqliteConnectOptions::new()
            .filename(data.join(FILE))
            .foreign_keys(false),
    )
    .await
    .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sound_archive_is_proved_and_said_to_be() {
    let folder = archive().await;
    let said = verify(&folder.path().join("data"));
    assert!(said.ok, "{}{}", said.out, said.err);
    for word in [
        "Båtsfjord kommune",
        "journal entries",
        "2 checkpoints and 1 tiles agree",
        "everything holds",
    ] {
        assert!(said.out.contains(word), "no '{word}' in {}", said.out);
    }
}

/// Table and column to change, the row, and what the place must be called.
const CHANGES: &[(&str, &str, &str, &str)] = &[
    ("parts", "sealed", "length(sealed) > 0", "part 0"),
    ("parts", "commitment", "1", "part 0"),
    ("parts", "content_type", "1", "part 0"),
    ("entries", "commitment", "seq = 100", "journal 100 "),
    ("entries", "leaf", "seq = 100", "journal 100 "),
    ("entries", "kind", "seq = 100", "journal 100 "),
    ("entries", "at", "seq = 100", "journal 100 "),
    ("checkpoints", "note", "1", "checkpoint "),
    ("checkpoints", "root", "1", "checkpoint "),
    ("tiles", "hashes", "1", "tile 0/0"),
    ("log_states", "frontier", "1", "log"),
    ("records", "key_wrapped", "kind = 'post'", "record "),
    ("revisions", "content", "1", "revision "),
    ("items", "text", "1", "item "),
];

#[tokio::test(flavor = "multi_thread")]
async fn one_changed_byte_in_any_kept_row_is_found_and_named() {
    let folder = archive().await;
    for (table, column, which, place) in CHANGES {
        let changed = copy(&folder.path().join("data"));
        let data = changed.path().join("data");
        let mut conn = connect(&data).await;
        // Somebody with the file in hand does not ask the triggers.
        let triggers = sqlx::query("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
            .fetch_all(&mut conn)
            .await
            .unwrap();
        for row in triggers {
            let sql = format!("DROP TRIGGER {}", row.get::<String, _>("name"));
            sqlx::raw_sql(AssertSqlSafe(sql))
                .execute(&mut conn)
                .await
                .unwrap();
        }
        let find = format!(
            "SELECT rowid AS n, typeof({column}) AS kind, CAST({column} AS BLOB) AS v FROM {table} WHERE {which} LIMIT 1"
        );
        let row = sqlx::query(AssertSqlSafe(find))
            .fetch_one(&mut conn)
            .await
            .unwrap();
        let (rowid, kind, mut value): (i64, String, Vec<u8>) = (row.get("n"), row.get("kind"), row.get("v"));
        // Letters stay letters and digits digits, so that the row can be read and only its meaning is another.
        let middle = value.len() / 2;
        let at = (middle..value.len())
            .chain(0..middle)
            .find(|n| kind == "blob" || value[*n].is_ascii_alphanumeric())
            .unwrap();
        value[at] ^= 1;
        let cast = if kind == "blob" { "$1" } else { "CAST($1 AS TEXT)" };
        let cast = if kind == "integer" {
            "CAST(CAST($1 AS TEXT) AS INTEGER)"
        } else {
            cast
        };
        let sql = format!("UPDATE {table} SET {column} = {cast} WHERE rowid = $2");
        sqlx::query(AssertSqlSafe(sql))
            .bind(value)
            .bind(rowid)
            .execute(&mut conn)
            .await
            .unwrap();
        conn.close().await.unwrap();
        let said = verify(&data);
        assert!(!said.ok, "{table}.{column}: not seen\n{}", said.out);
        let named = said
            .out
            .lines()
            .any(|l| l.contains("PROBLEM") && l.contains(place));
        assert!(
            named,
            "{table}.{column}: no place '{place}' in\n{}{}",
            said.out, said.err
        );
    }
}

/// Changed bytes in the files, chosen by a seed. A byte of the database matters when any value in any kept row is
/// another after it, or can no longer be read; otherwise it lies in a free page, an index, unused space or a table
/// that nothing is proved of, and `verify` may say what it likes. A blob's bytes all matter.
#[tokio::test(flavor = "multi_thread")]
async fn random_changed_bytes_in_the_files_are_found_or_do_not_matter() {
    const IN_DATABASE: usize = 160;
    const IN_BLOBS: usize = 40;
    let folder = archive().await;
    let data = folder.path().join("data");
    let seed = std::env::var("RETTESNOR_TEST_SEED")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(2026);
    println!("RETTESNOR_TEST_SEED={seed}");
    let source = Fixed::new(Millis(0), seed).source();
    let pick = |below: usize| (u64::from_le_bytes(source.bytes()) % below as u64) as usize;

    let database = data.join(FILE);
    let sound = kept(&data).await.unwrap();
    let blobs: Vec<PathBuf> = files(&data.join("blobs"))
        .into_iter()
        .filter(|f| f.metadata().unwrap().len() > 0)
        .collect();
    assert!(!blobs.is_empty());
    let work = copy(&data);
    let work_data = work.path().join("data");
    let (mut found, mut nothing) = (0, 0);
    for n in 0..IN_DATABASE + IN_BLOBS {
        let file = if n < IN_DATABASE {
            database.clone()
        } else {
            blobs[pick(blobs.len())].clone()
        };
        let mut bytes = std::fs::read(&file).unwrap();
        let at = pick(bytes.len());
        let bit = 1_u8 << pick(8);
        bytes[at] ^= bit;
        let target = work_data.join(file.strip_prefix(&data).unwrap());
        std::fs::write(&target, &bytes).unwrap();
        let now = kept(&work_data).await;
        let matters = n >= IN_DATABASE || now.as_ref().ok() != Some(&sound);
        let where_ = format!("{} byte {at} bit {bit:#04x}", target.display());
        if matters {
            let said = verify(&work_data);
            assert!(!said.err.contains("panicked"), "{where_}: {}", said.err);
            assert!(
                !said.ok,
                "{where_}: not seen, but {}\n{}",
                different(&sound, now),
                said.out
            );
            let named = said.out.contains("PROBLEM") || said.err.contains("rettesnor: ");
            assert!(named, "{where_}: no place named\n{}{}", said.out, said.err);
            found += 1;
        } else {
            nothing += 1;
        }
        std::fs::copy(&file, &target).unwrap();
        for more in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(work_data.join(format!("{FILE}{more}")));
        }
    }
    println!("{found} found, {nothing} without meaning");
    assert!(
        found > IN_BLOBS + 20,
        "the bytes chosen hardly ever mattered: {found}"
    );
}

/// Which values differ, for the message.
fn different(sound: &Kept, now: Result<Kept, sqlx::Error>) -> String {
    let now = match now {
        Ok(now) => now,
        Err(error) => return error.to_string(),
    };
    let mut out = String::new();
    for (table, rows) in sound {
        let lossy = |row: &Vec<u8>| String::from_utf8_lossy(row).into_owned();
        out.extend(
            rows.iter()
                .filter(|r| !now[table].contains(r))
                .map(|r| format!("{table} was {:?}\n", lossy(r))),
        );
        out.extend(
            now[table]
                .iter()
                .filter(|r| !rows.contains(r))
                .map(|r| format!("{table} is {:?}\n", lossy(r))),
        );
    }
    out
}

/// Rows by table.
type Kept = BTreeMap<String, Vec<Vec<u8>>>;

/// What is proved, as the database gives it by walking the tables, without an index.
async fn kept(data: &Path) -> Result<Kept, sqlx::Error> {
    // Read from a copy that cannot change: no log is made beside the file.
    let options = SqliteConnectOptions::new()
        .filename(data.join(FILE))
        .read_only(true)
        .immutable(true);
    let mut conn = SqliteConnection::connect_with(&options).await?;
    let mut out = BTreeMap::new();
    let columns = [
        ("records", "*"),
        ("entries", "*"),
        ("parts", "*"),
        ("checkpoints", "*"),
        ("tiles", "*"),
        ("log_states", "*"),
        ("revisions", "id, content"),
        ("items", "id, text"),
    ];
    for (table, columns) in columns {
        let sql = format!("SELECT {columns} FROM {table} NOT INDEXED");
        let mut rows = Vec::new();
        for row in sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut conn).await? {
            let mut bytes = Vec::new();
            for column in row.columns() {
                let value = row.try_get_raw(column.ordinal())?;
                bytes.push(0);
                if !value.is_null() {
                    bytes.extend(row.try_get_unchecked::<Vec<u8>, _>(column.ordinal())?);
                }
            }
            rows.push(bytes);
        }
        rows.sort();
        out.insert(table.to_owned(), rows);
    }
    conn.close().await?;
    Ok(out)
}
