//! Publishing posts and replies.

use super::call::read;
use super::count::without_domains;
use super::{Mastodon, wire};
use crate::connector::{Outgoing, Remote};
use crate::http::{Answer, Effect};
use crate::{CallError, Image, Video, text};
use bytes::Bytes;
use model::Millis;
use reqwest::header::{HeaderName, RETRY_AFTER};
use reqwest::multipart::{Form, Part};
use reqwest::{Method, StatusCode};
use serde_json::value::RawValue;
use std::time::Duration;
use tokio::time::Instant;

/// The server's clock and ours may differ by this much when a lost post is looked for.
const SKEW: i64 = 10 * Millis::MINUTE;
/// Pages of own statuses that are searched for a lost post, and statuses in each.
const SEARCH_PAGES: usize = 5;
const SEARCH_PAGE: &str = "40";
/// How often we ask whether an uploaded picture is ready, a [`media_pause`](crate::HttpConfig::media_pause) apart:
/// twenty seconds.
const PICTURE_TRIES: usize = 40;
/// The same of a video, which the server converts, with so many pauses between: ten minutes. The server allows 300
/// questions in five minutes (documentation, "Rate limits"), half of which this takes.
const VIDEO_TRIES: usize = 300;
const VIDEO_PAUSES: u32 = 4;
/// How long a question is put again: a server that lets every one of them hang is given up, and so is one that wants to be asked
/// later than that.
const PATIENCE: Duration = Duration::from_secs(600);

pub(super) async fn publish(account: &Mastodon, out: &Outgoing, key: &str) -> Result<Remote, CallError> {
    let mut form = vec![("status", out.body()), ("visibility", "public".to_owned())];
    if !out.lang.is_empty() {
        form.push(("language", out.lang.clone()));
    }
    if let Some(reply) = &out.reply {
        form.push(("in_reply_to_id", reply.parent.remote_id.clone()));
    }
    for image in &out.images {
        form.push(("media_ids[]", upload(account, &File::from(image)).await?));
    }
    if let Some(video) = &out.video {
        form.push(("media_ids[]", upload(account, &File::from(video)).await?));
    }
    let request = account
        .request(Method::POST, "/api/v1/statuses", &[])?
        .header(HeaderName::from_static("idempotency-key"), key)
        .form(&form);
    let answer = account.exchange(request, Effect::Changes).await?;
    let raw = std::str::from_utf8(&answer.body).map_err(|e| Effect::Changes.garbled(e.to_string()))?;
    let status: wire::Status = read(&answer, Effect::Changes)?;
    Ok(remote(status, raw))
}

/// The server keeps our key for an hour and does not tell what it stands for, so the account's own statuses
/// since the key was chosen are searched for the same text in the same place.
pub(super) async fn find(account: &Mastodon, out: &Outgoing, key: &str) -> Result<Option<Remote>, CallError> {
    let since = text::key_time(key).unwrap_or(out.at).plus(-SKEW);
    let wanted = without_domains(&out.body());
    let parent = out.reply.as_ref().map(|reply| reply.parent.remote_id.as_str());
    let path = format!("/api/v1/accounts/{}/statuses", account.account_id().await?);
    let mut below = String::new();
    for _ in 0..SEARCH_PAGES {
        let mut query = vec![("limit", SEARCH_PAGE), ("exclude_reblogs", "true")];
        if !below.is_empty() {
            query.push(("max_id", &below));
        }
        let answer = account.ask(&path, &query).await?;
        let page: Vec<&RawValue> = read(&answer, Effect::Reads)?;
        let mut oldest = None;
        for raw in page {
            let status: wire::Status =
                serde_json::from_str(raw.get()).map_err(|e| CallError::BadAnswer(e.to_string()))?;
            let at = super::replies::instant(&status.created_at)?;
            oldest = Some((at, status.id.clone()));
            if at >= since
                && status.in_reply_to_id.as_deref() == parent
                && without_domains(&text::plain_from_html(&status.content)) == wanted
            {
                return Ok(Some(remote(status, raw.get())));
            }
        }
        match oldest {
            Some((at, id)) if at >= since => below = id,
            _ => break,
        }
    }
    Ok(None)
}

fn remote(status: wire::Status, raw: &str) -> Remote {
    Remote {
        remote_id: status.id,
        cid: String::new(),
        url: text::web_address(&status.url.unwrap_or(status.uri)),
        raw: raw.to_owned(),
    }
}

/// A picture or a video as it is uploaded.
struct File<'o> {
    bytes: &'o Bytes,
    mime: &'o str,
    name: &'static str,
    alt: &'o str,
    is_video: bool,
}

impl<'o> From<&'o Image> for File<'o> {
    fn from(image: &'o Image) -> Self {
        Self {
            bytes: &image.bytes,
            mime: &image.mime,
            name: if image.mime == "image/png" {
                "picture.png"
            } else {
                "picture.jpg"
            },
            alt: &image.alt,
            is_video: false,
        }
    }
}

impl<'o> From<&'o Video> for File<'o> {
    fn from(video: &'o Video) -> Self {
        Self {
            bytes: &video.bytes,
            mime: Video::MIME,
            name: "video.mp4",
            alt: &video.alt,
            is_video: true,
        }
    }
}

/// Uploads a picture or a video and waits until the server has made it ready: 202 to the upload and 206 to a question
/// mean that it is still at it, 422 that it cannot (documentation, "media API methods"). A question that gets no answer is
/// put again: the file is there all the same. One that the server has no time for waits as long as the server says. A file that
/// no status names is thrown away by the server, so twice is harmless.
async fn upload(account: &Mastodon, file: &File<'_>) -> Result<String, CallError> {
    let refused = |e: reqwest::Error| CallError::Refused {
        code: "media-type".into(),
        message: e.to_string(),
    };
    let part = Part::stream_with_length(
        file.bytes.clone(),
        u64::try_from(file.bytes.len()).unwrap_or(u64::MAX),
    )
    .file_name(file.name)
    .mime_str(file.mime)
    .map_err(refused)?;
    let form = Form::new()
        .part("file", part)
        .text("description", file.alt.to_owned());
    let request = account
        .request(Method::POST, "/api/v2/media", &[])?
        .timeout(account.http.upload_time(file.bytes.len()))
        .multipart(form);
    let pause = account.http.media_pause();
    let (tries, pause) = if file.is_video {
        (VIDEO_TRIES, pause * VIDEO_PAUSES)
    } else {
        (PICTURE_TRIES, pause)
    };
    let mut answer = account.exchange(request, Effect::Reads).await?;
    let media: wire::Named = read(&answer, Effect::Reads)?;
    let path = format!("/api/v1/media/{}", media.id);
    let begun = Instant::now();
    let mut trouble = CallError::Down("the server is still working on the file".into());
    let mut wait = pause;
    for _ in 0..tries {
        if answer.status == StatusCode::OK {
            return Ok(media.id);
        }
        if begun.elapsed().saturating_add(wait) > PATIENCE {
            break;
        }
        tokio::time::sleep(wait).await;
        wait = pause;
        let question = account.request(Method::GET, &path, &[])?;
        let told = match account.http.send(question, Effect::Reads).await {
            Ok(told) => {
                wait = pause.max(asked_to_wait(account, &told));
                account.accepted(told, Effect::Reads)
            }
            Err(error) => Err(error),
        };
        match told {
            Ok(told) => answer = told,
            Err(later @ (CallError::Down(_) | CallError::RateLimited { .. })) => trouble = later,
            Err(other) => return Err(other),
        }
    }
    Err(trouble)
}

/// How long a server with too much to do wants to be left alone.
fn asked_to_wait(account: &Mastodon, answer: &Answer) -> Duration {
    let told = answer.headers.contains_key(RETRY_AFTER);
    match answer.status {
        StatusCode::TOO_MANY_REQUESTS => Duration::from_secs(account.http.retry_after(&answer.headers)),
        StatusCode::SERVICE_UNAVAILABLE if told => {
            Duration::from_secs(account.http.retry_after(&answer.headers))
        }
        _ => Duration::ZERO,
    }
}
