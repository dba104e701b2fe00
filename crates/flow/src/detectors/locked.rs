//! Detectors that stay on: a locked clause reads what they find. A municipality may not leave out what law asks of it, and
//! without its detector a clause would hold nothing and say nothing.

use crate::{Actor, FieldError, Flow, Result, rules};
use detect::Rule;
use detect::text::Options;
use model::{Locale, Millis};
use rulebook::{Clause, Rulebook, Told};
use serde::Serialize;
use std::collections::BTreeMap;

/// Facts that detectors decide besides the lists of findings, by the detector's name.
const DECIDES: [(&str, &[&str]); 9] = [
    ("ai-mark", &["post.ai_label"]),
    ("case-question", &["item.case_question"]),
    ("crisis-topic", &[CRISIS]),
    ("faces", &["post.media[].faces"]),
    ("link", &["post.link_broken"]),
    ("missing-captions", &["post.media[].uncaptioned"]),
    ("political-question", &["item.political_question"]),
    ("text-in-picture", &["post.media[].text_untold"]),
    ("useless-alt-text", &["post.media[].alt_useless"]),
];
/// Whether a post is about the crisis.
const CRISIS: &str = "post.topic_crisis";

/// A locked clause that reads what a detector finds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reader {
    /// Its id.
    pub clause: String,
    /// Its title in the reader's language.
    pub title: String,
}

/// The detectors, by their codes, that cannot be switched off under the guideline in force, each with the locked clauses
/// that read it.
///
/// # Errors
/// `Refused("pack-missing")`; the database.
pub async fn locked(flow: &Flow, actor: &Actor) -> Result<BTreeMap<&'static str, Vec<Reader>>> {
    let book = rules::book(flow, &actor.municipality).await?;
    let of = |(rule, clauses): (&'static Rule, Vec<&Clause>)| {
        let reader = |clause: &&Clause| Reader {
            clause: clause.id.clone(),
            title: clause.title.get(actor.locale).to_owned(),
        };
        (rule.code, clauses.iter().map(reader).collect())
    };
    Ok(readers(&book, flow.source().now()).map(of).collect())
}

/// What a municipality has set, as it holds while locked clauses read some detectors: those are on, with their words.
pub(crate) fn held_on(mut options: Options, book: &Rulebook, now: Millis) -> Options {
    for (rule, _) in readers(book, now) {
        options.off.retain(|code| code != rule.code);
        if let Some(words) = options.words.get_mut(rule.code) {
            let kept: Vec<&str> = words.lines().filter(|line| !takes_all(line)).collect();
            *words = kept.join("\n");
        }
        if decides(rule).contains(&CRISIS) {
            options.own_crisis_topics_only = false;
        }
    }
    options
}

/// What of it would silence a locked clause, field by field.
pub(super) fn faults(options: &Options, book: &Rulebook, now: Millis, locale: Locale) -> Vec<FieldError> {
    let mut wrong = Vec::new();
    for (rule, clauses) in readers(book, now) {
        let title = clauses.first().map_or("", |clause| clause.title.get(locale));
        let mut add = |field: &str, key| {
            wrong.push(
                FieldError::new(field, key)
                    .with("what", rule.code)
                    .with("clause", title),
            );
        };
        if options.off.iter().any(|code| code == rule.code) {
            add(&format!("on-{}", rule.code), "detector-locked");
        }
        if options
            .words
            .get(rule.code)
            .is_some_and(|words| words.lines().any(takes_all))
        {
            add(&format!("words.{}", rule.code), "detector-words-locked");
        }
        if options.own_crisis_topics_only && decides(rule).contains(&CRISIS) {
            add("own_crisis_topics_only", "detector-words-locked");
        }
    }
    wrong
}

/// The rules that locked clauses read, each with those clauses.
fn readers(book: &Rulebook, now: Millis) -> impl Iterator<Item = (&'static Rule, Vec<&Clause>)> {
    detect::rules().into_iter().filter_map(move |rule| {
        let told = told(rule);
        let clauses = book.locked_on(&told, now);
        (!clauses.is_empty()).then_some((rule, clauses))
    })
}

fn told(rule: &'static Rule) -> Told<'static> {
    // Findings about pictures stand in no list that clauses read.
    let listed = detect::text::rules().any(|text| text.code == rule.code);
    let told = if listed {
        Told::finding(rule.code, rule.name, rule.severity.as_str())
    } else {
        Told::default()
    };
    told.with_facts(decides(rule))
}

fn decides(rule: &Rule) -> &'static [&'static str] {
    let found = DECIDES.iter().find(|(name, _)| *name == rule.name);
    found.map_or(&[], |(_, facts)| *facts)
}

/// Whether a line of a word list takes all built-in words away.
fn takes_all(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with('-') && line.trim_start_matches('-').trim() == "*"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_detector_and_fact_that_is_named_is_known() {
        for (name, facts) in DECIDES {
            assert!(detect::rules().iter().any(|rule| rule.name == name), "{name}");
            for fact in facts {
                let known = rulebook::vocabulary::find_read(&fact.replace("[]", "[0]"));
                assert!(known.is_some(), "{fact}");
            }
        }
    }
}
