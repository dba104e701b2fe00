//! Reviewing one thing: what of it is withheld, and on which ground.

use super::content::{content, guard, guards};
use super::{grounds, must_be_open};
use crate::{Actor, Error, Flow, Result};
use model::person::Permission;
use model::picture::Area;
use model::post::FrozenMedia;
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
    let said = content(flow, &*tx, &item.municipality, item.kind, &item.subject).await?;
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
    let said = content(flow, &*tx, &item.municipality, item.kind, &item.subject).await?;
    item.marks.retain(|m| m.start != start);
    keep(flow, actor, tx, item, &said.text).await
}

/// Lays a box over a part of a picture, or over a whole video, which is then left out.
///
/// # Errors
/// As [`mark`]; `Invalid` with `request-box-wrong`.
pub async fn cover(flow: &Flow, actor: &Actor, item: &RequestItemId, cover: CoverBox) -> Result<RequestId> {
    let (tx, mut item) = begin(flow, actor, item).await?;
    known(actor, &cover.ground)?;
    let said = content(flow, &*tx, &item.municipality, item.kind, &item.subject).await?;
    let inside = |from: u32, size: u32| size > 0 && from.checked_add(size).is_some_and(|end| end <= WHOLE);
    let fits = inside(cover.left, cover.width) && inside(cover.top, cover.height);
    let media = said.media.iter().find(|m| m.id == cover.media);
    // A part of a moving picture cannot be covered: it goes out, or not at all.
    let whole = cover.width == WHOLE && cover.height == WHOLE;
    if !fits || media.is_none_or(|m| m.is_video() && !whole) {
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

/// Lays a box over every face that was found in a picture when it came in, and is not covered yet; a little wider than
/// what was found, since hair and ears tell a person too.
///
/// # Errors
/// As [`mark`]; `Invalid` with `request-box-wrong` when no uncovered face is known.
pub async fn cover_faces(
    flow: &Flow,
    actor: &Actor,
    item: &RequestItemId,
    media: &MediaId,
    ground: &str,
) -> Result<RequestId> {
    let (tx, mut item) = begin(flow, actor, item).await?;
    known(actor, ground)?;
    let said = content(flow, &*tx, &item.municipality, item.kind, &item.subject).await?;
    let picture = said.media.iter().find(|m| m.id == *media);
    let boxes = picture.map_or_else(Vec::new, |m| faces(m, &item.boxes, ground));
    if boxes.is_empty() {
        return Err(Error::field("box", "request-box-wrong"));
    }
    item.boxes.extend(boxes);
    if item.boxes.len() > MOST {
        return Err(Error::refused("request-marks-too-many"));
    }
    if item.verdict == RequestVerdict::Open {
        item.verdict = RequestVerdict::Give;
    }
    keep(flow, actor, tx, item, &said.text).await
}

/// Boxes over the faces of a picture that no box in `covered` covers yet; none for a video.
#[must_use]
pub fn faces(picture: &FrozenMedia, covered: &[CoverBox], ground: &str) -> Vec<CoverBox> {
    let part = |at: u32, of: i64| {
        let of = u64::try_from(of).unwrap_or(0).max(1);
        u32::try_from(u64::from(at) * u64::from(WHOLE) / of).unwrap_or(WHOLE)
    };
    let wider = |from: u32, size: u32, of: i64| {
        let margin = size / 4;
        let start = part(from.saturating_sub(margin), of).min(WHOLE);
        let end = (part(from.saturating_add(size).saturating_add(margin), of) + 1).min(WHOLE);
        (start, end.saturating_sub(start))
    };
    let boxed = |area: &Area| {
        let (left, width) = wider(area.left, area.width, picture.width);
        let (top, height) = wider(area.top, area.height, picture.height);
        CoverBox {
            media: picture.id.clone(),
            left,
            top,
            width,
            height,
            ground: ground.to_owned(),
        }
    };
    let within = |inner: &CoverBox, outer: &CoverBox| {
        outer.media == inner.media
            && outer.left <= inner.left
            && outer.top <= inner.top
            && outer.left + outer.width >= inner.left + inner.width
            && outer.top + outer.height >= inner.top + inner.height
    };
    // Those of a video stand on one of its pictures only, and it goes out whole or not at all.
    let seen = Some(&picture.note.seen).filter(|seen| seen.clip.is_none());
    let found = seen
        .and_then(|seen| seen.faces.as_ref())
        .into_iter()
        .flatten()
        .map(boxed);
    found
        .filter(|face| face.width > 0 && face.height > 0 && !covered.iter().any(|c| within(face, c)))
        .collect()
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
    let said = content(flow, &*tx, &item.municipality, item.kind, &item.subject).await?;
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
    let said = content(flow, &*tx, &item.municipality, item.kind, &item.subject).await?;
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

#[cfg(test)]
mod tests {
    use super::faces;
    use model::picture::{Area, Traits};
    use model::post::{FrozenMedia, MediaNote};
    use model::{Id as _, MediaId};

    #[test]
    fn a_face_is_covered_with_its_hair_and_only_once() {
        let area = |left, top| Area {
            left,
            top,
            width: 100,
            height: 100,
        };
        let seen = Traits {
            faces: Some(vec![area(450, 200), area(0, 0)]),
            ..Traits::default()
        };
        let picture = FrozenMedia {
            id: MediaId::parse("01ARZ3NDEKTSV4RRFFQ69G5FM0").unwrap(),
            blob: String::new(),
            mime: String::new(),
            width: 2_000,
            height: 1_000,
            note: MediaNote {
                seen,
                ..MediaNote::default()
            },
        };
        let boxes = faces(&picture, &[], "no-personal");
        let measures = |at: usize| {
            let b = &boxes[at];
            (b.left, b.top, b.width, b.height)
        };
        assert_eq!(measures(0), (212, 175, 76, 151), "a quarter more on each side");
        assert_eq!(measures(1), (0, 0, 63, 126), "not beyond the edge");
        assert_eq!(
            faces(&picture, &boxes[..1], ""),
            [model::request::CoverBox {
                ground: String::new(),
                ..boxes[1].clone()
            }]
        );
        assert!(faces(&picture, &boxes, "").is_empty());
    }
}
