//! Videos that are damaged, or made to hurt.

use crate::film::{FTYP, boxed, film, numbers, picture};
use crate::spent::Spent;
use crate::video::{TALK, is_clean, place, positions, read};
use std::time::Duration;

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let data = place(TALK, b"mdat").unwrap() - 4;
    for end in 0..TALK.len() {
        let cut = read(&TALK[..end]).map(|video| video.removed);
        assert!(cut.is_err(), "cut at {end} of {data}");
    }
}

#[test]
fn no_change_of_a_byte_panics_and_what_is_kept_is_clean() {
    let begun = Spent::now();
    let head = place(TALK, b"mdat").unwrap();
    for at in 0..TALK.len() {
        let changes: &[u8] = if at < head { &[0, 1, 0x7f, 0xff] } else { &[0xff] };
        for change in changes {
            let mut bytes = TALK.to_vec();
            bytes[at] = bytes[at].wrapping_add(*change);
            if let Ok(video) = read(&bytes)
                && at < head
            {
                assert!(video.bytes.len() <= bytes.len());
                is_clean(&video);
            }
        }
    }
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}

#[test]
fn bombs_cost_nothing() {
    let sound = film(&[picture(), positions()], &[], &[]);
    let mut bombs = Vec::new();
    // Every table claims four billion entries, then entries of four billion samples.
    for kind in [b"stsd", b"stts", b"stsc", b"stsz", b"stco", b"dref"] {
        let mut from = 0;
        while let Some(found) = place(&sound[from..], kind) {
            let count = from + found + 4 + if kind == b"stsz" { 8 } else { 4 };
            let mut bytes = sound.clone();
            bytes[count..count + 4].fill(0xff);
            bombs.push(bytes.clone());
            bytes = sound.clone();
            bytes[count + 4..count + 12].fill(0xff);
            bombs.push(bytes);
            from += found + 4;
        }
    }
    // Four billion samples of four billion bytes.
    let mut bytes = sound.clone();
    let sizes = place(&bytes, b"stsz").unwrap() + 8;
    bytes[sizes..sizes + 8].fill(0xff);
    bombs.push(bytes);
    // Boxes in boxes, boxes of size 0 and 1, of 64 bits, and millions of empty ones.
    let mut nested = Vec::new();
    for kind in [b"moov", b"trak", b"mdia", b"meta"].iter().cycle().take(4_000) {
        nested = boxed(kind, &nested);
    }
    let start = FTYP;
    bombs.push([start, &nested].concat());
    bombs.push([start, &nested, &sound[20..]].concat());
    bombs.push([&sound[..], &boxed(b"udta", &nested)].concat());
    for size in [0, 1, 7, 0xffff_ffff] {
        bombs.push([start, &numbers(&[size]), b"moov", &[0; 16]].concat());
        bombs.push([start, &numbers(&[size]), b"mdat", &[0xff; 16]].concat());
        bombs.push(film(
            &[picture()],
            &[&numbers(&[size])[..], b"udta", &[0xff; 8]].concat(),
            &[],
        ));
    }
    let empty = boxed(b"free", &[]).repeat(1_000_000);
    bombs.push([start, &empty, &sound[20..]].concat());
    bombs.push(film(&[picture()], &empty, &[]));
    bombs.push(film(
        &[picture()],
        &boxed(b"udta", &boxed(b"uuid", &[]).repeat(1_000_000)),
        &[],
    ));
    bombs.push(film(
        &[picture()],
        &positions().boxed(9, &[0, 0, 0]).repeat(10_000),
        &[],
    ));
    // A million samples in ten thousand edits, shown in another order than they are coded in.
    let edit = numbers(&[1, 5, 0x1_0000]);
    let edits = [numbers(&[0, 10_000]), edit.repeat(10_000)].concat();
    let mut many = picture();
    many.samples = vec![vec![1; 1_000_000]];
    many.in_trak = boxed(b"edts", &boxed(b"elst", &edits));
    let offsets = numbers(&[1, 1_000_000, 1, 0]).repeat(500_000);
    let offsets = [numbers(&[0, 1_000_000]), offsets].concat();
    many.in_tables = boxed(b"ctts", &offsets);
    let mut bytes = film(&[many], &[], &[]);
    for (kind, at, numbers) in [
        (b"stsz", 8, numbers(&[1, 1_000_000])),
        (b"stts", 12, numbers(&[1_000_000])),
        (b"stsc", 16, numbers(&[1_000_000])),
    ] {
        let at = place(&bytes, kind).unwrap() + at;
        bytes[at..at + numbers.len()].copy_from_slice(&numbers);
    }
    assert!(read(&bytes).is_ok());
    bombs.push(bytes);
    // A million samples that all are the whole file.
    let mut many = picture();
    many.samples = vec![vec![1; 1]; 1];
    let mut bytes = film(&[many], &[], &[]);
    let table = boxed(
        b"stco",
        &[numbers(&[0, 1_000_000]), numbers(&[28]).repeat(1_000_000)].concat(),
    );
    let old = place(&bytes, b"stco").unwrap() - 4;
    bytes[old + 4] = b'x';
    bytes.extend(table);
    bombs.push(bytes);
    for (number, bomb) in bombs.into_iter().enumerate() {
        let begun = Spent::now();
        if let Ok(video) = read(&bomb) {
            is_clean(&video);
        }
        assert!(
            begun.elapsed() < Duration::from_secs(3),
            "{number}: {:?}",
            begun.elapsed()
        );
    }
}
