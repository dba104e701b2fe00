//! `POST /posts`, `POST /posts/{id}` and `POST /posts/{id}/check`: beginning, saving, checking, submitting a draft and
//! adding pictures to it.

use super::compose::{self, Theirs};
use super::form::Composed;
use crate::pages::common;
use crate::{FieldErrors, Flash, Page, Signed, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::posts::{self, Mend};
use model::{Id as _, Locale, MediaId, PostId};

/// An empty draft, opened at once.
pub(super) async fn create(State(web): State<Web>, page: Page, me: Signed) -> Result<Response, WebError> {
    let id = posts::create(&web.flow, &me).await?;
    Ok(page.redirect(&format!("/posts/{id}")))
}

/// Does what the pressed button says. Whatever goes wrong, the page comes back with everything that was typed.
pub(super) async fn write(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
    form: Composed,
) -> Result<Response, WebError> {
    let id: PostId = common::id(&id)?;
    let here = format!("/posts/{id}");
    let done = match act(&web, &me, &id, &form).await {
        Ok(said) => said,
        Err(error) => return again(&web, &page, &me, &id, &form, error).await,
    };
    match done {
        Some(said) => Ok(page.redirect_with(&here, &Flash::success(said))),
        None => {
            page.view(&compose::view(&web, &page, &me, &id, Some(&form), FieldErrors::default(), None).await?)
        }
    }
}

/// The key of what was done; `None` when the draft was only to be checked.
async fn act(web: &Web, me: &Signed, id: &PostId, form: &Composed) -> flow::Result<Option<&'static str>> {
    save_notes(web, me, id, form).await?;
    let deed = form.one("do");
    if let Some(media) = deed.strip_prefix("remove-") {
        let media = MediaId::parse(media).map_err(|_| flow::Error::NotFound)?;
        posts::save(&web.flow, me, id, form.draft()).await?;
        posts::remove_media(&web.flow, me, &media).await?;
        return Ok(Some("post-picture-removed"));
    }
    if let Some(media) = deed.strip_prefix("captions-") {
        let media = MediaId::parse(media).map_err(|_| flow::Error::NotFound)?;
        posts::save(&web.flow, me, id, form.draft()).await?;
        let Some(captions) = &form.captions else {
            return Err(flow::Error::field("captions", "file-missing"));
        };
        posts::add_captions(&web.flow, me, &media, captions).await?;
        return Ok(Some("post-captions-added"));
    }
    if let Some(media) = deed.strip_prefix("uncaption-") {
        let media = MediaId::parse(media).map_err(|_| flow::Error::NotFound)?;
        posts::save(&web.flow, me, id, form.draft()).await?;
        posts::remove_captions(&web.flow, me, &media).await?;
        return Ok(Some("post-captions-removed"));
    }
    if let Some((code, start)) = deed.strip_prefix("mend-").and_then(|of| of.split_once('-')) {
        let start = start.parse().map_err(|_| flow::Error::NotFound)?;
        let mut draft = form.draft();
        draft.text = posts::mend(&web.flow, me, &draft.text, code, start).await?;
        posts::save(&web.flow, me, id, draft).await?;
        return Ok(Some("post-mended"));
    }
    if let Some((what, media)) = mending(deed) {
        let media = MediaId::parse(media).map_err(|_| flow::Error::NotFound)?;
        posts::save(&web.flow, me, id, form.draft()).await?;
        // The text goes into the post, so it is in the post's language.
        let lang = Locale::from_tag(form.one("lang"));
        let lead = web.texts.plain(lang.unwrap_or(me.locale), "picture-text-in-alt");
        posts::mend_media(&web.flow, me, &media, what, &lead).await?;
        return Ok(Some("post-picture-mended"));
    }
    match deed {
        "check" => {
            posts::look(&web.flow, me, &form.draft()).await?;
            Ok(None)
        }
        "submit" => {
            posts::submit(&web.flow, me, id, form.draft()).await?;
            Ok(Some("post-submitted"))
        }
        "upload" => {
            let file = form
                .file
                .clone()
                .ok_or_else(|| flow::Error::field("file", "file-missing"))?;
            posts::save(&web.flow, me, id, form.draft()).await?;
            let media = posts::add_media(&web.flow, me, id, file.into()).await?;
            Ok(Some(if media.is_video() {
                "post-video-added"
            } else {
                "post-picture-added"
            }))
        }
        _ => {
            posts::save(&web.flow, me, id, form.draft()).await?;
            Ok(Some("post-saved"))
        }
    }
}

/// What a button beside a finding mends, and of which picture.
fn mending(deed: &str) -> Option<(Mend, &str)> {
    let (what, media) = deed.split_once('-')?;
    let what = match what {
        "credit" => Mend::Credit,
        "ai" => Mend::Ai,
        "alt" => Mend::Alt,
        _ => return None,
    };
    Some((what, media))
}

/// Stores what is said of the pictures where it has changed: the rules are asked about what is stored.
async fn save_notes(web: &Web, me: &Signed, id: &PostId, form: &Composed) -> flow::Result<()> {
    let read = web.flow.store().read().await?;
    let media = read.media_of(&me.municipality.id, id).await?;
    drop(read);
    for picture in media {
        let Some(note) = form.note(&picture).filter(|n| *n != picture.note) else {
            continue;
        };
        let saved = posts::note_media(&web.flow, me, &picture.id, note).await;
        saved.map_err(|error| match error {
            flow::Error::Invalid(mut fields) => {
                for field in &mut fields {
                    field.field = format!("picture.{}.{}", picture.id, field.field);
                }
                flow::Error::Invalid(fields)
            }
            other => other,
        })?;
    }
    Ok(())
}

/// The composer once more, with what was typed and why it was not taken.
async fn again(
    web: &Web,
    page: &Page,
    me: &Signed,
    id: &PostId,
    form: &Composed,
    error: flow::Error,
) -> Result<Response, WebError> {
    let mut theirs = None;
    if matches!(error, flow::Error::Conflict) {
        let read = web.flow.store().read().await?;
        let post = read.post(&me.municipality.id, id).await?;
        theirs = Some(Theirs {
            text: post.text,
            at: post.changed_at.0,
            version: post.version,
        });
    }
    let errors = FieldErrors::of(page, error)?;
    let view = compose::view(web, page, me, id, Some(form), errors, theirs).await?;
    page.form(&view, &view.errors)
}

/// The same when nothing was typed for a while, after a look at the pages that the draft links to on the own website.
pub(super) async fn look(
    web: State<Web>,
    page: Page,
    me: Signed,
    id: Path<String>,
    form: Composed,
) -> Result<Response, WebError> {
    posts::look(&web.flow, &me, &form.draft()).await?;
    check(web, page, me, id, form).await
}

/// What the guideline says of the draft as it is typed: the part beside the text.
pub(super) async fn check(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
    form: Composed,
) -> Result<Response, WebError> {
    let id: PostId = common::id(&id)?;
    let mut errors = FieldErrors::default();
    if let Err(error) = save_notes(&web, &me, &id, &form).await {
        errors = FieldErrors::of(&page, error)?;
    }
    let mut view = compose::view(&web, &page, &me, &id, Some(&form), errors, None).await?;
    view.live = true;
    page.fragment(&view, "checked")
}
