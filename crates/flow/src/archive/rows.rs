//! Whether the rows of decisions and duties say what the journal says.

use super::copies::{readable, wrong};
use super::decided::{
    APPROVAL, DISPOSAL, DUTY, Decided, ERASURE, HOLD, HOLD_BEFORE, REQUEST, RULE, WAIVER, facts, ready,
};
use super::said::{Words, words};
use crate::{Flow, Result, approvals, duties, requests, retention, waivers};
use ledger::verify::Problem;
use model::approval::{Approval, ApprovalState};
use model::duty::{Duty, DutyState, DutySubject};
use model::request::{Request, RequestState};
use model::retention::{Disposal, DisposalState, Erasure, ErasureState, Hold, RetentionRule};
use model::waiver::{Waiver, WaiverState, WaiverSubject};
use model::{Id, MunicipalityId, RecordId};
use serde_json::json;
use store::{Cursor, DisposalCount, DutyFilter, Read, WaiverFilter};

/// Rows read at a time.
const CHUNK: usize = 256;

impl Decided {
    /// Compares with the rows. `open` says of a record whether it was not erased.
    pub(super) async fn compare(
        &mut self,
        flow: &Flow,
        municipality: &MunicipalityId,
        open: &(dyn Fn(&RecordId) -> bool + Sync),
        problems: &mut Vec<Problem>,
    ) -> Result<()> {
        let read = flow.store().read().await?;
        self.kept(&*read, municipality, open, problems).await?;
        self.asked(&*read, municipality, problems).await?;
        self.excused(&*read, municipality, problems).await?;
        self.duties(&*read, municipality, problems).await
    }

    /// Rules, holds, disposals and requests to erase: as few as people make by hand.
    async fn kept(
        &mut self,
        read: &dyn Read,
        municipality: &MunicipalityId,
        open: &(dyn Fn(&RecordId) -> bool + Sync),
        problems: &mut Vec<Problem>,
    ) -> Result<()> {
        for rule in readable(read.retention_rules(municipality).await, problems)?.unwrap_or_default() {
            let fits = self.fits(&rule.id, &[""], said_of_rule(&rule), None);
            problems.extend(wrong("retention rule", rule.id.as_str(), fits));
        }
        let mut holds = readable(read.holds(municipality).await, problems)?.unwrap_or_default();
        let most = usize::try_from(i32::MAX).unwrap_or(usize::MAX);
        holds.extend(readable(read.released_holds(municipality, most).await, problems)?.unwrap_or_default());
        for hold in &holds {
            // What a record said of its holds goes with it.
            if hold.scope.record.as_ref().is_some_and(|r| !open(r)) {
                self.rows.remove(hold.id.as_str());
                continue;
            }
            let (state, end) = match hold.released_at {
                None => ("standing", None),
                Some(_) => (
                    "released",
                    Some(words(&[&hold.release_reason, by(hold.released_by.as_ref())])),
                ),
            };
            let fits = self.fits(&hold.id, &[state], self.said_of_hold(hold), end);
            problems.extend(wrong("hold", hold.id.as_str(), fits));
        }
        for disposal in readable(read.disposals(municipality).await, problems)?.unwrap_or_default() {
            use DisposalState as S;
            if disposal.state == S::Proposed && !self.tells_of(&disposal.id) {
                continue;
            }
            let (state, end) = match disposal.state {
                S::Done => {
                    let counts = read.disposal_counts(municipality, &disposal.id).await;
                    let counts = readable(counts, problems)?.unwrap_or_default();
                    ("done", Some(said_of_list(&counts)))
                }
                S::Approved | S::Erased | S::Rotating => ("approved", None),
                other => (other.as_str(), None),
            };
            let fits = self.fits(&disposal.id, &[state], said_of_disposal(&disposal), end);
            problems.extend(wrong("disposal", disposal.id.as_str(), fits));
        }
        for erasure in readable(read.erasures(municipality).await, problems)?.unwrap_or_default() {
            let said = facts(&json!(erasure), &["snapshot"], &[erasure.entered_by.as_str()]);
            let end = (erasure.state != ErasureState::Open).then(|| end_of_erasure(&erasure));
            let fits = self.fits(&erasure.id, &[erasure.state.as_str()], said, end);
            problems.extend(wrong("request to erase", erasure.id.as_str(), fits));
        }
        Ok(())
    }

    async fn asked(
        &mut self,
        read: &dyn Read,
        municipality: &MunicipalityId,
        problems: &mut Vec<Problem>,
    ) -> Result<()> {
        let mut after: Option<Cursor> = None;
        loop {
            let page = read.requests(municipality, &[], after.as_ref(), CHUNK).await;
            let Some(page) = readable(page, problems)? else {
                return Ok(());
            };
            for request in &page.items {
                use RequestState as S;
                let states: &[&str] = match request.state {
                    S::Working => &["received", "working", "appealed"],
                    other => &[other.as_str()],
                };
                let said = facts(
                    &requests::told(request),
                    REQUEST,
                    &[by(request.entered_by.as_ref())],
                );
                let fits = self.fits(&request.id, states, said, end_of_request(request));
                problems.extend(wrong("request", request.id.as_str(), fits));
            }
            after = page.next;
            if after.is_none() {
                return Ok(());
            }
        }
    }

    /// Approvals that were decided, and waivers.
    async fn excused(
        &mut self,
        read: &dyn Read,
        municipality: &MunicipalityId,
        problems: &mut Vec<Problem>,
    ) -> Result<()> {
        let mut last = String::new();
        loop {
            let page = read.approvals_after(municipality, &last, CHUNK).await;
            let Some(page) = readable(page, problems)? else {
                break;
            };
            let Some(end) = page.last() else { break };
            last = end.id.to_string();
            for step in &page {
                let decided = matches!(step.state, ApprovalState::Approved | ApprovalState::Returned);
                if decided && !self.tells_of(&step.id) && self.may_be_nameless() {
                    continue;
                }
                if decided || self.tells_of(&step.id) {
                    let state = if decided { "decided" } else { "" };
                    let fits = self.fits(&step.id, &[state], said_of_approval(step), None);
                    problems.extend(wrong("approval", step.id.as_str(), fits));
                }
            }
        }
        let (every, mut after) = (WaiverFilter::default(), None::<Cursor>);
        loop {
            let page = read.waivers(municipality, &every, after.as_ref(), CHUNK).await;
            let Some(page) = readable(page, problems)? else {
                return Ok(());
            };
            for waiver in &page.items {
                if forgotten_waiver(waiver) && !self.tells_of(&waiver.id) {
                    continue;
                }
                let said = facts(&waivers::told(waiver), WAIVER, &[waiver.asked_by.as_str()]);
                let given = matches!(
                    waiver.state,
                    WaiverState::Granted | WaiverState::Refused | WaiverState::Ended
                );
                let end = given.then(|| words(&[by(waiver.decided_by.as_ref())]));
                let fits = self.fits(&waiver.id, &[waiver.state.as_str()], said, end);
                problems.extend(wrong("waiver", waiver.id.as_str(), fits));
            }
            after = page.next;
            if after.is_none() {
                return Ok(());
            }
        }
    }

    async fn duties(
        &mut self,
        read: &dyn Read,
        municipality: &MunicipalityId,
        problems: &mut Vec<Problem>,
    ) -> Result<()> {
        let (every, mut after) = (DutyFilter::default(), None::<Cursor>);
        loop {
            let page = read.duties(municipality, &every, after.as_ref(), CHUNK).await;
            let Some(page) = readable(page, problems)? else {
                return Ok(());
            };
            for duty in &page.items {
                if forgotten_duty(duty) && !self.tells_of(&duty.id) {
                    continue;
                }
                let said = facts(&duties::told(duty), DUTY, &[]);
                let who = duty.done_by.as_ref();
                let who = who.filter(|_| !self.older.contains(duty.id.as_str()));
                let end = (duty.state != DutyState::Open)
                    .then(|| words(&[&duty.note, &duty.link, &duty.reason, by(who)]));
                let fits = self.fits(&duty.id, &[duty.state.as_str()], said, end);
                problems.extend(wrong("duty", duty.id.as_str(), fits));
            }
            after = page.next;
            if after.is_none() {
                return Ok(());
            }
        }
    }

    /// Whether the journal says something of a row.
    fn tells_of(&self, id: &impl Id) -> bool {
        self.rows.contains_key(id.as_str())
    }

    /// Whether what was said of a row is what it says; `None` when nothing was said. `end` is not looked at where a row in
    /// its state has none.
    fn fits(&mut self, id: &impl Id, states: &[&str], facts: Words, end: Option<Words>) -> Option<bool> {
        let said = self.rows.remove(id.as_str())?;
        let ended = end.is_none_or(|end| end == said.end);
        Some(said.facts == facts && states.contains(&said.state) && ended)
    }

    fn said_of_hold(&self, hold: &Hold) -> Words {
        let record = hold.scope.record.as_ref().map_or("", |r| self.record(r));
        let older = self.older.contains(hold.id.as_str());
        facts(
            &retention::told_of_hold(hold),
            if older { HOLD_BEFORE } else { HOLD },
            &[by(hold.placed_by.as_ref()), record],
        )
    }
}

/// The id of whoever did it; empty for the product.
fn by<T: Id>(who: Option<&T>) -> &str {
    who.map_or("", T::as_str)
}

fn said_of_rule(rule: &RetentionRule) -> Words {
    facts(&retention::told_of_rule(rule), RULE, &[rule.changed_by.as_str()])
}

fn said_of_disposal(of: &Disposal) -> Words {
    let who = by(of.decided_by.as_ref());
    match of.state {
        DisposalState::Rejected => words(&[&of.note, who]),
        _ => facts(&json!(of), DISPOSAL, &[who, by(of.entry.as_ref())]),
    }
}

fn said_of_list(counts: &[DisposalCount]) -> Words {
    facts(
        &json!({ "protocol": retention::told_of_list(counts) }),
        &["protocol"],
        &[],
    )
}

fn end_of_erasure(of: &Erasure) -> Words {
    facts(&json!(of), ERASURE, &[by(of.decided_by.as_ref())])
}

fn said_of_approval(step: &Approval) -> Words {
    facts(&approvals::told(step), APPROVAL, &[by(step.decided_by.as_ref())])
}

/// What is said of a request that is ready, confirmed or answered, each with what was said before.
fn end_of_request(r: &Request) -> Option<Words> {
    use RequestState as S;
    let outcome = r.outcome.map_or("", model::request::RequestOutcome::as_str);
    let is_ready = ready(outcome, &r.digest, by(r.ready_by.as_ref()));
    let confirmed = words(&[&hex::encode(is_ready), by(r.confirmed_by.as_ref())]);
    match r.state {
        S::Received | S::Working => None,
        S::Ready => Some(is_ready),
        S::Confirmed => Some(confirmed),
        S::Sent | S::Appealed | S::Closed => Some(words(&[&hex::encode(confirmed), &r.answer])),
    }
}

/// Whether a row is as erasing what it was about leaves it: nothing is said of it any more.
fn forgotten_waiver(w: &Waiver) -> bool {
    let about = matches!(w.terms.subject, WaiverSubject::Post | WaiverSubject::Item);
    about && w.about.is_empty() && w.terms.reason.is_empty()
}

/// As [`forgotten_waiver`].
fn forgotten_duty(d: &Duty) -> bool {
    let about = matches!(d.subject, DutySubject::Post | DutySubject::Item);
    about
        && [&d.about, &d.note, &d.link, &d.reason]
            .iter()
            .all(|text| text.is_empty())
}
