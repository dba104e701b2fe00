//! Full-text search. Terms are made here, so that both databases find the same: lower case, without accents (but å, ä, ö,
//! ø and æ are letters of their own), split at everything that is no letter or digit.

use crate::bulk::{self, Rows};
use crate::conn::Conn;
use crate::lists;
use crate::session::Session;
use crate::value::{Row, Value, args, id};
use async_trait::async_trait;
use model::{Millis, MunicipalityId};
use std::collections::BTreeSet;
use std::collections::HashMap;
use store::{Cursor, Hit, Page, Piece, Result, SearchFilter, SearchKind, SearchRead, SearchWrite};
use unicode_normalization::UnicodeNormalization as _;

/// What makes `search_docs d` match a [`query`], `?` in its place.
pub(crate) const MATCH_SQLITE: &str = "d.doc IN (SELECT rowid FROM search_terms WHERE search_terms MATCH ?)";
pub(crate) const MATCH_PG: &str = "d.terms @@ ?::text::tsquery";

const FIND_SQLITE: &str = "SELECT d.kind, d.subject, d.parent, d.at, d.text FROM search_docs d \
     WHERE d.municipality = $1 AND d.doc IN (SELECT rowid FROM search_terms WHERE search_terms MATCH $2) \
     AND ($3 = '' OR d.kind = $3) AND (d.at, d.subject) < ($4, $5) ORDER BY d.at DESC, d.subject DESC LIMIT $6";
const FIND_PG: &str = "SELECT d.kind, d.subject, d.parent, d.at, d.text FROM search_docs d \
     WHERE d.municipality = $1 AND d.terms @@ $2::text::tsquery \
     AND ($3 = '' OR d.kind = $3) AND (d.at, d.subject) < ($4, $5) ORDER BY d.at DESC, d.subject DESC LIMIT $6";
const HEAD_SQLITE: &str = "INSERT INTO search_docs (municipality, kind, subject, parent, at, text)";
const TAIL_SQLITE: &str = "ON CONFLICT (kind, subject) DO UPDATE SET at = excluded.at, text = excluded.text";
const TERMS_SQLITE: &str = "INSERT OR REPLACE INTO search_terms (rowid, terms)";
const TERMS_TUPLE_SQLITE: &str = "((SELECT doc FROM search_docs WHERE kind = ? AND subject = ?), ?)";
const HEAD_PG: &str = "INSERT INTO search_docs (municipality, kind, subject, parent, at, text, terms)";
const TUPLE_PG: &str = "(?, ?, ?, ?, ?, ?, array_to_tsvector(string_to_array(?, ' ')))";
const TAIL_PG: &str = "ON CONFLICT (kind, subject) DO UPDATE SET at = excluded.at, text = excluded.text, terms = excluded.terms";
const DELETE_TERMS_SQLITE: &str = "DELETE FROM search_terms WHERE rowid IN \
     (SELECT doc FROM search_docs WHERE municipality = $1 AND kind = $2 AND subject = $3)";
const DELETE: &str = "DELETE FROM search_docs WHERE municipality = $1 AND kind = $2 AND subject = $3";

/// Every statement that both databases run, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[DELETE];
/// Statements of SQLite alone.
pub(crate) const STATEMENTS_SQLITE: &[&str] = &[FIND_SQLITE, DELETE_TERMS_SQLITE];
/// Statements of PostgreSQL alone.
pub(crate) const STATEMENTS_PG: &[&str] = &[FIND_PG];

/// Characters before the first word found and in the whole snippet.
const BEFORE: usize = 40;
const SNIPPET: usize = 160;
/// Words of a query that count; more make a search slower and no better.
const WORDS: usize = 16;
/// Characters of a word that count, and different words of a text: PostgreSQL takes at most 2,046 bytes of one word and
/// 1 MiB of all (its manual, 12.11), and languages written without spaces make very long words.
const LETTERS: usize = 64;
const TERMS: usize = 4000;

/// A text to be found again.
pub(crate) struct Doc<'a> {
    pub municipality: &'a MunicipalityId,
    pub kind: SearchKind,
    pub subject: &'a str,
    pub parent: &'a str,
    pub at: Millis,
    /// What snippets show.
    pub text: &'a str,
    /// Found as well, but not shown: an author's name.
    pub also: &'a str,
}

/// Puts texts into the search, or anew when they are there.
pub(crate) async fn index(conn: &mut Conn, docs: &[Doc<'_>]) -> Result<()> {
    let tables = rows(conn.is_pg(), docs);
    bulk::insert(conn, tables).await
}

/// The rows of [`index`], to be inserted together with others. Of several texts about one subject the last counts.
pub(crate) fn rows(pg: bool, docs: &[Doc<'_>]) -> Vec<Rows> {
    let mut last: HashMap<(&str, &str), &Doc<'_>> = HashMap::new();
    for doc in docs {
        last.insert((doc.kind.as_str(), doc.subject), doc);
    }
    let docs = docs.iter().filter(|d| {
        last.get(&(d.kind.as_str(), d.subject))
            .is_some_and(|l| std::ptr::eq(*l, *d))
    });
    let terms_of = |d: &Doc<'_>| {
        let mut all = BTreeSet::new();
        for term in terms(d.also).into_iter().chain(terms(d.text)) {
            if all.len() < TERMS {
                all.insert(term);
            }
        }
        Vec::from_iter(all).join(" ")
    };
    let (mut texts, mut words) = (Vec::new(), Vec::new());
    for doc in docs {
        let mut row = args![
            doc.municipality.to_string(),
            doc.kind.as_str(),
            doc.subject,
            doc.parent,
            doc.at,
            doc.text
        ];
        if pg {
            row.push(terms_of(doc).into());
        } else {
            words.push(args![doc.kind.as_str(), doc.subject, terms_of(doc)]);
        }
        texts.push(row);
    }
    if pg {
        return vec![Rows {
            head: HEAD_PG,
            tuple: TUPLE_PG,
            rows: texts,
            tail: TAIL_PG,
        }];
    }
    let docs = Rows {
        tail: TAIL_SQLITE,
        ..Rows::of(HEAD_SQLITE, texts)
    };
    let terms = Rows {
        tuple: TERMS_TUPLE_SQLITE,
        ..Rows::of(TERMS_SQLITE, words)
    };
    vec![docs, terms]
}

/// The query of either database for words as typed: each must be there, whole or as a beginning. `None` without a word.
pub(crate) fn query(text: &str, pg: bool) -> Option<String> {
    let words = typed(text);
    let (mark, and) = if pg { ("'", " & ") } else { ("\"", " AND ") };
    let beginning = |w: &String| format!("{mark}{w}{mark}{}*", if pg { ":" } else { "" });
    (!words.is_empty()).then(|| words.iter().map(beginning).collect::<Vec<_>>().join(and))
}

/// The words of a query that count.
fn typed(text: &str) -> Vec<String> {
    let mut words = terms(text);
    words.truncate(WORDS);
    words
}

/// The words of a text as they are searched for. They have letters and digits only, so nothing in them can be taken for a
/// part of a query's language.
fn terms(text: &str) -> Vec<String> {
    composed(text)
        .split(|c: char| !c.is_alphanumeric())
        .map(folded)
        .filter(|w| !w.is_empty())
        .collect()
}

/// The text with each accent in its letter, where there is such a letter: some keyboards send them apart.
fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// A word as it is searched for.
fn folded(word: &str) -> String {
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

/// The statement of a page of hits and its parameters; `None` without a word to look for.
pub(crate) fn page(
    municipality: &MunicipalityId,
    filter: &SearchFilter,
    after: Option<&Cursor>,
    limit: usize,
    pg: bool,
) -> Option<(&'static str, Vec<Value>)> {
    let query = query(&filter.text, pg)?;
    let kind = filter.kind.map_or("", SearchKind::as_str);
    let [at, last] = lists::newest_first(after);
    let values = vec![
        id(municipality),
        query.into(),
        kind.into(),
        at,
        last,
        lists::one_more(limit),
    ];
    Some((if pg { FIND_PG } else { FIND_SQLITE }, values))
}

#[async_trait]
impl SearchRead for Session {
    async fn search(
        &self,
        municipality: &MunicipalityId,
        filter: &SearchFilter,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Hit>> {
        let mut conn = self.conn().await;
        let Some((sql, values)) = page(municipality, filter, after, limit, conn.is_pg()) else {
            return Ok(Page {
                items: Vec::new(),
                next: None,
            });
        };
        let rows = conn.all(sql, values).await?;
        let words = typed(&filter.text);
        let hits = rows.iter().map(|r| hit(r, &words)).collect::<Result<Vec<_>>>()?;
        Ok(Page::cut(hits, limit, |h| Cursor {
            at: h.at.0,
            id: h.subject.clone(),
        }))
    }
}

fn hit(row: &Row, words: &[String]) -> Result<Hit> {
    Ok(Hit {
        kind: row.word("kind", SearchKind::parse)?,
        subject: row.text("subject")?,
        parent: row.text("parent")?,
        at: row.millis("at")?,
        snippet: snippet(&row.text("text")?, words),
    })
}

/// A stretch of the text around the first word found, with what was found marked.
fn snippet(text: &str, words: &[String]) -> Vec<Piece> {
    let found = |word: &str| {
        let word = folded(word);
        words.iter().any(|w| word.starts_with(w.as_str()))
    };
    // Pieces of the whole text: words and what lies between them.
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let mut word = String::new();
    let mut between = String::new();
    for c in text.nfc().chain(['\n']) {
        if c.is_alphanumeric() {
            if !between.is_empty() {
                pieces.push((std::mem::take(&mut between), false));
            }
            word.push(c);
        } else {
            if !word.is_empty() {
                let hit = found(&word);
                pieces.push((std::mem::take(&mut word), hit));
            }
            between.push(if c.is_whitespace() { ' ' } else { c });
        }
    }
    between.pop();
    if !between.is_empty() {
        pieces.push((between, false));
    }
    let first = pieces.iter().position(|(_, hit)| *hit).unwrap_or(0);
    let mut start = first;
    let mut room = BEFORE;
    while let Some((text, _)) = start.checked_sub(1).and_then(|before| pieces.get(before)) {
        let Some(left) = room.checked_sub(text.chars().count()) else {
            break;
        };
        (room, start) = (left, start - 1);
    }
    let mut out: Vec<Piece> = Vec::new();
    let mut left = SNIPPET;
    for (mut text, hit) in pieces.into_iter().skip(start) {
        let length = text.chars().count();
        if length > left {
            // A word is not cut, unless it is no word of ours: an address, a language without spaces.
            if length <= BEFORE {
                break;
            }
            text = text.chars().take(left).collect();
        }
        left = left.saturating_sub(length);
        match out.last_mut() {
            Some(last) if last.hit == hit => last.text.push_str(&text),
            _ => out.push(Piece { text, hit }),
        }
        if left == 0 {
            break;
        }
    }
    out
}

#[async_trait]
impl SearchWrite for Session {
    async fn unindex(&self, municipality: &MunicipalityId, kind: SearchKind, subject: &str) -> Result<()> {
        let mut conn = self.conn().await;
        let values = || -> Vec<Value> { vec![id(municipality), kind.as_str().into(), subject.into()] };
        if !conn.is_pg() {
            conn.run(DELETE_TERMS_SQLITE, values()).await?;
        }
        conn.run(DELETE, values()).await?;
        Ok(())
    }
}
