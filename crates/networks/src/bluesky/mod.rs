//! Bluesky and other services of the AT Protocol, through the account's own server (PDS). Questions about
//! what others wrote are passed on by it to the AppView.

pub mod facets;
mod gate;
mod own;
mod post;
mod replies;
mod session;
mod wire;

use crate::connector::{
    Account, Capabilities, Connector, Hide, Length, Outgoing, OwnPage, Page, Remote, RemoteRef, Seen,
    VideoLimits,
};
use crate::http::Effect;
use crate::{CallError, Credentials, Http};
use async_trait::async_trait;
use model::Source;
use model::item::IncomingItem;
use reqwest::Method;
use std::sync::OnceLock;
use tokio::sync::Mutex;
use unicode_segmentation::UnicodeSegmentation;
use url::Url;

/// Longest text in graphemes, and in bytes (lexicon `app.bsky.feed.post`).
const TEXT_GRAPHEMES: usize = 300;
const TEXT_BYTES: usize = 3_000;
/// The largest video and its captions (lexicon `app.bsky.embed.video`, of August 2026: until then 100 MB, which servers
/// not brought up to date since refuse in words of their own), and the longest (the official app, of August 2026).
const VIDEO: VideoLimits = VideoLimits {
    bytes: 300_000_000,
    millis: Some(600_000),
    captions: Some(20_000),
};
/// What else is there against an answer in a thread that is not ours.
const OTHER_MEANS: &[&str] = &["report", "mute", "block"];

/// One account on a PDS.
pub struct Bluesky {
    http: Http,
    source: Source,
    server: Url,
    credentials: Credentials,
    session: Mutex<Option<session::Session>>,
    /// Bytes of the largest file that the server takes, or `None` where it does not tell, once it was asked.
    file_limit: OnceLock<Option<usize>>,
}

impl Bluesky {
    /// `server` is the PDS's base address; the credentials are a handle or DID and an app password.
    ///
    /// # Errors
    /// [`CallError::AddressRefused`] when `server` is no https address.
    pub fn new(
        http: Http,
        source: Source,
        server: &str,
        credentials: Credentials,
    ) -> Result<Self, CallError> {
        let server = http.server(server)?;
        Ok(Self {
            http,
            source,
            server,
            credentials,
            session: Mutex::default(),
            file_limit: OnceLock::new(),
        })
    }

    /// Asks once for the largest file that the server takes (newer ones tell it). That it does not answer is no reason to do
    /// nothing else.
    async fn learn_limit(&self) {
        if self.file_limit.get().is_some() {
            return;
        }
        let told = match self.describe().await {
            Ok(told) => told.blob_upload_limit.filter(|&limit| limit > 0),
            Err(CallError::Refused { .. } | CallError::BadAnswer(_)) => None,
            Err(_) => return,
        };
        // Another call may have asked meanwhile, and heard the same.
        let _ = self.file_limit.set(told);
    }

    async fn describe(&self) -> Result<wire::Described, CallError> {
        let question = self.request(Method::GET, "com.atproto.server.describeServer", &[])?;
        session::read(&self.exchange(question, Effect::Reads).await?, Effect::Reads)
    }
}

#[async_trait]
impl Connector for Bluesky {
    fn capabilities(&self) -> Capabilities {
        let file = self.file_limit.get().copied().flatten().unwrap_or(usize::MAX);
        Capabilities {
            hide: Hide::ThreadGate,
            other_means: OTHER_MEANS,
            // The lexicons have no cap (that of videos since September 2026; older servers stop at 1,000 graphemes there); the
            // official app stops here.
            alt_limit: Some(2_000),
            text_limit: TEXT_GRAPHEMES,
            images: 4,
            image_bytes: file.min(2_000_000),
            video: Some(VideoLimits {
                bytes: VIDEO.bytes.min(file),
                ..VIDEO
            }),
            edit: false,
        }
    }

    fn count_length(&self, text: &str) -> Length {
        let used = text.graphemes(true).count();
        if used <= TEXT_GRAPHEMES && text.len() > TEXT_BYTES {
            return Length {
                used: text.len(),
                limit: TEXT_BYTES,
                unit: "bytes",
            };
        }
        Length {
            used,
            limit: TEXT_GRAPHEMES,
            unit: "graphemes",
        }
    }

    async fn connect(&self) -> Result<Account, CallError> {
        // A fresh sign-in, so that a withdrawn password shows even while the old session lives.
        *self.session.lock().await = None;
        let session = self.session().await?;
        // The display name is a courtesy: without an AppView there is none.
        let profile = self
            .ask("app.bsky.actor.getProfile", &[("actor", &session.did)])
            .await
            .and_then(|answer| session::read::<wire::Profile>(&answer, Effect::Reads))
            .unwrap_or_default();
        self.learn_limit().await;
        Ok(Account {
            url: format!("https://bsky.app/profile/{}", session.handle),
            remote_id: session.did,
            handle: session.handle,
            name: profile.display_name,
        })
    }

    fn prepare(&self, source: &Source) -> String {
        post::record_key(source)
    }

    async fn publish(&self, out: &Outgoing, key: &str) -> Result<Remote, CallError> {
        post::publish(self, out, key).await
    }

    async fn find(&self, _out: &Outgoing, key: &str) -> Result<Option<Remote>, CallError> {
        post::find(self, key).await
    }

    async fn replies(&self, cursor: &str) -> Result<Page, CallError> {
        self.learn_limit().await;
        replies::page(self, cursor).await
    }

    async fn thread(&self, root: &RemoteRef) -> Result<Vec<IncomingItem>, CallError> {
        replies::thread(self, &root.remote_id).await
    }

    async fn own(&self, cursor: &str) -> Result<OwnPage, CallError> {
        own::page(self, cursor).await
    }

    async fn hide(&self, root: &RemoteRef, item: &RemoteRef) -> Result<(), CallError> {
        gate::set(self, &root.remote_id, &item.remote_id, true).await
    }

    async fn restore(&self, root: &RemoteRef, item: &RemoteRef) -> Result<(), CallError> {
        gate::set(self, &root.remote_id, &item.remote_id, false).await
    }

    async fn look(&self, root: &RemoteRef, item: &RemoteRef) -> Result<Seen, CallError> {
        gate::look(self, &root.remote_id, &item.remote_id).await
    }
}

/// Collection of posts.
const POST: &str = "app.bsky.feed.post";

/// Owner and record key of a post's AT URI.
fn owner_and_key(uri: &str) -> Option<(&str, &str)> {
    let mut parts = uri.strip_prefix("at://")?.split('/');
    let (owner, collection, key) = (parts.next()?, parts.next()?, parts.next()?);
    (collection == POST && parts.next().is_none()).then_some((owner, key))
}

/// Public address of a post. A handle that its domain no longer confirms is of no use in it.
fn address(handle: &str, owner: &str, key: &str) -> String {
    let profile = if handle == "handle.invalid" { owner } else { handle };
    format!("https://bsky.app/profile/{profile}/post/{key}")
}

/// Whether the network says that there is no such record.
fn no_record(error: &CallError) -> bool {
    matches!(error, CallError::Refused { code, message }
        if code == "RecordNotFound" || message.starts_with("Could not locate record"))
}
