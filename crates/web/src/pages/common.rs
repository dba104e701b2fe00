//! What several pages of the daily work share: names of clauses, people and channels, local times, answers to a button.

use crate::{Flash, Page, Web, WebError};
use axum::response::Response;
use flow::Actor;
use flow::rules::{Book, Spotted};
use jiff::tz::TimeZone;
use model::channel::Channel;
use model::item::FindingNote;
use model::municipality::Country;
use model::{Id as _, Millis, MunicipalityId};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Rows of a list's page.
pub(crate) const PAGE: usize = 25;

/// A clause in the reader's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClauseName {
    /// Section of the document; empty for the product's own advice.
    pub section: String,
    /// Short title.
    pub title: String,
}

/// The rulebook in force, for naming its clauses; `None` when this installation does not hold it.
pub(crate) async fn book(web: &Web, me: &Actor) -> Option<Arc<Book>> {
    flow::rules::book(&web.flow, &me.municipality).await.ok()
}

/// The clause of that id; `None` for an empty id and for a clause that the pack no longer has.
pub(crate) fn clause(book: Option<&Book>, me: &Actor, id: &str) -> Option<ClauseName> {
    let clause = book?.clause(id)?;
    Some(ClauseName {
        section: clause.section.clone(),
        title: clause.title.get(me.locale).to_owned(),
    })
}

/// Something found in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Locale key.
    pub key: String,
    /// `hint`, `warning` or `severe`.
    pub severity: String,
    /// The words it was found in.
    pub words: String,
    /// First character of them.
    pub start: usize,
    /// One past their last character.
    pub end: usize,
    /// What may be written instead; empty when nothing is proposed.
    pub instead: String,
    /// Value of the button that mends it; empty when a person must.
    pub mend: String,
    /// The clauses that it makes stop, ask or warn.
    pub clauses: Vec<ClauseName>,
}

fn one(f: &FindingNote, text: &str) -> Found {
    Found {
        key: format!("finding-{}", f.name),
        severity: f.severity.clone(),
        words: text
            .chars()
            .skip(f.start)
            .take(f.end.saturating_sub(f.start).min(80))
            .collect(),
        start: f.start,
        end: f.end,
        ..Found::default()
    }
}

/// Findings with the words of `text` they are about.
pub(crate) fn found(findings: &[FindingNote], text: &str) -> Vec<Found> {
    findings.iter().map(|f| one(f, text)).collect()
}

/// The same in a text that is being written: with the clauses, and a button where a change of the text is all it takes.
pub(crate) fn spotted(book: Option<&Book>, me: &Actor, all: &[Spotted], text: &str) -> Vec<Found> {
    let in_words = all.iter().map(|s| Found {
        instead: s.instead.clone(),
        mend: match &s.mends {
            Some(_) => format!("mend-{}-{}", s.note.code, s.note.start),
            None => String::new(),
        },
        clauses: s.clauses.iter().filter_map(|c| clause(book, me, c)).collect(),
        ..one(&s.note, text)
    });
    in_words.collect()
}

/// A piece of a text in which something was found, or nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Marked {
    /// The piece.
    pub text: String,
    /// Places of the findings in their list, from 1; none: nothing was found in it.
    pub of: Vec<usize>,
    /// Those of them that begin here.
    pub begins: Vec<usize>,
    /// The gravest severity found in it; empty for none.
    pub severity: String,
}

/// A text in pieces, so that what was found stands out at its words. A piece ends where a finding begins or ends.
pub(crate) fn marked(found: &[Found], text: &str) -> Vec<Marked> {
    if found.iter().all(|f| f.start >= f.end) {
        return Vec::new();
    }
    let mut cuts: Vec<usize> = found.iter().flat_map(|f| [f.start, f.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut pieces: Vec<Marked> = Vec::new();
    let mut last: Option<Vec<usize>> = None;
    for (at, c) in text.chars().enumerate() {
        if last.is_none() || cuts.binary_search(&at).is_ok() {
            let within = |f: &Found| f.start <= at && at < f.end;
            let of: Vec<usize> = found
                .iter()
                .zip(1..)
                .filter(|(f, _)| within(f))
                .map(|(_, n)| n)
                .collect();
            if last.as_ref() != Some(&of) {
                let grave = ["severe", "warning", "hint"]
                    .into_iter()
                    .find(|s| found.iter().any(|f| within(f) && f.severity == *s));
                let before = |n: &usize| pieces.iter().any(|p| p.of.contains(n));
                let begins = of.iter().filter(|n| !before(n)).copied().collect();
                pieces.push(Marked {
                    text: String::new(),
                    of: of.clone(),
                    begins,
                    severity: grave.unwrap_or_default().to_owned(),
                });
                last = Some(of);
            }
        }
        if let Some(piece) = pieces.last_mut() {
            piece.text.push(c);
        }
    }
    pieces
}

/// First line with words in it, at most `most` characters.
pub(crate) fn first_line(text: &str, most: usize) -> String {
    let line = text
        .lines()
        .map(str::trim)
        .find(|l| !l.is_empty())
        .unwrap_or_default();
    if line.chars().count() <= most {
        return line.to_owned();
    }
    line.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

/// Names of the municipality's people by id.
pub(crate) async fn people(
    read: &dyn store::Read,
    municipality: &MunicipalityId,
) -> Result<HashMap<String, String>, WebError> {
    let people = read.people(municipality).await?;
    Ok(people
        .into_iter()
        .map(|p| (p.id.as_str().to_owned(), p.name))
        .collect())
}

/// The municipality's channels by id.
pub(crate) async fn channels(
    read: &dyn store::Read,
    municipality: &MunicipalityId,
) -> Result<HashMap<String, Channel>, WebError> {
    let channels = read.channels(municipality).await?;
    Ok(channels
        .into_iter()
        .map(|c| (c.id.as_str().to_owned(), c))
        .collect())
}

/// A problem of something that goes to a network: text key of what happened, key of what to do, what they name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Text key of what happened.
    pub what: String,
    /// Text key of what to do; `None` when what happened says it.
    pub todo: Option<String>,
    /// What the texts name.
    pub params: BTreeMap<String, String>,
}

/// The problem with this stable key on a channel; `None` when there is none.
pub(crate) fn problem(page: &Page, key: &str, channel: &str, network: &str) -> Option<Problem> {
    if key.is_empty() {
        return None;
    }
    let known = |key: String| page.texts().has(&key).then_some(key);
    let named = [("channel", channel), ("network", network)];
    Some(Problem {
        what: known(format!("error-{key}")).unwrap_or_else(|| "error-internal".to_owned()),
        todo: known(format!("error-{key}-todo")),
        params: named.map(|(n, v)| (n.to_owned(), v.to_owned())).into(),
    })
}

/// The page after a button: what was done, or why it was not. What no page can tell stays an error.
pub(crate) fn after<T>(
    page: &Page,
    done: flow::Result<T>,
    to: &str,
    said: &str,
) -> Result<Response, WebError> {
    let error = match done {
        Ok(_) => return Ok(page.redirect_with(to, &Flash::success(said))),
        Err(error) => error,
    };
    let told = matches!(
        error,
        flow::Error::Refused { .. } | flow::Error::Step(_) | flow::Error::Conflict
    );
    let key = format!("error-{}", error.key());
    if !told || !page.texts().has(&key) {
        return Err(error.into());
    }
    let mut flash = Flash::new(crate::flash::Tone::Warning, &key);
    for (name, value) in error.params() {
        flash = flash.with(name, value);
    }
    Ok(page.redirect_with(to, &flash))
}

/// An id out of an address; anything else is a page that does not exist.
pub(crate) fn id<I: model::Id>(text: &str) -> Result<I, WebError> {
    I::parse(text).map_err(|_| WebError::not_found())
}

fn zone(country: Country) -> TimeZone {
    TimeZone::get(country.zone()).unwrap_or(TimeZone::UTC)
}

/// Date and time of day for the fields of a form, in the municipality's zone.
pub(crate) fn local_fields(country: Country, at: Millis) -> (String, String) {
    let local = at.timestamp().to_zoned(zone(country));
    (local.date().to_string(), local.strftime("%H:%M").to_string())
}

/// The instant of `2026-11-22` and `13:05` in the municipality's zone. A time that the change to summer time leaves out
/// is moved on by the hour that is missing; one that comes twice is the first.
pub(crate) fn local_instant(country: Country, date: &str, time: &str) -> Option<Millis> {
    let at: jiff::civil::DateTime = format!("{}T{}", date.trim(), time.trim()).parse().ok()?;
    Some(at.to_zoned(zone(country)).ok()?.timestamp().into())
}

/// One finding of each kind, for lists: what it was, not how often.
pub(crate) fn kinds(mut found: Vec<Found>) -> Vec<Found> {
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|f| seen.insert(f.key.clone()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_a_form_are_the_municipalitys() {
        let at = local_instant(Country::Norway, "2026-11-22", "13:05").map(Millis::rfc3339);
        assert_eq!(at.as_deref(), Some("2026-11-22T12:05:00.000Z"));
        let summer = local_instant(Country::Sweden, "2026-07-01", "09:00").map(Millis::rfc3339);
        assert_eq!(summer.as_deref(), Some("2026-07-01T07:00:00.000Z"));
        // 29 March 2026, 02:30 does not exist: half past three.
        let gap = local_instant(Country::Norway, "2026-03-29", "02:30").map(Millis::rfc3339);
        assert_eq!(gap.as_deref(), Some("2026-03-29T01:30:00.000Z"));
        assert_eq!(local_instant(Country::Norway, "22.11.2026", "13:05"), None);
        assert_eq!(local_instant(Country::Norway, "2026-11-22", ""), None);
    }

    #[test]
    fn first_lines_are_cut_at_characters() {
        assert_eq!(first_line("\n  \n Sørøya er åpen \n mer", 40), "Sørøya er åpen");
        assert_eq!(first_line("åååå", 3), "åå…");
    }

    fn found(start: usize, end: usize, severity: &str) -> Found {
        Found {
            start,
            end,
            severity: severity.to_owned(),
            ..Found::default()
        }
    }

    #[test]
    fn a_text_is_cut_where_findings_begin_and_end() {
        let all = [found(0, 5, "hint"), found(3, 8, "severe"), found(9, 9, "hint")];
        let pieces = marked(&all, "æøåæøåæø å!");
        let told: Vec<_> = pieces
            .iter()
            .map(|p| {
                (
                    p.text.as_str(),
                    p.of.as_slice(),
                    p.begins.as_slice(),
                    p.severity.as_str(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("æøå", &[1][..], &[1][..], "hint"),
                ("æø", &[1, 2][..], &[2][..], "severe"),
                ("åæø", &[2][..], &[][..], "severe"),
                (" å!", &[][..], &[][..], ""),
            ]
        );
        assert!(
            marked(&[found(2, 2, "hint")], "abc").is_empty(),
            "nothing has words"
        );
    }
}
