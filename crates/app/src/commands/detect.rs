//! `rettesnor detect --jsonl`: texts in, findings out, one a line. Needs no configuration or data.

use anyhow::{Result, bail};
use clap::{Arg, ArgAction, ArgMatches, Command};
use detect::text::{Settings, scan};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::io::{BufRead, BufReader, Read, Write};
use std::ops::Range;
use std::process::ExitCode;
use std::sync::mpsc::{SyncSender, sync_channel};

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
    #[serde(borrow)]
    id: &'a RawValue,
    #[serde(borrow)]
    text: std::borrow::Cow<'a, str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Answer<'a> {
    Found {
        /// As it was written.
        id: &'a RawValue,
        findings: Vec<detect::Finding>,
    },
    /// A line that is no text with an id.
    Refused { line: u64, error: &'static str },
}

/// Answers line by line, in the order of the lines. Failure when a line could not be read; the others are answered all the same.
///
/// # Errors
/// Standard input or output is broken.
pub fn run(_matches: &ArgMatches) -> Result<ExitCode> {
    let threads = std::thread::available_parallelism()?;
    let sound = stream(std::io::stdin(), std::io::stdout().lock(), threads.get())?;
    Ok(if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Bytes that are asked for at once, and of lines that are worked on together.
const AT_ONCE: usize = 256 << 10;

/// Lots that wait for a thread, and as many that wait to be written: nobody runs far ahead of the others.
const WAITING: usize = 2;

/// Lines that are worked on together.
#[derive(Default)]
struct Lot {
    /// All of them, one behind the other.
    bytes: Vec<u8>,
    /// The number of each, and where it lies; `None` for one that was too long to be read.
    lines: Vec<(u64, Option<Range<usize>>)>,
}

/// One thread reads, `threads` look, this one writes. Lots of lines go round among the threads and are taken from them in the same
/// round, which keeps their order.
fn stream(input: impl Read + Send, mut output: impl Write, threads: usize) -> Result<bool> {
    let settings = Settings::default();
    std::thread::scope(|scope| {
        let (mut lots, mut answers) = (Vec::new(), Vec::new());
        for _ in 0..threads.max(1) {
            let (to_thread, lot) = sync_channel::<Lot>(WAITING);
            let (answered, from_thread) = sync_channel(WAITING);
            lots.push(to_thread);
            answers.push(from_thread);
            let settings = &settings;
            scope.spawn(move || {
                // It ends when there is nothing more, or when nobody wants to know.
                lot.iter()
                    .map(|lot| answered_all(&lot, settings))
                    .all(|lot| answered.send(lot).is_ok())
            });
        }
        let reader = scope.spawn(move || read(input, &lots));
        let mut sound = true;
        for thread in answers.iter().cycle() {
            let Ok(lot) = thread.recv() else { break };
            let (lines, all) = lot?;
            sound &= all;
            output.write_all(&lines)?;
        }
        output.flush()?;
        match reader.join() {
            Ok(read) => read.map(|()| sound),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Hands out the lines of the input until it ends or nobody takes them any more.
fn read(input: impl Read, lots: &[SyncSender<Lot>]) -> Result<()> {
    let mut input = BufReader::with_capacity(AT_ONCE, input);
    let (mut lot, mut number) = (Lot::default(), 0);
    let mut threads = lots.iter().cycle();
    let mut hand_out = |lot| threads.next().is_some_and(|thread| thread.send(lot).is_ok());
    loop {
        number += 1;
        let start = lot.bytes.len();
        let read = input.by_ref().take(MAX_LINE).read_until(b'\n', &mut lot.bytes)?;
        let line = lot.bytes.get(start..).unwrap_or_default();
        let cut = u64::try_from(read).unwrap_or(MAX_LINE) == MAX_LINE && !line.ends_with(b"\n");
        if cut {
            skip(&mut input)?;
            lot.bytes.truncate(start);
            lot.lines.push((number, None));
        } else if !line.trim_ascii().is_empty() {
            lot.lines.push((number, Some(start..lot.bytes.len())));
        }
        let ends = read == 0;
        // Nobody waits for an answer while the next line is on its way, and no lot grows with the input.
        let whole = ends || lot.bytes.len() >= AT_ONCE || input.buffer().is_empty();
        let taken = !whole || lot.lines.is_empty() || hand_out(std::mem::take(&mut lot));
        if ends || !taken {
            return Ok(());
        }
        if whole {
            lot.bytes.clear();
            lot.bytes.reserve(AT_ONCE);
        }
    }
}

/// The answers to some lines, and whether all of them could be read.
fn answered_all(lot: &Lot, settings: &Settings) -> Result<(Vec<u8>, bool)> {
    let (mut answers, mut sound) = (Vec::with_capacity(lot.bytes.len()), true);
    for (number, line) in &lot.lines {
        let answer = match line {
            Some(line) => answer(lot.bytes.get(line.clone()).unwrap_or_default(), *number, settings),
            None => Answer::Refused {
                line: *number,
                error: "line-too-long",
            },
        };
        sound &= matches!(answer, Answer::Found { .. });
        serde_json::to_writer(&mut answers, &answer)?;
        answers.push(b'\n');
    }
    Ok((answers, sound))
}

fn answer<'a>(line: &'a [u8], number: u64, settings: &Settings) -> Answer<'a> {
    let refused = |error| Answer::Refused { line: number, error };
    let Ok(line) = simdutf8::basic::from_utf8(line) else {
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
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn answered(input: &[u8]) -> (bool, Vec<serde_json::Value>) {
        let mut output = Vec::new();
        let sound = stream(input, &mut output, 3).unwrap();
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

    /// Endless texts; how many bytes of them were taken.
    struct Endless<'r>(&'r AtomicUsize);

    impl Read for Endless<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            // As in a file, a line does not end where a read does.
            let line = b"{\"id\":1,\"text\":\"Ring 99 88 77 66\"}\n";
            let begun = self.0.fetch_add(buffer.len(), Ordering::Relaxed);
            let rest = line.iter().cycle().skip(begun % line.len());
            buffer
                .iter_mut()
                .zip(rest)
                .for_each(|(place, byte)| *place = *byte);
            Ok(buffer.len())
        }
    }

    /// Where nobody reads what is written.
    struct Broken;

    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn answers_come_in_the_order_of_the_lines_however_long_each_takes() {
        let text = |id: usize| match id % 7 {
            0 => "Ola Nordmann, 17. mai, ring 99 88 77 66. ".repeat(3_000),
            3 => String::new(),
            _ => format!("Møte nr. {id} om skolen"),
        };
        let lines: Vec<String> = (0..400)
            .map(|id| serde_json::json!({"id": id, "text": text(id)}).to_string())
            .collect();
        let (sound, answers) = answered(lines.join("\n").as_bytes());
        let ids: Vec<_> = answers
            .iter()
            .map(|answer| answer["id"].as_u64().unwrap())
            .collect();
        assert!(sound);
        assert_eq!(ids, (0..400).collect::<Vec<_>>());
    }

    #[test]
    fn no_more_is_read_than_can_wait_when_nothing_can_be_written() {
        let read = AtomicUsize::new(0);
        assert!(stream(Endless(&read), Broken, 4).is_err());
        // Each of four threads has a lot at hand and some that wait on either side; the reader has one too, and what it read ahead.
        let most = (4 * (2 * WAITING + 2) + 2) * AT_ONCE;
        assert!(read.load(Ordering::Relaxed) <= most, "{read:?}");
    }
}
