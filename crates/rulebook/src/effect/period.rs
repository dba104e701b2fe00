//! When what recurs falls due: periods of the calendar, and windows of the year.

use crate::pack::Table;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

model::words! {
    /// How often.
    Every {
        /// Each day.
        Day = "day",
        /// Each week, Monday to Sunday.
        Week = "week",
        /// Each calendar month.
        Month = "month",
        /// Each quarter of the year.
        Quarter = "quarter",
        /// Each half of the year.
        HalfYear = "half-year",
        /// Each calendar year.
        Year = "year",
    }
}

impl Every {
    /// Name and last day of the period that `day` is in: `2026-04-01`, `2026-W14` (ISO 8601), `2026-04`, `2026-Q2`,
    /// `2026-H1`, `2026`.
    pub(super) fn period(self, day: Date) -> (String, Date) {
        let (year, month) = (day.year(), day.month());
        let last = |month: i8| Date::new(year, month, 1).map_or(day, Date::last_of_month);
        match self {
            Self::Day => (day.to_string(), day),
            Self::Week => {
                let week = day.iso_week_date();
                let left = i32::from(Weekday::Sunday.to_monday_zero_offset())
                    .saturating_sub(i32::from(day.weekday().to_monday_zero_offset()));
                (
                    format!("{}-W{:02}", week.year(), week.week()),
                    day.saturating_add(left.days()),
                )
            }
            Self::Month => (format!("{year}-{month:02}"), day.last_of_month()),
            Self::Quarter => {
                let quarter = (month.saturating_sub(1) / 3).saturating_add(1);
                (format!("{year}-Q{quarter}"), last(quarter.saturating_mul(3)))
            }
            Self::HalfYear => {
                let half = if month <= 6 { 1 } else { 2 };
                (format!("{year}-H{half}"), last(if half == 1 { 6 } else { 12 }))
            }
            Self::Year => (year.to_string(), last(12)),
        }
    }

    /// Days that a count over this period looks back.
    pub(super) fn days(self) -> i64 {
        match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 30,
            Self::Quarter => 91,
            Self::HalfYear => 182,
            Self::Year => 365,
        }
    }
}

/// A stretch of days, first and last included: once (`2027-08-10/2027-09-13`) or every year (`10-01/11-30`, also over
/// New Year, `12-15/01-15`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    from: Date,
    to: Date,
    yearly: bool,
}

/// A leap year, in which every day of the year exists.
const LEAP: i16 = 2024;

impl Window {
    fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once('/')?;
        if let (Ok(from), Ok(to)) = (from.parse::<Date>(), to.parse::<Date>()) {
            return (from <= to && text.len() == 21).then_some(Self {
                from,
                to,
                yearly: false,
            });
        }
        let day = |part: &str| {
            (part.len() == 5)
                .then(|| format!("{LEAP}-{part}").parse::<Date>().ok())
                .flatten()
        };
        Some(Self {
            from: day(from)?,
            to: day(to)?,
            yearly: true,
        })
    }

    /// First and last day of the window that `day` is in.
    #[must_use]
    pub fn around(&self, day: Date) -> Option<(Date, Date)> {
        if !self.yearly {
            return (self.from <= day && day <= self.to).then_some((self.from, self.to));
        }
        let over = self.from > self.to;
        let starts: &[i16] = if over { &[-1, 0] } else { &[0] };
        starts
            .iter()
            .map(|back| day.year().saturating_add(*back))
            .map(|year| {
                (
                    in_year(self.from, year),
                    in_year(self.to, year.saturating_add(i16::from(over))),
                )
            })
            .find(|(from, to)| *from <= day && day <= *to)
    }
}

impl Window {
    /// First day; of a yearly window in a leap year.
    pub(super) fn first(&self) -> Date {
        self.from
    }
}

impl std::fmt::Display for Window {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.yearly {
            write!(
                f,
                "{:02}-{:02}/{:02}-{:02}",
                self.from.month(),
                self.from.day(),
                self.to.month(),
                self.to.day()
            )
        } else {
            write!(f, "{}/{}", self.from, self.to)
        }
    }
}

/// The same day in another year; 29 February is the 28th where there is none.
fn in_year(day: Date, year: i16) -> Date {
    Date::new(year, day.month(), day.day())
        .or_else(|_| Date::new(year, day.month(), 1).map(Date::last_of_month))
        .unwrap_or(day)
}

/// The key `windows`, in the order in which they are written. Windows that overlap are a problem.
pub(super) fn windows(table: &Table<'_>) -> Vec<Window> {
    let mut out: Vec<Window> = Vec::new();
    for (text, span) in table.strings("windows") {
        let Some(window) = Window::parse(&text) else {
            table.problem(
                "wrong-type",
                &span,
                &*text,
                "first and last day, such as 10-01/11-30 or 2027-08-10/2027-09-13",
            );
            continue;
        };
        if out.iter().any(|other| overlap(other, &window)) {
            table.problem("dates-overlap", &span, &*text, "windows that do not overlap");
        }
        out.push(window);
    }
    out
}

fn overlap(a: &Window, b: &Window) -> bool {
    let starts = |w: &Window| {
        let from = if w.yearly { in_year(w.from, LEAP) } else { w.from };
        (from, if w.yearly { in_year(w.to, LEAP) } else { w.to })
    };
    let ((a_from, a_to), (b_from, b_to)) = (starts(a), starts(b));
    [a_from, a_to].iter().any(|d| b.around(*d).is_some())
        || [b_from, b_to].iter().any(|d| a.around(*d).is_some())
}
