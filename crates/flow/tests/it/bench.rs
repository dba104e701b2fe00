//! A municipality to try things in: Båtsfjord, with a person in every role, and networks that do as they are told.

use flow::{Actor, Connectors, Error, Flow, FlowParts, PasswordCost, Settings};
use ledger::MasterKey;
use model::channel::{Channel, Network};
use model::clock::Fixed;
use model::municipality::{Country, Municipality, OfficeHours};
use model::person::{Person, PersonState, Role};
use model::{ChannelId, Id as _, Locale, Millis, PersonId};
use networks::practice::{MemoryBoard, Practice};
use networks::{CallError, Connector};
use rulebook::Rulebook;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use store::{Blobs, Store};
use tempfile::TempDir;

/// Tuesday 3 March 2026, 09:00 in Båtsfjord.
pub const NOW: Millis = Millis(1_772_524_800_000);
pub const PASSWORD: &str = "kveite og kongekrabbe";

/// Makes a test of each function, on each database.
#[macro_export]
macro_rules! on_both {
    // In a database that nobody else reads.
    (alone: $($name:ident),+ $(,)?) => { $crate::on_both!(@ postgres_alone: $($name),+); };
    ($($name:ident),+ $(,)?) => { $crate::on_both!(@ postgres: $($name),+); };
    (@ $postgres:ident: $($name:ident),+) => {
        mod sqlite {
            $(#[tokio::test] async fn $name() { super::$name($crate::bench::sqlite().await).await; })+
        }
        mod postgres {
            $(#[tokio::test] async fn $name() {
                if let Some(db) = $crate::bench::$postgres().await {
                    super::$name(db).await;
                }
            })+
        }
    };
}

/// An empty database and blob store; both are gone when it is dropped.
pub struct Db {
    pub store: Arc<dyn Store>,
    pub blobs: Arc<dyn Blobs>,
    /// Data folder: the embedded database and the blobs.
    pub folder: TempDir,
}

pub async fn sqlite() -> Db {
    let folder = tempfile::tempdir().unwrap();
    let store = store_sql::testing::sqlite(folder.path()).await.unwrap();
    Db::new(Arc::new(store), folder)
}

/// `None` where no PostgreSQL is at hand and none is required.
pub async fn postgres() -> Option<Db> {
    let store = store_sql::testing::postgres().await.unwrap()?;
    Some(Db::new(Arc::new(store), tempfile::tempdir().unwrap()))
}

/// As [`postgres`], in a database of its own.
pub async fn postgres_alone() -> Option<Db> {
    let url = store_sql::testing::postgres_url().unwrap()?;
    let store = store_sql::testing::postgres_alone(&url).await.unwrap();
    Some(Db::new(Arc::new(store), tempfile::tempdir().unwrap()))
}

impl Db {
    pub fn new(store: Arc<store_sql::Db>, folder: TempDir) -> Self {
        let blobs = Arc::new(store_sql::DiskBlobs::open(&folder.path().join("blobs")).unwrap());
        Self { store, blobs, folder }
    }
}

pub struct Bench {
    pub flow: Flow,
    pub clock: Arc<Fixed>,
    pub networks: Arc<Networks>,
    pub municipality: Municipality,
    pub db: Db,
    people: BTreeMap<Role, Person>,
}

impl Bench {
    /// Nothing set up yet.
    pub async fn empty(db: Db) -> (Flow, Arc<Fixed>, Arc<Networks>, Db) {
        Self::empty_with(db, packs()).await
    }

    async fn empty_with(
        db: Db,
        rulebooks: BTreeMap<String, Arc<Rulebook>>,
    ) -> (Flow, Arc<Fixed>, Arc<Networks>, Db) {
        let clock = Fixed::new(NOW, 7);
        let networks = Arc::new(Networks::default());
        let flow = Flow::new(FlowParts {
            store: db.store.clone(),
            blobs: db.blobs.clone(),
            source: clock.source(),
            rulebooks,
            connectors: networks.clone(),
            master: MasterKey::new([5; 32]),
            settings: Settings {
                password_cost: PasswordCost {
                    memory_kib: 8,
                    passes: 1,
                },
                ..Settings::default()
            },
        });
        (flow, clock, networks, db)
    }

    /// Båtsfjord with the pack `batsfjord` and one active person in every role.
    pub async fn new(db: Db) -> Self {
        Self::with(db, packs()).await
    }

    /// As [`Bench::new`], with a guideline of no more than these clauses (`batsfjord/ID`).
    pub async fn under(db: Db, clauses: &str) -> Self {
        let pack = "[pack]\nid = \"batsfjord\"\nversion = \"1\"\nformat = 1\nlang = \"nb\"\njurisdiction = \"NO\"\n\
                    title = { nb = \"P\", nn = \"P\", sv = \"P\", en = \"P\" }\n";
        let files = [
            ("batsfjord/pack.toml", pack),
            ("batsfjord/clauses/all.toml", clauses),
        ];
        let book = Rulebook::load(&files, "batsfjord").unwrap();
        let mut rulebooks = packs();
        rulebooks.insert("batsfjord".to_owned(), Arc::new(book));
        Self::with(db, rulebooks).await
    }

    /// As [`Bench::new`], under a shipped guideline.
    pub async fn guided(db: Db, pack: &str) -> Self {
        let book = Rulebook::load(&pack_files(), pack).unwrap();
        let mut rulebooks = packs();
        rulebooks.insert("batsfjord".to_owned(), Arc::new(book));
        Self::with(db, rulebooks).await
    }

    async fn with(db: Db, rulebooks: BTreeMap<String, Arc<Rulebook>>) -> Self {
        let (flow, clock, networks, db) = Self::empty_with(db, rulebooks).await;
        let token = flow::setup::begin(&flow).await.unwrap().unwrap();
        flow::setup::complete(&flow, &token, set_up()).await.unwrap();
        let read = flow.store().read().await.unwrap();
        let municipality = read.municipality_by_slug("batsfjord").await.unwrap().unwrap();
        let admin = read
            .person_by_email("anne@batsfjord.example.no")
            .await
            .unwrap()
            .unwrap();
        drop(read);
        let mut people = BTreeMap::from([(Role::Administrator, admin)]);
        for role in Role::ALL.iter().filter(|r| **r != Role::Administrator) {
            people.insert(*role, add(&flow, &municipality, *role, role.as_str()).await);
        }
        Self {
            flow,
            clock,
            networks,
            municipality,
            db,
            people,
        }
    }

    /// The person in a role, by the role's word: "editor", "director" …
    pub fn actor(&self, role: &str) -> Actor {
        let person = self.people[&Role::parse(role).unwrap()].clone();
        self.actor_of(person)
    }

    pub fn actor_of(&self, person: Person) -> Actor {
        Actor {
            person,
            municipality: self.municipality.clone(),
            locale: Locale::Nb,
        }
    }

    pub fn id(&self, role: &str) -> PersonId {
        self.actor(role).person.id
    }

    /// Another person with a role.
    pub async fn another(&self, role: Role, name: &str) -> Actor {
        self.actor_of(add(&self.flow, &self.municipality, role, name).await)
    }

    pub async fn channel(&self, id: &ChannelId) -> Channel {
        self.flow
            .store()
            .read()
            .await
            .unwrap()
            .channel(&self.municipality.id, id)
            .await
            .unwrap()
    }

    /// An administrator of another municipality in the same installation.
    pub async fn stranger(&self) -> Actor {
        let mut other = self.municipality.clone();
        other.id = self.flow.source().id();
        other.name = "Andøy kommune".into();
        other.slug = "andoy".into();
        other.org_number = "974760673".into();
        other.pack = "andoy".into();
        let tx = self.flow.store().begin().await.unwrap();
        tx.insert_municipality(&other).await.unwrap();
        tx.commit().await.unwrap();
        let mut person = add(&self.flow, &other, Role::Administrator, "stranger").await;
        person.roles = Role::ALL.to_vec();
        Actor {
            person,
            municipality: other,
            locale: Locale::Nb,
        }
    }

    /// Kinds of the journal's entries in order.
    pub async fn journal(&self) -> Vec<String> {
        let read = self.flow.store().read().await.unwrap();
        let entries = read.entries_from(&self.municipality.id, 0, 10_000).await.unwrap();
        entries.into_iter().map(|e| e.kind).collect()
    }

    /// What the journal's entries of a kind say, in order.
    pub async fn journal_data(&self, kind: &str) -> Vec<serde_json::Value> {
        let (read, whose) = (self.flow.store().read().await.unwrap(), &self.municipality.id);
        let mut told = Vec::new();
        for entry in read.entries_from(whose, 0, 10_000).await.unwrap() {
            if entry.kind == kind {
                let record = read.record(whose, &entry.record).await.unwrap();
                let key = MasterKey::new([5; 32]).unwrap(&record).unwrap();
                let part = read.parts_of(whose, &entry.id).await.unwrap().remove(0);
                let data = ledger::open_part(&key, &part, &part.sealed).unwrap();
                told.push(serde_json::from_slice(&data).unwrap());
            }
        }
        told
    }

    /// The application for a channel that Båtsfjord's guideline has nothing against.
    pub fn application(&self, network: Network) -> flow::channels::Application {
        flow::channels::Application {
            network: Some(network),
            name: "Båtsfjord kommune".into(),
            purpose: "Fortelle innbyggerne hva som skjer i kommunen".into(),
            audience: "Innbyggere".into(),
            unit: "Servicetorget".into(),
            responsible: Some(self.id("leader")),
            administrators: vec![self.id("editor")],
            answers: BTreeMap::from([("channel.answers.why_here".into(), "Innbyggerne er der".into())]),
        }
    }

    /// An active channel on the practice network.
    pub async fn practice(&self) -> ChannelId {
        let id = self.approved(Network::Practice).await;
        let form = self.connect_form(&id).await;
        flow::channels::connect(&self.flow, &self.actor("administrator"), &id, form)
            .await
            .unwrap();
        id
    }

    /// An active channel of the editor's that nobody applied for under the guideline in force.
    pub async fn inherited(&self) -> ChannelId {
        let form = self.application(Network::Practice);
        let channel = Channel {
            id: self.flow.source().id(),
            municipality: self.municipality.id.clone(),
            network: Network::Practice,
            name: form.name,
            handle: "kommunen".into(),
            url: String::new(),
            purpose: form.purpose,
            audience: form.audience,
            unit: form.unit,
            responsible: self.id("author"),
            administrators: vec![self.id("editor"), self.id("crisis-lead")],
            answers: BTreeMap::new(),
            state: model::channel::ChannelState::Active,
            server: String::new(),
            secret_sealed: None,
            health: String::new(),
            polled_at: None,
            cursor: String::new(),
            applied_by: self.id("editor"),
            created_at: NOW,
            version: 1,
        };
        let tx = self.flow.store().begin().await.unwrap();
        tx.insert_channel(&channel).await.unwrap();
        tx.commit().await.unwrap();
        flow::jobs::ensure_recurring(&self.flow).await.unwrap();
        channel.id
    }

    /// A channel that is approved and not yet connected.
    pub async fn approved(&self, network: Network) -> ChannelId {
        let id = flow::channels::apply(&self.flow, &self.actor("editor"), self.application(network))
            .await
            .unwrap();
        let read = self.flow.store().read().await.unwrap();
        let steps = read
            .approvals_of(
                &self.municipality.id,
                model::approval::ApprovalSubject::Channel,
                id.as_str(),
            )
            .await
            .unwrap();
        drop(read);
        for step in steps {
            let actor = self.actor(step.role.as_str());
            let yes = flow::approvals::Verdict::Approve;
            flow::approvals::decide(&self.flow, &actor, &step.id, &step.digest, yes, "")
                .await
                .unwrap();
        }
        id
    }

    /// A form that connects a channel, with every question of the guideline answered yes.
    pub async fn connect_form(&self, id: &ChannelId) -> flow::channels::Connect {
        let admin = self.actor("administrator");
        let (questions, _) = flow::channels::activation(&self.flow, &admin, id, &BTreeMap::new())
            .await
            .unwrap();
        let yes = |q: &flow::rules::Question| if q.kind == "text" { "Ja, det er det" } else { "yes" };
        flow::channels::Connect {
            server: "https://network.example".into(),
            account: "batsfjord".into(),
            secret: "app-password".into(),
            answers: questions
                .iter()
                .map(|q| (q.name.clone(), yes(q).to_owned()))
                .collect(),
            version: self.channel(id).await.version,
        }
    }
}

/// The set-up form of Båtsfjord, without faults.
pub fn set_up() -> flow::setup::SetUp {
    flow::setup::SetUp {
        name: "Båtsfjord kommune".into(),
        org_number: "938 795 592".into(),
        country: Country::Norway,
        languages: vec![Locale::Nb, Locale::En],
        office_hours: OfficeHours::default(),
        website: "https://www.batsfjord.kommune.no/".into(),
        pack: "batsfjord".into(),
        admin_name: "Anne Administrator".into(),
        admin_email: "Anne@batsfjord.example.no".into(),
        password: PASSWORD.into(),
    }
}

async fn add(flow: &Flow, municipality: &Municipality, role: Role, name: &str) -> Person {
    let person = Person {
        id: flow.source().id(),
        municipality: municipality.id.clone(),
        name: name.to_owned(),
        email: format!("{name}@{}.example.no", municipality.slug),
        unit: String::new(),
        roles: vec![role],
        temporary: false,
        state: PersonState::Active,
        locale: None,
        created_at: flow.source().now(),
        version: 1,
    };
    let tx = flow.store().begin().await.unwrap();
    tx.insert_person(&person).await.unwrap();
    tx.commit().await.unwrap();
    person
}

/// The shipped packs' files.
pub fn pack_files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let mut files = Vec::new();
    collect(&root, &root, &mut files);
    files
}

/// The packs as they ship.
pub fn packs() -> BTreeMap<String, Arc<Rulebook>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let mut files = Vec::new();
    collect(&root, &root, &mut files);
    let load = |id: &str| (id.to_owned(), Arc::new(Rulebook::load(&files, id).unwrap()));
    BTreeMap::from([load("batsfjord"), load("andoy")])
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|e| e == "toml") {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            files.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// Every network is the practice network in memory; what the next sign-in answers can be set.
#[derive(Default)]
pub struct Networks {
    pub board: Arc<MemoryBoard>,
    /// What the next attempt to open or to sign in answers.
    pub fails: Mutex<Option<CallError>>,
    /// Secrets that connectors were opened with.
    pub secrets: Mutex<Vec<Option<String>>>,
}

impl Connectors for Networks {
    fn connector(&self, channel: &Channel, secret: Option<&str>) -> Result<Arc<dyn Connector>, CallError> {
        self.secrets.lock().unwrap().push(secret.map(str::to_owned));
        match self.fails.lock().unwrap().take() {
            Some(error) => Err(error),
            None => Ok(Arc::new(Practice::new(self.board.clone(), channel.id.as_str()))),
        }
    }

    fn offered(&self) -> Vec<Network> {
        Network::ALL.to_vec()
    }
}

/// The key of a refusal, or of any other error.
pub fn key<T: std::fmt::Debug>(result: Result<T, Error>) -> &'static str {
    result.unwrap_err().key()
}

/// Field and key of every fault of a form, sorted.
pub fn faults<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<(String, &'static str)> {
    match result.unwrap_err() {
        Error::Invalid(fields) => {
            let mut faults: Vec<_> = fields.into_iter().map(|f| (f.field, f.key)).collect();
            faults.sort();
            faults
        }
        other => panic!("not a fault of the form: {other:?}"),
    }
}
