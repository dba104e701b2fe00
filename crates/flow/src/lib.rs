//! The workflows of Rettesnor, one verb a file, and the jobs that carry them on.
//!
//! A verb is a function `verb(flow, actor, input) -> Result<output>`. It checks that the actor may,
//! asks the rulebook, and commits state, journal and jobs together. Networks are only called from
//! jobs, and nobody outside is ever asked inside a transaction. Texts are never made here: errors are keys with parameters, and
//! what a pack says is taken from the pack in the actor's language.

pub mod access;
pub mod actor;
pub mod adoption;
pub mod approvals;
pub mod archive;
pub mod cases;
pub mod channels;
pub mod crises;
pub mod detectors;
pub mod duties;
pub mod error;
pub mod guideline;
pub mod inbox;
pub mod jobs;
pub mod journal;
pub mod keys;
pub mod moderation;
pub mod packs;
pub mod people;
pub mod posts;
pub mod practice;
pub mod publishing;
pub mod reconciliation;
pub mod requests;
pub mod retention;
pub mod rules;
pub mod setup;
pub mod snapshots;
pub mod waivers;

mod connectors;
mod context;

pub use actor::Actor;
pub use connectors::NetworkConnectors;
pub use context::{Connectors, Flow, FlowParts, PasswordCost, Settings, Words};
pub use error::{Error, FieldError, Result};
