//! Sentences, evidence and gaps in the reader's words.

use crate::texts::Texts;
use flow::guideline::{Counts, Gap, Named, Proof, Sentence};
use fluent_bundle::{FluentArgs, FluentValue};
use model::Locale;

/// Speaks one language.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// All texts.
    pub texts: &'a Texts,
    /// The language.
    pub locale: Locale,
}

impl<'a> Words<'a> {
    /// In the language of a page.
    #[must_use]
    pub fn of(page: &'a crate::Page) -> Self {
        Self {
            texts: page.texts(),
            locale: page.locale(),
        }
    }
}

impl Words<'_> {
    fn get(&self, key: &str, params: Vec<(&str, FluentValue<'static>)>) -> String {
        let args: FluentArgs<'_> = params.into_iter().collect();
        self.texts
            .get(self.locale, key, &args)
            .unwrap_or_else(|| key.to_owned())
    }

    /// A text without parameters; the key itself when there is none.
    #[must_use]
    pub fn plain(&self, key: &str) -> String {
        self.texts.plain(self.locale, key)
    }

    /// A text that names a number.
    #[must_use]
    pub fn count(&self, key: &str, n: i64) -> String {
        self.get(key, vec![("count", n.into())])
    }

    /// A text that names a number and parts.
    #[must_use]
    pub fn counted(&self, key: &str, n: i64, parts: &str) -> String {
        self.get(key, vec![("count", n.into()), ("parts", parts.to_owned().into())])
    }

    /// A text that names other texts.
    #[must_use]
    pub fn with(&self, key: &str, params: &[(&str, String)]) -> String {
        let params = params.iter().map(|(name, value)| (*name, value.clone().into()));
        self.get(key, params.collect())
    }

    /// Whom a word of a pack means: a role or another word; the word itself when there is no text for it.
    #[must_use]
    pub fn who(&self, word: &str) -> String {
        let key = format!("who-{word}");
        if self.texts.has(&key) {
            self.plain(&key)
        } else {
            word.to_owned()
        }
    }

    /// `a, b and c`.
    #[must_use]
    pub fn join(&self, list: &[String], with: &str) -> String {
        match list {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} {} {last}", first.join(", "), self.plain(with)),
        }
    }

    /// Several sentences in a row.
    #[must_use]
    pub fn say(&self, sentences: &[Sentence]) -> String {
        let said: Vec<_> = sentences.iter().map(|s| upper(&self.sentence(s))).collect();
        said.join(" ")
    }

    fn sentence(&self, sentence: &Sentence) -> String {
        let mut args = FluentArgs::new();
        let mut falls = None;
        for (name, named) in &sentence.params {
            match named {
                Named::Number(n) => args.set(*name, *n),
                Named::Key(key) if *name == "falls" => falls = Some(key),
                named => args.set(*name, self.named(named)),
            }
        }
        // When it falls due is a text that names numbers and steps itself.
        if let Some(key) = falls {
            let text = self.texts.get(self.locale, key, &args);
            args.set("falls", text.unwrap_or_else(|| key.clone()));
        }
        self.texts
            .get(self.locale, &sentence.key, &args)
            .unwrap_or_else(|| sentence.key.clone())
    }

    /// What a sentence names.
    #[must_use]
    pub fn named(&self, named: &Named) -> String {
        let roles = |list: &[&'static str]| list.iter().map(|r| self.who(r)).collect::<Vec<_>>();
        match named {
            Named::Text(text) => text.clone(),
            Named::Number(n) => n.to_string(),
            Named::Key(key) => self.plain(key),
            Named::AnyRole(list) => self.join(&roles(list), "list-or"),
            Named::AllRoles(list) => self.join(&roles(list), "list-and"),
            Named::Chain(list) => {
                let then = format!(", {} ", self.plain("list-then"));
                roles(list).join(&then)
            }
            Named::AnyKey(keys) => {
                let texts: Vec<_> = keys.iter().map(|key| self.plain(key)).collect();
                self.join(&texts, "list-or")
            }
            Named::Quoted(texts) => {
                let quoted = |text: &String| self.with("quoted", &[("text", text.clone())]);
                self.join(&texts.iter().map(quoted).collect::<Vec<_>>(), "list-and")
            }
            Named::Windows(windows) => {
                let stretches: Vec<_> = windows.iter().map(|w| self.stretch(w)).collect();
                self.join(&stretches, "list-and")
            }
        }
    }

    /// `10-01/11-30` or `2027-08-10/2027-09-13`.
    fn stretch(&self, window: &str) -> String {
        let (from, to) = window.split_once('/').unwrap_or((window, window));
        self.with("stretch", &[("from", self.day(from)), ("to", self.day(to))])
    }

    /// `10-01` or `2027-08-10`.
    fn day(&self, day: &str) -> String {
        let mut parts = day.rsplit('-');
        let mut number = || {
            parts
                .next()
                .and_then(|p| p.parse::<u16>().ok())
                .unwrap_or_default()
        };
        let (of_month, month) = (number(), number());
        let month = self.plain(&format!("date-month-{month}"));
        let said = self.with("day-month", &[("day", of_month.to_string()), ("month", month)]);
        match number() {
            0 => said,
            year => format!("{said} {year}"),
        }
    }

    /// The evidence of a year in sentences; one that says so when there is none.
    #[must_use]
    pub fn proof(&self, proof: &Proof, asked: bool) -> Vec<String> {
        let mut out = Vec::new();
        for (key, counts) in [
            ("proof-counts", &proof.counts),
            ("proof-measured", &proof.measured),
            ("proof-advice", &proof.advice),
        ] {
            if counts.applied > 0 {
                let parts = self.outcomes(counts);
                out.push(self.counted(key, counts.applied, &parts));
            }
        }
        let tried = proof.counts.asked + proof.measured.asked + proof.advice.asked;
        if out.is_empty() && tried > 0 {
            out.push(self.count("proof-not-concerned", tried));
        }
        let duties = [
            ("proof-done", proof.done),
            ("proof-skipped", proof.skipped),
            ("proof-lapsed", proof.lapsed),
            ("proof-open", proof.open),
            ("proof-overdue", proof.overdue),
        ];
        out.extend(self.parts("proof-duties", &duties));
        let (approved, returned, open) = proof.approvals;
        let approvals = [
            ("proof-approved", approved),
            ("proof-returned", returned),
            ("proof-open", open),
        ];
        out.extend(self.parts("proof-approvals", &approvals));
        let (given, seen) = proof.notices;
        if given > 0 {
            let params = vec![("given", given.into()), ("seen", seen.into())];
            out.push(self.get("proof-notices", params));
        }
        if proof.hidden > 0 {
            out.push(self.count("proof-hidden", proof.hidden));
        }
        if let Some((known, of)) = proof.acknowledged {
            let params = vec![("known", known.into()), ("of", of.into())];
            out.push(self.get("proof-acknowledged", params));
        }
        if proof.lessons > 0 {
            out.push(self.count("proof-lessons", proof.lessons));
        }
        if out.is_empty() && asked {
            out.push(self.plain("proof-none"));
        }
        out
    }

    /// How it came out, in words, those left out that never happened.
    #[must_use]
    pub fn outcomes(&self, counts: &Counts) -> String {
        let parts = [
            ("proof-passed", counts.passed),
            ("proof-warned", counts.warned),
            ("proof-unanswered", counts.unanswered),
            ("proof-approval", counts.approval),
            ("proof-stopped", counts.stopped),
            ("proof-waived", counts.waived),
            ("proof-conflict", counts.conflict),
        ];
        self.happened(&parts)
    }

    fn happened(&self, parts: &[(&str, i64)]) -> String {
        let some = parts.iter().filter(|(_, n)| *n > 0);
        let said: Vec<_> = some.map(|(key, n)| self.count(key, *n)).collect();
        said.join(", ")
    }

    fn parts(&self, key: &str, parts: &[(&str, i64)]) -> Option<String> {
        let said = self.happened(parts);
        (!said.is_empty()).then(|| self.with(key, &[("parts", said)]))
    }

    /// What a pack's loader expected, in the reader's language. The loader says it in English; the text's key is made of its
    /// letters, `n` for each number, up to a colon. Names of the pack language alone have no text and stay as they are.
    #[must_use]
    pub fn expected(&self, phrase: &str) -> String {
        let (head, rest) = phrase.split_once(": ").unwrap_or((phrase, ""));
        let mut key = String::from("expected");
        let mut numbers: Vec<String> = Vec::new();
        let (mut gap, mut digits) = (true, false);
        for c in head.chars() {
            if c.is_ascii_digit() && digits {
                if let Some(number) = numbers.last_mut() {
                    number.push(c);
                }
                continue;
            }
            digits = c.is_ascii_digit();
            if digits {
                numbers.push(c.to_string());
            } else if !c.is_ascii_alphabetic() {
                gap = true;
                continue;
            }
            if std::mem::take(&mut gap) {
                key.push('-');
            }
            key.push(if digits { 'n' } else { c.to_ascii_lowercase() });
        }
        if !self.texts.has(&key) {
            return phrase.to_owned();
        }
        let names = ["n1", "n2", "n3", "n4"];
        let mut params: Vec<(&str, FluentValue<'static>)> = vec![("rest", rest.to_owned().into())];
        params.extend(names.into_iter().zip(numbers).map(|(n, v)| (n, v.into())));
        self.get(&key, params)
    }

    /// A gap in a sentence.
    #[must_use]
    pub fn gap(&self, gap: &Gap) -> String {
        let key = format!("gap-{}", gap.word());
        match gap {
            Gap::NothingRecorded | Gap::ManualWithoutEvidence => self.plain(&key),
            Gap::OverdueDuties { count } | Gap::OverdueItems { count } | Gap::UnusedWaivers { count } => {
                self.count(&key, *count)
            }
            Gap::NobodyHas { roles } => {
                let roles: Vec<_> = roles.iter().map(|r| self.plain(&format!("role-{r}"))).collect();
                self.with(&key, &[("roles", self.join(&roles, "list-or"))])
            }
            Gap::Unacknowledged { count, of } => {
                self.get(&key, vec![("count", (*count).into()), ("of", (*of).into())])
            }
            Gap::Channels { names } => self.with(&key, &[("names", names.join(", "))]),
        }
    }
}

/// With a capital letter first.
pub fn upper(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}
