//! What the guideline asks about a person who comes, gets other roles, or leaves.

use crate::duties::{self, Cause};
use crate::rules::{self, Point, Question};
use crate::waivers::InForce;
use crate::{Actor, Flow, Result};
use model::Id as _;
use model::channel::ChannelState;
use model::person::{Permission, Person, PersonState, Role};
use rulebook::{Event, FactSource, Facts, Rulebook};
use std::collections::BTreeMap;
use store::{GivenOf, Read, Tx};

/// What the guideline asks about a person who is invited, gets other roles, or leaves, and what it says.
///
/// # Errors
/// `NotAllowed`.
pub async fn questions(
    flow: &Flow,
    actor: &Actor,
    step: PersonStep<'_>,
    answers: &BTreeMap<String, String>,
) -> Result<(Vec<Question>, Vec<Point>)> {
    actor.must(Permission::ManagePeople)?;
    let book = rules::book(flow, &actor.municipality).await?;
    let read = flow.store().read().await?;
    let asking = Asking::of(&*read, &book, actor, step, answers).await?;
    drop(read);
    let Asking {
        event,
        facts,
        answers,
    } = &asking;
    let excused = InForce::of(flow, &*flow.store().read().await?, &actor.municipality.id, None)
        .await?
        .on([]);
    let decision = book.decide_with(*event, facts, flow.source().now(), &excused);
    let questions = rules::asked(&book, *event, facts, &decision, answers, actor.locale);
    Ok((questions, rules::points(&book, &decision, actor.locale)))
}

/// What happens to a person.
#[derive(Clone, Copy, Debug)]
pub enum PersonStep<'a> {
    /// Is invited, or gets these roles.
    Roles(Option<&'a Person>, &'a [Role]),
    /// Leaves.
    Leaves(&'a Person),
}

/// One event with what is known, the answers given before and now among it.
struct Asking {
    event: Event,
    facts: Facts,
    answers: BTreeMap<String, String>,
}

impl Asking {
    async fn of<R: Read + ?Sized>(
        read: &R,
        book: &Rulebook,
        actor: &Actor,
        step: PersonStep<'_>,
        answers: &BTreeMap<String, String>,
    ) -> Result<Self> {
        let of = &actor.municipality;
        let (event, person, roles) = match step {
            PersonStep::Roles(person, roles) => (Event::PersonRole, person, roles),
            PersonStep::Leaves(person) => (Event::PersonLeave, Some(person), person.roles.as_slice()),
        };
        let mut all = match person {
            Some(person) => read.given(&of.id, GivenOf::Person, person.id.as_str()).await?,
            None => BTreeMap::new(),
        };
        all.extend(rules::given(answers));
        let (mut channels, mut acknowledged) = (0, false);
        if let Some(person) = person {
            let hers = |c: &model::channel::Channel| {
                !matches!(c.state, ChannelState::Refused | ChannelState::Closed)
                    && (c.responsible == person.id || c.administrators.contains(&person.id))
            };
            channels = read.channels(&of.id).await?.iter().filter(|c| hers(c)).count();
            acknowledged = duties::has_acknowledged(read, book, person).await?;
        }
        let writing = [Permission::WritePost, Permission::Answer];
        let writes = |role: &Role| role.permissions().iter().any(|p| writing.contains(p));
        let kind = match roles {
            roles if roles.iter().any(|r| *r != Role::Elected) => "employee",
            [] => "other",
            _ => "elected",
        };
        let register = || FactSource::Register;
        let mut facts = Facts::new()
            .with("municipality.name", of.name.as_str(), register())
            .with("municipality.country", of.country.as_str(), register())
            .with("person.kind", kind, register())
            .with(
                "person.channels_count",
                i64::try_from(channels).unwrap_or(i64::MAX),
                register(),
            )
            .with("person.acknowledged", acknowledged, register())
            .with("person.writes", roles.iter().any(writes), register());
        book.answer(&mut facts, &all);
        Ok(Self {
            event,
            facts,
            answers: all,
        })
    }
}

/// Takes the answers in the caller's transaction, after the duties of whoever leaves have lapsed: refuses when one that
/// the guideline wants is missing, keeps them with the person, and opens what follows from them.
///
/// # Errors
/// `Invalid` for `answer.<name>`; `Stopped`.
pub(super) async fn answer(
    flow: &Flow,
    tx: &dyn Tx,
    actor: &Actor,
    person: &Person,
    answers: &BTreeMap<String, String>,
) -> Result<()> {
    let book = rules::book(flow, &actor.municipality).await?;
    let step = if person.state == PersonState::Disabled {
        PersonStep::Leaves(person)
    } else {
        PersonStep::Roles(Some(person), &person.roles)
    };
    let asking = Asking::of(tx, &book, actor, step, answers).await?;
    let Asking {
        event,
        facts,
        answers,
    } = asking;
    let excused = InForce::of(flow, tx, &actor.municipality.id, None).await?.on([]);
    let decision = book.decide_with(event, &facts, flow.source().now(), &excused);
    rules::must_be_answered(&book, &facts, &decision, &answers, actor.locale)?;
    if answers.is_empty() {
        return Ok(());
    }
    let (of, id) = (&actor.municipality, person.id.as_str());
    tx.put_given(&of.id, GivenOf::Person, id, &answers).await?;
    let stored = rules::write(flow, tx, &of.id, id, &decision).await?;
    let cause = Cause::person(person);
    duties::follow(flow, tx, of, &book, &decision, Some(&stored.id), cause).await?;
    Ok(())
}
