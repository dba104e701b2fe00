//! The steps of a request: answer, ready, confirmed, sent, appealed, closed; and the package.

use crate::pages::common;
use crate::{Fields, Flash, Input, Page, Signed, Web, WebError};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use flow::requests::{self, GROUNDS, Words};
use model::RequestId;
use model::request::RequestItemKind;
use std::collections::BTreeMap;

pub(super) async fn answer(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let id: RequestId = common::id(&id)?;
    let done = requests::answer(&web.flow, &me, &id, fields.get("answer")).await;
    told(&page, &id, done, "request-answer-kept")
}

/// One step on; which one is the name of the button.
pub(super) async fn go(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let id: RequestId = common::id(&id)?;
    let (flow, text) = (&web.flow, fields.get("text"));
    let (done, said) = match fields.get("step") {
        "ready" => (requests::ready(flow, &me, &id).await, "request-step-ready"),
        "take-back" => (
            requests::take_back(flow, &me, &id).await,
            "request-step-take-back",
        ),
        "confirm" => (requests::confirm(flow, &me, &id).await, "request-step-confirm"),
        "sent" => (requests::sent(flow, &me, &id).await, "request-step-sent"),
        "hold-off" => (
            requests::hold_off(flow, &me, &id, text).await,
            "request-step-hold-off",
        ),
        "appeal" => (
            requests::appeal(flow, &me, &id, text).await,
            "request-step-appeal",
        ),
        "close" => (requests::close(flow, &me, &id).await, "request-step-close"),
        _ => return Err(WebError::bad_request()),
    };
    told(&page, &id, done, said)
}

fn told(page: &Page, id: &RequestId, done: flow::Result<()>, said: &str) -> Result<Response, WebError> {
    let to = format!("/requests/{id}");
    if let Err(flow::Error::Invalid(wrong)) = &done
        && let Some(first) = wrong.first()
    {
        let mut flash = Flash::new(crate::flash::Tone::Warning, &format!("error-{}", first.key));
        for (name, value) in &first.params {
            flash = flash.with(name, value);
        }
        return Ok(page.redirect_with(&to, &flash));
    }
    common::after(page, done, &to, said)
}

pub(super) async fn package(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id: RequestId = common::id(&id)?;
    let reviewed = requests::one(&web.flow, &me, &id).await?;
    let number = reviewed.request.number;
    let bytes = match requests::package(&web.flow, &me, &id, &words(&page, number)).await {
        Ok(bytes) => bytes,
        Err(error) => return told(&page, &id, Err(error), ""),
    };
    let name = format!("attachment; filename=\"{}-{number}.zip\"", me.municipality.slug);
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

fn words(page: &Page, number: i64) -> Words {
    let none = BTreeMap::new();
    let t = |key: &str| page.t(key, &none);
    let kind = |k: &RequestItemKind| (k.as_str().to_owned(), t(&format!("archive-kind-{}", k.as_str())));
    Words {
        lang: page.locale().tag().to_owned(),
        title: page.t(
            "request-list-title",
            &BTreeMap::from([("number".to_owned(), number.to_string())]),
        ),
        columns: [
            t("request-column-number"),
            t("request-column-kind"),
            t("request-column-at"),
            t("request-column-channel"),
            t("request-column-author"),
            t("request-column-given"),
            t("request-column-grounds"),
            t("request-column-file"),
        ],
        kinds: RequestItemKind::ALL.iter().map(kind).collect(),
        given: [
            t("request-given-all"),
            t("request-given-part"),
            t("request-given-nothing"),
        ],
        grounds: GROUNDS
            .iter()
            .map(|g| (g.id.to_owned(), t(&format!("ground-{}", g.id))))
            .collect(),
    }
}
