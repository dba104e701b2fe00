//! What shipped guidelines read of the product's own registers is known wherever they read it, and few things are asked.

use crate::bench::{Bench, Db, pack_files};
use crate::on_both;
use crate::town::Town;
use flow::cases::NewCase;
use flow::people::{Change, Invite};
use flow::rules::{Question, Said};
use flow::{cases, channels, crises, inbox, moderation, people, posts};
use model::case::CaseKind;
use model::person::Role;
use rulebook::vocabulary::{self, Type};
use rulebook::{Decision, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

on_both!(every_register_fact_that_a_guideline_reads_is_known);

/// Events at which nothing is stored: a draft is checked as it would be submitted.
const SAME: (&str, &str) = ("post.check", "post.submit");

/// Facts of registers and detectors that clauses of the shipped packs name, by event.
fn read() -> BTreeSet<(String, &'static str)> {
    let mut out = BTreeSet::new();
    for (path, text) in pack_files() {
        if !path.contains("/clauses/") {
            continue;
        }
        let mut event_names = Vec::new();
        let text = text.replace("[[clause.also]]", "[[clause]]");
        for part in text.split("[[clause]]").skip(1) {
            let applies = part.lines().find(|l| l.trim_start().starts_with("applies_to"));
            event_names.clear();
            event_names.extend(
                applies
                    .unwrap_or_default()
                    .split('"')
                    .filter(|w| Event::parse(w).is_some()),
            );
            let words = part.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '_'));
            for word in words {
                let Some(entry) = vocabulary::find(word).filter(|e| !e.said) else {
                    continue;
                };
                for event in &event_names {
                    let event = if *event == SAME.0 { SAME.1 } else { event };
                    out.insert((event.to_owned(), entry.name));
                }
            }
        }
    }
    out
}

/// A guideline that reads them, and stops nobody.
fn probes(read: &BTreeSet<(String, &'static str)>) -> String {
    let t = "{ nb = \"P\", nn = \"P\", sv = \"P\", en = \"P\" }";
    let mut out = String::new();
    for (n, (event, name)) in read.iter().enumerate() {
        let condition = match vocabulary::find(name).unwrap().kind {
            Type::Bool => format!("{name} || !{name}"),
            Type::Int => format!("{name} >= 0 || {name} < 0"),
            Type::Text | Type::List(_) => format!("size({name}) >= 0"),
            Type::Word(words) => format!("{name} == '{0}' || {name} != '{0}'", words[0].word),
        };
        write!(
            out,
            "[[clause]]\nid = \"p{n}\"\nsection = \"1\"\ntitle = {t}\nsays = {t}\nmodality = \"must\"\n\
             binds = {{ roles = [\"editor\"], capacity = \"official\" }}\napplies_to = [\"{event}\"]\n\
             require = \"{condition}\"\nstatus = \"automated\"\nexplain.why = {t}\nexplain.fix = {t}\n\
             effect = {{ kind = \"gate\", on_fail = \"block\", on_unknown = \"pass\" }}\n"
        )
        .unwrap();
    }
    // Decisions on what comes in are stored when something follows.
    let task = |id: &str, effect: &str, event: &str| {
        format!(
            "[[clause]]\nid = \"{id}\"\nsection = \"1\"\ntitle = {t}\nsays = {t}\nmodality = \"must\"\n\
             binds = {{ roles = [\"editor\"], capacity = \"official\" }}\napplies_to = [\"{event}\"]\n\
             status = \"automated\"\nexplain.why = {t}\nexplain.fix = {t}\neffect = {effect}\n"
        )
    };
    out += &task(
        "see",
        &format!("{{ kind = \"task\", roles = [\"editor\"], what = {t} }}"),
        "item.received",
    );
    out += &task(
        "ground",
        &format!("{{ kind = \"grounds\", strength = \"may\", grounds = [{{ title = {t} }}] }}"),
        "moderation.hide",
    );
    out
}

async fn every_register_fact_that_a_guideline_reads_is_known(db: Db) {
    let wanted = read();
    assert!(wanted.len() > 40, "{wanted:?}");
    let town = Town::of(Bench::under(db, &probes(&wanted)).await).await;
    let (flow, id) = (&town.flow, town.bench.municipality.id.clone());
    let admin = town.actor("administrator");
    let mut seen: BTreeMap<&str, String> = BTreeMap::new();
    for event in [
        "channel.apply",
        "channel.activate",
        "channel.review",
        "channel.change",
        "channel.close",
    ] {
        seen.insert(event, town.channel.to_string());
    }
    for event in ["guideline.adopt", "schedule.day"] {
        seen.insert(event, id.to_string());
    }
    let publication = town.published("Vafler på torget").await;
    for event in ["post.submit", "post.publish"] {
        seen.insert(event, publication.post.to_string());
    }
    let item = town.commented("c1", "Din idiot").await;
    for event in ["item.received", "item.answer", "moderation.hide"] {
        seen.insert(event, item.to_string());
    }
    inbox::answer(flow, &town.actor("editor"), &item, "Hei.")
        .await
        .unwrap();
    let reason = "Grov sjikane mot en ansatt ved navn.";
    moderation::hide(flow, &town.actor("moderator"), &item, "batsfjord/ground", reason)
        .await
        .unwrap();
    let form = Invite {
        temporary: false,
        name: "Ola".into(),
        email: "ola@example.no".into(),
        unit: "Kultur".into(),
        roles: vec![Role::Author],
    };
    let (ola, _) = people::invite(flow, &admin, form).await.unwrap();
    for (active, version) in [(true, 1), (false, 2)] {
        let form = Change {
            temporary: false,
            name: "Ola".into(),
            unit: "Teknisk".into(),
            roles: vec![Role::Author],
            active,
            version,
        };
        people::change(flow, &admin, &ola, form).await.unwrap();
    }
    for event in ["person.role", "person.move", "person.leave"] {
        seen.insert(event, ola.to_string());
    }
    let case = NewCase {
        kind: Some(CaseKind::Advice),
        title: "Kan jeg dele dette?".into(),
        text: "Et bilde.".into(),
        ..NewCase::default()
    };
    let case = cases::open(flow, &town.actor("employee"), case).await.unwrap();
    cases::close(flow, &town.actor("editor"), &case, "Ja.", &BTreeMap::new())
        .await
        .unwrap();
    for event in ["case.open", "case.close"] {
        seen.insert(event, case.to_string());
    }
    let crisis = crises::declare(flow, &town.actor("crisis-lead"), "Ras")
        .await
        .unwrap();
    seen.insert("crisis.declare", crisis.to_string());
    let channel = town.bench.channel(&town.channel).await;
    let mut form = channels::as_it_is(&channel);
    form.name = "Et annet navn".into();
    channels::change(flow, &town.actor("it"), &channel.id, form, channel.version)
        .await
        .unwrap();
    channels::close(flow, &town.actor("it"), &town.channel, "Ferdig.")
        .await
        .unwrap();

    let store = town.read().await;
    let events: BTreeSet<_> = wanted.iter().map(|(event, _)| event.as_str()).collect();
    for event in events {
        let subject = seen
            .get(event)
            .unwrap_or_else(|| panic!("{event} is not raised here"));
        let stored = store.latest_decision(&id, subject, event).await.unwrap();
        let stored = stored.unwrap_or_else(|| panic!("no decision on {event}"));
        let decision: Decision = serde_json::from_str(&stored.json).unwrap();
        let missing: Vec<_> = decision.clauses.iter().flat_map(|c| &c.missing).collect();
        assert!(missing.is_empty(), "{event}: nobody sets {missing:?}");
    }
}

/// What is asked, by municipality: of a text without picture and link, of one with a link to the own website, of a
/// picture, of an answer, of a hiding.
#[tokio::test]
async fn few_questions_are_asked_of_everyday_work() {
    let mut table = Vec::new();
    for pack in ["kafjord", "batsfjord", "hustadvika", "norsjo", "andoy"] {
        let town = Town::guided(crate::bench::sqlite().await, pack).await;
        let author = town.actor("author");
        let post = posts::create(&town.flow, &author).await.unwrap();
        let mut plain = town.draft("Loppemarked på torget lørdag");
        let linked = posts::check(&town.flow, &author, &post, &plain)
            .await
            .unwrap()
            .questions;
        plain.link.clear();
        let text = posts::check(&town.flow, &author, &post, &plain)
            .await
            .unwrap()
            .questions;
        posts::add_media(&town.flow, &author, &post, crate::pictures::png(64, 48))
            .await
            .unwrap();
        let picture = posts::check(&town.flow, &author, &post, &plain)
            .await
            .unwrap()
            .questions;
        let (editor, moderator) = (town.actor("editor"), town.actor("moderator"));
        town.net.comment("c1", "", "Når åpner hallen?");
        town.poll().await;
        let item = town.item("c1").await.id;
        let answer = inbox::check_answer(&town.flow, &editor, &item, "Klokka ti.")
            .await
            .unwrap()
            .questions;
        let ground = moderation::grounds(&town.flow, &moderator).await.unwrap()[0]
            .id
            .clone();
        let said = Said::from("Grov sjikane mot en ansatt ved navn.");
        let hide = moderation::questions(&town.flow, &moderator, &item, &ground, &said)
            .await
            .unwrap()
            .0;
        let names = |list: &[Question]| list.iter().map(|q| q.name.clone()).collect::<Vec<_>>();
        let row = [&linked, &text, &picture, &answer, &hide].map(|list| names(list));
        table.push((pack, row));
    }
    let counted: Vec<_> = table
        .iter()
        .map(|(pack, row)| (*pack, row.each_ref().map(Vec::len)))
        .collect();
    assert_eq!(
        counted,
        [
            ("kafjord", [2, 2, 6, 0, 0]),
            ("batsfjord", [0, 1, 6, 0, 0]),
            ("hustadvika", [0, 1, 4, 1, 1]),
            ("norsjo", [1, 1, 4, 0, 1]),
            ("andoy", [2, 2, 7, 0, 0]),
        ],
        "{table:#?}"
    );
}
