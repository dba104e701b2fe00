//! A page about a journal entry, so that whoever replays a web archive sees something to read.

use super::{Head, Writer};
use crate::{ExportError, OpenEntry};
use model::Id as _;
use model::archive::Record;
use serde::Serialize;
use serde_json::Value;
use std::io::Write;

/// A line of a WACZ file's list of pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Page {
    /// The entry's id.
    pub id: String,
    /// Address.
    pub url: String,
    /// When, RFC 3339.
    pub ts: String,
    /// First line of what was said.
    pub title: String,
}

impl<W: Write> Writer<W> {
    /// Writes a page (HTML) that shows the entry: time and kind, its main text, its pictures, and links to all parts. `lang`
    /// is the language of the texts. Goes before or after [`Writer::entry`], whose parts it shows.
    ///
    /// # Errors
    /// [`ExportError`].
    pub fn page(&mut self, record: &Record, open: &OpenEntry, lang: &str) -> Result<Page, ExportError> {
        let entry = &open.entry;
        let data = open.parts.iter().find(|p| p.part.name == "data");
        let data = data.and_then(|p| p.content.as_deref());
        let data: Value = data
            .and_then(|d| serde_json::from_slice(d).ok())
            .unwrap_or_default();
        let text = ["/text", "/content/text", "/reason", "/note"]
            .iter()
            .find_map(|place| data.pointer(place)?.as_str().filter(|t| !t.is_empty()))
            .unwrap_or_default();
        let first = text
            .lines()
            .map(str::trim)
            .find(|l| !l.is_empty())
            .unwrap_or(&entry.kind);
        let title: String = first.chars().take(120).collect();
        let (when, kind) = (entry.at.rfc3339(), escaped(&entry.kind));
        let mut html = format!(
            "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head><body>\n\
             <h1>{}</h1>\n<p><time datetime=\"{when}\">{when}</time> <code>{kind}</code></p>\n",
            escaped(lang),
            escaped(&title),
            escaped(&title),
        );
        if !text.is_empty() {
            html.push_str(&format!(
                "<p style=\"white-space:pre-wrap\">{}</p>\n",
                escaped(text)
            ));
        }
        let mut links = String::new();
        for part in open.parts.iter().filter(|p| p.content.is_some()) {
            let (target, name) = (escaped(&self.target(record, part)), escaped(&part.part.name));
            if part.part.content_type.starts_with("image/") {
                html.push_str(&format!("<p><img src=\"{target}\" alt=\"{name}\"></p>\n"));
            }
            links.push_str(&format!("<li><a href=\"{target}\">{name}</a></li>\n"));
        }
        html.push_str(&format!("<ul>\n{links}</ul>\n</body></html>\n"));
        let url = self.about(record, &entry.id);
        let head = Head {
            id: &format!("{}-page", crate::uri::uuid(&entry.id)),
            target: &url,
            at: entry.at,
            content_type: "text/html; charset=utf-8",
            concurrent_to: &[crate::uri::uuid(&entry.id)],
        };
        self.resource(&head, html.as_bytes())?;
        Ok(Page {
            id: entry.id.as_str().to_owned(),
            url,
            ts: when,
            title,
        })
    }
}

fn escaped(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}
