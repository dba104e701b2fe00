//! `/waivers/new`: asks to be excused from a rule.

use crate::{FieldErrors, Fields, Flash, Input, Page, Signed, View, Web, WebError};
use axum::extract::{Query, State};
use axum::response::Response;
use flow::waivers::{NewWaiver, Offer};
use model::channel::ChannelState;
use model::waiver::{WaiverCategory, WaiverSubject};
use model::{Id as _, WaiverId};
use serde::{Deserialize, Serialize};

/// The form.
#[derive(Debug, Serialize)]
pub struct AskView {
    /// Clause id.
    pub clause: String,
    /// Title of the clause.
    pub title: String,
    /// What it says, restated.
    pub says: String,
    /// Section of the document.
    pub section: String,
    /// `post:ID`, `item:ID`, `channel:ID` or `municipality`.
    pub whom: String,
    /// Whether the reader chooses what it is for.
    pub choose: bool,
    /// Channels to choose from: value and name.
    pub channels: Vec<(String, String)>,
    /// Name of the municipality.
    pub municipality: String,
    /// Name of what it is for.
    pub about: String,
    /// Who may give it, as words of roles.
    pub roles: Vec<&'static str>,
    /// Word of the category as chosen; empty when none is.
    pub category: String,
    /// Reason as typed.
    pub reason: String,
    /// Least length of the reason.
    pub reason_least: usize,
    /// Last day as typed or proposed.
    pub until: String,
    /// Last day that is allowed.
    pub latest: String,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for AskView {
    const TEMPLATE: &'static str = "waivers/ask.html";
    fn samples() -> Vec<Self> {
        let view = |choose: bool, errors| Self {
            clause: "batsfjord/4.3-11".to_owned(),
            title: "Nettstedet først".to_owned(),
            says: "Informasjonen ligger på kommunens nettsted først.".to_owned(),
            section: if choose { String::new() } else { "4.3".to_owned() },
            whom: if choose { "municipality" } else { "post:p" }.to_owned(),
            choose,
            channels: vec![("channel:c".to_owned(), "Biblioteket".to_owned())],
            municipality: "Båtsfjord kommune".to_owned(),
            about: "Hallen er stengt i dag.".to_owned(),
            roles: vec!["leader", "privacy-officer"],
            category: if choose {
                String::new()
            } else {
                "mitigated".to_owned()
            },
            reason: "Nettstedet er nede.".to_owned(),
            reason_least: 20,
            until: "2026-12-06".to_owned(),
            latest: "2026-12-22".to_owned(),
            errors,
        };
        vec![
            view(false, FieldErrors::default()),
            view(true, crate::samples::faults(&["category", "reason", "until"])),
        ]
    }
}

/// What it is about.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    clause: String,
    #[serde(default)]
    whom: String,
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let form = form(&wanted.clause, &wanted.whom);
    page.view(&view(&web, &me, form, wanted.whom, FieldErrors::default()).await?)
}

pub(crate) async fn submit(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let whom = fields.get("whom").to_owned();
    let form = NewWaiver {
        category: WaiverCategory::parse(fields.get("category")),
        reason: fields.get("reason").replace("\r\n", "\n"),
        until: fields.get("until").to_owned(),
        ..form(fields.get("clause"), &whom)
    };
    let asked: flow::Result<WaiverId> = flow::waivers::ask(&web.flow, &me, form.clone()).await;
    match asked {
        Ok(id) => Ok(page.redirect_with(&format!("/waivers/{id}"), &Flash::success("waiver-asked"))),
        Err(error) => {
            let errors = FieldErrors::of(&page, error)?;
            page.form(&view(&web, &me, form, whom, errors.clone()).await?, &errors)
        }
    }
}

/// The form as far as the address tells: `post:ID` and the like.
fn form(clause: &str, whom: &str) -> NewWaiver {
    let (subject, id) = whom.split_once(':').unwrap_or((whom, ""));
    NewWaiver {
        clause: clause.to_owned(),
        subject: WaiverSubject::parse(subject),
        subject_id: id.to_owned(),
        ..NewWaiver::default()
    }
}

async fn view(
    web: &Web,
    me: &Signed,
    form: NewWaiver,
    whom: String,
    errors: FieldErrors,
) -> Result<AskView, WebError> {
    let offer: Offer = flow::waivers::offer(&web.flow, me, &form).await?;
    let choose = !matches!(form.subject, Some(WaiverSubject::Post | WaiverSubject::Item));
    let mut channels = Vec::new();
    if choose {
        let read = web.flow.store().read().await?;
        let active = read
            .channels_in(&me.municipality.id, &[ChannelState::Active])
            .await?;
        channels = active
            .into_iter()
            .map(|c| (format!("channel:{}", c.id.as_str()), c.name))
            .collect();
    }
    Ok(AskView {
        clause: form.clause,
        title: offer.title,
        says: offer.says,
        section: offer.section,
        whom: if whom.is_empty() {
            "municipality".to_owned()
        } else {
            whom
        },
        choose,
        channels,
        municipality: me.municipality.name.clone(),
        about: offer.about,
        roles: offer.roles,
        category: form.category.map(|c| c.as_str().to_owned()).unwrap_or_default(),
        reason: form.reason,
        reason_least: offer.reason_least,
        until: if form.until.is_empty() {
            offer.until
        } else {
            form.until
        },
        latest: offer.latest,
        errors,
    })
}
