//! One command a file.

pub mod check;
pub mod copy;
pub mod decide;
pub mod demo;
pub mod detect;
pub mod pack;
pub mod restore;
pub mod search;
pub mod serve;
pub mod verify;

use std::io::Write;

/// Prints to standard output; a reader that has gone away is no error of ours.
pub fn print(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{}", text.trim_end());
}

/// Prints what went wrong to standard error.
pub fn complain(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "rettesnor: {text}");
}
