//! The inbox page at 1,000 and at 100,000 items, beside Wagtail's list of 10,000 pages.

use crate::ingest;
use crate::server::{Server, client, port};
use crate::stats::{Spread, quantile, verdict};
use crate::town::{self, Town};
use crate::wagtail;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use store_sql::Options;

const ROUNDS: usize = 5;
const REQUESTS: usize = 200;
/// Comments taken in at once while the data is made.
const PAGE: usize = 500;

pub async fn run(folder: &Path) {
    println!("The inbox page over HTTP, signed in, at 1,000 and 100,000 items, beside Wagtail's list page");
    build(folder);
    let few = Seeded::new(folder, 1_000).await;
    let many = Seeded::new(folder, 100_000).await;
    let wagtail = wagtail::start(folder).await;
    let client = client();
    let (mut small, mut large, mut cpu_small, mut cpu_large, mut cpu_wagtail, mut theirs) = (
        Vec::new(),
        Vec::new(),
        Vec::new(),
        Vec::new(),
        Vec::new(),
        Vec::new(),
    );
    let mut sizes = (0, 0, 0);
    for round in 0..=ROUNDS {
        let (one, one_cpu, one_size) = few.server.ask(&client, "/inbox", &few.cookie, REQUESTS).await;
        let (two, two_cpu, two_size) = many.server.ask(&client, "/inbox", &many.cookie, REQUESTS).await;
        let (peer, peer_cpu, peer_size) = wagtail.ask(&client, "/", "", REQUESTS).await;
        sizes = (one_size, two_size, peer_size);
        // The first round warms up.
        if round > 0 {
            small.push(one);
            large.push(two);
            theirs.push(peer);
            cpu_small.push(one_cpu);
            cpu_large.push(two_cpu);
            cpu_wagtail.push(peer_cpu);
        }
    }
    println!(
        "  {ROUNDS} rounds of {REQUESTS} requests each, one after the other (min / median / max of the rounds)"
    );
    tell("inbox, 1,000 items", &small, &cpu_small, sizes.0);
    tell("inbox, 100,000 items", &large, &cpu_large, sizes.1);
    tell("Wagtail, 10,000 pages", &theirs, &cpu_wagtail, sizes.2);
    let ratio = |a: &[Vec<f64>], b: &[Vec<f64>], share: f64| -> Vec<f64> {
        a.iter()
            .zip(b)
            .map(|(a, b)| quantile(a, share) / quantile(b, share))
            .collect()
    };
    verdict(
        "100,000 items beside 1,000, p50",
        &ratio(&large, &small, 0.5),
        2,
        "times",
        "<= 1.3",
        |m| m <= 1.3,
    );
    let cpu: Vec<f64> = cpu_wagtail.iter().zip(&cpu_large).map(|(w, c)| w / c).collect();
    verdict(
        "Wagtail's CPU a request beside the inbox's at 100,000",
        &cpu,
        1,
        "times",
        ">= 10",
        |m| m >= 10.0,
    );
}

fn tell(what: &str, took: &[Vec<f64>], cpu: &[f64], size: usize) {
    let at = |share| Spread::of(&took.iter().map(|t| quantile(t, share)).collect::<Vec<_>>());
    println!("    {what}, {size} bytes");
    println!(
        "      p50 {}   p99 {}   CPU {}",
        at(0.5).show("ms", 2),
        at(0.99).show("ms", 2),
        Spread::of(cpu).show("ms/request", 2)
    );
}

/// The binary as it is shipped.
fn build(folder: &Path) {
    let root = folder.ancestors().nth(2).unwrap();
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let status = Command::new(cargo)
        .current_dir(root)
        .args(["build", "--release", "--quiet", "-p", "rettesnor"])
        .status();
    assert!(status.unwrap().success(), "the server does not build");
}

struct Seeded {
    server: Server,
    cookie: String,
    _data: tempfile::TempDir,
}

impl Seeded {
    async fn new(folder: &Path, items: usize) -> Self {
        let data = tempfile::tempdir_in(folder).unwrap();
        let url = format!("http://127.0.0.1:{}", port());
        // Making the data need not wait for the disk.
        let options = Options {
            durable: false,
            ..Options::default()
        };
        let (flow, db) = town::open(data.path(), None, &url, &options).await;
        let town = Town::found(flow).await;
        let root = town.publish("Åpent møte om skolen torsdag klokka 18.").await;
        let read = town.flow.store().read().await.unwrap();
        let channel = read.channel(&town.municipality.id, &town.channel).await.unwrap();
        drop(read);
        for first in (0..items).step_by(PAGE) {
            let page = ingest::page(&town, &root, first, PAGE.min(items - first));
            flow::inbox::ingest(&town.flow, &town.municipality, &channel, page, "0")
                .await
                .unwrap();
        }
        let cookie = format!("rettesnor={}", town.session("moderator").await);
        drop(town);
        db.close().await;
        let mut command = Command::new(folder.ancestors().nth(1).unwrap().join("release/rettesnor"));
        command
            .env_clear()
            .env("RETTESNOR_MASTER_KEY", town::MASTER_KEY)
            .current_dir(data.path());
        command
            .args(["serve", "--log", "warn", "--poll-seconds", "3600", "--data"])
            .arg(data.path());
        command.arg("--listen").arg(url.trim_start_matches("http://"));
        let server = Server::start(command, url, "/healthz").await;
        // The first minute's jobs (the checkpoint, a look at the channel) are done before anything is measured.
        tokio::time::sleep(Duration::from_secs(3)).await;
        Self {
            server,
            cookie,
            _data: data,
        }
    }
}
