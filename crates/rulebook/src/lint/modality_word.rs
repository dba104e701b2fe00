//! What a clause says is weaker or stronger than its modality.

use super::desk::Desk;
use super::words::{first, plain};
use super::{Lint, Rule, Severity};
use crate::Modality;

/// See `modality_word.md`.
pub(super) static RULE: Rule = Rule {
    code: "LNT021",
    name: "modality-word",
    severity: Severity::Warning,
    page: include_str!("modality_word.md"),
    look,
};

/// Words of duty, of advice and of leave. Nordic "må ikke" forbids, Swedish "måste inte" frees; both are left alone.
const DUTY: &[&str] = &[
    "skal",
    "må",
    "plikter",
    "plikt",
    "forbudt",
    "forbode",
    "ska",
    "måste",
    "får inte",
    "förbjudet",
    "must",
    "shall",
];
const ADVICE: &[&str] = &[
    "bør",
    "bör",
    "should",
    "helst",
    "oppfordres",
    "oppmodast",
    "uppmanas",
];
const LEAVE: &[&str] = &["kan", "får", "may", "har lov til"];

fn look(desk: &Desk<'_>, out: &mut Vec<Lint>) {
    for sheet in &desk.sheets {
        // "Må gjerne" is an invitation.
        let text = plain(sheet.clause.says.get(desk.language)).replace(" må gjerne ", " kan gjerne ");
        let (duty, advice, leave) = (first(&text, DUTY), first(&text, ADVICE), first(&text, LEAVE));
        let contrary = match (sheet.clause.modality, duty, advice, leave) {
            (Modality::Must | Modality::MustNot, None, Some(word), _) => Some(word),
            (Modality::Should | Modality::ShouldNot, Some(word), None, None) => Some(word),
            (Modality::May, Some(word), None, None) => Some(word),
            _ => None,
        };
        if let Some(word) = contrary
            && !sheet.clause.product_default
        {
            out.push(sheet.lint(
                &RULE,
                "says",
                format!("{word} / {}", sheet.clause.modality.as_str()),
            ));
        }
    }
}
