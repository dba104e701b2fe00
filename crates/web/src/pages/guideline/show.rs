//! `GET /guideline`: every clause, what the system does for it, the evidence of the last twelve months, the gaps.

use super::words::{Words, upper};
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::{Query, State};
use axum::response::Response;
use flow::guideline::{AtWork, ClauseAtWork, Counts, Origin};
use serde::{Deserialize, Serialize};

/// One thing that the system does.
#[derive(Clone, Debug, Serialize)]
pub struct DoingLine {
    /// In sentences.
    pub text: String,
    /// The document does not ask for it.
    pub advised: bool,
}

/// A clause.
#[derive(Clone, Debug, Serialize)]
pub struct ClauseLine {
    /// Id; its address is `/guideline/` and the id.
    pub id: String,
    /// Section; may be empty.
    pub section: String,
    /// Tag of the language that sections and laws are named in; may be empty.
    pub lang: String,
    /// Name.
    pub title: String,
    /// What it says.
    pub says: String,
    /// Tags of the languages of what it says, of the proof and of the reason, each where it is not the reader's; else empty.
    pub foreign: [&'static str; 3],
    /// Word of the strength.
    pub modality: &'static str,
    /// Word of how it is carried out.
    pub status: &'static str,
    /// Only measured.
    pub measured: bool,
    /// What the system does.
    pub doing: Vec<DoingLine>,
    /// Why the system does not do it; may be empty.
    pub manual_reason: String,
    /// Evidence in sentences; empty for those who may not see it.
    pub proof: Vec<String>,
    /// What is missing.
    pub gaps: Vec<String>,
}

/// Clauses that come from the same place.
#[derive(Debug, Serialize)]
pub struct Group {
    /// `own`, `base` or `advice`.
    pub key: &'static str,
    /// In order.
    pub clauses: Vec<ClauseLine>,
}

/// One choice of the filter.
#[derive(Debug, Serialize)]
pub struct Choice {
    /// Word in the address.
    pub word: &'static str,
    /// Text key.
    pub key: String,
    /// How many clauses.
    pub count: usize,
    /// Whether it is chosen.
    pub current: bool,
}

/// The page.
#[derive(Debug, Serialize)]
pub struct GuidelineView {
    /// Title of the guideline.
    pub title: String,
    /// Version.
    pub version: String,
    /// Digest of the packs in force.
    pub digest: String,
    /// Whether the reader sees evidence and gaps.
    pub evidence: bool,
    /// From when, in milliseconds.
    pub since: i64,
    /// Until when, in milliseconds.
    pub until: i64,
    /// Whether every decision is counted.
    pub whole: bool,
    /// The whole in a few sentences.
    pub summary: Vec<String>,
    /// Whether the guideline has lessons.
    pub lessons: bool,
    /// Filter.
    pub filter: Vec<Choice>,
    /// Clauses that are shown.
    pub groups: Vec<Group>,
}

impl View for GuidelineView {
    const TEMPLATE: &'static str = "guideline/show.html";
    fn samples() -> Vec<Self> {
        let modalities = ["must", "must-not", "should", "should-not", "may", "informative"];
        let statuses = STATUSES;
        let line = |(modality, status): (&&'static str, &'static str), full: bool| ClauseLine {
            modality,
            status,
            ..sample_line(full)
        };
        let all = |full: bool| {
            let pairs = modalities.iter().zip(statuses);
            pairs.map(|pair| line(pair, full)).collect::<Vec<_>>()
        };
        let view = |evidence: bool, groups: Vec<Group>| Self {
            title: "Retningslinjer for sosiale medier, Båtsfjord kommune".to_owned(),
            version: "2019.1.0".to_owned(),
            digest: "0f".repeat(32),
            evidence,
            since: 1_763_812_800_000,
            until: 1_795_348_800_000,
            whole: !evidence,
            summary: vec!["Dokumentet har 91 regler.".to_owned()],
            lessons: true,
            filter: choices(&[], "all", evidence),
            groups,
        };
        let group = |key, full| Group {
            key,
            clauses: all(full),
        };
        vec![
            view(
                true,
                vec![group("own", true), group("base", false), group("advice", false)],
            ),
            view(false, vec![group("own", false)]),
            view(true, Vec::new()),
        ]
    }
}

/// A clause for samples.
pub(crate) fn sample_line(full: bool) -> ClauseLine {
    ClauseLine {
        id: "batsfjord/4.3-3".to_owned(),
        section: if full { "4.3".to_owned() } else { String::new() },
        lang: "nb".to_owned(),
        title: "Fotografen skal krediteres".to_owned(),
        says: "Bilder skal ha navn på fotografen.".to_owned(),
        foreign: ["", "en", "en"],
        modality: "must",
        status: if full { "automated" } else { "manual" },
        measured: !full,
        doing: vec![
            DoingLine {
                text: "Kontrollerer regelen når et innlegg sendes inn.".to_owned(),
                advised: false,
            },
            DoingLine {
                text: "Sier fra til lederen.".to_owned(),
                advised: true,
            },
        ],
        manual_reason: if full {
            String::new()
        } else {
            "Bare mennesker ser det.".to_owned()
        },
        proof: vec!["Gjaldt 12 ganger: 10 i orden, 2 stoppet.".to_owned()],
        gaps: if full {
            vec!["2 oppgaver er over fristen.".to_owned()]
        } else {
            Vec::new()
        },
    }
}

/// Words of the statuses in the order of the filter.
pub(crate) const STATUSES: [&str; 6] = [
    "automated",
    "attested",
    "manual",
    "taught",
    "protected",
    "informative",
];

#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    show: String,
}

/// Whether nothing has happened that it concerns, though it could have.
fn quiet(clause: &ClauseAtWork) -> bool {
    let told = !matches!(clause.status, "taught" | "protected" | "informative");
    clause.proof.as_ref().is_some_and(|p| {
        told && p.counts.applied + p.measured.applied + p.advice.applied == 0
            && p.done + p.skipped + p.lapsed + p.open + p.hidden == 0
    })
}

fn belongs(clause: &ClauseAtWork, word: &str) -> bool {
    match word {
        "all" => true,
        "gaps" => !clause.gaps.is_empty(),
        "quiet" => quiet(clause),
        status => clause.status == status,
    }
}

fn choices(clauses: &[ClauseAtWork], current: &str, evidence: bool) -> Vec<Choice> {
    let own = ["all", "gaps", "quiet"];
    let words = own.iter().filter(|w| evidence || **w == "all").chain(&STATUSES);
    words
        .map(|word| Choice {
            word,
            key: if own.contains(word) {
                format!("guideline-show-{word}")
            } else {
                format!("clause-status-{word}")
            },
            count: clauses.iter().filter(|c| belongs(c, word)).count(),
            current: *word == current,
        })
        .collect()
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let found = flow::guideline::at_work(&web.flow, &me).await?;
    let words = Words::of(&page);
    let known = ["gaps", "quiet"]
        .iter()
        .chain(&STATUSES)
        .find(|w| **w == wanted.show);
    let current = known.copied().unwrap_or("all");
    let groups = [
        ("own", Origin::Own),
        ("base", Origin::Base),
        ("advice", Origin::Advice),
    ];
    let groups = groups.map(|(key, origin)| {
        let shown = found
            .clauses
            .iter()
            .filter(|c| c.origin == origin && belongs(c, current));
        Group {
            key,
            clauses: shown.map(|c| line(words, c)).collect(),
        }
    });
    page.view(&GuidelineView {
        summary: summary(words, &found),
        filter: choices(&found.clauses, current, found.evidence),
        groups: groups.into_iter().filter(|g| !g.clauses.is_empty()).collect(),
        title: found.title,
        version: found.version,
        digest: found.digest,
        evidence: found.evidence,
        since: found.since,
        until: found.until,
        whole: found.whole,
        lessons: found.lessons > 0,
    })
}

/// A clause in words.
pub(crate) fn line(words: Words<'_>, clause: &ClauseAtWork) -> ClauseLine {
    let told = !matches!(clause.status, "taught" | "protected" | "informative");
    ClauseLine {
        id: clause.id.clone(),
        section: clause.section.clone(),
        lang: clause.lang.clone(),
        title: clause.title.clone(),
        says: clause.says.clone(),
        foreign: clause.foreign,
        modality: clause.modality,
        status: clause.status,
        measured: clause.measured,
        doing: clause
            .doing
            .iter()
            .map(|d| DoingLine {
                text: words.say(&d.said),
                advised: d.advised,
            })
            .collect(),
        manual_reason: clause.manual_reason.clone(),
        proof: clause
            .proof
            .as_ref()
            .map(|p| words.proof(p, told))
            .unwrap_or_default(),
        gaps: clause.gaps.iter().map(|g| words.gap(g)).collect(),
    }
}

/// The document's own rules, how they came out, and who knows them. Advice counts for nothing here.
fn summary(words: Words<'_>, found: &AtWork) -> Vec<String> {
    let own: Vec<_> = found.clauses.iter().filter(|c| c.origin == Origin::Own).collect();
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let by_status = STATUSES.iter().filter_map(|status| {
        let n = own.iter().filter(|c| c.status == *status).count();
        (n > 0).then(|| words.count(&format!("guideline-sum-{status}"), number(n)))
    });
    let parts = words.join(&by_status.collect::<Vec<_>>(), "list-and");
    let mut out = vec![words.counted("guideline-sum-own", number(own.len()), &parts)];
    if !found.evidence {
        return out;
    }
    let mut year = Counts::default();
    for counts in own.iter().filter_map(|c| c.proof.as_ref()).map(|p| &p.counts) {
        year.passed += counts.passed;
        year.warned += counts.warned;
        year.unanswered += counts.unanswered;
        year.approval += counts.approval;
        year.stopped += counts.stopped;
        year.waived += counts.waived;
        year.conflict += counts.conflict;
    }
    let parts = words.outcomes(&year);
    out.push(if parts.is_empty() {
        words.plain("guideline-sum-year-none")
    } else {
        words.with("guideline-sum-year", &[("parts", parts)])
    });
    let gaps = found.clauses.iter().filter(|c| !c.gaps.is_empty()).count();
    out.push(if gaps == 0 {
        words.plain("guideline-sum-no-gaps")
    } else {
        words.count("guideline-sum-gaps", number(gaps))
    });
    let people = [
        ("known", found.acknowledged.to_string()),
        ("people", found.people.to_string()),
    ];
    out.push(words.with("guideline-sum-people", &people));
    if found.lessons > 0 {
        out.push(words.with("guideline-sum-lessons", &[("taken", found.taken.to_string())]));
    }
    out.iter().map(|s| upper(s)).collect()
}
