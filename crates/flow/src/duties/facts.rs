//! What is known of people and channels when duties are asked for.

use crate::{Result, channels};
use model::channel::Channel;
use model::duty::DutySubject;
use model::item::ItemState;
use model::municipality::Municipality;
use model::person::{Permission, Person, PersonState, Role};
use model::{Id as _, Millis};
use rulebook::{FactSource, Facts, Rulebook};
use store::{InboxFilter, Read};

/// Most publications counted in thirty days; more than thirty a day is no guideline's matter.
const POSTS: usize = 1_000;
/// Most overdue items counted; where there are that many, the number no longer matters.
const ITEMS: usize = 100;

/// What is known of the municipality itself.
pub(crate) fn municipality(facts: &mut Facts, municipality: &Municipality) {
    facts.set(
        "municipality.name",
        municipality.name.as_str(),
        FactSource::Register,
    );
    facts.set(
        "municipality.country",
        municipality.country.as_str(),
        FactSource::Register,
    );
}

/// What is known of a channel when it is looked after: the register, the answers of its application, what it publishes
/// and what waits on it. A channel that never published or was never looked after is counted from its application on.
pub(super) async fn channel<R: Read + ?Sized>(
    read: &R,
    book: &Rulebook,
    of: &Municipality,
    channel: &Channel,
    now: Millis,
) -> Result<Facts> {
    let id = &of.id;
    let mut facts = channels::known(book, of, channel);
    municipality(&mut facts, of);
    let posts = read
        .published_on(id, &channel.id, now.plus(-30 * Millis::DAY), POSTS)
        .await?;
    let last = match posts.first() {
        Some(newest) => newest.published_at,
        None => {
            let ever = read.published_on(id, &channel.id, Millis(0), 1).await?;
            ever.first().and_then(|p| p.published_at)
        }
    };
    let since = |at: Millis| posts.iter().filter(|p| p.published_at >= Some(at)).count();
    let waiting = InboxFilter {
        states: vec![ItemState::New, ItemState::Claimed],
        channel: Some(channel.id.clone()),
        due_before: Some(now),
        ..InboxFilter::default()
    };
    let overdue = read.inbox(id, &waiting, None, ITEMS).await?.items.len();
    let reviewed = read
        .duty_last_done(id, DutySubject::Channel, channel.id.as_str())
        .await?;
    let people = read.people(id).await?;
    let active = people
        .iter()
        .filter(|p| p.state == PersonState::Active && channel.administrators.contains(&p.id));
    let age = days(channel.created_at, now);
    let counted = [
        ("channel.age_days", age),
        ("channel.days_since_post", last.map_or(age, |at| days(at, now))),
        ("channel.posts_1_day", count(since(now.plus(-Millis::DAY)))),
        ("channel.posts_7_days", count(since(now.plus(-7 * Millis::DAY)))),
        ("channel.posts_30_days", count(posts.len())),
        ("channel.overdue_items", count(overdue)),
        (
            "channel.days_since_review",
            reviewed.map_or(age, |at| days(at, now)),
        ),
        ("channel.active_administrators", count(active.count())),
    ];
    for (name, value) in counted {
        facts.set(name, value, FactSource::Register);
    }
    facts.set(
        "crisis.active",
        read.open_crisis(id).await?.is_some(),
        FactSource::Register,
    );
    Ok(facts)
}

/// What is known of a person who comes, gets other roles, or leaves; and the names of her channels.
pub(crate) async fn person<R: Read + ?Sized>(
    read: &R,
    book: &Rulebook,
    of: &Municipality,
    person: &Person,
) -> Result<(Facts, Vec<String>)> {
    let mut facts = Facts::new();
    municipality(&mut facts, of);
    let channels: Vec<_> = read
        .channels(&of.id)
        .await?
        .into_iter()
        .filter(|c| is_hers(c, person))
        .map(|c| c.name)
        .collect();
    let register = || FactSource::Register;
    facts.set("person.kind", kind(&person.roles, person.temporary), register());
    facts.set("person.channels_count", count(channels.len()), register());
    facts.set(
        "person.acknowledged",
        has_acknowledged(read, book, person).await?,
        register(),
    );
    facts.set("person.writes", writes(&person.roles), register());
    Ok((facts, channels))
}

/// What is known of the author of a post to these channels, or of an answer on one. `acknowledged`: whether she has
/// acknowledged the guideline in force, see [`has_acknowledged`]; `None` when nobody has looked.
pub(crate) fn author(person: &Person, targets: &[Channel], acknowledged: Option<bool>) -> Facts {
    let register = || FactSource::Register;
    let mut facts = Facts::new();
    facts.set("author.kind", kind(&person.roles, person.temporary), register());
    facts.set("author.elected", person.is_elected(), register());
    if let Some(acknowledged) = acknowledged {
        facts.set("author.acknowledged", acknowledged, register());
    }
    // Without a channel nobody can say whether the author has a mandate for it.
    if !targets.is_empty() {
        let mandated = targets.iter().all(|channel| is_hers(channel, person));
        facts.set("author.mandated", mandated, register());
    }
    facts
}

/// What is known of somebody who is invited: she has no channel and has acknowledged nothing.
pub(crate) fn newcomer(of: &Municipality, roles: &[Role], temporary: bool) -> Facts {
    let register = || FactSource::Register;
    let mut facts = Facts::new();
    municipality(&mut facts, of);
    facts.set("person.kind", kind(roles, temporary), register());
    facts.set("person.channels_count", count(0), register());
    facts.set("person.acknowledged", false, register());
    facts.set("person.writes", writes(roles), register());
    facts
}

/// Whether one of the roles writes in the municipality's name.
pub(crate) fn writes(roles: &[Role]) -> bool {
    let writing = [Permission::WritePost, Permission::Answer];
    let may = |role: &Role| role.permissions().iter().any(|p| writing.contains(p));
    roles.iter().any(may)
}

/// Whether the person is responsible for a channel that is not closed, or administers it.
pub(super) fn is_hers(channel: &Channel, person: &Person) -> bool {
    use model::channel::ChannelState as S;
    !matches!(channel.state, S::Refused | S::Closed)
        && (channel.responsible == person.id || channel.administrators.contains(&person.id))
}

/// Whether a person has acknowledged the guideline in force.
pub(crate) async fn has_acknowledged<R: Read + ?Sized>(
    read: &R,
    book: &Rulebook,
    person: &Person,
) -> Result<bool> {
    let known = read
        .acknowledgement(&person.municipality, &person.id, book.digest())
        .await?;
    Ok(known.is_some())
}

/// How a person is attached to the municipality. Whoever has any role that nobody is elected to works there.
fn kind(roles: &[Role], temporary: bool) -> &'static str {
    if temporary {
        "temp"
    } else if roles.iter().any(|role| !role.is_elected()) {
        "employee"
    } else if roles.is_empty() {
        "other"
    } else {
        "elected"
    }
}

/// Whole days between two instants.
fn days(from: Millis, to: Millis) -> i64 {
    to.0.saturating_sub(from.0) / Millis::DAY
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
