//! The weights of `text/learned.rs` are what is learnt here from the lines of `accuracy/`. `RETTESNOR_WRITE=1` writes them,
//! `RETTESNOR_TELL=1` tells what comes out wrong when lines are judged by a model that did not learn from them.
//!
//! Nothing but sums, products, quotients and roots is used, in one order: the same weights come out on every machine.

use crate::lines::{Line, Random, file, meaning, train};
use detect::text::Pass;
use detect::text::learned::{HEADER, LINE, LINES, OUTPUTS, ROW, Scores, features, parts, place};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

const N: usize = OUTPUTS.len();
const LANGUAGES: usize = N - 3;

/// Rounds over all lines, the step, and how much weights are drawn to nothing.
const ROUNDS: usize = 6;
const STEP: f32 = 0.1;
const DRAWN: f32 = 1e-3;

/// Lines made from one template count together as so many.
const TEMPLATE: f32 = 6.0;

/// Of 127 steps, how many a feature weighs at the least for some output.
const LEAST: f32 = 18.0;

/// Models whose mean is taken.
const MODELS: u64 = 8;

/// Groups are judged by models that learnt from the others.
const FOLDS: usize = 4;

/// A part of a line: its features by number, and for each output 1, -1, or 0 when nobody said.
struct Example {
    features: Vec<u32>,
    labels: [f32; N],
    weight: f32,
    group: usize,
}

#[derive(Default)]
struct Vocabulary {
    numbers: HashMap<u64, u32>,
    features: Vec<u64>,
}

impl Vocabulary {
    fn learn(&mut self, pass: &Pass, words: Range<usize>) -> Vec<u32> {
        let mut found = Vec::new();
        features(pass, words, |feature| {
            let next = u32::try_from(self.features.len()).unwrap();
            let number = *self.numbers.entry(feature).or_insert(next);
            if number == next {
                self.features.push(feature);
            }
            found.push(number);
        });
        found
    }
}

struct Model {
    weights: Vec<Scores>,
    bias: Scores,
}

impl Model {
    fn scores(&self, features: impl ExactSizeIterator<Item = Option<u32>>) -> Scores {
        let root = (features.len() as f32).sqrt();
        let mut scores = [0.0; N];
        for number in features.flatten() {
            for (score, weight) in scores.iter_mut().zip(self.weights[number as usize]) {
                *score += weight;
            }
        }
        for (score, bias) in scores.iter_mut().zip(self.bias) {
            *score = *score / root + bias;
        }
        scores
    }

    /// The highest scores of any part of a line.
    fn judged(&self, vocabulary: &Vocabulary, text: &str) -> Scores {
        let pass = Pass::new(text);
        let mut best = [f32::MIN; N];
        for words in parts(&pass) {
            let mut found = Vec::new();
            features(&pass, words, |feature| {
                found.push(vocabulary.numbers.get(&feature).copied());
            });
            for (best, score) in best.iter_mut().zip(self.scores(found.into_iter())) {
                *best = best.max(score);
            }
        }
        best
    }

    /// The mean of models that differ in the order in which they learn, which matters less so.
    fn learnt(examples: &[&Example], size: usize) -> Self {
        let mut mean = Self {
            weights: vec![[0.0; N]; size],
            bias: [0.0; N],
        };
        let rows = |model: Self| model.weights.into_iter().chain([model.bias]);
        for seed in 1..=MODELS {
            let one = Self::learnt_once(examples, size, Random(seed));
            for (sum, row) in mean.weights.iter_mut().chain([&mut mean.bias]).zip(rows(one)) {
                for (sum, weight) in sum.iter_mut().zip(row) {
                    *sum += weight / MODELS as f32;
                }
            }
        }
        mean.pruned()
    }

    /// Without the features that weigh next to nothing.
    fn pruned(mut self) -> Self {
        let scales = self.scales();
        for row in &mut self.weights {
            let heaviest = row
                .iter()
                .zip(scales)
                .map(|(weight, scale)| (weight / scale).abs());
            if heaviest.fold(0.0, f32::max) < LEAST {
                *row = [0.0; N];
            }
        }
        self
    }

    /// What a step of the weights as they are kept stands for.
    fn scales(&self) -> Scores {
        let mut scales = [0f32; N];
        for row in &self.weights {
            for (scale, weight) in scales.iter_mut().zip(row) {
                *scale = scale.max(weight.abs() / 127.0);
            }
        }
        scales
    }

    /// Squared hinge loss, each weight with a step of its own (AdaGrad).
    fn learnt_once(examples: &[&Example], size: usize, mut random: Random) -> Self {
        let mut model = Self {
            weights: vec![[0.0; N]; size],
            bias: [0.0; N],
        };
        let (mut squares, mut bias_squares) = (vec![[1e-3f32; N]; size], [1e-1f32; N]);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        for _ in 0..ROUNDS {
            for last in (1..order.len()).rev() {
                order.swap(last, random.below(last + 1));
            }
            for &at in &order {
                let example = examples[at];
                let scores = model.scores(example.features.iter().map(|number| Some(*number)));
                let root = (example.features.len() as f32).sqrt();
                let mut slopes = [0.0; N];
                for (slope, (label, score)) in slopes.iter_mut().zip(example.labels.into_iter().zip(scores)) {
                    // A label says by its size how much it weighs.
                    *slope = -label * (1.0 - label.signum() * score).max(0.0) * example.weight;
                }
                for n in (0..N).filter(|n| slopes[*n] != 0.0) {
                    bias_squares[n] += slopes[n] * slopes[n];
                    model.bias[n] -= STEP * slopes[n] / bias_squares[n].sqrt();
                    for number in &example.features {
                        let number = *number as usize;
                        let weight = &mut model.weights[number][n];
                        let slope = slopes[n] / root + DRAWN * *weight;
                        let square = &mut squares[number][n];
                        *square += slope * slope;
                        *weight -= STEP * slope / square.sqrt();
                    }
                }
            }
        }
        model
    }
}

fn labels(line: &Line, holds: bool) -> [f32; N] {
    let mut labels = [-1.0; N];
    for (n, (label, output)) in labels.iter_mut().zip(OUTPUTS).enumerate() {
        if n >= LANGUAGES {
            *label = if line.language == output { 1.0 } else { -1.0 };
        } else if holds && line.kinds.contains(output) {
            *label = 1.0;
        } else if !line.labelled(output) {
            *label = 0.0;
        }
    }
    labels
}

/// Each line as it is, with slips of the keyboard, and, of Norwegian ones, in some dialect.
fn examples(lines: &[Line], vocabulary: &mut Vocabulary) -> Vec<Example> {
    let mut random = Random(99);
    let mut sizes: HashMap<usize, f32> = HashMap::new();
    for line in lines {
        *sizes.entry(line.group).or_default() += 1.0;
    }
    let mut examples = Vec::new();
    for line in lines {
        // Of each language as much as of the others.
        let rare = match &*line.language {
            "nn" => 1.5,
            _ => 1.0,
        };
        let weight = (TEMPLATE / sizes[&line.group]).min(1.0);
        let mut forms = vec![
            (line.text.clone(), weight, true),
            (random.slips(&line.text), weight / 2.0, true),
        ];
        if line.language != "sv" {
            forms.push((random.dialect(&line.text), weight / 2.0, false));
        }
        for (text, weight, standard) in forms {
            let mut add = |text: &str, holds: bool, whole: bool| {
                let pass = Pass::new(text);
                let mut labels = labels(line, holds);
                for label in &mut labels[LANGUAGES..] {
                    *label *= if standard { rare } else { 0.0 };
                }
                let words = 0..pass.words.len();
                let ranges: Vec<_> = if whole {
                    vec![words]
                } else {
                    parts(&pass).collect()
                };
                for words in ranges.into_iter().filter(|words| !words.is_empty()) {
                    examples.push(Example {
                        features: vocabulary.learn(&pass, words),
                        labels,
                        weight,
                        group: line.group,
                    });
                }
            };
            match text
                .split_once('⟦')
                .and_then(|(before, rest)| Some((before, rest.split_once('⟧')?)))
            {
                Some((before, (marked, after))) => {
                    add(marked, true, true);
                    add(before, false, false);
                    add(after, false, false);
                }
                None => add(&text, true, !line.kinds.is_empty()),
            }
        }
    }
    examples
}

fn learnt_from() -> Vec<Line> {
    let mut lines = train();
    lines.extend(file("comments-development.txt"));
    lines.extend(file("comments-development-2.txt"));
    lines.extend(meaning("train"));
    for (at, line) in lines
        .iter_mut()
        .enumerate()
        .filter(|(_, line)| line.group == usize::MAX)
    {
        line.group = 1_000_000 + at;
    }
    lines
}

/// As `learned.rs` reads them: weights of a feature that are next to nothing are left out, and so are the lightest where four
/// rows of a line are taken.
fn packed(model: &Model, vocabulary: &Vocabulary) -> Vec<u8> {
    let mut bytes = vec![0u8; HEADER + (LINE << LINES)];
    let scales = model.scales();
    for n in 0..N {
        bytes[n * 4..n * 4 + 4].copy_from_slice(&scales[n].to_le_bytes());
        bytes[LINE + n * 4..LINE + n * 4 + 4].copy_from_slice(&model.bias[n].to_le_bytes());
    }
    let rows = model.weights.iter().map(|row| {
        let mut small = [0i8; N];
        for n in 0..N {
            small[n] = (row[n] / scales[n]).round() as i8;
        }
        small
    });
    let heavy = |row: &[i8; N]| row.iter().map(|weight| weight.unsigned_abs()).max().unwrap();
    let mut rows: Vec<_> = rows
        .zip(&vocabulary.features)
        .filter(|(row, _)| heavy(row) > 0)
        .collect();
    rows.sort_by_key(|(row, feature)| (std::cmp::Reverse(heavy(row)), **feature));
    let mut taken = vec![0usize; 1 << LINES];
    for (row, feature) in rows {
        let (line, check) = place(*feature);
        if taken[line] < LINE / ROW {
            let at = HEADER + line * LINE + taken[line] * ROW;
            taken[line] += 1;
            bytes[at..at + 2].copy_from_slice(&check);
            bytes[at + 2..at + 2 + N].copy_from_slice(&row.map(|weight| weight.to_ne_bytes()[0]));
        }
    }
    bytes
}

/// What comes out of lines that a model did not learn from: for each output precision and recall at some scores.
fn told(lines: &[Line], all: &[Example], vocabulary: &Vocabulary) -> String {
    let fold = |group: usize| group * 7919 % 13 % FOLDS;
    let mut judged = Vec::new();
    for number in 0..FOLDS {
        let kept: Vec<_> = all
            .iter()
            .filter(|example| fold(example.group) != number)
            .collect();
        let model = Model::learnt(&kept, vocabulary.features.len());
        // Of templates nobody knows how often they would be written.
        let own = lines
            .iter()
            .filter(|line| fold(line.group) == number && !line.template);
        judged.extend(own.map(|line| {
            let text = line.text.replace(['⟦', '⟧'], "");
            (line, model.judged(vocabulary, &text))
        }));
    }
    let mut told = String::new();
    for language in &OUTPUTS[LANGUAGES..] {
        let likeliest =
            |scores: &Scores| (LANGUAGES..N).max_by(|one, other| scores[*one].total_cmp(&scores[*other]));
        let own: Vec<_> = judged
            .iter()
            .filter(|(line, _)| line.language == *language)
            .collect();
        let right = own
            .iter()
            .filter(|(_, scores)| likeliest(scores).map(|n| OUTPUTS[n]) == Some(*language));
        writeln!(told, "{language}: {} of {}", right.count(), own.len()).unwrap();
    }
    for (n, output) in OUTPUTS.iter().enumerate().take(LANGUAGES) {
        let labelled: Vec<_> = judged.iter().filter(|(line, _)| line.labelled(output)).collect();
        let holds = labelled
            .iter()
            .filter(|(line, _)| line.kinds.contains(*output))
            .count();
        write!(told, "{output} ({holds}):").unwrap();
        for score in [-0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3, 0.4] {
            let above = labelled.iter().filter(|(_, scores)| scores[n] > score);
            let right = above
                .clone()
                .filter(|(line, _)| line.kinds.contains(*output))
                .count() as f64;
            let precision = right / above.count() as f64;
            let recall = right / holds as f64;
            write!(told, "  {score:.1}: {precision:.2} / {recall:.2}").unwrap();
        }
        told.push('\n');
        for (line, scores) in labelled {
            let holds = line.kinds.contains(*output);
            if holds != (scores[n] > 0.0) {
                let how = if holds { "missed" } else { "wrong" };
                writeln!(told, "    {how} {:.2} {}", scores[n], line.text).unwrap();
            }
        }
    }
    told
}

#[test]
fn the_weights_are_learnt_from_the_lines() {
    let lines = learnt_from();
    let mut vocabulary = Vocabulary::default();
    let all = examples(&lines, &mut vocabulary);
    if std::env::var_os("RETTESNOR_TELL").is_some() {
        println!("{}", told(&lines, &all, &vocabulary));
    }
    let model = Model::learnt(&all.iter().collect::<Vec<_>>(), vocabulary.features.len());
    let bytes = packed(&model, &vocabulary);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/comments.bin");
    if std::env::var_os("RETTESNOR_WRITE").is_some() {
        std::fs::write(path, bytes).unwrap();
        return;
    }
    assert!(
        std::fs::read(path).unwrap() == bytes,
        "RETTESNOR_WRITE=1 writes models/comments.bin"
    );
}
