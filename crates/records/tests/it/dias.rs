//! DIAS packages: what goes in comes out, and what somebody changed on the way is refused.

use crate::noark::{
    sample::{Sample, schemas},
    xmllint,
};
use jiff::tz::TimeZone;
use model::Millis;
use records::{
    dias::{self, Package, Packed, Rule, Violation},
    noark,
};
use std::{fs, io::Read as _, process::Command};
use tar::{Archive, Builder, EntryType, Header};

const ID: &str = "4b73981c-1fab-4d4c-91e7-fcc6a3bc057f";

fn package() -> Package {
    Package {
        id: ID.to_owned(),
        label: "Sosiale medier & mer".to_owned(),
        organisation: "Eksempel kommune".to_owned(),
        system: ("Rettesnor".to_owned(), "0.1".to_owned()),
        standard: ("Noark5".to_owned(), "5.5".to_owned()),
        agreement: "2025/12".to_owned(),
        receiver: "IKA Eksempel".to_owned(),
        period: (Millis(1_760_000_000_000), Millis(1_770_000_000_000)),
        created: Millis(1_771_000_000_000),
        zone: TimeZone::get("Europe/Oslo").unwrap(),
    }
}

fn packed() -> (Vec<u8>, Packed) {
    let content = tempfile::tempdir().unwrap();
    Sample::default().write(content.path());
    let mut tar = Vec::new();
    let packed = dias::write(content.path(), &package(), &mut tar).unwrap();
    (tar, packed)
}

#[test]
fn an_extraction_comes_out_as_it_went_in() {
    let (tar, packed) = packed();
    assert_eq!(packed.bytes, u64::try_from(tar.len()).unwrap());
    assert_eq!(dias::check(tar.as_slice()).unwrap(), []);
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(dias::unpack(tar.as_slice(), folder.path()).unwrap(), []);
    assert_eq!(noark::check(&folder.path().join("content")).unwrap(), []);
    assert!(folder.path().join("descriptive_metadata").is_dir());
    let again = self::packed().0;
    assert!(tar == again, "the same content gives the same package");
}

#[test]
fn other_programs_read_it() {
    let (tar, packed) = packed();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("p.tar"), &tar).unwrap();
    let output = Command::new("tar")
        .args(["--extract", "--file", "p.tar"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let root = folder.path().join(ID);
    assert_eq!(noark::check(&root.join("content")).unwrap(), []);
    let info = folder.path().join("info.xml");
    dias::info(&package(), &packed, fs::File::create(&info).unwrap()).unwrap();
    let text = fs::read_to_string(&info).unwrap();
    assert!(text.contains(&packed.sha256) && text.contains("Sosiale medier &amp; mer"));
    let Some(beside) = schemas() else { return };
    let catalog = beside.join("catalog.xml");
    for (schema, file) in [
        ("METS_mets.xsd", root.join("dias-mets.xml")),
        ("METS_info.xsd", info),
        ("PREMIS_latest_DIAS_PREMIS.xsd", root.join("log.xml")),
        (
            "PREMIS_latest_DIAS_PREMIS.xsd",
            root.join("administrative_metadata/dias-premis.xml"),
        ),
    ] {
        xmllint(&beside.join(schema), &file, Some(&catalog));
    }
}

/// One entry of a package: name, kind, bytes.
type Entry = (String, EntryType, Vec<u8>);

/// The package with its entries changed.
fn changed(change: impl FnOnce(&mut Vec<Entry>)) -> Vec<u8> {
    let tar = packed().0;
    let mut entries: Vec<Entry> = Archive::new(tar.as_slice())
        .entries()
        .unwrap()
        .map(|entry| {
            let mut entry = entry.unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            let path = entry.path().unwrap().to_string_lossy().into_owned();
            (path, entry.header().entry_type(), bytes)
        })
        .collect();
    change(&mut entries);
    let mut out = Builder::new(Vec::new());
    for (path, kind, bytes) in entries {
        let mut header = Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(u64::try_from(bytes.len()).unwrap());
        header.set_mode(0o644);
        // Names that the builder itself would refuse.
        let name = &mut header.as_old_mut().name;
        if path.contains("..") || path.starts_with('/') {
            name[..path.len()].copy_from_slice(path.as_bytes());
            header.set_cksum();
            out.append(&header, bytes.as_slice()).unwrap();
        } else if kind == EntryType::Symlink {
            out.append_link(&mut header, path, "/etc/passwd").unwrap();
        } else {
            out.append_data(&mut header, path, bytes.as_slice()).unwrap();
        }
    }
    out.into_inner().unwrap()
}

fn at(entries: &[Entry], end: &str) -> usize {
    entries.iter().position(|(name, ..)| name.ends_with(end)).unwrap()
}

#[test]
fn each_broken_package_is_refused_for_its_reason() {
    let plain = EntryType::Regular;
    let xml = "content/arkivstruktur.xml";
    let corpus: Vec<(&str, Vec<u8>, Vec<(Rule, &str)>)> = vec![
        (
            "a byte",
            changed(|e| {
                let i = at(e, xml);
                e[i].2[90] ^= 1;
            }),
            vec![(Rule::ChecksumWrong, xml)],
        ),
        (
            "a byte more",
            changed(|e| {
                let i = at(e, xml);
                e[i].2.push(b'\n');
            }),
            vec![(Rule::SizeWrong, xml)],
        ),
        (
            "a file less",
            changed(|e| {
                let i = at(e, xml);
                e.remove(i);
            }),
            vec![(Rule::FileMissing, xml)],
        ),
        (
            "a file more",
            changed(|e| e.push((format!("{ID}/content/more.txt"), plain, b"x".to_vec()))),
            vec![(Rule::FileUnlisted, "content/more.txt")],
        ),
        (
            "a file twice",
            changed(|e| {
                let i = at(e, xml);
                let twice = e[i].clone();
                e.push(twice);
            }),
            vec![(Rule::EntryRepeated, xml)],
        ),
        (
            "no log",
            changed(|e| {
                let i = at(e, "log.xml");
                e.remove(i);
            }),
            vec![(Rule::FileMissing, "log.xml")],
        ),
        (
            "a link",
            changed(|e| e.push((format!("{ID}/content/link"), EntryType::Symlink, Vec::new()))),
            vec![(
                Rule::EntryRefused,
                "4b73981c-1fab-4d4c-91e7-fcc6a3bc057f/content/link",
            )],
        ),
        (
            "a way out",
            changed(|e| e.push((format!("{ID}/../../escaped"), plain, b"x".to_vec()))),
            vec![(
                Rule::EntryRefused,
                "4b73981c-1fab-4d4c-91e7-fcc6a3bc057f/../../escaped",
            )],
        ),
        (
            "from the root",
            changed(|e| e.push(("/tmp/escaped".to_owned(), plain, b"x".to_vec()))),
            vec![(Rule::EntryRefused, "/tmp/escaped")],
        ),
        (
            "another folder",
            changed(|e| e.push(("other/file".to_owned(), plain, b"x".to_vec()))),
            vec![(Rule::EntryRefused, "other/file")],
        ),
    ];
    for (name, tar, expected) in corpus {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        fs::create_dir_all(&inner).unwrap();
        for found in [
            dias::check(tar.as_slice()).unwrap(),
            dias::unpack(tar.as_slice(), &inner).unwrap(),
        ] {
            let found: Vec<_> = found.iter().map(|v| (v.rule, v.file.as_str())).collect();
            assert_eq!(found, expected, "{name}");
        }
        assert!(!folder.path().join("escaped").exists() && !folder.path().join("a/escaped").exists());
    }
    let no_list = changed(|e| {
        let i = at(e, "dias-mets.xml");
        e[i].2 = b"<mets/>".to_vec();
    });
    assert!(
        dias::check(no_list.as_slice())
            .unwrap()
            .iter()
            .any(|v| v.rule == Rule::ListUnreadable)
    );
}

#[test]
fn a_package_cut_off_anywhere_is_refused() {
    let tar = packed().0;
    for length in (1..tar.len() - 1024).step_by(tar.len() / 40) {
        let found = dias::check(&tar[..length]).unwrap();
        assert!(!found.is_empty(), "{length} of {}", tar.len());
    }
    assert!(matches!(
        dias::check(&b"no tar file"[..]).unwrap().first(),
        Some(Violation {
            rule: Rule::Unreadable,
            ..
        })
    ));
}
