//! Every verb that takes an id, tried by somebody of another municipality who may everything there, and by somebody of
//! the same municipality who may nothing. Neither changes anything, and the first does not learn what exists.

use crate::bench::{Db, sqlite};
use crate::real::png;
use crate::town::Town;
use flow::approvals::Verdict;
use flow::channels::Connect;
use flow::people::Change;
use flow::{
    Actor, Error, Flow, approvals, archive, channels, inbox, jobs, moderation, people, posts, publishing,
};
use model::approval::ApprovalSubject;
use model::archive::RecordKind;
use model::person::Role;
use model::post::MediaNote;
use model::{
    ApprovalId, ChannelId, Id as _, ItemId, JobId, MediaId, PersonId, PostId, PublicationId, RecordId,
};
use std::collections::BTreeMap;

/// One of each thing, all of Båtsfjord.
struct Things {
    channel: ChannelId,
    draft: PostId,
    media: MediaId,
    approved: PostId,
    approval: ApprovalId,
    digest: String,
    publication: PublicationId,
    item: ItemId,
    job: JobId,
    record: RecordId,
    person: PersonId,
}

async fn things(town: &Town) -> Things {
    let (flow, author) = (&town.flow, town.actor("author"));
    let id = &town.bench.municipality.id;
    let item = town.commented("c1", "Hei").await;
    let draft = posts::create(flow, &author).await.unwrap();
    let media = posts::add_media(flow, &author, &draft, png()).await.unwrap().id;
    let approved = town.approved("Godkjent").await;
    let submitted = town.submitted("Til godkjenning").await;
    let read = town.read().await;
    let step = read
        .approvals_of(id, ApprovalSubject::Post, submitted.as_str())
        .await
        .unwrap()
        .remove(0);
    let publication = read.item(id, &item).await.unwrap().publication.unwrap();
    let job = read.jobs(id, &[], None, 1).await.unwrap().items.remove(0).id;
    let record = read
        .record_of(id, RecordKind::Post, approved.as_str())
        .await
        .unwrap()
        .unwrap()
        .id;
    Things {
        channel: town.channel.clone(),
        draft,
        media,
        approved,
        digest: step.digest,
        approval: step.id,
        publication,
        item,
        job,
        record,
        person: town.bench.id("author"),
    }
}

/// What every verb answers the actor.
async fn walk(flow: &Flow, who: &Actor, t: &Things) -> Vec<(&'static str, Result<(), Error>)> {
    let reason = "En begrunnelse som er lang nok til å gjelde.";
    let ground = {
        let found = moderation::grounds(flow, who).await;
        found
            .ok()
            .and_then(|g| g.into_iter().next())
            .map_or_else(|| "x".to_owned(), |g| g.id)
    };
    let draft = posts::Draft {
        text: "Kapret".into(),
        version: 1,
        ..Default::default()
    };
    let change = Change {
        temporary: false,
        name: "Kapret".into(),
        unit: String::new(),
        roles: vec![Role::Employee],
        active: false,
        version: 1,
    };
    let mut out = Vec::new();
    let mut ask = |name, result: Result<(), Error>| out.push((name, result));
    ask(
        "channels::activation",
        channels::activation(flow, who, &t.channel, &BTreeMap::new())
            .await
            .map(drop),
    );
    ask(
        "channels::connect",
        channels::connect(
            flow,
            who,
            &t.channel,
            Connect {
                version: 1,
                ..Default::default()
            },
        )
        .await,
    );
    ask(
        "channels::close",
        channels::close(flow, who, &t.channel, reason).await,
    );
    ask(
        "posts::check",
        posts::check(flow, who, &t.draft, &draft).await.map(drop),
    );
    ask(
        "posts::save",
        posts::save(flow, who, &t.draft, draft.clone()).await.map(drop),
    );
    ask(
        "posts::submit",
        posts::submit(flow, who, &t.draft, draft).await.map(drop),
    );
    ask(
        "posts::add_media",
        posts::add_media(flow, who, &t.draft, png()).await.map(drop),
    );
    ask(
        "posts::note_media",
        posts::note_media(flow, who, &t.media, MediaNote::default()).await,
    );
    ask(
        "posts::mend_media",
        posts::mend_media(flow, who, &t.media, posts::Mend::Ai, "").await,
    );
    ask(
        "posts::remove_media",
        posts::remove_media(flow, who, &t.media).await,
    );
    ask("posts::reopen", posts::reopen(flow, who, &t.approved).await);
    ask("posts::withdraw", posts::withdraw(flow, who, &t.approved).await);
    ask(
        "approvals::decide",
        approvals::decide(flow, who, &t.approval, &t.digest, Verdict::Approve, "").await,
    );
    ask(
        "publishing::schedule",
        publishing::schedule(flow, who, &t.approved, None).await,
    );
    ask(
        "publishing::send_held",
        publishing::send_held(flow, who, &t.publication).await,
    );
    ask(
        "publishing::retry",
        publishing::retry(flow, who, &t.publication).await,
    );
    ask(
        "publishing::cancel",
        publishing::cancel(flow, who, &t.publication).await,
    );
    ask(
        "inbox::check_answer",
        inbox::check_answer(flow, who, &t.item, "Hei").await.map(drop),
    );
    ask(
        "inbox::answer",
        inbox::answer(flow, who, &t.item, "Kapret").await.map(drop),
    );
    ask("inbox::claim", inbox::claim(flow, who, &t.item).await);
    ask("inbox::release", inbox::release(flow, who, &t.item).await);
    ask("inbox::close", inbox::close(flow, who, &t.item, reason).await);
    ask(
        "moderation::means",
        moderation::means(flow, who, &t.item).await.map(drop),
    );
    ask(
        "moderation::hide",
        moderation::hide(flow, who, &t.item, &ground, reason)
            .await
            .map(drop),
    );
    ask(
        "moderation::restore",
        moderation::restore(flow, who, &t.item, reason).await.map(drop),
    );
    ask("jobs::restart", jobs::restart(flow, who, &t.job).await);
    ask(
        "archive::history",
        archive::history(flow, who, &t.record).await.map(drop),
    );
    ask(
        "archive::media_bytes",
        archive::media_bytes(flow, who, &t.media).await.map(drop),
    );
    let mut file = Vec::new();
    let export = archive::export_warc(flow, who, std::slice::from_ref(&t.record), &mut file).await;
    assert!(file.is_empty(), "not a byte goes out");
    ask("archive::export_warc", export.map(drop));
    ask(
        "people::change",
        people::change(flow, who, &t.person, change).await,
    );
    ask(
        "people::invite_again",
        people::invite_again(flow, who, &t.person).await.map(drop),
    );
    out
}

async fn town(db: Db) -> (Town, Things) {
    let town = Town::new(db).await;
    let things = things(&town).await;
    (town, things)
}

#[tokio::test]
async fn what_belongs_to_another_municipality_is_not_there() {
    let (town, things) = town(sqlite().await).await;
    let stranger = town.bench.stranger().await;
    let before = town.bench.journal().await;
    for (verb, result) in walk(&town.flow, &stranger, &things).await {
        assert_eq!(result.map_err(|e| e.key()), Err("not-found"), "{verb}");
    }
    assert_eq!(town.bench.journal().await, before);
    // Her own draft on a foreign channel; an export of all is of her own.
    let own = posts::create(&town.flow, &stranger).await.unwrap();
    let draft = posts::Draft {
        channels: vec![things.channel.clone()],
        version: 1,
        ..Default::default()
    };
    let saved = posts::save(&town.flow, &stranger, &own, draft).await;
    assert_eq!(saved.unwrap_err().key(), "invalid");
    let mut file = Vec::new();
    assert_eq!(
        archive::export_warc(&town.flow, &stranger, &[], &mut file)
            .await
            .ok()
            .map(|n| n < 3),
        Some(true)
    );
    assert_eq!(town.bench.journal().await, before);
}

#[tokio::test]
async fn who_may_nothing_does_nothing() {
    let (town, things) = town(sqlite().await).await;
    let before = town.bench.journal().await;
    for role in ["employee", "elected"] {
        for (verb, result) in walk(&town.flow, &town.actor(role), &things).await {
            assert_eq!(result.map_err(|e| e.key()), Err("not-allowed"), "{verb}");
        }
    }
    // Nor does somebody whose account was closed while her page was open.
    let mut closed = town.actor("editor");
    closed.person.roles = Role::ALL.to_vec();
    closed.person.state = model::person::PersonState::Disabled;
    for (verb, result) in walk(&town.flow, &closed, &things).await {
        assert_eq!(result.map_err(|e| e.key()), Err("not-allowed"), "{verb}");
    }
    assert_eq!(town.bench.journal().await, before);
}

#[tokio::test]
async fn what_is_secret_is_in_no_debug_text() {
    let form = crate::bench::set_up();
    assert!(!format!("{form:?}").contains(crate::bench::PASSWORD));
    let connect = Connect {
        secret: "app-password".into(),
        ..Default::default()
    };
    assert!(!format!("{connect:?}").contains("app-password"));
    let credentials = model::person::Credentials {
        password_hash: Some("$argon2id$x".into()),
        totp_sealed: Some(vec![77, 78, 79]),
        totp_step: 1,
    };
    let shown = format!("{credentials:?}");
    assert!(!shown.contains("argon2id") && !shown.contains("77"), "{shown}");
    let enrolment = flow::access::Enrolment {
        uri: "otpauth://secret".into(),
        secret: "ABCD EFGH".into(),
    };
    let shown = format!("{enrolment:?}");
    assert!(!shown.contains("ABCD") && !shown.contains("otpauth"), "{shown}");
}

#[tokio::test]
async fn a_draft_has_a_language_and_nothing_else_in_its_place() {
    let town = Town::new(sqlite().await).await;
    let author = town.actor("author");
    let post = posts::create(&town.flow, &author).await.unwrap();
    for wrong in ["nb\" onload=\"x", "<script>", "nb no", &"a".repeat(36)] {
        let draft = posts::Draft {
            lang: wrong.to_owned(),
            version: 1,
            ..Default::default()
        };
        let faults = crate::bench::faults(posts::save(&town.flow, &author, &post, draft).await);
        assert_eq!(faults, [("lang".to_owned(), "language-form")], "{wrong}");
    }
    for (version, right) in [(1, "nb"), (2, "zh-Hans"), (3, "sr-Latn-RS")] {
        let draft = posts::Draft {
            lang: right.to_owned(),
            version,
            ..Default::default()
        };
        posts::save(&town.flow, &author, &post, draft).await.unwrap();
    }
}

#[tokio::test]
async fn a_visitor_takes_back_no_word_of_the_municipality() {
    use model::practice::{PracticeComment, PracticePost};
    let town = Town::new(sqlite().await).await;
    let (source, municipality) = (town.flow.source().clone(), town.bench.municipality.clone());
    let post = PracticePost {
        id: source.id(),
        municipality: municipality.id.clone(),
        channel: town.channel.clone(),
        text: "Velkommen".into(),
        link: String::new(),
        lang: "nb".into(),
        pictures: Vec::new(),
        key: "k".into(),
        removed: false,
        created_at: source.now(),
    };
    let ours = PracticeComment {
        id: source.id(),
        municipality: municipality.id.clone(),
        channel: town.channel.clone(),
        post: post.id.clone(),
        parent: None,
        author: municipality.name.clone(),
        official: true,
        text: "Takk for at du spør".into(),
        key: "a".into(),
        hidden: false,
        removed: false,
        created_at: source.now(),
        changed_at: source.now(),
    };
    let tx = town.flow.store().begin().await.unwrap();
    tx.insert_practice_post(&post).await.unwrap();
    tx.insert_practice_comment(&ours).await.unwrap();
    tx.commit().await.unwrap();
    let gone = flow::practice::remove_comment(&town.flow, &municipality.slug, &ours.id).await;
    assert_eq!(gone.unwrap_err().key(), "not-found");
    let (_, thread) = flow::practice::thread(&town.flow, &municipality.slug, &post.id)
        .await
        .unwrap();
    assert_eq!(thread.comments.len(), 1);
}
