//! The year ahead: what the guideline will ask for, and when.

use super::due::due;
use super::facts;
use crate::{Actor, Flow, Result, rules};
use model::Millis;
use model::channel::ChannelState;
use model::person::Permission;
use rulebook::{Event, Facts, Obligation};
use serde::Serialize;
use std::collections::BTreeMap;

/// How far one looks.
const DAYS: i64 = 365;
/// Days between two looks: less than the shortest month, so that none is passed over.
const STEP: i64 = 5;

/// Something that will be due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ahead {
    /// When it will be due, in milliseconds.
    pub due_at: i64,
    /// When it will be opened at the latest, in milliseconds.
    pub opens_at: i64,
    /// Kind word.
    pub kind: String,
    /// Clause id.
    pub clause: String,
    /// Section of the document.
    pub section: String,
    /// Title of the clause.
    pub title: String,
    /// What is to be done.
    pub what: String,
    /// Role words.
    pub roles: Vec<String>,
    /// Period.
    pub period: String,
    /// For how many channels; `None` when it is for the municipality once.
    pub channels: Option<usize>,
}

/// What will be due within a year, by date. What comes every day or week is left out: it would hide the rest.
///
/// # Errors
/// `NotAllowed`; `Refused("pack-missing")`.
pub async fn year(flow: &Flow, actor: &Actor) -> Result<Vec<Ahead>> {
    actor.must(Permission::SeeDuties)?;
    let book = rules::book(flow, &actor.municipality).await?;
    let read = flow.store().read().await?;
    let channels = read
        .channels_in(&actor.municipality.id, &[ChannelState::Active])
        .await?;
    drop(read);
    let now = flow.source().now();
    let mut known = Facts::new();
    facts::municipality(&mut known, &actor.municipality);
    let mut found: BTreeMap<(String, String), Ahead> = BTreeMap::new();
    for days in (0..=DAYS).step_by(usize::try_from(STEP).unwrap_or(1)) {
        let at = now.plus(days.saturating_mul(Millis::DAY));
        for (event, many) in [
            (Event::ScheduleDay, None),
            (Event::ChannelReview, Some(channels.len())),
        ] {
            if many == Some(0) {
                continue;
            }
            for obligation in book.decide(event, &known, at).obligations {
                let Obligation::Duty {
                    kind,
                    roles,
                    what,
                    due: when,
                    period: Some(period),
                    clause,
                    ..
                } = obligation
                else {
                    continue;
                };
                if is_short(&period) {
                    continue;
                }
                let named = book.clause(&clause);
                let locale = actor.locale;
                found
                    .entry((clause.clone(), period.clone()))
                    .or_insert_with(|| Ahead {
                        due_at: due(&actor.municipality, at, &when).0,
                        opens_at: at.0,
                        kind: kind.as_str().to_owned(),
                        section: named.map(|c| c.section.clone()).unwrap_or_default(),
                        title: named.map_or_else(|| clause.clone(), |c| c.title.get(locale).to_owned()),
                        what: what.get(locale).to_owned(),
                        roles: roles.iter().map(|r| r.as_str().to_owned()).collect(),
                        period,
                        channels: many,
                        clause,
                    });
            }
        }
    }
    let mut list: Vec<_> = found.into_values().collect();
    list.retain(|a| a.due_at <= now.plus(DAYS.saturating_mul(Millis::DAY)).0);
    list.sort_by(|a, b| (a.due_at, &a.clause).cmp(&(b.due_at, &b.clause)));
    Ok(list)
}

/// Whether a period is a week ("2026-W14") or a day ("2026-04-01", "2026-04-01.2").
fn is_short(period: &str) -> bool {
    period.contains("-W") || period.matches('-').count() > 1
}
