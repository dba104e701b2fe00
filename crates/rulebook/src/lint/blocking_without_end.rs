//! A person is shut out, and nothing says until when.

use super::desk::Desk;
use super::words::{first, plain};
use super::{Lint, Rule, Severity};

/// See `blocking_without_end.md`.
pub(super) static RULE: Rule = Rule {
    code: "LNT009",
    name: "blocking-without-end",
    severity: Severity::Warning,
    page: include_str!("blocking_without_end.md"),
    look,
};

/// Words for shutting somebody out.
const SHUT: &[&str] = &[
    "blokker*",
    "blokkert",
    "utesteng*",
    "utestenging*",
    "kastes ut",
    "stengt ute",
    "blockera*",
    "blockeras",
    "stängs av",
    "stänga av",
    "avstängd*",
    "avstängning*",
    "block the person",
    "blocked",
    "ban",
    "banned",
    "shut out",
];

/// Words that end it, or say that it is not done.
const ENDED: &[&str] = &[
    "dag",
    "dager",
    "dagar",
    "døgn",
    "dygn",
    "uke",
    "uker",
    "veke",
    "veker",
    "vecka",
    "veckor",
    "måned",
    "måneder",
    "månad",
    "månader",
    "månadar",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "år",
    "year",
    "years",
    "inntil",
    "fram til",
    "tidsbegrens*",
    "tidsavgrens*",
    "tidsbegräns*",
    "for a limited time",
    "until",
    "ikke",
    "ikkje",
    "inte",
    "not",
    "aldri",
    "aldrig",
    "never",
    "oppheves",
    "vurderes på nytt",
    "vurderast på nytt",
    "omprövas",
    "reviewed",
];

/// Kinds whose words say what is done to people.
const KINDS: [&str; 5] = ["grounds", "consequence", "house-rule", "procedure", "decide"];

fn look(desk: &Desk<'_>, out: &mut Vec<Lint>) {
    for sheet in &desk.sheets {
        for part in sheet.parts.iter().filter(|p| KINDS.contains(&p.kind.as_str())) {
            let texts = [sheet.clause.says.clone(), part.effect.texts("text", false)];
            let found = texts.iter().flat_map(|t| t.0.values()).find_map(|text| {
                let text = plain(text);
                first(&text, SHUT).filter(|_| first(&text, ENDED).is_none())
            });
            if let Some(word) = found {
                out.push(sheet.lint_part(part, &RULE, "text", word.trim_matches('*')));
            }
        }
    }
}
