//! CSV lists.

use crate::sample;
use records::list::{COLUMNS, List, Separator};

#[test]
fn cells_are_quoted_and_formulas_disarmed() {
    let mut list = List::new(Vec::new(), Separator::Semicolon, &["Når", "Tekst"]).unwrap();
    list.row(&["2026-01-02", "a;b \"c\"\nd"]).unwrap();
    list.row(&["-1.5", "=HYPERLINK(\"x\")"]).unwrap();
    list.row(&["@here", "+47 12345678"]).unwrap();
    assert_eq!(
        String::from_utf8(list.finish().unwrap()).unwrap(),
        "\u{feff}Når;Tekst\r\n2026-01-02;\"a;b \"\"c\"\"\nd\"\r\n-1.5;\"'=HYPERLINK(\"\"x\"\")\"\r\n'@here;'+47 12345678\r\n"
    );
    let mut list = List::new(Vec::new(), Separator::Comma, &["a", "b"]).unwrap();
    assert!(list.row(&["only one"]).is_err());
}

#[test]
fn every_part_is_a_row_and_a_list_can_be_gone_on_with() {
    let (record, entries) = sample::record();
    let whole = {
        let mut list = List::new(Vec::new(), Separator::Comma, &COLUMNS).unwrap();
        entries.iter().for_each(|e| list.entry(&record, e).unwrap());
        list.finish().unwrap()
    };
    let mut list = List::new(Vec::new(), Separator::Comma, &COLUMNS).unwrap();
    list.entry(&record, &entries[0]).unwrap();
    let begun = list.finish().unwrap();
    let mut list = List::resumed(begun, Separator::Comma);
    entries[1..].iter().for_each(|e| list.entry(&record, e).unwrap());
    assert_eq!(list.finish().unwrap(), whole);

    let mut rows = csv::Reader::from_reader(whole.as_slice());
    assert_eq!(rows.headers().unwrap(), COLUMNS.as_slice());
    let rows: Vec<_> = rows.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), entries.iter().map(|e| e.parts.len()).sum::<usize>());
    assert_eq!(&rows[0][11], r#"{"text":"Vegen er open","n":1.10}"#);
    assert_eq!(
        (&rows[1][7], &rows[1][9], &rows[1][11]),
        ("media/0", "280000", "")
    );
    let erased = rows.last().unwrap();
    assert_eq!((&erased[9], &erased[10], &erased[11]), ("", "", ""));
}
