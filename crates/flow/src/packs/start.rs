//! Begins a draft: from the guideline in force, one of the shipped packs, a base, or an earlier version of one's own.

use super::files::{is_id, renamed, shipped};
use crate::journal::{self, Event};
use crate::{Actor, Error, FieldError, Flow, Result, rules};
use model::archive::RecordKind;
use model::pack::{PackFile, PackState, PackVersion};
use model::person::Permission;
use model::{Id as _, PackVersionId};
use serde::Serialize;
use serde_json::json;
use std::fmt::Write as _;
use toml_edit::{DocumentMut, Item, value};

/// Ends the names of packs that others extend and that no municipality chooses.
pub(super) const BASE: &str = "-base";

/// What a draft may be begun from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// Word for the form: `in-force`, or the id of a shipped pack.
    pub word: String,
    /// `in-force`, `guideline` or `base`.
    pub kind: &'static str,
    /// Title in the reader's language.
    pub title: String,
    /// Id that the draft gets when nobody gives another.
    pub id: String,
}

/// The form.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// Word of a choice.
    pub from: String,
    /// Id of the new pack; empty for the one that is proposed.
    pub id: String,
}

/// What a draft may be begun from, that in force first.
///
/// # Errors
/// `NotAllowed`; `Refused("pack-missing")`; the database.
pub async fn choices(flow: &Flow, actor: &Actor) -> Result<Vec<Choice>> {
    actor.must(Permission::WritePack)?;
    let book = rules::book(flow, &actor.municipality).await?;
    let mut out = vec![Choice {
        word: "in-force".to_owned(),
        kind: "in-force",
        title: book.title().get(actor.locale).to_owned(),
        id: book.id().to_owned(),
    }];
    let own = actor.municipality.slug.as_str();
    for id in super::files::shipped_ids(flow) {
        let text = flow
            .pack_files()
            .iter()
            .find(|(p, _)| super::files::folder(p) == id && p.ends_with("/pack.toml"));
        let title = text
            .map(|(_, t)| title(t, actor.locale.tag()))
            .unwrap_or_default();
        out.push(Choice {
            word: id.to_owned(),
            kind: if id.ends_with(BASE) { "base" } else { "guideline" },
            title: if title.is_empty() { id.to_owned() } else { title },
            id: if is_id(own) {
                own.to_owned()
            } else {
                "own".to_owned()
            },
        });
    }
    Ok(out)
}

/// A pack's title in a language.
fn title(text: &str, tag: &str) -> String {
    let document = text.parse::<DocumentMut>().ok();
    document
        .as_ref()
        .and_then(|d| d.get("pack")?.get("title")?.get(tag)?.as_str())
        .unwrap_or_default()
        .to_owned()
}

/// Begins a draft.
///
/// # Errors
/// `NotAllowed`; `Invalid` (`pack-id-form` for `id`, `pack-unknown` for `from`); the database.
pub async fn start(flow: &Flow, actor: &Actor, form: &Start) -> Result<PackVersionId> {
    actor.must(Permission::WritePack)?;
    let choices = choices(flow, actor).await?;
    let choice = choices.iter().find(|c| c.word == form.from);
    let choice = choice.ok_or_else(|| Error::field("from", "pack-unknown"))?;
    let wanted = match form.id.trim() {
        "" => choice.id.as_str(),
        id => id,
    };
    if !is_id(wanted) || wanted.ends_with(BASE) {
        return Err(Error::Invalid(vec![
            FieldError::new("id", "pack-id-form").with("id", wanted),
        ]));
    }
    let book = rules::book(flow, &actor.municipality).await?;
    let (files, from, version) = match choice.kind {
        "in-force" => {
            let (files, _) = in_force(flow, actor).await?;
            (files, book.id().to_owned(), version_of(&book))
        }
        "base" => (Vec::new(), choice.word.clone(), String::new()),
        _ => (
            shipped(flow, &choice.word),
            choice.word.clone(),
            flow.rulebooks()
                .get(&choice.word)
                .map(|b| version_of(b))
                .unwrap_or_default(),
        ),
    };
    let base = format!("{from}@{version}");
    let today = super::force::today(flow, &actor.municipality);
    let next = next_version(&today, &version);
    let files = if files.is_empty() {
        vec![PackFile {
            path: format!("{wanted}/pack.toml"),
            text: fresh(actor, wanted, &from, &next),
            shipped: false,
        }]
    } else {
        header(renamed(files, &from, wanted), wanted, &base, &next)
    };
    let (now, id) = (flow.source().now(), flow.source().id());
    let begun = PackVersion {
        id,
        municipality: actor.municipality.id.clone(),
        pack: wanted.to_owned(),
        version: next,
        base: base.trim_end_matches('@').to_owned(),
        state: PackState::Draft,
        digest: String::new(),
        started_by: actor.person.id.clone(),
        started_at: now,
        changed_by: actor.person.id.clone(),
        changed_at: now,
        submitted_by: None,
        submitted_at: None,
        approved_by: None,
        approved_at: None,
        note: String::new(),
        body: String::new(),
        case_ref: String::new(),
        valid_from: None,
        adopted_by: None,
        adopted_at: None,
        revision: 1,
    };
    let tx = flow.store().begin().await?;
    tx.insert_pack_version(&begun).await?;
    for file in &files {
        tx.put_pack_file(&begun.municipality, &begun.id, file).await?;
    }
    note(flow, &*tx, actor, &begun, "pack.started").await?;
    tx.commit().await?;
    Ok(begun.id)
}

/// Writes what happened to a version into the journal.
pub(super) async fn note(
    flow: &Flow,
    tx: &dyn store::Tx,
    actor: &Actor,
    version: &PackVersion,
    kind: &str,
) -> Result<()> {
    let data = json!({
        "version": version.id, "pack": version.pack, "number": version.version, "base": version.base,
        "digest": version.digest, "note": version.note, "body": version.body, "case": version.case_ref,
        "valid_from": version.valid_from,
    });
    let municipality = &version.municipality;
    let event = Event::new(RecordKind::Municipality, municipality.as_str(), kind, data).by(actor);
    journal::write(flow, tx, municipality, vec![event]).await?;
    Ok(())
}

fn version_of(book: &rulebook::Rulebook) -> String {
    book.packs()
        .into_iter()
        .next()
        .map(|p| p.version)
        .unwrap_or_default()
}

/// Own files of the guideline in force, and its id.
pub(super) async fn in_force(flow: &Flow, actor: &Actor) -> Result<(Vec<PackFile>, String)> {
    let force = super::force(flow, actor).await?;
    let files = match &force.own {
        Some(version) => {
            let id = PackVersionId::parse(version).map_err(|e| Error::Internal(e.to_string()))?;
            let read = flow.store().read().await?;
            let mut files = read.pack_files(&actor.municipality.id, &id).await?;
            files.retain(|f| !f.shipped);
            files
        }
        None => shipped(flow, &force.pack),
    };
    Ok((files, force.pack))
}

/// `2027.1`, and `2027.2` when the version before is of the same year.
fn next_version(today: &str, before: &str) -> String {
    let year = today.split('-').next().unwrap_or_default();
    let mut parts = before.split('.');
    let number = match (parts.next(), parts.next().and_then(|n| n.parse::<u32>().ok())) {
        (Some(y), Some(n)) if y == year => n.saturating_add(1),
        _ => 1,
    };
    format!("{year}.{number}")
}

/// `pack.toml` under its new id: a new version that replaces the one it came from, and that nobody has adopted yet.
fn header(mut files: Vec<PackFile>, id: &str, base: &str, version: &str) -> Vec<PackFile> {
    let path = format!("{id}/pack.toml");
    for file in files.iter_mut().filter(|f| f.path == path) {
        let Ok(mut document) = file.text.parse::<DocumentMut>() else {
            continue;
        };
        if let Some(pack) = document.get_mut("pack").and_then(Item::as_table_mut) {
            for key in [
                "adopted_by",
                "adopted_on",
                "revised_on",
                "case_ref",
                "valid_from",
                "valid_to",
            ] {
                pack.remove(key);
            }
            pack.insert("id", value(id));
            pack.insert("version", value(version));
            pack.insert("supersedes", value(base));
        }
        file.text = document.to_string();
    }
    files
}

/// `pack.toml` of a pack that only extends a base.
fn fresh(actor: &Actor, id: &str, base: &str, version: &str) -> String {
    let m = &actor.municipality;
    let mut title = toml_edit::InlineTable::new();
    for locale in model::Locale::ALL {
        title.insert(locale.tag(), m.name.as_str().into());
    }
    let mut out = String::new();
    let _ = write!(
        out,
        "[pack]\nid = {}\nversion = {}\nformat = 1\ntitle = {title}\nlang = {}\njurisdiction = {}\n\n[[extends]]\nid = {}\n",
        toml_edit::Value::from(id),
        toml_edit::Value::from(version),
        toml_edit::Value::from(m.locale().tag()),
        toml_edit::Value::from(m.country.as_str()),
        toml_edit::Value::from(base),
    );
    out
}
