//! A person says that she knows the guideline in force.

use super::facts;
use super::see::settle;
use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result, rules};
use model::Id as _;
use model::archive::RecordKind;
use model::duty::{ACKNOWLEDGE, Acknowledgement, DutyState, roles_of};
use model::person::Permission;
use model::person::{Person, Role};
use rulebook::{Capacity, Clause};
use serde::Serialize;
use serde_json::json;
use store::DutyFilter;

/// Open duties of one person to acknowledge something; there is one for each version at most.
const DUTIES: usize = 100;
/// The packs' word for those who have a channel.
const CHANNEL_OWNER: &str = "channel-owner";

/// A clause that binds the reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Binding {
    /// Clause id.
    pub id: String,
    /// Section of the document.
    pub section: String,
    /// Title.
    pub title: String,
    /// What it says, restated.
    pub says: String,
    /// Modality word.
    pub modality: String,
    /// `official`, `private`, `any` or `governance`.
    pub capacity: String,
}

/// The guideline in force as it binds one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Guideline {
    /// Title.
    pub title: String,
    /// Version as the guideline states it.
    pub version: String,
    /// What exactly is acknowledged.
    pub digest: String,
    /// When the reader acknowledged this version, in milliseconds.
    pub acknowledged_at: Option<i64>,
    /// Version and time of what the reader acknowledged before.
    pub earlier: Option<(String, i64)>,
    /// When it is to be acknowledged, in milliseconds; `None` when nobody asks.
    pub due_at: Option<i64>,
    /// The clauses that bind the reader, in the order of the document.
    pub clauses: Vec<Binding>,
}

/// The guideline in force, and whether the reader has acknowledged it.
///
/// # Errors
/// `NotAllowed`; `Refused("pack-missing")`.
pub async fn guideline(flow: &Flow, actor: &Actor) -> Result<Guideline> {
    actor.must(Permission::SeeGuideline)?;
    let book = rules::book(flow, &actor.municipality).await?;
    let (municipality, person) = (&actor.municipality.id, &actor.person);
    let read = flow.store().read().await?;
    let said = read.acknowledgements_of(municipality, &person.id).await?;
    let owner = read.channels(municipality).await?;
    let owner = has_channel(&owner, person);
    let open = DutyFilter {
        states: vec![DutyState::Open],
        of: Some((person.id.clone(), Vec::new())),
        ..DutyFilter::default()
    };
    let duties = read.duties(municipality, &open, None, DUTIES).await?;
    drop(read);
    let day = super::due::local_day(&actor.municipality, flow.source().now());
    let own = book.id().to_owned();
    let binding = book
        .clauses()
        .iter()
        .filter(|c| c.pack == own && !c.product_default && c.in_force(&day) && binds(c, person, owner));
    let locale = actor.locale;
    let (now, before): (Vec<_>, Vec<_>) = said.into_iter().partition(|a| a.digest == book.digest());
    Ok(Guideline {
        title: book.title().get(locale).to_owned(),
        version: version(&book),
        digest: book.digest().to_owned(),
        acknowledged_at: now.first().map(|a| a.at.0),
        earlier: before.first().map(|a| (a.pack_version.clone(), a.at.0)),
        due_at: duties
            .items
            .iter()
            .find(|d| d.kind == ACKNOWLEDGE)
            .map(|d| d.due_at.0),
        clauses: binding
            .map(|c| Binding {
                id: c.id.clone(),
                section: c.section.clone(),
                title: c.title.get(locale).to_owned(),
                says: c.says.get(locale).to_owned(),
                modality: c.modality.as_str().to_owned(),
                capacity: c.capacity.as_str().to_owned(),
            })
            .collect(),
    })
}

/// Acknowledges the version that the page showed; the duties to do so are done by it. Doing it twice changes nothing.
///
/// # Errors
/// `NotAllowed`; `Refused("guideline-changed")` when another version is in force by now.
pub async fn acknowledge(flow: &Flow, actor: &Actor, digest: &str) -> Result<()> {
    actor.must(Permission::SeeGuideline)?;
    let book = rules::book(flow, &actor.municipality).await?;
    if digest != book.digest() {
        return Err(Error::refused("guideline-changed"));
    }
    let (municipality, person) = (&actor.municipality.id, &actor.person.id);
    let said = Acknowledgement {
        municipality: municipality.clone(),
        person: person.clone(),
        pack: book.id().to_owned(),
        pack_version: version(&book),
        digest: digest.to_owned(),
        at: flow.source().now(),
    };
    let tx = flow.store().begin().await?;
    if !tx.insert_acknowledgement(&said).await? {
        return Ok(());
    }
    let data = json!({ "person": person, "pack": said.pack, "version": said.pack_version, "digest": digest });
    let event = Event::new(
        RecordKind::Municipality,
        municipality.as_str(),
        "guideline.acknowledged",
        data,
    )
    .by(actor);
    journal::write(flow, &*tx, municipality, vec![event]).await?;
    let open = DutyFilter {
        states: vec![DutyState::Open],
        of: Some((person.clone(), Vec::new())),
        ..DutyFilter::default()
    };
    let duties = tx.duties(municipality, &open, None, DUTIES).await?;
    for mut duty in duties.items.into_iter().filter(|d| d.kind == ACKNOWLEDGE) {
        let more = json!({ "digest": digest });
        settle(flow, actor, &*tx, &mut duty, DutyState::Done, "duty.done", more).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Version of the municipality's own pack.
fn version(book: &rulebook::Rulebook) -> String {
    book.packs()
        .into_iter()
        .next()
        .map(|p| p.version)
        .unwrap_or_default()
}

/// Whether a clause speaks to this person. A clause that names nobody speaks to everybody who works by it; one that
/// governs the municipality itself speaks to those whom it names.
pub(crate) fn binds(clause: &Clause, person: &Person, owner: bool) -> bool {
    if clause.binds.is_empty() {
        return clause.capacity != Capacity::Governance;
    }
    let roles = roles_of(person);
    let hers = |word: &String| {
        (word == CHANNEL_OWNER && (owner || facts::writes(&person.roles)))
            || Role::parse(word).is_some_and(|role| roles.contains(&role))
    };
    clause.binds.iter().any(hers)
}

/// Whether a person has one of these channels.
pub(crate) fn has_channel(channels: &[model::channel::Channel], person: &Person) -> bool {
    channels.iter().any(|c| facts::is_hers(c, person))
}
