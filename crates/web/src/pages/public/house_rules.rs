//! `GET /public/{slug}/house-rules`: what visitors keep to, what may be hidden, and where to complain.

use super::json;
use crate::{Page, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::guideline::{HouseRules, PublicGround, Stated};
use serde::Serialize;

/// The page.
#[derive(Debug, Serialize)]
pub struct HouseRulesView {
    /// What the guideline says.
    pub rules: HouseRules,
}

impl View for HouseRulesView {
    const TEMPLATE: &'static str = "public/house-rules.html";
    fn samples() -> Vec<Self> {
        let stated = |from_document, section: &str| Stated {
            section: section.to_owned(),
            title: "Vær saklig".to_owned(),
            text: "Vi fjerner trusler. Kritikk av kommunen får stå.".to_owned(),
            from_document,
        };
        let ground = |letter: &str, strength, from_document| PublicGround {
            id: "batsfjord/4.4-2#a".to_owned(),
            letter: letter.to_owned(),
            section: "4.4".to_owned(),
            title: "Trusler".to_owned(),
            strength,
            from_document,
        };
        let full = HouseRules {
            municipality: "Båtsfjord kommune".to_owned(),
            slug: "batsfjord".to_owned(),
            website: "batsfjord.kommune.no".to_owned(),
            guideline: "Retningslinjer for sosiale medier".to_owned(),
            version: "2019.1.0".to_owned(),
            adopted_by: "kommunestyret".to_owned(),
            adopted_on: Some("2019-06-20".to_owned()),
            language: "nb",
            rules: vec![stated(true, "4.4"), stated(false, "")],
            grounds: vec![
                ground("a", "must", true),
                ground("", "may", true),
                ground("c", "exceptional", false),
            ],
            kept: true,
            notice: true,
            complaint: true,
            consequences: vec![stated(true, "2")],
        };
        let bare = HouseRules {
            website: String::new(),
            adopted_by: String::new(),
            adopted_on: None,
            rules: Vec::new(),
            grounds: Vec::new(),
            consequences: Vec::new(),
            kept: false,
            notice: false,
            complaint: false,
            ..full.clone()
        };
        vec![Self { rules: full }, Self { rules: bare }]
    }
}

/// The rules of the only municipality here; where there are several, the list from which one chooses.
pub(super) async fn find(State(web): State<Web>, page: Page) -> Result<Response, WebError> {
    let municipalities = web.flow.store().read().await?.municipalities().await?;
    Ok(match municipalities.as_slice() {
        [only] => page.redirect(&format!("/public/{}/house-rules", only.slug)),
        _ => page.redirect("/public/channels"),
    })
}

pub(super) async fn show(
    State(web): State<Web>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response, WebError> {
    let rules = flow::guideline::house_rules(&web.flow, &slug, page.locale()).await?;
    page.view(&HouseRulesView { rules })
}

/// The same for programs. Other sites may read it, so that a municipality can show it on its own pages.
pub(super) async fn show_json(
    State(web): State<Web>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response, WebError> {
    Ok(json(
        &flow::guideline::house_rules(&web.flow, &slug, page.locale()).await?,
    ))
}
