//! Ten thousand changed bytes, chosen by a seed, in the values of rows, in blobs, in tiles and in copies: each is found and
//! its place named, or it changes nothing that can be read.
//!
//! What the store itself cannot read any more (no text, no id) it names as `row-unreadable`; ids are read without regard to
//! the case of their letters. Bytes of the database's files that belong to no value (free pages, indexes) are the matter of
//! `crates/app/tests/it/changed_bytes.rs`, which changes the files.

use crate::archive::Archive;
use ledger::copy::{CopyTrust, verify};
use model::{Millis, Source, clock::Fixed};

const IN_ROWS: usize = 5_000;
const IN_BLOBS: usize = 1_000;
const IN_TILES: usize = 1_000;
const IN_COPIES: usize = 3_000;

fn pick(source: &Source, below: usize) -> usize {
    (u64::from_le_bytes(source.bytes()) % below as u64) as usize
}

/// Changes one byte of a cell whose column begins with one of `columns`, every byte as likely as any other. Whether it
/// could be stored and read.
fn change(source: &Source, whole: &Archive, columns: &[&str]) -> bool {
    let mut archive = whole.clone();
    let mut cells = archive.cells();
    cells.retain(|(column, _, cell)| cell.len() > 0 && columns.iter().any(|c| column.starts_with(c)));
    let total: usize = cells.iter().map(|(_, _, cell)| cell.len()).sum();
    let mut at = pick(source, total);
    let (column, places, cell) = cells
        .iter_mut()
        .find(|(_, _, cell)| {
            let here = at < cell.len();
            at -= if here { 0 } else { cell.len() };
            here
        })
        .unwrap();
    let (column, places) = (*column, places.clone());
    let bit = pick(source, 8) as u8;
    if !cell.flip(at, bit) {
        return false;
    }
    drop(cells);
    let report = archive.verify();
    let named = report
        .problems
        .iter()
        .map(|p| format!("{}: {}\n", p.place, p.key))
        .collect::<String>();
    assert!(
        places.iter().any(|place| named.contains(place)),
        "{column}, byte {at}, bit {bit}: not named\n{named}"
    );
    true
}

#[test]
fn ten_thousand_changed_bytes_are_named() {
    let seed = std::env::var("RETTESNOR_TEST_SEED")
        .ok()
        .and_then(|s| s.parse().ok());
    let seed = seed.unwrap_or(2026);
    println!("RETTESNOR_TEST_SEED={seed}");
    let source = Fixed::new(Millis(0), seed).source();
    let (small, tiled) = (Archive::new(40), Archive::new(260));
    let rows = ["record.", "entry.", "part.", "log.", "checkpoint."];
    let mut found = 0;
    for (times, archive, columns) in [
        (IN_ROWS, &small, &rows[..]),
        (IN_BLOBS, &small, &["blob"]),
        (IN_TILES, &tiled, &["tile."]),
    ] {
        let read = (0..times).filter(|_| change(&source, archive, columns)).count();
        assert!(
            read * 3 > times * 2,
            "{columns:?}: {read} of {times} could be read at all"
        );
        found += read;
    }
    let (copy, trust) = (
        tiled.copy(),
        CopyTrust {
            log_key: Some(tiled.log_key.clone()),
            threads: 1,
            ..CopyTrust::default()
        },
    );
    for _ in 0..IN_COPIES {
        let (at, bit) = (pick(&source, copy.len()), pick(&source, 8));
        let mut changed = copy.clone();
        changed[at] ^= 1 << bit;
        let report = verify(changed.as_slice(), &trust).unwrap();
        assert!(!report.holds(), "byte {at}, bit {bit} of the copy: not seen");
        found += 1;
    }
    println!(
        "{found} named, {} without meaning or not readable",
        IN_ROWS + IN_BLOBS + IN_TILES + IN_COPIES - found
    );
}
