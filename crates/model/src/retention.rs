//! How long records are kept, what holds them back, and how they are disposed of.

use crate::archive::RecordKind;
use crate::{
    CaseId, ChannelId, CrisisId, DisposalId, EntryId, ErasureId, HoldId, Millis, MunicipalityId, PersonId,
    RecordId, RetentionRuleId, SnapshotId,
};
use jiff::civil::Date;
use jiff::{ToSpan as _, Zoned};
use serde::{Deserialize, Serialize};

/// Kinds of record that can be disposed of. A channel's and the municipality's own record tell what was decided, and stay.
pub const DISPOSABLE: [RecordKind; 3] = [RecordKind::Post, RecordKind::Item, RecordKind::Case];

/// How long something is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Term {
    /// As long as the archivist sees fit: it may be weeded at any time.
    Weeding,
    /// Days.
    Days(u32),
    /// Calendar months.
    Months(u32),
    /// Calendar years.
    Years(u32),
    /// For ever.
    Always,
}

impl Term {
    /// When the time that begins at `from` is over: at the beginning of that day in `zone`. `None` is never.
    #[must_use]
    pub fn end(self, from: Millis, zone: &jiff::tz::TimeZone) -> Option<Millis> {
        let span = match self {
            Self::Weeding => return Some(from),
            Self::Always => return None,
            Self::Days(n) => i64::from(n).days(),
            Self::Months(n) => i64::from(n).months(),
            Self::Years(n) => i64::from(n).years(),
        };
        let begun: Zoned = from.timestamp().to_zoned(zone.clone());
        // Out of the calendar's range is as good as never.
        let day: Date = begun.date().checked_add(span).ok()?;
        let end = day.to_zoned(zone.clone()).ok()?;
        Some(end.timestamp().into())
    }
}

crate::words! {
    /// From when the time counts.
    CountedFrom {
        /// When the record was opened.
        Opened = "opened",
        /// When something last happened in it.
        LastEvent = "last-event",
    }
}

crate::words! {
    /// What comes after the time.
    Then {
        /// It may be disposed of.
        Dispose = "dispose",
        /// Somebody looks at each one first.
        Review = "review",
        /// It is handed over to an archive first.
        Deposit = "deposit",
    }
}

/// Who decided, when, under which number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// The body, e.g. "Kommunstyrelsen".
    pub body: String,
    /// ISO date of the decision; empty when a guideline names only body and number.
    pub date: String,
    /// Number of the decision or the case.
    pub number: String,
}

impl Ruling {
    /// Whether somebody wrote who decided.
    #[must_use]
    pub fn is_there(&self) -> bool {
        !self.body.trim().is_empty()
    }

    /// Whether it can be looked up: body, date and number. Only such a decision lets anything go.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        [&self.body, &self.date, &self.number]
            .iter()
            .all(|part| !part.trim().is_empty())
    }
}

impl std::fmt::Display for Ruling {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = [&self.body, &self.date, &self.number];
        let mut first = true;
        for part in parts.into_iter().filter(|p| !p.is_empty()) {
            f.write_str(if first { "" } else { ", " })?;
            f.write_str(part)?;
            first = false;
        }
        Ok(())
    }
}

/// A rule of the municipality's own on how long records are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionRule {
    /// Id.
    pub id: RetentionRuleId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// What it is called.
    pub title: String,
    /// Of which kind of record.
    pub kind: RecordKind,
    /// Only records of this channel.
    pub channel: Option<ChannelId>,
    /// Only records with this tag; empty is any.
    pub tag: String,
    /// How long.
    pub term: Term,
    /// From when.
    pub from: CountedFrom,
    /// And then.
    pub then: Then,
    /// Legal reference.
    pub law: String,
    /// Decision; without one the rule keeps but never lets anything go.
    pub ruling: Ruling,
    /// Whether it is in force.
    pub active: bool,
    /// Who wrote it last.
    pub changed_by: PersonId,
    /// When.
    pub changed_at: Millis,
    /// Optimistic version.
    pub version: i64,
}

/// Why something is held back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// Somebody decided so.
    ByHand,
    /// An access request, until its answer can no longer be appealed; its id.
    AccessRequest(String),
    /// A complaint.
    Complaint(CaseId),
    /// A crisis or an incident.
    Crisis(CrisisId),
}

impl Cause {
    /// The word of the cause; locale key `hold-cause-<word>`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::ByHand => "by-hand",
            Self::AccessRequest(_) => "access-request",
            Self::Complaint(_) => "complaint",
            Self::Crisis(_) => "crisis",
        }
    }

    /// The id of what caused it; empty by hand.
    #[must_use]
    pub fn of(&self) -> &str {
        use crate::Id as _;
        match self {
            Self::ByHand => "",
            Self::AccessRequest(id) => id,
            Self::Complaint(id) => id.as_str(),
            Self::Crisis(id) => id.as_str(),
        }
    }

    /// Reads back what [`Cause::word`] and [`Cause::of`] said.
    #[must_use]
    pub fn parse(word: &str, of: &str) -> Option<Self> {
        use crate::Id as _;
        match word {
            "by-hand" => Some(Self::ByHand),
            "access-request" => Some(Self::AccessRequest(of.to_owned())),
            "complaint" => CaseId::parse(of).ok().map(Self::Complaint),
            "crisis" => CrisisId::parse(of).ok().map(Self::Crisis),
            _ => None,
        }
    }
}

/// What a hold covers: all that every named part fits. Nothing named is everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldScope {
    /// This record.
    pub record: Option<RecordId>,
    /// Records of this channel.
    pub channel: Option<ChannelId>,
    /// Records in which something happened from this instant on …
    pub from: Option<Millis>,
    /// … and up to this one.
    pub to: Option<Millis>,
}

impl HoldScope {
    /// One record.
    #[must_use]
    pub fn record(id: &RecordId) -> Self {
        Self {
            record: Some(id.clone()),
            ..Self::default()
        }
    }

    /// Whether it covers a record on `channels` that lived from `opened` to `latest`.
    #[must_use]
    pub fn covers(&self, record: &RecordId, channels: &[ChannelId], opened: Millis, latest: Millis) -> bool {
        self.record.as_ref().is_none_or(|r| r == record)
            && self.channel.as_ref().is_none_or(|c| channels.contains(c))
            && self.from.is_none_or(|from| latest >= from)
            && self.to.is_none_or(|to| opened <= to)
    }
}

/// Something that keeps records from being disposed of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Id.
    pub id: HoldId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// What it covers.
    pub scope: HoldScope,
    /// Why.
    pub cause: Cause,
    /// Reason in words.
    pub reason: String,
    /// Who; `None` when the product did it.
    pub placed_by: Option<PersonId>,
    /// When.
    pub placed_at: Millis,
    /// Until when; `None` is until it is released.
    pub until: Option<Millis>,
    /// When it was released.
    pub released_at: Option<Millis>,
    /// By whom; `None` while it stands and when the product did it.
    pub released_by: Option<PersonId>,
    /// Why it was released.
    pub release_reason: String,
}

impl Hold {
    /// Whether it stands at `now`.
    #[must_use]
    pub fn stands(&self, now: Millis) -> bool {
        self.released_at.is_none() && self.until.is_none_or(|until| now < until)
    }
}

crate::states! {
    /// Life of a disposal. Only `done` says that nothing is left.
    DisposalState {
        /// A list that somebody is to approve.
        Proposed = "proposed" => [Approved, Rejected],
        /// Approved; the job has not begun or is at it.
        Approved = "approved" => [Erased],
        /// Every record is erased; files of the database and keys are still to be cleaned.
        Erased = "erased" => [Rotating],
        /// The database is clean; the old record key is still kept, so that backups can be read.
        Rotating = "rotating" => [Done],
        /// Nothing is left.
        Done = "done" => [],
        /// Not approved.
        Rejected = "rejected" => [],
    }
}

crate::words! {
    /// Why a disposal was proposed.
    DisposalCause {
        /// The time of keeping is over.
        Retention = "retention",
        /// Somebody asked to have her data erased.
        Erasure = "erasure",
    }
}

/// A disposal: a list of records, who said yes, and how far it is. Kept for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disposal {
    /// Id.
    pub id: DisposalId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// Why.
    pub cause: DisposalCause,
    /// State.
    pub state: DisposalState,
    /// Who proposed it; `None` when the product did.
    pub proposed_by: Option<PersonId>,
    /// When.
    pub proposed_at: Millis,
    /// Who approved or rejected it.
    pub decided_by: Option<PersonId>,
    /// When.
    pub decided_at: Option<Millis>,
    /// Why it was rejected; a remark otherwise.
    pub note: String,
    /// The entry that holds the decision.
    pub entry: Option<EntryId>,
    /// When nothing was left.
    pub done_at: Option<Millis>,
    /// How far write-ahead logs of the database are clean: `clean`, `waiting` or empty while not known.
    pub log_cleaned: String,
    /// Key of the records as it was (its public id); what is sealed under it in a backup can be read until it goes.
    pub old_key: String,
    /// When the old key goes.
    pub key_goes_at: Option<Millis>,
    /// Optimistic version.
    pub version: i64,
}

crate::words! {
    /// What became of a record on a disposal's list.
    DisposalItemState {
        /// On the list.
        Waiting = "waiting",
        /// Somebody has to look at it before it may go; not approved as it is.
        Review = "review",
        /// Left out; `why` says why.
        LeftOut = "left-out",
        /// Gone.
        Erased = "erased",
    }
}

/// A record on a disposal's list. It names nothing of what the record said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisposalItem {
    /// Which disposal.
    pub disposal: DisposalId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// Record.
    pub record: RecordId,
    /// Entry of the record that alone goes; `None` is the whole record.
    pub entry: Option<EntryId>,
    /// Kind of the record.
    pub kind: RecordKind,
    /// When the record was opened.
    pub opened_at: Millis,
    /// When its time was over.
    pub ended_at: Millis,
    /// Rule or clause by which it goes.
    pub rule: String,
    /// Legal reference.
    pub law: String,
    /// Decision by which it goes.
    pub ruling: Ruling,
    /// State.
    pub state: DisposalItemState,
    /// Key of why it was left out; empty otherwise.
    pub why: String,
}

crate::states! {
    /// Life of a request to have one's data erased.
    ErasureState {
        /// Somebody is to decide.
        Open = "open" => [Granted, Refused],
        /// What may go, goes; the letter says what stays and why.
        Granted = "granted" => [],
        /// Nothing goes; the letter says why.
        Refused = "refused" => [],
    }
}

/// A request to have what concerns a person erased: what she wrote, or one snapshot that shows her.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    /// Id.
    pub id: ErasureId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// Handle, or id on the network, of whoever asks; may be empty where it is about a snapshot. Sealed; empty once the
    /// request is answered and carried out.
    pub who_sealed: Vec<u8>,
    /// The snapshot that it is about; `None` when it is about what the person wrote.
    pub snapshot: Option<SnapshotId>,
    /// When it came.
    pub asked_at: Millis,
    /// Who entered it.
    pub entered_by: PersonId,
    /// State.
    pub state: ErasureState,
    /// Who decided.
    pub decided_by: Option<PersonId>,
    /// When.
    pub decided_at: Option<Millis>,
    /// What goes by it.
    pub disposal: Option<DisposalId>,
    /// How many items stay, by key of the reason.
    pub kept: Vec<(String, i64)>,
    /// Why, in words; for the letter.
    pub reason: String,
    /// Optimistic version.
    pub version: i64,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Cause, HoldScope, Term};
    use crate::{Id as _, Millis, RecordId};

    fn at(text: &str) -> Millis {
        text.parse::<jiff::Timestamp>().unwrap().into()
    }

    /// From the evening of 30 January in Norway, a month ends on the last day of February.
    #[test]
    fn terms_end_by_the_calendar() {
        let zone = crate::calendar::zone(crate::municipality::Country::Norway);
        let from = at("2027-01-30T22:30:00Z");
        assert_eq!(Term::Months(1).end(from, &zone), Some(at("2027-02-27T23:00:00Z")));
        assert_eq!(Term::Days(1).end(from, &zone), Some(at("2027-01-30T23:00:00Z")));
        assert_eq!(Term::Years(2).end(from, &zone), Some(at("2029-01-29T23:00:00Z")));
        assert_eq!(Term::Weeding.end(from, &zone), Some(from));
        assert_eq!(Term::Always.end(from, &zone), None);
    }

    #[test]
    fn a_scope_covers_what_fits_all_of_it() {
        let record = RecordId::parse("01ARZ3NDEKTSV4RRFFQ69G5FAV").unwrap();
        let (one, two, three) = (Millis(1), Millis(2), Millis(3));
        assert!(HoldScope::default().covers(&record, &[], one, two));
        let mut scope = HoldScope::record(&record);
        assert!(scope.covers(&record, &[], one, two));
        scope.from = Some(three);
        assert!(!scope.covers(&record, &[], one, two));
        scope.from = Some(two);
        assert!(scope.covers(&record, &[], one, two));
        scope.to = Some(Millis(0));
        assert!(!scope.covers(&record, &[], one, two));
    }

    #[test]
    fn causes_come_back() {
        let cause = Cause::AccessRequest("x".to_owned());
        assert_eq!(Cause::parse(cause.word(), cause.of()), Some(cause));
        assert_eq!(Cause::parse("complaint", "x"), None);
    }
}
