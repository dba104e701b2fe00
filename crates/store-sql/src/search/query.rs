//! What is asked, in the language of either database.

use super::terms::{self, IN_NAME, IN_TEXT, field, stems};
use model::Id as _;
use store::{SearchFilter, Who};

/// Words of a query that count; more make a search slower and no better.
const WORDS: usize = 16;

/// One thing that must be in a text, or must not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) form: Form,
    pub(super) not: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// This word in any of its forms.
    Word(String),
    /// A word that begins so.
    Begin(String),
    /// Exactly these words in this order.
    Exact(Vec<String>),
}

/// Reads words as typed. Nothing is an error: what means nothing counts for nothing.
pub(super) fn typed(text: &str) -> Vec<Term> {
    let text = terms::composed(text);
    let mut out: Vec<Term> = Vec::new();
    let mut rest = text.as_str();
    while let Some(open) = rest.find(QUOTES) {
        let (before, quoted) = rest.split_at(open);
        let mut quoted = quoted.chars();
        quoted.next();
        let quoted = quoted.as_str();
        let Some((inside, after)) = quoted.split_once(QUOTES) else {
            break;
        };
        loose(before, &mut out);
        let words = terms::words(inside);
        let not = before.ends_with('-') && before.chars().rev().nth(1).is_none_or(char::is_whitespace);
        if !words.is_empty() {
            out.push(Term {
                form: Form::Exact(words),
                not,
            });
        }
        rest = after;
    }
    loose(rest, &mut out);
    out.truncate(WORDS);
    out
}

const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];

/// Words outside quotes.
fn loose(text: &str, out: &mut Vec<Term>) {
    for chunk in text.split_whitespace() {
        let mut words = terms::words(chunk);
        let not = chunk
            .strip_prefix('-')
            .is_some_and(|c| c.starts_with(char::is_alphanumeric));
        if not && words.len() > 1 {
            out.push(Term {
                form: Form::Exact(words),
                not,
            });
            continue;
        }
        let begin = if chunk.ends_with('*') { words.pop() } else { None };
        out.extend(words.into_iter().map(|w| Term {
            form: Form::Word(w),
            not,
        }));
        out.extend(begin.map(|w| Term {
            form: Form::Begin(w),
            not,
        }));
    }
}

/// What a filter comes to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// Nothing is asked, or nothing can match.
    Nothing,
    /// Only times: everything in them.
    All,
    /// What the index is asked.
    Match(String),
}

/// The query of either database for a filter.
pub(super) fn asked(filter: &SearchFilter, pg: bool) -> Asked {
    let to = Language { pg };
    let words = typed(&filter.text);
    let (not, must): (Vec<&Term>, Vec<&Term>) = words.iter().partition(|t| t.not);
    let mut all: Vec<String> = must.iter().map(|t| to.form(&t.form, filter.wide)).collect();
    let mut one_of = |values: Vec<String>| all.push(to.any("fields", "f", &values));
    if let Some(kind) = filter.kind {
        one_of(vec![field("ki", kind.as_str())]);
    }
    if let Some(channels) = &filter.channels {
        if channels.is_empty() {
            return Asked::Nothing;
        }
        one_of(channels.iter().map(|c| field("ch", c.as_str())).collect());
    }
    for (name, value) in [("gr", &filter.ground), ("st", &filter.state)] {
        if !value.trim().is_empty() {
            one_of(vec![field(name, value)]);
        }
    }
    for (name, wanted) in [
        ("im", filter.image),
        ("hi", filter.hidden),
        ("de", filter.deleted),
    ] {
        if let Some(wanted) = wanted {
            one_of(vec![flag(name, wanted)]);
        }
    }
    if let Some(who) = &filter.person {
        match to.who(who) {
            Some(who) => all.push(who),
            None => return Asked::Nothing,
        }
    }
    let times = filter.from.is_some() || filter.to.is_some();
    if all.is_empty() && not.is_empty() {
        return if times { Asked::All } else { Asked::Nothing };
    }
    if all.is_empty() {
        // Something to leave things out of: every text is with a picture or without.
        all.push(to.any("fields", "f", &[flag("im", true), flag("im", false)]));
    }
    let mut query = all.join(to.and());
    for term in not {
        query = to.without(&query, &to.form(&term.form, false));
    }
    Asked::Match(query)
}

/// The query for words alone, each also as a beginning: what lists that filter as one types ask. `None` without a word.
pub(crate) fn wide(text: &str, pg: bool) -> Option<String> {
    let filter = SearchFilter {
        text: text.to_owned(),
        wide: true,
        ..SearchFilter::default()
    };
    match asked(&filter, pg) {
        Asked::Match(query) => Some(query),
        Asked::Nothing | Asked::All => None,
    }
}

/// A yes or no as a field.
pub(super) fn flag(name: &str, yes: bool) -> String {
    field(name, if yes { "1" } else { "0" })
}

/// Writes queries. Words have letters and digits only, so nothing in them can be taken for a part of the language.
#[derive(Clone, Copy)]
struct Language {
    pg: bool,
}

impl Language {
    fn and(self) -> &'static str {
        if self.pg { " & " } else { " AND " }
    }

    fn without(self, query: &str, not: &str) -> String {
        if self.pg {
            format!("({query}) & !({not})")
        } else {
            format!("(({query}) NOT ({not}))")
        }
    }

    /// One of these words: in a column of SQLite's index, under a letter in PostgreSQL's.
    fn any(self, column: &str, letter: &str, words: &[String]) -> String {
        if self.pg {
            let words: Vec<String> = words.iter().map(|w| format!("'.{letter}{w}'")).collect();
            format!("({})", words.join(" | "))
        } else {
            let words: Vec<String> = words.iter().map(|w| format!("\"{w}\"")).collect();
            format!("{column} : ({})", words.join(" OR "))
        }
    }

    fn begin(self, word: &str) -> String {
        if self.pg {
            format!("('{word}':* | '.w{word}':*)")
        } else {
            format!("{{words who}} : \"{word}\" *")
        }
    }

    fn form(self, form: &Form, wide: bool) -> String {
        match form {
            Form::Begin(word) => self.begin(word),
            Form::Word(word) => {
                let stems = Vec::from_iter(stems(word));
                let stemmed = self.any("stems", "s", &stems);
                match (wide, self.pg) {
                    (false, _) => stemmed,
                    (true, true) => format!("({stemmed} | {})", self.begin(word)),
                    (true, false) => format!("({stemmed} OR {})", self.begin(word)),
                }
            }
            Form::Exact(words) if self.pg => {
                let row = |letter: &str| {
                    let words: Vec<String> = words.iter().map(|w| format!("'{letter}{w}'")).collect();
                    words.join(" <-> ")
                };
                let pairs = words.windows(2).filter_map(terms::pair);
                let mut text: Vec<String> = pairs.map(|pair| format!("'{pair}'")).collect();
                if words.len() != 2 {
                    text.push(format!("({})", row("")));
                }
                format!("(({}) | ({}))", text.join(" & "), row(".w"))
            }
            Form::Exact(words) => {
                let two = |sign| Vec::from_iter(terms::pairs(words, sign));
                match words.len() {
                    2 => self.any("fields", "f", &[two(IN_TEXT), two(IN_NAME)].concat()),
                    _ => format!("{{words who}} : \"{}\"", words.join(" ")),
                }
            }
        }
    }

    fn who(self, who: &Who) -> Option<String> {
        let people: Vec<String> = who.people.iter().map(|p| field("pe", p.as_str())).collect();
        let names = terms::words(&who.name);
        let mut ways = Vec::new();
        if !people.is_empty() {
            ways.push(self.any("fields", "f", &people));
        }
        if !names.is_empty() {
            let name = |w: &String| {
                if self.pg {
                    format!("'.w{w}':*")
                } else {
                    format!("who : \"{w}\" *")
                }
            };
            let names: Vec<String> = names.iter().take(WORDS).map(name).collect();
            ways.push(format!("({})", names.join(self.and())));
        }
        let or = if self.pg { " | " } else { " OR " };
        (!ways.is_empty()).then(|| format!("({})", ways.join(or)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read() {
        let read = |text: &str| {
            let shown = |t: &Term| {
                let form = match &t.form {
                    Form::Word(w) => w.clone(),
                    Form::Begin(w) => format!("{w}*"),
                    Form::Exact(words) => format!("\"{}\"", words.join(" ")),
                };
                if t.not { format!("-{form}") } else { form }
            };
            typed(text).iter().map(shown).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(read("Ny  skole"), "ny skole");
        assert_eq!(read("\"Ny skole\" -vei svøm*"), "\"ny skole\" -vei svøm*");
        assert_eq!(read("-\"gammel vei\" «ny vei»"), "-\"gammel vei\" \"ny vei\"");
        assert_eq!(read("e-post -e-post - --x"), "e post -\"e post\" x");
        assert_eq!(read("\"halv"), "halv");
        assert_eq!(read("a\"b\"c"), "a \"b\" c");
        assert_eq!(read("* \"\" \"*\" -*"), "");
        assert_eq!(read(&"ord ".repeat(100)).split(' ').count(), WORDS);
    }
}
