//! Everything about one clause.

use super::at_work::{ClauseAtWork, about, one};
use super::local_day;
use super::proof::Gathered;
use super::tally::count;
use crate::duties::{DutyView, Which};
use crate::{Actor, Error, Flow, Result, duties, rules};
use model::Millis;
use model::archive::StoredDecision;
use model::person::Permission;
use rulebook::{Event, Rulebook, Value};
use serde::Serialize;
use std::collections::BTreeMap;
use store::{DayTally, Read};

/// Days of decisions that are shown.
const DAYS: usize = 12;
/// Examples that are shown.
const EXAMPLES: usize = 8;
/// Duties that are shown.
const DUTIES: usize = 10;

/// Law or guidance behind a clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Law {
    /// Act and section, or the guidance.
    pub law: String,
    /// Whether somebody has checked the reference.
    pub verified: bool,
}

/// A condition in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConditionView {
    /// When it concerns the matter; empty: always.
    pub when: String,
    /// What must hold; empty: nothing more.
    pub require: Vec<String>,
    /// Why it stops or asks.
    pub why: String,
    /// What mends it.
    pub fix: String,
}

/// A day on which the clause came out in one way, with that day's last decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DecisionLine {
    /// When the last of them was, in milliseconds.
    pub at: i64,
    /// Word of the outcome.
    pub outcome: String,
    /// `advised`, `measured` or empty.
    pub mark: String,
    /// How many that day.
    pub count: i64,
    /// Word of the step.
    pub event: String,
    /// Id of what it was about.
    pub subject: String,
}

/// A duty that the clause asked for.
pub type DutyLine = DutyView;

/// A clause's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClausePage {
    /// What the list shows too.
    pub clause: ClauseAtWork,
    /// Title of the pack that it is in.
    pub pack: String,
    /// Whom it binds, in the pack's words: roles, `channel-owner` and others; empty: everybody.
    pub binds: Vec<String>,
    /// Word of the capacity.
    pub capacity: &'static str,
    /// Conditions of each of its parts that has some.
    pub conditions: Vec<ConditionView>,
    /// Law and guidance.
    pub basis: Vec<Law>,
    /// Who may excuse from it, as words of roles.
    pub may_waive: Vec<&'static str>,
    /// Longest time of a waiver, in days.
    pub waive_days: Option<u32>,
    /// Parameters that it reads: label and value of today.
    pub params: Vec<(String, String)>,
    /// Numbers of its lessons, and their situations.
    pub lessons: Vec<(usize, String)>,
    /// Situations in the words of the pack's scenarios, each with the word of what comes out.
    pub examples: Vec<(String, &'static str)>,
    /// Tag of the language of the examples; may be empty.
    pub examples_lang: String,
    /// From when evidence is counted, in milliseconds.
    pub since: i64,
    /// Days with decisions, newest first; empty for those who may not see them.
    pub decisions: Vec<DecisionLine>,
    /// Duties, the last due first; empty for those who may not see them.
    pub duties: Vec<DutyLine>,
}

/// One clause in force.
///
/// # Errors
/// `NotAllowed`; `NotFound`; `Refused("pack-missing")`.
pub async fn clause(flow: &Flow, actor: &Actor, id: &str) -> Result<ClausePage> {
    actor.must(Permission::SeeGuideline)?;
    let book = rules::book(flow, &actor.municipality).await?;
    let now = flow.source().now();
    let rule = book.clauses_at(now).find(|c| c.id == id).ok_or(Error::NotFound)?;
    let mut page = page_of(actor, &book, flow.pack_files(), id, now).ok_or(Error::NotFound)?;
    if actor.person.may(Permission::SeeDuties) {
        let read = flow.store().read().await?;
        let gathered = Gathered::read(&*read, &actor.municipality, &book, now).await?;
        page.since = gathered.since.0;
        page.clause = one(&book, actor, rule, Some(&gathered));
        page.decisions = lines(&*read, actor, id).await?;
        drop(read);
        let wanted = Which::Clause(id.to_owned());
        page.duties = duties::list(flow, actor, &wanted, None, DUTIES).await?.duties;
    }
    Ok(page)
}

/// The page of a clause of any rulebook, without what is kept of it. `files`: those with the pack's scenarios. `None` when
/// there is no such clause at `now`.
pub(crate) fn page_of<P: AsRef<str>, T: AsRef<str>>(
    actor: &Actor,
    book: &Rulebook,
    files: &[(P, T)],
    id: &str,
    now: Millis,
) -> Option<ClausePage> {
    let rule = book.clauses_at(now).find(|c| c.id == id)?;
    let locale = actor.locale;
    let card = book.card(id, files, &local_day(&actor.municipality, now))?;
    let text = |t: &model::Texts| t.get(locale).to_owned();
    let conditions = card
        .parts
        .iter()
        .filter(|p| p.when.is_some() || !p.require.is_empty());
    let values = book.parameters(now);
    let lessons = book.lessons().iter().zip(1..).filter(|(l, _)| l.clause == id);
    Some(ClausePage {
        conditions: conditions
            .map(|p| ConditionView {
                when: p.when.as_ref().map(text).unwrap_or_default(),
                require: p.require.iter().map(text).collect(),
                why: text(&p.why),
                fix: text(&p.fix),
            })
            .collect(),
        pack: text(&card.pack),
        examples: card
            .scenarios
            .iter()
            .filter(|s| !s.note.is_empty())
            .take(EXAMPLES)
            .map(|s| (s.note.clone(), s.expect.as_str()))
            .collect(),
        examples_lang: about(book, rule)
            .map(|a| a.notes_lang.clone())
            .unwrap_or_default(),
        binds: rule.binds.clone(),
        capacity: rule.capacity.as_str(),
        basis: rule
            .basis
            .iter()
            .map(|b| Law {
                law: b.law.clone(),
                verified: b.verified,
            })
            .collect(),
        may_waive: rule.may_waive.iter().map(|r| r.as_str()).collect(),
        waive_days: rule.waiver.as_ref().and_then(|w| w.max_days),
        params: rule
            .params
            .iter()
            .filter_map(|name| Some((text(book.parameter_label(name)?), shown(values.get(name)?))))
            .collect(),
        lessons: lessons.map(|(l, n)| (n, text(&l.situation))).collect(),
        since: now.0,
        clause: one(book, actor, rule, None),
        decisions: Vec::new(),
        duties: Vec::new(),
    })
}

fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Int(n) => n.to_string(),
        Value::Bool(b) => b.to_string(),
        Value::List(_) | Value::Map(_) => String::new(),
    }
}

/// Days on which the clause came out in some way that concerned the matter. What is not counted yet is counted here.
async fn lines(read: &dyn Read, actor: &Actor, clause: &str) -> Result<Vec<DecisionLine>> {
    let municipality = &actor.municipality;
    let waiting = read.untallied(&municipality.id, super::proof::TAIL).await?;
    let counted = read.tallies_of(&municipality.id, clause, DAYS * 4).await?;
    let mut days: BTreeMap<(String, String, String), DayTally> = BTreeMap::new();
    let fresh = count(municipality, &waiting);
    let all = fresh
        .into_iter()
        .filter(|d| d.tally.clause == clause)
        .chain(counted);
    for day in all.filter(|d| d.tally.outcome != "not-applicable") {
        let key = (day.day.clone(), day.tally.outcome.clone(), day.tally.mark.clone());
        match days.entry(key) {
            std::collections::btree_map::Entry::Occupied(mut found) => {
                found.get_mut().tally.n += day.tally.n;
            }
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(day);
            }
        }
    }
    let mut newest: Vec<_> = days.into_values().collect();
    newest.sort_by_key(|d| std::cmp::Reverse((d.latest_at, d.latest.clone())));
    newest.truncate(DAYS);
    let mut out = Vec::with_capacity(newest.len());
    for day in newest {
        let StoredDecision { event, subject, .. } = read.decision(&municipality.id, &day.latest).await?;
        // What a decision about a person was about is nobody's business here.
        let subject = match Event::parse(&event) {
            Some(Event::PersonRole | Event::PersonMove | Event::PersonLeave) => String::new(),
            _ => subject,
        };
        out.push(DecisionLine {
            at: day.latest_at.0,
            outcome: day.tally.outcome,
            mark: day.tally.mark,
            count: day.tally.n,
            event,
            subject,
        });
    }
    Ok(out)
}
