//! What a chosen thing says, read where it is kept.

use crate::archive::taken;
use crate::{Error, Flow, Result};
use hmac::{Hmac, KeyInit as _, Mac as _};
use model::post::FrozenMedia;
use model::request::{RequestItem, RequestItemKind};
use model::{
    AnswerId, ApprovalId, ChannelId, EntryId, Id as _, ItemId, Millis, ModerationId, MunicipalityId,
    PersonId, RevisionId,
};
use sha2::Sha256;
use store::Read;

/// What a thing says.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// When it was written.
    pub at: Millis,
    /// Names of its channels.
    pub channels: Vec<String>,
    /// Whether it is said in the municipality's name.
    pub ours: bool,
    /// Name of who wrote it; may be empty.
    pub author: String,
    /// Handle on the network; may be empty.
    pub handle: String,
    /// Address on the network; may be empty.
    pub url: String,
    /// What it says, the pictures' texts and the captions with it.
    pub text: String,
    /// Pictures.
    pub media: Vec<FrozenMedia>,
}

/// Reads a thing.
pub(super) async fn content(
    flow: &Flow,
    read: &(impl Read + ?Sized),
    whose: &MunicipalityId,
    kind: RequestItemKind,
    subject: &str,
) -> Result<Content> {
    let gone = |_| Error::NotFound;
    let mut said = match kind {
        RequestItemKind::Revision => {
            let revision = read
                .revision(whose, &RevisionId::parse(subject).map_err(gone)?)
                .await?;
            let mut text = revision.content.text;
            for m in &revision.content.media {
                let spoken = m.note.spoken();
                for said in [&m.note.alt, &spoken].into_iter().filter(|said| !said.is_empty()) {
                    text.push_str("\n\n");
                    text.push_str(said);
                }
            }
            Content {
                at: revision.submitted_at,
                channels: names(read, whose, &revision.content.channels).await?,
                author: person(read, whose, &revision.submitted_by).await?,
                media: revision.content.media,
                ..ours(text)
            }
        }
        RequestItemKind::Version => {
            let (item, number) = subject.split_once('.').ok_or(Error::NotFound)?;
            let item = read.item(whose, &ItemId::parse(item).map_err(gone)?).await?;
            let number: i64 = number.parse().map_err(|_| Error::NotFound)?;
            let versions = read.item_versions(whose, &item.id).await?;
            let version = versions
                .into_iter()
                .find(|v| v.number == number)
                .ok_or(Error::NotFound)?;
            Content {
                at: if number == 1 {
                    item.written_at
                } else {
                    version.received_at
                },
                channels: names(read, whose, std::slice::from_ref(&item.channel)).await?,
                ours: false,
                author: item.author_name,
                handle: item.author_handle,
                url: item.url,
                ..ours(version.text)
            }
        }
        RequestItemKind::Answer => {
            let answer = read
                .answer(whose, &AnswerId::parse(subject).map_err(gone)?)
                .await?;
            Content {
                at: answer.created_at,
                channels: channel_of(read, whose, &answer.item).await?,
                author: person(read, whose, &answer.author).await?,
                url: answer.url,
                ..ours(answer.text)
            }
        }
        RequestItemKind::Moderation => {
            let decision = read
                .moderation(whose, &ModerationId::parse(subject).map_err(gone)?)
                .await?;
            Content {
                at: decision.decided_at,
                channels: channel_of(read, whose, &decision.item).await?,
                author: person(read, whose, &decision.decided_by).await?,
                ..ours(decision.reason)
            }
        }
        RequestItemKind::Approval => {
            let approval = read
                .approval(whose, &ApprovalId::parse(subject).map_err(gone)?)
                .await?;
            let by = match &approval.decided_by {
                Some(by) => person(read, whose, by).await?,
                None => String::new(),
            };
            Content {
                at: approval.decided_at.unwrap_or(approval.asked_at),
                author: by,
                ..ours(approval.note)
            }
        }
        RequestItemKind::Outside => {
            let entry = EntryId::parse(subject).map_err(gone)?;
            let found = taken::read(flow, read, whose, &entry).await?;
            Content {
                at: found.said.at,
                channels: names(read, whose, std::slice::from_ref(&found.said.channel)).await?,
                url: found.url,
                ..ours(found.said.text)
            }
        }
    };
    said.text = said.text.replace("\r\n", "\n");
    Ok(said)
}

fn ours(text: String) -> Content {
    Content {
        at: Millis(0),
        channels: Vec::new(),
        ours: true,
        author: String::new(),
        handle: String::new(),
        url: String::new(),
        text,
        media: Vec::new(),
    }
}

async fn names(
    read: &(impl Read + ?Sized),
    whose: &MunicipalityId,
    ids: &[ChannelId],
) -> Result<Vec<String>> {
    let all = read.channels(whose).await?;
    Ok(all
        .into_iter()
        .filter(|c| ids.contains(&c.id))
        .map(|c| c.name)
        .collect())
}

async fn channel_of(
    read: &(impl Read + ?Sized),
    whose: &MunicipalityId,
    item: &ItemId,
) -> Result<Vec<String>> {
    let item = read.item(whose, item).await?;
    names(read, whose, std::slice::from_ref(&item.channel)).await
}

async fn person(read: &(impl Read + ?Sized), whose: &MunicipalityId, id: &PersonId) -> Result<String> {
    Ok(read.person(whose, id).await?.name)
}

/// A salted digest of a text.
pub(super) fn guard(flow: &Flow, text: &str) -> Result<String> {
    let salt: [u8; 16] = flow.source().bytes();
    let mac = digest(&salt, text)?;
    Ok(format!("{}:{mac}", hex::encode(salt)))
}

/// Whether a thing still says what was reviewed.
pub(super) fn guards(item: &RequestItem, text: &str) -> Result<bool> {
    let Some((salt, mac)) = item.guard.split_once(':') else {
        return Ok(false);
    };
    let salt = hex::decode(salt).unwrap_or_default();
    Ok(digest(&salt, text)? == mac)
}

fn digest(salt: &[u8], text: &str) -> Result<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(salt).map_err(|e| Error::Internal(e.to_string()))?;
    mac.update(text.as_bytes());
    Ok(hex::encode(mac.finalize().into_bytes()))
}
