//! The links of a draft, as the composer shows them beside the text.

use crate::pages::common::Found;
use flow::posts::LinkChecked;
use model::Id as _;
use serde::Serialize;

/// A link that a published post had before.
#[derive(Debug, Serialize)]
pub struct EarlierRow {
    /// The address as it is written.
    pub words: String,
    /// First character of it in the text; equal to `end` for the one beside the text.
    pub start: usize,
    /// One past its last character.
    pub end: usize,
    /// Id of that post.
    pub id: String,
    /// Its first line.
    pub title: String,
    /// When it was published.
    pub at: i64,
}

/// What is known of the pages on the municipality's own website.
pub(super) fn found(links: &[LinkChecked]) -> impl Iterator<Item = Found> {
    let told = links.iter().filter(|l| !l.page.is_empty() && l.page != "unasked");
    told.map(|l| Found {
        key: format!("link-{}", l.page),
        severity: if l.page == "gone" { "warning" } else { "hint" }.to_owned(),
        words: l.address.clone(),
        start: l.start,
        end: l.end,
        ..Found::default()
    })
}

/// Whether there are pages that nobody has looked for yet.
pub(super) fn unasked(links: &[LinkChecked]) -> bool {
    links.iter().any(|l| l.page == "unasked")
}

/// The links that were published before.
pub(super) fn earlier(links: Vec<LinkChecked>) -> Vec<EarlierRow> {
    let row = |l: LinkChecked| {
        l.earlier.map(|earlier| EarlierRow {
            words: l.address,
            start: l.start,
            end: l.end,
            id: earlier.post.as_str().to_owned(),
            title: earlier.title,
            at: earlier.at.0,
        })
    };
    links.into_iter().filter_map(row).collect()
}
