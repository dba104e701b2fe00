//! Noark 5 extractions: what is written is what the schemas and our own checks want, and broken ones are refused.

mod broken;
pub mod sample;

use records::noark::{self, check, codes};
use sample::{Sample, schemas};
use std::{collections::BTreeSet, fs, path::Path, process::Command};

pub fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn an_extraction_has_its_files_counts_and_documents() {
    let folder = tempfile::tempdir().unwrap();
    let counts = Sample::default().write(folder.path());
    assert_eq!(
        (counts.folders, counts.registrations, counts.files, counts.changes),
        (2, 4, 6, 1)
    );
    assert_eq!(check(folder.path()).unwrap(), []);
    let structure = read(folder.path(), "arkivstruktur.xml");
    assert_eq!(structure.matches("<dokumentobjekt>").count(), 6);
    assert!(structure.contains("<r:field name=\"leaf\">ab12</r:field>"));
    assert!(
        structure.contains("Hei &amp; takk, &lt;b&gt;æøå&lt;/b&gt; \u{fffd}"),
        "{structure}"
    );
    assert!(structure.contains("<opprettetDato>2025-10-09T10:53:20+02:00</opprettetDato>"));
    let listing = read(folder.path(), "arkivuttrekk.xml");
    for said in [
        "inneholderSkjermetInformasjon",
        "omfatterDokumenterSomErKassert",
        "inneholderDokumenterSomSkalKasseres",
    ] {
        let at = listing.find(said).unwrap();
        assert!(listing[at..].contains("<value>true</value>"), "{said}");
    }
    assert!(listing.contains("<value>5.5</value>"));
}

#[test]
fn the_public_journal_shows_nothing_that_is_shielded() {
    let folder = tempfile::tempdir().unwrap();
    Sample::default().write(folder.path());
    let (running, public) = (
        read(folder.path(), "loependeJournal.xml"),
        read(folder.path(), "offentligJournal.xml"),
    );
    for secret in ["Kari Nordmann", "Sykdom hos Kari Nordmann", "Barnevernssak"] {
        assert!(running.contains(secret), "{secret}");
        assert!(!public.contains(secret), "{secret}");
    }
    assert!(public.contains("<korrespondansepartNavn>*****</korrespondansepartNavn>"));
    assert!(public.contains("<offentligTittel>Henvendelse om *****</offentligTittel>"));
    assert!(public.contains("<skjermingshjemmel>Offl. § 13 jf. fvl. § 13</skjermingshjemmel>"));
    assert!(public.contains("Ola Public"), "what is public is shown");
    assert_eq!(public.matches("<journalregistrering>").count(), 3);
    assert_eq!(
        public.matches("<tittel>").count(),
        3,
        "only the class' title, which is public"
    );
}

#[test]
fn a_shielded_title_without_a_public_one_is_refused() {
    for public_title in ["", "Sykdom hos Kari Nordmann"] {
        let mut sample = Sample::default();
        sample.folders[0].1[0].public_title = public_title.to_owned();
        let folder = tempfile::tempdir().unwrap();
        let refused = sample.try_write(folder.path()).unwrap_err();
        assert_eq!(refused.key(), "export-value-unfit");
        assert!(refused.to_string().contains("offentligTittel"), "{refused}");
    }
}

#[test]
fn what_has_no_place_is_refused() {
    let refused = |change: &dyn Fn(&mut Sample), field: &str| {
        let mut sample = Sample::default();
        change(&mut sample);
        let folder = tempfile::tempdir().unwrap();
        let error = sample.try_write(folder.path()).unwrap_err();
        assert!(error.to_string().contains(field), "{field}: {error}");
        assert!(
            !folder.path().join("arkivuttrekk.xml").exists(),
            "no reader takes it for an extraction"
        );
    };
    refused(&|s| s.class = None, "mappe");
    refused(&|s| s.series.classification = None, "klasse");
    refused(&|s| s.folders[1].0.sequence = 1, "sakssekvensnummer");
    refused(&|s| s.folders[0].0.unit = " ".to_owned(), "administrativEnhet");
    refused(&|s| s.folders[0].1[1].title = String::new(), "tittel");
    refused(
        &|s| s.folders[0].1[1].documents[0].files[0].variant = codes::Variant::Production,
        "variantformat",
    );
    refused(
        &|s| {
            if let noark::Kind::Journal(journal) = &mut s.folders[0].1[1].kind {
                journal.correspondents.clear();
            }
        },
        "korrespondansepart",
    );
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("here"), "").unwrap();
    assert!(
        Sample::default().try_write(folder.path()).is_err(),
        "a folder with something in it"
    );
}

#[test]
fn without_correspondence_there_are_no_journals_and_that_is_well() {
    let mut sample = Sample::default();
    for (_, registrations) in &mut sample.folders {
        for registration in registrations {
            registration.kind = noark::Kind::Note;
        }
    }
    sample.changes.clear();
    let folder = tempfile::tempdir().unwrap();
    sample.write(folder.path());
    assert!(!folder.path().join("offentligJournal.xml").exists());
    assert!(!folder.path().join("endringslogg.xml").exists());
    assert_eq!(check(folder.path()).unwrap(), []);
}

#[test]
fn ids_are_the_same_each_time_and_are_uuids() {
    let id = noark::id("series", "01ARZ3NDEKTSV4RRFFQ69G5FAV");
    assert_eq!(id, noark::id("series", "01ARZ3NDEKTSV4RRFFQ69G5FAV"));
    assert_ne!(id, noark::id("class", "01ARZ3NDEKTSV4RRFFQ69G5FAV"));
    let parts: Vec<usize> = id.split('-').map(str::len).collect();
    assert_eq!(parts, [8, 4, 4, 4, 12]);
    assert_eq!((&id[14..15], "89ab".contains(&id[19..20])), ("8", true), "{id}");
}

#[test]
fn hundreds_of_registrations_are_told_apart() {
    let mut sample = Sample::default();
    let template = sample.folders[1].1[0].clone();
    for n in 0..300_u64 {
        let mut one = template.clone();
        one.id = noark::id("registration", &format!("many/{n}"));
        one.documents[0].id = noark::id("document", &format!("many/{n}"));
        if let noark::Kind::Journal(journal) = &mut one.kind {
            journal.sequence = 1000 + n;
        }
        sample.folders[1].1.push(one);
    }
    let folder = tempfile::tempdir().unwrap();
    let counts = sample.write(folder.path());
    assert_eq!(counts.registrations, 304);
    assert_eq!(check(folder.path()).unwrap(), []);
    let shelves: BTreeSet<_> = fs::read_dir(folder.path().join("dokumenter"))
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert!(shelves.len() > 100, "spread over folders: {}", shelves.len());
}

/// The schemas are not part of this project; where they lie beside it, xmllint checks every file with them.
#[test]
fn the_schemas_of_the_standard_accept_every_file() {
    let Some(beside) = schemas() else { return };
    let folder = tempfile::tempdir().unwrap();
    let given = tempfile::tempdir().unwrap();
    for name in [
        "arkivstruktur.xsd",
        "metadatakatalog.xsd",
        "loependeJournal.xsd",
        "offentligJournal.xsd",
        "endringslogg.xsd",
    ] {
        fs::copy(beside.join(name), given.path().join(name)).unwrap();
    }
    fs::copy(
        beside.join("ADDML_latest_addml.xsd"),
        given.path().join("addml.xsd"),
    )
    .unwrap();
    Sample {
        schemas: Some(given.path().to_owned()),
        ..Sample::default()
    }
    .write(folder.path());
    assert_eq!(check(folder.path()).unwrap(), []);
    assert!(read(folder.path(), "arkivuttrekk.xml").contains("metadatakatalog.xsd"));
    for (name, schema) in [
        ("arkivstruktur.xml", "arkivstruktur.xsd"),
        ("loependeJournal.xml", "loependeJournal.xsd"),
        ("offentligJournal.xml", "offentligJournal.xsd"),
        ("endringslogg.xml", "endringslogg.xsd"),
        ("arkivuttrekk.xml", "addml.xsd"),
    ] {
        xmllint(&folder.path().join(schema), &folder.path().join(name), None);
    }
    // Our own fields have a schema of their own.
    let fields = read(folder.path(), "arkivstruktur.xml");
    let from = fields.find("<r:fields").unwrap();
    let to = fields.find("</r:fields>").unwrap() + "</r:fields>".len();
    fs::write(folder.path().join("fields.xml"), &fields[from..to]).unwrap();
    xmllint(
        &folder.path().join("rettesnor.xsd"),
        &folder.path().join("fields.xml"),
        None,
    );
}

pub fn xmllint(schema: &Path, file: &Path, catalog: Option<&Path>) {
    let mut command = Command::new("xmllint");
    command
        .args(["--nonet", "--noout", "--schema"])
        .args([schema, file]);
    if let Some(catalog) = catalog {
        command.env("XML_CATALOG_FILES", catalog);
    }
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
