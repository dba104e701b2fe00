//! The check of a draft of 1,000 characters, as the composer asks for it while somebody types.

use crate::stats::{quantile, verdict};
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
    let (mut p50, mut p99) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let mut took = Vec::with_capacity(CHECKS);
        for n in 0..CHECKS {
            let draft = &drafts[n % drafts.len()];
            let start = Instant::now();
            let checked = flow::posts::check(&town.flow, &editor, &post, draft)
                .await
                .unwrap();
            took.push(start.elapsed().as_secs_f64() * 1_000.0);
            assert!(!checked.findings.is_empty());
        }
        // The first round warms up.
        if round > 0 {
            p50.push(quantile(&took, 0.50));
            p99.push(quantile(&took, 0.99));
        }
    }
    println!(
        "  {ROUNDS} rounds of {CHECKS} checks, with the post, its pictures and channels read from SQLite"
    );
    verdict("a check at p50", &p50, 3, "ms", "< 1 ms", |m| m < 1.0);
    verdict("a check at p99", &p99, 3, "ms", "< 1 ms", |m| m < 1.0);
}

fn text(n: usize) -> String {
    let said = "Velkommen til åpent møte om den nye skolen på torsdag klokka 18 i samfunnshuset. Ordføreren innleder, og det blir \
                kaffe og kake til alle. Spørsmål kan sendes til kari.nordmann@example.no eller på telefon 412 34 567. ";
    format!("Utkast {n}: {}", said.repeat(8))
        .chars()
        .take(CHARACTERS)
        .collect()
}
