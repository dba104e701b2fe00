//! Signing in: password, second factor, sessions.
mod accept_invitation;
mod enroll;
mod second_factor;
mod session;
mod sign_in;
mod sign_out;
pub use accept_invitation::{accept_invitation, invitation};
pub use enroll::{enroll_begin, enroll_confirm, Enrolment};
pub use second_factor::second_factor;
pub use session::{resume, Visitor};
pub use sign_in::sign_in;
pub use sign_out::sign_out;
