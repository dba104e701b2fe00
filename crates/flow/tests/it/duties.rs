use crate::bench::{Bench, Db, faults, key};
use crate::duty_pack::{Duties, nothing, with};
use crate::on_both;
use crate::town::verify;
use flow::duties::{Completion, Which, adopt, complete, list, mark, review, see, show, skip, year};
use flow::people::{Change, change};
use model::duty::{DutyState, DutySubject};
use model::person::{Permission, Role};
use model::{Id as _, Millis};

on_both!(
    it_is_told_of_a_new_channel_and_says_that_it_has_seen,
    a_day_opens_each_duty_once,
    two_nodes_open_one,
    periods_follow_one_another_over_a_year,
    a_duty_is_done_with_the_proof_that_is_asked_for,
    steps_are_done_in_order,
    leaving_a_duty_undone_needs_a_reason,
    only_those_it_falls_to,
    other_municipalities_duties_do_not_exist,
    a_leaver_gives_others_something_to_do,
    a_crisis_gives_its_lead_something_to_do,
    a_closed_channel_leaves_only_its_closing_to_do,
);

/// Båtsfjord's own guideline, as it ships.
async fn it_is_told_of_a_new_channel_and_says_that_it_has_seen(db: Db) {
    let bench = Bench::new(db).await;
    let channel = bench.practice().await;
    let it = bench.actor("it");
    let mine = list(&bench.flow, &it, &Which::Mine, None, 10).await.unwrap();
    let told = &mine.duties[0];
    assert_eq!(mine.duties.len(), 1);
    assert_eq!(
        (told.kind.as_str(), told.clause.as_str(), told.subject_id.as_str()),
        ("notify", "batsfjord/4.3-6", channel.as_str())
    );
    assert_eq!(
        (told.about.as_str(), told.what.as_str()),
        ("Båtsfjord kommune", "IT får beskjed")
    );
    assert!(told.mine && told.notice && !told.overdue);
    let id = model::DutyId::parse(&told.id).unwrap();
    assert_eq!(
        key(see(&bench.flow, &bench.actor("archivist"), &id).await),
        "not-allowed"
    );
    see(&bench.flow, &it, &id).await.unwrap();
    assert_eq!(bench.journal().await.last().unwrap(), "duty.seen");
    assert!(
        list(&bench.flow, &it, &Which::Mine, None, 10)
            .await
            .unwrap()
            .duties
            .is_empty()
    );
    assert_eq!(key(see(&bench.flow, &it, &id).await), "no-such-step");
    verify(&bench.flow).await;
}

async fn a_day_opens_each_duty_once(db: Db) {
    let town = Duties::new(db).await;
    let channel = town.channel().await;
    town.days(0).await;
    let quarter = town.one("quarter").await;
    assert_eq!(
        (
            quarter.subject,
            quarter.subject_id.as_str(),
            quarter.period.as_str()
        ),
        (DutySubject::Channel, channel.as_str(), "2026-Q1")
    );
    // The end of March in Båtsfjord, by summer time.
    assert_eq!(quarter.due_at.rfc3339(), "2026-03-31T21:59:59.000Z");
    let annual = town.one("year").await;
    assert_eq!(
        (annual.subject, annual.period.as_str()),
        (DutySubject::Municipality, "2026")
    );
    let before = town.journalled("duty.opened").await;
    // The server starts again and again on the same day.
    for _ in 0..3 {
        let tx = town.flow.store().begin().await.unwrap();
        let id = &town.bench.municipality.id;
        let job = store::NewJob {
            id: town.flow.source().id(),
            municipality: id.clone(),
            kind: "duties".into(),
            subject: id.to_string(),
            run_at: town.flow.source().now(),
            created_at: town.flow.source().now(),
        };
        tx.enqueue(&job).await.unwrap();
        tx.commit().await.unwrap();
        flow::jobs::run_due(&town.flow, "test").await.unwrap();
    }
    assert_eq!(town.journalled("duty.opened").await, before);
    // One that is done stays done.
    let form = Completion {
        note: "Sett over".into(),
        version: 1,
        ..Completion::default()
    };
    complete(&town.flow, &town.actor("editor"), &quarter.id, form)
        .await
        .unwrap();
    town.days(3).await;
    assert_eq!(town.one("quarter").await.state, DutyState::Done);
    verify(&town.flow).await;
}

async fn two_nodes_open_one(db: Db) {
    let town = Duties::new(db).await;
    town.channel().await;
    let (one, other) = (with(&town.bench, "1.0.0"), with(&town.bench, "1.0.0"));
    let id = &town.bench.municipality.id;
    for node in [&one, &other] {
        let tx = node.store().begin().await.unwrap();
        adopt(node, &*tx, &town.bench.municipality).await.unwrap();
        tx.commit().await.unwrap();
    }
    let channel = town
        .flow
        .store()
        .read()
        .await
        .unwrap()
        .channels(id)
        .await
        .unwrap()
        .remove(0);
    let (editor, leader) = (town.actor("editor"), town.actor("leader"));
    let (a, b) = tokio::join!(
        review(&one, &editor, &channel.id),
        review(&other, &leader, &channel.id)
    );
    // PostgreSQL may tell one of them that the log was taken; the next day's job would do it then.
    assert!(a.is_ok() || b.is_ok());
    assert_eq!(town.of("quarter").await.len(), 1);
    assert_eq!(town.of("watch").await.len(), 1);
    assert_eq!(town.of("know").await.len(), 2, "one for each who writes");
    verify(&town.flow).await;
}

async fn periods_follow_one_another_over_a_year(db: Db) {
    let town = Duties::new(db).await;
    town.channel().await;
    for _ in 0..13 {
        town.days(0).await;
        town.bench.clock.advance(28 * Millis::DAY);
    }
    town.days(0).await;
    let periods = |all: Vec<model::duty::Duty>| all.into_iter().map(|d| d.period).collect::<Vec<_>>();
    // From 3 March 2026 to 2 March 2027.
    assert_eq!(
        periods(town.of("quarter").await),
        ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1"]
    );
    assert_eq!(periods(town.of("year").await), ["2026", "2027"]);
    let windows = town.of("windows").await;
    let due: Vec<_> = windows.iter().map(|d| d.due_at.rfc3339()).collect();
    assert_eq!(due, ["2026-04-30T21:59:59.000Z", "2026-11-30T22:59:59.000Z"]);
    // Nobody can look at a channel yesterday; all but the last watch are missed.
    let watches = town.of("watch").await;
    let (last, missed) = watches.split_last().unwrap();
    assert!(
        missed
            .iter()
            .all(|d| (d.state, d.reason.as_str()) == (DutyState::Lapsed, "too-late"))
    );
    assert_eq!((last.state, missed.len()), (DutyState::Open, 13));
    // A year's work that nobody did stays to be done.
    assert!(town.of("year").await[0].is_overdue(town.flow.source().now()));
    verify(&town.flow).await;
}

async fn a_duty_is_done_with_the_proof_that_is_asked_for(db: Db) {
    let town = Duties::new(db).await;
    town.channel().await;
    town.days(0).await;
    let (editor, leader) = (town.actor("editor"), town.actor("leader"));
    let (note, link) = (town.one("quarter").await, town.one("year").await);
    let form = Completion {
        version: 1,
        note: "  ".into(),
        link: "ikke en adresse".into(),
        ..Completion::default()
    };
    assert_eq!(
        faults(complete(&town.flow, &editor, &note.id, form.clone()).await),
        [("link".to_owned(), "link-form"), ("note".to_owned(), "required")]
    );
    let nothing = Completion {
        link: String::new(),
        ..form
    };
    assert_eq!(
        faults(complete(&town.flow, &leader, &link.id, nothing.clone()).await),
        [("link".to_owned(), "required")]
    );
    for bad in ["javascript:alert(1)", "ftp://example.no/x", "https://"] {
        let bad = Completion {
            link: bad.into(),
            ..nothing.clone()
        };
        assert_eq!(
            faults(complete(&town.flow, &leader, &link.id, bad).await).len(),
            1
        );
    }
    assert_eq!(town.duty(&link.id).await, link);
    let stale = Completion {
        version: 9,
        note: "Gjort".into(),
        ..Completion::default()
    };
    assert_eq!(
        key(complete(&town.flow, &editor, &note.id, stale).await),
        "conflict"
    );
    let done = Completion {
        version: 1,
        note: " Gått gjennom ".into(),
        ..Completion::default()
    };
    complete(&town.flow, &editor, &note.id, done.clone())
        .await
        .unwrap();
    let stored = town.duty(&note.id).await;
    assert_eq!(
        (stored.state, stored.note.as_str()),
        (DutyState::Done, "Gått gjennom")
    );
    assert_eq!(stored.done_by, Some(editor.person.id.clone()));
    assert_eq!(town.journalled("duty.done").await, 1);
    assert_eq!(
        key(complete(&town.flow, &editor, &note.id, Completion { version: 2, ..done }).await),
        "no-such-step"
    );
    let past = list(&town.flow, &leader, &Which::Past, None, 10).await.unwrap();
    assert_eq!(past.duties[0].done_by, "editor");
    verify(&town.flow).await;
}

async fn steps_are_done_in_order(db: Db) {
    let town = Duties::new(db).await;
    town.channel().await;
    // 17 March: the spring's window is open.
    town.bench.clock.advance(14 * Millis::DAY);
    town.days(0).await;
    let editor = town.actor("editor");
    let duty = town.one("windows").await;
    let form = |steps: &[usize], version| Completion {
        steps: steps.to_vec(),
        note: "Lagret".into(),
        version,
        ..Completion::default()
    };
    let order = [("steps".to_owned(), "duty-steps-order")];
    assert_eq!(
        faults(mark(&town.flow, &editor, &duty.id, &form(&[1], 1)).await),
        order
    );
    assert_eq!(
        faults(complete(&town.flow, &editor, &duty.id, form(&[0], 1)).await),
        [("steps".to_owned(), "duty-steps-open")]
    );
    mark(&town.flow, &editor, &duty.id, &form(&[0], 1)).await.unwrap();
    let stored = town.duty(&duty.id).await;
    assert_eq!(stored.state, DutyState::Open);
    assert!(stored.steps[0].done_at.is_some() && stored.steps[1].done_at.is_none());
    // Nothing new is no entry in the journal.
    mark(&town.flow, &editor, &duty.id, &form(&[0], 2)).await.unwrap();
    assert_eq!(town.journalled("duty.marked").await, 1);
    complete(&town.flow, &editor, &duty.id, form(&[1], 2))
        .await
        .unwrap();
    assert!(
        town.duty(&duty.id)
            .await
            .steps
            .iter()
            .all(|s| s.done_by.is_some())
    );
}

async fn leaving_a_duty_undone_needs_a_reason(db: Db) {
    let town = Duties::new(db).await;
    town.channel().await;
    town.days(0).await;
    let duty = town.one("quarter").await;
    let editor = town.actor("editor");
    let reason = |key| [("reason".to_owned(), key)];
    assert_eq!(
        faults(skip(&town.flow, &editor, &duty.id, " ").await),
        reason("required")
    );
    assert_eq!(
        faults(skip(&town.flow, &editor, &duty.id, "Nei").await),
        reason("duty-reason-short")
    );
    assert_eq!(town.duty(&duty.id).await.state, DutyState::Open);
    assert_eq!(
        key(skip(&town.flow, &town.actor("leader"), &duty.id, "Ikke i år heller").await),
        "not-allowed"
    );
    // Who manages people may: the role may have nobody left.
    skip(
        &town.flow,
        &town.actor("administrator"),
        &duty.id,
        "Kanalen er ny i år",
    )
    .await
    .unwrap();
    let stored = town.duty(&duty.id).await;
    assert_eq!(
        (stored.state, stored.reason.as_str()),
        (DutyState::Skipped, "Kanalen er ny i år")
    );
    assert_eq!(town.journalled("duty.skipped").await, 1);
    let know = &town.of("know").await[0];
    assert_eq!(
        key(skip(
            &town.flow,
            &town.actor("administrator"),
            &know.id,
            "Har ikke tid til det"
        )
        .await),
        "duty-by-acknowledging"
    );
}

async fn only_those_it_falls_to(db: Db) {
    let town = Duties::new(db).await;
    town.channel().await;
    town.days(0).await;
    let duty = town.one("quarter").await;
    let form = Completion {
        note: "Gjort".into(),
        version: 1,
        ..Completion::default()
    };
    for role in Role::ALL {
        let actor = town.actor(role.as_str());
        assert!(role.permissions().contains(&Permission::DoDuties), "{role:?}");
        let sees = role.permissions().contains(&Permission::SeeDuties);
        let shown = show(&town.flow, &actor, &duty.id).await;
        assert_eq!(shown.is_ok(), sees || *role == Role::Editor, "{role:?}");
        for which in [
            Which::All,
            Which::Overdue,
            Which::Past,
            Which::Clause("prove/year".into()),
        ] {
            assert_eq!(
                list(&town.flow, &actor, &which, None, 5).await.is_ok(),
                sees,
                "{role:?} {which:?}"
            );
        }
        assert_eq!(year(&town.flow, &actor).await.is_ok(), sees, "{role:?}");
        if *role != Role::Editor {
            assert_eq!(
                key(complete(&town.flow, &actor, &duty.id, form.clone()).await),
                "not-allowed",
                "{role:?}"
            );
            assert_eq!(
                key(mark(&town.flow, &actor, &duty.id, &form).await),
                "not-allowed",
                "{role:?}"
            );
        }
    }
    assert_eq!(
        key(see(&town.flow, &town.actor("editor"), &duty.id).await),
        "duty-not-a-notice"
    );
    assert_eq!(town.duty(&duty.id).await, duty);
}

async fn other_municipalities_duties_do_not_exist(db: Db) {
    let town = Duties::new(db).await;
    let channel = town.channel().await;
    town.days(0).await;
    let stranger = town.bench.stranger().await;
    let duty = town.one("quarter").await;
    let form = Completion {
        note: "Gjort".into(),
        version: 1,
        ..Completion::default()
    };
    assert_eq!(key(show(&town.flow, &stranger, &duty.id).await), "not-found");
    assert_eq!(
        key(complete(&town.flow, &stranger, &duty.id, form).await),
        "not-found"
    );
    assert_eq!(
        key(skip(&town.flow, &stranger, &duty.id, "Ikke vår kanal").await),
        "not-found"
    );
    assert_eq!(key(review(&town.flow, &stranger, &channel).await), "not-found");
    assert!(
        list(&town.flow, &stranger, &Which::All, None, 10)
            .await
            .unwrap()
            .duties
            .is_empty()
    );
    let none = nothing(&town.flow);
    assert_eq!(
        key(show(&town.flow, &town.actor("leader"), &none).await),
        "not-found"
    );
}

async fn a_leaver_gives_others_something_to_do(db: Db) {
    let town = Duties::new(db).await;
    town.channel().await;
    town.days(0).await;
    let admin = town.actor("administrator");
    let author = town.actor("author").person;
    assert_eq!(town.of("know").await.len(), 2);
    let off = |person: &model::person::Person| Change {
        temporary: false,
        name: person.name.clone(),
        unit: String::new(),
        roles: person.roles.clone(),
        active: false,
        version: person.version,
    };
    change(&town.flow, &admin, &author.id, off(&author))
        .await
        .unwrap();
    let duty = town.one("leaver").await;
    assert_eq!(
        (duty.subject, duty.about.as_str()),
        (DutySubject::Person, "author")
    );
    // Two working days after Tuesday 09:00.
    assert_eq!(duty.due_at, town.flow.source().now().plus(2 * Millis::DAY));
    // What only she was to do is nobody's.
    let hers = town
        .of("know")
        .await
        .into_iter()
        .find(|d| d.person.as_ref() == Some(&author.id))
        .unwrap();
    assert_eq!(
        (hers.state, hers.reason.as_str()),
        (DutyState::Lapsed, "person-left")
    );
    // The editor administers the channel: whoever takes over sees which.
    let editor = town.actor("editor").person;
    town.person(&[Role::Editor], "second").await;
    change(&town.flow, &admin, &editor.id, off(&editor))
        .await
        .unwrap();
    let all = town.of("leaver").await;
    assert!(
        all.iter().any(|d| d.about == "editor (Båtsfjord kommune)"),
        "{all:?}"
    );
    verify(&town.flow).await;
}

async fn a_crisis_gives_its_lead_something_to_do(db: Db) {
    let town = Duties::new(db).await;
    let lead = town.actor("crisis-lead");
    flow::crises::declare(&town.flow, &lead, "Storm").await.unwrap();
    let duty = town.one("crisis").await;
    assert_eq!(duty.due_at, town.flow.source().now().plus(Millis::HOUR));
    assert!(duty.falls_to(&lead.person));
    town.bench.clock.advance(2 * Millis::HOUR);
    let shown = list(&town.flow, &town.actor("leader"), &Which::Overdue, None, 10)
        .await
        .unwrap();
    assert!(
        shown
            .duties
            .iter()
            .any(|d| d.clause == "prove/crisis" && d.overdue)
    );
}

async fn a_closed_channel_leaves_only_its_closing_to_do(db: Db) {
    let town = Duties::new(db).await;
    let channel = town.channel().await;
    town.days(0).await;
    flow::channels::close(&town.flow, &town.actor("administrator"), &channel, "Slått sammen")
        .await
        .unwrap();
    for clause in ["quarter", "watch", "apply"] {
        let duty = town.one(clause).await;
        assert_eq!(
            (duty.state, duty.reason.as_str()),
            (DutyState::Lapsed, "channel-closed"),
            "{clause}"
        );
    }
    let closing = town.one("close").await;
    assert_eq!(
        (closing.state, closing.roles.as_slice()),
        (DutyState::Open, &[Role::Archivist][..])
    );
    town.days(100).await;
    assert_eq!(
        town.of("quarter").await.len(),
        1,
        "nothing more is asked about a closed channel"
    );
    assert_eq!(town.one("close").await.state, DutyState::Open);
    verify(&town.flow).await;
}
