//! Characters to tokens.

/// What is wrong with a condition, and where in it (byte offset).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Stable key.
    pub key: &'static str,
    /// Byte offset in the condition.
    pub at: usize,
    /// The thing that is wrong.
    pub subject: String,
    /// What was expected.
    pub expected: String,
    /// The nearest known name.
    pub nearest: Option<String>,
}

impl Fault {
    pub(crate) fn new(
        key: &'static str,
        at: usize,
        subject: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        Self {
            key,
            at,
            subject: subject.into(),
            expected: expected.into(),
            nearest: None,
        }
    }

    pub(crate) fn near(mut self, nearest: Option<String>) -> Self {
        self.nearest = nearest;
        self
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Name(String),
    Int(i64),
    Text(String),
    Sign(&'static str),
    End,
}

impl Token {
    pub(super) fn show(&self) -> String {
        match self {
            Self::Name(n) => n.clone(),
            Self::Int(i) => i.to_string(),
            Self::Text(t) => format!("'{t}'"),
            Self::Sign(s) => (*s).to_owned(),
            Self::End => "end of condition".to_owned(),
        }
    }
}

/// Signs, longer ones before their beginnings.
const SIGNS: &[&str] = &[
    "&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "(", ")", "[", "]", ",", ".", "-",
];

pub(super) fn lex(source: &str) -> Result<Vec<(Token, usize)>, Fault> {
    let mut tokens = Vec::new();
    let mut chars = source.char_indices().peekable();
    while let Some(&(at, c)) = chars.peek() {
        if c.is_whitespace() {
            chars.next();
        } else if c.is_ascii_alphabetic() || c == '_' {
            let mut name = String::new();
            while let Some((_, c)) = chars.next_if(|(_, c)| c.is_ascii_alphanumeric() || *c == '_') {
                name.push(c);
            }
            tokens.push((Token::Name(name), at));
        } else if c.is_ascii_digit() {
            let mut digits = String::new();
            while let Some((_, c)) = chars.next_if(|(_, c)| c.is_ascii_digit()) {
                digits.push(c);
            }
            let number = digits
                .parse()
                .map_err(|_| Fault::new("condition-number", at, &*digits, "a whole number below 2^63"))?;
            tokens.push((Token::Int(number), at));
        } else if c == '\'' || c == '"' {
            chars.next();
            tokens.push((Token::Text(text(&mut chars, c, at)?), at));
        } else {
            let rest = source.get(at..).unwrap_or_default();
            let Some(sign) = SIGNS.iter().find(|s| rest.starts_with(**s)) else {
                return Err(Fault::new(
                    "condition-character",
                    at,
                    c.to_string(),
                    "a name, a literal or an operator",
                ));
            };
            for _ in 0..sign.len() {
                chars.next();
            }
            tokens.push((Token::Sign(sign), at));
        }
    }
    tokens.push((Token::End, source.len()));
    Ok(tokens)
}

/// The rest of a text after its opening `quote`. Only `\\`, `\'`, `\"` and `\n` are escapes.
fn text(chars: &mut impl Iterator<Item = (usize, char)>, quote: char, at: usize) -> Result<String, Fault> {
    let mut out = String::new();
    while let Some((here, c)) = chars.next() {
        match c {
            c if c == quote => return Ok(out),
            '\n' => break,
            '\\' => match chars.next() {
                Some((_, c @ ('\\' | '\'' | '"'))) => out.push(c),
                Some((_, 'n')) => out.push('\n'),
                _ => {
                    return Err(Fault::new(
                        "condition-escape",
                        here,
                        "\\",
                        "one of \\\\ \\' \\\" \\n",
                    ));
                }
            },
            c => out.push(c),
        }
    }
    Err(Fault::new(
        "condition-text",
        at,
        quote.to_string(),
        "a closing quote",
    ))
}
