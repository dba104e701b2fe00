//! What the rules say of one record: kept, and why; or due, and by which decision.

use crate::Result;
use model::approval::ApprovalSubject;
use model::archive::{Record, RecordKind};
use model::case::{CaseKind, CaseState};
use model::item::ItemState;
use model::municipality::Municipality;
use model::post::PostState;
use model::publication::PublicationState as P;
use model::request::RequestState;
use model::retention::{CountedFrom, Hold, RetentionRule, Ruling, Term, Then};
use model::snapshot::{Snapshot, SnapshotState};
use model::{CaseId, ChannelId, Id as _, ItemId, Millis, PersonId, PostId, RequestId};
use rulebook::{Decision, Keep, Obligation, RetainOf, RetainThen};
use store::{CaseFilter, Read, StoreError};

/// Events whose decisions say how long records are kept, and that they speak of something else than snapshots.
const RECORDS: (&[&str], bool) = (&["post.publish", "item.received", "moderation.hide"], false);
/// Events whose decisions say how long snapshots are kept: the language has `retain` there.
const SNAPSHOTS: (&[&str], bool) = (&["post.publish"], true);
/// Newest posts of a channel that are asked what the guideline said of its snapshots.
const POSTS: usize = 50;

/// What the rules say of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stays; the key says why (`kept-…` in the locales).
    Kept(&'static str),
    /// Its time is over.
    Due(Due),
}

/// By what a record may go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Title of the municipality's rule, or the clause.
    pub rule: String,
    /// Legal reference; empty for a clause, which names its own.
    pub law: String,
    /// Decision.
    pub ruling: Ruling,
    /// When its time was over.
    pub ended_at: Millis,
    /// What comes first.
    pub then: Then,
}

/// One thing that says how long a record is kept.
struct Limit {
    rule: String,
    law: String,
    ruling: Ruling,
    end: Option<Millis>,
    then: Then,
    /// A rule of the municipality's own, not a clause of the guideline.
    own: bool,
}

/// What is the same for all records that are looked at in one go.
pub(super) struct Around {
    rules: Vec<RetentionRule>,
    holds: Vec<Hold>,
    /// When the crisis began that is going on.
    crisis: Option<Millis>,
    /// Addresses that open complaints are about.
    complaints: Vec<String>,
    /// Ids of what is chosen for requests for access that are not closed.
    requested: Vec<String>,
    zone: jiff::tz::TimeZone,
    now: Millis,
}

impl Around {
    pub(super) async fn read(read: &(impl Read + ?Sized), of: &Municipality, now: Millis) -> Result<Self> {
        let mut rules = read.retention_rules(&of.id).await?;
        rules.retain(|r| r.active);
        let mut holds = read.holds(&of.id).await?;
        holds.retain(|h| h.stands(now));
        let crisis = read.open_crisis(&of.id).await?.map(|c| c.declared_at);
        Ok(Self {
            rules,
            holds,
            crisis,
            complaints: complaints(read, of).await?,
            requested: requested(read, of).await?,
            zone: model::calendar::zone(of.country),
            now,
        })
    }
}

/// Links of all complaints that are open.
async fn complaints(read: &(impl Read + ?Sized), of: &Municipality) -> Result<Vec<String>> {
    let Ok(nobody) = PersonId::parse("00000000000000000000000000") else {
        return Ok(Vec::new());
    };
    let filter = CaseFilter {
        state: CaseState::Open,
        kinds: vec![CaseKind::Complaint],
        opened_by: nobody,
    };
    let (mut links, mut after) = (Vec::new(), None);
    loop {
        let page = read.cases(&of.id, &filter, after.as_ref(), 256).await?;
        links.extend(page.items.into_iter().map(|c| c.link).filter(|l| !l.is_empty()));
        after = page.next;
        if after.is_none() {
            return Ok(links);
        }
    }
}

/// What is chosen for requests for access, until they are closed: a refusal can still be appealed before that.
async fn requested(read: &(impl Read + ?Sized), of: &Municipality) -> Result<Vec<String>> {
    let open: Vec<RequestState> = RequestState::ALL
        .iter()
        .copied()
        .filter(|state| *state != RequestState::Closed)
        .collect();
    let (mut subjects, mut after) = (Vec::new(), None);
    loop {
        let page = read.requests(&of.id, &open, after.as_ref(), 256).await?;
        for request in &page.items {
            let items = read.request_items(&of.id, &request.id).await?;
            subjects.extend(items.into_iter().map(|item| item.subject));
        }
        after = page.next;
        if after.is_none() {
            return Ok(subjects);
        }
    }
}

/// A record as the rules see it.
#[derive(Default)]
struct Seen {
    channels: Vec<ChannelId>,
    /// Names by which somebody may complain of it: ids of ours and addresses on networks.
    names: Vec<String>,
    /// Ids under which decisions of the rulebook on it are stored.
    subjects: Vec<String>,
    /// Somebody still works on it.
    open: bool,
}

/// What the rules say of a record, at the time `around` was read.
pub(super) async fn of(read: &(impl Read + ?Sized), around: &Around, record: &Record) -> Result<Fate> {
    if record.key_wrapped.is_none() {
        return Ok(Fate::Kept("kept-erased"));
    }
    let Some(seen) = see(read, record).await? else {
        return Ok(Fate::Kept("kept-kind"));
    };
    let latest = read
        .latest_event(&record.municipality, &record.id)
        .await?
        .unwrap_or(record.opened_at);
    let tags = read.record_tags(&record.municipality, &record.id).await?;
    let mut limits = own_limits(around, record, &seen, &tags, latest);
    limits.extend(clauses(read, around, record, &seen, RECORDS, latest).await?);
    let due = match longest(limits, around.now) {
        Ok(due) => due,
        Err(why) => return Ok(Fate::Kept(why)),
    };
    if seen.open {
        return Ok(Fate::Kept("kept-open"));
    }
    if let Some(why) = held_of(around, record, &seen, (record.opened_at, latest)) {
        return Ok(Fate::Kept(why));
    }
    Ok(Fate::Due(due))
}

/// Why one snapshot of a channel's record stays, though somebody asks to erase it; `None` when nothing demands it.
pub(super) async fn of_snapshot(
    read: &(impl Read + ?Sized),
    around: &Around,
    record: &Record,
    snapshot: &Snapshot,
) -> Result<Option<&'static str>> {
    if snapshot.state != SnapshotState::Kept {
        return Ok(Some("kept-erased"));
    }
    let mut names = vec![snapshot.id.to_string()];
    names.extend(snapshot.entry.as_ref().map(ToString::to_string));
    let posts = read
        .published_on(&snapshot.municipality, &snapshot.channel, Millis(0), POSTS)
        .await?;
    let seen = Seen {
        channels: vec![snapshot.channel.clone()],
        names,
        subjects: posts.into_iter().map(|p| p.post.to_string()).collect(),
        open: false,
    };
    let taken = snapshot.ended_at.unwrap_or(snapshot.asked_at);
    if let Some(why) = held_of(around, record, &seen, (taken, taken)) {
        return Ok(Some(why));
    }
    let limits = clauses(read, around, record, &seen, SNAPSHOTS, taken).await?;
    Ok(longest(limits, around.now).err().filter(demands))
}

/// Whether a request to erase cannot do away with this reason to keep. That no rule lets a thing go is no obstacle: the
/// decision on the request does.
pub(super) fn demands(why: &&str) -> bool {
    matches!(*why, "kept-not-over" | "kept-always" | "kept-erased")
}

/// Why a record is held back, whatever the rules say; `None` when nothing holds it.
pub(super) async fn held(
    read: &(impl Read + ?Sized),
    around: &Around,
    record: &Record,
) -> Result<Option<&'static str>> {
    let Some(seen) = see(read, record).await? else {
        return Ok(Some("kept-kind"));
    };
    let latest = read.latest_event(&record.municipality, &record.id).await?;
    let lived = (record.opened_at, latest.unwrap_or(record.opened_at));
    Ok(held_of(around, record, &seen, lived))
}

fn held_of(around: &Around, record: &Record, seen: &Seen, lived: (Millis, Millis)) -> Option<&'static str> {
    let (opened, latest) = lived;
    let covers = |h: &Hold| h.scope.covers(&record.id, &seen.channels, opened, latest);
    if around.holds.iter().any(covers) {
        return Some("kept-held");
    }
    if around.crisis.is_some_and(|since| latest >= since) {
        return Some("kept-crisis");
    }
    let named = |text: &String| seen.names.iter().any(|name| text.contains(name.as_str()));
    if around.requested.iter().any(named) {
        return Some("kept-requested");
    }
    around.complaints.iter().any(named).then_some("kept-complaint")
}

/// How long the municipality's own rules keep it.
fn own_limits(around: &Around, record: &Record, seen: &Seen, tags: &[String], latest: Millis) -> Vec<Limit> {
    let fits = |rule: &&RetentionRule| {
        rule.kind == record.kind
            && rule.channel.as_ref().is_none_or(|c| seen.channels.contains(c))
            && (rule.tag.is_empty() || tags.contains(&rule.tag))
    };
    let limit = |rule: &RetentionRule| Limit {
        rule: rule.title.clone(),
        law: rule.law.clone(),
        ruling: rule.ruling.clone(),
        end: rule.term.end(
            match rule.from {
                CountedFrom::Opened => record.opened_at,
                CountedFrom::LastEvent => latest,
            },
            &around.zone,
        ),
        then: rule.then,
        own: true,
    };
    around.rules.iter().filter(fits).map(limit).collect()
}

/// How long the guideline keeps it: what its clauses said when the thing happened.
async fn clauses(
    read: &(impl Read + ?Sized),
    around: &Around,
    record: &Record,
    seen: &Seen,
    (events, of_snapshots): (&[&str], bool),
    latest: Millis,
) -> Result<Vec<Limit>> {
    let mut limits = Vec::new();
    for subject in &seen.subjects {
        for event in events {
            let Some(stored) = read.latest_decision(&record.municipality, subject, event).await? else {
                continue;
            };
            let Ok(decision) = serde_json::from_str::<Decision>(&stored.json) else {
                continue;
            };
            for obligation in decision.obligations {
                let Obligation::Retain {
                    of,
                    keep,
                    then,
                    decision,
                    clause,
                } = obligation
                else {
                    continue;
                };
                if (of == RetainOf::Snapshot) != of_snapshots {
                    continue;
                }
                let term = match keep {
                    Keep::Days(n) => Term::Days(n),
                    Keep::Months(n) => Term::Months(n),
                    Keep::Years(n) => Term::Years(n),
                    Keep::UntilWeeded => Term::Weeding,
                };
                let ruling = Ruling {
                    body: decision.trim().to_owned(),
                    ..Ruling::default()
                };
                limits.push(Limit {
                    rule: clause,
                    law: String::new(),
                    own: false,
                    ruling,
                    end: term.end(latest, &around.zone),
                    then: match then {
                        RetainThen::Dispose => Then::Dispose,
                        RetainThen::Review => Then::Review,
                        RetainThen::Deposit => Then::Deposit,
                    },
                });
            }
        }
    }
    Ok(limits)
}

/// The longest limit wins, and of what comes first the most careful. Without a decision that can be looked up nothing
/// goes: a guideline seldom names date and number, so they stand in a rule of the municipality's own.
fn longest(limits: Vec<Limit>, now: Millis) -> std::result::Result<Due, &'static str> {
    let care = |then: Then| match then {
        Then::Dispose => 0,
        Then::Review => 1,
        Then::Deposit => 2,
    };
    let then = limits.iter().map(|l| l.then).max_by_key(|t| care(*t));
    let Some(then) = then else {
        return Err("kept-no-rule");
    };
    let far = |l: &Limit| l.end.map_or(i64::MAX, |end| end.0);
    let last = limits.iter().map(far).max().unwrap_or(i64::MAX);
    if last == i64::MAX {
        return Err("kept-always");
    }
    if last > now.0 {
        return Err("kept-not-over");
    }
    // An own rule that lasts longest and names no decision says that nobody has decided yet.
    let undecided = |l: &Limit| l.own && far(l) == last && !l.ruling.is_whole();
    let decided = |l: &Limit| l.ruling.is_whole();
    if limits.iter().any(undecided) && !limits.iter().any(|l| decided(l) && far(l) == last) {
        return Err("kept-no-decision");
    }
    let by = limits.into_iter().filter(decided).max_by_key(far);
    let by = by.ok_or("kept-no-decision")?;
    Ok(Due {
        rule: by.rule,
        law: by.law,
        ruling: by.ruling,
        ended_at: Millis(last),
        then,
    })
}

/// Looks at what the record is about; `None` for kinds that stay.
async fn see(read: &(impl Read + ?Sized), record: &Record) -> Result<Option<Seen>> {
    let municipality = &record.municipality;
    let mut seen = Seen {
        subjects: vec![record.subject.clone()],
        names: vec![record.subject.clone()],
        ..Seen::default()
    };
    match record.kind {
        RecordKind::Channel | RecordKind::Municipality => return Ok(None),
        RecordKind::Case => {
            // Requests for access are kept among the cases.
            let (Ok(case), Ok(request)) = (CaseId::parse(&record.subject), RequestId::parse(&record.subject))
            else {
                return Ok(None);
            };
            seen.open = match read.case(municipality, &case).await {
                Ok(case) => case.state == CaseState::Open,
                Err(StoreError::NotFound(_)) => {
                    read.request(municipality, &request).await?.state != RequestState::Closed
                }
                Err(other) => return Err(other.into()),
            };
        }
        RecordKind::Item => {
            let Ok(id) = ItemId::parse(&record.subject) else {
                return Ok(None);
            };
            see_item(read, municipality, &id, &mut seen).await?;
        }
        RecordKind::Post => {
            let Ok(id) = PostId::parse(&record.subject) else {
                return Ok(None);
            };
            let post = read.post(municipality, &id).await?;
            seen.open = !matches!(post.state, PostState::Done | PostState::Withdrawn);
            for publication in read
                .publications_of(municipality, std::slice::from_ref(&id))
                .await?
            {
                let under_way = [P::Scheduled, P::Prepared, P::Sending, P::Unknown, P::Held];
                seen.open |= under_way.contains(&publication.state);
                seen.channels.push(publication.channel);
                seen.names.extend([publication.url, publication.remote_id]);
            }
            let revisions = read.revisions_of(municipality, &id).await?;
            seen.names.extend(revisions.into_iter().map(|r| r.id.to_string()));
            let steps = read.approvals_of(municipality, ApprovalSubject::Post, id.as_str());
            seen.names
                .extend(steps.await?.into_iter().map(|a| a.id.to_string()));
            for item in read.thread_items(municipality, &id).await? {
                see_item(read, municipality, &item, &mut seen).await?;
                seen.subjects.push(item.to_string());
            }
        }
    }
    seen.names.retain(|name| !name.is_empty());
    Ok(Some(seen))
}

async fn see_item(
    read: &(impl Read + ?Sized),
    municipality: &model::MunicipalityId,
    id: &ItemId,
    seen: &mut Seen,
) -> Result<()> {
    let answers = read.answers_of(municipality, std::slice::from_ref(id)).await?;
    seen.names.extend(answers.into_iter().map(|a| a.id.to_string()));
    let moderations = read.moderations_of(municipality, id).await?;
    seen.names
        .extend(moderations.into_iter().map(|m| m.id.to_string()));
    let item = read.item(municipality, id).await?;
    seen.open |= !matches!(item.state, ItemState::Answered | ItemState::Closed);
    seen.channels.push(item.channel);
    seen.names.extend([item.id.to_string(), item.url, item.remote_id]);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Due, Limit, longest};
    use model::Millis;
    use model::retention::{Ruling, Then};

    fn limit(end: Option<i64>, decided: bool, then: Then) -> Limit {
        let text = if decided { "1" } else { "" }.to_owned();
        let (body, date, number) = ("KS".to_owned(), text.clone(), text);
        Limit {
            rule: format!("{end:?}"),
            law: String::new(),
            ruling: Ruling { body, date, number },
            end: end.map(Millis),
            then,
            own: true,
        }
    }

    #[test]
    fn the_longest_wins_and_nothing_goes_without_a_decision() {
        let now = Millis(10);
        let kept = |limits| longest(limits, now).err();
        assert_eq!(kept(vec![]), Some("kept-no-rule"));
        let short = || limit(Some(1), true, Then::Dispose);
        let later = limit(Some(11), true, Then::Dispose);
        assert_eq!(kept(vec![short(), later]), Some("kept-not-over"));
        let never = limit(None, true, Then::Dispose);
        assert_eq!(kept(vec![never, short()]), Some("kept-always"));
        let undecided = limit(Some(9), false, Then::Dispose);
        assert_eq!(kept(vec![short(), undecided]), Some("kept-no-decision"));
        let clause = || Limit {
            own: false,
            ..limit(Some(9), false, Then::Review)
        };
        let due = longest(vec![short(), clause()], now);
        let expected = Due {
            rule: "Some(1)".to_owned(),
            law: String::new(),
            ruling: short().ruling,
            ended_at: Millis(9),
            then: Then::Review,
        };
        assert_eq!(
            due,
            Ok(expected),
            "the clause gives time and care, the own rule the decision"
        );
        assert_eq!(kept(vec![clause()]), Some("kept-no-decision"));
    }
}
