//! Erasing what concerns one person, when she asks for it: what she wrote, found by handle, or one snapshot that shows her;
//! refused where a rule or a hold demands keeping, otherwise destroyed by the same machinery as everything else.

use super::decide::carry_out;
use super::fate::{self, Around, Fate};
use super::propose::blank;
use super::{LINE, TEXT, snapshot};
use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result, inbox};
use ledger::open_part;
use model::archive::{Record, RecordKind};
use model::channel::Channel;
use model::item::{Item, ItemState};
use model::person::Permission;
use model::retention::{
    DisposalCause, DisposalItem, DisposalItemState, DisposalState, Erasure, ErasureState, Ruling,
};
use model::snapshot::Snapshot;
use model::waiver::WaiverSubject;
use model::{EntryId, ErasureId, Id as _, Millis, RecordId, SnapshotId};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use store::{Read, Tx, WaiverFilter};

/// Waivers for one item that are looked at: far more than there are.
const WAIVERS: usize = 200;
/// What the asker's handle is sealed for.
const WHO: &str = "erasure-who";

/// What concerns a person.
#[derive(Clone, Debug)]
pub enum Thing {
    /// An item that she wrote.
    Item(Box<Item>),
    /// A snapshot of a channel's page.
    Snapshot(Box<Channel>, Box<Snapshot>),
}

/// Something that concerns the person.
#[derive(Clone, Debug)]
pub struct Found {
    /// What it is.
    pub thing: Thing,
    /// Key of why it stays (`kept-…`); `None` when it may go.
    pub kept: Option<&'static str>,
}

/// A request with what it concerns.
#[derive(Clone, Debug)]
pub struct Request {
    /// The request.
    pub erasure: Erasure,
    /// Handle or id of whoever asks; empty once it is carried out.
    pub who: String,
    /// What was found, in the order it was written; only while the request is open.
    pub found: Vec<Found>,
}

/// Decision on a request.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Version that was read.
    pub version: i64,
    /// How many items she who decides says will go.
    pub count: i64,
    /// Decision that allows it: the municipality's, on this request or on such requests.
    pub ruling: Ruling,
    /// Reason in words, for the letter.
    pub reason: String,
}

/// Enters a request. Who asks is sealed and never written to the journal.
///
/// # Errors
/// `NotAllowed`; `Invalid` (`required`, `text-too-long`).
pub async fn enter(flow: &Flow, actor: &Actor, who: &str) -> Result<ErasureId> {
    actor.must(Permission::ManageRetention)?;
    if who.trim().is_empty() {
        return Err(Error::field("who", "required"));
    }
    let tx = flow.store().begin().await?;
    let id = insert(flow, &*tx, actor, who, None).await?;
    tx.commit().await?;
    Ok(id)
}

/// Enters a request that is about one snapshot; `who` asks may be empty. A request that is open already stands for both.
///
/// # Errors
/// `NotAllowed`; `NotFound`; `Invalid` (`text-too-long`); `Refused("snapshot-not-kept")`.
pub async fn enter_snapshot(flow: &Flow, actor: &Actor, of: &SnapshotId, who: &str) -> Result<ErasureId> {
    actor.must(Permission::ManageRetention)?;
    let municipality = &actor.municipality.id;
    let tx = flow.store().begin().await?;
    snapshot::kept(&*tx, municipality, of).await?;
    if let Some(open) = snapshot::asked(&*tx, municipality, of).await? {
        return Ok(open);
    }
    let id = insert(flow, &*tx, actor, who, Some(of)).await?;
    tx.commit().await?;
    Ok(id)
}

/// The snapshot that a request is to be about, with its channel.
///
/// # Errors
/// `NotAllowed`; `NotFound`; `Refused("snapshot-not-kept")`.
pub async fn snapshot(flow: &Flow, actor: &Actor, of: &SnapshotId) -> Result<(Channel, Snapshot)> {
    actor.must(Permission::ManageRetention)?;
    let read = flow.store().read().await?;
    snapshot::kept(&*read, &actor.municipality.id, of).await
}

async fn insert(
    flow: &Flow,
    tx: &dyn Tx,
    actor: &Actor,
    who: &str,
    snapshot: Option<&SnapshotId>,
) -> Result<ErasureId> {
    let who = who.trim();
    if who.chars().count() > LINE {
        return Err(Error::field("who", "text-too-long"));
    }
    let municipality = &actor.municipality.id;
    let id: ErasureId = flow.source().id();
    let erasure = Erasure {
        who_sealed: flow
            .parts
            .master
            .seal(flow.source(), WHO, id.as_str(), who.as_bytes()),
        snapshot: snapshot.cloned(),
        id,
        municipality: municipality.clone(),
        asked_at: flow.source().now(),
        entered_by: actor.person.id.clone(),
        state: ErasureState::Open,
        decided_by: None,
        decided_at: None,
        disposal: None,
        kept: Vec::new(),
        reason: String::new(),
        version: 1,
    };
    tx.insert_erasure(&erasure).await?;
    let data = json!({ "erasure": erasure.id, "snapshot": erasure.snapshot });
    let event = Event::new(
        RecordKind::Municipality,
        municipality.as_str(),
        "erasure.asked",
        data,
    )
    .by(actor);
    journal::write(flow, tx, municipality, vec![event]).await?;
    Ok(erasure.id)
}

/// Reads a request with what it concerns.
///
/// # Errors
/// `NotAllowed`; `NotFound`.
pub async fn request(flow: &Flow, actor: &Actor, id: &ErasureId) -> Result<Request> {
    actor.must(Permission::ManageRetention)?;
    let read = flow.store().read().await?;
    let erasure = read.erasure(&actor.municipality.id, id).await?;
    let who = who(flow, &erasure)?;
    let found = match erasure.state {
        ErasureState::Open => find(flow, &*read, actor, &erasure).await?,
        ErasureState::Granted | ErasureState::Refused => Vec::new(),
    };
    Ok(Request { erasure, who, found })
}

fn who(flow: &Flow, erasure: &Erasure) -> Result<String> {
    if erasure.who_sealed.is_empty() {
        return Ok(String::new());
    }
    let plain = flow
        .parts
        .master
        .open(WHO, erasure.id.as_str(), &erasure.who_sealed)?;
    Ok(String::from_utf8_lossy(&plain).into_owned())
}

async fn find(
    flow: &Flow,
    read: &(impl Read + ?Sized),
    actor: &Actor,
    erasure: &Erasure,
) -> Result<Vec<Found>> {
    let municipality = &actor.municipality;
    let around = Around::read(read, municipality, flow.source().now()).await?;
    if let Some(of) = &erasure.snapshot {
        return Ok(vec![snapshot::find(read, &around, &municipality.id, of).await?]);
    }
    let mut found = Vec::new();
    for item in read
        .items_by_author(&municipality.id, &who(flow, erasure)?)
        .await?
    {
        let kept = match record_of(read, &item).await? {
            Some(record) => keeps(read, &around, &record, &item).await?,
            None => Some("kept-erased"),
        };
        let thing = Thing::Item(Box::new(item));
        found.push(Found { thing, kept });
    }
    Ok(found)
}

async fn record_of(read: &(impl Read + ?Sized), item: &Item) -> Result<Option<Record>> {
    let (kind, subject) = inbox::record_of(read, item).await?;
    Ok(read.record_of(&item.municipality, kind, &subject).await?)
}

/// Why an item stays, though the person asks: it is still being answered, something holds it, or its time of keeping is
/// not over. That no rule lets it go is no obstacle: the decision on the request does.
async fn keeps(
    read: &(impl Read + ?Sized),
    around: &Around,
    record: &Record,
    item: &Item,
) -> Result<Option<&'static str>> {
    if !matches!(item.state, ItemState::Answered | ItemState::Closed) {
        return Ok(Some("kept-open"));
    }
    demanded(read, around, record, None).await
}

/// Why a record stays, though a person asks to erase what she wrote in it, or an entry of it that shows her.
pub(super) async fn demanded(
    read: &(impl Read + ?Sized),
    around: &Around,
    record: &Record,
    entry: Option<&EntryId>,
) -> Result<Option<&'static str>> {
    if let (RecordKind::Channel, Some(entry)) = (record.kind, entry) {
        return snapshot::demanded(read, around, record, entry).await;
    }
    if let Some(why) = fate::held(read, around, record).await? {
        return Ok(Some(why));
    }
    Ok(match fate::of(read, around, record).await? {
        Fate::Kept(why) => Some(why).filter(fate::demands),
        Fate::Due(_) => None,
    })
}

/// Grants a request: what may go goes, by a disposal of its own; what stays is counted by reason, for the letter.
///
/// # Errors
/// `NotAllowed`; `NotFound`; `Conflict`; `Step`; `Invalid` (`required`, `text-too-long`); `Refused` (`erasure-kept`: all of
/// it must be kept; `nothing-found`; `confirmation-differs` with `count`; `no-disposal-decision`; `record-keys-missing`).
pub async fn grant(flow: &Flow, actor: &Actor, id: &ErasureId, answer: Answer) -> Result<()> {
    actor.must(Permission::Dispose)?;
    written(&answer.reason)?;
    if !answer.ruling.is_whole() {
        return Err(Error::refused("no-disposal-decision"));
    }
    if flow.key_file.is_none() {
        return Err(Error::refused("record-keys-missing"));
    }
    let municipality = &actor.municipality.id;
    let now = flow.source().now();
    let tx = flow.store().begin().await?;
    let mut erasure = open(&*tx, actor, id, answer.version).await?;
    let found = find(flow, &*tx, actor, &erasure).await?;
    if found.is_empty() {
        return Err(Error::refused("nothing-found"));
    }
    let going: Vec<&Thing> = found
        .iter()
        .filter(|f| f.kept.is_none())
        .map(|f| &f.thing)
        .collect();
    if going.is_empty() {
        return Err(Error::refused("erasure-kept"));
    }
    if i64::try_from(going.len()).ok() != Some(answer.count) {
        return Err(Error::Refused {
            key: "confirmation-differs",
            params: vec![("count", going.len().to_string())],
        });
    }
    let mut disposal = blank(flow, actor, DisposalCause::Erasure);
    disposal.state = DisposalState::Approved;
    disposal.decided_by = Some(actor.person.id.clone());
    disposal.decided_at = Some(now);
    tx.insert_disposal(&disposal).await?;
    let mut list = Vec::new();
    for thing in going {
        let Some(going) = going_of(flow, &*tx, thing).await? else {
            continue;
        };
        list.extend(going.entries.into_iter().map(|entry| DisposalItem {
            disposal: disposal.id.clone(),
            municipality: municipality.clone(),
            record: going.record.clone(),
            entry,
            kind: going.kind,
            opened_at: going.opened_at,
            ended_at: now,
            rule: "erasure-request".to_owned(),
            law: "GDPR 17".to_owned(),
            ruling: answer.ruling.clone(),
            state: DisposalItemState::Waiting,
            why: String::new(),
        }));
    }
    tx.insert_disposal_items(&list).await?;
    carry_out(flow, &*tx, actor, &mut disposal, &list).await?;
    erasure.disposal = Some(disposal.id);
    close(
        flow,
        &*tx,
        actor,
        erasure,
        ErasureState::Granted,
        &found,
        &answer.reason,
    )
    .await?;
    tx.commit().await?;
    flow.wake();
    Ok(())
}

/// Refuses a request, with the reason.
///
/// # Errors
/// `NotAllowed`; `NotFound`; `Conflict`; `Step`; `Invalid` (`required`, `text-too-long`).
pub async fn refuse(flow: &Flow, actor: &Actor, id: &ErasureId, version: i64, reason: &str) -> Result<()> {
    actor.must(Permission::Dispose)?;
    written(reason)?;
    let tx = flow.store().begin().await?;
    let erasure = open(&*tx, actor, id, version).await?;
    let found = find(flow, &*tx, actor, &erasure).await?;
    close(flow, &*tx, actor, erasure, ErasureState::Refused, &found, reason).await?;
    tx.commit().await?;
    Ok(())
}

fn written(reason: &str) -> Result<()> {
    if reason.trim().is_empty() {
        return Err(Error::field("reason", "required"));
    }
    if reason.chars().count() > TEXT {
        return Err(Error::field("reason", "text-too-long"));
    }
    Ok(())
}

async fn open(read: &(impl Read + ?Sized), actor: &Actor, id: &ErasureId, version: i64) -> Result<Erasure> {
    let erasure = read.erasure(&actor.municipality.id, id).await?;
    if erasure.version != version {
        return Err(Error::Conflict);
    }
    Ok(erasure)
}

async fn close(
    flow: &Flow,
    tx: &dyn store::Tx,
    actor: &Actor,
    mut erasure: Erasure,
    state: ErasureState,
    found: &[Found],
    reason: &str,
) -> Result<()> {
    let mut kept: BTreeMap<&str, i64> = BTreeMap::new();
    for why in found.iter().filter_map(|f| f.kept) {
        *kept.entry(why).or_default() += 1;
    }
    erasure.state = erasure.state.go(state)?;
    erasure.kept = kept.into_iter().map(|(why, n)| (why.to_owned(), n)).collect();
    erasure.reason = reason.trim().to_owned();
    erasure.decided_by = Some(actor.person.id.clone());
    erasure.decided_at = Some(flow.source().now());
    tx.update_erasure(&mut erasure).await?;
    let data = json!({
        "erasure": erasure.id, "state": erasure.state, "disposal": erasure.disposal, "kept": erasure.kept,
    });
    let municipality = erasure.municipality.as_str();
    let kind = format!("erasure.{}", erasure.state.as_str());
    let event = Event::new(RecordKind::Municipality, municipality, &kind, data).by(actor);
    journal::write(flow, tx, &erasure.municipality, vec![event]).await?;
    Ok(())
}

/// What goes of a record.
pub(super) struct Going {
    pub(super) record: RecordId,
    /// Entries; `None` is the whole record.
    pub(super) entries: Vec<Option<EntryId>>,
    pub(super) kind: RecordKind,
    pub(super) opened_at: Millis,
}

async fn going_of(flow: &Flow, tx: &dyn Tx, thing: &Thing) -> Result<Option<Going>> {
    let item = match thing {
        Thing::Snapshot(_, of) => return Ok(Some(snapshot::going(tx, of).await?)),
        Thing::Item(item) => item,
    };
    let Some(record) = record_of(tx, item).await? else {
        return Ok(None);
    };
    Ok(Some(Going {
        entries: match record.kind {
            RecordKind::Item => vec![None],
            _ => entries_of(flow, tx, &record, item).await?,
        },
        record: record.id,
        kind: RecordKind::Item,
        opened_at: item.received_at,
    }))
}

/// Entries of a thread's record that say something of one item: those that name it, or a waiver for it.
async fn entries_of(
    flow: &Flow,
    read: &(impl Read + ?Sized),
    record: &Record,
    item: &Item,
) -> Result<Vec<Option<EntryId>>> {
    let key = flow.key_of(record)?;
    let mut names = vec![item.id.to_string()];
    let about = WaiverFilter {
        subject: Some((WaiverSubject::Item, item.id.to_string())),
        ..WaiverFilter::default()
    };
    let waivers = read.waivers(&record.municipality, &about, None, WAIVERS).await?;
    names.extend(waivers.items.into_iter().map(|waiver| waiver.id.to_string()));
    let mut found = BTreeSet::new();
    for part in read.parts_of_record(&record.municipality, &record.id).await? {
        if part.name != "data" || (part.sealed.is_empty() && part.blob.is_empty()) {
            continue;
        }
        let sealed = journal::sealed_bytes(flow, &part).await?;
        let data: Value = serde_json::from_slice(&open_part(&key, &part, &sealed)?)
            .map_err(|_| ledger::LedgerError::Damaged)?;
        if says(&data, &names) {
            found.insert(part.entry);
        }
    }
    Ok(found.into_iter().map(Some).collect())
}

/// Whether one of these names stands anywhere in it.
fn says(data: &Value, names: &[String]) -> bool {
    match data {
        Value::String(text) => names.contains(text),
        Value::Array(all) => all.iter().any(|one| says(one, names)),
        Value::Object(all) => all.values().any(|one| says(one, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
