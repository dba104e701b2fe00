//! The municipality's own rules on how long records are kept.

use super::{LINE, TEXT};
use crate::journal::{self, Event};
use crate::{Actor, Error, FieldError, Flow, Result};
use model::archive::RecordKind;
use model::municipality::Country;
use model::person::Permission;
use model::retention::{CountedFrom, DISPOSABLE, RetentionRule, Ruling, Term, Then};
use model::{ChannelId, Id as _, RetentionRuleId};
use serde_json::json;

/// Longest time that a form takes, in days, months or years.
const LONGEST: u32 = 1_000;

/// The form of a rule.
#[derive(Clone, Debug)]
pub struct RuleForm {
    /// What it is called.
    pub title: String,
    /// Of which kind of record.
    pub kind: RecordKind,
    /// Only of this channel.
    pub channel: Option<ChannelId>,
    /// Only with this tag; empty is any.
    pub tag: String,
    /// How long.
    pub term: Term,
    /// From when.
    pub from: CountedFrom,
    /// And then.
    pub then: Then,
    /// Legal reference.
    pub law: String,
    /// Decision. Without one the rule keeps, but lets nothing go.
    pub ruling: Ruling,
    /// Whether it is in force.
    pub active: bool,
    /// Version that was read; 0 for a new rule.
    pub version: i64,
}

/// Writes a new rule (`id` is `None`) or changes one. A rule is never removed: it is put out of force, so that what went
/// by it can be explained.
///
/// # Errors
/// `NotAllowed`; `NotFound`; `Conflict`; `Invalid` (`required`, `text-too-long`, `term-form`, `date-unreadable`, `kind-stays`).
pub async fn save(
    flow: &Flow,
    actor: &Actor,
    id: Option<&RetentionRuleId>,
    form: RuleForm,
) -> Result<RetentionRuleId> {
    actor.must(Permission::ManageRetention)?;
    let wrong = faults(&form);
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let municipality = &actor.municipality.id;
    let tx = flow.store().begin().await?;
    if let Some(channel) = &form.channel {
        tx.channel(municipality, channel).await?;
    }
    let mut rule = RetentionRule {
        id: id.cloned().unwrap_or_else(|| flow.source().id()),
        municipality: municipality.clone(),
        title: form.title.trim().to_owned(),
        kind: form.kind,
        channel: form.channel,
        tag: form.tag.trim().to_lowercase(),
        term: form.term,
        from: form.from,
        then: form.then,
        law: form.law.trim().to_owned(),
        ruling: Ruling {
            body: form.ruling.body.trim().to_owned(),
            date: form.ruling.date.trim().to_owned(),
            number: form.ruling.number.trim().to_owned(),
        },
        active: form.active,
        changed_by: actor.person.id.clone(),
        changed_at: flow.source().now(),
        version: form.version.max(1),
    };
    let kind = match id {
        Some(id) => {
            tx.retention_rule(municipality, id).await?;
            tx.update_retention_rule(&mut rule).await?;
            "retention.rule-changed"
        }
        None => {
            tx.insert_retention_rule(&rule).await?;
            "retention.rule-written"
        }
    };
    let subject = municipality.as_str();
    let event = Event::new(RecordKind::Municipality, subject, kind, told(&rule)).by(actor);
    journal::write(flow, &*tx, municipality, vec![event]).await?;
    tx.commit().await?;
    Ok(rule.id)
}

/// What the journal says of a rule.
pub(crate) fn told(rule: &RetentionRule) -> serde_json::Value {
    json!({
        "rule": rule.id, "title": rule.title, "of": rule.kind, "channel": rule.channel, "tag": rule.tag,
        "term": rule.term, "from": rule.from, "then": rule.then, "law": rule.law, "ruling": rule.ruling.to_string(),
        "active": rule.active,
    })
}

fn faults(form: &RuleForm) -> Vec<FieldError> {
    let mut wrong = Vec::new();
    let mut limit = |field: &str, text: &str, most: usize, needed: bool| {
        if needed && text.trim().is_empty() {
            wrong.push(FieldError::new(field, "required"));
        } else if text.chars().count() > most {
            wrong.push(FieldError::new(field, "text-too-long"));
        }
    };
    limit("title", &form.title, LINE, true);
    limit("tag", &form.tag, LINE, false);
    limit("law", &form.law, TEXT, false);
    limit("body", &form.ruling.body, LINE, false);
    limit("number", &form.ruling.number, LINE, false);
    // A decision is one that can be looked up.
    if form.ruling.is_there() {
        limit("date", &form.ruling.date, LINE, true);
        limit("number", &form.ruling.number, LINE, true);
    }
    let date = form.ruling.date.trim();
    if !date.is_empty() && date.parse::<jiff::civil::Date>().is_err() {
        wrong.push(FieldError::new("date", "date-unreadable"));
    }
    if !DISPOSABLE.contains(&form.kind) {
        wrong.push(FieldError::new("kind", "kind-stays"));
    }
    let amount = match form.term {
        Term::Days(n) | Term::Months(n) | Term::Years(n) => n,
        Term::Weeding | Term::Always => 1,
    };
    if !(1..=LONGEST).contains(&amount) {
        wrong.push(FieldError::new("amount", "term-form"));
    }
    wrong
}

/// An example of a rule as others have it, not verified and not in force: the archivist finds the law and her own
/// municipality's decision before it means anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// Locale key of its title is `retention-example-<word>`.
    pub word: &'static str,
    /// Kind of record.
    pub kind: RecordKind,
    /// How long.
    pub term: Term,
    /// And then.
    pub then: Then,
    /// Law that such a rule is usually founded on; unverified.
    pub law: &'static str,
}

/// Examples for a country. Sweden: municipalities decide on weeding themselves under arkivlagen. Norway: arkivforskrifta of
/// 2026 has the periods, which must be looked up.
#[must_use]
pub fn defaults(country: Country) -> &'static [Example] {
    const SE: &str = "arkivlagen (1990:782) 10 §";
    const NO: &str = "arkivlova (2025) og arkivforskrifta (2026)";
    match country {
        Country::Sweden => &[
            Example {
                word: "se-comments",
                kind: RecordKind::Item,
                term: Term::Weeding,
                then: Then::Dispose,
                law: SE,
            },
            Example {
                word: "se-posts",
                kind: RecordKind::Post,
                term: Term::Years(2),
                then: Then::Review,
                law: SE,
            },
            Example {
                word: "se-cases",
                kind: RecordKind::Case,
                term: Term::Years(5),
                then: Then::Review,
                law: SE,
            },
        ],
        Country::Norway => &[
            Example {
                word: "no-comments",
                kind: RecordKind::Item,
                term: Term::Years(1),
                then: Then::Review,
                law: NO,
            },
            Example {
                word: "no-posts",
                kind: RecordKind::Post,
                term: Term::Always,
                then: Then::Deposit,
                law: NO,
            },
            Example {
                word: "no-cases",
                kind: RecordKind::Case,
                term: Term::Years(10),
                then: Then::Deposit,
                law: NO,
            },
        ],
    }
}
