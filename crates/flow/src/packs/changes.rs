//! What a version changes of the guideline in force, and how many people each changed clause binds.

use super::check::{noon, quiet};
use super::files::{renamed, whole};
use super::start::in_force;
use crate::{Actor, Error, Flow, Result, duties};
use model::PackVersionId;
use model::person::{Permission, PersonState};
use rulebook::diff::{Change, Diff, diff};
use serde::Serialize;

/// A clause that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// Clause id in the version.
    pub clause: String,
    /// Section of the document; may be empty.
    pub section: String,
    /// Title in the reader's language.
    pub title: String,
    /// `added`, `removed` or `changed`.
    pub what: &'static str,
    /// What of it differs, as keys of a pack.
    pub keys: Vec<&'static str>,
    /// What it said before; empty when it was not there.
    pub before: String,
    /// What it says now; empty when it is gone.
    pub after: String,
    /// How many active people it binds.
    pub people: usize,
}

/// The comparison.
#[derive(Clone, Debug)]
pub struct Changes {
    /// The rulebook's own comparison, for those who want all of it.
    pub diff: Diff,
    /// Clauses that differ, in the order of the document.
    pub clauses: Vec<Changed>,
    /// Active people whom at least one added or changed clause binds.
    pub people: usize,
}

/// Compares a version with the guideline in force, as they are on the day the version comes into force (or today). `None` when
/// one of them does not load.
///
/// # Errors
/// `NotAllowed`, `NotFound`; the database.
pub async fn changes(flow: &Flow, actor: &Actor, id: &PackVersionId) -> Result<Option<Changes>> {
    actor.must(Permission::SeePacks)?;
    let read = flow.store().read().await?;
    let municipality = &actor.municipality.id;
    let version = read.pack_version(municipality, id).await?;
    let files = read.pack_files(municipality, id).await?;
    let people = read.people(municipality).await?;
    let channels = read.channels(municipality).await?;
    drop(read);
    let (before, from) = in_force(flow, actor).await?;
    // Under the same id, or no clause would be the same clause.
    let before = whole(flow, &renamed(before, &from, &version.pack));
    let after = whole(flow, &files);
    let day = version
        .valid_from
        .clone()
        .unwrap_or_else(|| super::force::today(flow, &actor.municipality));
    let at = noon(&day).unwrap_or_else(|| flow.source().now());
    let pack = version.pack.clone();
    let books = tokio::task::spawn_blocking(move || Some((quiet(&before, &pack)?, quiet(&after, &pack)?)))
        .await
        .map_err(|e| Error::Internal(e.to_string()))?;
    let Some((old, new)) = books else {
        return Ok(None);
    };
    let diff = diff(&old, &new, at);
    let active: Vec<_> = people
        .iter()
        .filter(|p| p.state == PersonState::Active)
        .map(|p| (p, duties::has_channel(&channels, p)))
        .collect();
    let bound = |clause: &rulebook::Clause| {
        let hers = |(person, owner): &&(&model::person::Person, bool)| duties::binds(clause, person, *owner);
        active
            .iter()
            .filter(hers)
            .map(|(p, _)| p.id.clone())
            .collect::<Vec<_>>()
    };
    let says =
        |c: Option<&rulebook::Clause>| c.map(|c| c.says.get(actor.locale).to_owned()).unwrap_or_default();
    let mut all = std::collections::BTreeSet::new();
    let mut clauses = Vec::with_capacity(diff.clauses.len());
    for row in &diff.clauses {
        let (was, is) = (old.clause(&row.clause), new.clause(&row.clause));
        let of = is.or(was);
        let whom = of.map(&bound).unwrap_or_default();
        if row.change != Change::Removed {
            all.extend(whom.iter().cloned());
        }
        clauses.push(Changed {
            section: of.map(|c| c.section.clone()).unwrap_or_default(),
            title: row.title.get(actor.locale).to_owned(),
            what: row.change.as_str(),
            keys: row.keys.clone(),
            before: says(was),
            after: says(is),
            people: whom.len(),
            clause: row.clause.clone(),
        });
    }
    Ok(Some(Changes {
        people: all.len(),
        clauses,
        diff,
    }))
}
