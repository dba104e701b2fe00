//! Approves a step or sends it back.

use super::ask::cancel;
use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result, channels, waivers};
use model::approval::{Approval, ApprovalState, ApprovalSubject};
use model::archive::RecordKind;
use model::channel::{Channel, ChannelState};
use model::person::Permission;
use model::post::{Post, PostState};
use model::waiver::{Waiver, WaiverState, WaiverSubject};
use model::{ApprovalId, ChannelId, Id as _, PersonId, PostId, WaiverId};
use serde_json::json;
use store::Tx;

/// Shortest note of somebody who sends back, in characters: enough to say what to mend.
const NOTE: usize = 10;

/// The decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Yes.
    Approve,
    /// Back to the one who asked, with a note of at least ten characters.
    Return,
}

/// What a step is about, as it stands now.
enum Subject {
    Channel(Box<Channel>),
    Post(Box<Post>),
    Waiver(Box<Waiver>),
}

/// Decides one step. `digest` is what the approver has seen on the page; when the subject has changed since, nothing
/// is decided. The last step moves the subject on (post → approved, channel → approved, waiver → granted).
///
/// # Errors
/// `NotFound`; `NotAllowed` (not the step's role); `Refused` with `approver-is-author`, `revision-outdated`,
/// `approval-closed`, `note-required`, `waiver-over`.
pub async fn decide(
    flow: &Flow,
    actor: &Actor,
    approval: &ApprovalId,
    digest: &str,
    verdict: Verdict,
    note: &str,
) -> Result<()> {
    actor.must(Permission::Approve)?;
    let municipality = &actor.municipality.id;
    let note = note.trim();
    let tx = flow.store().begin().await?;
    let mut step = tx.approval(municipality, approval).await?;
    if !actor.person.is(step.role) {
        return Err(Error::NotAllowed);
    }
    let (mut subject, now_digest, authors) = subject(&*tx, &step).await?;
    if authors.contains(&actor.person.id) {
        return Err(Error::refused("approver-is-author"));
    }
    if step.state != ApprovalState::Open {
        return Err(Error::refused("approval-closed"));
    }
    if step.digest != digest || now_digest.as_deref() != Some(digest) {
        return Err(Error::refused("revision-outdated"));
    }
    if verdict == Verdict::Return && note.chars().count() < NOTE {
        return Err(Error::refused("note-required"));
    }
    let now = flow.source().now();
    step.state = step.state.go(if verdict == Verdict::Approve {
        ApprovalState::Approved
    } else {
        ApprovalState::Returned
    })?;
    step.decided_by = Some(actor.person.id.clone());
    step.decided_at = Some(now);
    step.note = note.to_owned();
    tx.update_approval(&mut step).await?;
    let last = match verdict {
        Verdict::Approve => !open_next(&*tx, &step).await?,
        Verdict::Return => {
            cancel(&*tx, municipality, step.subject, &step.subject_id).await?;
            true
        }
    };
    let (record, of) = match &subject {
        Subject::Channel(_) => (RecordKind::Channel, step.subject_id.clone()),
        Subject::Post(_) => (RecordKind::Post, step.subject_id.clone()),
        Subject::Waiver(waiver) => waivers::record(&*tx, municipality, waiver).await?,
    };
    let mut events = vec![Event::new(record, &of, "approval.decided", told(&step)).by(actor)];
    if last {
        let moved = move_on(flow, actor, &*tx, &mut subject, verdict).await?;
        let data = json!({ "of": step.subject_id, "digest": step.digest, "title": step.title });
        events.push(Event::new(record, &of, moved, data).by(actor));
    }
    journal::write(flow, &*tx, municipality, events).await?;
    tx.commit().await?;
    flow.wake();
    Ok(())
}

/// What the journal says of a step that is decided.
pub(crate) fn told(step: &Approval) -> serde_json::Value {
    json!({
        "approval": step.id, "of": step.subject_id, "verdict": step.state, "step": step.step, "role": step.role,
        "clause": step.clause, "title": step.title, "digest": step.digest, "note": step.note,
    })
}

/// The subject of a step, the digest of what would be approved now, and those who may not approve it.
async fn subject(tx: &dyn Tx, step: &Approval) -> Result<(Subject, Option<String>, Vec<PersonId>)> {
    let mut authors = vec![step.asked_by.clone()];
    match step.subject {
        ApprovalSubject::Channel => {
            let id = ChannelId::parse(&step.subject_id).map_err(|_| Error::NotFound)?;
            let channel = tx.channel(&step.municipality, &id).await?;
            authors.push(channel.applied_by.clone());
            let open = channel.state == ChannelState::Requested;
            let digest = channels::digest(&channel)?;
            Ok((
                Subject::Channel(Box::new(channel)),
                open.then_some(digest),
                authors,
            ))
        }
        ApprovalSubject::Post => {
            let id = PostId::parse(&step.subject_id).map_err(|_| Error::NotFound)?;
            let post = tx.post(&step.municipality, &id).await?;
            authors.push(post.author.clone());
            let revision = match &post.revision {
                Some(revision) => Some(tx.revision(&step.municipality, revision).await?),
                None => None,
            };
            authors.extend(revision.as_ref().map(|r| r.submitted_by.clone()));
            let digest = revision
                .filter(|_| post.state == PostState::Submitted)
                .map(|r| r.digest);
            Ok((Subject::Post(Box::new(post)), digest, authors))
        }
        ApprovalSubject::Waiver => {
            let id = WaiverId::parse(&step.subject_id).map_err(|_| Error::NotFound)?;
            let waiver = tx.waiver(&step.municipality, &id).await?;
            authors.push(waiver.asked_by.clone());
            // Whoever wrote a post does not excuse it either.
            if let (WaiverSubject::Post, Ok(post)) =
                (waiver.terms.subject, PostId::parse(&waiver.terms.subject_id))
            {
                authors.push(tx.post(&step.municipality, &post).await?.author);
            }
            let open = waiver.state == WaiverState::Asked;
            let digest = waivers::digest(&waiver.terms)?;
            Ok((Subject::Waiver(Box::new(waiver)), open.then_some(digest), authors))
        }
    }
}

/// Closes what others could have decided in the same step, and opens the next step of the round; `false` when there is
/// none.
async fn open_next(tx: &dyn Tx, step: &Approval) -> Result<bool> {
    let all = tx
        .approvals_of(&step.municipality, step.subject, &step.subject_id)
        .await?;
    let waiting = |a: &&Approval| a.state == ApprovalState::Waiting;
    let next = all.iter().filter(waiting).map(|a| a.step).min();
    for mut other in all {
        let to = match other.state {
            ApprovalState::Open if other.step == step.step => ApprovalState::Cancelled,
            ApprovalState::Waiting if Some(other.step) == next => ApprovalState::Open,
            _ => continue,
        };
        other.state = other.state.go(to)?;
        tx.update_approval(&mut other).await?;
    }
    Ok(next.is_some())
}

/// Moves the subject on after the last decision; the kind of the event.
async fn move_on(
    flow: &Flow,
    actor: &Actor,
    tx: &dyn Tx,
    subject: &mut Subject,
    verdict: Verdict,
) -> Result<&'static str> {
    match subject {
        Subject::Channel(channel) => {
            let (to, kind) = match verdict {
                Verdict::Approve => (ChannelState::Approved, "channel.approved"),
                Verdict::Return => (ChannelState::Refused, "channel.refused"),
            };
            channel.state = channel.state.go(to)?;
            tx.update_channel(channel).await?;
            Ok(kind)
        }
        Subject::Post(post) => {
            let (to, kind) = match verdict {
                Verdict::Approve => (PostState::Approved, "post.approved"),
                Verdict::Return => (PostState::Draft, "post.returned"),
            };
            post.state = post.state.go(to)?;
            post.changed_at = flow.source().now();
            tx.update_post(post).await?;
            Ok(kind)
        }
        Subject::Waiver(waiver) => {
            let (to, kind) = match verdict {
                Verdict::Approve => (WaiverState::Granted, "waiver.granted"),
                Verdict::Return => (WaiverState::Refused, "waiver.refused"),
            };
            let now = flow.source().now();
            if verdict == Verdict::Approve && waiver.terms.ends_at <= now {
                return Err(Error::refused("waiver-over"));
            }
            waiver.state = waiver.state.go(to)?;
            waiver.decided_by = Some(actor.person.id.clone());
            waiver.decided_at = Some(now);
            tx.update_waiver(waiver).await?;
            Ok(kind)
        }
    }
}
