//! Disposal: proposed, approved, destroyed everywhere, written down; whatever happens in between.

use crate::bench::{Bench, Db};
use crate::on_both;
use crate::town::{LEASE, Town};
use flow::inbox;
use flow::requests::{self, NewRequest};
use flow::retention::{self, Approval, NewHold, RuleForm, hold, second};
use model::archive::{Record, RecordKind};
use model::request::RequestWay;
use model::retention::{CountedFrom, Disposal, DisposalState, Ruling, Term, Then};
use model::{DisposalId, Id as _, ItemId, Millis, RecordId};
use std::sync::Arc;
use store::Engine;

on_both!(
    alone: nothing_goes_without_decision_right_or_second_look,
    what_is_held_stays,
    a_killed_disposal_goes_on,
    a_request_for_access_goes_when_it_is_over,
);

pub fn ruling() -> Ruling {
    Ruling {
        body: "Kommunestyret".into(),
        date: "2026-01-15".into(),
        number: "26/7".into(),
    }
}

pub fn rule(kind: RecordKind) -> RuleForm {
    RuleForm {
        title: "Arrangementer".into(),
        kind,
        channel: None,
        tag: String::new(),
        term: Term::Weeding,
        from: CountedFrom::LastEvent,
        then: Then::Dispose,
        law: "arkivlova".into(),
        ruling: ruling(),
        active: true,
        version: 0,
    }
}

/// The town with its keys in a file of the data folder.
pub async fn town(db: Db) -> Town {
    town_under(db, "").await
}

/// As [`town`], with a guideline of these clauses.
pub async fn town_under(db: Db, clauses: &str) -> Town {
    let mut town = Town::of(Bench::under(db, clauses).await).await;
    let file = store_sql::DiskKeyFile::new(&town.bench.db.folder.path().join("keys/record.keys"));
    town.flow = town
        .flow
        .clone()
        .with_key_file(Arc::new(file), true)
        .await
        .unwrap();
    town
}

/// A post with an answered comment, both done with.
pub async fn thread(town: &Town, name: &str, ours: &str, theirs: &str) -> (Record, ItemId) {
    let publication = town.published(ours).await;
    town.net.comment(name, &publication.remote_id, theirs);
    town.poll().await;
    let item = town.item(name).await.id;
    let editor = town.actor("editor");
    inbox::answer(&town.flow, &editor, &item, "Takk for det.")
        .await
        .unwrap();
    town.work().await;
    let read = town.read().await;
    let id = &town.bench.municipality.id;
    let record = read
        .record_of(id, RecordKind::Post, publication.post.as_str())
        .await
        .unwrap();
    (record.unwrap(), item)
}

pub async fn record(town: &Town, id: &RecordId) -> Record {
    town.read()
        .await
        .record(&town.bench.municipality.id, id)
        .await
        .unwrap()
}

pub async fn disposal(town: &Town, id: &DisposalId) -> Disposal {
    town.read()
        .await
        .disposal(&town.bench.municipality.id, id)
        .await
        .unwrap()
}

pub async fn approve(town: &Town, id: &DisposalId, count: i64) -> flow::Result<()> {
    let approval = Approval {
        version: 1,
        count,
        ..Approval::default()
    };
    retention::approve(&town.flow, &town.actor("archivist"), id, approval).await
}

/// Runs jobs until a disposal has come to a state. Only the server itself may read meanwhile, which makes it wait a minute.
pub async fn until(town: &Town, id: &DisposalId, state: DisposalState) {
    for _ in 0..60 {
        town.work().await;
        if disposal(town, id).await.state == state {
            return;
        }
        town.bench.clock.advance(Millis::MINUTE);
    }
    panic!("still {:?}", disposal(town, id).await);
}

pub async fn holds(town: &Town) {
    for report in flow::archive::verify(&town.flow).await.unwrap() {
        assert!(report.problems.is_empty(), "{:?}", report.problems);
    }
}

async fn nothing_goes_without_decision_right_or_second_look(db: Db) {
    let town = town(db).await;
    let (flow, archivist) = (&town.flow, town.actor("archivist"));
    let (gone, _) = thread(&town, "c1", "Loppemarked", "Kommer").await;
    let key = async |result: flow::Result<DisposalId>| result.unwrap_err().key();
    assert_eq!(
        key(retention::propose(flow, &archivist).await).await,
        "nothing-due"
    );
    let form = RuleForm {
        ruling: Ruling::default(),
        ..rule(RecordKind::Post)
    };
    let rule_id = retention::save(flow, &archivist, None, form.clone())
        .await
        .unwrap();
    assert_eq!(
        key(retention::propose(flow, &archivist).await).await,
        "nothing-due",
        "no decision"
    );
    let half = RuleForm {
        ruling: Ruling {
            number: String::new(),
            ..ruling()
        },
        ..form
    };
    assert_eq!(
        retention::save(flow, &archivist, None, half)
            .await
            .unwrap_err()
            .key(),
        "invalid"
    );
    let whole = RuleForm {
        version: 1,
        ..rule(RecordKind::Post)
    };
    retention::save(flow, &archivist, Some(&rule_id), whole.clone())
        .await
        .unwrap();
    assert_eq!(
        key(retention::propose(flow, &town.actor("editor")).await).await,
        "not-allowed"
    );
    let id = retention::propose(flow, &archivist).await.unwrap();
    assert_eq!(
        key(retention::propose(flow, &archivist).await).await,
        "disposal-waits"
    );
    assert_eq!(
        approve(&town, &id, 2).await.unwrap_err().key(),
        "confirmation-differs"
    );
    let officer = town.actor("privacy-officer");
    let refused = retention::approve(
        flow,
        &officer,
        &id,
        Approval {
            version: 1,
            count: 1,
            ..Approval::default()
        },
    )
    .await;
    assert_eq!(refused.unwrap_err().key(), "not-allowed");
    second::want(flow, &archivist, true).await.unwrap();
    assert_eq!(
        approve(&town, &id, 1).await.unwrap_err().key(),
        "approver-is-proposer"
    );
    retention::reject(flow, &archivist, &id, 1, "Feil liste")
        .await
        .unwrap();
    assert_eq!(approve(&town, &id, 1).await.unwrap_err().key(), "conflict");
    // The longest wins.
    let longer = RuleForm {
        term: Term::Years(1),
        title: "Lenger".into(),
        ..rule(RecordKind::Post)
    };
    retention::save(flow, &archivist, None, longer).await.unwrap();
    assert_eq!(key(retention::propose(flow, &officer).await).await, "nothing-due");
    town.bench.clock.advance(366 * Millis::DAY);
    // What is to be looked at is not approved in a lump.
    let review = RuleForm {
        then: Then::Review,
        version: 2,
        ..whole
    };
    retention::save(flow, &archivist, Some(&rule_id), review)
        .await
        .unwrap();
    let id = retention::propose(flow, &officer).await.unwrap();
    assert_eq!(approve(&town, &id, 1).await.unwrap_err().key(), "nothing-due");
    let approval = Approval {
        version: 1,
        count: 1,
        reviewed: vec![gone.id.clone()],
        note: String::new(),
    };
    retention::approve(flow, &archivist, &id, approval).await.unwrap();
    until(&town, &id, DisposalState::Rotating).await;
    assert_eq!(record(&town, &gone.id).await.key_wrapped, None);
    holds(&town).await;
}

async fn what_is_held_stays(db: Db) {
    let town = town(db).await;
    let (flow, archivist) = (&town.flow, town.actor("archivist"));
    let (first, _) = thread(&town, "c1", "Loppemarked", "Kommer").await;
    let (second, _) = thread(&town, "c2", "Kaffe", "Kommer ikke").await;
    retention::save(flow, &archivist, None, rule(RecordKind::Post))
        .await
        .unwrap();
    let new = |record: &Record| NewHold {
        record: Some(record.id.clone()),
        reason: "Tilsyn".into(),
        ..NewHold::default()
    };
    let one = hold::hold(flow, &archivist, new(&first)).await.unwrap();
    let id = retention::propose(flow, &archivist).await.unwrap();
    // Held after it was approved, before it is gone.
    approve(&town, &id, 1).await.unwrap();
    hold::hold(flow, &archivist, new(&second)).await.unwrap();
    until(&town, &id, DisposalState::Rotating).await;
    let protocol = retention::protocol(flow, &archivist, &id).await.unwrap();
    assert_eq!(
        protocol
            .counts
            .iter()
            .map(|c| (c.why.as_str(), c.n))
            .collect::<Vec<_>>(),
        [("kept-held", 1)]
    );
    for held in [&first, &second] {
        assert!(record(&town, &held.id).await.key_wrapped.is_some());
    }
    hold::unhold(flow, &archivist, &one, "Over").await.unwrap();
    // A crisis and a complaint hold by themselves.
    town.bench.clock.advance(model::Millis::HOUR);
    flow::crises::declare(flow, &town.actor("crisis-lead"), "Ras")
        .await
        .unwrap();
    let (third, _) = thread(&town, "c3", "Veien er stengt", "Hvor lenge?").await;
    let list = async || match retention::propose(flow, &archivist).await {
        Ok(id) => {
            let list = town
                .read()
                .await
                .disposal_items(&first.municipality, &id, &[], ("", ""), 9)
                .await
                .unwrap();
            retention::reject(flow, &archivist, &id, 1, "Nei").await.unwrap();
            list.into_iter().map(|i| i.record).collect::<Vec<_>>()
        }
        Err(error) => panic!("{error}"),
    };
    assert_eq!(list().await, std::slice::from_ref(&first.id));
    flow::crises::end(flow, &town.actor("crisis-lead")).await.unwrap();
    assert_eq!(list().await, [first.id.clone(), third.id.clone()]);
    let complaint = flow::cases::NewCase {
        kind: Some(model::case::CaseKind::Complaint),
        title: "Skjult kommentar".into(),
        text: "Hvorfor?".into(),
        link: format!("http://127.0.0.1:8080/posts/{}", first.subject),
        ..flow::cases::NewCase::default()
    };
    flow::cases::open(flow, &town.actor("employee"), complaint)
        .await
        .unwrap();
    assert_eq!(list().await, [third.id]);
    holds(&town).await;
}

async fn a_killed_disposal_goes_on(db: Db) {
    let town = town(db).await;
    let (flow, archivist) = (&town.flow, town.actor("archivist"));
    retention::save(flow, &archivist, None, rule(RecordKind::Post))
        .await
        .unwrap();
    // Where in the work it is killed; fewer where each try takes long.
    let all = [1, 4, 7, 8, 9, 10, 11, 13, 16, 20, 24];
    let kills = match town.flow.store().engine() {
        Engine::Sqlite => &all[..],
        Engine::Postgres => &all[5..7],
    };
    for (n, steps) in kills.iter().copied().enumerate() {
        let records = [
            thread(&town, &format!("a{n}"), "Loppemarked", "Kommer").await.0,
            thread(&town, &format!("b{n}"), "Kaffe", "Kommer ikke").await.0,
        ];
        let id = retention::propose(flow, &archivist).await.unwrap();
        approve(&town, &id, 2).await.unwrap();
        town.life.ends_after(steps);
        let _died = flow::jobs::run_due(flow, "test").await;
        town.life.again();
        let state = disposal(&town, &id).await.state;
        let mut left = 0;
        for of in &records {
            left += usize::from(record(&town, &of.id).await.key_wrapped.is_some());
        }
        assert!(
            left == 0 || state == DisposalState::Approved,
            "{state:?} with {left} left after {steps} steps"
        );
        assert_eq!(town.journalled("disposal.done").await, n);
        holds(&town).await;
        town.bench.clock.advance(LEASE);
        until(&town, &id, DisposalState::Rotating).await;
        town.bench.clock.advance(8 * Millis::DAY);
        until(&town, &id, DisposalState::Done).await;
        for of in &records {
            assert_eq!(record(&town, &of.id).await.key_wrapped, None);
        }
    }
    holds(&town).await;
    let disposed = town.bench.journal().await;
    let leaves = disposed
        .iter()
        .filter(|k| k.starts_with("record.disposed/"))
        .count();
    assert_eq!(leaves, kills.len() * 2, "each record is disposed of once");
}

async fn a_request_for_access_goes_when_it_is_over(db: Db) {
    let town = town(db).await;
    let (flow, archivist) = (&town.flow, town.actor("archivist"));
    let asked = |text: &str| NewRequest {
        asker: String::new(),
        contact: "nabo@example.org".into(),
        text: text.into(),
    };
    let now = flow.source().now();
    let enter = async |text| {
        requests::enter(flow, &archivist, asked(text), RequestWay::Email, now)
            .await
            .unwrap()
    };
    let (over, open) = (enter("Alt om kaia").await, enter("Alt om hallen").await);
    let officer = town.actor("privacy-officer");
    requests::answer(flow, &archivist, &over, "Det finnes ikke noe.")
        .await
        .unwrap();
    requests::ready(flow, &archivist, &over).await.unwrap();
    requests::confirm(flow, &officer, &over).await.unwrap();
    requests::sent(flow, &archivist, &over).await.unwrap();
    retention::save(flow, &archivist, None, rule(RecordKind::Case))
        .await
        .unwrap();
    let early = retention::propose(flow, &archivist).await.unwrap_err();
    assert_eq!(early.key(), "nothing-due", "it can still be appealed");
    requests::close(flow, &archivist, &over).await.unwrap();
    let id = retention::propose(flow, &archivist).await.unwrap();
    approve(&town, &id, 1).await.unwrap();
    until(&town, &id, DisposalState::Rotating).await;
    let whose = &town.bench.municipality.id;
    let read = town.read().await;
    assert!(read.request(whose, &over).await.is_err());
    assert_eq!(read.request(whose, &open).await.unwrap().text, "Alt om hallen");
    drop(read);
    holds(&town).await;
}
