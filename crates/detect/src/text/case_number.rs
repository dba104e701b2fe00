//! Numbers of cases and documents in Norwegian and Swedish archives.

use super::{Cue, Gap, Group, Report, TextDetector, View, engine};
use crate::{Confidence, Rule, Severity, Span};

/// See `case_number.md`.
pub struct CaseNumber;

static RULE: Rule = Rule {
    code: "TXT019",
    name: "case-number",
    severity: Severity::Hint,
    page: include_str!("case_number.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[],
};

impl TextDetector for CaseNumber {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, view: &View<'_>, report: &mut Report<'_>) {
        let groups = view.pass.groups();
        let mut rest = groups;
        while let [year, tail @ ..] = rest {
            rest = tail;
            if report.is_full(&RULE) {
                return;
            }
            if let Some((span, confidence, used)) = case(view, year, tail) {
                report.add(&RULE, span, confidence);
                rest = tail.get(used..).unwrap_or_default();
            }
        }
    }
}

/// Year and running number, "2024/1234", with a document's number after a hyphen; in Sweden with the board's letters before it.
fn case(view: &View<'_>, year: &Group, tail: &[Group]) -> Option<(Span, Confidence, usize)> {
    let pass = view.pass;
    let number = tail.first()?;
    if !matches!(year.count(), 2 | 4) || number.count() > 6 {
        return None;
    }
    let value_of = |group| {
        pass.digits_of(group)
            .iter()
            .fold(0, |value, digit| value * 10 + u32::from(*digit))
    };
    let value = value_of(year);
    let full = year.count() == 4 && matches!(value, 1950..=2099);
    if !(full || year.count() == 2)
        || year.plus
        || !matches!(
            year.gap,
            Gap::Break | Gap::Space | Gap::Line | Gap::Colon | Gap::Comma
        )
    {
        return None;
    }
    let text = &pass.folded;
    let between = text.get(year.span().end..number.span().start)?;
    let slash = between == "/";
    // After a hyphen fewer digits are a month.
    let parted = slash || (matches!(between, "-" | ":") && number.count() >= 3);
    if !parted {
        return None;
    }
    let document = tail
        .get(1)
        .filter(|next| text.get(number.span().end..next.span().start) == Some("-") && next.count() <= 4);
    let last = document.unwrap_or(number);
    // Another slash or hyphen: a date or a path.
    let after = text.get(last.span().end..).and_then(|rest| rest.chars().next());
    if after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '_' | '%' | '='))
        || tail
            .get(if document.is_some() { 2 } else { 1 })
            .is_some_and(|next| matches!(next.gap, Gap::Hyphen | Gap::Slash | Gap::Colon))
    {
        return None;
    }
    let board = board(view, year);
    let start = board.unwrap_or(year.span().start);
    let span = Span {
        start,
        end: last.span().end,
    };
    let before = text.get(..start).and_then(|rest| rest.chars().next_back());
    if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '_' | '=' | '-' | '.' | '%')) {
        return None;
    }
    let running = value_of(number);
    // "2023/2024", "2023/24" are a school year or a winter.
    let next_year = document.is_none() && (running == value + 1 || running == (value + 1) % 100);
    let named = engine::context::cue(
        view,
        Span {
            start,
            end: last.span().end,
        },
    ) == Cue::Case;
    let confidence = match (named, board.is_some(), slash && full) {
        (true, _, _) => Confidence::High,
        (false, true, true) => Confidence::High,
        (false, true, false) if full => Confidence::Medium,
        (false, false, true) if !next_year && number.count() >= 3 => Confidence::Medium,
        _ => return None,
    };
    Some((span, confidence, if document.is_some() { 2 } else { 1 }))
}

/// Where the letters of a Swedish board begin: "KS 2024/123", "KSN-2024-123".
fn board(view: &View<'_>, year: &Group) -> Option<usize> {
    let pass = view.pass;
    let index = pass.word_at(year.span().start);
    let parted = pass.words.get(index)?.gap;
    let word = pass.words.get(index.checked_sub(1)?)?;
    let letters = word.span().end - word.span().start;
    let joined = matches!(parted, Gap::Space | Gap::Hyphen | Gap::Slash);
    (joined && word.is_upper() && !word.is_mixed() && (2..=5).contains(&letters)).then_some(word.span().start)
}
