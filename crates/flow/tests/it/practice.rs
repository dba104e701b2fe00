use crate::bench::{Bench, Db, faults, key, packs};
use crate::on_both;
use crate::town::verify;
use flow::posts::Draft;
use flow::practice::{PracticeThread, comment, picture, remove_comment, thread, threads};
use flow::{Flow, FlowParts, NetworkConnectors};
use ledger::MasterKey;
use model::channel::Channel;
use model::item::{Item, ItemState, Visibility};
use model::post::PostState;
use model::{ChannelId, Id as _, Millis, PostId, PracticeCommentId, PracticePostId};
use networks::{Http, HttpConfig, Networks, Outgoing, Seen};
use std::sync::Arc;
use store::InboxFilter;

on_both!(
    a_case_from_post_to_restored_comment,
    two_channels_keep_apart,
    visitors_are_held_within_bounds,
    a_key_makes_one_post_and_one_answer,
    many_answers_of_ours_hide_no_comment,
);

const SLUG: &str = "batsfjord";

/// Båtsfjord on the network that ships with the product.
struct School {
    bench: Bench,
    flow: Flow,
    channel: ChannelId,
}

fn board(bench: &Bench) -> flow::practice::StoreBoard {
    let base = "https://rettesnor.example";
    flow::practice::StoreBoard::new(
        bench.db.store.clone(),
        bench.db.blobs.clone(),
        bench.clock.source(),
        base,
    )
}

/// Båtsfjord on the practice network: the bench, its channel, and the network itself.
pub async fn school(db: Db) -> (Bench, ChannelId, flow::practice::StoreBoard) {
    let School { bench, channel, .. } = School::new(db).await;
    let board = board(&bench);
    (bench, channel, board)
}

impl School {
    async fn new(db: Db) -> Self {
        let mut bench = Bench::new(db).await;
        let http = Http::new(HttpConfig::default(), bench.clock.source()).unwrap();
        let networks = Networks::new(http, bench.clock.source(), Arc::new(board(&bench)));
        bench.flow = Flow::new(FlowParts {
            store: bench.db.store.clone(),
            blobs: bench.db.blobs.clone(),
            source: bench.clock.source(),
            rulebooks: packs(),
            connectors: Arc::new(NetworkConnectors::new(networks)),
            master: MasterKey::new([5; 32]),
            settings: bench.flow.settings().clone(),
        });
        let channel = bench.practice().await;
        let flow = bench.flow.clone();
        Self { bench, flow, channel }
    }

    async fn work(&self) {
        self.bench.clock.advance(Millis::MINUTE);
        flow::jobs::run_due(&self.flow, "test").await.unwrap();
    }

    async fn published(&self, text: &str) -> PostId {
        let author = self.bench.actor("author");
        let post = flow::posts::create(&self.flow, &author).await.unwrap();
        let draft = Draft {
            text: text.into(),
            link: crate::town::LINK.into(),
            channels: vec![self.channel.clone()],
            version: 1,
            ..Draft::default()
        };
        flow::posts::submit(&self.flow, &author, &post, draft)
            .await
            .unwrap();
        let editor = self.bench.actor("editor");
        let queue = self.flow.store().read().await.unwrap();
        let kind = model::approval::ApprovalSubject::Post;
        let step = queue
            .approvals_of(&self.bench.municipality.id, kind, post.as_str())
            .await
            .unwrap()
            .remove(0);
        drop(queue);
        flow::approvals::decide(
            &self.flow,
            &editor,
            &step.id,
            &step.digest,
            flow::approvals::Verdict::Approve,
            "",
        )
        .await
        .unwrap();
        flow::publishing::schedule(&self.flow, &editor, &post, None)
            .await
            .unwrap();
        self.work().await;
        post
    }

    async fn page(&self) -> Vec<PracticeThread> {
        threads(&self.flow, SLUG).await.unwrap().1
    }

    async fn comment(&self, text: &str) -> PracticeCommentId {
        let post = PracticePostId::parse(&self.page().await[0].post.id).unwrap();
        comment(&self.flow, SLUG, &post, "Kari", text, "10.0.0.7")
            .await
            .unwrap()
    }

    async fn inbox(&self) -> Vec<Item> {
        let read = self.flow.store().read().await.unwrap();
        read.inbox(&self.bench.municipality.id, &InboxFilter::default(), None, 500)
            .await
            .unwrap()
            .items
    }

    async fn shown(&self) -> Vec<(String, String)> {
        self.page()
            .await
            .remove(0)
            .comments
            .into_iter()
            .map(|c| (c.author, c.text))
            .collect()
    }

    async fn row(&self) -> Channel {
        self.bench.channel(&self.channel).await
    }
}

async fn a_case_from_post_to_restored_comment(db: Db) {
    let school = School::new(db).await;
    let post = school.published("Velkommen til øving").await;
    let read = school.flow.store().read().await.unwrap();
    assert_eq!(
        read.post(&school.bench.municipality.id, &post)
            .await
            .unwrap()
            .state,
        PostState::Done
    );
    drop(read);
    let page = school.page().await;
    assert_eq!(
        (page.len(), page[0].post.author.as_str()),
        (1, "Båtsfjord kommune")
    );
    assert!(page[0].post.text.starts_with("Velkommen til øving") && page[0].post.official);

    let id = school.comment("  Jeg vet hvor du bor  ").await;
    school.comment("Så fint!").await;
    school.work().await;
    let inbox = school.inbox().await;
    assert_eq!(inbox.len(), 2);
    let item = inbox.iter().find(|i| i.remote_id == id.as_str()).unwrap();
    assert_eq!(
        (item.text.as_str(), item.author_name.as_str()),
        ("Jeg vet hvor du bor", "Kari")
    );
    assert!(
        item.url
            .starts_with("https://rettesnor.example/practice/batsfjord/"),
        "{}",
        item.url
    );
    assert!(item.due_at.is_some() && item.publication.is_some());

    let editor = school.bench.actor("editor");
    flow::inbox::answer(&school.flow, &editor, &item.id, "Vi svarer på telefon.")
        .await
        .unwrap();
    school.work().await;
    let answer = ("Båtsfjord kommune".to_owned(), "Vi svarer på telefon.".to_owned());
    assert!(school.shown().await.contains(&answer));
    school.work().await;
    assert_eq!(school.inbox().await.len(), 2, "our own answer is no item");
    assert!(
        school
            .inbox()
            .await
            .iter()
            .any(|i| i.state == ItemState::Answered)
    );

    let moderator = school.bench.actor("moderator");
    let ground = flow::moderation::grounds(&school.flow, &moderator)
        .await
        .unwrap()
        .remove(3)
        .id;
    flow::moderation::hide(
        &school.flow,
        &moderator,
        &item.id,
        &ground,
        "Kommentaren truer en ansatt.",
    )
    .await
    .unwrap();
    school.work().await;
    assert!(
        school
            .shown()
            .await
            .iter()
            .all(|(_, text)| text != "Jeg vet hvor du bor")
    );
    assert_eq!(school.page().await[0].hidden, 1);
    flow::moderation::restore(&school.flow, &moderator, &item.id, "Det var en spøk")
        .await
        .unwrap();
    school.work().await;
    assert!(
        school
            .shown()
            .await
            .contains(&("Kari".to_owned(), "Jeg vet hvor du bor".to_owned()))
    );

    remove_comment(&school.flow, SLUG, &id).await.unwrap();
    school.work().await;
    let gone = school
        .inbox()
        .await
        .into_iter()
        .find(|i| i.id == item.id)
        .unwrap();
    assert_eq!(
        (gone.visibility, gone.text.as_str()),
        (Visibility::Gone, "Jeg vet hvor du bor")
    );
    assert_eq!(school.shown().await.len(), 2);
    let kinds = school.bench.journal().await;
    for kind in [
        "post.published",
        "item.received",
        "answer.published",
        "moderation.evidence",
        "moderation.confirmed",
        "item.gone",
    ] {
        assert!(kinds.iter().any(|k| k == kind), "{kind}");
    }
    verify(&school.flow).await;
}

async fn two_channels_keep_apart(db: Db) {
    let school = School::new(db).await;
    school.published("På den første").await;
    let other = school.bench.practice().await;
    let first = board(&school.bench);
    let connector = networks::practice::Practice::new(
        Arc::new(first),
        &flow::practice::account(&school.bench.channel(&other).await),
    );
    school.comment("Til den første").await;
    let page = networks::Connector::replies(&connector, "").await.unwrap();
    assert!(page.items.is_empty(), "{:?}", page.items);
    assert_eq!(key(threads(&school.flow, "andoy").await), "not-found");
    school.bench.stranger().await;
    assert!(threads(&school.flow, "andoy").await.unwrap().1.is_empty());
}

async fn visitors_are_held_within_bounds(db: Db) {
    let school = School::new(db).await;
    school.published("Velkommen til øving").await;
    let post = PracticePostId::parse(&school.page().await[0].post.id).unwrap();
    let say = |name: &'static str, text: String, client: &'static str| {
        let (flow, post) = (school.flow.clone(), post.clone());
        async move { comment(&flow, SLUG, &post, name, &text, client).await }
    };
    assert_eq!(
        faults(say(" ", "Hei".into(), "a").await),
        [("name".to_owned(), "required")]
    );
    assert_eq!(
        faults(say("Kari", " ".into(), "a").await),
        [("text".to_owned(), "required")]
    );
    assert_eq!(
        faults(say("Kari", "å".repeat(501), "a").await),
        [("text".to_owned(), "text-too-long")]
    );
    say("Kari", "å".repeat(500), "b").await.unwrap();
    for n in 0..30 {
        say("Kari", format!("Hei {n}"), "a").await.unwrap();
    }
    assert_eq!(key(say("Kari", "Hei".into(), "a").await), "practice-too-many");
    say("Ola", "Hei".into(), "c").await.unwrap();
    school.bench.clock.advance(Millis::MINUTE + 1);
    say("Kari", "Hei igjen".into(), "a").await.unwrap();
    assert_eq!(
        key(picture(&school.flow, SLUG, &post, &"0".repeat(64)).await),
        "not-found"
    );
    assert_eq!(
        thread(&school.flow, SLUG, &post).await.unwrap().1.comments.len(),
        33
    );

    // All of one moment, and none is lost on its way to the inbox.
    school.work().await;
    assert_eq!(school.inbox().await.len(), 33);
    verify(&school.flow).await;
}

async fn a_key_makes_one_post_and_one_answer(db: Db) {
    use networks::Connector as _;
    let school = School::new(db).await;
    school.published("Velkommen til øving").await;
    let id = school.comment("Hei").await;
    let account = flow::practice::account(&school.row().await);
    let practice = networks::practice::Practice::new(Arc::new(board(&school.bench)), &account);
    let key = practice.prepare(&school.bench.clock.source());
    let out = Outgoing {
        text: "En gang".into(),
        ..Outgoing::default()
    };
    assert_eq!(practice.find(&out, &key).await.unwrap(), None);
    let first = practice.publish(&out, &key).await.unwrap();
    assert_eq!(practice.publish(&out, &key).await.unwrap(), first);
    assert_eq!(practice.find(&out, &key).await.unwrap(), Some(first));
    assert_eq!(school.page().await.len(), 2);

    let root = school
        .page()
        .await
        .into_iter()
        .find(|t| t.post.text.starts_with("Velkommen"))
        .unwrap()
        .post
        .id;
    let root = networks::RemoteRef::new(root, "");
    let item = networks::RemoteRef::new(id.as_str(), "");
    let reply = networks::ReplyTo {
        root: root.clone(),
        parent: item.clone(),
    };
    let out = Outgoing {
        text: "Et svar".into(),
        reply: Some(reply),
        ..Outgoing::default()
    };
    let key = practice.prepare(&school.bench.clock.source());
    let first = practice.publish(&out, &key).await.unwrap();
    assert_eq!(practice.publish(&out, &key).await.unwrap(), first);
    assert_eq!(practice.find(&out, &key).await.unwrap(), Some(first));

    practice.hide(&root, &item).await.unwrap();
    practice.hide(&root, &item).await.unwrap();
    assert_eq!(practice.look(&root, &item).await.unwrap(), Seen::Hidden);
    practice.restore(&root, &item).await.unwrap();
    assert_eq!(practice.look(&root, &item).await.unwrap(), Seen::Visible);
    let nothing = networks::RemoteRef::new("01ARZ3NDEKTSV4RRFFQ69G5FAV", "");
    assert_eq!(practice.look(&root, &nothing).await.unwrap(), Seen::Gone);
    assert_eq!(
        practice.hide(&root, &nothing).await.unwrap_err().key(),
        "network-refused"
    );
}

/// More of our answers than one page holds, and then a comment.
async fn many_answers_of_ours_hide_no_comment(db: Db) {
    use networks::Connector as _;
    let school = School::new(db).await;
    school.published("Velkommen til øving").await;
    let id = school.comment("Hei").await;
    let account = flow::practice::account(&school.row().await);
    let practice = networks::practice::Practice::new(Arc::new(board(&school.bench)), &account);
    let read = practice.replies("").await.unwrap();
    assert_eq!((read.items.len(), read.more), (1, false));
    let root = networks::RemoteRef::new(school.page().await[0].post.id.clone(), "");
    let reply = networks::ReplyTo {
        parent: networks::RemoteRef::new(id.as_str(), ""),
        root,
    };
    for n in 0..120 {
        school.bench.clock.advance(10);
        let out = Outgoing {
            text: format!("Svar {n}"),
            reply: Some(reply.clone()),
            ..Outgoing::default()
        };
        practice.publish(&out, &format!("key-{n}")).await.unwrap();
    }
    school.bench.clock.advance(10);
    school.comment("Er det noen der?").await;
    let next = practice.replies(&read.cursor).await.unwrap();
    assert_eq!(
        next.items.iter().map(|i| i.text.as_str()).collect::<Vec<_>>(),
        ["Er det noen der?"]
    );
}
