//! People of the municipality.
mod asked;
mod change;
pub(crate) mod form;
mod invite;
pub use asked::{PersonStep, questions};
pub use change::{Change, change, set_locale};
pub use invite::{Invite, invite, invite_again};
