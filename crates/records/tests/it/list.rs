//! CSV lists.

use records::list::{List, Separator};

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
