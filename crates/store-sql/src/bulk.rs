//! Inserting many rows with one statement.

use crate::conn::Conn;
use crate::lists;
use crate::value::{Row, Value};
use store::Result;

/// Rows in one statement: a few sizes only, so that the statements stay prepared. The largest, times the widest table,
/// is below the 32,766 parameters that SQLite allows.
const SIZES: [usize; 6] = [256, 64, 16, 4, 2, 1];

/// Inserts `rows`, all of the same width, with `head VALUES (…), (…) tail`. `head` and `tail` are fixed texts.
pub(crate) async fn insert(conn: &mut Conn, head: &str, rows: Vec<Vec<Value>>, tail: &str) -> Result<()> {
    for (sql, args) in statements(conn.is_pg(), head, rows, tail) {
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
    for (sql, args) in statements(conn.is_pg(), head, rows, tail) {
        out.extend(conn.all_built(sql, args).await?);
    }
    Ok(out)
}

fn statements(pg: bool, head: &str, rows: Vec<Vec<Value>>, tail: &str) -> Vec<(String, Vec<Value>)> {
    let mut out = Vec::new();
    let mut rows = rows.into_iter().peekable();
    while let Some(first) = rows.peek() {
        let width = first.len();
        let left = rows.len();
        let size = SIZES.into_iter().find(|s| *s <= left).unwrap_or(1);
        let tuples: Vec<String> = (0..size).map(|n| tuple(pg, n * width, width)).collect();
        let args = rows.by_ref().take(size).flatten().collect();
        out.push((format!("{head} VALUES {} {tail}", tuples.join(", ")), args));
    }
    out
}

/// One row's places. SQLite looks up a numbered place by walking through all of them, which for thousands takes longer
/// than inserting the rows; a place without a number is simply the next one. PostgreSQL knows numbers only.
fn tuple(pg: bool, before: usize, width: usize) -> String {
    let places = if pg {
        lists::places(before + 1, width)
    } else {
        vec!["?"; width].join(", ")
    };
    format!("({places})")
}
