//! Sends an answer, as a post is sent.

use super::JobEnd;
use super::outbound::{Outbound, carry};
use crate::crises::Hold;
use crate::inbox::{record_of, root_of, settle_item};
use crate::{Error, Flow, Result, posts, rules};
use async_trait::async_trait;
use model::archive::RecordKind;
use model::channel::Channel;
use model::item::{Answer, Item};
use model::job::Job;
use model::publication::PublicationState as S;
use model::{AnswerId, Id as _, Millis, MunicipalityId};
use networks::{Outgoing, Remote, RemoteRef, ReplyTo};
use serde_json::{Value, json};
use store::{GivenOf, Tx};

/// Runs the job: its subject is the answer's id.
pub(crate) async fn run(flow: &Flow, job: &Job) -> Result<JobEnd> {
    carry::<Letter>(flow, job).await
}

/// An answer with what it answers.
struct Letter {
    answer: Answer,
    item: Item,
    channel: Channel,
    root: Option<RemoteRef>,
    record: (RecordKind, String),
}

#[async_trait]
impl Outbound for Letter {
    const WORDS: (&'static str, &'static str) = ("answer", "answer");

    async fn load(flow: &Flow, job: &Job) -> Result<Self> {
        let id = AnswerId::parse(&job.subject).map_err(|_| Error::NotFound)?;
        let read = flow.store().read().await?;
        let answer = read.answer(&job.municipality, &id).await?;
        let item = read.item(&job.municipality, &answer.item).await?;
        Ok(Self {
            channel: read.channel(&job.municipality, &item.channel).await?,
            root: root_of(&*read, &item).await?,
            record: record_of(&*read, &item).await?,
            answer,
            item,
        })
    }

    fn municipality(&self) -> &MunicipalityId {
        &self.answer.municipality
    }

    fn channel(&self) -> &Channel {
        &self.channel
    }

    fn due_at(&self) -> Millis {
        self.answer.created_at
    }

    fn life(&self) -> (S, &str) {
        (self.answer.state, &self.answer.key)
    }

    fn life_mut(&mut self) -> (&mut S, &mut String, &mut String) {
        let a = &mut self.answer;
        (&mut a.state, &mut a.key, &mut a.problem)
    }

    async fn outgoing(&self, _flow: &Flow) -> Result<Outgoing> {
        let parent = RemoteRef::new(self.item.remote_id.clone(), self.item.remote_cid.clone());
        Ok(Outgoing {
            text: self.answer.text.clone(),
            at: self.answer.created_at,
            reply: Some(ReplyTo {
                root: self.root.clone().unwrap_or_else(|| parent.clone()),
                parent,
            }),
            ..Outgoing::default()
        })
    }

    async fn hindrance(&self, flow: &Flow, tx: &dyn Tx) -> Result<Option<(S, &'static str)>> {
        let a = &self.answer;
        let municipality = tx.municipality(&a.municipality).await?;
        let book = rules::book(flow, &municipality).await?;
        let hold = Hold::of(tx, &book, &a.municipality).await?;
        let (of, id) = (GivenOf::Answer, a.id.as_str());
        let given = tx.given(&a.municipality, of, id).await?;
        let topic = posts::about_crisis(flow, &municipality, &book, &a.text, &given);
        if hold.holds(topic) && !hold.is_released(tx, of, id).await? {
            return Ok(Some((S::Held, "crisis-hold")));
        }
        Ok(None)
    }

    fn published(&mut self, remote: &Remote, at: Millis) {
        self.answer.remote_id.clone_from(&remote.remote_id);
        self.answer.url.clone_from(&remote.url);
        self.answer.published_at = Some(at);
    }

    async fn store(&mut self, _flow: &Flow, tx: &dyn Tx) -> Result<()> {
        tx.update_answer(&mut self.answer).await?;
        settle_item(tx, &self.answer).await
    }

    fn record(&self) -> (RecordKind, &str) {
        (self.record.0, &self.record.1)
    }

    fn data(&self) -> Value {
        let a = &self.answer;
        json!({
            "answer": a.id, "item": a.item, "text": a.text,
            "remote_id": a.remote_id, "url": a.url, "problem": a.problem,
        })
    }
}
