//! Any text, read by every detector: every span lies in it, and by character it is the same place as by byte.
#![no_main]

use detect::text::{Settings, scan};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let length = text.chars().count();
    for finding in scan(&text, &Settings::default()) {
        let part = text.get(finding.bytes.start..finding.bytes.end);
        let part = part.expect("bytes outside the text or within a character");
        assert!(!part.is_empty() && finding.chars.end <= length, "{finding:?}");
        let before = text.get(..finding.bytes.start).unwrap_or_default();
        assert_eq!(before.chars().count(), finding.chars.start, "{finding:?}");
        assert_eq!(part.chars().count(), finding.chars.end - finding.chars.start, "{finding:?}");
    }
});
