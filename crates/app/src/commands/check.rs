//! `rettesnor check FILE`: what the detectors find in a text, told to people or as SARIF. Needs no configuration or data.

mod sarif;
mod tell;

use crate::speech::{self, Speech};
use crate::{packs, system};
use anyhow::{Result, anyhow};
use clap::{Arg, ArgAction, ArgMatches, Command};
use detect::text::{Settings, scan};
use detect::{Finding, Severity};
use rulebook::{Event, FactSource, Facts, Outcome, Rulebook, Value};
use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Read};
use std::process::ExitCode;

/// Longest text that is read, in bytes.
const MAX_TEXT: u64 = 64 << 20;

/// The command.
pub fn command() -> Command {
    Command::new("check")
        .about("Say what the detectors find in a text: 0 nothing or hints, 1 warnings, 2 what must not go out, 3 not read")
        .arg(
            Arg::new("file")
                .value_name("file")
                .required(true)
                .help("A text in UTF-8, or - for standard input"),
        )
        .arg(
            Arg::new("pack")
                .long("pack")
                .value_name("pack")
                .help("Guideline whose clauses are named"),
        )
        .arg(
            Arg::new("sarif")
                .long("sarif")
                .action(ArgAction::SetTrue)
                .help("Print SARIF 2.1.0"),
        )
        .arg(speech::flag())
}

/// A text with what was found in it.
struct Checked<'c> {
    speech: &'c Speech,
    /// Its name.
    file: &'c str,
    text: &'c str,
    findings: &'c [Finding],
    /// Where each line begins, by byte and by character.
    lines: Vec<(usize, usize)>,
    /// Clauses that speak of a finding, by its name: id and title.
    clauses: BTreeMap<&'static str, Vec<(String, String)>>,
}

/// Checks.
///
/// # Errors
/// The guideline is not known, or the locales cannot be read.
pub fn run(matches: &ArgMatches) -> Result<ExitCode> {
    let speech = Speech::of(matches)?;
    let file = matches.get_one::<String>("file").map_or("-", String::as_str);
    let text = match read(file) {
        Ok(text) => text,
        Err(problem) => {
            super::complain(&speech.say("check-unreadable", &[("file", file), ("problem", &problem)]));
            return Ok(ExitCode::from(3));
        }
    };
    let findings = scan(&text, &Settings::default());
    let clauses = match matches.get_one::<String>("pack") {
        Some(pack) => clauses(&speech, &book(&speech, pack)?, &findings),
        None => BTreeMap::new(),
    };
    let checked = Checked {
        speech: &speech,
        file,
        text: &text,
        findings: &findings,
        lines: lines(&text),
        clauses,
    };
    super::print(&if matches.get_flag("sarif") {
        serde_json::to_string_pretty(&sarif::log(&checked))?
    } else {
        tell::people(&checked, std::io::stdout().is_terminal())
    });
    Ok(ExitCode::from(match findings.iter().map(|f| f.severity).max() {
        None | Some(Severity::Hint) => 0,
        Some(Severity::Warning) => 1,
        Some(Severity::Severe) => 2,
    }))
}

/// Bytes that are no UTF-8 become replacement signs, so that the rest can be checked.
fn read(file: &str) -> Result<String, String> {
    let mut bytes = Vec::new();
    let limit = MAX_TEXT + 1;
    let read = if file == "-" {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|open| open.take(limit).read_to_end(&mut bytes))
    };
    match read {
        Err(problem) => Err(problem.to_string()),
        Ok(_) if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX_TEXT) => {
            Err(format!("> {MAX_TEXT} B"))
        }
        Ok(_) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
    }
}

fn lines(text: &str) -> Vec<(usize, usize)> {
    let mut starts = vec![(0, 0)];
    let (mut byte, mut char) = (0, 0);
    for line in text.split_inclusive('\n') {
        byte += line.len();
        char += line.chars().count();
        starts.push((byte, char));
    }
    starts
}

fn book(speech: &Speech, pack: &str) -> Result<Rulebook> {
    let files = packs::files();
    let known = packs::ids(&files);
    if !known.contains(&pack) {
        let known = known.join(", ");
        return Err(anyhow!(
            "{}",
            speech.say("pack-unknown", &[("id", pack), ("known", &known)])
        ));
    }
    Rulebook::load(&files, pack).map_err(|problems| {
        let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
        anyhow!("{}", all.join("\n"))
    })
}

/// Asks, for each kind of finding, which clauses do not let a post pass that has it and do without it.
fn clauses(
    speech: &Speech,
    book: &Rulebook,
    findings: &[Finding],
) -> BTreeMap<&'static str, Vec<(String, String)>> {
    let now = system::source().now();
    let concerned = |list: Vec<Value>| -> Vec<String> {
        let facts = Facts::new().with(
            "post.findings",
            Value::List(list),
            FactSource::Detector("text".to_owned()),
        );
        let decision = book.decide(Event::PostSubmit, &facts, now);
        let of_text = decision.clauses.into_iter().filter(|clause| {
            clause.outcome > Outcome::Pass
                && clause
                    .facts
                    .iter()
                    .any(|fact| fact.name.starts_with("post.findings"))
        });
        of_text.map(|clause| clause.clause).collect()
    };
    let always = concerned(Vec::new());
    let mut found = BTreeMap::new();
    for finding in findings {
        found.entry(finding.name).or_insert_with(|| {
            let value = Value::from([
                ("code", finding.code.into()),
                ("name", finding.name.into()),
                ("severity", finding.severity.as_str().into()),
            ]);
            let ids = concerned(vec![value])
                .into_iter()
                .filter(|id| !always.contains(id));
            ids.filter_map(|id| {
                let title = book.clause(&id)?.title.get(speech.locale).to_owned();
                Some((id, title))
            })
            .collect()
        });
    }
    found
}

impl Checked<'_> {
    /// Line and column, both from 1, of a place given by byte and by character; columns count characters.
    fn place(&self, byte: usize, char: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|(start, _)| *start <= byte);
        let start = line.checked_sub(1).and_then(|last| self.lines.get(last));
        (line, char - start.map_or(0, |(_, char)| *char) + 1)
    }

    /// What it is and why it matters.
    fn said(&self, finding: &Finding) -> (String, String) {
        let name = self.speech.say(&format!("finding-{}", finding.name), &[]);
        let key = format!("reason-{}", finding.name);
        let reason = self.speech.say(&key, &[]);
        (name, if reason == key { String::new() } else { reason })
    }
}
