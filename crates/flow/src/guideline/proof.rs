//! The evidence of a year, gathered in a few reads for all clauses at once.

use super::tally::count;
use super::year_before;
use crate::Result;
use model::channel::{Channel, ChannelState};
use model::duty::roles_of;
use model::municipality::Municipality;
use model::person::{Person, PersonState, Role};
use model::{Id as _, Millis};
use rulebook::{Decision, Event, Outcome, Rulebook};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use store::{ApprovalTally, DutyTally, Read, Tally};

/// Decisions that are not counted yet and that a page counts itself; the job that counts comes every few minutes.
pub(super) const TAIL: usize = 500;

/// How a clause came out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Times that it was looked at.
    pub asked: i64,
    /// Times that it concerned the matter.
    pub applied: i64,
    /// As it should be.
    pub passed: i64,
    /// Somebody was warned.
    pub warned: i64,
    /// Something had to be answered first.
    pub unanswered: i64,
    /// Sent for approval.
    pub approval: i64,
    /// Stopped.
    pub stopped: i64,
    /// Excused by a waiver.
    pub waived: i64,
    /// In conflict with another clause.
    pub conflict: i64,
}

impl Counts {
    fn add(&mut self, outcome: &str, n: i64) {
        self.asked += n;
        let Some(outcome) = Outcome::parse(outcome) else {
            return;
        };
        if outcome == Outcome::NotApplicable {
            return;
        }
        self.applied += n;
        let place = match outcome {
            Outcome::Warn => &mut self.warned,
            Outcome::Ask => &mut self.unanswered,
            Outcome::RequireApproval => &mut self.approval,
            Outcome::Block => &mut self.stopped,
            Outcome::Waived => &mut self.waived,
            Outcome::Conflict => &mut self.conflict,
            Outcome::Pass | Outcome::NotApplicable => &mut self.passed,
        };
        *place += n;
    }
}

/// What is kept of one clause.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// What the document asks for.
    pub counts: Counts,
    /// What the product advises beyond the document.
    pub advice: Counts,
    /// What was only measured.
    pub measured: Counts,
    /// Duties done.
    pub done: i64,
    /// Duties skipped, with a reason.
    pub skipped: i64,
    /// Duties whose time or cause is gone.
    pub lapsed: i64,
    /// Duties open now, the overdue ones too.
    pub open: i64,
    /// Duties open and past their time.
    pub overdue: i64,
    /// Notices given, and those seen.
    pub notices: (i64, i64),
    /// Approvals given, sent back, and open.
    pub approvals: (i64, i64, i64),
    /// Comments hidden on its grounds.
    pub hidden: i64,
    /// Messages past the time that it gives.
    pub overdue_items: i64,
    /// How many of those whom it binds have acknowledged the version in force, and how many they are.
    pub acknowledged: Option<(i64, i64)>,
    /// Lessons on it.
    pub lessons: i64,
    /// Active channels that do not keep it now.
    pub channels: Vec<String>,
    /// Waivers whose time is over and that nothing ever used.
    pub unused_waivers: i64,
}

impl Proof {
    /// Whether there is any trace of it.
    pub(super) fn any(&self) -> bool {
        self.counts.asked + self.advice.asked + self.measured.asked > 0
            || self.done + self.skipped + self.lapsed + self.open > 0
            || self.notices.0 + self.approvals.0 + self.approvals.1 + self.approvals.2 > 0
            || self.hidden + self.overdue_items > 0
    }
}

/// All that was read.
pub(super) struct Gathered {
    tallies: HashMap<String, [Counts; 3]>,
    duties: Vec<DutyTally>,
    approvals: HashMap<String, ApprovalTally>,
    hidden: HashMap<String, i64>,
    overdue: HashMap<String, i64>,
    failing: HashMap<String, Vec<String>>,
    unused: HashMap<String, i64>,
    people: Vec<Person>,
    known: HashSet<String>,
    /// Active channels.
    pub(super) channels: usize,
    /// People who have gone through the lessons.
    pub(super) taken: i64,
    /// Whether every decision is counted.
    pub(super) whole: bool,
    /// From when, in milliseconds.
    pub(super) since: Millis,
}

impl Gathered {
    /// Reads it.
    pub(super) async fn read(
        read: &dyn Read,
        municipality: &Municipality,
        book: &Rulebook,
        now: Millis,
    ) -> Result<Self> {
        let id = &municipality.id;
        let (day, since) = year_before(municipality, now);
        let mut tallies: HashMap<String, [Counts; 3]> = HashMap::new();
        let mut add = |t: Tally| {
            let [own, advised, measured] = tallies.entry(t.clause).or_default();
            let counts = match t.mark.as_str() {
                "advised" => advised,
                "measured" => measured,
                _ => own,
            };
            counts.add(&t.outcome, t.n);
        };
        for tally in read.tallies(id, &day).await? {
            add(tally);
        }
        let tail = read.untallied(id, TAIL + 1).await?;
        let whole = tail.len() <= TAIL;
        let counted = count(municipality, tail.get(..TAIL).unwrap_or(&tail));
        for tally in counted.into_iter().filter(|c| c.day >= day) {
            add(tally.tally);
        }
        let mut hidden: HashMap<String, i64> = HashMap::new();
        for (ground, n) in read.ground_tallies(id, since).await? {
            let clause = ground.split('#').next().unwrap_or_default().to_owned();
            *hidden.entry(clause).or_default() += n;
        }
        let mut unused: HashMap<String, i64> = HashMap::new();
        for waiver in read.waivers_never_used(id, since, now).await? {
            *unused.entry(waiver.terms.clause).or_default() += 1;
        }
        let approvals = read.approval_tallies(id, since).await?;
        let channels = read.channels_in(id, &[ChannelState::Active]).await?;
        let people = read.people(id).await?;
        let people: Vec<_> = people
            .into_iter()
            .filter(|p| p.state == PersonState::Active)
            .collect();
        let known = read.acknowledgements(id, book.digest()).await?;
        let active: HashSet<&str> = people.iter().map(|p| p.id.as_str()).collect();
        let taken = read.lessons_taken(id, book.digest()).await?;
        let taken = taken.iter().filter(|(p, _)| active.contains(p.as_str())).count();
        Ok(Self {
            tallies,
            duties: read.duty_tallies(id, since, now).await?,
            approvals: approvals.into_iter().map(|a| (a.clause.clone(), a)).collect(),
            hidden,
            unused,
            overdue: read.overdue_tallies(id, now).await?.into_iter().collect(),
            failing: failing(read, municipality, book, &channels).await?,
            known: known.into_iter().map(|a| a.person.as_str().to_owned()).collect(),
            taken: whole_number(taken),
            channels: channels.len(),
            people,
            whole,
            since,
        })
    }

    /// Active people.
    pub(super) fn people(&self) -> i64 {
        whole_number(self.people.len())
    }

    /// Active people who have acknowledged the version in force.
    pub(super) fn acknowledged(&self) -> i64 {
        let known = |p: &&Person| self.known.contains(p.id.as_str());
        whole_number(self.people.iter().filter(known).count())
    }

    /// Whether anybody active has one of `roles`.
    pub(super) fn anybody(&self, roles: &[Role]) -> bool {
        self.people
            .iter()
            .any(|p| roles_of(p).iter().any(|role| roles.contains(role)))
    }

    /// How many of those with one of `roles` have acknowledged, and how many they are.
    pub(super) fn acknowledged_of(&self, roles: &[Role]) -> (i64, i64) {
        let bound: Vec<_> = self
            .people
            .iter()
            .filter(|p| roles_of(p).iter().any(|role| roles.contains(role)))
            .collect();
        let known = bound.iter().filter(|p| self.known.contains(p.id.as_str()));
        (whole_number(known.count()), whole_number(bound.len()))
    }

    /// What is kept of `clause`; what depends on its effects is left out.
    pub(super) fn of(&self, clause: &str) -> Proof {
        let [counts, advice, measured] = self.tallies.get(clause).copied().unwrap_or_default();
        let mut proof = Proof {
            counts,
            advice,
            measured,
            hidden: self.hidden.get(clause).copied().unwrap_or_default(),
            overdue_items: self.overdue.get(clause).copied().unwrap_or_default(),
            channels: self.failing.get(clause).cloned().unwrap_or_default(),
            unused_waivers: self.unused.get(clause).copied().unwrap_or_default(),
            ..Proof::default()
        };
        for duties in self.duties.iter().filter(|d| d.clause == clause) {
            if duties.notice {
                proof.notices = (duties.done + duties.lapsed + duties.open, duties.done);
            } else {
                proof.done = duties.done;
                proof.skipped = duties.skipped;
                proof.lapsed = duties.lapsed;
                proof.open = duties.open;
                proof.overdue = duties.overdue;
            }
        }
        if let Some(a) = self.approvals.get(clause) {
            proof.approvals = (a.approved, a.returned, a.open);
        }
        proof
    }
}

fn whole_number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Names of the channels that, when last looked after, did not keep a clause; by clause. Advice is left out.
async fn failing(
    read: &dyn Read,
    municipality: &Municipality,
    book: &Rulebook,
    channels: &[Channel],
) -> Result<HashMap<String, Vec<String>>> {
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let event = Event::ChannelReview.as_str();
    for channel in channels {
        let last = read
            .latest_decision(&municipality.id, channel.id.as_str(), event)
            .await?
            // What another version of the guideline said is no gap in this one.
            .filter(|last| last.pack_digest == book.digest())
            .and_then(|last| serde_json::from_str::<Decision>(&last.json).ok());
        for found in last.into_iter().flat_map(|d| d.clauses) {
            let amiss = matches!(
                found.outcome,
                Outcome::Warn | Outcome::Ask | Outcome::Block | Outcome::Conflict
            );
            if amiss && !found.advised && !found.measured {
                out.entry(found.clause).or_default().push(channel.name.clone());
            }
        }
    }
    Ok(out.into_iter().collect())
}
