//! People of the municipality.
mod asked;
mod change;
pub(crate) mod form;
mod invite;
pub use asked::{PersonStep, questions};
pub use change::{Change, change, set_locale};
pub(crate) use invite::invite_first;
pub use invite::{Invite, invite, invite_again};
