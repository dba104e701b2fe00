//! `POST /archive/records/{id}/pdf`: one record as a document that anyone can read, PDF/A.

use crate::dates::{Style, format};
use crate::pages::common;
use crate::{Page, Signed, Web, WebError};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use flow::archive::{Cuts, PdfWords};
use jiff::tz::TimeZone;
use model::{Millis, RecordId};

pub(super) async fn download(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(record): Path<String>,
) -> Result<Response, WebError> {
    let record: RecordId = common::id(&record)?;
    let (texts, locale) = (page.texts(), page.locale());
    let zone = TimeZone::get(me.municipality.country.zone()).unwrap_or(TimeZone::UTC);
    let words = PdfWords {
        text: &|key: &str| texts.plain(locale, key),
        time: &|at: Millis| format(texts, locale, &zone, at, Style::Moment),
        lang: locale.tag(),
    };
    let bytes = flow::archive::record_pdf(&web.flow, &me, &record, &words, &Cuts::default(), false).await?;
    let name = std::format!("attachment; filename=\"{}-{record}.pdf\"", me.municipality.slug);
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, bytes).into_response())
}
