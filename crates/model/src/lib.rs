//! Plain types, ids, state machines as transition tables, calendar; clock and randomness as
//! parameters. Nothing here does I/O, waits, or knows a database or a page.

pub mod approval;
pub mod archive;
pub mod calendar;
pub mod case;
pub mod channel;
pub mod clock;
pub mod crisis;
pub mod duty;
pub mod export;
pub mod ids;
pub mod item;
pub mod job;
pub mod locale;
pub mod moderation;
pub mod municipality;
pub mod org_number;
pub mod pack;
pub mod person;
pub mod picture;
pub mod post;
pub mod practice;
pub mod public;
pub mod publication;
pub mod reconciliation;
pub mod request;
pub mod retention;
pub mod snapshot;
pub mod state;
pub mod waiver;

pub use clock::{Clock, Millis, Random, Source};
pub use ids::*;
pub use locale::{Locale, Texts};
