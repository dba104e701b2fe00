//! Names and types, before anything runs: a misspelt fact or word is an error of the pack, never a quiet "no".

use super::eval::{Condition, Node};
use super::lex::Fault;
use super::parse::{Ast, AstKind, Op, parse};
use crate::Value;
use crate::vocabulary::{Entry, Type};

/// Type of an expression or a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Bool,
    Int,
    Text,
    Word(Vec<String>),
    List(&'static [Entry]),
}

impl Kind {
    pub(crate) fn of(kind: Type) -> Self {
        match kind {
            Type::Bool => Self::Bool,
            Type::Int => Self::Int,
            Type::Text => Self::Text,
            Type::Word(words) => Self::Word(words.iter().map(|w| w.word.to_owned()).collect()),
            Type::List(fields) => Self::List(fields),
        }
    }

    /// Whether a value is of this type; a word outside the enumeration counts as unknown.
    pub(crate) fn admits(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Bool, Value::Bool(_)) | (Self::Int, Value::Int(_)) | (Self::Text, Value::Text(_)) => true,
            (Self::Word(words), Value::Text(t)) => words.iter().any(|w| w == t),
            (Self::List(_), Value::List(_)) => true,
            _ => false,
        }
    }

    fn show(&self) -> &'static str {
        match self {
            Self::Bool => "true or false",
            Self::Int => "a whole number",
            Self::Text => "a text",
            Self::Word(_) => "a word",
            Self::List(_) => "a list",
        }
    }
}

/// What a name stands for.
pub(crate) enum Subject {
    /// A fact of this type.
    Fact(Kind),
    /// A value fixed when the pack loads (a parameter).
    Fixed(Value),
}

/// The names that a condition may use.
pub(crate) trait Names {
    /// What `name` stands for.
    fn subject(&self, name: &str) -> Option<Subject>;
    /// The known name nearest to `name`.
    fn nearest(&self, name: &str) -> Option<String>;
}

/// Parses and checks a condition. It must be true or false (or unknown).
pub(crate) fn compile(source: &str, names: &dyn Names) -> Result<Condition, Fault> {
    let tree = parse(source)?;
    let checker = Checker { names };
    let (node, kind) = checker.check(&tree, None)?;
    expect(&Kind::Bool, &kind, &tree)?;
    Ok(Condition { node })
}

/// The element that a macro goes through.
type Element<'a> = Option<(&'a str, &'static [Entry])>;

struct Checker<'n> {
    names: &'n dyn Names,
}

impl Checker<'_> {
    fn check(&self, ast: &Ast, element: Element<'_>) -> Result<(Node, Kind), Fault> {
        Ok(match &ast.kind {
            AstKind::Literal(value) => (Node::Fixed(value.clone()), kind_of(value, ast)?),
            AstKind::Name(name) => self.name(name, ast, element)?,
            AstKind::List(_) => {
                return Err(Fault::new(
                    "condition-type",
                    ast.at,
                    "[…]",
                    "a list only to the right of `in`",
                ));
            }
            AstKind::Not(inner) => (Node::Not(Box::new(self.truth(inner, element)?)), Kind::Bool),
            AstKind::And(l, r) => (
                Node::And(
                    Box::new(self.truth(l, element)?),
                    Box::new(self.truth(r, element)?),
                ),
                Kind::Bool,
            ),
            AstKind::Or(l, r) => (
                Node::Or(
                    Box::new(self.truth(l, element)?),
                    Box::new(self.truth(r, element)?),
                ),
                Kind::Bool,
            ),
            AstKind::Compare(op, l, r) => self.compare(*op, l, r, element)?,
            AstKind::In(needle, list) => self.within(needle, list, element)?,
            AstKind::Size(inner) => {
                let (node, kind) = self.check(inner, element)?;
                if !matches!(kind, Kind::Text | Kind::List(_)) {
                    return Err(Fault::new(
                        "condition-type",
                        inner.at,
                        kind.show(),
                        "a text or a list",
                    ));
                }
                (Node::Size(Box::new(node)), Kind::Int)
            }
            AstKind::Each {
                all,
                list,
                variable,
                body,
            } => {
                if element.is_some() {
                    return Err(Fault::new(
                        "condition-nested-macro",
                        ast.at,
                        list,
                        "one macro inside another is not allowed",
                    ));
                }
                let Some(Subject::Fact(Kind::List(fields))) = self.names.subject(list) else {
                    return Err(self.unknown(list, ast.at, "a list fact"));
                };
                if self.names.subject(variable).is_some() {
                    return Err(Fault::new(
                        "condition-variable",
                        ast.at,
                        variable,
                        "a name that is not a fact",
                    ));
                }
                let body = self.truth(body, Some((variable, fields)))?;
                (
                    Node::Each {
                        all: *all,
                        list: list.clone(),
                        body: Box::new(body),
                    },
                    Kind::Bool,
                )
            }
        })
    }

    fn truth(&self, ast: &Ast, element: Element<'_>) -> Result<Node, Fault> {
        let (node, kind) = self.check(ast, element)?;
        expect(&Kind::Bool, &kind, ast)?;
        Ok(node)
    }

    fn name(&self, name: &str, ast: &Ast, element: Element<'_>) -> Result<(Node, Kind), Fault> {
        if let Some((variable, fields)) = element {
            if name == variable {
                return Err(Fault::new(
                    "condition-type",
                    ast.at,
                    name,
                    "a field of the element",
                ));
            }
            if let Some(field) = name
                .strip_prefix(variable)
                .and_then(|rest| rest.strip_prefix('.'))
            {
                let Some(entry) = fields.iter().find(|f| f.name == field) else {
                    let nearest =
                        nearest(field, fields.iter().map(|f| f.name)).map(|f| format!("{variable}.{f}"));
                    return Err(
                        Fault::new("unknown-fact", ast.at, name, "a field of the element").near(nearest)
                    );
                };
                let kind = Kind::of(entry.kind);
                return Ok((
                    Node::Field {
                        name: entry.name,
                        kind: kind.clone(),
                    },
                    kind,
                ));
            }
        }
        match self.names.subject(name) {
            Some(Subject::Fact(kind)) => Ok((
                Node::Fact {
                    name: name.to_owned(),
                    kind: kind.clone(),
                },
                kind,
            )),
            Some(Subject::Fixed(value)) => {
                let kind = kind_of(&value, ast)?;
                Ok((Node::Fixed(value), kind))
            }
            None => Err(self.unknown(name, ast.at, "a fact of the vocabulary")),
        }
    }

    fn unknown(&self, name: &str, at: usize, expected: &str) -> Fault {
        Fault::new("unknown-fact", at, name, expected).near(self.names.nearest(name))
    }

    fn compare(&self, op: Op, l: &Ast, r: &Ast, element: Element<'_>) -> Result<(Node, Kind), Fault> {
        let (left, left_kind) = self.check(l, element)?;
        let (right, right_kind) = self.check(r, element)?;
        same(&left_kind, &right_kind, &right, r)?;
        same(&right_kind, &left_kind, &left, l)?;
        let ordered = !matches!(op, Op::Eq | Op::Ne);
        if matches!(left_kind, Kind::List(_)) || (ordered && left_kind != Kind::Int) {
            let expected = if ordered {
                "whole numbers on both sides"
            } else {
                "something other than a list"
            };
            return Err(Fault::new("condition-type", l.at, left_kind.show(), expected));
        }
        Ok((Node::Compare(op, Box::new(left), Box::new(right)), Kind::Bool))
    }

    fn within(&self, needle: &Ast, list: &Ast, element: Element<'_>) -> Result<(Node, Kind), Fault> {
        let (node, kind) = self.check(needle, element)?;
        let AstKind::List(items) = &list.kind else {
            return Err(Fault::new(
                "condition-type",
                list.at,
                "in",
                "a list of literals, [ … ]",
            ));
        };
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            let (Node::Fixed(value), item_kind) = self.check(item, element)? else {
                return Err(Fault::new(
                    "condition-type",
                    item.at,
                    "in",
                    "literals in the list",
                ));
            };
            same(&kind, &item_kind, &Node::Fixed(value.clone()), item)?;
            values.push(value);
        }
        Ok((Node::In(Box::new(node), values), Kind::Bool))
    }
}

fn kind_of(value: &Value, ast: &Ast) -> Result<Kind, Fault> {
    match value {
        Value::Bool(_) => Ok(Kind::Bool),
        Value::Int(_) => Ok(Kind::Int),
        Value::Text(_) => Ok(Kind::Text),
        Value::List(_) | Value::Map(_) => Err(Fault::new("condition-type", ast.at, "list", "a single value")),
    }
}

fn expect(wanted: &Kind, found: &Kind, ast: &Ast) -> Result<(), Fault> {
    if wanted == found {
        Ok(())
    } else {
        Err(Fault::new("condition-type", ast.at, found.show(), wanted.show()))
    }
}

/// Whether `found` may stand beside `wanted`; a literal beside an enumeration must be one of its words.
fn same(wanted: &Kind, found: &Kind, node: &Node, ast: &Ast) -> Result<(), Fault> {
    match (wanted, found, node) {
        (Kind::Word(words), Kind::Text, Node::Fixed(Value::Text(word))) => {
            if words.contains(word) {
                return Ok(());
            }
            let near = nearest(word, words.iter().map(String::as_str));
            Err(Fault::new("unknown-word", ast.at, word, words.join(", ")).near(near))
        }
        (Kind::Text, Kind::Word(_), _) => Ok(()),
        _ => expect(wanted, found, ast),
    }
}

/// The candidate most like `name`, when one is like enough to be meant.
pub(crate) fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    candidates
        .map(|c| (strsim::jaro_winkler(name, c), c))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, c)| c.to_owned())
}
