//! Every clause with what the system does for it, what is kept of it, and what is missing.

use super::gaps::{Gap, gaps};
use super::proof::{Gathered, Proof};
use super::sentence::{Sentence, sentences};
use crate::{Actor, Flow, Result, rules};
use model::person::Permission;
use rulebook::{Clause, Does, Part, Rulebook};
use serde::Serialize;

/// Where a clause comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// The municipality's own document.
    Own,
    /// The base on which it builds: what holds for everybody.
    Base,
    /// The product advises it; no document asks for it.
    Advice,
}

/// One thing that the system does for a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doing {
    /// In sentences.
    pub said: Vec<Sentence>,
    /// The document does not ask for it.
    pub advised: bool,
}

/// A clause at work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseAtWork {
    /// Id.
    pub id: String,
    /// Section of the document; may be empty.
    pub section: String,
    /// Tag of the language of its document, in which sections and laws are named; may be empty.
    pub lang: String,
    /// Name.
    pub title: String,
    /// What it says, restated.
    pub says: String,
    /// Tags of the languages of what it says, of the proof and of the reason, each where it is not the reader's; else empty.
    pub foreign: [&'static str; 3],
    /// Word of the strength.
    pub modality: &'static str,
    /// Word of how it is carried out.
    pub status: &'static str,
    /// Where it comes from.
    pub origin: Origin,
    /// Evaluated and shown, and stops nothing yet.
    pub measured: bool,
    /// What the system does.
    pub doing: Vec<Doing>,
    /// What the product keeps as proof, in the pack's words; may be empty.
    pub evidence: String,
    /// Why nothing in the product holds it; may be empty.
    pub manual_reason: String,
    /// What is kept of the last twelve months; `None` for those who may not see it.
    pub proof: Option<Proof>,
    /// What is missing; empty for those who may not see it.
    pub gaps: Vec<Gap>,
}

/// A municipality's guideline at work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtWork {
    /// Title.
    pub title: String,
    /// Version as the guideline states it.
    pub version: String,
    /// Digest of the packs in force.
    pub digest: String,
    /// Whether the reader sees evidence and gaps.
    pub evidence: bool,
    /// From when evidence is counted, in milliseconds.
    pub since: i64,
    /// Until when, in milliseconds.
    pub until: i64,
    /// Whether every decision is counted; right after an upgrade some may not be.
    pub whole: bool,
    /// People who have access.
    pub people: i64,
    /// Of them, those who have acknowledged the version in force.
    pub acknowledged: i64,
    /// Of them, those who have gone through its lessons.
    pub taken: i64,
    /// Lessons of the guideline.
    pub lessons: usize,
    /// The document's own clauses in its order, then those of the packs that it extends.
    pub clauses: Vec<ClauseAtWork>,
}

/// The guideline at work. Everybody sees the clauses and what the system does for them; the evidence and the gaps are
/// for those who see everybody's duties.
///
/// # Errors
/// `NotAllowed`; `Refused("pack-missing")`.
pub async fn at_work(flow: &Flow, actor: &Actor) -> Result<AtWork> {
    actor.must(Permission::SeeGuideline)?;
    let book = rules::book(flow, &actor.municipality).await?;
    let now = flow.source().now();
    let evidence = actor.person.may(Permission::SeeDuties);
    let gathered = if evidence {
        let read = flow.store().read().await?;
        Some(Gathered::read(&*read, &actor.municipality, &book, now).await?)
    } else {
        None
    };
    let mut clauses = Vec::with_capacity(book.clauses().len());
    for pack in book.packs() {
        let of_pack = book.clauses_at(now).filter(|c| c.pack == pack.id && !c.off);
        let mut of_pack: Vec<_> = of_pack.map(|c| one(&book, actor, c, gathered.as_ref())).collect();
        in_order(&book, &pack.id, &mut of_pack);
        clauses.extend(of_pack);
    }
    let known = gathered.as_ref();
    Ok(AtWork {
        title: book.title().get(actor.locale).to_owned(),
        version: version(&book),
        digest: book.digest().to_owned(),
        evidence,
        since: known.map_or(now.0, |g| g.since.0),
        until: now.0,
        whole: known.is_none_or(|g| g.whole),
        people: known.map_or(0, Gathered::people),
        acknowledged: known.map_or(0, Gathered::acknowledged),
        taken: known.map_or(0, |g| g.taken),
        lessons: book.lessons().len(),
        clauses,
    })
}

/// Puts a pack's clauses in the order of their document: by the outline that the pack states; without one by the numbers of
/// their sections where nearly all have one, those without last; else as the pack's files have them.
pub(crate) fn in_order(book: &Rulebook, pack: &str, clauses: &mut [ClauseAtWork]) {
    let about = book.about().iter().find(|a| a.id == pack);
    let outline = about.map(|a| a.outline.as_slice()).unwrap_or_default();
    if !outline.is_empty() {
        clauses.sort_by_cached_key(|c| (chapter(outline, &c.section), pieces(&c.section)));
        return;
    }
    let numbered = |c: &ClauseAtWork| c.section.starts_with(|first: char| first.is_ascii_digit());
    let other = clauses
        .iter()
        .filter(|c| c.origin != Origin::Advice && !numbered(c))
        .count();
    if other * 20 <= clauses.len() {
        clauses.sort_by_cached_key(|c| (!numbered(c), pieces(&c.section)));
    }
}

/// Place in the outline of the longest entry that the section begins with, at the end of a word; after all others when none.
fn chapter(outline: &[String], section: &str) -> usize {
    let begins = |entry: &str| {
        section
            .strip_prefix(entry)
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    let found = outline.iter().enumerate().filter(|(_, entry)| begins(entry));
    found
        .max_by_key(|(_, entry)| entry.len())
        .map_or(outline.len(), |(place, _)| place)
}

/// A section's numbers and words, numbers by their value: `4.10` comes after `4.9`.
fn pieces(section: &str) -> Vec<(u32, String)> {
    let mut out: Vec<(u32, String)> = Vec::new();
    let mut digits = false;
    for c in section.chars() {
        if !c.is_alphanumeric() {
            digits = false;
            out.push((0, String::new()));
        } else if let (Some(value), true) = (c.to_digit(10), digits) {
            if let Some((number, _)) = out.last_mut() {
                *number = number.saturating_mul(10).saturating_add(value);
            }
        } else if let Some(value) = c.to_digit(10) {
            digits = true;
            out.push((value, String::new()));
        } else if let (Some((_, word)), false) = (out.last_mut(), digits) {
            word.extend(c.to_lowercase());
        } else {
            digits = false;
            out.push((0, c.to_lowercase().collect()));
        }
    }
    out.retain(|(number, word)| *number > 0 || !word.is_empty());
    out
}

/// Version of the municipality's own pack.
pub(super) fn version(book: &Rulebook) -> String {
    let own = book.packs().into_iter().next();
    own.map(|p| p.version).unwrap_or_default()
}

pub(super) fn origin(book: &Rulebook, clause: &Clause) -> Origin {
    if clause.product_default {
        Origin::Advice
    } else if clause.pack == book.id() {
        Origin::Own
    } else {
        Origin::Base
    }
}

/// What the pack of a clause says of itself.
pub(super) fn about<'a>(book: &'a Rulebook, clause: &Clause) -> Option<&'a rulebook::About> {
    book.about().iter().find(|a| a.id == clause.pack)
}

/// One clause without what is kept of it.
pub(crate) fn bare(book: &Rulebook, actor: &Actor, clause: &Clause) -> ClauseAtWork {
    one(book, actor, clause, None)
}

/// One clause.
pub(super) fn one(
    book: &Rulebook,
    actor: &Actor,
    clause: &Clause,
    gathered: Option<&Gathered>,
) -> ClauseAtWork {
    let locale = actor.locale;
    let origin = origin(book, clause);
    let parts: Vec<(&Part, Does)> = clause.parts.iter().map(|p| (p, p.does())).collect();
    let proof = gathered.map(|g| {
        let mut proof = g.of(&clause.id);
        let lessons = book.lessons().iter().filter(|l| l.clause == clause.id);
        proof.lessons = i64::try_from(lessons.count()).unwrap_or(i64::MAX);
        proof.acknowledged = parts.iter().find_map(|(_, does)| match does {
            Does::Acknowledges { roles, .. } => Some(g.acknowledged_of(roles)),
            _ => None,
        });
        proof
    });
    let found = match (gathered, &proof) {
        (Some(gathered), Some(proof)) => gaps(clause, &parts, origin, proof, gathered),
        _ => Vec::new(),
    };
    ClauseAtWork {
        id: clause.id.clone(),
        section: clause.section.clone(),
        lang: about(book, clause).map(|a| a.lang.clone()).unwrap_or_default(),
        title: clause.title.get(locale).to_owned(),
        says: clause.says.get(locale).to_owned(),
        foreign: [&clause.says, &clause.evidence, &clause.manual_reason].map(|t| t.foreign(locale)),
        modality: clause.modality.as_str(),
        status: clause.status.as_str(),
        origin,
        measured: clause.measure,
        doing: parts
            .into_iter()
            .map(|(part, does)| Doing {
                said: sentences(&does, part.kind, &part.applies_to, locale),
                advised: origin != Origin::Advice && part.beyond_text,
            })
            .collect(),
        evidence: clause.evidence.get(locale).to_owned(),
        manual_reason: clause.manual_reason.get(locale).to_owned(),
        proof,
        gaps: found,
    }
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn sections_go_by_their_numbers() {
        let order = [
            "1 Omfang, avsnitt 3",
            "2 Hva er sosiale medier",
            "4.3 avsnitt 2, setning 1a",
            "4.3 avsnitt 2, setning 1b",
            "4.3 avsnitt 10",
            "4.4 kulepunkt 2",
            "4:10 a",
            "4:10 b",
        ];
        let mut sorted = order;
        sorted.reverse();
        sorted.sort_by_cached_key(|s| pieces(s));
        assert_eq!(sorted, order);
    }
}
