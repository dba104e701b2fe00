//! Hides a comment.

use super::evidence;
use crate::duties::{self, Cause};
use crate::journal::{self, Event};
use crate::rules::{self, Ground};
use crate::{Actor, Error, Flow, Result, jobs};
use model::item::Visibility;
use model::moderation::{Moderation, ModerationAct, ModerationState};
use model::person::Permission;
use model::{Id as _, ItemId, ModerationId};
use networks::Hide;
use rulebook::{FactSource, Facts};
use serde_json::json;

/// A reason shorter than this explains nothing to the one who is hidden.
pub(super) const REASON_MIN: usize = 20;

/// The grounds that the municipality's guideline gives.
///
/// # Errors
/// `NotAllowed`.
pub fn grounds(flow: &Flow, actor: &Actor) -> Result<Vec<Ground>> {
    actor.must(Permission::SeeInbox)?;
    let book = rules::book(flow, &actor.municipality)?;
    Ok(rules::grounds(&book, actor.locale))
}

/// How the item's network takes a comment out of sight, for the page that asks the moderator: `thread-gate`, `flag`,
/// or `none` where it cannot.
///
/// # Errors
/// `NotAllowed`, `NotFound`, the channel's credentials cannot be opened.
pub async fn means(flow: &Flow, actor: &Actor, item: &ItemId) -> Result<&'static str> {
    actor.must(Permission::SeeInbox)?;
    let read = flow.store().read().await?;
    let item = read.item(&actor.municipality.id, item).await?;
    let channel = read.channel(&actor.municipality.id, &item.channel).await?;
    drop(read);
    if item.publication.is_none() {
        return Ok(Hide::None.as_str());
    }
    Ok(flow.connector(&channel)?.capabilities().hide.as_str())
}

/// Decides to hide. In one transaction, before the network is asked: evidence (content, author, context, time, raw
/// network JSON of every version), the decision with ground and reason, the job.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Invalid` (`required`, `reason-short` under 20 characters, `ground-unknown`), `Step`,
/// `Refused("network-cannot-hide")` with `network` where the network has no way; `Stopped`.
pub async fn hide(
    flow: &Flow,
    actor: &Actor,
    item: &ItemId,
    ground: &str,
    reason: &str,
) -> Result<ModerationId> {
    actor.must(Permission::Moderate)?;
    let reason = reason.trim();
    if ground.is_empty() {
        return Err(Error::field("ground", "required"));
    }
    if reason.chars().count() < REASON_MIN {
        return Err(Error::field("reason", "reason-short"));
    }
    let book = rules::book(flow, &actor.municipality)?;
    if !rules::grounds(&book, actor.locale).iter().any(|g| g.id == ground) {
        return Err(Error::field("ground", "ground-unknown"));
    }
    let municipality = &actor.municipality.id;
    let now = flow.source().now();

    let tx = flow.store().begin().await?;
    let mut item = tx.item(municipality, item).await?;
    let channel = tx.channel(municipality, &item.channel).await?;
    let connector = flow.connector(&channel)?;
    let means = connector.capabilities().hide;
    if means == Hide::None || item.publication.is_none() {
        return Err(Error::Refused {
            key: "network-cannot-hide",
            params: vec![("network", channel.network.as_str().to_owned())],
        });
    }
    let length = i64::try_from(reason.chars().count()).unwrap_or(i64::MAX);
    let facts = Facts::new()
        .with("moderation.ground", ground, FactSource::Author)
        .with("moderation.reason_length", length, FactSource::Author)
        .with("moderation.evidence_saved", true, FactSource::Register);
    let decision = book.decide(rulebook::Event::ModerationHide, &facts, now);
    rules::must_not_stop(&book, &decision, actor.locale)?;
    let stored = rules::keep(flow, municipality, item.id.as_str(), &decision)?;

    let (record, subject) = crate::inbox::record_of(&*tx, &item).await?;
    let evidence = evidence::gather(flow, &*tx, &item, record, &subject).await?;
    let mut event = Event::new(record, &subject, "moderation.evidence", evidence.data).by(actor);
    for (name, bytes) in &evidence.raw {
        event = event.part(name, "application/json", bytes);
    }
    let entries = journal::write(flow, &*tx, municipality, vec![event]).await?;
    let Some(entry) = entries.into_iter().next() else {
        return Err(Error::Internal("no evidence entry".to_owned()));
    };

    item.visibility = item.visibility.go(Visibility::Hiding)?;
    tx.update_item(&mut item).await?;
    let moderation = Moderation {
        id: flow.source().id(),
        municipality: municipality.clone(),
        item: item.id.clone(),
        act: ModerationAct::Hide,
        ground: ground.to_owned(),
        reason: reason.to_owned(),
        evidence: entry,
        state: ModerationState::Decided,
        means: means.as_str().to_owned(),
        problem: String::new(),
        decided_by: actor.person.id.clone(),
        decided_at: now,
        confirmed_at: None,
        version: 1,
    };
    tx.insert_moderation(&moderation).await?;
    tx.insert_decisions(std::slice::from_ref(&stored)).await?;
    let data = json!({
        "moderation": moderation.id, "item": item.id, "act": moderation.act, "ground": ground, "reason": reason,
        "evidence": moderation.evidence, "means": moderation.means, "decision": stored.id, "pack": stored.pack_digest,
    });
    journal::write(
        flow,
        &*tx,
        municipality,
        vec![Event::new(record, &subject, "moderation.decided", data).by(actor)],
    )
    .await?;
    let cause = Cause::item(item.id.as_str(), &item.author_name, (record, &subject));
    let of = &actor.municipality;
    duties::follow(flow, &*tx, of, &book, &decision, Some(&stored.id), cause).await?;
    jobs::promise(
        flow,
        &*tx,
        municipality,
        "moderate",
        moderation.id.as_str(),
        moderation.decided_at,
    )
    .await?;
    tx.commit().await?;
    flow.wake();
    Ok(moderation.id)
}
