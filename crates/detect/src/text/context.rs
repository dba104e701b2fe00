//! What the words around a number say it is.

use super::View;
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
    /// An order, a case, an account, a sum …
    Other,
}

/// Bytes from the beginning of a cue word to the number, and bytes looked at after it.
const BEFORE: usize = 40;
const AFTER: usize = 24;

/// Beginnings of words in Norwegian and Swedish, lower case, and what they say of a number that follows.
pub const CUES: &[(&str, Cue)] = &[
    ("fødselsn", Cue::Person),
    ("fødselnummer", Cue::Person),
    ("fnr", Cue::Person),
    ("personn", Cue::Person),
    ("person nr", Cue::Person),
    ("p.nr", Cue::Person),
    ("pnr", Cue::Person),
    ("d-n", Cue::Person),
    ("h-n", Cue::Person),
    ("hjelpenummer", Cue::Person),
    ("identitetsn", Cue::Person),
    ("id-nummer", Cue::Person),
    ("samordningsn", Cue::Person),
    ("født", Cue::Person),
    ("fødd", Cue::Person),
    ("född", Cue::Person),
    ("födelsen", Cue::Person),
    ("tlf", Cue::Phone),
    ("tel", Cue::Phone),
    ("mobil", Cue::Phone),
    ("mob.", Cue::Phone),
    ("ring", Cue::Phone),
    ("sms", Cue::Phone),
    ("vipps", Cue::Phone),
    ("swish", Cue::Phone),
    ("ordre", Cue::Other),
    ("order", Cue::Other),
    ("bestilling", Cue::Other),
    ("beställning", Cue::Other),
    ("faktura", Cue::Other),
    ("saksn", Cue::Other),
    ("sak ", Cue::Other),
    ("arkiv", Cue::Other),
    ("ärende", Cue::Other),
    ("dokument", Cue::Other),
    ("journalpost", Cue::Other),
    ("diarie", Cue::Other),
    ("dnr", Cue::Other),
    ("refer", Cue::Other),
    ("ref", Cue::Other),
    ("kunden", Cue::Other),
    ("kundn", Cue::Other),
    ("konto", Cue::Other),
    ("kid", Cue::Other),
    ("ocr", Cue::Other),
    ("bankgiro", Cue::Other),
    ("plusgiro", Cue::Other),
    ("postgiro", Cue::Other),
    ("org", Cue::Other),
    ("artikkel", Cue::Other),
    ("artikel", Cue::Other),
    ("sporing", Cue::Other),
    ("spårning", Cue::Other),
    ("pakke", Cue::Other),
    ("paket", Cue::Other),
    ("kvittering", Cue::Other),
    ("kvitto", Cue::Other),
    ("billett", Cue::Other),
    ("biljett", Cue::Other),
    ("isbn", Cue::Other),
    ("kr ", Cue::Other),
    ("nok ", Cue::Other),
    ("sek ", Cue::Other),
];

/// Beginnings of what may follow a number and says that it is a sum or a quantity.
const UNITS: &[&str] = &[
    "kr", "kroner", "kronor", "nok", "sek", "mill", "milj", ",-", ":-", "%",
];

/// A cue word in the text: where it begins and what it says.
#[derive(Clone, Copy, Debug)]
pub struct CueWord {
    /// Byte offset.
    pub start: usize,
    /// What it says.
    pub cue: Cue,
}

/// What the nearest cue word on the same line before the number says; a cue for a person also counts right after it.
/// The cue words were found by the shared automaton, so this looks at a handful of bytes.
pub fn cue(view: &View<'_>, number: Span) -> Cue {
    let folded = view.pass.folded.as_str();
    let to = folded.floor_char_boundary((number.end + AFTER).min(folded.len()));
    let after = folded.get(number.end..to).unwrap_or_default();
    let word = after.trim_start();
    let is_unit = |rest: &str| !rest.starts_with(char::is_alphabetic);
    if UNITS
        .iter()
        .any(|unit| word.strip_prefix(unit).is_some_and(is_unit))
    {
        return Cue::Other;
    }
    let next = view.cues.partition_point(|word| word.start < number.start);
    let nearest = next
        .checked_sub(1)
        .and_then(|last| view.cues.get(last))
        .filter(|word| {
            let between = folded.get(word.start..number.start).unwrap_or_default();
            between.len() <= BEFORE && !between.contains('\n')
        });
    if let Some(word) = nearest {
        return word.cue;
    }
    let opening = after.len() - after.trim_start_matches([' ', '(', '[', ',']).len();
    let named_after = view.cues.get(next..).unwrap_or_default().iter();
    let named_after = named_after.take_while(|word| word.start <= number.end + opening);
    match named_after.last() {
        Some(word) if word.start == number.end + opening && word.cue == Cue::Person => Cue::Person,
        _ => Cue::None,
    }
}
