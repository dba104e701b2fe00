//! Settling a gap: taking in what the network has, or noting that it no longer has what was ours.

use super::compare::mark;
use super::theirs::one;
use crate::archive::taken;
use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result, inbox, jobs};
use model::archive::RecordKind;
use model::channel::Channel;
use model::item::Item;
use model::person::Permission;
use model::publication::{Publication, PublicationState};
use model::reconciliation::{Gap, GapKind};
use model::{AnswerId, GapId, Id as _, ItemId, PostId, PublicationId};
use networks::{OwnPost, RemoteRef, Seen};
use serde_json::{Value, json};

/// What settling a gap came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// What the network has is in the archive.
    TakenIn,
    /// That it is gone from the network is in the archive.
    Noted,
    /// The network has changed since: the gap is none any more.
    Nothing,
}

/// Settles a gap. The network is asked for what is taken in, as it stands now.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Network`; the gap stays then.
pub async fn settle(flow: &Flow, actor: &Actor, gap: &GapId) -> Result<Settled> {
    actor.must(Permission::ConnectChannel)?;
    let whose = &actor.municipality.id;
    let read = flow.store().read().await?;
    let gap = read.gap(whose, gap).await?;
    let channel = read.channel(whose, &gap.channel).await?;
    drop(read);
    if gap.settled {
        return Ok(Settled::Nothing);
    }
    let work = Work {
        flow,
        actor,
        channel: &channel,
        gap: &gap,
    };
    match gap.kind {
        GapKind::PostOutside | GapKind::AnswerOutside => work.outside().await,
        GapKind::PostChanged => work.changed().await,
        GapKind::PostGone => work.post_gone().await,
        GapKind::AnswerGone => work.answer_gone().await,
        GapKind::CommentMissing => work.missing().await,
        GapKind::CommentChanged | GapKind::CommentGone => work.comment().await,
    }
}

struct Work<'a> {
    flow: &'a Flow,
    actor: &'a Actor,
    channel: &'a Channel,
    gap: &'a Gap,
}

impl Work<'_> {
    /// Writes what was taken in and marks the gap settled; from then on the search finds it.
    async fn keep(&self, event: Event<'_>, seen: &OwnPost) -> Result<()> {
        let whose = &self.actor.municipality.id;
        let tx = self.flow.store().begin().await?;
        tx.put_gap(&self.settled(seen)).await?;
        let entries = journal::write(self.flow, &*tx, whose, vec![event.by(self.actor)]).await?;
        for entry in &entries {
            let taken = taken::read(self.flow, &*tx, whose, entry).await?;
            tx.index_outside(whose, &[taken.said]).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// There is nothing to settle any more.
    async fn drop(&self) -> Result<Settled> {
        let tx = self.flow.store().begin().await?;
        tx.delete_gap(&self.actor.municipality.id, &self.gap.id).await?;
        tx.commit().await?;
        Ok(Settled::Nothing)
    }

    /// As the gap stands once it is settled, with what was seen.
    fn settled(&self, seen: &OwnPost) -> Gap {
        let mark = if self.gap.mark.is_empty() {
            String::new()
        } else {
            mark(seen)
        };
        Gap {
            settled: true,
            mark,
            ..self.gap.clone()
        }
    }

    fn seen(&self, post: &OwnPost) -> Value {
        json!({
            "channel": self.channel.id, "remote_id": post.remote_id, "url": post.url, "text": post.text,
            "answers": post.parent_remote_id, "written_at": post.written_at.rfc3339(),
        })
    }

    /// A post or answer of the account that was not made here: kept in the channel's record with the network's own words.
    async fn outside(&self) -> Result<Settled> {
        let connector = self.flow.connector(self.channel)?;
        let Some(post) = one(&*connector, &self.gap.subject).await? else {
            return self.drop().await;
        };
        let kind = match self.gap.kind {
            GapKind::AnswerOutside => "channel.answer-outside",
            _ => "channel.post-outside",
        };
        let event = Event::new(
            RecordKind::Channel,
            self.channel.id.as_str(),
            kind,
            self.seen(&post),
        )
        .part("raw", "application/json", post.raw.as_bytes());
        self.keep(event, &post).await?;
        Ok(Settled::TakenIn)
    }

    /// Our post as it stands now, in the post's record.
    async fn changed(&self) -> Result<Settled> {
        let publication = self.publication().await?;
        let connector = self.flow.connector(self.channel)?;
        let Some(post) = one(&*connector, &publication.remote_id).await? else {
            return self.drop().await;
        };
        let event = Event::new(
            RecordKind::Post,
            publication.post.as_str(),
            "post.changed-outside",
            self.seen(&post),
        )
        .part("raw", "application/json", post.raw.as_bytes());
        self.keep(event, &post).await?;
        Ok(Settled::TakenIn)
    }

    async fn publication(&self) -> Result<Publication> {
        let id = PublicationId::parse(&self.gap.subject).map_err(|_| Error::NotFound)?;
        let read = self.flow.store().read().await?;
        Ok(read.publication(&self.actor.municipality.id, &id).await?)
    }

    async fn post_gone(&self) -> Result<Settled> {
        let mut publication = self.publication().await?;
        let connector = self.flow.connector(self.channel)?;
        if one(&*connector, &publication.remote_id).await?.is_some() {
            return self.drop().await;
        }
        publication.state = publication.state.go(PublicationState::Removed)?;
        let tx = self.flow.store().begin().await?;
        tx.update_publication(&mut publication).await?;
        tx.delete_gap(&publication.municipality, &self.gap.id).await?;
        let data = json!({
            "publication": publication.id, "channel": self.channel.id, "remote_id": publication.remote_id,
            "url": publication.url, "noticed_at": self.gap.found_at.rfc3339(),
        });
        let post = publication.post.as_str();
        let event = Event::new(RecordKind::Post, post, "post.removed-outside", data).by(self.actor);
        journal::write(self.flow, &*tx, &publication.municipality, vec![event]).await?;
        tx.commit().await?;
        Ok(Settled::Noted)
    }

    async fn answer_gone(&self) -> Result<Settled> {
        let whose = &self.actor.municipality.id;
        let id = AnswerId::parse(&self.gap.subject).map_err(|_| Error::NotFound)?;
        let tx = self.flow.store().begin().await?;
        let mut answer = tx.answer(whose, &id).await?;
        let item = tx.item(whose, &answer.item).await?;
        let (record, subject) = inbox::record_of(&*tx, &item).await?;
        answer.state = answer.state.go(PublicationState::Removed)?;
        tx.update_answer(&mut answer).await?;
        tx.delete_gap(whose, &self.gap.id).await?;
        let data = json!({
            "answer": answer.id, "item": item.id, "channel": self.channel.id, "remote_id": answer.remote_id,
            "url": answer.url, "noticed_at": self.gap.found_at.rfc3339(),
        });
        let event = Event::new(record, &subject, "answer.removed-outside", data).by(self.actor);
        journal::write(self.flow, &*tx, whose, vec![event]).await?;
        tx.commit().await?;
        Ok(Settled::Noted)
    }

    /// A comment that we do not have: its thread is read in again.
    async fn missing(&self) -> Result<Settled> {
        let whose = &self.actor.municipality.id;
        let post = PostId::parse(&self.gap.about).map_err(|_| Error::NotFound)?;
        let read = self.flow.store().read().await?;
        let roots: Vec<RemoteRef> = read
            .publications_of(whose, std::slice::from_ref(&post))
            .await?
            .into_iter()
            .filter(|p| p.channel == self.channel.id && !p.remote_id.is_empty())
            .map(|p| RemoteRef::new(p.remote_id, p.remote_cid))
            .collect();
        drop(read);
        let mut taken = 0;
        for root in roots {
            taken += self.read_in(&root, None).await?;
        }
        self.drop().await?;
        Ok(if taken == 0 {
            Settled::Nothing
        } else {
            Settled::TakenIn
        })
    }

    /// A comment that we have otherwise, or that is gone.
    async fn comment(&self) -> Result<Settled> {
        let whose = &self.actor.municipality.id;
        let id = ItemId::parse(&self.gap.subject).map_err(|_| Error::NotFound)?;
        let read = self.flow.store().read().await?;
        let item = read.item(whose, &id).await?;
        let root = inbox::root_of(&*read, &item).await?.ok_or(Error::NotFound)?;
        drop(read);
        let taken = self.read_in(&root, Some(item)).await?;
        self.drop().await?;
        Ok(match (taken, self.gap.kind) {
            (0, _) => Settled::Nothing,
            (_, GapKind::CommentGone) => Settled::Noted,
            _ => Settled::TakenIn,
        })
    }

    /// Takes in a thread as it stands, and that `known` is gone when the network says so. How much was new.
    async fn read_in(&self, root: &RemoteRef, known: Option<Item>) -> Result<usize> {
        let connector = self.flow.connector(self.channel)?;
        let mut items = connector.thread(root).await?;
        if let Some(item) = known
            && !items.iter().any(|i| i.remote_id == item.remote_id)
        {
            let target = RemoteRef::new(item.remote_id.clone(), item.remote_cid.clone());
            if connector.look(root, &target).await? == Seen::Gone {
                items.push(jobs::taken_back(item, root));
            }
        }
        let whose = &self.actor.municipality;
        // Where the next poll begins may have moved since the page was made.
        let channel = self.flow.store().read().await?;
        let channel = channel.channel(&whose.id, &self.channel.id).await?;
        let done = inbox::ingest(self.flow, whose, &channel, items, &channel.cursor).await?;
        Ok(done.new + done.edited + done.gone)
    }
}
