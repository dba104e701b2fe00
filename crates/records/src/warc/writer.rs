//! One WARC record after another, each its own gzip member.

use super::cdx;
use crate::ExportError;
use flate2::{Compression, write::GzEncoder};
use model::Millis;
use sha2::{Digest as _, Sha256};
use std::io::{self, Write};

/// Whether records are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// `.warc`
    Plain,
    /// `.warc.gz`: every record a gzip member of its own, so that readers can seek.
    Gzip,
}

/// Named fields of a WARC record with content.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// `WARC-Record-ID`, without angle brackets, e.g. from [`crate::uri::uuid`].
    pub id: &'a str,
    /// `WARC-Target-URI`.
    pub target: &'a str,
    /// `WARC-Date`: when the content was captured.
    pub at: Millis,
    /// Content type of the content.
    pub content_type: &'a str,
    /// `WARC-Concurrent-To`: ids of records made by the same event.
    pub concurrent_to: &'a [String],
}

/// Writes WARC records to `out`, holding no more than the head of one.
pub struct Writer<W: Write> {
    out: Counted<W>,
    packing: Packing,
    info: Option<String>,
    pub(super) base: Option<String>,
    index: Option<Vec<cdx::Line>>,
}

impl<W: Write> Writer<W> {
    /// Starts a file. Write [`Writer::info`] first.
    pub fn new(out: W, packing: Packing) -> Self {
        Self {
            out: Counted { out, bytes: 0 },
            packing,
            info: None,
            base: None,
            index: None,
        }
    }

    /// Goes on with a file of `bytes` bytes that was begun before, with this `warcinfo`.
    #[must_use]
    pub fn resumed(mut self, info: &str, bytes: u64) -> Self {
        self.info = Some(info.to_owned());
        self.out.bytes = bytes;
        self
    }

    /// Gives parts without an address on the web one below `base` (`https://…`, no slash at the end): what players of web
    /// archives can show.
    #[must_use]
    pub fn under(mut self, base: &str) -> Self {
        self.base = Some(base.to_owned());
        self
    }

    /// Keeps lines of an index of what is written, for [`Writer::take_index`].
    #[must_use]
    pub fn indexed(mut self) -> Self {
        self.index = Some(Vec::new());
        self
    }

    /// The index of what was written since this was last asked, in the order of writing.
    pub fn take_index(&mut self) -> Vec<cdx::Line> {
        self.index.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// Where the next record begins.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.out.bytes
    }

    /// Hands on what was written so far.
    ///
    /// # Errors
    /// [`ExportError::Io`].
    pub fn flush(&mut self) -> Result<(), ExportError> {
        Ok(self.out.flush()?)
    }

    /// The `warcinfo` record, to which all later records point. `fields` are lines of
    /// `application/warc-fields`, e.g. `("software", "…")`; file name as the receiver will see it.
    ///
    /// # Errors
    /// [`ExportError`].
    pub fn info(
        &mut self,
        id: &str,
        at: Millis,
        filename: &str,
        fields: &[(&str, &str)],
    ) -> Result<(), ExportError> {
        let mut body = String::new();
        for (name, value) in fields {
            single_line("warcinfo", name)?;
            single_line("warcinfo", value)?;
            body.push_str(&format!("{name}: {value}\r\n"));
        }
        let mut head = Fields::new("warcinfo", id, at)?;
        head.add("WARC-Filename", filename)?;
        head.add("Content-Type", "application/warc-fields")?;
        head.add("WARC-Block-Digest", &digest(&[body.as_bytes()]))?;
        self.record(head, &[body.as_bytes()], Compression::new(6))?;
        self.info = Some(id.to_owned());
        Ok(())
    }

    /// A `resource`: bytes that are themselves the thing, without a protocol around them.
    ///
    /// # Errors
    /// [`ExportError`].
    pub fn resource(&mut self, head: &Head<'_>, content: &[u8]) -> Result<(), ExportError> {
        self.content("resource", head, content)
    }

    /// A `metadata` record about those it is concurrent to.
    ///
    /// # Errors
    /// [`ExportError`].
    pub fn metadata(&mut self, head: &Head<'_>, content: &[u8]) -> Result<(), ExportError> {
        self.content("metadata", head, content)
    }

    /// A `response`: `http` is the status line and the header lines, each ended by CR LF, without the empty
    /// line. The payload digest is that of `content`, the block digest that of both.
    ///
    /// # Errors
    /// [`ExportError`].
    pub fn response(&mut self, head: &Head<'_>, http: &str, content: &[u8]) -> Result<(), ExportError> {
        if !http.starts_with("HTTP/") || !http.ends_with("\r\n") || http.contains("\r\n\r\n") {
            return Err(ExportError::unfit("HTTP head", http));
        }
        let block = [http.as_bytes(), b"\r\n", content];
        let mut fields = self.fields("response", head)?;
        fields.add("Content-Type", "application/http; msgtype=response")?;
        let payload = digest(&[content]);
        fields.add("WARC-Payload-Digest", &payload)?;
        fields.add("WARC-Block-Digest", &digest(&block))?;
        let begin = self.out.bytes;
        self.record(fields, &block, level(head.content_type))?;
        self.note(head, payload, begin);
        Ok(())
    }

    fn content(&mut self, kind: &str, head: &Head<'_>, content: &[u8]) -> Result<(), ExportError> {
        let mut fields = self.fields(kind, head)?;
        fields.add("Content-Type", head.content_type)?;
        // Without a protocol around it the payload is the block (WARC 1.1, "payload").
        let digest = digest(&[content]);
        fields.add("WARC-Payload-Digest", &digest)?;
        fields.add("WARC-Block-Digest", &digest)?;
        let begin = self.out.bytes;
        self.record(fields, &[content], level(head.content_type))?;
        if kind != "metadata" {
            self.note(head, digest, begin);
        }
        Ok(())
    }

    fn note(&mut self, head: &Head<'_>, digest: String, begin: u64) {
        let length = self.out.bytes - begin;
        if let Some(index) = &mut self.index {
            index.push(cdx::Line {
                url: head.target.to_owned(),
                at: head.at,
                mime: head.content_type.to_owned(),
                digest,
                offset: begin,
                length,
            });
        }
    }

    fn fields(&self, kind: &str, head: &Head<'_>) -> Result<Fields, ExportError> {
        let mut fields = Fields::new(kind, head.id, head.at)?;
        if head.target.contains(char::is_whitespace) {
            return Err(ExportError::unfit("WARC-Target-URI", head.target));
        }
        fields.add("WARC-Target-URI", head.target)?;
        if let Some(info) = &self.info {
            fields.add("WARC-Warcinfo-ID", &format!("<{info}>"))?;
        }
        for other in head.concurrent_to {
            fields.add("WARC-Concurrent-To", &format!("<{other}>"))?;
        }
        Ok(fields)
    }

    fn record(&mut self, mut head: Fields, block: &[&[u8]], level: Compression) -> Result<(), ExportError> {
        let length: usize = block.iter().map(|b| b.len()).sum();
        head.add("Content-Length", &length.to_string())?;
        head.0.push_str("\r\n");
        let put = |out: &mut dyn Write| {
            out.write_all(head.0.as_bytes())?;
            block.iter().try_for_each(|b| out.write_all(b))?;
            out.write_all(b"\r\n\r\n")
        };
        match self.packing {
            Packing::Plain => put(&mut self.out)?,
            Packing::Gzip => {
                let mut gzip = GzEncoder::new(&mut self.out, level);
                put(&mut gzip)?;
                gzip.finish()?;
            }
        }
        Ok(())
    }

    /// Flushes and gives the receiver back.
    ///
    /// # Errors
    /// [`ExportError::Io`].
    pub fn finish(mut self) -> Result<W, ExportError> {
        self.out.flush()?;
        Ok(self.out.out)
    }
}

/// Knows how much went through it.
struct Counted<W> {
    out: W,
    bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.bytes += u64::try_from(written).unwrap_or(0);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

struct Fields(String);

impl Fields {
    fn new(kind: &str, id: &str, at: Millis) -> Result<Self, ExportError> {
        let mut fields = Self(format!("WARC/1.1\r\nWARC-Type: {kind}\r\n"));
        fields.add("WARC-Record-ID", &format!("<{id}>"))?;
        fields.add("WARC-Date", &at.rfc3339())?;
        Ok(fields)
    }

    fn add(&mut self, name: &'static str, value: &str) -> Result<(), ExportError> {
        single_line(name, value)?;
        for piece in [name, ": ", value, "\r\n"] {
            self.0.push_str(piece);
        }
        Ok(())
    }
}

/// A line break in a value would begin a header of its own.
fn single_line(field: &'static str, value: &str) -> Result<(), ExportError> {
    if value.chars().any(char::is_control) {
        return Err(ExportError::unfit(field, value));
    }
    Ok(())
}

fn digest(pieces: &[&[u8]]) -> String {
    let mut sha = Sha256::new();
    for piece in pieces {
        sha.update(piece);
    }
    format!("sha256:{}", hex::encode(sha.finalize()))
}

/// Media is compressed already; more work would not make it smaller.
fn level(content_type: &str) -> Compression {
    let media = ["image/", "video/", "audio/"]
        .iter()
        .any(|m| content_type.starts_with(m));
    if media && !content_type.starts_with("image/svg") {
        Compression::none()
    } else {
        Compression::new(6)
    }
}
