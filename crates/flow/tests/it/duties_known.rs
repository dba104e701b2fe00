use crate::bench::{Db, key};
use crate::duty_pack::{Duties, with};
use crate::on_both;
use crate::town::verify;
use flow::duties::{Which, acknowledge, guideline, list, review, year};
use flow::people::{Invite, invite};
use model::Id as _;
use model::duty::DutyState;
use model::person::Role;

on_both!(
    whoever_writes_acknowledges_the_version_in_force,
    a_new_version_asks_again,
    the_clauses_shown_are_those_that_bind,
    the_year_ahead_is_seen_before_it_comes,
    a_channel_is_reviewed_on_demand,
);

async fn whoever_writes_acknowledges_the_version_in_force(db: Db) {
    let town = Duties::new(db).await;
    let channel = town.channel().await;
    town.days(0).await;
    let (author, admin) = (town.actor("author"), town.actor("administrator"));
    let mine = list(&town.flow, &author, &Which::Mine, None, 10).await.unwrap();
    assert_eq!(mine.duties.len(), 1);
    assert!(mine.duties[0].acknowledge && mine.duties[0].person == "author");
    let post = flow::posts::create(&town.flow, &author).await.unwrap();
    let draft = flow::posts::Draft {
        text: "Svømmehallen åpner kl. 10.".into(),
        channels: vec![channel],
        version: 1,
        ..flow::posts::Draft::default()
    };
    let stopped = flow::posts::submit(&town.flow, &author, &post, draft.clone()).await;
    assert_eq!(key(stopped), "stopped-by-guideline");
    let read = guideline(&town.flow, &author).await.unwrap();
    assert_eq!((read.version.as_str(), read.acknowledged_at), ("1.0.0", None));
    assert!(read.due_at.is_some());
    assert_eq!(
        key(acknowledge(&town.flow, &author, "something else").await),
        "guideline-changed"
    );
    acknowledge(&town.flow, &author, &read.digest).await.unwrap();
    acknowledge(&town.flow, &author, &read.digest).await.unwrap();
    assert_eq!(town.journalled("guideline.acknowledged").await, 1);
    assert!(
        list(&town.flow, &author, &Which::Mine, None, 10)
            .await
            .unwrap()
            .duties
            .is_empty()
    );
    let read = guideline(&town.flow, &author).await.unwrap();
    assert_eq!(
        (read.acknowledged_at, read.due_at),
        (Some(town.flow.source().now().0), None)
    );
    flow::posts::submit(&town.flow, &author, &post, draft)
        .await
        .unwrap();
    // Whoever comes is asked; whoever comes without writing is not.
    let person = |name: &str, role| Invite {
        temporary: false,
        name: name.into(),
        email: format!("{name}@batsfjord.example.no"),
        unit: String::new(),
        roles: vec![role],
    };
    let before = town.of("know").await.len();
    invite(&town.flow, &admin, person("ola", Role::Author))
        .await
        .unwrap();
    invite(&town.flow, &admin, person("kari", Role::Archivist))
        .await
        .unwrap();
    assert_eq!(town.of("know").await.len(), before + 1);
    verify(&town.flow).await;
}

async fn a_new_version_asks_again(db: Db) {
    let town = Duties::new(db).await;
    town.days(0).await;
    let author = town.actor("author");
    let first = guideline(&town.flow, &author).await.unwrap();
    acknowledge(&town.flow, &author, &first.digest).await.unwrap();
    let renewed = Duties {
        flow: with(&town.bench, "2.0.0"),
        bench: town.bench,
    };
    renewed.days(1).await;
    let read = guideline(&renewed.flow, &author).await.unwrap();
    assert_eq!((read.version.as_str(), read.acknowledged_at), ("2.0.0", None));
    assert_eq!(read.earlier.unwrap().0, "1.0.0");
    // The page of yesterday acknowledges nothing today.
    assert_eq!(
        key(acknowledge(&renewed.flow, &author, &first.digest).await),
        "guideline-changed"
    );
    let all = renewed.of("know").await;
    let open: Vec<_> = all.iter().filter(|d| d.state == DutyState::Open).collect();
    assert_eq!(open.len(), 2, "author and editor");
    assert!(open.iter().all(|d| d.period == read.digest));
    let replaced: Vec<_> = all.iter().filter(|d| d.state == DutyState::Lapsed).collect();
    assert_eq!(
        (replaced.len(), replaced[0].reason.as_str()),
        (1, "guideline-replaced")
    );
    renewed.days(3).await;
    assert_eq!(renewed.of("know").await.len(), all.len());
}

async fn the_clauses_shown_are_those_that_bind(db: Db) {
    let town = Duties::new(db).await;
    let shown = async |actor: &flow::Actor| {
        let read = guideline(&town.flow, actor).await.unwrap();
        read.clauses.into_iter().map(|c| c.section).collect::<Vec<_>>()
    };
    assert_eq!(shown(&town.actor("elected")).await, ["elected"]);
    assert_eq!(shown(&town.actor("mayor")).await, ["elected"]);
    assert_eq!(shown(&town.actor("archivist")).await, ["know"]);
    let author = shown(&town.actor("author")).await;
    assert!(author.contains(&"know".to_owned()) && author.contains(&"quarter".to_owned()));
    // Whoever has a channel is bound as its owner, whatever her roles.
    let archivist = town.actor("archivist");
    let mut form = town.bench.application(model::channel::Network::Practice);
    form.administrators = vec![archivist.person.id.clone()];
    flow::channels::apply(&town.flow, &town.actor("editor"), form)
        .await
        .unwrap();
    assert!(shown(&archivist).await.contains(&"quarter".to_owned()));
}

async fn the_year_ahead_is_seen_before_it_comes(db: Db) {
    let town = Duties::new(db).await;
    let leader = town.actor("leader");
    let alone = year(&town.flow, &leader).await.unwrap();
    let named = |list: &[flow::duties::Ahead]| {
        list.iter()
            .map(|a| (a.section.clone(), a.period.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(named(&alone), [("year".to_owned(), "2026".to_owned())]);
    town.channel().await;
    let ahead = year(&town.flow, &leader).await.unwrap();
    let with_channel = named(&ahead);
    for (clause, period) in [
        ("windows", "2026-H1"),
        ("windows", "2026-H2"),
        ("quarter", "2026-Q3"),
    ] {
        assert!(
            with_channel.contains(&(clause.to_owned(), period.to_owned())),
            "{with_channel:?}"
        );
    }
    assert!(
        !with_channel.iter().any(|(clause, _)| clause == "watch"),
        "what comes daily would hide the rest"
    );
    assert!(ahead.is_sorted_by_key(|a| a.due_at));
    assert_eq!(
        town.journalled("duty.opened").await,
        1,
        "looking opens nothing but IT's notice of before"
    );
}

async fn a_channel_is_reviewed_on_demand(db: Db) {
    let town = Duties::new(db).await;
    let channel = town.channel().await;
    assert_eq!(
        key(review(&town.flow, &town.actor("author"), &channel).await),
        "not-allowed"
    );
    let (_, opened) = review(&town.flow, &town.actor("editor"), &channel).await.unwrap();
    assert_eq!(opened, 2, "the quarter's and the day's");
    let (_, again) = review(&town.flow, &town.actor("editor"), &channel).await.unwrap();
    assert_eq!(again, 0);
    let read = town.flow.store().read().await.unwrap();
    let decisions = read
        .decisions_of(&town.bench.municipality.id, channel.as_str())
        .await
        .unwrap();
    assert_eq!(
        decisions.iter().filter(|d| d.event == "channel.review").count(),
        2
    );
    drop(read);
    flow::channels::close(&town.flow, &town.actor("administrator"), &channel, "Slutt")
        .await
        .unwrap();
    assert_eq!(
        key(review(&town.flow, &town.actor("editor"), &channel).await),
        "channel-not-active"
    );
}
