//! Verification: what holds, and every flipped byte named.

use crate::archive::Archive;
use ledger::{MasterKey, leaf, note::LogKey, verify::Report};
use model::{Millis, archive::LogState};
use proptest::prelude::*;

fn keys(report: &Report) -> Vec<&'static str> {
    report.problems.iter().map(|p| p.key).collect()
}

/// Content of [`Archive::new`] that is not erased.
fn opened_bytes(entries: u64) -> u64 {
    let data = |seq: u64| format!("{{\"what\":{seq}}}").len() as u64;
    let kept = (0..entries - 1).filter(|seq| seq % 4 != 3);
    kept.map(|seq| data(seq) + if seq % 4 == 1 { 2 } else { 0 })
        .sum::<u64>()
        + 9
}

fn places(report: &Report) -> String {
    report
        .problems
        .iter()
        .map(|p| format!("{}: {}\n", p.place, p.key))
        .collect()
}

/// Flips one bit and asks that one of the expected places is named, among few.
fn flip(whole: &Archive, cell: usize, byte: usize, bit: u8) {
    let mut archive = whole.clone();
    let mut cells = archive.cells();
    let (column, expected, value) = &mut cells[cell];
    let (column, expected) = (*column, expected.clone());
    if !value.flip(byte, bit) {
        return;
    }
    drop(cells);
    let report = archive.verify();
    let found = places(&report);
    assert!(
        expected.iter().any(|place| found.contains(place)),
        "{column}, byte {byte}, bit {bit}: expected one of {expected:?}, found:\n{found}"
    );
    // A moved row also leaves a hole, and a lost record its decisions; nothing may drown the place.
    assert!(report.problems.len() <= 5, "{column}, byte {byte}:\n{found}");
}

#[test]
fn an_untouched_archive_holds_and_the_report_counts_what_was_proved() {
    let archive = Archive::new(260);
    let report = archive.verify();
    assert!(report.holds(), "{}", places(&report));
    assert_eq!((report.entries, report.records, report.erased), (260, 4, 1));
    assert_eq!((report.checkpoints, report.tiles), (2, 1));
    assert_eq!(report.parts, archive.parts.len() as u64);
    let erased = archive
        .parts
        .iter()
        .filter(|p| p.sealed.is_empty() && p.blob.is_empty())
        .count();
    assert!(erased > 60);
    assert_eq!(report.unopened, erased as u64);
    assert_eq!(report.bytes, opened_bytes(260));
    assert_eq!(report.root.to_vec(), archive.root());
}

#[test]
fn every_cell_is_covered() {
    let whole = Archive::new(12);
    assert!(whole.verify().holds());
    let lengths: Vec<_> = whole.clone().cells().iter().map(|(_, _, c)| c.len()).collect();
    for (cell, length) in lengths.into_iter().enumerate() {
        // Each byte of small cells, a spread of large ones; a different bit each time.
        for byte in (0..length).step_by(1 + length / 60) {
            flip(&whole, cell, byte, u8::try_from((cell + byte) % 8).unwrap());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn one_flipped_bit_anywhere_is_named(cell: prop::sample::Index, byte: prop::sample::Index, bit in 0_u8..8) {
        static WHOLE: std::sync::LazyLock<Archive> = std::sync::LazyLock::new(|| Archive::new(260));
        let lengths: Vec<_> = WHOLE.clone().cells().iter().map(|(_, _, c)| c.len()).collect();
        let cell = cell.index(lengths.len());
        prop_assume!(lengths[cell] > 0);
        flip(&WHOLE, cell, byte.index(lengths[cell]), bit);
    }
}

#[test]
fn missing_and_extra_rows_are_found() {
    let whole = Archive::new(260);
    let check = |change: &dyn Fn(&mut Archive), place: &str, key: &str| {
        let mut archive = whole.clone();
        change(&mut archive);
        let found = places(&archive.verify());
        assert!(
            found.contains(&format!("{place}: {key}\n")),
            "{place} {key}:\n{found}"
        );
    };
    check(&|a| drop(a.entries.remove(7)), "journal 7", "entry-missing");
    check(&|a| drop(a.entries.pop()), "log", "log-size-differs");
    check(&|a| a.tiles.clear(), "tile 0/0", "tile-missing");
    check(&|a| a.tiles.push(a.tiles[0].clone()), "tile 0/0", "tile-twice");
    let first = format!("journal 0 (entry {})", whole.entries[0].id);
    check(&|a| drop(a.parts.remove(0)), &first, "parts-differ");
    let part = format!("{first}, part 0 ({})", whole.parts[0].id);
    check(&|a| a.parts.push(a.parts[0].clone()), &part, "position-differs");
    let stray = |a: &mut Archive| {
        let mut part = a.parts[0].clone();
        part.entry = model::Id::parse("01JD0000000000000000000009").unwrap();
        a.parts.push(part);
    };
    check(&stray, "parts", "parts-without-entry");
    let extra = |a: &mut Archive| {
        let mut record = a.records[0].clone();
        record.id = model::Id::parse("01JD0000000000000000000009").unwrap();
        a.records.push(record);
    };
    check(
        &extra,
        "record 01JD0000000000000000000009",
        "record-without-entries",
    );
    let record = format!("record {}", whole.records[0].id);
    check(&|a| drop(a.records.remove(0)), &record, "record-missing");
    check(
        &|a| drop(a.blobs.insert("part/x".into(), vec![1])),
        "blob part/x",
        "blob-unknown",
    );
    let media = whole.parts.iter().find(|p| !p.blob.is_empty()).unwrap();
    let place = format!(
        "journal 2 (entry {}), part 1 ({}), blob {}",
        media.entry, media.id, media.blob
    );
    check(&|a| a.blobs.clear(), &place, "blob-missing");
}

#[test]
fn a_wrong_key_is_named_as_such_and_without_a_key_the_log_is_still_proved() {
    let archive = Archive::new(12);
    let mut trust = archive.trust();
    trust.master = Some(MasterKey::new([8; 32]));
    assert_eq!(keys(&archive.verify_with(trust.clone(), &[])), ["wrong-key"; 3]);
    trust.master = None;
    let report = archive.verify_with(trust, &[]);
    assert!(report.holds(), "{}", places(&report));
    assert_eq!(report.unopened, report.parts);
}

#[test]
fn erasure_needs_a_disposal_with_an_earlier_decision_and_must_be_complete() {
    let whole = Archive::new(12);
    let last = format!("journal 11 (entry {}): ", whole.entries[11].id);

    let mut archive = whole.clone();
    archive.erase(1);
    assert_eq!(keys(&archive.verify()), ["erased-without-decision"]);

    // The record that holds the decision must itself be readable.
    let mut archive = whole.clone();
    archive.erase(0);
    assert!(places(&archive.verify()).contains(&format!("{last}disposal-without-decision")));

    // A payload that was left behind.
    let mut archive = whole.clone();
    let id = archive.entries[3].id.clone();
    archive.parts.iter_mut().find(|p| p.entry == id).unwrap().sealed = vec![1; 80];
    assert_eq!(keys(&archive.verify()), ["not-erased"]);

    // A key that was left behind, or put back from a backup.
    let mut archive = whole.clone();
    archive.records[3].key_wrapped = Some(vec![1; 81]);
    assert!(keys(&archive.verify()).contains(&"not-erased"));

    let kind = leaf::disposal_kind(&whole.entries[10].id);
    assert_eq!(leaf::disposal_decision(&kind), Some(whole.entries[10].id.clone()));
    assert_eq!(leaf::disposal_decision("record.disposed/x"), None);
}

#[test]
fn a_log_rewritten_with_its_keys_is_shown_by_a_checkpoint_kept_elsewhere() {
    let (before, after) = (Archive::new(12), Archive::new(8));
    assert!(after.verify().holds());
    let kept = before.checkpoints[1].note.clone();
    assert!(
        before
            .verify_with(before.trust(), std::slice::from_ref(&kept))
            .holds()
    );
    let report = after.verify_with(after.trust(), &[kept]);
    assert_eq!(keys(&report), ["checkpoint-beyond-log"]);

    let mut archive = before.clone();
    let other = LogKey::generate(&crate::sealing::source(), &crate::sealing::municipality());
    archive
        .checkpoints
        .push(other.checkpoint(&LogState::default(), Millis(1)).unwrap());
    assert_eq!(keys(&archive.verify()), ["bad-checkpoint-signature"]);
}
