//! Exports made by a job, killed at every step, and kept no longer than they may be.

use crate::bench::{Bench, Db, faults, key};
use crate::on_both;
use crate::town::{LEASE, Town};
use flow::archive::exports::{Wish, ask, fetch, forget, list, remove};
use flow::journal::Event;
use flow::{Actor, Flow};
use model::archive::RecordKind;
use model::channel::Network;
use model::export::{Export, ExportFormat, ExportState};
use model::person::{Permission, Role};
use model::{ExportId, Id as _, Millis};
use records::parcel::Limits;
use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;
use tempfile::TempDir;

on_both!(
    every_form_is_made_and_holds_all_there_was,
    what_was_chosen_is_in_it_and_nothing_else,
    only_the_archivist_asks_fetches_and_removes,
    killed_at_any_step_nothing_half_made_looks_made,
    a_full_disk_is_told_and_the_work_taken_up_again,
    a_file_is_destroyed_by_hand_by_time_and_by_disposal,
    an_archive_read_back_has_the_same_records_and_the_same_root,
    a_package_that_does_not_fit_is_refused_and_changes_nothing,
);

fn wish(format: &str) -> Wish {
    Wish {
        format: format.to_owned(),
        ..Wish::default()
    }
}

async fn one(flow: &Flow, actor: &Actor, id: &ExportId) -> Export {
    let page = list(flow, actor, None, 100).await.unwrap();
    page.items.into_iter().find(|e| e.id == *id).unwrap()
}

/// A bench with a place for exports.
async fn bench(db: Db) -> (Bench, TempDir) {
    let mut bench = Bench::new(db).await;
    let folder = tempfile::tempdir().unwrap();
    bench.flow = bench.flow.clone().with_exports(folder.path().join("exports"));
    (bench, folder)
}

async fn made(bench: &Bench, wish: &Wish) -> (Export, Vec<u8>) {
    let archivist = bench.actor("archivist");
    let id = ask(&bench.flow, &archivist, wish).await.unwrap();
    flow::jobs::run_due(&bench.flow, "test").await.unwrap();
    let export = one(&bench.flow, &archivist, &id).await;
    assert_eq!(export.state, ExportState::Ready, "{export:?}");
    let fetched = fetch(&bench.flow, &archivist, &id).await.unwrap();
    let bytes = std::fs::read(fetched.path).unwrap();
    assert_eq!(export.bytes, i64::try_from(bytes.len()).unwrap());
    let digest = hex::encode(<sha2::Sha256 as sha2::Digest>::digest(&bytes));
    assert_eq!(export.digest, digest);
    assert!(fetched.name.starts_with("batsfjord-") && fetched.name.ends_with(export.format.ending()));
    (export, bytes)
}

/// Kinds of the entries in a bag, in order.
fn kinds(bytes: &[u8]) -> Vec<(String, String)> {
    let mut bag = records::bagit::read(std::io::Cursor::new(bytes), Limits::default()).unwrap();
    let mut found = Vec::new();
    for path in bag.payload().iter().filter(|p| p.starts_with("entries/")) {
        for line in bag.text(path).unwrap().lines() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let word = |name: &str| line[name].as_str().unwrap().to_owned();
            found.push((word("record_kind"), word("kind")));
        }
    }
    found
}

async fn every_form_is_made_and_holds_all_there_was(db: Db) {
    let (bench, _folder) = bench(db).await;
    bench.practice().await;
    for format in ExportFormat::ALL {
        let (export, bytes) = made(&bench, &wish(format.as_str())).await;
        let whole = usize::try_from(export.size).unwrap();
        assert_eq!(
            (export.progress.seq, export.progress.entries),
            (export.size, export.size)
        );
        match format {
            ExportFormat::Bagit => {
                assert_eq!(kinds(&bytes).len(), whole);
                let mut bag = records::bagit::read(std::io::Cursor::new(&bytes), Limits::default()).unwrap();
                let about: flow::archive::exports::About =
                    serde_json::from_str(&bag.text("archive.json").unwrap()).unwrap();
                assert_eq!((about.size, about.entries), (export.size, export.size));
                assert_eq!(bag.text("log/key").unwrap().lines().count(), 1);
                assert!(bag.text("log/checkpoints").unwrap().contains("rettesnor/"));
            }
            ExportFormat::Eark => {
                let sip = records::eark::read(std::io::Cursor::new(&bytes), Limits::default()).unwrap();
                assert!(sip.data().contains(&"archive.json".to_owned()));
            }
            ExportFormat::Jsonl => {
                let text = String::from_utf8(bytes).unwrap();
                assert_eq!(text.lines().count(), whole);
                let mut nothing = |_: &str| panic!("no file");
                for line in text.lines() {
                    records::jsonl::read(line, &bench.municipality.id, &mut nothing).unwrap();
                }
            }
            ExportFormat::Csv => {
                let text = String::from_utf8(bytes).unwrap();
                assert!(text.starts_with("\u{feff}seq;at;record;") && text.lines().count() > whole);
            }
            // See the tests of what is handed over.
            ExportFormat::Noark => assert!(bytes.starts_with(b"PK")),
            ExportFormat::Warc => assert!(bytes.starts_with(&[0x1f, 0x8b])),
            ExportFormat::Wacz => assert!(bytes.starts_with(b"PK") && bytes.len() > 1000),
        }
    }
    let asked = bench.journal().await;
    let count = |kind: &str| asked.iter().filter(|k| *k == kind).count();
    let all = ExportFormat::ALL.len();
    assert_eq!(
        (
            count("export.asked"),
            count("export.made"),
            count("export.fetched")
        ),
        (all, all, all)
    );
    crate::town::verify(&bench.flow).await;
}

async fn what_was_chosen_is_in_it_and_nothing_else(db: Db) {
    let (bench, _folder) = bench(db).await;
    let channel = bench.practice().await;
    bench.approved(Network::Mastodon).await;
    let words = |bytes: &[u8]| kinds(bytes).into_iter().map(|(r, _)| r).collect::<BTreeSet<_>>();
    let bag = wish("bagit");
    let of_kind = Wish {
        kind: "channel".into(),
        ..bag.clone()
    };
    let (export, both) = made(&bench, &of_kind).await;
    assert_eq!(words(&both), ["channel".to_owned()].into());
    assert!(export.progress.entries < export.size);
    let of_one = Wish {
        channel: channel.to_string(),
        ..bag.clone()
    };
    let (_, bytes) = made(&bench, &of_one).await;
    assert!(!kinds(&bytes).is_empty() && kinds(&bytes).len() < kinds(&both).len());
    let mut read = records::bagit::read(std::io::Cursor::new(&bytes), Limits::default()).unwrap();
    assert!(read.text("archive.json").unwrap().contains(channel.as_str()));
    let before = Wish {
        to: "2001-01-01".into(),
        ..bag.clone()
    };
    assert_eq!(kinds(&made(&bench, &before).await.1), []);
    let since = Wish {
        from: "2001-01-01".into(),
        to: "2099-12-31".into(),
        ..bag.clone()
    };
    let (export, bytes) = made(&bench, &since).await;
    assert_eq!(i64::try_from(kinds(&bytes).len()).unwrap(), export.size);

    let archivist = bench.actor("archivist");
    for (wrong, expected) in [
        (wish("docx"), ("format", "required")),
        (
            Wish {
                from: "1.1.2026".into(),
                ..bag.clone()
            },
            ("from", "date-unreadable"),
        ),
        (
            Wish {
                from: "2026-02-01".into(),
                to: "2026-01-01".into(),
                ..bag.clone()
            },
            ("to", "period-backwards"),
        ),
        (
            Wish {
                kind: "thing".into(),
                ..bag.clone()
            },
            ("kind", "required"),
        ),
        (
            Wish {
                receiver: "IKA ".repeat(51),
                ..bag.clone()
            },
            ("receiver", "text-too-long"),
        ),
    ] {
        let refused = faults(ask(&bench.flow, &archivist, &wrong).await);
        assert_eq!(refused, [(expected.0.to_owned(), expected.1)]);
    }
    let unknown = Wish {
        channel: bench.municipality.id.to_string(),
        ..bag
    };
    assert_eq!(key(ask(&bench.flow, &archivist, &unknown).await), "not-found");
}

async fn only_the_archivist_asks_fetches_and_removes(db: Db) {
    let (bench, _folder) = bench(db).await;
    let (export, _) = made(&bench, &wish("csv")).await;
    for role in Role::ALL {
        if role.permissions().contains(&Permission::ExportArchive) {
            continue;
        }
        let actor = bench.actor(role.as_str());
        assert_eq!(key(ask(&bench.flow, &actor, &wish("csv")).await), "not-allowed");
        assert_eq!(key(list(&bench.flow, &actor, None, 9).await), "not-allowed");
        assert_eq!(key(fetch(&bench.flow, &actor, &export.id).await), "not-allowed");
        assert_eq!(key(remove(&bench.flow, &actor, &export.id).await), "not-allowed");
    }
    let stranger = bench.stranger().await;
    assert_eq!(key(fetch(&bench.flow, &stranger, &export.id).await), "not-found");
    assert_eq!(key(remove(&bench.flow, &stranger, &export.id).await), "not-found");
    assert_eq!(list(&bench.flow, &stranger, None, 9).await.unwrap().items, []);
}

fn files(folder: &Path) -> Vec<String> {
    let Ok(listed) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    listed
        .map(|f| f.unwrap().file_name().into_string().unwrap())
        .collect()
}

async fn killed_at_any_step_nothing_half_made_looks_made(db: Db) {
    let mut town = Town::new(db).await;
    let folder = tempfile::tempdir().unwrap();
    town.flow = town.flow.clone().with_exports(folder.path().to_owned());
    // More than is saved at a time, and a picture in every part of it.
    let municipality = town.bench.municipality.id.clone();
    let picture = [0xff_u8; 2_000];
    let notes = (0..4_500).map(|number| {
        let data = serde_json::json!({ "number": number });
        let event = Event::new(
            RecordKind::Municipality,
            municipality.as_str(),
            "test.noted",
            data,
        );
        match number % 300 {
            0 => event.part("media/0", "image/png", &picture),
            _ => event,
        }
    });
    let tx = town.bench.flow.store().begin().await.unwrap();
    flow::journal::write(&town.bench.flow, &*tx, &municipality, notes.collect())
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let archivist = town.actor("archivist");
    let (mut steps, mut resumed) = (1, 0);
    for format in ["bagit", "wacz"] {
        let id = ask(&town.flow, &archivist, &wish(format)).await.unwrap();
        let mut before = 0;
        loop {
            town.life.ends_after(steps);
            let _ = flow::jobs::run_due(&town.flow, "test").await;
            let died = town.life.again();
            let export = one(&town.flow, &archivist, &id).await;
            let named = files(folder.path())
                .iter()
                .any(|f| f.starts_with(id.as_str()) && !f.ends_with("unfinished"));
            if export.state == ExportState::Ready {
                assert!(named);
                break;
            }
            assert!(died, "{export:?}");
            assert!(export.digest.is_empty() && export.bytes == 0);
            assert_eq!(key(fetch(&town.flow, &archivist, &id).await), "not-found");
            assert!(export.progress.seq >= before, "what was saved is not made again");
            resumed += i32::from(export.progress.seq > 0 && export.progress.seq < export.size);
            before = export.progress.seq;
            // Something is written after what was saved, as a process does that dies a moment later.
            for name in ["single", "payload/entries/000001.jsonl"] {
                let path = folder.path().join(format!("{id}.unfinished")).join(name);
                if let Ok(mut file) = File::options().append(true).open(path) {
                    std::io::Write::write_all(&mut file, b"half a li").unwrap();
                }
            }
            town.bench.clock.advance(LEASE + Millis::HOUR);
            steps += 23;
        }
        let export = one(&town.flow, &archivist, &id).await;
        let fetched = fetch(&town.flow, &archivist, &id).await.unwrap();
        let bytes = std::fs::read(fetched.path).unwrap();
        let digest = hex::encode(<sha2::Sha256 as sha2::Digest>::digest(&bytes));
        assert_eq!(digest, export.digest);
        if format == "bagit" {
            assert_eq!(i64::try_from(kinds(&bytes).len()).unwrap(), export.size);
        }
        steps = 1;
    }
    assert!(resumed > 0, "no stop fell between two savings");
    town.life.again();
    flow::jobs::run_due(&town.flow, "test").await.unwrap();
    let left = files(folder.path());
    assert!(
        left.iter().filter(|f| !f.ends_with("unfinished")).count() == 2,
        "{left:?}"
    );
    crate::town::verify(&town.bench.flow).await;
}

async fn a_full_disk_is_told_and_the_work_taken_up_again(db: Db) {
    let (bench, folder) = bench(db).await;
    // Where the exports should be there is a file: nothing can be made below it.
    let place = folder.path().join("exports");
    std::fs::write(&place, b"").unwrap();
    let archivist = bench.actor("archivist");
    let id = ask(&bench.flow, &archivist, &wish("csv")).await.unwrap();
    flow::jobs::run_due(&bench.flow, "test").await.unwrap();
    let export = one(&bench.flow, &archivist, &id).await;
    assert_eq!(
        (export.state, export.problem.as_str()),
        (ExportState::Making, "export-failed")
    );
    std::fs::remove_file(&place).unwrap();
    bench.clock.advance(Millis::HOUR);
    flow::jobs::run_due(&bench.flow, "test").await.unwrap();
    let export = one(&bench.flow, &archivist, &id).await;
    assert_eq!((export.state, export.problem.as_str()), (ExportState::Ready, ""));
}

async fn a_file_is_destroyed_by_hand_by_time_and_by_disposal(db: Db) {
    let (bench, folder) = bench(db).await;
    let place = folder.path().join("exports");
    let archivist = bench.actor("archivist");
    let (export, _) = made(&bench, &wish("csv")).await;
    remove(&bench.flow, &archivist, &export.id).await.unwrap();
    assert_eq!(files(&place), Vec::<String>::new());
    assert_eq!(key(fetch(&bench.flow, &archivist, &export.id).await), "not-found");
    remove(&bench.flow, &archivist, &export.id).await.unwrap();

    made(&bench, &wish("csv")).await;
    ask(&bench.flow, &archivist, &wish("bagit")).await.unwrap();
    assert_eq!(forget(&bench.flow, &bench.municipality.id).await.unwrap(), 2);
    assert_eq!(files(&place), Vec::<String>::new());
    flow::jobs::run_due(&bench.flow, "test").await.unwrap();
    assert_eq!(
        files(&place),
        Vec::<String>::new(),
        "what was forgotten is not made any more"
    );

    let (old, _) = made(&bench, &wish("csv")).await;
    bench.clock.advance(13 * Millis::DAY);
    flow::jobs::run_due(&bench.flow, "test").await.unwrap();
    assert_eq!(
        one(&bench.flow, &archivist, &old.id).await.state,
        ExportState::Ready
    );
    bench.clock.advance(2 * Millis::DAY);
    flow::jobs::run_due(&bench.flow, "test").await.unwrap();
    assert_eq!(
        one(&bench.flow, &archivist, &old.id).await.state,
        ExportState::Removed
    );
    assert_eq!(files(&place), Vec::<String>::new());
}

/// An empty installation with another key.
async fn empty(db: Db) -> (Flow, Db) {
    let (flow, clock, networks, db) = Bench::empty(db).await;
    let flow = Flow::new(flow::FlowParts {
        store: db.store.clone(),
        blobs: db.blobs.clone(),
        source: clock.source(),
        rulebooks: flow.rulebooks().clone(),
        connectors: networks,
        master: ledger::MasterKey::new([9; 32]),
        settings: flow::Settings::default(),
    });
    (flow, db)
}

async fn another(db: &Db) -> Db {
    if db.store.engine() == store::Engine::Postgres {
        crate::bench::postgres().await.unwrap()
    } else {
        crate::bench::sqlite().await
    }
}

/// A town in which something was posted, pictures kept, and a record erased.
async fn lived_in(bench: &Bench) {
    bench.practice().await;
    let picture = [0xff_u8; 70_000];
    let id = bench.municipality.id.clone();
    let subject: ExportId = bench.flow.source().id();
    let note = |kind| {
        Event::new(
            RecordKind::Item,
            subject.as_str(),
            kind,
            serde_json::json!({ "text": "Hei" }),
        )
    };
    let decided = Event::new(
        RecordKind::Municipality,
        id.as_str(),
        ledger::leaf::DISPOSAL_DECIDED,
        serde_json::json!({ "number": "26/1" }),
    );
    let kept = Event::new(
        RecordKind::Municipality,
        id.as_str(),
        "test.noted",
        serde_json::json!({ "a": 1.10 }),
    )
    .part("media/0", "image/png", &picture)
    .part("raw", "application/json", b"{\n \"a\": 1 }\n");
    let tx = bench.flow.store().begin().await.unwrap();
    let events = vec![note("item.noted"), kept, decided];
    let written = flow::journal::write(&bench.flow, &*tx, &id, events)
        .await
        .unwrap();
    let record = tx
        .record_of(&id, RecordKind::Item, subject.as_str())
        .await
        .unwrap()
        .unwrap();
    let kind = format!("record.disposed/{}", written[2]);
    let now = bench.flow.source().now();
    let mut disposed = ledger::seal_entry(bench.flow.source(), &record, None, &kind, now, &[]).unwrap();
    let (log, _) = tx.lock_log(&id).await.unwrap();
    let log = disposed.place(&log).unwrap();
    tx.append_entries(&[disposed.entry], &[]).await.unwrap();
    tx.put_log_state(&id, &log).await.unwrap();
    tx.erase_record(&id, &record.id).await.unwrap();
    // Enough for complete tiles.
    let many = (0..600).map(|n| {
        Event::new(
            RecordKind::Municipality,
            id.as_str(),
            "test.noted",
            serde_json::json!({ "n": n }),
        )
    });
    flow::journal::write(&bench.flow, &*tx, &id, many.collect())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    flow::journal::checkpoint(&bench.flow, &id).await.unwrap();
}

async fn an_archive_read_back_has_the_same_records_and_the_same_root(db: Db) {
    let other = another(&db).await;
    let (bench, _folder) = bench(db).await;
    lived_in(&bench).await;
    let (export, bytes) = made(&bench, &wish("bagit")).await;
    let (new, _kept) = empty(other).await;
    let restored = flow::archive::restore(&new, std::io::Cursor::new(bytes), None)
        .await
        .unwrap();
    assert_eq!(
        (restored.entries, restored.municipality.clone()),
        (export.size, bench.municipality.clone())
    );
    assert!(restored.checkpoints > 0);

    let id = &bench.municipality.id;
    let (before, after) = (
        bench.flow.store().read().await.unwrap(),
        new.store().read().await.unwrap(),
    );
    let entries = before.entries_from(id, 0, 10_000).await.unwrap();
    let entries: Vec<_> = entries.into_iter().filter(|e| e.seq < export.size).collect();
    assert_eq!(after.entries_from(id, 0, 10_000).await.unwrap(), entries);
    let mut log = model::archive::LogState::default();
    for entry in &entries {
        log = ledger::merkle::append(&log, entry.leaf.as_slice().try_into().unwrap()).unwrap();
    }
    assert_eq!(after.log_state(id).await.unwrap(), log);
    assert_eq!(restored.root, hex::encode(ledger::merkle::root(&log).unwrap()));
    let bare = |mut record: model::archive::Record| {
        record.key_wrapped = record.key_wrapped.map(|_| Vec::new());
        record
    };
    let filter = store::RecordFilter::default();
    let records = async |read: &dyn store::Read| {
        let page = read.records(id, &filter, None, 1_000).await.unwrap();
        page.items.into_iter().map(bare).collect::<Vec<_>>()
    };
    assert_eq!(records(&*after).await, records(&*before).await);
    drop((before, after));

    let report = flow::archive::verify(&new).await.unwrap().remove(0);
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    assert!(report.bytes > 70_000 && report.tiles == 2 && (report.erased, report.unopened) == (1, 1));
    // The log goes on, and its new signature states the same tree.
    flow::journal::checkpoint(&new, id).await.unwrap().unwrap();
    let report = flow::archive::verify(&new).await.unwrap().remove(0);
    assert!(
        report.problems.is_empty() && report.checkpoints == 1,
        "{:?}",
        report.problems
    );
}

async fn a_package_that_does_not_fit_is_refused_and_changes_nothing(db: Db) {
    let other = another(&db).await;
    let (bench, _folder) = bench(db).await;
    lived_in(&bench).await;
    let (_, whole) = made(&bench, &wish("bagit")).await;
    let part = Wish {
        kind: "channel".into(),
        ..wish("bagit")
    };
    let (_, part) = made(&bench, &part).await;
    let (new, _kept) = empty(other).await;
    let restore = async |flow: &Flow, bytes: Vec<u8>| {
        key(flow::archive::restore(flow, std::io::Cursor::new(bytes), None).await)
    };
    assert_eq!(restore(&new, part).await, "restore-part");
    assert_eq!(restore(&new, b"nothing".to_vec()).await, "package-not-zip");
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    assert!(["package-damaged", "bag-digest-differs"].contains(&restore(&new, damaged).await));
    assert_eq!(
        new.store().read().await.unwrap().municipalities().await.unwrap(),
        []
    );
    assert_eq!(restore(&bench.flow, whole).await, "restore-not-empty");
}
