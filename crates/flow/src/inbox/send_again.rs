//! Takes up an answer that stopped on its way.

use super::{record_of, settle_item};
use crate::crises::Hold;
use crate::journal::{self, Event};
use crate::{Actor, Flow, Result, jobs, posts, publishing, rules};
use model::person::Permission;
use model::publication::PublicationState as S;
use model::{AnswerId, Id as _};
use serde_json::json;
use store::GivenOf;

/// Sends an answer that failed or was held in a crisis, as it was written; the network is asked first what it has, so
/// that it never comes twice.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`, `Refused("crisis-hold")` while a crisis holds it and the actor may not release it.
pub async fn send_again(flow: &Flow, actor: &Actor, answer: &AnswerId) -> Result<()> {
    actor.must(Permission::Answer)?;
    let municipality = &actor.municipality.id;
    let book = rules::book(flow, &actor.municipality).await?;
    let tx = flow.store().begin().await?;
    let mut answer = tx.answer(municipality, answer).await?;
    let hold = Hold::of(&*tx, &book, municipality).await?;
    let given = tx
        .given(municipality, GivenOf::Answer, answer.id.as_str())
        .await?;
    let topic = posts::about_crisis(flow, &actor.municipality, &book, &answer.text, &given);
    if hold.must_pass(&*tx, actor, topic).await? {
        hold.release(&*tx, GivenOf::Answer, answer.id.as_str()).await?;
    }
    answer.state = publishing::again(answer.state, &[S::Failed, S::Held], &answer.key)?;
    answer.problem.clear();
    tx.update_answer(&mut answer).await?;
    settle_item(&*tx, &answer).await?;
    let item = tx.item(municipality, &answer.item).await?;
    let (record, subject) = record_of(&*tx, &item).await?;
    let data = json!({ "answer": answer.id, "item": item.id });
    let event = Event::new(record, &subject, "answer.retried", data).by(actor);
    journal::write(flow, &*tx, municipality, vec![event]).await?;
    jobs::promise(
        flow,
        &*tx,
        municipality,
        "answer",
        answer.id.as_str(),
        flow.source().now(),
    )
    .await?;
    tx.commit().await?;
    flow.wake();
    Ok(())
}
