//! What the practice network needs of whoever keeps it.

use crate::{Account, CallError, Outgoing, OwnPage, Remote, Seen};
use async_trait::async_trait;
use model::item::IncomingItem;

/// A comment as it stands after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardChange {
    /// Grows with every new comment, edit and removal on the account; never used twice. From 1.
    pub seq: i64,
    /// The comment now; `gone` once its author took it back.
    pub item: IncomingItem,
}

/// Keeps the practice network's posts and comments. `account` is the channel's id everywhere.
///
/// When it cannot be reached it answers [`CallError::Down`].
#[async_trait]
pub trait Board: Send + Sync {
    /// Name and public page of the account; [`CallError::Expired`] when there is no such channel.
    async fn account(&self, account: &str) -> Result<Account, CallError>;

    /// Puts up a post, or a reply where `out.reply` says so. With a key that is there already it changes
    /// nothing and answers with what is there. Use `out.body()` as the text.
    async fn put_post(&self, account: &str, key: &str, out: &Outgoing) -> Result<Remote, CallError>;

    /// What was put up with `key`; `out` is what was to be put up, since replies are looked for in their thread.
    async fn find(&self, account: &str, key: &str, out: &Outgoing) -> Result<Option<Remote>, CallError>;

    /// The citizens' comments changed after `seq`, oldest change first, at most `limit`. A comment that
    /// changed more than once comes at least with its last change.
    async fn changes(&self, account: &str, seq: i64, limit: usize) -> Result<Vec<BoardChange>, CallError>;

    /// All citizens' comments in the thread under the post `root`, oldest first.
    async fn thread(&self, account: &str, root: &str) -> Result<Vec<IncomingItem>, CallError>;

    /// One page of the account's own posts, newest first, each followed by the account's answers in its thread. Begin
    /// with an empty cursor.
    async fn own(&self, account: &str, cursor: &str, limit: usize) -> Result<OwnPage, CallError>;

    /// Hides a comment from the public page, or shows it again. Twice is harmless.
    /// [`CallError::Refused`] with code `not-found` when there is none.
    async fn set_hidden(&self, account: &str, item: &str, hidden: bool) -> Result<(), CallError>;

    /// How a comment stands; [`Seen::Gone`] also when there is none.
    async fn look(&self, account: &str, item: &str) -> Result<Seen, CallError>;
}
