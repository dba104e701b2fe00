//! The practice network's board on our own store.

use super::LAST_ID;
use async_trait::async_trait;
use model::channel::Channel;
use model::item::IncomingItem;
use model::practice::{PracticeComment, PracticePicture, PracticePost};
use model::{ChannelId, Id as _, MunicipalityId, PracticeCommentId, PracticePostId, Source};
use networks::practice::{Board, BoardChange};
use networks::{Account, CallError, Outgoing, OwnPage, OwnPost, Remote, Seen, Video};
use serde_json::json;
use std::sync::Arc;
use store::{Cursor, StoreError};

/// Implements [`Board`] on the store. An account is `<municipality id>/<channel id>`, see [`account`].
pub struct StoreBoard {
    store: Arc<dyn store::Store>,
    blobs: Arc<dyn store::Blobs>,
    source: Source,
    base_url: String,
}

/// The account of a channel on the practice network.
#[must_use]
pub fn account(channel: &Channel) -> String {
    format!("{}/{}", channel.municipality, channel.id)
}

/// Where an account's things lie.
struct Place {
    municipality: MunicipalityId,
    channel: ChannelId,
}

impl StoreBoard {
    /// `base_url` without a slash at the end: posts and comments have addresses below it.
    #[must_use]
    pub fn new(
        store: Arc<dyn store::Store>,
        blobs: Arc<dyn store::Blobs>,
        source: Source,
        base_url: &str,
    ) -> Self {
        Self {
            store,
            blobs,
            source,
            base_url: base_url.to_owned(),
        }
    }

    /// The address under which the municipality's practice posts lie.
    async fn page(&self, read: &dyn store::Read, place: &Place) -> Result<String, CallError> {
        let municipality = read.municipality(&place.municipality).await.map_err(down)?;
        Ok(format!("{}/practice/{}", self.base_url, municipality.slug))
    }

    async fn url(&self, place: &Place, post: &PracticePostId) -> Result<String, CallError> {
        let read = self.store.read().await.map_err(down)?;
        Ok(format!("{}/{post}", self.page(&*read, place).await?))
    }

    async fn pictures(&self, out: &Outgoing) -> Result<Vec<PracticePicture>, CallError> {
        let images = out.images.iter().map(|i| (&i.bytes, i.mime.as_str(), &i.alt, ""));
        let video = out.video.iter();
        let video = video.map(|v| (&v.bytes, Video::MIME, &v.alt, v.captions.as_str()));
        let mut pictures = Vec::with_capacity(out.images.len());
        for (bytes, mime, alt, captions) in images.chain(video) {
            pictures.push(PracticePicture {
                blob: self.blobs.put(bytes).await.map_err(down)?,
                mime: mime.to_owned(),
                alt: alt.clone(),
                captions: captions.to_owned(),
            });
        }
        Ok(pictures)
    }

    async fn put_reply(
        &self,
        place: &Place,
        key: &str,
        out: &Outgoing,
        root: &str,
        parent: &str,
    ) -> Result<Remote, CallError> {
        let post = PracticePostId::parse(root).map_err(|_| no_such())?;
        let tx = self.store.begin().await.map_err(down)?;
        let municipality = tx.municipality(&place.municipality).await.map_err(down)?;
        let now = self.source.now();
        let comment = PracticeComment {
            id: self.source.id(),
            municipality: place.municipality.clone(),
            channel: place.channel.clone(),
            post: post.clone(),
            parent: PracticeCommentId::parse(parent).ok(),
            author: municipality.name,
            official: true,
            text: out.body(),
            key: key.to_owned(),
            hidden: false,
            removed: false,
            created_at: now,
            changed_at: now,
        };
        let id = tx.insert_practice_comment(&comment).await.map_err(down)?;
        tx.commit().await.map_err(down)?;
        self.remote_comment(place, &post, &id).await
    }

    async fn remote_comment(
        &self,
        place: &Place,
        post: &PracticePostId,
        id: &PracticeCommentId,
    ) -> Result<Remote, CallError> {
        let url = format!("{}#{id}", self.url(place, post).await?);
        Ok(Remote {
            remote_id: id.to_string(),
            cid: String::new(),
            raw: json!({ "id": id, "post": post, "url": url }).to_string(),
            url,
        })
    }

    async fn remote_post(&self, place: &Place, id: &PracticePostId) -> Result<Remote, CallError> {
        let url = self.url(place, id).await?;
        Ok(Remote {
            remote_id: id.to_string(),
            cid: String::new(),
            raw: json!({ "id": id, "url": url }).to_string(),
            url,
        })
    }

    fn item(&self, url: &str, comment: &PracticeComment) -> IncomingItem {
        IncomingItem {
            remote_id: comment.id.to_string(),
            remote_cid: String::new(),
            parent_remote_id: comment
                .parent
                .as_ref()
                .map_or_else(|| comment.post.to_string(), ToString::to_string),
            root_remote_id: comment.post.to_string(),
            // A visitor has no account; the name given is all there is.
            author_remote_id: format!("visitor:{}", comment.author),
            author_handle: String::new(),
            author_name: comment.author.clone(),
            text: comment.text.clone(),
            url: format!("{url}#{}", comment.id),
            written_at: comment.created_at,
            raw: serde_json::to_string(comment).unwrap_or_default(),
            gone: comment.removed,
        }
    }
}

#[async_trait]
impl Board for StoreBoard {
    async fn account(&self, account: &str) -> Result<Account, CallError> {
        let place = place(account)?;
        let read = self.store.read().await.map_err(down)?;
        let municipality = read.municipality(&place.municipality).await.map_err(down)?;
        let channel = read
            .channel(&place.municipality, &place.channel)
            .await
            .map_err(down)?;
        Ok(Account {
            remote_id: account.to_owned(),
            handle: format!("{}.practice", municipality.slug),
            name: channel.name,
            url: format!("{}/practice/{}", self.base_url, municipality.slug),
        })
    }

    async fn put_post(&self, account: &str, key: &str, out: &Outgoing) -> Result<Remote, CallError> {
        let place = place(account)?;
        if let Some(reply) = &out.reply {
            return self
                .put_reply(&place, key, out, &reply.root.remote_id, &reply.parent.remote_id)
                .await;
        }
        let post = PracticePost {
            id: self.source.id(),
            municipality: place.municipality.clone(),
            channel: place.channel.clone(),
            text: out.body(),
            link: out.link.clone(),
            lang: out.lang.clone(),
            pictures: self.pictures(out).await?,
            key: key.to_owned(),
            removed: false,
            created_at: self.source.now(),
        };
        let tx = self.store.begin().await.map_err(down)?;
        let id = tx.insert_practice_post(&post).await.map_err(down)?;
        tx.commit().await.map_err(down)?;
        self.remote_post(&place, &id).await
    }

    async fn find(&self, account: &str, key: &str, out: &Outgoing) -> Result<Option<Remote>, CallError> {
        let place = place(account)?;
        let read = self.store.read().await.map_err(down)?;
        if let Some(reply) = &out.reply {
            let Ok(post) = PracticePostId::parse(&reply.root.remote_id) else {
                return Ok(None);
            };
            let found = read
                .practice_comment_by_key(&place.municipality, &post, key)
                .await
                .map_err(down)?;
            drop(read);
            return match found {
                Some(comment) => Ok(Some(self.remote_comment(&place, &post, &comment.id).await?)),
                None => Ok(None),
            };
        }
        let found = read
            .practice_post_by_key(&place.municipality, &place.channel, key)
            .await
            .map_err(down)?;
        drop(read);
        match found {
            Some(post) => Ok(Some(self.remote_post(&place, &post.id).await?)),
            None => Ok(None),
        }
    }

    /// `seq` is the time of change: [`super::comment`] never gives two comments of a channel the same.
    async fn changes(&self, account: &str, seq: i64, limit: usize) -> Result<Vec<BoardChange>, CallError> {
        let place = place(account)?;
        let read = self.store.read().await.map_err(down)?;
        let mut after = Some(Cursor {
            at: seq,
            id: LAST_ID.to_owned(),
        });
        let mut out = Vec::new();
        let base = self.page(&*read, &place).await?;
        // Pages of nothing but our own answers must not look like the end.
        while let Some(from) = after.filter(|_| out.len() < limit) {
            let page = read
                .practice_comments_changed(
                    &place.municipality,
                    &place.channel,
                    Some(&from),
                    limit - out.len(),
                )
                .await
                .map_err(down)?;
            for comment in page.items.iter().filter(|c| !c.official) {
                out.push(BoardChange {
                    seq: comment.changed_at.0,
                    item: self.item(&format!("{base}/{}", comment.post), comment),
                });
            }
            after = page.next;
        }
        Ok(out)
    }

    async fn thread(&self, account: &str, root: &str) -> Result<Vec<IncomingItem>, CallError> {
        let place = place(account)?;
        let Ok(post) = PracticePostId::parse(root) else {
            return Ok(Vec::new());
        };
        let url = self.url(&place, &post).await?;
        let read = self.store.read().await.map_err(down)?;
        let comments = read
            .practice_comments(&place.municipality, &[post])
            .await
            .map_err(down)?;
        Ok(comments
            .iter()
            .filter(|c| !c.official)
            .map(|c| self.item(&url, c))
            .collect())
    }

    async fn own(&self, account: &str, cursor: &str, limit: usize) -> Result<OwnPage, CallError> {
        let place = place(account)?;
        let after = cursor.split_once(':').and_then(|(at, id)| {
            Some(Cursor {
                at: at.parse().ok()?,
                id: id.to_owned(),
            })
        });
        let read = self.store.read().await.map_err(down)?;
        let base = self.page(&*read, &place).await?;
        let page = read
            .practice_posts(&place.municipality, Some(&place.channel), after.as_ref(), limit)
            .await
            .map_err(down)?;
        let ids: Vec<_> = page.items.iter().map(|p| p.id.clone()).collect();
        let comments = read
            .practice_comments(&place.municipality, &ids)
            .await
            .map_err(down)?;
        let mut posts = Vec::with_capacity(page.items.len());
        for post in &page.items {
            posts.push(OwnPost {
                remote_id: post.id.to_string(),
                cid: String::new(),
                url: format!("{base}/{}", post.id),
                text: post.text.clone(),
                parent_remote_id: String::new(),
                written_at: post.created_at,
                edited: None,
                raw: serde_json::to_string(post).unwrap_or_default(),
            });
            let answers = comments
                .iter()
                .filter(|c| c.official && !c.removed && c.post == post.id);
            posts.extend(answers.map(|c| {
                let item = self.item(&format!("{base}/{}", c.post), c);
                OwnPost {
                    remote_id: item.remote_id,
                    cid: String::new(),
                    url: item.url,
                    text: item.text,
                    parent_remote_id: item.parent_remote_id,
                    written_at: item.written_at,
                    edited: None,
                    raw: item.raw,
                }
            }));
        }
        Ok(OwnPage {
            posts,
            cursor: page
                .next
                .map(|c| format!("{}:{}", c.at, c.id))
                .unwrap_or_default(),
        })
    }

    async fn set_hidden(&self, account: &str, item: &str, hidden: bool) -> Result<(), CallError> {
        let place = place(account)?;
        let id = PracticeCommentId::parse(item).map_err(|_| no_such())?;
        let tx = self.store.begin().await.map_err(down)?;
        let mut comment = match tx.practice_comment(&place.municipality, &id).await {
            Ok(comment) => comment,
            Err(StoreError::NotFound(_)) => return Err(no_such()),
            Err(e) => return Err(down(e)),
        };
        comment.hidden = hidden;
        tx.update_practice_comment(&comment).await.map_err(down)?;
        tx.commit().await.map_err(down)
    }

    async fn look(&self, account: &str, item: &str) -> Result<Seen, CallError> {
        let place = place(account)?;
        let Ok(id) = PracticeCommentId::parse(item) else {
            return Ok(Seen::Gone);
        };
        let read = self.store.read().await.map_err(down)?;
        match read.practice_comment(&place.municipality, &id).await {
            Ok(c) if c.removed => Ok(Seen::Gone),
            Ok(c) if c.hidden => Ok(Seen::Hidden),
            Ok(_) => Ok(Seen::Visible),
            Err(StoreError::NotFound(_)) => Ok(Seen::Gone),
            Err(e) => Err(down(e)),
        }
    }
}

fn place(account: &str) -> Result<Place, CallError> {
    let parsed = account.split_once('/').and_then(|(m, c)| {
        Some(Place {
            municipality: MunicipalityId::parse(m).ok()?,
            channel: ChannelId::parse(c).ok()?,
        })
    });
    parsed.ok_or_else(|| CallError::Expired("no such practice account".to_owned()))
}

fn no_such() -> CallError {
    CallError::Refused {
        code: "not-found".to_owned(),
        message: "no such comment".to_owned(),
    }
}

fn down(e: StoreError) -> CallError {
    CallError::Down(e.to_string())
}
