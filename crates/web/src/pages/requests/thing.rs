//! `/requests/things/{id}`: reviewing one thing: words and parts of pictures that are withheld, and on which ground.

use crate::file;
use crate::pages::common;
use crate::{Fields, Flash, Input, Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use flow::requests::{self, Content, Decided, Suggestion};
use model::request::{CoverBox, Mark, RequestItem, RequestState, RequestVerdict};
use model::{MediaId, RequestId, RequestItemId};
use serde::Serialize;

/// The page.
#[derive(Debug, Serialize)]
pub struct ThingView {
    /// Id of the choice.
    pub id: String,
    /// Id of the request.
    pub request: String,
    /// Its number.
    pub number: i64,
    /// Which of how many, from 1.
    pub place: (usize, usize),
    /// The thing before and after.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
    /// Word of its kind.
    pub kind: &'static str,
    /// When it was written.
    pub at: i64,
    /// Names of its channels.
    pub channels: Vec<String>,
    /// Who wrote it, with handle.
    pub author: String,
    /// Address on the network.
    pub address: String,
    /// The text in words and what lies between.
    pub words: Vec<Word>,
    /// What is marked, in words.
    pub marks: Vec<MarkRow>,
    /// Pictures.
    pub pictures: Vec<Picture>,
    /// Grounds to choose from: id and law.
    pub grounds: Vec<(&'static str, &'static str)>,
    /// Word of the verdict.
    pub verdict: &'static str,
    /// Ground for withholding all.
    pub ground: String,
    /// Ground for withholding who wrote it.
    pub author_ground: String,
    /// Whether it may be changed.
    pub open: bool,
}

/// A stretch of the text.
#[derive(Debug, Serialize)]
pub struct Word {
    /// Characters from and to, `12-18`; empty for what lies between words.
    pub place: String,
    /// Text.
    pub text: String,
    /// Whether it is withheld.
    pub marked: bool,
    /// Locale key of why it may have to be; empty when nothing says so.
    pub hint: String,
}

/// A mark.
#[derive(Debug, Serialize)]
pub struct MarkRow {
    /// First character.
    pub start: usize,
    /// The words.
    pub text: String,
    /// Id of the ground.
    pub ground: String,
}

/// A picture.
#[derive(Debug, Serialize)]
pub struct Picture {
    /// Id.
    pub id: String,
    /// What it shows.
    pub alt: String,
    /// Its boxes: left, top, width, height in tenths of a per cent, and the ground.
    pub boxes: Vec<(u32, u32, u32, u32, String)>,
    /// Whether it is a video: it goes out whole or not at all.
    pub video: bool,
    /// How many faces were found that no box covers yet.
    pub faces: usize,
}

pub(super) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id: RequestItemId = common::id(&id)?;
    let (thing, suggestions) = requests::thing(&web.flow, &me, &id).await?;
    let item = thing.item;
    let said = thing.content.ok_or_else(WebError::not_found)?;
    let reviewed = requests::one(&web.flow, &me, &item.request).await?;
    let ids: Vec<&RequestItemId> = reviewed.things.iter().map(|t| &t.item.id).collect();
    let at = ids.iter().position(|other| **other == item.id).unwrap_or(0);
    let near = |at: Option<usize>| at.and_then(|at| ids.get(at)).map(ToString::to_string);
    let grounds = requests::grounds(me.municipality.country);
    page.view(&ThingView {
        number: reviewed.request.number,
        open: reviewed.request.state == RequestState::Working,
        place: (at + 1, ids.len()),
        before: near(at.checked_sub(1)),
        after: near(Some(at + 1)),
        grounds: grounds.into_iter().map(|g| (g.id, g.law)).collect(),
        ..of(&item, said, &suggestions)
    })
}

fn of(item: &RequestItem, said: Content, suggestions: &[Suggestion]) -> ThingView {
    let chars: Vec<char> = said.text.chars().collect();
    let stretch = |start: usize, end: usize| {
        chars
            .get(start..end)
            .unwrap_or_default()
            .iter()
            .collect::<String>()
    };
    let picture = |m: &model::post::FrozenMedia| Picture {
        id: m.id.to_string(),
        alt: m.note.alt.clone(),
        video: m.is_video(),
        faces: requests::faces(m, &item.boxes, "").len(),
        boxes: item
            .boxes
            .iter()
            .filter(|b| b.media == m.id)
            .map(|b| (b.left, b.top, b.width, b.height, b.ground.clone()))
            .collect(),
    };
    let handle = if said.handle.is_empty() {
        String::new()
    } else {
        format!(" ({})", said.handle)
    };
    ThingView {
        id: item.id.to_string(),
        request: item.request.to_string(),
        number: 0,
        place: (1, 1),
        before: None,
        after: None,
        kind: item.kind.as_str(),
        at: said.at.0,
        author: format!("{}{handle}", said.author),
        address: said.url,
        words: words(&said.text, &item.marks, suggestions),
        marks: item
            .marks
            .iter()
            .map(|m| MarkRow {
                start: m.start,
                text: stretch(m.start, m.end),
                ground: m.ground.clone(),
            })
            .collect(),
        pictures: said.media.iter().map(picture).collect(),
        channels: said.channels,
        grounds: Vec::new(),
        verdict: item.verdict.as_str(),
        ground: item.ground.clone(),
        author_ground: item.author_ground.clone(),
        open: true,
    }
}

/// The text in words and what lies between; a word is what has no white space in it.
fn words(text: &str, marks: &[Mark], suggestions: &[Suggestion]) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut run = String::new();
    let mut start = 0;
    let mut flush = |run: &mut String, start: usize, end: usize, word: bool| {
        if run.is_empty() {
            return;
        }
        let over = |from: usize, to: usize| from < end && start < to;
        let hint = suggestions.iter().find(|s| over(s.start, s.end));
        out.push(Word {
            place: if word {
                format!("{start}-{end}")
            } else {
                String::new()
            },
            text: std::mem::take(run),
            marked: word && marks.iter().any(|m| over(m.start, m.end)),
            hint: hint
                .filter(|_| word)
                .map(|s| format!("finding-{}", s.name))
                .unwrap_or_default(),
        });
    };
    let mut in_word = false;
    let mut end = 0;
    for (at, c) in text.chars().enumerate() {
        let word = !c.is_whitespace();
        if word != in_word {
            flush(&mut run, start, at, in_word);
            (start, in_word) = (at, word);
        }
        run.push(c);
        end = at + 1;
    }
    flush(&mut run, start, end, in_word);
    out
}

/// Back to the thing, or on to what went wrong.
fn back(page: &Page, id: &RequestItemId, done: flow::Result<RequestId>) -> Result<Response, WebError> {
    let to = format!("/requests/things/{id}");
    if let Err(flow::Error::Invalid(wrong)) = &done
        && let Some(first) = wrong.first()
    {
        let flash = Flash::new(crate::flash::Tone::Warning, &format!("error-{}", first.key));
        return Ok(page.redirect_with(&to, &flash));
    }
    common::after(page, done, &to, "request-reviewed")
}

pub(super) async fn mark(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let id: RequestItemId = common::id(&id)?;
    let span = |place: &str| {
        let (start, end) = place.split_once('-')?;
        Some((start.parse().ok()?, end.parse().ok()?))
    };
    let spans: Vec<(usize, usize)> = fields.all("w").into_iter().filter_map(span).collect();
    back(
        &page,
        &id,
        requests::mark(&web.flow, &me, &id, &spans, fields.get("ground")).await,
    )
}

pub(super) async fn unmark(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let id: RequestItemId = common::id(&id)?;
    let start = fields.get("start").parse().map_err(|_| WebError::bad_request())?;
    back(&page, &id, requests::unmark(&web.flow, &me, &id, start).await)
}

pub(super) async fn cover(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let id: RequestItemId = common::id(&id)?;
    // Per cent as people type them, with a comma too; what is no number is no box.
    let tenths = |name: &str| {
        let typed = fields.get(name).trim().replace(',', ".");
        let (whole, part) = typed.split_once('.').unwrap_or((&typed, ""));
        let part: u32 = part.chars().next().and_then(|c| c.to_digit(10)).unwrap_or(0);
        whole.parse::<u32>().ok()?.checked_mul(10)?.checked_add(part)
    };
    let area = CoverBox {
        media: common::id(fields.get("media"))?,
        left: tenths("left").unwrap_or(0),
        top: tenths("top").unwrap_or(0),
        width: tenths("width").unwrap_or(0),
        height: tenths("height").unwrap_or(0),
        ground: fields.get("ground").to_owned(),
    };
    back(&page, &id, requests::cover(&web.flow, &me, &id, area).await)
}

pub(super) async fn cover_faces(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let id: RequestItemId = common::id(&id)?;
    let media: MediaId = common::id(fields.get("media"))?;
    let done = requests::cover_faces(&web.flow, &me, &id, &media, fields.get("ground")).await;
    back(&page, &id, done)
}

pub(super) async fn uncover(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let id: RequestItemId = common::id(&id)?;
    let media: MediaId = common::id(fields.get("media"))?;
    let at = fields.get("at").parse().map_err(|_| WebError::bad_request())?;
    back(
        &page,
        &id,
        requests::uncover(&web.flow, &me, &id, &media, at).await,
    )
}

pub(super) async fn decide(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let id: RequestItemId = common::id(&id)?;
    let decided = Decided {
        verdict: RequestVerdict::parse(fields.get("verdict")).ok_or_else(WebError::bad_request)?,
        ground: fields.get("ground").to_owned(),
        author_ground: fields.get("author_ground").to_owned(),
    };
    back(&page, &id, requests::decide(&web.flow, &me, &id, decided).await)
}

pub(super) async fn remove(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id: RequestItemId = common::id(&id)?;
    match requests::remove(&web.flow, &me, &id).await {
        Ok(request) => Ok(page.redirect_with(
            &format!("/requests/{request}"),
            &Flash::success("request-thing-removed"),
        )),
        failed => back(&page, &id, failed),
    }
}

/// A picture as it would go out, with its boxes.
pub(super) async fn picture(
    State(web): State<Web>,
    me: Signed,
    asked: HeaderMap,
    Path((id, number)): Path<(String, usize)>,
) -> Result<Response, WebError> {
    let id: RequestItemId = common::id(&id)?;
    let (bytes, mime) = requests::preview(&web.flow, &me, &id, number).await?;
    Ok(file::answer(&asked, bytes, mime, "no-store"))
}

impl View for ThingView {
    const TEMPLATE: &'static str = "requests/thing.html";
    fn samples() -> Vec<Self> {
        let word = |place: &str, text: &str, marked, hint: &str| Word {
            place: place.to_owned(),
            text: text.to_owned(),
            marked,
            hint: hint.to_owned(),
        };
        let view = |kind, verdict, open| Self {
            id: "01ARZ3NDEKTSV4RRFFQ69G5FT0".to_owned(),
            request: "01ARZ3NDEKTSV4RRFFQ69G5FR0".to_owned(),
            number: 7,
            place: (2, 3),
            before: Some("01ARZ3NDEKTSV4RRFFQ69G5FT1".to_owned()),
            after: Some("01ARZ3NDEKTSV4RRFFQ69G5FT2".to_owned()),
            kind,
            at: 1_795_348_800_000,
            channels: vec!["Båtsfjord kommune".to_owned()],
            author: "Grete Hansen (grete.example)".to_owned(),
            address: "https://example.no/1".to_owned(),
            words: vec![
                word("0-4", "Ring", false, ""),
                word("", " ", false, ""),
                word("5-13", "78985300", true, "finding-phone-number"),
                word("", "\n", false, ""),
                word("14-19", "Grete", false, "finding-person-name"),
            ],
            marks: vec![MarkRow {
                start: 5,
                text: "78985300".to_owned(),
                ground: "no-personal".to_owned(),
            }],
            pictures: [(false, (100, 200, 250, 125)), (true, (0, 0, 1000, 1000))]
                .map(|(video, (left, top, width, height))| Picture {
                    id: "01ARZ3NDEKTSV4RRFFQ69G5FM0".to_owned(),
                    alt: "To barn i svømmehallen".to_owned(),
                    boxes: vec![(left, top, width, height, "no-personal".to_owned())],
                    video,
                    faces: 2,
                })
                .into(),
            grounds: requests::GROUNDS.iter().map(|g| (g.id, g.law)).collect(),
            verdict,
            ground: if verdict == "withhold" {
                "no-internal".to_owned()
            } else {
                String::new()
            },
            author_ground: if verdict == "give" {
                "no-personal".to_owned()
            } else {
                String::new()
            },
            open,
        };
        let bare = Self {
            before: None,
            after: None,
            words: Vec::new(),
            marks: Vec::new(),
            pictures: Vec::new(),
            author: String::new(),
            address: String::new(),
            ..view("approval", "open", true)
        };
        vec![
            view("version", "give", true),
            view("revision", "withhold", false),
            bare,
        ]
    }
}
