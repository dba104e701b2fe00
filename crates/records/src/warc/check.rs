//! Reads a WARC file as somebody does who has it from others, and says what is wrong with it.

use flate2::bufread::GzDecoder;
use sha2::{Digest as _, Sha256};
use std::io::{self, BufRead, BufReader, Read};

/// The longest head that is read.
const HEAD: u64 = 1 << 20;
/// Bytes read at a time.
const PIECE: usize = 64 * 1024;
/// Faults that are kept; a file with more is no better known by them.
const FAULTS: usize = 1_000;

/// What is wrong with one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Stable kebab-case key: `warc-unreadable` (from here on it is no WARC file), `warc-field-missing`, `warc-cut-short`, `warc-goes-on`
    /// (something follows the record that does not belong there), `warc-block-differs`, `warc-payload-differs`.
    pub key: &'static str,
    /// Which record, counted from 0.
    pub record: u64,
}

/// What a WARC file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Records.
    pub records: u64,
    /// Digests that were computed anew.
    pub digests: u64,
    /// Digests of a kind that is not known here (anything but SHA-256 in hex).
    pub unknown: u64,
    /// What is wrong; empty when all holds.
    pub faults: Vec<Fault>,
}

/// Reads WARC 1.0 or 1.1, plain or with every record in a gzip member of its own, and computes every SHA-256 digest anew. A
/// few pieces of the file are in memory at a time.
///
/// # Errors
/// Reading. What is wrong with the file itself is no error but a fault.
pub fn check(input: impl Read) -> io::Result<Checked> {
    let mut input = BufReader::with_capacity(PIECE, input);
    let mut checked = Checked::default();
    let mut work = Work {
        line: Vec::new(),
        piece: vec![0; PIECE],
    };
    while let Some(&first) = input.fill_buf()?.first() {
        let whole = if first == 0x1f {
            let mut member = BufReader::with_capacity(PIECE, GzDecoder::new(&mut input));
            let whole = work.record(&mut member, &mut checked);
            // The check sum of a member is at its end.
            whole.and_then(|whole| Ok(whole && work.ended(&mut member, &mut checked)?))
        } else {
            work.record(&mut input, &mut checked)
        };
        let whole = match whole {
            Err(error) if is_the_files(&error) => {
                checked.fault("warc-unreadable");
                false
            }
            whole => whole?,
        };
        checked.records += 1;
        if !whole || checked.faults.len() >= FAULTS {
            break;
        }
    }
    Ok(checked)
}

/// Whether an error is about what the file holds: no gzip, or an end too early.
fn is_the_files(error: &io::Error) -> bool {
    use io::ErrorKind as K;
    matches!(error.kind(), K::InvalidInput | K::InvalidData | K::UnexpectedEof)
}

impl Checked {
    fn fault(&mut self, key: &'static str) {
        let record = self.records;
        self.faults.push(Fault { key, record });
    }
}

/// Room that is used again and again.
struct Work {
    line: Vec<u8>,
    piece: Vec<u8>,
}

/// What of a head counts here.
#[derive(Default)]
struct Head {
    length: Option<u64>,
    block: Option<String>,
    payload: Option<String>,
    /// The block begins with the head of an HTTP message, which is not part of the payload.
    http: bool,
    id: bool,
    date: bool,
    kind: bool,
}

impl Work {
    /// Reads one record; whether the next can be read after it.
    fn record(&mut self, input: &mut impl BufRead, checked: &mut Checked) -> io::Result<bool> {
        if !self.line(input)? || !matches!(self.line.as_slice(), b"WARC/1.1" | b"WARC/1.0") {
            checked.fault("warc-unreadable");
            return Ok(false);
        }
        let Some(head) = self.head(input)? else {
            checked.fault("warc-unreadable");
            return Ok(false);
        };
        let Some(length) = head.length else {
            checked.fault("warc-field-missing");
            return Ok(false);
        };
        if !(head.id && head.date && head.kind) {
            checked.fault("warc-field-missing");
        }
        let Some((block, payload)) = self.content(input, length, &head)? else {
            checked.fault("warc-cut-short");
            return Ok(false);
        };
        for (wanted, found, key) in [
            (head.block, Some(block), "warc-block-differs"),
            (head.payload, payload.or(Some(block)), "warc-payload-differs"),
        ] {
            let (Some(wanted), Some(found)) = (wanted, found) else {
                continue;
            };
            match wanted.strip_prefix("sha256:").filter(|hex| hex.len() == 64) {
                None => checked.unknown += 1,
                Some(wanted) => {
                    checked.digests += 1;
                    if !wanted.eq_ignore_ascii_case(&hex::encode(found)) {
                        checked.fault(key);
                    }
                }
            }
        }
        let mut end = [0; 4];
        if input.read_exact(&mut end).is_err() || end != *b"\r\n\r\n" {
            checked.fault("warc-goes-on");
            return Ok(false);
        }
        Ok(true)
    }

    /// The fields of a head; `None` when it is none.
    fn head(&mut self, input: &mut impl BufRead) -> io::Result<Option<Head>> {
        let mut head = Head::default();
        let mut left = HEAD;
        loop {
            if !self.line(input)? {
                return Ok(None);
            }
            if self.line.is_empty() {
                return Ok(Some(head));
            }
            left = left.saturating_sub(self.line.len().try_into().unwrap_or(u64::MAX));
            let Some(line) = std::str::from_utf8(&self.line).ok().filter(|_| left > 0) else {
                return Ok(None);
            };
            let Some((name, value)) = line.split_once(':') else {
                return Ok(None);
            };
            let value = value.trim();
            let is = |wanted: &str| name.eq_ignore_ascii_case(wanted);
            if is("Content-Length") {
                head.length = value.parse().ok();
            } else if is("WARC-Block-Digest") {
                head.block = Some(value.to_owned());
            } else if is("WARC-Payload-Digest") {
                head.payload = Some(value.to_owned());
            } else if is("Content-Type") {
                head.http = value.starts_with("application/http");
            } else if is("WARC-Record-ID") {
                head.id = true;
            } else if is("WARC-Date") {
                head.date = true;
            } else if is("WARC-Type") {
                head.kind = true;
            }
        }
    }

    /// The digests of a block, and of its payload where that is not all of it; `None` when it ends too early.
    fn content(
        &mut self,
        input: &mut impl BufRead,
        length: u64,
        head: &Head,
    ) -> io::Result<Option<([u8; 32], Option<[u8; 32]>)>> {
        let mut block = Sha256::new();
        let mut left = length;
        let mut payload = None;
        if head.http && head.payload.is_some() {
            // Up to the empty line.
            while left > 0 {
                self.line.clear();
                let read = (&mut *input).take(left).read_until(b'\n', &mut self.line)?;
                if read == 0 {
                    return Ok(None);
                }
                left -= u64::try_from(read).unwrap_or(left);
                block.update(&self.line);
                if matches!(self.line.as_slice(), b"\r\n" | b"\n") {
                    break;
                }
            }
            payload = Some(Sha256::new());
        }
        while left > 0 {
            let most = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
            let Some(room) = self.piece.get_mut(..most) else {
                return Ok(None);
            };
            let read = input.read(room)?;
            let Some(bytes) = room.get(..read).filter(|b| !b.is_empty()) else {
                return Ok(None);
            };
            block.update(bytes);
            if let Some(payload) = &mut payload {
                payload.update(bytes);
            }
            left -= u64::try_from(read).unwrap_or(left);
        }
        let digest = |sha: Sha256| <[u8; 32]>::from(sha.finalize());
        Ok(Some((digest(block), payload.map(digest))))
    }

    /// Whether nothing more is in a member.
    fn ended(&mut self, member: &mut impl BufRead, checked: &mut Checked) -> io::Result<bool> {
        let ended = member.fill_buf()?.is_empty();
        if !ended {
            checked.fault("warc-goes-on");
        }
        Ok(ended)
    }

    /// Reads a line without its end; whether there is one.
    fn line(&mut self, input: &mut impl BufRead) -> io::Result<bool> {
        self.line.clear();
        input.take(HEAD).read_until(b'\n', &mut self.line)?;
        let whole = self.line.pop() == Some(b'\n');
        if self.line.last() == Some(&b'\r') {
            self.line.pop();
        }
        Ok(whole)
    }
}
