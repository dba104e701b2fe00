//! The guidelines that can be looked at and compared: those that are shipped, and the municipality's own versions.

use super::files::{folder, whole};
use super::force;
use crate::{Actor, Error, Flow, Result};
use model::pack::{PackState, PackVersion};
use model::person::Permission;
use model::{Id as _, PackVersionId};
use rulebook::Rulebook;
use serde::Serialize;
use std::sync::Arc;

/// A guideline on the shelf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shelved {
    /// Word for addresses and forms: a shipped pack's id, or the id of a version of the municipality's own.
    pub word: String,
    /// `guideline`, `base` or `own`.
    pub kind: &'static str,
    /// Title in the reader's language.
    pub title: String,
    /// Version as it states it.
    pub version: String,
    /// Id of the pack.
    pub pack: String,
    /// Clauses of its own document; 0 for own versions, which are not loaded for the list.
    pub clauses: usize,
    /// Ids of the packs that it extends.
    pub extends: Vec<String>,
    /// Whether it is in force for the reader's municipality.
    pub in_force: bool,
    /// Word of the state of an own version; empty for a shipped one.
    pub state: &'static str,
}

/// A guideline taken from the shelf, loaded.
#[derive(Clone, Debug)]
pub struct Volume {
    /// Its row of the shelf.
    pub about: Shelved,
    /// The rulebook.
    pub book: Arc<Rulebook>,
    /// The files of an own version with what it extends; `None` for a shipped one.
    files: Option<Vec<(String, String)>>,
}

impl Volume {
    /// The files that it was loaded from, with tests and lessons.
    #[must_use]
    pub fn files<'a>(&'a self, flow: &'a Flow) -> &'a [(String, String)] {
        self.files.as_deref().unwrap_or_else(|| flow.pack_files())
    }
}

/// Every guideline that the reader may look at: the shipped ones, then own versions that are not given up, newest first.
/// Own versions are for those who see packs; the one in force is for everybody.
///
/// # Errors
/// `NotAllowed`; `Refused("pack-missing")`; the database.
pub async fn shelf(flow: &Flow, actor: &Actor) -> Result<Vec<Shelved>> {
    actor.must(Permission::SeeGuideline)?;
    let force = force(flow, actor).await?;
    let mut out = Vec::new();
    for id in super::files::shipped_ids(flow) {
        if let Some(book) = shipped_book(flow, id).await? {
            out.push(shipped(actor, id, &book, force.own.is_none() && force.pack == id));
        }
    }
    out.sort_by_key(|s| (s.kind == "base", s.title.clone()));
    let read = flow.store().read().await?;
    let versions = read.pack_versions(&actor.municipality.id).await?;
    let sees = actor.person.may(Permission::SeePacks);
    let own = versions
        .iter()
        .map(|v| own(v, force.own.as_deref()))
        .filter(|s| s.in_force || (sees && s.state != PackState::Discarded.as_str()));
    out.extend(own);
    Ok(out)
}

/// The rulebook of a shipped pack: one that is kept, or a base, which is loaded. `None` when there is no such pack.
pub(super) async fn shipped_book(flow: &Flow, id: &str) -> Result<Option<Arc<Rulebook>>> {
    if let Some(book) = flow.rulebooks().get(id) {
        return Ok(Some(Arc::clone(book)));
    }
    if !super::files::shipped_ids(flow).any(|known| known == id) {
        return Ok(None);
    }
    let files: Vec<_> = flow.pack_files().to_vec();
    let id = id.to_owned();
    let made = tokio::task::spawn_blocking(move || super::check::quiet(&files, &id))
        .await
        .map_err(|e| Error::Internal(e.to_string()))?;
    Ok(made.map(Arc::new))
}

fn shipped(actor: &Actor, id: &str, book: &Rulebook, in_force: bool) -> Shelved {
    let mut packs = book.packs().into_iter();
    Shelved {
        word: id.to_owned(),
        kind: if id.ends_with(super::start::BASE) {
            "base"
        } else {
            "guideline"
        },
        title: book.title().get(actor.locale).to_owned(),
        version: packs.next().map(|p| p.version).unwrap_or_default(),
        pack: id.to_owned(),
        clauses: book.clauses().iter().filter(|c| c.pack == id).count(),
        extends: packs.map(|p| p.id).collect(),
        in_force,
        state: "",
    }
}

fn own(version: &PackVersion, in_force: Option<&str>) -> Shelved {
    Shelved {
        word: version.id.as_str().to_owned(),
        kind: "own",
        title: format!("{} {}", version.pack, version.version),
        version: version.version.clone(),
        pack: version.pack.clone(),
        clauses: 0,
        extends: Vec::new(),
        in_force: in_force == Some(version.id.as_str()),
        state: version.state.as_str(),
    }
}

/// Takes the guideline of that word from the shelf.
///
/// # Errors
/// `NotAllowed`; `NotFound`, also for versions that the reader may not see; `Refused("pack-not-loading")` for a draft with errors; the database.
pub async fn volume(flow: &Flow, actor: &Actor, word: &str) -> Result<Volume> {
    actor.must(Permission::SeeGuideline)?;
    Ok(loaded(flow, actor, word, "").await?.0)
}

/// The same, its own files under the pack id `under` when that is not empty; with the version's row when it is an own one.
pub(super) async fn loaded(
    flow: &Flow,
    actor: &Actor,
    word: &str,
    under: &str,
) -> Result<(Volume, Option<PackVersion>)> {
    let force = force(flow, actor).await?;
    let (mut about, own_files, version) = match shipped_book(flow, word).await? {
        Some(book) => {
            let about = shipped(actor, word, &book, force.own.is_none() && force.pack == word);
            if under.is_empty() || under == word {
                let files = None;
                return Ok((Volume { about, book, files }, None));
            }
            (about, super::files::shipped(flow, word), None)
        }
        None => {
            let id = PackVersionId::parse(word).map_err(|_| Error::NotFound)?;
            let in_force = force.own.as_deref() == Some(word);
            if !in_force && !actor.person.may(Permission::SeePacks) {
                return Err(Error::NotFound);
            }
            let read = flow.store().read().await?;
            let version = read.pack_version(&actor.municipality.id, &id).await?;
            let files = read.pack_files(&actor.municipality.id, &id).await?;
            (own(&version, force.own.as_deref()), files, Some(version))
        }
    };
    let pack = if under.is_empty() {
        about.pack.clone()
    } else {
        under.to_owned()
    };
    let (mine, bases): (Vec<_>, Vec<_>) = own_files.into_iter().partition(|f| folder(&f.path) == about.pack);
    let mut own_files = super::files::renamed(mine, &about.pack, &pack);
    own_files.extend(bases);
    let files = whole(flow, &own_files);
    let (book, files) = tokio::task::spawn_blocking(move || (super::check::quiet(&files, &pack), files))
        .await
        .map_err(|e| Error::Internal(e.to_string()))?;
    let book = book.ok_or_else(|| Error::Refused {
        key: "pack-not-loading",
        params: vec![("name", about.title.clone())],
    })?;
    about.title = book.title().get(actor.locale).to_owned();
    about.clauses = book.clauses().iter().filter(|c| c.pack == book.id()).count();
    about.extends = book.packs().into_iter().skip(1).map(|p| p.id).collect();
    let (book, files) = (Arc::new(book), Some(files));
    Ok((Volume { about, book, files }, version))
}
