//! A guideline that asks at every event: nobody is stuck, nothing is lost, and what was said is known afterwards.

use crate::bench::{Bench, Db, faults, key};
use crate::on_both;
use crate::town::Town;
use flow::people::{Change, Invite, PersonStep};
use flow::rules::{Answered, Question, Said};
use flow::{adoption, channels, crises, inbox, moderation, people, posts};
use model::Id as _;
use model::item::Visibility;
use model::person::{Person, Role};
use std::collections::BTreeMap;
use store::{DutyFilter, GivenOf};

on_both!(
    an_answer_waits_for_what_the_guideline_asks,
    a_question_that_depends_on_an_answer_comes_after_it,
    hiding_waits_for_what_the_guideline_asks,
    a_channel_is_closed_with_the_answers,
    a_crisis_is_declared_with_the_answers,
    people_come_and_go_with_the_answers,
    a_guideline_is_adopted_with_the_answers,
    a_post_is_submitted_with_the_answers,
);

/// A yes-no question at an event, to be answered yes, and a task that follows when it is.
fn asks(id: &str, event: &str, name: &str) -> String {
    let texts = |t: &str| format!("{{ nb = \"{t}\", nn = \"{t}\", sv = \"{t}\", en = \"{t}\" }}");
    let head = |id: &str| {
        format!(
            "[[clause]]\nid = \"{id}\"\nsection = \"1\"\ntitle = {t}\nsays = {t}\nmodality = \"must\"\n\
             binds = {{ roles = [\"editor\"], capacity = \"official\" }}\napplies_to = [\"{event}\"]\nstatus = \"attested\"\n\
             explain.why = {t}\nexplain.fix = {t}\n",
            t = texts(id)
        )
    };
    let ask = format!(
        "[clause.effect]\nkind = \"ask\"\non_fail = \"block\"\n[[clause.effect.questions]]\nname = \"{name}\"\n\
         answer = \"yes-no\"\nmust_be = \"yes\"\nlabel = {}\n",
        texts("Er det gjort?")
    );
    let task = format!(
        "when = \"{name}\"\n[clause.effect]\nkind = \"task\"\nroles = [\"editor\"]\nwhat = {}\n",
        texts("Se over")
    );
    // A condition on what is asked, so that what was said can be seen to be known.
    format!("{}{ask}\n{}{task}\n", head(id), head(&format!("{id}-follows")))
}

/// A choice with a reason at an event.
fn decides(id: &str, event: &str, name: &str) -> String {
    let t = "{ nb = \"Valg\", nn = \"Val\", sv = \"Val\", en = \"Choice\" }";
    format!(
        "[[clause]]\nid = \"{id}\"\nsection = \"2\"\ntitle = {t}\nsays = {t}\nmodality = \"must\"\n\
         binds = {{ roles = [\"editor\"], capacity = \"official\" }}\napplies_to = [\"{event}\"]\nstatus = \"attested\"\n\
         explain.why = {t}\nexplain.fix = {t}\n[clause.effect]\nkind = \"decide\"\nfield = \"{name}\"\nreason_min = 20\n\
         roles = [\"editor\"]\noptions = [{{ word = \"go\", label = {t} }}, {{ word = \"stay\", label = {t} }}]\n"
    )
}

fn said(text: &str, answers: &[(&str, &str)]) -> Said {
    Said {
        text: text.to_owned(),
        answers: given(answers),
    }
}

fn given(answers: &[(&str, &str)]) -> BTreeMap<String, String> {
    answers
        .iter()
        .map(|(name, answer)| ((*name).to_owned(), (*answer).to_owned()))
        .collect()
}

fn names(questions: &[Question]) -> Vec<&str> {
    questions.iter().map(|q| q.name.as_str()).collect()
}

fn required(name: &str) -> Vec<(String, &'static str)> {
    vec![(format!("answer.{name}"), "answer-required")]
}

/// Clauses of the duties that are open.
async fn duties(bench: &Bench) -> Vec<String> {
    let read = bench.db.store.read().await.unwrap();
    let all = read
        .duties(&bench.municipality.id, &DutyFilter::default(), None, 100)
        .await
        .unwrap();
    all.items.into_iter().map(|d| d.clause).collect()
}

async fn kept(bench: &Bench, of: GivenOf, subject: &str) -> BTreeMap<String, String> {
    let read = bench.db.store.read().await.unwrap();
    read.given(&bench.municipality.id, of, subject).await.unwrap()
}

async fn an_answer_waits_for_what_the_guideline_asks(db: Db) {
    let clauses =
        asks("a", "item.answer", "item.answers.checked") + &decides("d", "item.answer", "item.answers.way");
    let town = Town::of(Bench::under(db, &clauses).await).await;
    let item = town.commented("c1", "Når åpner hallen?").await;
    let editor = town.actor("editor");
    let checked = inbox::check_answer(&town.flow, &editor, &item, "Klokka ti.")
        .await
        .unwrap();
    let all = [
        "item.answers.checked",
        "item.answers.way",
        "item.answers.way_reason",
    ];
    assert_eq!(names(&checked.questions), all);
    assert_eq!(checked.questions[1].choices.len(), 2);
    assert!(
        checked
            .points
            .iter()
            .any(|p| p.clause == "batsfjord/a" && !p.why.is_empty())
    );
    let none = inbox::answer(&town.flow, &editor, &item, "Klokka ti.").await;
    let expected: Vec<_> = all.iter().flat_map(|name| required(name)).collect();
    assert_eq!(faults(none), expected);
    // A word that is no choice is no answer, and a reason that says nothing is none either.
    let bad = [(all[0], "yes"), (all[1], "perhaps"), (all[2], "Fordi.")];
    let bad = inbox::answer(&town.flow, &editor, &item, said("Klokka ti.", &bad)).await;
    assert_eq!(
        faults(bad),
        [
            ("answer.item.answers.way".to_owned(), "answer-required"),
            ("answer.item.answers.way_reason".to_owned(), "answer-short")
        ]
    );
    let no = [
        (all[0], "no"),
        (all[1], "go"),
        (all[2], "Det er kort og enkelt å svare på."),
    ];
    let no = inbox::answer(&town.flow, &editor, &item, said("Klokka ti.", &no)).await;
    assert_eq!(key(no), "stopped-by-guideline");
    assert_eq!(town.item("c1").await.state, model::item::ItemState::New);
    assert_eq!(
        town.journalled("answer.written").await,
        0,
        "nothing was kept of it"
    );
    let yes = [
        (all[0], "yes"),
        (all[1], "go"),
        (all[2], "Det er kort og enkelt å svare på."),
    ];
    let answer = inbox::answer(&town.flow, &editor, &item, said("Klokka ti.", &yes))
        .await
        .unwrap();
    town.work().await;
    assert_eq!(town.net.put("Klokka ti.").len(), 1);
    assert_eq!(
        kept(&town.bench, GivenOf::Answer, answer.as_str()).await,
        given(&yes)
    );
    assert_eq!(duties(&town.bench).await, ["batsfjord/a-follows"]);
    town.verify().await;
}

async fn a_question_that_depends_on_an_answer_comes_after_it(db: Db) {
    let second = asks("b", "item.answer", "item.answers.second").replacen(
        "status = \"attested\"\n",
        "when = \"item.answers.first\"\nstatus = \"attested\"\n",
        1,
    );
    let second = second
        .split("[[clause]]\nid = \"b-follows\"")
        .next()
        .unwrap()
        .to_owned();
    let clauses = asks("a", "item.answer", "item.answers.first") + &second;
    let town = Town::of(Bench::under(db, &clauses).await).await;
    let item = town.commented("c1", "Når åpner hallen?").await;
    let editor = town.actor("editor");
    let asked = async |answers: &[(&str, &str)]| {
        let checked = inbox::check_answer(&town.flow, &editor, &item, said("Ti.", answers)).await;
        checked
            .unwrap()
            .questions
            .into_iter()
            .map(|q| q.name)
            .collect::<Vec<_>>()
    };
    assert_eq!(asked(&[]).await, ["item.answers.first"]);
    let first = ("item.answers.first", "yes");
    assert_eq!(
        asked(&[first]).await,
        ["item.answers.first", "item.answers.second"]
    );
    let half = inbox::answer(&town.flow, &editor, &item, said("Ti.", &[first])).await;
    assert_eq!(faults(half), required("item.answers.second"));
    let both = said("Ti.", &[first, ("item.answers.second", "yes")]);
    inbox::answer(&town.flow, &editor, &item, both).await.unwrap();
}

const GROUND: &str = r#"
[[clause]]
id = "rude"
section = "3"
title = { nb = "Grovt", nn = "Grovt", sv = "Grovt", en = "Rude" }
says = { nb = "Grovheter skjules.", en = "Rude comments are hidden." }
modality = "may"
binds = { roles = ["moderator"], capacity = "official" }
applies_to = ["moderation.hide"]
status = "automated"
explain.why = { nb = "G", nn = "G", sv = "G", en = "G" }
explain.fix = { nb = "G", nn = "G", sv = "G", en = "G" }
[clause.effect]
kind = "grounds"
strength = "may"
grounds = [{ title = { nb = "Grovt", nn = "Grovt", sv = "Grovt", en = "Rude" } }]
"#;

async fn hiding_waits_for_what_the_guideline_asks(db: Db) {
    let name = "moderation.answers.extraordinary";
    let clauses = GROUND.to_owned() + &asks("h", "moderation.hide", name);
    let town = Town::of(Bench::under(db, &clauses).await).await;
    let item = town.commented("c1", "Din idiot").await;
    let moderator = town.actor("moderator");
    let reason = "Grov sjikane mot en ansatt ved navn.";
    let ask = |ground: &'static str, answers: BTreeMap<String, String>| {
        let said = Said {
            text: reason.to_owned(),
            answers,
        };
        let (flow, moderator, item) = (&town.flow, &moderator, &item);
        async move {
            moderation::questions(flow, moderator, item, ground, &said)
                .await
                .unwrap()
        }
    };
    let (questions, points) = ask("", BTreeMap::new()).await;
    assert_eq!(
        (names(&questions), points.len()),
        (vec![name], 0),
        "shown before a ground is chosen"
    );
    let (_, points) = ask("batsfjord/rude", BTreeMap::new()).await;
    assert!(points.iter().any(|p| p.clause == "batsfjord/h"));
    let none = moderation::hide(&town.flow, &moderator, &item, "batsfjord/rude", reason).await;
    assert_eq!(faults(none), required(name));
    assert_eq!(town.item("c1").await.visibility, Visibility::Visible);
    assert_eq!(town.journalled("moderation.evidence").await, 0);
    let yes = said(reason, &[(name, "yes")]);
    let hidden = moderation::hide(&town.flow, &moderator, &item, "batsfjord/rude", yes)
        .await
        .unwrap();
    assert_eq!(
        kept(&town.bench, GivenOf::Moderation, hidden.as_str()).await,
        given(&[(name, "yes")])
    );
    assert_eq!(duties(&town.bench).await, ["batsfjord/h-follows"]);
    town.verify().await;
}

async fn a_channel_is_closed_with_the_answers(db: Db) {
    let name = "channel.answers.archived";
    let bench = Bench::under(db, &asks("c", "channel.close", name)).await;
    let channel = bench.practice().await;
    let it = bench.actor("it");
    let none = BTreeMap::new();
    let (questions, points) = channels::closing(&bench.flow, &it, &channel, &none)
        .await
        .unwrap();
    assert_eq!(names(&questions), [name]);
    assert!(points.iter().any(|p| p.clause == "batsfjord/c"));
    let unanswered = channels::close(&bench.flow, &it, &channel, "Ingen bruker den.").await;
    assert_eq!(faults(unanswered), required(name));
    let no = channels::close(
        &bench.flow,
        &it,
        &channel,
        said("Ingen bruker den.", &[(name, "no")]),
    )
    .await;
    assert_eq!(key(no), "stopped-by-guideline");
    assert_eq!(
        bench.channel(&channel).await.state,
        model::channel::ChannelState::Active
    );
    let yes = said("Ingen bruker den.", &[(name, "yes")]);
    channels::close(&bench.flow, &it, &channel, yes).await.unwrap();
    let closed = bench.channel(&channel).await;
    assert_eq!(
        closed.answers.get(name).map(String::as_str),
        Some("yes"),
        "in the register"
    );
    assert_eq!(duties(&bench).await, ["batsfjord/c-follows"]);
}

async fn a_crisis_is_declared_with_the_answers(db: Db) {
    let name = "municipality.answers.called";
    let bench = Bench::under(db, &asks("k", "crisis.declare", name)).await;
    let lead = bench.actor("crisis-lead");
    let (questions, _) = crises::questions(&bench.flow, &lead, &Said::default())
        .await
        .unwrap();
    assert_eq!(names(&questions), [name]);
    assert_eq!(
        faults(crises::declare(&bench.flow, &lead, "Ras").await),
        required(name)
    );
    let crisis = crises::declare(&bench.flow, &lead, said("Ras", &[(name, "yes")]))
        .await
        .unwrap();
    assert_eq!(
        kept(&bench, GivenOf::Crisis, crisis.as_str()).await,
        given(&[(name, "yes")])
    );
    assert_eq!(duties(&bench).await, ["batsfjord/k-follows"]);
}

async fn people_come_and_go_with_the_answers(db: Db) {
    let (trained, keys) = ("person.answers.trained", "person.answers.keys");
    let clauses = asks("r", "person.role", trained) + &asks("l", "person.leave", keys);
    let bench = Bench::under(db, &clauses).await;
    let admin = bench.actor("administrator");
    let invite = || Invite {
        temporary: false,
        name: "Ola".into(),
        email: "ola@example.no".into(),
        unit: String::new(),
        roles: vec![Role::Author],
    };
    let none = BTreeMap::new();
    let step = PersonStep::Comes(&[Role::Author], false);
    let (questions, _) = people::questions(&bench.flow, &admin, step, &none).await.unwrap();
    assert_eq!(names(&questions), [trained]);
    assert_eq!(
        faults(people::invite(&bench.flow, &admin, invite()).await),
        required(trained)
    );
    let answered = Answered {
        form: invite(),
        answers: given(&[(trained, "yes")]),
    };
    let (ola, _) = people::invite(&bench.flow, &admin, answered).await.unwrap();
    assert_eq!(duties(&bench).await, ["batsfjord/r-follows"]);
    let person = || async {
        let read = bench.db.store.read().await.unwrap();
        read.person(&bench.municipality.id, &ola).await.unwrap()
    };
    let form = |p: &Person, roles: Vec<Role>, active| Change {
        temporary: false,
        name: p.name.clone(),
        unit: String::new(),
        roles,
        active,
        version: p.version,
    };
    // What was said of somebody is known when she gets other roles.
    let now = person().await;
    people::change(&bench.flow, &admin, &ola, form(&now, vec![Role::Editor], true))
        .await
        .unwrap();
    let now = person().await;
    let leaves = people::change(&bench.flow, &admin, &ola, form(&now, now.roles.clone(), false)).await;
    assert_eq!(faults(leaves), required(keys));
    assert_eq!(person().await.state, now.state, "nothing has changed");
    let answered = Answered {
        form: form(&now, now.roles.clone(), false),
        answers: given(&[(keys, "yes")]),
    };
    people::change(&bench.flow, &admin, &ola, answered).await.unwrap();
    assert_eq!(person().await.state, model::person::PersonState::Disabled);
    assert_eq!(
        kept(&bench, GivenOf::Person, ola.as_str()).await,
        given(&[(trained, "yes"), (keys, "yes")])
    );
    assert!(duties(&bench).await.contains(&"batsfjord/l-follows".to_owned()));
}

async fn a_guideline_is_adopted_with_the_answers(db: Db) {
    let name = "municipality.answers.sent";
    let bench = Bench::under(db, &asks("g", "guideline.adopt", name)).await;
    let admin = bench.actor("administrator");
    let book = bench.flow.rulebooks()["batsfjord"].clone();
    let none = BTreeMap::new();
    let (questions, _) = adoption::questions(&bench.flow, &admin, &book, &none)
        .await
        .unwrap();
    assert_eq!(names(&questions), [name]);
    let tx = bench.db.store.begin().await.unwrap();
    let missing = adoption::answer(&bench.flow, &*tx, &admin, &book, &none).await;
    assert_eq!(faults(missing), required(name));
    let yes = given(&[(name, "yes")]);
    adoption::answer(&bench.flow, &*tx, &admin, &book, &yes)
        .await
        .unwrap();
    assert!(
        adoption::adopt(&bench.flow, &*tx, &bench.municipality)
            .await
            .unwrap()
    );
    assert!(
        !adoption::adopt(&bench.flow, &*tx, &bench.municipality)
            .await
            .unwrap(),
        "once"
    );
    tx.commit().await.unwrap();
    assert_eq!(duties(&bench).await, ["batsfjord/g-follows"]);
    assert!(bench.journal().await.contains(&"guideline.answered".to_owned()));
}

async fn a_post_is_submitted_with_the_answers(db: Db) {
    let name = "post.answers.ready";
    let town = Town::of(Bench::under(db, &asks("p", "post.submit", name)).await).await;
    let author = town.actor("author");
    let post = posts::create(&town.flow, &author).await.unwrap();
    let checked = posts::check(&town.flow, &author, &post, &town.draft("Vafler"))
        .await
        .unwrap();
    assert_eq!(names(&checked.questions), [name]);
    let none = posts::submit(&town.flow, &author, &post, town.draft("Vafler")).await;
    assert_eq!(key(none), "stopped-by-guideline");
    let mut draft = town.draft("Vafler");
    draft.answers = given(&[(name, "yes")]);
    posts::submit(&town.flow, &author, &post, draft).await.unwrap();
}
