//! Duties: what clauses ask people to do, when, and the proof that it was done.
mod acknowledge;
mod adopt;
mod complete;
mod day;
mod due;
mod facts;
mod item;
mod kept;
mod lapse;
mod list;
mod open;
mod person;
mod review;
mod see;
mod skip;
mod year;
pub use acknowledge::{Binding, Guideline, acknowledge, guideline};
pub(crate) use acknowledge::{binds, has_channel};
pub use adopt::adopt;
pub use complete::{Completion, complete, mark};
pub(crate) use day::{day, next_morning};
pub(crate) use facts::{
    author, has_acknowledged, municipality as of_municipality, newcomer, person as known_of_person,
};
pub use item::DutyView;
pub(crate) use kept::snapshot_kept;
pub(crate) use lapse::lapse_about;
pub use list::{Listed, Which, list, show};
pub(crate) use open::{Cause, follow, told};
pub(crate) use person::{got_roles, left, moved};
pub(crate) use review::closing;
pub use review::review;
pub use see::see;
pub use skip::skip;
pub use year::{Ahead, year};
