//! Bytes of captions as text: UTF-8, or Windows-1252, which desktop programs in the Nordic countries still write.

/// Letters 0x80 to 0x9f of Windows-1252 (WHATWG Encoding, index windows-1252); the five that stand for nothing stay signs of
/// control.
const UPPER: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text, without a mark of byte order; and whether it was UTF-8.
pub(super) fn text(bytes: &[u8]) -> (String, bool) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), true),
        Err(_) => (bytes.iter().map(|&byte| letter(byte)).collect(), false),
    }
}

fn letter(byte: u8) -> char {
    let upper = byte.checked_sub(0x80).map(usize::from);
    upper
        .and_then(|place| UPPER.get(place))
        .copied()
        .unwrap_or(char::from(byte))
}
