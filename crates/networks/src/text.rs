//! Small things that several networks share: plain text out of HTML, keys, length refusals.

use crate::{CallError, Length};
use model::{Millis, Source};

/// A key that carries when it was chosen: milliseconds and 80 random bits, both in hexadecimal.
#[must_use]
pub fn timed_key(source: &Source) -> String {
    let random = source
        .bytes::<10>()
        .iter()
        .fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    format!("{:012x}-{random}", source.now().0)
}

/// When [`timed_key`] was chosen; `None` for other keys.
#[must_use]
pub fn key_time(key: &str) -> Option<Millis> {
    let (ms, _) = key.split_once('-')?;
    i64::from_str_radix(ms, 16).ok().map(Millis)
}

/// Refuses a text over the limit before any call is made.
///
/// # Errors
/// [`CallError::Refused`] with code `too-long`.
pub fn refuse_too_long(length: Length) -> Result<(), CallError> {
    if length.fits() {
        return Ok(());
    }
    Err(CallError::Refused {
        code: "too-long".into(),
        message: format!("{} of {} {}", length.used, length.limit, length.unit),
    })
}

/// Plain text of a network's HTML: paragraphs parted by an empty line, `<br>` a line break, all other
/// markup gone, scripts and styles with what they hold.
#[must_use]
pub fn plain_from_html(html: &str) -> String {
    let broken = html
        .replace("<br>", "\n")
        .replace("<br/>", "\n")
        .replace("<br />", "\n")
        .replace("</p>", "\n\n")
        .replace("</li>", "\n");
    let clean = ammonia::Builder::empty().clean(&broken).to_string();
    // Without any allowed element only the five character references of HTML text are left.
    clean
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
        .trim()
        .to_owned()
}

/// An address that a network told, when a browser may be sent there: http(s) and nothing else; empty otherwise. Servers
/// pass on what other servers wrote, so it may be anything, a script too.
#[must_use]
pub fn web_address(told: &str) -> String {
    match url::Url::parse(told) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => told.to_owned(),
        _ => String::new(),
    }
}

/// The words of `text` with the byte each begins at.
pub(crate) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(char::is_whitespace).filter_map(move |word| {
        let start = at;
        // The space after a word may take more than one byte.
        at = start + word.len();
        at += text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        (!word.is_empty()).then_some((start, word))
    })
}

/// The web address that `word` begins with, without the punctuation of the sentence around it.
pub(crate) fn link_in(word: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| {
        word.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })?;
    let mut link = word;
    loop {
        let last = link.chars().next_back()?;
        let unbalanced = |open: char, close: char| {
            last == close && link.matches(close).count() > link.matches(open).count()
        };
        if ".,;:!?'\"»”…".contains(last) || unbalanced('(', ')') || unbalanced('[', ']') {
            link = link.get(..link.len() - last.len_utf8())?;
        } else {
            break;
        }
    }
    (link.len() > scheme.len() && url::Url::parse(link).is_ok()).then_some(link)
}
