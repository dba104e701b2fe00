use crate::bench::{Db, faults, key};
use crate::on_both;
use crate::town::{LINK, Town};
use flow::posts::{Checked, Draft, add_media, check, create, note_media, reopen, save, submit, withdraw};
use flow::{Actor, Error};
use model::approval::ApprovalSubject;
use model::person::Role;
use model::post::{MediaNote, PostState, Revision};
use model::{ChannelId, Id as _, PostId, RevisionId};

on_both!(
    a_draft_is_saved_and_checked_without_a_trace,
    what_is_missing_is_said_field_by_field,
    a_conflict_loses_neither_text,
    a_revision_is_frozen,
    an_author_never_approves_her_own,
    an_outdated_revision_is_not_approved,
    a_text_over_the_limit_is_counted_as_the_network_counts,
    others_cannot_touch_a_post,
);

pub async fn begun(town: &Town) -> (Actor, PostId) {
    let author = town.actor("author");
    let post = create(&town.flow, &author).await.unwrap();
    (author, post)
}

pub async fn revision(town: &Town, id: &RevisionId) -> Revision {
    town.read()
        .await
        .revision(&town.bench.municipality.id, id)
        .await
        .unwrap()
}

/// Outcome of a clause among the points; "pass" when it is not there.
pub fn outcome(checked: &Checked, clause: &str) -> String {
    checked
        .points
        .iter()
        .find(|p| p.clause == clause)
        .map_or("pass".into(), |p| p.outcome.clone())
}

/// Clauses that stopped a submission.
pub fn stopped<T: std::fmt::Debug>(result: flow::Result<T>) -> Vec<String> {
    match result.unwrap_err() {
        Error::Stopped(points) => {
            let hard = ["block", "ask", "conflict"];
            points
                .into_iter()
                .filter(|p| hard.contains(&p.outcome.as_str()))
                .map(|p| p.clause)
                .collect()
        }
        other => panic!("not stopped by the guideline: {other:?}"),
    }
}

async fn a_draft_is_saved_and_checked_without_a_trace(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    let version = save(
        &town.flow,
        &author,
        &post,
        town.draft("Sol på\r\nSkjærgårdsfesten"),
    )
    .await
    .unwrap();
    let stored = town.post(&post).await;
    assert_eq!(
        (stored.version, stored.text.as_str(), stored.link.as_str()),
        (version, "Sol på\nSkjærgårdsfesten", LINK)
    );
    assert_eq!(
        (stored.channels.clone(), stored.lang.as_str(), stored.state),
        (vec![town.channel.clone()], "nb", PostState::Draft)
    );

    let before = town.bench.journal().await;
    let mut draft = town.draft("Ring Kari på 78 98 53 00");
    draft.link = String::new();
    let checked = check(&town.flow, &author, &post, &draft).await.unwrap();
    assert_eq!(checked.outcome, "ask");
    assert_eq!(outcome(&checked, "batsfjord/4.3-3"), "ask");
    assert!(
        checked
            .questions
            .iter()
            .any(|q| q.name == "post.first_on_website" && q.kind == "yes-no")
    );
    assert_eq!(
        checked
            .found
            .iter()
            .map(|f| (f.note.name.as_str(), f.note.start))
            .collect::<Vec<_>>(),
        [("phone-number", 13)]
    );
    let point = checked
        .points
        .iter()
        .find(|p| p.clause == "batsfjord/4.3-3")
        .unwrap();
    assert!(
        point.says.contains("nettsted")
            && !point.why.is_empty()
            && !point.fix.is_empty()
            && point.section == "4.3 avsnitt 1, setning 3"
    );
    let length = &checked.lengths[0];
    assert_eq!(
        (length.used, length.limit, length.fits, length.unit.as_str()),
        (24, 300, true, "graphemes")
    );
    assert_eq!(
        checked.steps,
        [("editor".to_owned(), "no-base/second-pair-of-eyes".to_owned())]
    );
    assert_eq!(town.post(&post).await, stored);
    assert_eq!(town.bench.journal().await, before);
    town.verify().await;
}

async fn what_is_missing_is_said_field_by_field(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    let field = |field: &str, key: &'static str| (field.to_owned(), key);
    let empty = Draft {
        version: 1,
        ..Draft::default()
    };
    assert_eq!(
        faults(submit(&town.flow, &author, &post, empty).await),
        [field("channels", "required"), field("text", "required")]
    );
    let bad = Draft {
        text: "a".repeat(20_001),
        link: "nettsiden vår".into(),
        ..town.draft("")
    };
    assert_eq!(
        faults(save(&town.flow, &author, &post, bad).await),
        [field("link", "link-form"), field("text", "text-too-long")]
    );
    for link in ["ftp://batsfjord.kommune.no", "https://", "javascript:alert(1)"] {
        let draft = Draft {
            link: link.into(),
            ..town.draft("Hei")
        };
        assert_eq!(
            faults(save(&town.flow, &author, &post, draft).await),
            [field("link", "link-form")],
            "{link}"
        );
    }
    let elsewhere = Draft {
        channels: vec![ChannelId::parse("01ARZ3NDEKTSV4RRFFQ69G5FAV").unwrap()],
        ..town.draft("Hei")
    };
    assert_eq!(
        faults(save(&town.flow, &author, &post, elsewhere).await),
        [field("channels", "channel-unknown")]
    );
    let twice = Draft {
        channels: vec![town.channel.clone(); 2],
        ..town.draft("Hei")
    };
    save(&town.flow, &author, &post, twice).await.unwrap();
    let stored = town.post(&post).await;
    assert_eq!(
        (stored.channels.len(), stored.version),
        (1, 2),
        "nothing else was stored"
    );
    town.verify().await;
}

async fn a_conflict_loses_neither_text(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    save(&town.flow, &author, &post, town.draft("Min tekst"))
        .await
        .unwrap();
    // A second window, opened before: what is in its form stays there, what is stored stays stored.
    let mine = town.draft("Den andre teksten");
    assert_eq!(
        key(save(&town.flow, &author, &post, mine.clone()).await),
        "conflict"
    );
    assert_eq!(
        key(submit(&town.flow, &author, &post, mine.clone()).await),
        "conflict"
    );
    assert_eq!(town.post(&post).await.text, "Min tekst");
    let seen = Draft {
        version: town.post(&post).await.version,
        ..mine
    };
    save(&town.flow, &author, &post, seen).await.unwrap();
    assert_eq!(town.post(&post).await.text, "Den andre teksten");
}

async fn a_revision_is_frozen(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    let id = submit(&town.flow, &author, &post, town.draft("Første utgave"))
        .await
        .unwrap();
    let first = revision(&town, &id).await;
    assert_eq!(
        (
            first.number,
            first.content.text.as_str(),
            first.content.link.as_str()
        ),
        (1, "Første utgave", LINK)
    );
    assert_eq!(
        key(save(
            &town.flow,
            &author,
            &post,
            Draft {
                version: town.post(&post).await.version,
                ..town.draft("Nei")
            }
        )
        .await),
        "not-a-draft"
    );
    reopen(&town.flow, &author, &post).await.unwrap();
    let again = |text: &str, version| Draft {
        version,
        ..town.draft(text)
    };
    let second = submit(
        &town.flow,
        &author,
        &post,
        again("Andre utgave", town.post(&post).await.version),
    )
    .await
    .unwrap();
    reopen(&town.flow, &author, &post).await.unwrap();
    let third = submit(
        &town.flow,
        &author,
        &post,
        again("Første utgave", town.post(&post).await.version),
    )
    .await
    .unwrap();
    assert_eq!(revision(&town, &id).await, first, "later edits do not reach it");
    let (second, third) = (revision(&town, &second).await, revision(&town, &third).await);
    assert_eq!((second.number, third.number), (2, 3));
    assert_ne!(second.digest, first.digest);
    assert_eq!(
        third.digest, first.digest,
        "the digest is of the content and nothing else"
    );
    assert_eq!(town.journalled("post.submitted").await, 3);
    town.verify().await;
}

async fn an_author_never_approves_her_own(db: Db) {
    let town = Town::new(db).await;
    // The only editor writes: nobody is left to approve as the guideline's base says.
    let editor = town.actor("editor");
    let post = create(&town.flow, &editor).await.unwrap();
    let refused = submit(&town.flow, &editor, &post, town.draft("Av redaktøren selv"))
        .await
        .unwrap_err();
    assert_eq!(
        (refused.key(), refused.params()),
        ("nobody-can-approve", vec![("role", "editor".to_owned())])
    );
    assert_eq!(town.post(&post).await.state, PostState::Draft);
    let other = town.bench.another(Role::Editor, "else").await;
    submit(&town.flow, &editor, &post, town.draft("Av redaktøren selv"))
        .await
        .unwrap();
    assert_eq!(key(town.approve(&editor, &post).await), "approver-is-author");
    assert_eq!(
        key(town.approve(&town.actor("leader"), &post).await),
        "not-allowed"
    );
    assert_eq!(town.post(&post).await.state, PostState::Submitted);
    town.approve(&other, &post).await.unwrap();
    assert_eq!(town.post(&post).await.state, PostState::Approved);

    // Written by one, submitted by the other: neither of them.
    let shared = create(&town.flow, &editor).await.unwrap();
    submit(&town.flow, &other, &shared, town.draft("Av begge"))
        .await
        .unwrap();
    assert_eq!(key(town.approve(&editor, &shared).await), "approver-is-author");
    assert_eq!(key(town.approve(&other, &shared).await), "approver-is-author");
    town.verify().await;
}

async fn an_outdated_revision_is_not_approved(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    submit(&town.flow, &author, &post, town.draft("Møtet er kl. 18"))
        .await
        .unwrap();
    let read = town.read().await;
    let steps = read
        .approvals_of(&town.bench.municipality.id, ApprovalSubject::Post, post.as_str())
        .await
        .unwrap();
    drop(read);
    let old = &steps[0];
    reopen(&town.flow, &author, &post).await.unwrap();
    let draft = Draft {
        version: town.post(&post).await.version,
        ..town.draft("Møtet er kl. 19")
    };
    submit(&town.flow, &author, &post, draft).await.unwrap();
    let yes = flow::approvals::Verdict::Approve;
    let editor = town.actor("editor");
    // Once through the page of the old step, once with the new step and what was on the old page.
    assert_eq!(
        key(flow::approvals::decide(&town.flow, &editor, &old.id, &old.digest, yes, "").await),
        "approval-closed"
    );
    let read = town.read().await;
    let steps = read
        .approvals_of(&town.bench.municipality.id, ApprovalSubject::Post, post.as_str())
        .await
        .unwrap();
    drop(read);
    let new = steps.iter().find(|s| s.id != old.id).unwrap();
    assert_eq!(
        key(flow::approvals::decide(&town.flow, &editor, &new.id, &old.digest, yes, "").await),
        "revision-outdated"
    );
    assert_eq!(town.post(&post).await.state, PostState::Submitted);
    town.approve(&editor, &post).await.unwrap();
    town.verify().await;
}

async fn a_text_over_the_limit_is_counted_as_the_network_counts(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    // The link goes out with the text, after an empty line.
    let room = 300 - LINK.chars().count() - 2;
    let long = town.draft(&"å".repeat(room + 1));
    let refused = submit(&town.flow, &author, &post, long.clone())
        .await
        .unwrap_err();
    assert_eq!(refused.key(), "text-over-limit");
    assert_eq!(
        refused.params(),
        [
            ("channel", "Båtsfjord kommune".to_owned()),
            ("used", "301".to_owned()),
            ("limit", "300".to_owned())
        ]
    );
    assert!(!check(&town.flow, &author, &post, &long).await.unwrap().lengths[0].fits);
    assert_eq!(
        (town.post(&post).await.state, town.post(&post).await.version),
        (PostState::Draft, 1)
    );
    // Two hundred bytes, and nothing at all as this network counts.
    let family = town.draft(&format!("{}{}", "å".repeat(room), "👩\u{200d}".repeat(50)));
    submit(&town.flow, &author, &post, family).await.unwrap();
    town.verify().await;
}

async fn others_cannot_touch_a_post(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    let media = add_media(&town.flow, &author, &post, crate::pictures::png(40, 30))
        .await
        .unwrap();
    let stranger = town.bench.stranger().await;
    let draft = town.draft("Min tekst");
    assert_eq!(
        key(check(&town.flow, &stranger, &post, &draft).await),
        "not-found"
    );
    assert_eq!(
        key(save(&town.flow, &stranger, &post, draft.clone()).await),
        "not-found"
    );
    assert_eq!(
        key(submit(&town.flow, &stranger, &post, draft.clone()).await),
        "not-found"
    );
    assert_eq!(key(withdraw(&town.flow, &stranger, &post).await), "not-found");
    assert_eq!(
        key(note_media(&town.flow, &stranger, &media.id, MediaNote::default()).await),
        "not-found"
    );
    assert_eq!(
        key(add_media(&town.flow, &stranger, &post, crate::pictures::png(4, 4)).await),
        "not-found"
    );
    let elected = town.actor("elected");
    assert_eq!(key(create(&town.flow, &elected).await), "not-allowed");
    assert_eq!(
        key(save(&town.flow, &elected, &post, draft.clone()).await),
        "not-allowed"
    );
    assert_eq!(
        key(submit(&town.flow, &elected, &post, draft).await),
        "not-allowed"
    );
    assert_eq!(key(reopen(&town.flow, &elected, &post).await), "not-allowed");
    assert_eq!(town.post(&post).await.version, 1);
}
