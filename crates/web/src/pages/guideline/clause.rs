//! `GET /guideline/{pack}/{clause}`: everything about one clause.

use super::show::{ClauseLine, DoingLine, line};
use super::words::{Words, upper};
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::Actor;
use flow::guideline::{ClausePage, ConditionView, DecisionLine, Law};
use model::person::Permission;
use serde::Serialize;

/// A day on which the clause came up.
#[derive(Debug, Serialize)]
pub struct DecisionRow {
    /// When its last decision was, in milliseconds.
    pub at: i64,
    /// Word of the outcome.
    pub outcome: String,
    /// `advised`, `measured` or empty.
    pub mark: String,
    /// How many that day.
    pub count: i64,
    /// The step, in words.
    pub what: String,
    /// Where what it was about is shown; empty when nowhere, or not to this reader.
    pub href: String,
}

/// A duty.
#[derive(Debug, Serialize)]
pub struct DutyRow {
    /// Id.
    pub id: String,
    /// What was to be done.
    pub what: String,
    /// What it was about; may be empty.
    pub about: String,
    /// When it is due, in milliseconds.
    pub due_at: i64,
    /// Word of the state.
    pub state: String,
    /// Open and past its time.
    pub overdue: bool,
}

/// The page.
#[derive(Debug, Serialize)]
pub struct ClauseView {
    /// What the list shows too.
    pub clause: ClauseLine,
    /// The guideline that it is read in; `None` for the one in force, of which evidence is kept.
    pub shelf: Option<flow::packs::Shelved>,
    /// Title of the pack.
    pub pack: String,
    /// `own`, `base` or `advice`.
    pub origin: &'static str,
    /// Whom it binds, in words.
    pub binds: String,
    /// Word of the capacity.
    pub capacity: &'static str,
    /// What the product keeps, in the pack's words; may be empty.
    pub kept: String,
    /// Conditions in words.
    pub conditions: Vec<ConditionView>,
    /// Law and guidance.
    pub basis: Vec<Law>,
    /// Who may waive it, in a sentence.
    pub waive: String,
    /// Whether the reader may ask for it here, and see what others have asked for.
    pub waivable: bool,
    /// Parameters: label and value.
    pub params: Vec<(String, String)>,
    /// Numbers and situations of its lessons.
    pub lessons: Vec<(usize, String)>,
    /// Examples of how it decides: a situation, and the word of what comes out.
    pub examples: Vec<(String, &'static str)>,
    /// Tag of the language of the examples; may be empty.
    pub examples_lang: String,
    /// Whether the reader sees evidence.
    pub evidence: bool,
    /// Days with decisions.
    pub decisions: Vec<DecisionRow>,
    /// Duties.
    pub duties: Vec<DutyRow>,
}

impl View for ClauseView {
    const TEMPLATE: &'static str = "guideline/clause.html";
    fn samples() -> Vec<Self> {
        let text = |full: bool, text: &str| if full { text.to_owned() } else { String::new() };
        let view = |full: bool| Self {
            clause: ClauseLine {
                id: "batsfjord/4.3-3".to_owned(),
                section: text(full, "4.3"),
                lang: "nb".to_owned(),
                title: "Fotografen skal krediteres".to_owned(),
                says: "Bilder skal ha navn på fotografen.".to_owned(),
                foreign: ["", "en", "en"],
                modality: "must",
                status: if full { "automated" } else { "manual" },
                measured: full,
                doing: [false, true]
                    .map(|advised| DoingLine {
                        text: "Kontrollerer regelen når et innlegg sendes inn.".to_owned(),
                        advised,
                    })
                    .to_vec(),
                manual_reason: text(!full, "Bare mennesker ser det."),
                proof: vec!["Gjaldt 12 ganger: 10 i orden.".to_owned()],
                gaps: if full {
                    vec!["2 oppgaver er over fristen.".to_owned()]
                } else {
                    Vec::new()
                },
            },
            shelf: None,
            pack: "Båtsfjord".to_owned(),
            origin: if full { "own" } else { "advice" },
            binds: "Nettredaktøren".to_owned(),
            capacity: "official",
            kept: text(full, "Navnet på fotografen ved hvert bilde."),
            conditions: if full {
                vec![
                    ConditionView {
                        when: "innlegget har bilder".to_owned(),
                        require: vec!["for hvert av bildene: fotografen er fylt ut".to_owned()],
                        why: "Bildet har ingen fotograf.".to_owned(),
                        fix: "Skriv navnet.".to_owned(),
                    },
                    ConditionView {
                        when: String::new(),
                        require: Vec::new(),
                        why: String::new(),
                        fix: String::new(),
                    },
                ]
            } else {
                Vec::new()
            },
            basis: if full {
                [true, false]
                    .map(|verified| Law {
                        law: "åndsverkloven § 5".to_owned(),
                        verified,
                    })
                    .to_vec()
            } else {
                Vec::new()
            },
            waive: "Ingen kan gi unntak fra denne regelen.".to_owned(),
            waivable: false,
            params: if full {
                vec![("Arbeidsdager".to_owned(), "2".to_owned())]
            } else {
                Vec::new()
            },
            lessons: if full {
                vec![(3, "Du tar et bilde.".to_owned())]
            } else {
                Vec::new()
            },
            examples: ["pass", "warn", "ask", "block"]
                .into_iter()
                .filter(|_| full)
                .map(|outcome| ("Et bilde uten fotograf sendes inn.".to_owned(), outcome))
                .collect(),
            examples_lang: "en".to_owned(),
            evidence: full,
            decisions: ["", "advised", "measured"]
                .into_iter()
                .filter(|_| full)
                .map(|mark| DecisionRow {
                    at: 1_795_348_800_000,
                    outcome: "block".to_owned(),
                    mark: mark.to_owned(),
                    count: 3,
                    what: "Et innlegg sendes inn".to_owned(),
                    href: text(mark.is_empty(), "/posts/p"),
                })
                .collect(),
            duties: ["open", "done", "skipped", "lapsed"]
                .into_iter()
                .filter(|_| full)
                .map(|state| DutyRow {
                    id: "d".to_owned(),
                    what: "Se over kanalen".to_owned(),
                    about: text(state == "open", "Båtsfjord kommune"),
                    due_at: 1_795_348_800_000,
                    state: state.to_owned(),
                    overdue: state == "open",
                })
                .collect(),
        };
        let mut shelved = view(false);
        shelved.shelf = Some(crate::pages::guidelines::sample("guideline", false));
        shelved.lessons = view(true).lessons;
        vec![view(true), view(false), shelved]
    }
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path((pack, clause)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let found = flow::guideline::clause(&web.flow, &me, &format!("{pack}/{clause}")).await?;
    page.view(&view(&page, &me, found))
}

/// The page of a clause in the reader's words.
pub(crate) fn view(page: &Page, me: &Actor, found: ClausePage) -> ClauseView {
    let words = Words::of(page);
    let binds: Vec<_> = found.binds.iter().map(|w| words.who(w)).collect();
    let waive = match found.may_waive.as_slice() {
        [] => words.plain("clause-waive-nobody"),
        roles => {
            let roles: Vec<_> = roles.iter().map(|r| words.who(r)).collect();
            let who = words.join(&roles, "list-or");
            let days = found
                .waive_days
                .map(|n| words.count("clause-waive-days", n.into()));
            let by = upper(&words.with("clause-waive-by", &[("who", who)]));
            [Some(by), days]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" ")
        }
    };
    ClauseView {
        clause: line(words, &found.clause),
        shelf: None,
        pack: found.pack,
        origin: match found.clause.origin {
            flow::guideline::Origin::Own => "own",
            flow::guideline::Origin::Base => "base",
            flow::guideline::Origin::Advice => "advice",
        },
        binds: if binds.is_empty() {
            upper(&words.plain("clause-everybody"))
        } else {
            upper(&words.join(&binds, "list-and"))
        },
        capacity: found.capacity,
        kept: found.clause.evidence.clone(),
        conditions: found.conditions,
        basis: found.basis,
        waivable: !found.may_waive.is_empty() && me.person.may(Permission::SeeDuties),
        waive,
        params: found.params,
        lessons: found.lessons,
        examples: found.examples,
        examples_lang: found.examples_lang,
        evidence: found.clause.proof.is_some(),
        decisions: found.decisions.into_iter().map(|d| row(words, me, d)).collect(),
        duties: found
            .duties
            .into_iter()
            .map(|d| DutyRow {
                id: d.id,
                what: d.what,
                about: d.about,
                due_at: d.due_at,
                state: d.state,
                overdue: d.overdue,
            })
            .collect(),
    }
}

fn row(words: Words<'_>, me: &Actor, decision: DecisionLine) -> DecisionRow {
    let area = decision.event.split('.').next().unwrap_or_default();
    let page = match area {
        "post" => Some(("posts", Permission::SeePosts)),
        "item" | "moderation" => Some(("inbox", Permission::SeeInbox)),
        "channel" => Some(("channels", Permission::SeeChannels)),
        "case" => Some(("cases", Permission::ReportCase)),
        _ => None,
    };
    let href = page
        .filter(|(_, permission)| !decision.subject.is_empty() && me.person.may(*permission))
        .map(|(area, _)| format!("/{area}/{}", decision.subject));
    DecisionRow {
        at: decision.at,
        what: upper(&words.plain(&format!("at-{}", decision.event.replace('.', "-")))),
        outcome: decision.outcome,
        mark: decision.mark,
        count: decision.count,
        href: href.unwrap_or_default(),
    }
}
