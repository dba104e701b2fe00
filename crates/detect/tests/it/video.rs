use crate::film::{Tables, Track, boxed, film, numbers, picture};
use crate::metadata::store;
use detect::video::{Limits, Video, VideoProblem, inspect_and_clean, is_video};

pub const TALK: &[u8] = include_bytes!("../video/talk.mp4");
const SILENT: &[u8] = include_bytes!("../video/silent.mp4");
const FRAGMENTS: &[u8] = include_bytes!("../video/fragments.mp4");

pub fn read(bytes: &[u8]) -> Result<Video, VideoProblem> {
    inspect_and_clean(bytes.to_vec(), &Limits::default())
}

fn refused(bytes: &[u8]) -> &'static str {
    let problem = read(bytes).map(|video| video.removed).unwrap_err();
    assert_eq!(problem.key(), problem.to_string());
    problem.key()
}

fn has(bytes: &[u8], needle: &[u8]) -> bool {
    place(bytes, needle).is_some()
}

pub fn place(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

/// What is kept has nothing more to remove.
pub fn is_clean(video: &Video) {
    let again = read(&video.bytes).unwrap();
    assert!(again.removed.is_empty(), "{:?}", again.removed);
    assert_eq!(again.bytes, video.bytes);
    assert_eq!((again.width, again.height), (video.width, video.height));
    assert_eq!(again.traits.clip, video.traits.clip);
}

#[test]
fn place_title_and_time_are_gone_and_picture_and_sound_are_not_touched() {
    let needles = [
        &b"+69.3142"[..],
        b"Nordvik havn",
        b"Lavf",
        b"loci",
        b"Handler",
        b"2026",
        b"\xe6/B ",
    ];
    for needle in needles {
        assert!(
            has(TALK, needle) || needle == b"2026",
            "the test's file must hold {needle:?}"
        );
    }
    let video = read(TALK).unwrap();
    assert_eq!(video.removed, ["gps", "taken-at", "video-metadata"]);
    for needle in needles {
        assert!(!has(&video.bytes, needle), "{needle:?}");
    }
    assert_eq!(video.bytes.len(), TALK.len());
    let data = place(TALK, b"mdat").unwrap();
    assert_eq!(&video.bytes[data..], &TALK[data..]);
    assert_eq!((video.width, video.height), (640, 360));
    let clip = video.traits.clip.unwrap();
    assert_eq!((clip.millis, clip.sound), (2_000, true));
    is_clean(&video);
}

#[test]
fn a_silent_clip_and_one_in_fragments_tell_their_length() {
    let silent = read(SILENT).unwrap();
    assert_eq!((silent.width, silent.height), (640, 360));
    let clip = silent.traits.clip.unwrap();
    assert_eq!((clip.millis, clip.sound), (2_000, false));
    is_clean(&silent);
    let fragments = read(FRAGMENTS).unwrap();
    assert_eq!((fragments.width, fragments.height), (320, 180));
    let clip = fragments.traits.clip.unwrap();
    assert!((2_000..2_200).contains(&clip.millis) && clip.sound, "{clip:?}");
    assert!(has(FRAGMENTS, b"Lavf") && !has(&fragments.bytes, b"Lavf"));
    let data = place(FRAGMENTS, b"mdat").unwrap();
    assert_eq!(
        &fragments.bytes[data..data + 19_000],
        &FRAGMENTS[data..data + 19_000]
    );
    is_clean(&fragments);
}

#[test]
fn a_clip_turned_by_a_quarter_stands_upright() {
    // 4 letters, version and times, number, length, … : the matrix.
    let matrix = place(SILENT, b"tkhd").unwrap() + 4 + 40;
    let one = 0x1_0000_u32;
    let minus = one.wrapping_neg();
    for (a, b, c, d, size) in [
        (0, one, minus, 0, (360, 640)),
        (0, minus, one, 0, (360, 640)),
        (minus, 0, 0, minus, (640, 360)),
    ] {
        let mut turned = SILENT.to_vec();
        turned[matrix..matrix + 20].copy_from_slice(&numbers(&[a, b, 0, c, d]));
        let video = read(&turned).unwrap();
        assert_eq!((video.width, video.height), size);
    }
}

/// Telephones write sound from all sides beside the usual, in a coding that few programs read.
#[test]
fn of_two_sounds_the_one_that_everybody_can_play_is_kept() {
    let sound = |codec, samples: &[&[u8]]| Track::new(b"soun", codec, samples);
    let (usual, round) = (sound(b"mp4a", &[b"stereo"]), sound(b"apac", &[b"round"]));
    for tracks in [
        [picture(), usual.clone(), round.clone()],
        [round.clone(), picture(), usual.clone()],
    ] {
        let video = read(&film(&tracks, &[], &[])).unwrap();
        assert!(has(&video.bytes, b"stereo") && !has(&video.bytes, b"round"));
        assert!(
            video.removed.contains(&"sound-track".to_owned()),
            "{:?}",
            video.removed
        );
        assert!(video.traits.clip.unwrap().sound);
        is_clean(&video);
    }
}

/// What cameras of phones and helmets write beside picture and sound.
pub fn positions() -> Track {
    let mut track = Track::new(b"meta", b"mebx", &[b"+69.31", b"+69.32", b"+69.33"]);
    track.in_entry = boxed(b"keys", b"com.apple.quicktime.location.ISO6709");
    track
}

#[test]
fn a_track_of_positions_goes_with_its_samples() {
    for tables in [
        Tables::Wide,
        Tables::Compact(4),
        Tables::Compact(8),
        Tables::Compact(16),
    ] {
        for together in [false, true] {
            let mut positions = positions();
            let mut seen = picture();
            let mut heard = Track::new(b"soun", b"mp4a", &[b"one", b"two", b"three"]);
            for track in [&mut positions, &mut seen, &mut heard] {
                (track.tables, track.together) = (tables, together);
            }
            let bytes = film(&[positions, seen, heard], &[], &[]);
            let video = read(&bytes).unwrap();
            assert_eq!(video.removed, ["gps", "metadata-track", "taken-at"]);
            for gone in [&b"+69.3"[..], b"mebx", b"location", b"Kari", b"GoPro"] {
                assert!(has(&bytes, gone) && !has(&video.bytes, gone), "{gone:?}");
            }
            let samples = place(&bytes, b"first").unwrap();
            assert_eq!(video.bytes[samples - 18..samples], [0; 18]);
            assert_eq!(
                &video.bytes[samples..samples + 27],
                b"firstsecondthirdonetwothree"
            );
            assert_eq!((video.width, video.height), (320, 180));
            let clip = video.traits.clip.unwrap();
            assert_eq!((clip.millis, clip.sound), (3_000, true));
            is_clean(&video);
        }
    }
    let other = Track::new(b"text", b"text", &[b"kapittel"]);
    let video = read(&film(&[picture(), other], &[], &[])).unwrap();
    assert!(!has(&video.bytes, b"kapittel"));
}

#[test]
fn what_belongs_to_no_track_goes() {
    let mut hidden = film(&[picture()], &[], &[]);
    let end = place(&hidden, b"third").unwrap() + 5;
    // The chunk of the last sample now begins two bytes later, so that two bytes of it are told by nobody.
    let offset = place(&hidden, &numbers(&[u32::try_from(end - 5).unwrap()])).unwrap();
    hidden[offset..offset + 4].copy_from_slice(&numbers(&[u32::try_from(end - 3).unwrap()]));
    assert_eq!(refused(&hidden), "video-unreadable", "it reaches over the data");
    let size = place(&hidden, &numbers(&[5, 6, 5])).unwrap();
    hidden[size + 11] = 3;
    let video = read(&hidden).unwrap();
    assert_eq!(&video.bytes[end - 16..end], b"firstsecond\0\0ird");
    assert_eq!(video.removed, ["taken-at", "video-metadata"]);
    is_clean(&video);
}

#[test]
fn boxes_that_tell_are_read_and_gone() {
    let xmp = br#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><photoshop:Credit>Ola Nordmann</photoshop:Credit>
        <Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType></x:xmpmeta>"#;
    let id = b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac";
    let video = read(&film(
        &[picture()],
        &[],
        &boxed(b"uuid", &[&id[..], xmp].concat()),
    ))
    .unwrap();
    assert_eq!(video.removed, ["ai-mark", "credit", "taken-at", "xmp"]);
    assert_eq!(video.traits.credit, "Ola Nordmann");
    assert_eq!(video.traits.origin, "trainedAlgorithmicMedia");
    is_clean(&video);

    // As programs that make videos with AI write it: version, purpose, the place of another box, the manifests.
    let id = b"\xd8\xfe\xc3\xd6\x1b\x0e\x48\x3c\x92\x97\x58\x28\x87\x7e\xc4\x81";
    let manifests = store("Filmmaker/1.0", "trainedAlgorithmicMedia");
    let body = [&id[..], &[0; 4], b"manifest\0", &[0; 8], &manifests].concat();
    let video = read(&film(&[picture()], &[], &boxed(b"uuid", &body))).unwrap();
    assert_eq!(video.removed, ["ai-mark", "content-credentials", "taken-at"]);
    assert_eq!(video.traits.origin, "trainedAlgorithmicMedia");
    assert!(!video.traits.manifest.is_empty() && !has(&video.bytes, b"Filmmaker"));
    is_clean(&video);

    let text = |kind: &[u8; 4], text: &[u8]| boxed(kind, &[&[0, text.len() as u8, 0, 0], text].concat());
    let udta = [
        text(b"\xa9mak", b"GoPro"),
        text(b"\xa9ART", b"Kari Nordmann"),
        text(b"\xa9xyz", b"+69.3142"),
    ];
    let video = read(&film(&[picture()], &boxed(b"udta", &udta.concat()), &[])).unwrap();
    assert_eq!(
        video.removed,
        ["camera", "credit", "gps", "taken-at", "video-metadata"]
    );
    assert_eq!(video.traits.credit, "Kari Nordmann");
    assert!(!has(&video.bytes, b"GoPro") && !has(&video.bytes, b"Kari"));
    is_clean(&video);

    // As phones write it: names of keys, then values by the number of their key.
    let key = |name: &[u8]| boxed(b"mdta", name);
    let keys = [
        numbers(&[0, 2]),
        key(b"com.apple.quicktime.make"),
        key(b"com.apple.quicktime.location.ISO6709"),
    ];
    let value = |number: u32, value: &[u8]| {
        let data = boxed(b"data", &[&numbers(&[1, 0]), value].concat());
        boxed(&number.to_be_bytes(), &data)
    };
    let ilst = [value(1, b"Apple"), value(2, b"+69.3142+016.1194/")].concat();
    let meta = [
        numbers(&[0]),
        boxed(b"keys", &keys.concat()),
        boxed(b"ilst", &ilst),
    ]
    .concat();
    let mut track = picture();
    track.in_trak = boxed(b"meta", &meta);
    let video = read(&film(&[track], &[], &[])).unwrap();
    assert_eq!(video.removed, ["camera", "gps", "taken-at", "video-metadata"]);
    assert!(!has(&video.bytes, b"+69.3142"));
    is_clean(&video);
}

/// As telephones write it: another brand, and sound with four more fields and its settings in `wave`.
#[test]
fn a_film_of_quicktime_becomes_mp4() {
    let esds = boxed(b"esds", b"\0\0\0\0settings of the codec");
    let wave = [
        boxed(b"frma", b"mp4a"),
        boxed(b"mp4a", &[0; 4]),
        esds.clone(),
        vec![0, 0, 0, 8, 0, 0, 0, 0],
    ];
    let mut sound = Track::new(b"soun", b"mp4a", &[b"one", b"two", b"three"]);
    sound.in_entry = [
        numbers(&[1_024, 2, 2, 2]),
        boxed(b"wave", &wave.concat()),
        boxed(b"chan", &[7; 12]),
    ]
    .concat();
    let mut bytes = film(&[picture(), sound], &[], &[]);
    bytes[8..20].copy_from_slice(b"qt  \x20\x05\x03\0qt  ");
    let entry = place(&bytes, b"mp4a").unwrap() + 4;
    bytes[entry + 8..entry + 28].copy_from_slice(b"\0\x01\0\0appl\0\x02\0\x10\xff\xfe\0\0\xac\x44\0\0");
    let url = place(&bytes, b"url ").unwrap();
    bytes[url..url + 4].copy_from_slice(b"alis");
    let video = read(&bytes).unwrap();
    assert_eq!(&video.bytes[4..20], b"ftypisom\0\0\0\0isom");
    assert_eq!(
        &video.bytes[entry + 8..entry + 28],
        b"\0\0\0\0\0\0\0\0\0\x02\0\x10\0\0\0\0\xac\x44\0\0"
    );
    assert_eq!(&video.bytes[entry + 28..entry + 28 + esds.len()], esds);
    for gone in [&b"wave"[..], b"frma", b"chan", b"appl", b"alis", b"qt  "] {
        assert!(has(&bytes, gone) && !has(&video.bytes, gone), "{gone:?}");
    }
    assert!(has(&video.bytes, b"firstsecondthirdonetwothree"));
    assert_eq!(video.traits.clip.unwrap().millis, 3_000);
    is_clean(&video);
    // Without settings nothing could play it; the form for sound that is not coded is none of MP4.
    let mut empty = bytes.clone();
    let at = place(&empty, b"esds").unwrap();
    empty[at] = b'x';
    assert_eq!(refused(&empty), "video-unreadable");
    bytes[entry + 9] = 2;
    assert_eq!(refused(&bytes), "video-type-not-allowed");
}

#[test]
fn what_stands_behind_the_file_is_cut_off() {
    for page in [
        &b"<html><script>alert(1)</script></html>"[..],
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"abc",
    ] {
        let video = read(&[SILENT, page].concat()).unwrap();
        assert_eq!(video.removed, ["appended", "video-metadata"]);
        assert_eq!(video.bytes.len(), SILENT.len());
        is_clean(&video);
    }
}

#[test]
fn other_files_are_refused_for_what_they_are() {
    for bytes in [
        &b""[..],
        b"Hei",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        b"\0\0\0\x18ftypavif\0\0\0\0mif1heic",
        b"\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\x1f\x42\x86\x81\x01webm",
        b"RIFF\0\0\0\0AVI LIST",
    ] {
        assert_eq!(refused(bytes), "video-type-not-allowed", "{bytes:?}");
        assert!(!is_video(bytes));
    }
    assert!(is_video(TALK) && is_video(FRAGMENTS) && is_video(b"\0\0\0\x14ftypqt  \0\0\0\0qt  "));
    for codec in [b"mp4v", b"encv", b"jpeg", b"apcn", b"dvh1"] {
        let track = Track::new(b"vide", codec, &[b"first"]);
        assert_eq!(refused(&film(&[track], &[], &[])), "video-type-not-allowed");
    }
    for codec in [b"ac-3", b"alac", b"apac", b".mp3"] {
        let sound = Track::new(b"soun", codec, &[b"first"]);
        assert_eq!(
            refused(&film(&[picture(), sound], &[], &[])),
            "video-type-not-allowed"
        );
    }
    for codec in [b"avc1", b"avc3", b"hvc1", b"hev1", b"av01", b"vp09"] {
        let track = Track::new(b"vide", codec, &[b"first"]);
        let sound = Track::new(b"soun", b"Opus", &[b"first"]);
        is_clean(&read(&film(&[track, sound], &[], &[])).unwrap());
    }
    let sound = Track::new(b"soun", b"mp4a", &[b"first"]);
    assert_eq!(
        refused(&film(&[sound], &[], &[])),
        "video-unreadable",
        "no picture"
    );
}

#[test]
fn samples_of_another_file_and_films_with_two_heads_are_refused() {
    let elsewhere = film(&[picture()], &[], &[]);
    let at = place(&elsewhere, b"url \0\0\0\x01").unwrap() + 7;
    let mut bytes = elsewhere.clone();
    bytes[at] = 0;
    assert_eq!(refused(&bytes), "video-unreadable");
    let head = place(&elsewhere, b"moov").unwrap() - 4;
    let twice = [&elsewhere[..], &elsewhere[head..]].concat();
    assert_eq!(refused(&twice), "video-unreadable");
    assert_eq!(refused(&elsewhere[..head]), "video-unreadable");
    let no_data = [&elsewhere[..20], &elsewhere[head..]].concat();
    assert_eq!(refused(&no_data), "video-unreadable");
}

#[test]
fn a_film_in_fragments_with_a_track_of_positions_is_refused() {
    let extends = boxed(b"mvex", &boxed(b"trex", &numbers(&[0, 1, 1, 1_000, 0, 0])));
    let bytes = film(&[picture(), positions()], &extends, &[]);
    assert_eq!(refused(&bytes), "video-metadata-not-removable");
    // Without it the fragment's samples count: two of the usual length, and two that tell theirs.
    let head = boxed(b"tfhd", &numbers(&[0, 1]));
    let usual = boxed(b"trun", &numbers(&[0, 2]));
    let told = boxed(b"trun", &numbers(&[0x101, 2, 0, 500, 250]));
    let traf = boxed(b"traf", &[head, usual, told].concat());
    let bytes = film(&[picture()], &extends, &boxed(b"moof", &traf));
    assert_eq!(read(&bytes).unwrap().traits.clip.unwrap().millis, 3_000 + 2_750);
}

#[test]
fn each_limit_holds() {
    let with = |limits: Limits| inspect_and_clean(TALK.to_vec(), &limits).map(|video| video.width);
    let limits = Limits::default();
    assert_eq!(
        with(Limits {
            max_bytes: TALK.len(),
            max_millis: 2_000,
            max_side: 640
        }),
        Ok(640)
    );
    assert_eq!(
        with(Limits {
            max_bytes: 100,
            ..limits
        }),
        Err(VideoProblem::TooManyBytes {
            bytes: TALK.len(),
            limit: 100
        })
    );
    assert_eq!(
        with(Limits {
            max_millis: 1_000,
            ..limits
        }),
        Err(VideoProblem::TooLong { seconds: 2, limit: 1 })
    );
    assert_eq!(
        with(Limits {
            max_side: 639,
            ..limits
        }),
        Err(VideoProblem::TooLarge {
            side: 640,
            limit: 639
        })
    );
}
