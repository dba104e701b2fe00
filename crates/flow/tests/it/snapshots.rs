use crate::bench::{Bench, Db, key};
use crate::full::SmallDisk;
use crate::on_both;
use crate::town::{LEASE, verify};
use flow::snapshots::{file, list, own_data, shown, take};
use flow::{Actor, Flow};
use model::duty::DutyState;
use model::snapshot::{Snapshot, SnapshotOrigin, SnapshotState};
use model::{ChannelId, Id as _, Millis};
use networks::browser::Browser;
use networks::{Http, HttpConfig};
use std::path::PathBuf;
use store::DutyFilter;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

on_both!(
    a_page_is_kept_with_all_its_files,
    a_page_behind_a_sign_in_is_made_of_our_own_data,
    without_a_browser_it_is_said_plainly,
    a_page_that_does_not_come_is_tried_again_and_then_given_up,
    one_killed_on_its_way_leaves_nothing_that_looks_done,
    one_for_which_there_is_no_room_is_kept_when_there_is,
    a_duty_takes_its_snapshot_and_is_done_by_it,
    only_those_who_may,
);

/// Båtsfjord with a channel whose page is on this machine.
struct Gallery {
    bench: Bench,
    flow: Flow,
    channel: ChannelId,
    server: MockServer,
}

pub fn browser(bench: &Bench) -> Option<Browser> {
    let config = HttpConfig {
        allow_private: true,
        ..HttpConfig::default()
    };
    let program = std::env::var_os("RETTESNOR_CHROMIUM").map(PathBuf::from);
    assert!(
        program.is_some() || !std::env::var("RETTESNOR_PEERS").is_ok_and(|v| v == "required"),
        "RETTESNOR_CHROMIUM is not set"
    );
    let http = Http::new(config, bench.clock.source()).unwrap();
    Some(Browser::new(http, program?, false))
}

impl Gallery {
    async fn new(bench: Bench, answer: ResponseTemplate) -> Option<Self> {
        let browser = browser(&bench)?;
        let channel = bench.practice().await;
        let server = MockServer::start().await;
        Mock::given(any()).respond_with(answer).mount(&server).await;
        let mut row = bench.channel(&channel).await;
        row.url = format!("{}/kommune", server.uri());
        let tx = bench.flow.store().begin().await.unwrap();
        tx.update_channel(&mut row).await.unwrap();
        tx.commit().await.unwrap();
        let flow = bench.flow.clone().with_browser(Some(browser));
        Some(Self {
            bench,
            flow,
            channel,
            server,
        })
    }

    fn editor(&self) -> Actor {
        self.bench.actor("editor")
    }

    async fn work(&self) {
        flow::jobs::run_due(&self.flow, "test").await.unwrap();
    }

    async fn all(&self) -> Vec<Snapshot> {
        let editor = self.editor();
        list(&self.flow, &editor, &self.channel, None, 25)
            .await
            .unwrap()
            .1
            .items
    }

    async fn taken(&self) -> Snapshot {
        take(&self.flow, &self.editor(), &self.channel).await.unwrap();
        self.work().await;
        self.all().await.remove(0)
    }

    async fn kept(&self) -> usize {
        let kinds = self.bench.journal().await;
        kinds.iter().filter(|k| *k == "channel.snapshot").count()
    }
}

fn page() -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_raw(
        "<title>Kommunen</title><h1>Blåbærfest</h1>",
        "text/html; charset=utf-8",
    )
}

async fn a_page_is_kept_with_all_its_files(db: Db) {
    let Some(town) = Gallery::new(Bench::new(db).await, page()).await else {
        return;
    };
    let one = town.taken().await;
    assert_eq!(
        (one.state, one.origin, one.problem.as_str()),
        (SnapshotState::Kept, SnapshotOrigin::Page, "")
    );
    let seen = shown(&town.flow, &town.editor(), &town.channel, &one.id)
        .await
        .unwrap();
    let names: Vec<_> = seen.files.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["picture", "print", "page", "web-archive"]);
    let mut sum = 0;
    for (name, begins) in [
        ("picture", &b"\x89PNG"[..]),
        ("print", b"%PDF"),
        ("page", b"From:"),
        ("web-archive", b"\x1f\x8b"),
    ] {
        let (_, bytes) = file(&town.flow, &town.editor(), &town.channel, &one.id, name)
            .await
            .unwrap();
        assert!(bytes.starts_with(begins), "{name}");
        sum += bytes.len();
        if name == "web-archive" {
            checked_by_warcio(&bytes);
        }
    }
    assert_eq!(one.bytes, i64::try_from(sum).unwrap());
    assert_eq!(town.kept().await, 1);
    verify(&town.bench.flow).await;
}

/// Independent software reads the web archive, where it is installed.
fn checked_by_warcio(bytes: &[u8]) {
    let Some(warcio) = std::env::var_os("RETTESNOR_WARCIO") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.warc.gz");
    std::fs::write(&path, bytes).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(&warcio);
        let output = command.args(arguments).arg(&path).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    run(&["check"]);
    let index = run(&["index", "-f", "warc-type,warc-target-uri,http:status"]);
    assert!(index.contains("/kommune") && index.contains("\"200\""), "{index}");
}

async fn a_page_behind_a_sign_in_is_made_of_our_own_data(db: Db) {
    let Some(town) = Gallery::new(Bench::new(db).await, ResponseTemplate::new(401)).await else {
        return;
    };
    let one = town.taken().await;
    assert_eq!(
        (one.state, one.origin, one.problem.as_str()),
        (SnapshotState::Kept, SnapshotOrigin::Own, "snapshot-login")
    );
    let data = own_data(&town.flow, &town.editor(), &town.channel, &one.id)
        .await
        .unwrap();
    assert_eq!(data.name, "Båtsfjord kommune");
    let picture = file(&town.flow, &town.editor(), &town.channel, &one.id, "picture").await;
    assert!(matches!(picture, Err(flow::Error::NotFound)));
}

async fn without_a_browser_it_is_said_plainly(db: Db) {
    let bench = Bench::new(db).await;
    let channel = bench.practice().await;
    let mut row = bench.channel(&channel).await;
    row.url = "https://example.org/kommune".into();
    let tx = bench.flow.store().begin().await.unwrap();
    tx.update_channel(&mut row).await.unwrap();
    tx.commit().await.unwrap();
    let editor = bench.actor("editor");
    take(&bench.flow, &editor, &channel).await.unwrap();
    flow::jobs::run_due(&bench.flow, "test").await.unwrap();
    let found = list(&bench.flow, &editor, &channel, None, 25)
        .await
        .unwrap()
        .1
        .items;
    assert_eq!(
        (found[0].state, found[0].problem.as_str()),
        (SnapshotState::Failed, "snapshot-no-browser")
    );
}

async fn a_page_that_does_not_come_is_tried_again_and_then_given_up(db: Db) {
    let Some(town) = Gallery::new(Bench::new(db).await, page()).await else {
        return;
    };
    let mut row = town.bench.channel(&town.channel).await;
    row.url = "http://127.0.0.1:9/kommune".into();
    let tx = town.flow.store().begin().await.unwrap();
    tx.update_channel(&mut row).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(town.taken().await.state, SnapshotState::Making);
    // Another wish meanwhile is the same one.
    take(&town.flow, &town.editor(), &town.channel).await.unwrap();
    assert_eq!(town.all().await.len(), 1);
    for _ in 0..2 {
        town.bench.clock.advance(Millis::HOUR);
        town.work().await;
    }
    let one = town.all().await.remove(0);
    assert_eq!(
        (one.state, one.problem.as_str()),
        (SnapshotState::Failed, "snapshot-not-reached")
    );
    assert_eq!(town.kept().await, 0);
}

/// The process dies while the browser works: the row still says that it is being made, the archive has nothing, and the
/// next process makes it whole.
async fn one_killed_on_its_way_leaves_nothing_that_looks_done(db: Db) {
    let slow = page().set_delay(std::time::Duration::from_secs(3));
    let Some(town) = Gallery::new(Bench::new(db).await, slow).await else {
        return;
    };
    take(&town.flow, &town.editor(), &town.channel).await.unwrap();
    let dying = tokio::spawn({
        let flow = town.flow.clone();
        async move { flow::jobs::run_due(&flow, "dying").await }
    });
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    dying.abort();
    assert_eq!(town.all().await.remove(0).state, SnapshotState::Making);
    assert_eq!(town.kept().await, 0);
    town.bench.clock.advance(LEASE);
    town.work().await;
    let kept: Vec<_> = town.all().await.into_iter().map(|s| s.state).collect();
    assert_eq!(kept, [SnapshotState::Kept]);
    assert_eq!(town.kept().await, 1);
    verify(&town.bench.flow).await;
}

async fn one_for_which_there_is_no_room_is_kept_when_there_is(db: Db) {
    let Some(disk) = SmallDisk::new() else { return };
    let (db, _database) = disk.files_of(db);
    let bench = Bench::new(db).await;
    let words = hex::encode(bench.clock.source().bytes::<100_000>());
    let words: Vec<&str> = (0..words.len()).step_by(8).map(|n| &words[n..n + 8]).collect();
    let words = words.join(" ");
    let long = format!("<title>Kommunen</title><p>{words}</p>");
    let page = ResponseTemplate::new(200).set_body_raw(long, "text/html; charset=utf-8");
    let Some(town) = Gallery::new(bench, page).await else {
        return;
    };
    take(&town.flow, &town.editor(), &town.channel).await.unwrap();
    let blobs = town.bench.db.blobs.clone();
    // Room for nothing, and for one of its files but not for all.
    for room in [0, 260 << 10] {
        disk.fill(room);
        town.work().await;
        let one = town.all().await.remove(0);
        assert_eq!(
            (one.state, one.problem.as_str(), one.entry),
            (SnapshotState::Making, "disk-full", None)
        );
        assert_eq!(town.kept().await, 0);
        assert_eq!(blobs.list().await.unwrap(), Vec::<String>::new());
        town.bench.clock.advance(Millis::HOUR);
    }
    disk.make_room();
    town.work().await;
    let one = town.all().await.remove(0);
    assert_eq!((one.state, one.problem.as_str()), (SnapshotState::Kept, ""));
    assert_eq!(town.kept().await, 1);
    verify(&town.bench.flow).await;
}

async fn a_duty_takes_its_snapshot_and_is_done_by_it(db: Db) {
    let bench = Bench::guided(db, "norsjo").await;
    let Some(browser) = browser(&bench) else { return };
    let channel = bench.inherited().await;
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(page()).mount(&server).await;
    let mut row = bench.channel(&channel).await;
    row.url = format!("{}/kommun", server.uri());
    let tx = bench.flow.store().begin().await.unwrap();
    tx.update_channel(&mut row).await.unwrap();
    tx.commit().await.unwrap();
    let flow = bench.flow.clone().with_browser(Some(browser));
    flow::duties::review(&flow, &bench.actor("editor"), &channel)
        .await
        .unwrap();
    let duties = async || {
        let read = flow.store().read().await.unwrap();
        let all = read
            .duties(&bench.municipality.id, &DutyFilter::default(), None, 100)
            .await
            .unwrap();
        let mut of = all.items;
        of.retain(|d| d.record_of == "snapshot" && d.subject_id == channel.as_str());
        of
    };
    assert_eq!(
        duties().await.iter().map(|d| d.state).collect::<Vec<_>>(),
        [DutyState::Open]
    );
    flow::jobs::run_due(&flow, "test").await.unwrap();
    let done = duties().await.remove(0);
    assert_eq!(done.state, DutyState::Done);
    let found = list(&flow, &bench.actor("editor"), &channel, None, 25)
        .await
        .unwrap()
        .1
        .items;
    assert_eq!((found[0].state, &found[0].asked_by), (SnapshotState::Kept, &None));
    assert!(
        done.link
            .ends_with(&format!("/channels/{channel}/snapshots/{}", found[0].id)),
        "{}",
        done.link
    );
    verify(&bench.flow).await;
}

async fn only_those_who_may(db: Db) {
    let Some(town) = Gallery::new(Bench::new(db).await, page()).await else {
        return;
    };
    let one = town.taken().await;
    for role in ["author", "moderator", "archivist"] {
        let refused = take(&town.flow, &town.bench.actor(role), &town.channel).await;
        assert_eq!(key(refused), "not-allowed");
    }
    let archivist = town.bench.actor("archivist");
    assert!(
        shown(&town.flow, &archivist, &town.channel, &one.id)
            .await
            .is_ok()
    );
    let refused = shown(&town.flow, &town.bench.actor("author"), &town.channel, &one.id).await;
    assert_eq!(key(refused.map(drop)), "not-allowed");
    let other = town.bench.stranger().await;
    assert!(matches!(
        shown(&town.flow, &other, &town.channel, &one.id).await,
        Err(flow::Error::NotFound)
    ));
    assert!(matches!(
        take(&town.flow, &other, &town.channel).await,
        Err(flow::Error::NotFound)
    ));
    assert!(!town.server.received_requests().await.unwrap().is_empty());
}
