//! Declaring and ending a crisis.
mod declare;
mod end;
pub use declare::{declare, CrisisRule, rule};
pub use end::end;
