//! What an edit hides: a telephone cuts a clip by a list that says what is shown.

use crate::ffmpeg;
use crate::film::{Tables, Track, boxed, film, numbers};
use crate::video::{is_clean, place, read};
use detect::video::Video;
use std::path::Path;
use std::process::Command;

/// A track of ten samples that nobody mistakes for each other, a second each, of which these edits show parts: their length and
/// their begin, in milliseconds.
fn ten(handler: &'static [u8; 4], edits: &[(u32, i32)]) -> Track {
    let codec = if handler == b"vide" { b"avc1" } else { b"mp4a" };
    let samples: Vec<Vec<u8>> = (0..10).map(|n| name(handler, n)).collect();
    let samples: Vec<&[u8]> = samples.iter().map(Vec::as_slice).collect();
    let mut track = Track::new(handler, codec, &samples);
    let list = edits
        .iter()
        .flat_map(|&(length, from)| [length, from as u32, 0x1_0000]);
    let count = u32::try_from(edits.len()).unwrap();
    let list = [vec![0, count], list.collect()].concat();
    track.in_trak = boxed(b"edts", &boxed(b"elst", &numbers(&list)));
    track
}

fn name(handler: &[u8; 4], number: usize) -> Vec<u8> {
    let name = format!("{}-{number}", String::from_utf8_lossy(handler));
    name.repeat(3 + number % 2).into_bytes()
}

/// Numbers of the samples that stand for themselves, from 1.
fn alone(samples: &[u32]) -> Vec<u8> {
    let count = u32::try_from(samples.len()).unwrap();
    boxed(b"stss", &[numbers(&[0, count]), numbers(samples)].concat())
}

/// The samples that are in the file; that the others left nothing.
fn left(video: &Video, handler: &[u8; 4]) -> Vec<usize> {
    let has = |needle: &[u8]| place(&video.bytes, needle).is_some();
    let left: Vec<usize> = (0..10).filter(|&number| has(&name(handler, number))).collect();
    for gone in (0..10).filter(|number| !left.contains(number)) {
        let part = &name(handler, gone)[..6];
        assert!(!has(part), "{gone}");
    }
    left
}

/// The numbers of the first table of that kind in what follows `from`.
fn table(bytes: &[u8], kind: &[u8; 4], from: usize) -> Vec<u32> {
    let at = from + place(&bytes[from..], kind).unwrap();
    let size = u32::from_be_bytes(bytes[at - 4..at].try_into().unwrap());
    let body = &bytes[at + 4..at - 4 + usize::try_from(size).unwrap()];
    body.chunks(4)
        .map(|n| u32::from_be_bytes(n.try_into().unwrap()))
        .collect()
}

fn cleaned(tracks: &[Track]) -> Video {
    let bytes = film(tracks, &[], &[]);
    let video = read(&bytes).unwrap();
    assert_eq!(video.bytes.len(), bytes.len());
    is_clean(&video);
    video
}

fn hidden(video: &Video) -> i64 {
    video.traits.clip.unwrap().hidden
}

#[test]
fn what_no_edit_shows_is_gone_and_what_is_shown_lies_where_it_lay() {
    for (tables, together) in [
        (Tables::Wide, false),
        (Tables::Wide, true),
        (Tables::Compact(16), false),
    ] {
        let edit = [(2_500, 6_000)];
        let mut tracks = [ten(b"vide", &edit), ten(b"soun", &edit)];
        for track in &mut tracks {
            (track.tables, track.together) = (tables, together);
        }
        let bytes = film(&tracks, &[], &[]);
        let video = cleaned(&tracks);
        assert_eq!(left(&video, b"vide"), [6, 7, 8]);
        // A decoder of sound comes in on what was before.
        assert_eq!(left(&video, b"soun"), [2, 3, 4, 5, 6, 7, 8]);
        for kept in [name(b"vide", 6), name(b"soun", 8)] {
            assert_eq!(place(&bytes, &kept), place(&video.bytes, &kept));
        }
        assert_eq!(video.removed, ["cut-away", "taken-at"]);
        let clip = video.traits.clip.unwrap();
        assert_eq!((clip.millis, clip.hidden, clip.sound), (2_500, 0, true));
        // The tables tell of no sample that is gone: players read such, and stop at zeros.
        let head = place(&video.bytes, b"moov").unwrap();
        assert_eq!(table(&video.bytes, b"stsz", head), [0, 0, 3, 18, 24, 18]);
        assert_eq!(table(&video.bytes, b"stts", head), [0, 1, 3, 1_000]);
        assert_eq!(table(&video.bytes, b"elst", head)[2..4], [2_500, 0]);
        assert_eq!(table(&video.bytes, b"mdhd", head)[4], 3_000);
        let first = place(&video.bytes, &name(b"vide", 6)).unwrap();
        assert_eq!(
            table(&video.bytes, b"stco", head)[2],
            u32::try_from(first).unwrap()
        );
        let sound = head + place(&video.bytes[head..], b"soun").unwrap();
        assert_eq!(table(&video.bytes, b"stts", sound), [0, 1, 7, 1_000]);
    }
}

#[test]
fn a_picture_stays_with_those_that_it_is_made_of_and_that_is_told() {
    let mut track = ten(b"vide", &[(1_000, 5_500)]);
    track.in_tables = alone(&[1, 4, 9]);
    let video = cleaned(std::slice::from_ref(&track));
    assert_eq!(left(&video, b"vide"), [3, 4, 5, 6]);
    assert_eq!(hidden(&video), 2_500);
    let head = place(&video.bytes, b"moov").unwrap();
    assert_eq!(table(&video.bytes, b"stss", head), [0, 1, 1]);
    assert_eq!(table(&video.bytes, b"elst", head)[2..4], [1_000, 2_500]);
    // With a list that names none, only the beginning stands for itself.
    track.in_tables = alone(&[]);
    let video = cleaned(std::slice::from_ref(&track));
    assert_eq!((left(&video, b"vide").len(), hidden(&video)), (7, 5_500));
    // A picture or two are not worth telling.
    let mut track = ten(b"vide", &[(1_000, 3_090)]);
    track.in_tables = alone(&[1, 4, 9]);
    let video = cleaned(&[track]);
    assert_eq!((left(&video, b"vide"), hidden(&video)), (vec![3, 4], 0));
}

#[test]
fn pictures_that_are_shown_in_another_order_stay() {
    // Coded 0 3 1 2 | 4 7 5 6 | 8 9, each shown a second later than that: the second group stands for itself.
    let offsets = [1_000, 3_000, 0, 0, 1_000, 3_000, 0, 0, 1_000, 1_000];
    let offsets: Vec<u32> = offsets.iter().flat_map(|&offset| [1, offset]).collect();
    let ctts = |version| boxed(b"ctts", &[numbers(&[version, 10]), numbers(&offsets)].concat());
    let shown = |from, length, sync: &[u32]| {
        let mut track = ten(b"vide", &[(length, from)]);
        track.in_tables = [ctts(0), alone(sync)].concat();
        let video = cleaned(&[track]);
        (left(&video, b"vide"), hidden(&video))
    };
    // What is shown from 5 s on begins with the fifth sample; that at 6 s is made of the one shown at 8 s, coded before it.
    assert_eq!(shown(5_000, 2_000, &[1, 5]), (vec![4, 5, 6], 0));
    // A sample that is shown after the part begins is none that it could begin with.
    assert_eq!(shown(4_500, 1_000, &[1, 5]), (vec![0, 1, 2, 3, 4], 3_500));
    // Where no list tells which stand for themselves, another order means that not all do.
    let mut track = ten(b"vide", &[(2_000, 5_000)]);
    track.in_tables = ctts(0);
    assert_eq!(left(&cleaned(&[track]), b"vide"), [0, 1, 2, 3, 4, 5, 6]);
}

#[test]
fn a_clip_cut_in_its_middle_keeps_both_ends_and_the_time_between() {
    let edits = [(2_000, 1_000), (500, -1), (2_000, 7_000)];
    let video = cleaned(&[ten(b"vide", &edits), ten(b"soun", &edits)]);
    assert_eq!(left(&video, b"vide"), [1, 2, 7, 8]);
    assert_eq!(left(&video, b"soun"), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
    let head = place(&video.bytes, b"moov").unwrap();
    assert_eq!(
        table(&video.bytes, b"stts", head),
        [0, 3, 1, 1_000, 1, 5_000, 2, 1_000]
    );
    let list = table(&video.bytes, b"elst", head);
    assert_eq!([list[3], list[6], list[9]], [0, u32::MAX, 6_000]);
    // Which of both is shown first makes no difference.
    let video = cleaned(&[ten(b"vide", &[edits[2], edits[0]])]);
    assert_eq!(left(&video, b"vide"), [1, 2, 7, 8]);
}

#[test]
fn what_shows_all_or_nothing_or_to_the_end_loses_nothing() {
    for edits in [
        &[][..],
        &[(10_000, 0)],
        &[(0, 0)],
        // To the end: then the samples are what tells the length.
        &[(0, 4_000)],
        &[(500, -1)],
    ] {
        let video = cleaned(&[ten(b"vide", edits)]);
        assert_eq!(left(&video, b"vide").len(), 10, "{edits:?}");
        assert!(!video.removed.contains(&"cut-away".to_owned()));
    }
    assert_eq!(hidden(&cleaned(&[ten(b"vide", &[(500, -1)])])), 10_000);
    assert_eq!(hidden(&cleaned(&[ten(b"vide", &[(10_000, 0)])])), 0);
    // At twice the speed an edit shows twice as much.
    let mut track = ten(b"vide", &[(2_000, 1_000)]);
    let rate = track.in_trak.len() - 4;
    track.in_trak[rate + 1] = 2;
    assert_eq!(left(&cleaned(&[track]), b"vide"), [1, 2, 3, 4]);
}

/// One sample less of one chunk leaves four bytes over, which are no room for a box.
#[test]
fn what_cannot_be_taken_out_stays_and_is_told() {
    let mut track = ten(b"vide", &[(9_000, 1_000)]);
    track.together = true;
    let video = cleaned(&[track]);
    assert_eq!((left(&video, b"vide").len(), hidden(&video)), (10, 1_000));
}

/// A track that is left with empty samples alone would be none when it is read again.
#[test]
fn a_track_of_which_nothing_would_be_left_stays_and_is_told() {
    let mut sound = ten(b"soun", &[(500, 0)]);
    sound.samples[0].clear();
    let video = cleaned(&[ten(b"vide", &[(500, 0)]), sound]);
    assert_eq!((left(&video, b"vide"), left(&video, b"soun").len()), (vec![0], 9));
    assert_eq!(hidden(&video), 9_000);
}

#[test]
fn bytes_that_a_hidden_sample_shares_with_a_shown_one_stay() {
    let mut bytes = film(&[ten(b"vide", &[(1_000, 2_000)])], &[], &[]);
    let place_of = |n| u32::try_from(place(&bytes, &name(b"vide", n)).unwrap()).unwrap();
    let (from, to) = (numbers(&[place_of(8)]), numbers(&[place_of(2)]));
    let at = place(&bytes, &from).unwrap();
    bytes[at..at + 4].copy_from_slice(&to);
    let video = read(&bytes).unwrap();
    assert!(place(&video.bytes, &name(b"vide", 2)).is_some());
    is_clean(&video);
}

#[test]
fn tables_that_claim_too_much_are_refused_and_no_change_of_a_byte_leaves_anything() {
    let mut track = ten(b"vide", &[(1_000, 5_500), (1_000, 1_000)]);
    let offsets = boxed(b"ctts", &numbers(&[0, 2, 4, 0, 6, 500]));
    track.in_tables = [alone(&[1, 4, 9]), offsets].concat();
    let bytes = film(&[track, ten(b"soun", &[(2_000, 3_000)])], &[], &[]);
    assert!(read(&bytes).is_ok());
    for kind in [b"elst", b"ctts", b"stss"] {
        let mut bytes = bytes.clone();
        let count = place(&bytes, kind).unwrap() + 8;
        bytes[count..count + 4].fill(0xff);
        assert!(read(&bytes).is_err());
    }
    for at in 0..bytes.len() {
        for change in [1, 2, 0x7f, 0x80, 0xff] {
            let mut bytes = bytes.clone();
            bytes[at] = bytes[at].wrapping_add(change);
            if let Ok(video) = read(&bytes) {
                is_clean(&video);
            }
        }
    }
}

/// A clip of eight seconds, every second of which begins with a picture that stands for itself, with those between in another
/// order, and a tone.
fn made(program: &Path, folder: &Path) -> Vec<u8> {
    let path = folder.join("made.mp4");
    let status = Command::new(program)
        .args(["-v", "error", "-nostdin", "-threads", "1", "-f", "lavfi", "-i"])
        .args(["testsrc2=size=160x90:rate=12:duration=8", "-f", "lavfi", "-i"])
        .args([
            "sine=frequency=440:duration=8",
            "-c:v",
            "libx264",
            "-threads",
            "1",
            "-pix_fmt",
        ])
        .args([
            "yuv420p", "-crf", "38", "-g", "12", "-bf", "3", "-c:a", "aac", "-aac_pns", "0",
        ])
        .arg(&path)
        .status()
        .unwrap();
    assert!(status.success());
    std::fs::read(path).unwrap()
}

/// The same with these edits in the place of its own: length and begin in milliseconds.
fn edited(bytes: &[u8], edits: &[(u32, u32)], scale: &mut u32) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        let end = at + usize::try_from(number(at)).unwrap();
        let kind: &[u8; 4] = bytes[at + 4..at + 8].try_into().unwrap();
        match kind {
            b"moov" | b"trak" => {
                if kind == b"trak" {
                    *scale = number(at + place(&bytes[at..end], b"mdhd").unwrap() + 16);
                }
                out.extend(boxed(kind, &edited(&bytes[at + 8..end], edits, scale)));
            }
            b"edts" => {
                // Pictures in another order, and sound that comes in, begin later than at 0.
                let own = number(at + 28);
                let list = edits.iter().flat_map(|&(length, from)| {
                    let from = u64::from(from) * u64::from(*scale) / 1_000;
                    [length, own + u32::try_from(from).unwrap(), 0x1_0000]
                });
                let list: Vec<u32> = list.collect();
                let count = u32::try_from(edits.len()).unwrap();
                let list = boxed(b"elst", &[numbers(&[0, count]), numbers(&list)].concat());
                out.extend(boxed(b"edts", &list));
            }
            _ => out.extend(&bytes[at..end]),
        }
        at = end;
    }
    out
}

/// What a player makes of a clip: a sum for each picture and each piece of sound, and what it complains of.
fn played(program: &Path, folder: &Path, bytes: &[u8]) -> (String, String) {
    let path = folder.join("played.mp4");
    std::fs::write(&path, bytes).unwrap();
    let told = Command::new(program)
        .args(["-v", "error", "-nostdin", "-threads", "1", "-i"])
        .arg(&path)
        .args(["-f", "framemd5", "-"])
        .output()
        .unwrap();
    assert!(told.status.success());
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&told.stdout), text(&told.stderr))
}

#[test]
fn a_player_shows_of_the_cleaned_clip_what_it_showed_before() {
    let Some(program) = ffmpeg::program() else { return };
    let folder = std::env::temp_dir().join(format!("rettesnor-cut-away-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let whole = made(&program, &folder);
    for (edits, most) in [
        (&[(2_500, 3_300)][..], 400),
        (&[(3_000, 0)], 0),
        (&[(1_500, 500), (2_000, 5_250)], 900),
        (&[(8_000, 0)], 0),
    ] {
        let bytes = edited(&whole, edits, &mut 0);
        let video = read(&bytes).unwrap();
        is_clean(&video);
        let (before, _) = played(&program, &folder, &bytes);
        let (after, complaints) = played(&program, &folder, &video.bytes);
        assert!(before.lines().count() > 50, "{before}");
        assert_eq!(before, after, "{edits:?}");
        assert_eq!(complaints, "", "{edits:?}");
        let cut = video.removed.contains(&"cut-away".to_owned());
        assert_eq!(cut, edits != [(8_000, 0)]);
        assert!(hidden(&video) <= most, "{edits:?}: {}", hidden(&video));
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
