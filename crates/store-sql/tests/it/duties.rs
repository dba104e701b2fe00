//! Duties, and who has acknowledged which guideline.

use crate::both::T0;
use crate::rows::{duty, person};
use model::Millis;
use model::duty::{Acknowledgement, DutyState, DutySubject};
use model::person::Role;
use store::{DutyCounts, DutyFilter, StoreError};

both! {
    async fn the_same_duty_is_there_once(db: TestDb) {
        let tx = db.writing().await;
        let first = duty(&db.source, &db.home, "2026-W14");
        assert!(tx.insert_duty(&first).await.unwrap());
        let mut again = duty(&db.source, &db.home, "2026-W14");
        again.due_at = T0.plus(Millis::DAY);
        assert!(!tx.insert_duty(&again).await.unwrap());
        // Another period, another part, another subject and another municipality each make another duty.
        assert!(tx.insert_duty(&duty(&db.source, &db.home, "2026-W15")).await.unwrap());
        again.part = 1;
        assert!(tx.insert_duty(&again).await.unwrap());
        let mut other = duty(&db.source, &db.home, "2026-W14");
        other.subject_id = db.away_channel.id.to_string();
        assert!(tx.insert_duty(&other).await.unwrap());
        let mut foreign = first.clone();
        foreign.id = db.id();
        foreign.municipality = db.away.clone();
        assert!(tx.insert_duty(&foreign).await.unwrap());
        assert_eq!(tx.duty(&db.home, &first.id).await.unwrap(), first);
        assert!(matches!(tx.duty(&db.away, &first.id).await, Err(StoreError::NotFound("duty"))));
    }

    async fn one_that_is_done_is_not_opened_again(db: TestDb) {
        let tx = db.writing().await;
        let mut done = duty(&db.source, &db.home, "2026");
        tx.insert_duty(&done).await.unwrap();
        let mut stale = done.clone();
        done.state = DutyState::Done;
        done.note = "Gjort".to_owned();
        done.done_by = Some(db.ann.id.clone());
        done.done_at = Some(T0.plus(5));
        done.steps.iter_mut().for_each(|s| s.done_at = Some(T0));
        tx.update_duty(&mut done).await.unwrap();
        assert_eq!(tx.duty(&db.home, &done.id).await.unwrap(), done);
        assert!(matches!(tx.update_duty(&mut stale).await, Err(StoreError::Conflict("duty"))));
        assert!(!tx.insert_duty(&duty(&db.source, &db.home, "2026")).await.unwrap());
        let last = tx.duty_last_done(&db.home, DutySubject::Channel, "c").await.unwrap();
        assert_eq!(last, Some(T0.plus(5)));
        assert_eq!(tx.duty_last_done(&db.away, DutySubject::Channel, "c").await.unwrap(), None);
    }

    async fn each_sees_what_falls_to_her_first_due_first(db: TestDb) {
        let tx = db.writing().await;
        let cay = person(&db.source, &db.home, "Cay");
        tx.insert_person(&cay).await.unwrap();
        let at = |period: &str, due: i64, role: Role| {
            let mut d = duty(&db.source, &db.home, period);
            d.due_at = T0.plus(due);
            d.roles = vec![Role::Leader, role];
            d
        };
        let late = at("late", -10, Role::It);
        let soon = at("soon", 10, Role::It);
        let mut named = at("named", 5, Role::It);
        named.person = Some(cay.id.clone());
        let other = at("other", 0, Role::Archivist);
        let mut done = at("done", 1, Role::It);
        done.state = DutyState::Done;
        let mut foreign = at("foreign", 2, Role::It);
        foreign.municipality = db.away.clone();
        for d in [&soon, &late, &named, &other, &done, &foreign] {
            assert!(tx.insert_duty(d).await.unwrap());
        }
        let open = |of| DutyFilter { states: vec![DutyState::Open], of: Some(of), ..DutyFilter::default() };
        let mine = tx.duties(&db.home, &open((cay.id.clone(), vec![Role::It])), None, 50).await.unwrap();
        assert_eq!(mine.items, vec![late.clone(), named.clone(), soon.clone()]);
        // What is meant for one person is nobody else's, whatever her roles.
        let anns = tx.duties(&db.home, &open((db.ann.id.clone(), vec![Role::It])), None, 50).await.unwrap();
        assert_eq!(anns.items, vec![late.clone(), soon.clone()]);
        // A role whose word is the beginning of another's is not that other.
        assert!(tx.duties(&db.home, &open((db.ann.id.clone(), Vec::new())), None, 50).await.unwrap().items.is_empty());
        let counts = tx.duty_counts(&db.home, &cay.id, &[Role::It, Role::Author], T0).await.unwrap();
        assert_eq!(counts, DutyCounts { open: 3, overdue: 1 });
        assert_eq!(tx.duty_counts(&db.home, &db.ann.id, &[], T0).await.unwrap(), DutyCounts::default());

        let first = tx.duties(&db.home, &DutyFilter::default(), None, 2).await.unwrap();
        assert_eq!(first.items, vec![late.clone(), other.clone()]);
        let rest = tx.duties(&db.home, &DutyFilter::default(), first.next.as_ref(), 10).await.unwrap();
        assert_eq!(rest.items, vec![done, named.clone(), soon.clone()]);
        let backwards = DutyFilter { newest_first: true, ..DutyFilter::default() };
        let last = tx.duties(&db.home, &backwards, None, 2).await.unwrap();
        assert_eq!(last.items, vec![soon.clone(), named.clone()]);
        let earlier = tx.duties(&db.home, &backwards, last.next.as_ref(), 2).await.unwrap();
        assert_eq!(earlier.items.len(), 2);
        assert_eq!(earlier.items[1], other);
        let overdue = DutyFilter { due_before: Some(T0), states: vec![DutyState::Open], ..DutyFilter::default() };
        assert_eq!(tx.duties(&db.home, &overdue, None, 10).await.unwrap().items, vec![late]);
        let about = DutyFilter {
            subject: Some((DutySubject::Channel, "c".to_owned())),
            clause: Some("batsfjord/4.3-6".to_owned()),
            due_from: Some(T0.plus(6)),
            ..DutyFilter::default()
        };
        assert_eq!(tx.duties(&db.home, &about, None, 10).await.unwrap().items, vec![soon]);
    }

    async fn a_version_is_acknowledged_once_by_each(db: TestDb) {
        let tx = db.writing().await;
        let said = |digest: &str, at: i64| Acknowledgement {
            municipality: db.home.clone(),
            person: db.ann.id.clone(),
            pack: "batsfjord".to_owned(),
            pack_version: "2019.1.0".to_owned(),
            digest: digest.to_owned(),
            at: T0.plus(at),
        };
        assert!(tx.insert_acknowledgement(&said("old", 0)).await.unwrap());
        assert!(tx.insert_acknowledgement(&said("new", 1)).await.unwrap());
        assert!(!tx.insert_acknowledgement(&said("old", 2)).await.unwrap());
        assert_eq!(tx.acknowledgement(&db.home, &db.ann.id, "old").await.unwrap(), Some(said("old", 0)));
        assert_eq!(tx.acknowledgement(&db.home, &db.ann.id, "third").await.unwrap(), None);
        assert_eq!(tx.acknowledgement(&db.away, &db.ann.id, "old").await.unwrap(), None);
        assert_eq!(tx.acknowledgements(&db.home, "new").await.unwrap(), vec![said("new", 1)]);
        assert_eq!(tx.acknowledgements_of(&db.home, &db.ann.id).await.unwrap(), vec![said("new", 1), said("old", 0)]);
    }
}
