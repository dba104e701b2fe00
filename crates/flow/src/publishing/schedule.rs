//! Schedules the approved revision.

use crate::crises::Hold;
use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result, jobs, posts, rules};
use model::archive::RecordKind;
use model::channel::ChannelState;
use model::person::Permission;
use model::post::PostState;
use model::publication::{Publication, PublicationState};
use model::{Id as _, Millis, PostId};
use serde_json::json;
use store::GivenOf;

/// Nobody plans longer than this; a longer time is a slip of the hand.
const FARTHEST_MS: i64 = 2 * 366 * Millis::DAY;
/// A time that has just gone by while the form was sent is "now".
const GRACE_MS: i64 = 2 * Millis::MINUTE;

/// Makes one publication a channel, due at `at` (`None`: now), and its job in the same transaction. In a crisis that holds
/// the post, only those who may release what is held do so.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Refused` with `not-approved`, `crisis-hold`, `time-passed`,
/// `channel-not-active` (`channel`), `schedule-too-far` (beyond two years).
pub async fn schedule(flow: &Flow, actor: &Actor, post: &PostId, at: Option<Millis>) -> Result<()> {
    actor.must(Permission::Publish)?;
    let now = flow.source().now();
    let due = at.unwrap_or(now);
    if due.plus(GRACE_MS) < now {
        return Err(Error::refused("time-passed"));
    }
    if due > now.plus(FARTHEST_MS) {
        return Err(Error::refused("schedule-too-far"));
    }
    let municipality = &actor.municipality.id;
    let book = rules::book(flow, &actor.municipality).await?;
    let tx = flow.store().begin().await?;
    let mut post = tx.post(municipality, post).await?;
    let Some(revision) = post
        .revision
        .clone()
        .filter(|_| post.state == PostState::Approved)
    else {
        return Err(Error::refused("not-approved"));
    };
    let revision = tx.revision(municipality, &revision).await?;
    let hold = Hold::of(&*tx, &book, municipality).await?;
    let content = &revision.content;
    let topic = posts::about_crisis(flow, &actor.municipality, &book, &content.text, &content.answers);
    let released = hold.must_pass(&*tx, actor, topic).await?;
    let mut names = Vec::new();
    for id in &revision.content.channels {
        let channel = tx.channel(municipality, id).await?;
        if channel.state != ChannelState::Active {
            return Err(Error::Refused {
                key: "channel-not-active",
                params: vec![("channel", channel.name)],
            });
        }
        let publication = Publication {
            id: flow.source().id(),
            municipality: municipality.clone(),
            post: post.id.clone(),
            revision: revision.id.clone(),
            channel: id.clone(),
            state: PublicationState::Scheduled,
            due_at: due,
            key: String::new(),
            remote_id: String::new(),
            remote_cid: String::new(),
            url: String::new(),
            problem: String::new(),
            attempts: 0,
            published_at: None,
            version: 1,
        };
        tx.insert_publication(&publication).await?;
        if released {
            hold.release(&*tx, GivenOf::Publication, publication.id.as_str())
                .await?;
        }
        jobs::promise(flow, &*tx, municipality, "publish", publication.id.as_str(), due).await?;
        names.push(channel.name);
    }
    post.state = post.state.go(PostState::Scheduled)?;
    post.changed_at = now;
    tx.update_post(&mut post).await?;
    let data = json!({ "revision": revision.id, "digest": revision.digest, "due": due.rfc3339(), "channels": names, "released": released });
    let event = Event::new(RecordKind::Post, post.id.as_str(), "post.scheduled", data).by(actor);
    journal::write(flow, &*tx, municipality, vec![event]).await?;
    tx.commit().await?;
    flow.wake();
    Ok(())
}
