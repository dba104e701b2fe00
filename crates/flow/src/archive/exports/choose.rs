//! What of the archive is in an export.

use crate::archive::open;
use crate::{Error, Flow, Result};
use ledger::RecordKey;
use model::archive::{Entry, Record, RecordKind};
use model::export::{Export, ExportChoice};
use model::municipality::Municipality;
use model::{ChannelId, Id as _, ItemId, Millis, PostId, RecordId};
use std::collections::HashMap;
use store::Read;

/// Records whose keys are kept at hand.
const AT_HAND: usize = 10_000;

/// Which records and times are in it.
pub(in crate::archive) struct Choosing {
    choice: ExportChoice,
    from: Millis,
    until: Millis,
    /// `None` is not chosen.
    records: HashMap<RecordId, Option<(Record, Option<RecordKey>)>>,
}

impl Choosing {
    pub(in crate::archive) fn new(export: &Export, municipality: &Municipality) -> Result<Self> {
        let zone = model::calendar::zone(municipality.country);
        let midnight = |day: &str, later: i64, open: Millis| -> Result<Millis> {
            if day.is_empty() {
                return Ok(open);
            }
            let internal = |e: jiff::Error| Error::Internal(e.to_string());
            let day: jiff::civil::Date = day.parse().map_err(internal)?;
            let day = day.saturating_add(jiff::Span::new().days(later));
            let start = day.to_zoned(zone.clone()).map_err(internal)?;
            Ok(start.timestamp().into())
        };
        Ok(Self {
            from: midnight(&export.choice.from, 0, Millis(i64::MIN))?,
            until: midnight(&export.choice.to, 1, Millis(i64::MAX))?,
            choice: export.choice.clone(),
            records: HashMap::new(),
        })
    }

    /// Record and key of an entry that is chosen.
    pub(in crate::archive) async fn of(
        &mut self,
        flow: &Flow,
        read: &dyn Read,
        export: &Export,
        entry: &Entry,
    ) -> Result<Option<(Record, Option<RecordKey>)>> {
        if entry.at < self.from || entry.at >= self.until {
            return Ok(None);
        }
        if let Some(known) = self.records.get(&entry.record) {
            return Ok(known.clone());
        }
        let record = read.record(&export.municipality, &entry.record).await?;
        let wanted = self.choice.kind.is_none_or(|kind| kind == record.kind)
            && self.choice.record.as_ref().is_none_or(|id| *id == record.id)
            && match &self.choice.channel {
                Some(channel) => on_channel(read, &record, channel).await?,
                None => true,
            };
        let known = match wanted {
            true => Some((record.clone(), open::key(flow, &record)?)),
            false => None,
        };
        if self.records.len() >= AT_HAND {
            self.records.clear();
        }
        self.records.insert(entry.record.clone(), known.clone());
        Ok(known)
    }
}

/// Whether a record is of the channel: it itself, posts on it, comments there. What has lost its working copy is of none.
async fn on_channel(read: &dyn Read, record: &Record, channel: &ChannelId) -> Result<bool> {
    let (of, subject) = (&record.municipality, record.subject.as_str());
    let found = match record.kind {
        RecordKind::Channel => Ok(subject == channel.as_str()),
        RecordKind::Post => match PostId::parse(subject) {
            Ok(id) => read.post(of, &id).await.map(|p| p.channels.contains(channel)),
            Err(_) => Ok(false),
        },
        RecordKind::Item => match ItemId::parse(subject) {
            Ok(id) => read.item(of, &id).await.map(|i| i.channel == *channel),
            Err(_) => Ok(false),
        },
        RecordKind::Case | RecordKind::Municipality => Ok(false),
    };
    match found {
        Err(store::StoreError::NotFound(_)) => Ok(false),
        found => Ok(found?),
    }
}
