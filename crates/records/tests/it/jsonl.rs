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
