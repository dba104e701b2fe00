//! What is searched, out of the rows it is made from: when one of them changes, and when the index is made anew.

use super::doc::{Doc, put};
use crate::conn::Conn;
use crate::inbox::item;
use crate::lists;
use crate::value::{Row, Value, count, id};
use model::item::{Item, Visibility};
use model::post::Content;
use model::{MunicipalityId, publication::PublicationState};
use std::collections::HashMap;
use store::{Outside, Result, SearchAbout, SearchKind, StoreError};

const REVISIONS: &str = "SELECT s.* FROM revisions s WHERE s.municipality = $1";
const ITEMS: &str = "SELECT s.* FROM items s WHERE s.municipality = $1";
const EDITED: &str = "SELECT s.id FROM items s WHERE s.municipality = $1 AND s.versions > 1";
const ANSWERS: &str =
    "SELECT s.*, i.channel FROM answers s JOIN items i ON i.id = s.item WHERE s.municipality = $1";
const MODERATIONS: &str =
    "SELECT s.*, i.channel FROM moderations s JOIN items i ON i.id = s.item WHERE s.municipality = $1";
const APPROVALS: &str = "SELECT s.* FROM approvals s WHERE s.municipality = $1 AND s.note <> '' AND s.subject <> 'waiver' \
     AND s.decided_at IS NOT NULL";

/// Which rows.
#[derive(Clone, Copy)]
pub(crate) enum Rows<'a> {
    /// These, by id; for earlier versions their items.
    Of(&'a [&'a str]),
    /// At most so many with ids after this one.
    After(&'a str, usize),
}

/// Puts what rows say into the index.
pub(crate) async fn refresh(
    conn: &mut Conn,
    municipality: &MunicipalityId,
    kind: SearchKind,
    ids: &[&str],
) -> Result<()> {
    let (docs, _) = docs(conn, municipality, kind, Rows::Of(ids)).await?;
    put(conn, docs).await
}

/// What rows say, and the id of the last row looked at.
pub(super) async fn docs(
    conn: &mut Conn,
    municipality: &MunicipalityId,
    kind: SearchKind,
    which: Rows<'_>,
) -> Result<(Vec<Doc>, Option<String>)> {
    let base = match kind {
        SearchKind::Revision => REVISIONS,
        SearchKind::Item => ITEMS,
        SearchKind::Version => EDITED,
        SearchKind::Answer => ANSWERS,
        SearchKind::Moderation => MODERATIONS,
        SearchKind::Approval => APPROVALS,
        SearchKind::Outside => return Ok((Vec::new(), None)),
    };
    let rows = select(conn, municipality, base, "s.id", which).await?;
    let last = match rows.last() {
        Some(row) => Some(row.text("id")?),
        None => None,
    };
    let mut docs = match kind {
        SearchKind::Revision => revisions(conn, municipality, &rows).await?,
        SearchKind::Item => rows
            .iter()
            .map(|r| Ok(of_item(&item(r)?)))
            .collect::<Result<Vec<_>>>()?,
        SearchKind::Version => versions(conn, municipality, &rows).await?,
        SearchKind::Answer => rows
            .iter()
            .map(|r| answer(municipality, r))
            .collect::<Result<Vec<_>>>()?,
        SearchKind::Moderation => rows
            .iter()
            .map(|r| moderation(municipality, r))
            .collect::<Result<Vec<_>>>()?,
        SearchKind::Approval => rows
            .iter()
            .map(|r| approval(municipality, r))
            .collect::<Result<Vec<_>>>()?,
        SearchKind::Outside => Vec::new(),
    };
    docs.retain(|d| {
        !d.text.is_empty()
            || !d.ground.is_empty()
            || matches!(d.kind, SearchKind::Revision | SearchKind::Item)
    });
    Ok((docs, last))
}

async fn select(
    conn: &mut Conn,
    municipality: &MunicipalityId,
    base: &str,
    key: &str,
    which: Rows<'_>,
) -> Result<Vec<Row>> {
    match which {
        Rows::After(after, limit) => {
            let sql = format!("{base} AND {key} > $2 ORDER BY {key} LIMIT $3");
            conn.all_built(sql, vec![id(municipality), after.into(), count(limit)])
                .await
        }
        Rows::Of(ids) => {
            let mut rows = Vec::new();
            for chunk in lists::chunks(ids.iter().copied()) {
                let sql = format!("{base} AND {key} IN ({})", lists::places(2, chunk.len()));
                let values: Vec<Value> = [id(municipality)].into_iter().chain(chunk).collect();
                rows.extend(conn.all_built(sql, values).await?);
            }
            Ok(rows)
        }
    }
}

/// A text without anything else said of it.
fn plain(
    municipality: &MunicipalityId,
    kind: SearchKind,
    subject: String,
    about: SearchAbout,
    parent: String,
) -> Doc {
    Doc {
        municipality: municipality.clone(),
        kind,
        subject,
        about,
        parent,
        at: model::Millis(0),
        text: String::new(),
        who: String::new(),
        person: String::new(),
        channels: Vec::new(),
        states: Vec::new(),
        ground: String::new(),
        image: false,
        hidden: false,
        deleted: false,
    }
}

/// What stands in its record alone.
pub(super) fn of_outside(municipality: &MunicipalityId, said: &Outside) -> Doc {
    Doc {
        at: said.at,
        text: said.text.clone(),
        channels: vec![said.channel.to_string()],
        ..plain(
            municipality,
            SearchKind::Outside,
            said.entry.to_string(),
            said.about,
            said.parent.clone(),
        )
    }
}

/// An item's newest version, and why it was closed.
pub(crate) fn of_item(i: &Item) -> Doc {
    let mut text = i.text.clone();
    if !i.closed_reason.is_empty() {
        text.push_str("\n\n");
        text.push_str(&i.closed_reason);
    }
    let own = i.id.to_string();
    Doc {
        at: i.written_at,
        text,
        who: format!("{} {}", i.author_name, i.author_handle),
        channels: vec![i.channel.to_string()],
        states: vec![i.state.as_str().to_owned()],
        hidden: matches!(
            i.visibility,
            Visibility::Hiding | Visibility::Hidden | Visibility::Restoring
        ),
        deleted: i.visibility == Visibility::Gone,
        ..plain(
            &i.municipality,
            SearchKind::Item,
            own.clone(),
            SearchAbout::Item,
            own,
        )
    }
}

/// What a revision says, its link and its pictures' texts with it, and what became of it on each channel.
async fn revisions(conn: &mut Conn, municipality: &MunicipalityId, rows: &[Row]) -> Result<Vec<Doc>> {
    let ids = rows.iter().map(|r| r.text("id")).collect::<Result<Vec<_>>>()?;
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let base = "SELECT s.revision, s.state FROM publications s WHERE s.municipality = $1";
    let mut states: HashMap<String, Vec<String>> = HashMap::new();
    for row in select(conn, municipality, base, "s.revision", Rows::Of(&ids)).await? {
        let of = states.entry(row.text("revision")?).or_default();
        let state = row.text("state")?;
        if !of.contains(&state) {
            of.push(state);
        }
    }
    let mut docs = Vec::with_capacity(rows.len());
    for row in rows {
        let content: Content = row.json("content")?;
        let subject = row.text("id")?;
        let mut states = states.remove(&subject).unwrap_or_default();
        if states.is_empty() {
            states.push("unpublished".to_owned());
        }
        states.sort();
        let mut text = content.text;
        let spoken: Vec<String> = content.media.iter().map(|m| m.note.spoken()).collect();
        let of_pictures = content.media.iter().flat_map(|m| [&m.note.alt, &m.note.credit]);
        for said in std::iter::once(&content.link)
            .chain(of_pictures)
            .chain(&spoken)
            .filter(|s| !s.is_empty())
        {
            text.push('\n');
            text.push_str(said);
        }
        docs.push(Doc {
            at: row.millis("submitted_at")?,
            text,
            person: row.text("submitted_by")?,
            channels: content.channels.iter().map(ToString::to_string).collect(),
            image: !content.media.is_empty(),
            deleted: states.iter().any(|s| s == PublicationState::Removed.as_str()),
            states,
            ..plain(
                municipality,
                SearchKind::Revision,
                subject,
                SearchAbout::Post,
                row.text("post")?,
            )
        });
    }
    Ok(docs)
}

/// Versions before the newest of these items. They were changed or taken away by their authors.
async fn versions(conn: &mut Conn, municipality: &MunicipalityId, items: &[Row]) -> Result<Vec<Doc>> {
    let ids = items.iter().map(|r| r.text("id")).collect::<Result<Vec<_>>>()?;
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let base = "SELECT s.item, s.number, s.text, s.received_at, i.written_at, i.channel, i.author_name, i.author_handle \
         FROM item_versions s JOIN items i ON i.id = s.item WHERE s.municipality = $1 AND s.number < i.versions";
    let rows = select(conn, municipality, base, "s.item", Rows::Of(&ids)).await?;
    let doc = |row: &Row| {
        let (item, number) = (row.text("item")?, row.int("number")?);
        let at = if number == 1 { "written_at" } else { "received_at" };
        Ok(Doc {
            at: row.millis(at)?,
            text: row.text("text")?,
            who: format!("{} {}", row.text("author_name")?, row.text("author_handle")?),
            channels: vec![row.text("channel")?],
            deleted: true,
            ..plain(
                municipality,
                SearchKind::Version,
                format!("{item}.{number}"),
                SearchAbout::Item,
                item,
            )
        })
    };
    rows.iter().map(doc).collect()
}

fn answer(municipality: &MunicipalityId, row: &Row) -> Result<Doc> {
    let state = row.text("state")?;
    Ok(Doc {
        at: row.millis("created_at")?,
        text: row.text("text")?,
        person: row.text("author")?,
        channels: vec![row.text("channel")?],
        deleted: state == PublicationState::Removed.as_str(),
        states: vec![state],
        ..plain(
            municipality,
            SearchKind::Answer,
            row.text("id")?,
            SearchAbout::Item,
            row.text("item")?,
        )
    })
}

fn moderation(municipality: &MunicipalityId, row: &Row) -> Result<Doc> {
    Ok(Doc {
        at: row.millis("decided_at")?,
        text: row.text("reason")?,
        person: row.text("decided_by")?,
        channels: vec![row.text("channel")?],
        states: vec![row.text("state")?],
        ground: row.text("ground")?,
        ..plain(
            municipality,
            SearchKind::Moderation,
            row.text("id")?,
            SearchAbout::Item,
            row.text("item")?,
        )
    })
}

fn approval(municipality: &MunicipalityId, row: &Row) -> Result<Doc> {
    let parent = row.text("subject_id")?;
    let about = SearchAbout::parse(&row.text("subject")?)
        .ok_or_else(|| StoreError::Other("an approval about something else".to_owned()))?;
    let channels = if about == SearchAbout::Channel {
        vec![parent.clone()]
    } else {
        Vec::new()
    };
    Ok(Doc {
        at: row.millis("decided_at")?,
        text: row.text("note")?,
        person: row.opt_text("decided_by")?.unwrap_or_default(),
        channels,
        states: vec![row.text("state")?],
        ground: row.text("clause")?,
        ..plain(municipality, SearchKind::Approval, row.text("id")?, about, parent)
    })
}
