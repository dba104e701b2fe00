//! Lists and shows waivers.

use crate::rules::{self, Book};
use crate::{Actor, Flow, Result};
use model::person::Permission;
use model::waiver::{Waiver, WaiverState};
use model::{Id as _, Millis, WaiverId};
use std::collections::HashMap;
use store::{Cursor, Page, Read, WaiverFilter};

/// Days after which an unused waiver is no longer told of.
const YEAR: i64 = 365;

/// A waiver in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The waiver.
    pub waiver: Waiver,
    /// Title of its clause; the id when the clause is no longer in force.
    pub title: String,
    /// Section of the document.
    pub section: String,
    /// What the clause says, restated.
    pub says: String,
    /// Name of who asked.
    pub asked_by: String,
    /// Name of who decided; empty while nobody has.
    pub decided_by: String,
    /// Note of who decided.
    pub note: String,
    /// Who may give it, as words of roles.
    pub roles: Vec<&'static str>,
    /// Whether it excuses now.
    pub in_force: bool,
    /// Whether its time is over and nothing ever used it.
    pub never_used: bool,
    /// Whether the reader may end it, or take back what was asked.
    pub may_end: bool,
}

/// A page of waivers, newest first.
///
/// # Errors
/// `NotAllowed`.
pub async fn list(
    flow: &Flow,
    actor: &Actor,
    filter: &WaiverFilter,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Page<Shown>> {
    actor.must(Permission::SeePosts)?;
    let municipality = &actor.municipality.id;
    let book = rules::book(flow, &actor.municipality).await?;
    let read = flow.store().read().await?;
    let page = read.waivers(municipality, filter, after, limit).await?;
    let names = names(&*read, actor).await?;
    let now = flow.source().now();
    let shown = |w| in_words(&book, actor, &names, w, now);
    Ok(Page {
        items: page.items.into_iter().map(shown).collect(),
        next: page.next,
    })
}

/// Waivers of the last year whose time is over and that nothing ever used: the rule, or the waiver, was not understood.
///
/// # Errors
/// `NotAllowed`.
pub async fn never_used(flow: &Flow, actor: &Actor) -> Result<Vec<Shown>> {
    actor.must(Permission::SeePosts)?;
    let book = rules::book(flow, &actor.municipality).await?;
    let now = flow.source().now();
    let read = flow.store().read().await?;
    let since = now.plus(-YEAR.saturating_mul(Millis::DAY));
    let found = read
        .waivers_never_used(&actor.municipality.id, since, now)
        .await?;
    let names = names(&*read, actor).await?;
    Ok(found
        .into_iter()
        .map(|w| in_words(&book, actor, &names, w, now))
        .collect())
}

/// One waiver.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn show(flow: &Flow, actor: &Actor, waiver: &WaiverId) -> Result<Shown> {
    actor.must(Permission::SeePosts)?;
    let book = rules::book(flow, &actor.municipality).await?;
    let read = flow.store().read().await?;
    let waiver = read.waiver(&actor.municipality.id, waiver).await?;
    let names = names(&*read, actor).await?;
    let kind = model::approval::ApprovalSubject::Waiver;
    let steps = read
        .approvals_of(&actor.municipality.id, kind, waiver.id.as_str())
        .await?;
    let note = steps.into_iter().find(|s| s.decided_by.is_some()).map(|s| s.note);
    Ok(Shown {
        note: note.unwrap_or_default(),
        ..in_words(&book, actor, &names, waiver, flow.source().now())
    })
}

/// Whether somebody may end it: whoever asked, and once it is given those whom the clause names too.
pub(super) fn may_end(book: &Book, actor: &Actor, waiver: &Waiver) -> bool {
    let asked = waiver.asked_by == actor.person.id;
    let rule = book.clause(&waiver.terms.clause).and_then(|c| c.waiver.as_ref());
    let gives = rule.is_some_and(|r| r.allowed_by.iter().any(|role| actor.person.is(*role)));
    match waiver.state {
        WaiverState::Asked => asked,
        WaiverState::Granted => asked || gives,
        WaiverState::Refused | WaiverState::Withdrawn | WaiverState::Ended => false,
    }
}

fn in_words(
    book: &Book,
    actor: &Actor,
    names: &HashMap<String, String>,
    waiver: Waiver,
    now: Millis,
) -> Shown {
    let clause = book.clause(&waiver.terms.clause);
    let name = |id: &str| names.get(id).cloned().unwrap_or_default();
    let rule = clause.and_then(|c| c.waiver.as_ref());
    Shown {
        title: clause.map_or_else(
            || waiver.terms.clause.clone(),
            |c| c.title.get(actor.locale).to_owned(),
        ),
        section: clause.map(|c| c.section.clone()).unwrap_or_default(),
        says: clause
            .map(|c| c.says.get(actor.locale).to_owned())
            .unwrap_or_default(),
        asked_by: name(waiver.asked_by.as_str()),
        decided_by: waiver
            .decided_by
            .as_ref()
            .map(|id| name(id.as_str()))
            .unwrap_or_default(),
        note: String::new(),
        roles: rule
            .map(|r| r.allowed_by.iter().map(|role| role.as_str()).collect())
            .unwrap_or_default(),
        in_force: waiver.is_in_force(now),
        never_used: waiver.was_never_used(now),
        may_end: may_end(book, actor, &waiver),
        waiver,
    }
}

async fn names(read: &(impl Read + ?Sized), actor: &Actor) -> Result<HashMap<String, String>> {
    let people = read.people(&actor.municipality.id).await?;
    Ok(people.into_iter().map(|p| (p.id.to_string(), p.name)).collect())
}
