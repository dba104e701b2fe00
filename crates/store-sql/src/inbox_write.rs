//! What others write to us: taking it in and changing its state.

use crate::bulk::{self, Rows};
use crate::conn::Conn;
use crate::inbox::{by_remote, due_key};
use crate::search;
use crate::session::Session;
use crate::value::{Value, args, id, json, opt_id, storable};
use async_trait::async_trait;
use model::item::{Answer, Item, ItemState};
use model::{Id as _, MunicipalityId};
use std::collections::HashMap;
use store::{InboxWrite, Received, Reception, Result, SearchKind, StoreError};

const INSERT_ITEMS: &str = "INSERT INTO items (id, municipality, channel, remote_id, remote_cid, parent_remote_id, publication, \
     author_remote_id, author_handle, author_name, text, url, written_at, received_at, due_at, due_key, due_clause, state, \
     visibility, route, findings, claimed_by, closed_reason, versions, version)";
const INSERT_VERSIONS: &str =
    "INSERT INTO item_versions (item, number, municipality, text, remote_cid, findings, received_at)";
const EDIT: &str = "UPDATE items SET text = $3, remote_cid = $4, author_handle = $5, author_name = $6, findings = $7, \
     received_at = $8, versions = versions + 1, version = version + 1 WHERE municipality = $1 AND id = $2";
const STATE: &str = "SELECT state FROM items WHERE municipality = $1 AND id = $2";
const UPDATE: &str = "UPDATE items SET due_at = $4, due_key = $5, due_clause = $6, state = $7, visibility = $8, route = $9, \
     claimed_by = $10, closed_reason = $11, publication = $12, version = version + 1 \
     WHERE municipality = $1 AND id = $2 AND version = $3";
const COUNT: &str = "INSERT INTO inbox_counts (municipality, state, n) VALUES ($1, $2, $3) \
     ON CONFLICT (municipality, state) DO UPDATE SET n = inbox_counts.n + excluded.n";
const INSERT_ANSWER: &str = "INSERT INTO answers (id, municipality, item, text, state, key, remote_id, url, problem, author, \
     created_at, published_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
const UPDATE_ANSWER: &str = "UPDATE answers SET text = $4, state = $5, key = $6, remote_id = $7, url = $8, problem = $9, \
     published_at = $10, version = version + 1 WHERE municipality = $1 AND id = $2 AND version = $3";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[EDIT, STATE, UPDATE, COUNT, INSERT_ANSWER, UPDATE_ANSWER];

fn values(i: &Item) -> Result<Vec<Value>> {
    Ok(args![
        i.id.to_string(),
        i.municipality.to_string(),
        i.channel.to_string(),
        &i.remote_id,
        &i.remote_cid,
        &i.parent_remote_id,
        opt_id(i.publication.as_ref()),
        &i.author_remote_id,
        &i.author_handle,
        &i.author_name,
        &i.text,
        &i.url,
        i.written_at,
        i.received_at,
        i.due_at,
        due_key(i.due_at),
        &i.due_clause,
        i.state.as_str(),
        i.visibility.as_str(),
        i.route.as_str(),
        json(&i.findings)?,
        opt_id(i.claimed_by.as_ref()),
        &i.closed_reason,
        i.versions,
        i.version,
    ])
}

fn version_values(i: &Item, number: i64) -> Result<Vec<Value>> {
    Ok(args![
        i.id.to_string(),
        number,
        i.municipality.to_string(),
        &i.text,
        &i.remote_cid,
        json(&i.findings)?,
        i.received_at,
    ])
}

/// Changes the numbers beside the inbox, always in the same order, so that no two transactions wait for each other.
async fn count(
    conn: &mut Conn,
    municipality: &MunicipalityId,
    by: impl Fn(ItemState) -> i64 + Send,
) -> Result<()> {
    for state in ItemState::ALL {
        let by = by(*state);
        if by != 0 {
            conn.run(COUNT, vec![id(municipality), state.as_str().into(), by.into()])
                .await?;
        }
    }
    Ok(())
}

/// What is known of the items handed in, by (channel, name on the network).
type Known = HashMap<(String, String), Item>;

async fn known(conn: &mut Conn, items: &[Item]) -> Result<Known> {
    let mut by_channel: HashMap<&str, Vec<&Item>> = HashMap::new();
    for item in items {
        by_channel.entry(item.channel.as_str()).or_default().push(item);
    }
    let mut out = HashMap::new();
    for group in by_channel.values() {
        let Some(first) = group.first() else { continue };
        let names = group.iter().map(|i| i.remote_id.as_str());
        for item in by_remote(conn, &first.municipality, &first.channel, names).await? {
            out.insert((item.channel.to_string(), item.remote_id.clone()), item);
        }
    }
    Ok(out)
}

#[async_trait]
impl InboxWrite for Session {
    async fn receive_items(&self, items: &[Item]) -> Result<Vec<Received>> {
        let mut conn = self.conn().await;
        let mut known = known(&mut conn, items).await?;
        let mut answers = Vec::with_capacity(items.len());
        let mut fresh: Vec<&Item> = Vec::new();
        let mut edited: Vec<Item> = Vec::new();
        for item in items {
            let name = (item.channel.to_string(), item.remote_id.clone());
            let reception = match known.get_mut(&name) {
                None => {
                    known.insert(name, item.clone());
                    fresh.push(item);
                    Received {
                        id: item.id.clone(),
                        reception: Reception::New,
                    }
                }
                Some(before) if before.text == storable(&item.text) => Received {
                    id: before.id.clone(),
                    reception: Reception::Seen,
                },
                Some(before) => {
                    before.versions += 1;
                    before.text = storable(&item.text).into_owned();
                    edited.push(Item {
                        id: before.id.clone(),
                        written_at: before.written_at,
                        versions: before.versions,
                        ..item.clone()
                    });
                    Received {
                        id: before.id.clone(),
                        reception: Reception::Edited,
                    }
                }
            };
            answers.push(reception);
        }
        let rows = fresh.iter().map(|i| values(i)).collect::<Result<Vec<_>>>()?;
        let first = fresh.iter().map(|i| version_values(i, 1));
        let later = edited.iter().map(|i| version_values(i, i.versions));
        let versions = first.chain(later).collect::<Result<Vec<_>>>()?;
        let docs = fresh.iter().map(|i| search::of_item(i)).collect();
        let mut tables = vec![Rows::of(INSERT_ITEMS, rows), Rows::of(INSERT_VERSIONS, versions)];
        tables.extend(search::rows(&mut conn, docs).await?);
        bulk::insert(&mut conn, tables).await?;
        for i in &edited {
            let values = args![
                i.municipality.to_string(),
                i.id.to_string(),
                &i.text,
                &i.remote_cid,
                &i.author_handle,
                &i.author_name,
                json(&i.findings)?,
                i.received_at,
            ];
            conn.run(EDIT, values).await?;
        }
        if let Some(first) = edited.first() {
            let ids: Vec<&str> = edited.iter().map(|i| i.id.as_str()).collect();
            for kind in [SearchKind::Item, SearchKind::Version] {
                search::refresh(&mut conn, &first.municipality, kind, &ids).await?;
            }
        }
        if let Some(first) = fresh.first() {
            let in_state = |state| fresh.iter().map(|i| i64::from(i.state == state)).sum();
            count(&mut conn, &first.municipality, in_state).await?;
        }
        Ok(answers)
    }

    async fn update_item(&self, i: &mut Item) -> Result<()> {
        let mut conn = self.conn().await;
        let row = conn.opt(STATE, vec![id(&i.municipality), id(&i.id)]).await?;
        let before = row
            .ok_or(StoreError::NotFound("item"))?
            .word("state", ItemState::parse)?;
        let values = args![
            i.municipality.to_string(),
            i.id.to_string(),
            i.version,
            i.due_at,
            due_key(i.due_at),
            &i.due_clause,
            i.state.as_str(),
            i.visibility.as_str(),
            i.route.as_str(),
            opt_id(i.claimed_by.as_ref()),
            &i.closed_reason,
            opt_id(i.publication.as_ref()),
        ];
        if conn.run(UPDATE, values).await? == 0 {
            return Err(StoreError::Conflict("item"));
        }
        i.version += 1;
        search::refresh(&mut conn, &i.municipality, SearchKind::Item, &[i.id.as_str()]).await?;
        let after = i.state;
        count(&mut conn, &i.municipality, |s| {
            i64::from(s == after) - i64::from(s == before)
        })
        .await
    }

    async fn insert_answer(&self, a: &Answer) -> Result<()> {
        let values = args![
            a.id.to_string(),
            a.municipality.to_string(),
            a.item.to_string(),
            &a.text,
            a.state.as_str(),
            &a.key,
            &a.remote_id,
            &a.url,
            &a.problem,
            a.author.to_string(),
            a.created_at,
            a.published_at,
            a.version,
        ];
        let mut conn = self.conn().await;
        conn.run(INSERT_ANSWER, values).await?;
        search::refresh(&mut conn, &a.municipality, SearchKind::Answer, &[a.id.as_str()]).await
    }

    async fn update_answer(&self, a: &mut Answer) -> Result<()> {
        let values = args![
            a.municipality.to_string(),
            a.id.to_string(),
            a.version,
            &a.text,
            a.state.as_str(),
            &a.key,
            &a.remote_id,
            &a.url,
            &a.problem,
            a.published_at,
        ];
        let mut conn = self.conn().await;
        if conn.run(UPDATE_ANSWER, values).await? == 0 {
            return Err(StoreError::Conflict("answer"));
        }
        a.version += 1;
        search::refresh(&mut conn, &a.municipality, SearchKind::Answer, &[a.id.as_str()]).await
    }
}
