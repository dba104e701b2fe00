//! What goes into a document.

use model::Millis;
use unicode_segmentation::UnicodeSegmentation as _;

/// What stands in place of what is not public, whatever its length.
const BAR: &str = "▇▇▇▇▇";

/// A part of a text that is not public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redaction {
    /// First character, counted from 0.
    pub from: usize,
    /// One past the last character.
    pub to: usize,
    /// Legal ground, shown after the bar; may be empty.
    pub ground: String,
}

/// A text, with what is to be taken out of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    content: String,
    redactions: Vec<Redaction>,
}

impl Text {
    /// A text with redactions in any order; where two meet or overlap, they become one with both grounds.
    #[must_use]
    pub fn redacted(content: impl Into<String>, redactions: Vec<Redaction>) -> Self {
        Self {
            content: content.into(),
            redactions,
        }
    }

    /// The text as everybody may read it. A redaction takes whole letters: one that ends between a letter and its accent
    /// takes the accent too.
    #[must_use]
    pub fn shown(&self) -> String {
        if self.redactions.is_empty() {
            return self.content.clone();
        }
        let mut shown = String::new();
        let mut grounds: Vec<&str> = Vec::new();
        let mut open = false;
        let mut at = 0;
        for letter in self.content.graphemes(true) {
            let end = at + letter.chars().count();
            let mut hidden = false;
            for redaction in self.redactions.iter().filter(|r| r.from < end && at < r.to) {
                hidden = true;
                if !redaction.ground.is_empty() && !grounds.contains(&redaction.ground.as_str()) {
                    grounds.push(&redaction.ground);
                }
            }
            if hidden {
                open = true;
            } else {
                if std::mem::take(&mut open) {
                    bar(&mut shown, &mut grounds);
                }
                shown.push_str(letter);
            }
            at = end;
        }
        if open {
            bar(&mut shown, &mut grounds);
        }
        shown
    }
}

fn bar(shown: &mut String, grounds: &mut Vec<&str>) {
    shown.push_str(BAR);
    if !grounds.is_empty() {
        shown.push_str(" [");
        shown.push_str(&grounds.join("; "));
        shown.push(']');
        grounds.clear();
    }
}

impl From<&str> for Text {
    fn from(content: &str) -> Self {
        Self::redacted(content, Vec::new())
    }
}

impl From<String> for Text {
    fn from(content: String) -> Self {
        Self::redacted(content, Vec::new())
    }
}

/// A box in a picture, in pixels from its upper left corner as it is shown, that is painted over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Left edge.
    pub x: u32,
    /// Upper edge.
    pub y: u32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// A picture.
#[derive(Clone, Debug)]
pub struct Picture {
    /// JPEG, PNG, GIF or WebP.
    pub content: Vec<u8>,
    /// What it shows, for those who do not see it.
    pub alt: Text,
    /// Boxes to be painted over.
    pub boxes: Vec<Area>,
    /// Line below it; may be empty.
    pub caption: Text,
}

/// A piece of a document.
#[derive(Clone, Debug)]
pub enum Block {
    /// A heading; levels 1 to 3.
    Heading(u8, Text),
    /// A line with a name before it.
    Fact(String, Text),
    /// Text; its line breaks are kept.
    Paragraph(Text),
    /// Text in small print, for positions and digests.
    Small(Text),
    /// A picture.
    Picture(Picture),
    /// A line across the page.
    Rule,
}

/// How an attached file belongs to the document (PDF 2.0's AFRelationship).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The document was made from it.
    Source,
    /// Data that the document shows.
    Data,
    /// Something besides.
    Supplement,
}

/// A file that goes along inside the document.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Name.
    pub name: String,
    /// Media type.
    pub mime: String,
    /// What it is, in words.
    pub description: String,
    /// How it belongs to the document.
    pub relation: Relation,
    /// The bytes.
    pub content: Vec<u8>,
}

/// A document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Title.
    pub title: Text,
    /// Who made it, e.g. the municipality.
    pub author: String,
    /// Program and version.
    pub producer: String,
    /// Language as BCP 47, e.g. "nb".
    pub lang: String,
    /// When it was made.
    pub created: Millis,
    /// What is shown.
    pub blocks: Vec<Block>,
    /// Files that go along.
    pub attachments: Vec<Attachment>,
}

/// Words that are not in the blocks.
#[derive(Clone, Debug)]
pub struct Labels {
    /// At the bottom of each page; `{page}` and `{pages}` are filled in.
    pub page: String,
    /// In place of a picture that cannot be shown.
    pub unreadable: String,
}
