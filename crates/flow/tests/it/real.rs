//! The workflows on networks that somebody else wrote: what the tests on Bluesky and on Mastodon share.

use crate::bench::{Bench, packs, sqlite};
use flow::approvals::{Verdict, decide};
use flow::channels::Connect;
use flow::posts::{Draft, add_media, create, note_media, submit};
use flow::{Flow, FlowParts, NetworkConnectors, Settings, jobs};
use ledger::MasterKey;
use model::approval::{ApprovalState, ApprovalSubject};
use model::channel::Network;
use model::item::{Answer, Item};
use model::moderation::Moderation;
use model::post::{Basis, MediaNote};
use model::publication::Publication;
use model::{ChannelId, Id as _, ItemId, Millis, PostId};
use networks::practice::MemoryBoard;
use networks::{Http, HttpConfig, Networks};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use store::InboxFilter;

/// Where a real server of the tests is, as JSON in the environment. Without it the test is left out with a note, or
/// fails where `RETTESNOR_PEERS=required`.
#[expect(clippy::print_stderr, reason = "says why a test tests nothing")]
pub fn peer(variable: &str) -> Option<Value> {
    match std::env::var(variable) {
        Ok(json) => Some(serde_json::from_str(&json).expect("the variable holds JSON")),
        Err(_) if std::env::var("RETTESNOR_PEERS").as_deref() == Ok("required") => {
            panic!("{variable} is not set: start the server as tests/peers/README.md says")
        }
        Err(_) => {
            eprintln!("left out: {variable} is not set (tests/peers/README.md)");
            None
        }
    }
}

/// Something no earlier run has used.
pub fn unique() -> String {
    use std::hash::{BuildHasher, Hasher};
    format!(
        "{:08x}",
        std::hash::RandomState::new().build_hasher().finish() as u32
    )
}

/// A client without any of our rules, for those on the other side.
pub fn plain() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().build().unwrap()
}

/// The time of the real servers.
#[expect(clippy::disallowed_methods, reason = "the servers go by the machine's clock")]
fn real_now() -> Millis {
    jiff::Timestamp::now().into()
}

/// A municipality on SQLite whose channels are on real servers. Its clock begins at theirs and moves when it is waited.
pub struct Town {
    pub bench: Bench,
    pub channel: ChannelId,
}

impl Town {
    /// Båtsfjord with an approved channel that is not connected yet.
    pub async fn new(network: Network) -> Self {
        let mut bench = Bench::new(sqlite().await).await;
        bench.clock.set(real_now());
        let source = bench.clock.source();
        let http = HttpConfig {
            allow_private: true,
            ..HttpConfig::default()
        };
        let http = Http::new(http, source.clone()).unwrap();
        let networks = Networks::new(http, source.clone(), Arc::new(MemoryBoard::default()));
        bench.flow = Flow::new(FlowParts {
            store: bench.db.store.clone(),
            blobs: bench.db.blobs.clone(),
            source,
            rulebooks: packs(),
            connectors: Arc::new(NetworkConnectors::new(networks)),
            master: MasterKey::new([5; 32]),
            settings: Settings {
                poll_every_ms: 1,
                ..bench.flow.settings().clone()
            },
        });
        let channel = bench.approved(network).await;
        Self { bench, channel }
    }

    /// The form that connects the channel.
    pub async fn form(&self, server: &str, account: &str, secret: &str) -> Connect {
        Connect {
            server: server.to_owned(),
            account: account.to_owned(),
            secret: secret.to_owned(),
            ..self.bench.connect_form(&self.channel).await
        }
    }

    /// Connects the channel.
    pub async fn connect(&self, server: &str, account: &str, secret: &str) {
        let form = self.form(server, account, secret).await;
        let admin = self.bench.actor("it");
        flow::channels::connect(&self.bench.flow, &admin, &self.channel, form)
            .await
            .unwrap();
    }

    /// A post with a picture that says all that the guideline asks, approved by somebody else and due now.
    pub async fn scheduled(&self, text: &str, link: &str) -> PostId {
        let (flow, author) = (&self.bench.flow, self.bench.actor("author"));
        let post = create(flow, &author).await.unwrap();
        let media = add_media(flow, &author, &post, png()).await.unwrap();
        let note = MediaNote {
            alt: "Et blått felt med en grå kant, som kommunens gamle segl".into(),
            credit: "Foto: Kari Nordmann".into(),
            permission: Some(true),
            basis: Basis::NoPerson,
            ai: Some(false),
            ..MediaNote::default()
        };
        note_media(flow, &author, &media.id, note).await.unwrap();
        let mut draft = Draft {
            text: text.to_owned(),
            link: link.to_owned(),
            channels: vec![self.channel.clone()],
            version: 1,
            ..Draft::default()
        };
        // Whatever the guideline asks of a post like this is answered as a careful author would.
        for _ in 0..5 {
            let asked = flow::posts::check(flow, &author, &post, &draft)
                .await
                .unwrap()
                .questions;
            let open: BTreeMap<_, _> = asked
                .into_iter()
                .filter(|q| q.answer.is_empty())
                .map(|q| {
                    (
                        q.name,
                        if q.kind == "text" {
                            "Ja, det er det".to_owned()
                        } else {
                            "yes".to_owned()
                        },
                    )
                })
                .collect();
            if open.is_empty() {
                break;
            }
            draft.answers.extend(open);
        }
        submit(flow, &author, &post, draft).await.unwrap();
        for step in self.steps(&post).await {
            let approver = self.bench.actor(step.role.as_str());
            assert_ne!(approver.person.id, author.person.id);
            decide(flow, &approver, &step.id, &step.digest, Verdict::Approve, "")
                .await
                .unwrap();
        }
        flow::publishing::schedule(flow, &self.bench.actor("editor"), &post, None)
            .await
            .unwrap();
        post
    }

    async fn steps(&self, post: &PostId) -> Vec<model::approval::Approval> {
        let read = self.bench.flow.store().read().await.unwrap();
        let all = read
            .approvals_of(&self.bench.municipality.id, ApprovalSubject::Post, post.as_str())
            .await
            .unwrap();
        assert!(all.iter().any(|s| s.state == ApprovalState::Open), "{all:?}");
        all
    }

    /// Lets the clock go by and runs all that is due.
    pub async fn work(&self, ms: i64) {
        self.bench.clock.advance(ms);
        jobs::run_due(&self.bench.flow, "test").await.unwrap();
    }

    /// Works until something is there, for at most two minutes.
    pub async fn until<T>(&self, what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
        for _ in 0..480 {
            self.work(250).await;
            if let Some(found) = ask().await {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
        panic!("never happened: {what}; {:?}", self.jobs().await)
    }

    async fn jobs(&self) -> Vec<(String, String, String)> {
        let read = self.bench.flow.store().read().await.unwrap();
        let jobs = read
            .jobs(&self.bench.municipality.id, &[], None, 100)
            .await
            .unwrap();
        jobs.items
            .into_iter()
            .map(|j| (j.kind, format!("{:?}", j.state), j.detail))
            .collect()
    }

    /// The post's only publication.
    pub async fn publication(&self, post: &PostId) -> Publication {
        let read = self.bench.flow.store().read().await.unwrap();
        let mut all = read
            .publications_of(&self.bench.municipality.id, std::slice::from_ref(post))
            .await
            .unwrap();
        assert_eq!(all.len(), 1);
        all.remove(0)
    }

    /// Everything in the inbox, oldest first.
    pub async fn inbox(&self) -> Vec<Item> {
        let read = self.bench.flow.store().read().await.unwrap();
        let page = read
            .inbox(&self.bench.municipality.id, &InboxFilter::default(), None, 100)
            .await
            .unwrap();
        let mut items = page.items;
        items.sort_by_key(|i| i.written_at);
        items
    }

    /// The item with this name on the network.
    pub async fn item_of(&self, remote_id: &str) -> Option<Item> {
        self.inbox().await.into_iter().find(|i| i.remote_id == remote_id)
    }

    pub async fn item(&self, id: &ItemId) -> Item {
        self.bench
            .flow
            .store()
            .read()
            .await
            .unwrap()
            .item(&self.bench.municipality.id, id)
            .await
            .unwrap()
    }

    pub async fn answers(&self, item: &ItemId) -> Vec<Answer> {
        let read = self.bench.flow.store().read().await.unwrap();
        read.answers_of(&self.bench.municipality.id, std::slice::from_ref(item))
            .await
            .unwrap()
    }

    pub async fn moderations(&self, item: &ItemId) -> Vec<Moderation> {
        let read = self.bench.flow.store().read().await.unwrap();
        read.moderations_of(&self.bench.municipality.id, item)
            .await
            .unwrap()
    }

    /// The whole archive says what it said when it was written.
    pub async fn proves(&self) {
        for report in flow::archive::verify(&self.bench.flow).await.unwrap() {
            assert!(report.holds(), "{:?}", report.problems);
        }
    }
}

/// A picture of 640 × 480 pixels, as an author uploads it.
pub fn png() -> Vec<u8> {
    let picture = image::RgbImage::from_fn(640, 480, |x, y| {
        if x < 20 || y < 20 {
            image::Rgb([90, 90, 90])
        } else {
            image::Rgb([0, 60, 120])
        }
    });
    let mut out = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut out, image::ImageFormat::Png).unwrap();
    out.into_inner()
}
