//! Begins a draft.

use crate::journal::{self, Event};
use crate::{Actor, Flow, Result};
use model::archive::RecordKind;
use model::person::Permission;
use model::post::{Post, PostState};
use model::{Id as _, PostId};
use serde_json::json;
use std::collections::BTreeMap;

/// An empty draft of the actor's.
///
/// # Errors
/// `NotAllowed`.
pub async fn create(flow: &Flow, actor: &Actor) -> Result<PostId> {
    actor.must(Permission::WritePost)?;
    let now = flow.source().now();
    let post = Post {
        id: flow.source().id(),
        municipality: actor.municipality.id.clone(),
        text: String::new(),
        link: String::new(),
        channels: Vec::new(),
        answers: BTreeMap::new(),
        lang: actor.municipality.locale().tag().to_owned(),
        state: PostState::Draft,
        revision: None,
        author: actor.person.id.clone(),
        created_at: now,
        changed_at: now,
        version: 1,
    };
    let tx = flow.store().begin().await?;
    tx.insert_post(&post).await?;
    let event = Event::new(
        RecordKind::Post,
        post.id.as_str(),
        "post.created",
        json!({ "post": post.id }),
    )
    .by(actor);
    journal::write(flow, &*tx, &actor.municipality.id, vec![event]).await?;
    tx.commit().await?;
    Ok(post.id)
}
