use crate::bench::{Bench, Db, key};
use crate::on_both;
use flow::approvals::{Verdict, decide};
use flow::channels::apply;
use model::approval::{Approval, ApprovalState, ApprovalSubject};
use model::channel::{ChannelState, Network};
use model::person::Role;
use model::post::{Content, Post, PostState, Revision};
use model::{ApprovalId, ChannelId, Id as _, PostId};
use std::collections::BTreeMap;

on_both!(
    the_last_step_approves_and_each_waits_for_the_one_before,
    sending_back_needs_a_note_and_ends_the_round,
    nobody_approves_what_she_asked_for,
    what_has_changed_is_not_approved,
    only_the_role_of_the_step_decides,
    a_post_is_approved_or_goes_back_to_its_author,
);

async fn steps(bench: &Bench, subject: ApprovalSubject, id: &str) -> Vec<Approval> {
    bench
        .flow
        .store()
        .read()
        .await
        .unwrap()
        .approvals_of(&bench.municipality.id, subject, id)
        .await
        .unwrap()
}

/// A requested channel whose application two roles decide.
async fn requested(bench: &Bench) -> (ChannelId, Vec<Approval>) {
    let id = apply(
        &bench.flow,
        &bench.actor("editor"),
        bench.application(Network::Bluesky),
    )
    .await
    .unwrap();
    let first = steps(bench, ApprovalSubject::Channel, id.as_str())
        .await
        .remove(0);
    let second = Approval {
        id: bench.flow.source().id(),
        step: 2,
        role: Role::It,
        state: ApprovalState::Waiting,
        ..first
    };
    let tx = bench.flow.store().begin().await.unwrap();
    tx.insert_approval(&second).await.unwrap();
    tx.commit().await.unwrap();
    let all = steps(bench, ApprovalSubject::Channel, id.as_str()).await;
    (id, all)
}

async fn the_last_step_approves_and_each_waits_for_the_one_before(db: Db) {
    let bench = Bench::new(db).await;
    let (id, all) = requested(&bench).await;
    let (first, second) = (&all[0], &all[1]);
    let early = decide(
        &bench.flow,
        &bench.actor("it"),
        &second.id,
        &second.digest,
        Verdict::Approve,
        "",
    )
    .await;
    assert_eq!(key(early), "approval-closed");
    decide(
        &bench.flow,
        &bench.actor("leader"),
        &first.id,
        &first.digest,
        Verdict::Approve,
        "",
    )
    .await
    .unwrap();
    assert_eq!(bench.channel(&id).await.state, ChannelState::Requested);
    decide(
        &bench.flow,
        &bench.actor("it"),
        &second.id,
        &second.digest,
        Verdict::Approve,
        "Fint",
    )
    .await
    .unwrap();
    assert_eq!(bench.channel(&id).await.state, ChannelState::Approved);
    let again = decide(
        &bench.flow,
        &bench.actor("it"),
        &second.id,
        &second.digest,
        Verdict::Approve,
        "",
    )
    .await;
    assert_eq!(key(again), "approval-closed");
    let done = steps(&bench, ApprovalSubject::Channel, id.as_str()).await;
    assert_eq!(done[1].decided_by, Some(bench.id("it")));
    assert_eq!(
        (done[1].note.as_str(), done[1].decided_at),
        ("Fint", Some(bench.flow.source().now()))
    );
    let journal = bench.journal().await;
    assert!(
        journal.ends_with(&["approval.decided", "approval.decided", "channel.approved"].map(str::to_owned)),
        "{journal:?}"
    );
}

async fn sending_back_needs_a_note_and_ends_the_round(db: Db) {
    let bench = Bench::new(db).await;
    let (id, all) = requested(&bench).await;
    let leader = bench.actor("leader");
    let silent = decide(
        &bench.flow,
        &leader,
        &all[0].id,
        &all[0].digest,
        Verdict::Return,
        " kort ",
    )
    .await;
    assert_eq!(key(silent), "note-required");
    decide(
        &bench.flow,
        &leader,
        &all[0].id,
        &all[0].digest,
        Verdict::Return,
        "Vi har alt en slik kanal",
    )
    .await
    .unwrap();
    assert_eq!(bench.channel(&id).await.state, ChannelState::Refused);
    let states: Vec<_> = steps(&bench, ApprovalSubject::Channel, id.as_str())
        .await
        .iter()
        .map(|s| s.state)
        .collect();
    assert_eq!(states, [ApprovalState::Returned, ApprovalState::Cancelled]);
    let late = decide(
        &bench.flow,
        &bench.actor("it"),
        &all[1].id,
        &all[1].digest,
        Verdict::Approve,
        "",
    )
    .await;
    assert_eq!(key(late), "approval-closed");
    assert_eq!(bench.journal().await.last().unwrap(), "channel.refused");
}

async fn nobody_approves_what_she_asked_for(db: Db) {
    let bench = Bench::new(db).await;
    let (_, all) = requested(&bench).await;
    let mut editor = bench.actor("editor");
    editor.person.roles = vec![Role::Editor, Role::Leader];
    let own = decide(
        &bench.flow,
        &editor,
        &all[0].id,
        &all[0].digest,
        Verdict::Approve,
        "",
    )
    .await;
    assert_eq!(key(own), "approver-is-author");
}

async fn what_has_changed_is_not_approved(db: Db) {
    let bench = Bench::new(db).await;
    let (id, all) = requested(&bench).await;
    let leader = bench.actor("leader");
    let other = "0".repeat(64);
    assert_eq!(
        key(decide(&bench.flow, &leader, &all[0].id, &other, Verdict::Approve, "").await),
        "revision-outdated"
    );
    let mut channel = bench.channel(&id).await;
    channel.purpose = "Noe helt annet".into();
    let tx = bench.flow.store().begin().await.unwrap();
    tx.update_channel(&mut channel).await.unwrap();
    tx.commit().await.unwrap();
    let changed = decide(
        &bench.flow,
        &leader,
        &all[0].id,
        &all[0].digest,
        Verdict::Approve,
        "",
    )
    .await;
    assert_eq!(key(changed), "revision-outdated");
    assert_eq!(bench.channel(&id).await.state, ChannelState::Requested);
}

async fn only_the_role_of_the_step_decides(db: Db) {
    let bench = Bench::new(db).await;
    let (_, all) = requested(&bench).await;
    for role in Role::ALL.iter().filter(|r| **r != Role::Leader) {
        let actor = bench.actor(role.as_str());
        let result = decide(
            &bench.flow,
            &actor,
            &all[0].id,
            &all[0].digest,
            Verdict::Approve,
            "",
        )
        .await;
        assert_eq!(key(result), "not-allowed", "{role:?}");
    }
    let none: ApprovalId = bench.flow.source().id();
    assert_eq!(
        key(decide(
            &bench.flow,
            &bench.actor("leader"),
            &none,
            "",
            Verdict::Approve,
            ""
        )
        .await),
        "not-found"
    );
    let stranger = bench.stranger().await;
    let theirs = decide(
        &bench.flow,
        &stranger,
        &all[0].id,
        &all[0].digest,
        Verdict::Approve,
        "",
    )
    .await;
    assert_eq!(key(theirs), "not-found");
}

/// A submitted post with one open step for the leader.
async fn submitted(bench: &Bench) -> (PostId, Approval) {
    let now = bench.flow.source().now();
    let content = Content {
        text: "Biblioteket har nye åpningstider".into(),
        link: String::new(),
        lang: "nb".into(),
        channels: Vec::new(),
        answers: BTreeMap::new(),
        media: Vec::new(),
    };
    let mut post = Post {
        id: bench.flow.source().id(),
        municipality: bench.municipality.id.clone(),
        text: content.text.clone(),
        link: String::new(),
        channels: Vec::new(),
        answers: BTreeMap::new(),
        lang: "nb".into(),
        state: PostState::Submitted,
        revision: None,
        author: bench.id("author"),
        created_at: now,
        changed_at: now,
        version: 1,
    };
    let revision = Revision {
        id: bench.flow.source().id(),
        municipality: bench.municipality.id.clone(),
        post: post.id.clone(),
        number: 1,
        digest: "d".repeat(64),
        content,
        decision: bench.flow.source().id(),
        submitted_by: bench.id("editor"),
        submitted_at: now,
    };
    let step = Approval {
        id: bench.flow.source().id(),
        municipality: bench.municipality.id.clone(),
        subject: ApprovalSubject::Post,
        subject_id: post.id.as_str().to_owned(),
        title: "Biblioteket".into(),
        digest: revision.digest.clone(),
        step: 1,
        role: Role::Leader,
        clause: String::new(),
        state: ApprovalState::Open,
        asked_by: bench.id("editor"),
        asked_at: now,
        decided_by: None,
        decided_at: None,
        note: String::new(),
        version: 1,
    };
    let decision = model::archive::StoredDecision {
        id: revision.decision.clone(),
        municipality: bench.municipality.id.clone(),
        event: "post.submit".into(),
        subject: post.id.as_str().to_owned(),
        outcome: "pass".into(),
        pack_digest: String::new(),
        json: "{}".into(),
        at: now,
    };
    let tx = bench.flow.store().begin().await.unwrap();
    tx.insert_decisions(std::slice::from_ref(&decision))
        .await
        .unwrap();
    tx.insert_post(&post).await.unwrap();
    tx.insert_revision(&revision).await.unwrap();
    post.revision = Some(revision.id);
    tx.update_post(&mut post).await.unwrap();
    tx.insert_approval(&step).await.unwrap();
    tx.commit().await.unwrap();
    (post.id, step)
}

async fn a_post_is_approved_or_goes_back_to_its_author(db: Db) {
    let bench = Bench::new(db).await;
    let state = async |id: &PostId| {
        bench
            .flow
            .store()
            .read()
            .await
            .unwrap()
            .post(&bench.municipality.id, id)
            .await
            .unwrap()
            .state
    };
    let leader = bench.actor("leader");

    let (post, step) = submitted(&bench).await;
    // Neither who wrote it nor who submitted it.
    for role in ["author", "editor"] {
        let mut actor = bench.actor(role);
        actor.person.roles = vec![Role::Leader];
        let own = decide(&bench.flow, &actor, &step.id, &step.digest, Verdict::Approve, "").await;
        assert_eq!(key(own), "approver-is-author", "{role}");
    }
    decide(&bench.flow, &leader, &step.id, &step.digest, Verdict::Approve, "")
        .await
        .unwrap();
    assert_eq!(state(&post).await, PostState::Approved);
    assert_eq!(bench.journal().await.last().unwrap(), "post.approved");

    let (post, step) = submitted(&bench).await;
    decide(
        &bench.flow,
        &leader,
        &step.id,
        &step.digest,
        Verdict::Return,
        "Skriv hvilke dager",
    )
    .await
    .unwrap();
    assert_eq!(state(&post).await, PostState::Draft);
    assert_eq!(bench.journal().await.last().unwrap(), "post.returned");
}
