//! What is handed over: the archive as a Noark 5 package, a record as PDF/A.

use crate::bench::{Db, key};
use crate::on_both;
use crate::town::Town;
use flow::archive::exports::{self, Wish};
use flow::archive::{Cuts, PdfWords, record_pdf};
use flow::moderation::{grounds, hide};
use model::archive::{Record, RecordKind};
use model::export::Export;
use model::person::{Permission, Role};
use model::{Id as _, Millis};
use records::parcel::{Limits, Parcel};
use records::pdf::Redaction;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use tempfile::TempDir;

on_both!(
    the_archive_goes_out_as_a_package_that_passes_its_checks,
    an_archive_with_something_destroyed_goes_out_too,
    what_was_chosen_goes_out_alone,
    a_record_becomes_a_document,
    what_is_cut_out_of_a_document_is_not_in_it,
    only_who_may_hands_over,
);

/// The keys themselves, so that each can be found.
fn words(key: &str) -> String {
    format!("<{key}>")
}

/// Where the standard's schemas are on this machine, if they are. They are not part of this project.
fn schemas() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/schemas/noark5");
    beside.join("arkivstruktur.xsd").is_file().then_some(beside)
}

/// A Noark export as the job makes it, unpacked and found to be right.
struct Extraction {
    export: Export,
    folder: TempDir,
}

impl Extraction {
    async fn made(town: &Town, wish: Wish) -> Self {
        let place = tempfile::tempdir().unwrap();
        let flow = town.flow.clone().with_exports(place.path().join("exports"));
        let flow = flow
            .with_words(Arc::new(|_, key| words(key)))
            .with_noark_schemas(schemas());
        let archivist = town.actor("archivist");
        let wish = Wish {
            format: "noark".to_owned(),
            ..wish
        };
        let id = exports::ask(&flow, &archivist, &wish).await.unwrap();
        flow::jobs::run_due(&flow, "test").await.unwrap();
        let fetched = exports::fetch(&flow, &archivist, &id).await.unwrap();
        assert!(fetched.name.ends_with("-noark.zip"), "{}", fetched.name);
        let left = std::fs::read_dir(place.path().join("exports")).unwrap().count();
        assert_eq!(left, 1, "the export, and nothing of what it was made from");
        let mut zip = Parcel::open(File::open(fetched.path).unwrap(), Limits::default()).unwrap();
        let names: Vec<String> = zip.files().keys().cloned().collect();
        assert_eq!(names.len(), 2, "{names:?}");
        let info = names.iter().find(|name| name.ends_with(".xml")).unwrap();
        let about = zip.text(info).unwrap();
        for words in ["Båtsfjord kommune", &wish.receiver, &wish.agreement] {
            assert!(about.contains(words), "{words}: {about}");
        }
        let tar = names.iter().find(|name| name.ends_with(".tar")).unwrap();
        assert_eq!(info.strip_suffix(".xml"), tar.strip_suffix(".tar"));
        let folder = tempfile::tempdir().unwrap();
        let packed = zip.file(tar).unwrap();
        assert_eq!(records::dias::unpack(packed, folder.path()).unwrap(), []);
        let content = folder.path().join("content");
        assert_eq!(records::noark::check(&content).unwrap(), []);
        if let Some(beside) = schemas() {
            let all = [
                "arkivstruktur",
                "loependeJournal",
                "offentligJournal",
                "endringslogg",
            ];
            let there = |name: &&str| content.join(name).with_extension("xml").exists();
            for name in all.into_iter().filter(there) {
                xmllint(&content, &content.join(name).with_extension("xsd"), name);
            }
            xmllint(&content, &beside.join("ADDML_latest_addml.xsd"), "arkivuttrekk");
        }
        Self {
            export: fetched.export,
            folder,
        }
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.path().join("content").join(name)).unwrap()
    }
}

fn xmllint(content: &Path, schema: &Path, name: &str) {
    let mut command = Command::new("xmllint");
    command.args(["--nonet", "--noout", "--schema"]).arg(schema);
    command.arg(content.join(name).with_extension("xml"));
    let said = command.output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
}

fn time(at: Millis) -> String {
    at.rfc3339()
}

const WORDS: PdfWords<'static> = PdfWords {
    text: &words,
    time: &time,
    lang: "nb",
};

/// A post with two comments, one of them hidden.
async fn thread(db: Db) -> (Town, Record) {
    let town = Town::new(db).await;
    let post = town.published("Vegen er åpen").await.post;
    let root = town.publication(&post).await.remote_id;
    town.net.comment("kind", &root, "Takk skal dere ha");
    town.net.comment("bad", &root, "Jeg vet hvor du bor");
    town.poll().await;
    town.net.comment("kind", &root, "Tusen takk");
    town.poll().await;
    let moderator = town.actor("moderator");
    let all = grounds(&town.flow, &moderator).await.unwrap();
    let ground = all.into_iter().find(|g| g.title == "Truende").unwrap().id;
    let bad = town.item("bad").await;
    hide(
        &town.flow,
        &moderator,
        &bad.id,
        &ground,
        "Kommentaren truer en navngitt ansatt.",
    )
    .await
    .unwrap();
    town.work().await;
    let read = town.read().await;
    let record = read.record_of(&town.bench.municipality.id, RecordKind::Post, post.as_str());
    let record = record.await.unwrap().unwrap();
    drop(read);
    (town, record)
}

async fn the_archive_goes_out_as_a_package_that_passes_its_checks(db: Db) {
    let (town, record) = thread(db).await;
    let made = Extraction::made(&town, Wish::default()).await;
    let structure = made.text("arkivstruktur.xml");
    assert_eq!(
        made.export.progress.entries, made.export.size,
        "every entry is there"
    );
    let registrations = structure.matches("<registrering ").count();
    assert_eq!(i64::try_from(registrations).unwrap(), made.export.size);
    assert!(structure.contains(record.id.as_str()) && structure.contains("Vegen er åpen"));
    assert!(structure.contains("<r:field name=\"position\">0</r:field>"));
    let bad = town.item("bad").await;
    let (running, public) = (
        made.text("loependeJournal.xml"),
        made.text("offentligJournal.xml"),
    );
    assert!(running.contains(&bad.author_name));
    assert_eq!(public.matches(">*****<").count(), 1, "who wrote what was hidden");
    assert!(public.contains("&lt;noark-public&gt;"), "what we published");
    for words in ["Jeg vet hvor du bor", "Tusen takk", "anne@batsfjord.example.no"] {
        assert!(!public.contains(words), "{words}");
    }
    let changes = made.text("endringslogg.xml");
    assert!(
        changes.contains("<tidligereVerdi>Takk skal dere ha<") && changes.contains("<nyVerdi>Tusen takk<")
    );
}

async fn what_was_chosen_goes_out_alone(db: Db) {
    let (town, record) = thread(db).await;
    let wish = Wish {
        kind: "post".to_owned(),
        receiver: "IKA Finnmark".to_owned(),
        agreement: "2026/31".to_owned(),
        ..Wish::default()
    };
    let made = Extraction::made(&town, wish).await;
    let structure = made.text("arkivstruktur.xml");
    assert!(structure.contains(record.id.as_str()));
    assert_eq!(structure.matches("<klasse>").count(), 1);
    assert!(made.export.progress.entries < made.export.size);
    // Nothing happened then.
    let wish = Wish {
        to: "2001-01-01".to_owned(),
        ..Wish::default()
    };
    let made = Extraction::made(&town, wish).await;
    assert_eq!(made.export.progress.entries, 0);
}

async fn an_archive_with_something_destroyed_goes_out_too(db: Db) {
    let (town, record) = thread(db).await;
    let tx = town.flow.store().begin().await.unwrap();
    tx.erase_record(&town.bench.municipality.id, &record.id)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let made = Extraction::made(&town, Wish::default()).await;
    let structure = made.text("arkivstruktur.xml");
    assert!(structure.contains("<kassertDato>"));
    assert!(!structure.contains("Vegen er åpen"));
}

async fn a_record_becomes_a_document(db: Db) {
    let (town, record) = thread(db).await;
    let archivist = town.actor("archivist");
    let plain = record_pdf(
        &town.flow,
        &archivist,
        &record.id,
        &WORDS,
        &Cuts::default(),
        false,
    )
    .await
    .unwrap();
    assert!(plain.starts_with(b"%PDF-1.7"));
    let text = String::from_utf8_lossy(&plain);
    assert!(
        text.contains("Vegen er åpen") && text.contains("<pdfaid:part>2<"),
        "the title in the metadata"
    );
    assert!(!text.contains("/EmbeddedFile"));
    let whole = record_pdf(&town.flow, &archivist, &record.id, &WORDS, &Cuts::default(), true)
        .await
        .unwrap();
    let text = String::from_utf8_lossy(&whole);
    assert!(text.contains("<pdfaid:part>3<") && text.contains("-raw.json"));
    assert_eq!(town.journalled("archive.exported").await, 2);
}

async fn what_is_cut_out_of_a_document_is_not_in_it(db: Db) {
    let (town, record) = thread(db).await;
    let archivist = town.actor("archivist");
    let shown = flow::archive::history(&town.flow, &archivist, &record.id)
        .await
        .unwrap();
    let event = shown
        .events
        .iter()
        .find(|e| e.text == "Jeg vet hvor du bor")
        .unwrap();
    let cut = |to| {
        let redaction = Redaction {
            from: 0,
            to,
            ground: "offl. § 13".to_owned(),
        };
        Cuts {
            texts: BTreeMap::from([((event.seq, "text".to_owned()), vec![redaction])]),
            ..Cuts::default()
        }
    };
    let file = async |cuts: &Cuts| {
        record_pdf(&town.flow, &archivist, &record.id, &WORDS, cuts, false)
            .await
            .unwrap()
    };
    let (short, long) = (file(&cut(18)).await, file(&cut(19)).await);
    let open = file(&Cuts::default()).await;
    assert_ne!(open, long);
    assert_ne!(short, long, "one letter was left");
    assert!(
        !String::from_utf8_lossy(&long).contains("Vegen er åpen"),
        "a heading from the record would tell"
    );
    let refused = record_pdf(&town.flow, &archivist, &record.id, &WORDS, &cut(19), true).await;
    assert_eq!(key(refused.map(|_| ())), "export-redacted-data");
}

async fn only_who_may_hands_over(db: Db) {
    let (town, record) = thread(db).await;
    for role in Role::ALL {
        let actor = town.actor(role.as_str());
        let may = actor.person.may(Permission::ExportArchive);
        let document = record_pdf(&town.flow, &actor, &record.id, &WORDS, &Cuts::default(), false).await;
        assert_eq!(document.is_ok(), may, "{role:?}");
        town.bench.clock.advance(1000);
    }
    let stranger = town.bench.stranger().await;
    let other = record_pdf(&town.flow, &stranger, &record.id, &WORDS, &Cuts::default(), false).await;
    assert_eq!(key(other.map(|_| ())), "not-found");
}
