//! What a municipality sets for its detectors: officials who may be named, words of crises, what is switched off.

mod locked;

use crate::journal::{self, Event};
use crate::{Actor, Error, FieldError, Flow, Result, rules};
pub use detect::text::Options;
use detect::text::{OptionProblem, has_words};
pub(crate) use locked::held_on;
pub use locked::{Reader, locked};
use model::Id as _;
use model::archive::RecordKind;
use model::municipality::Municipality;
use model::person::Permission;
use serde_json::json;

/// Longest set of options, in bytes of JSON: some thousand words.
const MOST: usize = 100_000;

/// A detector of texts or pictures as the form shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detector {
    /// Stable code.
    pub code: &'static str,
    /// Kebab-case name; the locale message is `finding-<name>`.
    pub name: &'static str,
    /// Word of its severity.
    pub severity: &'static str,
    /// Whether it looks for words of a list that can be added to.
    pub has_words: bool,
    /// Numbers that can be set: name, default, least and most.
    pub parameters: Vec<(&'static str, i64, i64, i64)>,
}

/// Every detector, in order of codes.
#[must_use]
pub fn all() -> Vec<Detector> {
    detect::rules()
        .into_iter()
        .map(|rule| Detector {
            code: rule.code,
            name: rule.name,
            severity: rule.severity.as_str(),
            has_words: has_words(rule.code),
            parameters: rule
                .parameters
                .iter()
                .map(|p| (p.name, p.default, p.least, p.most))
                .collect(),
        })
        .collect()
}

/// What a municipality has set. What cannot be read counts as nothing set.
#[must_use]
pub fn options(municipality: &Municipality) -> Options {
    serde_json::from_str(&municipality.detectors).unwrap_or_else(|error| {
        tracing::error!(%error, "what is set for the detectors cannot be read");
        Options::default()
    })
}

/// Sets it: from the next text on it holds. What was found before stays as it was found.
///
/// # Errors
/// `NotAllowed`; `Invalid` for a field, `words.CODE` or `parameters.CODE.name` with `what`: `no-domain`,
/// `line-without-word`, `value-out-of-range`, `detector-unknown`; for `on-CODE` `detector-locked` and for `words.CODE` or
/// `own_crisis_topics_only` `detector-words-locked`, with `what` and `clause`, where a locked clause reads what the detector
/// finds; `Refused` with `detectors-too-long`, `pack-missing`; `Conflict`.
pub async fn set(flow: &Flow, actor: &Actor, version: i64, options: Options) -> Result<()> {
    actor.must(Permission::WritePack)?;
    let book = rules::book(flow, &actor.municipality).await?;
    let mut wrong: Vec<_> = options.problems().iter().map(fault).collect();
    wrong.extend(locked::faults(&options, &book, flow.source().now(), actor.locale));
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let text = serde_json::to_string(&options).map_err(|e| Error::Internal(e.to_string()))?;
    if text.len() > MOST {
        return Err(Error::refused("detectors-too-long"));
    }
    let tx = flow.store().begin().await?;
    let mut municipality = tx.municipality(&actor.municipality.id).await?;
    if municipality.version != version {
        return Err(Error::Conflict);
    }
    municipality.detectors = text;
    tx.update_municipality(&mut municipality).await?;
    let id = &municipality.id;
    let data = json!({ "options": options });
    let event = Event::new(
        RecordKind::Municipality,
        id.as_str(),
        "municipality.detectors-set",
        data,
    )
    .by(actor);
    journal::write(flow, &*tx, id, vec![event]).await?;
    tx.commit().await?;
    Ok(())
}

fn fault(problem: &OptionProblem) -> FieldError {
    let key = match problem.key {
        "no-domain" => "no-domain",
        "line-without-word" => "line-without-word",
        "value-out-of-range" => "value-out-of-range",
        _ => "detector-unknown",
    };
    let field = match problem.field {
        "parameters" => format!("parameters.{}", problem.what),
        other => other.to_owned(),
    };
    FieldError::new(&field, key).with("what", &problem.what)
}
