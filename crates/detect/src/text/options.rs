//! What a municipality may set.

use super::engine::entry::phrase;
use super::engine::pattern::is_class;
use crate::Rule;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What a municipality may set.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Codes of detectors that are switched off.
    pub off: Vec<String>,
    /// Domains whose e-mail addresses are the municipality's own and are not reported, e.g. "andoy.kommune.no".
    pub own_domains: Vec<String>,
    /// More lines for a detector's word list, by its code. A line `- word` takes a built-in word away, `-*` all of them.
    pub words: BTreeMap<String, String>,
    /// Parameters by `CODE.name`, e.g. "TXT012.threshold".
    pub parameters: BTreeMap<String, i64>,
}

impl Options {
    pub(super) fn is_off(&self, rule: &Rule) -> bool {
        self.off.iter().any(|code| code == rule.code)
    }

    /// The set value within the parameter's bounds, or its default; 0 when the rule has no such parameter.
    #[must_use]
    pub fn parameter(&self, rule: &Rule, name: &str) -> i64 {
        let known = rule.parameters.iter().find(|parameter| parameter.name == name);
        known.map_or(0, |parameter| {
            let set = self.parameters.get(&format!("{}.{name}", rule.code));
            set.map_or(parameter.default, |value| {
                (*value).clamp(parameter.least, parameter.most)
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
        let all = taken.iter().any(|word| word == "*");
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
