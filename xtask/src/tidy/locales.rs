//! Locale files (Fluent, crates/web/locales/LOCALE/*.ftl): `nb` is the source, the others have the same messages with
//! the same placeables, and every key that templates and errors use exists.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::Result;
use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};

use super::{Problems, relative};
use crate::places;

const SOURCE: &str = "nb";
const OTHERS: &[&str] = &["nn", "sv", "en"];

/// Message id (with `.attribute` for attributes) to the variables, terms and messages it names.
type Messages = BTreeMap<String, BTreeSet<String>>;

pub fn check(root: &Path) -> Result<Problems> {
    let locales = root.join("crates").join("web").join("locales");
    let mut problems = Problems::new();
    let source = read(root, &locales.join(SOURCE), &mut problems)?;
    for other in OTHERS {
        let messages = read(root, &locales.join(other), &mut problems)?;
        problems.extend(differences(other, &source, &messages));
    }
    let used = used(root)?;
    problems.extend(
        used.into_iter()
            .filter(|(key, _)| !source.contains_key(key))
            .map(|(key, place)| format!("{place} uses {key}, which {SOURCE} does not have")),
    );
    Ok(problems)
}

fn read(root: &Path, folder: &Path, problems: &mut Problems) -> Result<Messages> {
    let mut messages = Messages::new();
    for file in places::files(folder, &|file| places::has_extension(file, "ftl"))? {
        parse(
            &relative(root, &file),
            &fs::read_to_string(&file)?,
            &mut messages,
            problems,
        );
    }
    Ok(messages)
}

fn parse(name: &str, text: &str, messages: &mut Messages, problems: &mut Problems) {
    let resource = match parser::parse(text) {
        Ok(resource) => resource,
        Err((resource, errors)) => {
            for error in errors {
                let line = text.get(..error.pos.start).unwrap_or(text).lines().count().max(1);
                problems.push(format!("{name}:{line}: {}", error.kind));
            }
            resource
        }
    };
    let mut add = |id: String, pattern: &Pattern<&str>| {
        let mut named = BTreeSet::new();
        in_pattern(pattern, &mut named);
        if messages.insert(id.clone(), named).is_some() {
            problems.push(format!("{name}: {id} is there twice"));
        }
    };
    for entry in &resource.body {
        let (id, value, attributes) = match entry {
            Entry::Message(message) => (
                message.id.name.to_owned(),
                message.value.as_ref(),
                &message.attributes,
            ),
            Entry::Term(term) => (format!("-{}", term.id.name), Some(&term.value), &term.attributes),
            _ => continue,
        };
        if let Some(value) = value {
            add(id.clone(), value);
        }
        for attribute in attributes {
            add(format!("{id}.{}", attribute.id.name), &attribute.value);
        }
    }
}

fn in_pattern(pattern: &Pattern<&str>, named: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, named);
        }
    }
}

fn in_expression(expression: &Expression<&str>, named: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, named),
        Expression::Select { selector, variants } => {
            in_inline(selector, named);
            variants
                .iter()
                .for_each(|variant| in_pattern(&variant.value, named));
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, named: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            named.insert(format!("${}", id.name));
        }
        InlineExpression::MessageReference { id, .. } => {
            named.insert(id.name.to_owned());
        }
        InlineExpression::TermReference { id, .. } => {
            named.insert(format!("-{}", id.name));
        }
        InlineExpression::FunctionReference { arguments, .. } => {
            arguments
                .positional
                .iter()
                .for_each(|argument| in_inline(argument, named));
        }
        InlineExpression::Placeable { expression } => in_expression(expression, named),
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
    }
}

fn differences(other: &str, source: &Messages, messages: &Messages) -> Problems {
    let mut problems = Problems::new();
    for (id, named) in source {
        match messages.get(id) {
            None => problems.push(format!("{other} lacks {id}")),
            Some(theirs) if theirs != named => {
                problems.push(format!(
                    "{other} names {theirs:?} in {id}, {SOURCE} names {named:?}"
                ));
            }
            Some(_) => {}
        }
    }
    let extra = messages.keys().filter(|id| !source.contains_key(*id));
    problems.extend(extra.map(|id| format!("{other} has {id}, which {SOURCE} does not have")));
    problems
}

/// Keys in templates (`t("key"`) and the keys of errors, with the place where each was seen first.
fn used(root: &Path) -> Result<BTreeMap<String, String>> {
    let mut used = BTreeMap::new();
    let templates = root.join("crates").join("web").join("templates");
    for file in places::files(&templates, &|_| true)? {
        for key in in_template(&fs::read_to_string(&file)?) {
            used.entry(key).or_insert_with(|| relative(root, &file));
        }
    }
    for file in places::files(&root.join("crates"), &|file| places::has_extension(file, "rs"))? {
        let name = relative(root, &file);
        if !name.contains("/src/") {
            continue;
        }
        let source = fs::read_to_string(&file)?;
        let errors = error_keys(&source).into_iter().map(|key| format!("error-{key}"));
        let finding = finding(&name, &source).map(|key| format!("finding-{key}"));
        for key in errors.chain(finding) {
            used.entry(key).or_insert_with(|| name.clone());
        }
    }
    Ok(used)
}

/// Whole keys only: `t("state-" ~ state)` is built at run time and covered by the test that renders every template.
fn in_template(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for (at, _) in text.match_indices("t(") {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '.') {
            continue;
        }
        let Some(rest) = text.get(at.saturating_add(2)..) else {
            continue;
        };
        let rest = rest.trim_start();
        let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            continue;
        };
        let mut parts = rest.trim_start_matches(quote).splitn(2, quote);
        if let (Some(key), Some(after)) = (parts.next(), parts.next())
            && !after.trim_start().starts_with(['~', '+'])
        {
            keys.push(key.to_owned());
        }
    }
    keys
}

/// What a detector's findings are called: the `name: "…"` after its `code: "…"`.
fn finding<'a>(file: &str, source: &'a str) -> Option<&'a str> {
    let from_code = source.split_once("code: \"")?.1;
    let name = from_code.split_once("name: \"")?.1.split('"').next()?;
    file.starts_with("crates/detect/").then_some(name)
}

/// The text literals of every `fn key(&self) -> &'static str { match … }`: what an error is called.
fn error_keys(source: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let mut depth = None;
    for line in source.lines() {
        let code = line.split("//").next().unwrap_or_default();
        if depth.is_none() && code.contains("fn key(&self) -> &'static str") {
            depth = Some(0_i32);
        }
        let Some(open) = depth.as_mut() else { continue };
        let before = *open;
        for c in code.chars() {
            match c {
                '{' => *open = open.saturating_add(1),
                '}' => *open = open.saturating_sub(1),
                _ => {}
            }
        }
        if let Some((_, value)) = code.split_once("=>")
            && let Some(key) = value.split('"').nth(1)
        {
            keys.push(key.to_owned());
        }
        if before > 0 && *open == 0 {
            depth = None;
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> (Messages, Problems) {
        let (mut messages, mut problems) = (Messages::new(), Problems::new());
        parse("nb/x.ftl", text, &mut messages, &mut problems);
        (messages, problems)
    }

    #[test]
    fn a_missing_message_and_another_placeable_are_seen() {
        let (source, problems) =
            messages("hello = Hei, { $name }\nmany = { $n ->\n    [one] en\n   *[other] { $n }\n }\n");
        assert!(problems.is_empty());
        let (same, _) = messages("hello = Hej { $name }!\nmany = { $n }\n");
        assert!(differences("sv", &source, &same).is_empty());
        let (bad, _) = messages("hello = Hej { $nam }\nmore = x\n");
        let found = differences("sv", &source, &bad);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found.iter().any(|problem| problem.contains("lacks many")));
    }

    #[test]
    fn what_is_no_fluent_and_what_comes_twice_is_seen() {
        assert_eq!(messages("fine = x\nthis is no message\n").1.len(), 1);
        assert_eq!(messages("a = x\na = y\n").1, ["nb/x.ftl: a is there twice"]);
    }

    #[test]
    fn keys_in_templates_are_found() {
        let text = r#"{{ t("inbox-title") }} {{ t('due', n=3) }} {{ format("x") }} {{ t("state-" ~ s) }} {{ t(key) }}"#;
        assert_eq!(in_template(text), ["inbox-title", "due"]);
    }

    #[test]
    fn a_detectors_finding_is_found() {
        let source = "static RULE: Rule = Rule {\n code: \"TXT004\",\n name: \"email-address\",\n";
        assert_eq!(
            finding("crates/detect/src/text/a.rs", source),
            Some("email-address")
        );
        assert_eq!(finding("crates/app/src/a.rs", source), None);
    }

    #[test]
    fn keys_of_errors_are_found() {
        let source = "impl E {\n    pub fn key(&self) -> &'static str {\n        match self {\n            Self::A => \"approver-is-author\",\n            Self::B { .. } => \"too-long\",\n        }\n    }\n    fn other() { x => \"no\" }\n}";
        assert_eq!(error_keys(source), ["approver-is-author", "too-long"]);
    }
}
