//! Signing in: password, second factor, sessions.
mod accept_invitation;
mod attempts;
mod enroll;
pub(crate) mod password;
mod recovery;
mod second_factor;
mod session;
mod sign_in;
mod sign_out;
pub(crate) mod token;
mod totp;
pub use accept_invitation::{accept_invitation, invitation};
pub use enroll::{Enrolment, enroll_begin, enroll_confirm};
pub use second_factor::second_factor;
pub(crate) use session::begin as begin_session;
pub use session::{Visitor, resume};
pub use sign_in::sign_in;
pub use sign_out::sign_out;
