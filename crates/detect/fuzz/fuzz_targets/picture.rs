//! Any bytes as an uploaded file: refused for a stated reason, or a plain picture that holds pixels and nothing else. What its
//! file said goes through every picture detector.

#![no_main]

use detect::media::{Seen, scan};
use detect::picture::{Limits, PictureProblem, faces, inspect_and_reencode, pixels};
use detect::text::Settings;
use libfuzzer_sys::fuzz_target;
use model::post::MediaNote;

/// Small, so that many inputs are tried and memory that a file makes us take shows.
const LIMITS: Limits = Limits {
    max_bytes: 1 << 20,
    max_pixels: 250_000,
    max_side: 4_000,
    max_memory: 16 << 20,
    max_written: 100_000,
};

fuzz_target!(|bytes: &[u8]| {
    let picture = match inspect_and_reencode(bytes, &LIMITS) {
        Ok(picture) => picture,
        Err(problem) => {
            assert!(problem.key().starts_with("picture-"));
            return;
        }
    };
    let again = pixels(&picture.bytes).expect("what is kept can be read");
    assert_eq!((again.width(), again.height()), (picture.width, picture.height));
    assert!(u64::from(picture.width) * u64::from(picture.height) <= LIMITS.max_pixels);
    let kept = inspect_and_reencode(&picture.bytes, &Limits::default());
    let kept = kept.unwrap_or_else(|problem: PictureProblem| panic!("{problem:?}"));
    assert!(kept.removed.is_empty(), "{:?}", kept.removed);
    assert!(kept.traits.is_empty());
    assert!(picture.traits.credit.chars().count() <= 200);
    assert!(picture.traits.origin.len() <= 60 && picture.traits.manifest.chars().count() <= 80);
    let mut traits = picture.traits;
    // Looking for faces is slow: at small pictures only.
    if picture.width * picture.height < 10_000 {
        traits.faces = faces(&picture.pixels);
        for face in traits.faces.iter().flatten() {
            assert!(face.left + face.width <= picture.width && face.top + face.height <= picture.height);
        }
    }
    let note = MediaNote {
        seen: traits,
        ..MediaNote::default()
    };
    let seen = Seen {
        note: &note,
        width: picture.width.into(),
        height: picture.height.into(),
        removed: &picture.removed,
        networks: &["bluesky", "mastodon"],
    };
    assert!(
        !scan(&seen, &Settings::default()).is_empty(),
        "it has no alt text"
    );
});
