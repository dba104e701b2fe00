//! Full-text search: FTS5 in SQLite, a tsvector in PostgreSQL. What is found is decided here and the same in both.

mod doc;
mod query;
mod snippet;
mod source;
mod terms;

pub(crate) use doc::rows;
pub(crate) use query::wide;
pub(crate) use source::{of_item, refresh};

use crate::conn::Conn;
use crate::lists;
use crate::session::Session;
use crate::value::{Row, Value, args, id};
use async_trait::async_trait;
use doc::{Doc, first_at};
use model::{ChannelId, Id as _, Millis, MunicipalityId, PersonId, SavedSearchId};
use query::Asked;
use snippet::Marks;
use std::collections::HashMap;
use std::hash::Hash;
use store::{
    Cursor, Facets, Hit, Outside, Page, Result, SavedSearch, SearchAbout, SearchFilter, SearchKind,
    SearchRead, SearchWrite, StoreError,
};

/// What makes `search_docs d` match a [`wide`] query, `?` in its place.
pub(crate) const MATCH_SQLITE: &str = "d.doc IN (SELECT rowid FROM search_terms WHERE search_terms MATCH ?)";
pub(crate) const MATCH_PG: &str = "d.terms @@ ?::text::tsquery";

const COLUMNS: &str = "d.doc, d.kind, d.subject, d.about, d.parent, d.at, d.text, d.channels, d.states, d.image, d.hidden, \
     d.deleted";
const NEWEST: &str = "ORDER BY d.doc DESC, d.subject DESC";
const DELETE_TERMS_SQLITE: &str = "DELETE FROM search_terms WHERE rowid IN \
     (SELECT doc FROM search_docs WHERE municipality = $1 AND kind = $2 AND subject = $3)";
const DELETE: &str = "DELETE FROM search_docs WHERE municipality = $1 AND kind = $2 AND subject = $3";
const DELETE_ABOUT_TERMS_SQLITE: &str = "DELETE FROM search_terms WHERE rowid IN \
     (SELECT doc FROM search_docs WHERE municipality = $1 AND parent = $2)";
const DELETE_ABOUT: &str = "DELETE FROM search_docs WHERE municipality = $1 AND parent = $2";
const OTHERS: &str = "SELECT 1 AS one FROM search_docs WHERE municipality <> $1 LIMIT 1";
const INDEX_SQLITE: &str = "SELECT sql FROM sqlite_master WHERE name = 'search_terms'";
const DROP_INDEX_SQLITE: &str = "DROP TABLE search_terms";
const CLEAR_TERMS_SQLITE: &str =
    "DELETE FROM search_terms WHERE rowid IN (SELECT doc FROM search_docs WHERE municipality = $1)";
const CLEAR: &str = "DELETE FROM search_docs WHERE municipality = $1";
const PURGE_SQLITE: &str = "INSERT INTO search_terms (search_terms) VALUES ('optimize')";
/// Pieces of the index. Each of them is looked into for each word.
const PIECES_SQLITE: &str = "SELECT count(*) AS n FROM (SELECT DISTINCT segid FROM search_terms_idx)";
/// Joins so many of its pages; a negative number begins with all pieces, whatever their size.
const JOIN_SQLITE: &str = "INSERT INTO search_terms (search_terms, rank) VALUES ('merge', $1)";
const CHANGES_SQLITE: &str = "SELECT total_changes() AS n";
/// From so many pieces on they are joined. It keeps four of each size by itself.
const MANY_PIECES: i64 = 8;
/// Pages of a step: others wait a sixth of a second to write at the most (`rettesnor-bench -- search`).
const JOIN_PAGES: i64 = 500;
const SAVED: &str = "SELECT * FROM saved_searches WHERE municipality = $1 AND person = $2 ORDER BY name, id";
const SAVE: &str = "INSERT INTO saved_searches (id, municipality, person, name, query, created_at) \
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (person, name) DO UPDATE SET query = excluded.query";
const FORGET: &str = "DELETE FROM saved_searches WHERE municipality = $1 AND person = $2 AND id = $3";

/// Every statement that both databases run, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[DELETE, DELETE_ABOUT, OTHERS, CLEAR, SAVED, SAVE, FORGET];
/// Statements of SQLite alone.
pub(crate) const STATEMENTS_SQLITE: &[&str] = &[
    DELETE_TERMS_SQLITE,
    DELETE_ABOUT_TERMS_SQLITE,
    INDEX_SQLITE,
    DROP_INDEX_SQLITE,
    CLEAR_TERMS_SQLITE,
    PURGE_SQLITE,
    PIECES_SQLITE,
    JOIN_SQLITE,
    CHANGES_SQLITE,
];

/// The statement of all hits after a bound and its parameters, newest first; `None` when there can be none.
///
/// SQLite's index gives rows by their numbers, and so by time, without sorting; PostgreSQL chooses between its index of
/// terms and the rows by time.
pub(crate) fn page(
    municipality: &MunicipalityId,
    filter: &SearchFilter,
    after: Option<&Cursor>,
    limit: usize,
    pg: bool,
) -> Option<(String, Vec<Value>)> {
    let asked = query::asked(filter, pg);
    let [at, last] = lists::newest_first(after);
    let from = filter.from.map_or(i64::MIN, first_at);
    let to = filter.to.map_or(i64::MAX, first_at);
    let mut values = vec![
        id(municipality),
        at,
        last,
        from.into(),
        to.into(),
        lists::one_more(limit),
    ];
    let times = "d.municipality = $1 AND (d.doc, d.subject) < ($2, $3) AND d.doc >= $4 AND d.doc < $5";
    let sql = match asked {
        Asked::Nothing => return None,
        Asked::All => format!("SELECT {COLUMNS} FROM search_docs d WHERE {times} {NEWEST} LIMIT $6"),
        Asked::Match(query) => {
            values.push(query.into());
            if pg {
                format!(
                    "SELECT {COLUMNS} FROM search_docs d WHERE d.terms @@ $7::text::tsquery AND {times} {NEWEST} LIMIT $6"
                )
            } else {
                // Numbers are unique here, so that the index alone can say what comes next.
                format!(
                    "SELECT {COLUMNS} FROM search_terms CROSS JOIN search_docs d ON d.doc = search_terms.rowid \
                     WHERE search_terms MATCH $7 AND search_terms.rowid <= $2 AND search_terms.rowid >= $4 \
                     AND search_terms.rowid <= $5 AND {times} ORDER BY search_terms.rowid DESC LIMIT $6"
                )
            }
        }
    };
    Some((sql, values))
}

async fn number(conn: &mut Conn, sql: &'static str) -> Result<i64> {
    conn.opt(sql, Vec::new()).await?.map_or(Ok(0), |row| row.int("n"))
}

/// See [`crate::testing::fill_search`].
pub(crate) async fn fill(
    conn: &mut Conn,
    municipality: &MunicipalityId,
    texts: &[(Millis, String)],
) -> Result<()> {
    let doc = |(at, text): &(Millis, String)| Doc {
        municipality: municipality.clone(),
        kind: SearchKind::Item,
        subject: at.0.to_string(),
        about: SearchAbout::Item,
        parent: at.0.to_string(),
        at: *at,
        text: text.clone(),
        who: String::new(),
        person: String::new(),
        channels: vec!["channel".to_owned()],
        states: vec!["received".to_owned()],
        ground: String::new(),
        image: false,
        hidden: false,
        deleted: false,
    };
    doc::put(conn, texts.iter().map(doc).collect()).await
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
        let rows = conn.all_built(sql, values).await?;
        let marks = Marks::of(&query::typed(&filter.text), filter.wide);
        let hits = rows
            .iter()
            .map(|r| Ok((r.int("doc")?, hit(r, &marks)?)))
            .collect::<Result<Vec<_>>>()?;
        let page = Page::cut(hits, limit, |(doc, h)| Cursor {
            at: *doc,
            id: h.subject.clone(),
        });
        Ok(Page {
            items: page.items.into_iter().map(|(_, h)| h).collect(),
            next: page.next,
        })
    }

    async fn facets(&self, municipality: &MunicipalityId, filter: &SearchFilter) -> Result<Facets> {
        let mut conn = self.conn().await;
        let mut facets = Facets::default();
        let Some((sql, values)) = page(municipality, filter, None, Facets::MOST, conn.is_pg()) else {
            return Ok(facets);
        };
        let sql = format!(
            "SELECT kind, channels, states, image, hidden, deleted, COUNT(*) AS n FROM ({sql}) hits \
             GROUP BY kind, channels, states, image, hidden, deleted"
        );
        let mut kinds: HashMap<SearchKind, u64> = HashMap::new();
        let mut channels: HashMap<String, u64> = HashMap::new();
        let mut states: HashMap<String, u64> = HashMap::new();
        for row in conn.all_built(sql, values).await? {
            let n = u64::try_from(row.int("n")?).unwrap_or(0);
            facets.total += n;
            *kinds.entry(row.word("kind", SearchKind::parse)?).or_default() += n;
            for (words, counts) in [("channels", &mut channels), ("states", &mut states)] {
                for word in row.text(words)?.split_whitespace() {
                    *counts.entry(word.to_owned()).or_default() += n;
                }
            }
            let flags = [
                ("image", &mut facets.image),
                ("hidden", &mut facets.hidden),
                ("deleted", &mut facets.deleted),
            ];
            for (column, count) in flags {
                if row.bool(column)? {
                    *count += n;
                }
            }
        }
        let most = u64::try_from(Facets::MOST).unwrap_or(u64::MAX);
        facets.more = facets.total > most;
        facets.total = facets.total.min(most);
        facets.kinds = SearchKind::ALL
            .iter()
            .filter_map(|k| Some((*k, *kinds.get(k)?)))
            .collect();
        facets.channels = most_first(channels)
            .into_iter()
            .filter_map(|(c, n)| Some((ChannelId::parse(&c).ok()?, n)))
            .collect();
        facets.states = most_first(states);
        Ok(facets)
    }

    async fn saved_searches(
        &self,
        municipality: &MunicipalityId,
        person: &PersonId,
    ) -> Result<Vec<SavedSearch>> {
        let rows = self
            .conn()
            .await
            .all(SAVED, vec![id(municipality), id(person)])
            .await?;
        let saved = |row: &Row| {
            Ok(SavedSearch {
                id: row.id("id")?,
                municipality: row.id("municipality")?,
                person: row.id("person")?,
                name: row.text("name")?,
                query: row.text("query")?,
                created_at: row.millis("created_at")?,
            })
        };
        rows.iter().map(saved).collect()
    }
}

fn most_first<T: Ord + Hash>(counts: HashMap<T, u64>) -> Vec<(T, u64)> {
    let mut all = Vec::from_iter(counts);
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all
}

fn hit(row: &Row, marks: &Marks) -> Result<Hit> {
    let words = |column| -> Result<Vec<String>> {
        Ok(row.text(column)?.split_whitespace().map(str::to_owned).collect())
    };
    Ok(Hit {
        kind: row.word("kind", SearchKind::parse)?,
        subject: row.text("subject")?,
        about: row.word("about", SearchAbout::parse)?,
        parent: row.text("parent")?,
        at: row.millis("at")?,
        channels: words("channels")?
            .iter()
            .filter_map(|c| ChannelId::parse(c).ok())
            .collect(),
        states: words("states")?,
        image: row.bool("image")?,
        hidden: row.bool("hidden")?,
        deleted: row.bool("deleted")?,
        snippet: snippet::snippet(&row.text("text")?, marks),
    })
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

    async fn unindex_about(&self, municipality: &MunicipalityId, parent: &str) -> Result<()> {
        let mut conn = self.conn().await;
        let values = || -> Vec<Value> { vec![id(municipality), parent.into()] };
        if !conn.is_pg() {
            conn.run(DELETE_ABOUT_TERMS_SQLITE, values()).await?;
        }
        conn.run(DELETE_ABOUT, values()).await?;
        Ok(())
    }

    async fn purge_search(&self) -> Result<()> {
        let mut conn = self.conn().await;
        if !conn.is_pg() {
            conn.run(PURGE_SQLITE, Vec::new()).await?;
        }
        Ok(())
    }

    async fn join_search(&self, begin: bool) -> Result<bool> {
        let mut conn = self.conn().await;
        if conn.is_pg() || (begin && number(&mut conn, PIECES_SQLITE).await? < MANY_PIECES) {
            return Ok(false);
        }
        let before = number(&mut conn, CHANGES_SQLITE).await?;
        let pages = if begin { -JOIN_PAGES } else { JOIN_PAGES };
        conn.run(JOIN_SQLITE, vec![pages.into()]).await?;
        // The documentation of FTS5: fewer than two changes say that there was nothing to do.
        Ok(number(&mut conn, CHANGES_SQLITE).await? - before >= 2)
    }

    async fn clear_search(&self, municipality: &MunicipalityId) -> Result<()> {
        let mut conn = self.conn().await;
        if !conn.is_pg() {
            // Without others the whole index goes at once, and also when it is damaged. It is made anew instead of emptied
            // (`delete-all`): a connection that read it before would go on with segments that are no longer there.
            if conn.opt(OTHERS, vec![id(municipality)]).await?.is_none() {
                if let Some(index) = conn.opt(INDEX_SQLITE, Vec::new()).await? {
                    conn.run(DROP_INDEX_SQLITE, Vec::new()).await?;
                    conn.run_built(index.text("sql")?, Vec::new()).await?;
                }
            } else {
                conn.run(CLEAR_TERMS_SQLITE, vec![id(municipality)]).await?;
            }
        }
        conn.run(CLEAR, vec![id(municipality)]).await?;
        Ok(())
    }

    async fn index_next(
        &self,
        municipality: &MunicipalityId,
        kind: SearchKind,
        after: &str,
        limit: usize,
    ) -> Result<Option<String>> {
        let mut conn = self.conn().await;
        let (docs, last) =
            source::docs(&mut conn, municipality, kind, source::Rows::After(after, limit)).await?;
        doc::put(&mut conn, docs).await?;
        Ok(last)
    }

    async fn index_outside(&self, municipality: &MunicipalityId, said: &[Outside]) -> Result<()> {
        let docs = said.iter().map(|said| source::of_outside(municipality, said));
        doc::put(&mut *self.conn().await, docs.collect()).await
    }

    async fn put_saved_search(&self, s: &SavedSearch) -> Result<()> {
        let values = args![
            s.id.to_string(),
            s.municipality.to_string(),
            s.person.to_string(),
            &s.name,
            &s.query,
            s.created_at,
        ];
        self.conn().await.run(SAVE, values).await?;
        Ok(())
    }

    async fn delete_saved_search(
        &self,
        municipality: &MunicipalityId,
        person: &PersonId,
        saved: &SavedSearchId,
    ) -> Result<()> {
        let values = vec![id(municipality), id(person), id(saved)];
        match self.conn().await.run(FORGET, values).await? {
            0 => Err(StoreError::NotFound("saved search")),
            _ => Ok(()),
        }
    }
}
