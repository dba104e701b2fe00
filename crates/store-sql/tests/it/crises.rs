//! Declared crises.

use crate::both::T0;
use model::crisis::Crisis;
use model::person::Person;
use model::{Millis, Source};
use store::StoreError;

fn crisis(source: &Source, person: &Person, at: Millis) -> Crisis {
    Crisis {
        id: source.id(),
        municipality: person.municipality.clone(),
        title: "Flood".to_owned(),
        clause: "7".to_owned(),
        declared_by: person.id.clone(),
        declared_at: at,
        ended_by: None,
        ended_at: None,
        version: 1,
    }
}

both! {
    async fn a_crisis_is_declared_ended_and_followed_by_another(db: TestDb) {
        let tx = db.writing().await;
        assert_eq!(tx.open_crisis(&db.home).await.unwrap(), None);
        let mut first = crisis(&db.source, &db.ann, T0);
        tx.insert_crisis(&first).await.unwrap();
        assert_eq!(tx.open_crisis(&db.home).await.unwrap(), Some(first.clone()));
        assert_eq!(tx.open_crisis(&db.away).await.unwrap(), None);
        assert!(matches!(tx.crisis(&db.away, &first.id).await, Err(StoreError::NotFound("crisis"))));
        let mut stale = first.clone();
        first.ended_at = Some(T0.plus(10));
        first.ended_by = Some(db.ann.id.clone());
        tx.update_crisis(&mut first).await.unwrap();
        assert!(matches!(tx.update_crisis(&mut stale).await, Err(StoreError::Conflict("crisis"))));
        assert_eq!(tx.crisis(&db.home, &first.id).await.unwrap(), first);
        let second = crisis(&db.source, &db.ann, T0.plus(20));
        tx.insert_crisis(&second).await.unwrap();
        assert_eq!(tx.crises(&db.home).await.unwrap(), vec![second, first]);
    }

    async fn one_crisis_at_a_time(db: TestDb) {
        let tx = db.writing().await;
        tx.insert_crisis(&crisis(&db.source, &db.bo, T0)).await.unwrap();
        tx.insert_crisis(&crisis(&db.source, &db.ann, T0)).await.unwrap();
        let refused = tx.insert_crisis(&crisis(&db.source, &db.ann, T0)).await.unwrap_err();
        assert!(matches!(&refused, StoreError::Duplicate { what } if what == "crises"), "{refused:?}");
    }
}
