//! `GET /public/{slug}/archive/{post}`: a post as it was published, how its text changed, and the proof beside it.

use super::archive::for_a_minute;
use super::compare::{Stretch, compare};
use crate::file::{self, CAPTIONS, CAPTIONS_END};
use crate::pages::common::{self, first_line};
use crate::{Page, View, Web, WebError};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use flow::archive::shown::{self, PublicShown};
use model::{EntryId, Id as _, PostId};
use serde::Serialize;

/// Where a version was published.
#[derive(Debug, Serialize)]
pub struct Place {
    /// Name of the channel.
    pub channel: String,
    /// Word of its network.
    pub network: String,
    /// Address there; may be empty.
    pub address: String,
    /// When, in milliseconds.
    pub at: i64,
    /// Whether it is gone from there.
    pub removed: bool,
    /// Entry of the log that holds it.
    pub entry: String,
    /// Its position.
    pub seq: i64,
    /// Whether its proof can be had already.
    pub signed: bool,
}

/// A picture.
#[derive(Debug, Serialize)]
pub struct Picture {
    /// Hex SHA-256 of its bytes.
    pub sha256: String,
    /// What it shows.
    pub alt: String,
    /// Photographer or source; may be empty.
    pub credit: String,
    /// Whether it is a video.
    pub video: bool,
    /// Captions of a video; empty when there are none.
    pub captions: String,
}

/// A version of the text.
#[derive(Debug, Serialize)]
pub struct Version {
    /// Its number.
    pub number: i64,
    /// Text.
    pub text: String,
    /// Address that it ends with; may be empty.
    pub link: String,
    /// Language of the text; may be empty.
    pub lang: String,
    /// Pictures in order.
    pub pictures: Vec<Picture>,
    /// Where it was published.
    pub places: Vec<Place>,
    /// How it differs from the version before; empty for the first.
    pub changes: Vec<Stretch>,
}

/// The page.
#[derive(Debug, Serialize)]
pub struct PublicPostView {
    /// Official name.
    pub municipality: String,
    /// Short name in addresses.
    pub slug: String,
    /// Id.
    pub id: String,
    /// First line of the newest text.
    pub title: String,
    /// Versions, newest first.
    pub versions: Vec<Version>,
}

impl View for PublicPostView {
    const TEMPLATE: &'static str = "public/post.html";
    fn samples() -> Vec<Self> {
        let place = |removed, address: &str| Place {
            channel: "Båtsfjord kommune".to_owned(),
            network: "bluesky".to_owned(),
            address: address.to_owned(),
            at: 1_795_348_800_000,
            removed,
            entry: "01ARZ3NDEKTSV4RRFFQ69G5FAV".to_owned(),
            seq: 41,
            signed: !removed,
        };
        let picture = |credit: &str| Picture {
            sha256: "ab".repeat(32),
            alt: "Bassenget".to_owned(),
            credit: credit.to_owned(),
            video: credit.is_empty(),
            captions: "WEBVTT\n".to_owned(),
        };
        let first = Version {
            number: 1,
            text: "Svømmehallen åpner igjen på mandag.".to_owned(),
            link: String::new(),
            lang: String::new(),
            pictures: Vec::new(),
            places: vec![place(true, "")],
            changes: Vec::new(),
        };
        let second = Version {
            number: 2,
            text: "Svømmehallen åpner igjen på tirsdag.".to_owned(),
            link: "https://www.batsfjord.kommune.no/nyheter".to_owned(),
            lang: "nb".to_owned(),
            pictures: vec![picture("Foto: Kari Nordmann"), picture("")],
            places: vec![place(
                false,
                "https://bsky.app/profile/batsfjord.example.no/post/3k",
            )],
            changes: compare(
                "Svømmehallen åpner igjen på mandag.",
                "Svømmehallen åpner igjen på tirsdag.",
            ),
        };
        vec![Self {
            municipality: "Båtsfjord kommune".to_owned(),
            slug: "batsfjord".to_owned(),
            id: "01ARZ3NDEKTSV4RRFFQ69G5FAV".to_owned(),
            title: "Svømmehallen åpner igjen på tirsdag.".to_owned(),
            versions: vec![second, first],
        }]
    }
}

/// Versions of the text with where each was published, oldest first.
fn versions(shown: Vec<PublicShown>) -> Vec<Version> {
    let mut versions: Vec<Version> = Vec::new();
    for one in shown {
        let content = one.content;
        let place = Place {
            channel: content.channel,
            network: content.network,
            address: content.url,
            at: content.published_at.0,
            removed: one.removed,
            entry: one.entry.as_str().to_owned(),
            seq: one.seq,
            signed: one.signed,
        };
        if let Some(known) = versions.iter_mut().find(|v| v.number == content.number) {
            known.places.push(place);
            continue;
        }
        versions.push(Version {
            number: content.number,
            text: content.text,
            link: content.link,
            lang: content.lang,
            pictures: content
                .pictures
                .into_iter()
                .map(|p| Picture {
                    sha256: p.sha256,
                    alt: p.alt,
                    credit: p.credit,
                    video: p.video,
                    captions: p.captions,
                })
                .collect(),
            places: vec![place],
            changes: Vec::new(),
        });
    }
    versions.sort_by_key(|v| v.number);
    let mut before: Option<String> = None;
    for version in &mut versions {
        if let Some(before) = before.replace(version.text.clone()) {
            version.changes = compare(&before, &version.text);
        }
    }
    versions
}

pub(super) async fn show(
    State(web): State<Web>,
    page: Page,
    Path((slug, post)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let post: PostId = common::id(&post)?;
    let home = shown::public_home(&web.flow, &slug).await?;
    let found = shown::public_post(&web.flow, &home, &post).await?;
    let mut versions = versions(found.versions);
    versions.reverse();
    let title = versions.first().map(|v| first_line(&v.text, 120));
    let response = page.view(&PublicPostView {
        municipality: home.municipality.name.clone(),
        slug: home.municipality.slug.clone(),
        id: post.as_str().to_owned(),
        title: title.unwrap_or_default(),
        versions,
    })?;
    Ok(for_a_minute(response))
}

pub(super) async fn picture(
    State(web): State<Web>,
    asked: HeaderMap,
    Path((slug, post, sha256)): Path<(String, String, String)>,
) -> Result<Response, WebError> {
    let post: PostId = common::id(&post)?;
    let home = shown::public_home(&web.flow, &slug).await?;
    let cache = "public, max-age=3600";
    if let Some(sha256) = sha256.strip_suffix(CAPTIONS_END) {
        let vtt = shown::public_captions(&web.flow, &home, &post, sha256).await?;
        return Ok(file::answer(&asked, vtt.into_bytes(), CAPTIONS, cache));
    }
    let (bytes, kind) = shown::public_picture(&web.flow, &home, &post, &sha256).await?;
    Ok(file::answer(&asked, bytes, kind, cache))
}

/// One file of a version's proof.
pub(super) async fn proof(
    State(web): State<Web>,
    Path((slug, entry, file)): Path<(String, String, String)>,
) -> Result<Response, WebError> {
    let entry: EntryId = common::id(&entry)?;
    let home = shown::public_home(&web.flow, &slug).await?;
    let proof = shown::public_proof(&web.flow, &home, &entry).await?;
    let (kind, bytes) = match file.as_str() {
        "content.json" => ("application/json", proof.content),
        "commitment.json" => ("application/json", proof.commitment.into_bytes()),
        "leaf.txt" => ("text/plain; charset=utf-8", proof.leaf),
        "proof.txt" => ("text/plain; charset=utf-8", proof.proof.into_bytes()),
        _ => return Err(WebError::not_found()),
    };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{file}\""),
        ),
    ];
    Ok((headers, bytes).into_response())
}
