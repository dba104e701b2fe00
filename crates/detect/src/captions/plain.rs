//! The text of a cue without marks of form, and as WebVTT wants it.

/// Names of signs that WebVTT knows (W3C WebVTT, 4.2.2); a space that does not break is a space.
const SIGNS: &[(&str, &str)] = &[
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&nbsp;", " "),
    ("&lrm;", ""),
    ("&rlm;", ""),
];

/// A text as people read it: tags and named signs are resolved, what cannot be seen and empty lines are left out; with
/// `positions` also those that SubRip borrows from another form.
pub(super) fn text(marked: &str, positions: bool) -> String {
    let untagged = without_tags(marked, positions);
    let mut plain = String::new();
    let mut rest = untagged.as_str();
    while let Some((before, from)) = rest.find('&').and_then(|at| rest.split_at_checked(at)) {
        plain.push_str(before);
        let sign = SIGNS.iter().find(|(name, _)| from.starts_with(name));
        let (name, sign) = sign.copied().unwrap_or(("&", "&"));
        plain.push_str(sign);
        rest = from.get(name.len()..).unwrap_or_default();
    }
    plain.push_str(rest);
    let lines = plain.lines().map(visible).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// A plain text as WebVTT. `-->` cannot stand in it: `>` has a name.
pub(super) fn marked(plain: &str) -> String {
    plain
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Takes out `<…>` where it begins as a tag or a time does, and positions such as `{\an8}`. A `<` that nothing closes, and one
/// before a space, is a sign like others.
fn without_tags(marked: &str, positions: bool) -> String {
    let mut plain = String::new();
    let mut rest = marked;
    while let Some((before, from)) = rest.find(['<', '{']).and_then(|at| rest.split_at_checked(at)) {
        plain.push_str(before);
        let tag = end_of_tag(from, positions);
        if tag == 0 {
            plain.extend(from.chars().next());
        }
        rest = from.get(tag.max(1)..).unwrap_or_default();
    }
    plain.push_str(rest);
    plain
}

/// Bytes of the tag that `from` begins with; 0 when it is none. A tag is not longer than this, so that the work stays linear.
fn end_of_tag(from: &str, positions: bool) -> usize {
    const LONGEST: usize = 200;
    let (close, begins) = if from.starts_with('<') {
        let second = from.chars().nth(1);
        let begins = second.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '.'));
        ('>', begins)
    } else {
        ('}', positions && from.starts_with("{\\"))
    };
    let mut signs = from.char_indices().take(LONGEST);
    let end = signs.find(|&(_, sign)| sign == close).map(|(at, _)| at + 1);
    end.filter(|_| begins).unwrap_or(0)
}

/// A line without signs that cannot be seen, its spaces made one.
fn visible(line: &str) -> String {
    let seen: String = line
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|c| {
            !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffd}')
        })
        .collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}
