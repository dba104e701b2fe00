//! What is handed over: the archive as a Noark 5 package, a record as PDF/A.

use crate::bench::{Db, key};
use crate::on_both;
use crate::town::Town;
use flow::archive::{Cuts, NoarkOrder, PdfWords, export_noark, record_pdf};
use flow::moderation::{grounds, hide};
use model::archive::{Record, RecordKind};
use model::person::{Permission, Role};
use model::{Id as _, Millis};
use records::pdf::Redaction;
use std::collections::BTreeMap;
use std::path::Path;

on_both!(
    the_archive_goes_out_as_a_package_that_passes_its_checks,
    an_archive_with_something_destroyed_goes_out_too,
    a_package_that_cannot_be_written_leaves_nothing_behind,
    a_record_becomes_a_document,
    what_is_cut_out_of_a_document_is_not_in_it,
    only_who_may_hands_over,
);

/// The keys themselves, so that each can be found.
fn words(key: &str) -> String {
    format!("<{key}>")
}

fn order() -> NoarkOrder<'static> {
    NoarkOrder {
        words: &words,
        schemas: None,
        agreement: "2026/1",
        receiver: "IKA Finnmark",
    }
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

fn unpacked(tar: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let file = std::fs::File::open(tar).unwrap();
    assert_eq!(records::dias::unpack(file, folder.path()).unwrap(), []);
    assert_eq!(records::noark::check(&folder.path().join("content")).unwrap(), []);
    folder
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join("content").join(name)).unwrap()
}

async fn the_archive_goes_out_as_a_package_that_passes_its_checks(db: Db) {
    let (town, record) = thread(db).await;
    let out = tempfile::tempdir().unwrap();
    let made = export_noark(&town.flow, &town.actor("archivist"), &order(), out.path())
        .await
        .unwrap();
    let names = std::fs::read_dir(out.path()).unwrap().count();
    assert_eq!(
        names, 2,
        "the package, its description, and nothing of what it was made from"
    );
    assert!(
        std::fs::read_to_string(&made.info)
            .unwrap()
            .contains("Båtsfjord kommune")
    );
    let folder = unpacked(&made.tar);
    let folder = folder.path();

    let structure = read(folder, "arkivstruktur.xml");
    let entries = town.bench.journal().await.len();
    assert_eq!(
        made.counts.registrations,
        u64::try_from(entries).unwrap(),
        "every entry is there"
    );
    assert!(structure.contains(record.id.as_str()) && structure.contains("Vegen er åpen"));
    assert!(structure.contains("<r:field name=\"position\">0</r:field>"));
    let bad = town.item("bad").await;
    let (running, public) = (
        read(folder, "loependeJournal.xml"),
        read(folder, "offentligJournal.xml"),
    );
    assert!(running.contains(&bad.author_name));
    assert_eq!(public.matches(">*****<").count(), 1, "who wrote what was hidden");
    assert!(public.contains("&lt;noark-public&gt;"), "what we published");
    for words in ["Jeg vet hvor du bor", "Tusen takk", "anne@batsfjord.example.no"] {
        assert!(!public.contains(words), "{words}");
    }
    let changes = read(folder, "endringslogg.xml");
    assert!(
        changes.contains("<tidligereVerdi>Takk skal dere ha<") && changes.contains("<nyVerdi>Tusen takk<")
    );
    assert_eq!(town.journalled("archive.exported").await, 1);
}

async fn an_archive_with_something_destroyed_goes_out_too(db: Db) {
    let (town, record) = thread(db).await;
    let tx = town.flow.store().begin().await.unwrap();
    tx.erase_record(&town.bench.municipality.id, &record.id)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let out = tempfile::tempdir().unwrap();
    let made = export_noark(&town.flow, &town.actor("archivist"), &order(), out.path())
        .await
        .unwrap();
    let folder = unpacked(&made.tar);
    let structure = read(folder.path(), "arkivstruktur.xml");
    assert!(structure.contains("<kassertDato>"));
    assert!(!structure.contains("Vegen er åpen"));
}

async fn a_package_that_cannot_be_written_leaves_nothing_behind(db: Db) {
    let (town, _) = thread(db).await;
    let out = tempfile::tempdir().unwrap();
    let file = out.path().join("file");
    std::fs::write(&file, "").unwrap();
    let refused = export_noark(&town.flow, &town.actor("archivist"), &order(), &file).await;
    assert_eq!(key(refused.map(|_| ())), "export-failed");
    assert_eq!(std::fs::read_dir(out.path()).unwrap().count(), 1);
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
    let out = tempfile::tempdir().unwrap();
    for role in Role::ALL {
        let actor = town.actor(role.as_str());
        let may = actor.person.may(Permission::ExportArchive);
        let package = export_noark(&town.flow, &actor, &order(), out.path()).await;
        let document = record_pdf(&town.flow, &actor, &record.id, &WORDS, &Cuts::default(), false).await;
        assert_eq!((package.is_ok(), document.is_ok()), (may, may), "{role:?}");
        town.bench.clock.advance(1000);
    }
    let stranger = town.bench.stranger().await;
    let other = record_pdf(&town.flow, &stranger, &record.id, &WORDS, &Cuts::default(), false).await;
    assert_eq!(key(other.map(|_| ())), "not-found");
}
