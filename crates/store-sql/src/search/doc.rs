//! Putting texts into the index and taking them out.

use super::query::flag;
use super::terms::{self, IN_NAME, IN_TEXT, field, stems, words};
use crate::bulk::{self, Rows};
use crate::conn::Conn;
use crate::lists;
use crate::value::{Value, args};
use model::{Millis, MunicipalityId};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use store::{Result, SearchAbout, SearchKind};

const HEAD: &str = "INSERT INTO search_docs (doc, municipality, kind, subject, about, parent, at, text, channels, states, image, \
     hidden, deleted)";
const HEAD_PG: &str = "INSERT INTO search_docs (doc, municipality, kind, subject, about, parent, at, text, channels, states, \
     image, hidden, deleted, terms)";
const TUPLE_PG: &str = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::text::tsvector)";
const TAIL: &str = "ON CONFLICT (kind, subject) DO UPDATE SET about = excluded.about, parent = excluded.parent, \
     at = excluded.at, text = excluded.text, channels = excluded.channels, states = excluded.states, image = excluded.image, \
     hidden = excluded.hidden, deleted = excluded.deleted";
const TAIL_PG: &str = "ON CONFLICT (kind, subject) DO UPDATE SET about = excluded.about, parent = excluded.parent, \
     at = excluded.at, text = excluded.text, channels = excluded.channels, states = excluded.states, image = excluded.image, \
     hidden = excluded.hidden, deleted = excluded.deleted, terms = excluded.terms";
const TERMS: &str = "INSERT OR REPLACE INTO search_terms (rowid, words, who, stems, fields)";
const TERMS_TUPLE: &str = "((SELECT doc FROM search_docs WHERE kind = ? AND subject = ?), ?, ?, ?, ?)";

/// Bits of a row's number below its time.
const BITS: u32 = 21;
/// Greatest time that fits, in milliseconds: the year 2109.
const LATEST: i64 = (1 << 42) - 1;
/// Places that PostgreSQL keeps of one word, and the last one (its manual, 12.11).
const PLACES: usize = 255;
const LAST_PLACE: usize = 16_382;

/// A text to be found again.
pub(crate) struct Doc {
    pub(crate) municipality: MunicipalityId,
    pub(crate) kind: SearchKind,
    pub(crate) subject: String,
    pub(crate) about: SearchAbout,
    pub(crate) parent: String,
    pub(crate) at: Millis,
    /// What is searched and what snippets show.
    pub(crate) text: String,
    /// Searched as well, but not shown: an author's name and handle.
    pub(crate) who: String,
    /// Id of the one of ours who wrote or decided it; empty for none.
    pub(crate) person: String,
    pub(crate) channels: Vec<String>,
    pub(crate) states: Vec<String>,
    pub(crate) ground: String,
    pub(crate) image: bool,
    pub(crate) hidden: bool,
    pub(crate) deleted: bool,
}

impl Doc {
    /// Stems of text and names, each once.
    fn stems(&self, words: &[String], who: &[String]) -> BTreeSet<String> {
        words.iter().chain(who).flat_map(|w| stems(w)).collect()
    }

    fn fields(&self) -> BTreeSet<String> {
        let mut out = BTreeSet::from([
            field("ki", self.kind.as_str()),
            flag("im", self.image),
            flag("hi", self.hidden),
            flag("de", self.deleted),
        ]);
        out.extend(self.channels.iter().map(|c| field("ch", c)));
        out.extend(self.states.iter().map(|s| field("st", s)));
        let given = [("pe", &self.person), ("gr", &self.ground)];
        out.extend(
            given
                .into_iter()
                .filter(|(_, v)| !v.is_empty())
                .map(|(n, v)| field(n, v)),
        );
        out
    }

    /// The value of PostgreSQL's column, in its own notation.
    fn tsvector(&self) -> String {
        let (text, names) = (words(&self.text), words(&self.who));
        let mut lexemes: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, word) in (1..).zip(&text) {
            let places = lexemes.entry(word.clone()).or_default();
            if places.len() < PLACES && place <= LAST_PLACE {
                places.push(place);
            }
        }
        for (place, word) in (1..).zip(&names).take(PLACES) {
            lexemes.entry(format!(".w{word}")).or_default().push(place);
        }
        let stems = self.stems(&text, &names).into_iter().map(|s| format!(".s{s}"));
        let fields = self.fields().into_iter().map(|f| format!(".f{f}"));
        let pairs = text.windows(2).filter_map(terms::pair);
        for lexeme in stems.chain(fields).chain(pairs) {
            lexemes.entry(lexeme).or_default();
        }
        let shown = |(lexeme, places): (&String, &Vec<usize>)| {
            let places: Vec<String> = places.iter().map(usize::to_string).collect();
            let colon = if places.is_empty() { "" } else { ":" };
            format!("'{lexeme}'{colon}{}", places.join(","))
        };
        lexemes.iter().map(shown).collect::<Vec<_>>().join(" ")
    }
}

/// Puts texts into the index, or anew when they are there.
pub(crate) async fn put(conn: &mut Conn, docs: Vec<Doc>) -> Result<()> {
    let tables = rows(conn, docs).await?;
    bulk::insert(conn, tables).await
}

/// The rows of [`put`], to be inserted together with others. Of several texts about one subject the last counts.
pub(crate) async fn rows(conn: &mut Conn, docs: Vec<Doc>) -> Result<Vec<Rows>> {
    let mut last: HashMap<(SearchKind, String), Doc> = HashMap::new();
    let mut order = Vec::new();
    for doc in docs {
        let name = (doc.kind, doc.subject.clone());
        if last.insert(name.clone(), doc).is_none() {
            order.push(name);
        }
    }
    let docs: Vec<Doc> = order.into_iter().filter_map(|name| last.remove(&name)).collect();
    if docs.is_empty() {
        return Ok(Vec::new());
    }
    let numbers = numbers(conn, &docs).await?;
    let pg = conn.is_pg();
    let (mut texts, mut index) = (Vec::new(), Vec::new());
    for (doc, number) in docs.iter().zip(numbers) {
        let mut row = args![
            number,
            doc.municipality.to_string(),
            doc.kind.as_str(),
            &doc.subject,
            doc.about.as_str(),
            &doc.parent,
            doc.at,
            &doc.text,
            doc.channels.join(" "),
            doc.states.join(" "),
            doc.image,
            doc.hidden,
            doc.deleted,
        ];
        if pg {
            row.push(doc.tsvector().into());
        } else {
            let (text, names) = (words(&doc.text), words(&doc.who));
            let stems = Vec::from_iter(doc.stems(&text, &names)).join(" ");
            let pairs = terms::pairs(&text, IN_TEXT).chain(terms::pairs(&names, IN_NAME));
            let pairs: BTreeSet<String> = pairs.collect();
            let fields = Vec::from_iter(doc.fields().into_iter().chain(pairs)).join(" ");
            index.push(args![
                doc.kind.as_str(),
                &doc.subject,
                text.join(" "),
                names.join(" "),
                stems,
                fields
            ]);
        }
        texts.push(row);
    }
    if pg {
        return Ok(vec![Rows {
            head: HEAD_PG,
            tuple: TUPLE_PG,
            rows: texts,
            tail: TAIL_PG,
        }]);
    }
    let texts = Rows {
        tail: TAIL,
        ..Rows::of(HEAD, texts)
    };
    let index = Rows {
        tuple: TERMS_TUPLE,
        ..Rows::of(TERMS, index)
    };
    Ok(vec![texts, index])
}

/// First number of a time's rows; what is out of bounds comes first or last.
pub(super) fn first_at(at: Millis) -> i64 {
    at.0.clamp(0, LATEST) << BITS
}

/// The rows' numbers: time, and below it bits of the subject's name or the next that are free.
async fn numbers(conn: &mut Conn, docs: &[Doc]) -> Result<Vec<i64>> {
    let mut taken: HashSet<i64> = HashSet::new();
    let mut numbers: Vec<i64> = Vec::with_capacity(docs.len());
    for doc in docs {
        let mut number = first_at(doc.at) | bits(doc.kind, &doc.subject);
        while !taken.insert(number) {
            number += 1;
        }
        numbers.push(number);
    }
    loop {
        let mut others: HashSet<i64> = HashSet::new();
        for (docs, numbers) in docs.chunks(512).zip(numbers.chunks(512)) {
            let mut values: Vec<Value> = numbers.iter().map(|n| (*n).into()).collect();
            if let Some(last) = values.last().cloned() {
                values.resize(values.len().next_power_of_two(), last);
            }
            let sql = format!(
                "SELECT doc, kind, subject FROM search_docs WHERE doc IN ({})",
                lists::places(1, values.len())
            );
            let own: HashSet<(&str, &str)> = docs
                .iter()
                .map(|d| (d.kind.as_str(), d.subject.as_str()))
                .collect();
            for row in conn.all_built(sql, values).await? {
                if !own.contains(&(row.text("kind")?.as_str(), row.text("subject")?.as_str())) {
                    others.insert(row.int("doc")?);
                }
            }
        }
        if others.is_empty() {
            return Ok(numbers);
        }
        taken.extend(&others);
        for number in numbers.iter_mut().filter(|n| others.contains(n)) {
            while !taken.insert(*number) {
                *number += 1;
            }
        }
    }
}

/// 21 bits of a name, by FNV-1a.
fn bits(kind: SearchKind, subject: &str) -> i64 {
    let hash = kind
        .as_str()
        .bytes()
        .chain(subject.bytes())
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    i64::try_from((hash >> 32) & ((1 << BITS) - 1)).unwrap_or(0)
}
