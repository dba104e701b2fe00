//! A file of a pack, parsed within bounds.

use super::problem::{self, PackProblem, Problems};
use super::{MAX_DEPTH, MAX_FILE};
use toml::Spanned;
use toml::de::DeTable;

/// A file of a pack.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    pub(crate) file: &'a str,
    pub(crate) text: &'a str,
    pub(crate) root: Spanned<DeTable<'a>>,
}

impl<'a> Document<'a> {
    /// Parses a file, within bounds.
    pub(crate) fn parse(file: &'a str, text: &'a str, problems: &Problems) -> Option<Self> {
        let fail = |p: PackProblem| {
            problems.add(p);
            None
        };
        if text.len() > MAX_FILE {
            return fail(problem::at(
                "file-too-large",
                file,
                "",
                &(0..0),
                text.len().to_string(),
                format!("at most {MAX_FILE} bytes"),
            ));
        }
        if let Some(place) = too_deep(text) {
            return fail(problem::at(
                "too-deep",
                file,
                text,
                &(place..place),
                "nesting",
                format!("at most {MAX_DEPTH} levels"),
            ));
        }
        match DeTable::parse(text) {
            Ok(root) => Some(Self { file, text, root }),
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                fail(problem::at(
                    "broken-toml",
                    file,
                    text,
                    &span,
                    text.get(span.clone())
                        .unwrap_or_default()
                        .chars()
                        .take(40)
                        .collect::<String>(),
                    error.message(),
                ))
            }
        }
    }
}

/// Place of a bracket or dotted key that nests deeper than allowed. Looks at characters only, before the parser
/// builds anything: texts are skipped, so a bracket inside a text does not count.
fn too_deep(text: &str) -> Option<usize> {
    let (mut open, mut dots) = (0_usize, 0_usize);
    let mut quote: Option<char> = None;
    let mut escaped = false;
    let mut comment = false;
    for (i, c) in text.char_indices() {
        if c == '\n' {
            (comment, dots) = (false, 0);
        }
        if comment {
            continue;
        }
        if let Some(q) = quote {
            if escaped {
                escaped = false;
            } else if c == '\\' && q == '"' {
                escaped = true;
            } else if c == q {
                quote = None;
            }
            continue;
        }
        match c {
            '"' | '\'' => quote = Some(c),
            '#' => comment = true,
            '[' | '{' => open = open.saturating_add(1),
            ']' | '}' => open = open.saturating_sub(1),
            '.' => dots = dots.saturating_add(1),
            '=' | ',' => dots = 0,
            _ => {}
        }
        if open.saturating_add(dots) > MAX_DEPTH {
            return Some(i);
        }
    }
    None
}
