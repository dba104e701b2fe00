//! Sample contexts of an item's page.

use super::show::{AnswerRow, DecisionRow, ItemView, Other, OurPost, Typed, Version};
use crate::pages::common::{ClauseName, Found, Problem};
use crate::{FieldErrors, View};
use flow::posts::ChannelLength;
use flow::rules::{Ground, Question};
use model::Id as _;
use model::item::{ItemState, Route, Visibility};
use model::moderation::{ModerationAct, ModerationState};
use model::publication::PublicationState;

impl View for ItemView {
    const TEMPLATE: &'static str = "inbox/show.html";
    fn samples() -> Vec<Self> {
        let mut errors = FieldErrors::default();
        errors.add("text", "required");
        errors.add("ground", "required");
        errors.add("reason", "reason-short");
        errors.add("close_reason", "required");
        let states = ItemState::ALL.iter().map(|s| Self {
            state: s.as_str().to_owned(),
            tone: super::tone(*s),
            ..sample()
        });
        let visibilities = Visibility::ALL.iter().map(|v| Self {
            visibility: v.as_str().to_owned(),
            decisions: decisions(),
            may_restore: *v == Visibility::Hidden,
            may_hide: false,
            ..sample()
        });
        let routes = Route::ALL.iter().map(|r| Self {
            route: r.as_str().to_owned(),
            ..sample()
        });
        let bare = Self {
            handle: String::new(),
            address: String::new(),
            due_at: None,
            due_clause: None,
            overdue: false,
            found: Vec::new(),
            claimed_by: String::new(),
            mine: false,
            earlier: Vec::new(),
            post: None,
            others: Vec::new(),
            answers: Vec::new(),
            means: "none".to_owned(),
            may_answer: false,
            may_hide: false,
            may_claim: false,
            may_release: false,
            may_close: false,
            outcome: String::new(),
            points: Vec::new(),
            answer_found: Vec::new(),
            lengths: Vec::new(),
            questions: Vec::new(),
            hide_questions: Vec::new(),
            hide_points: Vec::new(),
            hide_exceptions: Vec::new(),
            referral: String::new(),
            record: None,
            typed: Typed::default(),
            ..sample()
        };
        let mut all = vec![
            sample(),
            Self {
                live: true,
                ..sample()
            },
            Self { errors, ..sample() },
            Self {
                closed_reason: "Svart på telefon.".to_owned(),
                mine: false,
                means: String::new(),
                may_hide: false,
                ..sample()
            },
            Self {
                means: "thread-gate".to_owned(),
                ..sample()
            },
            closing(),
            bare,
        ];
        all.extend(states);
        all.extend(visibilities);
        all.extend(routes);
        all
    }
}

/// A question about somebody's case, closed before the writer was told where to go.
fn closing() -> ItemView {
    ItemView {
        route: Route::Case.as_str().to_owned(),
        referral: "Dette kan vi ikke svare på her. Bruk i stedet: kommunens sikre skjema.".to_owned(),
        close_questions: vec![Question {
            name: "item.referred".to_owned(),
            label: "Den som skrev, er vist til der saken hører hjemme".to_owned(),
            kind: "yes-no".to_owned(),
            choices: Vec::new(),
            clause: "kafjord/saksbehandling-2".to_owned(),
            answer: String::new(),
        }],
        close_points: crate::samples::points(),
        ..sample()
    }
}

fn decisions() -> Vec<DecisionRow> {
    let row = |act: ModerationAct, state: ModerationState, tone| DecisionRow {
        act: act.as_str().to_owned(),
        ground: if act == ModerationAct::Hide {
            "Trusler".to_owned()
        } else {
            String::new()
        },
        reason: "Kommentaren truer en navngitt ansatt.".to_owned(),
        by: "Kari Nordmann".to_owned(),
        at: 1_795_348_800_000,
        state: state.as_str().to_owned(),
        tone,
        confirmed_at: (state == ModerationState::Confirmed).then_some(1_795_348_860_000),
        problem: (state == ModerationState::Failed).then(|| Problem {
            what: "error-network-cannot-hide".to_owned(),
            todo: None,
            params: [
                ("channel".to_owned(), "Båtsfjord kommune".to_owned()),
                ("network".to_owned(), "Bluesky".to_owned()),
            ]
            .into(),
        }),
    };
    vec![
        row(ModerationAct::Hide, ModerationState::Failed, "danger"),
        row(ModerationAct::Hide, ModerationState::Confirmed, "success"),
        row(ModerationAct::Restore, ModerationState::Sent, "info"),
        row(ModerationAct::Restore, ModerationState::Decided, "info"),
    ]
}

fn sample() -> ItemView {
    let ground = |id: &str, title: &str, strength: &str, product_default| Ground {
        id: id.to_owned(),
        title: title.to_owned(),
        says: "Kommentarer med trusler kan skjules.".to_owned(),
        strength: strength.to_owned(),
        product_default,
    };
    let answer = |state: PublicationState, tone, problem: Option<&str>| AnswerRow {
        id: "01JZ0000000000000000000009".into(),
        stopped: matches!(state, PublicationState::Failed | PublicationState::Held),
        text: "Hei! Svømmehallen er åpen søndag fra 11 til 15.".to_owned(),
        by: "Kari Nordmann".to_owned(),
        at: 1_795_348_800_000,
        state: state.as_str().to_owned(),
        tone,
        url: if problem.is_none() {
            "https://bsky.app/x".to_owned()
        } else {
            String::new()
        },
        problem: problem.map(|key| Problem {
            what: format!("error-{key}"),
            todo: Some(format!("error-{key}-todo")),
            params: [
                ("channel".to_owned(), "Båtsfjord kommune".to_owned()),
                ("network".to_owned(), "Bluesky".to_owned()),
            ]
            .into(),
        }),
    };
    ItemView {
        id: "01ARZ3NDEKTSV4RRFFQ69G5FH0".to_owned(),
        author: "Grete Fisker".to_owned(),
        handle: "grete.example".to_owned(),
        text: "Når åpner svømmehallen på søndager?\nRing meg på 987 65 432.".to_owned(),
        address: "https://bsky.app/profile/grete.example/post/3l".to_owned(),
        written_at: 1_795_262_400_000,
        due_at: Some(1_795_348_800_000),
        overdue: true,
        due_clause: Some(ClauseName {
            section: "4.5".to_owned(),
            title: "Svar innen én virkedag".to_owned(),
        }),
        state: "claimed".to_owned(),
        tone: "info",
        visibility: "visible".to_owned(),
        route: "ordinary".to_owned(),
        channel: "Båtsfjord kommune".to_owned(),
        network: "bluesky".to_owned(),
        found: vec![Found {
            key: "finding-phone-number".to_owned(),
            severity: "warning".to_owned(),
            words: "987 65 432".to_owned(),
            ..Found::default()
        }],
        claimed_by: "Kari Nordmann".to_owned(),
        mine: true,
        closed_reason: String::new(),
        earlier: vec![Version {
            number: 1,
            text: "Når åpner svømmehallen?".to_owned(),
            at: 1_795_262_000_000,
        }],
        post: Some(OurPost {
            id: "01ARZ3NDEKTSV4RRFFQ69G5FB0".to_owned(),
            text: "Svømmehallen åpner igjen mandag.".to_owned(),
            url: "https://bsky.app/x".to_owned(),
        }),
        others: vec![Other {
            id: "01ARZ3NDEKTSV4RRFFQ69G5FH1".to_owned(),
            author: "Nils".to_owned(),
            text: "Endelig!".to_owned(),
            at: 1_795_262_200_000,
            visibility: "hidden".to_owned(),
        }],
        answers: vec![
            answer(PublicationState::Published, "success", None),
            answer(PublicationState::Failed, "danger", Some("crisis-hold")),
        ],
        decisions: Vec::new(),
        grounds: vec![
            ground("batsfjord/4.6-a", "Trusler eller sjikane", "must", false),
            ground("batsfjord/4.6-b", "Reklame", "may", false),
            ground(
                "no-base/moderation-x",
                "Personopplysninger om andre",
                "exceptional",
                true,
            ),
        ],
        means: "flag".to_owned(),
        may_answer: true,
        may_hide: true,
        may_restore: false,
        may_claim: true,
        may_release: true,
        may_close: true,
        typed: Typed {
            text: "Hei! Vi har åpent 11–15.".to_owned(),
            ground: "batsfjord/4.6-b".to_owned(),
            reason: "Kommentaren er reklame.".to_owned(),
            ..Typed::default()
        },
        outcome: "warn".to_owned(),
        points: crate::samples::points(),
        answer_found: Vec::new(),
        questions: crate::samples::questions(),
        asked: "a b c d".to_owned(),
        questions_changed: true,
        hide_questions: Vec::new(),
        hide_points: crate::samples::points(),
        hide_exceptions: vec!["hustadvika/2-q".to_owned()],
        referral: String::new(),
        close_questions: Vec::new(),
        close_points: Vec::new(),
        lengths: vec![ChannelLength {
            channel: model::ChannelId::from_ulid(Default::default()),
            name: "Båtsfjord kommune".to_owned(),
            used: 24,
            limit: 300,
            unit: "graphemes".to_owned(),
            fits: true,
        }],
        record: Some("01ARZ3NDEKTSV4RRFFQ69G5FF0".to_owned()),
        errors: FieldErrors::default(),
        live: false,
    }
}
