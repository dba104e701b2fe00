//! E-ARK packages: checked by the validator of the community, read back by our reader, and broken in every way.

use crate::boxes::{Held, changed, unpack};
use crate::{peer, sample};
use model::Millis;
use records::eark::{self, Package};
use records::parcel::Limits;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};
use std::path::Path;
use std::process::Command;

const NAME: &str = "batsfjord-2025";

fn package() -> Package {
    Package {
        name: NAME.into(),
        at: Millis(1_760_000_000_000),
        title: "Båtsfjord kommune <2025> & \"sosiale medier\"".into(),
        organisation: "Båtsfjord kommune".into(),
        org_number: "938795592".into(),
        language: "nb".into(),
        period: ("2025-01-01".into(), "2025-12-31".into()),
        agreement: "2025/17".into(),
        receiver: "IKA Finnmark".into(),
    }
}

fn payload() -> Held {
    Held::of(&[
        ("archive.json", b"{}\n"),
        ("entries/000001.jsonl", b"{\"a\":1}\n"),
        ("log/leaves", &[7; 64]),
        ("media/01ARZ3NDEKTSV4RRFFQ69G5FAV.png", &sample::picture()),
    ])
}

fn made() -> Vec<u8> {
    eark::write(Cursor::new(Vec::new()), &package(), &payload())
        .unwrap()
        .into_inner()
}

#[test]
fn a_package_comes_back_as_it_was() {
    let bytes = made();
    assert_eq!(bytes, made(), "the same content gives the same bytes");
    let mut sip = eark::read(Cursor::new(&bytes), Limits::default()).unwrap();
    assert_eq!(sip.name(), NAME);
    let payload = payload();
    assert_eq!(sip.data(), payload.0.keys().cloned().collect::<Vec<_>>());
    for (path, content) in &payload.0 {
        let mut read = Vec::new();
        sip.file(path).unwrap().read_to_end(&mut read).unwrap();
        assert_eq!(&read, content);
    }
    let files = unpack(&bytes);
    let text = |name: &str| {
        let file = files
            .iter()
            .find(|(n, _)| n == &format!("{NAME}/{name}"))
            .unwrap();
        String::from_utf8(file.1.clone()).unwrap()
    };
    let premis = text("metadata/preservation/premis.xml");
    let digest = hex::encode(Sha256::digest(b"{}\n"));
    assert!(
        premis.contains(&digest) && premis.contains("information package creation"),
        "{premis}"
    );
    assert!(text("metadata/descriptive/dc.xml").contains("&lt;2025&gt; &amp;"));
    let mets = text("METS.xml");
    assert!(mets.contains("ROLE=\"PRESERVATION\"") && mets.contains("<name>IKA Finnmark</name>"));
    assert!(mets.contains("<altRecordID TYPE=\"SUBMISSIONAGREEMENT\">2025/17</altRecordID>"));
}

#[test]
fn a_name_that_is_no_folder_is_refused() {
    for name in ["", "..", "a/b", "a b", ".x"] {
        let package = Package {
            name: name.into(),
            ..package()
        };
        let refused = eark::write(Cursor::new(Vec::new()), &package, &payload()).map(|_| ());
        assert_eq!(refused.unwrap_err().key(), "export-value-unfit", "{name}");
    }
}

#[test]
fn every_broken_package_is_refused_with_the_reason() {
    let good = made();
    let at = |name: &str| format!("{NAME}/{name}");
    let file = |name: &str, after: Option<&[u8]>| changed(&good, &at(name), |_| after.map(<[u8]>::to_vec));
    let mets = |from: &str, to: &str| {
        changed(&good, &at("METS.xml"), |bytes| {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains(from), "{from} in {text}");
            Some(text.replacen(from, to, 1).into_bytes())
        })
    };
    let archive = "representations/rep1/data/archive.json";
    let line = |path: &str| {
        format!(
            "<file ID=\"extra\" MIMETYPE=\"text/plain\" SIZE=\"3\" CREATED=\"2025-01-01T00:00:00Z\" CHECKSUM=\"{}\" \
             CHECKSUMTYPE=\"SHA-256\"><FLocat LOCTYPE=\"URL\" xlink:type=\"simple\" xlink:href=\"{path}\"/></file></fileGrp>",
            hex::encode(Sha256::digest(b"{}\n"))
        )
    };
    let digest = hex::encode(Sha256::digest(b"{}\n"));
    let other_digest = hex::encode(Sha256::digest(b"{}"));
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("package-not-zip", good[..1000].to_vec()),
        ("eark-mets-missing", file("METS.xml", None)),
        ("eark-mets-malformed", file("METS.xml", Some(b"<mets>"))),
        ("eark-mets-malformed", file("METS.xml", Some(b"<mets></file>"))),
        ("eark-mets-malformed", file("METS.xml", Some(b"<html></html>"))),
        ("eark-mets-malformed", file("METS.xml", Some(b""))),
        (
            "eark-mets-malformed",
            mets(
                "<mets ",
                "<!DOCTYPE mets [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><mets ",
            ),
        ),
        ("eark-mets-malformed", mets("OBJID=", "OBJID=\"a\" OBJID=")),
        ("package-not-utf8", file("METS.xml", Some(b"\xff\xfe"))),
        (
            "eark-profile",
            mets(
                "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml",
                "http://example.org/",
            ),
        ),
        (
            "eark-objid-differs",
            mets("OBJID=\"batsfjord-2025\"", "OBJID=\"another\""),
        ),
        ("eark-header", mets("csip:OAISPACKAGETYPE=\"SIP\"", "")),
        ("eark-header", mets("ROLE=\"CREATOR\"", "ROLE=\"EDITOR\"")),
        ("eark-structure", mets("LABEL=\"CSIP\"", "LABEL=\"Mine\"")),
        ("eark-structure", mets("FILEID=\"rep1\"", "FILEID=\"rep2\"")),
        (
            "eark-structure",
            mets("ADMID=\"premis-1\"", "ADMID=\"premis-1 premis-2\""),
        ),
        ("eark-id-twice", mets("ID=\"file-2\"", "ID=\"file-1\"")),
        (
            "eark-preservation-missing",
            mets("MDTYPE=\"PREMIS\"", "MDTYPE=\"OTHER\""),
        ),
        ("eark-reference", mets(archive, "../../etc/passwd")),
        ("eark-reference", mets(archive, "/etc/passwd")),
        ("eark-reference", mets(archive, "https://example.org/x")),
        ("eark-reference", mets(archive, "file:///etc/passwd")),
        ("eark-reference", mets("LOCTYPE=\"URL\"", "LOCTYPE=\"OTHER\"")),
        (
            "eark-fixity-missing",
            mets("CHECKSUMTYPE=\"SHA-256\"", "CHECKSUMTYPE=\"MD5\""),
        ),
        (
            "eark-fixity-missing",
            mets(&format!("CHECKSUM=\"{digest}\""), "CHECKSUM=\"\""),
        ),
        ("eark-fixity-missing", mets("SIZE=\"3\"", "SIZE=\"three\"")),
        ("eark-size-differs", mets("SIZE=\"3\"", "SIZE=\"4\"")),
        ("eark-digest-differs", mets(&digest, &other_digest)),
        ("eark-digest-differs", file(archive, Some(b"{ }"))),
        ("eark-size-differs", file(archive, Some(b"{}"))),
        ("eark-file-missing", file(archive, None)),
        (
            "eark-file-missing",
            file("metadata/preservation/premis.xml", None),
        ),
        (
            "eark-digest-differs",
            changed(&good, &at("metadata/preservation/premis.xml"), |mut b| {
                let at = b.len() / 2;
                b[at] ^= 1;
                Some(b)
            }),
        ),
        (
            "eark-file-missing",
            mets("</fileGrp>", &line("documentation/more.txt")),
        ),
        ("eark-file-listed-twice", mets("</fileGrp>", &line(archive))),
        (
            "eark-file-unlisted",
            file("representations/rep1/data/smuggled.json", Some(b"{}")),
        ),
        ("eark-file-unlisted", file("loose.txt", Some(b""))),
        ("package-path-unsafe", file("../../x", Some(b""))),
        ("package-file-twice", file("mets.xml", Some(b""))),
    ];
    let mut reasons = BTreeSet::new();
    for (number, (key, bytes)) in cases.iter().enumerate() {
        let refused = eark::read(Cursor::new(bytes), Limits::default()).map(|_| ());
        assert_eq!(refused.unwrap_err().key, *key, "case {number}");
        reasons.insert(*key);
    }
    assert!(reasons.len() >= 17, "{reasons:?}");
    let bare = eark::write(Cursor::new(Vec::new()), &package(), &Held::default())
        .unwrap()
        .into_inner();
    let refused = eark::read(Cursor::new(&bare), Limits::default())
        .map(|_| ())
        .unwrap_err();
    assert_eq!(refused.key, "eark-representation-missing");
}

#[test]
fn the_communitys_validator_finds_nothing_but_what_it_cannot_be_given() {
    let Some(python) = peer::program("python") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("{NAME}.zip"));
    std::fs::write(&path, made()).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/peers/eark/check.py");
    let mut command = Command::new(python);
    let said = peer::run(command.arg(script).arg("--verbose").arg(&path));
    let json = &said[said.find('{').unwrap_or_else(|| panic!("{said}"))..];
    let report: serde_json::Value = serde_json::Deserializer::from_str(json)
        .into_iter()
        .next()
        .unwrap()
        .unwrap_or_else(|e| panic!("{e}: {said}"));
    let mut wrong = BTreeSet::new();
    errors(&report, &mut wrong);
    assert_eq!(wrong, BTreeSet::from(["SIP14".to_owned()]), "{report:#}");
    assert_eq!(report["structure"]["status"], "WellFormed", "{report:#}");
    assert_eq!(
        report["metadata"]["schema_results"]["status"], "VALID",
        "{report:#}"
    );
}

/// Ids of rules broken as errors, anywhere in the report.
fn errors(value: &serde_json::Value, found: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(map) => {
            let severity = map.get("severity").and_then(|s| s.as_str()).unwrap_or_default();
            if severity.eq_ignore_ascii_case("error") {
                found.insert(map["rule_id"].as_str().unwrap_or_default().to_owned());
            }
            map.values().for_each(|v| errors(v, found));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|v| errors(v, found)),
        _ => {}
    }
}
