//! Holding what the network has against what we have.

use super::theirs::{Theirs, theirs};
use crate::{Flow, Result, inbox, retention};
use model::channel::Channel;
use model::item::{IncomingItem, Item, Visibility};
use model::publication::{Publication, PublicationState};
use model::reconciliation::{Gap, GapKind};
use model::{Id as _, Millis};
use networks::{CallError, Connector, OwnPost, RemoteRef, Seen};
use sha2::{Digest as _, Sha256};
use std::collections::{HashMap, HashSet};

/// How far back is compared.
const REACH: i64 = 30 * Millis::DAY;
/// Own posts and answers that are compared at once; more than the pages asked for hold.
const OWN: usize = 5_000;
/// Threads that are read in one comparison, newest first, and comments known of each that are compared.
const THREADS: usize = 150;
const KNOWN: usize = 1_000;
/// How often the network is asked for one thing by itself in one comparison.
const LOOKS: usize = 100;

/// What came of a comparison.
pub(super) struct Compared {
    /// All differences.
    pub gaps: Vec<Gap>,
    /// From when on was compared.
    pub since: Millis,
    /// Whether `since` is later than usual, or older threads were not read.
    pub cut: bool,
    /// Whether every thread was read, so that a gap in comments that is not among `gaps` is none any more.
    pub all_threads: bool,
    /// Own posts and answers on the network.
    pub posts: usize,
    /// Comments on the network.
    pub comments: usize,
}

/// A comparison under way.
struct Work<'a> {
    flow: &'a Flow,
    channel: &'a Channel,
    connector: &'a dyn Connector,
    now: Millis,
    looks: usize,
    gaps: Vec<Gap>,
}

/// Asks the network and compares. Our side is read after theirs, so that what went out meanwhile is known.
///
/// # Errors
/// `Network` when it cannot be asked; the database.
pub(super) async fn compare(flow: &Flow, channel: &Channel) -> Result<Compared> {
    let connector = flow.connector(channel)?;
    let now = flow.source().now();
    let begun = now.plus(-REACH).max(channel.created_at);
    let theirs = theirs(&*connector, begun).await?;
    let mut work = Work {
        flow,
        channel,
        connector: &*connector,
        now,
        looks: LOOKS,
        gaps: Vec::new(),
    };
    let standing = work.posts(&theirs).await?;
    work.outside(&theirs).await?;
    work.answers(&theirs).await?;
    let all_threads = standing.len() <= THREADS;
    let mut comments = 0;
    for publication in standing.iter().take(THREADS) {
        comments += work.thread(publication).await?;
    }
    Ok(Compared {
        gaps: work.gaps,
        since: theirs.since,
        cut: theirs.cut || !all_threads,
        all_threads,
        posts: theirs
            .posts
            .iter()
            .filter(|p| p.written_at >= theirs.since)
            .count(),
        comments,
    })
}

/// Which text and pictures a post stands with: of two looks at a changed post, whether it changed again.
pub(super) fn mark(post: &OwnPost) -> String {
    let mut hash = Sha256::new();
    for piece in [&post.cid, &post.text] {
        hash.update(piece.as_bytes());
        hash.update([0]);
    }
    hex::encode(hash.finalize())
}

/// A text without the white space that networks set anew.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Work<'_> {
    fn note(
        &mut self,
        kind: GapKind,
        subject: &str,
        about: &str,
        url: &str,
        at: Option<Millis>,
        mark: String,
    ) {
        self.gaps.push(Gap {
            id: self.flow.source().id(),
            municipality: self.channel.municipality.clone(),
            channel: self.channel.id.clone(),
            kind,
            subject: subject.to_owned(),
            about: about.to_owned(),
            url: url.to_owned(),
            mark,
            at,
            found_at: self.now,
            settled: false,
        });
    }

    fn gap(&mut self, kind: GapKind, subject: &str, about: &str, url: &str, at: Option<Millis>) {
        self.note(kind, subject, about, url, at, String::new());
    }

    /// Our publications against the network; those that stand there, newest first.
    async fn posts(&mut self, theirs: &Theirs) -> Result<Vec<Publication>> {
        let by_name: HashMap<&str, &OwnPost> =
            theirs.posts.iter().map(|p| (p.remote_id.as_str(), p)).collect();
        let whose = &self.channel.municipality;
        let read = self.flow.store().read().await?;
        let ours = read
            .published_on(whose, &self.channel.id, theirs.since, OWN)
            .await?;
        let mut standing = Vec::with_capacity(ours.len());
        for publication in ours {
            let (id, post) = (publication.id.as_str(), publication.post.as_str());
            let Some(there) = by_name.get(publication.remote_id.as_str()) else {
                self.gap(
                    GapKind::PostGone,
                    id,
                    post,
                    &publication.url,
                    publication.published_at,
                );
                continue;
            };
            let changed = match there.edited {
                Some(edited) => edited,
                None if !there.cid.is_empty() && !publication.remote_cid.is_empty() => {
                    there.cid != publication.remote_cid
                }
                None => {
                    let content = read.revision(whose, &publication.revision).await?.content;
                    let out = networks::Outgoing {
                        text: content.text,
                        link: content.link,
                        ..networks::Outgoing::default()
                    };
                    squeezed(&out.body()) != squeezed(&there.text)
                }
            };
            if changed {
                let (url, at) = (&publication.url, publication.published_at);
                self.note(GapKind::PostChanged, id, post, url, at, mark(there));
            }
            standing.push(publication);
        }
        Ok(standing)
    }

    /// What the network has of the account's that we have not.
    async fn outside(&mut self, theirs: &Theirs) -> Result<()> {
        let (whose, channel) = (&self.channel.municipality, &self.channel.id);
        let read = self.flow.store().read().await?;
        // One whose answer was lost, or has not come yet, is not made outside.
        let under_way = [
            PublicationState::Prepared,
            PublicationState::Sending,
            PublicationState::Unknown,
        ];
        let mut open = HashSet::new();
        for publication in read.publications_in(whose, &under_way).await? {
            if publication.channel == *channel {
                let content = read.revision(whose, &publication.revision).await?.content;
                open.insert(squeezed(&content.text));
            }
        }
        for answer in read.answers_in(whose, &under_way, OWN).await? {
            open.insert(squeezed(&answer.text));
        }
        let sent = |p: &OwnPost| {
            let text = squeezed(&p.text);
            open.iter().any(|own| text.starts_with(own.as_str()))
        };
        let names: Vec<String> = theirs.posts.iter().map(|p| p.remote_id.clone()).collect();
        let answers = read.own_remote_ids(whose, channel, &names).await?;
        let answers: HashSet<String> = answers.into_iter().collect();
        for post in theirs.posts.iter().filter(|p| p.written_at >= theirs.since) {
            if answers.contains(&post.remote_id) || sent(post) {
                continue;
            }
            if read
                .publication_by_remote(whose, channel, &post.remote_id)
                .await?
                .is_some()
                || retention::is_forgotten(self.flow, &*read, whose, channel, &post.remote_id).await?
            {
                continue;
            }
            let kind = if post.parent_remote_id.is_empty() {
                GapKind::PostOutside
            } else {
                GapKind::AnswerOutside
            };
            self.gap(kind, &post.remote_id, "", &post.url, Some(post.written_at));
        }
        Ok(())
    }

    /// Our answers that are not in the account's list; each is asked for by itself, since a list may leave out more.
    async fn answers(&mut self, theirs: &Theirs) -> Result<()> {
        let listed: HashSet<&str> = theirs.posts.iter().map(|p| p.remote_id.as_str()).collect();
        let read = self.flow.store().read().await?;
        let ours = read
            .answers_on(&self.channel.municipality, &self.channel.id, theirs.since, OWN)
            .await?;
        let mut asked = Vec::new();
        for answer in ours {
            if !listed.contains(answer.remote_id.as_str()) {
                let item = read.item(&answer.municipality, &answer.item).await?;
                let root = inbox::root_of(&*read, &item).await?;
                asked.push((answer, root));
            }
        }
        drop(read);
        for (answer, root) in asked {
            let target = RemoteRef::new(answer.remote_id.clone(), "");
            if self
                .is_gone(&root.unwrap_or_else(|| target.clone()), &target)
                .await?
            {
                let (id, item) = (answer.id.as_str(), answer.item.as_str());
                self.gap(GapKind::AnswerGone, id, item, &answer.url, answer.published_at);
            }
        }
        Ok(())
    }

    /// Whether the network says that something is gone. Nobody is asked more than so often; then it is taken as standing
    /// and asked for tomorrow.
    async fn is_gone(&mut self, root: &RemoteRef, target: &RemoteRef) -> Result<bool> {
        if self.looks == 0 {
            return Ok(false);
        }
        self.looks -= 1;
        match self.connector.look(root, target).await {
            Ok(seen) => Ok(seen == Seen::Gone),
            // What the network will not speak of is not said to be gone.
            Err(CallError::Refused { .. } | CallError::BadAnswer(_)) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// The comments under one of our posts; how many there are.
    async fn thread(&mut self, publication: &Publication) -> Result<usize> {
        let root = RemoteRef::new(publication.remote_id.clone(), publication.remote_cid.clone());
        let there = self.connector.thread(&root).await?;
        let whose = &self.channel.municipality;
        let tx = self.flow.store().begin().await?;
        let there = inbox::foreign(&*tx, whose, self.channel, there).await?;
        let there = retention::not_forgotten(self.flow, &*tx, whose, &self.channel.id, there).await?;
        drop(tx);
        let read = self.flow.store().read().await?;
        let names: Vec<String> = there.iter().map(|i| i.remote_id.clone()).collect();
        let found = read.items_by_remote(whose, &self.channel.id, &names).await?;
        let known: HashMap<&str, &Item> = found.iter().map(|i| (i.remote_id.as_str(), i)).collect();
        let ours = read.items_of_publication(whose, &publication.id, KNOWN).await?;
        drop(read);
        let (gone, present): (Vec<&IncomingItem>, Vec<_>) = there.iter().partition(|i| i.gone);
        let gone: HashSet<&str> = gone.iter().map(|i| i.remote_id.as_str()).collect();
        for incoming in &present {
            let at = Some(incoming.written_at);
            match known.get(incoming.remote_id.as_str()) {
                None => {
                    let (name, post) = (&incoming.remote_id, publication.post.as_str());
                    self.gap(GapKind::CommentMissing, name, post, &incoming.url, at);
                }
                Some(item) if item.text != incoming.text => {
                    let id = item.id.as_str();
                    self.gap(GapKind::CommentChanged, id, id, &incoming.url, at);
                }
                Some(_) => {}
            }
        }
        let standing: HashSet<&str> = present.iter().map(|i| i.remote_id.as_str()).collect();
        for item in ours {
            if item.visibility == Visibility::Gone || standing.contains(item.remote_id.as_str()) {
                continue;
            }
            let target = RemoteRef::new(item.remote_id.clone(), item.remote_cid.clone());
            if gone.contains(item.remote_id.as_str()) || self.is_gone(&root, &target).await? {
                let id = item.id.as_str();
                self.gap(GapKind::CommentGone, id, id, &item.url, Some(item.written_at));
            }
        }
        Ok(present.len())
    }
}
