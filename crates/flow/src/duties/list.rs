//! Lists of duties.

use super::DutyView;
use crate::{Actor, Flow, Result, rules};
use model::duty::{Duty, DutyState, roles_of};
use model::person::Permission;
use model::{DutyId, Id as _};
use std::collections::HashMap;
use store::{Cursor, DutyFilter, Read};

/// Which duties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// Open, and falling to the reader.
    Mine,
    /// Everybody's that are open.
    All,
    /// Everybody's that are open and past their time.
    Overdue,
    /// Everybody's that are done, skipped or lapsed, the last due first.
    Past,
    /// All that one clause asked for, the last due first.
    Clause(String),
}

/// One page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Duties in order.
    pub duties: Vec<DutyView>,
    /// Where the next page begins.
    pub next: Option<Cursor>,
}

/// A page of duties.
///
/// # Errors
/// `NotAllowed` (everybody's need the permission to see them).
pub async fn list(
    flow: &Flow,
    actor: &Actor,
    which: &Which,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Listed> {
    actor.must(match which {
        Which::Mine => Permission::DoDuties,
        _ => Permission::SeeDuties,
    })?;
    let open = vec![DutyState::Open];
    let filter = match which {
        Which::Mine => DutyFilter {
            states: open,
            of: Some((actor.person.id.clone(), roles_of(&actor.person))),
            ..DutyFilter::default()
        },
        Which::All => DutyFilter {
            states: open,
            ..DutyFilter::default()
        },
        Which::Overdue => DutyFilter {
            states: open,
            due_before: Some(flow.source().now()),
            ..DutyFilter::default()
        },
        Which::Past => DutyFilter {
            states: vec![DutyState::Done, DutyState::Skipped, DutyState::Lapsed],
            newest_first: true,
            ..DutyFilter::default()
        },
        Which::Clause(clause) => DutyFilter {
            clause: Some(clause.clone()),
            newest_first: true,
            ..DutyFilter::default()
        },
    };
    let read = flow.store().read().await?;
    let page = read.duties(&actor.municipality.id, &filter, after, limit).await?;
    let duties = in_words(flow, actor, &*read, page.items).await?;
    Ok(Listed {
        duties,
        next: page.next,
    })
}

/// One duty: the reader's own, or anybody's for those who see everybody's.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn show(flow: &Flow, actor: &Actor, duty: &DutyId) -> Result<DutyView> {
    actor.must(Permission::DoDuties)?;
    let read = flow.store().read().await?;
    let duty = read.duty(&actor.municipality.id, duty).await?;
    if !duty.falls_to(&actor.person) {
        actor.must(Permission::SeeDuties)?;
    }
    let mut shown = in_words(flow, actor, &*read, vec![duty]).await?;
    shown.pop().ok_or(crate::Error::NotFound)
}

async fn in_words(flow: &Flow, actor: &Actor, read: &dyn Read, duties: Vec<Duty>) -> Result<Vec<DutyView>> {
    let book = rules::book(flow, &actor.municipality).await?;
    let people = read.people(&actor.municipality.id).await?;
    let names: HashMap<_, _> = people
        .into_iter()
        .map(|p| (p.id.as_str().to_owned(), p.name))
        .collect();
    let now = flow.source().now();
    Ok(duties
        .into_iter()
        .map(|d| DutyView::of(&book, actor, &names, now, d))
        .collect())
}
