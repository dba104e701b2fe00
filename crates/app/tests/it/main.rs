#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::panic,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::zombie_processes
)]

//! The whole program from the outside: the real binary with a cleaned environment, on the loopback.

mod browser;
mod carried_on;
mod changed_bytes;
mod configuration;
mod data_folder;
mod full_disk;
mod guidelines;
mod killed;
mod program;
mod restored;
#[path = "../../src/system.rs"]
mod system;
mod town;
