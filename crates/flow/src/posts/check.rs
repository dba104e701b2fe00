//! What the guideline says of a draft, while it is typed. Nothing is stored.
use super::Draft;
use crate::rules::{Point, Question};
use crate::{Actor, Error, Flow, Result};
use model::item::FindingNote;
use model::{ChannelId, PostId};
use serde::Serialize;

/// How long a text is, as the channel's network counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChannelLength {
    /// Channel.
    pub channel: ChannelId,
    /// Its name.
    pub name: String,
    /// Used.
    pub used: usize,
    /// Allowed.
    pub limit: usize,
    /// `graphemes` or `characters`.
    pub unit: String,
    /// Whether it fits.
    pub fits: bool,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Worst outcome: `pass`, `warn`, `ask`, `require-approval`, `block`, `conflict`.
    pub outcome: String,
    /// Points that are not passes, worst first.
    pub points: Vec<Point>,
    /// Questions the guideline asks.
    pub questions: Vec<Question>,
    /// All findings in the text, in order.
    pub findings: Vec<FindingNote>,
    /// Lengths by channel.
    pub lengths: Vec<ChannelLength>,
    /// Approval steps that a submission would open: role and clause.
    pub steps: Vec<(String, String)>,
}

/// Checks a draft as it stands in the form, with the stored post's pictures.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn check(flow: &Flow, actor: &Actor, post: &PostId, draft: &Draft) -> Result<Checked> {
    let _ = (flow, actor, post, draft);
    Err(Error::Internal("check".into()))
}
