//! A guideline that asks for something on every occasion, and a municipality that follows it.

use crate::bench::{Bench, Db, packs};
use flow::{Actor, Flow, FlowParts, Settings};
use ledger::MasterKey;
use model::duty::Duty;
use model::person::Role;
use model::{DutyId, Id as _, Millis};
use rulebook::Rulebook;
use std::fmt::Write as _;
use std::sync::Arc;
use store::DutyFilter;

fn four(text: &str) -> String {
    format!("{{ nb = \"{text}\", nn = \"{text} nn\", sv = \"{text} sv\", en = \"{text} en\" }}")
}

fn clause(id: &str, binds: &str, applies_to: &str, effect: &str) -> String {
    format!(
        "[[clause]]\nid = \"{id}\"\nsection = \"{id}\"\ntitle = {}\nsays = {{ nb = \"{id}\", en = \"{id}\" }}\nmodality = \"must\"\n\
         binds = {{ {binds} }}\napplies_to = [{applies_to}]\nstatus = \"automated\"\neffect = {{ {effect} }}\n\
         explain.why = {}\nexplain.fix = {}\n\n",
        four(&format!("Punkt {id}")),
        four("Hvorfor"),
        four("Slik"),
    )
}

/// The pack's files; another `version` is another guideline.
pub fn files(version: &str) -> Vec<(String, String)> {
    let pack = format!(
        "[pack]\nid = \"prove\"\nversion = \"{version}\"\nformat = 1\ntitle = {}\nlang = \"nb\"\njurisdiction = \"NO\"\n",
        four("Prøve")
    );
    let official = "roles = [\"channel-owner\"], capacity = \"official\"";
    let task = |roles: &str, when: &str| {
        format!(
            "kind = \"task\", roles = [{roles}], what = {}, {when}",
            four("Gjør det")
        )
    };
    let steps = ["Ta skjermbilde", "Lagre"].map(|s| format!("{{ what = {} }}", four(s)));
    let procedure = format!(
        "kind = \"procedure\", roles = [\"editor\"], steps = [{}], every = \"half-year\", windows = [\"03-15/04-30\", \"10-01/11-30\"]",
        steps.join(", ")
    );
    let mut clauses = String::new();
    let all = [
        (
            "apply",
            official,
            "\"channel.apply\"",
            "kind = \"notify\", roles = [\"it\"]".to_owned(),
        ),
        (
            "year",
            official,
            "\"schedule.day\"",
            task("\"leader\"", "every = \"year\", evidence = \"link\""),
        ),
        (
            "quarter",
            official,
            "\"channel.review\"",
            task("\"editor\"", "every = \"quarter\""),
        ),
        ("windows", official, "\"channel.review\"", procedure),
        (
            "watch",
            official,
            "\"channel.review\"",
            "kind = \"watch\", roles = [\"moderator\"], every = \"day\", days = \"all\", evidence = \"none\""
                .to_owned(),
        ),
        (
            "leaver",
            official,
            "\"person.leave\"",
            task("\"administrator\"", "within_business_days = 2"),
        ),
        (
            "close",
            official,
            "\"channel.close\"",
            task("\"archivist\"", "within_days = 7"),
        ),
        (
            "know",
            "roles = [\"employee\"], capacity = \"official\"",
            "\"person.role\", \"guideline.adopt\", \"post.submit\"",
            "kind = \"acknowledge\", roles = [\"author\", \"editor\"], within_days = 14, on_fail = \"block\""
                .to_owned(),
        ),
        (
            "crisis",
            "roles = [\"crisis-lead\"], capacity = \"official\"",
            "\"crisis.declare\"",
            task("\"crisis-lead\"", "within_hours = 1"),
        ),
        (
            "elected",
            "roles = [\"elected\"], capacity = \"official\"",
            "\"post.submit\"",
            "kind = \"advice\"".to_owned(),
        ),
    ];
    for (id, binds, applies_to, effect) in all {
        write!(clauses, "{}", clause(id, binds, applies_to, &effect)).unwrap();
    }
    vec![
        ("prove/pack.toml".to_owned(), pack),
        ("prove/clauses/all.toml".to_owned(), clauses),
    ]
}

/// Båtsfjord with this guideline.
pub struct Duties {
    pub bench: Bench,
    pub flow: Flow,
}

impl Duties {
    pub async fn new(db: Db) -> Self {
        let mut bench = Bench::new(db).await;
        bench.municipality.pack = "prove".into();
        let tx = bench.flow.store().begin().await.unwrap();
        tx.update_municipality(&mut bench.municipality).await.unwrap();
        tx.commit().await.unwrap();
        let flow = with(&bench, "1.0.0");
        Self { bench, flow }
    }

    pub fn actor(&self, role: &str) -> Actor {
        self.bench.actor(role)
    }

    /// A channel in use on the practice network.
    pub async fn channel(&self) -> model::ChannelId {
        let form = self.bench.application(model::channel::Network::Practice);
        let id = flow::channels::apply(&self.flow, &self.actor("editor"), form)
            .await
            .unwrap();
        let tx = self.flow.store().begin().await.unwrap();
        let mut channel = tx.channel(&self.bench.municipality.id, &id).await.unwrap();
        channel.state = model::channel::ChannelState::Active;
        tx.update_channel(&mut channel).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Lets the jobs of `days` days run.
    pub async fn days(&self, days: i64) {
        for _ in 0..days {
            flow::jobs::run_due(&self.flow, "test").await.unwrap();
            self.bench.clock.advance(Millis::DAY);
        }
        flow::jobs::run_due(&self.flow, "test").await.unwrap();
    }

    /// All duties of a clause, first due first.
    pub async fn of(&self, clause: &str) -> Vec<Duty> {
        let filter = DutyFilter {
            clause: Some(format!("prove/{clause}")),
            ..DutyFilter::default()
        };
        let read = self.flow.store().read().await.unwrap();
        read.duties(&self.bench.municipality.id, &filter, None, 1_000)
            .await
            .unwrap()
            .items
    }

    /// The only duty of a clause.
    pub async fn one(&self, clause: &str) -> Duty {
        let mut all = self.of(clause).await;
        assert_eq!(all.len(), 1, "{clause}: {all:?}");
        all.pop().unwrap()
    }

    pub async fn duty(&self, id: &DutyId) -> Duty {
        let read = self.flow.store().read().await.unwrap();
        read.duty(&self.bench.municipality.id, id).await.unwrap()
    }

    /// How many entries of a kind the journal has.
    pub async fn journalled(&self, kind: &str) -> usize {
        self.bench.journal().await.iter().filter(|k| *k == kind).count()
    }

    /// A person who may sign in, by her first role.
    pub async fn person(&self, roles: &[Role], name: &str) -> Actor {
        let mut actor = self.bench.another(roles[0], name).await;
        actor.person.roles = roles.to_vec();
        let tx = self.flow.store().begin().await.unwrap();
        tx.update_person(&mut actor.person).await.unwrap();
        tx.commit().await.unwrap();
        actor
    }
}

/// The same installation with a version of the guideline.
pub fn with(bench: &Bench, version: &str) -> Flow {
    let mut books = packs();
    let book = Rulebook::load(&files(version), "prove");
    books.insert(
        "prove".into(),
        Arc::new(book.unwrap_or_else(|p| panic!("{p:#?}"))),
    );
    Flow::new(FlowParts {
        store: bench.db.store.clone(),
        blobs: bench.db.blobs.clone(),
        source: bench.clock.source(),
        rulebooks: books,
        connectors: bench.networks.clone(),
        master: MasterKey::new([5; 32]),
        settings: Settings::default(),
    })
}

/// The text of an id that nothing has.
pub fn nothing(flow: &Flow) -> DutyId {
    let id: DutyId = flow.source().id();
    assert_eq!(id.as_str().len(), 26);
    id
}
