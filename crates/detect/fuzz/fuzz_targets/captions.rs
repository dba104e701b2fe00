//! Any bytes as captions: refused for a stated reason, or plain WebVTT that reads back the same.

#![no_main]

use detect::captions::{BYTES_MAX, CUES_MAX, cues, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let captions = match read(bytes) {
        Ok(captions) => captions,
        Err(problem) => {
            assert!(problem.key().starts_with("captions-"));
            return;
        }
    };
    assert!(captions.vtt.len() <= BYTES_MAX && captions.vtt.starts_with("WEBVTT\n\n"));
    assert!((1..=CUES_MAX).contains(&captions.cues.len()));
    assert!(captions.cues.is_sorted_by_key(|cue| cue.from));
    for cue in &captions.cues {
        assert!(cue.from >= 0 && cue.from < cue.to && !cue.text.is_empty());
    }
    assert_eq!(captions.vtt.matches("-->").count(), captions.cues.len());
    assert!(!captions.vtt.replace("-->", "").contains(['<', '>']), "no tag is left");
    let again = read(captions.vtt.as_bytes()).expect("what is written can be read");
    assert_eq!(again, captions);
    assert_eq!(cues(&captions.vtt), captions.cues);
});
