//! `rettesnor-verify`: checks a copy of a municipality's log. It needs the copy and the log's public key, nothing else: no
//! database, no network, no configuration. All checking is done by `ledger::copy`; this only reads files and prints.

mod arguments;
mod print;

use arguments::{Arguments, Asked};
use ledger::attest::Attestors;
use ledger::copy::{CopyTrust, verify};
use ledger::stamp::Roots;
use ledger::witness::Witness;
use std::fs::File;
use std::io::Write as _;
use std::process::ExitCode;

/// Everything holds.
const HOLDS: u8 = 0;
/// Something does not.
const DOES_NOT_HOLD: u8 = 1;
/// It could not be checked: a file cannot be read, or the command was not understood.
const NOT_CHECKED: u8 = 2;

fn main() -> ExitCode {
    let asked = arguments::read(std::env::args().skip(1));
    let (text, code) = match asked.and_then(run) {
        Ok((text, code)) => (text, code),
        Err(message) => {
            // Standard error may be closed; the exit code says it all the same.
            let _ = writeln!(std::io::stderr().lock(), "rettesnor-verify: {message}");
            return ExitCode::from(NOT_CHECKED);
        }
    };
    let _ = writeln!(std::io::stdout().lock(), "{}", text.trim_end());
    ExitCode::from(code)
}

fn run(asked: Asked) -> Result<(String, u8), String> {
    let arguments = match asked {
        Asked::Help => return Ok((arguments::HELP.to_owned(), HOLDS)),
        Asked::Version => return Ok((env!("CARGO_PKG_VERSION").to_owned(), HOLDS)),
        Asked::Check(arguments) => arguments,
    };
    let trust = trust(&arguments)?;
    let copy = File::open(&arguments.copy).map_err(|e| format!("{}: {e}", arguments.copy))?;
    let report = verify(copy, &trust).map_err(|e| format!("{}: {e}", arguments.copy))?;
    let text = if arguments.json {
        print::json(&report, &trust)
    } else {
        print::text(&report, &trust)
    };
    let code = if report.holds() { HOLDS } else { DOES_NOT_HOLD };
    Ok((text, code))
}

fn trust(arguments: &Arguments) -> Result<CopyTrust, String> {
    let log_key = match &arguments.key {
        Some(key) => Some(ledger::note::Verifier::parse(key).map_err(|e| format!("--key: {e}"))?),
        None => None,
    };
    let mut kept = Vec::new();
    for path in &arguments.kept {
        kept.push(std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?);
    }
    let mut attestors = Attestors::default();
    if let Some(path) = &arguments.time_root {
        let pem = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
        attestors.roots = Roots::parse(&pem).map_err(|e| format!("{path}: {e}"))?;
    }
    for key in &arguments.witnesses {
        let witness = Witness::parse(key).map_err(|e| format!("--witness {key}: {e}"))?;
        attestors.witnesses.push(witness);
    }
    Ok(CopyTrust {
        log_key,
        kept,
        attestors,
        threads: std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get),
    })
}
