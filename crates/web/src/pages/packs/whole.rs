//! `/packs/{id}/zip`: a whole version to take along, and one to put in place of a draft's files.

use super::desk::{Desk, revision};
use super::troubles::{TroubleRow, sample_troubles, troubles};
use crate::{FieldErrors, Fields, View, WebError};
use axum::body::Bytes;
use axum::extract::Multipart;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use flow::packs::Taken;
use serde::Serialize;

/// The page where a zip is chosen.
#[derive(Debug, Serialize)]
pub struct ZipView {
    /// The version.
    pub id: String,
    /// Pack and version.
    pub version: String,
    /// Revision that was read.
    pub revision: i64,
    /// Largest zip, in megabytes.
    pub most: usize,
    /// What is wrong with the pack in the zip that was sent.
    pub troubles: Vec<TroubleRow>,
    /// What is wrong with the form.
    pub errors: FieldErrors,
}

impl View for ZipView {
    const TEMPLATE: &'static str = "packs/zip.html";
    fn samples() -> Vec<Self> {
        let view = |troubles, errors| Self {
            id: "p".to_owned(),
            version: "batsfjord 2027.1".to_owned(),
            revision: 3,
            most: 4,
            troubles,
            errors,
        };
        vec![
            view(Vec::new(), crate::samples::faults(&["file"])),
            view(sample_troubles(), FieldErrors::default()),
        ]
    }
}

pub(crate) async fn download(desk: Desk) -> Result<Response, WebError> {
    let (name, bytes) = flow::packs::zipped(&desk.web.flow, &desk.me, &desk.version).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    Ok((headers, bytes).into_response())
}

pub(crate) async fn show(desk: Desk) -> Result<Response, WebError> {
    desk.page
        .view(&view(&desk, None, Vec::new(), FieldErrors::default()).await?)
}

pub(crate) async fn take(desk: Desk, parts: Multipart) -> Result<Response, WebError> {
    let (fields, file) = read(parts).await?;
    let Some(file) = file else {
        let error = flow::Error::field("file", "required");
        let errors = FieldErrors::of(&desk.page, error)?;
        let shown = view(&desk, Some(&fields), Vec::new(), errors.clone()).await?;
        return desk.page.form(&shown, &errors);
    };
    let (flow, seen) = (&desk.web.flow, revision(&fields));
    match flow::packs::take_zip(flow, &desk.me, &desk.version, seen, file.to_vec()).await {
        Ok(Taken::Stored) => Ok(desk.done("", "ownpack-zip-taken")),
        Ok(Taken::Faulty(checked)) => {
            let open = desk.open().await?;
            let rows = troubles(&desk.page, &open, &checked.troubles);
            // Their places are those in the zip, not in the draft.
            let rows = rows.into_iter().map(|row| TroubleRow {
                href: None,
                clause: None,
                ..row
            });
            let errors = FieldErrors::of(&desk.page, flow::Error::field("file", "zip-faulty"))?;
            let shown = view(&desk, Some(&fields), rows.collect(), errors.clone()).await?;
            desk.page.form(&shown, &errors)
        }
        Err(error) => {
            let errors = FieldErrors::of(&desk.page, error)?;
            let shown = view(&desk, Some(&fields), Vec::new(), errors.clone()).await?;
            desk.page.form(&shown, &errors)
        }
    }
}

async fn read(mut parts: Multipart) -> Result<(Fields, Option<Bytes>), WebError> {
    let bad = |_| WebError::bad_request();
    let (mut fields, mut file) = (Fields::default(), None);
    while let Some(part) = parts.next_field().await.map_err(bad)? {
        let name = part.name().unwrap_or_default().to_owned();
        if name == "file" {
            file = Some(part.bytes().await.map_err(bad)?).filter(|b| !b.is_empty());
        } else {
            fields.0.push((name, part.text().await.map_err(bad)?));
        }
    }
    Ok((fields, file))
}

async fn view(
    desk: &Desk,
    sent: Option<&Fields>,
    troubles: Vec<TroubleRow>,
    errors: FieldErrors,
) -> Result<ZipView, WebError> {
    let open = desk.open().await?;
    Ok(ZipView {
        id: desk.version.to_string(),
        version: super::desk::name(&open),
        revision: sent.map_or(open.version.revision, revision),
        most: flow::packs::MAX_ZIP / (1024 * 1024),
        troubles,
        errors,
    })
}
