use crate::bench::{Db, key};
use crate::on_both;
use crate::town::{LEASE, LINK, Town};
use flow::{Error, inbox, moderation, posts, publishing};
use model::Millis;
use model::item::Visibility;
use model::post::PostState;
use model::publication::PublicationState as S;
use std::sync::Arc;
use store::StoreError;
use store_sql::testing::limit_size;

on_both!(
    a_clock_that_went_back_stops_writing_and_nothing_else,
    a_wrong_key_changes_nothing,
    a_database_that_is_away_is_named
);

async fn a_clock_that_went_back_stops_writing_and_nothing_else(db: Db) {
    let town = Town::new(db).await;
    let (author, editor, moderator) = (
        town.actor("author"),
        town.actor("editor"),
        town.actor("moderator"),
    );
    let item = town.commented("c1", "Jeg vet hvor du bor").await;
    let ground = moderation::grounds(&town.flow, &moderator)
        .await
        .unwrap()
        .remove(3)
        .id;
    let due = town.now().plus(Millis::MINUTE);
    let post = town.scheduled("Sendes i tide", Some(due)).await;
    let approved = town.approved("Godkjent").await;
    let draft = posts::create(&town.flow, &author).await.unwrap();
    let right = town.now();
    let before = town.bench.journal().await;

    town.bench.clock.set(right.plus(-Millis::DAY));
    let refused = posts::submit(&town.flow, &author, &draft, town.draft("Tekst"))
        .await
        .unwrap_err();
    assert_eq!(refused.key(), "clock-went-back");
    assert_eq!(
        refused.params(),
        [
            ("newest", right.rfc3339()),
            ("now", right.plus(-Millis::DAY).rfc3339())
        ]
    );
    assert_eq!(
        key(publishing::schedule(&town.flow, &editor, &approved, None).await),
        "clock-went-back"
    );
    assert_eq!(
        key(inbox::answer(&town.flow, &editor, &item, "Hei").await),
        "clock-went-back"
    );
    assert_eq!(
        key(moderation::hide(
            &town.flow,
            &moderator,
            &item,
            &ground,
            "Kommentaren truer en ansatt."
        )
        .await),
        "clock-went-back"
    );
    assert_eq!(town.bench.journal().await, before);
    assert_eq!(town.post(&draft).await.state, PostState::Draft);
    assert_eq!(town.post(&approved).await.state, PostState::Approved);
    assert_eq!(town.item("c1").await.visibility, Visibility::Visible);
    assert!(
        posts::check(&town.flow, &author, &draft, &town.draft("Tekst"))
            .await
            .is_ok(),
        "reading goes on"
    );

    // A time server's small correction is none of that.
    town.bench.clock.set(right.plus(-30 * Millis::SECOND));
    posts::submit(&town.flow, &author, &draft, town.draft("Tekst"))
        .await
        .unwrap();
    town.bench.clock.set(due);
    town.work().await;
    assert_eq!(town.publication(&post).await.state, S::Published);
    town.verify().await;
}

async fn a_wrong_key_changes_nothing(db: Db) {
    let town = Town::new(db).await;
    let item = town.commented("c1", "Jeg vet hvor du bor").await;
    let post = town.submitted("Skrevet med den rette nøkkelen").await;
    let before = town.bench.journal().await;
    let wrong = town.with_key([6; 32]);
    let (editor, moderator) = (town.actor("editor"), town.actor("moderator"));
    let ground = moderation::grounds(&wrong, &moderator)
        .await
        .unwrap()
        .remove(3)
        .id;
    assert_eq!(
        key(posts::withdraw(&wrong, &town.actor("author"), &post).await),
        "wrong-key"
    );
    assert_eq!(
        key(inbox::answer(&wrong, &editor, &item, "Hei").await),
        "wrong-key"
    );
    assert_eq!(key(inbox::claim(&wrong, &editor, &item).await), "wrong-key");
    assert_eq!(
        key(moderation::hide(&wrong, &moderator, &item, &ground, "Kommentaren truer en ansatt.").await),
        "wrong-key"
    );
    assert_eq!(key(flow::archive::verify(&wrong).await), "wrong-key");
    let publication = town.approved("Også den").await;
    publishing::schedule(&town.flow, &editor, &publication, None)
        .await
        .unwrap();
    flow::jobs::run_due(&wrong, "wrong").await.unwrap();
    assert_eq!(
        town.publication(&publication).await.state,
        S::Sending,
        "the network has it, and it cannot be written down"
    );
    assert_eq!(town.post(&post).await.state, PostState::Submitted);
    assert_eq!(town.item("c1").await.claimed_by, None);
    assert_eq!(
        town.journalled("post.withdrawn").await,
        before.iter().filter(|k| *k == "post.withdrawn").count()
    );
    // With the right key again all goes on, and nothing is sent twice.
    town.bench.clock.advance(LEASE);
    town.work().await;
    assert_eq!(town.publication(&publication).await.state, S::Published);
    assert_eq!(town.net.put("Også den").len(), 1);
    town.verify().await;
}

async fn a_database_that_is_away_is_named(db: Db) {
    let town = Town::new(db).await;
    let author = town.actor("author");
    let draft = posts::create(&town.flow, &author).await.unwrap();
    town.life.ends_after(0);
    assert_eq!(
        key(posts::submit(&town.flow, &author, &draft, town.draft("Tekst")).await),
        "storage-unavailable"
    );
    assert_eq!(
        key(posts::check(&town.flow, &author, &draft, &town.draft("Tekst")).await),
        "storage-unavailable"
    );
    assert!(town.life.again());
    assert_eq!(town.post(&draft).await.state, PostState::Draft);
    posts::submit(&town.flow, &author, &draft, town.draft("Tekst"))
        .await
        .unwrap();
    assert_eq!(Error::from(StoreError::Busy).key(), "storage-busy");
    town.verify().await;
}

/// Only SQLite can be told how large it may grow.
#[tokio::test]
async fn a_full_disk_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Arc::new(store_sql::testing::sqlite(folder.path()).await.unwrap());
    let town = Town::new(Db::new(disk.clone(), folder)).await;
    let author = town.actor("author");
    let item = town.commented("c1", "Når åpner dere?").await;
    let scheduled = town.scheduled("Sendes når det er plass", None).await;
    let draft = posts::create(&town.flow, &author).await.unwrap();
    posts::save(
        &town.flow,
        &author,
        &draft,
        town.draft("Lagret før disken ble full"),
    )
    .await
    .unwrap();
    let before = (town.post(&draft).await, town.item("c1").await);
    // The limit holds for one connection, and a full disk costs the connection.
    let full = || async { limit_size(&disk, Some(1)).await.unwrap() };

    let link = format!("{LINK}/{}", "x".repeat(12_000));
    let long = posts::Draft {
        text: "Lang tekst. ".repeat(1_500),
        link,
        version: 2,
        ..town.draft("")
    };
    full().await;
    assert_eq!(
        key(posts::save(&town.flow, &author, &draft, long.clone()).await),
        "disk-full"
    );
    assert_eq!(town.post(&draft).await, before.0);
    // Small things find room for a while in pages that are there.
    let editor = town.actor("editor");
    let refused = loop {
        full().await;
        let taken = match town.item("c1").await.claimed_by {
            None => inbox::claim(&town.flow, &editor, &item).await,
            Some(_) => inbox::release(&town.flow, &editor, &item).await,
        };
        match taken {
            Ok(()) => {}
            Err(error) => break error,
        }
    };
    assert_eq!(refused.key(), "disk-full");
    assert_eq!(town.item("c1").await.text, before.1.text);
    for _ in 0..10 {
        full().await;
        town.work().await;
    }

    limit_size(&disk, None).await.unwrap();
    town.bench.clock.advance(LEASE);
    for _ in 0..5 {
        town.bench.clock.advance(LEASE);
        town.work().await;
    }
    assert_eq!(town.publication(&scheduled).await.state, S::Published);
    assert_eq!(town.net.put("Sendes når").len(), 1);
    posts::save(&town.flow, &author, &draft, long).await.unwrap();
    town.verify().await;
}
