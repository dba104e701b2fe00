//! Reading requests and what is chosen for them.

use super::content::{Content, content, guards};
use crate::{Actor, Flow, Result, rules};
use model::person::Permission;
use model::request::{Request, RequestItem, RequestState};
use model::{RequestId, RequestItemId};
use store::{Cursor, Page};

/// Detectors whose findings may have to be withheld: names, numbers, ways to reach somebody, what is nobody else's
/// business.
const PERSONAL: &[&str] = &[
    "person-name",
    "phone-number",
    "email-address",
    "street-address",
    "norwegian-identity-number",
    "swedish-identity-number",
    "duf-number",
    "norwegian-account-number",
    "bankgiro-number",
    "plusgiro-number",
    "iban",
    "payment-card",
    "case-number",
    "sensitive-detail",
];

/// A thing chosen, with what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Thing {
    /// The choice.
    pub item: RequestItem,
    /// What it says; `None` when it is gone.
    pub content: Option<Content>,
}

/// A request with all that is chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Reviewed {
    /// The request.
    pub request: Request,
    /// What is chosen, as written.
    pub things: Vec<Thing>,
}

/// Words that may have to be withheld.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// Name of the detector; the locale key is `finding-<name>`.
    pub name: &'static str,
}

/// A page of requests in these states (empty is any), first due first.
///
/// # Errors
/// `NotAllowed`.
pub async fn list(
    flow: &Flow,
    actor: &Actor,
    states: &[RequestState],
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Page<Request>> {
    actor.must(Permission::HandleRequests)?;
    let read = flow.store().read().await?;
    Ok(read
        .requests(&actor.municipality.id, states, after, limit)
        .await?)
}

/// A request with all that is chosen for it.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn one(flow: &Flow, actor: &Actor, request: &RequestId) -> Result<Reviewed> {
    actor.must(Permission::HandleRequests)?;
    let whose = &actor.municipality.id;
    let read = flow.store().read().await?;
    let request = read.request(whose, request).await?;
    let mut things = Vec::new();
    for item in read.request_items(whose, &request.id).await? {
        let content = match content(flow, &*read, whose, item.kind, &item.subject).await {
            Ok(content) => Some(content),
            Err(crate::Error::NotFound) => None,
            Err(other) => return Err(other),
        };
        things.push(Thing { item, content });
    }
    Ok(Reviewed { request, things })
}

/// One thing chosen, what it says, and what of it may have to be withheld. Marks that were laid on another text are left
/// out.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn thing(flow: &Flow, actor: &Actor, item: &RequestItemId) -> Result<(Thing, Vec<Suggestion>)> {
    actor.must(Permission::HandleRequests)?;
    let whose = &actor.municipality.id;
    let read = flow.store().read().await?;
    let mut item = read.request_item(whose, item).await?;
    let content = content(flow, &*read, whose, item.kind, &item.subject).await?;
    if !guards(&item, &content.text)? {
        item.marks.clear();
    }
    let book = rules::book(flow, &actor.municipality).await?;
    let found = detect::text::scan(&content.text, &flow.detectors(&actor.municipality, &book));
    let suggestions = found
        .into_iter()
        .filter(|f| PERSONAL.contains(&f.name))
        .map(|f| Suggestion {
            start: f.chars.start,
            end: f.chars.end,
            name: f.name,
        })
        .collect();
    Ok((
        Thing {
            item,
            content: Some(content),
        },
        suggestions,
    ))
}
