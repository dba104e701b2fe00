//! Reads a file element by element and holds one branch of it at a time.

use super::{
    Found, Rule,
    shape::{Holds, Shapes},
};
use crate::noark::codes;
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};
use std::{io::BufRead, str::FromStr as _};

/// An element with children, complete or while it is being read.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Its name.
    pub(super) name: String,
    /// Its line in the table.
    pub(super) shape: String,
    /// Texts of its children, in order.
    pub(super) values: Vec<(String, String)>,
    /// How often each child occurred, by place in the table's line.
    seen: Vec<u32>,
    last: usize,
}

impl Node {
    /// The first text of this name; empty when there is none.
    pub(super) fn value(&self, name: &str) -> &str {
        let mut named = self.values.iter().filter(|(n, _)| n == name);
        named.next().map_or("", |(_, value)| value)
    }

    /// All texts of this name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.values
            .iter()
            .filter(move |(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    }

    /// What to call it in a message: its name, and its id or else its first text.
    pub(super) fn label(&self) -> String {
        match self.values.first() {
            Some((_, id)) => format!("{} {id}", self.name),
            None => self.name.clone(),
        }
    }
}

/// Walks through a file. `ended` is called for each element with children when it ends, with its ancestors outermost
/// first; children that hold others are gone by then, so what is needed of them is noted in the ancestor's values.
/// Answers `false` when the file is no readable XML.
pub(super) fn walk(
    input: impl BufRead,
    root: &'static str,
    shapes: &Shapes,
    found: &mut Found<'_>,
    ended: &mut dyn FnMut(&Node, &mut [Node], &mut Found<'_>),
) -> bool {
    let mut reader = Reader::from_reader(input);
    let mut walk = Walk {
        shapes,
        found,
        stack: Vec::new(),
        leaf: None,
        skipping: 0,
        root: Some(root),
    };
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(error) => {
                walk.found.add(Rule::Unreadable, root, &error.to_string());
                return false;
            }
        };
        match event {
            Event::Start(start) => walk.begin(&start),
            Event::Empty(start) => {
                walk.begin(&start);
                walk.end(ended);
            }
            Event::End(_) => walk.end(ended),
            Event::Text(text) => walk.text(&text.xml10_content()),
            Event::CData(text) => walk.text(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let resolved = name.resolve_char_ref().ok().flatten().map(String::from);
                let known =
                    quick_xml::escape::resolve_predefined_entity(&name.xml10_content()).map(str::to_owned);
                walk.text(&resolved.or(known).unwrap_or_default());
            }
            Event::DocType(_) => walk.found.add(Rule::Unreadable, root, "DOCTYPE"),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    if walk.root.is_some() || !walk.stack.is_empty() {
        walk.found.add(Rule::Unreadable, root, "ends early");
        return false;
    }
    true
}

struct Walk<'w, 'f, 'p> {
    shapes: &'w Shapes,
    found: &'f mut Found<'p>,
    stack: Vec<Node>,
    leaf: Option<(String, Holds, String)>,
    /// Depth inside of what is not looked at.
    skipping: u32,
    root: Option<&'static str>,
}

impl Walk<'_, '_, '_> {
    fn begin(&mut self, start: &BytesStart<'_>) {
        let name = start.local_name().as_ref().to_owned();
        if self.skipping > 0 || self.leaf.is_some() {
            if self.leaf.is_some() && self.skipping == 0 {
                self.unexpected(&name);
            }
            self.skipping += 1;
            return;
        }
        let Some(parent) = self.stack.last_mut() else {
            if self.root.take() == Some(name.as_str()) {
                self.push(&name, &name);
            } else {
                self.found.add(Rule::ElementUnexpected, &name, "root");
                self.skipping = 1;
            }
            return;
        };
        let children = self.shapes.of(&parent.shape);
        // Names repeat nowhere in a line, so the first is the one.
        let Some((at, child)) = children.iter().enumerate().find(|(_, c)| c.name == name) else {
            self.unexpected(&name);
            self.skipping = 1;
            return;
        };
        let seen = parent.seen.get_mut(at).map_or(0, |seen| {
            *seen += 1;
            *seen
        });
        if at < parent.last || (seen > 1 && !child.many) {
            let label = parent.label();
            self.found.add(Rule::ElementOrder, &label, &name);
        } else {
            parent.last = at;
        }
        match child.holds {
            Holds::Any => {
                parent.values.push((name, String::new()));
                self.skipping = 1;
            }
            Holds::Element(shape) => {
                let xsi = start.try_get_attribute("xsi:type").ok().flatten();
                let typed = xsi.and_then(|xsi| {
                    let value = xsi.normalized_value(XmlVersion::Explicit1_0).unwrap_or_default();
                    self.shapes.typed(value.rsplit(':').next().unwrap_or_default())
                });
                self.push(&name, typed.unwrap_or(shape));
            }
            leaf => self.leaf = Some((name, leaf, String::new())),
        }
    }

    fn push(&mut self, name: &str, shape: &str) {
        self.stack.push(Node {
            name: name.to_owned(),
            shape: shape.to_owned(),
            seen: vec![0; self.shapes.of(shape).len()],
            ..Node::default()
        });
    }

    fn unexpected(&mut self, name: &str) {
        let label = self.stack.last().map_or_else(|| "root".to_owned(), Node::label);
        self.found.add(Rule::ElementUnexpected, &label, name);
    }

    fn text(&mut self, text: &str) {
        if let Some((_, _, value)) = self.leaf.as_mut().filter(|_| self.skipping == 0) {
            value.push_str(text);
        } else if self.skipping == 0 && !text.trim().is_empty() {
            self.unexpected(text.trim());
        }
    }

    fn end(&mut self, ended: &mut dyn FnMut(&Node, &mut [Node], &mut Found<'_>)) {
        if self.skipping > 0 {
            self.skipping -= 1;
        } else if let Some((name, holds, value)) = self.leaf.take() {
            if let Some(parent) = self.stack.last_mut() {
                let label = parent.label();
                leaf(&name, holds, &value, &label, self.found);
                parent.values.push((name, value));
            }
        } else if let Some(node) = self.stack.pop() {
            for (child, seen) in self.shapes.of(&node.shape).iter().zip(&node.seen) {
                if child.required && *seen == 0 {
                    self.found.add(Rule::ElementMissing, &node.label(), child.name);
                }
            }
            ended(&node, &mut self.stack, self.found);
        }
    }
}

/// Whether a text is what its element wants.
fn leaf(name: &str, holds: Holds, value: &str, parent: &str, found: &mut Found<'_>) {
    let fits = match holds {
        Holds::Id => is_uuid(value),
        Holds::Text => !value.is_empty(),
        Holds::Int => value.trim().parse::<i64>().is_ok(),
        Holds::Day => jiff::civil::Date::from_str(value.trim()).is_ok(),
        Holds::Time => instant(value).is_some(),
        Holds::Any | Holds::Element(_) => true,
    };
    if !fits {
        let rule = match holds {
            Holds::Id => Rule::IdMalformed,
            _ if value.is_empty() => Rule::ElementMissing,
            _ => Rule::ValueMalformed,
        };
        found.add(rule, parent, &format!("{name}: {value}"));
    }
    if codes::allows(name, value) == Some(false) {
        found.add(Rule::CodeUnknown, parent, &format!("{name}: {value}"));
    } else if !codes::is_final(name, value) {
        found.add(Rule::StatusOpen, parent, &format!("{name}: {value}"));
    }
}

/// An xs:dateTime as an instant; one without offset is read as UTC.
pub(super) fn instant(value: &str) -> Option<jiff::Timestamp> {
    let value = value.trim();
    jiff::Timestamp::from_str(value).ok().or_else(|| {
        let time = jiff::civil::DateTime::from_str(value)
            .ok()
            .filter(|_| value.contains('T'))?;
        time.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|z| z.timestamp())
    })
}

fn is_uuid(value: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let parts: Vec<&str> = value.split('-').collect();
    parts.len() == lengths.len()
        && parts
            .iter()
            .zip(lengths)
            .all(|(part, length)| part.len() == length && part.bytes().all(|b| b.is_ascii_hexdigit()))
}
