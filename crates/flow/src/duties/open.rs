//! Opens the duties that follow from a decision.

use super::due::{due, local_day};
use crate::journal::{self, Event};
use crate::{Flow, Result};
use model::archive::RecordKind;
use model::duty::{ACKNOWLEDGE, Duty, DutyEvidence, DutyState, DutyStep, DutySubject, NOTIFY, roles_of};
use model::municipality::Municipality;
use model::person::{Person, PersonState, Role};
use model::{ChannelId, DecisionId, Id as _, Texts};
use rulebook::{Decision, Due, EvidenceKind, Obligation, Rulebook};
use serde_json::json;
use std::collections::BTreeMap;
use store::{DutyFilter, Tx};

/// Working days in which a notice is to be seen.
const NOTICE_DAYS: u32 = 5;
/// Open duties looked at when one stands in for another; far more than one clause asks for about one thing.
const SAME: usize = 100;

/// What a decision was about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cause<'a> {
    /// Kind.
    pub(crate) subject: DutySubject,
    /// Id.
    pub(crate) id: &'a str,
    /// Name, for lists.
    pub(crate) about: &'a str,
    /// Record that the journal's entries go to.
    pub(crate) record: (RecordKind, &'a str),
}

impl<'a> Cause<'a> {
    /// The municipality itself.
    pub(crate) fn municipality(municipality: &'a Municipality) -> Self {
        Self {
            subject: DutySubject::Municipality,
            id: municipality.id.as_str(),
            about: &municipality.name,
            record: (RecordKind::Municipality, municipality.id.as_str()),
        }
    }

    /// A channel.
    pub(crate) fn channel(channel: &'a model::channel::Channel) -> Self {
        Self {
            subject: DutySubject::Channel,
            id: channel.id.as_str(),
            about: &channel.name,
            record: (RecordKind::Channel, channel.id.as_str()),
        }
    }

    /// A post, by its id and its first line.
    pub(crate) fn post(id: &'a str, about: &'a str) -> Self {
        Self {
            subject: DutySubject::Post,
            id,
            about,
            record: (RecordKind::Post, id),
        }
    }

    /// An item, in the record that it belongs to.
    pub(crate) fn item(id: &'a str, about: &'a str, record: (RecordKind, &'a str)) -> Self {
        Self {
            subject: DutySubject::Item,
            id,
            about,
            record,
        }
    }

    /// A person.
    pub(crate) fn person(person: &'a Person) -> Self {
        Self {
            subject: DutySubject::Person,
            id: person.id.as_str(),
            about: &person.name,
            record: (RecordKind::Municipality, person.municipality.as_str()),
        }
    }
}

/// What a clause wants, before it is known whether it is there already.
struct Wanted {
    kind: String,
    clause: String,
    roles: Vec<Role>,
    what: Texts,
    steps: Vec<Texts>,
    evidence: DutyEvidence,
    due: Due,
    period: Option<String>,
    record_of: String,
    naming: String,
    report_to: Vec<Role>,
}

/// Opens every duty that `decision` asks for and that is not there yet, in the caller's transaction, each with its
/// journal entry. Those told by a `notify` clause get a duty to see it. What is to be acknowledged becomes one duty for
/// each person whom it concerns. A duty without a period of its own is not opened while the same one is still open.
///
/// # Errors
/// The database.
pub(crate) async fn follow(
    flow: &Flow,
    tx: &dyn Tx,
    municipality: &Municipality,
    book: &Rulebook,
    decision: &Decision,
    stored: Option<&DecisionId>,
    cause: Cause<'_>,
) -> Result<Vec<Duty>> {
    let mut parts: BTreeMap<(String, String, String), i64> = BTreeMap::new();
    let mut opened = Vec::new();
    for wanted in decision.obligations.iter().filter_map(|o| wanted(book, o)) {
        let now = flow.source().now();
        let period = match &wanted.period {
            Some(period) => period.clone(),
            None if wanted.kind == ACKNOWLEDGE => decision.digest.clone(),
            None => local_day(municipality, now),
        };
        let place = (wanted.clause.clone(), wanted.kind.clone(), period.clone());
        let part = parts.entry(place).or_insert(0);
        let duty = |subject: DutySubject, id: &str, about: &str, person: Option<&Person>| Duty {
            id: flow.source().id(),
            municipality: municipality.id.clone(),
            kind: wanted.kind.clone(),
            clause: wanted.clause.clone(),
            pack_digest: decision.digest.clone(),
            decision: stored.cloned(),
            subject,
            subject_id: id.to_owned(),
            about: about.to_owned(),
            period: period.clone(),
            part: *part,
            person: person.map(|p| p.id.clone()),
            roles: wanted.roles.clone(),
            what: wanted.what.clone(),
            steps: wanted.steps.iter().cloned().map(undone).collect(),
            record_of: wanted.record_of.clone(),
            naming: wanted.naming.clone(),
            report_to: wanted.report_to.clone(),
            evidence: wanted.evidence,
            opened_at: now,
            due_at: due(municipality, now, &wanted.due),
            state: DutyState::Open,
            reason: String::new(),
            note: String::new(),
            link: String::new(),
            done_by: None,
            done_at: None,
            version: 1,
        };
        let mut all = Vec::new();
        if wanted.kind == ACKNOWLEDGE {
            for person in concerned(tx, municipality, &wanted.roles, &cause).await? {
                let known = tx
                    .acknowledgement(&municipality.id, &person.id, &decision.digest)
                    .await?;
                // Several clauses may ask for it; doing it once does it for all.
                if known.is_none() && !asked(tx, &person, &decision.digest).await? {
                    all.push(duty(
                        DutySubject::Person,
                        person.id.as_str(),
                        &person.name,
                        Some(&person),
                    ));
                }
            }
        } else {
            all.push(duty(cause.subject, cause.id, cause.about, None));
        }
        *part += 1;
        for duty in all {
            if wanted.period.is_none() && wanted.kind != ACKNOWLEDGE && stands(tx, &duty).await? {
                continue;
            }
            if tx.insert_duty(&duty).await? {
                opened.push(duty);
            }
        }
    }
    // Where there is a browser, a snapshot that is asked for is taken at once, and does the duty.
    let snapshot = |d: &Duty| d.record_of == super::kept::SNAPSHOT && d.subject == DutySubject::Channel;
    if flow.browser().is_some() && opened.iter().any(snapshot) {
        let channel = ChannelId::parse(cause.id).map_err(|_| crate::Error::NotFound)?;
        let channel = tx.channel(&municipality.id, &channel).await?;
        if !channel.url.is_empty() {
            crate::snapshots::promise(flow, tx, &channel, None).await?;
        }
    }
    let mut events = Vec::with_capacity(opened.len());
    for duty in &opened {
        events.push(Event::new(
            cause.record.0,
            cause.record.1,
            "duty.opened",
            told(duty),
        ));
    }
    if !events.is_empty() {
        journal::write(flow, tx, &municipality.id, events).await?;
    }
    Ok(opened)
}

/// What the journal says of a duty.
pub(crate) fn told(duty: &Duty) -> serde_json::Value {
    json!({
        "duty": duty.id, "kind": duty.kind, "clause": duty.clause, "subject": duty.subject, "subject_id": duty.subject_id,
        "about": duty.about, "period": duty.period, "person": duty.person, "roles": duty.roles,
        "due": duty.due_at.rfc3339(), "decision": duty.decision, "pack": duty.pack_digest,
    })
}

fn undone(what: Texts) -> DutyStep {
    DutyStep {
        what,
        done_at: None,
        done_by: None,
    }
}

fn wanted(book: &Rulebook, obligation: &Obligation) -> Option<Wanted> {
    match obligation {
        Obligation::Notify { role, clause } => Some(Wanted {
            kind: NOTIFY.to_owned(),
            clause: clause.clone(),
            roles: vec![*role],
            what: book.clause(clause)?.title.clone(),
            steps: Vec::new(),
            evidence: DutyEvidence::None,
            due: Due::BusinessDays(NOTICE_DAYS),
            period: None,
            record_of: String::new(),
            naming: String::new(),
            report_to: Vec::new(),
        }),
        Obligation::Duty {
            kind,
            roles,
            what,
            steps,
            evidence,
            due,
            period,
            of,
            naming,
            to,
            clause,
            ..
        } => Some(Wanted {
            kind: kind.as_str().to_owned(),
            clause: clause.clone(),
            roles: roles.clone(),
            what: what.clone(),
            steps: steps.clone(),
            evidence: match evidence {
                EvidenceKind::Note => DutyEvidence::Note,
                EvidenceKind::Link => DutyEvidence::Link,
                EvidenceKind::None => DutyEvidence::None,
            },
            due: due.clone(),
            period: period.clone(),
            record_of: of.map(|of| of.as_str().to_owned()).unwrap_or_default(),
            naming: naming.clone(),
            report_to: to.clone(),
        }),
        _ => None,
    }
}

/// Whether the same duty is open since another day.
async fn stands(tx: &dyn Tx, duty: &Duty) -> Result<bool> {
    let filter = DutyFilter {
        states: vec![DutyState::Open],
        clause: Some(duty.clause.clone()),
        subject: Some((duty.subject, duty.subject_id.clone())),
        ..DutyFilter::default()
    };
    let open = tx.duties(&duty.municipality, &filter, None, SAME).await?;
    Ok(open
        .items
        .iter()
        .any(|d| d.kind == duty.kind && d.part == duty.part))
}

/// Whether a person is to acknowledge this version already.
async fn asked(tx: &dyn Tx, person: &Person, digest: &str) -> Result<bool> {
    let filter = DutyFilter {
        states: vec![DutyState::Open],
        of: Some((person.id.clone(), Vec::new())),
        ..DutyFilter::default()
    };
    let open = tx.duties(&person.municipality, &filter, None, SAME).await?;
    Ok(open
        .items
        .iter()
        .any(|d| d.kind == ACKNOWLEDGE && d.period == digest))
}

/// Whom an acknowledgement is asked of: the person that the decision was about, or everybody with an account; each only
/// with one of the roles.
async fn concerned(
    tx: &dyn Tx,
    municipality: &Municipality,
    roles: &[Role],
    cause: &Cause<'_>,
) -> Result<Vec<Person>> {
    let mut people = tx.people(&municipality.id).await?;
    people.retain(|p| {
        p.state != PersonState::Disabled
            && (cause.subject != DutySubject::Person || p.id.as_str() == cause.id)
            && roles_of(p).iter().any(|role| roles.contains(role))
    });
    Ok(people)
}
