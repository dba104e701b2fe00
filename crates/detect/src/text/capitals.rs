//! Several words in capitals: shouting, and hard to read.

use super::{Report, TextDetector, View};
use crate::{Confidence, Parameter, Rule, Severity, Span};

/// See `capitals.md`.
pub struct Capitals;

static RULE: Rule = Rule {
    code: "TXT057",
    name: "capitals",
    severity: Severity::Hint,
    page: include_str!("capitals.md"),
    languages: &[],
    parameters: &[Parameter {
        name: "least-words",
        default: 4,
        least: 1,
        most: 50,
    }],
};

impl TextDetector for Capitals {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn own_texts_only(&self) -> bool {
        true
    }

    fn find(&self, view: &View<'_>, report: &mut Report<'_>) {
        let least = view.parameter(&RULE, "least-words");
        if view.pass.upper < least {
            return;
        }
        let mut run: Option<(Span, i64)> = None;
        let mut end = |run: &mut Option<(Span, i64)>| {
            if let Some((span, _)) = run.take().filter(|(_, count)| *count >= least) {
                report.add(&RULE, span, Confidence::High);
                report.mend(span, &lowered(view, span));
            }
        };
        for word in &view.pass.words {
            let span = word.span();
            let alone = word.is_capital() && span.end - span.start == 1;
            match &mut run {
                Some((whole, count)) if word.is_upper() || alone => {
                    whole.end = span.end;
                    *count += i64::from(word.is_upper());
                }
                None if word.is_upper() => run = Some((span, 1)),
                _ if word.is_number() => {}
                _ => end(&mut run),
            }
        }
        end(&mut run);
    }
}

/// What stands in a span in small letters, with a capital where a sentence begins.
fn lowered(view: &View<'_>, span: Span) -> String {
    let mut lowered = String::with_capacity(span.end - span.start);
    let mut read = span.start;
    let from = view.pass.word_at(span.start);
    let words = view.pass.words.get(from..).unwrap_or_default().iter();
    for word in words.take_while(|word| word.span().start < span.end) {
        let at = word.span();
        lowered.push_str(view.text.get(read..at.start).unwrap_or_default());
        let mut letters = view.text.get(at.start..at.end).unwrap_or_default().chars();
        if word.opens() {
            lowered.extend(letters.next());
        }
        lowered.extend(letters.flat_map(char::to_lowercase));
        read = at.end;
    }
    lowered
}
