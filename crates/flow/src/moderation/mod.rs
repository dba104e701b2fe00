//! Acting on comments that break the rules: evidence first, ground and reason always, way back open.
mod evidence;
mod hide;
mod restore;
pub use hide::{grounds, grounds_of, hide, means, questions};
pub use restore::restore;
