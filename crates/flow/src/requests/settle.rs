//! From reviewed to answered, appealed and over.

use super::content::{content, guards};
use super::{TEXT, note, take_up};
use crate::error::FieldError;
use crate::{Actor, Error, Flow, Result};
use model::person::Permission;
use model::request::{Request, RequestItem, RequestOutcome, RequestState, RequestVerdict};
use model::{Id as _, RequestId};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use store::{Read, Tx};

/// Keeps the text of the answer while the request is worked on; work begins with it when there is nothing to choose.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Refused("request-not-open")`, `Invalid("text-too-long")`.
pub async fn answer(flow: &Flow, actor: &Actor, request: &RequestId, text: &str) -> Result<()> {
    let (tx, mut request) = begin(flow, actor, request).await?;
    take_up(&*tx, &mut request).await?;
    request.answer = bounded("answer", text, false)?;
    tx.update_request(&mut request).await?;
    tx.commit().await?;
    Ok(())
}

/// Says that the review is done. A request for which there is nothing is answered too.
///
/// # Errors
/// `NotAllowed`, `NotFound`; `Refused` with `request-not-reviewed` (things are open), `request-answer-missing`,
/// `request-item-changed`; `no-such-step`.
pub async fn ready(flow: &Flow, actor: &Actor, request: &RequestId) -> Result<()> {
    let (tx, mut request) = begin(flow, actor, request).await?;
    request.state = request.state.go(RequestState::Ready)?;
    if request.answer.is_empty() {
        return Err(Error::refused("request-answer-missing"));
    }
    let items = tx.request_items(&request.municipality, &request.id).await?;
    if items.iter().any(|i| i.verdict == RequestVerdict::Open) {
        return Err(Error::refused("request-not-reviewed"));
    }
    unchanged(flow, &*tx, &items).await?;
    request.outcome = Some(outcome(&items));
    request.ready_by = Some(actor.person.id.clone());
    request.digest = digest(&request, &items)?;
    tx.update_request(&mut request).await?;
    let data = json!({ "outcome": request.outcome, "things": items.len(), "digest": request.digest });
    note(flow, &*tx, actor, &request, "request.ready", data).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes it back into work: something is to be changed.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `no-such-step`.
pub async fn take_back(flow: &Flow, actor: &Actor, request: &RequestId) -> Result<()> {
    let (tx, mut request) = begin(flow, actor, request).await?;
    request.state = request.state.go(RequestState::Working)?;
    (request.ready_by, request.confirmed_by) = (None, None);
    request.digest.clear();
    tx.update_request(&mut request).await?;
    note(
        flow,
        &*tx,
        actor,
        &request,
        "request.returned",
        json!({ "number": request.number }),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// A second person confirms exactly what goes out: neither who said that it is ready nor who reviewed any of it.
///
/// # Errors
/// `NotAllowed`, `NotFound`; `Refused` with `request-confirmer-reviewed`, `request-item-changed`; `no-such-step`.
pub async fn confirm(flow: &Flow, actor: &Actor, request: &RequestId) -> Result<()> {
    let (tx, mut request) = begin(flow, actor, request).await?;
    request.state = request.state.go(RequestState::Confirmed)?;
    let items = tx.request_items(&request.municipality, &request.id).await?;
    let me = Some(&actor.person.id);
    if request.ready_by.as_ref() == me || items.iter().any(|i| i.reviewed_by.as_ref() == me) {
        return Err(Error::refused("request-confirmer-reviewed"));
    }
    unchanged(flow, &*tx, &items).await?;
    if request.digest != digest(&request, &items)? {
        return Err(Error::refused("request-item-changed"));
    }
    request.confirmed_by = Some(actor.person.id.clone());
    tx.update_request(&mut request).await?;
    note(
        flow,
        &*tx,
        actor,
        &request,
        "request.confirmed",
        json!({ "digest": request.digest }),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Notes that the asker was told why it takes longer.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Refused("request-not-open")`, `Invalid` (`required`, `text-too-long`).
pub async fn hold_off(flow: &Flow, actor: &Actor, request: &RequestId, text: &str) -> Result<()> {
    let text = bounded("holding", text, true)?;
    let (tx, mut request) = begin(flow, actor, request).await?;
    if request.sent_at.is_some() || request.state == RequestState::Closed {
        return Err(Error::refused("request-not-open"));
    }
    request.holding_at = Some(flow.source().now());
    tx.update_request(&mut request).await?;
    note(
        flow,
        &*tx,
        actor,
        &request,
        "request.holding-reply",
        json!({ "text": text }),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Notes that the answer went out.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `no-such-step`.
pub async fn sent(flow: &Flow, actor: &Actor, request: &RequestId) -> Result<()> {
    let (tx, mut request) = begin(flow, actor, request).await?;
    request.state = request.state.go(RequestState::Sent)?;
    request.sent_at = Some(flow.source().now());
    tx.update_request(&mut request).await?;
    let data = json!({ "outcome": request.outcome, "digest": request.digest, "text": request.answer });
    note(flow, &*tx, actor, &request, "request.answered", data).await?;
    tx.commit().await?;
    Ok(())
}

/// Notes an appeal.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `no-such-step`, `Invalid` (`required`, `text-too-long`).
pub async fn appeal(flow: &Flow, actor: &Actor, request: &RequestId, text: &str) -> Result<()> {
    let text = bounded("appeal", text, true)?;
    let (tx, mut request) = begin(flow, actor, request).await?;
    request.state = request.state.go(RequestState::Appealed)?;
    request.appeal = text;
    request.appealed_at = Some(flow.source().now());
    request.closed_at = None;
    tx.update_request(&mut request).await?;
    note(
        flow,
        &*tx,
        actor,
        &request,
        "request.appealed",
        json!({ "text": request.appeal }),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Ends it: answered and not appealed, or the appeal is decided.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `no-such-step`.
pub async fn close(flow: &Flow, actor: &Actor, request: &RequestId) -> Result<()> {
    let (tx, mut request) = begin(flow, actor, request).await?;
    request.state = request.state.go(RequestState::Closed)?;
    request.closed_at = Some(flow.source().now());
    tx.update_request(&mut request).await?;
    note(
        flow,
        &*tx,
        actor,
        &request,
        "request.closed",
        json!({ "number": request.number }),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

async fn begin(flow: &Flow, actor: &Actor, request: &RequestId) -> Result<(Box<dyn Tx>, Request)> {
    actor.must(Permission::HandleRequests)?;
    let tx = flow.store().begin().await?;
    let request = tx.request(&actor.municipality.id, request).await?;
    Ok((tx, request))
}

fn bounded(field: &str, text: &str, needed: bool) -> Result<String> {
    let text = text.trim().replace("\r\n", "\n");
    let wrong = if needed && text.is_empty() {
        FieldError::new(field, "required")
    } else if text.chars().count() > TEXT {
        FieldError::new(field, "text-too-long").with("limit", TEXT)
    } else {
        return Ok(text);
    };
    Err(Error::Invalid(vec![wrong]))
}

/// Goes on only when every thing says what was reviewed.
async fn unchanged(flow: &Flow, read: &(impl Read + ?Sized), items: &[RequestItem]) -> Result<()> {
    for item in items {
        let said = content(flow, read, &item.municipality, item.kind, &item.subject).await?;
        if !guards(item, &said.text)? {
            return Err(Error::refused("request-item-changed"));
        }
    }
    Ok(())
}

fn outcome(items: &[RequestItem]) -> RequestOutcome {
    let withheld = |i: &RequestItem| i.verdict == RequestVerdict::Withhold;
    if items.is_empty() {
        RequestOutcome::Nothing
    } else if items.iter().all(withheld) {
        RequestOutcome::Refused
    } else if items
        .iter()
        .any(|i| withheld(i) || !i.marks.is_empty() || !i.boxes.is_empty() || !i.author_ground.is_empty())
    {
        RequestOutcome::Partial
    } else {
        RequestOutcome::Full
    }
}

/// Digest of what goes out: the answer, and each thing with what is withheld of it.
pub(super) fn digest(request: &Request, items: &[RequestItem]) -> Result<String> {
    let things: Vec<_> = items
        .iter()
        .map(|i| {
            json!([
                i.kind,
                i.subject,
                i.verdict,
                i.ground,
                i.author_ground,
                i.marks,
                i.boxes,
                i.guard
            ])
        })
        .collect();
    let whole = json!([request.id.as_str(), request.answer, request.outcome, things]);
    let bytes = serde_json::to_vec(&whole).map_err(|e| Error::Internal(e.to_string()))?;
    Ok(hex::encode(Sha256::digest(&bytes)))
}
