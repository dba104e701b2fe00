//! Tells the story: each event through the workflow that a person would use.

use super::clock::Walking;
use super::people::Cast;
use super::picture;
use super::story::{Picture, Story, Verb};
use anyhow::{Context, Result};
use flow::approvals::Verdict;
use flow::posts::Draft;
use flow::{
    Actor, Flow, approvals, channels, crises, duties, inbox, jobs, moderation, posts, practice, publishing,
};
use model::approval::{ApprovalState, ApprovalSubject};
use model::item::Item;
use model::post::{Basis, MediaNote};
use model::publication::{Publication, PublicationState};
use model::{ChannelId, DutyId, Id as _, Millis, PostId, PracticeCommentId, PracticePostId};
use std::collections::BTreeMap;

/// Duties that one person has at a time; far more than a story needs.
const DUTIES: usize = 200;
/// Name of the worker in jobs' leases.
const WORKER: &str = "demo";

struct Teller<'a> {
    flow: &'a Flow,
    clock: &'a Walking,
    now: Millis,
    cast: Cast,
    channels: BTreeMap<String, ChannelId>,
    posts: BTreeMap<String, PostId>,
    comments: BTreeMap<String, (ChannelId, PracticeCommentId)>,
    /// When something is to be sent.
    due: Vec<Millis>,
}

/// Plays the whole story, from wherever the clock stands up to `now`.
pub async fn tell(flow: &Flow, clock: &Walking, now: Millis, story: &Story, cast: Cast) -> Result<()> {
    let mut teller = Teller {
        flow,
        clock,
        now,
        cast,
        channels: BTreeMap::new(),
        posts: BTreeMap::new(),
        comments: BTreeMap::new(),
        due: Vec::new(),
    };
    for (number, event) in story.event.iter().enumerate() {
        teller.walk(event.when.at(now), event.down).await?;
        teller
            .act(&event.what)
            .await
            .with_context(|| format!("event {number} of the demo"))?;
        jobs::run_due(flow, WORKER).await?;
    }
    Ok(())
}

impl Teller<'_> {
    /// Lets time pass; on the way, what falls due is sent, unless the server was down.
    async fn walk(&mut self, to: Millis, down: bool) -> Result<()> {
        self.due.sort_unstable();
        let (passed, left) = self.due.iter().partition::<Vec<Millis>, _>(|at| **at <= to);
        self.due = left;
        if !down {
            for at in passed {
                self.clock.walk(at);
                jobs::run_due(self.flow, WORKER).await?;
            }
        }
        self.clock.walk(to);
        Ok(())
    }

    async fn act(&mut self, verb: &Verb) -> Result<()> {
        let flow = self.flow;
        match verb {
            Verb::Apply { .. } => self.apply(verb).await?,
            Verb::Connect { who, channel } => self.connect(who, channel).await?,
            Verb::Approve { who, what, note } => self.decide(who, what, Verdict::Approve, note).await?,
            Verb::Return { who, what, note } => self.decide(who, what, Verdict::Return, note).await?,
            Verb::Write { .. } => self.write(verb).await?,
            Verb::Mend { who, post, credit } => self.mend(who, post, credit).await?,
            Verb::Submit { who, post } => {
                let draft = self.draft(post).await?;
                posts::submit(flow, self.who(who)?, self.post(post)?, draft).await?;
            }
            Verb::Publish { who, post, at } => {
                let at = at.as_ref().map(|when| when.at(self.now));
                publishing::schedule(flow, self.who(who)?, self.post(post)?, at).await?;
                self.due.extend(at);
            }
            Verb::Release { who, post } => {
                for publication in self.publications(post).await? {
                    if publication.state == PublicationState::Held {
                        publishing::send_held(flow, self.who(who)?, &publication.id).await?;
                    }
                }
            }
            Verb::Comment {
                post,
                comment,
                name,
                text,
            } => self.comment(post, comment, name, text).await?,
            Verb::Remove { comment } => {
                let (_, id) = self.comments.get(comment).context("no such comment")?;
                practice::remove_comment(flow, &self.slug()?, id).await?;
            }
            Verb::Answer { who, comment, text } => {
                inbox::answer(flow, self.who(who)?, &self.item(comment).await?.id, text.as_str()).await?;
            }
            Verb::Claim { who, comment } => {
                inbox::claim(flow, self.who(who)?, &self.item(comment).await?.id).await?;
            }
            Verb::Close { who, comment, reason } => {
                inbox::close(flow, self.who(who)?, &self.item(comment).await?.id, reason).await?;
            }
            Verb::Hide {
                who,
                comment,
                ground,
                reason,
            } => {
                moderation::hide(
                    flow,
                    self.who(who)?,
                    &self.item(comment).await?.id,
                    ground,
                    reason.as_str(),
                )
                .await?;
            }
            Verb::Restore { who, comment, reason } => {
                moderation::restore(flow, self.who(who)?, &self.item(comment).await?.id, reason).await?;
            }
            Verb::Done {
                who,
                clause,
                note,
                link,
            } => {
                let actor = self.who(who)?;
                let duty = self.duty(actor, clause).await?;
                let form = duties::Completion {
                    steps: (0..duty.steps.len()).collect(),
                    note: note.clone(),
                    link: link.clone(),
                    version: duty.version,
                };
                duties::complete(flow, actor, &DutyId::parse(&duty.id)?, form).await?;
            }
            Verb::Skip { who, clause, reason } => {
                let actor = self.who(who)?;
                let duty = self.duty(actor, clause).await?;
                duties::skip(flow, actor, &DutyId::parse(&duty.id)?, reason).await?;
            }
            Verb::Seen { who } => {
                let actor = self.who(who)?;
                for duty in self.duties(actor).await?.into_iter().filter(|d| d.notice) {
                    duties::see(flow, actor, &DutyId::parse(&duty.id)?).await?;
                }
            }
            Verb::Acknowledge { who } => {
                for who in who {
                    let actor = self.who(who)?;
                    let digest = duties::guideline(flow, actor).await?.digest;
                    duties::acknowledge(flow, actor, &digest).await?;
                }
            }
            Verb::Declare { who, title } => {
                crises::declare(flow, self.who(who)?, title).await?;
            }
            Verb::End { who } => crises::end(flow, self.who(who)?).await?,
            Verb::Look => {}
        }
        Ok(())
    }

    async fn apply(&mut self, verb: &Verb) -> Result<()> {
        let Verb::Apply {
            who,
            channel,
            network,
            name,
            purpose,
            audience,
            unit,
            responsible,
            administrators,
            why_here,
        } = verb
        else {
            return Ok(());
        };
        let id = |key: &String| self.who(key).map(|a| a.person.id.clone());
        let form = channels::Application {
            network: Some(*network),
            name: name.clone(),
            purpose: purpose.clone(),
            audience: audience.clone(),
            unit: unit.clone(),
            responsible: Some(id(responsible)?),
            administrators: administrators.iter().map(id).collect::<Result<_>>()?,
            answers: BTreeMap::from([("channel.answers.why_here".to_owned(), why_here.clone())]),
        };
        let made = channels::apply(self.flow, self.who(who)?, form).await?;
        self.channels.insert(channel.clone(), made);
        Ok(())
    }

    /// Connects on the practice network, saying yes to everything the guideline asks.
    async fn connect(&self, who: &str, channel: &str) -> Result<()> {
        let (actor, id) = (self.who(who)?, self.channel(channel)?);
        let (questions, _) = channels::activation(self.flow, actor, id, &BTreeMap::new()).await?;
        let version = self
            .flow
            .store()
            .read()
            .await?
            .channel(&actor.municipality.id, id)
            .await?
            .version;
        let answers = questions
            .into_iter()
            .map(|q| (q.name, "yes".to_owned()))
            .collect();
        channels::connect(
            self.flow,
            actor,
            id,
            channels::Connect {
                answers,
                version,
                ..Default::default()
            },
        )
        .await?;
        Ok(())
    }

    async fn decide(&self, who: &str, what: &str, verdict: Verdict, note: &str) -> Result<()> {
        let actor = self.who(who)?;
        let (subject, id) = match self.channels.get(what) {
            Some(channel) => (ApprovalSubject::Channel, channel.as_str()),
            None => (ApprovalSubject::Post, self.post(what)?.as_str()),
        };
        let steps = self
            .flow
            .store()
            .read()
            .await?
            .approvals_of(&actor.municipality.id, subject, id)
            .await?;
        let step = steps
            .iter()
            .find(|s| s.state == ApprovalState::Open)
            .context("nothing to decide")?;
        approvals::decide(self.flow, actor, &step.id, &step.digest, verdict, note).await?;
        Ok(())
    }

    async fn write(&mut self, verb: &Verb) -> Result<()> {
        let Verb::Write {
            who,
            post,
            channels,
            text,
            link,
            lang,
            answers,
            pictures,
        } = verb
        else {
            return Ok(());
        };
        let actor = self.who(who)?;
        let id = posts::create(self.flow, actor).await?;
        let draft = Draft {
            text: text.trim().to_owned(),
            link: link.clone(),
            lang: lang.clone(),
            channels: channels
                .iter()
                .map(|c| self.channel(c).cloned())
                .collect::<Result<_>>()?,
            answers: answers.clone(),
            version: 1,
        };
        posts::save(self.flow, actor, &id, draft).await?;
        for picture in pictures {
            self.add(actor, &id, picture).await?;
        }
        self.posts.insert(post.clone(), id);
        Ok(())
    }

    async fn add(&self, actor: &Actor, post: &PostId, picture: &Picture) -> Result<()> {
        let scene = picture.scene.clone();
        let bytes = tokio::task::spawn_blocking(move || picture::draw(&scene)).await??;
        let media = posts::add_media(self.flow, actor, post, bytes).await?;
        if !picture.alt.is_empty() {
            posts::note_media(self.flow, actor, &media.id, note(&picture.alt, &picture.credit)).await?;
        }
        Ok(())
    }

    async fn mend(&self, who: &str, post: &str, credit: &str) -> Result<()> {
        let actor = self.who(who)?;
        let media = self
            .flow
            .store()
            .read()
            .await?
            .media_of(&actor.municipality.id, self.post(post)?)
            .await?;
        for picture in media {
            posts::note_media(self.flow, actor, &picture.id, note(&picture.note.alt, credit)).await?;
        }
        Ok(())
    }

    /// A post's draft as it is stored.
    async fn draft(&self, post: &str) -> Result<Draft> {
        let stored = self
            .flow
            .store()
            .read()
            .await?
            .post(&self.town()?.id, self.post(post)?)
            .await?;
        Ok(Draft {
            text: stored.text,
            link: stored.link,
            lang: stored.lang,
            channels: stored.channels,
            answers: stored.answers,
            version: stored.version,
        })
    }

    async fn comment(&mut self, post: &str, comment: &str, name: &str, text: &str) -> Result<()> {
        let publications = self.publications(post).await?;
        let on = publications
            .iter()
            .find(|p| p.state == PublicationState::Published)
            .context("not published")?;
        let thread = PracticePostId::parse(&on.remote_id).context("not on the practice network")?;
        let id = practice::comment(self.flow, &self.slug()?, &thread, name, text, WORKER).await?;
        self.comments.insert(comment.to_owned(), (on.channel.clone(), id));
        Ok(())
    }

    /// The comment as it came into the inbox.
    async fn item(&self, comment: &str) -> Result<Item> {
        let (channel, id) = self.comments.get(comment).context("no such comment")?;
        let read = self.flow.store().read().await?;
        let found = read
            .items_by_remote(&self.town()?.id, channel, &[id.to_string()])
            .await?;
        found
            .into_iter()
            .next()
            .with_context(|| format!("{comment} has not come in"))
    }

    /// What falls to somebody now.
    async fn duties(&self, actor: &Actor) -> Result<Vec<duties::DutyView>> {
        let mine = duties::list(self.flow, actor, &duties::Which::Mine, None, DUTIES).await?;
        Ok(mine.duties)
    }

    /// The first that a clause asks of somebody.
    async fn duty(&self, actor: &Actor, clause: &str) -> Result<duties::DutyView> {
        let mut mine = self.duties(actor).await?.into_iter();
        mine.find(|d| d.clause == clause)
            .with_context(|| format!("{clause} asks nothing of {}", actor.person.name))
    }

    async fn publications(&self, post: &str) -> Result<Vec<Publication>> {
        let post = self.post(post)?.clone();
        Ok(self
            .flow
            .store()
            .read()
            .await?
            .publications_of(&self.town()?.id, &[post])
            .await?)
    }

    fn who(&self, key: &str) -> Result<&Actor> {
        self.cast.get(key).with_context(|| format!("nobody called {key}"))
    }

    fn channel(&self, key: &str) -> Result<&ChannelId> {
        self.channels
            .get(key)
            .with_context(|| format!("no channel {key}"))
    }

    fn post(&self, key: &str) -> Result<&PostId> {
        self.posts.get(key).with_context(|| format!("no post {key}"))
    }

    fn town(&self) -> Result<&model::municipality::Municipality> {
        self.cast
            .values()
            .next()
            .map(|a| &a.municipality)
            .context("nobody")
    }

    fn slug(&self) -> Result<String> {
        Ok(self.town()?.slug.clone())
    }
}

/// What is said of a picture that shows nobody.
fn note(alt: &str, credit: &str) -> MediaNote {
    MediaNote {
        alt: alt.to_owned(),
        credit: credit.to_owned(),
        permission: Some(true),
        basis: Basis::NoPerson,
        ai: Some(false),
        ..MediaNote::default()
    }
}
