//! Applies for a channel.
use crate::rules::{Point, Question};
use crate::{Actor, Error, Flow, Result};
use model::channel::Network;
use model::{ChannelId, PersonId};
use std::collections::BTreeMap;

/// The application.
#[derive(Clone, Debug, Default)]
pub struct Application {
    /// Network.
    pub network: Option<Network>,
    /// Name on the network.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Whom it is for.
    pub audience: String,
    /// Unit.
    pub unit: String,
    /// Responsible person.
    pub responsible: Option<PersonId>,
    /// Administrators on the network.
    pub administrators: Vec<PersonId>,
    /// Answers to the pack's questions.
    pub answers: BTreeMap<String, String>,
}

/// What the guideline asks of an application, and what it says of it as it stands.
///
/// # Errors
/// `NotAllowed`.
pub async fn questions(flow: &Flow, actor: &Actor, form: &Application) -> Result<(Vec<Question>, Vec<Point>)> {
    let _ = (flow, actor, form);
    Err(Error::Internal("questions".into()))
}

/// Hands in the application: the channel is in the register as requested, and the approval chain that the pack says is
/// open. A pack that asks for no approval still asks another person than the applicant (the product's own rule).
///
/// # Errors
/// `NotAllowed`; `Invalid` (`required`, `answer-required`); `Stopped`; `Refused("nobody-can-approve")` with `role`.
pub async fn apply(flow: &Flow, actor: &Actor, form: Application) -> Result<ChannelId> {
    let _ = (flow, actor, form);
    Err(Error::Internal("apply".into()))
}
