//! The practice network that ships with the product: a public page where "citizens" may comment, so
//! that everything can be tried without an account anywhere. Where it keeps things is the [`Board`]'s matter.

mod board;
mod memory;

pub use board::{Board, BoardChange};
pub use memory::MemoryBoard;

use crate::connector::{
    Account, Capabilities, Connector, Hide, Length, Outgoing, OwnPage, Page, Remote, RemoteRef, Seen,
    VideoLimits,
};
use crate::{CallError, text};
use async_trait::async_trait;
use model::Source;
use model::item::IncomingItem;
use std::sync::Arc;
use unicode_segmentation::UnicodeSegmentation;

/// Longest text, in graphemes: chosen to be that of most networks here.
pub const TEXT_LIMIT: usize = 500;
/// Comments in one page.
const PAGE: usize = 100;

/// The practice network of one channel.
pub struct Practice {
    board: Arc<dyn Board>,
    account: String,
}

impl Practice {
    /// `account` is the channel's id.
    pub fn new(board: Arc<dyn Board>, account: &str) -> Self {
        Self {
            board,
            account: account.to_owned(),
        }
    }
}

#[async_trait]
impl Connector for Practice {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            hide: Hide::Flag,
            other_means: &[],
            alt_limit: Some(1_500),
            text_limit: TEXT_LIMIT,
            images: 4,
            image_bytes: 16_000_000,
            video: Some(VideoLimits {
                bytes: 100_000_000,
                millis: None,
                captions: Some(100_000),
            }),
            edit: false,
        }
    }

    fn count_length(&self, text: &str) -> Length {
        Length {
            used: text.graphemes(true).count(),
            limit: TEXT_LIMIT,
            unit: "graphemes",
        }
    }

    async fn connect(&self) -> Result<Account, CallError> {
        self.board.account(&self.account).await
    }

    fn prepare(&self, source: &Source) -> String {
        text::timed_key(source)
    }

    async fn publish(&self, out: &Outgoing, key: &str) -> Result<Remote, CallError> {
        text::refuse_too_long(self.count_length(&out.body()))?;
        self.board.put_post(&self.account, key, out).await
    }

    async fn find(&self, out: &Outgoing, key: &str) -> Result<Option<Remote>, CallError> {
        self.board.find(&self.account, key, out).await
    }

    async fn replies(&self, cursor: &str) -> Result<Page, CallError> {
        let after = cursor.parse().unwrap_or(0);
        let changes = self.board.changes(&self.account, after, PAGE).await?;
        let more = changes.len() >= PAGE;
        let last = changes.last().map_or(after, |c| c.seq);
        Ok(Page {
            items: changes.into_iter().map(|c| c.item).collect(),
            cursor: last.to_string(),
            more,
        })
    }

    async fn thread(&self, root: &RemoteRef) -> Result<Vec<IncomingItem>, CallError> {
        self.board.thread(&self.account, &root.remote_id).await
    }

    async fn own(&self, cursor: &str) -> Result<OwnPage, CallError> {
        self.board.own(&self.account, cursor, PAGE).await
    }

    async fn hide(&self, _root: &RemoteRef, item: &RemoteRef) -> Result<(), CallError> {
        self.board.set_hidden(&self.account, &item.remote_id, true).await
    }

    async fn restore(&self, _root: &RemoteRef, item: &RemoteRef) -> Result<(), CallError> {
        self.board.set_hidden(&self.account, &item.remote_id, false).await
    }

    async fn look(&self, _root: &RemoteRef, item: &RemoteRef) -> Result<Seen, CallError> {
        self.board.look(&self.account, &item.remote_id).await
    }
}
