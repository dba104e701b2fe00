//! Dates and times as people read them, in the municipality's zone. The words are in `locales/*/dates.ftl`.

use crate::texts::Texts;
use fluent_bundle::FluentArgs;
use jiff::tz::TimeZone;
use model::{Locale, Millis};

/// How much of an instant is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// 22. november 2026
    Date,
    /// 22.11.2026, for tables
    Short,
    /// 13.05
    Time,
    /// 22. november 2026 kl. 13.05
    Moment,
    /// søndag 22. november
    Day,
}

impl Style {
    fn key(self) -> &'static str {
        match self {
            Self::Date => "date-long",
            Self::Short => "date-short",
            Self::Time => "date-time",
            Self::Moment => "date-moment",
            Self::Day => "date-day",
        }
    }
}

/// `at` in words of `locale` and time of `zone`.
#[must_use]
pub fn format(texts: &Texts, locale: Locale, zone: &TimeZone, at: Millis, style: Style) -> String {
    let local = at.timestamp().to_zoned(zone.clone());
    let mut args = FluentArgs::new();
    let month = texts.plain(locale, &format!("date-month-{}", local.month()));
    let weekday = texts.plain(
        locale,
        &format!("date-weekday-{}", local.weekday().to_monday_one_offset()),
    );
    args.set("day", local.day().to_string());
    args.set("day2", format!("{:02}", local.day()));
    args.set("month", month);
    args.set("month2", format!("{:02}", local.month()));
    args.set("year", local.year().to_string());
    args.set("weekday", weekday);
    args.set("hour", format!("{:02}", local.hour()));
    args.set("minute", format!("{:02}", local.minute()));
    texts
        .get(locale, style.key(), &args)
        .unwrap_or_else(|| at.rfc3339())
}
