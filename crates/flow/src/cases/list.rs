//! Lists and shows cases to those whom they concern.

use super::part;
use crate::rules;
use crate::{Actor, Error, Flow, Result};
use model::case::{Case, CaseKind, CaseNote, CaseState};
use model::person::{Permission, Person};
use model::{CaseId, Id as _};
use std::collections::HashMap;
use store::{CaseFilter, Cursor, Page};

/// A case in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The case.
    pub case: Case,
    /// Name of who opened it.
    pub by: String,
}

/// A case with all that belongs to it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The case.
    pub case: Case,
    /// Notes with the names of who wrote them.
    pub notes: Vec<(CaseNote, String)>,
    /// Name of who opened it.
    pub by: String,
    /// Name of who closed it; empty while it is open.
    pub closed_by: String,
    /// Answers with their questions in words.
    pub answers: Vec<(String, String)>,
    /// Whether the actor handles it.
    pub handles: bool,
}

/// Cases in a state that the actor opened or handles, newest first.
///
/// # Errors
/// `NotAllowed`.
pub async fn list(
    flow: &Flow,
    actor: &Actor,
    state: CaseState,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Page<Listed>> {
    actor.must(Permission::ReportCase)?;
    let municipality = &actor.municipality.id;
    let filter = CaseFilter {
        state,
        kinds: kinds_of(&actor.person),
        opened_by: actor.person.id.clone(),
    };
    let read = flow.store().read().await?;
    let names = names(&*read, actor).await?;
    let page = read.cases(municipality, &filter, after, limit).await?;
    let by = |case: &Case| names.get(case.opened_by.as_str()).cloned().unwrap_or_default();
    Ok(Page {
        items: page
            .items
            .into_iter()
            .map(|case| Listed { by: by(&case), case })
            .collect(),
        next: page.next,
    })
}

/// The kinds of cases that somebody handles.
fn kinds_of(person: &Person) -> Vec<CaseKind> {
    let hers = |kind: &&CaseKind| kind.handlers().iter().any(|role| person.is(*role));
    CaseKind::ALL.iter().filter(hers).copied().collect()
}

/// One case.
///
/// # Errors
/// `NotAllowed`; `NotFound`, for those too who may not see it.
pub async fn show(flow: &Flow, actor: &Actor, case: &CaseId) -> Result<Shown> {
    actor.must(Permission::ReportCase)?;
    let municipality = &actor.municipality.id;
    let book = rules::book(flow, &actor.municipality).await?;
    let read = flow.store().read().await?;
    let case = read.case(municipality, case).await?;
    let part = part(&*read, &actor.person, &case).await?;
    if !part.sees {
        return Err(Error::NotFound);
    }
    let names = names(&*read, actor).await?;
    let name = |id: &str| names.get(id).cloned().unwrap_or_default();
    let notes = read.case_notes(municipality, &case.id).await?;
    Ok(Shown {
        notes: notes
            .into_iter()
            .map(|n| {
                let by = name(n.by.as_str());
                (n, by)
            })
            .collect(),
        by: name(case.opened_by.as_str()),
        closed_by: case
            .closed_by
            .as_ref()
            .map(|id| name(id.as_str()))
            .unwrap_or_default(),
        answers: rules::answered(&book, &case.answers, &[], actor.locale),
        handles: part.handles,
        case,
    })
}

async fn names(read: &(impl store::Read + ?Sized), actor: &Actor) -> Result<HashMap<String, String>> {
    let people = read.people(&actor.municipality.id).await?;
    Ok(people
        .into_iter()
        .map(|p| (p.id.as_str().to_owned(), p.name))
        .collect())
}
