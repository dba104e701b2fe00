//! What a municipality may set.

use super::engine::entry::phrase;
use super::engine::pattern::is_class;
use super::{Settings, rules};
use crate::Rule;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Bound;

/// Everything that a municipality may set for the text detectors, with defaults for what it does not: the form in which it is
/// kept is JSON, `{}` being the default. docs/rules/settings.md tells each field; [`Options::problems`] what is wrong in one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// Codes of detectors that are switched off.
    pub off: Vec<String>,
    /// The municipality's own domains, e.g. "andoy.kommune.no": their e-mail addresses are not reported, and links to others are
    /// told to lead elsewhere.
    pub own_domains: Vec<String>,
    /// Names of officials who may be named, e.g. "Kari Nordmann"; any case.
    pub officials: Vec<String>,
    /// Words and phrases of crises beside the built-in ones, e.g. "gasslekkasje" or "ras*", as lines of a word list are written.
    pub crisis_topics: Vec<String>,
    /// Only these words are of crises, none of the built-in ones.
    pub own_crisis_topics_only: bool,
    /// More services that shorten web addresses, e.g. "kort.example".
    pub shorteners: Vec<String>,
    /// More lines for a detector's word list, by its code. A line `- word` takes a built-in word away, `-*` all of them.
    pub words: BTreeMap<String, String>,
    /// Parameters by `CODE.name`, e.g. "TXT057.least-words".
    pub parameters: BTreeMap<String, i64>,
}

/// Something in [`Options`] that has no effect or another than meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OptionProblem {
    /// What is wrong: "unknown-detector", "unknown-parameter", "value-out-of-range", "line-without-word" or "no-domain".
    pub key: &'static str,
    /// The field, e.g. "parameters".
    pub field: &'static str,
    /// The code, parameter, domain or line.
    pub what: String,
}

impl Options {
    /// What is wrong in it, in order of the fields. Compiles the lists, so ask when it is changed, not at each text.
    #[must_use]
    pub fn problems(&self) -> Vec<OptionProblem> {
        let all = crate::rules();
        let known = |code: &str| all.iter().find(|rule| rule.code == code);
        let with_words = |code: &str| rules().any(|rule| rule.code == code);
        let problem = |key, field, what: &str| OptionProblem {
            key,
            field,
            what: what.to_owned(),
        };
        let mut problems = Vec::new();
        let off = self.off.iter().filter(|code| known(code).is_none());
        problems.extend(off.map(|code| problem("unknown-detector", "off", code)));
        for (field, domains) in [
            ("own_domains", &self.own_domains),
            ("shorteners", &self.shorteners),
        ] {
            let is = |domain: &str| domain.contains('.') && !domain.contains(['/', '@', ' ', ':']);
            let wrong = domains.iter().filter(|domain| !is(domain));
            problems.extend(wrong.map(|domain| problem("no-domain", field, domain)));
        }
        let codes = self.words.keys().filter(|code| !with_words(code));
        problems.extend(codes.map(|code| problem("unknown-detector", "words", code)));
        for (name, value) in &self.parameters {
            let parameter = name.split_once('.').and_then(|(code, name)| {
                let mut parameters = known(code)?.parameters.iter();
                parameters.find(|parameter| parameter.name == name)
            });
            match parameter {
                None => problems.push(problem("unknown-parameter", "parameters", name)),
                Some(known) if !(known.least..=known.most).contains(value) => {
                    problems.push(problem("value-out-of-range", "parameters", name));
                }
                Some(_) => {}
            }
        }
        let settings = Settings::new(self.clone());
        let lines = settings.bad_lines().iter();
        problems.extend(lines.map(|bad| problem("line-without-word", "words", &bad.line)));
        problems
    }

    /// The lines that its fields other than `words` add to a detector's list.
    fn more(&self, code: &str) -> Vec<String> {
        match code {
            "TXT040" => self
                .officials
                .iter()
                .map(|name| format!("{name} | official"))
                .collect(),
            "TXT010" => self.crisis_topics.clone(),
            "TXT059" => self
                .shorteners
                .iter()
                .map(|name| format!("{name} | shortener"))
                .collect(),
            _ => Vec::new(),
        }
    }

    pub(super) fn is_off(&self, rule: &Rule) -> bool {
        self.off.iter().any(|code| code == rule.code)
    }

    /// The value under `code.name`, found without putting the two together: it is asked for in every text.
    fn set(&self, code: &str, name: &str) -> Option<i64> {
        if self.parameters.is_empty() {
            return None;
        }
        let from = self
            .parameters
            .range::<str, _>((Bound::Included(code), Bound::Unbounded));
        let mut of_rule = from.map_while(|(key, value)| Some((key.strip_prefix(code)?, value)));
        let found = of_rule.find(|(key, _)| key.strip_prefix('.') == Some(name));
        found.map(|(_, value)| *value)
    }

    /// The set value within the parameter's bounds, or its default; 0 when the rule has no such parameter.
    #[must_use]
    pub fn parameter(&self, rule: &Rule, name: &str) -> i64 {
        let known = rule.parameters.iter().find(|parameter| parameter.name == name);
        known.map_or(0, |parameter| {
            let set = self.set(rule.code, name);
            set.map_or(parameter.default, |value| {
                value.clamp(parameter.least, parameter.most)
            })
        })
    }

    /// A detector's lists with what the municipality adds and takes away.
    pub(super) fn lists(&self, code: &str, built_in: &[&str]) -> Vec<String> {
        let own = self.words.get(code).map_or("", String::as_str);
        let (taken, added): (Vec<&str>, Vec<&str>) =
            own.lines().partition(|line| line.trim_start().starts_with('-'));
        let taken: Vec<String> = taken
            .iter()
            .map(|line| line.trim_start().trim_start_matches('-').trim().to_lowercase())
            .collect();
        let all = taken.iter().any(|word| word == "*") || (code == "TXT010" && self.own_crisis_topics_only);
        let keep = |line: &&str| taken.is_empty() || !taken.contains(&phrase(line));
        let mut lists: Vec<String> = built_in
            .iter()
            .filter(|_| !all)
            .map(|list| {
                let lines = list.lines().filter(keep);
                lines
                    .map(|line| without(line, &taken))
                    .collect::<Vec<_>>()
                    .join("\n")
            })
            .collect();
        lists.push(added.join("\n"));
        lists.push(self.more(code).join("\n"));
        lists
    }
}

/// A line of a class (`nb: one, two | @class`) without the words taken away; any other line as it is.
fn without<'l>(line: &'l str, taken: &[String]) -> Cow<'l, str> {
    match line.split_once('|') {
        Some((words, class)) if is_class(class.trim_start()) && !taken.is_empty() => {
            let (languages, words) = words.split_once(": ").unwrap_or(("", words));
            let left: Vec<_> = words
                .split(',')
                .filter(|word| !taken.contains(&word.trim().to_lowercase()))
                .collect();
            let colon = if languages.is_empty() { "" } else { ": " };
            Cow::Owned(format!("{languages}{colon}{}|{class}", left.join(",")))
        }
        _ => Cow::Borrowed(line),
    }
}
