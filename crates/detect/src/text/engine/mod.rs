//! What all text detectors share: one pass over the text ([`pass`]), all word lists in one index ([`matcher`]), patterns of
//! classes of words ([`pattern`]), the numbers a text holds ([`number`]) and what the words around them say they are
//! ([`context`]).

pub mod context;
pub mod disguise;
pub mod entry;
pub mod found;
pub mod gap;
pub mod index;
mod letters;
pub mod matcher;
pub mod members;
pub mod number;
pub mod numbers;
pub mod pass;
pub mod pattern;
pub mod reader;
pub mod word;
