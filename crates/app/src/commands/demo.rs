//! `rettesnor demo`: the server with a ready municipality to look around in.

use crate::config::Config;
use crate::demo::{self, Member};
use anyhow::{Context, Result};
use std::fmt::Write as _;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Makes the demo in an empty data folder, or finds it there; prints who may sign in; then serves, unless
/// `prepare_only`.
///
/// # Errors
/// The folder holds something else, or cannot be opened.
pub async fn run(config: Config, prepare_only: bool) -> Result<ExitCode> {
    // The municipality is made up, its website is perhaps somebody's: nobody is asked.
    let config = Config {
        link_check: false,
        ..config
    };
    let list = list_of(&config);
    if let Some(members) = demo::prepare(&config).await? {
        keep(&list, &told(&members)).with_context(|| format!("cannot write {}", list.display()))?;
    }
    let people = std::fs::read_to_string(&list).with_context(|| {
        format!(
            "demo-list-missing: {} is gone, and nobody knows the passwords",
            list.display()
        )
    })?;
    super::print(&people);
    super::print(&format!(
        "\nAddress: {}   (this list is kept in {})",
        config.base_url,
        list.display()
    ));
    if prepare_only {
        return Ok(ExitCode::SUCCESS);
    }
    super::serve::run(config).await
}

/// File with the demo's people.
fn list_of(config: &Config) -> PathBuf {
    config.data.join("demo-people.txt")
}

/// Writes the list so that nobody else on the machine can read it.
fn keep(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn told(members: &[Member]) -> String {
    let mut out = String::from(
        "The demo's people. Signing in takes e-mail, password and a code: any of the codes, each once, or what an\n\
         authenticator app shows for the key.\n",
    );
    for member in members {
        let codes: Vec<_> = member.codes.chunks(5).map(|line| line.join("  ")).collect();
        let _ = write!(
            out,
            "\n{} ({})\n  e-mail    {}\n  password  {}\n  codes     {}\n  key       {}\n",
            member.name,
            member.roles.join(", "),
            member.email,
            member.password,
            codes.join("\n            "),
            member.key,
        );
    }
    out
}
