//! The composer: the draft, its pictures and the guideline's questions, with what the guideline says beside the text.

use super::form::Composed;
use super::links::{self, EarlierRow};
use super::picture::{self, PictureForm};
use crate::pages::common::{self, ClauseName, Found, Marked};
use crate::{FieldErrors, Page, Signed, View, Web, WebError};
use flow::posts::{ChannelLength, Checked, Draft};
use flow::rules::{Book, Point, Question};
use model::channel::ChannelState;
use model::post::{Basis, Media};
use model::{Id as _, PostId};
use serde::Serialize;

/// The composer's page. Its block `checked` is the part beside the text.
#[derive(Debug, Serialize)]
pub struct ComposeView {
    /// Id of the post.
    pub id: String,
    /// Version that the next save is based on.
    pub version: i64,
    /// Text.
    pub text: String,
    /// Address on the own website.
    pub link: String,
    /// Language tag of the text.
    pub lang: String,
    /// Languages to choose from.
    pub langs: Vec<String>,
    /// Channels to choose from.
    pub channels: Vec<Choice>,
    /// Pictures.
    pub pictures: Vec<PictureForm>,
    /// Whether one more picture may be added.
    pub room: bool,
    /// Grounds for using a picture of a person, as words.
    pub bases: Vec<&'static str>,
    /// Questions about the post as a whole.
    pub questions: Vec<Asked>,
    /// Names of all questions on the page: when they change, the fragment brings the new ones along.
    pub asked: String,
    /// Whether the questions have changed since the page was made.
    pub questions_changed: bool,
    /// Worst outcome.
    pub outcome: String,
    /// What the guideline says.
    pub points: Vec<Point>,
    /// What detectors found in the text, and what is known of its links.
    pub found: Vec<Found>,
    /// Links that were published before.
    pub earlier: Vec<EarlierRow>,
    /// Whether there are links to the own website that nobody has looked at yet.
    pub unasked: bool,
    /// Whether there is more to come without anybody typing: what is said of links, or read in a picture.
    pub more_to_come: bool,
    /// The text in pieces, with what was found; empty when nothing was.
    pub marked: Vec<Marked>,
    /// Lengths by channel.
    pub lengths: Vec<ChannelLength>,
    /// Approvals that a submission opens.
    pub steps: Vec<Step>,
    /// What is wrong with the form.
    pub errors: FieldErrors,
    /// What somebody else saved in the meantime.
    pub theirs: Option<Theirs>,
    /// True in the fragment that htmx asks for while one types.
    pub live: bool,
}

/// A channel to choose.
#[derive(Debug, Serialize)]
pub struct Choice {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Word of the network.
    pub network: String,
    /// Whether it is chosen.
    pub chosen: bool,
    /// Whether it can be published to now.
    pub active: bool,
}

/// A question as a field of the form.
#[derive(Debug, Serialize)]
pub struct Asked {
    /// Name of the field.
    pub field: String,
    /// The question.
    pub label: String,
    /// `yes-no`, `text`, `number` or `choice`.
    pub kind: String,
    /// Words and labels of a choice.
    pub choices: Vec<(String, String)>,
    /// Answer so far.
    pub answer: String,
    /// The clause that asks.
    pub clause: Option<ClauseName>,
}

/// An approval that a submission opens.
#[derive(Debug, Serialize)]
pub struct Step {
    /// Word of the role.
    pub role: String,
    /// The clause that asks for it; `None` for the product's own rule.
    pub clause: Option<ClauseName>,
}

/// What somebody else saved while this form was open.
#[derive(Debug, Serialize)]
pub struct Theirs {
    /// Their text.
    pub text: String,
    /// When.
    pub at: i64,
    /// Version that they made.
    pub version: i64,
}

/// The composer of a draft: as it is stored, or as `form` has it.
pub(super) async fn view(
    web: &Web,
    page: &Page,
    me: &Signed,
    id: &PostId,
    form: Option<&Composed>,
    mut errors: FieldErrors,
    theirs: Option<Theirs>,
) -> Result<ComposeView, WebError> {
    let whose = &me.municipality.id;
    let read = web.flow.store().read().await?;
    let post = read.post(whose, id).await?;
    let media = read.media_of(whose, id).await?;
    let channels = read.channels(whose).await?;
    drop(read);
    let stored_version = post.version;
    let mut draft = match form {
        Some(form) => {
            let mut draft = form.draft();
            // What was just saved (before an upload failed, say) is what the next save builds on.
            let same = (&draft.text, draft.link.trim(), &draft.channels, &draft.answers)
                == (&post.text, post.link.as_str(), &post.channels, &post.answers);
            if same {
                draft.version = stored_version;
            }
            draft
        }
        None => Draft {
            text: post.text,
            link: post.link,
            lang: post.lang,
            channels: post.channels,
            answers: post.answers,
            version: stored_version,
        },
    };
    if let Some(theirs) = &theirs {
        // Whoever saves after having seen both texts means it.
        draft.version = theirs.version;
    }
    let checked = match flow::posts::check(&web.flow, me, id, &draft).await {
        Ok(checked) => checked,
        Err(error) => {
            let told = FieldErrors::of(page, error)?;
            errors.refusal = errors.refusal.or(told.refusal);
            nothing()
        }
    };
    let mut points = checked.points;
    let mut outcome = checked.outcome;
    let told = !errors.points.is_empty();
    if told {
        points = std::mem::take(&mut errors.points);
        outcome = points.first().map(|p| p.outcome.clone()).unwrap_or(outcome);
    }
    let mut questions = checked.questions;
    if told {
        // What was not answered is said at its field too.
        let asks = |q: &&Question| points.iter().any(|p| p.outcome == "ask" && p.clause == q.clause);
        for question in questions.iter().filter(|q| q.answer.is_empty()).filter(asks) {
            errors.add(&field(question), "answer-required");
        }
    }
    questions.retain(|q| !has_own_field(q));
    let asked: Vec<&str> = questions.iter().map(|q| q.name.as_str()).collect();
    let asked = asked.join(" ");
    let room = media.len() < 4 && !media.iter().any(Media::is_video);
    let book = common::book(web, me).await;
    let mut found = common::spotted(book.as_deref(), me, &checked.found, &draft.text);
    found.extend(links::found(&checked.links));
    found.sort_by_key(|f| f.start);
    let pictures = media
        .iter()
        .enumerate()
        .map(|(n, m)| picture::form(book.as_deref(), me, n, m, form, &questions, &checked.pictures));
    let pictures: Vec<PictureForm> = pictures.collect();
    let unasked = links::unasked(&checked.links);
    let more_to_come = unasked || pictures.iter().any(|p| p.reading == "waiting");
    Ok(ComposeView {
        id: id.as_str().to_owned(),
        version: draft.version,
        langs: me
            .municipality
            .languages
            .iter()
            .map(|l| l.tag().to_owned())
            .chain((!draft.lang.is_empty()).then(|| draft.lang.clone()))
            .fold(Vec::new(), |mut all, tag| {
                if !all.contains(&tag) {
                    all.push(tag);
                }
                all
            }),
        channels: channels
            .into_iter()
            .filter(|c| c.state == ChannelState::Active || draft.channels.contains(&c.id))
            .map(|c| Choice {
                chosen: draft.channels.contains(&c.id),
                active: c.state == ChannelState::Active,
                network: c.network.as_str().to_owned(),
                id: c.id.as_str().to_owned(),
                name: c.name,
            })
            .collect(),
        pictures,
        room,
        bases: Basis::ALL.iter().rev().map(|b| b.as_str()).collect(),
        questions: questions
            .iter()
            .filter(|q| about(q).is_none())
            .map(|q| question(book.as_deref(), me, q))
            .collect(),
        questions_changed: form.is_some_and(|f| f.one("asked") != asked),
        asked,
        outcome,
        points,
        marked: common::marked(&found, &draft.text),
        found,
        unasked,
        more_to_come,
        earlier: links::earlier(checked.links),
        lengths: checked.lengths,
        steps: checked
            .steps
            .into_iter()
            .map(|(role, clause)| Step {
                role,
                clause: common::clause(book.as_deref(), me, &clause),
            })
            .collect(),
        errors,
        theirs,
        live: false,
        text: draft.text,
        link: draft.link,
        lang: draft.lang,
    })
}

/// What is shown when the guideline could not be asked.
fn nothing() -> Checked {
    Checked {
        outcome: "ask".to_owned(),
        points: Vec::new(),
        questions: Vec::new(),
        found: Vec::new(),
        links: Vec::new(),
        pictures: Vec::new(),
        lengths: Vec::new(),
        steps: Vec::new(),
    }
}

/// Whether every picture has a field of its own for what is asked, so that nobody is asked twice. The list of grounds
/// also tells whether anybody can be recognised.
fn has_own_field(question: &Question) -> bool {
    let field = question.name.split_once("].").map_or("", |(_, field)| field);
    matches!(
        field,
        "alt" | "credit" | "permission" | "ai" | "basis" | "person_identifiable"
    )
}

/// Which picture a question is about: `post.media[ID].written_consent`.
pub(super) fn about(question: &Question) -> Option<&str> {
    let (_, rest) = question.name.split_once('[')?;
    rest.split_once(']').map(|(id, _)| id)
}

/// Name of the field in which a question is answered.
fn field(question: &Question) -> String {
    match (about(question), question.name.split_once("].")) {
        (Some(picture), Some((_, "person_identifiable"))) => format!("picture.{picture}.basis"),
        (Some(picture), Some((_, field))) if has_own_field(question) => format!("picture.{picture}.{field}"),
        _ => format!("answer.{}", question.name),
    }
}

pub(super) fn question(book: Option<&Book>, me: &Signed, q: &Question) -> Asked {
    Asked {
        field: field(q),
        label: q.label.clone(),
        kind: q.kind.clone(),
        choices: q.choices.clone(),
        answer: q.answer.clone(),
        clause: common::clause(book, me, &q.clause),
    }
}

impl View for ComposeView {
    const TEMPLATE: &'static str = "posts/compose.html";
    fn samples() -> Vec<Self> {
        let full = sample();
        let mut errors = FieldErrors::default();
        errors.require("text", "");
        errors.require("channels", "");
        errors.add("file", "file-missing");
        errors.add("picture.01ARZ3NDEKTSV4RRFFQ69G5FC0.alt", "required");
        let mut live = sample();
        live.live = true;
        live.questions_changed = true;
        let empty = Self {
            text: String::new(),
            link: String::new(),
            langs: vec!["nb".to_owned()],
            channels: Vec::new(),
            pictures: Vec::new(),
            questions: Vec::new(),
            points: Vec::new(),
            found: Vec::new(),
            earlier: Vec::new(),
            unasked: false,
            more_to_come: false,
            lengths: Vec::new(),
            steps: Vec::new(),
            outcome: "pass".to_owned(),
            room: true,
            ..sample()
        };
        let conflict = Self {
            errors,
            theirs: Some(Theirs {
                text: "Svømmehallen åpner igjen tirsdag.".to_owned(),
                at: 1_795_348_800_000,
                version: 4,
            }),
            ..sample()
        };
        vec![full, live, empty, conflict]
    }
}

fn sample() -> ComposeView {
    let clause = Some(ClauseName {
        section: "4.4 kulepunkt 4".to_owned(),
        title: "Skriftlig samtykke fra den som kan kjennes igjen".to_owned(),
    });
    let asked = |field: &str, kind: &str, label: &str, answer: &str, clause: Option<ClauseName>| Asked {
        field: field.to_owned(),
        label: label.to_owned(),
        kind: kind.to_owned(),
        choices: vec![
            ("none".to_owned(), "ikke brukt".to_owned()),
            ("support".to_owned(), "språkhjelp".to_owned()),
        ],
        answer: answer.to_owned(),
        clause,
    };
    let length = |name: &str, used, limit, unit: &str| ChannelLength {
        channel: model::ChannelId::from_ulid(Default::default()),
        name: name.to_owned(),
        used,
        limit,
        unit: unit.to_owned(),
        fits: used <= limit,
    };
    let choice = |id: &str, name: &str, network: &str, chosen, active| Choice {
        id: id.to_owned(),
        name: name.to_owned(),
        network: network.to_owned(),
        chosen,
        active,
    };
    let text = "Svømmehallen åpner igjen mandag.\nVedrørende billetter: ring 987 65 432.";
    let found = vec![
        Found {
            key: "finding-officialese".to_owned(),
            severity: "hint".to_owned(),
            words: "Vedrørende".to_owned(),
            start: 33,
            end: 43,
            instead: "om".to_owned(),
            mend: "mend-TXT054-33".to_owned(),
            clauses: Vec::new(),
        },
        Found {
            key: "finding-phone-number".to_owned(),
            severity: "warning".to_owned(),
            words: "987 65 432".to_owned(),
            start: 60,
            end: 70,
            clauses: clause.iter().cloned().collect(),
            ..Found::default()
        },
        Found {
            key: "link-gone".to_owned(),
            severity: "warning".to_owned(),
            words: "https://www.batsfjord.kommune.no/svommehall".to_owned(),
            ..Found::default()
        },
    ];
    ComposeView {
        id: "01ARZ3NDEKTSV4RRFFQ69G5FB0".to_owned(),
        version: 3,
        text: text.to_owned(),
        link: "https://www.batsfjord.kommune.no/svommehall".to_owned(),
        lang: "nb".to_owned(),
        langs: vec!["nb".to_owned(), "nn".to_owned()],
        channels: vec![
            choice(
                "01ARZ3NDEKTSV4RRFFQ69G5FD0",
                "Båtsfjord kommune",
                "bluesky",
                true,
                true,
            ),
            choice(
                "01ARZ3NDEKTSV4RRFFQ69G5FD1",
                "Øvingssiden",
                "practice",
                false,
                true,
            ),
            choice(
                "01ARZ3NDEKTSV4RRFFQ69G5FD2",
                "Gammel konto",
                "mastodon",
                true,
                false,
            ),
        ],
        pictures: vec![
            picture::sample(
                1,
                vec![asked(
                    "answer.post.media[01ARZ3NDEKTSV4RRFFQ69G5FC0].written_consent",
                    "yes-no",
                    "Har personen gitt skriftlig samtykke?",
                    "",
                    clause.clone(),
                )],
            ),
            picture::sample(2, Vec::new()),
            picture::sample(3, Vec::new()),
            picture::sample(4, Vec::new()),
        ],
        room: false,
        bases: Basis::ALL.iter().rev().map(|b| b.as_str()).collect(),
        questions: vec![
            asked(
                "answer.post.first_on_website",
                "yes-no",
                "Ligger informasjonen på nettstedet?",
                "yes",
                clause,
            ),
            asked(
                "answer.post.ai_text",
                "choice",
                "Er KI brukt i teksten?",
                "support",
                None,
            ),
            asked("answer.post.goal", "text", "Hva skal innlegget oppnå?", "", None),
            asked("answer.post.count", "number", "Hvor mange?", "2", None),
        ],
        asked: "post.first_on_website".to_owned(),
        questions_changed: false,
        outcome: "block".to_owned(),
        points: crate::samples::points(),
        marked: common::marked(&found, text),
        found,
        earlier: vec![EarlierRow {
            words: "https://www.batsfjord.kommune.no/svommehall".to_owned(),
            start: 0,
            end: 0,
            id: "01ARZ3NDEKTSV4RRFFQ69G5FB1".to_owned(),
            title: "Svømmehallen stenger for sommeren".to_owned(),
            at: 1_795_348_800_000,
        }],
        unasked: true,
        more_to_come: true,
        lengths: vec![
            length("Båtsfjord kommune", 84, 300, "graphemes"),
            length("Lang", 3100, 3000, "bytes"),
        ],
        steps: vec![
            Step {
                role: "leader".to_owned(),
                clause: Some(ClauseName {
                    section: "4.2".to_owned(),
                    title: "Leder godkjenner".to_owned(),
                }),
            },
            Step {
                role: "editor".to_owned(),
                clause: None,
            },
        ],
        errors: FieldErrors::default(),
        theirs: None,
        live: false,
    }
}
