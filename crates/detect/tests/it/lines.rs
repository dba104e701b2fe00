//! The labelled lines of `accuracy/`; README.md there tells their form.

use detect::text::learned::OUTPUTS;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// The kinds that `comments-*.txt` tell of when they do not say otherwise.
pub const SIX: [&str; 6] = [
    "threat",
    "hate",
    "incitement",
    "sexism",
    "sensitive-detail",
    "third-person",
];

/// The kinds that the lines of `train/` tell of when they do not say otherwise.
pub const NINE: [&str; 9] = [
    "threat",
    "hate",
    "incitement",
    "sexism",
    "sensitive-detail",
    "third-person",
    "case-question",
    "political-question",
    "case-answer",
];

pub struct Line {
    pub language: String,
    pub kinds: BTreeSet<String>,
    pub text: String,
    /// Lines made from one template are a group.
    pub group: usize,
    pub template: bool,
    /// The kinds that somebody looked for in it; empty: all.
    only: Vec<String>,
}

impl Line {
    pub fn labelled(&self, kind: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|known| known == kind)
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("accuracy")
}

fn kinds(list: &str) -> BTreeSet<String> {
    let kinds: BTreeSet<_> = list
        .split(',')
        .filter(|kind| *kind != "-")
        .map(str::to_owned)
        .collect();
    assert!(
        kinds.iter().all(|kind| OUTPUTS.contains(&kind.as_str())),
        "{list}"
    );
    kinds
}

/// The kinds that a file says it tells of, or those that such files tell of.
fn told(text: &str, otherwise: &[&str]) -> Vec<String> {
    let said = text.lines().find_map(|line| line.strip_prefix("# kinds: "));
    let owned = |kind: &str| kind.to_owned();
    said.map_or_else(
        || otherwise.iter().copied().map(owned).collect(),
        |said| said.split(' ').map(owned).collect(),
    )
}

/// The lines of a file of `comments-*.txt`.
pub fn file(name: &str) -> Vec<Line> {
    let text = std::fs::read_to_string(folder().join(name)).unwrap();
    let only = told(&text, &SIX);
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let lines = lines.map(|line| {
        let (head, text) = line.split_once(": ").unwrap();
        let (language, list) = head.split_once(' ').unwrap();
        assert!(["nb", "nn", "sv"].contains(&language), "{line}");
        Line {
            language: language.to_owned(),
            kinds: kinds(list),
            text: text.to_owned(),
            group: usize::MAX,
            template: false,
            only: only.clone(),
        }
    });
    lines.collect()
}

/// The lines of `meaning.jsonl` of a split.
pub fn meaning(split: &str) -> Vec<Line> {
    let text = std::fs::read_to_string(folder().join("meaning.jsonl")).unwrap();
    let values = text
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let lines = values.filter(|line| line["split"] == split).map(|line| {
        let names = line["names"]
            .as_array()
            .unwrap()
            .iter()
            .map(|name| name.as_str().unwrap());
        Line {
            language: line["language"].as_str().unwrap().to_owned(),
            kinds: names
                .filter(|name| OUTPUTS.contains(name))
                .map(str::to_owned)
                .collect(),
            text: line["text"].as_str().unwrap().to_owned(),
            group: usize::MAX,
            template: false,
            only: Vec::new(),
        }
    });
    lines.collect()
}

/// The lines of `train/`, their templates filled in.
pub fn train() -> Vec<Line> {
    let mut files: Vec<_> = std::fs::read_dir(folder().join("train"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    let (mut lines, mut group, mut random) = (Vec::new(), 0, Random(7));
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let only = told(&text, &NINE);
        let slots: HashMap<&str, Vec<&str>> = text
            .lines()
            .filter_map(|line| line.strip_prefix('@')?.split_once(" = "))
            .map(|(name, words)| (name, words.split('|').collect()))
            .collect();
        for line in text.lines().filter(|line| !line.starts_with(['#', '@'])) {
            let (head, body) = line.split_once(": ").unwrap_or_else(|| panic!("{line}"));
            let mut head = head.split(' ');
            let (language, list) = (head.next().unwrap(), head.next().unwrap());
            let times = head
                .next()
                .map(|times| times.strip_prefix('x').unwrap().parse::<usize>().unwrap());
            group += 1;
            let mut seen = BTreeSet::new();
            for _ in 0..times.map_or(1, |times| 2 * times) {
                seen.insert(random.filled(body, &slots, language));
            }
            lines.extend(seen.into_iter().map(|text| Line {
                language: language.to_owned(),
                kinds: kinds(list),
                text,
                group,
                template: times.is_some(),
                only: only.clone(),
            }));
        }
    }
    lines
}

/// Numbers that look like chance and are the same each time (Knuth's MMIX).
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    /// `[one|other]` is one of these, `{name}` a word of the slot `name` of the language.
    fn filled(&mut self, body: &str, slots: &HashMap<&str, Vec<&str>>, language: &str) -> String {
        let mut text = String::new();
        let mut rest = body;
        while let Some((before, after)) = rest.split_once(['[', '{']) {
            text.push_str(before);
            if rest.as_bytes()[before.len()] == b'[' {
                let (choices, after) = after.split_once(']').unwrap_or_else(|| panic!("{body}"));
                let choices: Vec<_> = choices.split('|').collect();
                let chosen = choices[self.below(choices.len())];
                text.push_str(&self.filled(chosen, slots, language));
                rest = after;
            } else {
                let (name, after) = after.split_once('}').unwrap_or_else(|| panic!("{body}"));
                let words = slots
                    .get(&*format!("{name}.{language}"))
                    .unwrap_or_else(|| panic!("{body}"));
                text.push_str(words[self.below(words.len())]);
                rest = after;
            }
        }
        text + rest
    }

    /// One long word in six with a letter lost, doubled, or in its neighbour's place.
    pub fn slips(&mut self, text: &str) -> String {
        let words = text.split(' ').map(|word| {
            let mut letters: Vec<char> = word.chars().collect();
            if letters.len() < 5 || self.below(6) != 0 {
                return word.to_owned();
            }
            let at = 1 + self.below(letters.len() - 2);
            match self.below(3) {
                0 => drop(letters.remove(at)),
                1 => letters.insert(at, letters[at]),
                _ => letters.swap(at, at - 1),
            }
            letters.into_iter().collect()
        });
        words.collect::<Vec<_>>().join(" ")
    }

    /// Small words as they are spoken here and there.
    pub fn dialect(&mut self, text: &str) -> String {
        const SPOKEN: [(&str, &[&str]); 19] = [
            ("jeg", &["æ", "eg", "je", "e", "jæ"]),
            ("deg", &["dæ", "dei", "de"]),
            ("meg", &["mæ", "mei"]),
            ("dere", &["dokker", "dokke", "dere"]),
            ("ikke", &["ikkje", "itj", "itte", "ikkj"]),
            ("hva", &["ka", "hva", "kva", "å"]),
            ("hvor", &["kor", "hvor", "kem"]),
            ("hvorfor", &["koffor", "kvifor", "hvorfor"]),
            ("noe", &["nokka", "noko", "no"]),
            ("skal", &["ska", "skal"]),
            ("er", &["e", "æ", "er"]),
            ("han", &["'n", "han", "hanj"]),
            ("hun", &["ho", "hu", "a"]),
            ("kommer", &["kjem", "kjæm", "kommer"]),
            ("din", &["din", "dinj"]),
            ("og", &["å", "og"]),
            ("å", &["og", "å"]),
            ("eg", &["e", "æg", "eg"]),
            ("ikkje", &["ikkj", "ittje"]),
        ];
        let words = text.split(' ').map(|word| {
            let low = word.to_lowercase();
            let spoken = SPOKEN.iter().find(|(written, _)| *written == low);
            spoken.map_or(word, |(_, ways)| ways[self.below(ways.len())])
        });
        words.collect::<Vec<_>>().join(" ")
    }
}
