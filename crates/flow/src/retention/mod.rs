//! How long records are kept, what holds them back, and how they go: proposed, approved, destroyed everywhere, written
//! down. Nothing goes without a decision of the municipality's and a second look by a person.

mod decide;
mod erase;
mod fate;
pub mod hold;
mod outlook;
mod part;
pub mod person;
mod propose;
mod protocol;
mod rule;
mod run;
pub mod second;
mod snapshot;
mod tag;

pub use decide::{Approval, approve, reject};
pub(crate) use erase::{is_forgotten, not_forgotten};
pub use fate::{Due, Fate};
pub use hold::NewHold;
pub(crate) use hold::told as told_of_hold;
pub use outlook::outlook;
pub use propose::propose;
pub(crate) use protocol::told as told_of_list;
pub use protocol::{Protocol, protocol};
pub(crate) use rule::told as told_of_rule;
pub use rule::{Example, RuleForm, defaults, save};
pub(crate) use run::carry_on;
pub(crate) use snapshot::asked as snapshot_asked;
pub use tag::tag;

/// Most characters of a reason.
const TEXT: usize = 2_000;
/// Most characters of a line.
const LINE: usize = 300;
