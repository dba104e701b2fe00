//! `GET /posts`: what is written, and how far it has come.

use super::PublicationRow;
use crate::pages::common::{self, PAGE};
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::{Query, State};
use axum::response::Response;
use model::Id as _;
use model::approval::{ApprovalState, ApprovalSubject};
use model::person::Permission;
use model::post::PostState;
use serde::{Deserialize, Serialize};
use store::{Cursor, PostFilter};

/// The list.
#[derive(Debug, Serialize)]
pub struct PostsView {
    /// States with their numbers, for the filter; the first, with an empty word, is all of them.
    pub tabs: Vec<Tab>,
    /// Posts, last changed first.
    pub posts: Vec<PostRow>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Word of the chosen state; empty for all.
    pub state: String,
    /// Whether the reader writes posts.
    pub may_write: bool,
}

/// One choice of the filter.
#[derive(Debug, Serialize)]
pub struct Tab {
    /// Word of the state; empty for all.
    pub state: &'static str,
    /// How many.
    pub count: i64,
    /// Whether it is chosen.
    pub current: bool,
}

/// One post.
#[derive(Debug, Serialize)]
pub struct PostRow {
    /// Id.
    pub id: String,
    /// First line; empty when nothing is written yet.
    pub title: String,
    /// Word of the state.
    pub state: String,
    /// Colour of the state.
    pub tone: &'static str,
    /// Who wrote it.
    pub author: String,
    /// Last change.
    pub changed_at: i64,
    /// Names of its channels.
    pub channels: Vec<String>,
    /// Its publications.
    pub publications: Vec<PublicationRow>,
    /// Roles that approval waits for.
    pub waits_for: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Filter {
    #[serde(default)]
    state: String,
    #[serde(default)]
    after: String,
}

pub(super) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Query(filter): Query<Filter>,
) -> Result<Response, WebError> {
    let whose = &me.municipality.id;
    let state = PostState::parse(&filter.state);
    let wanted = PostFilter {
        states: state.into_iter().collect(),
        author: None,
    };
    let read = web.flow.store().read().await?;
    let found = read
        .posts(whose, &wanted, Cursor::parse(&filter.after).as_ref(), PAGE)
        .await?;
    let counts = read.post_counts(whose).await?;
    let ids: Vec<_> = found.items.iter().map(|p| p.id.clone()).collect();
    let publications = read.publications_of(whose, &ids).await?;
    let people = common::people(&*read, whose).await?;
    let channels = common::channels(&*read, whose).await?;
    let mut posts = Vec::with_capacity(found.items.len());
    for post in found.items {
        let mut waits_for = Vec::new();
        if post.state == PostState::Submitted {
            let steps = read
                .approvals_of(whose, ApprovalSubject::Post, post.id.as_str())
                .await?;
            let open = steps.into_iter().filter(|s| s.state == ApprovalState::Open);
            waits_for.extend(open.map(|s| s.role.as_str().to_owned()));
        }
        posts.push(PostRow {
            title: common::first_line(&post.text, 90),
            state: post.state.as_str().to_owned(),
            tone: super::tone(post.state),
            author: people.get(post.author.as_str()).cloned().unwrap_or_default(),
            changed_at: post.changed_at.0,
            channels: post
                .channels
                .iter()
                .filter_map(|c| channels.get(c.as_str()).map(|c| c.name.clone()))
                .collect(),
            publications: publications
                .iter()
                .filter(|p| p.post == post.id && post.revision.as_ref() == Some(&p.revision))
                .map(|p| super::row(&page, p, channels.get(p.channel.as_str()), false))
                .collect(),
            waits_for,
            id: post.id.as_str().to_owned(),
        });
    }
    drop(read);
    let count = |of: Option<PostState>| {
        counts
            .iter()
            .filter(|(s, _)| of.is_none_or(|o| o == *s))
            .map(|(_, n)| n)
            .sum()
    };
    let tabs = std::iter::once(None)
        .chain(PostState::ALL.iter().copied().map(Some))
        .map(|of| Tab {
            state: of.map_or("", PostState::as_str),
            count: count(of),
            current: of == state,
        });
    page.view(&PostsView {
        tabs: tabs.collect(),
        posts,
        next: found.next.map(|c| c.to_string()),
        state: state.map_or("", PostState::as_str).to_owned(),
        may_write: me.person.may(Permission::WritePost),
    })
}

impl View for PostsView {
    const TEMPLATE: &'static str = "posts/list.html";
    fn samples() -> Vec<Self> {
        let tab = |state, count, current| Tab {
            state,
            count,
            current,
        };
        let row = |title: &str, state: PostState, publications, waits_for: &[&str]| PostRow {
            id: "01ARZ3NDEKTSV4RRFFQ69G5FB0".to_owned(),
            title: title.to_owned(),
            state: state.as_str().to_owned(),
            tone: super::tone(state),
            author: "Kari Nordmann".to_owned(),
            changed_at: 1_795_348_800_000,
            channels: vec!["Båtsfjord på Bluesky".to_owned(), "Øving".to_owned()],
            publications,
            waits_for: waits_for.iter().map(|&w| w.to_owned()).collect(),
        };
        let tabs = || {
            let rest = PostState::ALL
                .iter()
                .map(|s| tab(s.as_str(), 3, *s == PostState::Draft));
            std::iter::once(tab("", 18, false)).chain(rest).collect()
        };
        let rows = vec![
            row("", PostState::Draft, Vec::new(), &[]),
            row(
                "Svømmehallen åpner igjen mandag",
                PostState::Submitted,
                Vec::new(),
                &["leader"],
            ),
            row(
                "Brøyting av kommunale veier i helgen",
                PostState::Approved,
                Vec::new(),
                &[],
            ),
            row(
                "Stengt vannledning i Hindberggata",
                PostState::Scheduled,
                super::show::publications(),
                &[],
            ),
            row(
                "Ledige stillinger i hjemmetjenesten",
                PostState::Done,
                super::show::publications(),
                &[],
            ),
        ];
        vec![
            Self {
                tabs: tabs(),
                posts: rows,
                next: Some("1_01ARZ3NDEKTSV4RRFFQ69G5FB0".to_owned()),
                state: "draft".to_owned(),
                may_write: true,
            },
            Self {
                tabs: tabs(),
                posts: Vec::new(),
                next: None,
                state: String::new(),
                may_write: false,
            },
            Self {
                tabs: tabs(),
                posts: Vec::new(),
                next: None,
                state: String::new(),
                may_write: true,
            },
        ]
    }
}
