//! The copy that anybody can check: what holds, and every changed byte named.

use crate::archive::Archive;
use ledger::copy::{CopyReport, CopyTrust, verify};
use model::{Millis, clock::Fixed};

fn trust(archive: &Archive) -> CopyTrust {
    CopyTrust {
        log_key: Some(archive.log_key.clone()),
        threads: 2,
        ..CopyTrust::default()
    }
}

fn check(copy: &[u8], trust: &CopyTrust) -> CopyReport {
    verify(copy, trust).unwrap()
}

fn problems(report: &CopyReport) -> Vec<String> {
    let line = |p: &ledger::verify::Problem| format!("{}: {}", p.place, p.key);
    report.problems.iter().map(line).collect()
}

#[test]
fn a_copy_proves_the_log_to_whoever_has_its_key() {
    let archive = Archive::new(260);
    let copy = archive.copy();
    let mut trust = trust(&archive);
    trust.kept = archive.checkpoints.iter().map(|c| c.note.clone()).collect();
    let report = check(&copy, &trust);
    assert_eq!(problems(&report), Vec::<String>::new());
    assert_eq!((report.entries, report.checkpoints, report.kept), (260, 2, 2));
    assert_eq!(report.signed, 260);
    assert_eq!(report.parts, archive.parts.len() as u64);
    assert_eq!(report.root.to_vec(), archive.root());
    assert_eq!(report.bytes, archive.verify().bytes);
    assert_eq!(report.erased, archive.verify().unopened);
    let [disposal] = report.disposals.as_slice() else {
        panic!("{:?}", report.disposals)
    };
    assert_eq!(disposal.seq, 259);
    assert_eq!(disposal.record, archive.records[3].id.to_string());
    assert_eq!(disposal.decision, archive.entries[258].id.to_string());
    assert_eq!(disposal.said, "{\"what\":258}");
    // The same, a byte at a time and on one thread.
    struct Slow<'a>(&'a [u8]);
    impl std::io::Read for Slow<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let n = into.len().min(7);
            std::io::Read::read(&mut self.0, &mut into[..n])
        }
    }
    trust.threads = 1;
    assert_eq!(verify(Slow(&copy), &trust).unwrap(), report);
}

#[test]
fn a_copy_larger_than_a_chunk_is_checked_whole() {
    let archive = Archive::new(5_600);
    let copy = archive.copy();
    assert!(copy.len() > (2 << 20) + 100_000, "{}", copy.len());
    let report = check(&copy, &trust(&archive));
    assert_eq!(problems(&report), Vec::<String>::new());
    assert_eq!((report.entries, report.root.to_vec()), (5_600, archive.root()));
}

#[test]
fn every_byte_of_a_copy_counts() {
    let archive = Archive::new(12);
    let (copy, trust) = (archive.copy(), trust(&archive));
    let source = Fixed::new(Millis(0), 5).source();
    for at in 0..copy.len() {
        let [mut mask] = source.bytes::<1>();
        mask = mask.max(1);
        let mut changed = copy.clone();
        changed[at] ^= mask;
        let report = check(&changed, &trust);
        assert!(
            !report.holds(),
            "byte {at} ^ {mask:#04x} not seen, near {:?}",
            String::from_utf8_lossy(&copy[at.saturating_sub(60)..(at + 20).min(copy.len())])
        );
    }
    for length in 0..copy.len() {
        assert!(
            !check(&copy[..length], &trust).holds(),
            "cut at {length} not seen"
        );
    }
    for more in ["x", "\n", "end 12 00\n", "checkpoint 0\n"] {
        let longer = [copy.as_slice(), more.as_bytes()].concat();
        assert!(
            !check(&longer, &trust).holds(),
            "{more:?} behind the end not seen"
        );
    }
}

/// What was changed stands in the report at its place, and not much else does.
#[test]
fn what_is_wrong_is_named_where_it_is() {
    let archive = Archive::new(40);
    let (copy, trust) = (archive.copy(), trust(&archive));
    let text = String::from_utf8(copy).unwrap();
    let entry = &archive.entries[9];
    let changed = |from: &str, to: &str| {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        problems(&check(text.replace(from, to).as_bytes(), &trust))
    };
    let here = format!("journal 9 (entry {})", entry.id);
    assert_eq!(
        changed("{\"what\":9}", "{\"what\":8}"),
        [format!(
            "{here}, part 0 ({}): payload-differs",
            archive.parts.iter().find(|p| p.entry == entry.id).unwrap().id
        )]
    );
    let at = entry.at.0.to_string();
    let later = (entry.at.0 + 1).to_string();
    assert_eq!(changed(&at, &later), [format!("{here}: entry-differs")]);
    let disposal = format!("record.disposed/{}", archive.entries[38].id);
    let other = format!("record.disposed/{}", archive.entries[37].id);
    assert!(changed(&disposal, &other).contains(&format!(
        "record {}: disposal-without-decision",
        archive.records[3].id
    )));
    assert_eq!(
        changed("\nend 40 ", "\nend 41 "),
        ["end of the copy: log-size-differs"]
    );
}

#[test]
fn a_copy_is_held_against_what_was_kept_elsewhere() {
    let (short, long) = (Archive::new(40), Archive::new(41));
    assert_eq!(short.log_key, long.log_key);
    let mut trust = trust(&long);
    trust.kept = vec![long.checkpoints[1].note.clone()];
    // Cut short and signed anew by whoever has the key, and another history of the same length.
    assert_eq!(
        problems(&check(&short.copy(), &trust)),
        ["checkpoint 41: checkpoint-beyond-log"]
    );
    let mut forged = Archive::new(42);
    forged.log_key = long.log_key.clone();
    assert_eq!(
        problems(&check(&forged.copy(), &trust)),
        ["checkpoint 41: kept-checkpoint-differs"]
    );
    let stranger = CopyTrust {
        log_key: Some(
            ledger::note::LogKey::generate(
                &Fixed::new(Millis(0), 1).source(),
                &crate::sealing::municipality(),
            )
            .verifier(),
        ),
        ..trust
    };
    assert_eq!(
        problems(&check(&long.copy(), &stranger)),
        ["head of the copy: log-key-differs"]
    );
}
