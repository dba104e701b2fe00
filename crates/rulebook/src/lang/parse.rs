//! Tokens to a tree, by precedence climbing (Pratt). Precedence as in CEL: `||`, `&&`, comparisons and `in`, `!`.

use super::lex::{Fault, Token, lex};
use super::{MAX_DEPTH, MAX_LENGTH, MAX_NODES};
use crate::Value;

/// A tree as written; `at` is the byte offset for messages.
#[derive(Clone, Debug)]
pub(super) struct Ast {
    pub(super) at: usize,
    pub(super) kind: AstKind,
}

#[derive(Clone, Debug)]
pub(super) enum AstKind {
    Literal(Value),
    /// A dotted name: `post.media`, `m.alt`.
    Name(String),
    List(Vec<Ast>),
    Not(Box<Ast>),
    And(Box<Ast>, Box<Ast>),
    Or(Box<Ast>, Box<Ast>),
    Compare(Op, Box<Ast>, Box<Ast>),
    In(Box<Ast>, Box<Ast>),
    Size(Box<Ast>),
    /// `list.all(variable, body)` or `list.exists(variable, body)`.
    Each {
        all: bool,
        list: String,
        variable: String,
        body: Box<Ast>,
    },
}

/// Comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

impl Op {
    fn of(sign: &str) -> Option<Self> {
        Some(match sign {
            "==" => Self::Eq,
            "!=" => Self::Ne,
            "<" => Self::Lt,
            "<=" => Self::Le,
            ">" => Self::Gt,
            ">=" => Self::Ge,
            _ => return None,
        })
    }
}

pub(super) fn parse(source: &str) -> Result<Ast, Fault> {
    if source.len() > MAX_LENGTH {
        return Err(Fault::new(
            "condition-too-long",
            0,
            source.len().to_string(),
            format!("at most {MAX_LENGTH} bytes"),
        ));
    }
    let mut parser = Parser {
        tokens: lex(source)?,
        place: 0,
        nodes: 0,
    };
    let tree = parser.expression(0, 0)?;
    match parser.peek() {
        (Token::End, _) => Ok(tree),
        (token, at) => Err(Fault::new(
            "condition-syntax",
            at,
            token.show(),
            "an operator or the end of the condition",
        )),
    }
}

struct Parser {
    tokens: Vec<(Token, usize)>,
    place: usize,
    nodes: usize,
}

impl Parser {
    fn peek(&self) -> (Token, usize) {
        self.tokens
            .get(self.place)
            .or(self.tokens.last())
            .cloned()
            .unwrap_or((Token::End, 0))
    }

    fn next(&mut self) -> (Token, usize) {
        let token = self.peek();
        self.place = self.place.saturating_add(1);
        token
    }

    fn eat(&mut self, sign: &'static str) -> bool {
        let found = matches!(self.peek().0, Token::Sign(s) if s == sign);
        if found {
            self.next();
        }
        found
    }

    fn want(&mut self, sign: &'static str) -> Result<(), Fault> {
        let (token, at) = self.peek();
        if self.eat(sign) {
            Ok(())
        } else {
            Err(Fault::new(
                "condition-syntax",
                at,
                token.show(),
                format!("`{sign}`"),
            ))
        }
    }

    fn node(&mut self, at: usize, kind: AstKind) -> Result<Ast, Fault> {
        self.nodes = self.nodes.saturating_add(1);
        if self.nodes > MAX_NODES {
            return Err(Fault::new(
                "condition-too-large",
                at,
                self.nodes.to_string(),
                format!("at most {MAX_NODES} parts"),
            ));
        }
        Ok(Ast { at, kind })
    }

    fn expression(&mut self, least: u8, depth: usize) -> Result<Ast, Fault> {
        let (_, at) = self.peek();
        if depth > MAX_DEPTH {
            return Err(Fault::new(
                "condition-too-deep",
                at,
                depth.to_string(),
                format!("at most {MAX_DEPTH} levels"),
            ));
        }
        let mut left = self.prefix(depth)?;
        loop {
            let (token, at) = self.peek();
            let (binding, word) = match &token {
                Token::Sign("||") => (1, "||"),
                Token::Sign("&&") => (2, "&&"),
                Token::Sign(s) if Op::of(s).is_some() => (3, *s),
                Token::Name(n) if n == "in" => (3, "in"),
                _ => return Ok(left),
            };
            if binding <= least {
                return Ok(left);
            }
            self.next();
            let right = self.expression(binding, depth.saturating_add(1))?;
            let (left_box, right_box) = (Box::new(left), Box::new(right));
            let kind = match word {
                "||" => AstKind::Or(left_box, right_box),
                "&&" => AstKind::And(left_box, right_box),
                "in" => AstKind::In(left_box, right_box),
                sign => AstKind::Compare(Op::of(sign).unwrap_or(Op::Eq), left_box, right_box),
            };
            left = self.node(at, kind)?;
        }
    }

    fn prefix(&mut self, depth: usize) -> Result<Ast, Fault> {
        let (token, at) = self.next();
        let deeper = depth.saturating_add(1);
        match token {
            Token::Sign("!") => {
                if deeper > MAX_DEPTH {
                    return Err(Fault::new(
                        "condition-too-deep",
                        at,
                        "!",
                        format!("at most {MAX_DEPTH} levels"),
                    ));
                }
                let inner = self.prefix(deeper)?;
                self.node(at, AstKind::Not(Box::new(inner)))
            }
            Token::Sign("(") => {
                let inner = self.expression(0, deeper)?;
                self.want(")")?;
                Ok(inner)
            }
            Token::Sign("[") => {
                let mut items = Vec::new();
                if !self.eat("]") {
                    loop {
                        items.push(self.expression(3, deeper)?);
                        if !self.eat(",") {
                            break;
                        }
                    }
                    self.want("]")?;
                }
                self.node(at, AstKind::List(items))
            }
            Token::Sign("-") => match self.next() {
                (Token::Int(i), _) => self.node(at, AstKind::Literal(Value::Int(-i))),
                (other, at) => Err(Fault::new("condition-syntax", at, other.show(), "a whole number")),
            },
            Token::Int(i) => self.node(at, AstKind::Literal(Value::Int(i))),
            Token::Text(t) => self.node(at, AstKind::Literal(Value::Text(t))),
            Token::Name(n) if n == "true" || n == "false" => {
                self.node(at, AstKind::Literal(Value::Bool(n == "true")))
            }
            Token::Name(n) if n == "size" && self.peek().0 == Token::Sign("(") => {
                self.want("(")?;
                let inner = self.expression(0, deeper)?;
                self.want(")")?;
                self.node(at, AstKind::Size(Box::new(inner)))
            }
            Token::Name(n) if n != "in" => self.name(n, at, deeper),
            other => Err(Fault::new(
                "condition-syntax",
                at,
                other.show(),
                "a fact, a literal, `!` or `(`",
            )),
        }
    }

    /// A dotted name, or a macro over a list when its last part is followed by `(`.
    fn name(&mut self, first: String, at: usize, depth: usize) -> Result<Ast, Fault> {
        let mut path = first;
        while self.eat(".") {
            let (token, here) = self.next();
            let Token::Name(part) = token else {
                return Err(Fault::new(
                    "condition-syntax",
                    here,
                    token.show(),
                    "a name after `.`",
                ));
            };
            if !self.eat("(") {
                path.push('.');
                path.push_str(&part);
                continue;
            }
            let all = match part.as_str() {
                "all" => true,
                "exists" => false,
                _ => return Err(Fault::new("condition-macro", here, part, "all or exists")),
            };
            let (token, here) = self.next();
            let Token::Name(variable) = token else {
                return Err(Fault::new(
                    "condition-syntax",
                    here,
                    token.show(),
                    "a name for the element",
                ));
            };
            self.want(",")?;
            let body = Box::new(self.expression(0, depth)?);
            self.want(")")?;
            return self.node(
                at,
                AstKind::Each {
                    all,
                    list: path,
                    variable,
                    body,
                },
            );
        }
        self.node(at, AstKind::Name(path))
    }
}
