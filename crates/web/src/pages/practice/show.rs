//! Threads of the practice network, for "citizens" who comment under a name of their choice.

use crate::file::{self, CAPTIONS, CAPTIONS_END};
use crate::page::Client;
use crate::pages::common;
use crate::{FieldErrors, Flash, Input, Page, View, Web, WebError};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use flow::practice::{self, PracticeThread, PracticeWord};
use model::practice::PracticePicture;
use model::{Millis, PracticePostId};
use serde::{Deserialize, Serialize};

/// The page: all threads, or one.
#[derive(Debug, Serialize)]
pub struct PracticeView {
    /// Address part of the municipality.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Threads, newest first.
    pub threads: Vec<PracticeThread>,
    /// Whether one thread is shown with the form to comment.
    pub one: bool,
    /// What was typed.
    pub typed: Typed,
    /// What is wrong with it.
    pub errors: FieldErrors,
}

/// A comment as it is sent.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Typed {
    /// Name.
    #[serde(default)]
    pub name: String,
    /// Text.
    #[serde(default)]
    pub text: String,
}

pub(super) async fn all(
    State(web): State<Web>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response, WebError> {
    let (municipality, threads) = practice::threads(&web.flow, &slug).await?;
    page.view(&PracticeView {
        slug,
        name: municipality.name,
        threads,
        one: false,
        typed: Typed::default(),
        errors: FieldErrors::default(),
    })
}

pub(super) async fn one(
    State(web): State<Web>,
    page: Page,
    Path((slug, post)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let post: PracticePostId = common::id(&post)?;
    page.view(&thread(&web, slug, &post, Typed::default(), FieldErrors::default()).await?)
}

async fn thread(
    web: &Web,
    slug: String,
    post: &PracticePostId,
    typed: Typed,
    errors: FieldErrors,
) -> Result<PracticeView, WebError> {
    let (municipality, thread) = practice::thread(&web.flow, &slug, post).await?;
    Ok(PracticeView {
        slug,
        name: municipality.name,
        threads: vec![thread],
        one: true,
        typed,
        errors,
    })
}

pub(super) async fn comment(
    State(web): State<Web>,
    page: Page,
    client: Client,
    Path((slug, post)): Path<(String, String)>,
    Input(typed): Input<Typed>,
) -> Result<Response, WebError> {
    let post: PracticePostId = common::id(&post)?;
    let text = typed.text.replace("\r\n", "\n");
    match practice::comment(&web.flow, &slug, &post, &typed.name, &text, &client.0).await {
        Ok(_) => Ok(page.redirect_with(
            &format!("/practice/{slug}/{post}"),
            &Flash::success("practice-commented"),
        )),
        Err(error) => {
            let errors = FieldErrors::of(&page, error)?;
            let view = thread(&web, slug, &post, typed, errors).await?;
            page.form(&view, &view.errors)
        }
    }
}

pub(super) async fn picture(
    State(web): State<Web>,
    asked: HeaderMap,
    Path((slug, post, blob)): Path<(String, String, String)>,
) -> Result<Response, WebError> {
    let captions = blob.strip_suffix(CAPTIONS_END);
    let name = captions.unwrap_or(&blob);
    let picture = practice::picture(&web.flow, &slug, &common::id(&post)?, name).await?;
    let cache = "public, max-age=86400, immutable";
    if captions.is_some() {
        return Ok(file::answer(
            &asked,
            picture.captions.into_bytes(),
            CAPTIONS,
            cache,
        ));
    }
    let bytes = web.flow.blobs().get(&picture.blob).await?;
    Ok(file::answer(&asked, bytes, &picture.mime, cache))
}

impl View for PracticeView {
    const TEMPLATE: &'static str = "practice/show.html";
    fn samples() -> Vec<Self> {
        let word = |author: &str, official, text: &str, pictures: &[&str]| PracticeWord {
            id: "01ARZ3NDEKTSV4RRFFQ69G5FJ0".to_owned(),
            author: author.to_owned(),
            official,
            text: text.to_owned(),
            at: Millis(1_795_348_800_000),
            pictures: pictures
                .iter()
                .map(|mime| PracticePicture {
                    blob: "ab".to_owned(),
                    mime: (*mime).to_owned(),
                    alt: "Bassenget".to_owned(),
                    captions: if *mime == "video/mp4" {
                        "WEBVTT\n".to_owned()
                    } else {
                        String::new()
                    },
                })
                .collect(),
        };
        let thread = |hidden, comments| PracticeThread {
            channel: "Øvingssiden".to_owned(),
            post: word(
                "Øvingssiden",
                true,
                "Svømmehallen åpner igjen mandag.",
                &["image/jpeg", "video/mp4"],
            ),
            comments,
            hidden,
        };
        let comments = || {
            vec![
                word("Grete", false, "Når åpner dere på søndager?", &[]),
                word("Båtsfjord kommune", true, "Hei Grete! Klokka 11.", &[]),
            ]
        };
        let view = |threads, one, errors| Self {
            slug: "batsfjord".to_owned(),
            name: "Båtsfjord kommune".to_owned(),
            threads,
            one,
            typed: Typed {
                name: "Grete".to_owned(),
                text: String::new(),
            },
            errors,
        };
        let mut errors = FieldErrors::default();
        errors.add("text", "required");
        vec![
            view(Vec::new(), false, FieldErrors::default()),
            view(
                vec![thread(0, Vec::new()), thread(1, comments())],
                false,
                FieldErrors::default(),
            ),
            view(vec![thread(2, comments())], true, errors),
        ]
    }
}
