//! What is done with an item: take, give back, close, answer, hide, restore.

use super::show::{self, Typed};
use crate::pages::common;
use crate::{FieldErrors, Fields, Flash, Input, Page, Signed, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::{inbox, moderation};
use model::{AnswerId, ItemId};

pub(super) async fn claim(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id: ItemId = common::id(&id)?;
    let done = inbox::claim(&web.flow, &me, &id).await;
    common::after(&page, done, &format!("/inbox/{id}"), "item-claimed")
}

pub(super) async fn release(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id: ItemId = common::id(&id)?;
    let done = inbox::release(&web.flow, &me, &id).await;
    common::after(&page, done, &format!("/inbox/{id}"), "item-released")
}

pub(super) async fn close(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let (id, mut typed): (ItemId, _) = (common::id(&id)?, Typed::of(&fields));
    "close".clone_into(&mut typed.deed);
    let done = inbox::close(&web.flow, &me, &id, typed.said(&typed.close_reason)).await;
    let done = done.map_err(|e| renamed(e, "reason", "close_reason"));
    end(&web, &page, &me, &id, typed, done, "item-closed").await
}

pub(super) async fn answer(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let (id, mut typed): (ItemId, _) = (common::id(&id)?, Typed::of(&fields));
    if typed.deed == "refer" {
        let referral = inbox::referral(&web.flow, &me, &id).await?;
        typed.text = format!("{} {referral}", typed.text.trim()).trim().to_owned();
        "check".clone_into(&mut typed.deed);
    }
    if typed.deed == "check" {
        let view = show::view(&web, &page, &me, &id, typed, FieldErrors::default()).await?;
        return page.view(&view);
    }
    let done = inbox::answer(&web.flow, &me, &id, typed.said(&typed.text)).await;
    end(&web, &page, &me, &id, typed, done, "item-answered").await
}

/// Takes up an answer that failed or was held.
pub(super) async fn send_again(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path((id, answer)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let id: ItemId = common::id(&id)?;
    let answer: AnswerId = common::id(&answer)?;
    let done = inbox::send_again(&web.flow, &me, &answer).await;
    common::after(&page, done, &format!("/inbox/{id}"), "item-answered")
}

/// What the guideline says of the answer as it is typed: the part beside it.
pub(super) async fn check(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let id: ItemId = common::id(&id)?;
    let mut view = show::view(&web, &page, &me, &id, Typed::of(&fields), FieldErrors::default()).await?;
    view.live = true;
    page.fragment(&view, "checked")
}

pub(super) async fn hide(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let (id, mut typed): (ItemId, _) = (common::id(&id)?, Typed::of(&fields));
    "hide".clone_into(&mut typed.deed);
    let said = typed.said(&typed.reason);
    let done = moderation::hide(&web.flow, &me, &id, &typed.ground, said).await;
    end(&web, &page, &me, &id, typed, done, "item-hiding").await
}

pub(super) async fn restore(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let (id, typed): (ItemId, _) = (common::id(&id)?, Typed::of(&fields));
    let done = moderation::restore(&web.flow, &me, &id, &typed.restore_reason).await;
    let done = done.map_err(|e| renamed(e, "reason", "restore_reason"));
    end(&web, &page, &me, &id, typed, done, "item-restoring").await
}

/// On to the item, or the same page with everything that was typed and why it was not done.
async fn end<T>(
    web: &Web,
    page: &Page,
    me: &Signed,
    id: &ItemId,
    typed: Typed,
    done: flow::Result<T>,
    said: &str,
) -> Result<Response, WebError> {
    match done {
        Ok(_) => Ok(page.redirect_with(&format!("/inbox/{id}"), &Flash::success(said))),
        Err(error) => {
            let errors = FieldErrors::of(page, error)?;
            let view = show::view(web, page, me, id, typed, errors).await?;
            page.form(&view, &view.errors)
        }
    }
}

/// The same error about a field that this page calls otherwise.
fn renamed(error: flow::Error, from: &str, to: &str) -> flow::Error {
    match error {
        flow::Error::Invalid(mut fields) => {
            for field in fields.iter_mut().filter(|f| f.field == from) {
                to.clone_into(&mut field.field);
            }
            flow::Error::Invalid(fields)
        }
        other => other,
    }
}
