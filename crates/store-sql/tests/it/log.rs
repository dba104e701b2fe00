//! The Merkle log: it only grows, one transaction at a time.

use crate::both::T0;
use model::archive::{Checkpoint, LogState, Tile};
use std::time::Duration;
use store::StoreError;

both! {
    async fn the_log_never_grows_shorter(db: TestDb) {
        let tx = db.writing().await;
        assert_eq!(tx.log_state(&db.home).await.unwrap(), LogState::default());
        let state = LogState { size: 3, frontier: vec![1; 64] };
        tx.put_log_state(&db.home, &state).await.unwrap();
        assert_eq!(tx.lock_log(&db.home).await.unwrap(), (state.clone(), None));
        let shorter = LogState { size: 2, frontier: vec![2; 32] };
        assert!(matches!(tx.put_log_state(&db.home, &shorter).await, Err(StoreError::Conflict("log"))));
        tx.put_log_state(&db.home, &state).await.unwrap();
        assert_eq!(tx.log_state(&db.home).await.unwrap(), state);
        assert_eq!(tx.log_state(&db.away).await.unwrap(), LogState::default());
        let nobody = db.id();
        assert!(matches!(tx.log_state(&nobody).await, Err(StoreError::NotFound("log"))));
        assert!(matches!(tx.lock_log(&nobody).await, Err(StoreError::NotFound("log"))));
        drop(tx);
        assert_eq!(db.reading().await.log_state(&db.home).await.unwrap(), LogState::default(), "undone");
    }

    async fn one_at_a_time_appends(db: TestDb) {
        let first = db.writing().await;
        first.lock_log(&db.home).await.unwrap();
        let second = async {
            let tx = db.writing().await;
            let (state, _) = tx.lock_log(&db.home).await.unwrap();
            tx.put_log_state(&db.home, &LogState { size: state.size + 1, frontier: vec![2; 32] }).await.unwrap();
            tx.commit().await.unwrap();
        };
        let rest = async {
            tokio::time::sleep(Duration::from_millis(200)).await;
            assert_eq!(db.reading().await.log_state(&db.home).await.unwrap().size, 0, "the second one waits");
            first.put_log_state(&db.home, &LogState { size: 1, frontier: vec![1; 32] }).await.unwrap();
            first.commit().await.unwrap();
        };
        tokio::join!(second, rest);
        assert_eq!(db.reading().await.log_state(&db.home).await.unwrap().size, 2);
    }

    async fn checkpoints_stay_as_they_were_first_signed(db: TestDb) {
        let tx = db.writing().await;
        assert_eq!(tx.latest_checkpoint(&db.home).await.unwrap(), None);
        let checkpoint = |size, note: &str| Checkpoint {
            municipality: db.home.clone(),
            size,
            root: vec![3; 32],
            note: note.to_owned(),
            at: T0,
        };
        let all = [checkpoint(1, "a"), checkpoint(5, "b\n— sig\n"), checkpoint(9, "c")];
        for n in [1, 2, 0] {
            tx.insert_checkpoint(&all[n]).await.unwrap();
        }
        tx.insert_checkpoint(&checkpoint(5, "other")).await.unwrap();
        assert_eq!(tx.checkpoints_after(&db.home, 0, 9).await.unwrap(), all);
        assert_eq!(tx.checkpoints_after(&db.home, 1, 1).await.unwrap(), all[1..2]);
        assert_eq!(tx.latest_checkpoint(&db.home).await.unwrap().as_ref(), Some(&all[2]));
        assert_eq!(tx.latest_checkpoint(&db.away).await.unwrap(), None);
        assert!(tx.checkpoints_after(&db.away, 0, 9).await.unwrap().is_empty());
    }

    async fn tiles_and_the_key_are_each_municipalitys_own(db: TestDb) {
        let tx = db.writing().await;
        let tile = Tile { municipality: db.home.clone(), level: 1, number: 2, hashes: vec![0xAB; 8192] };
        tx.insert_tile(&tile).await.unwrap();
        assert_eq!(tx.tile(&db.home, 1, 2).await.unwrap(), Some(tile.clone()));
        assert_eq!(tx.tile(&db.home, 2, 1).await.unwrap(), None);
        assert_eq!(tx.tile(&db.away, 1, 2).await.unwrap(), None);
        assert_eq!(tx.log_key(&db.home).await.unwrap(), None);
        tx.put_log_key(&db.home, &[0, 1, 255]).await.unwrap();
        assert_eq!(tx.log_key(&db.home).await.unwrap(), Some(vec![0, 1, 255]));
        assert_eq!(tx.log_key(&db.away).await.unwrap(), None);
        assert!(matches!(tx.put_log_key(&db.id(), &[1]).await, Err(StoreError::NotFound("log"))));
        assert!(matches!(tx.insert_tile(&tile).await, Err(StoreError::Duplicate { .. })));
    }
}
