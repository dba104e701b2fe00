//! What goes out: a zip with a list, the texts without what is withheld, the pictures with boxes in their pixels, and the
//! same as data. It is made from the chosen things each time and holds nothing of what is withheld: no length, no digest,
//! no address, no name of a file.

use super::content::{Content, content, guards};
use super::settle::digest;
use super::{Ground, grounds};
use crate::{Actor, Error, Flow, Result};
use detect::picture::{Area, Limits, cover};
use model::person::Permission;
use model::request::{RequestItem, RequestState, RequestVerdict};
use model::{RequestId, RequestItemId};
use records::handout::{File, zip};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What stands for withheld words, however many they were.
const BLOCK: &str = "█████";

/// Words of the package, in the asker's language.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Language tag.
    pub lang: String,
    /// Heading of the list.
    pub title: String,
    /// Names of columns: number, kind, time, channel, author, what is given, grounds, file.
    pub columns: [String; 8],
    /// Names of kinds by their words.
    pub kinds: BTreeMap<String, String>,
    /// What is given: all, a part, nothing.
    pub given: [String; 3],
    /// What grounds say, by id.
    pub grounds: BTreeMap<String, String>,
}

/// One row of the list.
struct Row {
    cells: [String; 8],
    data: Value,
}

/// Makes the package of a confirmed request as bytes of a zip file.
///
/// # Errors
/// `NotAllowed`, `NotFound`; `Refused` with `request-not-confirmed`, `request-item-changed` (what was confirmed is no longer
/// what would go out), `picture-unreadable`.
pub async fn package(flow: &Flow, actor: &Actor, request: &RequestId, words: &Words) -> Result<Vec<u8>> {
    actor.must(Permission::HandleRequests)?;
    let whose = &actor.municipality.id;
    let read = flow.store().read().await?;
    let request = read.request(whose, request).await?;
    let done = [
        RequestState::Confirmed,
        RequestState::Sent,
        RequestState::Appealed,
        RequestState::Closed,
    ];
    if !done.contains(&request.state) || request.confirmed_by.is_none() {
        return Err(Error::refused("request-not-confirmed"));
    }
    let items = read.request_items(whose, &request.id).await?;
    if digest(&request, &items)? != request.digest {
        return Err(Error::refused("request-item-changed"));
    }
    let law = grounds(actor.municipality.country);
    let (mut files, mut rows) = (Vec::new(), Vec::new());
    for (number, item) in (1..).zip(&items) {
        let said = content(flow, &*read, whose, item.kind, &item.subject).await?;
        if !guards(item, &said.text)? {
            return Err(Error::refused("request-item-changed"));
        }
        let text = (item.verdict != RequestVerdict::Withhold).then(|| blanked(&said.text, item));
        let name = format!("{number:03}.txt");
        let mut pictures = Vec::new();
        if let Some(text) = &text {
            files.push(File {
                name: name.clone(),
                bytes: text.clone().into_bytes(),
            });
            for (n, picture) in (1..).zip(&said.media) {
                let (bytes, end) = if !picture.is_video() {
                    painted(flow, item, &picture.id, &picture.blob).await?
                } else if item.boxes.iter().any(|b| b.media == picture.id) {
                    continue;
                } else {
                    (flow.blobs().get(&picture.blob).await?, "mp4")
                };
                let name = format!("{number:03}-{n}.{end}");
                files.push(File {
                    name: name.clone(),
                    bytes,
                });
                pictures.push(name);
            }
        }
        rows.push(row(
            number,
            item,
            &said,
            text.as_deref(),
            &name,
            &pictures,
            words,
            &law,
        ));
    }
    drop(read);
    files.push(File {
        name: "answer.txt".to_owned(),
        bytes: request.answer.clone().into_bytes(),
    });
    files.push(File {
        name: "list.csv".to_owned(),
        bytes: records::handout::csv(&words.columns, rows.iter().map(|r| &r.cells)),
    });
    let page = records::handout::html(
        &words.lang,
        &words.title,
        &words.columns,
        rows.iter().map(|r| &r.cells),
    );
    files.push(File {
        name: "list.html".to_owned(),
        bytes: page.into_bytes(),
    });
    let data: Vec<&Value> = rows.iter().map(|r| &r.data).collect();
    let data = serde_json::to_vec_pretty(&data).map_err(|e| Error::Internal(e.to_string()))?;
    files.push(File {
        name: "data.json".to_owned(),
        bytes: data,
    });
    zip(&files).map_err(|e| Error::Internal(e.to_string()))
}

/// A picture of a thing as it would go out; a video as it is kept.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Refused("picture-unreadable")`.
pub async fn preview(
    flow: &Flow,
    actor: &Actor,
    item: &RequestItemId,
    at: usize,
) -> Result<(Vec<u8>, &'static str)> {
    actor.must(Permission::HandleRequests)?;
    let whose = &actor.municipality.id;
    let read = flow.store().read().await?;
    let item = read.request_item(whose, item).await?;
    let said = content(flow, &*read, whose, item.kind, &item.subject).await?;
    drop(read);
    let picture = said.media.get(at).ok_or(Error::NotFound)?;
    if picture.is_video() {
        return Ok((flow.blobs().get(&picture.blob).await?, detect::video::MIME));
    }
    let (bytes, end) = painted(flow, &item, &picture.id, &picture.blob).await?;
    Ok((bytes, if end == "png" { "image/png" } else { "image/jpeg" }))
}

/// The text without what is marked.
fn blanked(text: &str, item: &RequestItem) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.chars().enumerate() {
        match item.marks.iter().find(|m| m.start <= at && at < m.end) {
            Some(mark) if mark.start == at => out.push_str(BLOCK),
            Some(_) => {}
            None => out.push(c),
        }
    }
    out
}

/// A picture with its boxes in the pixels, written anew; and the end of its file's name.
async fn painted(
    flow: &Flow,
    item: &RequestItem,
    media: &model::MediaId,
    blob: &str,
) -> Result<(Vec<u8>, &'static str)> {
    let bytes = flow.blobs().get(blob).await?;
    let areas: Vec<Area> = item
        .boxes
        .iter()
        .filter(|b| b.media == *media)
        .map(|b| Area {
            left: b.left,
            top: b.top,
            width: b.width,
            height: b.height,
        })
        .collect();
    let picture = tokio::task::spawn_blocking(move || cover(&bytes, &areas, &Limits::default()))
        .await
        .map_err(|e| Error::Internal(e.to_string()))?
        .map_err(|problem| Error::refused(problem.key()))?;
    Ok((
        picture.bytes,
        if picture.mime == "image/png" { "png" } else { "jpg" },
    ))
}

fn row(
    number: usize,
    item: &RequestItem,
    said: &Content,
    text: Option<&str>,
    file: &str,
    pictures: &[String],
    words: &Words,
    law: &[Ground],
) -> Row {
    // Who wrote it goes with the address, which names her too. Of what is withheld altogether nothing is told.
    let named = text.is_some() && item.author_ground.is_empty();
    let author = if !named {
        String::new()
    } else if said.handle.is_empty() {
        said.author.clone()
    } else {
        format!("{} ({})", said.author, said.handle)
    };
    let mut used: BTreeSet<&str> = item.marks.iter().map(|m| m.ground.as_str()).collect();
    used.extend(item.boxes.iter().map(|b| b.ground.as_str()));
    used.extend(
        [item.ground.as_str(), item.author_ground.as_str()]
            .into_iter()
            .filter(|g| !g.is_empty()),
    );
    if text.is_none() {
        used.retain(|g| *g == item.ground);
    }
    let quoted = |id: &&str| {
        let says = words.grounds.get(*id).map_or(*id, String::as_str);
        let law = law.iter().find(|g| g.id == *id).map_or("", |g| g.law);
        format!("{says} ({law})")
    };
    let grounds: Vec<String> = used.iter().map(quoted).collect();
    let given = match (text, used.is_empty()) {
        (None, _) => 2,
        (Some(_), true) => 0,
        (Some(_), false) => 1,
    };
    let kind = item.kind.as_str();
    let at = said.at.rfc3339();
    let channel = said.channels.join(", ");
    let cells = [
        number.to_string(),
        words.kinds.get(kind).cloned().unwrap_or_else(|| kind.to_owned()),
        at.clone(),
        channel.clone(),
        author.clone(),
        words.given.get(given).cloned().unwrap_or_default(),
        grounds.join("; "),
        if text.is_some() {
            file.to_owned()
        } else {
            String::new()
        },
    ];
    let data = json!({
        "number": number, "kind": kind, "at": at, "channels": said.channels, "ours": said.ours, "author": author,
        "url": if named { said.url.as_str() } else { "" }, "text": text, "pictures": pictures,
        "grounds": used.iter().map(|id| json!({
            "ground": id, "law": law.iter().find(|g| g.id == *id).map_or("", |g| g.law),
        })).collect::<Vec<_>>(),
    });
    Row { cells, data }
}
