//! What a municipality sets for its detectors.

use crate::bench::{Bench, Db, faults, key};
use crate::on_both;
use flow::Actor;
use flow::detectors::{self, Options};
use flow::posts::Draft;
use std::collections::BTreeMap;

on_both!(
    what_is_set_holds_from_the_next_text,
    what_cannot_be_meant_is_refused,
    what_a_locked_clause_reads_stays_on,
    what_locked_clauses_read_is_known_by_findings_and_facts,
);

/// Puts options into the store that no form could have set.
async fn keep(bench: &Bench, options: &Options) {
    let tx = bench.flow.store().begin().await.unwrap();
    let mut municipality = tx.municipality(&bench.municipality.id).await.unwrap();
    municipality.detectors = serde_json::to_string(options).unwrap();
    tx.update_municipality(&mut municipality).await.unwrap();
    tx.commit().await.unwrap();
}

async fn now(bench: &Bench, role: &str) -> Actor {
    let read = bench.flow.store().read().await.unwrap();
    let municipality = read.municipality(&bench.municipality.id).await.unwrap();
    Actor {
        municipality,
        ..bench.actor(role)
    }
}

async fn found(bench: &Bench, text: &str) -> Vec<String> {
    let author = now(bench, "author").await;
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

async fn what_a_locked_clause_reads_stays_on(db: Db) {
    let bench = Bench::guided(db, "batsfjord").await;
    let (editor, version) = (bench.actor("editor"), bench.municipality.version);
    let law = "no-base/national-identity-number";
    let text = "Hun har fødselsnummer 01010750160.";
    let off = Options {
        off: vec!["TXT001".to_owned(), "TXT054".to_owned()],
        ..Options::default()
    };
    let error = detectors::set(&bench.flow, &editor, version, off.clone()).await;
    assert_eq!(faults(error), [("on-TXT001".to_owned(), "detector-locked")]);

    // What was switched off before the clause was locked is on again.
    keep(&bench, &off).await;
    assert!(
        found(&bench, text)
            .await
            .contains(&"norwegian-identity-number".to_owned())
    );
    let editor = now(&bench, "editor").await;
    let locked = detectors::locked(&bench.flow, &editor).await.unwrap();
    assert_eq!(
        locked.keys().copied().collect::<Vec<_>>(),
        ["MED020", "TXT001", "TXT002"]
    );
    assert_eq!(locked["TXT001"][0].clause, law);
    assert_eq!(locked["TXT001"][0].title, "Ingen fødselsnummer i innlegg");

    // What no locked clause reads may be off.
    let fine = Options {
        off: vec!["TXT054".to_owned()],
        ..Options::default()
    };
    detectors::set(&bench.flow, &editor, editor.municipality.version, fine)
        .await
        .unwrap();
}

async fn what_locked_clauses_read_is_known_by_findings_and_facts(db: Db) {
    let clause = |id: &str, locked: bool, require: &str| {
        format!(
            "[[clause]]\nid = \"{id}\"\nlocked = {locked}\ntitle = {{ nb = \"{id}\", nn = \"{id}\", sv = \"{id}\", en = \"{id}\" }}\n\
             says = {{ nb = \"S\", en = \"S\" }}\nmodality = \"must\"\nbinds = {{ capacity = \"official\" }}\n\
             applies_to = [\"post.submit\"]\nstatus = \"automated\"\nrequire = \"{require}\"\n\
             effect = {{ kind = \"gate\", on_fail = \"block\" }}\n\
             explain.why = {{ nb = \"W\", nn = \"W\", sv = \"W\", en = \"W\" }}\n\
             explain.fix = {{ nb = \"F\", nn = \"F\", sv = \"F\", en = \"F\" }}\n"
        )
    };
    let clauses = [
        clause("topic", true, "!post.topic_crisis"),
        clause("swear", true, "post.findings.all(f, f.name != 'obscenity')"),
        clause("label", false, "post.ai_label"),
    ];
    let bench = Bench::under(db, &clauses.concat()).await;
    let editor = bench.actor("editor");
    let locked = detectors::locked(&bench.flow, &editor).await.unwrap();
    assert_eq!(locked.keys().copied().collect::<Vec<_>>(), ["TXT010", "TXT045"]);
    let empty = Options {
        off: vec!["TXT009".to_owned(), "TXT010".to_owned()],
        own_crisis_topics_only: true,
        words: BTreeMap::from([("TXT045".to_owned(), "fanken\n -*".to_owned())]),
        ..Options::default()
    };
    let version = bench.municipality.version;
    assert_eq!(
        faults(detectors::set(&bench.flow, &editor, version, empty.clone()).await),
        [
            ("on-TXT010".to_owned(), "detector-locked"),
            ("own_crisis_topics_only".to_owned(), "detector-words-locked"),
            ("words.TXT045".to_owned(), "detector-words-locked"),
        ]
    );
    keep(&bench, &empty).await;
    let words = found(&bench, "Storbrann! Faen, fanken.").await;
    assert_eq!(words, ["crisis-topic", "obscenity", "obscenity"]);
    let single = Options {
        words: BTreeMap::from([("TXT045".to_owned(), "- faen".to_owned())]),
        ..Options::default()
    };
    let editor = now(&bench, "editor").await;
    detectors::set(&bench.flow, &editor, editor.municipality.version, single)
        .await
        .unwrap();
    assert_eq!(found(&bench, "Faen").await, [""; 0], "a single word may go");
}
