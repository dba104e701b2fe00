//! What the rules say of one record now, for whoever looks at it.

use super::fate::{self, Around, Fate};
use crate::{Actor, Flow, Result};
use model::archive::Record;
use model::person::Permission;

/// Whether a record of the actor's municipality is kept, and why, or by which decision it may go.
///
/// # Errors
/// `NotAllowed`; the database.
pub async fn outlook(flow: &Flow, actor: &Actor, record: &Record) -> Result<Fate> {
    actor.must(Permission::SeeRetention)?;
    let read = flow.store().read().await?;
    let around = Around::read(&*read, &actor.municipality, flow.source().now()).await?;
    fate::of(&*read, &around, record).await
}
