//! What a municipality sets for its detectors.

use crate::bench::{Bench, Db, faults, key};
use crate::on_both;
use flow::Actor;
use flow::detectors::{self, Options};
use flow::posts::Draft;
use std::collections::BTreeMap;

on_both!(
    what_is_set_holds_from_the_next_text,
    what_cannot_be_meant_is_refused
);

async fn found(bench: &Bench, text: &str) -> Vec<String> {
    let read = bench.flow.store().read().await.unwrap();
    let municipality = read.municipality(&bench.municipality.id).await.unwrap();
    drop(read);
    let author = Actor {
        municipality,
        ..bench.actor("author")
    };
    let post = flow::posts::create(&bench.flow, &author).await.unwrap();
    let draft = Draft {
        text: text.to_owned(),
        version: 1,
        ..Draft::default()
    };
    let checked = flow::posts::check(&bench.flow, &author, &post, &draft)
        .await
        .unwrap();
    checked.found.into_iter().map(|s| s.note.name).collect()
}

async fn what_is_set_holds_from_the_next_text(db: Db) {
    let bench = Bench::new(db).await;
    let text = "Kari Nordmann åpner hallen. Skriv til post@nordvik.kommune.no om gasslekkasje.";
    let before = found(&bench, text).await;
    assert!(before.iter().any(|n| n == "person-name"), "{before:?}");
    assert!(before.iter().any(|n| n == "email-address"), "{before:?}");
    let options = Options {
        officials: vec!["Kari Nordmann".to_owned()],
        own_domains: vec!["nordvik.kommune.no".to_owned()],
        crisis_topics: vec!["gasslekkasje".to_owned()],
        ..Options::default()
    };
    let editor = bench.actor("editor");
    let version = bench.municipality.version;
    detectors::set(&bench.flow, &editor, version, options.clone())
        .await
        .unwrap();
    assert_eq!(found(&bench, text).await, ["crisis-topic"]);
    assert_eq!(
        key(detectors::set(&bench.flow, &editor, version, options).await),
        "conflict",
        "somebody set something in the meantime"
    );
    let off = Options {
        off: vec!["TXT010".to_owned(), "TXT040".to_owned(), "TXT004".to_owned()],
        ..Options::default()
    };
    detectors::set(&bench.flow, &editor, version + 1, off)
        .await
        .unwrap();
    assert!(found(&bench, text).await.is_empty());
    let kinds = bench.journal().await;
    assert_eq!(
        kinds
            .iter()
            .filter(|k| *k == "municipality.detectors-set")
            .count(),
        2
    );
}

async fn what_cannot_be_meant_is_refused(db: Db) {
    let bench = Bench::new(db).await;
    let (editor, version) = (bench.actor("editor"), bench.municipality.version);
    let wrong = Options {
        own_domains: vec!["https://nordvik.no/".to_owned()],
        parameters: BTreeMap::from([("TXT053.lix".to_owned(), 9_000)]),
        ..Options::default()
    };
    assert_eq!(
        faults(detectors::set(&bench.flow, &editor, version, wrong).await),
        [
            ("own_domains".to_owned(), "no-domain"),
            ("parameters.TXT053.lix".to_owned(), "value-out-of-range"),
        ]
    );
    let long = Options {
        officials: (0..9_000).map(|n| format!("Kari Nordmann{n}")).collect(),
        ..Options::default()
    };
    assert_eq!(
        key(detectors::set(&bench.flow, &editor, version, long).await),
        "detectors-too-long"
    );
    let author = bench.actor("author");
    let nothing = Options::default();
    assert_eq!(
        key(detectors::set(&bench.flow, &author, version, nothing).await),
        "not-allowed"
    );
}
