//! Numbers and addresses against generated texts with planted and decoy findings, when the generator lies beside the checkout
//! and `python3` runs. `RETTESNOR_WRITE=1` writes the figures into docs/rules/accuracy.md.

use detect::text::{Settings, scan};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Texts a seed.
const TEXTS: usize = 4_000;

/// Seeds that the detectors were looked at with while they were written are 1 to 9; these are reported and were run last.
const SEEDS: [u32; 5] = [101, 202, 303, 404, 505];

/// What the scorer calls our findings.
const TYPES: &[(&str, &str)] = &[
    ("norwegian-identity-number", "NO_FNR"),
    ("swedish-identity-number", "SE_PNR"),
    ("norwegian-account-number", "NO_ACCOUNT"),
    ("iban", "IBAN"),
    ("phone-number", "PHONE"),
    ("email-address", "EMAIL"),
    ("payment-card", "CARD"),
    ("bankgiro-number", "SE_BANKGIRO"),
    ("street-address", "ADDRESS"),
];

/// Kinds that are no numbers; other detectors' pages speak of them.
const OTHERS: [&str; 2] = ["PERSON", "HEALTH"];

#[derive(Default)]
struct Score {
    /// Found and planted, by kind.
    recall: BTreeMap<String, (usize, usize)>,
    /// Decoys taken for something, as "DECOY_SUM->PHONE".
    decoys: BTreeMap<String, usize>,
    /// Reports where nothing was planted, by type.
    outside: BTreeMap<String, usize>,
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

fn json_text(text: &str) -> String {
    serde_json::from_str::<serde_json::Value>(text).unwrap()["text"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// Generates, scans and scores one seed.
fn score(tools: &Path, seed: u32, score: &mut Score) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let file = |name: &str| folder.join(format!("{name}-{seed}-{}.jsonl", std::process::id()));
    let (corpus, gold, found) = (file("corpus"), file("gold"), file("found"));
    run(Command::new("python3")
        .arg("-B")
        .arg(tools.join("gen_corpus.py"))
        .args(["--n", &TEXTS.to_string(), "--seed", &seed.to_string(), "--out"])
        .arg(&corpus)
        .arg("--gold")
        .arg(&gold));
    let settings = Settings::default();
    let mut lines = String::new();
    for line in std::fs::read_to_string(&corpus).unwrap().lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        let findings: Vec<_> = scan(&json_text(line), &settings)
            .iter()
            .filter_map(|finding| {
                let (_, kind) = TYPES.iter().find(|(name, _)| *name == finding.name)?;
                Some(
                    serde_json::json!({"type": kind, "start": finding.chars.start, "end": finding.chars.end}),
                )
            })
            .collect();
        writeln!(
            lines,
            "{}",
            serde_json::json!({"id": value["id"], "findings": findings})
        )
        .unwrap();
    }
    std::fs::write(&found, lines).unwrap();
    let said = run(Command::new("python3")
        .arg("-B")
        .arg(tools.join("score.py"))
        .args([&gold, &found]));
    for line in said.lines() {
        if let Some((kind, rest)) = line.split_once(" recall ") {
            let (hit, all) = rest.split(' ').next().unwrap().split_once('/').unwrap();
            let sum = score.recall.entry(kind.trim().to_owned()).or_default();
            sum.0 += hit.parse::<usize>().unwrap();
            sum.1 += all.parse::<usize>().unwrap();
        } else if let Some(counts) = line.strip_prefix("decoy hits ") {
            add(&mut score.decoys, counts);
        } else if let Some(counts) = line.strip_prefix("reports outside any planted span ") {
            add(&mut score.outside, counts);
        }
    }
    for path in [corpus, gold, found] {
        std::fs::remove_file(path).unwrap();
    }
}

/// Adds the counts of a Python dictionary's text.
fn add(sums: &mut BTreeMap<String, usize>, counts: &str) {
    let counts: BTreeMap<String, usize> = serde_json::from_str(&counts.replace('\'', "\"")).unwrap();
    for (key, count) in counts {
        *sums.entry(key).or_default() += count;
    }
}

#[test]
fn planted_numbers_are_found_and_decoys_left_alone() {
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/tools/detect");
    let python = Command::new("python3").arg("--version").output();
    if !tools.join("gen_corpus.py").exists() || python.is_err() {
        return;
    }
    // `RETTESNOR_SEEDS=1,2` looks at other seeds.
    let own = std::env::var("RETTESNOR_SEEDS").unwrap_or_default();
    let own: Vec<u32> = own.split(',').filter_map(|seed| seed.parse().ok()).collect();
    let seeds = if own.is_empty() { SEEDS.to_vec() } else { own };
    let mut sum = Score::default();
    for seed in &seeds {
        score(&tools, *seed, &mut sum);
    }
    let texts = seeds.len() * TEXTS;
    let page = page(&sum, texts, &seeds);
    if std::env::var_os("RETTESNOR_WRITE").is_some() {
        write(&page);
    }
    for (kind, (hit, all)) in &sum.recall {
        if !OTHERS.contains(&kind.as_str()) {
            assert!(
                *all > 0 && hit * 100 >= all * 99,
                "{kind}: {hit} of {all}\n{page}"
            );
        }
    }
    let national = sum
        .decoys
        .keys()
        .find(|key| key.ends_with("NO_FNR") || key.ends_with("SE_PNR"));
    assert_eq!(national, None, "{page}");
    let false_reports: usize = sum.decoys.values().chain(sum.outside.values()).sum();
    assert!(
        false_reports * 1_000 <= texts,
        "{false_reports} in {texts} texts\n{page}"
    );
}

fn page(score: &Score, texts: usize, seeds: &[u32]) -> String {
    let mut page = format!(
        "`RETTESNOR_WRITE=1 cargo test -p rettesnor-detect accuracy`, {texts} generated texts in nb, nn and sv, seeds {seeds:?}, \
         which were not looked at while the detectors were written. Sentences, numbers and decoys are made up; field accuracy will \
         be lower, above all for numbers written in ways that nobody thought of.\n\n| kind | found | planted | recall |\n|---|---|---|---|\n"
    );
    for (kind, (hit, all)) in &score.recall {
        if !OTHERS.contains(&kind.as_str()) {
            writeln!(
                page,
                "| {kind} | {hit} | {all} | {:.3} |",
                *hit as f64 / (*all).max(1) as f64
            )
            .unwrap();
        }
    }
    writeln!(
        page,
        "\nDecoys (order, case and organisation numbers, sums, dates, property numbers) taken for something: {}. Reports where nothing \
         was planted: {}.",
        told(&score.decoys),
        told(&score.outside)
    )
    .unwrap();
    page
}

fn told(counts: &BTreeMap<String, usize>) -> String {
    if counts.is_empty() {
        return "none".to_owned();
    }
    let each: Vec<_> = counts
        .iter()
        .map(|(kind, count)| format!("{count} {kind}"))
        .collect();
    each.join(", ")
}

/// Replaces the section between its two marks, which other sections of the page stand around.
fn write(section: &str) {
    const MARKS: [&str; 2] = [
        "<!-- numbers: written by a test -->\n",
        "<!-- end of numbers -->\n",
    ];
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules/accuracy.md");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|_| "# How accurate detectors are\n".to_owned());
    let body = format!("{}{section}{}", MARKS[0], MARKS[1]);
    let text = match (text.split_once(MARKS[0]), text.split_once(MARKS[1])) {
        (Some((before, _)), Some((_, after))) => format!("{before}{body}{after}"),
        _ => format!(
            "{}\n\n## Numbers, contact details and addresses\n\n{body}",
            text.trim_end()
        ),
    };
    std::fs::write(path, text).unwrap();
}
