use jiff::civil::{Date, DateTime};
use model::Millis;
use model::calendar::{Pause, add_business_days, add_hours, easter, eves, holidays, is_business_day, zone};
use model::municipality::Country::{self, Norway, Sweden};
use model::municipality::{Hours, OfficeHours};
use std::collections::BTreeSet;

fn at(local: &str, country: Country) -> Millis {
    let local: DateTime = local.parse().unwrap();
    Millis::from(local.to_zoned(zone(country)).unwrap().timestamp())
}

fn local(at: Millis, country: Country) -> String {
    at.timestamp()
        .to_zoned(zone(country))
        .strftime("%Y-%m-%d %H:%M")
        .to_string()
}

fn due(received: &str, days: u16, country: Country) -> String {
    local(
        add_business_days(at(received, country), days, country, &OfficeHours::default()),
        country,
    )
}

#[test]
fn holidays_agree_with_the_python_package() {
    let fixture = include_str!("../fixtures/holidays.txt");
    for (code, country) in [("NO", Norway), ("SE", Sweden)] {
        let expected: BTreeSet<Date> = fixture
            .lines()
            .filter_map(|line| line.strip_prefix(code))
            .map(|date| date.trim().parse().unwrap())
            .collect();
        let ours: BTreeSet<Date> = (2024..=2030)
            .flat_map(|year| holidays(country, year))
            .map(|holiday| holiday.date)
            .collect();
        assert_eq!(ours, expected, "{code}");
    }
    assert_eq!(holidays(Norway, 2026).len(), 12);
    assert_eq!(holidays(Sweden, 2026).len(), 13);
}

#[test]
fn easter_of_far_years() {
    for (year, expected) in [
        (1818, "1818-03-22"),
        (1943, "1943-04-25"),
        (2000, "2000-04-23"),
        (2038, "2038-04-25"),
        (2285, "2285-03-22"),
    ] {
        assert_eq!(easter(year).to_string(), expected);
    }
    for year in [i16::MIN, -1, 0, i16::MAX] {
        assert!(!holidays(Norway, year).is_empty() && !holidays(Sweden, year).is_empty());
    }
}

#[test]
fn swedish_eves_are_no_working_days_and_norwegian_are() {
    let office = OfficeHours::default();
    assert_eq!(eves(Sweden, 2026)[0].date.to_string(), "2026-06-19");
    for eve in eves(Sweden, 2026) {
        assert!(!is_business_day(eve.date, Sweden, &office), "{}", eve.name);
    }
    assert!(is_business_day("2026-12-24".parse().unwrap(), Norway, &office));
}

#[test]
fn one_working_day_is_the_same_time_on_the_next_working_day() {
    assert_eq!(due("2026-11-23T10:15", 1, Norway), "2026-11-24 10:15");
    assert_eq!(
        due("2026-11-20T14:00", 1, Norway),
        "2026-11-23 14:00",
        "over the weekend"
    );
    assert_eq!(due("2026-11-20T14:00", 3, Norway), "2026-11-25 14:00");
    assert_eq!(due("2026-11-23T10:15", 0, Norway), "2026-11-23 10:15");
}

#[test]
fn outside_office_hours_counts_from_the_next_opening() {
    assert_eq!(due("2026-11-23T06:00", 1, Norway), "2026-11-24 08:00");
    assert_eq!(due("2026-11-23T15:29", 1, Norway), "2026-11-24 15:29");
    assert_eq!(due("2026-11-23T15:30", 1, Norway), "2026-11-25 08:00");
    assert_eq!(
        due("2026-11-21T23:00", 1, Norway),
        "2026-11-24 08:00",
        "Saturday night"
    );
}

#[test]
fn holidays_stand_still() {
    assert_eq!(
        due("2026-04-01T12:00", 1, Norway),
        "2026-04-07 12:00",
        "over Easter"
    );
    assert_eq!(
        due("2026-04-01T12:00", 1, Sweden),
        "2026-04-02 12:00",
        "Maundy Thursday is a Swedish working day"
    );
    assert_eq!(
        due("2027-05-14T09:00", 1, Norway),
        "2027-05-18 09:00",
        "17 May and Whit Monday on one Monday"
    );
    assert_eq!(
        due("2024-05-16T09:00", 1, Norway),
        "2024-05-21 09:00",
        "17 May on a Friday before Whit Monday"
    );
    assert_eq!(
        due("2026-06-18T09:00", 1, Sweden),
        "2026-06-22 09:00",
        "Midsummer"
    );
    assert_eq!(
        due("2026-12-31T10:00", 1, Norway),
        "2027-01-04 10:00",
        "over New Year"
    );
}

#[test]
fn changing_the_clock_does_not_move_the_due_time() {
    assert_eq!(due("2026-03-27T14:00", 1, Norway), "2026-03-30 14:00");
    assert_eq!(due("2026-10-23T14:00", 1, Sweden), "2026-10-26 14:00");
    let from = at("2026-03-27T14:00", Norway);
    let to = add_business_days(from, 1, Norway, &OfficeHours::default());
    assert_eq!(to.0 - from.0, 71 * Millis::HOUR);
}

#[test]
fn due_time_stays_within_shorter_hours() {
    let mut office = OfficeHours::default();
    office.0[1] = Some(Hours {
        open: 10 * 60,
        close: 12 * 60,
    });
    let due = |text| local(add_business_days(at(text, Norway), 1, Norway, &office), Norway);
    assert_eq!(due("2026-11-23T14:00"), "2026-11-24 12:00");
    assert_eq!(due("2026-11-23T08:30"), "2026-11-24 10:00");
}

#[test]
fn an_office_that_never_opens_gets_calendar_days() {
    let never = OfficeHours([None; 7]);
    let from = at("2026-11-20T14:00", Norway);
    assert_eq!(
        add_business_days(from, 2, Norway, &never),
        from.plus(2 * Millis::DAY)
    );
    assert_eq!(
        add_hours(from, 5, Pause::ClosedDays, Norway, &never),
        from.plus(5 * Millis::HOUR)
    );
    let odd = OfficeHours(
        [Some(Hours {
            open: 900,
            close: 800,
        }); 7],
    );
    assert_eq!(add_business_days(from, 1, Norway, &odd), from.plus(Millis::DAY));
}

#[test]
fn hours_with_and_without_weekend_pause() {
    let office = OfficeHours::default();
    let hours =
        |from, hours, pause| local(add_hours(at(from, Norway), hours, pause, Norway, &office), Norway);
    assert_eq!(hours("2026-11-20T14:00", 24, Pause::Never), "2026-11-21 14:00");
    assert_eq!(
        hours("2026-11-20T14:00", 24, Pause::ClosedDays),
        "2026-11-23 14:00"
    );
    assert_eq!(
        hours("2026-11-21T14:00", 24, Pause::ClosedDays),
        "2026-11-24 00:00",
        "received on a Saturday"
    );
    assert_eq!(
        hours("2026-11-19T00:00", 48, Pause::ClosedDays),
        "2026-11-21 00:00",
        "used up at Friday's end"
    );
    assert_eq!(
        hours("2026-04-01T12:00", 24, Pause::ClosedDays),
        "2026-04-07 12:00",
        "Easter"
    );
    assert_eq!(
        hours("2026-03-28T14:00", 24, Pause::Never),
        "2026-03-29 15:00",
        "23-hour day"
    );
    assert_eq!(
        hours("2026-10-24T14:00", 24, Pause::Never),
        "2026-10-25 13:00",
        "25-hour day"
    );
}
