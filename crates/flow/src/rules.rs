//! The rulebook's answers in the shape that pages show: plain words in the reader's language.

use model::item::FindingNote;
use serde::Serialize;

/// One thing the guideline says about what is being done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Point {
    /// Clause id, e.g. "batsfjord/4.3-3".
    pub clause: String,
    /// Section of the document, e.g. "4.3"; empty for product defaults.
    pub section: String,
    /// Name of the guideline it comes from.
    pub pack: String,
    /// Short title.
    pub title: String,
    /// What the clause says, restated.
    pub says: String,
    /// `pass`, `warn`, `ask`, `require-approval`, `block`, `waived`, `conflict`.
    pub outcome: String,
    /// Why it came out so.
    pub why: String,
    /// What mends it.
    pub fix: String,
    /// Who may waive it; empty when nobody.
    pub waiver: String,
    /// Facts that decided: label and value in words.
    pub facts: Vec<(String, String)>,
    /// True when the municipality's document does not ask for this and the product advises it.
    pub product_default: bool,
    /// Detector findings behind it, with places in the text.
    pub findings: Vec<FindingNote>,
}

/// A question that the guideline wants answered before something is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Name of the fact the answer becomes; the form field is `answer.<name>`.
    pub name: String,
    /// The question.
    pub label: String,
    /// `yes-no`, `text` or `choice`.
    pub kind: String,
    /// Words and labels of a choice.
    pub choices: Vec<(String, String)>,
    /// Whether it must be answered.
    pub required: bool,
    /// Clause that asks.
    pub clause: String,
    /// Answer given so far; empty when none.
    pub answer: String,
}

/// A ground on which a comment may be hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ground {
    /// Id of the ground: clause id, with its letter where it has one.
    pub id: String,
    /// What it is, in a line.
    pub title: String,
    /// What the clause says.
    pub says: String,
    /// `must`, `may` or `exceptional`.
    pub strength: String,
    /// True when the product advises it and the document is silent.
    pub product_default: bool,
}
