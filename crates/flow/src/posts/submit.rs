//! Freezes a revision and asks for approval.

use super::{Draft, check, links, save, video, words};
use crate::approvals::{self, Request};
use crate::duties::{self, Cause};
use crate::journal::{self, Event};
use crate::{Actor, Error, FieldError, Flow, Result, rules};
use model::approval::ApprovalSubject;
use model::archive::RecordKind;
use model::person::Role;
use model::post::{Content, FrozenMedia, Media, Post, PostState, Revision};
use model::waiver::WaiverSubject;
use model::{Id as _, PostId, RevisionId};
use serde_json::json;

/// Characters of the text that tell approvers which post it is.
const TITLE: usize = 80;

/// Saves, checks, freezes. In one transaction: revision, decision, approval steps, journal. Always at least one
/// approval by somebody else (the product's own rule, four eyes).
///
/// # Errors
/// `Stopped` with the points that block or ask; `Refused("text-over-limit")` with `channel`, `used`, `limit`;
/// `Refused` with `video-not-taken`, `video-too-large-for-channel`, `video-too-long-for-channel` or
/// `captions-too-large-for-channel` with `channel` and `limit` (megabytes, seconds, kilobytes);
/// `Invalid` (`required` for text or channels); `Refused("not-a-draft")`; `Conflict`; `Refused("nobody-can-approve")`.
/// The draft stays as it was.
pub async fn submit(flow: &Flow, actor: &Actor, post: &PostId, draft: Draft) -> Result<RevisionId> {
    links::look(flow, actor, &draft).await?;
    words::finish(flow, actor, post).await?;
    let municipality = &actor.municipality.id;
    let tx = flow.store().begin().await?;
    let mut post = save::write(flow, &*tx, actor, post, draft.clone()).await?;
    let media = tx.media_of(municipality, &post.id).await?;
    required(&post, &media)?;
    let channels = check::chosen(&*tx, &actor.municipality, &post.channels).await?;
    check::must_fit(flow, &channels, &check::outgoing(&post.text, &post.link))?;
    video::must_be_taken(flow, &channels, &media)?;
    let standing = check::Standing::of(flow, &*tx, actor, (WaiverSubject::Post, post.id.as_str())).await?;
    let (decision, _, _) = check::decide(
        flow,
        actor,
        &draft,
        &media,
        &standing,
        &channels,
        rulebook::Event::PostSubmit,
    )
    .await?;
    let book = rules::book(flow, &actor.municipality).await?;
    rules::must_not_stop(&book, &decision, actor.locale)?;
    let stored = rules::write(flow, &*tx, municipality, post.id.as_str(), &decision).await?;

    let content = freeze(&post, &media);
    let revision = Revision {
        id: flow.source().id(),
        municipality: municipality.clone(),
        post: post.id.clone(),
        number: i64::try_from(tx.revisions_of(municipality, &post.id).await?.len()).unwrap_or(0) + 1,
        digest: approvals::digest(&content)?,
        content,
        decision: stored.id.clone(),
        submitted_by: actor.person.id.clone(),
        submitted_at: flow.source().now(),
    };
    tx.insert_revision(&revision).await?;
    post.state = post.state.go(PostState::Submitted)?;
    post.revision = Some(revision.id.clone());
    tx.update_post(&mut post).await?;
    let request = Request {
        municipality,
        subject: ApprovalSubject::Post,
        subject_id: post.id.as_str(),
        title: title(&post.text),
        digest: revision.digest.clone(),
        asked_by: &actor.person.id,
    };
    let fallback = [Role::Editor, Role::Leader, Role::Director, Role::Administrator];
    let steps = approvals::ask(
        flow,
        &*tx,
        request,
        approvals::steps_of(&decision.obligations),
        &fallback,
    )
    .await?;

    let pictures = pictures(flow, &media).await?;
    let data = json!({
        "revision": revision.id, "number": revision.number, "digest": revision.digest, "content": revision.content,
        "decision": stored.id, "outcome": stored.outcome, "pack": stored.pack_digest,
        "steps": steps.iter().map(|s| json!({ "role": s.role, "clause": s.clause })).collect::<Vec<_>>(),
    });
    let mut event = Event::new(RecordKind::Post, post.id.as_str(), "post.submitted", data)
        .by(actor)
        .part("decision", "application/json", stored.json.as_bytes());
    for (name, mime, bytes) in &pictures {
        event = event.part(name, mime, bytes);
    }
    journal::write(flow, &*tx, municipality, vec![event]).await?;
    let (of, about) = (&actor.municipality, title(&post.text));
    let cause = Cause::post(post.id.as_str(), &about);
    duties::follow(flow, &*tx, of, &book, &decision, Some(&stored.id), cause).await?;
    tx.commit().await?;
    Ok(revision.id)
}

fn required(post: &Post, media: &[Media]) -> Result<()> {
    let mut wrong = Vec::new();
    if post.text.trim().is_empty() && media.is_empty() {
        wrong.push(FieldError::new("text", "required"));
    }
    if post.channels.is_empty() {
        wrong.push(FieldError::new("channels", "required"));
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(wrong))
    }
}

fn freeze(post: &Post, media: &[Media]) -> Content {
    let frozen = media.iter().map(|m| FrozenMedia {
        id: m.id.clone(),
        blob: m.blob.clone(),
        mime: m.mime.clone(),
        width: m.width,
        height: m.height,
        note: m.note.clone(),
    });
    Content {
        text: post.text.clone(),
        link: post.link.clone(),
        lang: post.lang.clone(),
        channels: post.channels.clone(),
        answers: post.answers.clone(),
        media: frozen.collect(),
    }
}

async fn pictures(flow: &Flow, media: &[Media]) -> Result<Vec<(String, String, Vec<u8>)>> {
    let mut out = Vec::with_capacity(media.len());
    for (n, picture) in media.iter().enumerate() {
        out.push((
            format!("media/{n}"),
            picture.mime.clone(),
            flow.blobs().get(&picture.blob).await?,
        ));
    }
    Ok(out)
}

/// The first line, for lists.
pub(crate) fn title(text: &str) -> String {
    let line = text
        .lines()
        .find(|l| !l.trim().is_empty())
        .unwrap_or_default()
        .trim();
    if line.chars().count() <= TITLE {
        line.to_owned()
    } else {
        line.chars().take(TITLE - 1).chain(['…']).collect()
    }
}
