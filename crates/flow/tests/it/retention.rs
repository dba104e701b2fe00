//! How long records are kept, what holds them back, and how they go.

use crate::bench::{Bench, Db};
use crate::on_both;
use flow::retention::{NewHold, hold};
use model::Id as _;
use model::retention::{Cause, HoldScope};

on_both!(a_request_holds_until_it_ends_and_hands_cannot_lift_it);

async fn a_request_holds_until_it_ends_and_hands_cannot_lift_it(db: Db) {
    let bench = Bench::new(db).await;
    let (flow, id) = (&bench.flow, &bench.municipality.id);
    let channel = bench.practice().await;
    let read = flow.store().read().await.unwrap();
    let record = read
        .record_of(id, model::archive::RecordKind::Channel, channel.as_str())
        .await
        .unwrap()
        .unwrap();
    drop(read);
    let cause = Cause::AccessRequest("01ARZ3NDEKTSV4RRFFQ69G5FAV".to_owned());
    let place = async || {
        let tx = flow.store().begin().await.unwrap();
        let scope = HoldScope::record(&record.id);
        let placed = hold::place(flow, &*tx, id, scope, cause.clone(), "Innsyn", None, None)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        placed
    };
    let first = place().await;
    assert_eq!(first, place().await, "one request holds a record once");
    let archivist = bench.actor("archivist");
    let refused = hold::unhold(flow, &archivist, &first, "Ferdig")
        .await
        .unwrap_err();
    assert_eq!(refused.key(), "hold-of-request");
    let tx = flow.store().begin().await.unwrap();
    assert_eq!(
        hold::release(flow, &*tx, id, &cause, "Klagefristen er ute", None)
            .await
            .unwrap(),
        1
    );
    assert_eq!(
        hold::release(flow, &*tx, id, &cause, "Klagefristen er ute", None)
            .await
            .unwrap(),
        0
    );
    tx.commit().await.unwrap();
    let journal = bench.journal().await;
    assert_eq!(journal[journal.len() - 2..], ["hold.placed", "hold.released"]);

    let new = NewHold {
        reason: "Tilsyn".into(),
        channel: Some(channel),
        ..NewHold::default()
    };
    assert_eq!(
        hold::hold(flow, &bench.actor("editor"), new.clone())
            .await
            .unwrap_err()
            .key(),
        "not-allowed"
    );
    let without = NewHold {
        reason: " ".into(),
        ..new.clone()
    };
    assert_eq!(
        hold::hold(flow, &archivist, without).await.unwrap_err().key(),
        "invalid"
    );
    let by_hand = hold::hold(flow, &archivist, new).await.unwrap();
    hold::unhold(flow, &archivist, &by_hand, "Tilsynet er over")
        .await
        .unwrap();
    assert_eq!(
        hold::unhold(flow, &archivist, &by_hand, "Igjen")
            .await
            .unwrap_err()
            .key(),
        "conflict"
    );
    assert!(flow::archive::verify(flow).await.unwrap()[0].problems.is_empty());
}
