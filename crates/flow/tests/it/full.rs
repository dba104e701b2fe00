//! A disk that is full, or may only be read, while exports are made and disposals carried out: nothing is lost, nothing half
//! done looks done, it is said what is wrong, and when the disk can be written again the work is done by itself.

use crate::bench::{Db, key};
use crate::disposal::{approve, disposal, holds, record, rule, thread, town, until};
use crate::on_both;
use crate::town::{Town, verify};
use flow::archive::exports::{About, Wish, ask, fetch, list};
use flow::journal::{Event, write};
use flow::retention;
use model::archive::{LogState, RecordKind};
use model::export::{Export, ExportState};
use model::retention::DisposalState;
use model::{ExportId, Id as _, Millis};
use records::parcel::Limits;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use store::Engine;
use tempfile::TempDir;

on_both!(
    alone: an_export_is_made_when_there_is_room,
    an_export_is_made_when_the_disk_can_be_written,
    a_disposal_is_done_when_its_disk_lets_it,
);

/// Room in the file system, in bytes.
const SIZE: usize = 24 << 20;
/// By how much more room there is at each try.
const STEP: usize = 640 << 10;

/// A file system of a few megabytes in memory; unmounted when dropped.
pub struct SmallDisk(TempDir);

impl SmallDisk {
    /// `None` where one may not mount (it takes root): the test is left out.
    pub fn new() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={SIZE}"), "tmpfs"]);
        let mounted = mount.arg(folder.path()).output();
        mounted.is_ok_and(|m| m.status.success()).then_some(Self(folder))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    fn ballast(&self) -> PathBuf {
        self.path().join("ballast")
    }

    /// Leaves so many bytes free.
    pub fn fill(&self, room: usize) {
        self.make_room();
        let mut file = File::create(self.ballast()).unwrap();
        let mut block = vec![0; 1 << 20];
        let mut length = 0;
        while !block.is_empty() {
            match file.write(&block) {
                Ok(written) => length += written,
                Err(_) => block.truncate(block.len() / 2),
            }
        }
        let left = length.saturating_sub(room);
        file.set_len(u64::try_from(left).unwrap()).unwrap();
    }

    pub fn make_room(&self) {
        let _gone = std::fs::remove_file(self.ballast());
    }

    fn read_only(&self, only: bool) {
        let options = if only { "remount,ro" } else { "remount,rw" };
        let mut mount = Command::new("mount");
        let done = mount.args(["-o", options]).arg(self.path()).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    /// The same database, with blobs, keys and exports on this disk; and the folder of the database.
    pub fn files_of(&self, db: Db) -> (Db, TempDir) {
        let folder = tempfile::tempdir_in(self.path()).unwrap();
        let blobs = Arc::new(store_sql::DiskBlobs::open(&folder.path().join("blobs")).unwrap());
        let on = Db {
            store: db.store,
            blobs,
            folder,
        };
        (on, db.folder)
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.path()).status();
    }
}

/// A town whose exports lie on the disk, with some hundred kilobytes that cannot be made smaller.
async fn with_exports(mut town: Town, disk: &SmallDisk) -> Town {
    town.flow = town.flow.clone().with_exports(disk.path().join("exports"));
    let id = town.bench.municipality.id.clone();
    let said = |n| {
        let text = hex::encode(town.flow.source().bytes::<1_500>());
        serde_json::json!({ "number": n, "text": text })
    };
    let event = |n| Event::new(RecordKind::Municipality, id.as_str(), "test.noted", said(n));
    let tx = town.flow.store().begin().await.unwrap();
    write(&town.flow, &*tx, &id, (0..400).map(event).collect())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    town
}

pub async fn asked(town: &Town, format: &str) -> ExportId {
    let wish = Wish {
        format: format.to_owned(),
        ..Wish::default()
    };
    ask(&town.flow, &town.actor("archivist"), &wish).await.unwrap()
}

pub async fn export(town: &Town, id: &ExportId) -> Export {
    let page = list(&town.flow, &town.actor("archivist"), None, 100)
        .await
        .unwrap();
    page.items.into_iter().find(|e| e.id == *id).unwrap()
}

/// What the job that waits to be tried again says is wrong.
async fn trouble(town: &Town, kind: &str, subject: &str) -> String {
    let id = &town.bench.municipality.id;
    let job = town.read().await.pending_job(id, kind, subject).await.unwrap();
    job.expect("the job is not given up").problem
}

/// An export that is not offered, and has no file that looks like one.
async fn is_not_offered(town: &Town, disk: &SmallDisk, id: &ExportId, made: usize) {
    let refused = fetch(&town.flow, &town.actor("archivist"), id).await;
    assert_eq!(key(refused), "not-found");
    let export = export(town, id).await;
    assert_eq!(export.state, ExportState::Making);
    assert!(export.digest.is_empty() && export.bytes == 0 && export.ended_at.is_none());
    let name = format!("{id}.{}", export.format.ending());
    assert!(!disk.path().join("exports").join(name).exists());
    assert_eq!(town.journalled("export.made").await, made);
}

/// An export that is offered is whole, and has the ledger's root.
async fn is_whole(town: &Town, id: &ExportId) {
    let export = export(town, id).await;
    assert_eq!((export.state, export.problem.as_str()), (ExportState::Ready, ""));
    assert_eq!(export.progress.entries, export.size);
    let fetched = fetch(&town.flow, &town.actor("archivist"), id).await.unwrap();
    let bytes = std::fs::read(fetched.path).unwrap();
    let digest = hex::encode(<sha2::Sha256 as sha2::Digest>::digest(&bytes));
    assert_eq!(digest, export.digest);
    if export.format != model::export::ExportFormat::Bagit {
        return;
    }
    let mut bag = records::bagit::read(std::io::Cursor::new(&bytes), Limits::default()).unwrap();
    let about: About = serde_json::from_str(&bag.text("archive.json").unwrap()).unwrap();
    let (read, mut log) = (town.read().await, LogState::default());
    let most = usize::try_from(export.size).unwrap();
    let whose = &town.bench.municipality.id;
    for leaf in read.leaves_from(whose, 0, most).await.unwrap() {
        log = ledger::merkle::append(&log, leaf.try_into().unwrap()).unwrap();
    }
    assert_eq!(about.root, hex::encode(ledger::merkle::root(&log).unwrap()));
    assert_eq!((about.size, about.entries), (export.size, export.size));
}

async fn an_export_is_made_when_there_is_room(db: Db) {
    let Some(disk) = SmallDisk::new() else { return };
    let (db, _database) = disk.files_of(db);
    let town = with_exports(Town::new(db).await, &disk).await;
    for (made, format) in ["bagit", "csv", "wacz", "noark"].into_iter().enumerate() {
        let id = asked(&town, format).await;
        let (mut room, mut tries) = (0, 0);
        loop {
            disk.fill(room);
            town.work().await;
            if export(&town, &id).await.state == ExportState::Ready {
                break;
            }
            is_not_offered(&town, &disk, &id, made).await;
            let problem = export(&town, &id).await.problem;
            assert_eq!(problem, "disk-full", "{format} with {room}");
            assert_eq!(trouble(&town, "export", id.as_str()).await, "disk-full");
            room += STEP;
            tries += 1;
            assert!(room < SIZE, "{format} is never made");
            town.bench.clock.advance(Millis::HOUR);
        }
        assert!(tries > 1, "{format} found room at once");
        is_whole(&town, &id).await;
        disk.make_room();
        flow::archive::exports::remove(&town.flow, &town.actor("archivist"), &id)
            .await
            .unwrap();
    }
    verify(&town.bench.flow).await;
}

async fn an_export_is_made_when_the_disk_can_be_written(db: Db) {
    let Some(disk) = SmallDisk::new() else { return };
    let (db, _database) = disk.files_of(db);
    let town = with_exports(Town::new(db).await, &disk).await;
    let id = asked(&town, "bagit").await;
    disk.read_only(true);
    // Longer than any other job is tried.
    for _ in 0..15 {
        town.work().await;
        is_not_offered(&town, &disk, &id, 0).await;
        assert_eq!(export(&town, &id).await.problem, "storage-read-only");
        assert_eq!(trouble(&town, "export", id.as_str()).await, "storage-read-only");
        town.bench.clock.advance(Millis::HOUR);
    }
    disk.read_only(false);
    town.work().await;
    is_whole(&town, &id).await;
    verify(&town.bench.flow).await;
}

/// Works until the disk has said no to a disposal, which then is not done.
async fn is_not_disposed(town: &Town, id: &model::DisposalId, why: &str) {
    for _ in 0..5 {
        town.work().await;
        if trouble(town, "dispose", id.as_str()).await == why {
            break;
        }
        town.bench.clock.advance(Millis::MINUTE);
    }
    assert_eq!(trouble(town, "dispose", id.as_str()).await, why);
    let disposal = disposal(town, id).await;
    let begun = [DisposalState::Approved, DisposalState::Erased];
    assert!(begun.contains(&disposal.state), "{disposal:?}");
    assert_eq!(disposal.done_at, None);
}

fn files(folder: &Path) -> usize {
    let Ok(inside) = std::fs::read_dir(folder) else {
        return 0;
    };
    let count = |path: PathBuf| if path.is_dir() { files(&path) } else { 1 };
    inside.map(|f| count(f.unwrap().path())).sum()
}

async fn a_disposal_is_done_when_its_disk_lets_it(db: Db) {
    let Some(disk) = SmallDisk::new() else { return };
    let (db, _database) = disk.files_of(db);
    let town = town(db).await;
    let town = with_exports(town, &disk).await;
    let (flow, archivist) = (&town.flow, town.actor("archivist"));
    let (exports, blobs) = (
        disk.path().join("exports"),
        town.bench.db.folder.path().join("blobs"),
    );
    retention::save(flow, &archivist, None, rule(RecordKind::Post))
        .await
        .unwrap();
    let before = town.read().await;
    let before = before.entries_from(&town.bench.municipality.id, 0, 1_000);
    let before = before.await.unwrap();

    // First one whose words are in an export, then one with a file of its own, both while nothing can be written; then one
    // for which there is no room to change the keys.
    for (n, why) in ["storage-read-only", "storage-read-only", "disk-full"]
        .into_iter()
        .enumerate()
    {
        let (gone, _) = thread(&town, &format!("c{n}"), "Loppemarked", "Kommer").await;
        if n == 0 {
            let id = asked(&town, "bagit").await;
            town.work().await;
            is_whole(&town, &id).await;
        }
        if n == 1 {
            let picture = vec![7; ledger::entry::BLOB_FROM];
            let event = Event::new(
                RecordKind::Post,
                &gone.subject,
                "test.noted",
                serde_json::json!({}),
            );
            let event = event.part("media/0", "image/png", &picture);
            let tx = flow.store().begin().await.unwrap();
            write(flow, &*tx, &gone.municipality, vec![event]).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(files(&blobs), 1);
        }
        let id = retention::propose(flow, &archivist).await.unwrap();
        approve(&town, &id, 1).await.unwrap();
        match why {
            "disk-full" => disk.fill(0),
            _ => disk.read_only(true),
        }
        is_not_disposed(&town, &id, why).await;
        assert_eq!(town.journalled("disposal.done").await, n);
        assert_eq!((files(&exports), files(&blobs)), [(1, 0), (0, 1), (0, 0)][n]);

        match why {
            "disk-full" => disk.make_room(),
            _ => disk.read_only(false),
        }
        town.bench.clock.advance(Millis::HOUR);
        until(&town, &id, DisposalState::Rotating).await;
        assert_eq!(record(&town, &gone.id).await.key_wrapped, None);
        assert_eq!((files(&exports), files(&blobs)), (0, 0));
        town.bench.clock.advance(8 * Millis::DAY);
        until(&town, &id, DisposalState::Done).await;
        assert_eq!(town.journalled("disposal.done").await, n + 1);
    }
    let after = town.read().await;
    let after = after.entries_from(&town.bench.municipality.id, 0, before.len());
    assert_eq!(after.await.unwrap(), before, "every leaf is as it was");
    holds(&town).await;
}

/// All that there is lies on the disk that is full: the database too.
#[tokio::test]
async fn work_that_nothing_can_be_written_of_is_done_later() {
    let Some(disk) = SmallDisk::new() else { return };
    let folder = tempfile::tempdir_in(disk.path()).unwrap();
    let store = store_sql::testing::sqlite(folder.path()).await.unwrap();
    let town = town(Db::new(Arc::new(store), folder)).await;
    let town = with_exports(town, &disk).await;
    assert_eq!(town.flow.store().engine(), Engine::Sqlite);
    let (flow, archivist) = (&town.flow, town.actor("archivist"));
    retention::save(flow, &archivist, None, rule(RecordKind::Post))
        .await
        .unwrap();
    let (gone, _) = thread(&town, "c", "Loppemarked", "Kommer").await;
    let export_id = asked(&town, "bagit").await;
    for room in (0..6).map(|n| n * STEP / 2) {
        disk.fill(room);
        // Looking for work takes a little room too.
        let _full = flow::jobs::run_due(flow, "test").await;
        let export = export(&town, &export_id).await;
        if export.state == ExportState::Ready {
            break;
        }
        is_not_offered(&town, &disk, &export_id, 0).await;
        assert!(["", "disk-full"].contains(&export.problem.as_str()), "{export:?}");
        town.bench.clock.advance(Millis::HOUR);
    }
    disk.make_room();
    town.bench.clock.advance(Millis::HOUR);
    town.work().await;
    is_whole(&town, &export_id).await;

    let id = retention::propose(flow, &archivist).await.unwrap();
    approve(&town, &id, 1).await.unwrap();
    for room in [0, 4 << 10, 16 << 10, 64 << 10, 256 << 10] {
        disk.fill(room);
        for _ in 0..3 {
            let _full = flow::jobs::run_due(flow, "test").await;
            town.bench.clock.advance(Millis::HOUR);
        }
        let now = disposal(&town, &id).await.state;
        let erased = record(&town, &gone.id).await.key_wrapped.is_none();
        assert!(erased || now == DisposalState::Approved, "{now:?} with {room}");
        assert_eq!(town.journalled("disposal.done").await, 0);
    }
    disk.make_room();
    town.bench.clock.advance(Millis::HOUR);
    until(&town, &id, DisposalState::Rotating).await;
    town.bench.clock.advance(8 * Millis::DAY);
    until(&town, &id, DisposalState::Done).await;
    assert_eq!(record(&town, &gone.id).await.key_wrapped, None);
    assert_eq!(files(&disk.path().join("exports")), 0);
    holds(&town).await;
}
