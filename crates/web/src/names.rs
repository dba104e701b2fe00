//! The guideline's questions in words.

use crate::{Page, Signed, Web, WebError};
use model::post::MediaNote;
use std::collections::BTreeMap;

/// Answers to the guideline's questions, each with the question in the reader's language; `media` are what some are about.
pub(crate) async fn answers(
    web: &Web,
    page: &Page,
    me: &Signed,
    answers: &BTreeMap<String, String>,
    media: &[(&str, &MediaNote)],
) -> Result<Vec<(String, String)>, WebError> {
    let book = flow::rules::book(&web.flow, &me.municipality).await?;
    let plain = |answer: String| match answer.as_str() {
        "yes" | "no" => page.t(&answer, &BTreeMap::new()),
        _ => answer,
    };
    let answered = flow::rules::answered(&book, answers, media, page.locale());
    Ok(answered
        .into_iter()
        .map(|(question, answer)| (question, plain(answer)))
        .collect())
}
