use crate::bench::{Bench, Db, NOW, faults, key, set_up};
use crate::on_both;
use flow::setup::{begin, complete, packs};
use model::person::{PersonState, Role};
use model::{Locale, municipality::Country};

on_both!(
    a_municipality_is_set_up_once,
    only_the_newest_link_works_and_only_once,
    every_wrong_field_is_named_and_the_link_still_works,
    packs_are_named_in_the_readers_language,
);

async fn a_municipality_is_set_up_once(db: Db) {
    let (flow, _, _, _store) = Bench::empty(db).await;
    let token = begin(&flow).await.unwrap().unwrap();
    let session = complete(&flow, &token, set_up()).await.unwrap();
    assert_eq!(begin(&flow).await.unwrap(), None);

    let visitor = flow::access::resume(&flow, &session).await.unwrap().unwrap();
    assert!(!visitor.session.complete && !visitor.enrolled);
    let town = visitor.actor.municipality;
    assert_eq!(
        (town.slug.as_str(), town.org_number.as_str()),
        ("batsfjord", "938795592")
    );
    assert_eq!(town.website, "batsfjord.kommune.no");
    assert_eq!(town.created_at, NOW);
    let person = visitor.actor.person;
    assert_eq!(
        (person.email.as_str(), person.state),
        ("anne@batsfjord.example.no", PersonState::Active)
    );
    assert_eq!(person.roles, [Role::Administrator]);

    let read = flow.store().read().await.unwrap();
    let kinds: Vec<_> = read
        .entries_from(&town.id, 0, 10)
        .await
        .unwrap()
        .into_iter()
        .map(|e| e.kind)
        .collect();
    assert_eq!(kinds, ["municipality.set-up"]);
    for kind in ["checkpoint", "sweep"] {
        assert!(
            read.pending_job(&town.id, kind, model::Id::as_str(&town.id))
                .await
                .unwrap()
                .is_some(),
            "{kind}"
        );
    }
}

async fn only_the_newest_link_works_and_only_once(db: Db) {
    let (flow, _, _, _store) = Bench::empty(db).await;
    let first = begin(&flow).await.unwrap().unwrap();
    let second = begin(&flow).await.unwrap().unwrap();
    assert_eq!(key(complete(&flow, &first, set_up()).await), "setup-link-used");
    assert_eq!(key(complete(&flow, "", set_up()).await), "setup-link-used");
    complete(&flow, &second, set_up()).await.unwrap();
    assert_eq!(key(complete(&flow, &second, set_up()).await), "setup-link-used");
}

async fn every_wrong_field_is_named_and_the_link_still_works(db: Db) {
    let (flow, _, _, _store) = Bench::empty(db).await;
    let token = begin(&flow).await.unwrap().unwrap();
    let mut form = set_up();
    form.name = " ".into();
    form.org_number = "938 795 593".into();
    form.languages.clear();
    form.website = "kommunen".into();
    form.pack = "bergen".into();
    form.admin_name = "x".repeat(201);
    form.admin_email = "anne".into();
    form.password = "elleve tegn".into();
    let wanted = [
        ("admin_email", "email-form"),
        ("admin_name", "text-too-long"),
        ("languages", "required"),
        ("name", "required"),
        ("org_number", "org-number-check-digit"),
        ("pack", "pack-unknown"),
        ("password", "password-short"),
        ("website", "website-form"),
    ];
    assert_eq!(
        faults(complete(&flow, &token, form).await),
        wanted.map(|(f, k)| (f.to_owned(), k))
    );
    let mut form = set_up();
    form.country = Country::Sweden;
    form.password = "x".repeat(2_000);
    let wanted = [("org_number", "org-number-length"), ("password", "password-long")];
    assert_eq!(
        faults(complete(&flow, &token, form).await),
        wanted.map(|(f, k)| (f.to_owned(), k))
    );
    assert!(
        flow.store()
            .read()
            .await
            .unwrap()
            .municipalities()
            .await
            .unwrap()
            .is_empty()
    );
    complete(&flow, &token, set_up()).await.unwrap();
}

async fn packs_are_named_in_the_readers_language(db: Db) {
    let (flow, _, _, _store) = Bench::empty(db).await;
    let ids: Vec<_> = packs(&flow, Locale::Nb).into_iter().map(|p| p.id).collect();
    assert_eq!(ids, ["andoy", "batsfjord"]);
    let title = |l| {
        packs(&flow, l)
            .into_iter()
            .find(|p| p.id == "batsfjord")
            .unwrap()
            .title
    };
    assert_ne!(title(Locale::Nb), title(Locale::En));
}
