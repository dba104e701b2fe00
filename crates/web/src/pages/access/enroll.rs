//! `/sign-in/enroll`: setting up the second factor, and the recovery codes that are shown once.

use super::with_session;
use crate::{FieldErrors, Fields, Input, Page, View, Web, WebError};
use axum::extract::State;
use axum::response::Response;
use qrcodegen::{QrCode, QrCodeEcc};
use serde::Serialize;
use std::fmt::Write as _;

/// Light modules around a QR code (ISO/IEC 18004).
const QUIET: i32 = 4;

/// The form.
#[derive(Debug, Serialize)]
pub struct EnrollView {
    /// Width and height of the QR code in modules, with the quiet zone.
    pub size: i32,
    /// The dark modules as a path of SVG.
    pub path: String,
    /// The secret for typing.
    pub secret: String,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for EnrollView {
    const TEMPLATE: &'static str = "access/enroll.html";
    fn samples() -> Vec<Self> {
        let view = |errors| Self {
            size: 9,
            path: "M4,4h1v1h-1z".to_owned(),
            secret: "ABCD EFGH".to_owned(),
            errors,
        };
        vec![
            view(FieldErrors::default()),
            view(crate::samples::faults(&["code"])),
        ]
    }
}

/// The recovery codes.
#[derive(Debug, Serialize)]
pub struct CodesView {
    /// Ten codes.
    pub codes: Vec<String>,
}

impl View for CodesView {
    const TEMPLATE: &'static str = "access/codes.html";
    fn samples() -> Vec<Self> {
        vec![Self {
            codes: vec!["7KQM-W2HD-9XTP".to_owned()],
        }]
    }
}

pub(crate) async fn show(State(web): State<Web>, page: Page) -> Result<Response, WebError> {
    match page.signed() {
        None => Ok(page.redirect("/sign-in")),
        Some(half) if half.enrolled => Ok(page.redirect("/sign-in/code")),
        Some(half) => form(&web, &page, &half.token, FieldErrors::default()).await,
    }
}

pub(crate) async fn submit(
    State(web): State<Web>,
    page: Page,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let Some(half) = page.signed() else {
        return Ok(page.redirect("/sign-in"));
    };
    let mut errors = FieldErrors::default();
    errors.require("code", fields.get("code"));
    if errors.is_empty() {
        match flow::access::enroll_confirm(&web.flow, &half.token, fields.get("code")).await {
            Ok((token, codes)) => return Ok(with_session(&web, page.view(&CodesView { codes })?, &token)),
            Err(flow::Error::Refused {
                key: "code-wrong", ..
            }) => errors.add("code", "code-wrong"),
            Err(error) => errors = FieldErrors::of(&page, error)?,
        }
    }
    form(&web, &page, &half.token, errors).await
}

async fn form(web: &Web, page: &Page, token: &str, errors: FieldErrors) -> Result<Response, WebError> {
    let enrolment = flow::access::enroll_begin(&web.flow, token).await?;
    let code = QrCode::encode_text(&enrolment.uri, QrCodeEcc::Medium).map_err(WebError::internal)?;
    let view = EnrollView {
        size: code.size() + 2 * QUIET,
        path: dark_modules(&code),
        secret: enrolment.secret,
        errors: errors.clone(),
    };
    page.form(&view, &errors)
}

/// Each dark module is a unit square.
fn dark_modules(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // Writing to a String does not fail.
            let _ = write!(path, "M{},{}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    path
}
