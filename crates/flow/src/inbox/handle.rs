//! Taking items and giving them back.

use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result};
use model::ItemId;
use model::item::{Item, ItemState};
use model::person::Permission;
use serde_json::{Value, json};
use store::Tx;

/// Takes an item, so that two people do not answer it.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Refused("claimed-by-other")` with `name`.
pub async fn claim(flow: &Flow, actor: &Actor, item: &ItemId) -> Result<()> {
    actor.must(Permission::Answer)?;
    let (tx, mut item) = begin(flow, actor, item).await?;
    not_anothers(&*tx, actor, &item).await?;
    if item.claimed_by.as_ref() == Some(&actor.person.id) && item.state == ItemState::Claimed {
        return Ok(());
    }
    item.state = item.state.go(ItemState::Claimed)?;
    item.claimed_by = Some(actor.person.id.clone());
    item.closed_reason.clear();
    finish(flow, actor, tx, item, "item.claimed", json!({})).await
}

/// Gives an item back.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`, `Refused("claimed-by-other")`.
pub async fn release(flow: &Flow, actor: &Actor, item: &ItemId) -> Result<()> {
    actor.must(Permission::Answer)?;
    let (tx, mut item) = begin(flow, actor, item).await?;
    not_anothers(&*tx, actor, &item).await?;
    item.state = item.state.go(ItemState::New)?;
    item.claimed_by = None;
    finish(flow, actor, tx, item, "item.released", json!({})).await
}

/// Refuses when somebody else has taken the item.
pub(super) async fn not_anothers(tx: &dyn Tx, actor: &Actor, item: &Item) -> Result<()> {
    match &item.claimed_by {
        Some(person) if item.state == ItemState::Claimed && *person != actor.person.id => {
            let name = tx.person(&actor.municipality.id, person).await?.name;
            Err(Error::Refused {
                key: "claimed-by-other",
                params: vec![("name", name)],
            })
        }
        _ => Ok(()),
    }
}

async fn begin(flow: &Flow, actor: &Actor, id: &ItemId) -> Result<(Box<dyn Tx>, Item)> {
    let tx = flow.store().begin().await?;
    let item = tx.item(&actor.municipality.id, id).await?;
    Ok((tx, item))
}

async fn finish(
    flow: &Flow,
    actor: &Actor,
    tx: Box<dyn Tx>,
    mut item: Item,
    kind: &str,
    mut data: Value,
) -> Result<()> {
    tx.update_item(&mut item).await?;
    if let Value::Object(map) = &mut data {
        map.insert("item".to_owned(), json!(item.id));
    }
    let (record, subject) = super::record_of(&*tx, &item).await?;
    let event = Event::new(record, &subject, kind, data).by(actor);
    journal::write(flow, &*tx, &actor.municipality.id, vec![event]).await?;
    tx.commit().await?;
    Ok(())
}
