//! `rettesnor search rebuild`: makes the search index anew.

use crate::config::Config;
use crate::{system, wire};
use anyhow::{Context, Result};
use clap::Command;
use std::process::ExitCode;

/// The command.
pub fn command() -> Command {
    Command::new("search")
        .about("Look after the search index")
        .subcommand_required(true)
        .subcommand(
            Command::new("rebuild").about("Make the index anew from what is kept; stop the server first"),
        )
}

/// Makes the index of every municipality anew.
///
/// # Errors
/// The data cannot be opened; the message says why.
pub async fn run(config: Config) -> Result<ExitCode> {
    let parts = wire::open(&config, system::source(), wire::Purpose::Serve).await?;
    let municipalities = parts.flow.store().read().await?.municipalities().await?;
    for municipality in &municipalities {
        flow::archive::rebuild_search(&parts.flow, &municipality.id)
            .await
            .with_context(|| format!("cannot make the index of {} anew", municipality.name))?;
        super::print(&format!("{}: the index is made anew", municipality.name));
    }
    Ok(ExitCode::SUCCESS)
}
