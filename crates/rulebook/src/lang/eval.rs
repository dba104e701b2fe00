//! Running a condition: Kleene's three values. What is unknown stays unknown unless the rest decides.

use super::check::Kind;
use super::parse::Op;
use crate::decision::FactRead;
use crate::{FactSource, Facts, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A condition, parsed and checked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Condition {
    pub(super) node: Node,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Fixed(Value),
    Fact {
        name: String,
        kind: Kind,
    },
    /// A field of the element that the macro around is at.
    Field {
        name: &'static str,
        kind: Kind,
    },
    Not(Box<Node>),
    And(Box<Node>, Box<Node>),
    Or(Box<Node>, Box<Node>),
    Compare(Op, Box<Node>, Box<Node>),
    In(Box<Node>, Vec<Value>),
    Size(Box<Node>),
    Each {
        all: bool,
        list: String,
        body: Box<Node>,
    },
}

/// Kleene's three values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Truth {
    True,
    False,
    Unknown,
}

impl From<bool> for Truth {
    fn from(b: bool) -> Self {
        if b { Self::True } else { Self::False }
    }
}

/// Facts that were read, in order, each once.
#[derive(Debug, Default)]
pub(crate) struct Reads(pub(crate) Vec<FactRead>);

impl Reads {
    fn note(&mut self, name: String, value: Option<Value>, source: Option<&FactSource>) {
        if self.0.iter().all(|r| r.name != name) {
            self.0.push(FactRead {
                name,
                value,
                source: source.cloned(),
            });
        }
    }

    /// Forgets unknown facts noted since `mark`: the rest decided without them.
    pub(crate) fn settle(&mut self, mark: usize) {
        let tail = self.0.split_off(mark.min(self.0.len()));
        self.0.extend(tail.into_iter().filter(|r| r.value.is_some()));
    }
}

/// What a condition runs in.
pub(crate) struct Env<'f> {
    pub(crate) facts: &'f Facts,
    pub(crate) reads: Reads,
    pub(super) element: Option<(&'f BTreeMap<String, Value>, String, &'f FactSource)>,
}

impl<'f> Env<'f> {
    pub(crate) fn new(facts: &'f Facts) -> Self {
        Self {
            facts,
            reads: Reads::default(),
            element: None,
        }
    }

    /// Reads a fact of type `kind`, and notes it.
    pub(crate) fn fact(&mut self, name: &str, kind: &Kind) -> Option<&'f Value> {
        let known = self.facts.get(name).filter(|f| kind.admits(&f.value));
        let shown = known.map(|f| match &f.value {
            Value::List(items) => Value::Int(i64::try_from(items.len()).unwrap_or(i64::MAX)),
            other => other.clone(),
        });
        self.reads.note(name.to_owned(), shown, known.map(|f| &f.source));
        known.map(|f| &f.value)
    }

    fn field(&mut self, name: &str, kind: &Kind) -> Option<&'f Value> {
        let (fields, prefix, source) = self.element.as_ref()?;
        let known = fields.get(name).filter(|v| kind.admits(v));
        self.reads
            .note(format!("{prefix}.{name}"), known.cloned(), known.map(|_| *source));
        known
    }
}

impl Condition {
    /// Runs it.
    pub(crate) fn run<'v>(&'v self, env: &mut Env<'v>) -> Truth {
        self.node.truth(env)
    }
}

impl Node {
    pub(super) fn truth<'v>(&'v self, env: &mut Env<'v>) -> Truth {
        let mark = env.reads.0.len();
        match self {
            Self::Not(inner) => match inner.truth(env) {
                Truth::True => Truth::False,
                Truth::False => Truth::True,
                Truth::Unknown => Truth::Unknown,
            },
            Self::And(l, r) => junction(l, r, Truth::False, env),
            Self::Or(l, r) => junction(l, r, Truth::True, env),
            Self::Each { all, list, body } => {
                let Some(Value::List(items)) = env.fact(list, &Kind::List(&[])) else {
                    return Truth::Unknown;
                };
                let Some(source) = env.facts.get(list).map(|f| &f.source) else {
                    return Truth::Unknown;
                };
                let decisive = Truth::from(!*all);
                let mut result = Truth::from(*all);
                for (i, item) in items.iter().enumerate() {
                    let Value::Map(fields) = item else {
                        result = Truth::Unknown;
                        continue;
                    };
                    let id = match fields.get("id") {
                        Some(Value::Text(id)) => id.clone(),
                        _ => i.to_string(),
                    };
                    env.element = Some((fields, format!("{list}[{id}]"), source));
                    let found = body.truth(env);
                    env.element = None;
                    if found == decisive {
                        env.reads.settle(mark);
                        return decisive;
                    }
                    if found == Truth::Unknown {
                        result = Truth::Unknown;
                    }
                }
                result
            }
            other => match other.value(env).as_deref() {
                Some(Value::Bool(b)) => Truth::from(*b),
                _ => Truth::Unknown,
            },
        }
    }

    fn value<'v>(&'v self, env: &mut Env<'v>) -> Option<Cow<'v, Value>> {
        match self {
            Self::Fixed(value) => Some(Cow::Borrowed(value)),
            Self::Fact { name, kind } => env.fact(name, kind).map(Cow::Borrowed),
            Self::Field { name, kind } => env.field(name, kind).map(Cow::Borrowed),
            Self::Size(inner) => {
                let size = match inner.value(env)?.as_ref() {
                    Value::Text(t) => t.chars().count(),
                    Value::List(items) => items.len(),
                    _ => return None,
                };
                Some(Cow::Owned(Value::Int(i64::try_from(size).unwrap_or(i64::MAX))))
            }
            Self::Compare(op, l, r) => {
                let (left, right) = (l.value(env), r.value(env));
                let (left, right) = (left?, right?);
                let order = match (left.as_ref(), right.as_ref()) {
                    (Value::Int(a), Value::Int(b)) => a.cmp(b),
                    (Value::Text(a), Value::Text(b)) => a.cmp(b),
                    (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
                    _ => return None,
                };
                Some(Cow::Owned(Value::Bool(match op {
                    Op::Eq => order.is_eq(),
                    Op::Ne => order.is_ne(),
                    Op::Lt => order.is_lt(),
                    Op::Le => order.is_le(),
                    Op::Gt => order.is_gt(),
                    Op::Ge => order.is_ge(),
                })))
            }
            Self::In(needle, values) => {
                let value = needle.value(env)?;
                Some(Cow::Owned(Value::Bool(values.contains(value.as_ref()))))
            }
            Self::Not(_) | Self::And(..) | Self::Or(..) | Self::Each { .. } => match self.truth(env) {
                Truth::True => Some(Cow::Owned(Value::Bool(true))),
                Truth::False => Some(Cow::Owned(Value::Bool(false))),
                Truth::Unknown => None,
            },
        }
    }
}

/// `&&` when `decisive` is false, `||` when it is true: one decisive side decides, whatever the other is.
fn junction<'v>(l: &'v Node, r: &'v Node, decisive: Truth, env: &mut Env<'v>) -> Truth {
    let mark = env.reads.0.len();
    let left = l.truth(env);
    if left == decisive {
        return decisive;
    }
    let right = r.truth(env);
    if right == decisive {
        env.reads.settle(mark);
        return decisive;
    }
    if left == Truth::Unknown { left } else { right }
}
