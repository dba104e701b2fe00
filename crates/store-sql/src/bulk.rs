//! Inserting many rows with one statement.

use crate::conn::Conn;
use crate::lists;
use crate::value::{Row, Value};
use store::Result;

/// Rows in one statement: a few sizes only, so that the statements stay prepared. The largest, times the widest table,
/// is below the 32,766 parameters that SQLite allows.
const SIZES: [usize; 4] = [256, 32, 4, 1];

/// Inserts `rows`, all of the same width, with `head VALUES (…), (…) tail`. `head` and `tail` are fixed texts.
pub(crate) async fn insert(conn: &mut Conn, head: &str, rows: Vec<Vec<Value>>, tail: &str) -> Result<()> {
    for (sql, args) in statements(head, rows, tail) {
        conn.run_built(sql, args).await?;
    }
    Ok(())
}

/// As [`insert`], with what `tail` returns.
pub(crate) async fn insert_returning(
    conn: &mut Conn,
    head: &str,
    rows: Vec<Vec<Value>>,
    tail: &str,
) -> Result<Vec<Row>> {
    let mut out = Vec::with_capacity(rows.len());
    for (sql, args) in statements(head, rows, tail) {
        out.extend(conn.all_built(sql, args).await?);
    }
    Ok(out)
}

fn statements(head: &str, rows: Vec<Vec<Value>>, tail: &str) -> Vec<(String, Vec<Value>)> {
    let mut out = Vec::new();
    let mut rows = rows.into_iter().peekable();
    while let Some(first) = rows.peek() {
        let width = first.len();
        let left = rows.len();
        let size = SIZES.into_iter().find(|s| *s <= left).unwrap_or(1);
        let tuples: Vec<String> = (0..size)
            .map(|n| format!("({})", lists::places(n * width + 1, width)))
            .collect();
        let args = rows.by_ref().take(size).flatten().collect();
        out.push((format!("{head} VALUES {} {tail}", tuples.join(", ")), args));
    }
    out
}
