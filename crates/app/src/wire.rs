//! Puts the parts together: configuration in, workflows out.

use crate::config::Config;
use crate::{keys, lock, packs};
use anyhow::{Context, Result, bail};
use flow::archive::Outside;
use flow::posts::{Pages, TextReader, VideoReader};
use flow::{Flow, FlowParts, NetworkConnectors, Settings, Words};
use ledger::MasterKey;
use ledger::attest::Attestors;
use ledger::stamp::Roots;
use ledger::witness::Witness;
use model::{Millis, Source};
use networks::browser::Browser;
use networks::{Http, HttpConfig, Networks};
use std::fs::File;
use std::sync::Arc;
use store::Store;
use store_sql::{Db, DiskBlobs, DiskKeyFile, Options, Target};
use web::texts::Texts;

/// Why the data is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To serve: one process a data folder; a new one gets its key.
    Serve,
    /// To verify: nothing is made, and a server may be running beside.
    Verify,
}

/// The opened installation.
pub struct Parts {
    /// The workflows.
    pub flow: Flow,
    /// Hold of the data folder, for as long as this lives.
    _lock: Option<File>,
}

/// Setting that keeps the id of the key-encryption key the data was sealed with.
const KEY_ID: &str = "master-key-id";

/// File with the keys that wrap records' keys, in the data folder.
const RECORD_KEYS: &str = "keys/record.keys";

/// Opens data folder, database and keys.
///
/// # Errors
/// Each with a stable key at its beginning: `data-in-use`, `master-key-missing`, `wrong-key`, `record-keys-missing`,
/// `record-keys-old`, the database's.
pub async fn open(config: &Config, source: Source, purpose: Purpose) -> Result<Parts> {
    // The first use of TLS asks for this; a second call, in tests, finds it done.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let serve = purpose == Purpose::Serve;
    if !serve && config.database_url.is_none() && !config.data.join(store_sql::FILE).exists() {
        bail!("data-missing: there is no database in {}", config.data.display());
    }
    let lock = if serve {
        Some(lock::hold(&config.data)?)
    } else {
        None
    };
    let target = Target::new(&config.data, config.database_url.as_deref());
    let db = Db::open(&target, &Options::default())
        .await
        .map_err(|e| anyhow::anyhow!("{}: {e}", e.key()))?;
    let fresh = db.is_new();
    let db = Arc::new(db);
    let master = keys::master_key(config, &source, fresh && serve)?;
    check_key(&*db, &master).await?;
    let blobs = Arc::new(
        DiskBlobs::open(&config.data.join("blobs")).map_err(|e| anyhow::anyhow!("{}: {e}", e.key()))?,
    );
    let board = flow::practice::StoreBoard::new(db.clone(), blobs.clone(), source.clone(), &config.base_url);
    let http = Http::new(
        HttpConfig {
            allow_private: config.allow_private_networks,
            ..HttpConfig::default()
        },
        source.clone(),
    )
    .context("cannot make the client for networks")?;
    let outside = outside(config, http.clone())?;
    let browser = browser(config, &http, &source)?;
    let pages = config.link_check.then(|| Pages::new(http.clone()));
    let reader = match &config.text_reader {
        Some(program) if serve => TextReader::find(program.clone()).await,
        _ => None,
    };
    let video_reader = match &config.video_reader {
        Some(program) if serve => VideoReader::find(program.clone()).await,
        _ => None,
    };
    let flow = Flow::new(FlowParts {
        store: db,
        blobs,
        connectors: Arc::new(NetworkConnectors::new(Networks::new(
            http,
            source.clone(),
            Arc::new(board),
        ))),
        source,
        rulebooks: packs::load()?,
        master,
        settings: Settings {
            base_url: config.base_url.clone(),
            allow_private_networks: config.allow_private_networks,
            poll_every_ms: config.poll_seconds * Millis::SECOND,
            late_limit_ms: config.late_limit_minutes * Millis::MINUTE,
            old_record_key_ms: config.old_key_days * Millis::DAY,
            ..Settings::default()
        },
    })
    .with_pack_files(packs::files())
    .with_exports(config.data.join("exports"))
    .with_noark_schemas(config.noark_schemas.clone())
    .with_words(words()?)
    .with_outside(outside)
    .with_text_reader(reader)
    .with_video_reader(video_reader)
    .with_pages(pages)
    .with_browser(browser);
    let file = DiskKeyFile::new(&config.data.join(RECORD_KEYS));
    let flow = flow
        .with_key_file(Arc::new(file), serve)
        .await
        .map_err(|e| anyhow::anyhow!("{}: {e}", e.key()))?;
    Ok(Parts { flow, _lock: lock })
}

/// The browser for snapshots, where it is installed.
fn browser(config: &Config, http: &Http, source: &Source) -> Result<Option<Browser>> {
    let Some(program) = config.browser.as_deref().and_then(Browser::find) else {
        return Ok(None);
    };
    let own = HttpConfig {
        allow_private: true,
        ..HttpConfig::default()
    };
    let own = Http::new(own, source.clone()).context("cannot make the client for our own pages")?;
    let browser = Browser::new(http.clone(), program, config.browser_sandbox);
    Ok(Some(browser.with_own(&config.base_url, own)))
}

/// The locales' texts, for documents that jobs write.
fn words() -> Result<Words> {
    let texts = Texts::load()?;
    Ok(Arc::new(move |locale, key| texts.plain(locale, key)))
}

/// Who is asked to confirm the log's checkpoints.
fn outside(config: &Config, http: Http) -> Result<Outside> {
    let mut attestors = Attestors::default();
    if let Some(path) = &config.time_authority_root {
        let pem = std::fs::read_to_string(path)
            .with_context(|| format!("time-authority-root: cannot read {}", path.display()))?;
        attestors.roots = Roots::parse(&pem)
            .with_context(|| format!("time-authority-root: {} holds no certificate", path.display()))?;
    }
    let mut witnesses = Vec::new();
    for (key, address) in &config.witnesses {
        let witness = Witness::parse(key).context("witnesses: not a key")?;
        attestors.witnesses.push(witness.clone());
        witnesses.push((witness, address.clone()));
    }
    Ok(Outside {
        http,
        authority: config.time_authority.clone(),
        attestors,
        witnesses,
    })
}

/// Refuses a key other than the one the data was sealed with, before anything is done with it.
async fn check_key(store: &dyn Store, master: &MasterKey) -> Result<()> {
    let known = store.read().await?.setting(KEY_ID).await?;
    match known {
        Some(id) if id == master.id() => Ok(()),
        Some(id) => bail!(
            "wrong-key: the data was sealed with the key {id}, this is the key {}. Nothing was changed. Put the right \
             key back, or name it with --master-key-file.",
            master.id()
        ),
        None => {
            let tx = store.begin().await?;
            tx.put_setting(KEY_ID, &master.id()).await?;
            tx.commit().await?;
            Ok(())
        }
    }
}
