//! WARC files, read back by a reader of our own and, when it is there, by an independent one.

use crate::sample;
use flate2::read::MultiGzDecoder;
use model::Millis;
use records::{
    uri,
    warc::{Head, Packing, Writer},
};
use sha2::{Digest as _, Sha256};
use std::{collections::HashMap, io::Read as _, process::Command};

const HTTP: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

fn write(packing: Packing) -> Vec<u8> {
    let (record, entries) = sample::record();
    let mut warc = Writer::new(Vec::new(), packing);
    let fields = [("software", "Rettesnor"), ("format", "WARC File Format 1.1")];
    warc.info(
        &uri::uuid(&record.municipality),
        Millis(1_760_000_000_000),
        "post.warc",
        &fields,
    )
    .unwrap();
    for entry in &entries {
        warc.entry(&record, entry).unwrap();
    }
    let head = Head {
        id: "urn:uuid:00000000-0000-4000-8000-000000000001",
        target: "https://social.example/api/v1/statuses/1",
        at: Millis(1_760_000_100_000),
        content_type: "application/json",
        concurrent_to: &[],
    };
    warc.response(&head, HTTP, b"{\"id\":\"1\"}").unwrap();
    warc.finish().unwrap()
}

/// Fields and block of each record of an uncompressed file.
fn read(mut rest: &[u8]) -> Vec<(HashMap<String, String>, Vec<u8>)> {
    let mut found = Vec::new();
    while !rest.is_empty() {
        let end = rest.windows(4).position(|w| w == b"\r\n\r\n").unwrap();
        let head = std::str::from_utf8(&rest[..end]).unwrap();
        let mut lines = head.split("\r\n");
        assert_eq!(lines.next(), Some("WARC/1.1"));
        let fields: HashMap<_, _> = lines
            .map(|l| l.split_once(": ").unwrap())
            .map(|(n, v)| (n.to_owned(), v.to_owned()))
            .collect();
        let length: usize = fields["Content-Length"].parse().unwrap();
        let block = rest[end + 4..][..length].to_vec();
        assert_eq!(&rest[end + 4 + length..][..4], b"\r\n\r\n");
        rest = &rest[end + 8 + length..];
        found.push((fields, block));
    }
    found
}

#[test]
fn every_part_comes_back_byte_for_byte_with_its_digest_and_its_links() {
    let (record, entries) = sample::record();
    let file = read(&write(Packing::Plain));
    assert_eq!(file[0].0["WARC-Type"], "warcinfo");
    let by_id: HashMap<_, _> = file.iter().map(|r| (r.0["WARC-Record-ID"].clone(), r)).collect();
    assert_eq!(by_id.len(), file.len(), "ids are unique");
    for entry in &entries {
        let about = format!("<{}>", uri::uuid(&entry.entry.id));
        let (fields, block) = by_id[&about];
        assert_eq!(fields["WARC-Type"], "metadata");
        assert_eq!(fields["WARC-Date"], entry.entry.at.rfc3339());
        let beside: serde_json::Value = serde_json::from_slice(block).unwrap();
        assert_eq!(beside["leaf"], hex::encode(&entry.entry.leaf));
        assert_eq!(beside["subject"], record.subject);
        for part in &entry.parts {
            let id = format!("<{}>", uri::uuid(&part.part.id));
            let Some(content) = &part.content else {
                assert!(!by_id.contains_key(&id), "erased content is not in the file");
                continue;
            };
            let (fields, block) = by_id[&id];
            assert_eq!(block, content);
            assert_eq!(fields["WARC-Type"], "resource");
            assert_eq!(fields["WARC-Concurrent-To"], about);
            assert_eq!(fields["WARC-Warcinfo-ID"], file[0].0["WARC-Record-ID"]);
            let digest = format!("sha256:{}", hex::encode(Sha256::digest(content)));
            assert_eq!(fields["WARC-Payload-Digest"], digest);
            assert_eq!(fields["WARC-Block-Digest"], digest);
        }
    }
    let target = |kind: &str, name: &str| {
        let entry = entries.iter().find(|e| e.entry.kind == kind).unwrap();
        let part = entry.parts.iter().find(|p| p.part.name == name).unwrap();
        by_id[&format!("<{}>", uri::uuid(&part.part.id))].0["WARC-Target-URI"].clone()
    };
    assert_eq!(
        target("item.received", "raw"),
        "https://bsky.example/xrpc/app.bsky.feed.getPostThread?uri=1"
    );
    assert!(target("moderation.evidence", "odd-name/æ").ends_with("/odd-name/%C3%A6"));

    let (fields, block) = file.last().unwrap();
    assert_eq!(fields["Content-Type"], "application/http; msgtype=response");
    assert_eq!(block, format!("{HTTP}\r\n{{\"id\":\"1\"}}").as_bytes());
    assert_ne!(fields["WARC-Payload-Digest"], fields["WARC-Block-Digest"]);
}

#[test]
fn compressed_it_is_the_same_with_one_gzip_member_a_record() {
    let (plain, packed) = (write(Packing::Plain), write(Packing::Gzip));
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(packed.as_slice())
        .read_to_end(&mut unpacked)
        .unwrap();
    assert_eq!(unpacked, plain);
    // Reading one member after another gives one record after another.
    let (mut rest, mut members) = (packed.as_slice(), 0);
    while !rest.is_empty() {
        let mut one = flate2::bufread::GzDecoder::new(rest);
        let mut record = Vec::new();
        one.read_to_end(&mut record).unwrap();
        assert!(record.starts_with(b"WARC/1.1\r\n") && record.ends_with(b"\r\n\r\n"));
        rest = one.into_inner();
        members += 1;
    }
    assert_eq!(members, read(&plain).len());
}

#[test]
fn an_id_becomes_a_uuid_and_no_value_can_add_a_header() {
    let id: model::EntryId = model::Id::parse("01ARZ3NDEKTSV4RRFFQ69G5FAV").unwrap();
    assert_eq!(uri::uuid(&id), "urn:uuid:01563e3a-b5d3-d676-4c61-efb99302bd5b");
    let mut warc = Writer::new(Vec::new(), Packing::Plain);
    let head = |target, content_type| Head {
        id: "urn:x",
        target,
        at: Millis(0),
        content_type,
        concurrent_to: &[],
    };
    for (target, content_type) in [
        ("a b", "text/plain"),
        ("a", "text/plain\r\nWARC-Type: x"),
        ("a\nb", "text/plain"),
    ] {
        let refused = warc.resource(&head(target, content_type), b"").unwrap_err();
        assert_eq!(refused.key(), "export-value-unfit");
    }
    assert!(warc.response(&head("a", "text/plain"), "no http", b"").is_err());
    assert!(warc.finish().unwrap().is_empty(), "nothing half-written");
}

#[test]
fn a_full_disk_is_an_error() {
    let mut small = [0_u8; 100];
    let mut warc = Writer::new(small.as_mut_slice(), Packing::Gzip);
    let (record, entries) = sample::record();
    let refused = warc.entry(&record, &entries[0]).unwrap_err();
    assert_eq!(refused.key(), "export-write-failed");
}

#[test]
fn changed_bytes_of_a_compressed_file_are_found() {
    let whole = write(Packing::Gzip);
    let checked = records::warc::check(whole.as_slice()).unwrap();
    let records = read(&write(Packing::Plain)).len();
    assert_eq!(checked.records, u64::try_from(records).unwrap());
    assert_eq!((checked.unknown, checked.faults.as_slice()), (0, [].as_slice()));
    assert!(checked.digests >= checked.records, "{checked:?}");
    assert_eq!(
        records::warc::check(write(Packing::Plain).as_slice()).unwrap(),
        checked
    );
    // Every byte of the first records, and one in 97 of the others.
    for at in (0..2_000).chain((2_000..whole.len()).step_by(97)) {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        let found = records::warc::check(changed.as_slice()).unwrap();
        // Flags, time, system and level in the head of a member say nothing of what is in it (RFC 1952, 2.3.1).
        let head = whole[..at].iter().rposition(|b| *b == 0x1f).is_some_and(|from| {
            whole[from..].starts_with(&[0x1f, 0x8b, 8]) && (3..10).contains(&(at - from))
        });
        assert!(
            head || !found.faults.is_empty(),
            "a change of byte {at} is not seen"
        );
    }
    for cut in [1, whole.len() / 2, whole.len() - 1] {
        let found = records::warc::check(&whole[..cut]).unwrap();
        assert!(!found.faults.is_empty(), "cut at {cut}");
    }
    let mut plain = write(Packing::Plain);
    let middle = plain.len() / 2;
    plain[middle] ^= 1;
    assert!(!records::warc::check(plain.as_slice()).unwrap().faults.is_empty());
}

#[test]
fn a_response_is_checked_as_a_whole_and_without_its_head() {
    let mut warc = Writer::new(Vec::new(), Packing::Plain);
    let head = Head {
        id: "urn:uuid:0",
        target: "https://www.batsfjord.kommune.no/",
        at: Millis(1_760_000_000_000),
        content_type: "text/plain",
        concurrent_to: &[],
    };
    let http = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";
    warc.response(&head, http, "Åpent".as_bytes()).unwrap();
    let whole = warc.finish().unwrap();
    let checked = records::warc::check(whole.as_slice()).unwrap();
    assert_eq!((checked.digests, checked.faults.len()), (2, 0));
    let faults = |from: &str, to: &str| {
        let text = String::from_utf8(whole.clone()).unwrap();
        assert!(text.contains(from));
        let checked = records::warc::check(text.replacen(from, to, 1).as_bytes()).unwrap();
        checked.faults.iter().map(|f| f.key).collect::<Vec<_>>()
    };
    assert_eq!(faults("200 OK", "201 OK"), ["warc-block-differs"]);
    assert_eq!(
        faults("Åpent", "Åpnet"),
        ["warc-block-differs", "warc-payload-differs"]
    );
    assert_eq!(faults("WARC-Record-ID", "WARC-Other-ID"), ["warc-field-missing"]);
    assert_eq!(faults("WARC/1.1", "WARC/9.9"), ["warc-unreadable"]);
}

/// `RETTESNOR_WARCIO` is the path of the command `warcio`; its interpreter iterates over the payloads.
#[test]
fn warcio_accepts_the_files_and_reads_the_same_payloads() {
    let Some(warcio) = std::env::var_os("RETTESNOR_WARCIO") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let python = std::path::Path::new(&warcio).with_file_name("python");
    let script = "import sys,hashlib\n\
        from warcio.archiveiterator import ArchiveIterator\n\
        for r in ArchiveIterator(open(sys.argv[1],'rb'),check_digests='raise'):\n \
        print(r.rec_headers['WARC-Record-ID'],hashlib.sha256(r.content_stream().read()).hexdigest())\n";
    for (name, packing) in [("a.warc", Packing::Plain), ("a.warc.gz", Packing::Gzip)] {
        let path = folder.path().join(name);
        let mut bytes = write(packing);
        std::fs::write(&path, &bytes).unwrap();
        let check = || {
            Command::new(&warcio)
                .args(["check", "-v"])
                .arg(&path)
                .output()
                .unwrap()
        };
        let output = check();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "{text}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let records = read(&write(Packing::Plain)).len();
        assert_eq!(text.matches("digest pass").count(), records, "{text}");

        let output = Command::new(&python)
            .args(["-c", script])
            .arg(&path)
            .output()
            .unwrap();
        let listed = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        for part in sample::record().1.iter().flat_map(|e| &e.parts) {
            let Some(content) = &part.content else { continue };
            let line = format!(
                "<{}> {}",
                uri::uuid(&part.part.id),
                hex::encode(Sha256::digest(content))
            );
            assert!(listed.contains(&line), "{line} in\n{listed}");
        }

        if packing == Packing::Plain {
            let at = bytes.windows(13).position(|w| w == b"Vegen er open").unwrap();
            bytes[at] ^= 1;
            std::fs::write(&path, &bytes).unwrap();
            assert!(!check().status.success(), "a changed byte is refused");
        }
    }
}
