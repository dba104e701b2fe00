//! Names for ids, as pages show them.

use crate::{Page, Signed, Web, WebError};
use model::PersonId;
use std::collections::BTreeMap;

/// The names of everybody in the municipality.
pub(crate) struct Names(BTreeMap<PersonId, String>);

impl Names {
    /// Reads them.
    pub(crate) async fn of(web: &Web, me: &Signed) -> Result<Self, WebError> {
        let people = web.flow.store().read().await?.people(&me.municipality.id).await?;
        Ok(Self(people.into_iter().map(|p| (p.id, p.name)).collect()))
    }

    /// The name of a person.
    pub(crate) fn get(&self, id: &PersonId) -> String {
        self.0.get(id).cloned().unwrap_or_default()
    }
}

/// Answers to the guideline's questions, each with the question in the reader's language.
pub(crate) fn answers(
    web: &Web,
    page: &Page,
    me: &Signed,
    answers: &BTreeMap<String, String>,
) -> Result<Vec<(String, String)>, WebError> {
    let book = flow::rules::book(&web.flow, &me.municipality)?;
    let plain = |answer: String| match answer.as_str() {
        "yes" | "no" => page.t(&answer, &BTreeMap::new()),
        _ => answer,
    };
    let answered = flow::rules::answered(&book, answers, page.locale());
    Ok(answered.into_iter().map(|(question, answer)| (question, plain(answer))).collect())
}
