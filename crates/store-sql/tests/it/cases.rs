//! Cases: listed for those who may see them, changed once, with notes in order.

use crate::both::T0;
use model::archive::{Record, RecordKind};
use model::case::{Case, CaseKind, CaseNote, CaseState};
use model::person::Person;
use model::{Millis, Source};
use std::collections::BTreeMap;
use store::{CaseFilter, StoreError};

fn case(source: &Source, person: &Person, kind: CaseKind, at: Millis) -> Case {
    Case {
        id: source.id(),
        municipality: person.municipality.clone(),
        kind,
        title: "May I share this?".to_owned(),
        text: "A picture from the school".to_owned(),
        link: String::new(),
        reason: String::new(),
        answers: BTreeMap::from([("case.answers.urgent".to_owned(), "yes".to_owned())]),
        opened_by: person.id.clone(),
        opened_at: at,
        state: CaseState::Open,
        outcome: String::new(),
        closed_by: None,
        closed_at: None,
        version: 1,
    }
}

both! {
    async fn a_case_is_opened_noted_and_closed_once(db: TestDb) {
        let tx = db.writing().await;
        let mut first = case(&db.source, &db.ann, CaseKind::Advice, T0);
        tx.insert_case(&first).await.unwrap();
        assert_eq!(tx.case(&db.home, &first.id).await.unwrap(), first);
        assert!(matches!(tx.case(&db.away, &first.id).await, Err(StoreError::NotFound("case"))));
        let note = |number| CaseNote {
            case: first.id.clone(), number, by: db.ann.id.clone(), at: T0.plus(number), text: format!("Note {number}"),
        };
        tx.insert_case_note(&db.home, &note(1)).await.unwrap();
        tx.insert_case_note(&db.home, &note(2)).await.unwrap();
        assert_eq!(tx.case_notes(&db.home, &first.id).await.unwrap(), vec![note(1), note(2)]);
        assert_eq!(tx.case_notes(&db.away, &first.id).await.unwrap(), vec![]);
        let mut stale = first.clone();
        first.state = CaseState::Closed;
        first.outcome = "Yes, with their consent.".to_owned();
        first.closed_by = Some(db.ann.id.clone());
        first.closed_at = Some(T0.plus(9));
        tx.update_case(&mut first).await.unwrap();
        assert!(matches!(tx.update_case(&mut stale).await, Err(StoreError::Conflict("case"))));
        assert_eq!(tx.case(&db.home, &first.id).await.unwrap(), first);
    }

    async fn a_note_takes_one_place(db: TestDb) {
        let tx = db.writing().await;
        let of = case(&db.source, &db.ann, CaseKind::Other, T0);
        tx.insert_case(&of).await.unwrap();
        let note = CaseNote { case: of.id.clone(), number: 1, by: db.ann.id.clone(), at: T0, text: String::new() };
        tx.insert_case_note(&db.home, &note).await.unwrap();
        assert!(matches!(tx.insert_case_note(&db.home, &note).await, Err(StoreError::Duplicate { .. })));
    }

    async fn a_list_holds_ones_own_and_those_of_ones_kinds(db: TestDb) {
        let tx = db.writing().await;
        let mut made = Vec::new();
        let kinds = [CaseKind::Advice, CaseKind::SpeechLimit, CaseKind::Advice, CaseKind::Account];
        for (n, kind) in (0..).zip(kinds) {
            let one = case(&db.source, &db.ann, kind, T0.plus(n));
            tx.insert_case(&one).await.unwrap();
            made.push(one);
        }
        tx.insert_case(&case(&db.source, &db.bo, CaseKind::Advice, T0)).await.unwrap();
        let filter = |kinds: &[CaseKind], by: &Person| CaseFilter {
            state: CaseState::Open, kinds: kinds.to_vec(), opened_by: by.id.clone(),
        };
        let list = async |filter: &CaseFilter| {
            let (mut all, mut after) = (Vec::new(), None);
            loop {
                let page = tx.cases(&db.home, filter, after.as_ref(), 2).await.unwrap();
                all.extend(page.items.into_iter().map(|c| c.id));
                after = page.next;
                if after.is_none() {
                    return all;
                }
            }
        };
        let newest_first: Vec<_> = made.iter().rev().map(|c| c.id.clone()).collect();
        assert_eq!(list(&filter(&[], &db.ann)).await, newest_first);
        let advice = vec![made[2].id.clone(), made[0].id.clone()];
        assert_eq!(list(&filter(&[CaseKind::Advice], &db.bo)).await, advice);
        assert_eq!(list(&filter(&[], &db.bo)).await, vec![]);
        assert_eq!(list(&filter(CaseKind::ALL, &db.bo)).await, newest_first);
        let closed = CaseFilter { state: CaseState::Closed, ..filter(CaseKind::ALL, &db.ann) };
        assert_eq!(list(&closed).await, vec![]);
    }

    async fn a_case_has_a_record(db: TestDb) {
        let tx = db.writing().await;
        let of = case(&db.source, &db.ann, CaseKind::Threat, T0);
        let record = Record {
            id: db.source.id(), municipality: db.home.clone(), kind: RecordKind::Case, subject: of.id.to_string(),
            opened_at: T0, key_wrapped: None,
        };
        tx.insert_record(&record).await.unwrap();
        assert_eq!(tx.record_of(&db.home, RecordKind::Case, &record.subject).await.unwrap(), Some(record));
    }
}
