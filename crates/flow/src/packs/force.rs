//! Which rulebook is in force: the newest adopted version whose day has come; before any adoption the shipped pack. Compiled
//! once a version and node, and kept, within bounds.

use crate::{Error, Flow, Result, rules};
use model::municipality::Municipality;
use model::pack::{Adopted, PackFile, in_force};
use model::{Id as _, Millis, MunicipalityId, PackVersionId, calendar};
use rulebook::{PackProblem, Rulebook};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Most compiled rulebooks that are kept; each is of the order of a megabyte.
const MOST: usize = 64;
/// How long a version that does not load is left alone before its files are read again, in milliseconds.
const LEFT_ALONE_MS: i64 = Millis::MINUTE;

/// A version's rulebook, or that its files are damaged.
#[derive(Clone, Debug)]
struct Kept {
    book: Option<Arc<Rulebook>>,
    made: Millis,
    used: u64,
}

/// Compiled rulebooks of municipalities' own packs, by version. What was submitted never changes, so none of them goes stale.
#[derive(Debug, Default)]
pub(crate) struct Books(Mutex<(u64, HashMap<String, Kept>)>);

impl Books {
    fn get(&self, version: &str, now: Millis) -> Option<Option<Arc<Rulebook>>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (clock, kept) = &mut *all;
        *clock = clock.saturating_add(1);
        let found = kept.get_mut(version)?;
        if found.book.is_none() && found.made.plus(LEFT_ALONE_MS) <= now {
            return None;
        }
        found.used = *clock;
        Some(found.book.clone())
    }

    fn put(&self, version: &str, book: Option<Arc<Rulebook>>, now: Millis) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (clock, kept) = &mut *all;
        if kept.len() >= MOST
            && !kept.contains_key(version)
            && let Some(oldest) = kept.iter().min_by_key(|(_, k)| k.used).map(|(v, _)| v.clone())
        {
            kept.remove(&oldest);
        }
        *clock = clock.saturating_add(1);
        let entry = Kept {
            book,
            made: now,
            used: *clock,
        };
        kept.insert(version.to_owned(), entry);
    }
}

/// The municipality's local day now, ISO.
pub(super) fn today(flow: &Flow, municipality: &Municipality) -> String {
    let zone = calendar::zone(municipality.country);
    flow.source().now().timestamp().to_zoned(zone).date().to_string()
}

/// The newest of the municipality's own adopted packs whose day has come and whose files are whole. `None` when there is
/// none, so that the shipped one is in force.
///
/// # Errors
/// The database. It never falls back to older rules because the database is away.
pub(crate) async fn own(flow: &Flow, municipality: &Municipality) -> Result<Option<Arc<Rulebook>>> {
    if municipality.own_packs.is_empty() {
        return Ok(None);
    }
    let day = today(flow, municipality);
    for Adopted { version, .. } in in_force(&municipality.own_packs, &day) {
        if let Some(book) = compiled(flow, &municipality.id, version).await? {
            return Ok(Some(book));
        }
    }
    Ok(None)
}

/// The rulebook of a submitted version; `None` when its files are not what was submitted.
pub(super) async fn compiled(
    flow: &Flow,
    municipality: &MunicipalityId,
    id: &PackVersionId,
) -> Result<Option<Arc<Rulebook>>> {
    let now = flow.source().now();
    if let Some(known) = flow.books.get(id.as_str(), now) {
        return Ok(known);
    }
    let read = flow.store().read().await?;
    let version = match read.pack_version(municipality, id).await {
        Ok(version) => version,
        Err(store::StoreError::NotFound(_)) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let files = read.pack_files(municipality, id).await?;
    drop(read);
    let (pack, digest) = (version.pack.clone(), version.digest.clone());
    let made = tokio::task::spawn_blocking(move || load(&files, &pack))
        .await
        .map_err(|e| Error::Internal(e.to_string()))?;
    let book = match made {
        Ok(book) if book.digest() == digest => Some(Arc::new(book)),
        Ok(book) => {
            tracing::error!(version = %id, expected = digest, found = book.digest(), "files of an adopted pack were changed");
            None
        }
        Err(problems) => {
            let first = problems.first().map(ToString::to_string).unwrap_or_default();
            tracing::error!(version = %id, first, "an adopted pack does not load");
            None
        }
    };
    flow.books.put(id.as_str(), book.clone(), now);
    Ok(book)
}

/// Files to a rulebook.
pub(super) fn load(files: &[PackFile], pack: &str) -> std::result::Result<Rulebook, Vec<PackProblem>> {
    let pairs: Vec<(&str, &str)> = files.iter().map(|f| (f.path.as_str(), f.text.as_str())).collect();
    Rulebook::load(&pairs, pack)
}

/// What is in force, and what should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Force {
    /// Id of the pack in force.
    pub pack: String,
    /// Its version.
    pub version: String,
    /// Its title in the reader's language.
    pub title: String,
    /// The adopted version in force; `None` when it is a shipped one.
    pub own: Option<String>,
    /// Adopted versions whose day has come and whose files are damaged, newest first: they should be in force and are not.
    pub broken: Vec<String>,
    /// Adopted version whose day is yet to come, and the day.
    pub next: Option<(String, String)>,
}

/// What is in force for the actor's municipality today.
///
/// # Errors
/// `Refused("pack-missing")`; the database.
pub async fn force(flow: &Flow, actor: &crate::Actor) -> Result<Force> {
    let municipality = &actor.municipality;
    let book = rules::book(flow, municipality).await?;
    let day = today(flow, municipality);
    let mut broken = Vec::new();
    let mut own = None;
    for Adopted { version, .. } in in_force(&municipality.own_packs, &day) {
        if compiled(flow, &municipality.id, version).await?.is_some() {
            own = Some(version.as_str().to_owned());
            break;
        }
        broken.push(version.as_str().to_owned());
    }
    let next = municipality
        .own_packs
        .iter()
        .filter(|a| a.from.as_str() > day.as_str())
        .min_by(|a, b| a.from.cmp(&b.from))
        .map(|a| (a.version.as_str().to_owned(), a.from.clone()));
    Ok(Force {
        pack: book.id().to_owned(),
        version: book
            .packs()
            .into_iter()
            .next()
            .map(|p| p.version)
            .unwrap_or_default(),
        title: book.title().get(actor.locale).to_owned(),
        own,
        broken,
        next,
    })
}

/// The rulebook that a stored decision was made with, as long as this installation has it: one of the municipality's own
/// versions, whose files are kept for ever, or a shipped pack.
///
/// # Errors
/// The database.
pub async fn of_digest(
    flow: &Flow,
    municipality: &MunicipalityId,
    digest: &str,
) -> Result<Option<Arc<Rulebook>>> {
    if let Some(shipped) = flow.rulebooks().values().find(|b| b.digest() == digest) {
        return Ok(Some(shipped.clone()));
    }
    let version = flow
        .store()
        .read()
        .await?
        .pack_of_digest(municipality, digest)
        .await?;
    match version {
        Some(version) => compiled(flow, municipality, &version.id).await,
        None => Ok(None),
    }
}
