//! `/setup/{token}`: the municipality, its guideline and the first administrator.

use crate::pages::access::with_session;
use crate::{FieldErrors, Fields, Input, Page, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::setup::{PackChoice, SetUp};
use model::Locale;
use model::municipality::{Country, Hours, OfficeHours};
use serde::Serialize;

/// The form.
#[derive(Debug, Serialize)]
pub struct SetupView {
    /// Token of the link.
    pub token: String,
    /// Official name.
    pub name: String,
    /// Organisation number.
    pub org_number: String,
    /// `NO` or `SE`.
    pub country: String,
    /// Tag of the main language.
    pub language: String,
    /// Tags of further languages.
    pub further: Vec<String>,
    /// Tags that can be chosen.
    pub tags: Vec<&'static str>,
    /// When the office opens, `08:00`.
    pub opens: String,
    /// When it closes.
    pub closes: String,
    /// Website.
    pub website: String,
    /// Chosen pack.
    pub pack: String,
    /// Packs that can be chosen.
    pub packs: Vec<PackChoice>,
    /// Administrator's name.
    pub admin_name: String,
    /// Administrator's e-mail.
    pub admin_email: String,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl SetupView {
    fn of(web: &Web, page: &Page, token: String, fields: &Fields, errors: FieldErrors) -> Self {
        let given = |name: &str| fields.get(name).to_owned();
        Self {
            token,
            name: given("name"),
            org_number: given("org_number"),
            country: given("country"),
            language: given("language"),
            further: fields.all("languages").into_iter().map(str::to_owned).collect(),
            tags: Locale::ALL.iter().map(|l| l.tag()).collect(),
            opens: given("opens"),
            closes: given("closes"),
            website: given("website"),
            pack: given("pack"),
            packs: flow::setup::packs(&web.flow, page.locale()),
            admin_name: given("admin_name"),
            admin_email: given("admin_email"),
            errors,
        }
    }
}

impl View for SetupView {
    const TEMPLATE: &'static str = "setup/complete.html";
    fn samples() -> Vec<Self> {
        let view = |errors| Self {
            token: "t".to_owned(),
            name: "Båtsfjord kommune".to_owned(),
            org_number: String::new(),
            country: "NO".to_owned(),
            language: "nb".to_owned(),
            further: vec!["nn".to_owned()],
            tags: vec!["nb", "nn", "sv", "en"],
            opens: "08:00".to_owned(),
            closes: "15:30".to_owned(),
            website: String::new(),
            pack: "batsfjord".to_owned(),
            packs: vec![PackChoice {
                id: "batsfjord".to_owned(),
                title: "Båtsfjord".to_owned(),
            }],
            admin_name: String::new(),
            admin_email: String::new(),
            errors,
        };
        vec![
            view(FieldErrors::default()),
            view(crate::samples::faults(&["name", "opens", "password"])),
        ]
    }
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    Path(token): Path<String>,
) -> Result<Response, WebError> {
    if page.is_set_up() {
        return Err(flow::Error::refused("setup-link-used").into());
    }
    let country = if page.locale() == Locale::Sv {
        Country::Sweden
    } else {
        Country::Norway
    };
    let usual = [
        ("country", country.as_str()),
        ("language", page.locale().tag()),
        ("opens", "08:00"),
        ("closes", "15:30"),
    ];
    let fields = Fields(usual.map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec());
    page.view(&SetupView::of(
        &web,
        &page,
        token,
        &fields,
        FieldErrors::default(),
    ))
}

pub(crate) async fn submit(
    State(web): State<Web>,
    page: Page,
    Path(token): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let mut own = FieldErrors::default();
    let office_hours = office_hours(&fields, &mut own);
    let form = SetUp {
        name: fields.get("name").to_owned(),
        org_number: fields.get("org_number").to_owned(),
        country: Country::parse(fields.get("country")).unwrap_or(Country::Norway),
        languages: std::iter::once(fields.get("language"))
            .chain(fields.all("languages"))
            .filter_map(Locale::from_tag)
            .collect(),
        office_hours,
        website: fields.get("website").to_owned(),
        pack: fields.get("pack").to_owned(),
        admin_name: fields.get("admin_name").to_owned(),
        admin_email: fields.get("admin_email").to_owned(),
        password: fields.get("password").to_owned(),
    };
    let errors = if own.is_empty() {
        match flow::setup::complete(&web.flow, &token, form).await {
            Ok(session) => return Ok(with_session(&web, page.redirect("/sign-in/enroll"), &session)),
            Err(error) => FieldErrors::of(&page, error)?,
        }
    } else {
        own
    };
    page.form(
        &SetupView::of(&web, &page, token, &fields, errors.clone()),
        &errors,
    )
}

/// Monday to Friday from `opens` to `closes`.
fn office_hours(fields: &Fields, errors: &mut FieldErrors) -> OfficeHours {
    let minutes = |name: &str| {
        let time: jiff::civil::Time = fields.get(name).trim().parse().ok()?;
        let (hour, minute) = (
            u16::try_from(time.hour()).ok()?,
            u16::try_from(time.minute()).ok()?,
        );
        Some(hour * 60 + minute)
    };
    match (minutes("opens"), minutes("closes")) {
        (Some(open), Some(close)) if open < close => {
            let day = Some(Hours { open, close });
            return OfficeHours([day, day, day, day, day, None, None]);
        }
        (Some(_), Some(_)) => errors.add("closes", "closes-before-opens"),
        (None, _) => errors.add("opens", "time-form"),
        (_, None) => errors.add("closes", "time-form"),
    }
    OfficeHours::default()
}
