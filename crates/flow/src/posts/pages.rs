//! Whether pages of the municipality's own website are there. The website is asked, nobody else; what it says is remembered for
//! some minutes.

use super::links::is_within;
use model::{Millis, Source};
use networks::{Glance, Http};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use url::Url;

/// How long one page is waited for when nothing else is said.
const PATIENCE: Duration = Duration::from_secs(5);
/// Pages that are asked for at once, by everybody together.
const AT_ONCE: usize = 4;
/// How long an answer is remembered, and how long that there was none.
const KEPT: i64 = 10 * Millis::MINUTE;
const KEPT_UNCLEAR: i64 = Millis::MINUTE;
/// Pages remembered: more than people write about in some minutes.
const MOST: usize = 1_000;

model::words! {
    /// What the website says of a page.
    Page {
        /// It is there.
        There = "there",
        /// There is no such page.
        Gone = "gone",
        /// It leads on to another website, where nobody looked.
        Away = "away",
        /// No answer, or one that does not tell: whether the page is there is not known.
        Unclear = "unclear",
    }
}

/// Asks the municipality's website for pages, and remembers.
pub struct Pages {
    http: Http,
    patience: Duration,
    turns: Semaphore,
    known: Mutex<HashMap<String, (Millis, Page)>>,
}

impl Pages {
    /// Asks with this client.
    #[must_use]
    pub fn new(http: Http) -> Self {
        Self {
            http,
            patience: PATIENCE,
            turns: Semaphore::new(AT_ONCE),
            known: Mutex::default(),
        }
    }

    /// The same, with another limit on how long a page is waited for.
    #[must_use]
    pub fn patient(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// What is remembered of a page.
    pub(super) fn remembered(&self, source: &Source, url: &Url) -> Option<Page> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let (until, page) = known.get(&name(url))?;
        (source.now() < *until).then_some(*page)
    }

    /// Asks for those that are not remembered. Whoever no longer waits for it ends it.
    pub(super) async fn learn(self: &Arc<Self>, source: &Source, website: &str, pages: Vec<Url>) {
        let mut asked = JoinSet::new();
        for url in pages {
            if self.remembered(source, &url).is_none() {
                let (own, source, website) = (self.clone(), source.clone(), website.to_owned());
                asked.spawn(async move { own.ask(&source, &website, url).await });
            }
        }
        asked.join_all().await;
    }

    async fn ask(&self, source: &Source, website: &str, url: Url) {
        let Ok(_turn) = self.turns.acquire().await else {
            return;
        };
        if self.remembered(source, &url).is_some() {
            return;
        }
        let looked = self.http.look(url.as_str(), |url| is_within(url, website));
        let page = match tokio::time::timeout(self.patience, looked).await {
            Ok(Ok(Glance::Status(200..=299))) => Page::There,
            Ok(Ok(Glance::Status(404 | 410))) => Page::Gone,
            Ok(Ok(Glance::Away)) => Page::Away,
            Ok(Ok(Glance::Status(_)) | Err(_)) | Err(_) => Page::Unclear,
        };
        let now = source.now();
        let until = match page {
            Page::Unclear => now.plus(KEPT_UNCLEAR),
            Page::There | Page::Gone | Page::Away => now.plus(KEPT),
        };
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.retain(|_, (until, _)| now < *until);
        }
        if known.len() < MOST {
            known.insert(name(&url), (until, page));
        }
    }
}

/// A page by its address; fragments are parts of it.
fn name(url: &Url) -> String {
    let address = url.as_str();
    address.split('#').next().unwrap_or(address).to_owned()
}
