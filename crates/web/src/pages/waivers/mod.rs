//! Waivers: asking to be excused from a rule, and what became of it. They are decided with the other approvals.

pub mod ask;
pub mod list;
pub mod show;

use crate::access::{Access, Route};
use flow::waivers::Shown;
use model::person::Permission as P;
use model::waiver::WaiverState;
use serde::Serialize;

pub(crate) fn routes() -> Vec<Route> {
    let see = Access::May(P::SeePosts);
    vec![
        Route::get("/waivers", see, list::show),
        Route::get("/waivers/new", see, ask::show),
        Route::post("/waivers/new", see, ask::submit),
        Route::get("/waivers/{id}", see, show::show),
        Route::post("/waivers/{id}/end", see, show::end),
    ]
}

/// A waiver as pages show it.
#[derive(Clone, Debug, Serialize)]
pub struct WaiverFacts {
    /// Id.
    pub id: String,
    /// Clause id.
    pub clause: String,
    /// Title of the clause.
    pub title: String,
    /// Section of the document; empty for the product's advice.
    pub section: String,
    /// What the clause says, restated.
    pub says: String,
    /// Word of what it is for.
    pub subject: &'static str,
    /// Name of what it is for.
    pub about: String,
    /// Address of what it is for; empty when it is for everything.
    pub url: String,
    /// Word of the category.
    pub category: &'static str,
    /// Reason.
    pub reason: String,
    /// When it ends, in milliseconds: midnight after its last day.
    pub ends_at: i64,
    /// Who asked.
    pub asked_by: String,
    /// When, in milliseconds.
    pub asked_at: i64,
    /// Who may give it, as words of roles.
    pub roles: Vec<&'static str>,
    /// Who decided; empty while nobody has.
    pub decided_by: String,
    /// When, in milliseconds.
    pub decided_at: Option<i64>,
    /// Note of who decided.
    pub note: String,
    /// `asked`, `granted`, `refused`, `withdrawn`, `ended`, or `over` when its time is.
    pub state: &'static str,
    /// How many decisions it excused.
    pub uses: i64,
    /// The latest of them, in milliseconds.
    pub used_at: Option<i64>,
    /// Whether its time is over and nothing needed it.
    pub never_used: bool,
    /// Whether the reader may end it.
    pub may_end: bool,
}

impl WaiverFacts {
    pub(crate) fn of(shown: Shown) -> Self {
        let waiver = shown.waiver;
        let terms = waiver.terms;
        let subject = terms.subject.as_str();
        let area = match subject {
            "post" => "posts",
            "item" => "inbox",
            "channel" => "channels",
            _ => "",
        };
        Self {
            id: waiver.id.to_string(),
            url: if area.is_empty() {
                String::new()
            } else {
                format!("/{area}/{}", terms.subject_id)
            },
            clause: terms.clause,
            title: shown.title,
            section: shown.section,
            says: shown.says,
            subject,
            about: waiver.about,
            category: terms.category.as_str(),
            reason: terms.reason,
            ends_at: terms.ends_at.0,
            asked_by: shown.asked_by,
            asked_at: waiver.asked_at.0,
            roles: shown.roles,
            decided_by: shown.decided_by,
            decided_at: waiver.decided_at.map(|at| at.0),
            note: shown.note,
            state: match waiver.state {
                WaiverState::Granted if !shown.in_force => "over",
                state => state.as_str(),
            },
            uses: waiver.uses,
            used_at: waiver.used_at.map(|at| at.0),
            never_used: shown.never_used,
            may_end: shown.may_end,
        }
    }

    pub(crate) fn sample(state: &'static str, subject: &'static str) -> Self {
        let decided = !matches!(state, "asked" | "withdrawn");
        Self {
            id: "w".to_owned(),
            clause: "batsfjord/4.3-11".to_owned(),
            title: "Nettstedet først".to_owned(),
            section: "4.3".to_owned(),
            says: "Informasjonen ligger på kommunens nettsted først.".to_owned(),
            subject,
            about: "Hallen er stengt i dag.".to_owned(),
            url: if subject == "municipality" {
                String::new()
            } else {
                "/posts/p".to_owned()
            },
            category: if decided { "mitigated" } else { "accepted" },
            reason: "Nettstedet er nede i helga.".to_owned(),
            ends_at: 1_795_906_800_000,
            asked_by: "Kari Nordmann".to_owned(),
            asked_at: 1_795_348_800_000,
            roles: vec!["leader", "privacy-officer"],
            decided_by: if decided {
                "Ola Nordmann".to_owned()
            } else {
                String::new()
            },
            decided_at: decided.then_some(1_795_349_800_000),
            note: if decided {
                "Se an til mandag.".to_owned()
            } else {
                String::new()
            },
            state,
            uses: i64::from(state == "granted"),
            used_at: (state == "granted").then_some(1_795_350_000_000),
            never_used: state == "over",
            may_end: matches!(state, "asked" | "granted"),
        }
    }
}
