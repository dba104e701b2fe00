//! What everybody may read. Whatever is not shown is not found: nothing tells whether it exists.

use super::WITHHELD;
use super::setting::decided;
use crate::archive::open;
use crate::{Error, Flow, Result};
use model::archive::RecordKind;
use model::municipality::Municipality;
use model::public::{PublicArchive, PublicVersion};
use model::publication::PublicationState;
use model::{EntryId, Id as _, Millis, PostId};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use store::{Cursor, Page, Read, SearchFilter, SearchKind};
use tokio::sync::OwnedSemaphorePermit;

/// How long a stranger waits for a place.
const PATIENCE: Duration = Duration::from_secs(2);
/// Longest question, in characters.
const WORDS: usize = 200;
/// Pages of hits that are looked through for one page of what is public.
const PAGES: usize = 4;

/// What everybody sees of a version: exactly what its journal entry holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicContent {
    /// Post.
    pub post: PostId,
    /// Number of the version, from 1.
    pub number: i64,
    /// Text.
    pub text: String,
    /// Address that it ends with; may be empty.
    pub link: String,
    /// BCP 47 language; may be empty.
    pub lang: String,
    /// Pictures in order.
    pub pictures: Vec<PublicPicture>,
    /// Word of the network.
    pub network: String,
    /// Name of the channel.
    pub channel: String,
    /// Public address; may be empty.
    pub url: String,
    /// When it was published.
    pub published_at: Millis,
}

/// A picture of a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicPicture {
    /// Hex SHA-256 of its bytes.
    pub sha256: String,
    /// What it shows.
    pub alt: String,
    /// Photographer or source; may be empty.
    pub credit: String,
    /// Captions of a video, as WebVTT; empty when there are none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub captions: String,
    /// Whether it is a video.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub video: bool,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
}

/// A version as it is shown.
#[derive(Clone, Debug)]
pub struct PublicShown {
    /// What its entry holds.
    pub content: PublicContent,
    /// The entry.
    pub entry: EntryId,
    /// Its position in the log.
    pub seq: i64,
    /// Whether a signed checkpoint covers it, so that [`super::public_proof`] has an answer.
    pub signed: bool,
    /// Whether it is no longer on the network.
    pub removed: bool,
}

/// A post in a list.
#[derive(Clone, Debug)]
pub struct PublicCard {
    /// Post.
    pub post: PostId,
    /// Its newest version.
    pub newest: PublicShown,
    /// How many versions of its text were published.
    pub versions: usize,
}

/// A post with all its versions.
#[derive(Clone, Debug)]
pub struct PublicPost {
    /// Versions, as published.
    pub versions: Vec<PublicShown>,
}

/// Whose public archive it is, and what it shows. While it is held, a stranger is being served: not more than eight are
/// at once.
#[derive(Debug)]
pub struct PublicHome {
    /// Whose.
    pub municipality: Municipality,
    /// What is shown.
    pub shows: PublicArchive,
    _place: OwnedSemaphorePermit,
}

/// The public archive of the municipality with this slug.
///
/// # Errors
/// `NotFound` for an unknown slug, and where nothing is shown; `Store` (`storage-busy`) when too many are served already.
pub async fn public_home(flow: &Flow, slug: &str) -> Result<PublicHome> {
    let waiting = flow.visitors.clone().acquire_owned();
    let place = tokio::time::timeout(PATIENCE, waiting).await;
    let Ok(Ok(place)) = place else {
        return Err(Error::Store(store::StoreError::Busy));
    };
    let read = flow.store().read().await?;
    let municipality = read.municipality_by_slug(slug).await?.ok_or(Error::NotFound)?;
    let shows = decided(&*read, &municipality.id).await?;
    if !shows.on {
        return Err(Error::NotFound);
    }
    Ok(PublicHome {
        municipality,
        shows,
        _place: place,
    })
}

/// The versions of a post that are shown. None when all are withheld, erased, or gone and not to be shown.
async fn versions(flow: &Flow, home: &PublicHome, post: &PostId) -> Result<Vec<PublicShown>> {
    let whose = &home.municipality.id;
    let read = flow.store().read().await?;
    let Some(record) = read.record_of(whose, RecordKind::Post, post.as_str()).await? else {
        return Ok(Vec::new());
    };
    let withheld = read.record_tags(whose, &record.id).await?;
    if record.key_wrapped.is_none() || withheld.iter().any(|tag| tag == WITHHELD) {
        return Ok(Vec::new());
    }
    let listed = read.public_versions(whose, post).await?;
    let covered = read.latest_checkpoint(whose).await?.map_or(0, |c| c.size);
    drop(read);
    let Some(key) = open::key(flow, &record)? else {
        return Ok(Vec::new());
    };
    let mut shown = Vec::with_capacity(listed.len());
    for version in listed {
        let read = flow.store().read().await?;
        let removed = is_removed(&*read, &version).await?;
        let entry = read.entry(whose, &version.entry).await?;
        let part = read.parts_of(whose, &version.entry).await?.into_iter().next();
        drop(read);
        if removed && !home.shows.removed {
            continue;
        }
        // Nothing is left of an entry that alone was erased.
        let Some(part) = part.filter(|p| !(p.sealed.is_empty() && p.blob.is_empty())) else {
            continue;
        };
        let content = open::part(flow, &key, &part).await?;
        shown.push(PublicShown {
            content: serde_json::from_slice(&content).map_err(|_| ledger::LedgerError::Damaged)?,
            entry: version.entry,
            seq: entry.seq,
            signed: entry.seq < covered,
            removed,
        });
    }
    Ok(shown)
}

async fn is_removed(read: &dyn Read, version: &PublicVersion) -> Result<bool> {
    let publication = read
        .publication(&version.municipality, &version.publication)
        .await?;
    Ok(publication.state == PublicationState::Removed)
}

/// A post in a list; `None` when it is not shown.
async fn card(flow: &Flow, home: &PublicHome, post: PostId) -> Result<Option<PublicCard>> {
    let mut shown = versions(flow, home, &post).await?;
    let mut numbers: Vec<i64> = shown.iter().map(|v| v.content.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    Ok(shown.pop().map(|newest| PublicCard {
        post,
        newest,
        versions: numbers.len(),
    }))
}

/// A page of posts, last published first.
///
/// # Errors
/// As [`public_home`].
pub async fn public_list(
    flow: &Flow,
    home: &PublicHome,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Page<PublicCard>> {
    let read = flow.store().read().await?;
    let page = read.public_posts(&home.municipality.id, after, limit).await?;
    drop(read);
    let mut items = Vec::with_capacity(page.items.len());
    for (post, _) in page.items {
        items.extend(card(flow, home, post).await?);
    }
    Ok(Page {
        items,
        next: page.next,
    })
}

/// A page of posts with these words in what is shown, last written first. No field can be asked for: what is not shown
/// cannot be guessed at by searching.
///
/// # Errors
/// As [`public_home`].
pub async fn public_search(
    flow: &Flow,
    home: &PublicHome,
    words: &str,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Page<PublicCard>> {
    let whose = &home.municipality.id;
    let filter = SearchFilter {
        text: words.chars().take(WORDS).collect(),
        kind: Some(SearchKind::Revision),
        ..SearchFilter::default()
    };
    let mut items: Vec<PublicCard> = Vec::new();
    let mut from = after.cloned();
    for _ in 0..PAGES {
        let read = flow.store().read().await?;
        let page = read.search(whose, &filter, from.as_ref(), limit).await?;
        let mut posts = Vec::new();
        for hit in page.items {
            let revision = model::RevisionId::parse(&hit.subject).map_err(|_| Error::NotFound)?;
            if read.is_public(whose, &revision).await?
                && let Ok(post) = PostId::parse(&hit.parent)
            {
                posts.push((post, revision));
            }
        }
        drop(read);
        for (post, _) in posts {
            if items.iter().all(|known| known.post != post) {
                items.extend(card(flow, home, post).await?);
            }
        }
        from = page.next;
        if from.is_none() || items.len() >= limit {
            break;
        }
    }
    Ok(Page { items, next: from })
}

/// A post with all versions that are shown.
///
/// # Errors
/// `NotFound`, also for a post that is not shown.
pub async fn public_post(flow: &Flow, home: &PublicHome, post: &PostId) -> Result<PublicPost> {
    let versions = versions(flow, home, post).await?;
    if versions.is_empty() {
        return Err(Error::NotFound);
    }
    Ok(PublicPost { versions })
}

/// Captions of a video of a post that is shown, by the video's digest.
///
/// # Errors
/// `NotFound`.
pub async fn public_captions(flow: &Flow, home: &PublicHome, post: &PostId, sha256: &str) -> Result<String> {
    Ok(known_picture(flow, home, post, sha256).await?.captions)
}

async fn known_picture(flow: &Flow, home: &PublicHome, post: &PostId, sha256: &str) -> Result<PublicPicture> {
    let shown = versions(flow, home, post).await?;
    let mut pictures = shown.into_iter().flat_map(|v| v.content.pictures);
    let known = pictures.find(|p| p.sha256 == sha256);
    known.ok_or(Error::NotFound)
}

/// Bytes and media type of a picture or video of a post that is shown, by its digest.
///
/// # Errors
/// `NotFound`.
pub async fn public_picture(
    flow: &Flow,
    home: &PublicHome,
    post: &PostId,
    sha256: &str,
) -> Result<(Vec<u8>, &'static str)> {
    known_picture(flow, home, post, sha256).await?;
    let bytes = flow.blobs().get(sha256).await?;
    let kind = if detect::video::is_video(&bytes) {
        detect::video::MIME
    } else if bytes.starts_with(b"\x89PNG") {
        "image/png"
    } else {
        "image/jpeg"
    };
    Ok((bytes, kind))
}
