//! Lists by keyset: a page knows where the next one begins, however deep it is.

/// Where a page ended: the sort key and the id of its last row. Safe in an address as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Sort key of the last row (mostly UTC milliseconds).
    pub at: i64,
    /// Its id.
    pub id: String,
}

impl Cursor {
    /// Reads what [`std::fmt::Display`] wrote; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (at, id) = text.split_once('_')?;
        let fits = id.len() <= 64 && id.bytes().all(|b| b.is_ascii_alphanumeric());
        Some(Self {
            at: at.parse().ok()?,
            id: fits.then(|| id.to_owned())?,
        })
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}", self.at, self.id)
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// Rows in order.
    pub items: Vec<T>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// Makes a page of at most `limit` rows out of up to `limit + 1` that were read.
    #[must_use]
    pub fn cut(mut rows: Vec<T>, limit: usize, key: impl Fn(&T) -> Cursor) -> Self {
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = if more { rows.last().map(key) } else { None };
        Self { items: rows, next }
    }
}
