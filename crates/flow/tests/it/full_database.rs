//! The disk of the database server is full: whoever works is told which disk, nothing is lost, nothing half done looks done,
//! and when there is room again the work is done by itself.

use crate::bench::{Db, key};
use crate::cluster::Cluster;
use crate::disposal::{approve, disposal, holds, record, rule, thread, town_under, until};
use crate::forgotten::with_page;
use crate::full::{SmallDisk, asked, export};
use crate::town::Town;
use flow::cases::NewCase;
use flow::{retention, snapshots};
use model::Millis;
use model::archive::RecordKind;
use model::case::CaseKind;
use model::export::ExportState;
use model::item::Item;
use model::retention::DisposalState;
use model::snapshot::SnapshotState;
use std::process::Command;

/// What stands on an export or a snapshot meanwhile.
const WHY: &str = "database-full";
/// Rooms that are tried, in bytes: for nothing, and for some of it.
const ROOMS: [usize; 4] = [0, 16 << 10, 64 << 10, 256 << 10];

/// A server whose tables lie on a small disk; its log, which it cannot live without, does not.
async fn on(disk: &SmallDisk, cluster: &Cluster) -> Db {
    let tables = disk.path().join("tables");
    std::fs::create_dir(&tables).unwrap();
    let given = Command::new("chown").arg("postgres").arg(&tables).status();
    assert!(given.unwrap().success());
    let make = format!("CREATE TABLESPACE small LOCATION '{}'", tables.display());
    for sql in [
        make.as_str(),
        "GRANT CREATE ON TABLESPACE small TO rettesnor",
        "ALTER DATABASE rettesnor SET default_tablespace = small",
    ] {
        cluster.admin("postgres", sql).await;
    }
    cluster.db().await
}

/// Works while so much room is left.
async fn works_in_little_room(town: &Town, disk: &SmallDisk, room: usize) {
    disk.fill(room);
    for _ in 0..3 {
        // Looking for work takes a little room too.
        let _full = flow::jobs::run_due(&town.flow, "test").await;
        town.bench.clock.advance(Millis::HOUR);
    }
}

async fn incoming(town: &Town, name: &str) -> Option<Item> {
    let whose = &town.bench.municipality.id;
    let names = [name.to_owned()];
    let read = town.read().await;
    let found = read.items_by_remote(whose, &town.channel, &names).await;
    found.unwrap().pop()
}

#[tokio::test]
async fn what_postgresql_has_no_room_for_is_done_later() {
    let Some(disk) = SmallDisk::new() else { return };
    let Some(cluster) = Cluster::start().await else {
        return;
    };
    let mut town = town_under(on(&disk, &cluster).await, "").await;
    let exports = town.bench.db.folder.path().join("exports");
    town.flow = town.flow.clone().with_exports(exports);
    let archivist = town.actor("archivist");
    retention::save(&town.flow, &archivist, None, rule(RecordKind::Post))
        .await
        .unwrap();
    let (gone, _) = thread(&town, "c1", "Loppemarked", "Kommer").await;
    let publication = town.published("Vegen er åpen").await;
    let whose = town.bench.municipality.id.clone();
    let before = town.read().await.entries_from(&whose, 0, 1_000).await.unwrap();

    // Somebody who writes is told which disk it is, until there is room for what she writes.
    disk.fill(0);
    let mut refused = 0;
    let long = hex::encode(town.flow.source().bytes::<4_000>());
    for n in 0..40 {
        let told = NewCase {
            kind: Some(CaseKind::Complaint),
            title: format!("Nummer {n}"),
            text: long[..2_000].to_owned(),
            ..NewCase::default()
        };
        let told = flow::cases::open(&town.flow, &town.actor("employee"), told).await;
        if told.is_err() {
            assert_eq!(key(told), WHY);
            refused += 1;
        }
    }
    assert!(refused > 0, "there was room for everything");

    // What comes in is not taken for read before it is kept.
    town.net.comment("late", &publication.remote_id, &long[..2_000]);
    for room in ROOMS {
        works_in_little_room(&town, &disk, room).await;
        if let Some(item) = incoming(&town, "late").await {
            assert_eq!(item.text, long[..2_000]);
        }
        holds(&town).await;
    }
    disk.make_room();
    town.bench.clock.advance(Millis::HOUR);
    town.poll().await;
    assert_eq!(incoming(&town, "late").await.unwrap().text, long[..2_000]);

    let packed = asked(&town, "bagit").await;
    for room in ROOMS {
        works_in_little_room(&town, &disk, room).await;
        let export = export(&town, &packed).await;
        if export.state != ExportState::Ready {
            assert_eq!(export.state, ExportState::Making);
            assert!(export.digest.is_empty(), "{export:?}");
            assert!(["", WHY].contains(&export.problem.as_str()), "{export:?}");
        }
    }
    disk.make_room();
    town.bench.clock.advance(Millis::HOUR);
    town.work().await;
    assert_eq!(export(&town, &packed).await.state, ExportState::Ready);

    let id = retention::propose(&town.flow, &archivist).await.unwrap();
    approve(&town, &id, 1).await.unwrap();
    for room in ROOMS {
        works_in_little_room(&town, &disk, room).await;
        let now = disposal(&town, &id).await;
        let erased = record(&town, &gone.id).await.key_wrapped.is_none();
        assert!(
            erased || now.state == DisposalState::Approved,
            "{now:?} with {room}"
        );
        assert_eq!(now.done_at, None);
        assert_eq!(town.journalled("disposal.done").await, 0);
        holds(&town).await;
    }
    disk.make_room();
    town.bench.clock.advance(Millis::HOUR);
    until(&town, &id, DisposalState::Rotating).await;
    town.bench.clock.advance(8 * Millis::DAY);
    until(&town, &id, DisposalState::Done).await;
    assert_eq!(record(&town, &gone.id).await.key_wrapped, None);

    a_snapshot_waits(&mut town, &disk).await;
    let read = town.read().await;
    let after = read.entries_from(&whose, 0, before.len()).await.unwrap();
    assert_eq!(after, before, "every leaf is as it was");
    drop(read);
    holds(&town).await;
}

/// A snapshot for which there is no room is still being made, until there is.
async fn a_snapshot_waits(town: &mut Town, disk: &SmallDisk) {
    let Some(_server) = with_page(town).await else {
        return;
    };
    let (whose, editor) = (&town.bench.municipality.id, town.actor("editor"));
    let id = snapshots::take(&town.flow, &editor, &town.channel).await.unwrap();
    for room in [0, 8 << 10] {
        disk.fill(room);
        town.bench.clock.advance(Millis::HOUR);
        let _full = flow::jobs::run_due(&town.flow, "test").await;
        let one = town.read().await.snapshot(whose, &id).await.unwrap();
        assert_eq!(
            (one.state, one.entry),
            (SnapshotState::Making, None),
            "with {room}"
        );
        assert!(["", WHY].contains(&one.problem.as_str()), "{}", one.problem);
        assert_eq!(town.journalled("channel.snapshot").await, 0);
    }
    disk.make_room();
    town.bench.clock.advance(Millis::HOUR);
    town.work().await;
    let one = town.read().await.snapshot(whose, &id).await.unwrap();
    assert_eq!((one.state, one.problem.as_str()), (SnapshotState::Kept, ""));
    assert_eq!(town.journalled("channel.snapshot").await, 1);
}
