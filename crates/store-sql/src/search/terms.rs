//! The words of a text as they are searched for. They are made here, so that both databases find the same: lower case,
//! without accents (but å, ä, ö, ø and æ are letters of their own), split at everything that is no letter or digit, and
//! stemmed by the Snowball rules for Norwegian (both languages) and for Swedish. A word is stored with both stems: short
//! texts rarely tell which language they are in.

use rust_stemmers::{Algorithm, Stemmer};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization as _;

/// Characters of a word that count: PostgreSQL takes at most 2,046 bytes of one word (its manual, 12.11), and languages
/// written without spaces make very long words.
const LETTERS: usize = 64;
/// Words of a text that count, and their bytes: PostgreSQL takes at most 1 MiB of words and stems together, and 16,383
/// places.
const WORDS: usize = 10_000;
const BYTES: usize = 300_000;

/// The words of a text in order.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut bytes = 0;
    let mut out = Vec::new();
    for word in composed(text).split(|c: char| !c.is_alphanumeric()).map(folded) {
        if word.is_empty() {
            continue;
        }
        bytes += word.len();
        if out.len() == WORDS || bytes > BYTES {
            break;
        }
        out.push(word);
    }
    out
}

/// The stems of a word: one when both languages agree.
pub(super) fn stems(word: &str) -> BTreeSet<String> {
    let by = |algorithm| Stemmer::create(algorithm).stem(word).into_owned();
    BTreeSet::from([by(Algorithm::Norwegian), by(Algorithm::Swedish)])
}

/// The text with each accent in its letter, where there is such a letter: some keyboards send them apart.
pub(super) fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// A word as it is searched for.
pub(super) fn folded(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase).take(LETTERS) {
        if matches!(c, 'å' | 'ä' | 'ö' | 'ø' | 'æ') {
            out.push(c);
        } else {
            // Accents apart from their letters are neither letters nor digits.
            out.extend(c.nfd().filter(|c| c.is_alphanumeric()));
        }
    }
    out
}

/// A field's value as one word: `ch` for a channel and its id, `gr` for a ground … Two letters and what is left of the
/// value without punctuation.
pub(super) fn field(name: &str, value: &str) -> String {
    let mut out = name.to_owned();
    out.extend(folded(value).chars().filter(|c| c.is_alphanumeric()));
    out
}

/// Two words one after the other, as PostgreSQL's index has them. Where its words stand, that index tells only of texts that it
/// has read: without pairs, a phrase of two common words would read every text that has both.
pub(super) fn pair(words: &[String]) -> Option<String> {
    match words {
        [one, other] => Some(format!(".b{one}_{other}")),
        _ => None,
    }
}

/// What stands between the words of a pair in SQLite's index: signs that are in no word, and that its tokenizer takes for
/// letters. Without pairs, a phrase reads the places of its common word in every text that has its rare one.
pub(super) const IN_TEXT: char = '·';
/// The same in a name.
pub(super) const IN_NAME: char = '×';

/// The words one after the other in twos, each pair as one word of SQLite's index.
pub(super) fn pairs(words: &[String], sign: char) -> impl Iterator<Item = String> {
    words.windows(2).filter_map(move |two| match two {
        [one, other] => Some(format!("{one}{sign}{other}")),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(one: &str, other: &str) -> bool {
        !stems(&folded(one)).is_disjoint(&stems(&folded(other)))
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for (one, other) in [
            // Bokmål, Nynorsk, Swedish.
            ("skolen", "skoler"),
            ("kommunene", "kommune"),
            ("åpningstider", "åpningstidene"),
            ("stolane", "stolar"),
            ("innbyggjarane", "innbyggjarar"),
            ("förskolorna", "förskola"),
            ("badhuset", "badhus"),
            ("öppettider", "öppettiderna"),
        ] {
            assert!(
                share(one, other),
                "{one} {:?} {other} {:?}",
                stems(one),
                stems(other)
            );
        }
        for (one, other) in [("brød", "brød-"), ("skole", "vei"), ("år", "åre")] {
            assert_eq!(share(one, other), one == "brød", "{one} {other}");
        }
    }

    #[test]
    fn any_letters_have_a_stem() {
        for word in [
            "",
            "a",
            "æøå",
            "สวัสดี",
            "ß",
            "12",
            "đeatnu",
            "ſſ",
            "İ",
            &"å".repeat(64),
        ] {
            assert!(!stems(&folded(word)).is_empty());
        }
    }
}
