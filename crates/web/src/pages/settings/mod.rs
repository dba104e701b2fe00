//! `GET /settings`: how the municipality is set up.

pub mod public_archive;
pub mod words;

use crate::access::{Access, Route};
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::State;
use axum::response::Response;
use model::person::Permission;
use serde::Serialize;

pub(crate) fn routes() -> Vec<Route> {
    let words = Access::May(Permission::WritePack);
    vec![
        Route::get("/settings", Access::May(Permission::ManageSettings), show),
        Route::get(
            "/settings/public-archive",
            Access::May(Permission::ManageSettings),
            public_archive::show,
        ),
        Route::post(
            "/settings/public-archive",
            Access::May(Permission::ManageSettings),
            public_archive::submit,
        ),
        Route::get("/settings/words", words, words::show),
        Route::post("/settings/words", words, words::submit),
    ]
}

/// The page.
#[derive(Debug, Serialize)]
pub struct SettingsView {
    /// Official name.
    pub name: String,
    /// Organisation number.
    pub org_number: String,
    /// `NO` or `SE`.
    pub country: &'static str,
    /// Tags of the languages, the default first.
    pub tags: Vec<&'static str>,
    /// For each weekday from Monday: number, and hours as `08:00–15:30`; empty when closed.
    pub hours: Vec<(usize, String)>,
    /// Website; may be empty.
    pub website: String,
    /// Title of the guideline.
    pub pack: String,
    /// Short name in public addresses.
    pub slug: String,
}

impl View for SettingsView {
    const TEMPLATE: &'static str = "settings/show.html";
    fn samples() -> Vec<Self> {
        let view = |website: &str| Self {
            name: "Båtsfjord kommune".to_owned(),
            org_number: "938795592".to_owned(),
            country: "NO",
            tags: vec!["nb", "nn"],
            hours: vec![(1, "08:00–15:30".to_owned()), (7, String::new())],
            website: website.to_owned(),
            pack: "Båtsfjord".to_owned(),
            slug: "batsfjord".to_owned(),
        };
        vec![view(""), view("batsfjord.kommune.no")]
    }
}

async fn show(State(web): State<Web>, page: Page, me: Signed) -> Result<Response, WebError> {
    let m = &me.municipality;
    let time = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let hours = m.office_hours.0.iter().map(|day| match day {
        Some(hours) => format!("{}–{}", time(hours.open), time(hours.close)),
        None => String::new(),
    });
    page.view(&SettingsView {
        name: m.name.clone(),
        org_number: m.org_number.clone(),
        country: m.country.as_str(),
        tags: m.languages.iter().map(|l| l.tag()).collect(),
        hours: (1..).zip(hours).collect(),
        website: m.website.clone(),
        pack: flow::rules::book(&web.flow, m)
            .await?
            .title()
            .get(page.locale())
            .to_owned(),
        slug: m.slug.clone(),
    })
}
