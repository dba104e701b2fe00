//! What publications mean for their post.

use super::check::chosen;
use super::facts;
use super::submit::title;
use crate::crises::InCrisis;
use crate::duties::{self, Cause};
use crate::waivers::InForce;
use crate::{Flow, Result, rules};
use model::Id as _;
use model::municipality::Municipality;
use model::post::{PostState, Revision};
use model::publication::{Publication, PublicationState};
use model::waiver::WaiverSubject;
use rulebook::{Event, Facts, Outcome, Rulebook};
use store::Tx;

/// Ends a post when all its publications have ended, counting `changed` as it is about to be stored.
pub(crate) async fn settle(flow: &Flow, tx: &dyn Tx, changed: &Publication) -> Result<()> {
    let ended = |p: &Publication| {
        matches!(
            p.state,
            PublicationState::Published | PublicationState::Cancelled | PublicationState::Removed
        )
    };
    let others = tx
        .publications_of(&changed.municipality, std::slice::from_ref(&changed.post))
        .await?;
    let open = others
        .iter()
        .any(|p| p.revision == changed.revision && p.id != changed.id && !ended(p));
    let mut post = tx.post(&changed.municipality, &changed.post).await?;
    if !open && ended(changed) && post.state == PostState::Scheduled {
        post.state = post.state.go(PostState::Done)?;
        post.changed_at = flow.source().now();
        tx.update_post(&mut post).await?;
    }
    Ok(())
}

/// Asks the rulebook once more, with what is known now, in the transaction that goes to "sending".
pub(crate) async fn blocked_at_sending(
    flow: &Flow,
    tx: &dyn Tx,
    revision: &Revision,
    crisis: InCrisis,
) -> Result<bool> {
    let municipality = tx.municipality(&revision.municipality).await?;
    let book = rules::book(flow, &municipality).await?;
    let author = author(tx, &municipality, &book, revision).await?;
    let known = facts::of_content(flow, &municipality, &book, &revision.content, author, crisis);
    let thing = (WaiverSubject::Post, revision.post.as_str());
    let excused = InForce::of(flow, tx, &municipality.id, Some(thing)).await?;
    let excused = excused.on(&revision.content.channels);
    let decision = book.decide_with(Event::PostPublish, &known.facts, flow.source().now(), &excused);
    let stored = rules::write(flow, tx, &municipality.id, revision.post.as_str(), &decision).await?;
    let blocked = matches!(decision.outcome, Outcome::Block | Outcome::Conflict);
    if !blocked {
        let about = title(&revision.content.text);
        let cause = Cause::post(revision.post.as_str(), &about);
        duties::follow(flow, tx, &municipality, &book, &decision, Some(&stored.id), cause).await?;
    }
    Ok(blocked)
}

/// What is known of the author of a post that is about to be sent.
async fn author(
    tx: &dyn Tx,
    municipality: &Municipality,
    book: &Rulebook,
    revision: &Revision,
) -> Result<Facts> {
    let post = tx.post(&municipality.id, &revision.post).await?;
    let person = tx.person(&municipality.id, &post.author).await?;
    let channels = chosen(tx, municipality, &revision.content.channels).await?;
    let acknowledged = duties::has_acknowledged(tx, book, &person).await?;
    Ok(duties::author(&person, &channels, Some(acknowledged)))
}
