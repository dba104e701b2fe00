//! A ground for hiding that picks out opinions.

use super::desk::{Desk, place};
use super::words::{first, plain};
use super::{Lint, Rule, Severity};

/// See `viewpoint_ground.md`.
pub(super) static RULE: Rule = Rule {
    code: "LNT006",
    name: "viewpoint-ground",
    severity: Severity::Error,
    page: include_str!("viewpoint_ground.md"),
    look,
};

/// Words for opinions and criticism.
const OPINION: &[&str] = &[
    "kritikk*",
    "kritisk*",
    "kritik",
    "kritiska",
    "kritiserer",
    "kritiserar",
    "critic*",
    "politisk*",
    "political*",
    "partipolitisk*",
    "meninger",
    "meiningar",
    "åsikter",
    "opinion*",
    "holdninger",
    "haldningar",
    "standpunkt*",
    "ståndpunkt*",
    "synspunkt*",
    "uenig*",
    "usamd*",
    "oenig*",
    "disagree*",
    "misnøye",
    "missnøye",
    "missnöje",
    "klager på kommunen",
    "omdømme*",
    "rykte",
    "anseende",
    "reputation",
    "negativ omtale",
    "negative comments",
    "negativa kommentarer",
    "negative kommentarer",
    "negative kommentarar",
];

/// Words that turn it: the ground does not reach opinions, or reaches something else that is named with them.
const SPARED: &[&str] = &[
    "ikke kritikk",
    "ikkje kritikk",
    "inte kritik",
    "not criticism",
    "men ikke",
    "men ikkje",
    "men inte",
    "but not",
    "selv om",
    "sjølv om",
    "även om",
    "even if",
    "uansett",
    "oavsett",
    "regardless*",
    "aldri",
    "aldrig",
    "never",
    "politisk reklame",
    "valgreklame",
    "political advertis*",
    "politisk annons*",
];

fn look(desk: &Desk<'_>, out: &mut Vec<Lint>) {
    for sheet in &desk.sheets {
        for part in sheet.parts.iter().filter(|p| p.kind == "grounds") {
            for ground in part.effect.tables("grounds") {
                let title = ground.texts("title", false);
                if let Some(word) = title.0.values().find_map(|text| opinion(text)) {
                    out.push(place(
                        &RULE,
                        &ground,
                        "title",
                        sheet.clause.id.clone(),
                        word.to_owned(),
                    ));
                }
            }
        }
    }
}

fn opinion(text: &str) -> Option<&'static str> {
    let text = plain(text);
    let found = first(&text, OPINION)?;
    first(&text, SPARED).is_none().then(|| found.trim_matches('*'))
}
