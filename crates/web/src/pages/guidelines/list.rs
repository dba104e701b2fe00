//! `GET /guidelines`: every guideline that can be read and compared.

use crate::{Page, Signed, View, Web, WebError};
use axum::extract::State;
use axum::response::Response;
use flow::packs::Shelved;
use serde::Serialize;

/// The page.
#[derive(Debug, Serialize)]
pub struct ShelfView {
    /// In order: guidelines, bases, own versions.
    pub shelf: Vec<Shelved>,
    /// Word of the one in force, with which another is compared first.
    pub mine: String,
}

impl View for ShelfView {
    const TEMPLATE: &'static str = "guidelines/list.html";
    fn samples() -> Vec<Self> {
        let mut bare = super::sample("base", false);
        bare.extends = Vec::new();
        vec![Self {
            shelf: vec![
                super::sample("guideline", true),
                super::sample("guideline", false),
                bare,
                super::sample("own", false),
            ],
            mine: "batsfjord".to_owned(),
        }]
    }
}

pub(crate) async fn show(State(web): State<Web>, page: Page, me: Signed) -> Result<Response, WebError> {
    let shelf = flow::packs::shelf(&web.flow, &me).await?;
    let mine = shelf.iter().find(|s| s.in_force).map(|s| s.word.clone());
    page.view(&ShelfView {
        mine: mine.unwrap_or_default(),
        shelf,
    })
}
