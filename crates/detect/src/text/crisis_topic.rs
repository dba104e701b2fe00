//! Fire, accident, missing person: what makes it wise to ask before anything is sent.

use super::{Options, Report, TextDetector, View};
use crate::{Confidence, Rule, Severity};

/// See `crisis_topic.md`.
pub struct CrisisTopic;

static RULE: Rule = Rule {
    code: "TXT010",
    name: "crisis-topic",
    severity: Severity::Hint,
    page: include_str!("crisis_topic.md"),
};

impl TextDetector for CrisisTopic {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn words<'o>(&self, options: &'o Options) -> &'o str {
        options
            .crisis_words
            .as_deref()
            .unwrap_or(include_str!("crisis_topic.words"))
    }

    fn find(&self, view: &View<'_>, report: &mut Report) {
        for hit in view.hits {
            report.add(&RULE, *hit, Confidence::Medium);
        }
    }
}
