//! Records, entries and parts; that nothing of them changes but by lawful erasure; stored decisions.

use crate::both::{T0, TestDb};
use model::archive::{Entry, Part, Record, RecordKind, StoredDecision};
use model::{Id as _, Millis, MunicipalityId, Source};
use store::{RecordFilter, StoreError};

fn record(source: &Source, municipality: &MunicipalityId, kind: RecordKind, at: Millis) -> Record {
    let id: model::RecordId = source.id();
    Record {
        subject: format!("subject {id}"),
        id,
        municipality: municipality.clone(),
        kind,
        opened_at: at,
        key_wrapped: Some(vec![1, 2, 3]),
    }
}

fn entry(source: &Source, record: &Record, seq: i64) -> Entry {
    Entry {
        id: source.id(),
        municipality: record.municipality.clone(),
        seq,
        record: record.id.clone(),
        kind: "item.received".to_owned(),
        at: T0.plus(seq),
        commitment: vec![7; 32],
        leaf: seq.to_be_bytes().repeat(4),
    }
}

fn part(source: &Source, entry: &Entry, position: i64, blob: &str) -> Part {
    Part {
        id: source.id(),
        municipality: entry.municipality.clone(),
        entry: entry.id.clone(),
        position,
        name: format!("media/{position}"),
        content_type: "application/json".to_owned(),
        commitment: vec![9; 32],
        sealed: if blob.is_empty() {
            vec![0, 255, 3]
        } else {
            Vec::new()
        },
        blob: blob.to_owned(),
    }
}

/// A record with 300 entries of one part, the last with two, one of them a blob.
async fn filled(db: &TestDb) -> (Record, Vec<Entry>, Vec<Part>) {
    let record = record(&db.source, &db.home, RecordKind::Post, T0);
    let entries: Vec<Entry> = (0..300).map(|seq| entry(&db.source, &record, seq)).collect();
    let mut parts: Vec<Part> = entries.iter().map(|e| part(&db.source, e, 0, "")).collect();
    parts.push(part(&db.source, &entries[299], 1, &"ab".repeat(32)));
    let tx = db.writing().await;
    tx.insert_record(&record).await.unwrap();
    // Handed in backwards: the order is the log's, not that of arriving.
    let backwards: Vec<Entry> = entries.iter().rev().cloned().collect();
    tx.append_entries(&backwards, &parts.iter().rev().cloned().collect::<Vec<_>>())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    (record, entries, parts)
}

both! {
    async fn many_entries_are_read_in_the_order_of_the_log(db: TestDb) {
        let (record, entries, parts) = filled(&db).await;
        let read = db.reading().await;
        assert_eq!(read.entries_of(&db.home, &record.id).await.unwrap(), entries);
        assert_eq!(read.entries_from(&db.home, 295, 3).await.unwrap(), entries[295..298]);
        assert_eq!(read.entries_from(&db.home, 298, 9).await.unwrap(), entries[298..]);
        assert_eq!(read.entry(&db.home, &entries[5].id).await.unwrap(), entries[5]);
        assert_eq!(read.parts_of(&db.home, &entries[299].id).await.unwrap(), parts[299..]);
        assert_eq!(read.parts_of_record(&db.home, &record.id).await.unwrap(), parts);
        assert_eq!(read.parts_between(&db.home, 10, 20).await.unwrap(), parts[10..20]);
        assert_eq!(read.leaves_from(&db.home, 7, 1).await.unwrap(), [entries[7].leaf.clone()]);
        assert!(read.entries_of(&db.away, &record.id).await.unwrap().is_empty());
        assert!(read.entries_from(&db.away, 0, 9).await.unwrap().is_empty());
        assert!(read.parts_of(&db.away, &entries[0].id).await.unwrap().is_empty());
        assert!(read.parts_of_record(&db.away, &record.id).await.unwrap().is_empty());
        assert!(read.parts_between(&db.away, 0, 400).await.unwrap().is_empty());
        assert!(read.leaves_from(&db.away, 0, 9).await.unwrap().is_empty());
        assert!(matches!(read.entry(&db.away, &entries[5].id).await, Err(StoreError::NotFound("entry"))));
        drop(read);
        let tx = db.writing().await;
        let twice = entry(&db.source, &record, 299);
        assert!(matches!(tx.append_entries(&[twice], &[]).await, Err(StoreError::Duplicate { .. })));
    }

    async fn records_are_listed_newest_first(db: TestDb) {
        let tx = db.writing().await;
        let mut all: Vec<Record> = (0_i64..11)
            .map(|n| {
                let kind = if n % 3 == 0 { RecordKind::Channel } else { RecordKind::Item };
                record(&db.source, &db.home, kind, T0.plus(n / 4))
            })
            .collect();
        for record in &all {
            tx.insert_record(record).await.unwrap();
        }
        let away = record(&db.source, &db.away, RecordKind::Item, T0);
        tx.insert_record(&away).await.unwrap();
        all.sort_by(|a, b| (b.opened_at, &b.id).cmp(&(a.opened_at, &a.id)));
        for kind in [None, Some(RecordKind::Channel), Some(RecordKind::Item), Some(RecordKind::Post)] {
            let expected: Vec<Record> = all.iter().filter(|r| kind.is_none_or(|k| k == r.kind)).cloned().collect();
            let mut listed = Vec::new();
            let mut after = None;
            loop {
                let page = tx.records(&db.home, &RecordFilter { kind }, after.as_ref(), 3).await.unwrap();
                listed.extend(page.items);
                assert!(listed.len() <= all.len(), "a row came twice");
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(listed, expected, "{kind:?}");
        }
        let of = async |municipality, r: &Record| tx.record_of(municipality, r.kind, &r.subject).await.unwrap();
        assert_eq!(of(&db.home, &all[0]).await.as_ref(), Some(&all[0]));
        assert_eq!(of(&db.away, &all[0]).await, None);
        assert_eq!(tx.record(&db.home, &all[1].id).await.unwrap(), all[1]);
        assert!(matches!(tx.record(&db.home, &away.id).await, Err(StoreError::NotFound("record"))));
        let twice = Record { id: db.id(), ..all[0].clone() };
        assert!(matches!(tx.insert_record(&twice).await, Err(StoreError::Duplicate { what }) if what == "records"));
    }

    async fn nobody_changes_what_was_written(db: TestDb) {
        let (record, entries, parts) = filled(&db).await;
        let tx = db.writing().await;
        tx.insert_checkpoint(&model::archive::Checkpoint {
            municipality: db.home.clone(), size: 1, root: vec![1; 32], note: "note".to_owned(), at: T0,
        }).await.unwrap();
        tx.insert_tile(&model::archive::Tile { municipality: db.home.clone(), level: 0, number: 0, hashes: vec![5; 64] }).await.unwrap();
        tx.commit().await.unwrap();
        for sql in [
            "UPDATE entries SET kind = 'other'",
            "UPDATE entries SET seq = seq + 1000",
            "DELETE FROM entries WHERE seq = 299",
            "UPDATE parts SET name = 'other'",
            "UPDATE parts SET commitment = sealed",
            "DELETE FROM parts",
            "UPDATE checkpoints SET note = 'other'",
            "DELETE FROM checkpoints",
            "UPDATE tiles SET number = 7",
            "DELETE FROM tiles",
        ] {
            let refused = store_sql::testing::run(&db, sql).await;
            assert!(
                matches!(&refused, Err(StoreError::Refused(why)) if why.contains("append-only")),
                "{sql}: {refused:?}"
            );
        }
        let read = db.reading().await;
        assert_eq!(read.entries_of(&db.home, &record.id).await.unwrap(), entries);
        assert_eq!(read.parts_of_record(&db.home, &record.id).await.unwrap(), parts);
    }

    async fn erasing_destroys_the_content_and_keeps_the_proofs(db: TestDb) {
        let (gone, entries, parts) = filled(&db).await;
        let kept = record(&db.source, &db.home, RecordKind::Item, T0);
        let tx = db.writing().await;
        tx.insert_record(&kept).await.unwrap();
        let beside = entry(&db.source, &kept, 300);
        let beside_part = part(&db.source, &beside, 0, "");
        tx.append_entries(std::slice::from_ref(&beside), std::slice::from_ref(&beside_part)).await.unwrap();
        assert!(matches!(tx.erase_record(&db.away, &gone.id).await, Err(StoreError::NotFound("record"))));
        assert_eq!(tx.erase_record(&db.home, &gone.id).await.unwrap(), ["ab".repeat(32)]);
        tx.commit().await.unwrap();
        let read = db.reading().await;
        assert_eq!(read.record(&db.home, &gone.id).await.unwrap(), Record { key_wrapped: None, ..gone.clone() });
        assert_eq!(read.entries_of(&db.home, &gone.id).await.unwrap(), entries);
        let empty: Vec<Part> = parts.into_iter().map(|p| Part { sealed: Vec::new(), blob: String::new(), ..p }).collect();
        assert_eq!(read.parts_of_record(&db.home, &gone.id).await.unwrap(), empty);
        assert_eq!(read.record(&db.home, &kept.id).await.unwrap(), kept);
        assert_eq!(read.parts_of_record(&db.home, &kept.id).await.unwrap(), [beside_part]);
        drop(read);
        let tx = db.writing().await;
        assert!(tx.erase_record(&db.home, &gone.id).await.unwrap().is_empty(), "nothing is left to remove");
    }

    async fn decisions_are_kept_and_listed(db: TestDb) {
        let decision = |n: i64, subject: &str, municipality: &MunicipalityId| StoredDecision {
            id: db.id(),
            municipality: municipality.clone(),
            event: "post.submit".to_owned(),
            subject: subject.to_owned(),
            outcome: "ask".to_owned(),
            pack_digest: "00ff".to_owned(),
            json: format!("{{\"n\":{n},\"text\":\"æ'\\\"\\\\\"}}"),
            at: T0.plus(-(n / 2)),
        };
        let mut mine: Vec<_> = (0..40).map(|n| decision(n, "post", &db.home)).collect();
        let others = [decision(1, "other", &db.home), decision(1, "post", &db.away)];
        let tx = db.writing().await;
        tx.insert_decisions(&mine).await.unwrap();
        tx.insert_decisions(&others).await.unwrap();
        tx.insert_decisions(&[]).await.unwrap();
        mine.sort_by(|a, b| (a.at, a.id.as_str()).cmp(&(b.at, b.id.as_str())));
        assert_eq!(tx.decisions_of(&db.home, "post").await.unwrap(), mine);
        assert_eq!(tx.decisions_of(&db.away, "post").await.unwrap(), others[1..]);
        assert!(tx.decisions_of(&db.home, "none").await.unwrap().is_empty());
        let mut all: Vec<_> = mine.iter().chain(&others[..1]).cloned().collect();
        all.sort_by(|a, b| a.id.as_str().cmp(b.id.as_str()));
        let mut paged = Vec::new();
        loop {
            let after = paged.last().map(|d: &StoredDecision| d.id.clone());
            let page = tx.decisions_after(&db.home, after.as_ref(), 15).await.unwrap();
            if page.is_empty() {
                break;
            }
            paged.extend(page);
        }
        assert_eq!(paged, all);
        assert_eq!(tx.decision(&db.home, &mine[3].id).await.unwrap(), mine[3]);
        assert!(matches!(tx.decision(&db.away, &mine[3].id).await, Err(StoreError::NotFound("decision"))));
        assert!(matches!(tx.insert_decisions(&mine[..1]).await, Err(StoreError::Duplicate { .. })));
    }
}
