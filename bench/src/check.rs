//! The check of a draft of 1,000 characters, as the composer asks for it while somebody types.

use crate::stats::{Spread, quantile, verdict};
use crate::town::{self, Town};
use std::path::Path;
use std::time::Instant;
use store_sql::Options;

const ROUNDS: usize = 5;
const CHECKS: usize = 2_000;
const CHARACTERS: usize = 1_000;

pub async fn run(folder: &Path) {
    println!(
        "The check of a draft of {CHARACTERS} characters: detectors, all facts, the whole guideline, the answer in words"
    );
    let data = tempfile::tempdir_in(folder).unwrap();
    let (flow, _db) = town::open(data.path(), None, "http://127.0.0.1:1", &Options::default()).await;
    let town = Town::found(flow).await;
    let editor = town.actor("editor");
    let (post, draft) = town.draft("Et utkast").await;
    // A hundred texts: as one types, no two are the same.
    let drafts: Vec<_> = (0..100)
        .map(|n| flow::posts::Draft {
            text: text(n),
            ..draft.clone()
        })
        .collect();
    let (media, channels) = {
        let read = town.flow.store().read().await.unwrap();
        let here = &town.municipality.id;
        let media = read.media_of(here, &post).await.unwrap();
        (media, read.channels(here).await.unwrap())
    };
    let (mut check, mut whole) = (Times::default(), Times::default());
    for round in 0..=ROUNDS {
        let (mut alone, mut with_reads) = (Vec::with_capacity(CHECKS), Vec::with_capacity(CHECKS));
        for n in 0..CHECKS {
            let draft = &drafts[n % drafts.len()];
            let start = Instant::now();
            let checked = flow::posts::weigh(
                &town.flow,
                &editor,
                draft,
                &media,
                flow::posts::Standing::default(),
                &channels,
            )
            .await
            .unwrap();
            alone.push(start.elapsed().as_secs_f64() * 1_000.0);
            assert!(!checked.found.is_empty());
            let start = Instant::now();
            let same = flow::posts::check(&town.flow, &editor, &post, draft)
                .await
                .unwrap();
            with_reads.push(start.elapsed().as_secs_f64() * 1_000.0);
            assert_eq!(same.found, checked.found);
        }
        // The first round warms up.
        if round > 0 {
            check.add(&alone);
            whole.add(&with_reads);
        }
    }
    println!(
        "  {ROUNDS} rounds of {CHECKS} checks, each once alone and once with what the composer reads from SQLite first"
    );
    verdict("a check at p50", &check.p50, 3, "ms", "< 1 ms", |m| m < 1.0);
    verdict("a check at p99", &check.p99, 3, "ms", "< 1 ms", |m| m < 1.0);
    for (name, values) in [("p50", &whole.p50), ("p99", &whole.p99)] {
        println!(
            "    with its reads at {name}: {}",
            Spread::of(values).show("ms", 3)
        );
    }
}

#[derive(Default)]
struct Times {
    p50: Vec<f64>,
    p99: Vec<f64>,
}

impl Times {
    fn add(&mut self, took: &[f64]) {
        self.p50.push(quantile(took, 0.50));
        self.p99.push(quantile(took, 0.99));
    }
}

fn text(n: usize) -> String {
    let said = "Velkommen til åpent møte om den nye skolen på torsdag klokka 18 i samfunnshuset. Ordføreren innleder, og det blir \
                kaffe og kake til alle. Spørsmål kan sendes til kari.nordmann@example.no eller på telefon 412 34 567. ";
    format!("Utkast {n}: {}", said.repeat(8))
        .chars()
        .take(CHARACTERS)
        .collect()
}
