//! All text detectors beside Presidio's pattern recognisers and beside a bare pass of an automaton with the same words.

use crate::stats::{Spread, quantile, verdict};
use ::detect::text::{Options, Settings, rules, scan};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use rustix::time::{ClockId, clock_gettime};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Rounds, after one that is not counted.
const ROUNDS: usize = 21;

/// A processor that had nothing to do takes some seconds to come up to its speed; Presidio runs for minutes.
const COMING_UP: Duration = Duration::from_secs(4);

/// Runs of the whole command.
const RUNS: usize = 5;
const TEXTS: usize = 2_000;
const SEED: &str = "20260115";

/// Copies of the corpus that the whole command is given.
const COPIES: usize = 100;

/// What Presidio needs; installed once below `target/bench`.
const PRESIDIO: [&str; 3] = [
    "presidio-analyzer==2.2.366",
    "spacy==3.8.18",
    "phonenumbers==9.0.43",
];

pub fn run(folder: &Path) {
    println!("All text detectors, one thread");
    let tools = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/tools/detect");
    if !tools.join("gen_corpus.py").exists() {
        println!("  the corpus generator is not beside the checkout: nothing measured");
        return;
    }
    come_up();
    let begun = Instant::now();
    let before = resident();
    let settings = Settings::new(Options::default());
    let _ = scan("Ring 99 88 77 66", &settings);
    let (start_up, memory) = (begun.elapsed().as_secs_f64() * 1_000.0, resident() - before);
    verdict("start-up with all lists", &[start_up], 1, "ms", "< 50 ms", |ms| {
        ms < 50.0
    });
    verdict("memory of all lists", &[memory], 1, "MB", "< 60 MB", |mb| {
        mb < 60.0
    });

    let corpus = corpus(&tools, folder);
    let texts: Vec<String> = std::fs::read_to_string(&corpus)
        .unwrap()
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["text"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let words: Vec<String> = settings.patterns().collect();
    let bare = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(&words)
        .unwrap();
    let (mut ours, mut theirs, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let (mut p50, mut p99) = (Vec::new(), Vec::new());
    let long: Vec<String> = (0..200).map(|n| two_thousand(&texts, n * 7)).collect();
    for round in 0..=ROUNDS {
        let start = processor();
        let found: usize = texts.iter().map(|text| scan(text, &settings).len()).sum();
        let whole = processor() - start;
        let start = processor();
        let matched: usize = texts
            .iter()
            .map(|text| bare.find_iter(&text.to_lowercase()).count())
            .sum();
        let automaton = processor() - start;
        assert!(found > 0 && matched > 0);
        let took: Vec<f64> = long
            .iter()
            .cycle()
            .take(2_000)
            .map(|text| {
                let start = processor();
                std::hint::black_box(scan(text, &settings));
                (processor() - start) * 1_000.0
            })
            .collect();
        // The first round warms up.
        if round > 0 {
            ours.push(bytes as f64 / whole / 1e6);
            theirs.push(bytes as f64 / automaton / 1e6);
            ratios.push(whole / automaton);
            p50.push(quantile(&took, 0.50));
            p99.push(quantile(&took, 0.99));
        }
    }
    println!(
        "  {} texts, {bytes} bytes; {} words and stems; {} detectors: {}",
        texts.len(),
        words.len(),
        rules().count(),
        Spread::of(&ours).show("MB/s", 1)
    );
    println!("    the bare automaton: {}", Spread::of(&theirs).show("MB/s", 1));
    lines(&settings);
    verdict(
        "time beside the bare automaton",
        &ratios,
        2,
        "times",
        "<= 4",
        |r| r <= 4.0,
    );
    println!("    2,000 characters at p50: {}", Spread::of(&p50).show("ms", 4));
    verdict("2,000 characters at p99", &p99, 4, "ms", "< 0.5 ms", |ms| {
        ms < 0.5
    });
    let whole = command(folder, &corpus, bytes);
    presidio(&tools, folder, &corpus, &ours, &whole);
}

/// The lines that the detectors are taught and measured by, six a text: they share few words, and nearly all of them hold something.
fn lines(settings: &Settings) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../crates/detect/accuracy");
    let files = [folder.clone(), folder.join("train")]
        .into_iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|file| file.unwrap().path())
        .filter(|file| file.extension().is_some_and(|kind| kind == "txt"));
    let mut lines = BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        lines.extend(text.lines().filter(|line| line.len() > 40).map(str::to_owned));
    }
    let lines: Vec<String> = lines.into_iter().collect();
    // Neighbours in the alphabet are alike.
    let apart = lines.len().div_ceil(6);
    let texts: Vec<String> = (0..apart)
        .map(|first| {
            lines
                .iter()
                .skip(first)
                .step_by(apart)
                .fold(String::new(), |all, line| all + line + "\n")
        })
        .collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let mut rates = Vec::new();
    for _ in 0..ROUNDS {
        let start = processor();
        let found: usize = texts.iter().map(|text| scan(text, settings).len()).sum();
        rates.push(bytes as f64 / (processor() - start) / 1e6);
        assert!(found > texts.len());
    }
    println!(
        "    {} different lines in {} texts: {}",
        lines.len(),
        texts.len(),
        Spread::of(&rates).show("MB/s", 1)
    );
}

/// Keeps the processor busy for a while.
fn come_up() {
    let begun = Instant::now();
    let mut n = 1u64;
    while begun.elapsed() < COMING_UP {
        n = std::hint::black_box(n.rotate_left(7).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    }
}

/// Megabytes a second that `rettesnor detect --jsonl` takes in, from its start to its end, on all cores; start-up with all lists
/// counts for little in so many copies of the corpus. Nothing when the program was not built.
fn command(folder: &Path, corpus: &Path, bytes: usize) -> Vec<f64> {
    let program = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/release/rettesnor");
    let program = std::env::var_os("RETTESNOR").map_or(program, PathBuf::from);
    if !program.exists() {
        println!(
            "    {} was not built: the command was not measured",
            program.display()
        );
        return Vec::new();
    }
    let many = folder.join("detect-corpus-many.jsonl");
    std::fs::write(&many, std::fs::read(corpus).unwrap().repeat(COPIES)).unwrap();
    let rates: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            let status = Command::new(&program)
                .args(["detect", "--jsonl"])
                .stdin(std::fs::File::open(&many).unwrap())
                .stdout(std::fs::File::create(folder.join("detect-found.jsonl")).unwrap())
                .status()
                .unwrap();
            assert!(status.success());
            (bytes * COPIES) as f64 / start.elapsed().as_secs_f64() / 1e6
        })
        .collect();
    let cores = std::thread::available_parallelism().unwrap();
    println!(
        "    the whole command on {cores} cores, by the clock: {}",
        Spread::of(&rates).show("MB/s", 1)
    );
    rates
}

/// Texts one after the other, cut at 2,000 characters.
fn two_thousand(texts: &[String], from: usize) -> String {
    let joined = texts
        .iter()
        .cycle()
        .skip(from)
        .take(12)
        .fold(String::new(), |all, text| all + text + "\n");
    joined.chars().take(2_000).collect()
}

fn corpus(tools: &Path, folder: &Path) -> PathBuf {
    let path = folder.join("detect-corpus.jsonl");
    let status = Command::new("python3")
        .arg("-B")
        .arg(tools.join("gen_corpus.py"))
        .args(["--n", &TEXTS.to_string(), "--seed", SEED, "--out"])
        .arg(&path)
        .arg("--gold")
        .arg(folder.join("detect-gold.jsonl"))
        .status()
        .unwrap();
    assert!(status.success());
    path
}

/// Presidio over the same corpus: processor time, best of its passes, beside ours on one thread and the whole command.
fn presidio(tools: &Path, folder: &Path, corpus: &Path, ours: &[f64], whole: &[f64]) {
    let home = folder.join("presidio");
    let python = home.join("bin/python");
    if !home.join("lib").exists() {
        Command::new("python3")
            .args(["-m", "venv"])
            .arg(&home)
            .status()
            .unwrap();
    }
    let installed = Command::new(&python)
        .args(["-m", "pip", "install", "-q"])
        .args(PRESIDIO)
        .status()
        .unwrap();
    assert!(installed.success(), "Presidio could not be installed");
    // It writes beside itself.
    let script = folder.join("run_presidio.py");
    std::fs::copy(tools.join("run_presidio.py"), &script).unwrap();
    for config in ["custom", "minimal"] {
        let output = Command::new(&python)
            .arg(&script)
            .arg("--in")
            .arg(corpus)
            .arg("--out")
            .arg(folder.join("detect-presidio.jsonl"))
            .args(["--config", config, "--repeat", "2"])
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let best = String::from_utf8(output.stdout)
            .unwrap()
            .lines()
            .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok()?["cpu_MB_s"].as_f64())
            .fold(0.0, f64::max);
        println!("    Presidio, {config} recognisers: {best:.3} MB/s of processor time");
        let ratios: Vec<f64> = ours.iter().map(|rate| rate / best).collect();
        if config == "custom" {
            verdict(
                "throughput beside Presidio with the same kinds, one thread each",
                &ratios,
                0,
                "times",
                ">= 200",
                |r| r >= 200.0,
            );
            if !whole.is_empty() {
                let ratios: Vec<f64> = whole.iter().map(|rate| rate / best).collect();
                verdict(
                    "the whole command beside that, one process each",
                    &ratios,
                    0,
                    "times",
                    ">= 200",
                    |r| r >= 200.0,
                );
            }
        } else {
            println!(
                "    beside its eight recognisers alone: {}",
                Spread::of(&ratios).show("times", 0)
            );
        }
    }
}

/// Seconds of processor time of this thread, so that other work on the machine counts for little.
fn processor() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Megabytes of memory that the process holds.
fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS:"))
        .unwrap_or_default();
    line.split_whitespace()
        .nth(1)
        .and_then(|kb| kb.parse::<f64>().ok())
        .unwrap_or_default()
        / 1024.0
}
