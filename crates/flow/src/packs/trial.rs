//! Trying a version: what it decides of made-up facts, beside what the guideline in force decides. Nothing is stored.

use super::files::renamed;
use super::start::in_force;
use super::{check, files::whole};
use crate::{Actor, Error, FieldError, Flow, Result};
use model::PackVersionId;
use model::person::Permission;
use rulebook::{Event, FactSource, Facts, Outcome, Rulebook, Value};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Largest text of facts, in bytes.
const MAX_TEXT: usize = 16 * 1024;

/// One clause that has something to say on either side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tried {
    /// Clause id.
    pub clause: String,
    /// Title in the reader's language.
    pub title: String,
    /// Word of the outcome with the version; empty when it has no such clause.
    pub draft: &'static str,
    /// Word of the outcome with the guideline in force; empty when it has no such clause.
    pub now: &'static str,
}

/// Both decisions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trial {
    /// Outcome with the version.
    pub draft: &'static str,
    /// Outcome with the guideline in force.
    pub now: &'static str,
    /// Clauses that say something on either side; those that differ first.
    pub clauses: Vec<Tried>,
}

/// What a version and the guideline in force decide at `event` of the facts in `text`: TOML, a fact a line, its name in quotes
/// (`"post.has_media" = true`). `None` when one of the two does not load.
///
/// # Errors
/// `NotAllowed`, `NotFound`; `Invalid` (`event-unknown` for `event`; `toml-unreadable`, `file-too-large` for `facts`).
pub async fn trial(
    flow: &Flow,
    actor: &Actor,
    id: &PackVersionId,
    event: &str,
    text: &str,
) -> Result<Option<Trial>> {
    actor.must(Permission::SeePacks)?;
    let event = Event::parse(event).ok_or_else(|| Error::field("event", "event-unknown"))?;
    if text.len() > MAX_TEXT {
        return Err(Error::Invalid(vec![FieldError::new("facts", "file-too-large")]));
    }
    let given: BTreeMap<String, Value> =
        toml_edit::de::from_str(text).map_err(|_| Error::field("facts", "toml-unreadable"))?;
    let read = flow.store().read().await?;
    let version = read.pack_version(&actor.municipality.id, id).await?;
    let files = read.pack_files(&actor.municipality.id, id).await?;
    drop(read);
    let (before, from) = in_force(flow, actor).await?;
    let before = whole(flow, &renamed(before, &from, &version.pack));
    let Some(draft) = check(flow, &actor.municipality, &version.pack, &files)
        .await?
        .book
    else {
        return Ok(None);
    };
    let pack = version.pack.clone();
    let now = tokio::task::spawn_blocking(move || super::check::quiet(&before, &pack))
        .await
        .map_err(|e| Error::Internal(e.to_string()))?;
    let Some(now) = now else { return Ok(None) };
    let mut facts = Facts::new();
    for (name, value) in given {
        facts.set(&name, value, FactSource::Author);
    }
    Ok(Some(both(flow, actor, &draft, &now, event, &facts)))
}

fn both(flow: &Flow, actor: &Actor, draft: &Rulebook, now: &Rulebook, event: Event, facts: &Facts) -> Trial {
    let at = flow.source().now();
    let (new, old) = (draft.decide(event, facts, at), now.decide(event, facts, at));
    let said = |d: &rulebook::Decision| -> BTreeMap<String, Outcome> {
        d.clauses.iter().map(|c| (c.clause.clone(), c.outcome)).collect()
    };
    let (of_new, of_old) = (said(&new), said(&old));
    let ids: BTreeSet<&String> = of_new.keys().chain(of_old.keys()).collect();
    let word = |o: Option<&Outcome>| o.map(|o| o.as_str()).unwrap_or_default();
    let silent = |o: Option<&Outcome>| o.is_none_or(|o| *o == Outcome::NotApplicable);
    let mut clauses: Vec<_> = ids
        .into_iter()
        .filter(|id| !silent(of_new.get(*id)) || !silent(of_old.get(*id)))
        .map(|id| Tried {
            title: draft
                .clause(id)
                .or_else(|| now.clause(id))
                .map(|c| c.title.get(actor.locale).to_owned())
                .unwrap_or_default(),
            draft: word(of_new.get(id)),
            now: word(of_old.get(id)),
            clause: id.clone(),
        })
        .collect();
    clauses.sort_by_key(|c| c.draft == c.now);
    Trial {
        draft: new.outcome.as_str(),
        now: old.outcome.as_str(),
        clauses,
    }
}
