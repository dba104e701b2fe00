//! A page as a visitor sees it, by Chromium without a window. The browser itself reaches no network: every request it
//! makes is handed to us, judged and carried out by the one guarded client, and answered with what came. So what it saw
//! is known byte for byte, and nothing on a page can make it look into a private network.

mod page;
mod pipe;
mod relay;

pub use relay::Exchange;

use crate::Http;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// How long a page may take from the first request to the last file.
const PATIENCE: Duration = Duration::from_secs(90);

/// A browser that can be started, once for each page and with nothing left of it afterwards.
#[derive(Clone, Debug)]
pub struct Browser {
    program: PathBuf,
    sandbox: bool,
    http: Http,
    own: Option<(url::Origin, Http)>,
    /// One page at a time: each takes some hundred megabytes.
    turn: Arc<Semaphore>,
}

/// A page as it was shown.
#[derive(Clone, Debug)]
pub struct Capture {
    /// Address after redirects.
    pub url: String,
    /// HTTP status of the page itself.
    pub status: u16,
    /// Its title.
    pub title: String,
    /// Whether it asks visitors to sign in instead of showing what was asked for.
    pub login: bool,
    /// The whole page as a picture. Empty, like the other files, when the network gave a status of an error and no page.
    pub png: Vec<u8>,
    /// The page as it prints.
    pub pdf: Vec<u8>,
    /// The page with what it is made of, in one file.
    pub mhtml: Vec<u8>,
    /// All requests that were answered, in the order of their answers.
    pub exchanges: Vec<Exchange>,
}

/// Why there is no picture of a page.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum CaptureError {
    /// The program is not there, or did not start.
    #[error("browser not started: {0}")]
    NoBrowser(String),
    /// The page did not come: the network, or an address that may not be called.
    #[error("page not reached: {0}")]
    NotReached(String),
    /// It took too long.
    #[error("took longer than {} s", PATIENCE.as_secs())]
    TooSlow,
    /// The page is larger than is taken.
    #[error("page too large")]
    TooLarge,
    /// The browser did not do as it was told.
    #[error("browser: {0}")]
    Browser(String),
}

impl CaptureError {
    /// Stable key, the name of its message in every locale.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NoBrowser(_) => "snapshot-no-browser",
            Self::NotReached(_) => "snapshot-not-reached",
            Self::TooSlow => "snapshot-too-slow",
            Self::TooLarge => "snapshot-too-large",
            Self::Browser(_) => "snapshot-browser-failed",
        }
    }
}

impl Browser {
    /// A browser with the program at `program` (a path, or a name that is looked up in `PATH`). Without `sandbox` it runs
    /// without Chromium's own one, which some containers do not allow.
    #[must_use]
    pub fn new(http: Http, program: PathBuf, sandbox: bool) -> Self {
        Self {
            program,
            sandbox,
            http,
            own: None,
            turn: Arc::new(Semaphore::new(1)),
        }
    }

    /// The same, which reaches what is public on our own server as well, wherever that stands: `http` is a client that may
    /// go there. The practice network's pages are on it.
    #[must_use]
    pub fn with_own(mut self, base_url: &str, http: Http) -> Self {
        self.own = url::Url::parse(base_url).ok().map(|url| (url.origin(), http));
        self
    }

    /// The client for an address.
    fn client(&self, address: &str) -> Http {
        match (&self.own, url::Url::parse(address)) {
            (Some((origin, http)), Ok(url)) if url.origin() == *origin => http.clone(),
            _ => self.http.clone(),
        }
    }

    /// Where the program is; `None` when it is not installed.
    #[must_use]
    pub fn find(program: &Path) -> Option<PathBuf> {
        if program.components().count() > 1 {
            return program.is_file().then(|| program.to_owned());
        }
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path)
            .map(|folder| folder.join(program))
            .find(|candidate| candidate.is_file())
    }

    /// Opens `address` as somebody who is not signed in, and keeps what is shown. Waits until no other page is open.
    ///
    /// # Errors
    /// [`CaptureError`]; nothing of the browser is left in any case.
    pub async fn capture(&self, address: &str) -> Result<Capture, CaptureError> {
        let _turn = self.turn.acquire().await;
        let work = page::capture(self, address);
        tokio::time::timeout(PATIENCE, work)
            .await
            .unwrap_or(Err(CaptureError::TooSlow))
    }
}
