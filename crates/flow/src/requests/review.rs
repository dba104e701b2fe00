//! Reviewing one thing: what of it is withheld, and on which ground.

use super::content::{content, guard, guards};
use super::{grounds, must_be_open};
use crate::{Actor, Error, Flow, Result};
use model::person::Permission;
use model::request::{CoverBox, Mark, RequestItem, RequestVerdict};
use model::{MediaId, RequestId, RequestItemId};
use store::Tx;

/// Marks and boxes of one thing at most.
const MOST: usize = 2_000;
/// A picture's width and height in the numbers of a box.
const WHOLE: u32 = 1_000;

/// What is decided of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Given or withheld; open again.
    pub verdict: RequestVerdict,
    /// Ground for withholding all of it.
    pub ground: String,
    /// Ground for withholding who wrote it; empty gives it.
    pub author_ground: String,
}

/// Withholds words: characters `start` up to, not including, `end` of the text as [`super::thing`] shows it. Words next to
/// each other under one ground become one mark; what was marked already is marked anew.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Refused` with `request-not-open`, `request-item-changed`, `request-marks-too-many`; `Invalid`
/// with `ground-unknown`, `request-nothing-marked`.
pub async fn mark(
    flow: &Flow,
    actor: &Actor,
    item: &RequestItemId,
    spans: &[(usize, usize)],
    ground: &str,
) -> Result<RequestId> {
    let (tx, mut item) = begin(flow, actor, item).await?;
    known(actor, ground)?;
    let said = content(&*tx, &item.municipality, item.kind, &item.subject).await?;
    let text: Vec<char> = said.text.chars().collect();
    let mut spans: Vec<(usize, usize)> = spans
        .iter()
        .copied()
        .filter(|(start, end)| start < end && *end <= text.len())
        .collect();
    if spans.is_empty() {
        return Err(Error::field("words", "request-nothing-marked"));
    }
    spans.sort_unstable();
    let mut new: Vec<(usize, usize)> = Vec::new();
    for (start, end) in spans {
        match new.last_mut() {
            // Nothing but spaces and marks between two words: they are one.
            Some((_, last))
                if start <= *last
                    || text
                        .get(*last..start)
                        .is_some_and(|gap| gap.iter().all(|c| !c.is_alphanumeric() && *c != '\n')) =>
            {
                *last = end.max(*last);
            }
            _ => new.push((start, end)),
        }
    }
    for (start, end) in &new {
        item.marks.retain(|m| m.end <= *start || m.start >= *end);
    }
    item.marks.extend(new.into_iter().map(|(start, end)| Mark {
        start,
        end,
        ground: ground.to_owned(),
    }));
    item.marks.sort_by_key(|m| m.start);
    if item.marks.len() > MOST {
        return Err(Error::refused("request-marks-too-many"));
    }
    if item.verdict == RequestVerdict::Open {
        item.verdict = RequestVerdict::Give;
    }
    keep(flow, actor, tx, item, &said.text).await
}

/// Gives the words that begin at this character after all.
///
/// # Errors
/// As [`mark`].
pub async fn unmark(flow: &Flow, actor: &Actor, item: &RequestItemId, start: usize) -> Result<RequestId> {
    let (tx, mut item) = begin(flow, actor, item).await?;
    let said = content(&*tx, &item.municipality, item.kind, &item.subject).await?;
    item.marks.retain(|m| m.start != start);
    keep(flow, actor, tx, item, &said.text).await
}

/// Lays a box over a part of a picture.
///
/// # Errors
/// As [`mark`]; `Invalid` with `request-box-wrong`.
pub async fn cover(flow: &Flow, actor: &Actor, item: &RequestItemId, cover: CoverBox) -> Result<RequestId> {
    let (tx, mut item) = begin(flow, actor, item).await?;
    known(actor, &cover.ground)?;
    let said = content(&*tx, &item.municipality, item.kind, &item.subject).await?;
    let inside = |from: u32, size: u32| size > 0 && from.checked_add(size).is_some_and(|end| end <= WHOLE);
    let fits = inside(cover.left, cover.width) && inside(cover.top, cover.height);
    if !fits || !said.media.iter().any(|m| m.id == cover.media) {
        return Err(Error::field("box", "request-box-wrong"));
    }
    if item.boxes.len() >= MOST {
        return Err(Error::refused("request-marks-too-many"));
    }
    item.boxes.push(cover);
    if item.verdict == RequestVerdict::Open {
        item.verdict = RequestVerdict::Give;
    }
    keep(flow, actor, tx, item, &said.text).await
}

/// Takes a picture's box away again: the one at this place among that picture's.
///
/// # Errors
/// As [`mark`].
pub async fn uncover(
    flow: &Flow,
    actor: &Actor,
    item: &RequestItemId,
    media: &MediaId,
    at: usize,
) -> Result<RequestId> {
    let (tx, mut item) = begin(flow, actor, item).await?;
    let said = content(&*tx, &item.municipality, item.kind, &item.subject).await?;
    let mut nth = 0;
    item.boxes.retain(|b| {
        let of = b.media == *media;
        nth += usize::from(of);
        !(of && nth == at + 1)
    });
    keep(flow, actor, tx, item, &said.text).await
}

/// Decides on a thing as a whole.
///
/// # Errors
/// As [`mark`].
pub async fn decide(flow: &Flow, actor: &Actor, item: &RequestItemId, decided: Decided) -> Result<RequestId> {
    let (tx, mut item) = begin(flow, actor, item).await?;
    let withheld = decided.verdict == RequestVerdict::Withhold;
    if withheld {
        known(actor, &decided.ground)?;
    }
    if !decided.author_ground.is_empty() {
        known(actor, &decided.author_ground)?;
    }
    item.verdict = decided.verdict;
    item.ground = if withheld { decided.ground } else { String::new() };
    item.author_ground = decided.author_ground;
    let said = content(&*tx, &item.municipality, item.kind, &item.subject).await?;
    keep(flow, actor, tx, item, &said.text).await
}

async fn begin(flow: &Flow, actor: &Actor, item: &RequestItemId) -> Result<(Box<dyn Tx>, RequestItem)> {
    actor.must(Permission::HandleRequests)?;
    let whose = &actor.municipality.id;
    let tx = flow.store().begin().await?;
    let item = tx.request_item(whose, item).await?;
    must_be_open(&tx.request(whose, &item.request).await?)?;
    Ok((tx, item))
}

fn known(actor: &Actor, ground: &str) -> Result<()> {
    if grounds::is(actor.municipality.country, ground) {
        Ok(())
    } else {
        Err(Error::field("ground", "ground-unknown"))
    }
}

/// Keeps the review. Marks belong to the text they were laid on: when that has changed, they are no longer to be trusted
/// and are taken away, and the review begins anew.
async fn keep(
    flow: &Flow,
    actor: &Actor,
    tx: Box<dyn Tx>,
    mut item: RequestItem,
    text: &str,
) -> Result<RequestId> {
    if !guards(&item, text)? {
        item.marks.clear();
        item.verdict = RequestVerdict::Open;
        item.guard = guard(flow, text)?;
        tx.update_request_item(&mut item).await?;
        tx.commit().await?;
        return Err(Error::refused("request-item-changed"));
    }
    item.reviewed_by = Some(actor.person.id.clone());
    item.reviewed_at = Some(flow.source().now());
    tx.update_request_item(&mut item).await?;
    tx.commit().await?;
    Ok(item.request)
}
