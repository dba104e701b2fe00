//! One snapshot of a channel's page is erased by itself: all of it, everywhere, and nothing else.

use crate::bench::{Db, key};
use crate::cluster::Cluster;
use crate::disposal::{holds, ruling, town_under, until};
use crate::erased::{Wanted, secrets, time_passes};
use crate::full::{asked, export};
use crate::on_both;
use crate::snapshots::browser;
use crate::town::Town;
use flow::retention::person::{self, Answer, Thing};
use flow::retention::{NewHold, hold};
use flow::snapshots;
use model::archive::{Part, Record, RecordKind};
use model::export::ExportState;
use model::retention::{DisposalState, ErasureState, Ruling};
use model::snapshot::{Snapshot, SnapshotState};
use model::{DisposalId, Id as _, Millis, SnapshotId};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

on_both!(
    alone: one_goes_and_the_others_stay,
    what_must_be_kept_stays,
);

#[tokio::test]
async fn what_it_showed_is_nowhere_in_the_files_of_sqlite() {
    what_it_showed_is_nowhere(crate::bench::sqlite().await, None).await;
}

#[tokio::test]
async fn what_it_showed_is_nowhere_in_the_files_of_postgresql() {
    if let Some(cluster) = Cluster::start().await {
        what_it_showed_is_nowhere(cluster.db().await, Some(&cluster)).await;
    }
}

/// A guideline that wants snapshots kept for a year.
const A_YEAR: &str = r#"
[[clause]]
id = "kept"
section = "1"
title = { nb = "Tas vare på", nn = "Blir tekne vare på", sv = "Bevaras", en = "Kept" }
says = { nb = "Bildene tas vare på i ett år.", en = "The pictures are kept for a year." }
modality = "must"
binds = { roles = ["archivist"], capacity = "official" }
applies_to = ["post.publish"]
status = "automated"
explain.why = { nb = "L", nn = "L", sv = "L", en = "L" }
explain.fix = { nb = "L", nn = "L", sv = "L", en = "L" }
effect = { kind = "retain", of = "snapshot", keep = { years = 1 }, then = "review" }
"#;

/// A town with exports, and a channel whose page is on this machine; `None` where there is no browser.
async fn town(db: Db, clauses: &str) -> Option<(Town, MockServer)> {
    let mut town = town_under(db, clauses).await;
    let exports = town.bench.db.folder.path().join("exports");
    town.flow = town.flow.clone().with_exports(exports);
    let server = with_page(&mut town).await?;
    Some((town, server))
}

/// Gives the town a browser, and its channel a page that is on this machine.
pub async fn with_page(town: &mut Town) -> Option<MockServer> {
    let browser = browser(&town.bench)?;
    town.flow = town.flow.clone().with_browser(Some(browser));
    let server = MockServer::start().await;
    // Long enough that what is kept of it lies in files of its own, and of numbers, which pack badly.
    let numbers: String = (0..40_000_u64)
        .map(|n| format!("{:x} ", n.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
        .collect();
    let body = format!("<h1>Kari fyller 90</h1><p hidden>{numbers}</p>");
    let page = ResponseTemplate::new(200).set_body_raw(body, "text/html; charset=utf-8");
    Mock::given(any()).respond_with(page).mount(&server).await;
    let mut row = town.bench.channel(&town.channel).await;
    row.url = format!("{}/kommune", server.uri());
    let tx = town.flow.store().begin().await.unwrap();
    tx.update_channel(&mut row).await.unwrap();
    tx.commit().await.unwrap();
    Some(server)
}

async fn row(town: &Town, id: &SnapshotId) -> Snapshot {
    let read = town.read().await;
    read.snapshot(&town.bench.municipality.id, id).await.unwrap()
}

async fn taken(town: &Town) -> Snapshot {
    let id = snapshots::take(&town.flow, &town.actor("editor"), &town.channel)
        .await
        .unwrap();
    town.work().await;
    town.bench.clock.advance(Millis::MINUTE);
    let row = row(town, &id).await;
    assert_eq!(row.state, SnapshotState::Kept, "{row:?}");
    row
}

/// Names and bytes of a snapshot's files.
async fn files(town: &Town, of: &Snapshot) -> Vec<(String, Vec<u8>)> {
    let (flow, archivist) = (&town.flow, town.actor("archivist"));
    let shown = snapshots::shown(flow, &archivist, &of.channel, &of.id)
        .await
        .unwrap();
    let mut files = Vec::new();
    for file in shown.files {
        let (_, bytes) = snapshots::file(flow, &archivist, &of.channel, &of.id, &file.name)
            .await
            .unwrap();
        files.push((file.name, bytes));
    }
    files
}

async fn parts(town: &Town, of: &Snapshot) -> Vec<Part> {
    let read = town.read().await;
    read.parts_of(&of.municipality, of.entry.as_ref().unwrap())
        .await
        .unwrap()
}

async fn record(town: &Town) -> Record {
    let read = town.read().await;
    let id = &town.bench.municipality.id;
    read.record_of(id, RecordKind::Channel, town.channel.as_str())
        .await
        .unwrap()
        .unwrap()
}

fn answer() -> Answer {
    Answer {
        version: 1,
        count: 1,
        ruling: ruling(),
        reason: "Hun er på bildet.".into(),
    }
}

/// Has a snapshot erased; the disposal that does it.
async fn granted(town: &Town, of: &Snapshot) -> DisposalId {
    let (flow, archivist) = (&town.flow, town.actor("archivist"));
    let request = person::enter_snapshot(flow, &archivist, &of.id, "Kari")
        .await
        .unwrap();
    person::grant(flow, &archivist, &request, answer()).await.unwrap();
    let request = person::request(flow, &archivist, &request).await.unwrap();
    assert_eq!(request.erasure.state, ErasureState::Granted);
    request.erasure.disposal.unwrap()
}

async fn one_goes_and_the_others_stay(db: Db) {
    let Some((town, _server)) = town(db, "").await else {
        return;
    };
    let (flow, archivist) = (&town.flow, town.actor("archivist"));
    let (before, gone, after) = (taken(&town).await, taken(&town).await, taken(&town).await);
    let others = [files(&town, &before).await, files(&town, &after).await];
    assert_eq!(others[0].len(), 4);
    let blobs: Vec<String> = parts(&town, &gone).await.into_iter().map(|p| p.blob).collect();
    assert!(
        blobs.iter().any(|blob| !blob.is_empty()),
        "some are files of their own"
    );
    let packed = asked(&town, "bagit").await;
    town.work().await;
    assert_eq!(export(&town, &packed).await.state, ExportState::Ready);
    let whose = &town.bench.municipality.id;
    let leaves = town.read().await.leaves_from(whose, 0, 1_000).await.unwrap();

    // Who may, with which decision, and how many times.
    let editor = town.actor("editor");
    assert_eq!(
        key(person::enter_snapshot(flow, &editor, &gone.id, "").await),
        "not-allowed"
    );
    let request = person::enter_snapshot(flow, &archivist, &gone.id, "Kari")
        .await
        .unwrap();
    let again = person::enter_snapshot(flow, &archivist, &gone.id, "Kari").await;
    assert_eq!(again.unwrap(), request, "one that is open stands for both");
    let found = person::request(flow, &archivist, &request).await.unwrap();
    assert_eq!(found.who, "Kari");
    assert!(matches!(&found.found[0].thing, Thing::Snapshot(_, of) if of.id == gone.id));
    assert_eq!(found.found[0].kept, None);
    let without = Answer {
        ruling: Ruling::default(),
        ..answer()
    };
    assert_eq!(
        key(person::grant(flow, &archivist, &request, without).await),
        "no-disposal-decision"
    );
    let officer = town.actor("privacy-officer");
    assert_eq!(
        key(person::grant(flow, &officer, &request, answer()).await),
        "not-allowed"
    );
    assert_eq!(files(&town, &gone).await.len(), 4, "nothing has gone");

    let id = granted(&town, &gone).await;
    until(&town, &id, DisposalState::Rotating).await;
    let shown = snapshots::shown(flow, &archivist, &gone.channel, &gone.id)
        .await
        .unwrap();
    assert_eq!(shown.snapshot.state, SnapshotState::Erased);
    assert!(shown.files.is_empty());
    let erased = shown.erased.unwrap();
    assert_eq!((erased.ruling, &erased.disposal), (ruling(), &id));
    assert_eq!(
        key(snapshots::file(flow, &archivist, &gone.channel, &gone.id, "picture").await),
        "not-found"
    );
    assert_eq!(
        key(person::enter_snapshot(flow, &archivist, &gone.id, "").await),
        "snapshot-not-kept"
    );
    for part in parts(&town, &gone).await {
        assert!(part.sealed.is_empty() && part.blob.is_empty(), "{}", part.name);
    }
    let left = town.bench.db.blobs.list().await.unwrap();
    assert!(blobs.iter().all(|blob| !left.contains(blob)));
    assert_eq!(export(&town, &packed).await.state, ExportState::Removed);
    assert_eq!(
        others,
        [files(&town, &before).await, files(&town, &after).await],
        "the others are as they were"
    );

    town.bench.clock.advance(8 * Millis::DAY);
    until(&town, &id, DisposalState::Done).await;
    assert_eq!(person::request(flow, &archivist, &request).await.unwrap().who, "");
    let protocol = flow::retention::protocol(flow, &archivist, &id).await.unwrap();
    let counts: Vec<_> = protocol
        .counts
        .iter()
        .map(|c| (c.kind, c.n, c.ruling.clone()))
        .collect();
    assert_eq!(counts, [(RecordKind::Channel, 1, ruling())]);
    let now = town
        .read()
        .await
        .leaves_from(whose, 0, leaves.len())
        .await
        .unwrap();
    assert_eq!(now, leaves, "every leaf is as it was");
    holds(&town).await;
    // Who verifies is told what went, and by which decision.
    let reports = flow::archive::verify(flow).await.unwrap();
    let told = &reports[0].erasures;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].entries, [gone.entry.clone().unwrap()]);
    assert_eq!(told[0].records, 0);
    assert!(told[0].said.contains("26/7"), "{}", told[0].said);
    let stranger = town.bench.stranger().await;
    assert_eq!(
        key(person::enter_snapshot(flow, &stranger, &before.id, "").await),
        "not-found"
    );
}

async fn what_must_be_kept_stays(db: Db) {
    let Some((town, _server)) = town(db, A_YEAR).await else {
        return;
    };
    let (flow, archivist) = (&town.flow, town.actor("archivist"));
    town.published("Hun fyller 90 i dag").await;
    let one = taken(&town).await;
    let request = person::enter_snapshot(flow, &archivist, &one.id, "")
        .await
        .unwrap();
    let why = async || {
        let found = person::request(flow, &archivist, &request).await.unwrap().found;
        let refused = person::grant(flow, &archivist, &request, answer()).await;
        assert_eq!(key(refused), "erasure-kept");
        found[0].kept.unwrap()
    };
    assert_eq!(why().await, "kept-not-over");
    town.bench.clock.advance(366 * Millis::DAY);
    for scope in [
        NewHold {
            channel: Some(town.channel.clone()),
            ..NewHold::default()
        },
        NewHold {
            record: Some(record(&town).await.id),
            ..NewHold::default()
        },
    ] {
        let reason = "Tilsyn".to_owned();
        let held = hold::hold(flow, &archivist, NewHold { reason, ..scope })
            .await
            .unwrap();
        assert_eq!(why().await, "kept-held");
        hold::unhold(flow, &archivist, &held, "Over").await.unwrap();
    }
    let complaint = flow::cases::NewCase {
        kind: Some(model::case::CaseKind::Complaint),
        title: "Bildet".into(),
        text: "Hvorfor er det der?".into(),
        link: format!(
            "http://127.0.0.1:8080/channels/{}/snapshots/{}",
            one.channel, one.id
        ),
        ..flow::cases::NewCase::default()
    };
    flow::cases::open(flow, &town.actor("employee"), complaint)
        .await
        .unwrap();
    assert_eq!(why().await, "kept-complaint");
    person::refuse(flow, &archivist, &request, 1, "Det er klaget på.")
        .await
        .unwrap();
    let refused = person::request(flow, &archivist, &request).await.unwrap().erasure;
    assert_eq!(refused.kept, [("kept-complaint".to_owned(), 1)]);

    // Held after it was granted, before it is gone: it stays, and the protocol says why.
    let other = taken(&town).await;
    town.bench.clock.advance(366 * Millis::DAY);
    let id = granted(&town, &other).await;
    let hold = NewHold {
        channel: Some(town.channel.clone()),
        reason: "Tilsyn".into(),
        ..NewHold::default()
    };
    hold::hold(flow, &archivist, hold).await.unwrap();
    until(&town, &id, DisposalState::Rotating).await;
    assert_eq!(row(&town, &other.id).await.state, SnapshotState::Kept);
    assert_eq!(files(&town, &other).await.len(), 4);
    let protocol = flow::retention::protocol(flow, &archivist, &id).await.unwrap();
    assert_eq!(protocol.counts[0].why, "kept-held");
    holds(&town).await;
}

/// In files that are this test's alone, as with all that is disposed of.
async fn what_it_showed_is_nowhere(db: Db, cluster: Option<&Cluster>) {
    let Some((town, _server)) = town(db, "").await else {
        return;
    };
    let (gone, stays) = (taken(&town).await, taken(&town).await);
    let record = record(&town).await;
    let mut wanted = Wanted::default();
    let mut folders = vec![town.bench.db.folder.path().to_owned()];
    for part in parts(&town, &gone).await {
        let sealed = match part.blob.is_empty() {
            true => part.sealed.clone(),
            false => town.bench.db.blobs.get(&part.blob).await.unwrap(),
        };
        wanted.add(&part.name, &sealed[..sealed.len().min(4_096)]);
    }
    if let Some(cluster) = cluster {
        time_passes(cluster).await;
        folders.push(cluster.folder());
    }
    assert!(
        !wanted.find(&folders).is_empty(),
        "the search finds what is there"
    );
    let (opens, salts) = secrets(&town, &record, gone.entry.as_ref()).await;
    assert_eq!(salts.len(), 5, "data and four files");
    wanted.add("the key", &opens);
    wanted.add("the wrapped key", &record.key_wrapped.as_deref().unwrap()[8..]);
    salts.iter().for_each(|salt| wanted.add("a salt", salt));
    let before = files(&town, &stays).await;

    let id = granted(&town, &gone).await;
    until(&town, &id, DisposalState::Rotating).await;
    town.bench.clock.advance(8 * Millis::DAY);
    until(&town, &id, DisposalState::Done).await;
    assert_eq!(wanted.find(&folders), Vec::<String>::new());
    assert_eq!(files(&town, &stays).await, before);
    holds(&town).await;
}
