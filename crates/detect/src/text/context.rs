//! What the words around a number say it is.

use super::pass::Pass;
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

/// Bytes looked at before and after a number.
const BEFORE: usize = 40;
const AFTER: usize = 24;

/// Beginnings of words in Norwegian and Swedish, lower case, and what they say of a number that follows.
const CUES: &[(&str, Cue)] = &[
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
    ("kr", Cue::Other),
    ("nok", Cue::Other),
    ("sek", Cue::Other),
];

/// Beginnings of what may follow a number and says that it is a sum or a quantity.
const UNITS: &[&str] = &[
    "kr", "kroner", "kronor", "nok", "sek", "mill", "milj", ",-", ":-", "%",
];

/// What the nearest cue word on the same line before the number says; a cue for a person also counts after it.
pub fn cue(pass: &Pass, number: Span) -> Cue {
    let after = after(pass, number);
    let word = after.trim_start();
    if UNITS.iter().any(|unit| {
        word.strip_prefix(unit)
            .is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
    }) {
        return Cue::Other;
    }
    let before = before(pass, number);
    let mut nearest = (0, Cue::None);
    for (stem, cue) in CUES {
        if let Some(at) = last_word(before, stem)
            && at + 1 > nearest.0
        {
            nearest = (at + 1, *cue);
        }
    }
    let named_after = || {
        CUES.iter().any(|(stem, cue)| {
            *cue == Cue::Person && after.trim_start_matches([' ', '(', '[', ',']).starts_with(stem)
        })
    };
    match nearest.1 {
        Cue::None if named_after() => Cue::Person,
        cue => cue,
    }
}

fn before<'p>(pass: &'p Pass, number: Span) -> &'p str {
    let from = pass
        .folded
        .floor_char_boundary(number.start.saturating_sub(BEFORE));
    let part = pass.folded.get(from..number.start).unwrap_or_default();
    part.rsplit('\n').next().unwrap_or_default()
}

fn after<'p>(pass: &'p Pass, number: Span) -> &'p str {
    let to = pass
        .folded
        .floor_char_boundary((number.end + AFTER).min(pass.folded.len()));
    pass.folded.get(number.end..to).unwrap_or_default()
}

/// Where `stem` last begins a word in `text`.
fn last_word(text: &str, stem: &str) -> Option<usize> {
    text.rmatch_indices(stem).map(|(at, _)| at).find(|at| {
        !text
            .get(..*at)
            .is_some_and(|head| head.ends_with(char::is_alphanumeric))
    })
}
