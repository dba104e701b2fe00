//! Declaring and ending a crisis, and what it holds back.
mod declare;
mod end;
mod hold;
pub use declare::{CrisisRule, decide, decision, declare, may_release, questions, rule};
pub use end::end;
pub(crate) use hold::Hold;
pub use hold::{Holds, InCrisis};
