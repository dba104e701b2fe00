//! Båtsfjord on a network that does as it is told.

use crate::bench::{Bench, Db};
use crate::net::{Life, Net, Nets};
use async_trait::async_trait;
use flow::posts::Draft;
use flow::{Actor, Flow, FlowParts, Settings};
use ledger::MasterKey;
use model::approval::{ApprovalState, ApprovalSubject};
use model::item::Item;
use model::publication::Publication;
use model::{ChannelId, Id as _, ItemId, Millis, PostId, WaiverId};
use std::sync::Arc;
use store::{Engine, Read, Store, StoreError, Tx};

pub const LINK: &str = "https://www.batsfjord.kommune.no/nyheter/brannvern";
/// Longer than a job's lease.
pub const LEASE: i64 = 3 * Millis::MINUTE;

/// A database that a dead process does not reach.
struct Mortal {
    store: Arc<dyn Store>,
    life: Arc<Life>,
}

#[async_trait]
impl Store for Mortal {
    async fn read(&self) -> store::Result<Box<dyn Read>> {
        if self.life.step() {
            self.store.read().await
        } else {
            Err(StoreError::Unavailable("dead".into()))
        }
    }

    async fn begin(&self) -> store::Result<Box<dyn Tx>> {
        if self.life.step() {
            self.store.begin().await
        } else {
            Err(StoreError::Unavailable("dead".into()))
        }
    }

    async fn clean(&self) -> store::Result<store::Cleaned> {
        if self.life.step() {
            self.store.clean().await
        } else {
            Err(StoreError::Unavailable("dead".into()))
        }
    }

    fn engine(&self) -> Engine {
        self.store.engine()
    }
}

/// Båtsfjord on the network, with one channel in use.
pub struct Town {
    pub bench: Bench,
    pub flow: Flow,
    pub net: Arc<Net>,
    pub life: Arc<Life>,
    pub channel: ChannelId,
}

impl Town {
    pub async fn new(db: Db) -> Self {
        Self::of(Bench::new(db).await).await
    }

    /// The same town with another guideline.
    pub async fn of(bench: Bench) -> Self {
        let channel = bench.practice().await;
        Self::on(bench, channel).await
    }

    /// The same town under a shipped guideline, with a channel that was there before it.
    pub async fn guided(db: Db, pack: &str) -> Self {
        let bench = Bench::guided(db, pack).await;
        let channel = bench.inherited().await;
        Self::on(bench, channel).await
    }

    async fn on(bench: Bench, channel: ChannelId) -> Self {
        let life = Life::new();
        let net = Net::new(
            life.clone(),
            bench.db.store.clone(),
            bench.municipality.id.clone(),
        );
        let flow = flow(
            &bench,
            Arc::new(Mortal {
                store: bench.db.store.clone(),
                life: life.clone(),
            }),
            &net,
            [5; 32],
        );
        let town = Self {
            bench,
            flow,
            net,
            life,
            channel,
        };
        town.work().await;
        town
    }

    /// The same installation started with another key.
    pub fn with_key(&self, key: [u8; 32]) -> Flow {
        flow(&self.bench, self.bench.db.store.clone(), &self.net, key)
    }

    pub fn actor(&self, role: &str) -> Actor {
        self.bench.actor(role)
    }

    pub fn now(&self) -> Millis {
        self.flow.source().now()
    }

    /// Runs what is due.
    pub async fn work(&self) {
        flow::jobs::run_due(&self.flow, "test").await.unwrap();
    }

    pub async fn read(&self) -> Box<dyn Read> {
        self.bench.db.store.read().await.unwrap()
    }

    /// A draft that the guideline has nothing against.
    pub fn draft(&self, text: &str) -> Draft {
        Draft {
            text: text.into(),
            link: LINK.into(),
            channels: vec![self.channel.clone()],
            version: 1,
            ..Draft::default()
        }
    }

    pub async fn submitted(&self, text: &str) -> PostId {
        let author = self.actor("author");
        let post = flow::posts::create(&self.flow, &author).await.unwrap();
        flow::posts::submit(&self.flow, &author, &post, self.draft(text))
            .await
            .unwrap();
        post
    }

    /// Approves the open step of a post.
    pub async fn approve(&self, actor: &Actor, post: &PostId) -> flow::Result<()> {
        self.say_yes(actor, ApprovalSubject::Post, post.as_str()).await
    }

    /// Grants a waiver.
    pub async fn grant(&self, actor: &Actor, waiver: &WaiverId) {
        let done = self
            .say_yes(actor, ApprovalSubject::Waiver, waiver.as_str())
            .await;
        done.unwrap();
    }

    async fn say_yes(&self, actor: &Actor, kind: ApprovalSubject, id: &str) -> flow::Result<()> {
        let read = self.read().await;
        let steps = read
            .approvals_of(&self.bench.municipality.id, kind, id)
            .await
            .unwrap();
        drop(read);
        let open = |a: &&model::approval::Approval| a.state == ApprovalState::Open;
        let step = steps.iter().find(open).unwrap();
        flow::approvals::decide(
            &self.flow,
            actor,
            &step.id,
            &step.digest,
            flow::approvals::Verdict::Approve,
            "",
        )
        .await
    }

    pub async fn approved(&self, text: &str) -> PostId {
        let post = self.submitted(text).await;
        self.approve(&self.actor("editor"), &post).await.unwrap();
        post
    }

    pub async fn scheduled(&self, text: &str, at: Option<Millis>) -> PostId {
        let post = self.approved(text).await;
        flow::publishing::schedule(&self.flow, &self.actor("editor"), &post, at)
            .await
            .unwrap();
        post
    }

    pub async fn published(&self, text: &str) -> Publication {
        let post = self.scheduled(text, None).await;
        self.work().await;
        self.publication(&post).await
    }

    pub async fn post(&self, id: &PostId) -> model::post::Post {
        self.read()
            .await
            .post(&self.bench.municipality.id, id)
            .await
            .unwrap()
    }

    /// The newest publication of a post.
    pub async fn publication(&self, post: &PostId) -> Publication {
        let read = self.read().await;
        let all = read
            .publications_of(&self.bench.municipality.id, std::slice::from_ref(post))
            .await
            .unwrap();
        all.into_iter().next_back().unwrap()
    }

    /// Looks for replies, as a minute later.
    pub async fn poll(&self) {
        self.bench.clock.advance(Millis::MINUTE);
        self.work().await;
    }

    pub async fn item(&self, remote: &str) -> Item {
        let read = self.read().await;
        let names = [remote.to_owned()];
        let found = read
            .items_by_remote(&self.bench.municipality.id, &self.channel, &names)
            .await
            .unwrap();
        found.into_iter().next().unwrap()
    }

    /// A comment that has come in.
    pub async fn commented(&self, id: &str, text: &str) -> ItemId {
        let publication = self.published(&format!("Innlegg om {id}")).await;
        self.net.comment(id, &publication.remote_id, text);
        self.poll().await;
        self.item(id).await.id
    }

    /// How many entries of a kind the journal has.
    pub async fn journalled(&self, kind: &str) -> usize {
        self.bench.journal().await.iter().filter(|k| *k == kind).count()
    }

    /// All that was written holds.
    pub async fn verify(&self) {
        verify(&self.bench.flow).await;
    }
}

/// All that was written holds.
pub async fn verify(flow: &Flow) {
    for report in flow::archive::verify(flow).await.unwrap() {
        assert!(report.problems.is_empty(), "{:?}", report.problems);
        assert!(report.entries > 0 && report.unopened == 0);
    }
}

fn flow(bench: &Bench, store: Arc<dyn Store>, net: &Arc<Net>, key: [u8; 32]) -> Flow {
    Flow::new(FlowParts {
        store,
        blobs: bench.db.blobs.clone(),
        source: bench.clock.source(),
        rulebooks: bench.flow.rulebooks().clone(),
        connectors: Arc::new(Nets(net.clone())),
        master: MasterKey::new(key),
        settings: Settings::default(),
    })
}
