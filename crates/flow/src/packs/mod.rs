//! The municipality's own guideline packs: written as drafts, checked, submitted, approved by another person, adopted by a
//! body, and in force from a day.

mod adopt;
mod changes;
mod check;
mod compare;
mod decide;
mod discard;
mod files;
mod force;
mod form;
mod list;
mod look;
mod outline;
mod shelf;
mod start;
mod submit;
mod trial;
mod values;
mod write;
mod zipped;

pub use adopt::{Adoption, adopt};
pub use changes::{Acknowledgers, Changed, Changes, changes};
pub use check::{Checked, Trouble, check, check_with};
pub use compare::{Compared, compare, told, value};
pub use decide::decide;
pub use discard::discard;
pub(crate) use force::{Books, own};
pub use force::{Force, force, of_digest};
pub use form::{Change, Field, Given, events, facts, fields, filled, kind_of, kinds, relisted, typed};
pub use list::{Listed, Open, list, open};
pub use look::{Ran, Read, card, covered, notes, read, scenarios};
pub use outline::{lines, moved, titles, with_new_clause};
pub use shelf::{Shelved, Volume, shelf, volume};
pub use start::{Choice, Start, choices, start};
pub use submit::{submit, take_back};
pub use trial::{Trial, Tried, trial};
pub use values::{ValueField, valued, values};
pub use write::{remove, write};
pub use zipped::{MAX_ZIP, Taken, take_zip, zipped};

/// Most own files of a version.
pub const MAX_FILES: usize = 128;
/// Largest file, in bytes: as large as the rulebook reads.
pub const MAX_FILE: usize = 256 * 1024;
/// Largest sum of a version's own files, in bytes.
pub const MAX_TOTAL: usize = 4 * 1024 * 1024;
