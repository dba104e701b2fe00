//! Inserting many rows with one statement.

use crate::conn::Conn;
use crate::value::Value;
use store::Result;

/// Rows in one statement: a few sizes only, so that the statements stay prepared. The largest, times the widest table,
/// is below the 32,766 parameters that SQLite allows.
const SIZES: [usize; 5] = [256, 64, 16, 4, 1];

/// Rows for one table: `head VALUES tuple, tuple, … tail`. All three are fixed texts.
pub(crate) struct Rows {
    pub(crate) head: &'static str,
    /// One row with `?` for each value, e.g. `(?, lower(?))`; empty for nothing but values.
    pub(crate) tuple: &'static str,
    /// All of the same width.
    pub(crate) rows: Vec<Vec<Value>>,
    pub(crate) tail: &'static str,
}

impl Rows {
    pub(crate) fn of(head: &'static str, rows: impl IntoIterator<Item = Vec<Value>>) -> Self {
        Self {
            head,
            tuple: "",
            rows: rows.into_iter().collect(),
            tail: "",
        }
    }
}

/// Inserts rows into one table or several, in this order.
///
/// SQLite takes all statements in one text: handing a statement to the thread that works for a connection and waiting
/// for it costs more than inserting a row. PostgreSQL takes one prepared statement at a time.
pub(crate) async fn insert(conn: &mut Conn, tables: Vec<Rows>) -> Result<()> {
    let pg = conn.is_pg();
    let statements = tables.into_iter().flat_map(|table| statements(pg, table));
    if pg {
        for (sql, args) in statements {
            conn.run_built(sql, args).await?;
        }
        return Ok(());
    }
    let (texts, args): (Vec<_>, Vec<_>) = statements.unzip();
    if !texts.is_empty() {
        conn.run_built(texts.join("; "), args.into_iter().flatten().collect())
            .await?;
    }
    Ok(())
}

fn statements(pg: bool, table: Rows) -> Vec<(String, Vec<Value>)> {
    let Rows {
        head,
        tuple,
        rows,
        tail,
    } = table;
    let mut out = Vec::new();
    let mut rows = rows.into_iter().peekable();
    while let Some(first) = rows.peek() {
        let tuple = if tuple.is_empty() {
            format!("({})", vec!["?"; first.len()].join(", "))
        } else {
            tuple.to_owned()
        };
        let left = rows.len();
        let size = SIZES.into_iter().find(|s| *s <= left).unwrap_or(1);
        let tuples = vec![tuple; size].join(", ");
        let args = rows.by_ref().take(size).flatten().collect();
        let places = if pg { numbered(&tuples) } else { tuples };
        out.push((format!("{head} VALUES {places} {tail}"), args));
    }
    out
}

/// SQLite looks up a numbered place by walking through all of them, which for thousands takes longer than inserting the
/// rows; a place without a number is simply the next one. PostgreSQL knows numbers only.
fn numbered(tuples: &str) -> String {
    let mut out = String::with_capacity(tuples.len() * 2);
    for (n, piece) in tuples.split('?').enumerate() {
        if n > 0 {
            out.push_str(&format!("${n}"));
        }
        out.push_str(piece);
    }
    out
}
