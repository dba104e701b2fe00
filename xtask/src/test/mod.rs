//! `cargo xtask test`: provides, starts, runs, stops, counts.

mod apt;
mod count;
mod node;
mod postgres;
mod provide;
mod python;
mod redis;
mod server;
mod stamp;
mod steps;
mod suite;

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use crate::processes;
use count::Count;
use provide::Provided;
use steps::Step;
use suite::Suite;

/// Environment that every step gets.
type Environment = BTreeMap<String, String>;

/// What the command line asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    only: Vec<String>,
    keep: bool,
}

impl Options {
    /// Reads `--only STEP` (any number of times) and `--keep`.
    pub fn parse(words: &[&str]) -> Result<Self> {
        let mut options = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--keep" => options.keep = true,
                "--only" => match words.next() {
                    Some(step) => options.only.push((*step).to_owned()),
                    None => bail!("--only wants the name of a step"),
                },
                other => bail!("unknown option {other}; there are --only STEP and --keep"),
            }
        }
        Ok(options)
    }
}

/// Runs the steps; true when nothing failed. Prints `N passed, N failed` last, whatever happened.
pub fn run(options: &Options) -> Result<bool> {
    processes::stop_on_signal()?;
    let suite = Suite::read(&crate::places::root()?)?;
    let steps = steps::chosen(&suite, &options.only)?;
    let started = Instant::now();
    let mut times = Vec::new();
    let mut environment = Environment::new();
    let mut total = match prepare(&suite, &steps, &mut times, &mut environment) {
        Ok(provided) => run_all(&steps, &provided, &environment, &mut times),
        Err(error) => {
            eprintln!("\n{error:#}");
            Count { passed: 0, failed: 1 }
        }
    };
    if options.keep && !environment.is_empty() {
        wait_with(&environment);
    }
    processes::end_all();
    println!();
    for (name, time, count) in &times {
        println!("{:>7.1} s  {name:<24} {count}", time.as_secs_f64());
    }
    println!("{:>7.1} s  in all", started.elapsed().as_secs_f64());
    if total.passed == 0 && total.failed == 0 {
        total.failed = 1;
    }
    println!("{total}");
    Ok(total.failed == 0)
}

/// Starts all servers and waits to be stopped.
pub fn servers() -> Result<bool> {
    processes::stop_on_signal()?;
    let suite = Suite::read(&crate::places::root()?)?;
    let mut environment = Environment::new();
    let outcome = provide::everything().and_then(|provided| {
        environment.extend(provided.environment);
        start(&suite, &mut environment)
    });
    if outcome.is_ok() {
        wait_with(&environment);
    }
    processes::end_all();
    outcome.map(|()| true)
}

type Times = Vec<(String, Duration, String)>;

fn prepare(
    suite: &Suite,
    steps: &[Step],
    times: &mut Times,
    environment: &mut Environment,
) -> Result<Provided> {
    let needs_servers = steps.iter().any(|step| step.needs.servers);
    let needs_tools = steps.iter().any(|step| step.needs.tools);
    let provided = timed("install", times, || match (needs_servers, needs_tools) {
        (true, _) => provide::everything(),
        (false, true) => provide::tools(),
        (false, false) => Ok(Provided::default()),
    })?;
    if needs_servers {
        environment.extend(provided.environment.clone());
        timed("start servers", times, || start(suite, environment))?;
    }
    Ok(provided)
}

fn timed<T>(name: &str, times: &mut Times, act: impl FnOnce() -> Result<T>) -> Result<T> {
    let started = Instant::now();
    let outcome = act();
    let word = if outcome.is_ok() { "ok" } else { "failed" };
    times.push((name.to_owned(), started.elapsed(), word.to_owned()));
    outcome
}

fn start(suite: &Suite, environment: &mut Environment) -> Result<()> {
    postgres::start(environment)?;
    redis::start(environment)?;
    for server in &suite.server {
        server::start(server, environment)?;
    }
    environment.insert("RETTESNOR_PEERS".to_owned(), "required".to_owned());
    Ok(())
}

fn wait_with(environment: &Environment) -> ! {
    println!("\nThe servers run until Ctrl-C. What talks to them wants:");
    for (name, value) in environment {
        println!("export {name}='{value}'");
    }
    processes::wait_for_signal()
}

fn run_all(steps: &[Step], provided: &Provided, environment: &Environment, times: &mut Times) -> Count {
    let mut total = Count::default();
    for step in steps {
        println!("\n── {} ──", step.name);
        let started = Instant::now();
        let count = match step.run(provided, environment) {
            Ok(count) => count,
            Err(error) => {
                println!("{}: {error:#}", step.name);
                Count { passed: 0, failed: 1 }
            }
        };
        times.push((step.name.clone(), started.elapsed(), count.to_string()));
        total = total.plus(count);
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_and_wrong_ones_refused() {
        let options = Options::parse(&["--only", "tidy", "--keep", "--only", "fmt"]).unwrap();
        assert_eq!(
            options,
            Options {
                only: vec!["tidy".to_owned(), "fmt".to_owned()],
                keep: true
            }
        );
        assert!(Options::parse(&["--only"]).is_err());
        assert!(Options::parse(&["--onyl", "tidy"]).is_err());
    }
}
