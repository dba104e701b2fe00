//! Reads TOML tables key by key, with the place of everything, and notices keys that nobody asked for.

use super::Document;
use super::params::Dated;
use super::problem::{self, Problems};
use crate::Value;
use crate::lang::{Condition, Fault, Names, compile};
use model::{Locale, Texts};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What readers need beside the table: where problems go, and the values of parameters.
pub(crate) struct Context<'a> {
    pub(crate) problems: &'a Problems,
    pub(crate) params: &'a BTreeMap<String, Value>,
    /// Parameters read since [`Context::used`] was last asked.
    used: RefCell<Vec<String>>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(problems: &'a Problems, params: &'a BTreeMap<String, Value>) -> Self {
        Self {
            problems,
            params,
            used: RefCell::default(),
        }
    }

    /// Notes that a parameter was read.
    pub(crate) fn read(&self, param: &str) {
        self.used.borrow_mut().push(param.to_owned());
    }

    /// Parameters that were read since this was last asked, each once.
    pub(crate) fn used(&self) -> Vec<String> {
        let mut used = self.used.take();
        used.sort_unstable();
        used.dedup();
        used
    }
}

/// A table being read.
pub(crate) struct Table<'a> {
    pub(crate) context: &'a Context<'a>,
    document: &'a Document<'a>,
    table: &'a DeTable<'a>,
    span: Range<usize>,
    asked: RefCell<Vec<&'static str>>,
}

impl<'a> Table<'a> {
    pub(crate) fn root(context: &'a Context<'a>, document: &'a Document<'a>) -> Self {
        Self::new(context, document, document.root.get_ref(), document.root.span())
    }

    fn new(
        context: &'a Context<'a>,
        document: &'a Document<'a>,
        table: &'a DeTable<'a>,
        span: Range<usize>,
    ) -> Self {
        Self {
            context,
            document,
            table,
            span,
            asked: RefCell::default(),
        }
    }

    fn get(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.borrow_mut().push(key);
        self.table.get(key)
    }

    /// Notes a problem at `span`.
    pub(crate) fn problem(
        &self,
        key: &'static str,
        span: &Range<usize>,
        subject: impl Into<String>,
        expected: impl Into<String>,
    ) {
        self.near(key, span, subject, expected, None);
    }

    pub(crate) fn near(
        &self,
        key: &'static str,
        span: &Range<usize>,
        subject: impl Into<String>,
        expected: impl Into<String>,
        nearest: Option<String>,
    ) {
        if self.context.problems.full() {
            return;
        }
        let mut problem = problem::at(
            key,
            self.document.file,
            self.document.text,
            span,
            subject,
            expected,
        );
        problem.nearest = nearest;
        self.context.problems.add(problem);
    }

    fn wrong_type(&self, value: &Spanned<DeValue<'_>>, key: &str, expected: &str) {
        self.problem(
            "wrong-type",
            &value.span(),
            format!("{key}: {}", value.get_ref().type_str()),
            expected,
        );
    }

    /// Place of the value of `key`, or of the table.
    pub(crate) fn place(&self, key: &str) -> Range<usize> {
        self.table
            .get(key)
            .map_or_else(|| self.span.clone(), Spanned::span)
    }

    /// File, line and column of the value of `key`, or of the table.
    pub(crate) fn spot(&self, key: &str) -> (String, usize, usize) {
        let at = problem::at(
            "",
            self.document.file,
            self.document.text,
            &self.place(key),
            "",
            "",
        );
        (at.file, at.line, at.column)
    }

    /// Notes that `key` is not there.
    pub(crate) fn missing(&self, key: &str, expected: &str) {
        self.problem("missing-key", &self.span, key, expected);
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// A text; `params.NAME` stands for that parameter's text.
    pub(crate) fn text(&self, key: &'static str) -> Option<String> {
        let value = self.get(key)?;
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(value, key, "a text");
            return None;
        };
        let Some(name) = text.strip_prefix("params.") else {
            return Some(text.to_owned());
        };
        match self.param(name, value) {
            Some(Value::Text(t)) => Some(t),
            Some(_) => {
                self.wrong_type(value, key, "a parameter that is a text");
                None
            }
            None => None,
        }
    }

    fn param(&self, name: &str, value: &Spanned<DeValue<'_>>) -> Option<Value> {
        let found = self.context.params.get(name).cloned();
        self.context.read(name);
        if found.is_none() {
            let near = crate::lang::nearest(name, self.context.params.keys().map(String::as_str));
            self.near(
                "unknown-parameter",
                &value.span(),
                name,
                "a parameter of the pack",
                near,
            );
        }
        found
    }

    /// A text that must be there.
    pub(crate) fn need(&self, key: &'static str) -> String {
        if !self.has(key) {
            self.missing(key, "a text");
        }
        self.text(key).unwrap_or_default()
    }

    /// A whole number between the bounds; `params.NAME` stands for that parameter.
    pub(crate) fn integer(&self, key: &'static str, least: i64, most: i64) -> Option<i64> {
        let value = self.get(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(i) => i64::from_str_radix(i.as_str(), i.radix()).ok(),
            DeValue::String(s) => match s.strip_prefix("params.").map(|name| self.param(name, value)) {
                Some(Some(Value::Int(i))) => Some(i),
                Some(None) => return None,
                _ => None,
            },
            _ => None,
        };
        match number {
            Some(i) if (least..=most).contains(&i) => Some(i),
            Some(i) => {
                self.problem(
                    "out-of-range",
                    &value.span(),
                    format!("{key}: {i}"),
                    format!("{least} to {most}"),
                );
                None
            }
            None => {
                self.wrong_type(value, key, "a whole number");
                None
            }
        }
    }

    /// The same for small counts.
    pub(crate) fn count(&self, key: &'static str, least: u32, most: u32) -> Option<u32> {
        self.integer(key, i64::from(least), i64::from(most))
            .and_then(|i| u32::try_from(i).ok())
    }

    pub(crate) fn boolean(&self, key: &'static str) -> Option<bool> {
        let value = self.get(key)?;
        let found = value.get_ref().as_bool();
        if found.is_none() {
            self.wrong_type(value, key, "true or false");
        }
        found
    }

    /// A local date, as ISO text.
    pub(crate) fn date(&self, key: &'static str) -> Option<String> {
        let value = self.get(key)?;
        match value.get_ref().as_datetime() {
            Some(d) if d.date.is_some() && d.time.is_none() => Some(d.to_string()),
            _ => {
                self.wrong_type(value, key, "a date such as 2026-01-31");
                None
            }
        }
    }

    /// One of the words that `parse` knows; `all` are named in the problem.
    pub(crate) fn word<T>(
        &self,
        key: &'static str,
        parse: impl Fn(&str) -> Option<T>,
        all: &[&str],
    ) -> Option<T> {
        let text = self.text(key)?;
        self.as_word(&text, &self.place(key), parse, all)
    }

    fn as_word<T>(
        &self,
        text: &str,
        span: &Range<usize>,
        parse: impl Fn(&str) -> Option<T>,
        all: &[&str],
    ) -> Option<T> {
        let found = parse(text);
        if found.is_none() {
            self.near(
                "unknown-word",
                span,
                text,
                all.join(", "),
                crate::lang::nearest(text, all.iter().copied()),
            );
        }
        found
    }

    /// A list of texts with their places.
    pub(crate) fn strings(&self, key: &'static str) -> Vec<(String, Range<usize>)> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(value, key, "a list of texts");
            return Vec::new();
        };
        let mut out = Vec::with_capacity(items.len());
        for item in items.iter() {
            match item.get_ref().as_str() {
                Some(text) => out.push((text.to_owned(), item.span())),
                None => self.wrong_type(item, key, "a list of texts"),
            }
        }
        out
    }

    /// A list of words.
    pub(crate) fn words<T>(
        &self,
        key: &'static str,
        parse: impl Fn(&str) -> Option<T>,
        all: &[&str],
    ) -> Vec<T> {
        self.strings(key)
            .iter()
            .filter_map(|(text, span)| self.as_word(text, span, &parse, all))
            .collect()
    }

    /// A text in several languages. `all`: it is shown to users, and must be in all four.
    pub(crate) fn texts(&self, key: &'static str, all: bool) -> Texts {
        match self.table(key) {
            Some(inner) => inner.languages(key, all),
            None => Texts::default(),
        }
    }

    /// Texts in several languages, in a list; English must be among them.
    pub(crate) fn text_list(&self, key: &'static str) -> Vec<Texts> {
        self.tables(key).iter().map(|t| t.languages(key, false)).collect()
    }

    fn languages(&self, key: &str, all: bool) -> Texts {
        let mut texts = BTreeMap::new();
        for locale in Locale::ALL {
            match self.text(locale.tag()) {
                Some(text) if !text.trim().is_empty() => {
                    texts.insert(locale, text);
                }
                Some(_) => self.problem("missing-language", &self.place(locale.tag()), key, locale.tag()),
                None if all || locale == Locale::En => self.missing_language(key, locale),
                None => {}
            }
        }
        self.close();
        Texts(texts)
    }

    /// The same, and it must be there.
    pub(crate) fn need_texts(&self, key: &'static str, all: bool) -> Texts {
        if !self.has(key) {
            self.missing(key, "a text in nb, nn, sv and en");
        }
        self.texts(key, all)
    }

    fn missing_language(&self, key: &str, locale: Locale) {
        self.problem("missing-language", &self.span, key, locale.tag());
    }

    pub(crate) fn table(&self, key: &'static str) -> Option<Table<'a>> {
        let value = self.get(key)?;
        match value.get_ref().as_table() {
            Some(table) => Some(Table::new(self.context, self.document, table, value.span())),
            None => {
                self.wrong_type(value, key, "a table");
                None
            }
        }
    }

    /// A list of tables.
    pub(crate) fn tables(&self, key: &'static str) -> Vec<Table<'a>> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(value, key, "a list of tables");
            return Vec::new();
        };
        let mut out = Vec::with_capacity(items.len());
        for item in items.iter() {
            match item.get_ref().as_table() {
                Some(table) => out.push(Table::new(self.context, self.document, table, item.span())),
                None => self.wrong_type(item, key, "a list of tables"),
            }
        }
        out
    }

    /// The tables under `key` by their own names (parameters).
    pub(crate) fn named(&self, key: &'static str) -> Vec<(String, Table<'a>)> {
        let Some(inner) = self.table(key) else {
            return Vec::new();
        };
        let mut out = Vec::new();
        for (name, value) in inner.table {
            match value.get_ref().as_table() {
                Some(table) => out.push((
                    name.get_ref().to_string(),
                    Table::new(self.context, self.document, table, value.span()),
                )),
                None => inner.wrong_type(value, name.get_ref(), "a table"),
            }
        }
        out
    }

    /// The values of parameters under `key` by their own names, with places: plain ones, or tables with `value` and
    /// `change`.
    pub(super) fn dated(&self, key: &'static str) -> Vec<(String, Dated, Range<usize>)> {
        let Some(inner) = self.table(key) else {
            return Vec::new();
        };
        let mut out = Vec::new();
        for (name, value) in inner.table {
            let found = match value.get_ref().as_table() {
                Some(table) => {
                    let table = Table::new(self.context, self.document, table, value.span());
                    let found = Dated::read(&table);
                    table.close();
                    found
                }
                None => inner.plain(name.get_ref(), value).map(|first| Dated {
                    first,
                    changes: Vec::new(),
                }),
            };
            out.extend(found.map(|found| (name.get_ref().to_string(), found, value.span())));
        }
        out
    }

    /// Whether `key` is there and is a text.
    pub(crate) fn is_text(&self, key: &str) -> bool {
        self.table
            .get(key)
            .is_some_and(|v| v.get_ref().as_str().is_some())
    }

    /// Notes when the day under `to` comes before that under `from`.
    pub(crate) fn ordered(&self, from: &'static str, to: &'static str) {
        let day = |key: &str| {
            self.table
                .get(key)?
                .get_ref()
                .as_datetime()
                .map(ToString::to_string)
        };
        if let (Some(first), Some(last)) = (day(from), day(to))
            && first > last
        {
            self.problem(
                "dates-overlap",
                &self.place(to),
                last,
                format!("a day not before {first}"),
            );
        }
    }

    /// A text, whole number or truth.
    pub(crate) fn value(&self, key: &'static str) -> Option<Value> {
        self.plain(key, self.get(key)?)
    }

    fn plain(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<Value> {
        let found = match value.get_ref() {
            DeValue::String(s) => Some(Value::Text(s.to_string())),
            DeValue::Boolean(b) => Some(Value::Bool(*b)),
            DeValue::Integer(i) => i64::from_str_radix(i.as_str(), i.radix()).ok().map(Value::Int),
            _ => None,
        };
        if found.is_none() {
            self.wrong_type(value, key, "a text, a whole number, true or false");
        }
        found
    }

    /// A condition, parsed and checked.
    pub(crate) fn condition(&self, key: &'static str, names: &dyn Names) -> Option<Condition> {
        let value = self.get(key)?;
        let Some(source) = value.get_ref().as_str() else {
            self.wrong_type(value, key, "a condition in quotes");
            return None;
        };
        match compile(source, names) {
            Ok(condition) => Some(condition),
            Err(fault) => {
                self.fault(&value.span(), fault);
                None
            }
        }
    }

    /// Places a fault of a condition in the file: the offset counts from the first character after the quote.
    fn fault(&self, span: &Range<usize>, fault: Fault) {
        let quoted = self.document.text.get(span.clone()).unwrap_or_default();
        let opening = if quoted.starts_with("\"\"\"\n") || quoted.starts_with("'''\n") {
            4
        } else if quoted.starts_with("\"\"\"") || quoted.starts_with("'''") {
            3
        } else {
            1
        };
        let start = span.start.saturating_add(opening).saturating_add(fault.at);
        self.near(
            fault.key,
            &(start..start),
            fault.subject,
            fault.expected,
            fault.nearest,
        );
    }

    /// Notes every key that nobody asked for.
    pub(crate) fn close(&self) {
        let asked = self.asked.borrow();
        for (name, _) in self.table {
            if !asked.contains(&name.get_ref().as_ref()) {
                let near = crate::lang::nearest(name.get_ref(), asked.iter().copied());
                self.near(
                    "unknown-key",
                    &name.span(),
                    name.get_ref().as_ref(),
                    asked.join(", "),
                    near,
                );
            }
        }
    }
}
