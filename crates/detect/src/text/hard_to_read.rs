//! Long sentences, and texts of many long words: Björnsson's LIX (1968), words a sentence plus per cent of words longer than
//! six letters.

use super::{Report, TextDetector, View};
use crate::{Confidence, Parameter, Rule, Severity, Span};

/// See `hard_to_read.md`.
pub struct HardToRead;

static RULE: Rule = Rule {
    code: "TXT053",
    name: "hard-to-read",
    severity: Severity::Hint,
    page: include_str!("hard_to_read.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[
        Parameter {
            name: "lix",
            default: 45,
            least: 20,
            most: 100,
        },
        Parameter {
            name: "sentence-words",
            default: 30,
            least: 10,
            most: 200,
        },
        Parameter {
            name: "least-words",
            default: 60,
            least: 10,
            most: 1_000,
        },
    ],
};

impl TextDetector for HardToRead {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn own_texts_only(&self) -> bool {
        true
    }

    fn find(&self, view: &View<'_>, report: &mut Report<'_>) {
        let parameter = |name| usize::try_from(view.parameter(&RULE, name)).unwrap_or(usize::MAX);
        let most = parameter("sentence-words");
        let words = &view.pass.words;
        let mut sentences = 0;
        for sentence in view.pass.sentences() {
            sentences += 1;
            if sentence.len() > most
                && let (Some(first), Some(last)) = (words.get(sentence.start), words.get(sentence.end - 1))
            {
                let span = Span {
                    start: first.span().start,
                    end: last.span().end,
                };
                report.add_kind(&RULE, Severity::Hint, span, Confidence::Medium, "long-sentence");
            }
        }
        if words.len() < parameter("least-words") || sentences == 0 {
            return;
        }
        let lix = words.len() / sentences + 100 * view.pass.long / words.len();
        if lix >= parameter("lix")
            && let (Some(first), Some(last)) = (words.first(), words.last())
        {
            let all = Span {
                start: first.span().start,
                end: last.span().end,
            };
            report.add_kind(&RULE, Severity::Hint, all, Confidence::Medium, "lix");
        }
    }
}
