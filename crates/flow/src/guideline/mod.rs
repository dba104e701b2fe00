//! The guideline at work: each clause and what the system does for it.
use crate::{Actor, Error, Flow, Result};
use serde::Serialize;

/// A clause as the guideline page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct ClauseView {
    /// Id.
    pub id: String,
    /// Section.
    pub section: String,
    /// Title.
    pub title: String,
    /// What it says, restated.
    pub says: String,
    /// Modality word.
    pub modality: String,
    /// Status word: `automated`, `attested`, `manual`, `taught`, `protected`, `informative`.
    pub status: String,
    /// Kind of control: `gate`, `ask`, `approve`, `deadline` …
    pub control: String,
    /// True when the product advises it and the document is silent.
    pub product_default: bool,
}

/// The clauses of the actor's municipality, with the pack's title and digest.
///
/// # Errors
/// `NotAllowed`.
pub fn clauses(flow: &Flow, actor: &Actor) -> Result<(String, String, Vec<ClauseView>)> {
    let _ = (flow, actor);
    Err(Error::Internal("clauses".into()))
}
