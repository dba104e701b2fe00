//! Decisions of the rulebook alone: a draft with two pictures against the clauses of all five municipalities' packs,
//! and every scenario of every pack, on one core. Beside it the `cel` crate, which evaluates the same conditions over
//! the same facts, compiled once, in a context that is built once; it answers true, false or an error, and nothing
//! else.

use crate::stats::{Spread, quantile, verdict};
use ::rulebook::vocabulary::{self, Entry, Type};
use ::rulebook::{AnswerKind, Event, FactSource, Facts, Rulebook, Value};
use model::Millis;
use serde_json::{Map, json};
use std::path::Path;
use std::time::Instant;

const TOWNS: [&str; 5] = ["andoy", "batsfjord", "hustadvika", "kafjord", "norsjo"];
const ROUNDS: usize = 5;
const DRAFTS: usize = 2_000;
/// 22 November 2026, noon UTC.
const AT: Millis = Millis(1_795_348_800_000);

pub fn run() {
    let files = files();
    let books: Vec<Rulebook> = TOWNS
        .iter()
        .map(|id| Rulebook::load(&files, id).unwrap_or_else(|p| panic!("{id}: {p:#?}")))
        .collect();
    let drafts: Vec<Facts> = books.iter().map(draft).collect();
    let asked: usize = books
        .iter()
        .zip(&drafts)
        .map(|(book, facts)| book.decide(Event::PostSubmit, facts, AT).clauses.len())
        .sum();
    let all: usize = books.iter().map(|b| b.clauses().len()).sum();
    println!(
        "The rulebook: a draft with two pictures at post.submit in {} municipalities, {asked} of {all} clauses concerned",
        TOWNS.len()
    );
    let programs = programs(&files, &books, &drafts);
    let count: usize = programs.iter().map(|(_, p)| p.len()).sum();

    let scenarios = scenarios(&files, &books);
    let cases: usize = scenarios.iter().map(|(_, c)| c.len()).sum();
    let (mut p50, mut p99, mut rate, mut decisions, mut ratio) = (vec![], vec![], vec![], vec![], vec![]);
    for round in 0..=ROUNDS {
        let mut times = Vec::with_capacity(DRAFTS);
        for _ in 0..DRAFTS {
            let start = Instant::now();
            for (book, facts) in books.iter().zip(&drafts) {
                std::hint::black_box(book.decide(Event::PostSubmit, facts, AT));
            }
            times.push(start.elapsed().as_secs_f64() * 1e6);
        }
        let mut theirs = Vec::with_capacity(DRAFTS);
        for _ in 0..DRAFTS {
            let start = Instant::now();
            for (context, programs) in &programs {
                for program in programs {
                    let _ = std::hint::black_box(program.execute(context));
                }
            }
            theirs.push(start.elapsed().as_secs_f64() * 1e6);
        }
        let start = Instant::now();
        let (mut decided, mut clauses) = (0_usize, 0_usize);
        for (book, cases) in &scenarios {
            for (event, facts) in cases {
                clauses += std::hint::black_box(book.decide(*event, facts, AT)).clauses.len();
                decided += 1;
            }
        }
        let seconds = start.elapsed().as_secs_f64();
        // The first round warms up.
        if round > 0 {
            p50.push(quantile(&times, 0.5));
            p99.push(quantile(&times, 0.99));
            rate.push(clauses as f64 / seconds);
            decisions.push(decided as f64 / seconds);
            ratio.push(quantile(&times, 0.5) / quantile(&theirs, 0.5));
        }
    }
    println!("  {ROUNDS} rounds of {DRAFTS} drafts, and of {cases} scenarios, on one core");
    verdict(
        "a draft against all five packs at p50",
        &p50,
        0,
        "µs",
        "< 1,000 µs",
        |m| m < 1_000.0,
    );
    verdict(
        "a draft against all five packs at p99",
        &p99,
        0,
        "µs",
        "< 1,000 µs",
        |m| m < 1_000.0,
    );
    verdict(
        "clause decisions a second, all scenarios",
        &rate,
        0,
        "/s",
        "≥ 100,000",
        |m| m >= 100_000.0,
    );
    println!(
        "  decisions a second, all scenarios: {}",
        Spread::of(&decisions).show("/s", 0)
    );
    println!(
        "  a whole draft beside cel evaluating its {count} conditions alone: {} of cel's time",
        Spread::of(&ratio).show("times", 2)
    );
    memory(&files);
}

/// Memory that a loaded pack holds, its base included: what the process grows by for each of many copies.
fn memory(files: &[(String, String)]) {
    const COPIES: usize = 30;
    // All stay until the end: what is given back would be used again.
    let mut held: Vec<Rulebook> = Vec::new();
    for id in TOWNS {
        let load = || Rulebook::load(files, id).unwrap();
        held.extend([load(), load()]);
        let before = resident();
        held.extend((0..COPIES).map(|_| load()));
        let each = resident().saturating_sub(before) / COPIES;
        let clauses = held.last().map_or(0, |book| book.clauses().len());
        println!("  memory of {id}: {each} KiB for {clauses} clauses");
    }
}

/// Resident memory in KiB.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|l| l.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn files() -> Vec<(String, String)> {
    fn walk(folder: &Path, out: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "toml") {
                out.push((
                    path.display().to_string(),
                    std::fs::read_to_string(&path).unwrap(),
                ));
            }
        }
    }
    let mut out = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../packs"), &mut out);
    out.sort();
    out
}

/// A value of a type: what a draft with pictures of nobody, and without findings, has.
fn value(name: &str, kind: Type) -> Value {
    let yes = [
        "post.has_media",
        "post.link_present",
        "post.link_own_website",
        "permission",
        "author.acknowledged",
        "author.mandated",
        "post.ai_checked",
        "post.facts_checked",
    ];
    match kind {
        Type::Bool => yes.contains(&name).into(),
        Type::Int => 2_i64.into(),
        Type::Text => "A text of some length".into(),
        Type::Word(words) => words[0].word.into(),
        Type::List(_) if name == "post.findings" => Vec::new().into(),
        Type::List(fields) => {
            let one = |id: &str| {
                Value::Map(
                    fields
                        .iter()
                        .map(|f: &Entry| {
                            let value = if f.name == "id" {
                                id.into()
                            } else {
                                value(f.name, f.kind)
                            };
                            (f.name.to_owned(), value)
                        })
                        .collect(),
                )
            };
            vec![one("m1"), one("m2")].into()
        }
    }
}

/// Every fact known, and every question of the pack answered.
fn draft(book: &Rulebook) -> Facts {
    let mut facts = vocabulary::FACTS.iter().fold(Facts::new(), |facts, entry| {
        facts.with(entry.name, value(entry.name, entry.kind), FactSource::Register)
    });
    for event in Event::ALL {
        for question in book.questions(*event, &facts.clone()) {
            if facts.get(&question.name).is_none() {
                let answer: Value = match &question.kind {
                    AnswerKind::YesNo => true.into(),
                    AnswerKind::Text => "A reason that is long enough".into(),
                    AnswerKind::Number => 3_i64.into(),
                    AnswerKind::Choice(choices) => choices[0].word.as_str().into(),
                };
                facts.set(question.name, answer, FactSource::Author);
            }
        }
    }
    facts
}

/// For each municipality the facts and the conditions of the parts that are asked at post.submit, for `cel`.
fn programs(
    files: &[(String, String)],
    books: &[Rulebook],
    drafts: &[Facts],
) -> Vec<(cel::Context<'static, 'static>, Vec<cel::Program>)> {
    let of = |(book, facts): (&Rulebook, &Facts)| {
        let mut areas: Map<String, serde_json::Value> = Map::new();
        for (name, fact) in facts.iter() {
            put(&mut areas, name, serde_json::to_value(&fact.value).unwrap());
        }
        for (name, value) in book.parameters(AT) {
            put(
                &mut areas,
                &format!("params.{name}"),
                serde_json::to_value(&value).unwrap(),
            );
        }
        let mut context = cel::Context::default();
        for (area, values) in areas {
            context.add_variable(area, values).unwrap();
        }
        let mut programs = Vec::new();
        for about in book.about() {
            let folder = format!("/{}/clauses/", about.id);
            for (_, text) in files.iter().filter(|(path, _)| path.contains(&folder)) {
                let document: toml::Table = text.parse().unwrap();
                for clause in document
                    .get("clause")
                    .and_then(toml::Value::as_array)
                    .into_iter()
                    .flatten()
                {
                    let also = clause.get("also").and_then(toml::Value::as_array);
                    for part in std::iter::once(clause).chain(also.into_iter().flatten()) {
                        let events = part.get("applies_to").and_then(toml::Value::as_array);
                        if events.is_some_and(|e| e.iter().any(|e| e.as_str() == Some("post.submit"))) {
                            let conditions = ["when", "require"]
                                .into_iter()
                                .filter_map(|key| part.get(key)?.as_str());
                            programs.extend(conditions.map(|source| cel::Program::compile(source).unwrap()));
                        }
                    }
                }
            }
        }
        (context, programs)
    };
    books.iter().zip(drafts).map(of).collect()
}

/// Puts `value` under a dotted name.
fn put(into: &mut Map<String, serde_json::Value>, name: &str, value: serde_json::Value) {
    match name.split_once('.') {
        None => {
            into.insert(name.to_owned(), value);
        }
        Some((area, rest)) => {
            let inner = into.entry(area).or_insert_with(|| json!({}));
            put(inner.as_object_mut().unwrap(), rest, value);
        }
    }
}

/// Every scenario of each municipality's own pack: event and facts.
fn scenarios<'b>(
    files: &[(String, String)],
    books: &'b [Rulebook],
) -> Vec<(&'b Rulebook, Vec<(Event, Facts)>)> {
    let of = |book: &'b Rulebook| {
        let folder = format!("/{}/tests/", book.id());
        let cases = files
            .iter()
            .filter(|(path, _)| path.contains(&folder))
            .flat_map(|(_, text)| ::rulebook::scenario::run(book, text).cases)
            .map(|case| (case.event, case.facts))
            .collect();
        (book, cases)
    };
    books.iter().map(of).collect()
}
