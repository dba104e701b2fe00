//! What every verb needs: store, blobs, time, rules, networks, keys.

use ledger::MasterKey;
use model::channel::{Channel, Network};
use model::municipality::Municipality;
use model::{Id as _, Locale, Source};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

/// Sets of detectors kept ready: more than municipalities on one installation change in a while.
const KEPT_DETECTORS: usize = 64;

/// Code of the detector of links.
const LINKS: &str = "TXT059";

/// What hashing a password costs (argon2id, one lane).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
}

impl Default for PasswordCost {
    /// 19 MiB, 2 passes: the least that the OWASP Password Storage Cheat Sheet allows for argon2id.
    fn default() -> Self {
        Self {
            memory_kib: 19 * 1024,
            passes: 2,
        }
    }
}

/// Purpose under which a channel's credentials are sealed; the owner is the channel's id.
pub(crate) const CHANNEL_SECRET: &str = "channel-credential";

/// Settings of the installation that workflows read.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Address under which people reach the server, without a slash at the end; for links in notices.
    pub base_url: String,
    /// Whether servers in private address ranges may be called (tests, a server in the town hall).
    pub allow_private_networks: bool,
    /// How often replies are read, in milliseconds.
    pub poll_every_ms: i64,
    /// How late a due publication may be sent, in milliseconds; after that it is expired and a person decides.
    pub late_limit_ms: i64,
    /// What hashing a password costs.
    pub password_cost: PasswordCost,
    /// How long the key that wrapped records' keys before a disposal is kept, in milliseconds: until then backups made
    /// before can be restored whole, and the disposal is not done.
    pub old_record_key_ms: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            base_url: "http://127.0.0.1:8080".to_owned(),
            allow_private_networks: false,
            poll_every_ms: 60_000,
            late_limit_ms: 6 * model::Millis::HOUR,
            password_cost: PasswordCost::default(),
            old_record_key_ms: 7 * model::Millis::DAY,
        }
    }
}

/// Makes the connector of a channel; tests put their own in its place.
pub trait Connectors: Send + Sync {
    /// The connector of `network` for a server and credentials (opened JSON of the channel's secret).
    ///
    /// # Errors
    /// When the credentials are not of the network's form.
    fn connector(
        &self,
        channel: &Channel,
        secret: Option<&str>,
    ) -> Result<Arc<dyn networks::Connector>, networks::CallError>;
    /// Networks that this installation offers.
    fn offered(&self) -> Vec<Network>;
}

/// The parts a [`Flow`] is made of.
pub struct FlowParts {
    /// Database.
    pub store: Arc<dyn store::Store>,
    /// Large files.
    pub blobs: Arc<dyn store::Blobs>,
    /// Clock and randomness.
    pub source: Source,
    /// Guideline packs by id, as loaded.
    pub rulebooks: BTreeMap<String, Arc<rulebook::Rulebook>>,
    /// Networks.
    pub connectors: Arc<dyn Connectors>,
    /// Key-encryption key.
    pub master: MasterKey,
    /// Settings.
    pub settings: Settings,
}

/// The workflows' context; cheap to clone.
#[derive(Clone)]
pub struct Flow {
    pub(crate) parts: Arc<FlowParts>,
    pub(crate) wake: Arc<tokio::sync::Notify>,
    detectors: Arc<Mutex<HashMap<String, detect::text::Settings>>>,
    pub(crate) books: Arc<crate::packs::Books>,
    shipped: Arc<Vec<(String, String)>>,
    outside: Option<Arc<crate::archive::Outside>>,
    pub(crate) key_file: Option<Arc<dyn store::KeyFile>>,
    reader: Option<crate::posts::TextReader>,
    video_reader: Option<crate::posts::VideoReader>,
    pages: Option<Arc<crate::posts::Pages>>,
    pub(crate) pictures: Arc<tokio::sync::Semaphore>,
    pub(crate) readings: Arc<tokio::sync::Semaphore>,
    pub(crate) visitors: Arc<tokio::sync::Semaphore>,
    exports: Option<Arc<std::path::PathBuf>>,
    browser: Option<networks::browser::Browser>,
    words: Option<Words>,
    noark_schemas: Option<Arc<std::path::PathBuf>>,
}

/// The text of a locale key in a language, for documents that jobs write.
pub type Words = Arc<dyn Fn(Locale, &str) -> String + Send + Sync>;

/// How many pictures and videos are taken in at once, and how many are read: each may take some hundred megabytes of memory.
const PICTURES_AT_ONCE: usize = 2;

/// How many strangers are shown the public archive at once: each page opens seals and searches, and none of it may keep
/// those who work here waiting.
const VISITORS_AT_ONCE: usize = 8;

impl Flow {
    /// Puts the parts together.
    #[must_use]
    pub fn new(parts: FlowParts) -> Self {
        Self {
            parts: Arc::new(parts),
            wake: Arc::new(tokio::sync::Notify::new()),
            detectors: Arc::default(),
            books: Arc::default(),
            shipped: Arc::default(),
            outside: None,
            key_file: None,
            reader: None,
            video_reader: None,
            pages: None,
            pictures: Arc::new(tokio::sync::Semaphore::new(PICTURES_AT_ONCE)),
            readings: Arc::new(tokio::sync::Semaphore::new(PICTURES_AT_ONCE)),
            visitors: Arc::new(tokio::sync::Semaphore::new(VISITORS_AT_ONCE)),
            exports: None,
            browser: None,
            words: None,
            noark_schemas: None,
        }
    }

    /// Gives it the shipped packs' files (path from the packs' folder, and text), which municipalities begin their own
    /// packs from.
    #[must_use]
    pub fn with_pack_files(mut self, files: Vec<(String, String)>) -> Self {
        self.shipped = Arc::new(files);
        self
    }

    /// Gives it a time stamping authority and witnesses to ask.
    #[must_use]
    pub fn with_outside(mut self, outside: crate::archive::Outside) -> Self {
        self.outside = Some(Arc::new(outside));
        self
    }

    /// Who confirms checkpoints besides the log, when anybody is configured.
    #[must_use]
    pub fn outside(&self) -> Option<&crate::archive::Outside> {
        self.outside.as_deref()
    }

    /// Gives it the program that reads words in pictures; without one nobody reads them, and detectors say so.
    #[must_use]
    pub fn with_text_reader(mut self, reader: Option<crate::posts::TextReader>) -> Self {
        self.reader = reader;
        self
    }

    /// The program that reads words in pictures.
    pub(crate) fn text_reader(&self) -> Option<&crate::posts::TextReader> {
        self.reader.as_ref()
    }

    /// Gives it the program that takes stills out of videos; without one nobody looks at them, and detectors say so.
    #[must_use]
    pub fn with_video_reader(mut self, reader: Option<crate::posts::VideoReader>) -> Self {
        self.video_reader = reader;
        self
    }

    /// The program that takes stills out of videos.
    pub(crate) fn video_reader(&self) -> Option<&crate::posts::VideoReader> {
        self.video_reader.as_ref()
    }

    /// Lets it ask municipalities' own websites whether pages are there; otherwise nobody looks.
    #[must_use]
    pub fn with_pages(mut self, pages: Option<crate::posts::Pages>) -> Self {
        self.pages = pages.map(Arc::new);
        self
    }

    /// Who asks a municipality's website for pages; nobody where the municipality has switched the detector of links off.
    pub(crate) fn pages(
        &self,
        municipality: &Municipality,
        book: &rulebook::Rulebook,
    ) -> Option<&Arc<crate::posts::Pages>> {
        let is_off = self.detectors(municipality, book).is_off(LINKS);
        self.pages.as_ref().filter(|_| !is_off)
    }

    /// Gives it a browser to take snapshots of channels' pages with. Without one there are none, and their page says so.
    #[must_use]
    pub fn with_browser(mut self, browser: Option<networks::browser::Browser>) -> Self {
        self.browser = browser;
        self
    }

    /// The browser.
    pub(crate) fn browser(&self) -> Option<&networks::browser::Browser> {
        self.browser.as_ref()
    }

    /// Gives it a folder on the disk in which exports from the archive are made and kept; several nodes share it. Without
    /// one there are no exports.
    #[must_use]
    pub fn with_exports(mut self, folder: std::path::PathBuf) -> Self {
        self.exports = Some(Arc::new(folder));
        self
    }

    /// The folder of exports.
    ///
    /// # Errors
    /// `Refused("exports-off")`.
    pub(crate) fn exports(&self) -> crate::Result<&std::path::Path> {
        match &self.exports {
            Some(folder) => Ok(folder),
            None => Err(crate::Error::refused("exports-off")),
        }
    }

    /// Gives it the locales' texts, for documents that jobs write; without them keys stand in their places.
    #[must_use]
    pub fn with_words(mut self, words: Words) -> Self {
        self.words = Some(words);
        self
    }

    /// The text of a locale key in a municipality's language.
    pub(crate) fn word(&self, municipality: &Municipality, key: &str) -> String {
        match &self.words {
            Some(words) => words(municipality.locale(), key),
            None => key.to_owned(),
        }
    }

    /// Gives it the folder with the schemas of Noark 5, which then go along with extractions.
    #[must_use]
    pub fn with_noark_schemas(mut self, folder: Option<std::path::PathBuf>) -> Self {
        self.noark_schemas = folder.map(Arc::new);
        self
    }

    /// The folder with the schemas of Noark 5.
    pub(crate) fn noark_schemas(&self) -> Option<&std::path::Path> {
        self.noark_schemas.as_deref().map(std::path::PathBuf::as_path)
    }

    /// The shipped packs' files, as [`Flow::with_pack_files`] was given them.
    #[must_use]
    pub fn pack_files(&self) -> &[(String, String)] {
        &self.shipped
    }

    /// The database, for pages that only read.
    #[must_use]
    pub fn store(&self) -> &Arc<dyn store::Store> {
        &self.parts.store
    }

    /// The blob store.
    #[must_use]
    pub fn blobs(&self) -> &Arc<dyn store::Blobs> {
        &self.parts.blobs
    }

    /// Clock and randomness.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.parts.source
    }

    /// Settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.parts.settings
    }

    /// The packs that a municipality may choose.
    #[must_use]
    pub fn rulebooks(&self) -> &BTreeMap<String, Arc<rulebook::Rulebook>> {
        &self.parts.rulebooks
    }

    /// The detectors as a municipality has set them; its own domain is always its own, and what a locked clause of `book`
    /// reads is always on. Made once for each setting, guideline and day.
    pub(crate) fn detectors(
        &self,
        municipality: &Municipality,
        book: &rulebook::Rulebook,
    ) -> detect::text::Settings {
        let now = self.parts.source.now();
        let mut made = self.detectors.lock().unwrap_or_else(PoisonError::into_inner);
        let make = || {
            let set = crate::detectors::options(municipality);
            let mut options = crate::detectors::held_on(set, book, now);
            let own = &municipality.website;
            if !own.is_empty() && !options.own_domains.contains(own) {
                options.own_domains.push(own.clone());
            }
            detect::text::Settings::new(options)
        };
        let (website, set) = (&municipality.website, &municipality.detectors);
        let key = format!("{website} {} {} {set}", book.digest(), book.day(now));
        if !made.contains_key(&key) && made.len() >= KEPT_DETECTORS {
            made.clear();
        }
        made.entry(key).or_insert_with(make).clone()
    }

    /// The connector of a channel, with its secret opened.
    ///
    /// # Errors
    /// A wrong key; credentials that are not of the network's form.
    pub(crate) fn connector(&self, channel: &Channel) -> crate::Result<Arc<dyn networks::Connector>> {
        let secret = match &channel.secret_sealed {
            Some(sealed) => Some(
                self.parts
                    .master
                    .open(CHANNEL_SECRET, channel.id.as_str(), sealed)?,
            ),
            None => None,
        };
        let text = match &secret {
            Some(bytes) => Some(std::str::from_utf8(bytes).map_err(|_| ledger::LedgerError::Damaged)?),
            None => None,
        };
        Ok(self.parts.connectors.connector(channel, text)?)
    }

    /// Tells the job runner of this process that there may be work, so that it does not wait for its next look.
    pub fn wake(&self) {
        self.wake.notify_one();
    }
}
