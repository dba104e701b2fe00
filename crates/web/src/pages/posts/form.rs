//! What the composer sends: the draft, what is said of its pictures, perhaps a file, and which button was pressed.

use crate::WebError;
use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;
use flow::posts::Draft;
use model::post::{Basis, Media, MediaNote, Speech};
use model::{ChannelId, Id as _};

/// The composer's form, sent by its buttons (multipart) or while one types (urlencoded).
pub(super) struct Composed {
    fields: Vec<(String, String)>,
    /// The chosen file; `None` when there is none.
    pub file: Option<Bytes>,
    /// The chosen captions; `None` when there are none.
    pub captions: Option<Bytes>,
}

impl<S: Send + Sync> FromRequest<S> for Composed {
    type Rejection = WebError;
    async fn from_request(request: Request, state: &S) -> Result<Self, WebError> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        if kind.is_some_and(|k| k.as_bytes().starts_with(b"multipart/form-data")) {
            let parts = Multipart::from_request(request, state).await;
            return Self::read(parts.map_err(|_| WebError::bad_request())?).await;
        }
        let bytes = Bytes::from_request(request, state).await;
        let fields = serde_html_form::from_bytes(&bytes.map_err(|_| WebError::bad_request())?);
        Ok(Self {
            fields: fields.map_err(|_| WebError::bad_request())?,
            file: None,
            captions: None,
        })
    }
}

impl Composed {
    async fn read(mut parts: Multipart) -> Result<Self, WebError> {
        let bad = |_| WebError::bad_request();
        let (mut fields, mut file, mut captions) = (Vec::new(), None, None);
        while let Some(part) = parts.next_field().await.map_err(bad)? {
            let name = part.name().unwrap_or_default().to_owned();
            if name == "file" {
                file = Some(part.bytes().await.map_err(bad)?).filter(|b| !b.is_empty());
            } else if name == "captions" {
                captions = Some(part.bytes().await.map_err(bad)?).filter(|b| !b.is_empty());
            } else {
                fields.push((name, part.text().await.map_err(bad)?));
            }
        }
        Ok(Self {
            fields,
            file,
            captions,
        })
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields
            .iter()
            .filter(move |(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    }

    /// The value of a field; empty when it was not sent.
    pub(super) fn one(&self, name: &str) -> &str {
        self.fields
            .iter()
            .find(|(n, _)| n == name)
            .map_or("", |(_, v)| v.as_str())
    }

    /// The draft as it stands in the form.
    pub(super) fn draft(&self) -> Draft {
        let answers = self.fields.iter().filter_map(|(name, value)| {
            let name = name.strip_prefix("answer.")?;
            (!value.trim().is_empty()).then(|| (name.to_owned(), value.trim().to_owned()))
        });
        Draft {
            text: self.one("text").replace("\r\n", "\n"),
            link: self.one("link").to_owned(),
            lang: self.one("lang").to_owned(),
            channels: self
                .all("channels")
                .filter_map(|id| ChannelId::parse(id).ok())
                .collect(),
            answers: answers.collect(),
            version: self.one("version").parse().unwrap_or(0),
        }
    }

    /// What is said of a picture; `None` when the form does not have it. What was seen in it is not the form's to say.
    pub(super) fn note(&self, picture: &Media) -> Option<MediaNote> {
        let media = &picture.id;
        let field = |name: &str| {
            let name = format!("picture.{media}.{name}");
            self.fields
                .iter()
                .find(|(n, _)| *n == name)
                .map(|(_, v)| v.as_str())
        };
        let alt = field("alt")?.replace("\r\n", "\n").trim().to_owned();
        Some(MediaNote {
            alt,
            credit: field("credit").unwrap_or_default().trim().to_owned(),
            permission: yes_no(field("permission")),
            basis: field("basis").and_then(Basis::parse).unwrap_or(Basis::Unknown),
            ai: yes_no(field("ai")),
            captions: picture.note.captions.clone(),
            speech: field("speech").and_then(Speech::parse).unwrap_or(Speech::Unknown),
            seen: picture.note.seen.clone(),
        })
    }
}

fn yes_no(word: Option<&str>) -> Option<bool> {
    match word {
        Some("yes") => Some(true),
        Some("no") => Some(false),
        _ => None,
    }
}
