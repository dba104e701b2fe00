//! The atoms of a condition, each looked at for itself: what its scenarios must have seen true, false and unknown.

use super::check::Kind;
use super::eval::{Condition, Env, Node, Truth};
use super::parse::Op;
use crate::{FactSource, Facts, Value};
use std::collections::BTreeMap;

/// How the names of lists of findings end.
const FINDINGS: &str = ".findings";

/// A comparison or a fact that `!`, `&&`, `||`, `all` and `exists` join.
#[derive(Debug)]
pub(crate) struct Leaf<'c> {
    pub(crate) node: &'c Node,
    /// The list whose elements the leaf is about.
    pub(crate) list: Option<&'c str>,
}

impl Condition {
    /// Its leaves from left to right, each once. What holds no fact (a parameter compared with a number) is none.
    pub(crate) fn leaves(&self) -> Vec<Leaf<'_>> {
        let mut out = Vec::new();
        gather(&self.node, None, &mut out);
        let mut texts: Vec<String> = Vec::new();
        out.retain(|leaf| {
            let text = leaf.text();
            let new = !texts.contains(&text);
            texts.push(text);
            new
        });
        out
    }
}

impl Condition {
    /// Whether a finding with these fields, in a list of findings, can make a difference to how it comes out.
    pub(crate) fn heeds(&self, finding: &BTreeMap<String, Value>) -> bool {
        heeds(&self.node, finding)
    }
}

fn heeds(node: &Node, finding: &BTreeMap<String, Value>) -> bool {
    match node {
        Node::Fixed(_) | Node::Field { .. } => false,
        // Its length is asked for: every finding counts.
        Node::Fact { name, .. } => name.ends_with(FINDINGS),
        Node::Not(inner) | Node::Size(inner) | Node::In(inner, _) => heeds(inner, finding),
        Node::And(l, r) | Node::Or(l, r) | Node::Compare(_, l, r) => heeds(l, finding) || heeds(r, finding),
        Node::Each { all, list, body } if list.ends_with(FINDINGS) => {
            let nothing = Facts::new();
            let mut env = Env::new(&nothing);
            env.element = Some((finding, list.clone(), &FactSource::Register));
            body.truth(&mut env) != Truth::from(*all)
        }
        Node::Each { body, .. } => heeds(body, finding),
    }
}

fn gather<'c>(node: &'c Node, list: Option<&'c str>, out: &mut Vec<Leaf<'c>>) {
    match node {
        Node::Not(inner) => gather(inner, list, out),
        Node::And(l, r) | Node::Or(l, r) => {
            gather(l, list, out);
            gather(r, list, out);
        }
        Node::Each { list, body, .. } => gather(body, Some(list), out),
        leaf if reads(leaf) => out.push(Leaf { node: leaf, list }),
        _ => {}
    }
}

/// Whether any fact is in it.
fn reads(node: &Node) -> bool {
    match node {
        Node::Fact { .. } | Node::Field { .. } | Node::Each { .. } => true,
        Node::Fixed(_) => false,
        Node::Not(inner) | Node::Size(inner) | Node::In(inner, _) => reads(inner),
        Node::And(l, r) | Node::Or(l, r) | Node::Compare(_, l, r) => reads(l) || reads(r),
    }
}

impl Leaf<'_> {
    /// What it comes out as with `facts`; of a list's leaf once for each element. Over an unknown list it is unknown.
    pub(crate) fn seen(&self, facts: &Facts) -> Vec<Truth> {
        let mut env = Env::new(facts);
        let Some(list) = self.list else {
            return vec![self.node.truth(&mut env)];
        };
        let Some(fact) = facts.get(list).filter(|f| Kind::List(&[]).admits(&f.value)) else {
            return vec![Truth::Unknown];
        };
        let Value::List(items) = &fact.value else {
            return vec![Truth::Unknown];
        };
        items
            .iter()
            .map(|item| match item {
                Value::Map(fields) => {
                    env.element = Some((fields, String::new(), &fact.source));
                    self.node.truth(&mut env)
                }
                _ => Truth::Unknown,
            })
            .collect()
    }

    /// It, as conditions are written; parameters as their values, a list's element as `LIST[]`.
    pub(crate) fn text(&self) -> String {
        show(self.node, self.list.unwrap_or_default())
    }
}

fn show(node: &Node, list: &str) -> String {
    let both = |l: &Node, sign: &str, r: &Node| format!("{} {sign} {}", show(l, list), show(r, list));
    match node {
        Node::Fixed(value) => literal(value),
        Node::Fact { name, .. } => name.clone(),
        Node::Field { name, .. } => format!("{list}[].{name}"),
        Node::Not(inner) => format!("!({})", show(inner, list)),
        Node::And(l, r) => both(l, "&&", r),
        Node::Or(l, r) => both(l, "||", r),
        Node::Compare(op, l, r) => both(l, sign(*op), r),
        Node::In(inner, values) => {
            let values: Vec<_> = values.iter().map(literal).collect();
            format!("{} in [{}]", show(inner, list), values.join(", "))
        }
        Node::Size(inner) => format!("size({})", show(inner, list)),
        Node::Each { all, list, body } => {
            let word = if *all { "all" } else { "exists" };
            format!("{list}.{word}({})", show(body, list))
        }
    }
}

fn literal(value: &Value) -> String {
    match value {
        Value::Bool(b) => b.to_string(),
        Value::Int(i) => i.to_string(),
        Value::Text(t) => format!("'{t}'"),
        Value::List(_) | Value::Map(_) => String::new(),
    }
}

pub(super) fn sign(op: Op) -> &'static str {
    match op {
        Op::Eq => "==",
        Op::Ne => "!=",
        Op::Lt => "<",
        Op::Le => "<=",
        Op::Gt => ">",
        Op::Ge => ">=",
    }
}
