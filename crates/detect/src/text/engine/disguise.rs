//! Plain forms of unusually written words.

use unicode_normalization::UnicodeNormalization as _;

/// Characters of a word that are read; no listed word is as long.
const MAX_CHARACTERS: usize = 64;

/// Lower case, composed, without invisible signs; letters of other scripts that look like Latin ones become those when the
/// word has Latin letters too.
pub fn plain(word: &str) -> String {
    let visible = word
        .chars()
        .take(MAX_CHARACTERS)
        .filter(|c| !super::reader::is_invisible(*c));
    let folded: String = visible.nfkc().flat_map(char::to_lowercase).collect();
    if folded.is_ascii() || !folded.contains(|c: char| c.is_ascii_alphabetic()) {
        return folded;
    }
    folded.chars().map(|c| latin(c).unwrap_or(c)).collect()
}

/// The Latin letter that a Cyrillic or Greek small letter looks like.
fn latin(c: char) -> Option<char> {
    let pairs = "аaеeоoрpсcуyхxіiјjѕsԁdɡgһhӏlвbкkмmнhтtαaοoιiκkνvρpτtυu";
    let mut signs = pairs.chars();
    std::iter::from_fn(|| Some((signs.next()?, signs.next()?)))
        .find_map(|(alike, latin)| (alike == c).then_some(latin))
}

/// Words that a disguised one may stand for: digits and signs read as letters, drawn-out letters shortened. `word` is folded.
pub fn readings(word: &str, mut each: impl FnMut(&str)) {
    let word: String = word.chars().take(MAX_CHARACTERS).collect();
    let swapped = word.contains(|c: char| !c.is_alphabetic());
    if swapped {
        for one in ['i', 'l'] {
            let read: String = word.chars().map(|c| letter(c, one)).collect();
            if read.contains('*') {
                starred(&read, &mut each);
            } else {
                each(&read);
                shortened(&read, &mut each);
            }
            if !word.contains(['1', '|']) {
                break;
            }
        }
    } else {
        shortened(&word, &mut each);
    }
}

fn letter(c: char, one: char) -> char {
    match c {
        '0' => 'o',
        '1' | '|' => one,
        '!' => 'i',
        '3' | '€' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        '8' => 'b',
        '9' => 'g',
        c => c,
    }
}

/// One or two stars for one vowel each.
fn starred(word: &str, each: &mut impl FnMut(&str)) {
    const VOWELS: [char; 11] = ['a', 'e', 'i', 'o', 'u', 'y', 'æ', 'ø', 'å', 'ä', 'ö'];
    let stars = word.matches('*').count();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if stars > 2 || letters < 2 {
        return;
    }
    for first in VOWELS {
        let once = word.replacen('*', first.encode_utf8(&mut [0; 4]), 1);
        if stars == 1 {
            each(&once);
            continue;
        }
        for second in VOWELS {
            each(&once.replacen('*', second.encode_utf8(&mut [0; 4]), 1));
        }
    }
}

/// Three or more of a letter as two and as one.
fn shortened(word: &str, each: &mut impl FnMut(&str)) {
    for most in [2, 1] {
        let mut short = String::with_capacity(word.len());
        let mut run: Vec<char> = Vec::new();
        let end = |run: &mut Vec<char>, short: &mut String| {
            let keep = if run.len() > 2 { most } else { run.len() };
            short.extend(run.iter().take(keep));
            run.clear();
        };
        for c in word.chars() {
            if run.last().is_some_and(|last| *last != c) {
                end(&mut run, &mut short);
            }
            run.push(c);
        }
        end(&mut run, &mut short);
        if short == word {
            return;
        }
        each(&short);
    }
}
