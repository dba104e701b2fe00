//! Searching 10,000 and 1,000,000 texts: ours on SQLite and on PostgreSQL, beside PostgreSQL's own tsvector query over a bare
//! table and beside tantivy (through its Python package), all with the same texts and the same queries, newest 25 hits first.
//!
//! Texts are made of 30,000 words that occur as words of a language do (Zipf's law), 8 to 40 of them in a text. Queries: 60
//! rare words, 60 of the commonest, 60 pairs of words and 60 phrases that occur.

use crate::stats::{quantile, verdict};
use model::municipality::{Country, Municipality, OfficeHours};
use model::{Id as _, Locale, Millis, MunicipalityId};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection as _};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use store::{SearchFilter, Store};
use store_sql::{Db, Options, Target};

const SIZES: [usize; 2] = [10_000, 1_000_000];
const WORDS: usize = 30_000;
/// Queries of a kind.
const EACH: usize = 60;
/// Hits on a page.
const PAGE: usize = 25;
/// Texts put in at once.
const BATCH: usize = 2_000;
const ROUNDS: usize = 5;

pub async fn run(folder: &Path) {
    println!(
        "Searching texts; milliseconds, p50 and p99 of {} queries, of each the median of {ROUNDS} rounds",
        4 * EACH
    );
    let mut found: BTreeMap<(&str, usize), [f64; 2]> = BTreeMap::new();
    for size in SIZES {
        let data = Data::made(size);
        let sqlite = folder.join(format!("search-{size}"));
        let db = Db::open(&Target::Folder(sqlite.clone()), &options())
            .await
            .unwrap();
        fill(&db, &data).await;
        found.insert(("ours, SQLite", size), ours(&db, &data).await);
        db.close().await;
        std::fs::remove_dir_all(sqlite).unwrap();
        if let Ok(url) = std::env::var("TEST_DATABASE_URL") {
            let name = format!("bench_search_{size}");
            let own = format!("{}/{name}", url.rsplit_once('/').unwrap().0);
            let filled = is_filled(&own, size).await;
            if !filled {
                let mut admin = PgConnection::connect(&url).await.unwrap();
                for sql in [
                    format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
                    format!("CREATE DATABASE {name}"),
                ] {
                    let sql = sqlx::raw_sql(AssertSqlSafe(sql));
                    sql.execute(&mut admin).await.unwrap();
                }
            }
            let db = Db::open(&Target::Postgres(own.clone()), &options())
                .await
                .unwrap();
            let mut bare = PgConnection::connect(&own).await.unwrap();
            if !filled {
                fill(&db, &data).await;
                fill_bare(&mut bare, &data).await;
                sqlx::raw_sql("VACUUM ANALYZE").execute(&mut bare).await.unwrap();
            }
            found.insert(("ours, PostgreSQL", size), ours(&db, &data).await);
            found.insert(("PostgreSQL's own query", size), theirs(&mut bare, &data).await);
            bare.close().await.unwrap();
            db.close().await;
        } else {
            println!("  without PostgreSQL: TEST_DATABASE_URL is not set");
        }
        found.insert(("tantivy", size), tantivy(folder, &data));
    }
    for ((what, size), [p50, p99]) in &found {
        println!("    {what:24} {size:>9} texts   p50 {p50:8.2}   p99 {p99:8.2}");
    }
    let [few, many] = SIZES;
    for what in ["ours, SQLite", "ours, PostgreSQL"] {
        let (Some(small), Some(large)) = (found.get(&(what, few)), found.get(&(what, many))) else {
            continue;
        };
        let grown = [large[1] / small[1]];
        verdict(
            &format!("{what}: p99 at {many} beside {few}"),
            &grown,
            2,
            "times",
            "<= 3",
            |m| m <= 3.0,
        );
        for peer in ["PostgreSQL's own query", "tantivy"] {
            if let Some(peers) = found.get(&(peer, many)) {
                println!(
                    "     {what} beside {peer}: p50 {:.2} times, p99 {:.2} times",
                    large[0] / peers[0],
                    large[1] / peers[1]
                );
            }
        }
    }
}

/// Whether an earlier run has put all of it in: its database is left for the next.
async fn is_filled(url: &str, size: usize) -> bool {
    let Ok(mut conn) = PgConnection::connect(url).await else {
        return false;
    };
    let rows = sqlx::query_scalar::<_, i64>("SELECT count(*) FROM bare").fetch_one(&mut conn);
    rows.await.is_ok_and(|rows| rows == size as i64)
}

fn options() -> Options {
    Options {
        durable: false,
        ..Options::default()
    }
}

/// Texts, oldest first, and what is looked for in them.
struct Data {
    municipality: Municipality,
    texts: Vec<(Millis, String)>,
    /// Words, whether they are a phrase.
    queries: Vec<(String, bool)>,
}

/// Chance that is the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    /// Rank of a word: about as often as 1 / rank.
    fn rank(&mut self) -> usize {
        let share = self.below(1 << 30) as f64 / f64::from(1 << 30);
        ((WORDS as f64).powf(share) as usize).min(WORDS) - 1
    }
}

fn word(rank: usize) -> String {
    const PARTS: [&str; 31] = [
        "skol", "vei", "vann", "barn", "hav", "snø", "møt", "plan", "råd", "torg", "kirk", "bruk", "fisk",
        "lag", "land", "mål", "natt", "park", "rom", "sak", "tak", "ung", "vakt", "år", "øy", "berg", "dal",
        "eld", "form", "gård", "hall",
    ];
    let mut rest = rank;
    let mut word = String::new();
    loop {
        word.push_str(PARTS[rest % PARTS.len()]);
        rest /= PARTS.len();
        if rest == 0 {
            return word;
        }
        rest -= 1;
    }
}

impl Data {
    fn made(size: usize) -> Self {
        let words: Vec<String> = (0..WORDS).map(word).collect();
        let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
        let mut texts = Vec::with_capacity(size);
        for n in 0..size {
            let mut text = String::new();
            for _ in 0..8 + chance.below(33) {
                let _ = write!(text, "{} ", words[chance.rank()]);
            }
            text.pop();
            texts.push((Millis(1_700_000_000_000 + n as i64 * 30_000), text));
        }
        let mut queries = Vec::new();
        for n in 0..EACH {
            queries.push((words[2_000 + n * 450].clone(), false));
            queries.push((words[n].clone(), false));
            let (one, two) = (20 + chance.below(300), 20 + chance.below(2_000));
            queries.push((format!("{} {}", words[one], words[two]), false));
            let text: Vec<&str> = texts[chance.below(size)].1.split(' ').collect();
            let at = chance.below(text.len() - 1);
            queries.push((format!("{} {}", text[at], text[at + 1]), true));
        }
        Self {
            municipality: Municipality {
                id: MunicipalityId::parse("01JD0000000000000000000001").unwrap(),
                name: "Båtsfjord kommune".into(),
                slug: "batsfjord".into(),
                org_number: "938795592".into(),
                country: Country::Norway,
                languages: vec![Locale::Nb],
                office_hours: OfficeHours::default(),
                website: String::new(),
                pack: "batsfjord".into(),
                own_packs: Vec::new(),
                detectors: "{}".into(),
                created_at: Millis(1_700_000_000_000),
                version: 1,
            },
            texts,
            queries,
        }
    }
}

async fn fill(db: &Db, data: &Data) {
    let tx = db.begin().await.unwrap();
    tx.insert_municipality(&data.municipality).await.unwrap();
    tx.commit().await.unwrap();
    let began = Instant::now();
    for batch in data.texts.chunks(BATCH) {
        store_sql::testing::fill_search(db, &data.municipality.id, batch)
            .await
            .unwrap();
    }
    println!(
        "    {} texts put in: {:.0} s",
        data.texts.len(),
        began.elapsed().as_secs_f64()
    );
    // As the product does every hour.
    let began = Instant::now();
    let (mut steps, mut slowest) = (0, 0.0_f64);
    loop {
        let step = Instant::now();
        let tx = db.begin().await.unwrap();
        let more = tx.join_search(steps == 0).await.unwrap();
        tx.commit().await.unwrap();
        slowest = slowest.max(step.elapsed().as_secs_f64());
        steps += 1;
        if !more {
            break;
        }
    }
    let took = began.elapsed().as_secs_f64();
    println!("    pieces joined: {steps} steps, {took:.1} s, the slowest {slowest:.3} s");
}

/// The table and the index as PostgreSQL's manual makes them (12.2.2), Norwegian words.
async fn fill_bare(conn: &mut PgConnection, data: &Data) {
    let table = "CREATE TABLE bare (at BIGINT NOT NULL, text TEXT NOT NULL, \
                 terms TSVECTOR GENERATED ALWAYS AS (to_tsvector('norwegian', text)) STORED)";
    sqlx::raw_sql(table).execute(&mut *conn).await.unwrap();
    let mut copy = conn.copy_in_raw("COPY bare (at, text) FROM STDIN").await.unwrap();
    for batch in data.texts.chunks(BATCH) {
        let lines: String = batch
            .iter()
            .map(|(at, text)| format!("{}\t{text}\n", at.0))
            .collect();
        copy.send(lines.into_bytes()).await.unwrap();
    }
    copy.finish().await.unwrap();
    for index in [
        "CREATE INDEX bare_terms ON bare USING gin (terms)",
        "CREATE INDEX bare_at ON bare (at DESC)",
    ] {
        sqlx::raw_sql(index).execute(&mut *conn).await.unwrap();
    }
}

/// p50 and p99 of the queries, of each the median of its rounds: what else the machine did just then is no part of a query. The
/// first round warms up.
fn of_queries(rounds: &[Vec<f64>]) -> [f64; 2] {
    let each: Vec<f64> = typical(rounds);
    [quantile(&each, 0.5), quantile(&each, 0.99)]
}

/// Of each query the median of its rounds.
fn typical(rounds: &[Vec<f64>]) -> Vec<f64> {
    let queries = rounds.first().map_or(0, Vec::len);
    let of = |query: usize| -> Vec<f64> { rounds.iter().skip(1).map(|round| round[query]).collect() };
    (0..queries).map(|query| quantile(&of(query), 0.5)).collect()
}

async fn ours(db: &Db, data: &Data) -> [f64; 2] {
    let mut rounds = Vec::new();
    for _ in 0..=ROUNDS {
        let mut took = Vec::new();
        for (words, phrase) in &data.queries {
            let text = if *phrase {
                format!("\"{words}\"")
            } else {
                words.clone()
            };
            let filter = SearchFilter {
                text,
                ..SearchFilter::default()
            };
            let began = Instant::now();
            let read = db.read().await.unwrap();
            let page = read
                .search(&data.municipality.id, &filter, None, PAGE)
                .await
                .unwrap();
            took.push(began.elapsed().as_secs_f64() * 1_000.0);
            assert!(!phrase || !page.items.is_empty(), "{words} is not found");
        }
        rounds.push(took);
    }
    slowest(data, &rounds);
    of_queries(&rounds)
}

async fn theirs(conn: &mut PgConnection, data: &Data) -> [f64; 2] {
    let mut rounds = Vec::new();
    for _ in 0..=ROUNDS {
        let mut took = Vec::new();
        for (words, phrase) in &data.queries {
            let sql = if *phrase {
                "SELECT at, text FROM bare WHERE terms @@ phraseto_tsquery('norwegian', $1) ORDER BY at DESC LIMIT 25"
            } else {
                "SELECT at, text FROM bare WHERE terms @@ plainto_tsquery('norwegian', $1) ORDER BY at DESC LIMIT 25"
            };
            let began = Instant::now();
            let rows = sqlx::query(sql).bind(words).fetch_all(&mut *conn).await.unwrap();
            took.push(began.elapsed().as_secs_f64() * 1_000.0);
            assert!(rows.len() <= PAGE);
        }
        rounds.push(took);
    }
    slowest(data, &rounds);
    of_queries(&rounds)
}

/// Tells which queries take longest.
fn slowest(data: &Data, rounds: &[Vec<f64>]) {
    let mut all: Vec<(f64, &str)> = typical(rounds)
        .into_iter()
        .zip(data.queries.iter().map(|q| q.0.as_str()))
        .collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    let told: Vec<String> = all
        .iter()
        .take(3)
        .map(|(ms, words)| format!("{words} {ms:.1} ms"))
        .collect();
    let [p50, p99] = of_queries(rounds);
    println!("      p50 {p50:.2}, p99 {p99:.2}; slowest: {}", told.join(", "));
}

/// Runs `bench/records/tantivy_search.py` in a Python of its own, which is made when it is not there.
fn tantivy(folder: &Path, data: &Data) -> [f64; 2] {
    let venv = folder.join("tantivy");
    if !venv.join("bin/python").exists() {
        let made = Command::new("python3").args(["-m", "venv"]).arg(&venv).status();
        assert!(made.unwrap().success());
        let pip = venv.join("bin/pip");
        let got = Command::new(pip)
            .args(["install", "--quiet", "tantivy==0.27.0"])
            .status();
        assert!(got.unwrap().success(), "tantivy is not installed");
    }
    let scratch = tempfile::tempdir_in(folder).unwrap();
    let place = |name: &str| -> PathBuf { scratch.path().join(name) };
    let texts: String = data
        .texts
        .iter()
        .map(|(at, text)| format!("{}\t{text}\n", at.0))
        .collect();
    std::fs::write(place("texts"), texts).unwrap();
    let queries = |(words, phrase): &(String, bool)| format!("{}\t{words}\n", u8::from(*phrase));
    std::fs::write(
        place("queries"),
        data.queries.iter().map(queries).collect::<String>(),
    )
    .unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("records/tantivy_search.py");
    let said = Command::new(venv.join("bin/python"))
        .arg(script)
        .arg(scratch.path())
        .arg(ROUNDS.to_string())
        .output()
        .unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let rounds: Vec<Vec<f64>> = serde_json::from_slice(&said.stdout).unwrap();
    slowest(data, &rounds);
    of_queries(&rounds)
}
