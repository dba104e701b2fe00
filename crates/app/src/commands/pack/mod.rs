//! `rettesnor pack`: looks at guidelines as data. Nothing here needs a configuration or data.

mod coverage;
mod diff;
mod explain;
mod lint;
mod list;
mod new;
mod oscal;
mod say;
mod test;

use crate::speech::{self, Speech};
use crate::{packs, system};
use anyhow::{Result, anyhow};
use clap::{Arg, ArgAction, ArgMatches, Command};
use jiff::tz::TimeZone;
use model::Millis;
use rulebook::{PackProblem, Rulebook};
use std::path::Path;
use std::process::ExitCode;

type Files = Vec<(String, String)>;

/// The command with all that stands below it.
pub fn command() -> Command {
    let which = || {
        Arg::new("pack")
            .value_name("pack")
            .num_args(0..)
            .help("Packs to look at")
    };
    let all = || {
        Arg::new("all")
            .long("all")
            .action(ArgAction::SetTrue)
            .conflicts_with("pack")
            .help("Every pack; the same as naming none")
    };
    let one =
        |name: &'static str, help: &'static str| Arg::new(name).value_name(name).required(true).help(help);
    Command::new("pack")
        .about("Look at guidelines as data: list, lint, test, coverage, explain, diff, new, oscal")
        .subcommand_required(true)
        .arg(
            Arg::new("packs")
                .long("packs")
                .value_name("folder")
                .global(true)
                .help("Folder with packs, instead of those that come with the program"),
        )
        .arg(
            Arg::new("json")
                .long("json")
                .action(ArgAction::SetTrue)
                .global(true)
                .help("Print JSON"),
        )
        .arg(speech::flag())
        .subcommand(Command::new("list").about("Name the packs"))
        .subcommand(
            Command::new("lint")
                .about("Say what is unwise or unlawful in packs that load")
                .arg(which())
                .arg(all()),
        )
        .subcommand(
            Command::new("test")
                .about("Run the scenarios of packs")
                .arg(which())
                .arg(all()),
        )
        .subcommand(
            Command::new("coverage")
                .about("Say how much of packs is carried out and tested")
                .arg(which())
                .arg(all()),
        )
        .subcommand(
            Command::new("explain")
                .about("Show a clause: its words, conditions, effects, law and tests")
                .arg(one("clause", "Clause id, such as no-base/alt-text"))
                .arg(
                    Arg::new("in")
                        .long("in")
                        .value_name("pack")
                        .help("As it is in this pack, which extends the clause's own"),
                ),
        )
        .subcommand(
            Command::new("diff")
                .about("Compare two versions of a pack, or two municipalities")
                .arg(one("a", "A pack's id, or the path of its folder"))
                .arg(one("b", "A pack's id, or the path of its folder")),
        )
        .subcommand(
            Command::new("new")
                .about("Make a folder with a new pack that loads and is tested")
                .arg(one("id", "Small letters, digits and hyphens"))
                .arg(
                    Arg::new("title")
                        .long("title")
                        .value_name("text")
                        .help("Its title"),
                )
                .arg(
                    Arg::new("base")
                        .long("base")
                        .value_name("pack")
                        .default_value("no-base")
                        .help("Pack that it extends"),
                )
                .arg(
                    Arg::new("into")
                        .long("into")
                        .value_name("folder")
                        .default_value(".")
                        .help("Folder in which its folder is made"),
                ),
        )
        .subcommand(
            Command::new("oscal")
                .about("Print a pack as an OSCAL catalog")
                .arg(one("id", "A pack's id, or the path of its folder")),
        )
}

/// What every command below needs.
struct Desk {
    speech: Speech,
    files: Files,
    json: bool,
    now: Millis,
}

/// Runs the command. Success when all is well, failure when something was found.
///
/// # Errors
/// The command could not be carried out: a name that is not known, a folder that cannot be read.
pub fn run(matches: &ArgMatches) -> Result<ExitCode> {
    let Some((name, inner)) = matches.subcommand() else {
        return Ok(ExitCode::FAILURE);
    };
    let speech = Speech::of(inner)?;
    let files = match inner.get_one::<String>("packs") {
        None => packs::files(),
        Some(folder) => read(&speech, folder)?,
    };
    let desk = Desk {
        speech,
        files,
        json: inner.get_flag("json"),
        now: system::source().now(),
    };
    let text = |name: &str| inner.get_one::<String>(name).cloned().unwrap_or_default();
    let named = || -> Vec<String> {
        inner
            .get_many::<String>("pack")
            .map(|all| all.cloned().collect())
            .unwrap_or_default()
    };
    let good = match name {
        "list" => list::run(&desk)?,
        "lint" => lint::run(&desk, &named())?,
        "test" => test::run(&desk, &named())?,
        "coverage" => coverage::run(&desk, &named())?,
        "explain" => explain::run(&desk, &text("clause"), inner.get_one::<String>("in"))?,
        "diff" => diff::run(&desk, &text("a"), &text("b"))?,
        "new" => new::run(&desk, &text("id"), &text("title"), &text("base"), &text("into"))?,
        _ => oscal::run(&desk, &text("id"))?,
    };
    Ok(if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Every `*.toml` below a folder, with its path.
fn read(speech: &Speech, folder: &str) -> Result<Files> {
    fn walk(folder: &Path, out: &mut Files) -> std::io::Result<()> {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                walk(&path, out)?;
            } else if path.extension().is_some_and(|e| e == "toml") {
                let bytes = std::fs::read(&path)?;
                out.push((
                    path.display().to_string(),
                    String::from_utf8_lossy(&bytes).into_owned(),
                ));
            }
        }
        Ok(())
    }
    let mut out = Files::new();
    walk(Path::new(folder), &mut out)
        .map_err(|e| anyhow!("{} ({e})", speech.say("pack-unreadable", &[("path", folder)])))?;
    out.sort();
    Ok(out)
}

impl Desk {
    fn day(&self) -> String {
        self.now.timestamp().to_zoned(TimeZone::UTC).date().to_string()
    }

    /// The packs named, or all of them.
    fn chosen(&self, named: &[String]) -> Result<Vec<String>> {
        let known = packs::ids(&self.files);
        if named.is_empty() {
            return Ok(known.into_iter().map(str::to_owned).collect());
        }
        if let Some(id) = named.iter().find(|id| !known.contains(&id.as_str())) {
            return Err(self.unknown(id, &known));
        }
        Ok(named.to_vec())
    }

    fn unknown(&self, id: &str, known: &[&str]) -> anyhow::Error {
        let known = known.join(", ");
        anyhow!(
            "{}",
            self.speech.say("pack-unknown", &[("id", id), ("known", &known)])
        )
    }

    /// The pack; what is wrong with one that does not load is printed.
    fn load(&self, id: &str) -> Option<Rulebook> {
        self.load_from(&self.files, id)
    }

    fn load_from(&self, files: &Files, id: &str) -> Option<Rulebook> {
        match Rulebook::load(files, id) {
            Ok(book) => Some(book),
            Err(problems) => {
                let told = self.broken(id, &problems);
                // Standard output is for JSON alone when JSON is asked for.
                if self.json {
                    super::complain(&told);
                } else {
                    super::print(&told);
                }
                None
            }
        }
    }

    /// A pack by its id, or by the path of its folder; what it extends stands beside it or comes with the program.
    fn named(&self, name: &str) -> Result<Option<(Rulebook, Files)>> {
        if !name.contains('/') {
            self.chosen(&[name.to_owned()])?;
            return Ok(self.load(name).map(|book| (book, self.files.clone())));
        }
        let folder = name.trim_end_matches('/');
        let id = folder.rsplit('/').next().unwrap_or_default().to_owned();
        let mut files = read(&self.speech, folder)?;
        let own = |path: &str| path.split('/').rev().any(|part| part == id);
        files.extend(self.files.iter().filter(|(path, _)| !own(path)).cloned());
        Ok(self.load_from(&files, &id).map(|book| (book, files)))
    }

    /// The problems of a pack in words: what, where, what was found and expected, what was perhaps meant.
    fn broken(&self, id: &str, problems: &[PackProblem]) -> String {
        let count = problems.len().to_string();
        let mut out = self.speech.say("pack-broken", &[("id", id), ("count", &count)]);
        for p in problems {
            out.push_str(&format!(
                "\n{}:{}:{}: {}: {}",
                p.file,
                p.line,
                p.column,
                p.key,
                self.speech.say(&format!("error-{}", p.key), &[])
            ));
            if !p.subject.is_empty() {
                let said = self.speech.say("pack-found", &[("subject", &p.subject)]);
                out.push_str(&format!("\n    {said}"));
            }
            if !p.expected.is_empty() {
                let expected = self.speech.sentences().expected(&p.expected);
                let said = self.speech.say("pack-expected", &[("expected", &expected)]);
                out.push_str(&format!("\n    {said}"));
            }
            if let Some(nearest) = &p.nearest {
                let said = self.speech.say("pack-nearest", &[("nearest", nearest)]);
                out.push_str(&format!("\n    {said}"));
            }
        }
        out
    }

    /// Prints JSON.
    fn print_json(&self, value: &impl serde::Serialize) -> Result<()> {
        super::print(&serde_json::to_string_pretty(value)?);
        Ok(())
    }
}
