//! What was disposed of is in no file of the data folder or the database server, and nothing else has changed.

use crate::bench::Db;
use crate::cluster::Cluster;
use crate::disposal::{approve, disposal, holds, record, rule, ruling, thread, town, town_under, until};
use crate::on_both;
use crate::town::Town;
use flow::retention::{self, NewHold, RuleForm, hold, person};
use flow::waivers::NewWaiver;
use ledger::MasterKey;
use model::archive::{Record, RecordKind};
use model::retention::{DisposalState, ErasureState, Ruling, Term};
use model::waiver::{WaiverCategory, WaiverSubject};
use model::{EntryId, Id as _, Millis};
use sha2::{Digest as _, Sha256};
use std::collections::HashSet;
use std::path::PathBuf;
use store::{Cleaned, Engine};

on_both!(alone: one_persons_words_go_and_the_thread_stays);

/// In files that are this test's alone: the tests' randomness is the same in every database of a PostgreSQL cluster, so that
/// there the words and salts of other tests look like those that are gone.
#[tokio::test]
async fn what_is_disposed_of_is_nowhere_in_the_files_of_sqlite() {
    what_is_disposed_of_is_nowhere(crate::bench::sqlite().await, None).await;
}

#[tokio::test]
async fn what_is_disposed_of_is_nowhere_in_the_files_of_postgresql() {
    if let Some(cluster) = Cluster::start().await {
        what_is_disposed_of_is_nowhere(cluster.db().await, Some(&cluster)).await;
        what_cannot_be_cleaned_is_told(&cluster).await;
    }
}

/// Segments of the log that something holds back, and a role that may not do what it takes.
async fn what_cannot_be_cleaned_is_told(cluster: &Cluster) {
    let db = cluster.db().await;
    assert_eq!(db.store.clean().await.unwrap(), Cleaned::Clean);
    let slot = "SELECT pg_create_physical_replication_slot('replica', true)";
    cluster.admin("rettesnor", slot).await;
    assert_eq!(db.store.clean().await.unwrap(), Cleaned::LogWaits);
    let slot = "SELECT pg_drop_replication_slot('replica')";
    cluster.admin("rettesnor", slot).await;
    let revoke = "REVOKE EXECUTE ON FUNCTION pg_switch_wal() FROM rettesnor";
    cluster.admin("rettesnor", revoke).await;
    assert_eq!(db.store.clean().await.unwrap(), Cleaned::LogWaits);
}

/// What a server does in the course of time: collects what its planner wants to know, writes its pages to the disk, and
/// begins new segments of its log, for which it takes old ones with all that they hold.
pub async fn time_passes(cluster: &Cluster) {
    for _ in 0..3 {
        for sql in ["ANALYZE", "CHECKPOINT", "SELECT pg_switch_wal()"] {
            cluster.admin("rettesnor", sql).await;
        }
    }
}

/// Letters that nobody else writes, in words.
fn text(town: &Town) -> String {
    let letters = town.flow.source().bytes::<60>();
    let word = |bytes: &[u8]| {
        bytes
            .iter()
            .map(|b| char::from(b'a' + b % 26))
            .collect::<String>()
    };
    letters.chunks(12).map(word).collect::<Vec<_>>().join(" ")
}

async fn tag(town: &Town, record: &Record, tag: &str) {
    let tx = town.bench.db.store.begin().await.unwrap();
    tx.tag_record(&record.municipality, &record.id, tag)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// Eight-byte windows to look for, with what they are of.
#[derive(Default)]
pub struct Wanted(Vec<(String, HashSet<u64>)>);

impl Wanted {
    pub fn add(&mut self, name: &str, bytes: &[u8]) {
        let windows = bytes
            .windows(8)
            .map(|w| u64::from_le_bytes(w.try_into().unwrap()));
        self.0.push((name.to_owned(), windows.collect()));
    }

    /// Every place where one is found, in the files of these folders.
    pub fn find(&self, folders: &[PathBuf]) -> Vec<String> {
        let mut first = vec![false; 1 << 16];
        for window in self.0.iter().flat_map(|(_, windows)| windows) {
            first[usize::from(u16::from_le_bytes([
                window.to_le_bytes()[0],
                window.to_le_bytes()[1],
            ]))] = true;
        }
        let mut found = Vec::new();
        let mut stack = folders.to_vec();
        while let Some(path) = stack.pop() {
            let Ok(meta) = std::fs::symlink_metadata(&path) else {
                continue;
            };
            if meta.is_dir() {
                let inside = std::fs::read_dir(&path).into_iter().flatten().flatten();
                stack.extend(inside.map(|e| e.path()));
            } else if meta.is_file() {
                // A file of the server may go while it is looked at.
                let Ok(bytes) = std::fs::read(&path) else { continue };
                for w in bytes.windows(8) {
                    if !first[usize::from(u16::from_le_bytes([w[0], w[1]]))] {
                        continue;
                    }
                    let window = u64::from_le_bytes(w.try_into().unwrap());
                    for (name, windows) in &self.0 {
                        if windows.contains(&window) {
                            found.push(format!("{name} in {}", path.display()));
                        }
                    }
                }
            }
        }
        found.sort();
        found.dedup();
        found
    }
}

/// The record's key and the salts of its parts, in plain; of one entry's parts, when it is given.
pub async fn secrets(town: &Town, record: &Record, entry: Option<&EntryId>) -> (Vec<u8>, Vec<Vec<u8>>) {
    let master = MasterKey::new([5; 32]);
    let folder = town.bench.db.folder.path();
    let ring = std::fs::read_to_string(folder.join("keys/record.keys")).unwrap();
    let (at, sealed) = ring.lines().last().unwrap().split_once(' ').unwrap();
    let ring_key = master
        .open("record-wrapping-key", at, &hex::decode(sealed).unwrap())
        .unwrap();
    let wrapping = MasterKey::new(<[u8; 32]>::try_from(ring_key.as_slice()).unwrap());
    let owner = format!(
        "{}/{}/{}/{}/{}",
        record.municipality,
        record.id,
        record.kind.as_str(),
        record.opened_at.0,
        record.subject
    );
    let wrapped = record.key_wrapped.as_deref().unwrap();
    // A record that is older than the file of keys is wrapped by the key-encryption key itself.
    let key = wrapping.open("record-key", &owner, wrapped);
    let key = key
        .or_else(|_| master.open("record-key", &owner, wrapped))
        .unwrap();
    let opened = ledger::RecordKey::clone(&{
        let ring = ledger::KeyRing::parse(&master, &ring).unwrap();
        master.take_ring(&ring);
        master.unwrap(record).unwrap()
    });
    let mut salts = Vec::new();
    let mut parts = town
        .read()
        .await
        .parts_of_record(&record.municipality, &record.id)
        .await
        .unwrap();
    parts.retain(|part| entry.is_none_or(|entry| part.entry == *entry));
    for part in parts {
        let sealed = match part.blob.is_empty() {
            true => part.sealed.clone(),
            false => town.bench.db.blobs.get(&part.blob).await.unwrap(),
        };
        salts.push(ledger::open_salted(&opened, &part, &sealed).unwrap().0.to_vec());
    }
    (key.to_vec(), salts)
}

async fn what_is_disposed_of_is_nowhere(db: Db, cluster: Option<&Cluster>) {
    let town = town(db).await;
    let (ours, theirs, other) = (text(&town), text(&town), text(&town));
    let (gone, _) = thread(&town, "c1", &ours, &theirs).await;
    let (stays, _) = thread(&town, "c2", &other, "Fint bilde").await;
    let (key, salts) = secrets(&town, &gone, None).await;
    assert!(salts.len() > 5);
    tag(&town, &gone, "arrangement").await;
    let archivist = town.actor("archivist");
    let form = RuleForm {
        tag: "arrangement".into(),
        ..rule(RecordKind::Post)
    };
    retention::save(&town.flow, &archivist, None, form).await.unwrap();
    let mut wanted = Wanted::default();
    wanted.add("our text", ours.as_bytes());
    wanted.add("their text", theirs.as_bytes());
    let mut folders = vec![town.bench.db.folder.path().to_owned()];
    if let Some(cluster) = cluster {
        time_passes(cluster).await;
        folders.push(cluster.folder());
    }
    assert!(
        !wanted.find(&folders[folders.len() - 1..]).is_empty(),
        "the search finds what is there"
    );
    wanted.add("the key", &key);
    // Its first eight bytes are the public name of the key that wrapped it.
    wanted.add("the wrapped key", &gone.key_wrapped.as_deref().unwrap()[8..]);
    salts.iter().for_each(|salt| wanted.add("a salt", salt));
    for word in ours.split(' ').chain(theirs.split(' ')) {
        wanted.add("a word", word.as_bytes());
    }
    // A digest without a salt would let somebody who guesses the text confirm it.
    for said in [&ours, &theirs] {
        wanted.add("a digest", &Sha256::digest(said));
        wanted.add("a digest in hex", hex::encode(Sha256::digest(said)).as_bytes());
    }
    let read = town.read().await;
    let revision = read
        .revisions_of(&gone.municipality, &model::PostId::parse(&gone.subject).unwrap())
        .await
        .unwrap();
    wanted.add("the revision's digest", revision[0].digest.as_bytes());
    let size = read.log_state(&gone.municipality).await.unwrap().size;
    let before = read.entries_from(&gone.municipality, 0, 1000).await.unwrap();
    drop(read);

    let id = retention::propose(&town.flow, &archivist).await.unwrap();
    approve(&town, &id, 1).await.unwrap();
    until(&town, &id, DisposalState::Rotating).await;
    assert_eq!(record(&town, &gone.id).await.key_wrapped, None);
    let key_goes = disposal(&town, &id).await.key_goes_at.unwrap();
    assert!(
        key_goes > town.now(),
        "backups made before can be read for some days"
    );
    assert_eq!(town.journalled("disposal.done").await, 0, "so it is not done");
    town.bench.clock.advance(8 * Millis::DAY);
    until(&town, &id, DisposalState::Done).await;
    assert_eq!(disposal(&town, &id).await.log_cleaned, "clean");
    assert_eq!(wanted.find(&folders), Vec::<String>::new());

    // A backup has the wrapped key, but nobody has what opens it.
    let ring = std::fs::read_to_string(town.bench.db.folder.path().join("keys/record.keys")).unwrap();
    let master = MasterKey::new([5; 32]);
    master.take_ring(&ledger::KeyRing::parse(&master, &ring).unwrap());
    assert_eq!(master.unwrap(&gone).unwrap_err().key(), "wrong-key");
    assert!(master.unwrap(&record(&town, &stays.id).await).is_ok());

    holds(&town).await;
    let after = town
        .read()
        .await
        .entries_from(&gone.municipality, 0, 1000)
        .await
        .unwrap();
    assert_eq!(
        after[..usize::try_from(size).unwrap()],
        before,
        "every leaf is as it was"
    );
    let protocol = retention::protocol(&town.flow, &archivist, &id).await.unwrap();
    let counts: Vec<_> = protocol
        .counts
        .iter()
        .map(|c| (c.kind, c.n, c.ruling.clone()))
        .collect();
    assert_eq!(counts, [(RecordKind::Post, 1, ruling())]);
    let history = flow::archive::history(&town.flow, &archivist, &gone.id)
        .await
        .unwrap();
    assert!(
        history
            .events
            .last()
            .unwrap()
            .kind
            .starts_with("record.disposed/")
    );
    // What still stands on the network is not read in again.
    town.poll().await;
    let names = ["c1".to_owned()];
    let found = town
        .read()
        .await
        .items_by_remote(&gone.municipality, &town.channel, &names)
        .await
        .unwrap();
    assert!(found.is_empty());
}

/// Clauses by which somebody is told of what comes in, and excused from answering as the guideline says.
const TOLD: &str = r#"
[[clause]]
id = "told"
section = "1"
title = { nb = "Si fra", nn = "Sei frå", sv = "Säg till", en = "Tell" }
says = { nb = "Si fra.", en = "Tell." }
modality = "must"
binds = { roles = ["editor"], capacity = "official" }
applies_to = ["item.received"]
status = "automated"
waiver = { allowed_by = ["leader"], max_days = 30, reason_min = 20 }
explain.why = { nb = "L", nn = "L", sv = "L", en = "L" }
explain.fix = { nb = "L", nn = "L", sv = "L", en = "L" }
effect = { kind = "notify", roles = ["it"] }
"#;

/// Whether every entry of this kind in a record is erased, and there is one.
async fn is_gone(town: &Town, of: &Record, kind: &str) -> bool {
    let read = town.read().await;
    let mut entries = read.entries_of(&of.municipality, &of.id).await.unwrap();
    entries.retain(|entry| entry.kind == kind);
    for entry in &entries {
        let parts = read.parts_of(&of.municipality, &entry.id).await.unwrap();
        if parts.iter().any(|p| !p.sealed.is_empty() || !p.blob.is_empty()) {
            return false;
        }
    }
    !entries.is_empty()
}

async fn one_persons_words_go_and_the_thread_stays(db: Db) {
    let town = town_under(db, TOLD).await;
    let (flow, archivist) = (&town.flow, town.actor("archivist"));
    let (ours, theirs) = (text(&town), text(&town));
    let (of, item) = thread(&town, "c1", &ours, &theirs).await;
    let who = {
        let item = town.read().await.item(&of.municipality, &item).await.unwrap();
        item.author_handle
    };
    let last = town.now().plus(7 * Millis::DAY).rfc3339();
    let excuse = NewWaiver {
        clause: "batsfjord/told".to_owned(),
        subject: Some(WaiverSubject::Item),
        subject_id: item.to_string(),
        category: Some(WaiverCategory::Accepted),
        reason: "Hun har ringt om det samme.".to_owned(),
        until: last[..10].to_owned(),
    };
    let waiver = flow::waivers::ask(flow, &town.actor("editor"), excuse)
        .await
        .unwrap();
    town.grant(&town.actor("leader"), &waiver).await;
    let handle = who.clone();
    let asked = async || {
        person::enter(flow, &archivist, &format!("@{}", handle.to_uppercase()))
            .await
            .unwrap()
    };
    let answer = |count| person::Answer {
        version: 1,
        count,
        ruling: ruling(),
        reason: "Etter ønske".into(),
    };
    // A rule demands keeping.
    let long = RuleForm {
        term: Term::Years(5),
        ..rule(RecordKind::Post)
    };
    let rule_id = retention::save(flow, &archivist, None, long.clone())
        .await
        .unwrap();
    let request = asked().await;
    let found = person::request(flow, &archivist, &request).await.unwrap();
    assert_eq!(
        found.found.iter().map(|f| f.kept).collect::<Vec<_>>(),
        [Some("kept-not-over")]
    );
    assert_eq!(
        person::grant(flow, &archivist, &request, answer(1))
            .await
            .unwrap_err()
            .key(),
        "erasure-kept"
    );
    person::refuse(flow, &archivist, &request, 1, "Må bevares")
        .await
        .unwrap();
    let refused = person::request(flow, &archivist, &request).await.unwrap().erasure;
    assert_eq!(
        (refused.state, refused.kept),
        (ErasureState::Refused, vec![("kept-not-over".to_owned(), 1)])
    );
    let ended = RuleForm {
        active: false,
        version: 1,
        ..long
    };
    retention::save(flow, &archivist, Some(&rule_id), ended)
        .await
        .unwrap();
    // A hold stands.
    let new = NewHold {
        record: Some(of.id.clone()),
        reason: "Tilsyn".into(),
        ..NewHold::default()
    };
    let held = hold::hold(flow, &archivist, new).await.unwrap();
    let request = asked().await;
    assert_eq!(
        person::grant(flow, &archivist, &request, answer(1))
            .await
            .unwrap_err()
            .key(),
        "erasure-kept"
    );
    hold::unhold(flow, &archivist, &held, "Over").await.unwrap();
    let without = person::Answer {
        ruling: Ruling::default(),
        ..answer(1)
    };
    assert_eq!(
        person::grant(flow, &archivist, &request, without)
            .await
            .unwrap_err()
            .key(),
        "no-disposal-decision"
    );
    assert_eq!(
        person::grant(flow, &archivist, &request, answer(2))
            .await
            .unwrap_err()
            .key(),
        "confirmation-differs"
    );
    let officer = town.actor("privacy-officer");
    assert_eq!(
        person::grant(flow, &officer, &request, answer(1))
            .await
            .unwrap_err()
            .key(),
        "not-allowed"
    );
    person::grant(flow, &archivist, &request, answer(1))
        .await
        .unwrap();
    let id = person::request(flow, &archivist, &request)
        .await
        .unwrap()
        .erasure
        .disposal
        .unwrap();
    until(&town, &id, DisposalState::Rotating).await;
    town.bench.clock.advance(8 * Millis::DAY);
    until(&town, &id, DisposalState::Done).await;
    let mut wanted = Wanted::default();
    wanted.add("their text", theirs.as_bytes());
    let folder = [town.bench.db.folder.path().to_owned()];
    if town.flow.store().engine() == Engine::Sqlite {
        assert_eq!(wanted.find(&folder), Vec::<String>::new());
    }
    // Nor is it in what somebody was told of it, or excused from.
    for kind in ["duty.opened", "waiver.asked", "waiver.granted"] {
        assert!(is_gone(&town, &of, kind).await, "{kind}");
    }
    let row = town.read().await.waiver(&of.municipality, &waiver).await.unwrap();
    assert_eq!((row.about.as_str(), row.terms.reason.as_str()), ("", ""));
    let history = flow::archive::history(flow, &archivist, &of.id).await.unwrap();
    assert!(history.events.iter().any(|e| e.text == ours), "our post is there");
    assert!(history.events.iter().all(|e| !e.text.contains(&theirs)));
    assert_eq!(
        person::request(flow, &archivist, &request).await.unwrap().who,
        "",
        "who asked is gone too"
    );
    town.poll().await;
    let found = town
        .read()
        .await
        .items_by_author(&of.municipality, &who)
        .await
        .unwrap();
    assert!(found.is_empty(), "it is not read in again");
    holds(&town).await;

    // Whoever has a copy and the public key is told what went, and by which decision.
    let mut copy = Vec::new();
    let municipality = &town.bench.municipality;
    flow::archive::copy(flow, municipality, Some(&archivist), &mut copy)
        .await
        .unwrap();
    let trust = ledger::copy::CopyTrust {
        threads: 1,
        ..ledger::copy::CopyTrust::default()
    };
    let report = ledger::copy::verify(copy.as_slice(), &trust).unwrap();
    assert!(report.holds(), "{:?}", report.problems);
    assert!(report.erased > 0 && !report.disposals.is_empty());
    for erased in &report.disposals {
        assert_eq!(erased.record, of.id.as_str());
        assert!(
            erased.entry.is_some() && erased.said.contains("26/7"),
            "{erased:?}"
        );
    }
}
