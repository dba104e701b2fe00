//! People of the municipality.
mod change;
mod invite;
pub use change::{change, set_locale, Change};
pub use invite::{invite, invite_again, Invite};
