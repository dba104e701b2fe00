//! Exports and disposals whose server is killed in the middle of them: nothing is lost, nothing half done looks done, and
//! what was begun is done when a server has been let live.

use crate::program::{Server, free_port, rettesnor, run, verify};
use crate::town::{self, Town};
use flow::archive::exports::{self, Wish};
use flow::journal::{self, Event};
use flow::retention::{self, Approval, RuleForm};
use flow::{Actor, Flow};
use model::archive::{Record, RecordKind};
use model::export::{Export, ExportFormat, ExportState};
use model::retention::{CountedFrom, Disposal, DisposalState, Ruling, Term, Then};
use model::{DisposalId, Id as _};
use records::parcel::{Limits, Parcel};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store_sql::Options;

/// The longest that a server is waited for.
const PATIENCE: Duration = Duration::from_secs(150);
/// Entries in the archive besides those of posts: progress is written down every 2,000.
const ENTRIES: usize = 5_000;
/// Posts that are disposed of.
const POSTS: usize = 30;

#[tokio::test(flavor = "multi_thread")]
async fn exports_and_disposals_that_are_killed_are_carried_on_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    exports_and_disposals(&folder.path().join("data"), None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn exports_and_disposals_that_are_killed_are_carried_on_on_postgresql() {
    let Some(url) = store_sql::testing::postgres_url().unwrap() else {
        println!("left out: TEST_DATABASE_URL is not set");
        return;
    };
    let name = format!("rettesnor_carried_{}", std::process::id());
    let mut admin = PgConnection::connect(&url).await.unwrap();
    for sql in [
        format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
        format!("CREATE DATABASE {name}"),
    ] {
        sqlx::raw_sql(AssertSqlSafe(sql))
            .execute(&mut admin)
            .await
            .unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let own = format!("{}/{name}", url.rsplit_once('/').unwrap().0);
    exports_and_disposals(&folder.path().join("data"), Some(own)).await;
    let drop = format!("DROP DATABASE {name} WITH (FORCE)");
    sqlx::raw_sql(AssertSqlSafe(drop))
        .execute(&mut admin)
        .await
        .unwrap();
}

/// An installation, looked at from beside its server.
pub struct Scene {
    pub data: PathBuf,
    pub archivist: Actor,
    pub flow: Flow,
    database: Option<String>,
    listen: String,
    kills: i64,
}

impl Scene {
    /// A town with this many posts out, and as many other entries as given.
    pub async fn found(data: &Path, database: Option<String>, posts: usize, entries: usize) -> Self {
        let listen = format!("127.0.0.1:{}", free_port());
        let options = Options {
            durable: false,
            ..Options::default()
        };
        let url = format!("http://{listen}");
        let (flow, _) = town::open_bare(data, database.as_deref(), &url, &options).await;
        let mut town = Town::found(flow).await;
        let keys = store_sql::DiskKeyFile::new(&data.join("keys/record.keys"));
        let flow = town.flow.clone().with_exports(data.join("exports"));
        town.flow = flow.with_key_file(Arc::new(keys), true).await.unwrap();
        for n in 0..posts {
            town.publish(&format!("Innlegg nummer {n}: loppemarked på lørdag"))
                .await;
        }
        let (flow, id) = (&town.flow, &town.municipality.id);
        for batch in 0..entries.div_ceil(500) {
            let tx = flow.store().begin().await.unwrap();
            let event = |n| Event::new(RecordKind::Municipality, id.as_str(), "test.said", said(n));
            let events = (batch * 500..batch * 500 + 500).map(event).collect();
            journal::write(flow, &*tx, id, events).await.unwrap();
            tx.commit().await.unwrap();
        }
        Self {
            data: data.to_owned(),
            archivist: town.actor("archivist"),
            flow: town.flow,
            database,
            listen,
            kills: 0,
        }
    }

    pub fn start(&self) -> Result<Server, String> {
        let mut command = rettesnor(self.data.parent().unwrap(), &[]);
        if let Some(database) = &self.database {
            command.env("DATABASE_URL", database);
        }
        Server::started(command, &self.data, &self.listen, &["--old-key-days", "0"])
    }

    /// Lets a server live until `moment` has come, then kills it; `false` when it has not come although all was done.
    async fn killed_when(
        &mut self,
        moment: impl AsyncFn(&Self) -> bool,
        done: impl AsyncFn(&Self) -> bool,
    ) -> bool {
        let server = self.start().unwrap();
        let until = Instant::now() + PATIENCE;
        loop {
            let (now, over) = (moment(self).await, done(self).await);
            if now || over {
                server.kill();
                self.kills += i64::from(now);
                return now;
            }
            assert!(Instant::now() < until, "nothing happens");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// Lets a server live until something is done.
    pub async fn done_when(&self, server: &Server, done: impl AsyncFn(&Self) -> bool) {
        let until = Instant::now() + PATIENCE;
        while !done(self).await {
            assert!(Instant::now() < until, "{} never gets there", server.url);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    pub async fn exports(&self) -> Vec<Export> {
        exports::list(&self.flow, &self.archivist, None, 100)
            .await
            .unwrap()
            .items
    }

    pub async fn all_ready(&self) -> bool {
        self.exports().await.iter().all(|e| e.state == ExportState::Ready)
    }

    pub async fn disposal(&self, id: &DisposalId) -> Disposal {
        let read = self.flow.store().read().await.unwrap();
        read.disposal(&self.archivist.municipality.id, id).await.unwrap()
    }

    pub async fn posts(&self) -> Vec<Record> {
        let read = self.flow.store().read().await.unwrap();
        let filter = store::RecordFilter {
            kind: Some(RecordKind::Post),
        };
        let id = &self.archivist.municipality.id;
        read.records(id, &filter, None, 1_000).await.unwrap().items
    }

    async fn journalled(&self, kind: &str) -> usize {
        let read = self.flow.store().read().await.unwrap();
        let id = &self.archivist.municipality.id;
        let entries = read.entries_from(id, 0, 2 * ENTRIES).await.unwrap();
        entries.iter().filter(|e| e.kind == kind).count()
    }

    async fn erased(&self) -> usize {
        self.posts()
            .await
            .iter()
            .filter(|r| r.key_wrapped.is_none())
            .count()
    }

    pub async fn ask(&self, format: ExportFormat) {
        let wish = Wish {
            format: format.as_str().to_owned(),
            ..Wish::default()
        };
        exports::ask(&self.flow, &self.archivist, &wish).await.unwrap();
    }

    /// A disposal of all posts, proposed and approved.
    pub async fn dispose(&self) -> DisposalId {
        let (flow, archivist) = (&self.flow, &self.archivist);
        retention::save(flow, archivist, None, rule()).await.unwrap();
        let id = retention::propose(flow, archivist).await.unwrap();
        let approval = Approval {
            version: 1,
            count: i64::try_from(self.posts().await.len()).unwrap(),
            ..Approval::default()
        };
        retention::approve(flow, archivist, &id, approval).await.unwrap();
        id
    }

    /// What is offered is whole, and what is not is not offered.
    async fn no_export_looks_made_that_is_not(&self) {
        for export in self.exports().await {
            let fetched = exports::fetch(&self.flow, &self.archivist, &export.id).await;
            if export.state == ExportState::Ready {
                let bytes = std::fs::read(fetched.unwrap().path).unwrap();
                assert_eq!(export.digest, hex::encode(Sha256::digest(bytes)));
            } else {
                assert_eq!(fetched.unwrap_err().key(), "not-found");
            }
        }
    }

    /// Each record is there with all that was said, or gone with all of it and the leaf that says so.
    async fn no_record_is_half_gone(&self) {
        let read = self.flow.store().read().await.unwrap();
        for record in self.posts().await {
            let parts = read
                .parts_of_record(&record.municipality, &record.id)
                .await
                .unwrap();
            let left = parts
                .iter()
                .filter(|p| !p.sealed.is_empty() || !p.blob.is_empty())
                .count();
            let entries = read.entries_of(&record.municipality, &record.id).await.unwrap();
            let leaves = entries
                .iter()
                .filter(|e| e.kind.starts_with("record.disposed/"))
                .count();
            let wanted = match record.key_wrapped {
                Some(_) => (parts.len(), 0),
                None => (0, 1),
            };
            assert_eq!((left, leaves), wanted, "{}", record.id);
        }
    }

    fn proved(&self) {
        let said = match &self.database {
            None => verify(&self.data),
            Some(database) => {
                let data = self.data.to_str().unwrap();
                let mut command = rettesnor(
                    self.data.parent().unwrap(),
                    &["verify", "--log", "error", "--data", data],
                );
                command.env("DATABASE_URL", database);
                run(command)
            }
        };
        assert!(
            said.ok && said.out.contains("everything holds"),
            "{}{}",
            said.out,
            said.err
        );
    }
}

fn said(n: usize) -> serde_json::Value {
    json!({ "title": format!("Ting nummer {n}"), "text": "Vannet er stengt i Havnegata fra kl. 9 til 14. ".repeat(8) })
}

fn rule() -> RuleForm {
    RuleForm {
        title: "Arrangementer".into(),
        kind: RecordKind::Post,
        channel: None,
        tag: String::new(),
        term: Term::Weeding,
        from: CountedFrom::LastEvent,
        then: Then::Dispose,
        law: "arkivlova".into(),
        ruling: Ruling {
            body: "Kommunestyret".into(),
            date: "2026-01-15".into(),
            number: "26/7".into(),
        },
        active: true,
        version: 0,
    }
}

async fn exports_and_disposals(data: &Path, database: Option<String>) {
    // On PostgreSQL another server may be at work, so that half a minute goes by after each kill.
    let (formats, kills) = match database {
        None => (
            &[ExportFormat::Bagit, ExportFormat::Wacz, ExportFormat::Noark][..],
            3,
        ),
        Some(_) => (&[ExportFormat::Bagit][..], 2),
    };
    let mut scene = Scene::found(data, database, POSTS, ENTRIES).await;
    for format in formats {
        scene.ask(*format).await;
        for part in 1..=kills {
            // After something of it was written down, later on, and when it is packed where it is.
            let at = async |scene: &Scene| {
                let export = scene.exports().await.remove(0);
                let workshop = scene.data.join(format!("exports/{}.unfinished", export.id));
                export.progress.seq >= 2_000 * part || workshop.join("packed").exists()
            };
            if !scene.killed_when(at, Scene::all_ready).await {
                break;
            }
            scene.no_export_looks_made_that_is_not().await;
        }
        let server = scene.start().unwrap();
        scene.done_when(&server, Scene::all_ready).await;
        assert!(server.stop());
    }
    println!("{} kills during exports", scene.kills);
    assert!(
        scene.kills > i64::try_from(formats.len()).unwrap(),
        "too few kills to prove anything"
    );
    scene.no_export_looks_made_that_is_not().await;
    for export in scene.exports().await {
        validate(&scene, &export).await;
    }

    scene.kills = 0;
    let id = scene.dispose().await;
    let moments = [
        (DisposalState::Approved, POSTS / 3),
        (DisposalState::Erased, POSTS),
        (DisposalState::Approved, 2 * POSTS / 3),
        (DisposalState::Rotating, POSTS),
    ];
    let done = async |scene: &Scene| scene.disposal(&id).await.state == DisposalState::Done;
    for (state, count) in moments.into_iter().take(usize::try_from(kills).unwrap() + 1) {
        let at = async |scene: &Scene| {
            let now = scene.disposal(&id).await.state;
            (now == state && scene.erased().await >= count)
                || (now != state && now != DisposalState::Approved)
        };
        scene.killed_when(at, done).await;
        scene.no_record_is_half_gone().await;
        let state = scene.disposal(&id).await.state;
        assert!(state == DisposalState::Approved || scene.erased().await == POSTS);
        assert!(done(&scene).await == (scene.journalled("disposal.done").await == 1));
    }
    println!("{} kills during the disposal", scene.kills);
    assert!(scene.kills >= 2, "too few kills to prove anything");
    let server = scene.start().unwrap();
    scene.done_when(&server, done).await;
    assert!(server.stop());
    scene.no_record_is_half_gone().await;
    assert_eq!(scene.erased().await, POSTS);
    assert_eq!(scene.journalled("disposal.done").await, 1);
    let left: Vec<_> = std::fs::read_dir(data.join("exports")).unwrap().collect();
    assert!(left.is_empty(), "what is gone may be in an export: {left:?}");
    scene.proved();
}

/// Each form is taken by a reader that knows nothing of how it was made.
async fn validate(scene: &Scene, export: &Export) {
    let entries = usize::try_from(export.size).unwrap();
    assert_eq!(export.progress.entries, export.size);
    let path = exports::fetch(&scene.flow, &scene.archivist, &export.id)
        .await
        .unwrap()
        .path;
    let file = || File::open(&path).unwrap();
    match export.format {
        ExportFormat::Bagit => {
            let new = tempfile::tempdir().unwrap();
            let data = new.path().join("data");
            let restored = run(rettesnor(
                new.path(),
                &["restore", path.to_str().unwrap(), "--log", "error"],
            ));
            assert!(restored.ok, "{}", restored.err);
            let said = verify(&data);
            assert!(
                said.ok && said.out.contains("everything holds"),
                "{}{}",
                said.out,
                said.err
            );
        }
        ExportFormat::Eark => {
            let sip = records::eark::read(file(), Limits::default()).unwrap();
            assert!(sip.data().contains(&"archive.json".to_owned()));
        }
        ExportFormat::Jsonl => assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), entries),
        ExportFormat::Csv => assert!(std::fs::read_to_string(&path).unwrap().lines().count() > entries),
        ExportFormat::Warc => {
            if let Ok(warcio) = std::env::var("RETTESNOR_WARCIO") {
                let checked = Command::new(warcio)
                    .args(["check", "-v"])
                    .arg(&path)
                    .output()
                    .unwrap();
                let said = String::from_utf8_lossy(&checked.stdout).into_owned();
                assert!(checked.status.success(), "{said}");
                assert!(said.matches("digest pass").count() > entries, "{said}");
            }
        }
        ExportFormat::Wacz => {
            if let Ok(venv) = std::env::var("RETTESNOR_VENV") {
                let mut wacz = Command::new(format!("{venv}/bin/wacz"));
                let checked = wacz.args(["validate", "-f"]).arg(&path).output().unwrap();
                assert!(
                    checked.status.success(),
                    "{}",
                    String::from_utf8_lossy(&checked.stderr)
                );
            }
        }
        ExportFormat::Noark => {
            let mut zip = Parcel::open(file(), Limits::default()).unwrap();
            let tar = zip.files().keys().find(|n| n.ends_with(".tar")).unwrap().clone();
            let folder = tempfile::tempdir().unwrap();
            assert_eq!(
                records::dias::unpack(zip.file(&tar).unwrap(), folder.path()).unwrap(),
                []
            );
            assert_eq!(records::noark::check(&folder.path().join("content")).unwrap(), []);
            let said = std::fs::read_to_string(folder.path().join("content/arkivstruktur.xml")).unwrap();
            assert_eq!(said.matches("<registrering ").count(), entries);
            assert!(said.contains("<tittel>Arkiv for sosiale medier</tittel>"));
        }
    }
}
