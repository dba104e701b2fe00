//! What others write to us: reading lists and items. Writing is in [`crate::inbox_write`].

use crate::conn::Conn;
use crate::lists::{self, Order};
use crate::search;
use crate::session::Session;
use crate::value::{Row, Value, count, id};
use async_trait::async_trait;
use model::item::{Answer, Item, ItemState, Route, Visibility};
use model::publication::PublicationState;
use model::{AnswerId, ChannelId, Id as _, ItemId, Millis, MunicipalityId, PublicationId};
use store::{Cursor, InboxCounts, InboxFilter, InboxRead, ItemVersion, Page, Result, StoreError};

const ITEM: &str = "SELECT * FROM items WHERE municipality = $1 AND id = $2";
const COUNTS: &str = "SELECT state, n FROM inbox_counts WHERE municipality = $1";
const OVERDUE: &str = "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM items WHERE municipality = $1 \
     AND state IN ('new', 'claimed') AND due_key < $2 LIMIT $3) late";
const OF_PUBLICATION: &str =
    "SELECT * FROM items WHERE municipality = $1 AND publication = $2 ORDER BY written_at, id LIMIT $3";
const VERSIONS: &str = "SELECT * FROM item_versions WHERE municipality = $1 AND item = $2 ORDER BY number";
const ANSWER: &str = "SELECT * FROM answers WHERE municipality = $1 AND id = $2";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[ITEM, COUNTS, OVERDUE, OF_PUBLICATION, VERSIONS, ANSWER];

pub(crate) fn item(row: &Row) -> Result<Item> {
    Ok(Item {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        channel: row.id("channel")?,
        remote_id: row.text("remote_id")?,
        remote_cid: row.text("remote_cid")?,
        parent_remote_id: row.text("parent_remote_id")?,
        publication: row.opt_id("publication")?,
        author_remote_id: row.text("author_remote_id")?,
        author_handle: row.text("author_handle")?,
        author_name: row.text("author_name")?,
        text: row.text("text")?,
        url: row.text("url")?,
        written_at: row.millis("written_at")?,
        received_at: row.millis("received_at")?,
        due_at: row.opt_millis("due_at")?,
        due_clause: row.text("due_clause")?,
        state: row.word("state", ItemState::parse)?,
        visibility: row.word("visibility", Visibility::parse)?,
        route: row.word("route", Route::parse)?,
        findings: row.json("findings")?,
        claimed_by: row.opt_id("claimed_by")?,
        closed_reason: row.text("closed_reason")?,
        versions: row.int("versions")?,
        version: row.int("version")?,
    })
}

fn version(row: &Row) -> Result<ItemVersion> {
    Ok(ItemVersion {
        item: row.id("item")?,
        number: row.int("number")?,
        text: row.text("text")?,
        remote_cid: row.text("remote_cid")?,
        findings: row.json("findings")?,
        received_at: row.millis("received_at")?,
    })
}

pub(crate) fn answer(row: &Row) -> Result<Answer> {
    Ok(Answer {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        item: row.id("item")?,
        text: row.text("text")?,
        state: row.word("state", PublicationState::parse)?,
        key: row.text("key")?,
        remote_id: row.text("remote_id")?,
        url: row.text("url")?,
        problem: row.text("problem")?,
        author: row.id("author")?,
        created_at: row.millis("created_at")?,
        published_at: row.opt_millis("published_at")?,
        version: row.int("version")?,
    })
}

/// Sort key of an item: when it is due; without a deadline, last.
pub(crate) fn due_key(due_at: Option<Millis>) -> i64 {
    due_at.map_or(i64::MAX, |m| m.0)
}

/// Items of a channel by their names on the network.
pub(crate) async fn by_remote<'a>(
    conn: &mut Conn,
    municipality: &MunicipalityId,
    channel: &ChannelId,
    remote_ids: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<Item>> {
    let mut out = Vec::new();
    for chunk in lists::chunks(remote_ids) {
        let sql = format!(
            "SELECT * FROM items WHERE municipality = $1 AND channel = $2 AND remote_id IN ({})",
            lists::places(3, chunk.len())
        );
        let values = [id(municipality), id(channel)].into_iter().chain(chunk).collect();
        for row in conn.all_built(sql, values).await? {
            out.push(item(&row)?);
        }
    }
    Ok(out)
}

/// The statement of a page of the inbox and its parameters.
pub(crate) fn page(
    municipality: &MunicipalityId,
    filter: &InboxFilter,
    after: Option<&Cursor>,
    limit: usize,
    pg: bool,
) -> (String, Vec<Value>) {
    let [at, last] = lists::oldest_first(after);
    let mut values = vec![id(municipality), at, last, lists::one_more(limit)];
    let mut conditions = String::new();
    let mut add = |sql: &str, value: Value| {
        values.push(value);
        conditions.push_str(&sql.replace('?', &format!("${}", values.len())));
    };
    if let Some(channel) = &filter.channel {
        add(" AND channel = ?", id(channel));
    }
    if let Some(route) = filter.route {
        add(" AND route = ?", route.as_str().into());
    }
    if let Some(due) = filter.due_before {
        add(" AND due_key < ?", due.into());
    }
    if let Some(person) = &filter.claimed_by {
        add(" AND claimed_by = ?", id(person));
    }
    if let Some(visibility) = filter.visibility {
        add(" AND visibility = ?", visibility.as_str().into());
    }
    if let Some(query) = search::wide(&filter.text, pg) {
        let found = if pg {
            search::MATCH_PG
        } else {
            search::MATCH_SQLITE
        };
        let sql =
            format!(" AND id IN (SELECT d.subject FROM search_docs d WHERE d.kind = 'item' AND {found})");
        add(&sql, query.into());
    }
    let states = if filter.states.is_empty() {
        ItemState::ALL
    } else {
        filter.states.as_slice()
    };
    let words: Vec<_> = states.iter().map(|s| s.as_str()).collect();
    (
        lists::merged("items", "due_key", Order::OldestFirst, &words, &conditions),
        values,
    )
}

#[async_trait]
impl InboxRead for Session {
    async fn item(&self, municipality: &MunicipalityId, of: &ItemId) -> Result<Item> {
        let row = self
            .conn()
            .await
            .opt(ITEM, vec![id(municipality), id(of)])
            .await?;
        item(&row.ok_or(StoreError::NotFound("item"))?)
    }

    async fn items_by_remote(
        &self,
        municipality: &MunicipalityId,
        channel: &ChannelId,
        remote_ids: &[String],
    ) -> Result<Vec<Item>> {
        let names = remote_ids.iter().map(String::as_str);
        by_remote(&mut *self.conn().await, municipality, channel, names).await
    }

    async fn inbox(
        &self,
        municipality: &MunicipalityId,
        filter: &InboxFilter,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Item>> {
        let mut conn = self.conn().await;
        let (sql, values) = page(municipality, filter, after, limit, conn.is_pg());
        let rows = conn.all_built(sql, values).await?;
        let items = rows.iter().map(item).collect::<Result<Vec<_>>>()?;
        Ok(Page::cut(items, limit, |i| Cursor {
            at: due_key(i.due_at),
            id: i.id.as_str().to_owned(),
        }))
    }

    async fn inbox_counts(&self, municipality: &MunicipalityId, now: Millis) -> Result<InboxCounts> {
        let mut conn = self.conn().await;
        let mut counts = InboxCounts::default();
        for row in conn.all(COUNTS, vec![id(municipality)]).await? {
            let n = row.int("n")?;
            match row.word("state", ItemState::parse)? {
                ItemState::New => counts.new = n,
                ItemState::Claimed => counts.claimed = n,
                ItemState::Answered => counts.answered = n,
                ItemState::Closed => counts.closed = n,
            }
        }
        let values = vec![id(municipality), now.into(), InboxCounts::OVERDUE_MAX.into()];
        if let Some(row) = conn.opt(OVERDUE, values).await? {
            counts.overdue = row.int("n")?;
        }
        Ok(counts)
    }

    async fn items_of_publication(
        &self,
        municipality: &MunicipalityId,
        publication: &PublicationId,
        limit: usize,
    ) -> Result<Vec<Item>> {
        let rows = self
            .conn()
            .await
            .all(
                OF_PUBLICATION,
                vec![id(municipality), id(publication), count(limit)],
            )
            .await?;
        rows.iter().map(item).collect()
    }

    async fn item_versions(&self, municipality: &MunicipalityId, of: &ItemId) -> Result<Vec<ItemVersion>> {
        self.conn()
            .await
            .all(VERSIONS, vec![id(municipality), id(of)])
            .await?
            .iter()
            .map(version)
            .collect()
    }

    async fn answer(&self, municipality: &MunicipalityId, of: &AnswerId) -> Result<Answer> {
        let row = self
            .conn()
            .await
            .opt(ANSWER, vec![id(municipality), id(of)])
            .await?;
        answer(&row.ok_or(StoreError::NotFound("answer"))?)
    }

    async fn answers_of(&self, municipality: &MunicipalityId, items: &[ItemId]) -> Result<Vec<Answer>> {
        let mut conn = self.conn().await;
        let mut out = Vec::new();
        for chunk in lists::chunks(items.iter().map(ItemId::as_str)) {
            let sql = format!(
                "SELECT * FROM answers WHERE municipality = $1 AND item IN ({}) ORDER BY item, created_at, id",
                lists::places(2, chunk.len())
            );
            let values = std::iter::once(id(municipality)).chain(chunk).collect();
            for row in conn.all_built(sql, values).await? {
                out.push(answer(&row)?);
            }
        }
        Ok(out)
    }

    async fn answers_in(
        &self,
        municipality: &MunicipalityId,
        states: &[PublicationState],
        limit: usize,
    ) -> Result<Vec<Answer>> {
        if states.is_empty() {
            return Ok(Vec::new());
        }
        let words: Vec<_> = states.iter().map(|s| s.as_str()).collect();
        let sql = lists::merged("answers", "created_at", Order::OldestFirst, &words, "");
        let [at, first] = lists::oldest_first(None);
        let values = vec![id(municipality), at, first, count(limit)];
        self.conn()
            .await
            .all_built(sql, values)
            .await?
            .iter()
            .map(answer)
            .collect()
    }

    async fn own_remote_ids(
        &self,
        municipality: &MunicipalityId,
        channel: &ChannelId,
        remote_ids: &[String],
    ) -> Result<Vec<String>> {
        let mut conn = self.conn().await;
        let mut out = Vec::new();
        for chunk in lists::chunks(remote_ids.iter().map(String::as_str)) {
            let sql = format!(
                "SELECT a.remote_id FROM answers a JOIN items i ON i.id = a.item WHERE a.municipality = $1 \
                 AND i.channel = $2 AND a.remote_id <> '' AND a.remote_id IN ({})",
                lists::places(3, chunk.len())
            );
            let values = [id(municipality), id(channel)].into_iter().chain(chunk).collect();
            for row in conn.all_built(sql, values).await? {
                out.push(row.text("remote_id")?);
            }
        }
        Ok(out)
    }
}
