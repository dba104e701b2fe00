//! Full-text search. Terms are made here, so that both databases find the same: lower case, accents folded (but å, ä, ö,
//! ø and æ are letters of their own), split at everything that is no letter or digit.

use crate::bulk;
use crate::conn::Conn;
use crate::session::Session;
use crate::value::{Row, Value, args, count, id};
use async_trait::async_trait;
use model::{Millis, MunicipalityId};
use std::collections::BTreeSet;
use std::collections::HashMap;
use store::{Cursor, Hit, Page, Piece, Result, SearchFilter, SearchKind, SearchRead, SearchWrite};

const FIND_SQLITE: &str = "SELECT d.kind, d.subject, d.parent, d.at, d.text FROM search_docs d \
     WHERE d.municipality = $1 AND d.doc IN (SELECT rowid FROM search_terms WHERE search_terms MATCH $2) \
     AND ($3 = '' OR d.kind = $3) AND (d.at, d.subject) < ($4, $5) ORDER BY d.at DESC, d.subject DESC LIMIT $6";
const FIND_PG: &str = "SELECT d.kind, d.subject, d.parent, d.at, d.text FROM search_docs d \
     WHERE d.municipality = $1 AND d.terms @@ $2::text::tsquery \
     AND ($3 = '' OR d.kind = $3) AND (d.at, d.subject) < ($4, $5) ORDER BY d.at DESC, d.subject DESC LIMIT $6";
const HEAD_SQLITE: &str = "INSERT INTO search_docs (municipality, kind, subject, parent, at, text)";
const TAIL_SQLITE: &str = "ON CONFLICT (kind, subject) DO UPDATE SET at = excluded.at, text = excluded.text RETURNING doc, subject";
const TERMS_SQLITE: &str = "INSERT OR REPLACE INTO search_terms (rowid, terms)";
const PUT_PG: &str = "INSERT INTO search_docs (municipality, kind, subject, parent, at, text, terms) \
     VALUES ($1, $2, $3, $4, $5, $6, array_to_tsvector(string_to_array($7, ' '))) \
     ON CONFLICT (kind, subject) DO UPDATE SET at = excluded.at, text = excluded.text, terms = excluded.terms";
const DELETE_TERMS_SQLITE: &str = "DELETE FROM search_terms WHERE rowid IN \
     (SELECT doc FROM search_docs WHERE municipality = $1 AND kind = $2 AND subject = $3)";
const DELETE: &str = "DELETE FROM search_docs WHERE municipality = $1 AND kind = $2 AND subject = $3";

/// Every statement that both databases run, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[DELETE];
/// Statements of SQLite alone.
pub(crate) const STATEMENTS_SQLITE: &[&str] = &[FIND_SQLITE, DELETE_TERMS_SQLITE];
/// Statements of PostgreSQL alone.
pub(crate) const STATEMENTS_PG: &[&str] = &[FIND_PG, PUT_PG];

/// Characters before the first word found and in the whole snippet.
const BEFORE: usize = 40;
const SNIPPET: usize = 160;
/// Words of a query that count; more make a search slower and no better.
const WORDS: usize = 16;

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
    let base = |d: &Doc<'_>| args![d.municipality.to_string(), d.kind.as_str(), d.subject, d.parent, d.at, d.text];
    let terms_of = |d: &Doc<'_>| {
        let all: BTreeSet<String> = terms(d.text).chain(terms(d.also)).collect();
        all.into_iter().collect::<Vec<_>>().join(" ")
    };
    if conn.is_pg() {
        for doc in docs {
            let mut values = base(doc);
            values.push(terms_of(doc).into());
            conn.run(PUT_PG, values).await?;
        }
        return Ok(());
    }
    let placed = bulk::insert_returning(conn, HEAD_SQLITE, docs.iter().map(base).collect(), TAIL_SQLITE).await?;
    let mut numbers = HashMap::with_capacity(placed.len());
    for row in &placed {
        numbers.insert(row.text("subject")?, row.int("doc")?);
    }
    let rows = docs.iter().filter_map(|d| Some(args![*numbers.get(d.subject)?, terms_of(d)]));
    bulk::insert(conn, TERMS_SQLITE, rows.collect(), "").await
}

/// The query of either database for words as typed: each must be there, whole or as a beginning. `None` without a word.
pub(crate) fn query(text: &str, pg: bool) -> Option<String> {
    let words: Vec<String> = terms(text).take(WORDS).map(|w| if pg { format!("'{w}':*") } else { format!("\"{w}\"*") }).collect();
    let and = if pg { " & " } else { " AND " };
    (!words.is_empty()).then(|| words.join(and))
}

fn terms(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(|w| w.chars().flat_map(folded).collect())
}

/// A character as it is searched for.
fn folded(c: char) -> impl Iterator<Item = char> {
    c.to_lowercase().map(|c| match c {
        'á' | 'à' | 'â' | 'ã' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ý' | 'ÿ' => 'y',
        'ñ' => 'n',
        'ç' => 'c',
        other => other,
    })
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
        let Some(query) = query(&filter.text, conn.is_pg()) else {
            return Ok(Page { items: Vec::new(), next: None });
        };
        let sql = if conn.is_pg() { FIND_PG } else { FIND_SQLITE };
        let kind = filter.kind.map_or("", SearchKind::as_str);
        let (at, last) = after.map_or((i64::MAX, "~"), |c| (c.at, c.id.as_str()));
        let values = vec![id(municipality), query.into(), kind.into(), at.into(), last.into(), count(limit + 1)];
        let rows = conn.all(sql, values).await?;
        let words: Vec<String> = terms(&filter.text).collect();
        let hits = rows.iter().map(|r| hit(r, &words)).collect::<Result<Vec<_>>>()?;
        Ok(Page::cut(hits, limit, |h| Cursor { at: h.at.0, id: h.subject.clone() }))
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
        let folded: String = word.chars().flat_map(folded).collect();
        words.iter().any(|w| folded.starts_with(w.as_str()))
    };
    // Pieces of the whole text: words and what lies between them.
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let mut word = String::new();
    let mut between = String::new();
    for c in text.chars().chain(['\n']) {
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
    let first = pieces.iter().position(|(_, hit)| *hit).unwrap_or(0);
    let mut start = first;
    let mut room = BEFORE;
    while let Some((text, _)) = start.checked_sub(1).and_then(|before| pieces.get(before)) {
        let Some(left) = room.checked_sub(text.chars().count()) else { break };
        (room, start) = (left, start - 1);
    }
    let mut out: Vec<Piece> = Vec::new();
    let mut used = 0;
    for (text, hit) in pieces.into_iter().skip(start) {
        if used >= SNIPPET {
            break;
        }
        used += text.chars().count();
        match out.last_mut() {
            Some(last) if last.hit == hit => last.text.push_str(&text),
            _ => out.push(Piece { text, hit }),
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
