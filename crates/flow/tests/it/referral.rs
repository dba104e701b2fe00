//! What does not belong here is referred to where it does, in the answer or before it is closed; and an exception that a
//! leader grants from the grounds for hiding.

use crate::bench::{Bench, Db, faults, key};
use crate::on_both;
use crate::town::Town;
use flow::inbox::{answer, check_answer, close, closing, referral};
use flow::moderation::{grounds_of, hide};
use flow::rules::Said;
use flow::waivers::{self, NewWaiver};
use model::item::ItemState;
use model::waiver::{WaiverCategory, WaiverSubject};
use model::{Id as _, ItemId};

on_both!(
    a_case_is_not_closed_before_its_writer_is_referred,
    an_answer_tells_whether_it_refers,
    a_case_is_not_sent_to_another_network,
    a_leader_excepts_one_comment_from_the_grounds,
);

const CASE: &str = "Når blir søknaden min om støttekontakt behandlet?";

/// A town whose guideline is one clause of a shipped pack, under Båtsfjord's name.
async fn town(db: Db, pack: &str, file: &str, clause: &str) -> Town {
    let path = format!(
        "{}/../../packs/{pack}/clauses/{file}.toml",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(path).unwrap();
    let own = text
        .split("[[clause]]")
        .find(|c| c.contains(&format!("id = \"{clause}\"")))
        .unwrap();
    let kept = own.lines().filter(|line| !line.starts_with("replaces"));
    let clauses = format!("[[clause]]\n{}\n", kept.collect::<Vec<_>>().join("\n"));
    Town::of(Bench::under(db, &clauses).await).await
}

fn referred(word: &str) -> Said {
    Said {
        text: "Ringte tilbake.".to_owned(),
        answers: [("item.referred".to_owned(), word.to_owned())].into(),
    }
}

async fn warned(town: &Town, item: &ItemId, text: &str, clause: &str) -> bool {
    let checked = check_answer(&town.flow, &town.actor("editor"), item, text)
        .await
        .unwrap();
    checked.points.iter().any(|p| p.clause == clause)
}

async fn a_case_is_not_closed_before_its_writer_is_referred(db: Db) {
    let town = town(db, "kafjord", "inbox", "saksbehandling-2").await;
    let editor = town.actor("editor");
    let item = town.commented("c1", CASE).await;
    assert_eq!(
        faults(close(&town.flow, &editor, &item, "Ringte tilbake.").await),
        [("answer.item.referred".to_owned(), "answer-required")]
    );
    assert_eq!(town.item("c1").await.state, ItemState::New);
    let (questions, points) = closing(&town.flow, &editor, &item, &Said::from(""))
        .await
        .unwrap();
    assert_eq!(questions[0].name, "item.referred");
    assert_eq!(points[0].clause, "batsfjord/saksbehandling-2");
    close(&town.flow, &editor, &item, referred("yes")).await.unwrap();
    assert_eq!(town.item("c1").await.state, ItemState::Closed);

    // What is no case is closed without a question.
    let other = town.commented("c2", "Så fint det ble").await;
    close(&town.flow, &editor, &other, "Ingen ting å svare på.")
        .await
        .unwrap();
    assert_eq!(town.journalled("item.closed").await, 2);
    town.verify().await;
}

async fn an_answer_tells_whether_it_refers(db: Db) {
    let town = town(db, "kafjord", "inbox", "saksbehandling-2").await;
    let editor = town.actor("editor");
    let item = town.commented("c1", CASE).await;
    let line = referral(&town.flow, &editor, &item).await.unwrap();
    assert!(
        line.contains("Kommunens sikre skjema, eller postmottaket"),
        "{line}"
    );
    let clause = "batsfjord/saksbehandling-2";
    assert!(warned(&town, &item, "Vi ser på det.", clause).await);
    assert!(!warned(&town, &item, &line, clause).await);
    answer(&town.flow, &editor, &item, &line).await.unwrap();
    assert!(
        !warned(&town, &item, "Bare hyggelig!", clause).await,
        "she was referred by the answer before"
    );
    let other = town.commented("c2", "Så fint det ble").await;
    assert_eq!(referral(&town.flow, &editor, &other).await.unwrap(), "");
    town.verify().await;
}

async fn a_case_is_not_sent_to_another_network(db: Db) {
    let town = town(db, "andoy", "10-contact", "10-2").await;
    let editor = town.actor("editor");
    let item = town.commented("c1", CASE).await;
    for text in [
        "Send oss en melding på Messenger, så finner vi ut av det.",
        "Skriv til oss her: https://m.me/andoykommune",
    ] {
        let checked = check_answer(&town.flow, &editor, &item, text).await.unwrap();
        let point = checked
            .points
            .iter()
            .find(|p| p.clause == "batsfjord/10-2")
            .unwrap();
        assert_eq!(point.outcome, "block", "{text}");
    }
    let line = referral(&town.flow, &editor, &item).await.unwrap();
    assert!(!warned(&town, &item, &line, "batsfjord/10-2").await, "{line}");
    town.verify().await;
}

async fn a_leader_excepts_one_comment_from_the_grounds(db: Db) {
    let town = Town::guided(db, "hustadvika").await;
    let moderator = town.actor("moderator");
    let item = town.commented("c1", "Faen for et jævla arrangement").await;
    let (before, may_ask) = grounds_of(&town.flow, &moderator, &item).await.unwrap();
    assert_eq!(may_ask, ["hustadvika/2-q"]);
    let exception = "hustadvika/2-q#waiver";
    assert!(before.iter().all(|g| g.id != exception));
    let said = || Said {
        text: "Banning under et innlegg for barn.".to_owned(),
        answers: [("moderation.answers.extraordinary".to_owned(), "yes".to_owned())].into(),
    };
    assert_eq!(
        faults(hide(&town.flow, &moderator, &item, exception, said()).await),
        [("ground".to_owned(), "ground-unknown")]
    );
    let asked = NewWaiver {
        clause: "hustadvika/2-q".to_owned(),
        subject: Some(WaiverSubject::Item),
        subject_id: item.to_string(),
        category: Some(WaiverCategory::Accepted),
        reason: "Innlegget leses av barn i første klasse.".to_owned(),
        until: town.now().plus(3 * model::Millis::DAY).rfc3339()[..10].to_owned(),
    };
    let waiver = waivers::ask(&town.flow, &moderator, asked).await.unwrap();
    town.grant(&town.actor("leader"), &waiver).await;
    let (after, may_ask) = grounds_of(&town.flow, &moderator, &item).await.unwrap();
    assert_eq!(after.last().unwrap().id, exception);
    assert!(may_ask.is_empty());
    hide(&town.flow, &moderator, &item, exception, said())
        .await
        .unwrap();
    let decided = town
        .read()
        .await
        .decisions_of(&town.bench.municipality.id, item.as_str())
        .await
        .unwrap();
    assert_eq!(decided.last().unwrap().outcome, "waived");
    let shown = waivers::show(&town.flow, &town.actor("author"), &waiver)
        .await
        .unwrap();
    assert_eq!(shown.waiver.uses, 1, "and it is counted");

    // It was for that comment alone.
    let other = town.commented("c2", "Faen for et vær").await;
    assert_eq!(
        key(hide(&town.flow, &moderator, &other, exception, said()).await),
        "invalid"
    );
    town.verify().await;
}
