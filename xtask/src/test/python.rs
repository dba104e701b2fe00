//! Python packages, in virtual environments of their own.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::{Result, bail};
use rustix::process::Signal;

use super::stamp;
use crate::processes::Running;

/// Makes `folder` a virtual environment with the packages of all these lists; answers its programs' folder.
pub fn environment(folder: &Path, lists: &[PathBuf]) -> Result<PathBuf> {
    stamp::once(folder, lists, || {
        println!("installing Python packages into {}", folder.display());
        let mut create = Command::new("python3");
        create.args(["-m", "venv"]).arg(folder);
        finish(create)?;
        let mut install = Command::new(folder.join("bin").join("pip"));
        install.args(["install", "--quiet", "--disable-pip-version-check"]);
        for list in lists {
            install.arg("--requirement").arg(list);
        }
        finish(install)
    })?;
    Ok(folder.join("bin"))
}

fn finish(command: Command) -> Result<()> {
    let words = format!("{command:?}");
    let mut said = Vec::new();
    let outcome = Running::start(command, Signal::TERM)?
        .follow(Duration::from_secs(600), |line| said.push(line.to_owned()))?;
    if outcome != Some(true) {
        bail!("{words} failed\n{}", said.join("\n"));
    }
    Ok(())
}
