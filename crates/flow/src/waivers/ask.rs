//! Asks to be excused from a clause.

use super::{digest, needed, record};
use crate::approvals::{self, Request};
use crate::journal::{self, Event};
use crate::{Actor, Error, FieldError, Flow, Result, rules};
use jiff::ToSpan as _;
use jiff::civil::{Date, Time};
use model::approval::ApprovalSubject;
use model::calendar;
use model::municipality::Municipality;
use model::person::{Permission, Role};
use model::waiver::{Waiver, WaiverCategory, WaiverState, WaiverSubject, WaiverTerms};
use model::{ChannelId, Id as _, ItemId, Millis, PostId, WaiverId};
use rulebook::{Clause, WaiverRule};
use serde_json::json;
use store::{Read, WaiverFilter};

/// Longest reason, in characters.
const REASON_MOST: usize = 2_000;
/// Shortest reason where the clause names none: enough to say something.
const REASON_LEAST: usize = 10;
/// Longest time where the clause names none, in days: what lasts longer is a change of the guideline.
const DAYS_MOST: u32 = 365;
/// Days that the form proposes, unless the clause allows fewer.
const DAYS: u32 = 14;
/// Characters that tell a message apart in a list.
const ABOUT: usize = 80;
/// Waivers of one clause for one thing that are looked at; more were hardly asked for.
const SAME: usize = 100;

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewWaiver {
    /// Clause id.
    pub clause: String,
    /// What it is for.
    pub subject: Option<WaiverSubject>,
    /// Id of the post, the message or the channel; not read for the municipality.
    pub subject_id: String,
    /// Why the clause need not be kept.
    pub category: Option<WaiverCategory>,
    /// Reason.
    pub reason: String,
    /// Last day on which it excuses, `2026-11-22`.
    pub until: String,
}

/// What the form says before anything is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Title of the clause.
    pub title: String,
    /// What it says, restated.
    pub says: String,
    /// Section of the document; empty for the product's advice.
    pub section: String,
    /// What it would be for: first words of the post or the message, name of the channel or the municipality.
    pub about: String,
    /// Who may give it, as words of roles.
    pub roles: Vec<&'static str>,
    /// Day that the form proposes.
    pub until: String,
    /// Last day that the clause allows.
    pub latest: String,
    /// Least length of the reason, in characters.
    pub reason_least: usize,
}

/// Whether a waiver can be asked for, and on which terms.
///
/// # Errors
/// `NotAllowed`; `NotFound` (no such clause, post, message or channel); `Refused("clause-not-waivable")`.
pub async fn offer(flow: &Flow, actor: &Actor, form: &NewWaiver) -> Result<Offer> {
    let subject = form.subject.unwrap_or(WaiverSubject::Municipality);
    actor.must(form.subject.map_or(Permission::SeePosts, needed))?;
    let book = rules::book(flow, &actor.municipality).await?;
    let now = flow.source().now();
    let (clause, rule) = waivable(&book, &form.clause, now)?;
    let read = flow.store().read().await?;
    let (_, about) = thing(&*read, actor, subject, &form.subject_id).await?;
    let today = today(&actor.municipality, now);
    Ok(Offer {
        title: clause.title.get(actor.locale).to_owned(),
        says: clause.says.get(actor.locale).to_owned(),
        section: clause.section.clone(),
        about,
        roles: rule.allowed_by.iter().map(|r| r.as_str()).collect(),
        until: later(today, DAYS.min(most(rule))).to_string(),
        latest: later(today, most(rule)).to_string(),
        reason_least: least(rule),
    })
}

/// Asks for a waiver: it waits for one of those whom the clause names, never for the one who asks.
///
/// # Errors
/// As [`offer`]; `Invalid` for `category` and `reason` (`required`, `answer-short` with `limit`, `text-too-long` with
/// `limit`) and `until` (`date-unreadable`, `waiver-end-past`, `waiver-end-late` with `latest`); `Refused("waiver-open")` when the
/// same is asked for or in force; `Refused("nobody-can-approve")` with `role`.
pub async fn ask(flow: &Flow, actor: &Actor, form: NewWaiver) -> Result<WaiverId> {
    let subject = form.subject.ok_or_else(|| Error::field("subject", "required"))?;
    actor.must(needed(subject))?;
    let municipality = &actor.municipality.id;
    let book = rules::book(flow, &actor.municipality).await?;
    let now = flow.source().now();
    let (clause, rule) = waivable(&book, &form.clause, now)?;
    let tx = flow.store().begin().await?;
    let (subject_id, about) = thing(&*tx, actor, subject, &form.subject_id).await?;
    let (category, ends_at) = checked(&actor.municipality, rule, &form, now)?;
    let terms = WaiverTerms {
        clause: clause.id.clone(),
        subject,
        subject_id,
        category,
        reason: form.reason.trim().replace("\r\n", "\n"),
        ends_at,
    };
    let same = WaiverFilter {
        clause: Some(terms.clause.clone()),
        subject: Some((subject, terms.subject_id.clone())),
    };
    let before = tx.waivers(municipality, &same, None, SAME).await?.items;
    if before
        .iter()
        .any(|w| w.state == WaiverState::Asked || w.is_in_force(now))
    {
        return Err(Error::refused("waiver-open"));
    }
    let waiver = Waiver {
        id: flow.source().id(),
        municipality: municipality.clone(),
        terms,
        about,
        asked_by: actor.person.id.clone(),
        asked_at: now,
        state: WaiverState::Asked,
        decided_by: None,
        decided_at: None,
        ended_at: None,
        uses: 0,
        used_at: None,
        version: 1,
    };
    tx.insert_waiver(&waiver).await?;
    let step = rule.allowed_by.iter().map(|role| (*role, clause.id.clone()));
    let request = Request {
        municipality,
        subject: ApprovalSubject::Waiver,
        subject_id: waiver.id.as_str(),
        title: format!("{} – {}", clause.title.get(actor.locale), waiver.about),
        digest: digest(&waiver.terms)?,
        asked_by: &actor.person.id,
    };
    approvals::ask(flow, &*tx, request, vec![step.collect()], &[Role::Director]).await?;
    let mut data = told(&waiver);
    if let Some(data) = data.as_object_mut() {
        data.insert("pack".to_owned(), json!(book.digest()));
    }
    let (kind, of) = record(&*tx, municipality, &waiver).await?;
    let event = Event::new(kind, &of, "waiver.asked", data).by(actor);
    journal::write(flow, &*tx, municipality, vec![event]).await?;
    tx.commit().await?;
    Ok(waiver.id)
}

/// What the journal says of a waiver.
pub(crate) fn told(waiver: &Waiver) -> serde_json::Value {
    json!({ "waiver": waiver.id, "terms": waiver.terms, "about": waiver.about })
}

/// The clause in force, and on which terms somebody may excuse from it.
fn waivable<'b>(book: &'b rules::Book, id: &str, now: Millis) -> Result<(&'b Clause, &'b WaiverRule)> {
    let clause = book.clauses_at(now).find(|c| c.id == id).ok_or(Error::NotFound)?;
    let rule = clause.waiver.as_ref();
    Ok((clause, rule.ok_or_else(|| Error::refused("clause-not-waivable"))?))
}

/// Id and name of what it is for.
async fn thing(
    read: &(impl Read + ?Sized),
    actor: &Actor,
    subject: WaiverSubject,
    id: &str,
) -> Result<(String, String)> {
    let of = &actor.municipality;
    Ok(match subject {
        WaiverSubject::Municipality => (of.id.to_string(), of.name.clone()),
        WaiverSubject::Channel => {
            let id = ChannelId::parse(id).map_err(|_| Error::field("subject", "required"))?;
            let channel = read.channel(&of.id, &id).await?;
            (id.to_string(), channel.name)
        }
        WaiverSubject::Post => {
            let id = PostId::parse(id).map_err(|_| Error::NotFound)?;
            let post = read.post(&of.id, &id).await?;
            (id.to_string(), crate::posts::title(&post.text))
        }
        WaiverSubject::Item => {
            let id = ItemId::parse(id).map_err(|_| Error::NotFound)?;
            let item = read.item(&of.id, &id).await?;
            (id.to_string(), item.text.chars().take(ABOUT).collect())
        }
    })
}

fn least(rule: &WaiverRule) -> usize {
    usize::try_from(rule.reason_min)
        .unwrap_or(REASON_MOST)
        .max(REASON_LEAST)
}

fn most(rule: &WaiverRule) -> u32 {
    rule.max_days.unwrap_or(DAYS_MOST)
}

fn today(municipality: &Municipality, now: Millis) -> Date {
    let zone = calendar::zone(municipality.country);
    now.timestamp().to_zoned(zone).date()
}

fn later(day: Date, days: u32) -> Date {
    day.saturating_add(i64::from(days).days())
}

/// The category, and the end: midnight after the last day.
fn checked(
    municipality: &Municipality,
    rule: &WaiverRule,
    form: &NewWaiver,
    now: Millis,
) -> Result<(WaiverCategory, Millis)> {
    let mut wrong = Vec::new();
    if form.category.is_none() {
        wrong.push(FieldError::new("category", "required"));
    }
    match form.reason.trim().chars().count() {
        0 => wrong.push(FieldError::new("reason", "required")),
        n if n < least(rule) => {
            wrong.push(FieldError::new("reason", "answer-short").with("limit", least(rule)));
        }
        n if n > REASON_MOST => {
            wrong.push(FieldError::new("reason", "text-too-long").with("limit", REASON_MOST));
        }
        _ => {}
    }
    let today = today(municipality, now);
    let mut ends_at = None;
    match form.until.trim().parse::<Date>() {
        Err(_) => wrong.push(FieldError::new("until", "date-unreadable")),
        Ok(day) if day < today => wrong.push(FieldError::new("until", "waiver-end-past")),
        Ok(day) if day > later(today, most(rule)) => wrong.push(
            FieldError::new("until", "waiver-end-late").with("latest", later(today, most(rule)).to_string()),
        ),
        Ok(day) => {
            let zone = calendar::zone(municipality.country);
            let midnight = later(day, 1).to_datetime(Time::midnight()).to_zoned(zone);
            ends_at = midnight.ok().map(|m| Millis::from(m.timestamp()));
        }
    }
    match (form.category, ends_at) {
        (Some(category), Some(ends_at)) if wrong.is_empty() => Ok((category, ends_at)),
        _ => Err(Error::Invalid(wrong)),
    }
}
