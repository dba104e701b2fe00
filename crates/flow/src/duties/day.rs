//! What a new day brings: the duties whose time has come.

use super::lapse::lapse_where;
use super::review::{keep, look};
use super::{Cause, adopt, facts};
use crate::waivers::InForce;
use crate::{Flow, Result, rules};
use jiff::ToSpan as _;
use jiff::civil::Time;
use model::calendar;
use model::channel::ChannelState;
use model::duty::{Duty, WATCH};
use model::municipality::Municipality;
use model::{Millis, MunicipalityId};
use rulebook::{Event, Facts};
use store::DutyFilter;

/// When the day begins for duties: before anybody is at work.
const MORNING: Time = Time::constant(5, 0, 0, 0);

/// Opens the day's duties of a municipality and of each of its active channels, and lapses those whose cause is gone.
/// May run any number of times a day, on any number of nodes. Returns when the next day begins.
///
/// # Errors
/// The database; `Refused("pack-missing")`.
pub(crate) async fn day(flow: &Flow, municipality: &MunicipalityId) -> Result<Millis> {
    let tx = flow.store().begin().await?;
    let municipality = tx.municipality(municipality).await?;
    let book = rules::book(flow, &municipality).await?;
    let now = flow.source().now();
    adopt(flow, &*tx, &municipality).await?;
    let gone = |d: &Duty| book.clause(&d.clause).is_none();
    let all = DutyFilter::default;
    lapse_where(flow, &*tx, &municipality.id, all(), "clause-gone", gone).await?;
    // Nobody can look at a channel yesterday.
    let missed = |d: &Duty| d.kind == WATCH && d.due_at < now;
    let late = DutyFilter {
        due_before: Some(now),
        ..all()
    };
    lapse_where(flow, &*tx, &municipality.id, late, "too-late", missed).await?;
    let mut known = Facts::new();
    facts::municipality(&mut known, &municipality);
    let excused = InForce::of(flow, &*tx, &municipality.id, None).await?.on([]);
    let decision = book.decide_with(Event::ScheduleDay, &known, now, &excused);
    let cause = Cause::municipality(&municipality);
    keep(flow, &*tx, &municipality, &book, &decision, cause, false).await?;
    let channels = tx.channels_in(&municipality.id, &[ChannelState::Active]).await?;
    tx.commit().await?;
    for channel in channels {
        let tx = flow.store().begin().await?;
        // It may have been closed since.
        let channel = tx.channel(&municipality.id, &channel.id).await?;
        if channel.state == ChannelState::Active {
            look(flow, &*tx, &municipality, &book, &channel, false).await?;
            tx.commit().await?;
        }
    }
    Ok(next_morning(&municipality, now))
}

/// The next local morning after `now`.
pub(crate) fn next_morning(municipality: &Municipality, now: Millis) -> Millis {
    let zone = calendar::zone(municipality.country);
    let today = now.timestamp().to_zoned(zone.clone()).date();
    let at = |day: jiff::civil::Date| {
        let morning = day.to_datetime(MORNING).to_zoned(zone.clone());
        morning.ok().map(|m| Millis::from(m.timestamp()))
    };
    [today, today.saturating_add(1.day())]
        .into_iter()
        .filter_map(at)
        .find(|morning| *morning > now)
        .unwrap_or_else(|| now.plus(Millis::DAY))
}
