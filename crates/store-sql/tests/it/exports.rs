//! Exports from the archive.

use crate::both::TestDb;
use model::export::{Export, ExportChoice, ExportFormat, ExportProgress, ExportState};
use model::{Millis, MunicipalityId, PersonId};
use store::StoreError;

fn export(db: &TestDb, municipality: &MunicipalityId, asked_by: &PersonId, asked_at: i64) -> Export {
    Export {
        id: db.source.id(),
        municipality: municipality.clone(),
        asked_by: asked_by.clone(),
        asked_at: Millis(asked_at),
        format: ExportFormat::Bagit,
        choice: ExportChoice {
            from: "2026-01-01".into(),
            channel: Some(db.channel.id.clone()),
            ..ExportChoice::default()
        },
        state: ExportState::Making,
        size: 7,
        progress: ExportProgress::default(),
        problem: String::new(),
        bytes: 0,
        digest: String::new(),
        ended_at: None,
        version: 1,
    }
}

both! {
    async fn an_export_is_kept_changed_and_listed_for_its_municipality_alone(db: TestDb) {
        let tx = db.writing().await;
        let mut first = export(&db, &db.home, &db.ann.id, 1);
        let second = export(&db, &db.home, &db.ann.id, 2);
        let foreign = export(&db, &db.away, &db.bo.id, 3);
        for e in [&first, &second, &foreign] {
            tx.insert_export(e).await.unwrap();
        }
        let mut stale = first.clone();
        first.progress = ExportProgress { seq: 3, entries: 2, files: [("a".to_owned(), 9)].into() };
        first.state = ExportState::Ready;
        (first.bytes, first.digest, first.ended_at) = (9, "ab".into(), Some(Millis(5)));
        first.problem = "disk-full".into();
        tx.update_export(&mut first).await.unwrap();
        assert!(matches!(tx.update_export(&mut stale).await, Err(StoreError::Conflict(_))));
        tx.commit().await.unwrap();
        let read = db.reading().await;
        assert_eq!(read.export(&db.home, &first.id).await.unwrap(), first);
        assert!(matches!(read.export(&db.home, &foreign.id).await, Err(StoreError::NotFound(_))));
        let page = read.exports(&db.home, None, 1).await.unwrap();
        assert_eq!(page.items, std::slice::from_ref(&second));
        let rest = read.exports(&db.home, page.next.as_ref(), 1).await.unwrap();
        assert_eq!((rest.items, rest.next), (vec![first], None));
        assert_eq!(read.exports_in(&db.home, ExportState::Making).await.unwrap(), [second]);
    }
}
