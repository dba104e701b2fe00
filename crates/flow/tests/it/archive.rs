use crate::bench::{Bench, Db, key, packs};
use crate::on_both;
use flow::archive::{export_warc, history, media_bytes, verify};
use flow::{Flow, FlowParts, Settings};
use ledger::MasterKey;
use ledger::verify::Report;
use model::archive::{Record, RecordKind};
use model::channel::Network;
use model::item::{Item, ItemState, Route, Visibility};
use model::person::{Permission, Role};
use model::post::{Media, MediaNote, Post, PostState};
use model::{Id as _, MediaId, RecordId};
use std::collections::BTreeMap;
use std::io::{Error, Write};

on_both!(
    a_records_history_is_opened_for_the_reader,
    only_who_may_reads_and_exports,
    pictures_are_for_those_who_see_posts,
    an_export_holds_every_record_and_is_journalled,
    an_export_that_cannot_be_written_says_so,
    everything_verifies,
    a_copy_is_proved_with_the_key_alone,
    a_changed_working_copy_is_named,
    a_wrong_key_is_told_before_anything_else,
);

async fn record(bench: &Bench, kind: RecordKind, subject: &str) -> Record {
    let read = bench.flow.store().read().await.unwrap();
    read.record_of(&bench.municipality.id, kind, subject)
        .await
        .unwrap()
        .unwrap()
}

async fn a_records_history_is_opened_for_the_reader(db: Db) {
    let bench = Bench::new(db).await;
    let id = bench.practice().await;
    let record = record(&bench, RecordKind::Channel, id.as_str()).await;
    let shown = history(&bench.flow, &bench.actor("archivist"), &record.id)
        .await
        .unwrap();
    assert_eq!(shown.title, "Båtsfjord kommune");
    let kinds: Vec<_> = shown.events.iter().map(|e| e.kind.as_str()).collect();
    assert_eq!(
        kinds,
        [
            "channel.applied",
            "duty.opened",
            "approval.decided",
            "channel.approved",
            "channel.connected"
        ]
    );
    let applied = &shown.events[0];
    assert_eq!(applied.actor, "editor");
    let fact = |name: &str| {
        applied
            .facts
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    };
    assert_eq!(
        fact("fact-purpose"),
        Some("Fortelle innbyggerne hva som skjer i kommunen")
    );
    assert_eq!(
        fact("fact-responsible"),
        Some("leader"),
        "people by name, not by id"
    );
    assert_eq!(fact("fact-administrators"), Some("editor"));
    assert!(applied.leaf.len() == 64 && !applied.erased);
    assert!(shown.events.windows(2).all(|w| w[0].seq < w[1].seq));
}

async fn only_who_may_reads_and_exports(db: Db) {
    let bench = Bench::new(db).await;
    let town = record(&bench, RecordKind::Municipality, bench.municipality.id.as_str()).await;
    for role in Role::ALL {
        let actor = bench.actor(role.as_str());
        let sees = role.permissions().contains(&Permission::SeeArchive);
        assert_eq!(
            history(&bench.flow, &actor, &town.id).await.is_ok(),
            sees,
            "{role:?}"
        );
        if !role.permissions().contains(&Permission::ExportArchive) {
            let mut out = Vec::new();
            assert_eq!(
                key(export_warc(&bench.flow, &actor, &[], &mut out).await),
                "not-allowed",
                "{role:?}"
            );
            assert!(out.is_empty());
        }
    }
    let stranger = bench.stranger().await;
    assert_eq!(key(history(&bench.flow, &stranger, &town.id).await), "not-found");
    let mut out = Vec::new();
    assert_eq!(
        key(export_warc(&bench.flow, &stranger, &[town.id], &mut out).await),
        "not-found"
    );
    let none: RecordId = bench.flow.source().id();
    assert_eq!(
        key(export_warc(&bench.flow, &bench.actor("archivist"), &[none], &mut out).await),
        "not-found"
    );
    assert!(out.is_empty());
}

async fn picture(bench: &Bench) -> Media {
    let now = bench.flow.source().now();
    let post = Post {
        id: bench.flow.source().id(),
        municipality: bench.municipality.id.clone(),
        text: "Havna".into(),
        link: String::new(),
        channels: Vec::new(),
        answers: BTreeMap::new(),
        lang: "nb".into(),
        state: PostState::Draft,
        revision: None,
        author: bench.id("author"),
        created_at: now,
        changed_at: now,
        version: 1,
    };
    let media = Media {
        id: bench.flow.source().id(),
        municipality: bench.municipality.id.clone(),
        post: post.id.clone(),
        position: 0,
        blob: bench.flow.blobs().put(b"picture").await.unwrap(),
        mime: "image/png".into(),
        width: 1,
        height: 1,
        size: 7,
        removed: Vec::new(),
        note: MediaNote::default(),
        version: 1,
    };
    let tx = bench.flow.store().begin().await.unwrap();
    tx.insert_post(&post).await.unwrap();
    tx.insert_media(&media).await.unwrap();
    tx.commit().await.unwrap();
    media
}

async fn pictures_are_for_those_who_see_posts(db: Db) {
    let bench = Bench::new(db).await;
    let media = picture(&bench).await;
    let got = media_bytes(&bench.flow, &bench.actor("moderator"), &media.id)
        .await
        .unwrap();
    assert_eq!(got, (b"picture".to_vec(), "image/png".to_owned()));
    assert_eq!(
        key(media_bytes(&bench.flow, &bench.actor("employee"), &media.id).await),
        "not-allowed"
    );
    assert_eq!(
        key(media_bytes(&bench.flow, &bench.stranger().await, &media.id).await),
        "not-found"
    );
    let none: MediaId = bench.flow.source().id();
    assert_eq!(
        key(media_bytes(&bench.flow, &bench.actor("editor"), &none).await),
        "not-found"
    );
}

async fn an_export_holds_every_record_and_is_journalled(db: Db) {
    let bench = Bench::new(db).await;
    let first = bench.practice().await;
    bench.approved(Network::Mastodon).await;
    let archivist = bench.actor("archivist");
    let mut all = Vec::new();
    assert_eq!(
        export_warc(&bench.flow, &archivist, &[], &mut all).await.unwrap(),
        3,
        "two channels, the municipality"
    );
    assert!(all.starts_with(&[0x1f, 0x8b]), "gzip");
    let one = record(&bench, RecordKind::Channel, first.as_str()).await;
    let mut few = Vec::new();
    assert_eq!(
        export_warc(&bench.flow, &archivist, &[one.id], &mut few)
            .await
            .unwrap(),
        1
    );
    assert!(few.len() < all.len());
    assert_eq!(
        bench
            .journal()
            .await
            .iter()
            .filter(|k| *k == "archive.exported")
            .count(),
        2
    );
}

struct Full;

impl Write for Full {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(Error::from(std::io::ErrorKind::StorageFull))
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

async fn an_export_that_cannot_be_written_says_so(db: Db) {
    let bench = Bench::new(db).await;
    assert_eq!(
        key(export_warc(&bench.flow, &bench.actor("archivist"), &[], &mut Full).await),
        "export-failed"
    );
}

fn places(report: &Report) -> Vec<(String, &'static str)> {
    report
        .problems
        .iter()
        .map(|p| (p.place.to_string(), p.key))
        .collect()
}

async fn everything_verifies(db: Db) {
    let bench = Bench::new(db).await;
    bench.practice().await;
    flow::journal::checkpoint(&bench.flow, &bench.municipality.id)
        .await
        .unwrap()
        .unwrap();
    let reports = verify(&bench.flow).await.unwrap();
    assert_eq!(reports.len(), 1);
    assert_eq!(places(&reports[0]), []);
    assert_eq!(
        (reports[0].entries, reports[0].records, reports[0].checkpoints),
        (6, 2, 1)
    );
    assert!(reports[0].unopened == 0 && reports[0].bytes > 0);
}

async fn a_changed_working_copy_is_named(db: Db) {
    let bench = Bench::new(db).await;
    let id = bench.practice().await;
    let now = bench.flow.source().now();
    let item = Item {
        id: bench.flow.source().id(),
        municipality: bench.municipality.id.clone(),
        channel: id,
        remote_id: "c1".into(),
        remote_cid: String::new(),
        parent_remote_id: String::new(),
        publication: None,
        author_remote_id: "citizen".into(),
        author_handle: "citizen".into(),
        author_name: "Citizen".into(),
        text: "Når åpner svømmehallen?".into(),
        url: String::new(),
        written_at: now,
        received_at: now,
        due_at: None,
        due_clause: String::new(),
        state: ItemState::New,
        visibility: Visibility::Visible,
        route: Route::Ordinary,
        findings: Vec::new(),
        claimed_by: None,
        closed_reason: String::new(),
        versions: 1,
        version: 1,
    };
    let receive = async |item: &Item| {
        let tx = bench.flow.store().begin().await.unwrap();
        tx.receive_items(std::slice::from_ref(item)).await.unwrap();
        tx.commit().await.unwrap();
    };
    receive(&item).await;
    let place = format!("item {}", item.id);
    assert_eq!(
        places(&verify(&bench.flow).await.unwrap()[0]),
        [(place.clone(), "copy-without-record")]
    );

    let data = serde_json::json!({ "item": item.id, "text": item.text });
    let event = flow::journal::Event::new(RecordKind::Item, item.id.as_str(), "item.received", data);
    let tx = bench.flow.store().begin().await.unwrap();
    flow::journal::write(&bench.flow, &*tx, &bench.municipality.id, vec![event])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(places(&verify(&bench.flow).await.unwrap()[0]), []);

    receive(&Item {
        text: "Når stenger svømmehallen?".into(),
        ..item.clone()
    })
    .await;
    assert_eq!(
        places(&verify(&bench.flow).await.unwrap()[0]),
        [(place, "copy-differs")]
    );
}

async fn a_wrong_key_is_told_before_anything_else(db: Db) {
    let bench = Bench::new(db).await;
    let other = Flow::new(FlowParts {
        store: bench.db.store.clone(),
        blobs: bench.db.blobs.clone(),
        source: bench.clock.source(),
        rulebooks: packs(),
        connectors: bench.networks.clone(),
        master: MasterKey::new([6; 32]),
        settings: Settings::default(),
    });
    assert_eq!(key(verify(&other).await), "wrong-key");
    let town = record(&bench, RecordKind::Municipality, bench.municipality.id.as_str()).await;
    assert_eq!(
        key(history(&other, &bench.actor("archivist"), &town.id).await),
        "wrong-key"
    );
}

async fn a_copy_is_proved_with_the_key_alone(db: Db) {
    let bench = Bench::new(db).await;
    bench.practice().await;
    let mut out = Vec::new();
    let archivist = bench.actor("archivist");
    let editor = bench.actor("editor");
    let refused = flow::archive::copy(&bench.flow, &bench.municipality, Some(&editor), &mut out).await;
    assert_eq!(key(refused), "not-allowed");
    assert!(out.is_empty());
    let size = flow::archive::copy(&bench.flow, &bench.municipality, Some(&archivist), &mut out)
        .await
        .unwrap();
    let public = flow::archive::public_log(&bench.flow, &bench.municipality.slug)
        .await
        .unwrap();
    let trust = ledger::copy::CopyTrust {
        log_key: Some(ledger::note::Verifier::parse(&public.key).unwrap()),
        kept: vec![public.checkpoint.unwrap().note],
        threads: 2,
        ..ledger::copy::CopyTrust::default()
    };
    let report = ledger::copy::verify(out.as_slice(), &trust).unwrap();
    assert!(report.holds(), "{:?}", report.problems);
    assert_eq!((report.entries, report.signed), (size as u64, size as u64));
    let proved = verify(&bench.flow).await.unwrap();
    assert_eq!((report.root, report.kept), (proved[0].root, 1));
    assert_eq!(report.bytes, proved[0].bytes);
    let full = flow::archive::copy(&bench.flow, &bench.municipality, None, &mut Full).await;
    assert_eq!(key(full), "export-failed");
}
