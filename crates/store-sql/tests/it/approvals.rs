//! Steps of approval.

use crate::both::T0;
use crate::rows::approval;
use model::approval::{ApprovalState, ApprovalSubject};
use model::person::Role;
use store::StoreError;

both! {
    async fn rounds_come_in_order_then_steps(db: TestDb) {
        let tx = db.writing().await;
        let mut late = approval(&db.source, &db.ann, "post", 1);
        late.asked_at = T0.plus(10);
        let second = approval(&db.source, &db.ann, "post", 2);
        let first = approval(&db.source, &db.ann, "post", 1);
        let other = approval(&db.source, &db.ann, "other", 1);
        let foreign = approval(&db.source, &db.bo, "post", 1);
        for step in [&late, &second, &first, &other, &foreign] {
            tx.insert_approval(step).await.unwrap();
        }
        let of = tx.approvals_of(&db.home, ApprovalSubject::Post, "post").await.unwrap();
        assert_eq!(of, vec![first.clone(), second, late]);
        assert!(tx.approvals_of(&db.home, ApprovalSubject::Channel, "post").await.unwrap().is_empty());
        assert_eq!(tx.approval(&db.home, &first.id).await.unwrap(), first);
        assert!(matches!(tx.approval(&db.away, &first.id).await, Err(StoreError::NotFound("approval"))));
    }

    async fn open_steps_are_for_others_with_the_role(db: TestDb) {
        let tx = db.writing().await;
        let cay = crate::rows::person(&db.source, &db.home, "Cay");
        tx.insert_person(&cay).await.unwrap();
        let mut own = approval(&db.source, &cay, "own", 1);
        own.asked_at = T0.plus(-5);
        let mut newer = approval(&db.source, &db.ann, "newer", 1);
        newer.asked_at = T0.plus(5);
        let older = approval(&db.source, &db.ann, "older", 1);
        let mut director = approval(&db.source, &db.ann, "director", 1);
        director.role = Role::Director;
        let mut waiting = approval(&db.source, &db.ann, "waiting", 2);
        waiting.state = ApprovalState::Waiting;
        let foreign = approval(&db.source, &db.bo, "foreign", 1);
        for step in [&own, &newer, &older, &director, &waiting, &foreign] {
            tx.insert_approval(step).await.unwrap();
        }
        let open = tx.open_approvals(&db.home, &[Role::Leader, Role::Editor], &cay.id).await.unwrap();
        assert_eq!(open, vec![older, newer]);
        assert!(tx.open_approvals(&db.home, &[], &cay.id).await.unwrap().is_empty());
    }

    async fn a_step_is_decided_once(db: TestDb) {
        let tx = db.writing().await;
        let mut step = approval(&db.source, &db.ann, "post", 1);
        tx.insert_approval(&step).await.unwrap();
        let mut stale = step.clone();
        step.state = ApprovalState::Approved;
        step.decided_by = Some(db.bo.id.clone());
        step.decided_at = Some(T0.plus(3));
        step.note = "Good".to_owned();
        tx.update_approval(&mut step).await.unwrap();
        assert_eq!(tx.approval(&db.home, &step.id).await.unwrap(), step);
        assert!(matches!(tx.update_approval(&mut stale).await, Err(StoreError::Conflict("approval"))));
    }
}
