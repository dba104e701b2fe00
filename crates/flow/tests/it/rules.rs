//! What two quite different guidelines say of posts.

use crate::bench::{Bench, Db, PASSWORD, set_up};
use crate::on_both;
use crate::posts::{begun, outcome, stopped};
use crate::town::{LINK, Town, verify};
use flow::posts::{Draft, check, create, submit};
use flow::setup::SetUp;
use flow::{Actor, Flow};
use model::person::Role;
use model::{ChannelId, Locale};

on_both!(
    batsfjord_wants_its_website_first,
    personal_numbers_never_go_out,
    andoy_wants_ai_named_and_asks_nothing_of_the_website,
);

async fn batsfjord_wants_its_website_first(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    let clause = "batsfjord/4.3-3";
    let mut draft = Draft {
        link: String::new(),
        ..town.draft("Brua er stengt")
    };
    assert_eq!(
        stopped(submit(&town.flow, &author, &post, draft.clone()).await),
        [clause]
    );
    draft.answers.insert("post.first_on_website".into(), "no".into());
    assert_eq!(
        stopped(submit(&town.flow, &author, &post, draft.clone()).await),
        [clause]
    );
    assert_eq!(
        outcome(&check(&town.flow, &author, &post, &draft).await.unwrap(), clause),
        "block"
    );
    assert_eq!(town.post(&post).await.text, "", "nothing was stored");
    for link in [
        "https://batsfjord.kommune.no.example.com/x",
        "https://ikkebatsfjord.kommune.no/",
    ] {
        let elsewhere = Draft {
            link: link.into(),
            ..draft.clone()
        };
        assert_eq!(
            outcome(
                &check(&town.flow, &author, &post, &elsewhere).await.unwrap(),
                clause
            ),
            "block",
            "{link}"
        );
    }
    let linked = Draft {
        text: format!("Brua er stengt. Les mer ({LINK})."),
        ..draft.clone()
    };
    assert_eq!(
        outcome(&check(&town.flow, &author, &post, &linked).await.unwrap(), clause),
        "pass"
    );
    draft.answers.insert("post.first_on_website".into(), "yes".into());
    submit(&town.flow, &author, &post, draft).await.unwrap();
    town.verify().await;
}

async fn personal_numbers_never_go_out(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    let draft = town.draft("Vi savner eieren av nøkkelen: 010107 50160");
    assert_eq!(
        stopped(submit(&town.flow, &author, &post, draft.clone()).await),
        ["no-base/national-identity-number"]
    );
    let checked = check(&town.flow, &author, &post, &draft).await.unwrap();
    assert_eq!(checked.outcome, "block");
    let found = &checked.found[0].note;
    assert_eq!(
        (found.name.as_str(), found.severity.as_str()),
        ("norwegian-identity-number", "severe")
    );
    assert_eq!(
        draft
            .text
            .chars()
            .skip(found.start)
            .take(found.end - found.start)
            .collect::<String>(),
        "010107 50160"
    );
    submit(
        &town.flow,
        &author,
        &post,
        town.draft("Vi savner eieren av nøkkelen: 010107 50161"),
    )
    .await
    .unwrap();
    town.verify().await;
}

/// A municipality with Andøy's guideline, and somebody who may do everything in it.
async fn andoy(db: Db) -> (Flow, Actor, ChannelId, Db) {
    let (flow, _, _, db) = Bench::empty(db).await;
    let token = flow::setup::begin(&flow).await.unwrap().unwrap();
    let form = SetUp {
        name: "Andøy kommune".into(),
        website: "https://www.andoy.kommune.no".into(),
        pack: "andoy".into(),
        password: PASSWORD.into(),
        ..set_up()
    };
    flow::setup::complete(&flow, &token, form).await.unwrap();
    let read = flow.store().read().await.unwrap();
    let municipality = read.municipality_by_slug("andoy").await.unwrap().unwrap();
    let mut person = read.people(&municipality.id).await.unwrap().remove(0);
    drop(read);
    let mut editor = person.clone();
    person.roles = Role::ALL.to_vec();
    editor.id = flow.source().id();
    editor.email = "editor@andoy.example.no".into();
    editor.roles = vec![Role::Editor, Role::Leader, Role::Director, Role::It];
    let tx = flow.store().begin().await.unwrap();
    tx.update_person(&mut person).await.unwrap();
    tx.insert_person(&editor).await.unwrap();
    tx.commit().await.unwrap();
    let actor = Actor {
        person,
        municipality,
        locale: Locale::Nb,
    };
    let application = flow::channels::Application {
        network: Some(model::channel::Network::Practice),
        name: "andoy.kommune.teknisk".into(),
        purpose: "Fortelle om vann og vei".into(),
        audience: "Innbyggere".into(),
        unit: "Teknisk".into(),
        responsible: Some(editor.id.clone()),
        administrators: vec![editor.id.clone()],
        answers: [
            ("channel.answers.need", "Vakttelefonen er full"),
            ("channel.answers.resources", "yes"),
        ]
        .map(|(k, v)| (k.to_owned(), v.to_owned()))
        .into(),
    };
    let channel = flow::channels::apply(&flow, &actor, application).await.unwrap();
    (flow, actor, channel, db)
}

async fn andoy_wants_ai_named_and_asks_nothing_of_the_website(db: Db) {
    let (flow, actor, channel, _db) = andoy(db).await;
    let post = create(&flow, &actor).await.unwrap();
    let mut draft = Draft {
        text: "Vannet er klart igjen".into(),
        channels: vec![channel],
        version: 1,
        ..Draft::default()
    };
    draft.answers.insert("post.ai_text".into(), "none".into());
    let checked = check(&flow, &actor, &post, &draft).await.unwrap();
    assert!(
        checked.points.iter().all(|p| !p.clause.contains("4.3-3"))
            && checked
                .questions
                .iter()
                .all(|q| q.name != "post.first_on_website")
    );
    assert_eq!(checked.outcome, "require-approval", "{:?}", checked.points);

    draft.answers.insert("post.ai_text".into(), "substantial".into());
    draft.answers.insert("post.ai_checked".into(), "yes".into());
    draft.answers.insert("post.public_interest".into(), "yes".into());
    let all = stopped(submit(&flow, &actor, &post, draft.clone()).await);
    assert_eq!(all, ["andoy/9ki-2a", "andoy/9ki-2c"]);
    draft.answers.insert("post.ai_label".into(), "yes".into());
    assert_eq!(
        stopped(submit(&flow, &actor, &post, draft.clone()).await),
        all,
        "saying so in the form is not saying so to readers"
    );
    draft.text = "Vannet er klart igjen. Teksten er laget med KI.".into();
    submit(&flow, &actor, &post, draft).await.unwrap();
    verify(&flow).await;
}
