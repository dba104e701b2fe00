//! Acting on comments that break the rules: evidence first, ground and reason always, way back open.
mod evidence;
mod hide;
mod restore;
pub use hide::{grounds, hide, questions, means};
pub use restore::restore;
