//! What somebody has to do with a case.

use crate::Result;
use model::Id as _;
use model::case::{Case, CaseKind};
use model::duty::{DutySubject, NOTIFY};
use model::person::Person;
use store::{DutyFilter, Read};

/// Duties about one case that are looked at; far more than a guideline asks for.
const DUTIES: usize = 100;

/// What somebody has to do with a case.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    /// May see it and write notes.
    pub(crate) sees: bool,
    /// May close it and open it again.
    pub(crate) handles: bool,
}

/// Beside those who handle its kind, whomever the guideline has told of a case sees it, and whomever it asks to do
/// something about it handles it: a duty about what one cannot open could not be done.
pub(crate) async fn part(read: &(impl Read + ?Sized), person: &Person, case: &Case) -> Result<Part> {
    let (sees, handles) = (case.is_seen_by(person), case.is_handled_by(person));
    if handles {
        return Ok(Part { sees, handles });
    }
    let filter = DutyFilter {
        subject: Some((DutySubject::Case, case.id.as_str().to_owned())),
        ..DutyFilter::default()
    };
    let duties = read
        .duties(&case.municipality, &filter, None, DUTIES)
        .await?
        .items;
    let hers: Vec<_> = duties.iter().filter(|d| d.falls_to(person)).collect();
    // Nobody decides alone on limiting what somebody else said.
    let own = case.opened_by == person.id && case.kind == CaseKind::SpeechLimit;
    Ok(Part {
        sees: sees || !hers.is_empty(),
        handles: !own && hers.iter().any(|d| d.kind != NOTIFY),
    })
}
