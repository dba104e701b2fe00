//! Asks for an export.

use crate::journal::{self, Event};
use crate::{Actor, Error, FieldError, Flow, Result, jobs};
use jiff::civil::Date;
use model::archive::RecordKind;
use model::export::{Export, ExportChoice, ExportFormat, ExportProgress, ExportState, Handover};
use model::person::Permission;
use model::{ExportId, Id as _};
use serde_json::json;

/// Longest name and reference of a receiver, in characters.
const LINE: usize = 200;

/// What is wished for, as typed; empty texts leave nothing out.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Word of the format.
    pub format: String,
    /// First day, `YYYY-MM-DD`.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Id of a channel.
    pub channel: String,
    /// Word of a kind of records.
    pub kind: String,
    /// Id of a record.
    pub record: String,
    /// Name of the archive that takes it over.
    pub receiver: String,
    /// Reference of the agreement with it.
    pub agreement: String,
}

/// Promises an export of all that is in the log now and fits the wish. It is journalled before it is made.
///
/// # Errors
/// `NotAllowed`; `NotFound` for a channel or record that is not there; `Invalid` (`format`: `required`; `from`, `to`: `date-unreadable`;
/// `to`: `period-backwards`; `kind`: `required`; `receiver`, `agreement`: `text-too-long`); `Refused("exports-off")` on an installation without a place for them.
pub async fn ask(flow: &Flow, actor: &Actor, wish: &Wish) -> Result<ExportId> {
    actor.must(Permission::ExportArchive)?;
    flow.exports()?;
    let (format, choice) = checked(wish)?;
    let municipality = &actor.municipality.id;
    let tx = flow.store().begin().await?;
    if let Some(channel) = &choice.channel {
        tx.channel(municipality, channel).await?;
    }
    if let Some(record) = &choice.record {
        tx.record(municipality, record).await?;
    }
    let id: ExportId = flow.source().id();
    let data = json!({ "export": id, "format": format, "chosen": choice });
    let event = Event::new(
        RecordKind::Municipality,
        municipality.as_str(),
        "export.asked",
        data,
    )
    .by(actor);
    journal::write(flow, &*tx, municipality, vec![event]).await?;
    let now = flow.source().now();
    let export = Export {
        id,
        municipality: municipality.clone(),
        asked_by: actor.person.id.clone(),
        asked_at: now,
        format,
        choice,
        state: ExportState::Making,
        size: tx.log_state(municipality).await?.size,
        progress: ExportProgress::default(),
        problem: String::new(),
        bytes: 0,
        digest: String::new(),
        ended_at: None,
        version: 1,
    };
    tx.insert_export(&export).await?;
    jobs::promise(flow, &*tx, municipality, "export", export.id.as_str(), now).await?;
    tx.commit().await?;
    flow.wake();
    Ok(export.id)
}

fn checked(wish: &Wish) -> Result<(ExportFormat, ExportChoice)> {
    let mut wrong = Vec::new();
    let format = ExportFormat::parse(&wish.format);
    if format.is_none() {
        wrong.push(FieldError::new("format", "required"));
    }
    let mut day = |field: &str, text: &str| {
        let text = text.trim();
        let day = text.parse::<Date>().ok().filter(|_| text.len() == 10);
        if day.is_none() && !text.is_empty() {
            wrong.push(FieldError::new(field, "date-unreadable"));
        }
        day
    };
    let (from, to) = (day("from", &wish.from), day("to", &wish.to));
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        wrong.push(FieldError::new("to", "period-backwards"));
    }
    let kind = RecordKind::parse(&wish.kind);
    if kind.is_none() && !wish.kind.is_empty() {
        wrong.push(FieldError::new("kind", "required"));
    }
    let mut line = |field: &str, text: &str| {
        let text = text.trim();
        if text.chars().count() > LINE {
            wrong.push(FieldError::new(field, "text-too-long").with("limit", LINE));
        }
        text.to_owned()
    };
    let handover = Handover {
        receiver: line("receiver", &wish.receiver),
        agreement: line("agreement", &wish.agreement),
    };
    let Some(format) = format.filter(|_| wrong.is_empty()) else {
        return Err(Error::Invalid(wrong));
    };
    let written = |day: Option<Date>| day.map_or_else(String::new, |d| d.to_string());
    let choice = ExportChoice {
        from: written(from),
        to: written(to),
        channel: id(&wish.channel)?,
        kind,
        record: id(&wish.record)?,
        handover,
    };
    Ok((format, choice))
}

fn id<T: model::Id>(text: &str) -> Result<Option<T>> {
    match text {
        "" => Ok(None),
        text => T::parse(text).map(Some).map_err(|_| Error::NotFound),
    }
}
