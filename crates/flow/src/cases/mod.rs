//! Cases: somebody reports something, asks what is right, or wants to limit what somebody else has said.
mod close;
mod facts;
mod list;
mod note;
mod open;
mod part;
pub use close::{close, closing, reopen};
pub use list::{Listed, Shown, list, show};
pub use note::note;
pub use open::{NewCase, open, questions};
pub(crate) use part::part;

use crate::duties::Cause;
use model::Id as _;
use model::archive::RecordKind;
use model::case::Case;
use model::duty::DutySubject;

/// Longest text of one field or answer, in characters.
const TEXT: usize = 20_000;
/// Longest title and address, in characters.
const LINE: usize = 300;

fn cause(case: &Case) -> Cause<'_> {
    Cause {
        subject: DutySubject::Case,
        id: case.id.as_str(),
        about: &case.title,
        record: (RecordKind::Case, case.id.as_str()),
    }
}
