//! What every network can be asked, in one shape.

use crate::CallError;
use async_trait::async_trait;
use bytes::Bytes;
use model::item::IncomingItem;
use model::{Millis, Source};

/// One account on one network.
///
/// Calls that only read answer [`CallError::Down`] when no answer came; calls that change something
/// answer [`CallError::Lost`] when they may have changed it.
#[async_trait]
pub trait Connector: Send + Sync {
    /// What this network (and server, as far as known) can do. No call is made; a server's own limits
    /// are known after the first [`connect`](Self::connect), [`replies`](Self::replies) or [`publish`](Self::publish).
    fn capabilities(&self) -> Capabilities;

    /// How long `text` is as the network counts it.
    fn count_length(&self, text: &str) -> Length;

    /// Proves the credentials and says whose account they open.
    ///
    /// # Errors
    /// [`CallError::Expired`] when the network does not accept them.
    async fn connect(&self) -> Result<Account, CallError>;

    /// Chooses the key of a post or reply before the first call; store it, then publish with it.
    fn prepare(&self, source: &Source) -> String;

    /// Publishes a post or a reply. A second call with the same key never makes a second post
    /// (on Mastodon: within one hour, which is as long as the server keeps the key; ask
    /// [`find`](Self::find) first in any case).
    ///
    /// # Errors
    /// [`CallError::Lost`] when it may have been published all the same.
    async fn publish(&self, out: &Outgoing, key: &str) -> Result<Remote, CallError>;

    /// What the network has under `key`. `out` is what was to be published: a network that does not
    /// know our keys is searched for that text, written since the key was chosen.
    ///
    /// # Errors
    /// When the network cannot be asked; then nothing is known.
    async fn find(&self, out: &Outgoing, key: &str) -> Result<Option<Remote>, CallError>;

    /// One page of replies and mentions. Begin with an empty cursor; store [`Page::cursor`] with the
    /// items and pass it next time, at once while [`Page::more`]. Pages overlap, so what is known already comes again.
    ///
    /// # Errors
    /// When the network cannot be asked; the old cursor stays good.
    async fn replies(&self, cursor: &str) -> Result<Page, CallError>;

    /// All answers in the thread under `root`, with their present text: shows edits that no notification
    /// tells of.
    ///
    /// # Errors
    /// When the network cannot be asked.
    async fn thread(&self, root: &RemoteRef) -> Result<Vec<IncomingItem>, CallError>;

    /// One page of what the account itself has on the network now, newest first: posts, and answers to others. Begin
    /// with an empty cursor and go on with [`OwnPage::cursor`] until that is empty. Posts of others that were passed on
    /// are not among it.
    ///
    /// # Errors
    /// When the network cannot be asked.
    async fn own(&self, cursor: &str) -> Result<OwnPage, CallError>;

    /// Takes `item`, an answer in the thread under `root`, out of sight. Doing it twice is harmless.
    ///
    /// # Errors
    /// [`CallError::NotSupported`] with other means where the network has no such thing.
    async fn hide(&self, root: &RemoteRef, item: &RemoteRef) -> Result<(), CallError>;

    /// Shows `item` again. Doing it twice is harmless.
    ///
    /// # Errors
    /// As [`hide`](Self::hide).
    async fn restore(&self, root: &RemoteRef, item: &RemoteRef) -> Result<(), CallError>;

    /// Reads again how `item` stands on the network.
    ///
    /// # Errors
    /// When the network cannot be asked.
    async fn look(&self, root: &RemoteRef, item: &RemoteRef) -> Result<Seen, CallError>;

    /// Whether `item` is hidden, read from the network.
    ///
    /// # Errors
    /// As [`look`](Self::look).
    async fn is_hidden(&self, root: &RemoteRef, item: &RemoteRef) -> Result<bool, CallError> {
        Ok(self.look(root, item).await? == Seen::Hidden)
    }
}

/// How a network lets us take an answer out of sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hide {
    /// Bluesky's thread gate: hidden behind a button in threads that we began.
    ThreadGate,
    /// The network marks it hidden.
    Flag,
    /// The network has no such thing.
    None,
}

impl Hide {
    /// As stored in [`model::moderation::Moderation::means`].
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ThreadGate => "thread-gate",
            Self::Flag => "flag",
            Self::None => "none",
        }
    }
}

/// What a network can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// How an answer is taken out of sight.
    pub hide: Hide,
    /// What else the network offers against an answer ("report", "mute", "block"), done by a person there.
    pub other_means: &'static [&'static str],
    /// Whether pictures carry a text for those who do not see them, and its longest, in characters.
    pub alt_limit: Option<usize>,
    /// Longest text, in [`Length::unit`].
    pub text_limit: usize,
    /// Most pictures in one post.
    pub images: usize,
    /// Most bytes in one picture.
    pub image_bytes: usize,
    /// The longest and the largest video; `None` where videos are not taken.
    pub video: Option<VideoLimits>,
    /// Whether a published text can be changed.
    pub edit: bool,
}

/// What a network takes of videos: one in a post, without pictures beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VideoLimits {
    /// Most bytes.
    pub bytes: usize,
    /// Longest, in milliseconds; `None` where only the bytes count.
    pub millis: Option<i64>,
    /// Most bytes of captions; `None` where no captions can be sent beside it.
    pub captions: Option<usize>,
}

/// A text's length as a network counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// Used.
    pub used: usize,
    /// Allowed.
    pub limit: usize,
    /// `graphemes` (what a reader sees as one letter), or `bytes` where that cap is the tighter one.
    pub unit: &'static str,
}

impl Length {
    /// Whether it is within the limit.
    #[must_use]
    pub fn fits(self) -> bool {
        self.used <= self.limit
    }
}

/// Whose account the credentials open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Lasting name on the network (DID, account id).
    pub remote_id: String,
    /// Handle, without a leading `@`.
    pub handle: String,
    /// Display name; may be empty.
    pub name: String,
    /// Public address.
    pub url: String,
}

/// A post or reply to publish.
#[derive(Clone, Debug, Default)]
pub struct Outgoing {
    /// Text.
    pub text: String,
    /// Address to close the text with unless the text has it already; empty when none.
    pub link: String,
    /// BCP 47 language of the text; empty when not known.
    pub lang: String,
    /// Pictures in order.
    pub images: Vec<Image>,
    /// The video; there are no pictures then.
    pub video: Option<Video>,
    /// When it is published in our name; the same at every try.
    pub at: Millis,
    /// What it answers; `None` for a post.
    pub reply: Option<ReplyTo>,
}

impl Outgoing {
    /// The text with the link at its end: what is sent, and what [`Connector::count_length`] should count.
    #[must_use]
    pub fn body(&self) -> String {
        if self.link.is_empty() || self.text.contains(&self.link) {
            self.text.clone()
        } else if self.text.is_empty() {
            self.link.clone()
        } else {
            format!("{}\n\n{}", self.text.trim_end(), self.link)
        }
    }
}

/// A picture to publish.
#[derive(Clone)]
pub struct Image {
    /// The encoded picture.
    pub bytes: Bytes,
    /// `image/jpeg` or `image/png`.
    pub mime: String,
    /// What it shows.
    pub alt: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

impl std::fmt::Debug for Image {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Image({}, {} bytes)", self.mime, self.bytes.len())
    }
}

/// A video to publish.
#[derive(Clone)]
pub struct Video {
    /// An MP4 file.
    pub bytes: Bytes,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// Captions as WebVTT, in the language of the text; empty when there are none.
    pub captions: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

impl Video {
    /// The only form of video that is kept and sent.
    pub const MIME: &'static str = "video/mp4";
}

impl std::fmt::Debug for Video {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Video({} bytes)", self.bytes.len())
    }
}

/// Something on a network.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemoteRef {
    /// Name on the network.
    pub remote_id: String,
    /// Content id; empty when not known (it is then looked up where needed).
    pub cid: String,
}

impl RemoteRef {
    /// Joins both halves.
    pub fn new(remote_id: impl Into<String>, cid: impl Into<String>) -> Self {
        Self {
            remote_id: remote_id.into(),
            cid: cid.into(),
        }
    }
}

/// What a reply answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReplyTo {
    /// The item answered.
    pub parent: RemoteRef,
    /// First post of the thread; the parent itself when that began it.
    pub root: RemoteRef,
}

/// What was published, as the network names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remote {
    /// Name on the network.
    pub remote_id: String,
    /// Content id; empty where the network has none.
    pub cid: String,
    /// Public address.
    pub url: String,
    /// The network's own JSON, byte for byte.
    pub raw: String,
}

/// Replies and mentions, and where to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// In the network's order. Some may be known already.
    pub items: Vec<IncomingItem>,
    /// For the next call; opaque, at most a few hundred characters.
    pub cursor: String,
    /// Whether more is waiting now.
    pub more: bool,
}

/// What the account itself has on the network, and where to go on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnPage {
    /// Newest first.
    pub posts: Vec<OwnPost>,
    /// For the next call; empty at the end.
    pub cursor: String,
}

/// A post or an answer of the account, as it stands on the network now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPost {
    /// Name on the network.
    pub remote_id: String,
    /// Content id; empty where the network has none.
    pub cid: String,
    /// Public address; may be empty.
    pub url: String,
    /// Plain text.
    pub text: String,
    /// What it answers; empty for a post.
    pub parent_remote_id: String,
    /// When it was put up, as the network says.
    pub written_at: Millis,
    /// Whether it was changed after that; `None` where the network does not say, and only content id or text tell.
    pub edited: Option<bool>,
    /// The network's own JSON, byte for byte as received for this post.
    pub raw: String,
}

/// How an item stands on the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// In sight.
    Visible,
    /// Out of sight by our hand.
    Hidden,
    /// Removed by its author or the network.
    Gone,
}
