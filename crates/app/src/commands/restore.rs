//! `rettesnor restore FILE`: reads an archive back into an empty installation.

use crate::config::Config;
use crate::{system, wire};
use anyhow::{Context, Result};
use clap::ArgMatches;
use std::fs::File;
use std::process::ExitCode;

/// Reads the package and says what is now here.
///
/// # Errors
/// The data cannot be opened, or the package is refused; the message begins with a stable key.
pub async fn run(config: Config, matches: &ArgMatches) -> Result<ExitCode> {
    let path = matches
        .get_one::<String>("package")
        .context("no file was named")?;
    let file = File::open(path).with_context(|| format!("cannot read {path}"))?;
    let parts = wire::open(&config, system::source(), wire::Purpose::Serve).await?;
    let administrator = matches.get_one::<String>("administrator").map(String::as_str);
    match flow::archive::restore(&parts.flow, file, administrator).await {
        Ok(restored) => {
            let sign_in = match &restored.invitation {
                Some(token) => format!(
                    "the administrator's link, for once and for fourteen days:\n  {}/invitation/{token}\n",
                    parts.flow.settings().base_url
                ),
                None => "nobody can sign in here: for that, restore with --administrator E-MAIL\n".to_owned(),
            };
            super::print(&format!(
                "{} ({})\n  {} journal entries in {} records, all proved\n  root {} of {} leaves, as in {} checkpoints of the old log\n\
                 everything was read back; the log goes on with a new signing key\n{sign_in}",
                restored.municipality.name,
                restored.municipality.id,
                restored.entries,
                restored.records,
                restored.root,
                restored.entries,
                restored.checkpoints,
            ));
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            let at: Vec<String> = error
                .params()
                .into_iter()
                .map(|(_, value)| value.to_string())
                .collect();
            anyhow::bail!("{}: nothing was changed. {}", error.key(), at.join(" "))
        }
    }
}
