//! The guideline's lessons. Nobody's answers are kept and nobody is scored; only that somebody says to have gone through
//! the lessons of a version.

use super::at_work::version;
use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result, rules};
use model::Id as _;
use model::archive::RecordKind;
use model::duty::roles_of;
use model::person::{Permission, Person, Role};
use rulebook::{Capacity, Clause};
use serde::Serialize;
use serde_json::json;

/// The packs' word for those who have a channel.
const CHANNEL_OWNER: &str = "channel-owner";

/// A situation, and what one might do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LessonView {
    /// Its number among all lessons of the version, from 1.
    pub number: usize,
    /// Clause that it teaches.
    pub clause: String,
    /// Section of the document.
    pub section: String,
    /// Name of the clause.
    pub title: String,
    /// What has happened.
    pub situation: String,
    /// Tags of the languages of the situation and of the reason, each where it is not the reader's; else empty.
    pub foreign: [&'static str; 2],
    /// What one might do.
    pub options: Vec<String>,
    /// Place of the right one, from 1.
    pub right: usize,
    /// Why.
    pub why: String,
    /// Whether the clause speaks to the reader.
    pub yours: bool,
}

/// The lessons of the version in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lessons {
    /// Title of the guideline.
    pub title: String,
    /// Version as the guideline states it.
    pub version: String,
    /// What exactly the lessons belong to.
    pub digest: String,
    /// When the reader said to have gone through them, in milliseconds.
    pub taken_at: Option<i64>,
    /// All of them in the order of the document: those of the municipality's own pack first.
    pub lessons: Vec<LessonView>,
}

/// The lessons of the version in force.
///
/// # Errors
/// `NotAllowed`; `Refused("pack-missing")`.
pub async fn lessons(flow: &Flow, actor: &Actor) -> Result<Lessons> {
    actor.must(Permission::SeeGuideline)?;
    let book = rules::book(flow, &actor.municipality).await?;
    let read = flow.store().read().await?;
    let taken = read.lessons_taken(&actor.municipality.id, book.digest()).await?;
    drop(read);
    let (now, locale) = (flow.source().now(), actor.locale);
    let mut views = Vec::with_capacity(book.lessons().len());
    for pack in book.packs() {
        for clause in book.clauses_at(now).filter(|c| c.pack == pack.id && !c.off) {
            let of_clause = book
                .lessons()
                .iter()
                .zip(1..)
                .filter(|(l, _)| l.clause == clause.id);
            views.extend(of_clause.map(|(lesson, number)| LessonView {
                number,
                clause: clause.id.clone(),
                section: clause.section.clone(),
                title: clause.title.get(locale).to_owned(),
                situation: lesson.situation.get(locale).to_owned(),
                foreign: [&lesson.situation, &lesson.why].map(|t| t.foreign(locale)),
                options: lesson.options.iter().map(|o| o.get(locale).to_owned()).collect(),
                right: lesson.right,
                why: lesson.why.get(locale).to_owned(),
                yours: speaks_to(clause, &actor.person),
            }));
        }
    }
    let mine = taken.iter().find(|(person, _)| *person == actor.person.id);
    Ok(Lessons {
        title: book.title().get(locale).to_owned(),
        version: version(&book),
        digest: book.digest().to_owned(),
        taken_at: mine.map(|(_, at)| at.0),
        lessons: views,
    })
}

/// Notes that the reader says to have gone through the lessons of the version that the page showed. Doing it twice
/// changes nothing.
///
/// # Errors
/// `NotAllowed`; `Refused("guideline-changed")` when another version is in force by now.
pub async fn take(flow: &Flow, actor: &Actor, digest: &str) -> Result<()> {
    actor.must(Permission::SeeGuideline)?;
    let book = rules::book(flow, &actor.municipality).await?;
    if digest != book.digest() {
        return Err(Error::refused("guideline-changed"));
    }
    let (municipality, person) = (&actor.municipality.id, &actor.person.id);
    let tx = flow.store().begin().await?;
    let now = flow.source().now();
    if !tx.insert_lessons_taken(municipality, person, digest, now).await? {
        return Ok(());
    }
    let data = json!({ "person": person, "pack": book.id(), "version": version(&book), "digest": digest });
    let subject = municipality.as_str();
    let event = Event::new(RecordKind::Municipality, subject, "guideline.lessons-taken", data).by(actor);
    journal::write(flow, &*tx, municipality, vec![event]).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether a clause speaks to this person; one that names nobody speaks to everybody.
fn speaks_to(clause: &Clause, person: &Person) -> bool {
    if clause.binds.is_empty() {
        return clause.capacity != Capacity::Governance;
    }
    let roles = roles_of(person);
    let writes = person.may(Permission::WritePost) || person.may(Permission::Answer);
    clause.binds.iter().any(|word| {
        (word == CHANNEL_OWNER && writes) || Role::parse(word).is_some_and(|role| roles.contains(&role))
    })
}
