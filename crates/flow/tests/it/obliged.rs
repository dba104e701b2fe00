//! What deadlines and approvals ask besides the time and the name.

use crate::bench::{Bench, Db, key};
use crate::on_both;
use crate::town::Town;
use model::approval::{Approval, ApprovalState, ApprovalSubject};
use model::person::Role;
use model::post::PostState;
use model::{Id as _, Millis, PostId};
use store::DutyFilter;

on_both!(
    the_clock_stands_still_on_days_off,
    who_is_named_is_told_once_of_what_nobody_answered,
    one_of_several_approves_and_others_are_told,
);

const CLAUSES: &str = r#"
[[clause]]
id = "reply"
section = "1"
title = { nb = "Svar innen et døgn", nn = "Svar innan eit døgn", sv = "Svara inom ett dygn", en = "Reply within a day" }
says = { nb = "Svar innen et døgn.", en = "Reply within a day." }
modality = "must"
binds = { roles = ["editor"], capacity = "official" }
applies_to = ["item.received"]
status = "automated"
explain.why = { nb = "F", nn = "F", sv = "F", en = "F" }
explain.fix = { nb = "F", nn = "F", sv = "F", en = "F" }
effect = { kind = "deadline", hours = 24, pause = "weekend", escalate_to = ["leader", "director"] }

[[clause]]
id = "approve"
section = "2"
title = { nb = "Godkjenning", nn = "Godkjenning", sv = "Godkännande", en = "Approval" }
says = { nb = "Leder eller direktør godkjenner.", en = "Leader or director approves." }
modality = "must"
binds = { roles = ["editor"], capacity = "official" }
applies_to = ["post.submit"]
status = "automated"
explain.why = { nb = "G", nn = "G", sv = "G", en = "G" }
explain.fix = { nb = "G", nn = "G", sv = "G", en = "G" }
effect = { kind = "approve", steps = [{ role = "leader" }, { role = "director" }], any = true, copy_to = ["archivist"] }
"#;

/// Roles of the notices that a clause has opened.
async fn told(town: &Town, clause: &str) -> Vec<Role> {
    let read = town.read().await;
    let filter = DutyFilter {
        clause: Some(clause.to_owned()),
        ..DutyFilter::default()
    };
    let all = read
        .duties(&town.bench.municipality.id, &filter, None, 50)
        .await
        .unwrap();
    let mut roles: Vec<_> = all.items.into_iter().flat_map(|d| d.roles).collect();
    roles.sort();
    roles
}

/// Somebody writes to the channel.
async fn comes_in(town: &Town, id: &str, text: &str) {
    town.net.comment(id, "", text);
    town.poll().await;
}

async fn the_clock_stands_still_on_days_off(db: Db) {
    let town = Town::of(Bench::under(db, CLAUSES).await).await;
    // From Tuesday to Friday at noon.
    town.bench.clock.advance(3 * Millis::DAY + 3 * Millis::HOUR);
    comes_in(&town, "c1", "Når åpner hallen?").await;
    let item = town.item("c1").await;
    let due = item.due_at.unwrap();
    assert_eq!(
        (due.0 - item.received_at.0) / Millis::HOUR,
        3 * 24,
        "Saturday and Sunday do not count"
    );
    assert_eq!(item.due_clause, "batsfjord/reply");
}

async fn who_is_named_is_told_once_of_what_nobody_answered(db: Db) {
    let town = Town::of(Bench::under(db, CLAUSES).await).await;
    comes_in(&town, "c1", "Når åpner hallen?").await;
    comes_in(&town, "c2", "Er det kø?").await;
    let answered = town.item("c2").await.id;
    flow::inbox::answer(&town.flow, &town.actor("editor"), &answered, "Nei.")
        .await
        .unwrap();
    town.bench.clock.advance(23 * Millis::HOUR);
    town.work().await;
    assert!(
        told(&town, "batsfjord/reply").await.is_empty(),
        "there is time yet"
    );
    for _ in 0..3 {
        town.bench.clock.advance(2 * Millis::HOUR);
        town.work().await;
    }
    assert_eq!(
        told(&town, "batsfjord/reply").await,
        [Role::Leader, Role::Director],
        "of the one that waits, once"
    );
    town.verify().await;
}

async fn steps(town: &Town, post: &PostId) -> Vec<Approval> {
    let read = town.read().await;
    let of = &town.bench.municipality.id;
    let mut all = read
        .approvals_of(of, ApprovalSubject::Post, post.as_str())
        .await
        .unwrap();
    all.sort_by_key(|a| a.role);
    all
}

async fn one_of_several_approves_and_others_are_told(db: Db) {
    let town = Town::of(Bench::under(db, CLAUSES).await).await;
    let post = town.submitted("Vafler på torget").await;
    let open = steps(&town, &post).await;
    assert_eq!(
        open.iter().map(|a| (a.role, a.step, a.state)).collect::<Vec<_>>(),
        [
            (Role::Leader, 1, ApprovalState::Open),
            (Role::Director, 1, ApprovalState::Open)
        ]
    );
    assert_eq!(told(&town, "batsfjord/approve").await, [Role::Archivist]);
    let yes = flow::approvals::Verdict::Approve;
    let (leader, director) = (&open[0], &open[1]);
    let boss = town.actor("director");
    flow::approvals::decide(&town.flow, &boss, &director.id, &director.digest, yes, "")
        .await
        .unwrap();
    assert_eq!(town.post(&post).await.state, PostState::Approved, "one is enough");
    assert_eq!(steps(&town, &post).await[0].state, ApprovalState::Cancelled);
    let (step, leader) = (leader, town.actor("leader"));
    let late = flow::approvals::decide(&town.flow, &leader, &step.id, &step.digest, yes, "").await;
    assert_eq!(key(late), "approval-closed");
    // Whoever wrote it is not one of those who can approve it.
    let own = flow::posts::create(&town.flow, &leader).await.unwrap();
    flow::posts::submit(&town.flow, &leader, &own, town.draft("Kaffe"))
        .await
        .unwrap();
    let roles: Vec<_> = steps(&town, &own).await.into_iter().map(|a| a.role).collect();
    assert_eq!(roles, [Role::Director]);
    town.verify().await;
}
