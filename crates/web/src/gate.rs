//! What the frame of every page asks of the workflows: whose installation this is, who has come, what waits.

use crate::error::WebError;
use flow::Flow;
use model::duty::roles_of;
use model::municipality::Municipality;
use model::person::{Permission, Person};

/// What the frame of every page shows a signed-in person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notices {
    /// Approval steps that wait for this person.
    pub approvals_waiting: u32,
    /// Items in the inbox that nobody has answered or closed.
    pub inbox_open: u32,
    /// Duties that fall to this person and are open.
    pub duties_open: u32,
    /// Name of the crisis that is declared now.
    pub crisis: Option<String>,
}

/// The municipality that visitors meet: the first of the installation, `None` until it is set up.
pub(crate) async fn municipality(flow: &Flow) -> Result<Option<Municipality>, WebError> {
    Ok(flow
        .store()
        .read()
        .await?
        .municipalities()
        .await?
        .into_iter()
        .next())
}

/// What waits for `person`.
pub(crate) async fn notices(flow: &Flow, person: &Person) -> Result<Notices, WebError> {
    let read = flow.store().read().await?;
    let whose = &person.municipality;
    let mut notices = Notices {
        crisis: read.open_crisis(whose).await?.map(|c| c.title),
        ..Notices::default()
    };
    if person.may(Permission::Approve) {
        let waiting = read.open_approvals(whose, &person.roles, &person.id).await?;
        notices.approvals_waiting = u32::try_from(waiting.len()).unwrap_or(u32::MAX);
    }
    if person.may(Permission::SeeInbox) {
        let counts = read.inbox_counts(whose, flow.source().now()).await?;
        notices.inbox_open = u32::try_from(counts.new.saturating_add(counts.claimed)).unwrap_or(0);
    }
    if person.may(Permission::DoDuties) {
        let counts = read
            .duty_counts(whose, &person.id, &roles_of(person), flow.source().now())
            .await?;
        notices.duties_open = u32::try_from(counts.open).unwrap_or(0);
    }
    Ok(notices)
}

/// Whether the store answers: for the health check.
pub(crate) async fn healthy(flow: &Flow) -> Result<(), WebError> {
    flow.store().read().await?.municipalities().await?;
    Ok(())
}
