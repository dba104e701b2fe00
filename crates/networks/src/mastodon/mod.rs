//! Any server with the Mastodon API, by an access token.

mod call;
pub mod count;
mod own;
mod post;
mod replies;
mod wire;

use crate::connector::{
    Account, Capabilities, Connector, Hide, Length, Outgoing, OwnPage, Page, Remote, RemoteRef, Seen,
    VideoLimits,
};
use crate::http::Effect;
use crate::{CallError, Credentials, Http, text};
use async_trait::async_trait;
use call::read;
use model::Source;
use model::item::IncomingItem;
use std::sync::{Arc, PoisonError, RwLock};
use url::Url;

/// What the API offers against others' answers. It has nothing that hides one from everybody.
const OTHER_MEANS: &[&str] = &["report", "mute", "block"];

/// One account on a server.
pub struct Mastodon {
    http: Http,
    server: Url,
    credentials: Credentials,
    known: RwLock<Known>,
}

/// What the server has told of itself and us.
#[derive(Clone, Default)]
struct Known {
    limits: Option<Arc<wire::Configuration>>,
    account_id: Option<String>,
}

impl Mastodon {
    /// `server` is the base address; the credentials hold an access token.
    ///
    /// # Errors
    /// [`CallError::AddressRefused`] when `server` is no https address.
    pub fn new(http: Http, server: &str, credentials: Credentials) -> Result<Self, CallError> {
        let server = http.server(server)?;
        Ok(Self {
            http,
            server,
            credentials,
            known: RwLock::default(),
        })
    }

    fn known(&self) -> Known {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.clone()
    }

    fn learn(&self, change: impl FnOnce(&mut Known)) {
        change(&mut self.known.write().unwrap_or_else(PoisonError::into_inner));
    }

    /// The server's limits, those of an unchanged server until it has told them.
    fn limits(&self) -> Arc<wire::Configuration> {
        self.known().limits.unwrap_or_default()
    }

    /// Asks for the limits once. An older server does not tell them; then those of an unchanged one hold.
    async fn learn_limits(&self) -> Result<(), CallError> {
        if self.known().limits.is_some() {
            return Ok(());
        }
        let limits = match self.ask("/api/v2/instance", &[]).await {
            Ok(answer) => read::<wire::Instance>(&answer, Effect::Reads)?.configuration,
            Err(CallError::Refused { .. }) => wire::Configuration::default(),
            Err(other) => return Err(other),
        };
        self.learn(|known| known.limits = Some(Arc::new(limits)));
        Ok(())
    }

    /// Our own account's id.
    async fn account_id(&self) -> Result<String, CallError> {
        match self.known().account_id {
            Some(id) => Ok(id),
            None => Ok(self.verify().await?.id),
        }
    }

    async fn verify(&self) -> Result<wire::Account, CallError> {
        let answer = self.ask("/api/v1/accounts/verify_credentials", &[]).await?;
        let account: wire::Account = read(&answer, Effect::Reads)?;
        self.learn(|known| known.account_id = Some(account.id.clone()));
        Ok(account)
    }
}

#[async_trait]
impl Connector for Mastodon {
    fn capabilities(&self) -> Capabilities {
        let limits = self.limits();
        Capabilities {
            hide: Hide::None,
            other_means: OTHER_MEANS,
            alt_limit: Some(limits.media_attachments.description_limit),
            text_limit: limits.statuses.max_characters,
            images: limits.statuses.max_media_attachments,
            image_bytes: limits.media_attachments.image_size_limit,
            // The length has no limit of its own. The API takes no captions.
            video: Some(VideoLimits {
                bytes: limits.media_attachments.video_size_limit,
                millis: None,
                captions: None,
            }),
            edit: true,
        }
    }

    fn count_length(&self, text: &str) -> Length {
        let limits = self.limits();
        Length {
            used: count::count(text, limits.statuses.characters_reserved_per_url),
            limit: limits.statuses.max_characters,
            unit: "graphemes",
        }
    }

    async fn connect(&self) -> Result<Account, CallError> {
        let account = self.verify().await?;
        self.learn_limits().await?;
        let host = self.server.host_str().unwrap_or_default();
        Ok(Account {
            handle: format!("{}@{host}", account.username),
            remote_id: account.id,
            name: account.display_name,
            url: text::web_address(&account.url),
        })
    }

    fn prepare(&self, source: &Source) -> String {
        text::timed_key(source)
    }

    async fn publish(&self, out: &Outgoing, key: &str) -> Result<Remote, CallError> {
        self.learn_limits().await?;
        text::refuse_too_long(self.count_length(&out.body()))?;
        post::publish(self, out, key).await
    }

    async fn find(&self, out: &Outgoing, key: &str) -> Result<Option<Remote>, CallError> {
        post::find(self, out, key).await
    }

    async fn replies(&self, cursor: &str) -> Result<Page, CallError> {
        self.learn_limits().await?;
        replies::page(self, cursor).await
    }

    async fn thread(&self, root: &RemoteRef) -> Result<Vec<IncomingItem>, CallError> {
        replies::thread(self, &root.remote_id).await
    }

    async fn own(&self, cursor: &str) -> Result<OwnPage, CallError> {
        own::page(self, cursor).await
    }

    async fn hide(&self, _root: &RemoteRef, _item: &RemoteRef) -> Result<(), CallError> {
        Err(CallError::NotSupported { means: OTHER_MEANS })
    }

    async fn restore(&self, _root: &RemoteRef, _item: &RemoteRef) -> Result<(), CallError> {
        Err(CallError::NotSupported { means: OTHER_MEANS })
    }

    async fn look(&self, _root: &RemoteRef, item: &RemoteRef) -> Result<Seen, CallError> {
        let path = format!("/api/v1/statuses/{}", item.remote_id);
        match self.ask(&path, &[]).await {
            Ok(_) => Ok(Seen::Visible),
            Err(CallError::Refused { code, .. }) if code == "404" || code == "410" => Ok(Seen::Gone),
            Err(other) => Err(other),
        }
    }
}
