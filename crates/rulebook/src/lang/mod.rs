//! The language of conditions: a strict subset of CEL's syntax, typed, with three truth values.
//! See `docs/rules/language.md`; change [`VERSION`] when any condition could come out otherwise.

mod bounds;
mod check;
mod eval;
mod leaves;
mod lex;
mod parse;
mod words;

pub(crate) use bounds::Bound;
pub(crate) use check::{Kind, Names, Subject, compile, nearest};
pub(crate) use eval::{Condition, Env, Truth};
pub(crate) use lex::Fault;

/// Version of the semantics, kept in every decision.
pub const VERSION: u32 = 1;
/// Longest condition in bytes.
pub(crate) const MAX_LENGTH: usize = 2_000;
/// Deepest nesting.
pub(crate) const MAX_DEPTH: usize = 32;
/// Most nodes.
pub(crate) const MAX_NODES: usize = 256;
