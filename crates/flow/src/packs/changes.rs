//! What a version changes of the guideline in force, and how many people each changed clause binds.

use super::check::{noon, quiet};
use super::files::{renamed, whole};
use super::start::in_force;
use crate::{Actor, Error, Flow, Result, duties};
use model::duty::roles_of;
use model::municipality::Municipality;
use model::pack::{PackFile, PackState};
use model::person::{Permission, PersonState, Role};
use model::{Id as _, Millis, PackVersionId};
use rulebook::diff::{Change, Diff, diff};
use rulebook::{DutyKind, Event, Facts, Obligation, Rulebook};
use serde::Serialize;
use std::collections::BTreeMap;

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

/// People who are to acknowledge the version, and whom the same of its changed clauses bind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Acknowledgers {
    /// Titles of the clauses; empty when no changed clause binds them.
    pub clauses: Vec<String>,
    /// Their names.
    pub people: Vec<String>,
    /// Of them, those who have not acknowledged the version; all of them before it is adopted.
    pub missing: Vec<String>,
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
    /// Who is to acknowledge the version, those whom most changed clauses bind first; empty when no clause asks for it.
    pub acknowledgers: Vec<Acknowledgers>,
}

/// Compares a version with the guideline in force, or an adopted one with what was in force before it, as they are on the day
/// the version comes into force (or today). `None` when one of them does not load.
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
    let known = read.acknowledgements(municipality, &version.digest).await?;
    drop(read);
    let (before, from) = match version.state {
        PackState::Adopted => replaced(flow, actor, id).await?,
        _ => in_force(flow, actor).await?,
    };
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
    let must = acknowledging(&new, &actor.municipality, at);
    let mut hers: BTreeMap<&str, Vec<String>> = active
        .iter()
        .filter(|(p, _)| roles_of(p).iter().any(|role| must.contains(role)))
        .map(|(p, _)| (p.id.as_str(), Vec::new()))
        .collect();
    let mut all = std::collections::BTreeSet::new();
    let mut clauses = Vec::with_capacity(diff.clauses.len());
    for row in &diff.clauses {
        let (was, is) = (old.clause(&row.clause), new.clause(&row.clause));
        let of = is.or(was);
        let whom = of.map(&bound).unwrap_or_default();
        if row.change != Change::Removed {
            for person in &whom {
                if let Some(clauses) = hers.get_mut(person.as_str()) {
                    clauses.push(row.title.get(actor.locale).to_owned());
                }
            }
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
    let mut groups: BTreeMap<Vec<String>, Acknowledgers> = BTreeMap::new();
    for (person, _) in &active {
        let Some(clauses) = hers.remove(person.id.as_str()) else {
            continue;
        };
        let group = groups.entry(clauses.clone()).or_insert_with(|| Acknowledgers {
            clauses,
            people: Vec::new(),
            missing: Vec::new(),
        });
        if known.iter().all(|a| a.person != person.id) {
            group.missing.push(person.name.clone());
        }
        group.people.push(person.name.clone());
    }
    let mut acknowledgers: Vec<_> = groups.into_values().collect();
    acknowledgers.sort_by_key(|g| std::cmp::Reverse(g.clauses.len()));
    Ok(Some(Changes {
        people: all.len(),
        clauses,
        diff,
        acknowledgers,
    }))
}

/// Roles that are asked to acknowledge a guideline when it is adopted.
fn acknowledging(book: &Rulebook, municipality: &Municipality, at: Millis) -> Vec<Role> {
    let mut known = Facts::new();
    duties::of_municipality(&mut known, municipality);
    let decision = book.decide(Event::GuidelineAdopt, &known, at);
    let mut out = Vec::new();
    for obligation in decision.obligations {
        if let Obligation::Duty {
            kind: DutyKind::Acknowledge,
            roles,
            ..
        } = obligation
        {
            out.extend(roles);
        }
    }
    out
}

/// Own files and id of what was in force before an adopted version: the one adopted before it, or the shipped pack.
async fn replaced(flow: &Flow, actor: &Actor, id: &PackVersionId) -> Result<(Vec<PackFile>, String)> {
    let mut adopted: Vec<_> = actor.municipality.own_packs.iter().collect();
    adopted.sort_by(|a, b| a.from.cmp(&b.from));
    let place = adopted.iter().position(|a| a.version == *id);
    let before = place.and_then(|p| p.checked_sub(1)).and_then(|p| adopted.get(p));
    let Some(before) = before else {
        let pack = &actor.municipality.pack;
        return Ok((super::files::shipped(flow, pack), pack.clone()));
    };
    let read = flow.store().read().await?;
    let version = read.pack_version(&actor.municipality.id, &before.version).await?;
    let mut files = read.pack_files(&actor.municipality.id, &before.version).await?;
    files.retain(|f| !f.shipped);
    Ok((files, version.pack))
}
