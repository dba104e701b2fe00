//! A municipality made by the workflows themselves, for tests and measurements of the whole program: Båtsfjord, with an
//! editor, approvers and an active channel on the practice network.
#![allow(
    dead_code,
    reason = "compiled into the tests and into the measurements, which use different parts of it"
)]

use crate::system;
use flow::approvals::Verdict;
use flow::{Actor, Flow, FlowParts, NetworkConnectors, PasswordCost, Settings};
use ledger::MasterKey;
use model::approval::ApprovalSubject;
use model::channel::Network;
use model::municipality::{Country, Municipality, OfficeHours};
use model::person::{Person, PersonState, Role, Session};
use model::{ChannelId, Id as _, Locale, Millis, PostId};
use networks::{Http, HttpConfig, Networks};
use rulebook::Rulebook;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use store_sql::{Db, DiskBlobs, Options, Target};
use totp_rs::{Builder, Secret};

/// Key-encryption key of every town, as the server is given it.
pub const MASTER_KEY: &str = "0707070707070707070707070707070707070707070707070707070707070707";
/// Everybody's password.
pub const PASSWORD: &str = "kveite og kongekrabbe";

/// Opens the workflows on a data folder, or on PostgreSQL when there is an address, as the server would.
pub async fn open(data: &Path, url: Option<&str>, base_url: &str, options: &Options) -> (Flow, Arc<Db>) {
    open_with(data, url, base_url, options, packs()).await
}

/// As [`open`], with a guideline that says nothing: neither asks nor keeps.
pub async fn open_bare(data: &Path, url: Option<&str>, base_url: &str, options: &Options) -> (Flow, Arc<Db>) {
    let pack = "[pack]\nid = \"batsfjord\"\nversion = \"1\"\nformat = 1\nlang = \"nb\"\njurisdiction = \"NO\"\n\
                title = { nb = \"P\", nn = \"P\", sv = \"P\", en = \"P\" }\n";
    let files = [("batsfjord/pack.toml", pack), ("batsfjord/clauses/all.toml", "")];
    let book = Rulebook::load(&files, "batsfjord").unwrap();
    let books = BTreeMap::from([("batsfjord".to_owned(), Arc::new(book))]);
    open_with(data, url, base_url, options, books).await
}

async fn open_with(
    data: &Path,
    url: Option<&str>,
    base_url: &str,
    options: &Options,
    rulebooks: BTreeMap<String, Arc<Rulebook>>,
) -> (Flow, Arc<Db>) {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let source = system::source();
    let db = Arc::new(Db::open(&Target::new(data, url), options).await.unwrap());
    let blobs = Arc::new(DiskBlobs::open(&data.join("blobs")).unwrap());
    let board = flow::practice::StoreBoard::new(db.clone(), blobs.clone(), source.clone(), base_url);
    let http = Http::new(HttpConfig::default(), source.clone()).unwrap();
    let flow = Flow::new(FlowParts {
        store: db.clone(),
        blobs,
        connectors: Arc::new(NetworkConnectors::new(Networks::new(
            http,
            source.clone(),
            Arc::new(board),
        ))),
        source,
        rulebooks,
        master: MasterKey::parse(MASTER_KEY).unwrap(),
        settings: Settings {
            base_url: base_url.to_owned(),
            password_cost: PasswordCost {
                memory_kib: 8,
                passes: 1,
            },
            ..Settings::default()
        },
    });
    (flow, db)
}

fn packs() -> BTreeMap<String, Arc<Rulebook>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|a| a.join("packs"))
        .find(|p| p.is_dir())
        .unwrap();
    let mut files = Vec::new();
    collect(&root, &root, &mut files);
    BTreeMap::from([(
        "batsfjord".to_owned(),
        Arc::new(Rulebook::load(&files, "batsfjord").unwrap()),
    )])
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    for path in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
        let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            collect(root, &path, files);
        } else if name.ends_with("pack.toml") || (name.contains("/clauses/") && name.ends_with(".toml")) {
            files.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The municipality and who acts in it.
pub struct Town {
    pub flow: Flow,
    pub municipality: Municipality,
    pub channel: ChannelId,
    people: BTreeMap<Role, Person>,
}

impl Town {
    /// Sets up an empty installation.
    pub async fn found(flow: Flow) -> Self {
        let token = flow::setup::begin(&flow).await.unwrap().unwrap();
        flow::setup::complete(&flow, &token, set_up()).await.unwrap();
        let read = flow.store().read().await.unwrap();
        let municipality = read.municipalities().await.unwrap().remove(0);
        let admin = read
            .person_by_email("anne@batsfjord.example.no")
            .await
            .unwrap()
            .unwrap();
        drop(read);
        let mut people = BTreeMap::from([(Role::Administrator, admin)]);
        let tx = flow.store().begin().await.unwrap();
        for role in Role::ALL.iter().filter(|r| **r != Role::Administrator) {
            let person = Person {
                id: flow.source().id(),
                municipality: municipality.id.clone(),
                name: role.as_str().to_owned(),
                email: format!("{}@batsfjord.example.no", role.as_str()),
                unit: String::new(),
                // Posts are approved by another editor than their author.
                roles: if *role == Role::Leader {
                    vec![Role::Leader, Role::Editor]
                } else {
                    vec![*role]
                },
                temporary: false,
                state: PersonState::Active,
                locale: Some(Locale::En),
                created_at: flow.source().now(),
                version: 1,
            };
            tx.insert_person(&person).await.unwrap();
            people.insert(*role, person);
        }
        tx.commit().await.unwrap();
        let mut town = Self {
            channel: flow.source().id(),
            flow,
            municipality,
            people,
        };
        town.channel = town.practice().await;
        town
    }

    /// The person in a role, by the role's word.
    pub fn actor(&self, role: &str) -> Actor {
        let person = self.people[&Role::parse(role).unwrap()].clone();
        Actor {
            person,
            municipality: self.municipality.clone(),
            locale: Locale::En,
        }
    }

    /// Signs a person in; the token for the cookie `rettesnor`.
    pub async fn session(&self, role: &str) -> String {
        let actor = self.actor(role);
        let now = self.flow.source().now();
        let token = hex::encode(self.flow.source().bytes::<32>());
        let tx = self.flow.store().begin().await.unwrap();
        let session = Session {
            token_hash: hex::encode(Sha256::digest(token.as_bytes())),
            person: actor.person.id,
            municipality: self.municipality.id.clone(),
            csrf: hex::encode(self.flow.source().bytes::<24>()),
            complete: true,
            created_at: now,
            seen_at: now,
            expires_at: now.plus(12 * Millis::HOUR),
        };
        tx.insert_session(&session).await.unwrap();
        tx.commit().await.unwrap();
        token
    }

    /// Gives a person a password and a second factor; her e-mail and her recovery codes.
    pub async fn enrol(&self, role: &str) -> (String, Vec<String>) {
        let person = self.actor(role).person;
        let flow = &self.flow;
        let invitation = flow::people::invite_again(flow, &self.actor("administrator"), &person.id)
            .await
            .unwrap();
        let session = flow::access::accept_invitation(flow, &invitation, PASSWORD)
            .await
            .unwrap();
        let secret: String = flow::access::enroll_begin(flow, &session)
            .await
            .unwrap()
            .secret
            .split(' ')
            .collect();
        let totp = Builder::new()
            .with_secret(Secret::try_from_base32(secret).unwrap())
            .build()
            .unwrap();
        let code = totp
            .generate(u64::try_from(flow.source().now().0 / 1_000).unwrap())
            .to_string();
        let (_, codes) = flow::access::enroll_confirm(flow, &session, &code).await.unwrap();
        (person.email, codes)
    }

    /// An active channel on the practice network, applied for, approved and connected.
    async fn practice(&self) -> ChannelId {
        let application = flow::channels::Application {
            network: Some(Network::Practice),
            name: "Båtsfjord kommune".into(),
            purpose: "Fortelle innbyggerne hva som skjer i kommunen".into(),
            audience: "Innbyggere".into(),
            unit: "Servicetorget".into(),
            responsible: Some(self.actor("leader").person.id),
            administrators: vec![self.actor("editor").person.id],
            answers: BTreeMap::from([("channel.answers.why_here".into(), "Innbyggerne er der".into())]),
        };
        let id = flow::channels::apply(&self.flow, &self.actor("editor"), application)
            .await
            .unwrap();
        self.approve(ApprovalSubject::Channel, id.as_str()).await;
        let admin = self.actor("administrator");
        let (questions, _) = flow::channels::activation(&self.flow, &admin, &id, &BTreeMap::new())
            .await
            .unwrap();
        let read = self.flow.store().read().await.unwrap();
        let version = read.channel(&self.municipality.id, &id).await.unwrap().version;
        drop(read);
        let form = flow::channels::Connect {
            answers: questions.iter().map(answer).collect(),
            version,
            ..flow::channels::Connect::default()
        };
        flow::channels::connect(&self.flow, &admin, &id, form)
            .await
            .unwrap();
        id
    }

    /// Approves every step that is asked for, each by the role that may.
    pub async fn approve(&self, kind: ApprovalSubject, id: &str) {
        let read = self.flow.store().read().await.unwrap();
        let steps = read.approvals_of(&self.municipality.id, kind, id).await.unwrap();
        drop(read);
        for step in steps {
            let role = if step.role == Role::Editor {
                "leader"
            } else {
                step.role.as_str()
            };
            let actor = self.actor(role);
            flow::approvals::decide(&self.flow, &actor, &step.id, &step.digest, Verdict::Approve, "")
                .await
                .unwrap();
        }
    }

    /// A draft with this text, with every question that the guideline asks of it answered.
    pub async fn draft(&self, text: &str) -> (PostId, flow::posts::Draft) {
        let editor = self.actor("editor");
        let post = flow::posts::create(&self.flow, &editor).await.unwrap();
        let mut draft = flow::posts::Draft {
            text: text.to_owned(),
            channels: vec![self.channel.clone()],
            version: 1,
            ..flow::posts::Draft::default()
        };
        self.answer(&post, &mut draft).await;
        (post, draft)
    }

    /// Answers every question that the guideline asks of a draft.
    pub async fn answer(&self, post: &PostId, draft: &mut flow::posts::Draft) {
        let checked = flow::posts::check(&self.flow, &self.actor("editor"), post, draft)
            .await
            .unwrap();
        draft.answers = checked.questions.iter().map(answer).collect();
    }

    /// Publishes a post and returns its name on the practice network.
    pub async fn publish(&self, text: &str) -> String {
        let (post, draft) = self.draft(text).await;
        self.publish_draft(&post, draft).await
    }

    /// Submits, has approved and publishes a draft; its name on the practice network.
    pub async fn publish_draft(&self, post: &PostId, draft: flow::posts::Draft) -> String {
        let editor = self.actor("editor");
        flow::posts::submit(&self.flow, &editor, post, draft)
            .await
            .unwrap();
        self.approve(ApprovalSubject::Post, post.as_str()).await;
        flow::publishing::schedule(&self.flow, &editor, post, None)
            .await
            .unwrap();
        flow::jobs::run_due(&self.flow, "town").await.unwrap();
        let read = self.flow.store().read().await.unwrap();
        let publications = read
            .publications_of(&self.municipality.id, std::slice::from_ref(post))
            .await
            .unwrap();
        let remote = publications[0].remote_id.clone();
        assert!(!remote.is_empty(), "not published: {}", publications[0].problem);
        remote
    }
}

fn answer(q: &flow::rules::Question) -> (String, String) {
    let value = match q.kind.as_str() {
        "yes-no" => "yes".to_owned(),
        "number" => "1".to_owned(),
        "choice" => q
            .choices
            .first()
            .map(|(word, _)| word.clone())
            .unwrap_or_default(),
        _ => "Ja, det er det".to_owned(),
    };
    (q.name.clone(), value)
}

fn set_up() -> flow::setup::SetUp {
    flow::setup::SetUp {
        name: "Båtsfjord kommune".into(),
        org_number: "938 795 592".into(),
        country: Country::Norway,
        languages: vec![Locale::Nb, Locale::En],
        office_hours: OfficeHours::default(),
        website: "https://www.batsfjord.kommune.no/".into(),
        pack: "batsfjord".into(),
        admin_name: "Anne Administrator".into(),
        admin_email: "anne@batsfjord.example.no".into(),
        password: PASSWORD.into(),
    }
}
