//! Takes a page of items from a network.

use crate::duties::{self, Cause};
use crate::journal::{self, Event};
use crate::waivers::InForce;
use crate::{Flow, Result, jobs, retention, rules};
use model::archive::RecordKind;
use model::calendar::{self, Pause};
use model::channel::Channel;
use model::item::{IncomingItem, Item, ItemState, Route, Visibility};
use model::municipality::Municipality;
use model::publication::Publication;
use model::{Id as _, ItemId, Millis, MunicipalityId};
use rulebook::WaiverInForce;
use rulebook::{Decision, FactSource, Facts, Matter, Obligation, Rulebook};
use serde_json::json;
use std::collections::{BTreeSet, HashMap, HashSet};
use store::{Poll, Reception, Tx};

/// What became of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ingested {
    /// Items seen for the first time.
    pub new: usize,
    /// Items with a new version.
    pub edited: usize,
    /// Items that are gone on the network.
    pub gone: usize,
    /// Items already known.
    pub seen: usize,
}

/// Takes a page in one transaction: new items with due time, route and findings; edits as new versions; removals as a
/// state; each with its journal entry and sealed raw JSON. Our own posts and answers are left out. `cursor` is stored
/// in the same transaction, so that nothing is skipped after a crash.
///
/// # Errors
/// The database; nothing of the page is taken then.
pub async fn ingest(
    flow: &Flow,
    municipality: &Municipality,
    channel: &Channel,
    items: Vec<IncomingItem>,
    cursor: &str,
) -> Result<Ingested> {
    let now = flow.source().now();
    let book = rules::book(flow, municipality).await?;
    let tx = flow.store().begin().await?;
    let items = foreign(&*tx, &municipality.id, channel, items).await?;
    let items = retention::not_forgotten(flow, &*tx, &municipality.id, &channel.id, items).await?;
    let threads = threads(&*tx, municipality, channel, &items).await?;
    let (gone, present): (Vec<_>, Vec<_>) = items.into_iter().partition(|i| i.gone);

    let excused = InForce::of(flow, &*tx, &municipality.id, None).await?;
    let excused = excused.on([&channel.id]);
    let mut rows = Vec::with_capacity(present.len());
    let mut decisions = Vec::with_capacity(present.len());
    for incoming in &present {
        let thread = threads.get(&incoming.root_remote_id);
        let (item, decision) = row(
            flow,
            &book,
            (municipality, channel),
            incoming,
            thread,
            &excused,
            now,
        );
        rows.push(item);
        decisions.push(decision);
    }
    let received = tx.receive_items(&rows).await?;
    let mut result = Ingested::default();
    let mut happened = Vec::new();
    let mut new = Vec::new();
    for (((mut item, decision), incoming), was) in rows.into_iter().zip(decisions).zip(&present).zip(received)
    {
        item.id = was.id;
        match was.reception {
            Reception::New => {
                result.new += 1;
                new.push((item.id.clone(), item.due_at, decision));
                happened.push((item, Some(incoming), "item.received"));
            }
            Reception::Edited => {
                result.edited += 1;
                happened.push((item, Some(incoming), "item.edited"));
            }
            Reception::Seen => result.seen += 1,
        }
    }
    for item in vanished(&*tx, municipality, channel, &gone).await? {
        result.gone += 1;
        happened.push((item, None, "item.gone"));
    }
    keep(flow, &*tx, municipality, &threads, &book, &happened).await?;
    for (item, due, decision) in &new {
        follow(flow, &*tx, municipality, &book, item, decision).await?;
        if let Some(due) = due.filter(|_| super::escalate::is_told(&decision.obligations)) {
            jobs::promise(flow, &*tx, &municipality.id, "escalate", item.as_str(), due).await?;
        }
    }
    let poll = Poll {
        polled_at: Some(now),
        cursor: cursor.to_owned(),
        health: String::new(),
    };
    tx.note_poll(&municipality.id, &channel.id, &poll).await?;
    tx.commit().await?;
    Ok(result)
}

/// Leaves out what we wrote ourselves.
pub(crate) async fn foreign(
    tx: &dyn Tx,
    municipality: &MunicipalityId,
    channel: &Channel,
    items: Vec<IncomingItem>,
) -> Result<Vec<IncomingItem>> {
    let names: Vec<String> = items.iter().map(|i| i.remote_id.clone()).collect();
    let own: HashSet<String> = tx
        .own_remote_ids(municipality, &channel.id, &names)
        .await?
        .into_iter()
        .collect();
    let ours = |i: &IncomingItem| {
        own.contains(&i.remote_id) || (!channel.handle.is_empty() && i.author_handle == channel.handle)
    };
    Ok(items.into_iter().filter(|i| !ours(i)).collect())
}

/// Our publications that began these items' threads, by their name on the network.
async fn threads(
    tx: &dyn Tx,
    municipality: &Municipality,
    channel: &Channel,
    items: &[IncomingItem],
) -> Result<HashMap<String, Publication>> {
    let roots: BTreeSet<&str> = items
        .iter()
        .map(|i| i.root_remote_id.as_str())
        .filter(|r| !r.is_empty())
        .collect();
    let mut out = HashMap::new();
    for root in roots {
        if let Some(publication) = tx
            .publication_by_remote(&municipality.id, &channel.id, root)
            .await?
        {
            out.insert(root.to_owned(), publication);
        }
    }
    Ok(out)
}

/// An item as if it were new, with what detectors and the guideline say of it.
fn row(
    flow: &Flow,
    book: &Rulebook,
    (municipality, channel): (&Municipality, &Channel),
    incoming: &IncomingItem,
    publication: Option<&Publication>,
    excused: &[WaiverInForce],
    now: Millis,
) -> (Item, Decision) {
    let detectors = flow.detectors(municipality, book);
    let found = detect::text::scan_for(&incoming.text, &detectors, detect::text::Audience::Incoming);
    let (list, findings) = (rules::findings(&found), rules::notes(&found));
    let (case, case_source) = rules::by_detector(&found, "case-question");
    let (political, political_source) = rules::by_detector(&found, "political-question");
    let mut facts = Facts::new()
        .with("item.findings", list, FactSource::Detector("text".to_owned()))
        .with("item.case_question", case, case_source)
        .with("item.political_question", political, political_source);
    super::facts::life(&mut facts, 0, false);
    let decision = book.decide_with(rulebook::Event::ItemReceived, &facts, now, excused);
    let mut item = Item {
        id: flow.source().id(),
        municipality: municipality.id.clone(),
        channel: channel.id.clone(),
        remote_id: incoming.remote_id.clone(),
        remote_cid: incoming.remote_cid.clone(),
        parent_remote_id: incoming.parent_remote_id.clone(),
        publication: publication.map(|p| p.id.clone()),
        author_remote_id: incoming.author_remote_id.clone(),
        author_handle: incoming.author_handle.clone(),
        author_name: incoming.author_name.clone(),
        text: incoming.text.clone(),
        url: incoming.url.clone(),
        written_at: incoming.written_at,
        received_at: now,
        due_at: None,
        due_clause: String::new(),
        state: ItemState::New,
        visibility: Visibility::Visible,
        route: Route::Ordinary,
        findings,
        claimed_by: None,
        closed_reason: String::new(),
        versions: 1,
        version: 1,
    };
    for obligation in &decision.obligations {
        match obligation {
            Obligation::Deadline {
                business_days,
                hours,
                pause_weekend,
                clause,
                ..
            } => {
                let pause = if *pause_weekend {
                    Pause::ClosedDays
                } else {
                    Pause::Never
                };
                let due = due(municipality, now, *business_days, *hours, pause);
                // Of several deadlines the earliest binds.
                if item.due_at.is_none_or(|before| due < before) {
                    item.due_at = Some(due);
                    item.due_clause.clone_from(clause);
                }
            }
            Obligation::Route { matter, .. } => {
                item.route = match matter {
                    Matter::Case => Route::Case,
                    Matter::Political => Route::Political,
                };
            }
            _ => {}
        }
    }
    (item, decision)
}

/// Opens what is to be done about a new item besides answering it. Its decision is stored when something follows from
/// it: every comment's would be a copy of the last one's.
async fn follow(
    flow: &Flow,
    tx: &dyn Tx,
    municipality: &Municipality,
    book: &Rulebook,
    item: &ItemId,
    decision: &Decision,
) -> Result<()> {
    let asks = |o: &Obligation| matches!(o, Obligation::Duty { .. } | Obligation::Notify { .. });
    if !decision.obligations.iter().any(asks) {
        return Ok(());
    }
    let stored = rules::write(flow, tx, &municipality.id, item.as_str(), decision).await?;
    let item = tx.item(&municipality.id, item).await?;
    let (record, subject) = super::record_of(tx, &item).await?;
    let cause = Cause::item(item.id.as_str(), &item.author_name, (record, &subject));
    duties::follow(flow, tx, municipality, book, decision, Some(&stored.id), cause).await?;
    Ok(())
}

/// When an answer is due by the municipality's calendar.
fn due(
    municipality: &Municipality,
    now: Millis,
    business_days: Option<u32>,
    hours: Option<u32>,
    pause: Pause,
) -> Millis {
    let (country, office) = (municipality.country, &municipality.office_hours);
    let small = |n: u32| u16::try_from(n).unwrap_or(u16::MAX);
    match (business_days, hours) {
        (Some(days), _) => calendar::add_business_days(now, small(days), country, office),
        (None, Some(hours)) => calendar::add_hours(now, small(hours), pause, country, office),
        (None, None) => now,
    }
}

/// Marks known items as gone; what we received stays.
async fn vanished(
    tx: &dyn Tx,
    municipality: &Municipality,
    channel: &Channel,
    gone: &[IncomingItem],
) -> Result<Vec<Item>> {
    let names: Vec<String> = gone.iter().map(|i| i.remote_id.clone()).collect();
    let mut out = Vec::new();
    for mut item in tx.items_by_remote(&municipality.id, &channel.id, &names).await? {
        if item.visibility != Visibility::Gone {
            item.visibility = item.visibility.go(Visibility::Gone)?;
            tx.update_item(&mut item).await?;
            out.push(item);
        }
    }
    Ok(out)
}

/// One journal entry for each thing that happened, with the network's JSON as received.
async fn keep(
    flow: &Flow,
    tx: &dyn Tx,
    municipality: &Municipality,
    threads: &HashMap<String, Publication>,
    book: &Rulebook,
    happened: &[(Item, Option<&IncomingItem>, &'static str)],
) -> Result<()> {
    let posts: HashMap<_, _> = threads.values().map(|p| (&p.id, p.post.as_str())).collect();
    let mut events = Vec::with_capacity(happened.len());
    for (item, incoming, kind) in happened {
        let data = json!({
            "item": item.id, "channel": item.channel, "remote_id": item.remote_id, "answers": item.parent_remote_id,
            "author": { "remote_id": item.author_remote_id, "handle": item.author_handle, "name": item.author_name },
            "text": item.text, "url": item.url, "written_at": item.written_at.rfc3339(),
            "due": item.due_at.map(Millis::rfc3339), "clause": item.due_clause, "route": item.route,
            "findings": item.findings, "pack": book.digest(),
        });
        let (record, subject) = match item.publication.as_ref().and_then(|p| posts.get(p)) {
            Some(post) => (RecordKind::Post, *post),
            None => (RecordKind::Item, item.id.as_str()),
        };
        let mut event = Event::new(record, subject, kind, data);
        if let Some(incoming) = incoming {
            event = event.part("raw", "application/json", incoming.raw.as_bytes());
        }
        events.push(event);
    }
    if !events.is_empty() {
        journal::write(flow, tx, &municipality.id, events).await?;
    }
    Ok(())
}
