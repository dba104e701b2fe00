//! What `rettesnor pack list | explain | coverage | lint | test` say of a guideline, for pages.

use super::shelf::{Shelved, Volume, volume};
use crate::guideline::{ClauseAtWork, ClausePage, bare, in_order, page_of};
use crate::{Actor, Error, Flow, Result};
use rulebook::coverage::{Coverage, coverage};
use rulebook::lint::{Lint, lint};
use rulebook::scenario;
use serde::Serialize;

/// A guideline with its clauses.
#[derive(Clone, Debug)]
pub struct Read {
    /// Its row of the shelf.
    pub about: Shelved,
    /// Clauses in the document's order: its own, then those of the packs that it extends.
    pub clauses: Vec<ClauseAtWork>,
}

/// A guideline with its clauses, and what the system would do for each.
///
/// # Errors
/// As [`volume`].
pub async fn read(flow: &Flow, actor: &Actor, word: &str) -> Result<Read> {
    let Volume { about, book, .. } = volume(flow, actor, word).await?;
    let mut clauses = Vec::new();
    for pack in book.packs() {
        let of_pack = book
            .clauses_at(flow.source().now())
            .filter(|c| c.pack == pack.id && !c.off);
        let mut of_pack: Vec<_> = of_pack.map(|c| bare(&book, actor, c)).collect();
        in_order(&book, &pack.id, &mut of_pack);
        clauses.extend(of_pack);
    }
    Ok(Read { about, clauses })
}

/// A clause's card out of a guideline on the shelf: without evidence, which is only kept of what is in force.
///
/// # Errors
/// As [`volume`]; `NotFound` for a clause that it has not.
pub async fn card(flow: &Flow, actor: &Actor, word: &str, clause: &str) -> Result<(Shelved, ClausePage)> {
    let volume = volume(flow, actor, word).await?;
    let page = page_of(
        actor,
        &volume.book,
        volume.files(flow),
        clause,
        flow.source().now(),
    )
    .ok_or(Error::NotFound)?;
    Ok((volume.about, page))
}

/// What lint finds in a guideline, gravest first.
///
/// # Errors
/// As [`volume`].
pub async fn notes(flow: &Flow, actor: &Actor, word: &str) -> Result<(Volume, Vec<Lint>)> {
    let volume = volume(flow, actor, word).await?;
    let today = super::force::today(flow, &actor.municipality);
    let found = lint(&volume.book, volume.files(flow), &today);
    Ok((volume, found))
}

/// How much of a guideline is carried out and tested.
///
/// # Errors
/// As [`volume`].
pub async fn covered(flow: &Flow, actor: &Actor, word: &str) -> Result<(Volume, Coverage)> {
    let volume = volume(flow, actor, word).await?;
    let found = coverage(&volume.book, volume.files(flow));
    Ok((volume, found))
}

/// A scenario that was run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ran {
    /// Clause that it shows.
    pub clause: String,
    /// Word of the event.
    pub event: &'static str,
    /// The situation, in the pack's own language; may be empty.
    pub note: String,
    /// Word of what must come out.
    pub expect: &'static str,
    /// What came instead, in the program's words; empty when it passed.
    pub failed: String,
}

/// Runs a guideline's own scenarios, file by file. A file that cannot be read is one that failed.
///
/// # Errors
/// As [`volume`].
pub async fn scenarios(flow: &Flow, actor: &Actor, word: &str) -> Result<(Volume, Vec<Ran>)> {
    let volume = volume(flow, actor, word).await?;
    let prefix = format!("{}/tests/", volume.book.id());
    let mut out = Vec::new();
    for (_, text) in volume.files(flow).iter().filter(|(p, _)| p.starts_with(&prefix)) {
        let report = scenario::run(&volume.book, text);
        let said = |number: usize| -> String {
            let of = report.failures.iter().filter(|f| f.number == number);
            of.map(|f| f.what.clone()).collect::<Vec<_>>().join("; ")
        };
        // A scenario that could not be run, or a file that could not be read, has no case.
        let lost = |f: &&scenario::Failure| report.cases.iter().all(|c| c.number != f.number);
        out.extend(report.failures.iter().filter(lost).map(|f| Ran {
            clause: f.clause.clone(),
            event: "",
            note: String::new(),
            expect: "",
            failed: f.what.clone(),
        }));
        let both = report.cases.iter().zip(&report.ran);
        out.extend(both.map(|(case, (_, expect))| Ran {
            clause: case.clause.clone(),
            event: case.event.as_str(),
            note: case.note.clone(),
            expect: expect.as_str(),
            failed: said(case.number),
        }));
    }
    Ok((volume, out))
}
