//! Node packages: each folder under tests/ with a package.json gets a node_modules under target/peers and a link to it.

use std::{
    fs, io,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::{Context as _, Result, bail};
use rustix::process::Signal;

use super::stamp;
use crate::{places, processes::Running};

/// Installs all of them.
pub fn install() -> Result<()> {
    let root = places::root()?;
    let lists = places::files(&root.join("tests"), &|file| {
        file.file_name().is_some_and(|name| name == "package.json")
    })?;
    lists.iter().try_for_each(|list| install_one(&root, list))
}

fn install_one(root: &Path, list: &Path) -> Result<()> {
    let folder = list.parent().context("a file without a folder")?;
    let name: Vec<_> = folder
        .strip_prefix(root.join("tests"))?
        .iter()
        .map(|part| part.to_string_lossy())
        .collect();
    let name = name.join("-");
    let place = places::peers()?.join("node").join(&name);
    let lock = folder.join("package-lock.json");
    let mut from = vec![list.to_owned()];
    if lock.is_file() {
        from.push(lock);
    }
    stamp::once(&place, &from, || {
        println!("installing Node packages for {name}");
        for file in &from {
            fs::copy(
                file,
                place.join(file.file_name().context("a file without a name")?),
            )?;
        }
        npm(&place, if from.len() > 1 { "ci" } else { "install" })
            .with_context(|| format!("installing the Node packages of {}", list.display()))
    })?;
    link(&place.join("node_modules"), &folder.join("node_modules"))
}

fn npm(place: &Path, verb: &str) -> Result<()> {
    let mut command = Command::new("npm");
    command
        .args([verb, "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(place);
    // Modules in C++ are compiled against the headers of the system's own Node.
    command.env("npm_config_nodedir", "/usr");
    let mut said = Vec::new();
    let outcome = Running::start(command, Signal::TERM)?
        .follow(Duration::from_secs(900), |line| said.push(line.to_owned()))?;
    if outcome != Some(true) {
        bail!("npm {verb} failed\n{}", said.join("\n"));
    }
    Ok(())
}

/// Node looks for packages upwards from the file that wants them, so each test folder gets a link.
fn link(to: &Path, at: &PathBuf) -> Result<()> {
    if fs::read_link(at).is_ok_and(|found| found == to) {
        return Ok(());
    }
    match fs::symlink_metadata(at) {
        Ok(found) if found.is_dir() => bail!(
            "{} is a folder; it should be made by this command: remove it",
            at.display()
        ),
        Ok(_) => fs::remove_file(at)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    symlink(to, at).with_context(|| format!("linking {}", at.display()))
}
