//! Development tasks: `cargo xtask test | servers | tidy | new`. See tests/README.md.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool that speaks on the terminal"
)]

mod places;
mod processes;
mod scaffold;
mod test;
mod tidy;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask test [--only STEP]… [--keep]   install what the tests need, run everything, stop everything
cargo xtask servers                        start what the tests talk to, print the environment, wait for Ctrl-C
cargo xtask tidy [--write]                 the project's own rules; --write renews generated pages
cargo xtask new KIND NAME                  scaffold: detector, migration, page, adr, locale-area";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// True when all is well, false when something that was checked is not, an error when a task could not be done.
fn run(arguments: &[String]) -> anyhow::Result<bool> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["test", options @ ..] => test::run(&test::Options::parse(options)?),
        ["servers"] => test::servers(),
        ["tidy"] => tidy::run(false),
        ["tidy", "--write"] => tidy::run(true),
        ["new", kind, name] => scaffold::run(kind, name).map(|()| true),
        _ => anyhow::bail!("{USAGE}"),
    }
}
