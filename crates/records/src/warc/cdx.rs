//! CDXJ: where in a WARC file the capture of an address is. One line each: sort key, time, JSON.

use model::Millis;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, BufRead, Write};

/// A capture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Address.
    pub url: String,
    /// When it was captured.
    pub at: Millis,
    /// Content type.
    pub mime: String,
    /// Digest of the content as the WARC record has it.
    pub digest: String,
    /// Where its gzip member begins.
    pub offset: u64,
    /// Bytes of the member.
    pub length: u64,
}

#[derive(Serialize)]
struct Said<'a> {
    url: &'a str,
    mime: &'a str,
    status: &'a str,
    digest: &'a str,
    length: String,
    offset: String,
    filename: &'a str,
}

impl Line {
    /// The line of the index, without its end; `filename` is the WARC file's.
    #[must_use]
    pub fn text(&self, filename: &str) -> String {
        let said = Said {
            url: &self.url,
            mime: self.mime.split(';').next().unwrap_or_default().trim(),
            status: "200",
            digest: &self.digest,
            length: self.length.to_string(),
            offset: self.offset.to_string(),
            filename,
        };
        let json = serde_json::to_string(&said).unwrap_or_default();
        format!("{} {} {json}", surt(&self.url), timestamp(self.at))
    }
}

/// Fourteen digits, UTC.
#[must_use]
pub fn timestamp(at: Millis) -> String {
    at.rfc3339()
        .chars()
        .filter(char::is_ascii_digit)
        .take(14)
        .collect()
}

/// The key under which an address is sorted and found ("SURT"): host names from the right, everything in lower case,
/// without `www.`, usual ports, fragments and a slash at the end; the parts of a query in order. Addresses that are not of
/// the web stay as they are.
#[must_use]
pub fn surt(url: &str) -> String {
    let url = url.split('#').next().unwrap_or_default();
    let (rest, usual) = match url.split_once("://") {
        Some(("http", rest)) => (rest, ":80"),
        Some(("https", rest)) => (rest, ":443"),
        _ => return url.to_owned(),
    };
    let lower = rest.to_lowercase();
    let cut = lower.find(['/', '?']).unwrap_or(lower.len());
    let (host, path) = lower.split_at_checked(cut).unwrap_or((&lower, ""));
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.strip_suffix(usual).unwrap_or(host);
    let (name, port) = match host.split_once(':') {
        Some((name, port)) => (name, format!(":{port}")),
        None => (host, String::new()),
    };
    let name = name.strip_prefix("www.").unwrap_or(name);
    let address = name.chars().all(|c| c.is_ascii_digit() || c == '.');
    let mut labels: Vec<&str> = name.split('.').collect();
    if !address {
        labels.reverse();
    }
    let labels = labels.join(if address { "." } else { "," });
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let path = if path.len() > 1 {
        path.trim_end_matches('/')
    } else {
        path
    };
    let path = if path.is_empty() { "/" } else { path };
    let mut parts: Vec<&str> = query.split('&').filter(|p| !p.is_empty()).collect();
    parts.sort_unstable();
    let query = if parts.is_empty() {
        String::new()
    } else {
        format!("?{}", parts.join("&"))
    };
    format!("{labels}{port}){path}{query}")
}

/// Merges sorted runs of lines into one, holding one line of each.
///
/// # Errors
/// Reading or writing.
pub fn merge<R: BufRead>(runs: Vec<R>, out: &mut dyn Write) -> io::Result<()> {
    let mut runs: Vec<io::Lines<R>> = runs.into_iter().map(BufRead::lines).collect();
    let mut first = BinaryHeap::new();
    for (number, run) in runs.iter_mut().enumerate() {
        if let Some(line) = run.next().transpose()? {
            first.push(Reverse((line, number)));
        }
    }
    while let Some(Reverse((line, number))) = first.pop() {
        out.write_all(line.as_bytes())?;
        out.write_all(b"\n")?;
        if let Some(line) = runs.get_mut(number).and_then(Iterator::next).transpose()? {
            first.push(Reverse((line, number)));
        }
    }
    Ok(())
}
