//! Publishes a frozen revision on a channel.

use super::JobEnd;
use super::outbound::{Outbound, carry};
use crate::crises::Hold;
use crate::{Error, Flow, Result, posts, rules};
use async_trait::async_trait;
use bytes::Bytes;
use model::archive::RecordKind;
use model::channel::{Channel, ChannelState};
use model::job::Job;
use model::post::{PostState, Revision};
use model::publication::{Publication, PublicationState as S};
use model::{Id as _, Millis, MunicipalityId, PublicationId};
use networks::{Image, Outgoing, Remote, Video};
use serde_json::{Value, json};
use store::{GivenOf, Tx};

/// Runs the job: its subject is the publication's id.
pub(crate) async fn run(flow: &Flow, job: &Job) -> Result<JobEnd> {
    carry::<Sheet>(flow, job).await
}

/// A publication with its revision and its channel.
struct Sheet {
    publication: Publication,
    revision: Revision,
    channel: Channel,
}

#[async_trait]
impl Outbound for Sheet {
    const WORDS: (&'static str, &'static str) = ("post", "publication");

    async fn load(flow: &Flow, job: &Job) -> Result<Self> {
        let id = PublicationId::parse(&job.subject).map_err(|_| Error::NotFound)?;
        let read = flow.store().read().await?;
        let publication = read.publication(&job.municipality, &id).await?;
        Ok(Self {
            revision: read.revision(&job.municipality, &publication.revision).await?,
            channel: read.channel(&job.municipality, &publication.channel).await?,
            publication,
        })
    }

    fn municipality(&self) -> &MunicipalityId {
        &self.publication.municipality
    }

    fn channel(&self) -> &Channel {
        &self.channel
    }

    fn due_at(&self) -> Millis {
        self.publication.due_at
    }

    fn life(&self) -> (S, &str) {
        (self.publication.state, &self.publication.key)
    }

    fn life_mut(&mut self) -> (&mut S, &mut String, &mut String) {
        let p = &mut self.publication;
        (&mut p.state, &mut p.key, &mut p.problem)
    }

    async fn outgoing(&self, flow: &Flow) -> Result<Outgoing> {
        let content = &self.revision.content;
        let (mut images, mut video) = (Vec::with_capacity(content.media.len()), None);
        for media in &content.media {
            let bytes = Bytes::from(flow.blobs().get(&media.blob).await?);
            let pixels = |side: i64| u32::try_from(side).unwrap_or(0);
            let (width, height) = (pixels(media.width), pixels(media.height));
            let alt = media.note.alt.clone();
            if media.is_video() {
                video = Some(Video {
                    bytes,
                    alt,
                    captions: media.note.captions.clone(),
                    width,
                    height,
                });
            } else {
                images.push(Image {
                    bytes,
                    mime: media.mime.clone(),
                    alt,
                    width,
                    height,
                });
            }
        }
        Ok(Outgoing {
            text: content.text.clone(),
            link: content.link.clone(),
            lang: content.lang.clone(),
            images,
            video,
            at: self.publication.due_at,
            reply: None,
        })
    }

    async fn hindrance(&self, flow: &Flow, tx: &dyn Tx) -> Result<Option<(S, &'static str)>> {
        let Publication {
            municipality,
            post,
            revision,
            channel,
            ..
        } = &self.publication;
        let whole = tx.municipality(municipality).await?;
        let book = rules::book(flow, &whole).await?;
        let hold = Hold::of(tx, &book, municipality).await?;
        let content = &self.revision.content;
        let topic = posts::about_crisis(flow, &whole, &book, &content.text, &content.answers);
        let id = self.publication.id.as_str();
        let released = hold.is_released(tx, GivenOf::Publication, id).await?;
        if hold.holds(topic) && !released {
            return Ok(Some((S::Held, "crisis-hold")));
        }
        if self.publication.due_at.plus(flow.settings().late_limit_ms) < flow.source().now() {
            return Ok(Some((S::Expired, "too-late")));
        }
        let post = tx.post(municipality, post).await?;
        if post.revision.as_ref() != Some(revision) || post.state != PostState::Scheduled {
            return Ok(Some((S::Cancelled, "revision-outdated")));
        }
        if tx.channel(municipality, channel).await?.state != ChannelState::Active {
            return Ok(Some((S::Failed, "channel-not-active")));
        }
        let crisis = hold.standing(released);
        if posts::blocked_at_sending(flow, tx, &self.revision, crisis).await? {
            return Ok(Some((S::Failed, "stopped-by-guideline")));
        }
        Ok(None)
    }

    fn published(&mut self, remote: &Remote, at: Millis) {
        self.publication.remote_id.clone_from(&remote.remote_id);
        self.publication.remote_cid.clone_from(&remote.cid);
        self.publication.url.clone_from(&remote.url);
        self.publication.published_at = Some(at);
    }

    async fn store(&mut self, flow: &Flow, tx: &dyn Tx) -> Result<()> {
        if self.publication.state == S::Sending {
            self.publication.attempts += 1;
        }
        tx.update_publication(&mut self.publication).await?;
        posts::settle(flow, tx, &self.publication).await
    }

    fn record(&self) -> (RecordKind, &str) {
        (RecordKind::Post, self.publication.post.as_str())
    }

    fn data(&self) -> Value {
        let p = &self.publication;
        json!({
            "publication": p.id, "channel": self.channel.name, "network": self.channel.network,
            "revision": p.revision, "digest": self.revision.digest, "attempts": p.attempts,
            "remote_id": p.remote_id, "url": p.url, "problem": p.problem,
        })
    }
}
