//! `rettesnor copy`: writes the copy of a log that anybody can check with `rettesnor-verify` and the log's public key.

use crate::config::Config;
use crate::{system, wire};
use anyhow::{Context, Result, bail};
use clap::{Arg, ArgMatches, Command};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The command.
pub fn command() -> Command {
    Command::new("copy")
        .about("Write a municipality's whole log, opened, into a file that rettesnor-verify checks")
        .arg(
            Arg::new("municipality")
                .long("municipality")
                .value_name("slug")
                .help("Whose log, as in its public addresses; needed when there are several"),
        )
        .arg(
            Arg::new("file")
                .value_name("file")
                .required(true)
                .help("The file to write; it must not be there yet"),
        )
}

/// Writes the copy. The file gets its name only when all of it is on the disk.
///
/// # Errors
/// The data cannot be opened, there is no such municipality, the file cannot be written.
pub async fn run(config: Config, matches: &ArgMatches) -> Result<ExitCode> {
    let parts = wire::open(&config, system::source(), wire::Purpose::Verify).await?;
    let file: PathBuf = matches
        .get_one::<String>("file")
        .map(PathBuf::from)
        .context("which file?")?;
    if file.exists() {
        bail!("file-exists: {} is there already", file.display());
    }
    let municipalities = parts.flow.store().read().await?.municipalities().await?;
    let slug = matches.get_one::<String>("municipality");
    let mut chosen = municipalities
        .iter()
        .filter(|m| slug.is_none_or(|s| *s == m.slug));
    let (Some(municipality), None) = (chosen.next(), chosen.next()) else {
        bail!("which-municipality: name one with --municipality");
    };
    let unfinished = beside(&file);
    let written = write(&parts.flow, municipality, &unfinished).await;
    let written = written.and_then(|entries| {
        std::fs::rename(&unfinished, &file)?;
        Ok(entries)
    });
    match written {
        Ok(entries) => {
            super::print(&format!("{entries} entries in {}", file.display()));
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            // The first error is the one to tell of.
            let _gone = std::fs::remove_file(&unfinished);
            Err(error)
        }
    }
}

async fn write(
    flow: &flow::Flow,
    municipality: &model::municipality::Municipality,
    path: &Path,
) -> Result<i64> {
    let file = std::fs::File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    let mut out = BufWriter::with_capacity(1 << 20, file);
    let entries = flow::archive::copy(flow, municipality, None, &mut out).await?;
    out.flush()?;
    out.into_inner()?.sync_all()?;
    Ok(entries)
}

/// Name of the file while it is being written.
fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".unfinished");
    PathBuf::from(name)
}
