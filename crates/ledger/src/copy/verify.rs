//! Checking a copy, as a stream: memory for a few chunks, and a little for each erasure and each checkpoint.

use super::FORMAT;
use super::block::{Reader, Stop, hash};
use super::check::{self, Event, Leaf, Rare};
use super::erased::Erased;
use super::report::{CopyReport, LISTED};
use crate::attest::{Attestors, Checker};
use crate::verify::{Place, Problem};
use crate::{leaf, merkle::Frontier, note, witness};
use std::collections::VecDeque;
use std::io::{self, Read};
use std::sync::mpsc::{Receiver, sync_channel};

/// Bytes of a chunk that is checked at a time on one thread; more when one entry is larger.
const CHUNK: usize = 2 << 20;
/// Bytes read at a time.
const READ: u64 = 1 << 20;

/// What the check relies on.
#[derive(Clone, Debug, Default)]
pub struct CopyTrust {
    /// Public key of the log, from a place other than the copy. Without it the copy's own is used, and the copy proves only
    /// that it is whole.
    pub log_key: Option<note::Verifier>,
    /// Checkpoints that were kept elsewhere: the log must contain them.
    pub kept: Vec<String>,
    /// Whom to believe besides the log.
    pub attestors: Attestors,
    /// How many threads check, at least 1.
    pub threads: usize,
}

/// Checks a copy. What does not hold is in the report, with its place.
///
/// # Errors
/// The copy cannot be read from where it lies.
pub fn verify(input: impl Read, trust: &CopyTrust) -> io::Result<CopyReport> {
    let mut source = Source::new(input);
    let mut fold = match begin(&mut source, trust)? {
        Ok(fold) => fold,
        Err(report) => return Ok(*report),
    };
    let municipality = fold.report.municipality.clone();
    let threads = trust.threads.max(1);
    let (send, receive) = sync_channel::<Job>(threads);
    let receive = std::sync::Mutex::new(receive);
    let (receive, municipality) = (&receive, municipality.as_str());
    std::thread::scope(move |scope| {
        for _ in 0..threads {
            scope.spawn(move || work(municipality, receive));
        }
        let mut waiting: VecDeque<Receiver<(Vec<Event>, Vec<u8>)>> = VecDeque::new();
        let mut spare = Vec::new();
        loop {
            if waiting.len() > 2 * threads {
                spare = fold.next(&mut waiting);
            }
            let Some(chunk) = source.chunk(std::mem::take(&mut spare))? else {
                break;
            };
            let (answer, answered) = sync_channel(1);
            waiting.push_back(answered);
            if send.send(Job { chunk, answer }).is_err() {
                break;
            }
        }
        drop(send);
        while !waiting.is_empty() {
            fold.next(&mut waiting);
        }
        let rest = source.stop == Some(Stop::Bad) || !source.buffer.is_empty();
        Ok(fold.finish(source.at, rest))
    })
}

/// A chunk on its way to a thread.
struct Job {
    chunk: Vec<u8>,
    answer: std::sync::mpsc::SyncSender<(Vec<Event>, Vec<u8>)>,
}

fn work(municipality: &str, jobs: &std::sync::Mutex<Receiver<Job>>) {
    loop {
        let next = jobs.lock().map(|jobs| jobs.recv());
        let Ok(Ok(Job { chunk, answer })) = next else {
            return;
        };
        let events = check::chunk(municipality, &chunk);
        // Nobody waits any more only when the reading failed.
        let _ = answer.send((events, chunk));
    }
}

/// Cuts the input into chunks of whole blocks.
struct Source<R> {
    input: R,
    buffer: Vec<u8>,
    /// How much of the buffer is known to be whole blocks.
    whole: usize,
    /// Bytes given out so far.
    at: u64,
    stop: Option<Stop>,
    ended: bool,
}

impl<R: Read> Source<R> {
    fn new(input: R) -> Self {
        Self {
            input,
            buffer: Vec::new(),
            whole: 0,
            at: 0,
            stop: None,
            ended: false,
        }
    }

    /// Reads more; false at the end.
    fn more(&mut self) -> io::Result<bool> {
        let read = self.input.by_ref().take(READ).read_to_end(&mut self.buffer)?;
        self.ended = read == 0;
        Ok(!self.ended)
    }

    /// A line of the head.
    fn line(&mut self) -> io::Result<Option<String>> {
        loop {
            let mut reader = Reader::new(&self.buffer);
            let line = reader.line().map(str::to_owned);
            let length = reader.at();
            match line {
                Ok(line) => {
                    self.buffer.drain(..length);
                    self.at += u64::try_from(length).unwrap_or_default();
                    return Ok(Some(line));
                }
                Err(Stop::More) if self.more()? => {}
                Err(_) => return Ok(None),
            }
        }
    }

    /// The next chunk of whole blocks; `empty` is a buffer to use again.
    fn chunk(&mut self, mut empty: Vec<u8>) -> io::Result<Option<Vec<u8>>> {
        while self.whole < CHUNK && self.stop.is_none() {
            let mut reader = Reader::new(self.buffer.get(self.whole..).unwrap_or_default());
            let stop = loop {
                if let Err(stop) = reader.block() {
                    break stop;
                }
            };
            self.whole += reader.at();
            if stop == Stop::Bad || !self.more()? {
                self.stop = Some(stop);
            }
        }
        if self.whole == 0 {
            return Ok(None);
        }
        empty.clear();
        empty.extend_from_slice(self.buffer.get(self.whole..).unwrap_or_default());
        self.buffer.truncate(self.whole);
        self.at += u64::try_from(self.whole).unwrap_or_default();
        self.whole = 0;
        Ok(Some(std::mem::replace(&mut self.buffer, empty)))
    }
}

/// Reads the head. A copy whose head does not hold is not read further.
fn begin<R: Read>(source: &mut Source<R>, trust: &CopyTrust) -> io::Result<Result<Fold, Box<CopyReport>>> {
    let mut head = [const { String::new() }; 3];
    for line in &mut head {
        *line = source.line()?.unwrap_or_default();
    }
    let [format, municipality, key] = &head;
    let municipality = municipality.strip_prefix("municipality ").unwrap_or_default();
    let key = key.strip_prefix("key ").unwrap_or_default();
    let own = note::Verifier::parse(key).ok().filter(|k| k.vkey() == key);
    let named = format!("rettesnor/{municipality}");
    let problem = match (&own, &trust.log_key) {
        _ if format != FORMAT => Some("copy-unreadable"),
        (None, _) => Some("bad-log-key"),
        (Some(own), _) if own.name() != named => Some("foreign-municipality"),
        (Some(own), Some(given)) if own != given => Some("log-key-differs"),
        _ => None,
    };
    let mut report = CopyReport {
        municipality: municipality.to_owned(),
        key: key.to_owned(),
        ..CopyReport::default()
    };
    let (None, Some(log_key)) = (problem, own) else {
        report.push(Problem {
            place: Place::Copy("head of the copy".to_owned()),
            key: problem.unwrap_or("bad-log-key"),
        });
        return Ok(Err(Box::new(report)));
    };
    let mut fold = Fold {
        report,
        log_key,
        log: Frontier::default(),
        next: 0,
        kept: Vec::new(),
        erased: Erased::default(),
        ended: false,
        attestors: trust.attestors.clone(),
        attested: Checker::default(),
    };
    fold.keep(&trust.kept);
    Ok(Ok(fold))
}

/// What is carried from entry to entry.
struct Fold {
    report: CopyReport,
    log_key: note::Verifier,
    log: Frontier,
    next: i64,
    /// Checkpoints kept elsewhere that are still to come, the largest first.
    kept: Vec<note::Statement>,
    erased: Erased,
    ended: bool,
    attestors: Attestors,
    attested: Checker,
}

impl Fold {
    fn keep(&mut self, notes: &[String]) {
        for (n, text) in notes.iter().enumerate() {
            // As it is published, with lines of witnesses below it.
            match witness::open(text, &self.log_key, &self.attestors.witnesses) {
                Ok(cosigned) => self.kept.push(cosigned.statement),
                Err(e) => self.add(Place::Copy(format!("kept checkpoint {}", n + 1)), e.key()),
            }
        }
        self.kept.sort_by_key(|s| std::cmp::Reverse(s.size));
    }

    fn add(&mut self, place: Place, key: &'static str) {
        self.report.push(Problem { place, key });
    }

    /// Takes the results of the oldest chunk; its buffer may be used again.
    fn next(&mut self, waiting: &mut VecDeque<Receiver<(Vec<Event>, Vec<u8>)>>) -> Vec<u8> {
        let Some(Ok((events, buffer))) = waiting.pop_front().map(|w| w.recv()) else {
            self.add(Place::Copy("copy".to_owned()), "copy-unreadable");
            return Vec::new();
        };
        for event in events {
            if self.ended {
                self.add(Place::Copy("copy".to_owned()), "copy-goes-on");
                break;
            }
            match event {
                Event::Entry(entry) => self.entry(entry),
                Event::Checkpoint(note) => self.checkpoint(&note),
                Event::End(entries, root) => self.end(entries, &root),
            }
        }
        buffer
    }

    fn entry(&mut self, entry: Leaf) {
        if self.next == 0 {
            self.report.first_at = entry.at;
        }
        if entry.seq != self.next {
            self.add(
                Place::Copy(format!("journal {}, as the {}. entry", entry.seq, self.next + 1)),
                "seq-differs",
            );
        }
        self.next += 1;
        self.report.last_at = entry.at;
        self.report.entries += 1;
        self.report.parts += entry.parts;
        self.report.bytes += entry.bytes;
        let sound = entry.problems.is_empty();
        for problem in entry.problems {
            self.report.push(problem);
        }
        self.log.push(entry.hash);
        if let Some(rare) = entry.rare {
            self.rare(entry.seq, entry.at, *rare, entry.parts, sound);
        }
        while self.kept.last().is_some_and(|k| k.size <= self.next) {
            let Some(kept) = self.kept.pop() else { break };
            if kept.size == self.next && kept.root == self.log.root() {
                self.report.kept += 1;
            } else {
                self.add(Place::Checkpoint(kept.size), "kept-checkpoint-differs");
            }
        }
    }

    fn rare(&mut self, seq: i64, at: i64, rare: Rare, parts: u64, sound: bool) {
        self.report.erased += rare.erased;
        if rare.erased > 0 {
            self.erased.gone(seq, &rare, parts);
        }
        if leaf::is_attestation(&rare.kind) {
            let place = Place::Copy(format!("journal {seq} (entry {})", rare.id));
            let (key, trust) = (&self.log_key, &self.attestors);
            let problem = self.attested.take(place, &rare.kind, &rare.contents, key, trust);
            problem.into_iter().for_each(|p| self.report.push(p));
        } else if rare.kind == leaf::DISPOSAL_DECIDED && sound && rare.erased == 0 {
            self.erased.decision(rare);
        } else if let Some((disposal, problem)) = self.erased.said(seq, at, &rare) {
            problem.into_iter().for_each(|p| self.report.push(p));
            if self.report.disposals.len() < LISTED {
                self.report.disposals.push(disposal);
            } else {
                self.report.more_disposals += 1;
            }
        }
    }

    fn checkpoint(&mut self, note: &str) {
        self.report.checkpoints += 1;
        let place = Place::Checkpoint(self.next);
        match self.log_key.open(note) {
            Err(e) => self.add(place, e.key()),
            Ok(statement) if statement.size != self.next || statement.root != self.log.root() => {
                self.add(place, "checkpoint-differs");
            }
            Ok(statement) => {
                self.report.signed = self.log.size();
                self.attested.checkpoint(note, &statement);
            }
        }
    }

    fn end(&mut self, entries: i64, root: &str) {
        self.ended = true;
        if entries != self.next {
            self.add(Place::Copy("end of the copy".to_owned()), "log-size-differs");
        }
        if hash(root) != Ok(self.log.root()) {
            self.add(Place::Copy("end of the copy".to_owned()), "root-differs");
        }
    }

    /// Closes the report; `at` is how many bytes were read as blocks, `rest` whether there are more that are none.
    fn finish(mut self, at: u64, rest: bool) -> CopyReport {
        let place = || Place::Copy(format!("byte {at} of the copy"));
        if rest {
            self.add(place(), "copy-unreadable");
        } else if !self.ended {
            self.add(place(), "copy-cut-short");
        }
        if self.report.signed == 0 {
            self.add(Place::Log, "checkpoint-missing");
        } else if self.report.signed < self.report.entries {
            self.add(
                Place::Copy(format!("journal {} and later", self.report.signed)),
                "not-signed",
            );
        }
        for problem in std::mem::take(&mut self.erased).undecided() {
            self.report.push(problem);
        }
        for kept in std::mem::take(&mut self.kept) {
            self.add(Place::Checkpoint(kept.size), "checkpoint-beyond-log");
        }
        self.report.root = self.log.root();
        self.report.attested = self.attested.attested;
        self.report
    }
}
