//! XML written element by element, with the digest of what went out.

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};
use sha2::{Digest as _, Sha256};
use std::{
    borrow::Cow,
    io::{self, Write},
};

/// Size and SHA-256 of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fixity {
    /// Hex, lower case.
    pub(crate) sha256: String,
    /// Bytes.
    pub(crate) bytes: u64,
}

impl Fixity {
    /// Of these bytes.
    pub(crate) fn of(content: &[u8]) -> Self {
        Self {
            sha256: hex::encode(Sha256::digest(content)),
            bytes: u64::try_from(content.len()).unwrap_or(u64::MAX),
        }
    }

    /// Of all that a reader gives.
    pub(crate) fn read(input: &mut impl io::Read) -> io::Result<Self> {
        let mut out = Digesting::new(io::sink());
        io::copy(input, &mut out)?;
        Ok(out.finish().1)
    }
}

/// Passes bytes on and remembers their digest.
#[derive(Debug)]
pub(crate) struct Digesting<W> {
    inner: W,
    sha: Sha256,
    bytes: u64,
}

impl<W: Write> Digesting<W> {
    pub(crate) fn new(inner: W) -> Self {
        Self {
            inner,
            sha: Sha256::new(),
            bytes: 0,
        }
    }

    pub(crate) fn finish(self) -> (W, Fixity) {
        let fixity = Fixity {
            sha256: hex::encode(self.sha.finalize()),
            bytes: self.bytes,
        };
        (self.inner, fixity)
    }
}

impl<W: Write> Write for Digesting<W> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(buf)?;
        self.sha.update(buf.get(..written).unwrap_or_default());
        self.bytes = self.bytes.saturating_add(u64::try_from(written).unwrap_or(0));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Writes elements.
pub(crate) struct Xml<W: Write> {
    out: Writer<W>,
}

impl<W: Write> Xml<W> {
    /// A document with its declaration.
    pub(crate) fn document(out: W) -> io::Result<Self> {
        let mut xml = Self::fragment(out);
        xml.out
            .write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(xml)
    }

    /// Elements without a declaration.
    pub(crate) fn fragment(out: W) -> Self {
        Self {
            out: Writer::new_with_indent(out, b' ', 1),
        }
    }

    pub(crate) fn open(&mut self, name: &str) -> io::Result<()> {
        self.open_with(name, &[])
    }

    pub(crate) fn open_with(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.out.write_event(Event::Start(start(name, attributes)))
    }

    pub(crate) fn close(&mut self, name: &str) -> io::Result<()> {
        self.out.write_event(Event::End(BytesEnd::new(name)))
    }

    /// An element without content.
    pub(crate) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.out.write_event(Event::Empty(start(name, attributes)))
    }

    /// An element with a text.
    pub(crate) fn text(&mut self, name: &str, value: &str) -> io::Result<()> {
        self.text_with(name, &[], value)
    }

    pub(crate) fn text_with(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        value: &str,
    ) -> io::Result<()> {
        self.open_with(name, attributes)?;
        self.out.write_event(Event::Text(BytesText::new(&clean(value))))?;
        self.close(name)
    }

    /// An element with a text, left out when it is empty.
    pub(crate) fn maybe(&mut self, name: &str, value: &str) -> io::Result<()> {
        if value.is_empty() {
            Ok(())
        } else {
            self.text(name, value)
        }
    }

    /// Where it is written to, for bytes that are XML already.
    pub(crate) fn raw(&mut self) -> &mut W {
        self.out.get_mut()
    }

    pub(crate) fn finish(self) -> io::Result<W> {
        let mut out = self.out.into_inner();
        out.write_all(b"\n")?;
        out.flush()?;
        Ok(out)
    }
}

fn start<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, &*clean(value)));
    }
    start
}

/// The text without what XML 1.0 has no room for (most control characters, non-characters), each shown as U+FFFD.
/// The original bytes are in the document file.
fn clean(text: &str) -> Cow<'_, str> {
    let odd = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.contains(odd) {
        Cow::Owned(text.replace(odd, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}
