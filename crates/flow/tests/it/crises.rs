use crate::bench::{Db, key};
use crate::on_both;
use crate::town::Town;
use flow::crises::{declare, end, rule};
use flow::publishing::{retry, schedule, send_held};
use flow::{inbox, posts};
use model::Millis;
use model::item::ItemState;
use model::post::PostState;
use model::publication::PublicationState as S;

on_both!(
    a_crisis_holds_what_is_due_and_nothing_held_goes_by_itself,
    the_guideline_says_what_a_crisis_does,
    answers_wait_too,
    a_crisis_in_the_last_moment_still_holds,
);

async fn a_crisis_holds_what_is_due_and_nothing_held_goes_by_itself(db: Db) {
    let town = Town::new(db).await;
    let editor = town.actor("editor");
    let lead = town.actor("crisis-lead");
    let post = town
        .scheduled("Vafler på torget", Some(town.now().plus(Millis::HOUR)))
        .await;
    assert_eq!(
        key(declare(&town.flow, &editor, "Ras i Hamnefjellet").await),
        "not-allowed"
    );
    assert_eq!(key(declare(&town.flow, &lead, "  ").await), "invalid");
    declare(&town.flow, &lead, "Ras i Hamnefjellet").await.unwrap();
    assert_eq!(key(declare(&town.flow, &lead, "Enda et").await), "crisis-open");
    let held = town.publication(&post).await;
    assert_eq!((held.state, held.problem.as_str()), (S::Held, "crisis-hold"));
    assert_eq!(town.journalled("publication.held").await, 1);

    let other = town.approved("Kaffe på torget").await;
    assert_eq!(
        key(schedule(&town.flow, &editor, &other, None).await),
        "crisis-hold"
    );
    assert_eq!(key(send_held(&town.flow, &editor, &held.id).await), "crisis-hold");
    assert_eq!(key(retry(&town.flow, &editor, &held.id).await), "crisis-hold");
    town.bench.clock.advance(2 * Millis::HOUR);
    town.work().await;
    assert_eq!(key(end(&town.flow, &editor).await), "not-allowed");
    end(&town.flow, &lead).await.unwrap();
    assert_eq!(key(end(&town.flow, &lead).await), "no-crisis");
    for _ in 0..5 {
        town.bench.clock.advance(Millis::HOUR);
        town.work().await;
    }
    assert_eq!(town.net.calls("publish"), 0, "nothing goes by itself");
    assert_eq!(town.publication(&post).await.state, S::Held);

    assert_eq!(
        key(retry(&town.flow, &editor, &held.id).await),
        "no-such-step",
        "it has not failed"
    );
    send_held(&town.flow, &editor, &held.id).await.unwrap();
    town.work().await;
    assert_eq!(town.publication(&post).await.state, S::Published);
    assert_eq!(town.net.put("Vafler").len(), 1);
    assert_eq!(town.post(&post).await.state, PostState::Done);
    town.verify().await;
}

async fn the_guideline_says_what_a_crisis_does(db: Db) {
    let town = Town::new(db).await;
    let rule = rule(&town.flow, &town.actor("crisis-lead")).unwrap();
    assert_eq!(
        (rule.clause.as_str(), rule.mode.as_str()),
        ("batsfjord/4.3-12", "all-via-group")
    );
    assert!(!rule.product_default && rule.says.contains("krisegruppen"));
    declare(&town.flow, &town.actor("director"), "Strømbrudd")
        .await
        .unwrap();
    let author = town.actor("author");
    let post = posts::create(&town.flow, &author).await.unwrap();
    let checked = posts::check(&town.flow, &author, &post, &town.draft("Julegrantenning"))
        .await
        .unwrap();
    assert!(
        checked.points.iter().any(|p| p.clause == "batsfjord/4.3-12"),
        "{checked:?}"
    );
    town.verify().await;
}

async fn answers_wait_too(db: Db) {
    let town = Town::new(db).await;
    let item = town.commented("c1", "Når åpner svømmehallen?").await;
    let other = town.commented("c2", "Er det plass til flere?").await;
    let editor = town.actor("editor");
    let answer = inbox::answer(&town.flow, &editor, &item, "Klokka ti.")
        .await
        .unwrap();
    assert_eq!(town.item("c1").await.state, ItemState::Answered);
    declare(&town.flow, &town.actor("crisis-lead"), "Flom")
        .await
        .unwrap();
    town.work().await;
    assert!(town.net.put("Klokka ti.").is_empty());
    let waiting = town.item("c1").await;
    assert_eq!(
        (waiting.state, waiting.claimed_by),
        (ItemState::Claimed, Some(editor.person.id.clone())),
        "it is open again"
    );
    assert_eq!(
        key(inbox::answer(&town.flow, &editor, &other, "Ja.").await),
        "crisis-hold"
    );
    assert_eq!(town.item("c2").await.state, ItemState::New);
    assert_eq!(
        key(inbox::send_again(&town.flow, &editor, &answer).await),
        "crisis-hold"
    );
    end(&town.flow, &town.actor("crisis-lead")).await.unwrap();
    town.bench.clock.advance(Millis::HOUR);
    town.work().await;
    assert!(town.net.put("Klokka ti.").is_empty(), "not by itself");
    inbox::send_again(&town.flow, &editor, &answer).await.unwrap();
    town.work().await;
    assert_eq!(town.net.put("Klokka ti.").len(), 1);
    assert_eq!(town.item("c1").await.state, ItemState::Answered);
    town.verify().await;
}

/// Declared after the job was taken and before the call.
async fn a_crisis_in_the_last_moment_still_holds(db: Db) {
    let town = Town::new(db).await;
    let post = town.scheduled("Loppemarked", None).await;
    for steps in 1.. {
        // The process dies on its way to the call, a crisis is declared, another process takes over.
        town.life.ends_after(steps);
        let _ = flow::jobs::run_due(&town.flow, "killed").await;
        town.life.again();
        if town.publication(&post).await.state == S::Prepared {
            break;
        }
        town.bench.clock.advance(crate::town::LEASE);
    }
    declare(&town.bench.flow, &town.actor("crisis-lead"), "Snøskred")
        .await
        .unwrap();
    town.bench.clock.advance(crate::town::LEASE);
    town.work().await;
    assert_eq!(town.publication(&post).await.state, S::Held);
    assert_eq!(town.net.calls("publish"), 0);
    town.verify().await;
}
