//! The guideline at work: each clause and what the system does for it.

use crate::{Actor, Flow, Result, rules};
use model::person::Permission;
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

/// The clauses of the actor's municipality, with the pack's title and digest. The municipality's own clauses come
/// first, in the order of its document; then those of the packs that it extends.
///
/// # Errors
/// `NotAllowed`.
pub fn clauses(flow: &Flow, actor: &Actor) -> Result<(String, String, Vec<ClauseView>)> {
    actor.must(Permission::SeeGuideline)?;
    let book = rules::book(flow, &actor.municipality)?;
    let locale = actor.locale;
    let mut views = Vec::with_capacity(book.clauses().len());
    for pack in book.packs() {
        views.extend(
            book.clauses()
                .iter()
                .filter(|c| c.pack == pack.id)
                .map(|clause| ClauseView {
                    id: clause.id.clone(),
                    section: clause.section.clone(),
                    title: clause.title.get(locale).to_owned(),
                    says: clause.says.get(locale).to_owned(),
                    modality: clause.modality.as_str().to_owned(),
                    status: clause.status.as_str().to_owned(),
                    control: clause.kind.to_owned(),
                    product_default: clause.product_default,
                }),
        );
    }
    Ok((
        book.title().get(locale).to_owned(),
        book.digest().to_owned(),
        views,
    ))
}
