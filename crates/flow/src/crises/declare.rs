//! Declares a crisis: everything due is held.
use crate::{Actor, Error, Flow, Result};
use model::CrisisId;
use serde::Serialize;

/// What the municipality's guideline says of a crisis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CrisisRule {
    /// Clause id.
    pub clause: String,
    /// What it says, restated, in the reader's language.
    pub says: String,
    /// `all-via-group`, `topic`, `decide`.
    pub mode: String,
    /// True when the document is silent and this is the product's advice.
    pub product_default: bool,
}

/// The rule, in the actor's language.
///
/// # Errors
/// `NotAllowed`.
pub fn rule(flow: &Flow, actor: &Actor) -> Result<CrisisRule> {
    let _ = (flow, actor);
    Err(Error::Internal("rule".into()))
}

/// Declares. In one transaction every scheduled or prepared publication becomes held; answers under way too. What is
/// already being sent is confirmed, not stopped.
///
/// # Errors
/// `NotAllowed`, `Invalid` (`required`), `Refused("crisis-open")`.
pub async fn declare(flow: &Flow, actor: &Actor, title: &str) -> Result<CrisisId> {
    let _ = (flow, actor, title);
    Err(Error::Internal("declare".into()))
}
