use crate::bench::{Bench, Db, NOW, key};
use crate::on_both;
use flow::guideline::{AtWork, ClauseAtWork, Gap, Origin, at_work, clause, house_rules, lessons, take};
use flow::jobs::run_due;
use model::archive::StoredDecision;
use model::person::{PersonState, Role};
use model::{Locale, Millis};

on_both!(
    the_guideline_is_shown_in_the_readers_language,
    twelve_months_are_counted_to_the_day,
    advice_is_never_a_gap,
    lessons_keep_that_somebody_went_through_them_and_nothing_else,
    house_rules_are_for_everybody,
);

const CREDIT: &str = "batsfjord/4.3-3";

fn found<'a>(all: &'a AtWork, id: &str) -> &'a ClauseAtWork {
    all.clauses.iter().find(|c| c.id == id).unwrap()
}

async fn the_guideline_is_shown_in_the_readers_language(db: Db) {
    let bench = Bench::new(db).await;
    let mut actor = bench.actor("employee");
    let shown = at_work(&bench.flow, &actor).await.unwrap();
    assert_eq!(
        shown.title,
        "Retningslinjer for sosiale medier, Båtsfjord kommune"
    );
    assert_eq!(shown.digest.len(), 64);
    assert!(
        shown.clauses[0].id.starts_with("batsfjord/"),
        "the municipality's own come first: {}",
        shown.clauses[0].id
    );
    let leader = found(&shown, "batsfjord/4.3-5");
    assert_eq!(
        (leader.modality, leader.status, leader.origin),
        ("may", "automated", Origin::Own)
    );
    assert!(
        leader
            .doing
            .iter()
            .any(|d| d.said.iter().any(|s| s.key.starts_with("does-approve")))
    );
    // An employee sees what the system does, and neither numbers nor gaps.
    assert!(
        !shown.evidence
            && shown
                .clauses
                .iter()
                .all(|c| c.proof.is_none() && c.gaps.is_empty())
    );
    assert!(shown.clauses.iter().any(|c| c.origin == Origin::Base));
    actor.locale = Locale::En;
    let english = at_work(&bench.flow, &actor).await.unwrap();
    assert_eq!(english.title, "Guidelines for social media, Båtsfjord");
    assert_eq!(
        key(clause(&bench.flow, &actor, "batsfjord/none").await),
        "not-found"
    );
    actor.person.state = PersonState::Disabled;
    assert_eq!(key(at_work(&bench.flow, &actor).await), "not-allowed");
    assert_eq!(key(clause(&bench.flow, &actor, CREDIT).await), "not-allowed");
    assert_eq!(key(lessons(&bench.flow, &actor).await), "not-allowed");
    actor.person.state = PersonState::Active;
    actor.municipality.pack = "gone".into();
    assert_eq!(key(at_work(&bench.flow, &actor).await), "pack-missing");
}

/// A decision in which one clause came out so.
fn decided(bench: &Bench, outcome: &str, more: &str, at: Millis) -> StoredDecision {
    StoredDecision {
        id: bench.flow.source().id(),
        municipality: bench.municipality.id.clone(),
        event: "post.submit".to_owned(),
        subject: "p".to_owned(),
        outcome: outcome.to_owned(),
        pack_digest: "00".to_owned(),
        json: format!(r#"{{"clauses":[{{"clause":"{CREDIT}","outcome":"{outcome}"{more}}}]}}"#),
        at,
    }
}

async fn twelve_months_are_counted_to_the_day(db: Db) {
    let bench = Bench::new(db).await;
    let editor = bench.actor("editor");
    let before = found(&at_work(&bench.flow, &editor).await.unwrap(), CREDIT)
        .proof
        .clone()
        .unwrap();
    // Midnight in Båtsfjord at the beginning of 3 March 2025.
    let midnight = Millis(1_740_956_400_000);
    let stranger = bench.stranger().await;
    let mut theirs = decided(&bench, "block", "", NOW);
    theirs.municipality = stranger.municipality.id.clone();
    let decisions = [
        decided(&bench, "block", "", midnight.plus(-1)),
        decided(&bench, "pass", "", midnight),
        decided(&bench, "block", "", NOW),
        decided(&bench, "not-applicable", "", NOW),
        decided(&bench, "warn", r#","advised":true"#, NOW),
        decided(&bench, "block", r#","measured":true"#, NOW),
        theirs,
    ];
    let tx = bench.flow.store().begin().await.unwrap();
    tx.insert_decisions(&decisions).await.unwrap();
    tx.commit().await.unwrap();
    let counted = || async {
        let all = at_work(&bench.flow, &editor).await.unwrap();
        assert!(all.whole);
        found(&all, CREDIT).proof.clone().unwrap()
    };
    // Before the job has counted them, and after.
    let fresh = counted().await;
    assert_eq!(fresh.counts.asked - before.counts.asked, 3);
    assert_eq!(fresh.counts.passed - before.counts.passed, 1);
    assert_eq!(fresh.counts.stopped - before.counts.stopped, 1);
    assert_eq!((fresh.advice.warned, fresh.measured.stopped), (1, 1));
    // Other jobs of the same moment decide something too, perhaps after it has counted.
    for _ in 0..2 {
        run_due(&bench.flow, "w").await.unwrap();
        bench.clock.advance(10 * Millis::MINUTE);
    }
    run_due(&bench.flow, "w").await.unwrap();
    let read = bench.flow.store().read().await.unwrap();
    assert!(
        read.untallied(&bench.municipality.id, 1)
            .await
            .unwrap()
            .is_empty()
    );
    drop(read);
    assert_eq!(counted().await, fresh);
    let page = clause(&bench.flow, &editor, CREDIT).await.unwrap();
    let newest: Vec<_> = page
        .decisions
        .iter()
        .map(|d| (d.outcome.as_str(), d.mark.as_str(), d.count))
        .collect();
    assert!(
        newest.contains(&("block", "", 1)) && newest.contains(&("warn", "advised", 1)),
        "{newest:?}"
    );
    assert!(
        page.conditions
            .iter()
            .any(|c| !c.require.is_empty() || !c.when.is_empty())
    );
}

async fn advice_is_never_a_gap(db: Db) {
    let bench = Bench::new(db).await;
    let all = at_work(&bench.flow, &bench.actor("director")).await.unwrap();
    assert!(all.evidence && all.people > 0);
    for clause in all.clauses.iter().filter(|c| c.origin == Origin::Advice) {
        assert!(clause.gaps.is_empty(), "{}: {:?}", clause.id, clause.gaps);
    }
    // Without anybody who may, what needs her is a gap.
    let tx = bench.flow.store().begin().await.unwrap();
    for mut person in tx.people(&bench.municipality.id).await.unwrap() {
        if person.is(Role::Leader) && !person.is(Role::Administrator) {
            person.roles = vec![Role::Employee];
            tx.update_person(&mut person).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
    let all = at_work(&bench.flow, &bench.actor("director")).await.unwrap();
    let missing = all.clauses.iter().flat_map(|c| &c.gaps);
    let leaderless = missing.filter(|g| matches!(g, Gap::NobodyHas { roles } if roles == &["leader"]));
    assert!(leaderless.count() > 0);
}

async fn lessons_keep_that_somebody_went_through_them_and_nothing_else(db: Db) {
    let bench = Bench::new(db).await;
    let employee = bench.actor("employee");
    let found = lessons(&bench.flow, &employee).await.unwrap();
    assert!(found.taken_at.is_none());
    assert_eq!(
        key(take(&bench.flow, &employee, "another").await),
        "guideline-changed"
    );
    take(&bench.flow, &employee, &found.digest).await.unwrap();
    take(&bench.flow, &employee, &found.digest).await.unwrap();
    assert_eq!(
        lessons(&bench.flow, &employee).await.unwrap().taken_at,
        Some(bench.flow.source().now().0)
    );
    let journal = bench.journal().await;
    assert_eq!(
        journal.iter().filter(|k| *k == "guideline.lessons-taken").count(),
        1
    );
    let all = at_work(&bench.flow, &bench.actor("director")).await.unwrap();
    assert_eq!(all.taken, 1);
    assert!(
        lessons(&bench.flow, &bench.actor("editor"))
            .await
            .unwrap()
            .taken_at
            .is_none()
    );
}

async fn house_rules_are_for_everybody(db: Db) {
    let bench = Bench::new(db).await;
    let rules = house_rules(&bench.flow, "batsfjord", Locale::Nb).await.unwrap();
    assert!(!rules.grounds.is_empty() && rules.kept && rules.complaint);
    assert!(rules.grounds.iter().all(|g| !g.title.is_empty()));
    assert_eq!(
        key(house_rules(&bench.flow, "nowhere", Locale::Nb).await),
        "not-found"
    );
}
