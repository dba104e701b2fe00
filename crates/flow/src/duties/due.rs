//! When a duty is due by the municipality's calendar.

use jiff::civil::{Date, Time};
use model::Millis;
use model::calendar::{self, Pause};
use model::municipality::Municipality;
use rulebook::Due;

/// The last moment of a day that counts as that day: what is due "on" a day is late only when it is over.
const DAY_END: Time = Time::constant(23, 59, 59, 0);

/// When something asked for at `now` is due. A day that is none counts as today.
pub(super) fn due(municipality: &Municipality, now: Millis, due: &Due) -> Millis {
    let (country, office) = (municipality.country, &municipality.office_hours);
    let small = |n: u32| u16::try_from(n).unwrap_or(u16::MAX);
    let zone = calendar::zone(country);
    let today = now.timestamp().to_zoned(zone.clone()).date();
    let end_of = |day: Date| {
        let end = day.to_datetime(DAY_END).to_zoned(zone.clone());
        end.map_or(now, |end| end.timestamp().into())
    };
    match due {
        Due::Hours(hours) => calendar::add_hours(now, small(*hours), Pause::Never, country, office),
        Due::BusinessDays(days) => calendar::add_business_days(now, small(*days), country, office),
        Due::Days(days) => end_of(today.saturating_add(jiff::Span::new().days(i64::from(*days)))),
        Due::On(day) => end_of(day.parse().unwrap_or(today)),
    }
}

/// The local date of an instant, ISO.
pub(super) fn local_day(municipality: &Municipality, at: Millis) -> String {
    let zone = calendar::zone(municipality.country);
    at.timestamp().to_zoned(zone).date().to_string()
}
