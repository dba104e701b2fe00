//! The public list of official channels, for everybody who wonders whether an account is real, and the house rules.

pub mod archive;
pub mod compare;
pub mod house_rules;
pub mod post;

use crate::access::{Access, Route};
use crate::{Page, View, Web, WebError};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use model::municipality::Municipality;
use serde::Serialize;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/public/channels", Access::Public, all),
        Route::get("/public/channels.json", Access::Public, all_json),
        Route::get("/public/house-rules", Access::Public, house_rules::find),
        Route::get("/public/{slug}/channels", Access::Public, one),
        Route::get("/public/{slug}/channels.json", Access::Public, one_json),
        Route::get("/public/{slug}/archive", Access::Public, archive::show),
        Route::get("/public/{slug}/archive/{post}", Access::Public, post::show),
        Route::get(
            "/public/{slug}/archive/{post}/pictures/{digest}",
            Access::Public,
            post::picture,
        ),
        Route::get(
            "/public/{slug}/archive/proof/{entry}/{file}",
            Access::Public,
            post::proof,
        ),
        Route::get("/public/{slug}/house-rules", Access::Public, house_rules::show),
        Route::get(
            "/public/{slug}/house-rules.json",
            Access::Public,
            house_rules::show_json,
        ),
    ]
}

/// An official account. Names of people are left out: the unit answers for it to the public.
#[derive(Debug, Serialize)]
pub struct Account {
    /// Word of the network.
    pub network: &'static str,
    /// Name on the network.
    pub name: String,
    /// Handle; may be empty.
    pub handle: String,
    /// Address; may be empty.
    pub url: String,
    /// What it is for.
    pub purpose: String,
    /// Whom it is for.
    pub audience: String,
    /// Unit that owns it; may be empty.
    pub unit: String,
    /// `active` or `closing`.
    pub state: &'static str,
}

/// A municipality's accounts.
#[derive(Debug, Serialize)]
pub struct Register {
    /// Official name.
    pub municipality: String,
    /// Organisation number.
    pub org_number: String,
    /// Short name in addresses.
    pub slug: String,
    /// Domain of its website; may be empty.
    pub website: String,
    /// Whether it shows published posts to everybody.
    pub archive: bool,
    /// Its accounts.
    pub channels: Vec<Account>,
}

/// The page.
#[derive(Debug, Serialize)]
pub struct PublicView {
    /// One or all municipalities.
    pub registers: Vec<Register>,
    /// Address of the same as JSON.
    pub json: String,
}

impl View for PublicView {
    const TEMPLATE: &'static str = "public/channels.html";
    fn samples() -> Vec<Self> {
        let account = |unit: &str, url: &str, state| Account {
            network: "bluesky",
            name: "Båtsfjord kommune".to_owned(),
            handle: url.to_owned(),
            url: url.to_owned(),
            purpose: "Nyheter".to_owned(),
            audience: "Innbyggere".to_owned(),
            unit: unit.to_owned(),
            state,
        };
        let register = |channels, website: &str| Register {
            municipality: "Båtsfjord kommune".to_owned(),
            org_number: "938795592".to_owned(),
            slug: "batsfjord".to_owned(),
            website: website.to_owned(),
            archive: !website.is_empty(),
            channels,
        };
        let json = "/public/channels.json".to_owned();
        let accounts = vec![
            account("Servicetorget", "https://example.no", "active"),
            account("", "", "closing"),
        ];
        vec![
            Self {
                registers: vec![
                    register(accounts, "batsfjord.kommune.no"),
                    register(Vec::new(), ""),
                ],
                json: json.clone(),
            },
            Self {
                registers: Vec::new(),
                json,
            },
        ]
    }
}

async fn all(State(web): State<Web>, page: Page) -> Result<Response, WebError> {
    page.view(&PublicView {
        registers: registers(&web).await?,
        json: "/public/channels.json".to_owned(),
    })
}

async fn all_json(State(web): State<Web>) -> Result<Response, WebError> {
    Ok(json(&registers(&web).await?))
}

async fn one(State(web): State<Web>, page: Page, Path(slug): Path<String>) -> Result<Response, WebError> {
    let register = by_slug(&web, &slug).await?;
    page.view(&PublicView {
        registers: vec![register],
        json: format!("/public/{slug}/channels.json"),
    })
}

async fn one_json(State(web): State<Web>, Path(slug): Path<String>) -> Result<Response, WebError> {
    Ok(json(&by_slug(&web, &slug).await?))
}

/// Other sites may read the list, so that a municipality can show it on its own pages.
fn json<T: Serialize>(value: &T) -> Response {
    ([(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")], axum::Json(value)).into_response()
}

async fn registers(web: &Web) -> Result<Vec<Register>, WebError> {
    let municipalities = web.flow.store().read().await?.municipalities().await?;
    let mut registers = Vec::with_capacity(municipalities.len());
    for municipality in municipalities {
        registers.push(register(web, municipality).await?);
    }
    Ok(registers)
}

async fn by_slug(web: &Web, slug: &str) -> Result<Register, WebError> {
    let found = web.flow.store().read().await?.municipality_by_slug(slug).await?;
    register(web, found.ok_or_else(WebError::not_found)?).await
}

async fn register(web: &Web, municipality: Municipality) -> Result<Register, WebError> {
    let channels = web
        .flow
        .store()
        .read()
        .await?
        .public_channels(&municipality.id)
        .await?;
    let account = |c: model::channel::Channel| Account {
        network: c.network.as_str(),
        name: c.name,
        handle: c.handle,
        url: c.url,
        purpose: c.purpose,
        audience: c.audience,
        unit: c.unit,
        state: c.state.as_str(),
    };
    Ok(Register {
        archive: flow::archive::shown::has_public_archive(&web.flow, &municipality.id).await?,
        municipality: municipality.name,
        org_number: municipality.org_number,
        slug: municipality.slug,
        website: municipality.website,
        channels: channels.into_iter().map(account).collect(),
    })
}
