//! As much of CBOR (RFC 8949) as a C2PA claim needs: texts, lists and maps; all else is passed over.

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value<'b> {
    /// A text of one piece.
    Text(&'b str),
    /// A list.
    List(Vec<Value<'b>>),
    /// Keys and values in the order in which they stand.
    Map(Vec<(Value<'b>, Value<'b>)>),
    /// Numbers, bytes and the like.
    Other,
}

impl<'b> Value<'b> {
    /// The text, if it is one.
    pub(super) fn text(&self) -> Option<&'b str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The entries of a list; of anything else none.
    pub(super) fn entries(&self) -> &[Self] {
        match self {
            Self::List(entries) => entries,
            _ => &[],
        }
    }

    /// The value of a text key in a map.
    pub(super) fn field(&self, name: &str) -> Option<&Self> {
        let Self::Map(pairs) = self else { return None };
        let pair = pairs.iter().find(|(key, _)| key.text() == Some(name));
        pair.map(|(_, value)| value)
    }
}

/// Deepest nesting.
const DEPTH_MAX: usize = 32;
/// Most values in all.
const VALUES_MAX: usize = 50_000;

/// Reads one value; `None` when the bytes are none, are cut off, or hold more than a claim would.
pub(super) fn read(bytes: &[u8]) -> Option<Value<'_>> {
    let mut reader = Reader {
        rest: bytes,
        left: VALUES_MAX,
    };
    reader.value(DEPTH_MAX)?
}

struct Reader<'b> {
    rest: &'b [u8],
    left: usize,
}

impl<'b> Reader<'b> {
    fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    /// The next value; the inner `None` is the sign that ends a list of unsaid length.
    fn value(&mut self, depth: usize) -> Option<Option<Value<'b>>> {
        self.left = self.left.checked_sub(1)?;
        let &[first] = self.take(1)? else { return None };
        if first == 0xff {
            return Some(None);
        }
        let depth = depth.checked_sub(1)?;
        // A number follows in none, one, two, four or eight bytes; 31 leaves the length unsaid.
        let number = match first & 31 {
            small @ 0..=23 => Some(u64::from(small)),
            size @ 24..=27 => {
                let bytes = self.take(1 << (size - 24))?;
                Some(bytes.iter().fold(0, |n, &byte| n << 8 | u64::from(byte)))
            }
            31 => None,
            _ => return None,
        };
        let count = number.map(|n| usize::try_from(n).unwrap_or(usize::MAX));
        Some(Some(match (first >> 5, count) {
            (2, Some(count)) => {
                self.take(count)?;
                Value::Other
            }
            (3, Some(count)) => Value::Text(std::str::from_utf8(self.take(count)?).ok()?),
            // Pieces, up to the sign that ends them.
            (2 | 3, None) => {
                while self.value(depth)?.is_some() {}
                Value::Other
            }
            (4, count) => Value::List(self.list(count, depth)?),
            (5, count) => {
                let flat = self.list(count.map(|pairs| pairs.saturating_mul(2)), depth)?;
                let mut flat = flat.into_iter();
                let mut pairs = Vec::new();
                while let (Some(key), Some(value)) = (flat.next(), flat.next()) {
                    pairs.push((key, value));
                }
                Value::Map(pairs)
            }
            // A tag says what the value behind it is.
            (6, _) => self.value(depth)??,
            _ => Value::Other,
        }))
    }

    fn list(&mut self, count: Option<usize>, depth: usize) -> Option<Vec<Value<'b>>> {
        let mut list = Vec::new();
        while count.is_none_or(|count| list.len() < count) {
            match self.value(depth)? {
                Some(value) => list.push(value),
                None if count.is_none() => break,
                None => return None,
            }
        }
        Some(list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_every_kind_are_read_or_passed_over() {
        // {"a": [1, -500, h'0102', 1.5, tag 0 "t", true], "b": {_ "c": (_ "x", "y")}, "d": [_ "e"]}
        let bytes = b"\xa3\x61a\x86\x01\x39\x01\xf3\x42\x01\x02\xf9\x3e\x00\xc0\x61t\xf5\x61b\xbf\x61c\x7f\x61x\x61y\xff\xff\x61d\x9f\x61e\xff";
        let value = read(bytes).unwrap();
        let list = value.field("a").unwrap().entries();
        assert_eq!(list.len(), 6);
        assert_eq!(list[4].text(), Some("t"));
        assert_eq!(value.field("b").unwrap().field("c"), Some(&Value::Other));
        assert_eq!(value.field("d").unwrap().entries(), [Value::Text("e")]);
        assert_eq!(value.field("x"), None);
    }

    #[test]
    fn what_is_cut_off_deep_or_endless_is_nothing() {
        for bytes in [
            &b""[..],
            b"\xff",
            b"\x62a",
            b"\x61\xff",
            b"\x82\x01\xff",
            b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff",
            b"\x5b\xff\xff\xff\xff\xff\xff\xff\xff",
            b"\x1c",
            b"\x9f\x01",
        ] {
            assert_eq!(read(bytes), None, "{bytes:?}");
        }
        assert_eq!(read(&[0x81; 1_000]), None);
        assert_eq!(read(&[0xc0; 1_000]), None);
        assert_eq!(read(&[&[0x9f][..], &[0; 60_000]].concat()), None);
    }
}
