//! Searching the archive, and keeping searches.

use super::{Wanted, taken};
use crate::error::FieldError;
use crate::{Actor, Error, Flow, Result};
use model::person::Permission;
use model::{MunicipalityId, SavedSearchId};
use store::{Cursor, Facets, Hit, SavedSearch, SearchKind, Tx};

/// Rows put into the index in one transaction.
const CHUNK: usize = 256;
/// Longest name of a kept search, in characters.
const NAME: usize = 80;
/// Searches that one person keeps at most.
const KEPT: usize = 50;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What was looked for, with typed fields in their places.
    pub wanted: Wanted,
    /// A page of hits, newest first.
    pub hits: Vec<Hit>,
    /// How many there are of which kind.
    pub facets: Facets,
    /// Where the next page begins.
    pub next: Option<Cursor>,
    /// Whether nothing had exactly these words, so that words beginning with them were looked for.
    pub widened: bool,
}

/// Searches. When no text has the words, words that begin with them count too.
///
/// # Errors
/// `NotAllowed`; `Invalid` with `search-kind-unknown`, `search-network-unknown`, `search-date-wrong`.
pub async fn find(
    flow: &Flow,
    actor: &Actor,
    wanted: &Wanted,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Found> {
    actor.must(Permission::SeeArchive)?;
    let whose = &actor.municipality.id;
    let mut wanted = wanted.clone().sorted();
    let read = flow.store().read().await?;
    let channels = read.channels(whose).await?;
    let people = read.people(whose).await?;
    let mut filter = wanted
        .filter(&actor.municipality, &channels, &people)
        .map_err(Error::Invalid)?;
    let mut page = read.search(whose, &filter, after, limit).await?;
    if page.items.is_empty() && after.is_none() && !filter.wide && !filter.text.is_empty() {
        filter.wide = true;
        page = read.search(whose, &filter, None, limit).await?;
        if !page.items.is_empty() {
            "yes".clone_into(&mut wanted.wide);
        }
    }
    let facets = read.facets(whose, &filter).await?;
    Ok(Found {
        widened: wanted.wide == "yes",
        wanted,
        hits: page.items,
        facets,
        next: page.next,
    })
}

/// What the actor keeps, by name.
///
/// # Errors
/// `NotAllowed`.
pub async fn kept_searches(flow: &Flow, actor: &Actor) -> Result<Vec<SavedSearch>> {
    actor.must(Permission::SeeArchive)?;
    let read = flow.store().read().await?;
    Ok(read
        .saved_searches(&actor.municipality.id, &actor.person.id)
        .await?)
}

/// Keeps a search under a name; one of the same name is replaced. `query` is the search as in the page's address.
///
/// # Errors
/// `NotAllowed`; `Invalid` with `search-name-missing`; `Refused("searches-too-many")`.
pub async fn keep_search(flow: &Flow, actor: &Actor, name: &str, query: &str) -> Result<()> {
    actor.must(Permission::SeeArchive)?;
    let name: String = name.trim().chars().take(NAME).collect();
    if name.is_empty() {
        return Err(Error::Invalid(vec![FieldError::new(
            "name",
            "search-name-missing",
        )]));
    }
    let (whose, person) = (&actor.municipality.id, &actor.person.id);
    let tx = flow.store().begin().await?;
    let kept = tx.saved_searches(whose, person).await?;
    if kept.len() >= KEPT && !kept.iter().any(|s| s.name == name) {
        return Err(Error::refused("searches-too-many"));
    }
    let saved = SavedSearch {
        id: flow.source().id(),
        municipality: whose.clone(),
        person: person.clone(),
        name,
        query: query.to_owned(),
        created_at: flow.source().now(),
    };
    tx.put_saved_search(&saved).await?;
    tx.commit().await?;
    Ok(())
}

/// Drops a search that the actor keeps.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn drop_search(flow: &Flow, actor: &Actor, id: &SavedSearchId) -> Result<()> {
    actor.must(Permission::SeeArchive)?;
    let tx = flow.store().begin().await?;
    tx.delete_saved_search(&actor.municipality.id, &actor.person.id, id)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Makes a municipality's index anew from the rows that [`super::verify`] compares with their records, and from the records
/// of what was taken in from outside. Meanwhile a search
/// finds what is in it already. Harmless when run twice.
///
/// # Errors
/// The database.
pub async fn rebuild_search(flow: &Flow, municipality: &MunicipalityId) -> Result<()> {
    let tx = flow.store().begin().await?;
    tx.clear_search(municipality).await?;
    tx.commit().await?;
    for kind in SearchKind::ALL {
        let mut after = String::new();
        loop {
            let tx: Box<dyn Tx> = flow.store().begin().await?;
            let last = tx.index_next(municipality, *kind, &after, CHUNK).await?;
            tx.commit().await?;
            match last {
                Some(last) => after = last,
                None => break,
            }
        }
    }
    taken::index(flow, municipality).await
}
