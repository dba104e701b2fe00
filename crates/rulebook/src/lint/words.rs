//! Finding words in texts of nb, nn, sv and en.

/// The text in small letters, words only, with one space before and after each.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::from(" ");
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

/// The first of `phrases` that stands in `text` (made by [`plain`]); `*` at an end stands for any rest of a word.
pub(super) fn first<'p>(text: &str, phrases: &[&'p str]) -> Option<&'p str> {
    phrases.iter().copied().find(|phrase| {
        let start = if phrase.starts_with('*') { "" } else { " " };
        let end = if phrase.ends_with('*') { "" } else { " " };
        text.contains(&format!("{start}{}{end}", phrase.trim_matches('*')))
    })
}
