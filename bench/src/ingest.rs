//! Durable ingest of comments beside a bare SQLite loop.
//!
//! Both commit with `synchronous=FULL` in WAL mode, on the same disk, as often for the same groups of comments. The bare
//! loop puts as many bytes as ingest stores for the same comments (the sum of all values in all rows it adds: item,
//! version, search, record, journal entry and sealed parts) into one table without a second index, one `INSERT` a
//! comment. Ingest does all that the product does: detectors, the guideline, deadlines, deduplication, sealing, the log.

use crate::stats::{Spread, verdict};
use crate::town::{self, Town};
use model::item::IncomingItem;
use model::{Id as _, PublicationId};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Connection as _, Row as _};
use std::path::Path;
use std::time::{Duration, Instant};
use store_sql::Options;

const ROUNDS: usize = 5;
/// Commits in a round, and comments in each.
const GROUPS: &[(usize, usize)] = &[(400, 1), (60, 50)];

pub async fn run(folder: &Path) {
    println!(
        "Durable ingest of comments beside a bare SQLite loop that inserts the same bytes with the same durability"
    );
    for (commits, size) in GROUPS {
        let (mut ours, mut bare, mut ratios, mut bytes) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for round in 0..ROUNDS {
            let data = tempfile::tempdir_in(folder).unwrap();
            let (took, stored) = ingest(data.path(), *commits, *size).await;
            let loop_took = bare_loop(data.path(), *commits, *size, stored).await;
            let n = (commits * size) as f64;
            bytes = stored;
            ours.push(n / took.as_secs_f64());
            bare.push(n / loop_took.as_secs_f64());
            ratios.push(ours[round] / bare[round]);
        }
        println!(
            "  {commits} commits of {size}, {bytes} bytes a comment, {ROUNDS} rounds (min / median / max)"
        );
        println!("    ingest    {}", Spread::of(&ours).show("comments/s", 0));
        println!("    bare loop {}", Spread::of(&bare).show("comments/s", 0));
        let percent: Vec<f64> = ratios.iter().map(|r| r * 100.0).collect();
        verdict(
            &format!("ingest, {size} a commit"),
            &percent,
            0,
            "% of the bare loop",
            ">= 40 %",
            |m| m >= 40.0,
        );
    }
}

/// The time ingest took, and the bytes it stored for one comment.
async fn ingest(data: &Path, commits: usize, size: usize) -> (Duration, usize) {
    let (flow, db) = town::open(data, None, "http://127.0.0.1:1", &Options::default()).await;
    let town = Town::found(flow).await;
    let root = town.publish("Åpent møte om skolen torsdag klokka 18.").await;
    let channel = {
        let read = town.flow.store().read().await.unwrap();
        read.channel(&town.municipality.id, &town.channel).await.unwrap()
    };
    // One turn before the clock starts: statements are prepared, word lists compiled.
    take(&town, &channel, page(&town, &root, 0, size)).await;
    let before = stored_bytes(data).await;
    let pages: Vec<_> = (1..=commits)
        .map(|n| page(&town, &root, n * size, size))
        .collect();
    let start = Instant::now();
    for page in pages {
        take(&town, &channel, page).await;
    }
    let took = start.elapsed();
    let stored = (stored_bytes(data).await - before) / (commits * size);
    drop(town);
    db.close().await;
    (took, stored)
}

async fn take(town: &Town, channel: &model::channel::Channel, page: Vec<IncomingItem>) {
    let size = page.len();
    let taken = flow::inbox::ingest(&town.flow, &town.municipality, channel, page, "cursor")
        .await
        .unwrap();
    assert_eq!(taken.new, size);
}

/// Comments as the practice network tells them.
pub fn page(town: &Town, root: &str, first: usize, size: usize) -> Vec<IncomingItem> {
    let comment = |n: usize| {
        let remote_id = town.flow.source().id::<PublicationId>().as_str().to_owned();
        let text = format!("{} ({n})", SAID[n % SAID.len()]);
        IncomingItem {
            raw: serde_json::json!({
                "id": remote_id, "post": root, "author": "Kari Nordmann", "text": text, "created_at": 1_772_524_800_000_i64,
            })
            .to_string(),
            remote_cid: String::new(),
            parent_remote_id: root.to_owned(),
            root_remote_id: root.to_owned(),
            author_remote_id: format!("visitor:{n}"),
            author_handle: String::new(),
            author_name: "Kari Nordmann".to_owned(),
            text,
            url: format!("http://127.0.0.1:1/practice/batsfjord/{root}#{remote_id}"),
            written_at: town.flow.source().now(),
            gone: false,
            remote_id,
        }
    };
    (first..first + size).map(comment).collect()
}

const SAID: &[&str] = &[
    "Tusen takk for god informasjon! Vi gleder oss til å komme, og tar med hele familien.",
    "Når åpner svømmehallen igjen etter sommeren? Det har stått stengt i tre uker nå, og ungene spør hver dag.",
    "Hva skjer med søknaden min om barnehageplass? Jeg har ringt flere ganger uten å få svar fra noen.",
    "Dette burde dere ha sagt før. Veien inn til sentrum var stengt i hele går uten et ord på nettsidene.",
    "Flott!",
    "Kan noen si hvor vi melder oss på? Lenken virker ikke på telefonen min, men kanskje jeg gjør noe galt.",
];

/// All values in all rows of the tables that ingest adds to.
async fn stored_bytes(data: &Path) -> usize {
    let mut conn = connect(data, store_sql::FILE).await;
    let mut sum = 0;
    for table in [
        "items",
        "item_versions",
        "search_docs",
        "records",
        "entries",
        "parts",
    ] {
        let info = sqlx::query(AssertSqlSafe(format!("PRAGMA table_info({table})")))
            .fetch_all(&mut conn)
            .await
            .unwrap();
        let columns: Vec<String> = info
            .iter()
            .map(|row| {
                format!(
                    "COALESCE(SUM(LENGTH(CAST({} AS BLOB))), 0)",
                    row.get::<String, _>("name")
                )
            })
            .collect();
        let sql = format!("SELECT {} AS n FROM {table}", columns.join(" + "));
        let n: i64 = sqlx::query(AssertSqlSafe(sql))
            .fetch_one(&mut conn)
            .await
            .unwrap()
            .get("n");
        sum += usize::try_from(n).unwrap();
    }
    conn.close().await.unwrap();
    sum
}

async fn connect(data: &Path, name: &str) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(data.join(name))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    SqliteConnection::connect_with(&options).await.unwrap()
}

async fn bare_loop(data: &Path, commits: usize, size: usize, bytes: usize) -> Duration {
    let mut conn = connect(data, "bare.db").await;
    sqlx::raw_sql("CREATE TABLE comments (id INTEGER NOT NULL PRIMARY KEY, body BLOB NOT NULL) STRICT")
        .execute(&mut conn)
        .await
        .unwrap();
    let body = vec![b'x'; bytes];
    let start = Instant::now();
    for _ in 0..commits {
        let mut tx = conn.begin_with("BEGIN IMMEDIATE").await.unwrap();
        for _ in 0..size {
            sqlx::query("INSERT INTO comments (body) VALUES ($1)")
                .bind(&body[..])
                .execute(&mut *tx)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
    }
    let took = start.elapsed();
    conn.close().await.unwrap();
    took
}
