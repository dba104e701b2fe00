//! The key-encryption key: given directly, or kept in a file that the first start makes.

use crate::config::Config;
use anyhow::{Context, Result};
use ledger::MasterKey;
use model::Source;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};

/// Reads the key, or makes it when the data folder is new. A missing key beside existing data is an error: making a
/// new one would only hide that the old one is lost.
///
/// # Errors
/// `master-key-missing`, `master-key-form`, or the file cannot be read or written.
pub fn master_key(config: &Config, source: &Source, data_is_new: bool) -> Result<MasterKey> {
    if let Some(text) = &config.master_key {
        return MasterKey::parse(text)
            .context("master-key-form: the master key must be 64 hexadecimal digits");
    }
    let path = &config.master_key_file;
    match std::fs::read_to_string(path) {
        Ok(text) => MasterKey::parse(text.trim()).with_context(|| {
            format!(
                "master-key-form: {} does not hold 64 hexadecimal digits",
                path.display()
            )
        }),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound && data_is_new => {
            let hex: String = source.bytes::<32>().iter().map(|b| format!("{b:02x}")).collect();
            if let Some(folder) = path.parent() {
                std::fs::DirBuilder::new()
                    .recursive(true)
                    .mode(0o700)
                    .create(folder)?;
            }
            let mut file = std::fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(path)
                .with_context(|| format!("cannot write {}", path.display()))?;
            writeln!(file, "{hex}")?;
            file.sync_all()?;
            MasterKey::parse(&hex).context("master-key-form")
        }
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => anyhow::bail!(
            "master-key-missing: there is data, but no key at {}. Nothing was changed. Put the key file back from its \
             copy, or name it with --master-key-file.",
            path.display()
        ),
        Err(e) => Err(e).with_context(|| format!("cannot read {}", path.display())),
    }
}
