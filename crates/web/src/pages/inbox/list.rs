//! `GET /inbox`: items by due time.

use crate::pages::common::{self, PAGE};
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::{Query, State};
use axum::response::Response;
use model::item::{ItemState, Route, Visibility};
use model::{ChannelId, Id as _};
use serde::{Deserialize, Serialize};
use store::{Cursor, InboxCounts, InboxFilter};

/// The list.
#[derive(Debug, Serialize)]
pub struct InboxView {
    /// States with their numbers.
    pub tabs: Vec<Tab>,
    /// New or taken items that are overdue; "100" stands for more.
    pub overdue: i64,
    /// Whether there are more overdue than are counted.
    pub overdue_more: bool,
    /// Items, first due first.
    pub items: Vec<ItemRow>,
    /// Address of the next page.
    pub next: Option<String>,
    /// Channels to choose from: id and name.
    pub channels: Vec<(String, String)>,
    /// Routes to choose from.
    pub routes: Vec<&'static str>,
    /// What is chosen.
    pub filter: Filter,
    /// Whether anything but the state narrows the list.
    pub narrowed: bool,
}

/// One choice of state.
#[derive(Debug, Serialize)]
pub struct Tab {
    /// Word: `open`, `mine`, `answered`, `closed`, `hidden`.
    pub word: &'static str,
    /// How many; `None` where it is not counted.
    pub count: Option<i64>,
    /// Whether it is chosen.
    pub current: bool,
}

/// One item.
#[derive(Debug, Serialize)]
pub struct ItemRow {
    /// Id.
    pub id: String,
    /// Who wrote it.
    pub author: String,
    /// First line.
    pub text: String,
    /// Name of the channel.
    pub channel: String,
    /// When it was received.
    pub received_at: i64,
    /// When an answer is due.
    pub due_at: Option<i64>,
    /// Whether that has passed while nobody has answered.
    pub overdue: bool,
    /// Word of the state.
    pub state: String,
    /// Colour of the state.
    pub tone: &'static str,
    /// Word of the visibility.
    pub visibility: String,
    /// Word of the route.
    pub route: String,
    /// Who has taken it.
    pub claimed_by: String,
    /// Keys of what detectors found.
    pub found: Vec<common::Found>,
    /// Whether its author has changed it.
    pub edited: bool,
}

/// What the list shows, as the address says it.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Filter {
    /// Word of the tab; empty for `open`.
    #[serde(default)]
    pub state: String,
    /// Id of a channel.
    #[serde(default)]
    pub channel: String,
    /// Word of a route.
    #[serde(default)]
    pub route: String,
    /// `yes` for what is overdue.
    #[serde(default)]
    pub overdue: String,
    /// Words.
    #[serde(default)]
    pub q: String,
    /// Where the page begins.
    #[serde(default, skip_serializing)]
    pub after: String,
}

const TABS: [&str; 5] = ["open", "mine", "answered", "closed", "hidden"];

pub(super) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Query(mut filter): Query<Filter>,
) -> Result<Response, WebError> {
    let whose = &me.municipality.id;
    let now = web.flow.source().now();
    if !TABS.contains(&filter.state.as_str()) {
        "open".clone_into(&mut filter.state);
    }
    let mut wanted = InboxFilter {
        channel: ChannelId::parse(&filter.channel).ok(),
        route: Route::parse(&filter.route),
        due_before: (filter.overdue == "yes").then_some(now),
        text: filter.q.trim().chars().take(200).collect(),
        ..InboxFilter::default()
    };
    match filter.state.as_str() {
        "mine" => {
            wanted.states = vec![ItemState::Claimed];
            wanted.claimed_by = Some(me.person.id.clone());
        }
        "answered" => wanted.states = vec![ItemState::Answered],
        "closed" => wanted.states = vec![ItemState::Closed],
        "hidden" => wanted.visibility = Some(Visibility::Hidden),
        _ => wanted.states = vec![ItemState::New, ItemState::Claimed],
    }
    let read = web.flow.store().read().await?;
    let found = read
        .inbox(whose, &wanted, Cursor::parse(&filter.after).as_ref(), PAGE)
        .await?;
    let counts = read.inbox_counts(whose, now).await?;
    let people = common::people(&*read, whose).await?;
    let channels = common::channels(&*read, whose).await?;
    drop(read);
    let items = found.items.into_iter().map(|item| ItemRow {
        author: if item.author_name.is_empty() {
            item.author_handle.clone()
        } else {
            item.author_name.clone()
        },
        text: common::first_line(&item.text, 140),
        channel: channels
            .get(item.channel.as_str())
            .map(|c| c.name.clone())
            .unwrap_or_default(),
        received_at: item.received_at.0,
        due_at: item.due_at.map(|at| at.0),
        overdue: matches!(item.state, ItemState::New | ItemState::Claimed)
            && item.due_at.is_some_and(|at| at < now),
        state: item.state.as_str().to_owned(),
        tone: super::tone(item.state),
        visibility: item.visibility.as_str().to_owned(),
        route: item.route.as_str().to_owned(),
        claimed_by: item
            .claimed_by
            .as_ref()
            .filter(|_| item.state == ItemState::Claimed)
            .and_then(|p| people.get(p.as_str()))
            .cloned()
            .unwrap_or_default(),
        found: common::kinds(common::found(&item.findings, &item.text)),
        edited: item.versions > 1,
        id: item.id.as_str().to_owned(),
    });
    let mut choices: Vec<(String, String)> = channels
        .iter()
        .map(|(id, c)| (id.clone(), c.name.clone()))
        .collect();
    choices.sort_by(|a, b| a.1.cmp(&b.1));
    let next = match found.next {
        Some(cursor) => {
            let query = serde_html_form::to_string(&filter).map_err(WebError::internal)?;
            Some(format!("/inbox?{query}&after={cursor}"))
        }
        None => None,
    };
    let count = |word| match word {
        "open" => Some(counts.new + counts.claimed),
        "answered" => Some(counts.answered),
        "closed" => Some(counts.closed),
        _ => None,
    };
    page.view(&InboxView {
        tabs: TABS
            .iter()
            .map(|word| Tab {
                word,
                count: count(*word),
                current: filter.state == *word,
            })
            .collect(),
        overdue: counts.overdue,
        overdue_more: counts.overdue >= InboxCounts::OVERDUE_MAX,
        items: items.collect(),
        next,
        channels: choices,
        routes: Route::ALL.iter().map(|r| r.as_str()).collect(),
        narrowed: [&filter.channel, &filter.route, &filter.overdue, &filter.q]
            .iter()
            .any(|f| !f.trim().is_empty()),
        filter,
    })
}

impl View for InboxView {
    const TEMPLATE: &'static str = "inbox/list.html";
    fn samples() -> Vec<Self> {
        let row = |text: &str, state: ItemState, overdue, route: Route, visibility: Visibility| ItemRow {
            id: "01ARZ3NDEKTSV4RRFFQ69G5FH0".to_owned(),
            author: "Grete Fisker".to_owned(),
            text: text.to_owned(),
            channel: "Båtsfjord kommune".to_owned(),
            received_at: 1_795_262_400_000,
            due_at: (state != ItemState::Closed).then_some(1_795_348_800_000),
            overdue,
            state: state.as_str().to_owned(),
            tone: super::tone(state),
            visibility: visibility.as_str().to_owned(),
            route: route.as_str().to_owned(),
            claimed_by: if state == ItemState::Claimed {
                "Kari Nordmann".to_owned()
            } else {
                String::new()
            },
            found: if overdue {
                vec![common::Found {
                    key: "finding-threat".to_owned(),
                    severity: "severe".to_owned(),
                    words: "skal ta deg".to_owned(),
                    ..common::Found::default()
                }]
            } else {
                Vec::new()
            },
            edited: overdue,
        };
        let tabs = || {
            TABS.iter()
                .map(|word| Tab {
                    word,
                    count: (*word != "mine").then_some(4),
                    current: *word == "open",
                })
                .collect()
        };
        let full = Self {
            tabs: tabs(),
            overdue: 100,
            overdue_more: true,
            items: vec![
                row(
                    "Hva skjer med søknaden min om barnehageplass?",
                    ItemState::New,
                    true,
                    Route::Case,
                    Visibility::Visible,
                ),
                row(
                    "Når åpner svømmehallen på søndager?",
                    ItemState::Claimed,
                    false,
                    Route::Ordinary,
                    Visibility::Visible,
                ),
                row(
                    "Hvorfor vedtok dere å legge ned skolen?",
                    ItemState::Answered,
                    false,
                    Route::Political,
                    Visibility::Hiding,
                ),
                row("", ItemState::Closed, false, Route::Ordinary, Visibility::Hidden),
                row(
                    "Dette er borte nå",
                    ItemState::New,
                    false,
                    Route::Ordinary,
                    Visibility::Gone,
                ),
            ],
            next: Some("/inbox?after=1_A".to_owned()),
            channels: vec![(
                "01ARZ3NDEKTSV4RRFFQ69G5FD0".to_owned(),
                "Båtsfjord kommune".to_owned(),
            )],
            routes: Route::ALL.iter().map(|r| r.as_str()).collect(),
            filter: Filter {
                state: "open".to_owned(),
                overdue: "yes".to_owned(),
                route: "case".to_owned(),
                channel: "01ARZ3NDEKTSV4RRFFQ69G5FD0".to_owned(),
                q: "barnehage".to_owned(),
                after: String::new(),
            },
            narrowed: true,
        };
        let empty = |narrowed| Self {
            tabs: tabs(),
            overdue: if narrowed { 2 } else { 0 },
            overdue_more: false,
            items: Vec::new(),
            next: None,
            channels: Vec::new(),
            routes: Route::ALL.iter().map(|r| r.as_str()).collect(),
            filter: Filter::default(),
            narrowed,
        };
        vec![full, empty(false), empty(true)]
    }
}
