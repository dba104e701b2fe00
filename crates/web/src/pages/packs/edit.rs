//! `/packs/{id}/file`: one file's text, with what is wrong with the whole version beside it.

use super::show::{TroubleRow, sample_troubles, troubles};
use crate::pages::common::id;
use crate::{FieldErrors, Fields, Flash, Input, Page, Signed, View, Web, WebError};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use model::{Id as _, PackVersionId};
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

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(version): Path<String>,
    Query(fields): Query<Fields>,
) -> Result<Response, WebError> {
    let name = fields.get("name").to_owned();
    page.view(
        &view(
            &web,
            &page,
            &me,
            &id(&version)?,
            &name,
            None,
            FieldErrors::default(),
        )
        .await?,
    )
}

pub(crate) async fn save(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(version): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let version: PackVersionId = id(&version)?;
    let name = fields.get("name").trim().to_owned();
    if fields.get("then") == "check" {
        let typed = Some(&fields);
        return page.view(&view(&web, &page, &me, &version, &name, typed, FieldErrors::default()).await?);
    }
    let open = flow::packs::open(&web.flow, &me, &version).await?;
    let path = format!("{}/{name}", open.version.pack);
    let revision = fields.get("revision").parse().unwrap_or_default();
    let new = vec![(path, fields.get("text").to_owned())];
    match flow::packs::write(&web.flow, &me, &version, revision, new).await {
        Ok(_) => {
            let to = format!("/packs/{version}/file?name={name}");
            Ok(page.redirect_with(&to, &Flash::success("ownpack-saved")))
        }
        Err(error) => {
            let errors = FieldErrors::of(&page, error)?;
            let shown = view(&web, &page, &me, &version, &name, Some(&fields), errors.clone()).await?;
            page.form(&shown, &errors)
        }
    }
}

pub(crate) async fn check(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(version): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let name = fields.get("name").trim().to_owned();
    let shown = view(
        &web,
        &page,
        &me,
        &id(&version)?,
        &name,
        Some(&fields),
        FieldErrors::default(),
    )
    .await?;
    page.fragment(&shown, "says")
}

pub(crate) async fn remove(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(version): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let version: PackVersionId = id(&version)?;
    let open = flow::packs::open(&web.flow, &me, &version).await?;
    let path = format!("{}/{}", open.version.pack, fields.get("name"));
    let revision = fields.get("revision").parse().unwrap_or_default();
    match flow::packs::remove(&web.flow, &me, &version, revision, &path).await {
        Ok(_) => Ok(page.redirect_with(
            &format!("/packs/{version}"),
            &Flash::success("ownpack-file-removed"),
        )),
        Err(error) => {
            let errors = FieldErrors::of(&page, error)?;
            let name = fields.get("name").to_owned();
            page.form(
                &view(&web, &page, &me, &version, &name, None, errors.clone()).await?,
                &errors,
            )
        }
    }
}

async fn view(
    web: &Web,
    page: &Page,
    me: &Signed,
    version: &PackVersionId,
    name: &str,
    typed: Option<&Fields>,
    errors: FieldErrors,
) -> Result<FileView, WebError> {
    let open = flow::packs::open(&web.flow, me, version).await?;
    let v = open.version;
    let path = format!("{}/{name}", v.pack);
    let kept = open.files.iter().find(|f| f.path == path);
    if kept.is_none() && typed.is_none() && !name.is_empty() {
        return Err(WebError::not_found());
    }
    let (text, checked, revision) = match typed {
        None => (
            kept.map(|f| f.text.clone()).unwrap_or_default(),
            open.checked,
            v.revision,
        ),
        Some(fields) => {
            let text = fields.get("text").replace("\r\n", "\n");
            let checked = flow::packs::check_with(&web.flow, me, &v.pack, open.files, &path, &text).await?;
            // The revision that was read goes round with the form, so that nobody writes over what she has not seen.
            (text, checked, fields.get("revision").parse().unwrap_or_default())
        }
    };
    Ok(FileView {
        id: v.id.as_str().to_owned(),
        version: format!("{} {}", v.pack, v.version),
        revision,
        name: name.to_owned(),
        text,
        may_write: open.may_write,
        removable: open.may_write && !name.is_empty() && name != "pack.toml",
        troubles: troubles(page, v.id.as_str(), &v.pack, &checked.troubles),
        tests: (checked.ran, checked.failed),
        sound: checked.is_sound(),
        errors,
    })
}
