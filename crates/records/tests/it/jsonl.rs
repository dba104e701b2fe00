//! JSON Lines.

use crate::sample;
use base64::Engine as _;

#[test]
fn one_line_an_entry_with_every_content_readable() {
    let (record, entries) = sample::record();
    let mut out = Vec::new();
    for entry in &entries {
        records::jsonl::write(&mut out, &record, entry).unwrap();
    }
    let text = String::from_utf8(out).unwrap();
    assert_eq!(text.lines().count(), entries.len());
    // Numbers and order of the original JSON stay as they are.
    assert!(
        text.contains(r#""json":{"text":"Vegen er open","n":1.10}"#),
        "{text}"
    );
    let lines: Vec<serde_json::Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines[0]["kind"], "post.submitted");
    assert_eq!(lines[4]["parts"][0]["erased"], true);
    assert_eq!(
        lines[4]["parts"][0].get("sha256"),
        None,
        "no digest that would confirm a guess"
    );
    for (line, entry) in lines.iter().zip(&entries) {
        assert_eq!(line["seq"], entry.entry.seq);
        for (shown, part) in line["parts"].as_array().unwrap().iter().zip(&entry.parts) {
            let Some(content) = &part.content else { continue };
            let back = if let Some(text) = shown["text"].as_str() {
                text.as_bytes().to_vec()
            } else if let Some(base64) = shown["base64"].as_str() {
                base64::engine::general_purpose::STANDARD.decode(base64).unwrap()
            } else {
                assert_eq!(
                    shown["json"],
                    serde_json::from_slice::<serde_json::Value>(content).unwrap()
                );
                content.clone()
            };
            assert_eq!(&back, content, "{}", part.part.name);
        }
    }
}

fn line(erased_too: bool) -> Vec<(String, records::OpenEntry)> {
    let (record, entries) = sample::record();
    let lines = entries.into_iter().map(|entry| {
        let mut out = Vec::new();
        records::jsonl::write(&mut out, &record, &entry).unwrap();
        (String::from_utf8(out).unwrap(), entry)
    });
    lines
        .filter(|(_, e)| erased_too || e.parts.iter().all(|p| p.content.is_some()))
        .collect()
}

fn nothing(_: &str) -> Result<Vec<u8>, records::parcel::BadPackage> {
    panic!("no content has a file of its own")
}

#[test]
fn a_line_read_back_is_what_was_written_but_for_keys_and_seals() {
    let (record, _) = sample::record();
    for (line, before) in line(true) {
        let (read, after) = records::jsonl::read(&line, &record.municipality, &mut nothing).unwrap();
        assert_eq!(read, record);
        assert_eq!(after.entry, before.entry);
        for (after, before) in after.parts.iter().zip(&before.parts) {
            assert_eq!(after.content, before.content);
            assert_eq!(after.salt, before.salt);
            assert_eq!(after.source, before.source);
            let mut part = before.part.clone();
            part.sealed.clear();
            part.blob.clear();
            assert_eq!(after.part, part);
        }
    }
}

#[test]
fn a_changed_line_is_refused_with_the_reason() {
    let (record, _) = sample::record();
    let read = |line: &str| {
        records::jsonl::read(line, &record.municipality, &mut nothing)
            .map(|_| ())
            .map_err(|e| e.key)
    };
    let (first, _) = line(false).remove(0);
    assert_eq!(read(&first), Ok(()));
    let changed = |from: &str, to: &str| {
        assert!(first.contains(from), "{first}");
        read(&first.replacen(from, to, 1)).unwrap_err()
    };
    assert_eq!(changed("Vegen er open", "Vegen er stengt"), "line-digest-differs");
    assert_eq!(
        changed("\"kind\":\"post.submitted\"", "\"kind\":\"post.approved\""),
        "line-leaf-differs"
    );
    assert_eq!(
        changed("\"name\":\"media/0\"", "\"name\":\"media/1\""),
        "line-commitment-differs"
    );
    assert_eq!(changed("image/png", "image/gif"), "line-entry-differs");
    assert_eq!(
        changed("\"record_kind\":\"post\"", "\"record_kind\":\"item\""),
        "line-entry-differs"
    );
    assert_eq!(
        changed("\"record_kind\":\"post\"", "\"record_kind\":\"poste\""),
        "line-malformed"
    );
    assert_eq!(read("{}"), Err("line-malformed"));
    // Text and digest changed together still do not fit what the ledger committed to.
    let text = r#"{"text":"Vegen er stengt","n":1.10}"#;
    let digest = |t: &str| hex::encode(<sha2::Sha256 as sha2::Digest>::digest(t));
    let before = r#"{"text":"Vegen er open","n":1.10}"#;
    let forged = first
        .replacen(before, text, 1)
        .replacen(&digest(before), &digest(text), 1)
        .replacen("\"bytes\":33", "\"bytes\":35", 1);
    assert_eq!(read(&forged), Err("line-commitment-differs"));
    for at in 0..1_500 {
        let mut bytes = first.clone().into_bytes();
        bytes[at] ^= 1;
        let Ok(line) = String::from_utf8(bytes) else {
            continue;
        };
        // The place in the log is proved by the log's root.
        if first[..at].ends_with("\"seq\":") {
            continue;
        }
        assert!(
            read(&line).is_err(),
            "byte {at}: {}",
            &first[at.saturating_sub(30)..at + 10]
        );
    }
}
