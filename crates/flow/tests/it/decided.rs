//! A decision or a duty that somebody changed at the database's own console is named by the verification.

use crate::bench::Db;
use crate::disposal::{approve, rule, thread, town_under, until};
use crate::town::Town;
use crate::working::{is_named, named};
use flow::duties::{Completion, complete, review, skip};
use flow::requests::{self, NewRequest};
use flow::retention::{self, NewHold, hold, person};
use flow::waivers::{self, NewWaiver};
use model::approval::ApprovalSubject;
use model::archive::RecordKind;
use model::request::RequestWay;
use model::retention::DisposalState;
use model::waiver::{WaiverCategory, WaiverSubject};
use model::{Id as _, Millis};
use std::sync::Arc;
use store::DutyFilter;
use store_sql::testing::run;

/// A clause that can be excused from, and two that open duties when a channel is looked at.
const CLAUSES: &str = r#"
[[clause]]
id = "short"
section = "1"
title = { nb = "Kort", nn = "Kort", sv = "Kort", en = "Short" }
says = { nb = "Skriv kort.", en = "Write briefly." }
modality = "must"
binds = { roles = ["editor"], capacity = "official" }
applies_to = ["post.submit"]
status = "automated"
require = "post.text_length < 5000"
waiver = { allowed_by = ["leader"], max_days = 30, reason_min = 20 }
explain.why = { nb = "L", nn = "L", sv = "L", en = "L" }
explain.fix = { nb = "L", nn = "L", sv = "L", en = "L" }
effect = { kind = "gate", on_fail = "block" }

[[clause]]
id = "look"
section = "2"
title = { nb = "Se", nn = "Sjå", sv = "Se", en = "Look" }
says = { nb = "Se over.", en = "Look." }
modality = "must"
binds = { roles = ["editor"], capacity = "official" }
applies_to = ["channel.review"]
status = "attested"
explain.why = { nb = "L", nn = "L", sv = "L", en = "L" }
explain.fix = { nb = "L", nn = "L", sv = "L", en = "L" }
effect = { kind = "task", roles = ["editor"], every = "year", evidence = "note", what = { nb = "S", nn = "S", sv = "S", en = "S" } }

[[clause]]
id = "tidy"
section = "3"
title = { nb = "Rydd", nn = "Rydd", sv = "Städa", en = "Tidy" }
says = { nb = "Rydd.", en = "Tidy." }
modality = "must"
binds = { roles = ["editor"], capacity = "official" }
applies_to = ["channel.review"]
status = "attested"
explain.why = { nb = "L", nn = "L", sv = "L", en = "L" }
explain.fix = { nb = "L", nn = "L", sv = "L", en = "L" }
effect = { kind = "task", roles = ["editor"], every = "year", evidence = "note", what = { nb = "R", nn = "R", sv = "R", en = "R" } }
"#;

#[tokio::test]
async fn a_decision_changed_by_hand_is_named_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let store = store_sql::testing::sqlite(folder.path()).await.unwrap();
    a_decision_changed_by_hand_is_named(store, folder).await;
}

/// In a database that nobody else reads: a disposal is carried out.
#[tokio::test]
async fn a_decision_changed_by_hand_is_named_on_postgresql() {
    if let Some(url) = store_sql::testing::postgres_url().unwrap() {
        let store = store_sql::testing::postgres_alone(&url).await.unwrap();
        a_decision_changed_by_hand_is_named(store, tempfile::tempdir().unwrap()).await;
    }
}

async fn a_decision_changed_by_hand_is_named(store: store_sql::Db, folder: tempfile::TempDir) {
    let store = Arc::new(store);
    let town = town_under(Db::new(store.clone(), folder), CLAUSES).await;
    let (flow, archivist, editor) = (&town.flow, town.actor("archivist"), town.actor("editor"));
    let whose = &town.bench.municipality.id;

    // What is disposed of takes what was said of it along: no alarm.
    let (gone, _) = thread(&town, "c1", "Loppemarked", "Kommer").await;
    excused(&town, WaiverSubject::Post, &gone.subject).await;
    let rule_id = retention::save(flow, &archivist, None, rule(RecordKind::Post))
        .await
        .unwrap();
    let done = retention::propose(flow, &archivist).await.unwrap();
    approve(&town, &done, 1).await.unwrap();
    until(&town, &done, DisposalState::Rotating).await;
    town.bench.clock.advance(8 * Millis::DAY);
    until(&town, &done, DisposalState::Done).await;
    assert_eq!(named(&town).await, []);

    let publication = town.published("Vegen er åpen").await;
    let read = town.read().await;
    let steps = read.approvals_of(whose, ApprovalSubject::Post, publication.post.as_str());
    let approval = format!("approval {}", steps.await.unwrap()[0].id);
    drop(read);
    let waiver = excused(&town, WaiverSubject::Municipality, "").await;
    let rejected = retention::propose(flow, &archivist).await.unwrap();
    retention::reject(flow, &archivist, &rejected, 1, "Feil liste")
        .await
        .unwrap();
    let new = |reason: &str| NewHold {
        channel: Some(town.channel.clone()),
        reason: reason.into(),
        ..NewHold::default()
    };
    let standing = hold::hold(flow, &archivist, new("Tilsyn")).await.unwrap();
    let released = hold::hold(flow, &archivist, new("Klage")).await.unwrap();
    hold::unhold(flow, &archivist, &released, "Over").await.unwrap();
    let erasure = person::enter(flow, &archivist, "@nils").await.unwrap();
    person::refuse(flow, &archivist, &erasure, 1, "Ingenting")
        .await
        .unwrap();
    let request = asked(&town).await;
    review(flow, &editor, &town.channel).await.unwrap();
    let read = town.read().await;
    let duties = read.duties(whose, &DutyFilter::default(), None, 9).await.unwrap();
    drop(read);
    let [first, second] = duties.items.as_slice() else {
        panic!("{duties:?}");
    };
    let form = Completion {
        note: "Sett over".into(),
        version: 1,
        ..Completion::default()
    };
    complete(flow, &editor, &first.id, form).await.unwrap();
    skip(flow, &editor, &second.id, "Det er ryddet.").await.unwrap();
    assert_eq!(named(&town).await, []);

    let rule_is = format!("retention rule {rule_id}");
    let (standing, released) = (format!("hold {standing}"), format!("hold {released}"));
    let (done, rejected) = (format!("disposal {done}"), format!("disposal {rejected}"));
    let erasure = format!("request to erase {erasure}");
    let (first, second) = (format!("duty {}", first.id), format!("duty {}", second.id));
    let other = town.actor("director").person.id.to_string();
    for (change, place) in [
        (("approvals", "decided_by", other.as_str()), &approval),
        (("approvals", "note", "Ja."), &approval),
        (("approvals", "state", "cancelled"), &approval),
        (("waivers", "reason", "Fordi vi vil det slik."), &waiver),
        (("waivers", "decided_by", &other), &waiver),
        (("waivers", "state", "refused"), &waiver),
        (("retention_rules", "law", "ingen"), &rule_is),
        (
            (
                "retention_rules",
                "ruling",
                r#"{"body":"Rådet","date":"2020-01-01","number":"1"}"#,
            ),
            &rule_is,
        ),
        (("holds", "reason", "Ingenting"), &standing),
        (("holds", "release_reason", "Ikke over"), &released),
        (("disposals", "note", "Alt annet"), &done),
        (("disposals", "state", "rotating"), &done),
        (("disposals", "decided_by", &other), &rejected),
        (("erasures", "state", "granted"), &erasure),
        (("requests", "text", "Noe annet"), &request),
        (("requests", "answer", "Dere får ingenting."), &request),
        (("requests", "confirmed_by", &other), &request),
        (("requests", "state", "closed"), &request),
        (("duties", "note", "Ikke sett over"), &first),
        (("duties", "done_by", &other), &first),
        (("duties", "clause", "batsfjord/other"), &first),
        (("duties", "state", "done"), &second),
        (("duties", "reason", "Ingen ville rydde."), &second),
    ] {
        is_named(&store, &town, change, place).await;
    }
    assert_eq!(named(&town).await, []);

    // A hold that was released by hand, and a protocol that says another number.
    let id = standing.rsplit(' ').next().unwrap();
    let at = town.now().0;
    for (change, back, place) in [
        (
            format!("UPDATE holds SET released_at = {at} WHERE id = '{id}'"),
            format!("UPDATE holds SET released_at = NULL WHERE id = '{id}'"),
            &standing,
        ),
        (
            "UPDATE disposal_items SET rule = 'Ingen' WHERE state = 'erased'".to_owned(),
            "UPDATE disposal_items SET rule = 'Arrangementer' WHERE state = 'erased'".to_owned(),
            &done,
        ),
    ] {
        run(&store, &change).await.unwrap();
        assert_eq!(named(&town).await, [(place.clone(), "copy-differs")], "{change}");
        run(&store, &back).await.unwrap();
    }
    // One that is gone, and one that nobody decided on.
    run(&store, &format!("DELETE FROM holds WHERE id = '{id}'"))
        .await
        .unwrap();
    assert_eq!(named(&town).await, [(standing.clone(), "copy-missing")]);
    let released = released.rsplit(' ').next().unwrap();
    let forged = format!(
        "INSERT INTO holds (id, municipality, record, channel, from_at, to_at, cause, cause_of, reason, placed_by, placed_at, \
         until_at, released_at, released_by, release_reason) SELECT '{id}', municipality, record, NULL, from_at, to_at, cause, \
         cause_of, reason, placed_by, placed_at, until_at, NULL, NULL, '' FROM holds WHERE id = '{released}'"
    );
    run(&store, &forged).await.unwrap();
    assert_eq!(named(&town).await, [(standing, "copy-differs")]);
}

/// Somebody is excused from the clause; where it stands.
async fn excused(town: &Town, subject: WaiverSubject, id: &str) -> String {
    let last = town.now().plus(7 * Millis::DAY).rfc3339();
    let form = NewWaiver {
        clause: "batsfjord/short".to_owned(),
        subject: Some(subject),
        subject_id: id.to_owned(),
        category: Some(WaiverCategory::Accepted),
        reason: "Nettstedet er nede i helga.".to_owned(),
        until: last[..10].to_owned(),
    };
    let waiver = waivers::ask(&town.flow, &town.actor("editor"), form)
        .await
        .unwrap();
    town.grant(&town.actor("leader"), &waiver).await;
    format!("waiver {waiver}")
}

/// A request for access that is answered; where it stands.
async fn asked(town: &Town) -> String {
    let (flow, archivist) = (&town.flow, town.actor("archivist"));
    let form = NewRequest {
        asker: String::new(),
        contact: "nabo@example.org".into(),
        text: "Alt om kaia".into(),
    };
    let now = flow.source().now();
    let id = requests::enter(flow, &archivist, form, RequestWay::Email, now)
        .await
        .unwrap();
    requests::answer(flow, &archivist, &id, "Det finnes ikke noe.")
        .await
        .unwrap();
    requests::ready(flow, &archivist, &id).await.unwrap();
    requests::confirm(flow, &town.actor("privacy-officer"), &id)
        .await
        .unwrap();
    requests::sent(flow, &archivist, &id).await.unwrap();
    format!("request {id}")
}
