//! Checks a WARC file and says what it holds: what `bench/records/run.py` measures beside `warcio check`.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::fs::File;

fn main() {
    let path = std::env::args().nth(1).unwrap();
    let checked = records::warc::check(File::open(path).unwrap()).unwrap();
    println!("{} records, {} digests", checked.records, checked.digests);
    assert!(checked.faults.is_empty(), "{:?}", checked.faults);
}
