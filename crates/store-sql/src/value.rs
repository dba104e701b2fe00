//! Values in and out of statements. NULL carries its type, which PostgreSQL insists on.

use model::{Id, Millis};
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use std::borrow::Cow;
use store::{Result, StoreError};

/// A parameter of a statement.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// Text or NULL.
    Text(Option<String>),
    /// 64-bit integer or NULL.
    Int(Option<i64>),
    /// Bytes or NULL.
    Bytes(Option<Vec<u8>>),
}

/// A text as both databases hold it: PostgreSQL has no character zero, so U+FFFD stands for it.
pub(crate) fn storable(text: &str) -> Cow<'_, str> {
    if text.contains('\0') {
        Cow::Owned(text.replace('\0', "\u{FFFD}"))
    } else {
        Cow::Borrowed(text)
    }
}

impl From<&str> for Value {
    fn from(v: &str) -> Self {
        Self::Text(Some(storable(v).into_owned()))
    }
}
impl From<String> for Value {
    fn from(v: String) -> Self {
        Self::from(v.as_str())
    }
}
impl From<&String> for Value {
    fn from(v: &String) -> Self {
        Self::from(v.as_str())
    }
}
impl From<Option<String>> for Value {
    fn from(v: Option<String>) -> Self {
        Self::Text(v.map(|v| storable(&v).into_owned()))
    }
}
impl From<i64> for Value {
    fn from(v: i64) -> Self {
        Self::Int(Some(v))
    }
}
impl From<bool> for Value {
    fn from(v: bool) -> Self {
        Self::Int(Some(i64::from(v)))
    }
}
impl From<Option<i64>> for Value {
    fn from(v: Option<i64>) -> Self {
        Self::Int(v)
    }
}
impl From<Millis> for Value {
    fn from(v: Millis) -> Self {
        Self::Int(Some(v.0))
    }
}
impl From<Option<Millis>> for Value {
    fn from(v: Option<Millis>) -> Self {
        Self::Int(v.map(|m| m.0))
    }
}
impl From<&[u8]> for Value {
    fn from(v: &[u8]) -> Self {
        Self::Bytes(Some(v.to_vec()))
    }
}
impl From<&Vec<u8>> for Value {
    fn from(v: &Vec<u8>) -> Self {
        Self::Bytes(Some(v.clone()))
    }
}
impl From<Option<Vec<u8>>> for Value {
    fn from(v: Option<Vec<u8>>) -> Self {
        Self::Bytes(v)
    }
}

/// The text of an id.
pub(crate) fn id<T: Id>(id: &T) -> Value {
    Value::Text(Some(id.as_str().to_owned()))
}

/// The text of an id, or NULL.
pub(crate) fn opt_id<T: Id>(id: Option<&T>) -> Value {
    Value::Text(id.map(|id| id.as_str().to_owned()))
}

/// Any value as JSON text.
pub(crate) fn json<T: serde::Serialize>(value: &T) -> Result<Value> {
    serde_json::to_string(value)
        .map(Value::from)
        .map_err(|e| StoreError::Other(e.to_string()))
}

/// The parameters of a statement, in order.
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::value::Value::from($value)),*] };
}
pub(crate) use args;

/// A row of either database.
#[derive(Debug)]
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Pg(PgRow),
}

macro_rules! getter {
    ($(#[$doc:meta])* $name:ident -> $kind:ty) => {
        $(#[$doc])*
        pub(crate) fn $name(&self, column: &'static str) -> Result<$kind> {
            let got = match self {
                Self::Sqlite(row) => row.try_get(column),
                Self::Pg(row) => row.try_get(column),
            };
            got.map_err(|e| corrupt(column, e.to_string()))
        }
    };
}

impl Row {
    getter!(/// Text.
        text -> String);
    getter!(/// Text or nothing.
        opt_text -> Option<String>);
    getter!(/// Integer.
        int -> i64);
    getter!(/// Integer or nothing.
        opt_int -> Option<i64>);
    getter!(/// Bytes.
        bytes -> Vec<u8>);
    getter!(/// Bytes or nothing.
        opt_bytes -> Option<Vec<u8>>);

    /// An instant.
    pub(crate) fn millis(&self, column: &'static str) -> Result<Millis> {
        Ok(Millis(self.int(column)?))
    }

    /// An instant or nothing.
    pub(crate) fn opt_millis(&self, column: &'static str) -> Result<Option<Millis>> {
        Ok(self.opt_int(column)?.map(Millis))
    }

    /// Yes or no.
    pub(crate) fn bool(&self, column: &'static str) -> Result<bool> {
        Ok(self.int(column)? != 0)
    }

    /// An id.
    pub(crate) fn id<T: Id>(&self, column: &'static str) -> Result<T> {
        known(column, &self.text(column)?)
    }

    /// An id or nothing.
    pub(crate) fn opt_id<T: Id>(&self, column: &'static str) -> Result<Option<T>> {
        let Some(text) = self.opt_text(column)? else {
            return Ok(None);
        };
        known(column, &text).map(Some)
    }

    /// A word of a closed list: `row.word("state", PostState::parse)`.
    pub(crate) fn word<T>(&self, column: &'static str, parse: fn(&str) -> Option<T>) -> Result<T> {
        let text = self.text(column)?;
        parse(&text).ok_or_else(|| corrupt(column, text))
    }

    /// A value stored as JSON.
    pub(crate) fn json<T: serde::de::DeserializeOwned>(&self, column: &'static str) -> Result<T> {
        serde_json::from_str(&self.text(column)?).map_err(|e| corrupt(column, e.to_string()))
    }
}

/// An id as it was written. People may type one in small letters; in a row those are somebody else's doing.
fn known<T: Id>(column: &'static str, text: &str) -> Result<T> {
    let id = T::parse(text).map_err(|e| corrupt(column, e.to_string()))?;
    if id.as_str() == text {
        Ok(id)
    } else {
        Err(corrupt(column, text.to_owned()))
    }
}

fn corrupt(column: &'static str, what: String) -> StoreError {
    StoreError::Corrupt {
        table: "",
        id: String::new(),
        what: format!("{column}: {what}"),
    }
}

/// A limit as the databases take it.
pub(crate) fn count(n: usize) -> Value {
    Value::Int(Some(i64::try_from(n).unwrap_or(i64::MAX)))
}
