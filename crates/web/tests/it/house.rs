//! A house to knock at: the whole web side over a database of its own, with Båtsfjord set up in it.

use async_trait::async_trait;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use flow::practice::StoreBoard;
use flow::{Connectors, Flow, FlowParts, PasswordCost};
use ledger::MasterKey;
use model::channel::{Channel, Network};
use model::clock::Fixed;
use model::municipality::{Country, Municipality, OfficeHours};
use model::person::{Person, PersonState, Role, Session};
use model::{Locale, Millis};
use networks::practice::Practice;
use networks::{CallError, Connector};
use rulebook::Rulebook;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use store::{Engine, Read, Store, StoreError, Tx};
use tempfile::TempDir;
use tower::ServiceExt;
use web::{Route, Settings, Web};

pub const CSRF: &str = "csrf-of-the-session";
/// Sunday 22 November 2026, 13:00 in Båtsfjord.
pub const NOW: Millis = Millis(1_795_348_800_000);
pub const PASSWORD: &str = "kveite og kongekrabbe";

pub struct House {
    pub web: Web,
    pub clock: Arc<Fixed>,
    routes: fn() -> Vec<Route>,
    _folder: TempDir,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }

    /// `name=value` of the cookie that was set.
    pub fn cookie(&self, name: &str) -> String {
        let mut set = self
            .headers
            .get_all("set-cookie")
            .iter()
            .map(|v| v.to_str().unwrap());
        let found = set.rfind(|v| v.starts_with(&format!("{name}="))).expect(name);
        found.split(';').next().unwrap().to_owned()
    }
}

impl House {
    /// Båtsfjord, and nobody but its first administrator, who has no second factor yet.
    pub async fn new() -> Self {
        Self::with(Settings::default(), web::routes::all).await
    }

    pub async fn with(settings: Settings, routes: fn() -> Vec<Route>) -> Self {
        let house = Self::build(settings, routes, false).await;
        let token = flow::setup::begin(house.flow()).await.unwrap().unwrap();
        flow::setup::complete(house.flow(), &token, set_up())
            .await
            .unwrap();
        house
    }

    /// Before the set-up.
    pub async fn empty() -> Self {
        Self::build(Settings::default(), web::routes::all, false).await
    }

    /// With a database that fails at everything.
    pub async fn broken() -> Self {
        Self::build(Settings::default(), web::routes::all, true).await
    }

    async fn build(settings: Settings, routes: fn() -> Vec<Route>, broken: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db: Arc<dyn Store> = Arc::new(store_sql::testing::sqlite(folder.path()).await.unwrap());
        let blobs = Arc::new(store_sql::DiskBlobs::open(&folder.path().join("blobs")).unwrap());
        let clock = Fixed::new(NOW, 7);
        let board = StoreBoard::new(db.clone(), blobs.clone(), clock.source(), "http://here.test");
        let flow = Flow::new(FlowParts {
            store: if broken { Arc::new(Broken) } else { db },
            blobs,
            source: clock.source(),
            rulebooks: packs(),
            connectors: Arc::new(OnlyPractice(Arc::new(board))),
            master: MasterKey::new([5; 32]),
            settings: flow::Settings {
                password_cost: PasswordCost {
                    memory_kib: 8,
                    passes: 1,
                },
                ..flow::Settings::default()
            },
        })
        .with_pack_files(pack_files())
        .with_exports(folder.path().join("exports"));
        Self {
            web: Web::new(flow, settings).unwrap(),
            clock,
            routes,
            _folder: folder,
        }
    }

    pub fn flow(&self) -> &Flow {
        &self.web.flow
    }

    pub async fn municipality(&self) -> Municipality {
        let read = self.flow().store().read().await.unwrap();
        read.municipality_by_slug("batsfjord").await.unwrap().unwrap()
    }

    /// Another municipality in the same installation.
    pub async fn other_municipality(&self) -> Municipality {
        let mut other = self.municipality().await;
        other.id = self.flow().source().id();
        other.name = "Andøy kommune".into();
        other.slug = "andoy".into();
        other.org_number = "974760673".into();
        other.pack = "andoy".into();
        let tx = self.flow().store().begin().await.unwrap();
        tx.insert_municipality(&other).await.unwrap();
        tx.commit().await.unwrap();
        other
    }

    /// A person of Båtsfjord with a session whose cookie token is `token`.
    pub async fn sign_in(&self, token: &str, roles: &[Role], complete: bool) -> Person {
        let municipality = self.municipality().await;
        let person = self.person(&municipality, token, roles).await;
        self.session(&person, token, complete).await;
        person
    }

    pub async fn person(&self, municipality: &Municipality, name: &str, roles: &[Role]) -> Person {
        let person = Person {
            id: self.flow().source().id(),
            municipality: municipality.id.clone(),
            name: "Kari <b>Nordmann</b>".into(),
            email: format!("{name}@{}.example.no", municipality.slug),
            unit: String::new(),
            roles: roles.to_vec(),
            temporary: false,
            state: PersonState::Active,
            locale: None,
            created_at: NOW,
            version: 1,
        };
        let tx = self.flow().store().begin().await.unwrap();
        tx.insert_person(&person).await.unwrap();
        tx.commit().await.unwrap();
        person
    }

    /// A fresh session of a person.
    pub async fn session(&self, person: &Person, token: &str, complete: bool) {
        let session = Session {
            token_hash: hex::encode(Sha256::digest(token.as_bytes())),
            person: person.id.clone(),
            municipality: person.municipality.clone(),
            csrf: CSRF.into(),
            complete,
            created_at: NOW,
            seen_at: NOW,
            expires_at: NOW.plus(Millis::DAY),
        };
        let tx = self.flow().store().begin().await.unwrap();
        tx.delete_session(&session.token_hash).await.unwrap();
        tx.insert_session(&session).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let response = web::router_of(self.web.clone(), (self.routes)())
            .oneshot(request)
            .await
            .unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX)
            .await
            .unwrap();
        Answer {
            status,
            headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    pub async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, form: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.ask(request.body(Body::from(form.to_owned())).unwrap()).await
    }
}

/// The set-up form of Båtsfjord, without faults.
pub fn set_up() -> flow::setup::SetUp {
    flow::setup::SetUp {
        name: "Båtsfjord kommune".into(),
        org_number: "938 795 592".into(),
        country: Country::Norway,
        languages: vec![Locale::Nb, Locale::Nn],
        office_hours: OfficeHours::default(),
        website: "batsfjord.kommune.no".into(),
        pack: "batsfjord".into(),
        admin_name: "Anne Administrator".into(),
        admin_email: "anne@batsfjord.example.no".into(),
        password: PASSWORD.into(),
    }
}

/// The packs as they ship; read once.
fn pack_files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let mut files = Vec::new();
    collect(&root, &root, &mut files);
    files.sort();
    files
}

fn packs() -> BTreeMap<String, Arc<Rulebook>> {
    static PACKS: std::sync::OnceLock<BTreeMap<String, Arc<Rulebook>>> = std::sync::OnceLock::new();
    PACKS
        .get_or_init(|| {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
            let mut files = Vec::new();
            collect(&root, &root, &mut files);
            let load = |id: &str| (id.to_owned(), Arc::new(Rulebook::load(&files, id).unwrap()));
            let all = ["batsfjord", "andoy", "hustadvika", "kafjord", "norsjo"];
            all.into_iter().map(load).collect()
        })
        .clone()
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|e| e == "toml") {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            files.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// Every channel lives on the practice network.
struct OnlyPractice(Arc<StoreBoard>);

impl Connectors for OnlyPractice {
    fn connector(&self, channel: &Channel, _: Option<&str>) -> Result<Arc<dyn Connector>, CallError> {
        Ok(Arc::new(Practice::new(
            self.0.clone(),
            &flow::practice::account(channel),
        )))
    }
    fn offered(&self) -> Vec<Network> {
        Network::ALL.to_vec()
    }
}

/// A database that fails, with words that no page may show.
struct Broken;

#[async_trait]
impl Store for Broken {
    async fn read(&self) -> store::Result<Box<dyn Read>> {
        Err(StoreError::Other("disk with a secret path".into()))
    }
    async fn begin(&self) -> store::Result<Box<dyn Tx>> {
        Err(StoreError::Other("disk with a secret path".into()))
    }
    async fn clean(&self) -> store::Result<store::Cleaned> {
        Err(StoreError::Other("disk with a secret path".into()))
    }
    fn engine(&self) -> Engine {
        Engine::Sqlite
    }
}
