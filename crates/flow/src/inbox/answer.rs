//! Answers in the municipality's name.
use crate::posts::Checked;
use crate::{Actor, Error, Flow, Result};
use model::{AnswerId, ItemId};

/// What the guideline says of an answer while it is typed.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn check_answer(flow: &Flow, actor: &Actor, item: &ItemId, text: &str) -> Result<Checked> {
    let _ = (flow, actor, item, text);
    Err(Error::Internal("check_answer".into()))
}

/// Stores the answer with its key and promises the job that sends it, in one transaction.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Invalid` (`required`), `Refused` with `text-over-limit`, `crisis-hold`,
/// `claimed-by-other`, `item-gone`; `Stopped`.
pub async fn answer(flow: &Flow, actor: &Actor, item: &ItemId, text: &str) -> Result<AnswerId> {
    let _ = (flow, actor, item, text);
    Err(Error::Internal("answer".into()))
}
