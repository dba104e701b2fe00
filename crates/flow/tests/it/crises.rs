use crate::bench::{Bench, Db, faults, key};
use crate::on_both;
use crate::town::Town;
use flow::crises::{decide, decision, declare, end, questions, rule};
use flow::publishing::{cancel, retry, schedule, send_held};
use flow::rules::Said;
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
    the_crisis_group_speaks_while_it_lasts,
    what_is_cancelled_says_nothing_of_the_crisis,
    a_guideline_on_the_topic_holds_only_the_topic,
    where_it_is_decided_each_time_everything_waits_for_that,
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
    assert_eq!(
        key(send_held(&town.flow, &editor, &held.id).await),
        "crisis-release",
        "the guideline names who releases"
    );
    send_held(&town.flow, &lead, &held.id).await.unwrap();
    assert_eq!(
        town.publication(&post).await.problem,
        "",
        "it no longer says that it is held"
    );
    town.work().await;
    assert_eq!(town.publication(&post).await.state, S::Published);
    assert_eq!(town.net.put("Vafler").len(), 1);
    assert_eq!(town.post(&post).await.state, PostState::Done);
    town.verify().await;
}

async fn the_guideline_says_what_a_crisis_does(db: Db) {
    let town = Town::new(db).await;
    let rule = rule(&town.flow, &town.actor("crisis-lead")).await.unwrap();
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
    let mut steps = 0;
    let post = loop {
        // The process dies on its way to the call, a crisis is declared, another process takes over. One that died too early
        // is followed by another, which publishes; the next goes a step further with a post of its own.
        steps += 1;
        let post = town.scheduled(&format!("Loppemarked {steps}"), None).await;
        town.life.ends_after(steps);
        let _ = flow::jobs::run_due(&town.flow, "killed").await;
        let died = town.life.again();
        town.bench.clock.advance(crate::town::LEASE);
        if town.publication(&post).await.state == S::Prepared {
            break post;
        }
        assert!(died, "it went all the way in {steps} steps");
        town.work().await;
        assert_eq!(town.publication(&post).await.state, S::Published);
    };
    let before = town.net.calls("publish");
    declare(&town.bench.flow, &town.actor("crisis-lead"), "Snøskred")
        .await
        .unwrap();
    town.work().await;
    assert_eq!(town.publication(&post).await.state, S::Held);
    assert_eq!(town.net.calls("publish"), before);
    town.verify().await;
}

async fn the_crisis_group_speaks_while_it_lasts(db: Db) {
    let town = Town::new(db).await;
    let item = town.commented("c1", "Er veien åpen?").await;
    let lead = town.actor("crisis-lead");
    let later = town.now().plus(Millis::HOUR);
    let planned = town.scheduled("Vafler på torget", Some(later)).await;
    declare(&town.flow, &lead, "Ras i Hamnefjellet").await.unwrap();
    let news = town.approved("Veien er stengt til klokka tolv").await;
    schedule(&town.flow, &lead, &news, None).await.unwrap();
    inbox::answer(&town.flow, &lead, &item, "Nei, den er stengt.")
        .await
        .unwrap();
    let held = town.publication(&planned).await;
    send_held(&town.flow, &lead, &held.id).await.unwrap();
    town.work().await;
    for text in ["Veien er stengt", "Nei, den er stengt.", "Vafler"] {
        assert_eq!(town.net.put(text).len(), 1, "{text}");
    }
    // The mayor is the other way out, and does not wait for the group; the director is in neither.
    let word = town.approved("Skolen holder åpent").await;
    assert_eq!(
        key(schedule(&town.flow, &town.actor("director"), &word, None).await),
        "crisis-hold"
    );
    schedule(&town.flow, &town.actor("mayor"), &word, None)
        .await
        .unwrap();
    town.work().await;
    assert_eq!(town.net.put("Skolen holder åpent").len(), 1);
    // Released in that crisis, not in the next one.
    let other = town.approved("Kaffe på torget").await;
    schedule(&town.flow, &lead, &other, Some(town.now().plus(Millis::HOUR)))
        .await
        .unwrap();
    end(&town.flow, &lead).await.unwrap();
    declare(&town.flow, &lead, "Enda et ras").await.unwrap();
    assert_eq!(town.publication(&other).await.state, S::Held);
    town.verify().await;
}

async fn what_is_cancelled_says_nothing_of_the_crisis(db: Db) {
    let town = Town::new(db).await;
    let post = town
        .scheduled("Vafler", Some(town.now().plus(Millis::HOUR)))
        .await;
    declare(&town.flow, &town.actor("crisis-lead"), "Ras")
        .await
        .unwrap();
    let held = town.publication(&post).await;
    cancel(&town.flow, &town.actor("editor"), &held.id).await.unwrap();
    let cancelled = town.publication(&post).await;
    assert_eq!((cancelled.state, cancelled.problem.as_str()), (S::Cancelled, ""));
}

/// Hustadvika: whoever speaks about the crisis itself waits for the crisis group; everything else goes on.
async fn a_guideline_on_the_topic_holds_only_the_topic(db: Db) {
    let town = Town::guided(db, "hustadvika").await;
    let item = town.commented("c1", "Når åpner svømmehallen?").await;
    let editor = town.actor("editor");
    let later = Some(town.now().plus(Millis::HOUR));
    let other = town.scheduled("Vafler på torget", later).await;
    declare(&town.flow, &town.actor("crisis-lead"), "Flom")
        .await
        .unwrap();
    assert_eq!(
        town.publication(&other).await.state,
        S::Scheduled,
        "it is about something else"
    );
    inbox::answer(&town.flow, &editor, &item, "Klokka ti.")
        .await
        .unwrap();
    // Who says that it is about the crisis is believed.
    let mut draft = town.draft("Torget er stengt i kveld");
    for (name, word) in [
        ("post.topic_crisis", "yes"),
        ("post.answers.crisis_instruction", "instructed"),
        (
            "post.answers.crisis_instruction_reason",
            "Kriseledelsen ba om det klokka ni.",
        ),
    ] {
        draft.answers.insert(name.into(), word.into());
    }
    let author = town.actor("author");
    let post = posts::create(&town.flow, &author).await.unwrap();
    posts::submit(&town.flow, &author, &post, draft).await.unwrap();
    town.approve(&editor, &post).await.unwrap();
    assert_eq!(
        key(schedule(&town.flow, &editor, &post, None).await),
        "crisis-hold"
    );
    schedule(&town.flow, &town.actor("crisis-lead"), &post, None)
        .await
        .unwrap();
    town.bench.clock.advance(2 * Millis::HOUR);
    town.work().await;
    for text in ["Torget er stengt", "Klokka ti.", "Vafler"] {
        assert_eq!(town.net.put(text).len(), 1, "{text}");
    }
    town.verify().await;
}

/// Kåfjord: for each crisis it is decided whether everything goes through the group.
const EACH_TIME: &str = r#"
[[clause]]
id = "crisis"
section = "1"
title = { nb = "Krise", nn = "Krise", sv = "Kris", en = "Crisis" }
says = { nb = "Det bestemmes hver gang.", en = "It is decided each time." }
modality = "should"
binds = { roles = ["municipal-director"], capacity = "official" }
applies_to = ["post.submit", "post.publish", "crisis.declare"]
status = "automated"
explain.why = { nb = "Krise.", nn = "Krise.", sv = "Kris.", en = "Crisis." }
explain.fix = { nb = "Vent.", nn = "Vent.", sv = "Vänta.", en = "Wait." }
effect = { kind = "mode", holds = "decide", declare = ["director"], release = ["director"] }
"#;

async fn where_it_is_decided_each_time_everything_waits_for_that(db: Db) {
    let town = Town::of(Bench::under(db, EACH_TIME).await).await;
    let (editor, director) = (town.actor("editor"), town.actor("director"));
    let later = Some(town.now().plus(Millis::HOUR));
    let post = town.scheduled("Vafler på torget", later).await;
    let asked = questions(&town.flow, &director, &Said::default())
        .await
        .unwrap()
        .0;
    assert_eq!(
        (asked[0].name.as_str(), asked[0].choices.len()),
        ("crisis.holds", 3)
    );
    declare(&town.flow, &director, "Flom").await.unwrap();
    assert_eq!(
        town.publication(&post).await.state,
        S::Held,
        "nothing is decided yet"
    );
    assert_eq!(decision(&town.flow, &director).await.unwrap().unwrap().answer, "");
    let bad = decide(&town.flow, &director, "some").await;
    assert_eq!(
        faults(bad),
        [("answer.crisis.holds".to_owned(), "answer-required")]
    );
    assert_eq!(key(decide(&town.flow, &editor, "topic").await), "not-allowed");
    let other = town.approved("Kaffe på torget").await;
    assert_eq!(
        key(schedule(&town.flow, &editor, &other, None).await),
        "crisis-hold"
    );
    decide(&town.flow, &director, "topic").await.unwrap();
    assert_eq!(
        decision(&town.flow, &director).await.unwrap().unwrap().answer,
        "topic"
    );
    schedule(&town.flow, &editor, &other, later).await.unwrap();
    assert_eq!(
        town.publication(&post).await.state,
        S::Held,
        "nothing held goes by itself"
    );
    // Decided anew, stricter: what waits is held.
    decide(&town.flow, &director, "everything").await.unwrap();
    assert_eq!(town.publication(&other).await.state, S::Held);
    end(&town.flow, &director).await.unwrap();
    let declared = Said {
        text: "Ras".into(),
        answers: [("crisis.holds".to_owned(), "nothing".to_owned())].into(),
    };
    declare(&town.flow, &director, declared).await.unwrap();
    let third = town.approved("Bok på torget").await;
    schedule(&town.flow, &editor, &third, None).await.unwrap();
    town.work().await;
    assert_eq!(town.net.put("Bok på torget").len(), 1);
    town.verify().await;
}
