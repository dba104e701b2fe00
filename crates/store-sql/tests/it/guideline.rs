//! What became of the guideline's clauses.

use crate::both::T0;
use crate::rows::duty;
use model::archive::StoredDecision;
use model::duty::DutyState;
use model::{DecisionId, MunicipalityId, Source};
use store::{DayTally, DutyTally, StoreError, Tally};

fn decision(source: &Source, municipality: &MunicipalityId) -> StoredDecision {
    StoredDecision {
        id: source.id(),
        municipality: municipality.clone(),
        event: "post.submit".to_owned(),
        subject: "p".to_owned(),
        outcome: "pass".to_owned(),
        pack_digest: "00ff".to_owned(),
        json: "{}".to_owned(),
        at: T0,
    }
}

fn tally(day: &str, outcome: &str, n: i64, latest: &DecisionId, at: i64) -> DayTally {
    DayTally {
        day: day.to_owned(),
        tally: Tally {
            clause: "batsfjord/4.3-3".to_owned(),
            outcome: outcome.to_owned(),
            mark: String::new(),
            n,
        },
        latest: latest.clone(),
        latest_at: T0.plus(at),
    }
}

both! {
    async fn counts_add_up_from_a_day_on_and_each_decision_counts_once(db: TestDb) {
        let tx = db.writing().await;
        let (a, b, theirs) = (
            decision(&db.source, &db.home),
            decision(&db.source, &db.home),
            decision(&db.source, &db.away),
        );
        tx.insert_decisions(&[a.clone(), b.clone(), theirs.clone()]).await.unwrap();
        let waiting = tx.untallied(&db.home, 10).await.unwrap();
        let mut ours = vec![a.clone(), b.clone()];
        ours.sort_by_key(|d| d.id.clone());
        assert_eq!(waiting, ours);
        let days = [tally("2025-09-21", "pass", 5, &a.id, 1), tally("2025-09-22", "pass", 2, &a.id, 2)];
        tx.tally(&db.home, &days, std::slice::from_ref(&a.id)).await.unwrap();
        let late = [tally("2026-09-22", "pass", 7, &b.id, 1), tally("2025-10-01", "warn", 2, &b.id, 1), tally("2025-10-31", "warn", 1, &b.id, 1)];
        tx.tally(&db.home, &late, &[]).await.unwrap();
        let more = [tally("2025-09-22", "pass", 1, &b.id, 3), tally("2025-09-22", "block", 4, &b.id, 3)];
        tx.tally(&db.home, &more, std::slice::from_ref(&b.id)).await.unwrap();
        assert!(tx.untallied(&db.home, 10).await.unwrap().is_empty());
        let said = |day: &'static str| {
            let (tx, home) = (&tx, &db.home);
            async move {
                let found = tx.tallies(home, day).await.unwrap();
                found.into_iter().map(|t| (t.outcome, t.n)).collect::<Vec<_>>()
            }
        };
        assert_eq!(said("2025-09-22").await, [("block".to_owned(), 4), ("pass".to_owned(), 10), ("warn".to_owned(), 3)]);
        assert_eq!(said("2025-09-21").await, [("block".to_owned(), 4), ("pass".to_owned(), 15), ("warn".to_owned(), 3)]);
        assert_eq!(said("2025-09-23").await, [("pass".to_owned(), 7), ("warn".to_owned(), 3)]);
        assert_eq!(said("2025-10-02").await, [("pass".to_owned(), 7), ("warn".to_owned(), 1)]);
        // The other municipality has nothing counted, and its decision still waits.
        assert!(tx.tallies(&db.away, "2025-01-01").await.unwrap().is_empty());
        assert_eq!(tx.untallied(&db.away, 10).await.unwrap(), vec![theirs.clone()]);
        let newest = tx.tallies_of(&db.home, "batsfjord/4.3-3", 2).await.unwrap();
        assert_eq!(newest.iter().map(|d| (d.day.as_str(), d.tally.n)).collect::<Vec<_>>(), [("2026-09-22", 7), ("2025-10-31", 1)]);
        assert!(tx.tallies_of(&db.away, "batsfjord/4.3-3", 2).await.unwrap().is_empty());
        let twice = tx.tally(&db.home, &days, &[a.id]).await;
        assert!(matches!(twice, Err(StoreError::Conflict("untallied"))));
        let foreign = tx.tally(&db.home, &[], &[theirs.id]).await;
        assert!(matches!(foreign, Err(StoreError::Conflict("untallied"))));
    }

    async fn duties_are_counted_by_clause(db: TestDb) {
        let tx = db.writing().await;
        let mut number = 0;
        let mut made = |state: DutyState, done: Option<i64>, due: i64| {
            number += 1;
            let mut d = duty(&db.source, &db.home, &number.to_string());
            (d.state, d.done_at, d.due_at) = (state, done.map(|at| T0.plus(at)), T0.plus(due));
            d
        };
        let mut all = vec![
            made(DutyState::Done, Some(-1), 0),
            made(DutyState::Done, Some(0), 0),
            made(DutyState::Skipped, Some(5), 0),
            made(DutyState::Lapsed, Some(6), 0),
            made(DutyState::Open, None, 9),
            made(DutyState::Open, None, 10),
        ];
        let mut notice = made(DutyState::Open, None, 1);
        notice.kind = "notify".to_owned();
        let mut foreign = made(DutyState::Done, Some(1), 0);
        foreign.municipality = db.away.clone();
        all.extend([notice, foreign]);
        for d in &all {
            assert!(tx.insert_duty(d).await.unwrap());
        }
        let clause = "batsfjord/4.3-6".to_owned();
        let found = tx.duty_tallies(&db.home, T0, T0.plus(10)).await.unwrap();
        let expected = DutyTally { clause: clause.clone(), notice: false, done: 1, skipped: 1, lapsed: 1, open: 2, overdue: 1 };
        let told = DutyTally { clause, notice: true, open: 1, overdue: 1, ..DutyTally::default() };
        assert_eq!(found, vec![expected, told]);
    }

    async fn lessons_are_gone_through_once_a_version(db: TestDb) {
        let tx = db.writing().await;
        let (home, ann) = (&db.home, &db.ann.id);
        assert!(tx.insert_lessons_taken(home, ann, "old", T0).await.unwrap());
        assert!(!tx.insert_lessons_taken(home, ann, "old", T0.plus(1)).await.unwrap());
        assert!(tx.insert_lessons_taken(home, ann, "new", T0.plus(2)).await.unwrap());
        assert_eq!(tx.lessons_taken(home, "old").await.unwrap(), vec![(ann.clone(), T0)]);
        assert!(tx.lessons_taken(&db.away, "old").await.unwrap().is_empty());
    }
}
