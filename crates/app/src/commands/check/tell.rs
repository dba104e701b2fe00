//! Findings for people: place, what and why, the words around it, the clause.

use super::Checked;
use detect::{Finding, Severity};
use std::fmt::Write as _;

/// Characters shown before and after a finding.
const AROUND: usize = 40;

/// Terminal codes, or nothing.
struct Paint {
    on: bool,
}

impl Paint {
    fn with(&self, code: &str, text: &str) -> String {
        if self.on {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    fn severity(&self, severity: Severity, text: &str) -> String {
        self.with(
            match severity {
                Severity::Hint => "36",
                Severity::Warning => "33;1",
                Severity::Severe => "31;1",
            },
            text,
        )
    }
}

/// The whole answer.
pub fn people(checked: &Checked<'_>, colour: bool) -> String {
    let paint = Paint { on: colour };
    let mut out = String::new();
    for finding in checked.findings {
        one(checked, finding, &paint, &mut out);
    }
    let count = checked.findings.len().to_string();
    out.push_str(&checked.speech.say("check-sum", &[("count", &count)]));
    out
}

fn one(checked: &Checked<'_>, finding: &Finding, paint: &Paint, out: &mut String) {
    let speech = checked.speech;
    let (line, column) = checked.place(finding.bytes.start, finding.chars.start);
    let severity = speech.say(&format!("severity-{}", finding.severity.as_str()), &[]);
    let confidence = speech.say(&format!("check-confidence-{}", finding.confidence.as_str()), &[]);
    let (name, reason) = checked.said(finding);
    let _ = writeln!(
        out,
        "{}:{line}:{column}: {}: {} [{}] {confidence}",
        checked.file,
        paint.severity(finding.severity, &severity),
        paint.with("1", &name),
        finding.code,
    );
    let _ = writeln!(out, "    {}", around(checked.text, finding, paint));
    if !reason.is_empty() {
        let _ = writeln!(out, "    {reason}");
    }
    if let Some(instead) = &finding.instead {
        let _ = writeln!(
            out,
            "    {}",
            speech.say("check-instead", &[("instead", instead)])
        );
    }
    for (id, title) in checked.clauses.get(finding.name).into_iter().flatten() {
        let _ = writeln!(
            out,
            "    {}",
            speech.say("check-clause", &[("id", id), ("title", title)])
        );
    }
    out.push('\n');
}

/// The finding in its line, marked.
fn around(text: &str, finding: &Finding, paint: &Paint) -> String {
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let (start, end) = (finding.bytes.start, finding.bytes.end);
    // Only what may be shown is looked at, for a line can be as long as the text.
    let from = text.floor_char_boundary(start.saturating_sub(8 * AROUND));
    let to = text.ceil_char_boundary(text.len().min(end.saturating_add(8 * AROUND)));
    let before = part(from, start).rsplit('\n').next().unwrap_or_default();
    let after = part(end, to).split('\n').next().unwrap_or_default();
    let skip = before.chars().count().saturating_sub(AROUND);
    let mut head: String = before.chars().skip(skip).collect();
    let mut tail: String = after.chars().take(AROUND).collect();
    if skip > 0 {
        head.insert(0, '…');
    }
    if tail.len() < after.len() {
        tail.push('…');
    }
    let word = visible(part(start, end));
    let mark = if paint.on {
        paint.with("4;1", &word)
    } else {
        format!("⟦{word}⟧")
    };
    format!("{}{mark}{}", visible(&head), visible(&tail))
}

/// A text from outside must not steer the terminal.
fn visible(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
