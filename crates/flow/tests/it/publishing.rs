use crate::bench::{Db, key};
use crate::net::Fault;
use crate::on_both;
use crate::town::{LEASE, Town};
use flow::posts;
use flow::publishing::{cancel, retry, schedule, send_held};
use model::post::PostState;
use model::publication::{Publication, PublicationState as S};
use model::{Id as _, Millis, PostId};

on_both!(
    nothing_is_sent_before_its_time,
    only_what_is_approved_is_scheduled,
    each_fault_ends_with_exactly_one_post,
    a_kill_at_any_step_never_sends_twice_and_never_forgets,
    a_refusal_leaves_everything_for_a_person,
    an_expired_token_is_mended_by_connecting_anew,
    a_post_that_may_be_out_is_looked_for_before_it_is_tried_again,
    what_is_far_too_late_waits_for_a_person,
    a_network_that_stays_away_is_tried_until_it_is_too_late,
    what_is_taken_back_is_not_sent,
    a_slow_network_stops_nobody_else,
    the_guideline_is_asked_again_when_it_is_sent,
);

/// Works and waits until the publication is out or waits for a person.
async fn settled(town: &Town, post: &PostId) -> Publication {
    for _ in 0..40 {
        town.work().await;
        let publication = town.publication(post).await;
        if !matches!(
            publication.state,
            S::Scheduled | S::Prepared | S::Sending | S::Unknown
        ) {
            return publication;
        }
        town.bench.clock.advance(LEASE);
    }
    panic!("never settled: {:?}", town.publication(post).await);
}

async fn nothing_is_sent_before_its_time(db: Db) {
    let town = Town::new(db).await;
    let at = town.now().plus(2 * Millis::HOUR);
    let post = town.scheduled("Åpent møte om skolen", Some(at)).await;
    town.bench.clock.set(at.plus(-1));
    // A job that runs too early, as one does that somebody starts by hand.
    let early = store::NewJob {
        id: town.flow.source().id(),
        municipality: town.bench.municipality.id.clone(),
        kind: "publish".into(),
        subject: town.publication(&post).await.id.to_string(),
        run_at: town.now(),
        created_at: town.now(),
    };
    let tx = town.bench.db.store.begin().await.unwrap();
    tx.enqueue(&early).await.unwrap();
    tx.commit().await.unwrap();
    town.work().await;
    assert_eq!(town.net.calls("publish"), 0);
    assert_eq!(town.publication(&post).await.state, S::Scheduled);
    town.bench.clock.set(at);
    town.work().await;
    let publication = town.publication(&post).await;
    assert_eq!(
        (publication.state, publication.published_at),
        (S::Published, Some(at))
    );
    assert!(publication.url.starts_with("https://network.example/") && !publication.remote_cid.is_empty());
    assert_eq!(town.net.put("Åpent møte").len(), 1);
    assert_eq!(
        town.net.put("Åpent møte")[0].text,
        format!("Åpent møte om skolen\n\n{}", crate::town::LINK)
    );
    assert_eq!(town.post(&post).await.state, PostState::Done);
    town.verify().await;
}

async fn only_what_is_approved_is_scheduled(db: Db) {
    let town = Town::new(db).await;
    let editor = town.actor("editor");
    let post = town.submitted("Ikke godkjent ennå").await;
    assert_eq!(
        key(schedule(&town.flow, &editor, &post, None).await),
        "not-approved"
    );
    assert_eq!(
        key(schedule(&town.flow, &town.actor("author"), &post, None).await),
        "not-allowed"
    );
    town.approve(&editor, &post).await.unwrap();
    let at = |ms: i64| Some(town.now().plus(ms));
    assert_eq!(
        key(schedule(&town.flow, &editor, &post, at(-3 * Millis::MINUTE)).await),
        "time-passed"
    );
    assert_eq!(
        key(schedule(&town.flow, &editor, &post, at(1000 * Millis::DAY)).await),
        "schedule-too-far"
    );
    assert_eq!(town.post(&post).await.state, PostState::Approved);
    schedule(&town.flow, &editor, &post, at(-Millis::MINUTE))
        .await
        .unwrap();
    assert_eq!(
        key(schedule(&town.flow, &editor, &post, None).await),
        "not-approved",
        "once is enough"
    );
    town.work().await;
    assert_eq!(town.net.put("Ikke godkjent").len(), 1);
    town.verify().await;
}

/// What may go wrong on the way, in what order, and whether the network is asked what it has.
fn stories() -> Vec<Vec<(&'static str, Fault)>> {
    use Fault::{Down, LostAfter, LostBefore, RateLimited};
    vec![
        vec![],
        vec![("publish", Down)],
        vec![("publish", RateLimited)],
        vec![("publish", LostBefore)],
        vec![("publish", LostAfter)],
        vec![("publish", LostAfter), ("find", Down)],
        vec![
            ("publish", LostBefore),
            ("find", RateLimited),
            ("publish", LostAfter),
        ],
    ]
}

async fn each_fault_ends_with_exactly_one_post(db: Db) {
    let town = Town::new(db).await;
    for (n, story) in stories().into_iter().enumerate() {
        for (call, fault) in &story {
            town.net.meets(call, std::slice::from_ref(fault));
        }
        let text = format!("Historie {n}.");
        let before = town.net.calls("find");
        let post = town.scheduled(&text, None).await;
        let publication = settled(&town, &post).await;
        assert_eq!(
            publication.state,
            S::Published,
            "{story:?}: {}",
            publication.problem
        );
        assert_eq!(town.net.put(&text).len(), 1, "{story:?}");
        let asked = town.net.calls("find") > before;
        let lost = story
            .iter()
            .any(|(_, f)| matches!(f, Fault::LostBefore | Fault::LostAfter));
        assert_eq!(
            asked, lost,
            "{story:?}: the network is asked after a lost answer, and only then"
        );
        assert!(publication.problem.is_empty());
        assert_eq!(town.post(&post).await.state, PostState::Done);
        town.net.mend();
    }
    town.verify().await;
}

async fn a_kill_at_any_step_never_sends_twice_and_never_forgets(db: Db) {
    let town = Town::new(db).await;
    // A limit of the rate is like a refused connection to a process that dies.
    let limited = |story: &Vec<(&str, Fault)>| story.iter().any(|(_, f)| matches!(f, Fault::RateLimited));
    for (n, story) in stories().into_iter().filter(|s| !limited(s)).enumerate() {
        for steps in 1.. {
            let text = format!("Fortelling {n}-{steps}.");
            let post = town.scheduled(&text, None).await;
            for (call, fault) in &story {
                town.net.meets(call, std::slice::from_ref(fault));
            }
            town.life.ends_after(steps);
            let _ = flow::jobs::run_due(&town.flow, "killed").await;
            let killed = town.life.again();
            town.bench.clock.advance(LEASE);
            let publication = settled(&town, &post).await;
            assert_eq!(
                publication.state,
                S::Published,
                "{story:?} killed after {steps}: {}",
                publication.problem
            );
            assert_eq!(town.net.put(&text).len(), 1, "{story:?} killed after {steps}");
            let kinds = town.bench.journal().await;
            assert_eq!(kinds.last().unwrap(), "post.published");
            assert_eq!(
                kinds.iter().filter(|k| *k == "post.published").count(),
                kinds.iter().filter(|k| *k == "post.scheduled").count()
            );
            town.net.mend();
            if !killed {
                assert!(steps > 8, "there were steps to be killed at");
                break;
            }
        }
    }
    town.verify().await;
}

async fn a_refusal_leaves_everything_for_a_person(db: Db) {
    let town = Town::new(db).await;
    town.net.meets("publish", &[Fault::Refused]);
    let post = town.scheduled("Ingen vil ha meg", None).await;
    let publication = settled(&town, &post).await;
    assert_eq!(
        (publication.state, publication.problem.as_str()),
        (S::Failed, "network-refused")
    );
    assert_eq!(
        town.post(&post).await.state,
        PostState::Scheduled,
        "it still waits"
    );
    assert_eq!(
        town.bench.channel(&town.channel).await.health,
        "",
        "the channel is well"
    );
    assert_eq!(town.journalled("publication.failed").await, 1);
    assert_eq!(
        key(send_held(&town.flow, &town.actor("editor"), &publication.id).await),
        "no-such-step"
    );
    cancel(&town.flow, &town.actor("editor"), &publication.id)
        .await
        .unwrap();
    assert_eq!(town.post(&post).await.state, PostState::Done);
    assert_eq!(
        key(retry(&town.flow, &town.actor("editor"), &publication.id).await),
        "no-such-step"
    );
    town.verify().await;
}

async fn an_expired_token_is_mended_by_connecting_anew(db: Db) {
    let town = Town::new(db).await;
    town.net.meets("publish", &[Fault::Expired]);
    let post = town.scheduled("Vannet er rent igjen", None).await;
    let publication = settled(&town, &post).await;
    assert_eq!(
        (publication.state, publication.problem.as_str()),
        (S::Failed, "network-token-expired")
    );
    assert_eq!(
        town.bench.channel(&town.channel).await.health,
        "network-token-expired"
    );
    let kept = town.post(&post).await;
    assert_eq!(
        (kept.state, kept.text.as_str()),
        (PostState::Scheduled, "Vannet er rent igjen")
    );
    assert!(town.net.put("Vannet").is_empty());

    let form = town.bench.connect_form(&town.channel).await;
    flow::channels::connect(&town.flow, &town.actor("administrator"), &town.channel, form)
        .await
        .unwrap();
    assert_eq!(town.bench.channel(&town.channel).await.health, "");
    assert_eq!(
        key(retry(&town.flow, &town.actor("author"), &publication.id).await),
        "not-allowed"
    );
    retry(&town.flow, &town.actor("editor"), &publication.id)
        .await
        .unwrap();
    let publication = settled(&town, &post).await;
    assert_eq!(
        (publication.state, publication.problem.as_str()),
        (S::Published, "")
    );
    assert_eq!(town.net.put("Vannet").len(), 1);
    assert_eq!(town.post(&post).await.state, PostState::Done);
    town.verify().await;
}

/// Some networks forget our keys, so trying again by the key alone is not enough.
async fn a_post_that_may_be_out_is_looked_for_before_it_is_tried_again(db: Db) {
    let town = Town::new(db).await;
    town.net.meets("publish", &[Fault::LostAfter]);
    town.net.meets("find", &[Fault::Expired]);
    let post = town.scheduled("Ferga er innstilt", None).await;
    let publication = settled(&town, &post).await;
    assert_eq!(
        (publication.state, publication.problem.as_str()),
        (S::Failed, "network-token-expired")
    );
    town.bench.clock.advance(Millis::DAY);
    retry(&town.flow, &town.actor("editor"), &publication.id)
        .await
        .unwrap();
    assert_eq!(settled(&town, &post).await.state, S::Published);
    assert_eq!(town.net.calls("publish"), 1, "it was found, not sent again");
    town.verify().await;
}

async fn what_is_far_too_late_waits_for_a_person(db: Db) {
    let town = Town::new(db).await;
    let late = town.flow.settings().late_limit_ms;
    let in_time = town.scheduled("Møtet begynner snart", None).await;
    let at = town.now();
    town.bench.clock.advance(late);
    assert_eq!(
        settled(&town, &in_time).await.state,
        S::Published,
        "late, but not too late"
    );

    let post = town.scheduled("Møtet begynner nå", Some(at.plus(late + 1))).await;
    town.bench.clock.advance(late + 2);
    let publication = settled(&town, &post).await;
    assert_eq!(
        (publication.state, publication.problem.as_str()),
        (S::Expired, "too-late")
    );
    assert!(town.net.put("Møtet begynner nå").is_empty());
    send_held(&town.flow, &town.actor("editor"), &publication.id)
        .await
        .unwrap();
    assert_eq!(settled(&town, &post).await.state, S::Published);
    town.verify().await;
}

async fn a_network_that_stays_away_is_tried_until_it_is_too_late(db: Db) {
    let town = Town::new(db).await;
    town.net.meets("publish", &vec![Fault::Down; 100]);
    let post = town.scheduled("Er det noen der?", None).await;
    let mut publication = town.publication(&post).await;
    for _ in 0..100 {
        town.work().await;
        publication = town.publication(&post).await;
        if publication.state == S::Expired {
            break;
        }
        assert_eq!(
            (publication.state, publication.problem.as_str()),
            (S::Prepared, "network-down")
        );
        town.bench.clock.advance(5 * Millis::MINUTE);
    }
    assert_eq!(
        (publication.state, publication.problem.as_str()),
        (S::Expired, "too-late")
    );
    assert!(
        town.net.calls("publish") > 12,
        "tried for hours: {}",
        town.net.calls("publish")
    );
    assert_eq!(
        town.read()
            .await
            .job_counts(&town.bench.municipality.id)
            .await
            .unwrap()
            .failed,
        0
    );
    town.verify().await;
}

async fn what_is_taken_back_is_not_sent(db: Db) {
    let town = Town::new(db).await;
    let at = Some(town.now().plus(Millis::HOUR));
    let author = town.actor("author");
    let withdrawn = town.scheduled("Trukket tilbake", at).await;
    posts::withdraw(&town.flow, &author, &withdrawn).await.unwrap();
    let reopened = town.scheduled("Åpnet igjen", at).await;
    posts::reopen(&town.flow, &author, &reopened).await.unwrap();
    assert_eq!(town.post(&reopened).await.state, PostState::Draft);
    assert_eq!(town.publication(&reopened).await.state, S::Cancelled);
    town.bench.clock.advance(2 * Millis::HOUR);
    town.work().await;
    assert_eq!(town.net.calls("publish"), 0);
    assert_eq!(town.post(&withdrawn).await.state, PostState::Withdrawn);

    let mut draft = town.draft("Åpnet igjen og rettet");
    draft.version = town.post(&reopened).await.version;
    posts::submit(&town.flow, &author, &reopened, draft)
        .await
        .unwrap();
    town.approve(&town.actor("editor"), &reopened).await.unwrap();
    schedule(&town.flow, &town.actor("editor"), &reopened, None)
        .await
        .unwrap();
    town.work().await;
    assert_eq!(town.net.put("Åpnet igjen").len(), 1);
    assert_eq!(
        key(posts::withdraw(&town.flow, &author, &reopened).await),
        "no-such-step"
    );
    assert_eq!(
        key(posts::reopen(&town.flow, &author, &reopened).await),
        "already-sending"
    );
    town.verify().await;
}

async fn a_slow_network_stops_nobody_else(db: Db) {
    let town = Town::new(db).await;
    town.net.meets("publish", &[Fault::Slow]);
    let post = town.scheduled("Det tar sin tid", None).await;
    let flow = town.flow.clone();
    let working = tokio::spawn(async move { flow::jobs::run_due(&flow, "slow").await.unwrap() });
    town.net.entered.notified().await;
    assert_eq!(
        town.publication(&post).await.state,
        S::Sending,
        "committed before the call"
    );
    // On SQLite this would wait for ever if a transaction were open during the call.
    let other = town
        .scheduled("Mens vi venter", Some(town.now().plus(Millis::HOUR)))
        .await;
    assert_eq!(town.post(&other).await.state, PostState::Scheduled);
    assert_eq!(
        key(posts::withdraw(&town.flow, &town.actor("author"), &post).await),
        "already-sending"
    );
    town.net.gate.notify_one();
    working.await.unwrap();
    assert_eq!(town.publication(&post).await.state, S::Published);
    town.verify().await;
}

async fn the_guideline_is_asked_again_when_it_is_sent(db: Db) {
    let town = Town::new(db).await;
    let at = Some(town.now().plus(Millis::HOUR));
    let post = town.scheduled("Lenke til et annet sted", at).await;
    // The municipality moves to another address meanwhile: the link no longer shows that its website came first.
    let tx = town.bench.db.store.begin().await.unwrap();
    let mut municipality = tx.municipality(&town.bench.municipality.id).await.unwrap();
    municipality.website = "batsfjord.example".into();
    tx.update_municipality(&mut municipality).await.unwrap();
    tx.commit().await.unwrap();
    let mut draft = town.draft("Lenke til et annet sted");
    draft.answers.insert("post.first_on_website".into(), "no".into());
    town.bench.clock.advance(Millis::HOUR);
    let publication = settled(&town, &post).await;
    // Nobody has said that it was not on the website first, so nothing blocks it: an open question is not a no.
    assert_eq!(publication.state, S::Published);
    let read = town.read().await;
    let decisions = read
        .decisions_of(&town.bench.municipality.id, post.as_str())
        .await
        .unwrap();
    let asked: Vec<_> = decisions
        .iter()
        .map(|d| (d.event.as_str(), d.outcome.as_str()))
        .collect();
    assert!(asked.contains(&("post.publish", "ask")), "{asked:?}");
    drop(read);
    town.verify().await;
}
