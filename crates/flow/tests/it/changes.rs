//! What changes about channels and people after they are there, and what the guideline makes of it.

use crate::bench::{Bench, Db, faults, key};
use crate::on_both;
use flow::people::{Change, Invite, change, invite};
use flow::{channels, rules};
use model::channel::Network;
use model::person::{Permission, Person, PersonState, Role};
use model::{Id as _, PersonId};
use std::collections::BTreeMap;

on_both!(
    a_channel_is_changed_from_where_it_stands,
    the_guideline_asks_before_a_channel_is_redone,
    whoever_moves_is_asked_about_and_a_temp_is_one,
);

async fn a_channel_is_changed_from_where_it_stands(db: Db) {
    let bench = Bench::new(db).await;
    let it = bench.actor("it");
    assert!(it.person.may(Permission::ConnectChannel));
    let waiting = channels::apply(
        &bench.flow,
        &bench.actor("editor"),
        bench.application(Network::Practice),
    )
    .await
    .unwrap();
    let early = channels::as_it_is(&bench.channel(&waiting).await);
    let refused = channels::change(&bench.flow, &it, &waiting, early, 1).await;
    assert_eq!(
        key(refused),
        "channel-not-changeable",
        "nobody has approved it yet"
    );

    let id = bench.practice().await;
    let before = bench.channel(&id).await;
    let mut form = channels::as_it_is(&before);
    form.name = "Båtsfjord på sjøen".into();
    form.administrators = vec![it.person.id.clone()];
    let author = bench.actor("author");
    let refused = channels::change(&bench.flow, &author, &id, form.clone(), before.version).await;
    assert_eq!(key(refused), "not-allowed");
    let stale = channels::change(&bench.flow, &it, &id, form.clone(), before.version - 1).await;
    assert_eq!(key(stale), "conflict");
    let mut bare = form.clone();
    (bare.name, bare.responsible, bare.administrators) = (" ".into(), None, Vec::new());
    let wrong = faults(channels::change(&bench.flow, &it, &id, bare, before.version).await);
    for field in ["name", "responsible", "administrators"] {
        assert!(
            wrong.contains(&(field.to_owned(), "required")),
            "{field}: {wrong:?}"
        );
    }
    assert_eq!(bench.channel(&id).await, before, "nothing of that was kept");

    channels::change(&bench.flow, &it, &id, form, before.version)
        .await
        .unwrap();
    let after = bench.channel(&id).await;
    assert_eq!(
        (after.name.as_str(), after.state),
        ("Båtsfjord på sjøen", before.state)
    );
    assert_eq!(after.administrators, std::slice::from_ref(&it.person.id));
    assert_eq!(after.purpose, before.purpose);
    let journal = bench.journal().await;
    assert_eq!(journal.iter().filter(|k| *k == "channel.changed").count(), 1);
}

async fn the_guideline_asks_before_a_channel_is_redone(db: Db) {
    let bench = Bench::guided(db, "norsjo").await;
    let it = bench.actor("it");
    let id = bench.inherited().await;
    let before = bench.channel(&id).await;
    let same = channels::as_it_is(&before);
    let (_, points) = channels::changing(&bench.flow, &it, &id, &same).await.unwrap();
    let saved = |points: &[rules::Point]| points.iter().any(|p| p.clause == "norsjo/4.8b");
    assert!(!saved(&points), "nothing changes");
    let mut form = same;
    form.name = "Norsjö nu".into();
    let (questions, points) = channels::changing(&bench.flow, &it, &id, &form).await.unwrap();
    assert!(saved(&points));
    assert!(
        questions
            .iter()
            .any(|q| q.name == "channel.answers.saved_before_change")
    );
    let answer = BTreeMap::from([("channel.answers.saved_before_change".to_owned(), "yes".to_owned())]);
    form.answers = answer;
    let (_, points) = channels::changing(&bench.flow, &it, &id, &form).await.unwrap();
    assert!(!saved(&points), "it is saved");
}

async fn whoever_moves_is_asked_about_and_a_temp_is_one(db: Db) {
    let bench = Bench::new(db).await;
    let admin = bench.actor("administrator");
    let ola = Invite {
        name: "Ola".into(),
        email: "ola@batsfjord.example.no".into(),
        unit: String::new(),
        roles: vec![Role::Author],
        temporary: true,
    };
    let (id, _) = invite(&bench.flow, &admin, ola).await.unwrap();
    assert!(
        decided(&bench, &id, "person.role")
            .await
            .unwrap()
            .contains(r#""temp""#)
    );
    let person = async || {
        let read = bench.flow.store().read().await.unwrap();
        read.person(&bench.municipality.id, &id).await.unwrap()
    };
    let to = |person: Person, unit: &str| Change {
        name: person.name.clone(),
        unit: unit.to_owned(),
        roles: person.roles.clone(),
        temporary: false,
        active: person.state != PersonState::Disabled,
        version: person.version,
    };
    change(&bench.flow, &admin, &id, to(person().await, "Kultur"))
        .await
        .unwrap();
    assert!(!person().await.temporary);
    assert!(
        decided(&bench, &id, "person.role")
            .await
            .unwrap()
            .contains(r#""employee""#)
    );
    assert_eq!(
        decided(&bench, &id, "person.move").await,
        None,
        "a first unit is no move"
    );
    change(&bench.flow, &admin, &id, to(person().await, "Teknisk"))
        .await
        .unwrap();
    assert!(decided(&bench, &id, "person.move").await.is_some());
}

async fn decided(bench: &Bench, person: &PersonId, event: &str) -> Option<String> {
    let read = bench.flow.store().read().await.unwrap();
    let stored = read
        .latest_decision(&bench.municipality.id, person.as_str(), event)
        .await;
    stored.unwrap().map(|d| d.json)
}
