//! `GET /guidelines/compare`: two guidelines, or two versions of one, beside each other.

use crate::pages::guideline::words::{Words, upper};
use crate::{FieldErrors, Fields, Page, Signed, View, Web, WebError};
use axum::extract::{Query, State};
use axum::response::Response;
use flow::packs::{Compared, Shelved};
use serde::Serialize;

/// What one clause has on a topic.
#[derive(Clone, Debug, Serialize)]
pub struct CellRow {
    /// Clause id; empty for a ground, which is in several.
    pub clause: String,
    /// Its name, or a ground's.
    pub title: String,
    /// What it comes to.
    pub said: String,
    /// When it concerns the matter; empty: always.
    pub when: String,
    /// The document is silent; the product is not.
    pub advised: bool,
}

/// A topic.
#[derive(Clone, Debug, Serialize)]
pub struct Topic {
    /// Word.
    pub word: &'static str,
    /// Whether both come to the same.
    pub same: bool,
    /// What each side has.
    pub cells: [Vec<CellRow>; 2],
}

/// A clause that differs.
#[derive(Clone, Debug, Serialize)]
pub struct Differs {
    /// Id.
    pub clause: String,
    /// Title.
    pub title: String,
    /// `added`, `removed` or `changed`.
    pub what: &'static str,
    /// What of it differs, as keys of a pack.
    pub keys: Vec<&'static str>,
    /// What it says on each side; empty where it is not there, or when both say the same.
    pub says: [String; 2],
}

/// A comparison.
#[derive(Clone, Debug, Serialize)]
pub struct Beside {
    /// Both.
    pub sides: [Shelved; 2],
    /// Topics on which one of them has something.
    pub topics: Vec<Topic>,
    /// Values that differ: label, and value on each side.
    pub params: Vec<(String, [String; 2])>,
    /// Clauses that differ.
    pub clauses: Vec<Differs>,
    /// How many clauses only each side has.
    pub only: [usize; 2],
}

/// The page.
#[derive(Debug, Serialize)]
pub struct CompareView {
    /// What can be chosen.
    pub shelf: Vec<Shelved>,
    /// Chosen.
    pub chosen: [String; 2],
    /// The comparison; `None` before two are chosen.
    pub found: Option<Beside>,
    /// What is wrong with the form.
    pub errors: FieldErrors,
}

impl View for CompareView {
    const TEMPLATE: &'static str = "guidelines/compare.html";
    fn samples() -> Vec<Self> {
        let shelf = vec![super::sample("guideline", true), super::sample("own", false)];
        let cell = |clause: &str, advised: bool| CellRow {
            clause: clause.to_owned(),
            title: "Svarfrist".to_owned(),
            said: "Gir to arbeidsdager til å svare.".to_owned(),
            when: if advised {
                "meldingen er en klage".to_owned()
            } else {
                String::new()
            },
            advised,
        };
        let topics = [
            "channel-approval",
            "post-approval",
            "reply-time",
            "grounds",
            "crisis",
            "consent",
            "credit",
            "labels",
            "watch",
            "cadence",
            "retention",
        ];
        let differs = |what, says: [&str; 2]| Differs {
            clause: "no-base/alt-text".to_owned(),
            title: "Tekst til bilder".to_owned(),
            what,
            keys: if what == "changed" {
                KEYS.to_vec()
            } else {
                Vec::new()
            },
            says: says.map(str::to_owned),
        };
        let full = Beside {
            sides: [
                super::sample("guideline", true),
                super::sample("guideline", false),
            ],
            topics: topics
                .into_iter()
                .enumerate()
                .map(|(n, word)| Topic {
                    word,
                    same: n % 2 == 0,
                    cells: [vec![cell("batsfjord/5-1", false), cell("", true)], Vec::new()],
                })
                .collect(),
            params: vec![("Arbeidsdager".to_owned(), ["2".to_owned(), "–".to_owned()])],
            clauses: vec![
                differs("changed", ["Før", "Etter"]),
                differs("added", ["", "Etter"]),
                differs("removed", ["Før", ""]),
            ],
            only: [3, 4],
        };
        let same = Beside {
            topics: Vec::new(),
            params: Vec::new(),
            clauses: Vec::new(),
            only: [0, 0],
            ..full.clone()
        };
        let view = |found, errors| Self {
            shelf: shelf.clone(),
            chosen: ["batsfjord".to_owned(), "andoy".to_owned()],
            found,
            errors,
        };
        vec![
            view(None, crate::samples::faults(&["a", "b"])),
            view(Some(full), FieldErrors::default()),
            view(Some(same), FieldErrors::default()),
        ]
    }
}

/// Keys under which clauses differ, in the order of the rulebook.
pub(crate) const KEYS: [&str; 13] = [
    "title",
    "says",
    "section",
    "modality",
    "binds",
    "status",
    "applies_to",
    "when",
    "require",
    "effect",
    "basis",
    "waiver",
    "evidence",
];

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Query(fields): Query<Fields>,
) -> Result<Response, WebError> {
    let shelf = flow::packs::shelf(&web.flow, &me).await?;
    let mine = shelf.iter().find(|s| s.in_force).map(|s| s.word.clone());
    let (mut a, b) = (fields.get("a").to_owned(), fields.get("b").to_owned());
    let (mut found, mut errors) = (None, FieldErrors::default());
    if !a.is_empty() && !b.is_empty() {
        match flow::packs::compare(&web.flow, &me, &a, &b).await {
            Ok(compared) => found = Some(beside(Words::of(&page), &compared)),
            Err(error) => errors = FieldErrors::of(&page, error)?,
        }
    } else if a.is_empty() {
        a = mine.unwrap_or_default();
    }
    let shown = CompareView {
        shelf,
        chosen: [a, b],
        found,
        errors: errors.clone(),
    };
    page.form(&shown, &errors)
}

fn beside(words: Words<'_>, compared: &Compared) -> Beside {
    let locale = words.locale;
    let text = |t: &model::Texts| t.get(locale).to_owned();
    let diff = &compared.diff;
    let topics = diff.topics.iter().map(|row| {
        let side = |side: usize| {
            let cells = row.cells.get(side).map(Vec::as_slice).unwrap_or_default();
            let told = cells.iter().map(|cell| {
                let said = words.say(&compared.told(side, row.topic, cell, locale));
                let known = compared.books.get(side).and_then(|b| b.clause(&cell.clause));
                CellRow {
                    clause: known.map(|c| c.id.clone()).unwrap_or_default(),
                    title: text(&cell.title),
                    said: if said.is_empty() { text(&cell.says) } else { said },
                    when: cell.when.as_ref().map(text).unwrap_or_default(),
                    advised: cell.product_default,
                }
            });
            told.collect::<Vec<_>>()
        };
        Topic {
            word: row.topic.as_str(),
            same: row.same,
            cells: [side(0), side(1)],
        }
    });
    let clauses = diff.clauses.iter().map(|row| {
        let says = compared
            .clause(&row.clause)
            .map(|c| c.map(|c| text(&c.says)).unwrap_or_default());
        let [before, after] = &says;
        Differs {
            clause: row.clause.clone(),
            title: text(&row.title),
            what: row.change.as_str(),
            keys: row.keys.clone(),
            says: if before == after {
                <[String; 2]>::default()
            } else {
                says
            },
        }
    });
    let params = diff.params.iter().map(|p| {
        let label = upper(p.label.get(locale));
        (
            label,
            p.values
                .each_ref()
                .map(|v| words.named(&flow::packs::value(v.as_ref()))),
        )
    });
    Beside {
        sides: compared.sides.clone(),
        topics: topics.filter(|t| t.cells.iter().any(|c| !c.is_empty())).collect(),
        params: params.collect(),
        clauses: clauses.collect(),
        only: diff.only,
    }
}
