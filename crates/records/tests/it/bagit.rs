//! Bags, read back by our reader and by the Library of Congress's.

use crate::boxes::{Held, changed, pack, spread, unpack};
use crate::{peer, sample};
use model::Millis;
use records::bagit;
use records::parcel::Limits;
use sha2::{Digest as _, Sha256};
use std::io::{Cursor, Read as _};
use std::process::Command;

fn bag() -> Vec<u8> {
    let picture = sample::picture();
    let payload = Held::of(&[
        ("archive.json", b"{}\n"),
        ("entries/000001.jsonl", b"{\"a\":1}\n"),
        ("media/01ARZ3NDEKTSV4RRFFQ69G5FAV.png", &picture),
        ("odd name, æ.txt", b"x"),
    ]);
    let info = [
        ("Source-Organization", "Båtsfjord kommune"),
        ("External-Description", "line\nBag-Size: 0"),
    ];
    bagit::write(
        Cursor::new(Vec::new()),
        "batsfjord-1",
        Millis(1_760_000_000_000),
        &info,
        &payload,
    )
    .unwrap()
    .into_inner()
}

fn refused(bytes: &[u8]) -> &'static str {
    refused_by(bytes, Limits::default())
}

fn refused_by(bytes: &[u8], limits: Limits) -> &'static str {
    bagit::read(Cursor::new(bytes), limits)
        .map(|_| ())
        .unwrap_err()
        .key
}

#[test]
fn a_bag_comes_back_as_it_was() {
    let bytes = bag();
    assert_eq!(bytes, bag(), "the same content gives the same bytes");
    let mut read = bagit::read(Cursor::new(&bytes), Limits::default()).unwrap();
    assert_eq!(read.name(), "batsfjord-1");
    assert_eq!(
        read.payload(),
        [
            "archive.json",
            "entries/000001.jsonl",
            "media/01ARZ3NDEKTSV4RRFFQ69G5FAV.png",
            "odd name, æ.txt"
        ]
    );
    let tag = |label: &str| {
        read.info
            .iter()
            .find(|(l, _)| l == label)
            .map(|(_, v)| v.as_str())
    };
    assert_eq!(tag("Source-Organization"), Some("Båtsfjord kommune"));
    assert_eq!(
        tag("External-Description"),
        Some("line Bag-Size: 0"),
        "no tag of a stranger's"
    );
    assert_eq!(tag("Payload-Oxum"), Some("280012.4"));
    assert_eq!(tag("Bagging-Date"), Some("2025-10-09"));
    let mut picture = Vec::new();
    let path = "media/01ARZ3NDEKTSV4RRFFQ69G5FAV.png";
    read.file(path).unwrap().read_to_end(&mut picture).unwrap();
    assert_eq!(picture, sample::picture());
}

#[test]
fn a_bag_that_is_not_what_it_says_is_refused_with_the_reason() {
    let good = bag();
    let root = "batsfjord-1/";
    let with = |name: &str, change: &dyn Fn(String) -> Option<String>| {
        changed(&good, &format!("{root}{name}"), |bytes| {
            change(String::from_utf8(bytes).unwrap()).map(String::into_bytes)
        })
    };
    let digest = |text: &str| hex::encode(Sha256::digest(text));
    // A change of a listed tag file, with its own manifest mended.
    let tag = |name: &str, change: &dyn Fn(String) -> String| {
        let mut after = String::new();
        let bytes = changed(&good, &format!("{root}{name}"), |bytes| {
            after = change(String::from_utf8(bytes).unwrap());
            Some(after.clone().into_bytes())
        });
        changed(&bytes, &format!("{root}tagmanifest-sha256.txt"), |bytes| {
            let text = String::from_utf8(bytes).unwrap();
            let lines = text.lines().map(|l| match l.ends_with(&format!("  {name}")) {
                true => format!("{}  {name}\n", digest(&after)),
                false => format!("{l}\n"),
            });
            Some(lines.collect::<String>().into_bytes())
        })
    };
    let manifest = "manifest-sha256.txt";
    let line = |path: &str| format!("{}  {path}\n", digest("x"));
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("package-not-zip", b"no bag at all".to_vec()),
        ("package-not-zip", good[..good.len() / 2].to_vec()),
        ("package-empty", pack(&[])),
        ("bag-file-missing", with("data/archive.json", &|_| None)),
        (
            "bag-digest-differs",
            with("data/archive.json", &|_| Some("{ }".into())),
        ),
        (
            "bag-digest-differs",
            with("bag-info.txt", &|t| Some(t + "X: y\n")),
        ),
        (
            "bag-file-unlisted",
            with("data/more.json", &|_| Some("{}".into())),
        ),
        ("bag-file-unlisted", with("more.txt", &|_| Some("{}".into()))),
        ("bag-file-missing", with("bag-info.txt", &|_| None)),
        ("bag-declaration", with("bagit.txt", &|_| None)),
        ("bag-declaration", tag("bagit.txt", &|t| t.replace("1.0", "0.97"))),
        (
            "bag-fetch",
            with("fetch.txt", &|_| Some("http://x - data/y".into())),
        ),
        ("bag-manifest-missing", with(manifest, &|_| None)),
        ("bag-manifest-missing", with("tagmanifest-sha256.txt", &|_| None)),
        ("bag-manifest-line", tag(manifest, &|t| t + "abc  data/x\n")),
        (
            "bag-manifest-path",
            tag(manifest, &|t| t + &line("data/../../etc/passwd")),
        ),
        ("bag-manifest-path", tag(manifest, &|t| t + &line("/etc/passwd"))),
        ("bag-manifest-path", tag(manifest, &|t| t + &line("bagit.txt"))),
        (
            "bag-listed-twice",
            tag(manifest, &|t| t + &line("data/archive.json")),
        ),
        (
            "bag-listed-twice",
            tag(manifest, &|t| t + &line("data/ARCHIVE.json")),
        ),
        ("bag-info-line", tag("bag-info.txt", &|t| t + "no tag\n")),
        (
            "bag-oxum-differs",
            tag("bag-info.txt", &|t| t.replace("280012.4", "280012.5")),
        ),
    ];
    for (at, (key, bytes)) in cases.iter().enumerate() {
        assert_eq!(refused(bytes), *key, "case {at}");
    }
}

#[test]
fn a_file_that_would_land_elsewhere_or_fill_the_disk_is_refused() {
    let good = bag();
    let plus = |name: &str| {
        let mut files = unpack(&good);
        files.push((name.to_owned(), b"x".to_vec()));
        pack(&files)
    };
    for name in [
        "batsfjord-1/../../x",
        "/etc/passwd",
        "batsfjord-1/data/a\\..\\b",
        "batsfjord-1/data//x",
        "../x",
        "C:/x",
        "batsfjord-1/data/./x",
        "loose",
    ] {
        assert_eq!(refused(&plus(name)), "package-path-unsafe", "{name}");
    }
    assert_eq!(refused(&plus("other/x")), "package-several-folders");
    assert_eq!(
        refused(&plus("batsfjord-1/DATA/archive.json")),
        "package-file-twice"
    );
    // The same name twice, which no honest writer makes.
    let twice = pack(&[
        ("b/aa".to_owned(), b"1".to_vec()),
        ("b/ab".to_owned(), b"2".to_vec()),
    ]);
    let twice: Vec<u8> = {
        let mut bytes = twice;
        while let Some(at) = bytes.windows(4).position(|w| w == b"b/ab") {
            bytes[at + 3] = b'a';
        }
        bytes
    };
    assert_eq!(refused(&twice), "package-file-twice");
    let mut link = zip::ZipWriter::new(Cursor::new(Vec::new()));
    link.add_symlink("b/x", "/etc/passwd", zip::write::SimpleFileOptions::default())
        .unwrap();
    assert_eq!(
        refused(&link.finish().unwrap().into_inner()),
        "package-file-special"
    );
    let limits = Limits::default();
    let few = Limits { files: 5, ..limits };
    assert_eq!(refused_by(&good, few), "package-too-many-files");
    let small = Limits {
        bytes: 280_000,
        ..limits
    };
    assert_eq!(refused_by(&good, small), "package-too-large");
    let short = Limits {
        manifest: 100,
        ..limits
    };
    assert_eq!(refused_by(&good, short), "package-file-too-large");
}

#[test]
fn a_changed_byte_anywhere_in_the_file_is_refused_or_harmless() {
    let good = bag();
    let whole = bagit::read(Cursor::new(&good), Limits::default()).map(|mut b| {
        let mut text = b.info.clone();
        text.push(("archive".into(), b.text("archive.json").unwrap()));
        text
    });
    let whole = whole.unwrap();
    let mut harmless = 0;
    for at in (0..good.len()).step_by(199) {
        let mut bytes = good.clone();
        bytes[at] ^= 0x10;
        let Ok(mut read) = bagit::read(Cursor::new(&bytes), Limits::default()) else {
            continue;
        };
        // Times and versions in the ZIP directory say nothing of the content.
        harmless += 1;
        let mut text = read.info.clone();
        text.push(("archive".into(), read.text("archive.json").unwrap()));
        assert_eq!(text, whole, "byte {at}");
    }
    assert!(harmless < 20, "{harmless}");
}

#[test]
fn bagit_py_validates_it() {
    let Some(python) = peer::program("python") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    spread(&bag(), folder.path());
    let path = folder.path().join("batsfjord-1");
    let validate = || {
        let mut command = Command::new(&python);
        command
            .args(["-m", "bagit", "--validate"])
            .arg(&path)
            .output()
            .unwrap()
    };
    let output = validate();
    assert!(output.status.success(), "{}", peer::said(&output));
    std::fs::write(path.join("data/archive.json"), "{ }").unwrap();
    assert!(!validate().status.success(), "a changed file is refused");
}
