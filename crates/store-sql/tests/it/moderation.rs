//! Decisions on what others wrote.

use crate::both::T0;
use crate::rows;
use model::item::Item;
use model::moderation::{Moderation, ModerationAct, ModerationState};
use model::person::Person;
use model::{Millis, Source};
use store::StoreError;

fn moderation(source: &Source, item: &Item, by: &Person, at: Millis) -> Moderation {
    Moderation {
        id: source.id(),
        municipality: item.municipality.clone(),
        item: item.id.clone(),
        act: ModerationAct::Hide,
        ground: "5.3 b".to_owned(),
        reason: "Threats".to_owned(),
        evidence: source.id(),
        state: ModerationState::Decided,
        means: "thread-gate".to_owned(),
        problem: String::new(),
        decided_by: by.id.clone(),
        decided_at: at,
        confirmed_at: None,
        version: 1,
    }
}

both! {
    async fn decisions_are_listed_by_item_and_by_page(db: TestDb) {
        let tx = db.writing().await;
        let item = rows::item(&db.source, &db.channel, "r1");
        let away = rows::item(&db.source, &db.away_channel, "r1");
        tx.receive_items(std::slice::from_ref(&item)).await.unwrap();
        tx.receive_items(std::slice::from_ref(&away)).await.unwrap();
        let mut all: Vec<Moderation> =
            (0..5).map(|n| moderation(&db.source, &item, &db.ann, T0.plus(n / 2))).collect();
        all[4].state = ModerationState::Failed;
        for decision in &all {
            tx.insert_moderation(decision).await.unwrap();
        }
        tx.insert_moderation(&moderation(&db.source, &away, &db.bo, T0)).await.unwrap();
        all.sort_by(|a, b| (a.decided_at, &a.id).cmp(&(b.decided_at, &b.id)));
        assert_eq!(tx.moderations_of(&db.home, &item.id).await.unwrap(), all);
        assert!(tx.moderations_of(&db.away, &item.id).await.unwrap().is_empty());
        let mut listed = Vec::new();
        let mut after = None;
        loop {
            let page = tx.moderations(&db.home, &[], after.as_ref(), 2).await.unwrap();
            listed.extend(page.items);
            assert!(listed.len() <= all.len(), "a row came twice");
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        all.reverse();
        assert_eq!(listed, all);
        let failed = tx.moderations(&db.home, &[ModerationState::Failed], None, 10).await.unwrap();
        assert_eq!(failed.items.len(), 1);
        assert_eq!(failed.next, None);
    }

    async fn an_outcome_is_written_once(db: TestDb) {
        let tx = db.writing().await;
        let item = rows::item(&db.source, &db.channel, "r1");
        tx.receive_items(std::slice::from_ref(&item)).await.unwrap();
        let mut decision = moderation(&db.source, &item, &db.ann, T0);
        tx.insert_moderation(&decision).await.unwrap();
        let mut stale = decision.clone();
        decision.state = ModerationState::Confirmed;
        decision.confirmed_at = Some(T0.plus(9));
        decision.means = "mute".to_owned();
        tx.update_moderation(&mut decision).await.unwrap();
        assert_eq!(tx.moderation(&db.home, &decision.id).await.unwrap(), decision);
        assert!(matches!(tx.update_moderation(&mut stale).await, Err(StoreError::Conflict("moderation"))));
        assert!(matches!(tx.moderation(&db.away, &decision.id).await, Err(StoreError::NotFound("moderation"))));
    }
}
