//! What a network has against what we hold.

use crate::{ChannelId, GapId, Millis, MunicipalityId, ReconciliationId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

crate::words! {
    /// In what a network and we differ.
    GapKind {
        /// The network has a post of the account that was not made here.
        PostOutside = "post-outside",
        /// The network has an answer of the account that was not made here.
        AnswerOutside = "answer-outside",
        /// Our post is no longer on the network; who removed it is not known.
        PostGone = "post-gone",
        /// Our answer is no longer on the network; who removed it is not known.
        AnswerGone = "answer-gone",
        /// Our post stands with another text or other pictures.
        PostChanged = "post-changed",
        /// A comment that we have not taken in.
        CommentMissing = "comment-missing",
        /// A comment whose present text we have not taken in.
        CommentChanged = "comment-changed",
        /// A comment that is no longer on the network, which we have not noted.
        CommentGone = "comment-gone",
    }
}

/// How a channel stood on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconciliation {
    /// Id.
    pub id: ReconciliationId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// Channel, unique together with `day`.
    pub channel: ChannelId,
    /// Day, by the municipality's clock.
    pub day: Date,
    /// When the network was asked last on that day.
    pub asked_at: Millis,
    /// How far back was compared.
    pub since: Millis,
    /// Whether there was more than is compared at once, so that `since` is later than usual.
    pub cut: bool,
    /// Posts and answers of the account that were compared.
    pub posts: i64,
    /// Comments that were compared.
    pub comments: i64,
    /// Gaps that were open after it.
    pub gaps: i64,
    /// Key of what kept us from comparing; empty when it was done.
    pub problem: String,
}

/// One difference. Of texts there is nothing here: they are in the records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// Id.
    pub id: GapId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// Channel.
    pub channel: ChannelId,
    /// In what.
    pub kind: GapKind,
    /// What: our publication, answer or item by id; what we do not have by its name on the network. Unique with
    /// `channel` and `kind`.
    pub subject: String,
    /// Our post or item that it belongs to, by id; empty when none.
    pub about: String,
    /// Public address; may be empty.
    pub url: String,
    /// Which of several changes of a post it is about; empty for other kinds.
    pub mark: String,
    /// When what is missing was written, or when what is gone was published.
    pub at: Option<Millis>,
    /// When it was found.
    pub found_at: Millis,
    /// Whether somebody has settled it.
    pub settled: bool,
}
