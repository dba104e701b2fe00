//! `/archive/exports`: asks for exports, shows how far they have come, hands them out.

use crate::pages::common::{self, PAGE, after, id};
use crate::{FieldErrors, Flash, Input, Page, Signed, View, Web, WebError};
use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use flow::archive::exports::{self, Wish};
use futures_util::{StreamExt as _, stream};
use model::archive::RecordKind;
use model::export::{Export, ExportFormat, ExportState};
use model::{Id as _, Millis};
use serde::{Deserialize, Serialize};
use store::Cursor;
use tokio::io::AsyncReadExt as _;

/// Bytes sent at a time.
const PIECE: usize = 64 * 1024;

/// The page.
#[derive(Debug, Serialize)]
pub struct ExportsView {
    /// Formats to choose from.
    pub formats: Vec<&'static str>,
    /// Kinds of records to choose from.
    pub kinds: Vec<&'static str>,
    /// Channels to choose from: id and name.
    pub channels: Vec<(String, String)>,
    /// Format as chosen.
    pub format: String,
    /// First day as typed.
    pub from: String,
    /// Last day as typed.
    pub to: String,
    /// Channel as chosen.
    pub channel: String,
    /// Kind as chosen.
    pub kind: String,
    /// Who takes it over, as typed.
    pub receiver: String,
    /// Reference of the agreement, as typed.
    pub agreement: String,
    /// What is wrong.
    pub errors: FieldErrors,
    /// Exports, last asked first.
    pub exports: Vec<ExportRow>,
    /// Whether one is being made, so that the list changes by itself.
    pub busy: bool,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// One export.
#[derive(Debug, Serialize)]
pub struct ExportRow {
    /// Id.
    pub id: String,
    /// Word of its format.
    pub format: String,
    /// `waiting`, `making`, `ready` or `removed`.
    pub state: &'static str,
    /// Who asked.
    pub by: String,
    /// When, in milliseconds.
    pub at: i64,
    /// First and last day; empty when open.
    pub from: String,
    /// See `from`.
    pub to: String,
    /// Name of the channel; empty for all.
    pub channel: String,
    /// Word of the kind; empty for all.
    pub kind: String,
    /// Who takes it over; empty when that was not said.
    pub receiver: String,
    /// Entries looked at.
    pub done: i64,
    /// Entries to look at.
    pub all: i64,
    /// Entries in it.
    pub entries: i64,
    /// Bytes of the file.
    pub bytes: i64,
    /// SHA-256 of the file.
    pub digest: String,
    /// Until when it is kept, in milliseconds.
    pub until: i64,
    /// What went wrong last.
    pub problem: Option<common::Problem>,
}

impl View for ExportsView {
    const TEMPLATE: &'static str = "archive/exports.html";
    fn samples() -> Vec<Self> {
        let row = |format: ExportFormat, state: &'static str| ExportRow {
            id: "01ARZ3NDEKTSV4RRFFQ69G5FE0".to_owned(),
            format: format.as_str().to_owned(),
            state,
            by: "Arne Arkivar".to_owned(),
            at: 1_795_348_800_000,
            from: "2026-01-01".to_owned(),
            to: String::new(),
            channel: "Båtsfjord på Bluesky".to_owned(),
            kind: "post".to_owned(),
            receiver: "IKA Finnmark".to_owned(),
            done: 2_000,
            all: 4_711,
            entries: 4_000,
            bytes: 12_345_678,
            digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
            until: 1_796_558_400_000,
            problem: None,
        };
        let bare = |format, state| ExportRow {
            from: String::new(),
            channel: String::new(),
            kind: String::new(),
            receiver: String::new(),
            ..row(format, state)
        };
        let view = |exports: Vec<ExportRow>, errors| Self {
            formats: ExportFormat::ALL.iter().map(|f| f.as_str()).collect(),
            kinds: RecordKind::ALL.iter().map(|k| k.as_str()).collect(),
            channels: vec![("c".to_owned(), "Båtsfjord på Bluesky".to_owned())],
            format: "bagit".to_owned(),
            from: String::new(),
            to: "2026-12-31".to_owned(),
            channel: "c".to_owned(),
            kind: "post".to_owned(),
            receiver: String::new(),
            agreement: String::new(),
            errors,
            busy: exports.iter().any(|e| e.state == "making"),
            exports,
            next: None,
        };
        let troubled = ExportRow {
            problem: Some(common::Problem {
                what: "error-disk-full".to_owned(),
                todo: Some("error-disk-full-todo".to_owned()),
                params: std::collections::BTreeMap::new(),
            }),
            to: "2026-12-31".to_owned(),
            ..row(ExportFormat::Eark, "making")
        };
        vec![
            Self {
                next: Some("1_A".to_owned()),
                ..view(
                    vec![
                        troubled,
                        bare(ExportFormat::Wacz, "waiting"),
                        row(ExportFormat::Bagit, "ready"),
                        bare(ExportFormat::Csv, "removed"),
                    ],
                    FieldErrors::default(),
                )
            },
            view(
                Vec::new(),
                crate::samples::faults(&["format", "from", "to", "kind", "receiver", "agreement"]),
            ),
        ]
    }
}

#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    after: String,
}

#[derive(Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    format: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    channel: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    receiver: String,
    #[serde(default)]
    agreement: String,
}

pub(super) async fn list(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let asked = Asked {
        format: ExportFormat::Bagit.as_str().to_owned(),
        ..Asked::default()
    };
    let view = view(&web, &page, &me, asked, &wanted.after, FieldErrors::default()).await?;
    if page.is_htmx() {
        page.fragment(&view, "made")
    } else {
        page.view(&view)
    }
}

pub(super) async fn ask(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Input(asked): Input<Asked>,
) -> Result<Response, WebError> {
    let wish = Wish {
        format: asked.format.clone(),
        from: asked.from.clone(),
        to: asked.to.clone(),
        channel: asked.channel.clone(),
        kind: asked.kind.clone(),
        receiver: asked.receiver.clone(),
        agreement: asked.agreement.clone(),
        record: String::new(),
    };
    match exports::ask(&web.flow, &me, &wish).await {
        Ok(_) => Ok(page.redirect_with("/archive/exports", &Flash::success("export-asked"))),
        Err(error) => {
            let errors = FieldErrors::of(&page, error)?;
            let view = view(&web, &page, &me, asked, "", errors.clone()).await?;
            page.form(&view, &errors)
        }
    }
}

pub(super) async fn remove(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(export): Path<String>,
) -> Result<Response, WebError> {
    let removed = exports::remove(&web.flow, &me, &id(&export)?).await;
    after(&page, removed, "/archive/exports", "export-removed")
}

/// Sends the file piece by piece.
pub(super) async fn file(
    State(web): State<Web>,
    me: Signed,
    Path(export): Path<String>,
) -> Result<Response, WebError> {
    let fetched = exports::fetch(&web.flow, &me, &id(&export)?).await?;
    let file = tokio::fs::File::open(&fetched.path)
        .await
        .map_err(|_| WebError::not_found())?;
    let pieces = stream::try_unfold(file, |mut file| async move {
        let mut piece = vec![0; PIECE];
        let read = file.read(&mut piece).await?;
        piece.truncate(read);
        Ok::<_, std::io::Error>((read > 0).then(|| (Bytes::from(piece), file)))
    });
    let headers = [
        (
            header::CONTENT_TYPE,
            fetched.export.format.media_type().to_owned(),
        ),
        (header::CONTENT_LENGTH, fetched.export.bytes.to_string()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", fetched.name),
        ),
    ];
    // Compression asks once more after the end, which an unfused stream does not bear.
    Ok((headers, Body::from_stream(pieces.fuse())).into_response())
}

async fn view(
    web: &Web,
    page: &Page,
    me: &Signed,
    asked: Asked,
    wanted: &str,
    errors: FieldErrors,
) -> Result<ExportsView, WebError> {
    let whose = &me.municipality.id;
    let found = exports::list(&web.flow, me, Cursor::parse(wanted).as_ref(), PAGE).await?;
    let read = web.flow.store().read().await?;
    let people = common::people(&*read, whose).await?;
    let channels = common::channels(&*read, whose).await?;
    drop(read);
    let row = |export: Export| {
        let name = |id: &model::ChannelId| channels.get(id.as_str()).map(|c| c.name.clone());
        let kind = export.choice.kind.map(|k| k.as_str().to_owned());
        ExportRow {
            id: export.id.as_str().to_owned(),
            format: export.format.as_str().to_owned(),
            state: match export.state {
                ExportState::Making if export.progress.seq == 0 => "waiting",
                ExportState::Making => "making",
                ExportState::Ready => "ready",
                ExportState::Removed => "removed",
            },
            by: people.get(export.asked_by.as_str()).cloned().unwrap_or_default(),
            at: export.asked_at.0,
            channel: export.choice.channel.as_ref().and_then(name).unwrap_or_default(),
            kind: kind.unwrap_or_default(),
            receiver: export.choice.handover.receiver,
            from: export.choice.from,
            to: export.choice.to,
            done: export.progress.seq,
            all: export.size,
            entries: export.progress.entries,
            bytes: export.bytes,
            digest: export.digest,
            until: export
                .ended_at
                .unwrap_or(export.asked_at)
                .plus(14 * Millis::DAY)
                .0,
            problem: common::problem(page, &export.problem, "", ""),
        }
    };
    let exports: Vec<ExportRow> = found.items.into_iter().map(row).collect();
    let mut listed: Vec<(String, String)> = channels
        .iter()
        .map(|(id, c)| (id.clone(), c.name.clone()))
        .collect();
    listed.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(ExportsView {
        formats: ExportFormat::ALL.iter().map(|f| f.as_str()).collect(),
        kinds: RecordKind::ALL.iter().map(|k| k.as_str()).collect(),
        channels: listed,
        format: asked.format,
        from: asked.from,
        to: asked.to,
        channel: asked.channel,
        kind: asked.kind,
        receiver: asked.receiver,
        agreement: asked.agreement,
        errors,
        busy: exports.iter().any(|e| matches!(e.state, "waiting" | "making")),
        exports,
        next: found.next.map(|c| c.to_string()),
    })
}
