//! What all kinds that give somebody something to do have in common: who, what, when it falls due, and what must be
//! given to call it done.

use super::approve::roles;
use super::period::{Every, Window, windows};
use super::{Does, Effect, Falls, Recurs, Site};
use crate::pack::Table;
use crate::{Due, DutyKind, EvidenceKind, Obligation, Outcome, RecordOf};
use jiff::civil::Date;
use model::Texts;
use model::municipality::Country;
use model::person::Role;

/// When a duty falls due.
#[derive(Clone, Debug)]
pub(super) enum Timing {
    /// So long after the event.
    Once(Due),
    /// Once in each period, in one of the windows when there are any.
    Recurring { every: Every, windows: Vec<Window> },
}

/// A duty that is not yet anybody's.
#[derive(Clone, Debug)]
pub(super) struct Duty {
    pub(super) kind: DutyKind,
    pub(super) roles: Vec<Role>,
    /// Empty: the clause's title says it.
    pub(super) what: Texts,
    pub(super) evidence: EvidenceKind,
    pub(super) timing: Timing,
    pub(super) steps: Vec<Texts>,
    pub(super) of: Option<RecordOf>,
    pub(super) naming: String,
    pub(super) to: Vec<Role>,
}

impl Duty {
    /// Reads `roles`, `what`, `evidence`, and either `within_…` or `every` with `windows`.
    pub(super) fn read(table: &Table<'_>, kind: DutyKind) -> Self {
        let duty = Self::untimed(table, kind);
        Self {
            timing: timing(table),
            ..duty
        }
    }

    /// The same for kinds with times of their own.
    pub(super) fn untimed(table: &Table<'_>, kind: DutyKind) -> Self {
        let who = table.words("roles", Role::parse, &roles());
        if who.is_empty() {
            table.missing("roles", "at least one role");
        }
        let words: Vec<_> = EvidenceKind::ALL.iter().map(|w| w.as_str()).collect();
        Self {
            kind,
            roles: who,
            what: table.texts("what", true),
            evidence: table
                .word("evidence", EvidenceKind::parse, &words)
                .unwrap_or(EvidenceKind::Note),
            timing: Timing::Once(Due::BusinessDays(5)),
            steps: Vec::new(),
            of: None,
            naming: String::new(),
            to: Vec::new(),
        }
    }

    /// Puts the duty on somebody, with this due time and period.
    pub(super) fn fall(&self, site: &mut Site<'_, '_>, due: Due, period: Option<String>, closes: bool) {
        site.obligations.push(Obligation::Duty {
            kind: self.kind,
            roles: self.roles.clone(),
            what: if self.what.0.is_empty() {
                site.title.clone()
            } else {
                self.what.clone()
            },
            steps: self.steps.clone(),
            evidence: self.evidence,
            due,
            period,
            per: site.event.per(),
            of: self.of,
            naming: self.naming.clone(),
            to: self.to.clone(),
            closes,
            advised: site.advised,
            clause: site.clause.to_owned(),
        });
    }

    /// The duty as it is told.
    pub(super) fn told(&self, falls: Falls) -> Does {
        Does::Duty {
            kind: self.kind,
            roles: self.roles.clone(),
            what: self.what.clone(),
            falls,
            steps: self.steps.clone(),
            evidence: self.evidence,
            of: self.of,
            naming: self.naming.clone(),
            to: self.to.clone(),
        }
    }

    /// Puts it on somebody when it falls today.
    pub(super) fn fall_today(&self, site: &mut Site<'_, '_>) {
        match &self.timing {
            Timing::Once(due) => self.fall(site, due.clone(), None, false),
            Timing::Recurring { every, windows } => {
                if let Some((period, last)) = recurrence(*every, windows, site.day) {
                    self.fall(site, Due::On(last.to_string()), Some(period), false);
                }
            }
        }
    }
}

impl Effect for Duty {
    fn does(&self) -> Does {
        self.told(match &self.timing {
            Timing::Once(due) => Falls::After(due.clone()),
            Timing::Recurring { every, windows } => Falls::Each {
                every: *every,
                times: 1,
                windows: windows.clone(),
                working: false,
            },
        })
    }

    fn apply<'f>(&'f self, site: &mut Site<'_, 'f>) -> Outcome {
        self.fall_today(site);
        Outcome::Pass
    }

    fn concerns(&self, day: Date, _: Country) -> bool {
        match &self.timing {
            Timing::Once(_) => true,
            Timing::Recurring { every, windows } => recurrence(*every, windows, day).is_some(),
        }
    }

    fn recurs(&self) -> Recurs {
        match self.timing {
            Timing::Once(_) => Recurs::OnEvent,
            Timing::Recurring { .. } => Recurs::ByCalendar,
        }
    }
}

/// The period that `day` is in and its last day; of a window, the period in which the window begins.
fn recurrence(every: Every, windows: &[Window], day: Date) -> Option<(String, Date)> {
    if windows.is_empty() {
        return Some(every.period(day));
    }
    let (from, to) = windows.iter().find_map(|w| w.around(day))?;
    Some((every.period(from).0, to))
}

/// Reads `within_hours`, `within_days` or `within_business_days` (5 unless said otherwise), or `every` and `windows`.
fn timing(table: &Table<'_>) -> Timing {
    let hours = table.count("within_hours", 1, 24 * 366).map(Due::Hours);
    let days = table.count("within_days", 0, 3_660).map(Due::Days);
    let business = table.count("within_business_days", 0, 366).map(Due::BusinessDays);
    let given: Vec<Due> = [hours, days, business].into_iter().flatten().collect();
    let words: Vec<_> = Every::ALL.iter().map(|w| w.as_str()).collect();
    let every = table.word("every", Every::parse, &words);
    let windows = windows(table);
    let keys = ["within_hours", "within_days", "within_business_days", "every"];
    if keys.iter().filter(|k| table.has(k)).count() > 1 {
        table.missing(
            "every",
            "one of within_hours, within_days, within_business_days and every",
        );
    }
    let Some(every) = every else {
        if !windows.is_empty() && !table.has("every") {
            table.missing("every", &words.join(", "));
        }
        return Timing::Once(given.into_iter().next().unwrap_or(Due::BusinessDays(5)));
    };
    // In a year with all its days, two windows must not share a period: the second would never fall due.
    let mut names: Vec<String> = windows.iter().map(|w| every.period(w.first()).0).collect();
    names.sort_unstable();
    if names.windows(2).any(|pair| pair.first() == pair.last()) {
        table.problem(
            "dates-overlap",
            &table.place("windows"),
            every.as_str(),
            "at most one window in each period; say a shorter period",
        );
    }
    Timing::Recurring { every, windows }
}
