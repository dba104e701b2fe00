//! "I" in a text that speaks for the municipality.

use super::{Hit, Report, TextDetector, View, Wakes};
use crate::{Confidence, Rule, Severity};

/// See `first_person.md`.
pub struct FirstPerson;

static RULE: Rule = Rule {
    code: "TXT050",
    name: "first-person",
    severity: Severity::Hint,
    page: include_str!("first_person.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[],
};

/// Words from the greeting to the office that greets.
const REACH: usize = 4;

impl TextDetector for FirstPerson {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn own_texts_only(&self) -> bool {
        true
    }

    fn words(&self) -> &'static [&'static str] {
        &[include_str!("first_person.words")]
    }

    fn wakes(&self) -> Wakes {
        Wakes::Words
    }

    fn find(&self, view: &View<'_>, report: &mut Report<'_>) {
        if !is_answer(view) {
            return;
        }
        for hit in view.hits() {
            if kind(view, hit) == "first" && !hit.disguised {
                report.add(&RULE, hit.span, Confidence::Medium);
            }
        }
    }
}

fn kind<'v>(view: &'v View<'_>, hit: &Hit) -> &'v str {
    view.entry(hit).map_or("", |entry| &entry.kind)
}

/// Thanks for being asked, or signs as an office.
fn is_answer(view: &View<'_>) -> bool {
    let mut closed = None;
    view.hits().iter().any(|hit| match kind(view, hit) {
        "thanks" => true,
        "closing" => {
            closed = Some(hit.words.1);
            false
        }
        "office" => closed.is_some_and(|closing| hit.words.0 <= closing + REACH),
        _ => false,
    })
}
