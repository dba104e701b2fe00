//! Signed-in browsers and attempts to sign in.

use crate::both::{T0, TestDb};
use model::Millis;
use model::person::{Person, Session};
use store::{Invitation, LoginAttempt, StoreError};

fn session(person: &Person, token: &str, ends: i64) -> Session {
    Session {
        token_hash: token.to_owned(),
        person: person.id.clone(),
        municipality: person.municipality.clone(),
        csrf: "secret".to_owned(),
        complete: false,
        created_at: T0,
        seen_at: T0,
        expires_at: T0.plus(ends),
    }
}

async fn attempts(db: &TestDb, at: &[(i64, bool)]) -> Box<dyn store::Tx> {
    let tx = db.writing().await;
    for &(at, success) in at {
        tx.record_login(&LoginAttempt {
            key: "email:ann".to_owned(),
            at: Millis(at),
            success,
        })
        .await
        .unwrap();
    }
    tx
}

both! {
    async fn a_session_is_completed_touched_and_ended(db: TestDb) {
        let tx = db.writing().await;
        let mut kept = session(&db.ann, "t1", 1000);
        tx.insert_session(&kept).await.unwrap();
        assert_eq!(tx.session("t1").await.unwrap(), Some(kept.clone()));
        tx.complete_session("t1").await.unwrap();
        tx.touch_session("t1", T0.plus(5)).await.unwrap();
        kept.complete = true;
        kept.seen_at = T0.plus(5);
        assert_eq!(tx.session("t1").await.unwrap(), Some(kept));
        tx.delete_session("t1").await.unwrap();
        assert_eq!(tx.session("t1").await.unwrap(), None);
        assert!(matches!(tx.complete_session("t1").await, Err(StoreError::NotFound("session"))));
    }

    async fn a_person_is_signed_out_everywhere(db: TestDb) {
        let tx = db.writing().await;
        for (person, token) in [(&db.ann, "a1"), (&db.ann, "a2"), (&db.bo, "b1")] {
            tx.insert_session(&session(person, token, 1000)).await.unwrap();
        }
        assert_eq!(tx.delete_sessions_of(&db.away, &db.ann.id).await.unwrap(), 0);
        assert_eq!(tx.delete_sessions_of(&db.home, &db.ann.id).await.unwrap(), 2);
        assert!(tx.session("a1").await.unwrap().is_none());
        assert!(tx.session("b1").await.unwrap().is_some());
    }

    async fn failures_count_since_the_last_success(db: TestDb) {
        let tx = attempts(&db, &[(1, false), (2, false), (3, true), (4, false), (5, false)]).await;
        assert_eq!(tx.failed_logins("email:ann", Millis(0)).await.unwrap(), 2);
        assert_eq!(tx.failed_logins("email:ann", Millis(5)).await.unwrap(), 1);
        assert_eq!(tx.failed_logins("email:bo", Millis(0)).await.unwrap(), 0);
    }

    async fn failures_count_without_any_success(db: TestDb) {
        let tx = attempts(&db, &[(1, false), (2, false), (3, false)]).await;
        assert_eq!(tx.failed_logins("email:ann", Millis(2)).await.unwrap(), 2);
    }

    async fn sweeping_takes_what_has_ended_and_nothing_else(db: TestDb) {
        let tx = attempts(&db, &[(T0.0 - 20, false), (T0.0, false)]).await;
        tx.insert_session(&session(&db.ann, "ended", -1)).await.unwrap();
        tx.insert_session(&session(&db.ann, "open", 1)).await.unwrap();
        for (token, person, ends) in [("old", &db.ann, T0.plus(-20)), ("new", &db.bo, T0.plus(20))] {
            let invitation = Invitation {
                token_hash: token.to_owned(),
                person: person.id.clone(),
                municipality: person.municipality.clone(),
                created_at: T0.plus(-100),
                expires_at: ends,
                used_at: None,
            };
            tx.insert_invitation(&invitation).await.unwrap();
        }
        assert_eq!(tx.sweep_sessions(T0, T0.plus(-10)).await.unwrap(), 3);
        assert!(tx.session("ended").await.unwrap().is_none());
        assert!(tx.session("open").await.unwrap().is_some());
        assert!(tx.invitation("old").await.unwrap().is_none());
        assert!(tx.invitation("new").await.unwrap().is_some());
        assert_eq!(tx.failed_logins("email:ann", Millis(0)).await.unwrap(), 1);
    }
}
