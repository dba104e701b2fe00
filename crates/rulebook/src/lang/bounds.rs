//! What a condition demands of single facts, whatever else holds: for finding conditions that exclude each other.

use super::eval::{Condition, Node};
use super::parse::Op;
use crate::Value;

/// One demand: the fact (or its size, when `size`) stands so to the value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bound {
    pub(crate) fact: String,
    size: bool,
    is: Is,
}

#[derive(Clone, Debug, PartialEq)]
enum Is {
    /// One of these.
    OneOf(Vec<Value>),
    /// Not this one.
    Not(Value),
    /// At least, at most.
    Between(i64, i64),
}

impl Condition {
    /// What must hold of single facts when the condition holds.
    pub(crate) fn bounds(&self) -> Vec<Bound> {
        let mut out = Vec::new();
        gather(&self.node, &mut out);
        out
    }
}

impl Bound {
    /// Whether no value meets both.
    pub(crate) fn excludes(&self, other: &Self) -> bool {
        if (&self.fact, self.size) != (&other.fact, other.size) {
            return false;
        }
        let within =
            |v: &Value, (least, most): (i64, i64)| matches!(v, Value::Int(n) if (least..=most).contains(n));
        match (&self.is, &other.is) {
            (Is::OneOf(a), Is::OneOf(b)) => !a.iter().any(|v| b.contains(v)),
            (Is::OneOf(a), Is::Not(v)) | (Is::Not(v), Is::OneOf(a)) => a.iter().all(|x| x == v),
            (Is::OneOf(a), Is::Between(x, y)) | (Is::Between(x, y), Is::OneOf(a)) => {
                !a.iter().any(|v| within(v, (*x, *y)))
            }
            (Is::Between(a, b), Is::Between(c, d)) => a.max(c) > b.min(d),
            (Is::Not(_), _) | (_, Is::Not(_)) => false,
        }
    }
}

fn gather(node: &Node, out: &mut Vec<Bound>) {
    let mut push = |subject: &Node, is: Is| {
        let (fact, size) = match subject {
            Node::Fact { name, .. } => (name, false),
            Node::Size(inner) => match inner.as_ref() {
                Node::Fact { name, .. } => (name, true),
                _ => return,
            },
            _ => return,
        };
        out.push(Bound {
            fact: fact.clone(),
            size,
            is,
        });
    };
    match node {
        Node::And(l, r) => {
            gather(l, out);
            gather(r, out);
        }
        Node::Fact { .. } => push(node, Is::OneOf(vec![Value::Bool(true)])),
        Node::Not(inner) => push(inner, Is::OneOf(vec![Value::Bool(false)])),
        Node::In(subject, values) => push(subject, Is::OneOf(values.clone())),
        Node::Compare(op, l, r) => {
            let (subject, value, op) = match (l.as_ref(), r.as_ref()) {
                (subject, Node::Fixed(value)) => (subject, value, *op),
                (Node::Fixed(value), subject) => (subject, value, mirrored(*op)),
                _ => return,
            };
            let is = match (op, value) {
                (Op::Eq, value) => Is::OneOf(vec![value.clone()]),
                (Op::Ne, value) => Is::Not(value.clone()),
                (Op::Lt, Value::Int(n)) => Is::Between(i64::MIN, n.saturating_sub(1)),
                (Op::Le, Value::Int(n)) => Is::Between(i64::MIN, *n),
                (Op::Gt, Value::Int(n)) => Is::Between(n.saturating_add(1), i64::MAX),
                (Op::Ge, Value::Int(n)) => Is::Between(*n, i64::MAX),
                _ => return,
            };
            push(subject, is);
        }
        _ => {}
    }
}

/// The comparison with its sides exchanged.
fn mirrored(op: Op) -> Op {
    match op {
        Op::Lt => Op::Gt,
        Op::Le => Op::Ge,
        Op::Gt => Op::Lt,
        Op::Ge => Op::Le,
        same => same,
    }
}
