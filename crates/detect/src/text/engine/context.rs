//! What the words around a number say it is.

use super::super::View;
use crate::Span;

/// What the nearest cue word makes of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// Nothing said.
    None,
    /// A person's number.
    Person,
    /// A phone number.
    Phone,
    /// A bank account.
    Account,
    /// A bankgiro number.
    Bankgiro,
    /// A plusgiro number.
    Plusgiro,
    /// A payment card.
    Card,
    /// An organisation's number.
    Organisation,
    /// A DUF number.
    Duf,
    /// A case or a document.
    Case,
    /// An order, an invoice, a sum …
    Other,
}

impl Cue {
    /// By its name in `cues.words`.
    pub(super) fn read(name: &str) -> Option<Self> {
        Some(match name {
            "person" => Self::Person,
            "phone" => Self::Phone,
            "account" => Self::Account,
            "bankgiro" => Self::Bankgiro,
            "plusgiro" => Self::Plusgiro,
            "card" => Self::Card,
            "organisation" => Self::Organisation,
            "duf" => Self::Duf,
            "case" => Self::Case,
            "other" => Self::Other,
            _ => return None,
        })
    }
}

/// Bytes from the beginning of a cue word to the number, and bytes looked at after it.
const BEFORE: usize = 48;
const AFTER: usize = 24;

/// Words in Norwegian and Swedish and what they say of a number that follows.
pub const CUES: &str = include_str!("../cues.words");

/// Beginnings of what may follow a number and says that it is a sum or a quantity.
const UNITS: &[&str] = &[
    "kr", "kroner", "kronor", "nok", "sek", "mill", "milj", "euro", "meter", "km", "kg", "liter", "stk",
    "st", ",-", ":-", "%",
];

/// A cue word in the text: where it stands and what it says.
#[derive(Clone, Copy, Debug)]
pub struct CueWord {
    /// Byte range.
    pub span: Span,
    /// What it says.
    pub cue: Cue,
}

/// What the nearest cue word on the same line before the number says; a cue for a person also counts right after it.
/// The cue words were found with all other words, so this looks at a handful of bytes.
#[must_use]
pub fn cue(view: &View<'_>, number: Span) -> Cue {
    let folded = view.pass.folded.as_str();
    let to = folded.floor_char_boundary((number.end + AFTER).min(folded.len()));
    let after = folded.get(number.end..to).unwrap_or_default();
    let word = after.trim_start();
    let is_unit = |rest: &str| !rest.starts_with(char::is_alphabetic);
    let counted = !word.starts_with(|c: char| c.is_ascii_digit());
    if counted
        && UNITS
            .iter()
            .any(|unit| word.strip_prefix(unit).is_some_and(is_unit))
    {
        return Cue::Other;
    }
    if view.found.cues.is_empty() {
        return Cue::None;
    }
    let next = view
        .found
        .cues
        .partition_point(|word| word.span.start < number.start);
    let nearest = next
        .checked_sub(1)
        .and_then(|last| view.found.cues.get(last))
        .filter(|word| {
            let near = number.start - word.span.start <= BEFORE;
            near && !parts_sentences(view.text.get(word.span.end..number.start).unwrap_or_default())
        });
    if let Some(word) = nearest {
        return word.cue;
    }
    let opening = after.len() - after.trim_start_matches([' ', '(', '[', ',']).len();
    let named_after = view.found.cues.get(next..).unwrap_or_default().iter();
    let named_after = named_after.take_while(|word| word.span.start <= number.end + opening);
    match named_after.last() {
        Some(word) if word.span.start == number.end + opening && word.cue == Cue::Person => Cue::Person,
        _ => Cue::None,
    }
}

/// Words with a full stop that does not end a sentence.
const SHORT: &[&str] = &[
    "nr", "tlf", "tel", "mob", "kl", "ca", "evt", "ev", "jf", "jfr", "st", "dr", "hr", "fr", "ref", "pnr",
    "fnr", "org", "p", "kr", "dnr",
];

/// Whether a sentence or line ends in a stretch of text: a full stop or another such sign, and what follows does not begin in
/// lower case or with a digit.
fn parts_sentences(stretch: &str) -> bool {
    if stretch.contains('\n') {
        return true;
    }
    let ends = stretch.match_indices(['.', '!', '?']);
    ends.into_iter().any(|(at, sign)| {
        let (before, after) = stretch.split_at_checked(at).unwrap_or_default();
        let word = before
            .rsplit(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or_default();
        let mut rest = after.chars().skip(1).peekable();
        let blank = rest.peek().is_some_and(|next| next.is_whitespace());
        let next = rest.find(|next| !next.is_whitespace());
        let abbreviation =
            sign == "." && (word.is_empty() || SHORT.iter().any(|short| word.eq_ignore_ascii_case(short)));
        blank && !abbreviation && next.is_some_and(|next| !next.is_lowercase() && !next.is_ascii_digit())
    })
}
