//! Choosing what a request is about.

use super::content::content;
use super::{must_be_open, note, take_up};
use crate::archive::{self, Wanted};
use crate::{Actor, Error, Flow, Result};
use model::person::Permission;
use model::request::{RequestItem, RequestItemKind, RequestVerdict};
use model::{Id as _, ItemId, RequestId, RequestItemId};
use serde_json::json;
use store::{SearchKind, Tx};

/// Things of one search that are chosen at once.
const MOST: usize = 500;

/// Chooses things by what a search calls them: kind and id. How many were new.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Refused("request-not-open")`.
pub async fn add(
    flow: &Flow,
    actor: &Actor,
    request: &RequestId,
    things: &[(SearchKind, String)],
) -> Result<usize> {
    actor.must(Permission::HandleRequests)?;
    let whose = &actor.municipality.id;
    let tx = flow.store().begin().await?;
    let mut request = tx.request(whose, request).await?;
    take_up(&*tx, &mut request).await?;
    let mut added = Vec::new();
    for (kind, subject) in things {
        let (kind, subject) = named(&*tx, actor, *kind, subject).await?;
        let said = content(flow, &*tx, whose, kind, &subject).await?;
        let item = RequestItem {
            id: flow.source().id(),
            municipality: whose.clone(),
            request: request.id.clone(),
            kind,
            subject,
            at: said.at,
            verdict: RequestVerdict::Open,
            ground: String::new(),
            author_ground: String::new(),
            marks: Vec::new(),
            boxes: Vec::new(),
            guard: super::content::guard(flow, &said.text)?,
            reviewed_by: None,
            reviewed_at: None,
            version: 1,
        };
        if tx.insert_request_item(&item).await? {
            added.push(json!({ "kind": item.kind, "subject": item.subject }));
        }
    }
    let count = added.len();
    if count > 0 {
        note(
            flow,
            &*tx,
            actor,
            &request,
            "request.chosen",
            json!({ "chosen": added }),
        )
        .await?;
    }
    tx.commit().await?;
    Ok(count)
}

/// Chooses all that a search finds, at most 500. How many were new.
///
/// # Errors
/// As [`add`] and [`archive::find`].
pub async fn add_found(flow: &Flow, actor: &Actor, request: &RequestId, wanted: &Wanted) -> Result<usize> {
    let found = archive::find(flow, actor, wanted, None, MOST).await?;
    let things: Vec<_> = found.hits.into_iter().map(|h| (h.kind, h.subject)).collect();
    add(flow, actor, request, &things).await
}

/// Takes a thing out of the choice again.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Refused("request-not-open")`.
pub async fn remove(flow: &Flow, actor: &Actor, item: &RequestItemId) -> Result<RequestId> {
    actor.must(Permission::HandleRequests)?;
    let whose = &actor.municipality.id;
    let tx = flow.store().begin().await?;
    let item = tx.request_item(whose, item).await?;
    let request = tx.request(whose, &item.request).await?;
    must_be_open(&request)?;
    tx.delete_request_item(whose, &item.id).await?;
    let data = json!({ "kind": item.kind, "subject": item.subject });
    note(flow, &*tx, actor, &request, "request.unchosen", data).await?;
    tx.commit().await?;
    Ok(request.id)
}

/// What a hit is here: an item is the version that is the newest now.
async fn named(
    tx: &dyn Tx,
    actor: &Actor,
    kind: SearchKind,
    subject: &str,
) -> Result<(RequestItemKind, String)> {
    Ok(match kind {
        SearchKind::Revision => (RequestItemKind::Revision, subject.to_owned()),
        SearchKind::Version => (RequestItemKind::Version, subject.to_owned()),
        SearchKind::Answer => (RequestItemKind::Answer, subject.to_owned()),
        SearchKind::Moderation => (RequestItemKind::Moderation, subject.to_owned()),
        SearchKind::Approval => (RequestItemKind::Approval, subject.to_owned()),
        SearchKind::Outside => (RequestItemKind::Outside, subject.to_owned()),
        SearchKind::Item => {
            let id = ItemId::parse(subject).map_err(|_| Error::NotFound)?;
            let item = tx.item(&actor.municipality.id, &id).await?;
            (RequestItemKind::Version, format!("{}.{}", item.id, item.versions))
        }
    })
}
