//! The steps in order of cost, so that the cheap ones speak first.

use std::{ffi::OsStr, path::PathBuf, process::Command, time::Duration};

use anyhow::{Context as _, Result, bail};
use rustix::process::Signal;

use super::{
    Environment,
    count::{Count, Reader},
    provide::Provided,
    suite::{self, Program, Suite},
};
use crate::{places, processes::Running, tidy};

/// One line of the report.
pub struct Step {
    pub name: String,
    pub needs: Needs,
    act: Act,
}

/// What must be there before a step can run.
#[derive(Clone, Copy, Default)]
pub struct Needs {
    /// cargo-deny.
    pub tools: bool,
    /// All packages and all servers.
    pub servers: bool,
}

enum Act {
    Cargo(&'static [&'static str]),
    Tidy,
    Deny,
    RustTests,
    Program(Program),
}

const NOTHING: Needs = Needs {
    tools: false,
    servers: false,
};
const TOOLS: Needs = Needs {
    tools: true,
    servers: false,
};
const SERVERS: Needs = Needs {
    tools: false,
    servers: true,
};

/// Long enough for a cold build on two cores.
const PATIENCE: Duration = Duration::from_secs(30 * 60);

/// All steps.
pub fn all(suite: &Suite) -> Vec<Step> {
    let step = |name: &str, needs, act| Step {
        name: name.to_owned(),
        needs,
        act,
    };
    let mut steps = vec![
        step("fmt", NOTHING, Act::Cargo(&["fmt", "--all", "--check"])),
        step("tidy", NOTHING, Act::Tidy),
        step("deny", TOOLS, Act::Deny),
        step(
            "clippy",
            NOTHING,
            Act::Cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--quiet",
                "--",
                "--deny",
                "warnings",
            ]),
        ),
        step("rust", SERVERS, Act::RustTests),
    ];
    if !suite.program.is_empty() {
        steps.push(step(
            "build",
            NOTHING,
            // With the tests, so that the libraries' features, and so their builds, are those of the step before.
            Act::Cargo(&["build", "--workspace", "--bins", "--tests", "--quiet"]),
        ));
    }
    steps.extend(
        suite
            .program
            .iter()
            .map(|program| step(&program.name, SERVERS, Act::Program(program.clone()))),
    );
    steps
}

/// All steps, or those named; a name that is no step is refused.
pub fn chosen(suite: &Suite, only: &[String]) -> Result<Vec<Step>> {
    let steps = all(suite);
    if only.is_empty() {
        return Ok(steps);
    }
    let names: Vec<&str> = steps.iter().map(|step| step.name.as_str()).collect();
    if let Some(wrong) = only.iter().find(|name| !names.contains(&name.as_str())) {
        bail!("there is no step {wrong}; there are {}", names.join(", "));
    }
    Ok(steps
        .into_iter()
        .filter(|step| only.contains(&step.name))
        .collect())
}

impl Step {
    /// Does it and counts: tests where it runs tests, otherwise itself.
    pub fn run(&self, provided: &Provided, environment: &Environment) -> Result<Count> {
        match &self.act {
            Act::Cargo(words) => checked(cargo(words)?),
            Act::Tidy => Ok(Count::one(tidy::run(false)?)),
            Act::Deny => deny(provided),
            Act::RustTests => rust_tests(environment),
            Act::Program(program) => counted(
                command(program, environment)?,
                Duration::from_secs(program.minutes.saturating_mul(60)),
            ),
        }
    }
}

fn cargo(words: &[&str]) -> Result<Command> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(words).current_dir(places::root()?);
    Ok(command)
}

/// A command that is one check.
fn checked(command: Command) -> Result<Count> {
    let outcome = Running::start(command, Signal::TERM)?.follow(PATIENCE, |line| println!("{line}"))?;
    if outcome.is_none() {
        println!(
            "took longer than {} minutes and was ended",
            PATIENCE.as_secs() / 60
        );
    }
    Ok(Count::one(outcome == Some(true)))
}

/// A command that runs tests and counts them. No count, or failing without saying so, is a failure.
fn counted(command: Command, patience: Duration) -> Result<Count> {
    let mut reader = Reader::default();
    let outcome = Running::start(command, Signal::TERM)?.follow(patience, |line| {
        reader.see(line);
        println!("{line}");
    })?;
    let count = reader.count().unwrap_or_default();
    let complaint = match outcome {
        None => "took too long and was ended",
        Some(true) if count == Count::default() => "ran no test",
        Some(false) if count.failed == 0 => "failed",
        Some(_) => return Ok(count),
    };
    println!("{complaint}");
    Ok(count.plus(Count::one(false)))
}

fn rust_tests(environment: &Environment) -> Result<Count> {
    // Many tests wait: for PostgreSQL, for a lease of a killed server to run out. Two more than cores keep those busy.
    let threads = std::thread::available_parallelism().map_or(2, usize::from) + 2;
    let threads = threads.to_string();
    let words: &[&str] = if places::program("cargo-nextest").is_some() {
        &[
            "nextest",
            "run",
            "--workspace",
            "--no-fail-fast",
            "--test-threads",
            &threads,
            "--status-level",
            "fail",
            "--final-status-level",
            "fail",
        ]
    } else {
        &["test", "--workspace", "--no-fail-fast", "--quiet"]
    };
    let mut command = cargo(words)?;
    command.envs(environment);
    counted(command, PATIENCE)
}

/// Licences, bans and sources always; advisories when their database can be fetched.
fn deny(provided: &Provided) -> Result<Count> {
    let deny = provided.deny.as_ref().context("cargo-deny was not provided")?;
    let call = |words: &[&str]| -> Result<Command> {
        let mut command = Command::new(deny);
        command.args(words).current_dir(places::root()?);
        Ok(command)
    };
    let mut count = checked(call(&["check", "licenses", "bans", "sources"])?)?;
    let fetched =
        Running::start(call(&["fetch", "db"])?, Signal::TERM)?.follow(Duration::from_secs(120), |_| {})?;
    if fetched == Some(true) {
        count = count.plus(checked(call(&["check", "--disable-fetch", "advisories"])?)?);
    } else {
        println!("advisories: their database cannot be reached from here, not checked");
    }
    Ok(count)
}

fn command(program: &Program, environment: &Environment) -> Result<Command> {
    let mut words = program.command.iter().map(|word| suite::fill(word, environment));
    let first = words
        .next()
        .with_context(|| format!("{} has no command", program.name))??;
    let mut command = Command::new(OsStr::new(&first));
    for word in words {
        command.arg(word?);
    }
    let binary: PathBuf = places::root()?.join("target").join("debug").join("rettesnor");
    command
        .envs(environment)
        .env("RETTESNOR_BIN", binary)
        .current_dir(places::root()?.join(&program.folder));
    for (name, value) in &program.environment {
        command.env(name, suite::fill(value, environment)?);
    }
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    fn count_of(script: &str) -> Count {
        counted(shell(script), Duration::from_secs(20)).unwrap()
    }

    #[test]
    fn a_runner_that_fails_or_counts_nothing_never_counts_as_passed() {
        assert_eq!(
            count_of("echo 3 passed, 1 failed; exit 1"),
            Count { passed: 3, failed: 1 }
        );
        assert_eq!(
            count_of("echo 3 passed, 0 failed; exit 1"),
            Count { passed: 3, failed: 1 }
        );
        assert_eq!(count_of("echo all is well"), Count { passed: 0, failed: 1 });
        assert_eq!(
            count_of("echo 3 passed, 0 failed"),
            Count { passed: 3, failed: 0 }
        );
    }

    #[test]
    fn a_step_that_does_not_exist_is_refused_by_name() {
        let Err(error) = chosen(&Suite::default(), &["clipy".to_owned()]) else {
            panic!("was accepted")
        };
        assert!(error.to_string().contains("clipy"), "{error}");
    }
}
