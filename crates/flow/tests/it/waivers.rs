//! Being excused from a clause: asked for, given by another one, used, counted, over.

use crate::bench::{Bench, Db, faults, key};
use crate::on_both;
use crate::town::Town;
use flow::Actor;
use flow::approvals::Verdict;
use flow::guideline::Gap;
use flow::waivers::{self, NewWaiver};
use model::approval::{ApprovalState, ApprovalSubject};
use model::waiver::{WaiverCategory, WaiverState, WaiverSubject};
use model::{Id as _, Millis, PostId, WaiverId};
use store::WaiverFilter;

on_both!(
    what_is_excused_goes_through_and_is_counted,
    nobody_excuses_herself,
    what_is_refused_or_over_excuses_nobody,
    a_waiver_that_nothing_needed_is_told_of,
    the_form_says_what_is_wrong,
    one_for_a_channel_holds_where_all_channels_have_it,
);

const CLAUSES: &str = r#"
[[clause]]
id = "link"
section = "4.3"
title = { nb = "Lenke til nettstedet", nn = "Lenke til nettstaden", sv = "Länk till webbplatsen", en = "Link to the website" }
says = { nb = "Lenk til kommunens nettsted.", en = "Link to the municipality's website." }
modality = "must"
binds = { roles = ["editor"], capacity = "official" }
applies_to = ["post.submit", "post.publish"]
status = "automated"
require = "post.link_present"
waiver = { allowed_by = ["leader", "privacy-officer"], max_days = 30, reason_min = 20 }
explain.why = { nb = "L", nn = "L", sv = "L", en = "L" }
explain.fix = { nb = "L", nn = "L", sv = "L", en = "L" }
effect = { kind = "gate", on_fail = "block" }

[[clause]]
id = "strict"
section = "4.4"
title = { nb = "Aldri", nn = "Aldri", sv = "Aldrig", en = "Never" }
says = { nb = "Aldri.", en = "Never." }
modality = "must"
binds = { roles = ["editor"], capacity = "official" }
applies_to = ["post.submit"]
status = "automated"
require = "post.text_length < 5000"
explain.why = { nb = "S", nn = "S", sv = "S", en = "S" }
explain.fix = { nb = "S", nn = "S", sv = "S", en = "S" }
effect = { kind = "gate", on_fail = "block" }
"#;

const CLAUSE: &str = "batsfjord/link";
const REASON: &str = "Nettstedet er nede i helga.";

fn form(town: &Town, subject: WaiverSubject, id: &str) -> NewWaiver {
    let last = town.now().plus(7 * Millis::DAY).rfc3339();
    NewWaiver {
        clause: CLAUSE.to_owned(),
        subject: Some(subject),
        subject_id: id.to_owned(),
        category: Some(WaiverCategory::Accepted),
        reason: REASON.to_owned(),
        until: last[..10].to_owned(),
    }
}

async fn town(db: Db) -> Town {
    Town::of(Bench::under(db, CLAUSES).await).await
}

async fn draft(town: &Town) -> PostId {
    flow::posts::create(&town.flow, &town.actor("author"))
        .await
        .unwrap()
}

/// Tries to submit a text without a link.
async fn submit(town: &Town, post: &PostId) -> flow::Result<()> {
    let version = town.post(post).await.version;
    let mut draft = town.draft("Hallen er stengt i dag.");
    draft.link = String::new();
    draft.version = version;
    let author = town.actor("author");
    flow::posts::submit(&town.flow, &author, post, draft)
        .await
        .map(drop)
}

async fn decide(town: &Town, actor: &Actor, waiver: &WaiverId, verdict: Verdict) -> flow::Result<()> {
    let steps = town
        .read()
        .await
        .approvals_of(
            &town.bench.municipality.id,
            ApprovalSubject::Waiver,
            waiver.as_str(),
        )
        .await
        .unwrap();
    let open = |a: &&model::approval::Approval| a.state == ApprovalState::Open && actor.person.is(a.role);
    let own = || steps.iter().find(|a| actor.person.is(a.role));
    let step = steps.iter().find(open).or_else(own).or(steps.first()).unwrap();
    let note = "Se an til mandag.";
    flow::approvals::decide(&town.flow, actor, &step.id, &step.digest, verdict, note).await
}

async fn granted(town: &Town, subject: WaiverSubject, id: &str) -> WaiverId {
    let waiver = waivers::ask(&town.flow, &town.actor("editor"), form(town, subject, id))
        .await
        .unwrap();
    decide(town, &town.actor("leader"), &waiver, Verdict::Approve)
        .await
        .unwrap();
    waiver
}

async fn what_is_excused_goes_through_and_is_counted(db: Db) {
    let town = town(db).await;
    let post = draft(&town).await;
    assert_eq!(key(submit(&town, &post).await), "stopped-by-guideline");
    let asked = form(&town, WaiverSubject::Post, post.as_str());
    let waiver = waivers::ask(&town.flow, &town.actor("author"), asked)
        .await
        .unwrap();
    assert_eq!(
        key(submit(&town, &post).await),
        "stopped-by-guideline",
        "what is asked for is not given yet"
    );
    decide(&town, &town.actor("leader"), &waiver, Verdict::Approve)
        .await
        .unwrap();
    submit(&town, &post).await.unwrap();

    let of = &town.bench.municipality.id;
    let decided = town.read().await.decisions_of(of, post.as_str()).await.unwrap();
    let last = decided.last().unwrap();
    assert_eq!(last.outcome, "waived");
    let kept: rulebook::Decision = serde_json::from_str(&last.json).unwrap();
    let named: Vec<_> = kept.clauses.iter().filter_map(|c| c.waiver.as_deref()).collect();
    assert_eq!(named, [waiver.as_str()], "the decision names what excused");

    town.approve(&town.actor("editor"), &post).await.unwrap();
    flow::publishing::schedule(&town.flow, &town.actor("editor"), &post, None)
        .await
        .unwrap();
    town.work().await;
    let shown = waivers::show(&town.flow, &town.actor("author"), &waiver)
        .await
        .unwrap();
    assert_eq!(shown.waiver.uses, 2, "when submitted and when sent");
    assert_eq!(shown.waiver.used_at, Some(town.now()));
    assert_eq!(shown.decided_by, town.actor("leader").person.name);
    assert!(shown.in_force && !shown.never_used);

    let other = draft(&town).await;
    assert_eq!(
        key(submit(&town, &other).await),
        "stopped-by-guideline",
        "it was for that post alone"
    );
    assert_eq!(town.journalled("waiver.granted").await, 1);
    town.verify().await;
}

async fn nobody_excuses_herself(db: Db) {
    let town = town(db).await;
    let leader = town.actor("leader");
    town.bench.another(model::person::Role::Leader, "Siri").await;
    let asked = form(&town, WaiverSubject::Municipality, "");
    let waiver = waivers::ask(&town.flow, &leader, asked).await.unwrap();
    assert_eq!(
        key(decide(&town, &leader, &waiver, Verdict::Approve).await),
        "approver-is-author"
    );
    assert_eq!(
        key(decide(&town, &town.actor("editor"), &waiver, Verdict::Approve).await),
        "not-allowed",
        "only those whom the clause names"
    );
    let officer = town.actor("privacy-officer");
    decide(&town, &officer, &waiver, Verdict::Approve).await.unwrap();

    // A leader's own post is not excused by that leader, whoever asks.
    let post = flow::posts::create(&town.flow, &leader).await.unwrap();
    let asked = form(&town, WaiverSubject::Post, post.as_str());
    let waiver = waivers::ask(&town.flow, &town.actor("editor"), asked)
        .await
        .unwrap();
    assert_eq!(
        key(decide(&town, &leader, &waiver, Verdict::Approve).await),
        "approver-is-author"
    );
    let stranger = town.bench.stranger().await;
    assert_eq!(
        key(waivers::show(&town.flow, &stranger, &waiver).await),
        "not-found",
        "another municipality's"
    );
    assert_eq!(
        key(waivers::end(&town.flow, &stranger, &waiver).await),
        "not-found"
    );
    let asked = form(&town, WaiverSubject::Municipality, "");
    let employee = town.actor("employee");
    assert_eq!(
        key(waivers::ask(&town.flow, &employee, asked).await),
        "not-allowed"
    );
}

async fn what_is_refused_or_over_excuses_nobody(db: Db) {
    let town = town(db).await;
    let post = draft(&town).await;
    let asked = form(&town, WaiverSubject::Post, post.as_str());
    let editor = town.actor("editor");
    let waiver = waivers::ask(&town.flow, &editor, asked.clone()).await.unwrap();
    let again = waivers::ask(&town.flow, &editor, asked.clone()).await;
    assert_eq!(key(again), "waiver-open");
    decide(&town, &town.actor("leader"), &waiver, Verdict::Return)
        .await
        .unwrap();
    let shown = waivers::show(&town.flow, &editor, &waiver).await.unwrap();
    assert_eq!(shown.waiver.state, WaiverState::Refused);
    assert_eq!(shown.note, "Se an til mandag.");
    assert_eq!(key(submit(&town, &post).await), "stopped-by-guideline");

    // Taken back before anybody decided.
    let waiver = waivers::ask(&town.flow, &editor, asked).await.unwrap();
    let leader = town.actor("leader");
    assert_eq!(
        key(waivers::end(&town.flow, &leader, &waiver).await),
        "not-allowed"
    );
    waivers::end(&town.flow, &editor, &waiver).await.unwrap();
    assert_eq!(
        key(decide(&town, &leader, &waiver, Verdict::Approve).await),
        "approval-closed"
    );

    // Ended before its time, by one of those who may give it.
    let waiver = granted(&town, WaiverSubject::Post, post.as_str()).await;
    waivers::end(&town.flow, &town.actor("privacy-officer"), &waiver)
        .await
        .unwrap();
    assert_eq!(key(submit(&town, &post).await), "stopped-by-guideline");
    assert_eq!(
        key(waivers::end(&town.flow, &editor, &waiver).await),
        "not-allowed",
        "there is nothing to end"
    );

    // Over: midnight after its last day.
    granted(&town, WaiverSubject::Post, post.as_str()).await;
    town.bench.clock.advance(7 * Millis::DAY);
    submit(&town, &post).await.unwrap();
    let post = draft(&town).await;
    granted(&town, WaiverSubject::Post, post.as_str()).await;
    town.bench.clock.advance(8 * Millis::DAY);
    assert_eq!(key(submit(&town, &post).await), "stopped-by-guideline");
    let waiver = waivers::ask(&town.flow, &editor, form(&town, WaiverSubject::Municipality, ""))
        .await
        .unwrap();
    town.bench.clock.advance(8 * Millis::DAY);
    assert_eq!(
        key(decide(&town, &leader, &waiver, Verdict::Approve).await),
        "waiver-over"
    );
    town.verify().await;
}

async fn a_waiver_that_nothing_needed_is_told_of(db: Db) {
    let town = town(db).await;
    let (used, unused) = (draft(&town).await, draft(&town).await);
    granted(&town, WaiverSubject::Post, used.as_str()).await;
    let idle = granted(&town, WaiverSubject::Post, unused.as_str()).await;
    submit(&town, &used).await.unwrap();
    let leader = town.actor("leader");
    assert!(waivers::never_used(&town.flow, &leader).await.unwrap().is_empty());
    town.bench.clock.advance(9 * Millis::DAY);
    let told = waivers::never_used(&town.flow, &leader).await.unwrap();
    let ids: Vec<_> = told.iter().map(|s| s.waiver.id.clone()).collect();
    assert_eq!(ids, [idle], "and not the one that was needed");
    let at_work = flow::guideline::at_work(&town.flow, &leader).await.unwrap();
    let gaps: Vec<_> = at_work
        .clauses
        .iter()
        .filter(|c| c.id == CLAUSE)
        .flat_map(|c| c.gaps.clone())
        .collect();
    assert_eq!(gaps, [Gap::UnusedWaivers { count: 1 }]);
}

async fn the_form_says_what_is_wrong(db: Db) {
    let town = town(db).await;
    let editor = town.actor("editor");
    let with = |change: &dyn Fn(&mut NewWaiver)| {
        let mut asked = form(&town, WaiverSubject::Municipality, "");
        change(&mut asked);
        asked
    };
    let late = town.now().plus(32 * Millis::DAY).rfc3339();
    let past = town.now().plus(-Millis::DAY).rfc3339();
    let cases: [(&dyn Fn(&mut NewWaiver), (&str, &str)); 7] = [
        (&|w| w.reason = "Kort.".to_owned(), ("reason", "answer-short")),
        (&|w| w.reason = " ".to_owned(), ("reason", "required")),
        (&|w| w.reason = "x".repeat(2_001), ("reason", "text-too-long")),
        (&|w| w.category = None, ("category", "required")),
        (&|w| w.until = "snart".to_owned(), ("until", "date-unreadable")),
        (&|w| w.until = past[..10].to_owned(), ("until", "waiver-end-past")),
        (&|w| w.until = late[..10].to_owned(), ("until", "waiver-end-late")),
    ];
    for (change, (field, fault)) in cases {
        let wrong = faults(waivers::ask(&town.flow, &editor, with(change)).await);
        assert_eq!(wrong, [(field.to_owned(), fault)]);
    }
    let strict = with(&|w| w.clause = "batsfjord/strict".to_owned());
    assert_eq!(
        key(waivers::ask(&town.flow, &editor, strict).await),
        "clause-not-waivable"
    );
    let unknown = with(&|w| w.clause = "batsfjord/nothing".to_owned());
    assert_eq!(key(waivers::ask(&town.flow, &editor, unknown).await), "not-found");
    let nothing = form(&town, WaiverSubject::Post, "01ARZ3NDEKTSV4RRFFQ69G5FAV");
    assert_eq!(key(waivers::ask(&town.flow, &editor, nothing).await), "not-found");
    let none = waivers::list(&town.flow, &editor, &WaiverFilter::default(), None, 10).await;
    assert!(none.unwrap().items.is_empty(), "nothing of this was stored");
    let offer = waivers::offer(&town.flow, &editor, &form(&town, WaiverSubject::Municipality, ""))
        .await
        .unwrap();
    assert_eq!(
        (offer.roles, offer.reason_least),
        (vec!["leader", "privacy-officer"], 20)
    );
}

async fn one_for_a_channel_holds_where_all_channels_have_it(db: Db) {
    let town = town(db).await;
    let second = town.bench.practice().await;
    granted(&town, WaiverSubject::Channel, town.channel.as_str()).await;
    let author = town.actor("author");
    let check = async |channels: &[&model::ChannelId]| {
        let post = draft(&town).await;
        let mut draft = town.draft("Hallen er stengt i dag.");
        draft.link = String::new();
        draft.channels = channels.iter().map(|c| (*c).clone()).collect();
        let checked = flow::posts::check(&town.flow, &author, &post, &draft)
            .await
            .unwrap();
        checked.outcome
    };
    assert_eq!(check(&[&town.channel]).await, "waived");
    assert_eq!(check(&[&second]).await, "block");
    assert_eq!(
        check(&[&town.channel, &second]).await,
        "block",
        "it would go out where nobody is excused"
    );
    granted(&town, WaiverSubject::Channel, second.as_str()).await;
    assert_eq!(check(&[&town.channel, &second]).await, "waived");
}
