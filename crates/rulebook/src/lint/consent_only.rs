//! Consent as the only basis for a picture, under Swedish law.

use super::desk::{Desk, Sheet};
use super::{Lint, Rule, Severity};
use crate::lang::{Env, Truth};
use crate::{FactSource, Facts, Value};

/// See `consent_only.md`.
pub(super) static RULE: Rule = Rule {
    code: "LNT007",
    name: "consent-only",
    severity: Severity::Error,
    page: include_str!("consent_only.md"),
    look,
};

/// Bases other than consent.
const OTHERS: [&str; 3] = ["public-task", "contract", "situation"];

fn look(desk: &Desk<'_>, out: &mut Vec<Lint>) {
    if !desk.sweden {
        return;
    }
    for sheet in &desk.sheets {
        if OTHERS.iter().all(|basis| refuses(sheet, &picture(basis, false)))
            && !refuses(sheet, &picture("consent", true))
        {
            out.push(sheet.lint(&RULE, "require", ""));
        }
    }
}

/// Whether the clause concerns such a picture and says no to it.
fn refuses(sheet: &Sheet<'_>, facts: &Facts) -> bool {
    let mut env = Env::new(facts);
    sheet.clause.parts.iter().any(|part| {
        let concerns = part
            .when
            .as_ref()
            .is_none_or(|when| when.run(&mut env) != Truth::False);
        concerns && part.require.iter().any(|c| c.run(&mut env) == Truth::False)
    })
}

/// One picture of a person who can be recognised, all else as it should be.
fn picture(basis: &str, consent: bool) -> Facts {
    let element: [(&str, Value); 11] = [
        ("id", "1".into()),
        ("alt", "En person ved kaia".into()),
        ("alt_useless", false.into()),
        ("credit", "Kari Nordmann".into()),
        ("permission", true.into()),
        ("person_identifiable", true.into()),
        ("colleague", false.into()),
        ("basis", basis.into()),
        ("written_consent", consent.into()),
        ("guardian_consent", consent.into()),
        ("ai", false.into()),
    ];
    Facts::new()
        .with("post.has_media", true, FactSource::Author)
        .with("post.media", vec![Value::from(element)], FactSource::Author)
}
