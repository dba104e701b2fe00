//! Declaring and ending a crisis.
mod declare;
mod end;
pub use declare::{CrisisRule, declare, rule};
pub use end::end;
