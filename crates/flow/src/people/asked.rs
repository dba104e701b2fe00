//! What the guideline asks about a person who comes, gets other roles, or leaves.

use crate::duties::{self, Cause};
use crate::rules::{self, Point, Question};
use crate::waivers::InForce;
use crate::{Actor, Flow, Result};
use model::Id as _;
use model::person::{Permission, Person, PersonState, Role};
use rulebook::{Event, Facts, Rulebook};
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
    /// Somebody new is invited with these roles; whether for a while only.
    Comes(&'a [Role], bool),
    /// Gets other roles, as they stand in the person given, or comes back.
    Roles(&'a Person),
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
        let (event, person) = match step {
            PersonStep::Comes(..) => (Event::PersonRole, None),
            PersonStep::Roles(person) => (Event::PersonRole, Some(person)),
            PersonStep::Leaves(person) => (Event::PersonLeave, Some(person)),
        };
        let mut all = BTreeMap::new();
        if let Some(person) = person {
            all = read.given(&of.id, GivenOf::Person, person.id.as_str()).await?;
        }
        all.extend(rules::given(answers));
        let mut facts = match step {
            PersonStep::Comes(roles, temporary) => duties::newcomer(of, roles, temporary),
            PersonStep::Roles(person) | PersonStep::Leaves(person) => {
                duties::known_of_person(read, book, of, person).await?.0
            }
        };
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
        PersonStep::Roles(person)
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
