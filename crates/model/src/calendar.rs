//! Public holidays, working days and due times of Norwegian and Swedish municipalities.
//!
//! **Working day**: a day that is no public holiday, no Swedish eve that the law treats as one, and on which the office
//! has hours.
//!
//! **Due time of "n working days"** ([`add_business_days`]): the time counts from the moment of receipt if the office is
//! open then, else from its next opening. It is due n working days later at the same local time, but never
//! before that day's opening or after its closing. A comment of Friday 14:00 is due on Monday 14:00; one of Saturday
//! counts from Monday's opening and is due at Tuesday's.
//!
//! All arithmetic is on local dates in the country's zone, so summer time shifts no due time.

use crate::Millis;
use crate::municipality::{Country, Hours, OfficeHours};
use jiff::civil::{Date, Weekday, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};

/// A public holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// Local date.
    pub date: Date,
    /// Kebab-case name, e.g. "good-friday".
    pub name: &'static str,
}

/// Easter Sunday of a year in the Gregorian calendar (Meeus/Jones/Butcher computus).
#[must_use]
pub fn easter(year: i16) -> Date {
    let y = i32::from(year);
    let golden = y.rem_euclid(19);
    let (century, rest) = (y.div_euclid(100), y.rem_euclid(100));
    let correction = (century + 8) / 25;
    let epact = (19 * golden + century - century / 4 - (century - correction + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    let month = i8::try_from(days / 31).unwrap_or(4);
    let day = i8::try_from(days % 31 + 1).unwrap_or(1);
    Date::new(year, month, day).unwrap_or(Date::constant(2000, 4, 23))
}

/// The public holidays of a year, by date. Norway has twelve (lov om helligdager 1995-02-24-12 and lov om 1. og 17. mai
/// 1947-04-26-1), Sweden thirteen (lag 1989:253 om allmänna helgdagar, whose ordinary Sundays are not listed here).
#[must_use]
pub fn holidays(country: Country, year: i16) -> Vec<Holiday> {
    let year = in_range(year);
    let easter = easter(year);
    let moved = |days: i64, name| Holiday {
        date: easter.saturating_add(days.days()),
        name,
    };
    let fixed = |month, day, name| Holiday {
        date: date(year, month, day),
        name,
    };
    let mut all = vec![
        fixed(1, 1, "new-years-day"),
        moved(-2, "good-friday"),
        moved(0, "easter-sunday"),
        moved(1, "easter-monday"),
        fixed(5, 1, "may-day"),
        moved(39, "ascension-day"),
        moved(49, "whit-sunday"),
        fixed(12, 25, "christmas-day"),
        fixed(12, 26, "second-christmas-day"),
    ];
    match country {
        Country::Norway => all.extend([
            moved(-3, "maundy-thursday"),
            fixed(5, 17, "constitution-day"),
            moved(50, "whit-monday"),
        ]),
        Country::Sweden => all.extend([
            fixed(1, 6, "epiphany"),
            fixed(6, 6, "national-day"),
            Holiday {
                date: saturday_from(date(year, 6, 20)),
                name: "midsummer-day",
            },
            Holiday {
                date: saturday_from(date(year, 10, 31)),
                name: "all-saints-day",
            },
        ]),
    }
    all.sort_by_key(|holiday| holiday.date);
    all
}

/// Swedish eves that count as holidays when the law counts time (lag 1930:173 §2: Midsummer's, Christmas and New Year's
/// Eve). Norwegian law has none.
#[must_use]
pub fn eves(country: Country, year: i16) -> Vec<Holiday> {
    let year = in_range(year);
    match country {
        Country::Norway => Vec::new(),
        Country::Sweden => vec![
            Holiday {
                date: saturday_from(date(year, 6, 20)).saturating_sub(1.day()),
                name: "midsummer-eve",
            },
            Holiday {
                date: date(year, 12, 24),
                name: "christmas-eve",
            },
            Holiday {
                date: date(year, 12, 31),
                name: "new-years-eve",
            },
        ],
    }
}

/// The years of the date library, less one at each end.
fn in_range(year: i16) -> i16 {
    year.clamp(-9998, 9998)
}

fn saturday_from(first: Date) -> Date {
    let days = i64::from(first.weekday().until(Weekday::Saturday));
    first.saturating_add(days.days())
}

/// Whether the office works on this local date: it has hours that weekday and the day is neither holiday nor eve.
#[must_use]
pub fn is_business_day(date: Date, country: Country, office: &OfficeHours) -> bool {
    hours_on(date, country, office).is_some()
}

/// The office hours of a date; `None` when closed.
fn hours_on(date: Date, country: Country, office: &OfficeHours) -> Option<Hours> {
    let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).ok()?;
    let hours = office.0.get(weekday).copied().flatten()?;
    let free = holidays(country, date.year())
        .iter()
        .chain(&eves(country, date.year()))
        .any(|holiday| holiday.date == date);
    (!free && hours.open < hours.close).then_some(hours)
}

/// The first working day on or after `from`, with its hours; `None` when the office is never open within a year.
fn open_day(from: Date, country: Country, office: &OfficeHours) -> Option<(Date, Hours)> {
    let mut day = from;
    for _ in 0..366 {
        if let Some(hours) = hours_on(day, country, office) {
            return Some((day, hours));
        }
        day = day.tomorrow().ok()?;
    }
    None
}

/// When something received at `at` is due that must be done within `days` working days (0: at once, within hours).
/// The rule stands at the top of this module. An office that is never open gets calendar days.
#[must_use]
pub fn add_business_days(at: Millis, days: u16, country: Country, office: &OfficeHours) -> Millis {
    business_days(at, days, country, office)
        .unwrap_or_else(|| at.plus(i64::from(days).saturating_mul(Millis::DAY)))
}

fn business_days(at: Millis, days: u16, country: Country, office: &OfficeHours) -> Option<Millis> {
    let zone = zone(country);
    let local = at.timestamp().to_zoned(zone.clone()).datetime();
    let (mut day, mut hours) = open_day(local.date(), country, office)?;
    let mut time = hours.open_time();
    if day == local.date() {
        if local.time() >= hours.close_time() {
            (day, hours) = open_day(day.tomorrow().ok()?, country, office)?;
            time = hours.open_time();
        } else {
            time = time.max(local.time());
        }
    }
    for _ in 0..days {
        (day, hours) = open_day(day.tomorrow().ok()?, country, office)?;
    }
    let time = time.clamp(hours.open_time(), hours.close_time());
    let due = day.to_datetime(time).to_zoned(zone).ok()?;
    Some(Millis::from(due.timestamp()))
}

/// Whether hours run on days when the office is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pause {
    /// Every hour counts, also at night and on Sundays.
    Never,
    /// Hours of days that are no working days do not count; those of working days all do, from midnight to midnight.
    ClosedDays,
}

/// `hours` hours after `at`; with [`Pause::ClosedDays`] days that are no working days stand still. Hours are elapsed
/// hours, also on the two days a year when the clock is changed. An office that is never open gets no pause.
#[must_use]
pub fn add_hours(at: Millis, hours: u16, pause: Pause, country: Country, office: &OfficeHours) -> Millis {
    let plain = at.plus(i64::from(hours).saturating_mul(Millis::HOUR));
    match pause {
        Pause::Never => plain,
        Pause::ClosedDays => {
            paused_hours(at, i64::from(hours) * Millis::HOUR, country, office).unwrap_or(plain)
        }
    }
}

fn paused_hours(at: Millis, mut left: i64, country: Country, office: &OfficeHours) -> Option<Millis> {
    let zone = zone(country);
    let mut now = at.timestamp().to_zoned(zone.clone());
    loop {
        let (day, _) = open_day(now.date(), country, office)?;
        if day != now.date() {
            now = midnight(day, &zone)?;
        }
        let end = midnight(day.tomorrow().ok()?, &zone)?;
        let until_end = millis(end.timestamp()) - millis(now.timestamp());
        if left <= until_end {
            return Some(Millis(millis(now.timestamp()) + left));
        }
        left -= until_end;
        now = end;
    }
}

fn midnight(day: Date, zone: &TimeZone) -> Option<Zoned> {
    day.to_zoned(zone.clone()).ok()
}

fn millis(at: Timestamp) -> i64 {
    at.as_millisecond()
}

/// The country's time zone; UTC only if the bundled zone data lacked it.
#[must_use]
pub fn zone(country: Country) -> TimeZone {
    TimeZone::get(country.zone()).unwrap_or(TimeZone::UTC)
}

impl Hours {
    /// Local time of opening.
    #[must_use]
    pub fn open_time(self) -> jiff::civil::Time {
        time_of(self.open)
    }

    /// Local time of closing; 24:00 becomes the last millisecond of the day.
    #[must_use]
    pub fn close_time(self) -> jiff::civil::Time {
        time_of(self.close)
    }
}

fn time_of(minute: u16) -> jiff::civil::Time {
    let hour = i8::try_from(minute / 60).unwrap_or(24);
    let minute = i8::try_from(minute % 60).unwrap_or(0);
    jiff::civil::Time::new(hour, minute, 0, 0).unwrap_or(jiff::civil::Time::constant(23, 59, 59, 999_000_000))
}
