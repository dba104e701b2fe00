//! Rules, tags and holds.

use crate::both::{T0, TestDb};
use model::archive::{Record, RecordKind};
use model::retention::{Cause, CountedFrom, Hold, HoldScope, RetentionRule, Ruling, Term, Then};
use store::StoreError;

fn hold(db: &TestDb, scope: HoldScope, cause: Cause) -> Hold {
    Hold {
        id: db.id(),
        municipality: db.home.clone(),
        scope,
        cause,
        reason: "Asked for".to_owned(),
        placed_by: Some(db.ann.id.clone()),
        placed_at: T0,
        until: Some(T0.plus(5)),
        released_at: None,
        released_by: None,
        release_reason: String::new(),
    }
}

pub fn record(db: &TestDb, kind: RecordKind, subject: &str) -> Record {
    Record {
        id: db.id(),
        municipality: db.home.clone(),
        kind,
        subject: subject.to_owned(),
        opened_at: T0,
        key_wrapped: Some(vec![1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
    }
}

both! {
    async fn a_rule_comes_back_and_changes(db: TestDb) {
        let tx = db.writing().await;
        let mut rule = RetentionRule {
            id: db.id(), municipality: db.home.clone(), title: "Kommentarer".to_owned(), kind: RecordKind::Item,
            channel: Some(db.channel.id.clone()), tag: "arrangement".to_owned(), term: Term::Months(6),
            from: CountedFrom::LastEvent, then: Then::Review, law: "arkivlagen 10 §".to_owned(),
            ruling: Ruling { body: "KS".to_owned(), date: "2026-01-02".to_owned(), number: "7".to_owned() },
            active: true, changed_by: db.ann.id.clone(), changed_at: T0, version: 1,
        };
        tx.insert_retention_rule(&rule).await.unwrap();
        assert_eq!(tx.retention_rule(&db.home, &rule.id).await.unwrap(), rule);
        assert!(matches!(tx.retention_rule(&db.away, &rule.id).await, Err(StoreError::NotFound(_))));
        let mut stale = rule.clone();
        rule.term = Term::Always;
        rule.active = false;
        tx.update_retention_rule(&mut rule).await.unwrap();
        assert!(matches!(tx.update_retention_rule(&mut stale).await, Err(StoreError::Conflict(_))));
        assert_eq!(tx.retention_rules(&db.home).await.unwrap(), vec![rule]);
        assert_eq!(tx.retention_rules(&db.away).await.unwrap(), vec![]);
    }

    async fn a_hold_stands_until_it_is_released(db: TestDb) {
        let tx = db.writing().await;
        let of = record(&db, RecordKind::Item, "I");
        tx.insert_record(&of).await.unwrap();
        let request = Cause::AccessRequest("R1".to_owned());
        let mut one = hold(&db, HoldScope::record(&of.id), request.clone());
        tx.insert_hold(&one).await.unwrap();
        let all = hold(&db, HoldScope { channel: Some(db.channel.id.clone()), from: Some(T0), to: Some(T0.plus(9)), record: None }, Cause::ByHand);
        tx.insert_hold(&all).await.unwrap();
        assert_eq!(tx.holds(&db.home).await.unwrap().len(), 2);
        assert_eq!(tx.holds(&db.away).await.unwrap(), vec![]);
        assert_eq!(tx.holds_of(&db.home, request.word(), request.of()).await.unwrap(), vec![one.clone()]);
        one.released_at = Some(T0.plus(1));
        one.release_reason = "Answered".to_owned();
        tx.release_hold(&one).await.unwrap();
        assert!(matches!(tx.release_hold(&one).await, Err(StoreError::Conflict(_))));
        assert_eq!(tx.hold(&db.home, &one.id).await.unwrap(), one);
        assert_eq!(tx.holds(&db.home).await.unwrap(), vec![all]);
        assert_eq!(tx.released_holds(&db.home, 5).await.unwrap(), vec![one]);
    }

    async fn a_record_has_tags(db: TestDb) {
        let tx = db.writing().await;
        let of = record(&db, RecordKind::Case, "C");
        tx.insert_record(&of).await.unwrap();
        for tag in ["b", "a", "a"] {
            tx.tag_record(&db.home, &of.id, tag).await.unwrap();
        }
        assert_eq!(tx.record_tags(&db.home, &of.id).await.unwrap(), ["a", "b"]);
        tx.untag_record(&db.home, &of.id, "a").await.unwrap();
        assert_eq!(tx.record_tags(&db.home, &of.id).await.unwrap(), ["b"]);
        assert!(tx.record_tags(&db.away, &of.id).await.unwrap().is_empty());
        assert_eq!(tx.latest_event(&db.home, &of.id).await.unwrap(), None);
    }
}
