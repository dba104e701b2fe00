//! Any bytes as an uploaded video: refused for a stated reason, or a video that holds nothing more that could be removed and
//! is not longer than it was.

#![no_main]

use detect::video::{Limits, inspect_and_clean, is_video};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::default();
    let video = match inspect_and_clean(bytes.to_vec(), &limits) {
        Ok(video) => video,
        Err(problem) => {
            assert!(problem.key().starts_with("video-"));
            return;
        }
    };
    assert!(is_video(bytes) && video.bytes.len() <= bytes.len());
    assert!(video.width > 0 && video.height > 0 && video.width.max(video.height) <= limits.max_side);
    let clip = video.traits.clip.expect("a video has a length");
    assert!(clip.millis > 0 && clip.millis <= limits.max_millis);
    assert!(video.removed.is_sorted());
    assert!(video.traits.credit.chars().count() <= 200);
    assert!(video.traits.origin.len() <= 60 && video.traits.manifest.chars().count() <= 80);
    let kept = inspect_and_clean(video.bytes.clone(), &limits).expect("what is kept is taken in again");
    assert!(kept.removed.is_empty(), "{:?}", kept.removed);
    assert!(kept.bytes == video.bytes, "nothing more is changed");
    assert_eq!((kept.width, kept.height), (video.width, video.height));
    assert_eq!(kept.traits.clip, video.traits.clip);
    assert!(kept.traits.credit.is_empty() && kept.traits.origin.is_empty() && kept.traits.manifest.is_empty());
});
