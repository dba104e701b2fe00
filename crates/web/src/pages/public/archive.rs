//! `GET /public/{slug}/archive`: what a municipality shows to everybody of its archive, with search.

use crate::pages::common::{PAGE, first_line};
use crate::{Page, View, Web, WebError};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use flow::archive::shown::{self, PublicCard};
use model::Id as _;
use serde::{Deserialize, Serialize};
use store::Cursor;

/// A post in the list.
#[derive(Debug, Serialize)]
pub struct Card {
    /// Id.
    pub id: String,
    /// First line of its text.
    pub title: String,
    /// The rest of its text, cut short.
    pub text: String,
    /// Name of the channel of its newest version.
    pub channel: String,
    /// Word of that network.
    pub network: String,
    /// When it was published last, in milliseconds.
    pub at: i64,
    /// How many versions of the text were published.
    pub versions: usize,
    /// Whether its newest version is no longer on the network.
    pub removed: bool,
    /// How many pictures it has.
    pub pictures: usize,
}

/// The page.
#[derive(Debug, Serialize)]
pub struct PublicArchiveView {
    /// Official name.
    pub municipality: String,
    /// Short name in addresses.
    pub slug: String,
    /// What was looked for.
    pub q: String,
    /// Posts, newest first.
    pub posts: Vec<Card>,
    /// Whether removed posts are shown.
    pub removed: bool,
    /// Where the next page begins.
    pub next: Option<String>,
}

impl View for PublicArchiveView {
    const TEMPLATE: &'static str = "public/archive.html";
    fn samples() -> Vec<Self> {
        let card = |versions, removed, pictures| Card {
            id: "01ARZ3NDEKTSV4RRFFQ69G5FAV".to_owned(),
            title: "Svømmehallen åpner igjen mandag".to_owned(),
            text: if removed {
                String::new()
            } else {
                "Velkommen!".to_owned()
            },
            channel: "Båtsfjord kommune".to_owned(),
            network: "bluesky".to_owned(),
            at: 1_795_348_800_000,
            versions,
            removed,
            pictures,
        };
        let view = |q: &str, posts, removed, next: Option<&str>| Self {
            municipality: "Båtsfjord kommune".to_owned(),
            slug: "batsfjord".to_owned(),
            q: q.to_owned(),
            posts,
            removed,
            next: next.map(str::to_owned),
        };
        vec![
            view("", vec![card(1, false, 0), card(2, true, 2)], true, Some("1:a")),
            view("svømmehall", vec![card(1, false, 1)], false, Some("1:a")),
            view("svømmehall", Vec::new(), false, None),
            view("", Vec::new(), false, None),
        ]
    }
}

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    after: String,
}

/// A page of the public archive may be kept by the visitor's browser for a minute: not longer, since what is erased must go.
pub(super) fn for_a_minute(mut response: Response) -> Response {
    let kept = HeaderValue::from_static("private, max-age=60");
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    response
}

pub(super) async fn show(
    State(web): State<Web>,
    page: Page,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let home = shown::public_home(&web.flow, &slug).await?;
    let (q, after) = (asked.q.trim(), Cursor::parse(&asked.after));
    let found = if q.is_empty() {
        shown::public_list(&web.flow, &home, after.as_ref(), PAGE).await?
    } else {
        shown::public_search(&web.flow, &home, q, after.as_ref(), PAGE).await?
    };
    let card = |c: PublicCard| {
        let content = c.newest.content;
        let rest = content.text.trim_start().split_once('\n');
        Card {
            id: c.post.as_str().to_owned(),
            title: first_line(&content.text, 120),
            text: rest.map_or_else(String::new, |(_, rest)| rest.trim().chars().take(280).collect()),
            channel: content.channel,
            network: content.network,
            at: content.published_at.0,
            versions: c.versions,
            removed: c.newest.removed,
            pictures: content.pictures.len(),
        }
    };
    let response = page.view(&PublicArchiveView {
        municipality: home.municipality.name.clone(),
        slug: home.municipality.slug.clone(),
        q: q.to_owned(),
        posts: found.items.into_iter().map(card).collect(),
        removed: home.shows.removed,
        next: found.next.map(|c| c.to_string()),
    })?;
    Ok(for_a_minute(response))
}
