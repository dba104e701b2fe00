//! The municipality's own packs, and one of them with its files.

use super::{Checked, Force, check};
use crate::{Actor, Flow, Result};
use model::PackVersionId;
use model::pack::{PackFile, PackState, PackVersion};
use model::person::{Permission, Role};
use std::collections::HashMap;

/// All versions.
#[derive(Clone, Debug)]
pub struct Listed {
    /// What is in force.
    pub force: Force,
    /// Newest first.
    pub versions: Vec<PackVersion>,
    /// Names of people by id.
    pub names: HashMap<String, String>,
}

/// One version.
#[derive(Clone, Debug)]
pub struct Open {
    /// The version.
    pub version: PackVersion,
    /// Its own files.
    pub files: Vec<PackFile>,
    /// What is wrong with it.
    pub checked: Checked,
    /// Names of people by id.
    pub names: HashMap<String, String>,
    /// Whether the reader may write in it.
    pub may_write: bool,
    /// Whether the reader may approve or return it.
    pub may_decide: bool,
    /// Whether the reader may enter its adoption.
    pub may_adopt: bool,
}

/// All versions of the municipality's own packs, and what is in force.
///
/// # Errors
/// `NotAllowed`; the database.
pub async fn list(flow: &Flow, actor: &Actor) -> Result<Listed> {
    actor.must(Permission::SeePacks)?;
    let force = super::force(flow, actor).await?;
    let read = flow.store().read().await?;
    Ok(Listed {
        versions: read.pack_versions(&actor.municipality.id).await?,
        names: names(&*read, actor).await?,
        force,
    })
}

/// One version with its files and what is wrong with them.
///
/// # Errors
/// `NotAllowed`, `NotFound`; the database.
pub async fn open(flow: &Flow, actor: &Actor, id: &PackVersionId) -> Result<Open> {
    actor.must(Permission::SeePacks)?;
    let read = flow.store().read().await?;
    let version = read.pack_version(&actor.municipality.id, id).await?;
    let mut files = read.pack_files(&actor.municipality.id, id).await?;
    let names = names(&*read, actor).await?;
    drop(read);
    let frozen = files.clone();
    files.retain(|f| !f.shipped);
    // What is frozen is looked at with the bases that were frozen with it.
    let checked = check(flow, &actor.municipality, &version.pack, &frozen).await?;
    let writes = actor.person.may(Permission::WritePack);
    Ok(Open {
        may_write: writes && version.state == PackState::Draft,
        may_decide: version.state == PackState::Submitted
            && decides(actor)
            && version.submitted_by.as_ref() != Some(&actor.person.id),
        may_adopt: writes && version.state == PackState::Approved,
        version,
        files,
        checked,
        names,
    })
}

/// Whether the actor's role is one that approves packs.
pub(super) fn decides(actor: &Actor) -> bool {
    actor.person.may(Permission::DecidePack)
        && (actor.person.is(Role::Leader) || actor.person.is(Role::Director))
}

async fn names(read: &dyn store::Read, actor: &Actor) -> Result<HashMap<String, String>> {
    let people = read.people(&actor.municipality.id).await?;
    Ok(people
        .into_iter()
        .map(|p| (model::Id::as_str(&p.id).to_owned(), p.name))
        .collect())
}
