#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::panic,
    clippy::string_slice
)]

use store::{Cursor, Page};

#[test]
fn a_cursor_survives_the_address_and_refuses_what_it_did_not_write() {
    let c = Cursor {
        at: -7,
        id: "01ARZ3NDEKTSV4RRFFQ69G5FAV".into(),
    };
    assert_eq!(Cursor::parse(&c.to_string()), Some(c));
    for bad in [
        "",
        "7",
        "x_01ARZ3",
        "7_a'b",
        "7_å",
        &format!("7_{}", "a".repeat(65)),
    ] {
        assert_eq!(Cursor::parse(bad), None, "{bad}");
    }
}

#[test]
fn a_page_knows_whether_there_is_a_next_one() {
    let key = |n: &i64| Cursor {
        at: *n,
        id: "a".into(),
    };
    let page = Page::cut(vec![1, 2, 3], 2, key);
    assert_eq!((page.items, page.next.map(|c| c.at)), (vec![1, 2], Some(2)));
    assert_eq!(Page::cut(vec![1, 2], 2, key).next, None);
}
