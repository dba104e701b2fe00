//! `rettesnor detect --jsonl`: texts in, findings out, one a line. Needs no configuration or data.

use anyhow::{Result, bail};
use clap::{Arg, ArgAction, ArgMatches, Command};
use detect::text::{Settings, scan};
use serde::{Deserialize, Serialize};
use std::io::{BufRead, BufReader, BufWriter, Read as _, Write};
use std::process::ExitCode;

/// Longest line that is read, in bytes.
const MAX_LINE: u64 = 32 << 20;

/// The command.
pub fn command() -> Command {
    Command::new("detect")
        .about("Read {\"id\",\"text\"} a line from standard input, write {\"id\",\"findings\"} a line")
        .arg(
            Arg::new("jsonl")
                .long("jsonl")
                .action(ArgAction::SetTrue)
                .required(true)
                .help("The form of both: JSON Lines"),
        )
}

#[derive(Deserialize)]
struct Asked<'a> {
    id: serde_json::Value,
    #[serde(borrow)]
    text: std::borrow::Cow<'a, str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Found {
        id: serde_json::Value,
        findings: Vec<detect::Finding>,
    },
    /// A line that is no text with an id.
    Refused { line: u64, error: &'static str },
}

/// Answers line by line. Failure when a line could not be read; the others are answered all the same.
///
/// # Errors
/// Standard input or output is broken.
pub fn run(_matches: &ArgMatches) -> Result<ExitCode> {
    let sound = stream(std::io::stdin().lock(), std::io::stdout().lock())?;
    Ok(if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn stream(input: impl std::io::Read, output: impl Write) -> Result<bool> {
    let (mut input, mut output) = (BufReader::new(input), BufWriter::new(output));
    let settings = Settings::default();
    let (mut line, mut number, mut sound) = (Vec::new(), 0, true);
    loop {
        line.clear();
        number += 1;
        let read = input.by_ref().take(MAX_LINE).read_until(b'\n', &mut line)?;
        if read == 0 {
            break;
        }
        let cut = u64::try_from(read).unwrap_or(MAX_LINE) == MAX_LINE && !line.ends_with(b"\n");
        if line.trim_ascii().is_empty() {
            continue;
        }
        let answer = if cut {
            skip(&mut input)?;
            Answer::Refused {
                line: number,
                error: "line-too-long",
            }
        } else {
            answer(&line, number, &settings)
        };
        sound &= matches!(answer, Answer::Found { .. });
        serde_json::to_writer(&mut output, &answer)?;
        output.write_all(b"\n")?;
    }
    output.flush()?;
    Ok(sound)
}

fn answer(line: &[u8], number: u64, settings: &Settings) -> Answer {
    let refused = |error| Answer::Refused { line: number, error };
    let Ok(line) = std::str::from_utf8(line) else {
        return refused("not-utf8");
    };
    match serde_json::from_str::<Asked<'_>>(line) {
        Ok(asked) => Answer::Found {
            findings: scan(&asked.text, settings),
            id: asked.id,
        },
        Err(_) => refused("not-id-and-text"),
    }
}

/// Reads on to the end of the line.
fn skip(input: &mut impl BufRead) -> Result<()> {
    let mut rest = Vec::new();
    loop {
        rest.clear();
        match input.by_ref().take(MAX_LINE).read_until(b'\n', &mut rest) {
            Ok(0) => return Ok(()),
            Ok(_) if rest.ends_with(b"\n") => return Ok(()),
            Ok(_) => {}
            Err(error) => bail!(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(input: &[u8]) -> (bool, Vec<serde_json::Value>) {
        let mut output = Vec::new();
        let sound = stream(input, &mut output).unwrap();
        let lines = String::from_utf8(output).unwrap();
        (
            sound,
            lines
                .lines()
                .map(|line| serde_json::from_str(line).unwrap())
                .collect(),
        )
    }

    #[test]
    fn each_text_is_answered_with_its_id_and_places() {
        let (sound, lines) = answered(
            "{\"id\":\"p1\",\"text\":\"Blåbær: skriv til kari@example.no\"}\n\n{\"id\":2,\"text\":\"Hei\"}"
                .as_bytes(),
        );
        assert!(sound);
        assert_eq!(lines.len(), 2);
        let finding = &lines[0]["findings"][0];
        assert_eq!(
            (lines[0]["id"].as_str(), finding["code"].as_str()),
            (Some("p1"), Some("TXT004"))
        );
        assert_eq!(
            (&finding["chars"]["start"], &finding["bytes"]["start"]),
            (&18.into(), &20.into())
        );
        assert_eq!(
            (
                lines[1]["id"].as_i64(),
                lines[1]["findings"].as_array().unwrap().len()
            ),
            (Some(2), 0)
        );
    }

    #[test]
    fn a_line_that_cannot_be_read_is_refused_and_the_next_is_answered() {
        let (sound, lines) = answered(b"\xff\xfe\n{\"text\":1}\n{\"id\":1,\"text\":\"\"}\n");
        assert!(!sound);
        assert_eq!(lines[0]["error"], "not-utf8");
        assert_eq!(
            (&lines[1]["line"], &lines[1]["error"]),
            (&2.into(), &"not-id-and-text".into())
        );
        assert_eq!(lines[2]["findings"], serde_json::json!([]));
    }
}
