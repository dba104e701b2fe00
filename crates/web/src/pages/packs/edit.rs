//! `/packs/{id}/file`: one file's text, with what is wrong with the whole version beside it.

use super::desk::{Desk, revision};
use super::troubles::{TroubleRow, sample_troubles, troubles};
use crate::{FieldErrors, Fields, Input, View, WebError};
use axum::extract::Query;
use axum::response::Response;
use serde::Serialize;

/// The page.
#[derive(Debug, Serialize)]
pub struct FileView {
    /// The version.
    pub id: String,
    /// Pack and version.
    pub version: String,
    /// Revision that was read.
    pub revision: i64,
    /// Name inside the pack; empty for a new file.
    pub name: String,
    /// Text.
    pub text: String,
    /// Whether the reader may write.
    pub may_write: bool,
    /// Whether it may be taken away.
    pub removable: bool,
    /// What is wrong.
    pub troubles: Vec<TroubleRow>,
    /// Scenarios that were run, and those that failed.
    pub tests: (usize, usize),
    /// Whether it may be submitted as it is.
    pub sound: bool,
    /// What is wrong with the form.
    pub errors: FieldErrors,
}

impl View for FileView {
    const TEMPLATE: &'static str = "packs/file.html";
    fn samples() -> Vec<Self> {
        let view = |name: &str, may_write, sound| Self {
            id: "p".to_owned(),
            version: "batsfjord 2027.1".to_owned(),
            revision: 3,
            name: name.to_owned(),
            text: "[[clause]]\nid = \"2-1\"\n".to_owned(),
            may_write,
            removable: may_write && !name.is_empty(),
            troubles: if sound { Vec::new() } else { sample_troubles() },
            tests: (120, usize::from(!sound)),
            sound,
            errors: if sound {
                FieldErrors::default()
            } else {
                crate::samples::faults(&["path", "text"])
            },
        };
        vec![
            view("clauses/main.toml", true, false),
            view("clauses/main.toml", false, true),
            view("", true, true),
        ]
    }
}

pub(crate) async fn show(desk: Desk, Query(fields): Query<Fields>) -> Result<Response, WebError> {
    let shown = view(&desk, fields.get("name"), None, FieldErrors::default()).await?;
    desk.page.view(&shown)
}

pub(crate) async fn save(desk: Desk, Input(fields): Input<Fields>) -> Result<Response, WebError> {
    let name = fields.get("name").trim();
    if fields.get("then") == "check" {
        return desk
            .page
            .view(&view(&desk, name, Some(&fields), FieldErrors::default()).await?);
    }
    let path = format!("{}/{name}", desk.open().await?.version.pack);
    match desk.write(&fields, path, fields.get("text").to_owned()).await {
        Ok(_) => Ok(desk.done(&format!("/file?name={name}"), "ownpack-saved")),
        Err(error) => {
            let errors = FieldErrors::of(&desk.page, error)?;
            let shown = view(&desk, name, Some(&fields), errors.clone()).await?;
            desk.page.form(&shown, &errors)
        }
    }
}

pub(crate) async fn check(desk: Desk, Input(fields): Input<Fields>) -> Result<Response, WebError> {
    let name = fields.get("name").trim();
    let shown = view(&desk, name, Some(&fields), FieldErrors::default()).await?;
    desk.page.fragment(&shown, "says")
}

pub(crate) async fn remove(desk: Desk, Input(fields): Input<Fields>) -> Result<Response, WebError> {
    let name = fields.get("name");
    let path = format!("{}/{name}", desk.open().await?.version.pack);
    let done = flow::packs::remove(&desk.web.flow, &desk.me, &desk.version, revision(&fields), &path).await;
    match done {
        Ok(_) => Ok(desk.done("", "ownpack-file-removed")),
        Err(error) => {
            let errors = FieldErrors::of(&desk.page, error)?;
            let shown = view(&desk, name, None, errors.clone()).await?;
            desk.page.form(&shown, &errors)
        }
    }
}

async fn view(
    desk: &Desk,
    name: &str,
    typed: Option<&Fields>,
    errors: FieldErrors,
) -> Result<FileView, WebError> {
    let open = desk.open().await?;
    let path = format!("{}/{name}", open.version.pack);
    let kept = open.files.iter().find(|f| f.path == path);
    if kept.is_none() && typed.is_none() && !name.is_empty() {
        return Err(WebError::not_found());
    }
    let (text, checked, seen) = match typed {
        None => (
            kept.map(|f| f.text.clone()).unwrap_or_default(),
            open.checked.clone(),
            open.version.revision,
        ),
        Some(fields) => {
            let text = fields.get("text").replace("\r\n", "\n");
            let checked = desk.check(&open, &path, &text).await?;
            (text, checked, revision(fields))
        }
    };
    Ok(FileView {
        id: desk.version.to_string(),
        version: super::desk::name(&open),
        revision: seen,
        name: name.to_owned(),
        text,
        may_write: open.may_write,
        removable: open.may_write && !name.is_empty() && name != "pack.toml",
        troubles: troubles(&desk.page, &open, &checked.troubles),
        tests: (checked.ran, checked.failed),
        sound: checked.is_sound(),
        errors,
    })
}
